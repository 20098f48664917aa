//! Bytes of transcript converted in a second, receipt and proof included: the figures for 10 kB, 1 MB and 50 MB show whether
//! the time grows with the text and no faster.

use divan::{Bencher, counter::BytesCount};
use teiwright::{
    convert::{self, Options},
    source::Source,
};

fn main() {
    divan::main();
}

/// A dialogue of at least `length` bytes: speeches of one to four paragraphs, with glosses, gaps and quotations.
fn dialogue(length: usize) -> String {
    const SPEAKERS: [&str; 4] = ["Comrade Ann Cole", "Mr. Dole", "Dr. Carl Ebb", "The Chair"];
    const WORDS: &str =
        "the council of the harbor met in the old house by the river and spoke for a long time about the new pier and its cost ";
    let mut text = String::with_capacity(length + 4_096);
    let mut number = 0;
    while text.len() < length {
        if number % 3 == 0 {
            text += &format!("{}: ", SPEAKERS[number / 3 % SPEAKERS.len()]);
        }
        for sentence in 0..number % 7 + 1 {
            text += &format!("Then {WORDS}");
            text += [". ", ", he said, \"it is so.\" ", " [of stone]. ", " [illegible]. "][(number + sentence) % 4];
        }
        text += "So it was.\n\n";
        number += 1;
    }
    text
}

#[divan::bench(args = [10_000, 1_000_000, 50_000_000], sample_count = 5, sample_size = 1)]
fn convert_bytes(bencher: Bencher<'_, '_>, length: usize) {
    let source = Source::from_text("bench.txt", dialogue(length));
    bencher
        .counter(BytesCount::of_str(source.text()))
        .bench(|| convert::convert(&source, &Options::default()).expect("it converts"));
}

#[divan::bench(args = [10_000, 1_000_000], sample_count = 5, sample_size = 1)]
fn verify_bytes(bencher: Bencher<'_, '_>, length: usize) {
    let source = Source::from_text("bench.txt", dialogue(length));
    let converted = convert::convert(&source, &Options::default()).expect("it converts").value;
    let tei = Source::from_text("bench.xml", converted.xml);
    bencher
        .counter(BytesCount::of_str(source.text()))
        .bench(|| convert::verify(&tei, &converted.receipt, Some(&source)).expect("they belong together"));
}
