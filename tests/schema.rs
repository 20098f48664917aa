//! Our own schema, and the engine beside others: jing's verdicts on real plays, and another engine's on mutants.

#[path = "schema/generator.rs"]
mod generator;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use generator::{Generator, Random};
use teiwright::{
    schema::{Matcher, NoIncludes, Notation, Schema, convert},
    source::Source,
    xml,
};

const SOURCE: &str = include_str!("../schema/teiwright.rnc");
const MADE: &str = include_str!("../schema/teiwright.rng");
const IMAGE: &[u8] = include_bytes!("../schema/teiwright.image");

fn suites() -> PathBuf {
    let named = std::env::var_os("SUITES").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| PathBuf::from("../shared"));
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// TEI All, where it is present.
fn tei_all() -> Option<Arc<Schema>> {
    let path = suites().join("tei/tei_all.rng");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: there is no TEI All at {}", path.display());
        return None;
    };
    Some(Arc::new(Schema::compile(&Source::from_text("tei_all.rng", text), &NoIncludes).expect("TEI All is correct")))
}

fn findings(matcher: &mut Matcher, text: &str) -> Vec<String> {
    let source = Source::from_text("a.xml", text);
    let tree = xml::parse(&source).expect("well-formed");
    let line = |at: usize| source.place(at).line;
    matcher
        .judge(&tree)
        .iter()
        .map(|finding| format!("{}: {} {}", line(finding.span.start), finding.code, finding.message))
        .collect()
}

#[test]
fn the_xml_form_is_made_from_the_source() {
    let made = convert(&Source::from_text("teiwright.rnc", SOURCE), Notation::Xml).expect("our schema is correct");
    assert!(made == MADE, "schema/teiwright.rng is stale: `make schema` writes it");
}

#[test]
fn the_image_is_made_from_the_xml_form() {
    let schema = Schema::compile(&Source::from_text("teiwright.rng", MADE), &NoIncludes).expect("our schema is correct");
    let image = schema.to_image().expect("it has no qualified names for values");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/teiwright.image"), &image).expect("writable");
    } else {
        assert!(image == IMAGE, "schema/teiwright.image is stale: `make schema` writes it");
    }
    let again = Schema::from_image(&image).expect("what was written can be read");
    assert_eq!(again.to_image(), Some(image.clone()));
    assert!(
        (0..image.len()).step_by(997).all(|length| Schema::from_image(&image[..length]).is_none()),
        "an image cut short is none"
    );
}

#[test]
fn every_element_says_what_it_is() {
    let lines: Vec<&str> = SOURCE.lines().collect();
    let elements = lines.iter().enumerate().filter(|(_, line)| line.contains(" = element "));
    let silent: Vec<&str> = elements.clone().filter(|(at, _)| !lines[at - 1].starts_with("## ")).map(|(_, line)| *line).collect();
    assert!(silent.is_empty(), "{silent:?}");
    assert!(elements.count() > 200);
}

#[test]
fn what_our_schema_takes_is_taken_by_tei_all() {
    let source = Source::from_text("teiwright.rnc", SOURCE);
    let generator = Generator::of(&source);
    let mut own = Matcher::new(Arc::clone(Schema::built_in()));
    let mut theirs = tei_all().map(Matcher::new);
    let mut bytes = 0;
    for seed in 1..=150 {
        let text = generator.document(&mut Random::new(seed));
        bytes += text.len();
        assert_eq!(findings(&mut own, &text), [""; 0], "seed {seed}: {text}");
        if let Some(theirs) = &mut theirs {
            assert_eq!(findings(theirs, &text), [""; 0], "seed {seed}: {text}");
        }
    }
    assert!(bytes > 100_000, "the documents are too small to show anything: {bytes} bytes");
}

#[test]
fn what_tei_all_has_and_transcripts_need_not_is_left_out() {
    let mut own = Matcher::new(Arc::clone(Schema::built_in()));
    let text = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt><p/>\
                </publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><entry/></body></text></TEI>";
    assert!(findings(&mut own, text)[0].contains("RN001"));
    assert_eq!(findings(&mut own, &text.replace("<entry/>", "<p/>")), [""; 0]);
}

