//! What parsing costs, and what the rules cost besides; and a diff of two encodings of one long text.

use divan::{Bencher, counter::BytesCount};
use teiwright::{
    diff,
    rules::{self, Selection},
    source::Source,
    xml,
};

fn main() {
    divan::main();
}

/// A play of 2 MB.
fn play() -> String {
    let mut text = String::from(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\"><teiHeader><fileDesc><titleStmt><title>A Play</title></titleStmt>\
         <publicationStmt><publisher>P</publisher><availability><licence target=\"https://example.org\">free</licence></availability>\
         </publicationStmt><sourceDesc><p>S</p></sourceDesc></fileDesc><profileDesc><particDesc><listPerson><person xml:id=\"ann\">\
         <persName>Ann</persName></person></listPerson></particDesc></profileDesc></teiHeader><text><body><div type=\"act\"><head>I</head>\n",
    );
    for number in 0..10_000 {
        text += &format!(
            "<sp xml:id=\"sp{number}\" who=\"#ann\"><speaker>ANN.</speaker><stage>(laughs)</stage><p>Speech {number} is about the \
             old house by the river, and <date when=\"1953-05-04\">that day</date> <pb n=\"{number}\"/>in May.</p></sp>\n"
        );
    }
    text + "</div></body></text></TEI>\n"
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let source = Source::from_text("play.xml", play());
    bencher.counter(BytesCount::of_str(source.text())).bench(|| xml::parse(&source).expect("well-formed").elements().count());
}

#[divan::bench]
fn all_rules(bencher: Bencher<'_, '_>) {
    let source = Source::from_text("play.xml", play());
    let tree = xml::parse(&source).expect("well-formed");
    bencher.counter(BytesCount::of_str(source.text())).bench(|| rules::check(&tree, &Selection::default()).len());
}

#[divan::bench(sample_count = 10)]
fn diff_with_500_edits(bencher: Bencher<'_, '_>) {
    let text = play();
    let edited = (0..10_000)
        .step_by(20)
        .fold(text.clone(), |text, number| text.replacen(&format!("Speech {number} is"), &format!("Talk {number} is"), 1));
    let (old, new) = (Source::from_text("old.xml", text), Source::from_text("new.xml", edited));
    bencher
        .counter(BytesCount::of_str(old.text()))
        .bench(|| diff::diff(&old, &new, &teiwright::delta::Scope::default()).expect("well-formed").changes.len());
}
