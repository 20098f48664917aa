//! What holds for every text: it converts, or it is refused with a reason; and what converts comes back byte for byte.

#[path = "fuzz/guidance.rs"]
mod guidance;

use std::sync::Arc;

use guidance::guidance;

use proptest::prelude::*;
use teiwright::{
    convert::{self, Authority, AuthorityEntry, AuthorityKind, ConvertError, Metadata, Receipt, batch, read_rows},
    diagnostic::Severity,
    settings::{self, SettingsError, Table},
    source::Source,
    tei::document::TurnElement,
    transcript::Format,
    validate,
    xml::{self, Scanner, Token},
};

/// Pieces from which transcripts are put together: labels, brackets, quotations, line ends, odd characters.
const PIECES: &[&str] = &[
    "ANNA: ",
    "Comrade Pak: ",
    "Mr. BURNS. ",
    "Q. ",
    "A. ",
    "One thing is clear: ",
    "毛泽东：",
    "Citation:\n\n",
    "Summary:\n\n",
    "Contents:\n",
    "\"A Talk\", May 1, 1950, City Archive, X, D1. Translated by Ann Cole",
    "<https://example.org/1>",
    "---\n",
    "title: \"A talk\"\n",
    "tags: [a, 'b']\n",
    "  - item\n",
    "summary: >\n",
    "# \n",
    "Title: A Talk\n",
    "Translator: Ann Cole; Bert\n",
    "Language: German\n",
    "Document Information\n",
    "Source\n",
    "Rights: CC BY 4.0\n",
    "**Record ID:** 7\n",
    "Share\n",
    "Home > Documents\n",
    "SUBJECT\n",
    "Place: Oslo\n",
    "Note\tx\n",
    "[",
    "]",
    "(",
    ")",
    "[1]",
    "^[1]",
    "[illegible]",
    "[unclear: word?]",
    "[Page 12]",
    "[Signed]",
    "[Seal]",
    "[1] Translator's note: ",
    "\"",
    "“",
    "”",
    "„",
    "«",
    "»",
    "'",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\u{b}",
    "\u{c}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\u{ad}",
    "\u{fffd}",
    "  ",
    " ",
    "-\n",
    "- ",
    ".",
    ":",
    ",",
    "<",
    ">",
    "&",
    "]]>",
    "<!--",
    "Participants:\n",
    "At the meeting participated Ann Cole, Director",
    "word ",
    "Words and more words ",
    "Ж",
    "é",
    "😀",
    "the party of the people and of the whole long line that goes on and on and ",
    "FEBRUARY 10, 1961",
    "RECORD SHEET\n\n",
    "**",
    "\u{1}",
    "\u{fffe}",
    "\n\nANNA,\n",
    "\n\nANNA.\n",
    "\n\nANNA, (aside",
    "\n\nBERT (aside)\n",
    "\n\nBERT (aside): ",
    "\n\nBERT (she goes\nand comes).: ",
    "\n\nThe old man.\n",
    "\n\nThe old man\n",
    "ACT I\n\n",
    "Erste Szene\n\n",
    "Personen\n\n",
    "Anna, a maid\n",
    "Bert\n",
    "\n\n        He goes.\n\n",
    "                        and more\n",
    "[p. 3]\n\n",
    "\u{c}",
    "א",
];

fn transcripts() -> impl Strategy<Value = String> {
    let pieces =
        prop::collection::vec(prop::sample::select(PIECES).prop_map(str::to_owned), 0..80).prop_map(|pieces| pieces.concat());
    prop_oneof![pieces, any::<String>(), "(\\PC|[\n\r\t ]){0,200}"]
}

/// What stands between the lines of two pages.
const PAGE_ENDS: &[&str] = &["", "\n", "\u{c}", "\n     12\n\n", "\r\nTHE HEAD   13\r\n\u{c}", "Page 14\n"];

/// A text whose lines have numbers: most lines go on with the sentence of the one before.
fn numbered_lines() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES).prop_map(|piece| piece.replace(['\n', '\r', '\u{b}', '\u{c}'], " "));
    let line =
        (prop::option::weighted(0.4, piece), any::<bool>(), prop::sample::select(&[" ", "  ", "\t", "     ", "\u{3000}"][..]));
    let line_end = prop::sample::select(&["\n", "\r\n", "\r", "\n\n"][..]);
    let pages = prop::collection::vec((prop::collection::vec(line, 5..14), prop::sample::select(PAGE_ENDS)), 1..4);
    (pages, line_end, any::<bool>()).prop_map(|(pages, line_end, is_every)| {
        let line = |(at, (piece, is_filled, gap)): (usize, (Option<String>, bool, &str))| {
            let number = if is_every || (at + 1) % 5 == 0 { format!("{:2}", at + 1) } else { "  ".to_owned() };
            let rest = if is_filled || piece.is_none() { "and the party goes on and on, as it said, to the -" } else { "" };
            format!("{number}{gap}{}{rest}{line_end}", piece.unwrap_or_default())
        };
        let page = |(lines, end): (Vec<_>, &str)| lines.into_iter().enumerate().map(line).collect::<String>() + end;
        pages.into_iter().map(page).collect()
    })
}

