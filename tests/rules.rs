//! The rules: every example of every page, the reference, and what no input may do.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use proptest::prelude::*;
use teiwright::{
    diagnostic::{Diagnostic, Safety, Severity},
    rules::{self, Corpus, Selection, pages},
    source::Source,
    validate::{Options, Validator, mend, validate},
    xml,
};

/// The header around examples that are part of a text: it lacks nothing that a rule asks for.
const HEADER: &str = r#"<teiHeader><fileDesc>
<titleStmt><title>An example</title><author>Nobody</author></titleStmt>
<publicationStmt><publisher>Nobody</publisher><availability><licence target="https://example.org/">Free.</licence></availability>
</publicationStmt><sourceDesc><p>Born digital.</p></sourceDesc></fileDesc></teiHeader>"#;

/// Puts an example that is no whole document into the `body` of one.
fn document(example: &str) -> String {
    let is_whole = ["<TEI", "<html", "<?xml", "<!DOCTYPE"].iter().any(|start| example.starts_with(start));
    match is_whole {
        true => example.to_owned(),
        false => in_body(example),
    }
}

fn in_body(content: &str) -> String {
    format!(r#"<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEADER}<text><body>{content}</body></text></TEI>"#)
}

/// Judging by rules alone.
fn by_rules(rules: Selection) -> Options {
    Options { rules: Some(rules), schema_names: vec!["example.rng".to_owned()], ..Options::default() }
}

fn judge(text: &str) -> Vec<Diagnostic> {
    validate(&Source::from_text("example.xml", text), &by_rules(Selection::default()))
}

/// The findings of a text, each as its code and what its span holds.
fn findings(text: &str) -> Vec<(String, String)> {
    judge(text).into_iter().map(|finding| (finding.code.into_owned(), text[finding.span.range()].to_owned())).collect()
}

#[track_caller]
fn check(content: &str, expected: &[(&str, &str)]) {
    let found = findings(&in_body(content));
    let found: Vec<(&str, &str)> = found.iter().map(|(code, text)| (code.as_str(), text.as_str())).collect();
    assert_eq!(found, expected, "{content}");
}

#[test]
fn each_example_gives_what_its_page_says() {
    for page in pages() {
        for example in &page.examples {
            let text = document(&example.xml);
            let found: Vec<String> = judge(&text).iter().map(|finding| format!("{} {}", finding.code, finding.message)).collect();
            let expected = usize::from(!example.is_valid);
            assert_eq!(found.len(), expected, "{}: {}\n{found:#?}", page.code, example.xml);
            assert!(found.iter().all(|finding| finding.starts_with(page.code)), "{}: {found:?}", page.code);
        }
    }
}

#[test]
fn each_page_has_a_summary_a_reason_and_both_kinds_of_examples() {
    for page in pages() {
        assert!(page.summary.ends_with('.') && !page.summary.contains('|'), "{}: {}", page.code, page.summary);
        assert!(page.doc.contains("## Why") && page.doc.contains("## Fix"), "{}", page.code);
        for is_valid in [true, false] {
            assert!(page.examples.iter().any(|example| example.is_valid == is_valid), "{} lacks an example", page.code);
        }
    }
}

#[test]
fn codes_are_sorted_and_names_are_unique() {
    let pages = pages();
    assert!(pages.is_sorted_by(|a, b| a.code < b.code), "the table in src/rules/mod.rs is not sorted by code");
    let mut names: Vec<&str> = pages.iter().map(|page| page.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), pages.len());
    for page in pages {
        let (letters, digits) = page.code.split_at(2);
        assert!(letters.bytes().all(|byte| byte.is_ascii_uppercase()) && digits.len() == 3, "{}", page.code);
        assert_eq!(rules::explain(page.name), rules::explain(page.code));
    }
}