/// Where jing has its first error in a file, we have one; and where it has none, we have none.
#[test]
fn real_plays_are_judged_as_jing_judges_them() {
    let corpus = suites().join("corpus");
    let Ok(expected) = fs::read_to_string(corpus.join("EXPECTED-jing.txt")) else {
        println!("skipped: there are no plays at {}", corpus.display());
        return;
    };
    let Some(schema) = tei_all() else { return };
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for line in expected.lines() {
        let mut parts = line.split(':');
        let (Some(file), Some(Ok(line))) = (parts.next(), parts.next().map(str::parse)) else { panic!("{line}") };
        first.entry(file).or_insert(line);
    }
    let mut matcher = Matcher::new(schema);
    let mut judged = 0;
    for entry in fs::read_dir(&corpus).expect("the folder is there") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|ending| ending != "xml") {
            continue;
        }
        judged += 1;
        let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
        let found = findings(&mut matcher, &fs::read_to_string(&path).expect("UTF-8"));
        let start = first.get(name.as_str()).map(|line| format!("{line}: "));
        match start {
            None => assert_eq!(found, [""; 0], "{name}"),
            Some(start) => assert!(found.first().is_some_and(|finding| finding.starts_with(&start)), "{name}: {found:?}"),
        }
    }
    assert!(judged > 0);
}

/// Mutants of small documents have the same verdict by the crate `teixml`, which shares no code with us.
#[test]
fn mutants_are_judged_as_another_engine_judges_them() {
    let syntax = teixml::relaxng::SchemaSyntax::Compact;
    let theirs = teixml::Schema::from_text(SOURCE, "teiwright.rnc", syntax).expect("our schema is correct");
    let generator = Generator::of(&Source::from_text("teiwright.rnc", SOURCE));
    let mut own = Matcher::new(Arc::clone(Schema::built_in()));
    let mut verdicts = [0, 0];
    for seed in 1..=900 {
        let mut random = Random::new(seed + 1_000);
        let document = generator.document(&mut random);
        if document.len() > 12_000 {
            continue;
        }
        let mutant = mutate(&document, &mut random);
        let source = Source::from_text("a.xml", mutant.as_str());
        let Ok(tree) = xml::parse(&source) else { continue };
        let valid = own.is_valid(&tree);
        let found = theirs.validate_str(&mutant).expect("well-formed");
        assert_eq!(valid, !found.iter().any(teixml::Diagnostic::is_error), "seed {seed}: {mutant}\n{:?}", own.judge(&tree));
        verdicts[usize::from(valid)] += 1;
    }
    assert!(verdicts.iter().all(|&count| count > 30), "{verdicts:?}");
}

/// Changes one thing: a name, an attribute, a value, a piece of content, or the order of two neighbors.
fn mutate(document: &str, random: &mut Random) -> String {
    let starts: Vec<usize> =
        document.match_indices('<').map(|(at, _)| at).filter(|at| !document[at + 1..].starts_with('/')).collect();
    let at = starts[random.below(starts.len())];
    let end = at + document[at..].find('>').expect("tags end") + 1;
    let name_end = at + document[at..end].find([' ', '>', '/']).expect("names end");
    let name = &document[at + 1..name_end];
    let close = format!("</{name}>");
    match random.below(6) {
        0 => document.replacen(&format!("<{name}>{close}"), "", 1),
        1 => format!("{} unheard=\"of\"{}", &document[..name_end], &document[name_end..]),
        2 => format!("{}stray {}", &document[..end], &document[end..]),
        3 => format!("{}<p/>{}", &document[..end], &document[end..]),
        4 => document.replacen("type=\"word\"", "type=\"two words\"", 1),
        _ => document.replacen(&format!("<{name}"), "<stage", 1).replacen(&close, "</stage>", 1),
    }
}