/// Pieces from which files with marks and times are put together.
const MARKED_PIECES: &[&str] = &[
    "WEBVTT\n\n",
    "NOTE ",
    "STYLE\n",
    "1\n",
    "2\n00:00:01,000 --> 00:00:02,500\n",
    "\n\n00:02.5 --> 00:04.000 align:start\n",
    "00:00:09,000 --> 00:00:01,000\n",
    "00:00:01,000 -> 00:00:02\n",
    "<v Anna>",
    "<v.loud Bert Dole>",
    "</v>",
    "<i>",
    "</i>",
    "<00:00:02.000>",
    "{\\an8}",
    "&amp;",
    "&#233;",
    "&nope;",
    "- Yes.\n",
    ">> ANNA: ",
    "\nANNA: ",
    "\n[SPEAKER_00]: ",
    "[laughs] ",
    "(sighs",
    ")",
    "[inaudible]",
    "words and words ",
    "An end.",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "@title A Play\n",
    "@subtitle",
    "@author Dora\n",
    "@Anna:\n",
    "@Sailors (singing):\n",
    "@\n",
    "^Persons\n",
    "Anna, a pilot\n",
    "#Act 1\n",
    "##Scene 1\n",
    "####\n",
    "$Enter Anna.\n",
    "%softly\n",
    "~Salt and stone,\n",
    "~\n",
    "<!-- one\ntwo -->\n",
    "<!--",
    "-->",
    "5:late 10:30 ",
    "\u{feff}",
    "é",
];

