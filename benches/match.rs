//! What judging by a schema costs beside parsing: TEI All and a folder of TEI, where `SUITES` (or `../shared`) has them, or else a
//! small schema and a play made here.

use std::{env, fs, path::PathBuf, sync::Arc};

use divan::{Bencher, counter::BytesCount};
use teiwright::{
    schema::{Matcher, NoIncludes, Schema},
    source::Source,
    xml,
};

fn main() {
    divan::main();
}

const SCHEMA: &str = "<grammar xmlns='http://relaxng.org/ns/structure/1.0' ns='http://www.tei-c.org/ns/1.0'
      datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'>
  <start><element name='TEI'><element name='text'><element name='body'><oneOrMore><ref name='sp'/></oneOrMore></element></element></element></start>
  <define name='sp'><element name='sp'>
    <optional><attribute name='who'><data type='anyURI'/></attribute></optional>
    <optional><element name='speaker'><ref name='inlines'/></element></optional>
    <oneOrMore><choice><element name='p'><ref name='inlines'/></element><ref name='stage'/></choice></oneOrMore>
  </element></define>
  <define name='stage'><element name='stage'><ref name='inlines'/></element></define>
  <define name='inlines'><zeroOrMore><choice><text/><ref name='stage'/>
    <element name='date'><attribute name='when'><data type='date'/></attribute><text/></element>
    <element name='pb'><attribute name='n'/></element>
  </choice></zeroOrMore></define>
</grammar>";

/// A schema, and what is judged by it.
fn material() -> (Arc<Schema>, Vec<Source>) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let suites = env::var_os("SUITES").map_or(root.join("../shared"), |suites| root.join(suites));
    let (schema, sources) = match fs::read_to_string(suites.join("tei/tei_all.rng")) {
        Ok(schema) => (schema, corpus(&suites.join("corpus"))),
        Err(_) => (SCHEMA.to_owned(), vec![Source::from_text("play.xml", play())]),
    };
    let schema = Schema::compile(&Source::from_text("schema.rng", schema), &NoIncludes).expect("the schema is correct");
    (Arc::new(schema), sources)
}

fn corpus(folder: &std::path::Path) -> Vec<Source> {
    let entries = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path());
    let files = entries.filter(|path| path.extension().is_some_and(|ending| ending == "xml"));
    files.map(|path| Source::decode("a.xml", fs::read(path).expect("readable"), None).expect("it is text")).collect()
}

/// A play of 2 MB.
fn play() -> String {
    let speech = |number: usize| {
        format!(
            "<sp who=\"#ann\"><speaker>ANN.</speaker><stage>(laughs)</stage><p>Speech {number} is about the old house by the river, \
             and <date when=\"1953-05-04\">that day</date> <pb n=\"{number}\"/>in May.</p></sp>\n"
        )
    };
    let speeches: String = (0..10_000).map(speech).collect();
    format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>{speeches}</body></text></TEI>")
}

fn bytes(sources: &[Source]) -> BytesCount {
    BytesCount::new(sources.iter().map(|source| source.text().len()).sum::<usize>())
}

#[divan::bench]
fn parse_alone(bencher: Bencher<'_, '_>) {
    let (_, sources) = material();
    let options = || roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    bencher.counter(bytes(&sources)).bench(|| {
        for source in &sources {
            divan::black_box(roxmltree::Document::parse_with_options(source.text(), options()).expect("well-formed"));
        }
    });
}

#[divan::bench]
fn parse_and_judge(bencher: Bencher<'_, '_>) {
    let (schema, sources) = material();
    let mut matcher = Matcher::new(schema);
    bencher.counter(bytes(&sources)).bench_local(|| {
        let trees = sources.iter().map(|source| xml::parse(source).expect("well-formed"));
        trees.map(|tree| matcher.judge(&tree).len()).sum::<usize>()
    });
}

#[divan::bench]
fn judge_alone(bencher: Bencher<'_, '_>) {
    let (schema, sources) = material();
    let mut matcher = Matcher::new(schema);
    let trees: Vec<_> = sources.iter().map(|source| xml::parse(source).expect("well-formed")).collect();
    bencher.counter(bytes(&sources)).bench_local(|| trees.iter().map(|tree| matcher.judge(tree).len()).sum::<usize>());
}