/// The text after all fixes that are no less safe than `reach`.
#[track_caller]
fn mended(text: &str, reach: Safety) -> String {
    let options = by_rules(Selection::default());
    let mended = mend(&Source::from_text("example.xml", text), None, &mut Validator::new(&options), reach);
    mended.unwrap_or_else(|error| panic!("{error}: {text}")).text
}

#[test]
fn each_fix_makes_what_its_page_shows_and_leaves_no_finding() {
    for page in pages() {
        let shown: Vec<_> = page.examples.iter().filter_map(|example| Some((&example.xml, example.fixed.as_ref()?))).collect();
        assert_eq!(!shown.is_empty(), page.has_fix, "{}: what its declaration says of fixes is not so", page.code);
        for (invalid, fixed) in shown {
            let text = mended(&document(invalid), Safety::Rewording);
            assert_eq!(text, document(fixed), "{}", page.code);
            assert_eq!(findings(&text), [], "{}", page.code);
        }
        for example in page.examples.iter().filter(|example| !example.is_valid && example.fixed.is_none()) {
            for finding in judge(&document(&example.xml)) {
                assert!(finding.fix.is_none() || page.has_fix, "{} has a fix that its page does not show", page.code);
            }
        }
    }
}

#[test]
fn each_finding_keeps_the_style_of_messages() {
    for page in pages() {
        for example in page.examples.iter().filter(|example| !example.is_valid) {
            for finding in judge(&document(&example.xml)) {
                let help = finding.help.as_deref().unwrap_or_default();
                assert!(!help.is_empty(), "{} says not how to mend it", page.code);
                for text in [&finding.message, help] {
                    let words: Vec<&str> = text.split(|character: char| !character.is_alphabetic()).collect();
                    assert!(!["you", "your", "please", "invalid", "illegal"].iter().any(|word| words.contains(word)), "{text}");
                    assert!(!text.contains('!') && !text.ends_with('.') && !text.contains('\n'), "{text}");
                }
            }
        }
    }
}

#[test]
fn the_reference_is_what_the_rules_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == rules::reference(), "docs/rules.md is stale: run `make reference`");
}