fn marked() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(MARKED_PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

/// The JSON of Whisper, with texts of any kind.
fn whisper() -> impl Strategy<Value = String> {
    let text = prop_oneof![transcripts(), marked()];
    let segment = (text, prop::option::of("[A-ZÄ]{1,3}|\\PC{0,3}"), any::<bool>(), 0..9_u32).prop_map(
        |(text, speaker, is_first, start)| {
            let text = format!("\"text\": {}", serde_json::to_string(&text).expect("a text is JSON"));
            let speaker = speaker.map(|name| format!("\"speaker\": {}", serde_json::to_string(&name).expect("a text is JSON")));
            let time = format!("\"start\": {start}.5, \"end\": {}", start + 2);
            let fields = if is_first { [speaker, Some(time), Some(text)] } else { [Some(text), Some(time), speaker] };
            format!("{{{}}}", fields.into_iter().flatten().collect::<Vec<_>>().join(", "))
        },
    );
    let name = prop::sample::select(vec!["segments", "utterances", "words"]);
    // What parts two of them may be no white space.
    let joint = prop::sample::select(vec![",", ",\n  "]);
    (prop::collection::vec(segment, 0..6), name, joint).prop_map(|(segments, name, joint)| {
        format!("{{\"text\": \"all\", \"{name}\": [{}], \"language\": \"en\"}}\n", segments.join(joint))
    })
}

fn check(bytes: &[u8], label: Option<&str>) -> Result<(), TestCaseError> {
    check_with(bytes, label, &convert::Options::default())
}

fn check_with(bytes: &[u8], label: Option<&str>, options: &convert::Options) -> Result<(), TestCaseError> {
    let Ok(source) = Source::decode("any.txt", bytes, label) else { return Ok(()) };
    let converted = match convert::convert(&source, options) {
        Ok(converted) => converted.value,
        Err(error) => {
            let is_reason = matches!(error, ConvertError::Character { .. } | ConvertError::Blank | ConvertError::Format(_));
            prop_assert!(is_reason, "{error}: {:?} {:?}", error.span(), source.text());
            return Ok(());
        }
    };
    let tei = Source::from_text("any.xml", converted.xml);
    prop_assert!(xml::parse(&tei).is_ok());
    let mut findings = validate::validate(&tei, &validate::Options::of_our_own());
    // What the source holds twice or leaves empty is for its editor to see; errors would be ours.
    findings.retain(|finding| finding.severity == Severity::Error);
    prop_assert!(findings.is_empty(), "{findings:?}");
    let receipt = Receipt::from_json(&converted.receipt.to_json()).expect("a receipt that was written can be read");
    prop_assert_eq!(&receipt, &converted.receipt);
    let verdict = convert::verify(&tei, &receipt, Some(&source)).expect("the document and the source are those of the receipt");
    prop_assert!(verdict.is_exact && verdict.is_unchanged());
    let length: usize = receipt.pieces.iter().map(|piece| piece.source_len()).sum();
    prop_assert_eq!(length, source.text().len());
    both_readers_agree(&tei)
}

/// The scanner, by which a conversion proves itself, finds in a document what the parser finds that judges well-formedness.
fn both_readers_agree(tei: &Source) -> Result<(), TestCaseError> {
    let tree = xml::parse(tei).expect("what is converted is well-formed");
    let mut nodes = tree.root_element().descendants();
    let mut scanner = Scanner::new([tei.text()]).expect("it was written by the writer");
    let mut depth = 0;
    while let Some(token) = scanner.token().expect("it was written by the writer") {
        match token {
            Token::Start(name) => {
                let node = nodes.next().expect("the parser finds as many nodes");
                prop_assert_eq!(name, node.tag_name().name());
                prop_assert_eq!(node.tag_name().namespace(), Some("http://www.tei-c.org/ns/1.0"));
                prop_assert_eq!(node.ancestors().filter(|it| it.is_element()).count(), depth + 1);
                let prefix = |it: &xml::Attribute<'_>| if it.namespace().is_some() { "xml:" } else { "" };
                let there = node.attributes().map(|it| (format!("{}{}", prefix(&it), it.name()), it.value().to_owned()));
                let read = scanner.attributes().iter().filter(|(name, _)| *name != "xmlns");
                let read: Vec<_> = read.map(|(name, value)| ((*name).to_owned(), plain(value))).collect();
                prop_assert_eq!(there.collect::<Vec<_>>(), read);
                depth += 1;
            }
            Token::Text(data) => {
                let text = plain(data);
                prop_assert_eq!(Some(text.as_str()), nodes.next().and_then(|node| node.text()));
            }
            Token::End => depth -= 1,
        }
    }
    prop_assert!(nodes.next().is_none() && depth == 0);
    Ok(())
}

fn plain(data: &str) -> String {
    let mut text = String::new();
    xml::unescaped(data, &mut text);
    text
}

/// Metadata and names that meet what the texts hold.
fn stated() -> convert::Options {
    let text = "title = 'A'\nsubtitle = 'B'\nlanguage = 'ru'\ndate = '1 May 1950'\nlicence = 'CC BY 4.0'\nabstract = 'C'\n[archive]\nrepository = \
                'D'\n[[participant]]\nname = 'Anna Pak'\nid = 'bert'\n[[participant]]\nname = 'Bert'\ngroup = true\n";
    let metadata = Table::parse(&Source::from_text("a.toml", text)).and_then(Metadata::read).expect("it is sound");
    let names = [
        (AuthorityKind::Person, "Cole, Ann"),
        (AuthorityKind::Person, "Anna"),
        (AuthorityKind::Person, "Pak"),
        (AuthorityKind::Place, "Oslo"),
        (AuthorityKind::Place, "word"),
        (AuthorityKind::Organization, "the party"),
        (AuthorityKind::Organization, "word"),
        (AuthorityKind::Organization, "毛泽东"),
    ];
    let entry = |(kind, name): (AuthorityKind, &str)| AuthorityEntry {
        kind,
        id: String::new(),
        names: vec![name.to_owned()],
        identifiers: vec![("GND".to_owned(), "1".to_owned())],
    };
    let authority = Authority::new(names.into_iter().map(entry).collect());
    convert::Options { metadata: Some(metadata), authority: Some(Arc::new(authority)), ..convert::Options::default() }
}

/// Pieces of files of metadata.
const STATEMENTS: &[&str] = &[
    "title",
    "date",
    "archive",
    "participant",
    "file",
    "kind",
    "name",
    "id",
    " = ",
    ": ",
    "'x'",
    "\"y\"",
    "1950",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    ",",
    ";",
    ".",
    "\n",
    "\r\n",
    "- ",
    "  ",
    "\t",
    "#",
    "|",
    ">",
    "&a ",
    "*a",
    "!t ",
    "---\n",
    "\u{feff}",
    "é",
    "person",
    "true",
    "~",
];

/// A list of persons does not go on into keys, and a title above keys stays the title.
#[test]
fn keys_inside_other_parts_come_back() {
    for text in [
        "Personen\n\nTitle: A Talk\nLanguage: German\n\n\nThe old man.\nANNA: ",
        "Note\tx\nCitation:\n\nCitation:\n\n[Title: A Talk\nANNA: \n\nANNA,\n[x\nDocument Information\nTitle: A Talk\nANNA: ",
        "Source\n\n\nANNA, (aside\u{b}ACT I\n\nRights: CC BY 4.0\n",
    ] {
        check(text.as_bytes(), None).expect("it comes back");
        check_with(text.as_bytes(), None, &stated()).expect("it comes back");
    }
}

#[test]
fn letters_and_closers_come_back() {
    for text in [
        "ANNA: Yes.\n\nMr. BURNS \u{6bdb}\u{ff1a}the party of the people and of the whole long line that goes on and on and on\n",
        "ANNA: Yes.\n\nBERT: The letter reads:\n\nAs it said: \"The pier\"\nOdda, as it said, \"on\" May 1, 1950\n\nDear Ann,\n\nSo.\n\nYours,\nB.\n",
        "ANNA: As it said:\n\n[Signed]\n\n\"A Talk\", as he said: \"So\", May 1, 1950, City Archive\n",
    ] {
        check(text.as_bytes(), None).expect("it comes back");
    }
}

fn refused_inside<T>(source: &Source, read: Result<T, SettingsError>) -> Result<(), TestCaseError> {
    if let Err(error) = read {
        prop_assert!(source.slice(error.span).is_some(), "{error:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_converts_and_comes_back(text in transcripts()) {
        check(text.as_bytes(), None)?;
    }

    #[test]
    fn numbered_lines_convert_and_come_back(text in numbered_lines()) {
        check(text.as_bytes(), None)?;
        check_with(text.as_bytes(), None, &stated())?;
        let options = convert::Options { guidance: guidance(TurnElement::Utterance), ..convert::Options::default() };
        check_with(text.as_bytes(), None, &options)?;
    }

    #[test]
    fn metadata_and_an_authority_change_no_word(text in transcripts()) {
        check_with(text.as_bytes(), None, &stated())?;
    }

    #[test]
    fn any_text_is_metadata_or_is_refused_inside(pieces in prop::collection::vec(prop::sample::select(STATEMENTS), 0..40)) {
        let source = Source::from_text("any.toml", pieces.concat());
        refused_inside(&source, Table::parse(&source).and_then(Metadata::read))?;
        refused_inside(&source, Table::parse_yaml(&source).and_then(Metadata::read))?;
        refused_inside(&source, settings::rows(&source).and_then(batch))?;
        refused_inside(&source, settings::rows(&source).and_then(read_rows))?;
    }

    #[test]
    fn any_text_in_utf_16_comes_back_in_its_own_bytes(text in transcripts()) {
        let bytes: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&bytes, None)?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&bytes, None)?;
        check(&bytes, Some("windows-1252"))?;
    }

    #[test]
    fn any_text_is_a_tree_or_one_fault_inside_it(text in "(<a>|</a>|<b n='1'|/>|>|&amp;|&x;|<!DOCTYPE a \\[<!ENTITY x 'y'>\\]>|<!\\[CDATA\\[|\\]\\]>|\\PC){0,30}") {
        let source = Source::from_text("any.xml", text);
        if let Err(error) = xml::parse(&source) {
            prop_assert!(source.slice(error.span()).is_some());
        }
    }
}

