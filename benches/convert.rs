//! Bytes of transcript converted in a second, receipt and proof included: the figures for 10 kB, 1 MB and 50 MB show whether
//! the time grows with the text and no faster.
//!
//! Before them stand the megabytes for each second of the processor, which other programs do not change, for three kinds of text.

#[path = "../tests/texts/mod.rs"]
mod texts;

use std::{
    io::{self, Write},
    time::Duration,
};

use cpu_time::ThreadTime;
use divan::{Bencher, counter::BytesCount};
use teiwright::{
    convert::{self, Options},
    source::Source,
};

/// How often each text is converted; the fastest time counts.
const ROUNDS: usize = 3;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for (name, make) in texts::KINDS {
        for length in [1_000_000, 10_000_000] {
            let source = Source::from_text("bench.txt", make(length));
            let time = (0..ROUNDS).map(|_| time(&source)).min().unwrap_or_default();
            let megabytes = source.text().len() as f64 / 1e6;
            writeln!(out, "{name}, {megabytes:.0} MB: {:.1} MB per CPU-second", megabytes / time.as_secs_f64())?;
        }
    }
    drop(out);
    divan::main();
    Ok(())
}

/// The time of the processor that a conversion and its receipt take.
fn time(source: &Source) -> Duration {
    let start = ThreadTime::now();
    let converted = convert::convert(source, &Options::default()).expect("it converts").value;
    let json = converted.receipt.to_json();
    let time = start.elapsed();
    assert!(json.len() < 2 * source.text().len());
    time
}

#[divan::bench(args = [10_000, 1_000_000, 50_000_000], sample_count = 5, sample_size = 1)]
fn convert_bytes(bencher: Bencher<'_, '_>, length: usize) {
    let source = Source::from_text("bench.txt", texts::memorandum(length));
    bencher
        .counter(BytesCount::of_str(source.text()))
        .bench(|| convert::convert(&source, &Options::default()).expect("it converts"));
}

#[divan::bench(args = [10_000, 1_000_000], sample_count = 5, sample_size = 1)]
fn verify_bytes(bencher: Bencher<'_, '_>, length: usize) {
    let source = Source::from_text("bench.txt", texts::memorandum(length));
    let converted = convert::convert(&source, &Options::default()).expect("it converts").value;
    let tei = Source::from_text("bench.xml", converted.xml);
    bencher
        .counter(BytesCount::of_str(source.text()))
        .bench(|| convert::verify(&tei, &converted.receipt, Some(&source)).expect("they belong together"));
}