#[test]
fn findings_of_pointers_show_the_pointer_alone() {
    check(
        r##"<listPerson><person xml:id="hamlet"/></listPerson>
        <sp who="#hamlet #ophelia &#x23;ghost"><speaker>All.</speaker><p>Swear.</p></sp>"##,
        &[("DR001", "#ophelia"), ("DR001", "&#x23;ghost")],
    );
    check(r##"<p next="#">a <ref target="#xpath(//p)">b</ref> <ref target="">c</ref></p>"##, &[]);
    check(r##"<p xml:id="café">a <ref target="#caf%C3%A9">b</ref></p>"##, &[]);
    check(r##"<p><ref target="HTTPS://example.org/#x urn:isbn:1 a/b#c">b</ref></p>"##, &[]);
    check(r##"<p><app from="#a"><lem>x</lem></app><biblScope from="#a">x</biblScope></p>"##, &[("SA002", "#a")]);
    check(r##"<p><name ref="p:a p:b q:c">x</name></p>"##, &[]);
    check(r##"<p><name ref="pp:a pp:b qq:c">x</name></p>"##, &[("SA003", "pp:a"), ("SA003", "qq:c")]);
}

#[test]
fn pointers_of_a_part_of_a_document_are_not_judged() {
    let part =
        r##"<div xmlns="http://www.tei-c.org/ns/1.0" type="a"><sp who="#a"><speaker>A.</speaker><p n="1">b</p></sp></div>"##;
    assert_eq!(findings(part), []);
    check(r##"<include xmlns="http://www.w3.org/2001/XInclude" href="a.xml"/><p corresp="#a pp:b">b</p>"##, &[]);
    check(r##"<div type="a" xml:base="a.xml"><p corresp="#a">b</p></div><p corresp="#a">b</p>"##, &[("SA002", "#a")]);
    let example =
        r##"<p xmlns:e="http://www.tei-c.org/ns/Examples" xml:id="a"><e:egXML><e:p xml:id="a" corresp="#b"/></e:egXML></p>"##;
    check(example, &[]);
}

#[test]
fn one_fault_gives_one_finding() {
    check("<sp/>", &[("DR004", "sp")]);
    check("<sp><p>a</p></sp>", &[("DR006", "sp")]);
    check("<sp prev=''><p>a</p></sp>", &[]);
    check("<sp><speaker>A.</speaker><pb/></sp>", &[("DR004", "sp")]);
    check("<sp><speaker>A.</speaker>b</sp>", &[("DR005", "sp")]);
    check(r##"<p xml:id="1">a</p><p xml:id="1" corresp="#1">b</p>"##, &[("ST003", "1"), ("ST003", "1")]);
    check(r#"<p xml:id=" a ">a</p><p xml:id="b">b</p><p xml:id="a">a</p>"#, &[("ST002", "a")]);
    check(r#"<p><date from="1602-13" to="1601">a</date></p>"#, &[("ND002", "1602-13")]);
    check(r#"<p><date from="1602" notBefore="1602" to="1601">a</date></p>"#, &[("ND003", "1601")]);
    let no_header = r#"<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>a</p></body></text></TEI>"#;
    assert_eq!(findings(no_header), [("HD001".to_owned(), "TEI".to_owned())]);
}

#[test]
fn the_header_of_a_corpus_speaks_for_its_parts() {
    let part = r#"<TEI><teiHeader><fileDesc><titleStmt><title>a</title></titleStmt><publicationStmt><publisher>b</publisher>
    </publicationStmt><sourceDesc><p>c</p></sourceDesc></fileDesc></teiHeader><text><body><p>d</p></body></text></TEI>"#;
    let corpus =
        |lang: &str, header: &str| format!(r#"<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" {lang}>{header}{part}</teiCorpus>"#);
    assert_eq!(findings(&corpus(r#"xml:lang="en""#, HEADER)), []);
    let codes: Vec<String> = findings(&corpus("", "")).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["HD001", "HD008", "HD004", "HD007"]);
}

#[test]
fn a_suggestion_names_its_place() {
    let text = in_body("<p xml:id=\"hamlet\">a</p>\n<sp who=\"#hamlett\"><speaker>A.</speaker><p>a</p></sp>");
    let finding = judge(&text).remove(0);
    assert_eq!(finding.message, "`#hamlett` points to no element of this document");
    let help = finding.help.expect("a help");
    let column = text.lines().nth(3).and_then(|line| line.find("hamlet")).expect("it stands there") + 1;
    assert_eq!(help, format!("the nearest `xml:id` is `hamlet` (4:{column}); a `@who` points to a `person` or `role`"));
    assert_eq!(&text[finding.labels[0].span.range()], "hamlet");
}

#[test]
fn a_text_that_is_not_well_formed_gives_one_finding() {
    let found = findings("<TEI>\n<text xml:id='1'><text xml:id='1'></TEI>");
    assert_eq!(found, [("XM001".to_owned(), "text".to_owned())]);
    assert_eq!(findings("").len(), 1);
}

#[test]
fn a_selection_selects() {
    let text = in_body("<sp><p/></sp><gap/>");
    let codes = |select: &[&str], ignore: &[&str]| {
        let options = by_rules(Selection::new(select, ignore).expect("known codes"));
        let found = validate(&Source::from_text("a.xml", &*text), &options);
        found.into_iter().map(|finding| finding.code.into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&[], &[]), ["DR006", "CO002", "CO001"]);
    assert_eq!(codes(&["CO"], &["empty-element"]), ["CO001"]);
    assert_eq!(codes(&["HD"], &[]), [""; 0]);
}

#[test]
fn no_text_fills_the_memory_with_findings() {
    let found = judge(&in_body(&"<p/>".repeat(rules::FINDING_LIMIT + 3)));
    assert_eq!(found.len(), rules::FINDING_LIMIT + 1);
    let last = found.last().expect("there are many");
    assert_eq!(last.message, "`CO002` has 3 further findings from here on, which are not listed");
    assert_eq!(last.severity, Severity::Warning);
}

#[test]
fn a_page_reads_as_markdown() {
    let page = rules::explain("speech-without-who").expect("a rule").to_string();
    assert!(page.starts_with("# DR005 speech-without-who\n\nA `sp` has a `speaker` and no `@who`.\n\n## Why\n"), "{page}");
    assert!(page.contains("\nNot valid:\n\n```xml\n<sp>") && page.ends_with("DR.html#DRSP).\n"), "{page}");
}

#[test]
fn a_page_is_data_for_other_programs() {
    let page = serde_json::to_value(rules::explain("DR001").expect("a rule")).expect("a page is plain data");
    assert_eq!(page["code"], "DR001");
    assert_eq!(page["severity"], "error");
    assert_eq!(page["hasFix"], true);
    assert!(page["examples"][0]["fixed"].is_string());
    assert_eq!(page["examples"][0]["isValid"], false);
    assert!(page["guidelines"][0]["url"].as_str().is_some_and(|url| url.ends_with("/DR.html#DRSP")));
}

/// What stands together in TEI texts, whole and broken, so that chance makes documents from it.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<sp who='"),
        Just("#hamlet "),
        Just("pers:x "),
        Just("'>"),
        Just("<speaker>A.</speaker>"),
        Just("</sp>"),
        Just("<p xml:id='a'>"),
        Just("</p>"),
        Just("<p/>"),
        Just("<gap/>"),
        Just("<date when='1961-02-29' from='1962' to='1961'/>"),
        Just("<date when='"),
        Just("&#x20;"),
        Just("&e;"),
        Just("&amp;"),
        Just("<ref target='#%ff#('/>"),
        Just("<TEI xmlns='http://www.tei-c.org/ns/1.0'>"),
        Just("</TEI>"),
        Just("<teiHeader><fileDesc><titleStmt/></fileDesc></teiHeader>"),
        Just("<p xml:lang='de_ß' xml:base=''/>"),
        Just("<![CDATA[é]]>"),
    ];
    prop::collection::vec(prop_oneof![4 => piece.prop_map(str::to_owned), 1 => any::<String>()], 0..12)
        .prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_judgment_panic(content in pieces(), is_wrapped in any::<bool>()) {
        let declared = "<!DOCTYPE TEI [<!ENTITY e ' #a #b '>]>";
        let text = if is_wrapped { format!("{declared}{}", in_body(&content)) } else { content };
        let found = judge(&text);
        prop_assert!(found.is_sorted_by(|a, b| (a.span, &a.code) <= (b.span, &b.code)));
        for finding in found {
            let labels = finding.labels.iter().map(|label| label.span);
            for span in labels.chain([finding.span]) {
                prop_assert!(text.get(span.range()).is_some());
            }
        }
    }

    #[test]
    fn no_value_makes_the_judgment_panic(value in "[^<&\"]{0,20}|[0-9TZ:#.+-]{0,20}", name in "who|ref|xml:id|xml:lang|when|to|target") {
        judge(&in_body(&format!("<date {name}=\"{value}\" from=\"1601\"/>")));
    }
}

/// Elements with what rules about white space, notes, dates and characters watch, whole and well-formed.
fn content() -> impl Strategy<Value = String> {
    const TAGS: &[&str] = &[
        "p",
        "hi",
        "persName",
        "note place='foot'",
        "note n='1'",
        "speaker",
        "l part='I'",
        "date when='1601-2-7'",
        "q",
        "choice",
        "stage",
        "sp who='hamlet'",
        "head",
        "div n='3'",
        "foreign xml:lang='de_AT'",
        "ref target='x1'",
        "seg",
        "title",
        "date from='1602' to='1601'",
        "p xml:id='hamlet'",
        "p xml:id='x1'",
        "sp who='#hamlte'",
        "hi xml:space='preserve'",
        "item",
    ];
    let leaf = prop_oneof![
        4 => "[ a-zé]{0,4}",
        2 => prop::sample::select(&[" ", "\n ", "\t", "  "][..]).prop_map(str::to_owned),
        3 => prop::sample::select(
            &[
                "<pb/>", "<!-- x -->", "<?x y?>", "Ã¤", "â€œ", "e\u{301}", "o\u{338}", "&#xad;", "\u{200b}", "\u{85}", "<![CDATA[ x ]]>",
                "&e;", "&m;", "&amp;", "\u{e000}", "\u{430}b", ">\u{338}", "<lb break='no'/>", "<gap/>", "\r\n", "&#32;", "]]",
            ][..]
        )
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        (prop::sample::select(TAGS), prop::collection::vec(inner, 0..6)).prop_map(|(tag, parts)| {
            let name = tag.split(' ').next().unwrap_or_default();
            format!("<{tag}>{}</{name}>", parts.concat())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn fixes_come_to_an_end_and_keep_the_words(parts in prop::collection::vec(content(), 1..6), reach in 0..3) {
        let reach = [Safety::Safe, Safety::Unsafe, Safety::Rewording][usize::try_from(reach).unwrap_or_default()];
        let declared = "<!DOCTYPE TEI [<!ENTITY e ' Ã¤ '><!ENTITY m '<hi> a </hi>'>]>";
        let text = format!("{declared}{}", in_body(&parts.concat()));
        prop_assume!(xml::parse(&Source::from_text("a.xml", &*text)).is_ok());
        // That the result is well-formed and has the same words is what `mend` itself makes sure of, or fails.
        let once = mended(&text, reach);
        prop_assert_eq!(&mended(&once, reach), &once);
        prop_assert!(xml::parse(&Source::from_text("a.xml", &*once)).is_ok());
        for finding in judge(&once) {
            if let Some(fix) = finding.fix {
                prop_assert!(fix.safety > reach || fix.edits.iter().any(|edit| edit.span.start < declared.len()), "{}", finding.code);
            }
        }
    }
}

#[test]
fn pointers_lead_to_other_files_of_a_corpus() {
    let list = Source::from_text(
        "c/persons.xml",
        r#"<TEI xmlns="http://www.tei-c.org/ns/1.0"><listPrefixDef><prefixDef ident="pers"/></listPrefixDef><person xml:id="hamlet"/></TEI>"#,
    );
    let mut corpus = Corpus::default();
    corpus.add("c/persons.xml", &xml::parse(&list).expect("well-formed"));
    let options = Options { corpus: Some(Arc::new(corpus)), ..by_rules(Selection::default()) };
    let text = in_body(
        r##"<p>a <name ref="#hamlet">b</name> <name ref="#hamlett">c</name> <name ref="../persons.xml#hamlet">d</name>
        <name ref="../persons.xml#ophelia">e</name> <name ref="../places.xml#elsinore">f</name> <name ref="pers:hamlet">g</name></p>"##,
    );
    let findings = Validator::new(&options).judge_at(&Source::from_text("a.xml", &*text), Some("c/plays/a.xml"));
    let found: Vec<(&str, &str)> = findings.iter().map(|it| (&*it.code, &text[it.span.range()])).collect();
    assert_eq!(found, [("ND001", "#hamlett"), ("ND001", "../persons.xml#ophelia")]);
    assert!(findings[0].help.as_deref().is_some_and(|help| help.contains("of the corpus is `hamlet`")), "{findings:?}");
}

#[test]
fn rules_that_compare_look_at_all_of_the_document() {
    check(
        "<lg><l part='I'>a</l><l part='I'>b</l><l part='M'>c</l><l part='F'>d</l><l part='F'>e</l></lg>",
        &[("CO011", "I"), ("CO011", "F")],
    );
    check("<p>a<note n='2'>b</note><note n='1'>c</note><note n='3' place='foot'>d</note></p>", &[]);
    check("<div n='1' type='a'/><div n='3' type='b'/><div n='2' type='b'/>", &[("DS002", "2")]);
    check("<p xml:lang='fr'>a</p>", &[]);
    check("<p>a <note place='foot'>b</note>c</p>", &[("CO007", " ")]);
    assert_eq!(
        mended(&in_body("<p>a <note place='foot'>b</note>c</p>"), Safety::Rewording),
        in_body("<p>a <note place='foot'>b</note>c</p>")
    );
}

#[test]
fn depth_and_length_are_no_danger() {
    let deep = format!("<p>{}a {}</p>", "<hi>".repeat(10_000), "</hi>".repeat(10_000));
    let notes = format!("<p>a{}b{}</p>", "<note>".repeat(5_000), "</note>".repeat(5_000));
    let wide =
        "<div n='1'/><p> a </p><hi> b </hi><l part='I'/><sp who='#a'><speaker>B.</speaker>c</sp><note n='9'/>".repeat(5_000);
    let spaces = format!("<p>{}</p>", " <hi> </hi>\u{ad}e\u{301}Ã¤".repeat(5_000));
    let started = std::time::Instant::now();
    for content in [deep, notes, wide, spaces] {
        let text = in_body(&content);
        judge(&text);
        mended(&text, Safety::Rewording);
    }
    assert!(started.elapsed() < std::time::Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn spaces_move_out_of_all_phrases_that_end_with_them() {
    let both = |content: &str, expected: &str| assert_eq!(mended(&in_body(content), Safety::Safe), in_body(expected));
    both("<p>a<hi><emph>b </emph></hi>c</p>", "<p>a<hi><emph>b</emph></hi> c</p>");
    both("<p>a <hi> b</hi> c</p>", "<p>a <hi>b</hi> c</p>");
    both("<p><hi> b </hi></p>", "<p><hi>b</hi></p>");
    both("<p><hi>a </hi><hi> b</hi></p>", "<p><hi>a</hi> <hi>b</hi></p>");
    both("<p><seg><hi>a </hi></seg>b</p>", "<p><seg><hi>a</hi></seg> b</p>");
    both(
        "<p><choice><sic>a</sic><corr><hi>b </hi></corr></choice>c</p>",
        "<p><choice><sic>a</sic><corr><hi>b</hi></corr></choice>c</p>",
    );
    both("<p xml:space='preserve'> <hi>a </hi>b</p>", "<p xml:space='preserve'> <hi>a </hi>b</p>");
    both("<p> a <pb/></p>", "<p>a <pb/></p>");
}

/// The plays of the shared folder, or of the folder that `SUITES` names.
fn corpus() -> Vec<PathBuf> {
    let shared =
        std::env::var_os("SUITES").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let entries = std::fs::read_dir(shared.join("corpus")).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|extension| extension == "xml")).collect();
    files.sort();
    files
}

/// The plays are valid and have been used for years: an error in them would be a false alarm. All counts are printed.
#[test]
fn published_plays_get_no_false_alarm() {
    let files = corpus();
    if files.is_empty() {
        println!("skipped: no corpus beside the project, nor where SUITES says");
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut errors = Vec::new();
    for path in files {
        let source = Source::decode(path.display().to_string(), std::fs::read(&path).expect("readable"), None).expect("text");
        for finding in validate(&source, &by_rules(Selection::default())) {
            *counts.entry(format!("{} {}", finding.severity, finding.code)).or_default() += 1;
            if finding.severity == Severity::Error {
                let place = source.place(finding.span.start);
                errors.push(format!("{}:{}:{} {} {}", source.name(), place.line, place.column, finding.code, finding.message));
            }
        }
    }
    println!("findings in the corpus: {counts:?}");
    assert_eq!(errors, [""; 0]);
}