proptest! {
    // Each case is read in several forms.
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn marks_and_times_convert_and_come_back(text in prop_oneof![marked(), transcripts()]) {
        for format in [Format::Text, Format::EzDrama, Format::SubRip, Format::WebVtt] {
            for turns in [TurnElement::Speech, TurnElement::Utterance] {
                check_with(text.as_bytes(), None, &convert::Options { format: Some(format), guidance: guidance(turns), ..convert::Options::default() })?;
            }
        }
    }

    #[test]
    fn json_converts_and_comes_back(text in whisper()) {
        for turns in [TurnElement::Speech, TurnElement::Utterance] {
            let options = convert::Options { format: Some(Format::Whisper), guidance: guidance(turns), ..convert::Options::default() };
            check_with(text.as_bytes(), None, &options)?;
        }
    }
}

/// Texts that random ones led to once.
#[test]
fn what_failed_once_converts_and_comes_back() {
    for text in [
        "\n\nANNA, (aside\u{b})Comrade Pak: ANNA: ",
        "a\n\nANNA\u{c}(low): x\n\nANNA\u{c}(low): y",
        "hello**\ntitle\n\n**Record ID",
        "r\n10\t\"\ne   12",
        "T(): \u{feff}\u{b}\u{ad}\r:\n\nT(\n):",
    ] {
        check(text.as_bytes(), None).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    }
}
