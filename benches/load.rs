//! What loading a schema costs.

use std::{env, fs, path::Path};

use divan::{Bencher, counter::BytesCount};
use teiwright::{
    schema::{NoIncludes, Schema},
    source::Source,
    xml,
};

fn main() {
    divan::main();
}

/// TEI All where it is present, otherwise a schema of about the same size and shape that we make.
fn schema() -> Source {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let suites = env::var_os("SUITES").map_or(root.join("../shared"), |suites| root.join(suites));
    let text = fs::read_to_string(suites.join("tei/tei_all.rng")).unwrap_or_else(|_| made());
    Source::from_text("schema.rng", text)
}

/// 600 elements in 40 classes; every element takes two classes, and the attributes of one class of attributes.
fn made() -> String {
    let mut text = String::from("<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\"><start><ref name=\"e0\"/></start>\n");
    for class in 0..40 {
        let members: String = (0..15).map(|member| format!("<ref name=\"e{}\"/>", class + member * 40)).collect();
        text += &format!("<define name=\"class{class}\"><choice>{members}</choice></define>\n");
        let attributes: String = (0..10).map(|n| format!("<optional><attribute name=\"a{class}.{n}\"/></optional>")).collect();
        text += &format!("<define name=\"att{class}\">{attributes}</define>\n");
    }
    for element in 0..600 {
        text += &format!(
            "<define name=\"e{element}\"><element name=\"e{element}\"><zeroOrMore><choice><text/><ref name=\"class{}\"/>\
             <ref name=\"class{}\"/></choice></zeroOrMore><ref name=\"att{}\"/></element></define>\n",
            element % 40,
            (element + 7) % 40,
            element % 40
        );
    }
    text + "</grammar>"
}

#[divan::bench]
fn parse_xml(bencher: Bencher<'_, '_>) {
    let source = schema();
    bencher.counter(BytesCount::of_str(source.text())).bench(|| xml::parse(&source).expect("well-formed").elements().count());
}

#[divan::bench]
fn compile(bencher: Bencher<'_, '_>) {
    let source = schema();
    bencher
        .counter(BytesCount::of_str(source.text()))
        .bench(|| Schema::compile(&source, &NoIncludes).expect("the schema is correct").counts());
}
