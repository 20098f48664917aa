//! What `diff` tells of small pairs of documents, and what holds for any pair.

use proptest::prelude::*;
use serde_json::Value;
use teiwright::{
    delta::{Class, Delta, Kind, Layout, Manner, Only, Scope},
    diff::{self, DiffError, PatchError, render},
    source::Source,
};

const NAMESPACE: &str = "http://www.tei-c.org/ns/1.0";

fn document(body: &str) -> String {
    format!("<TEI xmlns='{NAMESPACE}'><text><body>{body}</body></text></TEI>")
}

#[track_caller]
fn compare(old: &str, new: &str) -> (Source, Source, Delta) {
    let (old, new) = (Source::from_text("old.xml", old), Source::from_text("new.xml", new));
    let delta = diff::diff(&old, &new, &Scope::default()).expect("both are well-formed");
    (old, new, delta)
}

/// Checks the counted changes between two bodies.
#[track_caller]
fn check(old: &str, new: &str, expected: &[(Class, Kind, &str)]) {
    let (_, _, delta) = compare(&document(old), &document(new));
    let counted = delta.changes.iter().filter(|change| change.class != Class::Layout);
    let told: Vec<(Class, Kind, &str)> = counted.map(|change| (change.class, change.kind, change.sentence.as_str())).collect();
    assert_eq!(told, expected);
    assert_eq!(delta.is_equal(), expected.is_empty());
}

#[test]
fn words() {
    let word = |sentence| (Class::Words, Kind::Words, sentence);
    check("<p>to be or not</p>", "<p>to bee or not</p>", &[word("paragraph 1: `be` changed to `bee`")]);
    check(
        "<sp><p>to be or not</p></sp>",
        "<sp><p>two be and not</p></sp>",
        &[word("speech 1: `to` changed to `two`"), word("speech 1: `or` changed to `and`")],
    );
    check("<p>a b c d</p>", "<p>a d</p>", &[word("paragraph 1: `b c` deleted")]);
    check("<p>a <hi>b</hi></p>", "<p>a <hi>b c</hi></p>", &[word("paragraph 1: `c` inserted")]);
    check("<p>a, b</p>", "<p>a , b</p>", &[word("paragraph 1: space before `,` inserted")]);
    check("<p>un<hi>known</hi></p>", "<p>un <hi>known</hi></p>", &[word("paragraph 1: `unknown` changed to `un known`")]);
    check("<p>a b c</p><p>d e</p>", "<p>a b</p><p>e</p>", &[word("paragraph 1: `c` deleted"), word("paragraph 2: `d` deleted")]);
    check("<p>5&#xa0;km</p>", "<p>5 km</p>", &[word("paragraph 1: U+00A0 deleted")]);
    check("<head>a</head>", "<head>b</head>", &[word("`a` changed to `b`")]);
}

#[test]
fn attributes() {
    let attribute = |sentence| (Class::Markup, Kind::Attribute, sentence);
    check(
        "<sp who='#ham' n='1'><p>a</p></sp>",
        "<sp who='#oph' xml:id='s'><p rend='x'>a</p></sp>",
        &[
            attribute("speech 1: `@xml:id` added: `s`"),
            attribute("speech 1: `@rend` of `p` added: `x`"),
            attribute("speech 1: `@who` changed from `#ham` to `#oph`"),
            attribute("speech 1: `@n` deleted: `1`"),
        ],
    );
    check("<p>a <pb n='1'/>b</p>", "<p>a <pb n='2'/>b</p>", &[attribute("paragraph 1: `@n` of `pb` changed from `1` to `2`")]);
}

#[test]
fn elements_around_words_that_stay() {
    let markup = |kind, sentence| (Class::Markup, kind, sentence);
    check("<p>a b</p>", "<ab>a b</ab>", &[markup(Kind::Rename, "paragraph 1: `p` renamed to `ab`")]);
    check("<p>to be or</p>", "<p>to <hi>be</hi> or</p>", &[markup(Kind::Wrap, "paragraph 1: `hi` put around `be`")]);
    check("<p>to <hi>be</hi></p>", "<p>to be</p>", &[markup(Kind::Unwrap, "paragraph 1: `hi` taken from around `be`")]);
    check("<p>b<hi>o</hi>ld</p>", "<p>bold</p>", &[markup(Kind::Unwrap, "paragraph 1: `hi` taken from around `<hi>o</hi>`")]);
    check(
        "<p><hi>a b</hi> c</p>",
        "<p>a <hi>b c</hi></p>",
        &[markup(Kind::Boundary, "paragraph 1: `hi` begins later and ends later: `b c`")],
    );
    check(
        "<p><hi><seg>a</seg></hi></p>",
        "<p><seg><hi>a</hi></seg></p>",
        &[markup(Kind::Boundary, "paragraph 1: `seg` is nested otherwise: `a`")],
    );
}

#[test]
fn elements_that_come_and_go() {
    let structure = |kind, sentence| (Class::Structure, kind, sentence);
    let ham = "<sp who='#ham'><speaker>Ham.</speaker><p>To <hi>be</hi>.</p></sp>";
    let oph = "<sp who='#oph'><speaker>Oph.</speaker><p>My lord?</p></sp>";
    check(&format!("{ham}{oph}"), oph, &[structure(Kind::Delete, "speech 1 deleted: `Ham. To be.`")]);
    check(oph, &format!("{oph}{ham}"), &[structure(Kind::Insert, "speech 2 inserted: `Ham. To be.`")]);
    check(&format!("{ham}{oph}"), &format!("{oph}{ham}"), &[structure(Kind::Move, "speech 2 moved: `Oph. My lord?`")]);
    check("<p>a b</p>", "<p>a <gap/>b</p>", &[structure(Kind::Insert, "paragraph 1: `gap` inserted: `<gap/>`")]);
    check("<p>a<lb/> b</p>", "<p>a b</p>", &[structure(Kind::Delete, "paragraph 1: `lb` deleted: `<lb/>`")]);
    check(
        "<p>a <pb n='2'/>b c</p>",
        "<p>a b <pb n='2'/>c</p>",
        &[structure(Kind::Move, "paragraph 1: `pb` moved: `<pb n='2'/>`")],
    );
    check("<p>a</p><pb/><p>b</p>", "<p>a<pb/></p><p>b</p>", &[structure(Kind::Move, "`pb` moved: `<pb/>`")]);
}

#[test]
fn elements_that_are_cut_and_joined() {
    let structure = |kind, sentence| (Class::Structure, kind, sentence);
    let (one, two) = ("<p>a b</p><p>c d</p>", "<p>a b c d</p>");
    check(two, one, &[structure(Kind::Split, "paragraph 1 split before `c d`")]);
    check(one, two, &[structure(Kind::Merge, "paragraph 2 joined with the one before")]);
    let speeches = "<sp><speaker>A.</speaker><p>b</p></sp><sp><speaker>C.</speaker><p>d</p></sp>";
    let speech = "<sp><speaker>A.</speaker><p>b</p><p>d</p></sp>";
    check(speeches, speech, &[structure(Kind::Merge, "speech 2 joined with the one before, without the label `C.`")]);
    check(speech, speeches, &[structure(Kind::Split, "speech 1 split before `d`, with the new label `C.`")]);
}

#[test]
fn comments_and_instructions() {
    let comment = |sentence| (Class::Comment, Kind::Comment, sentence);
    check("<p>a</p>", "<p>a</p><!-- b -->", &[comment("comment inserted: `<!-- b -->`")]);
    check("<p>a<?x y?></p>", "<p>a</p>", &[comment("paragraph 1: processing instruction deleted: `<?x y?>`")]);
    check("<p>a<!--b--></p>", "<p>a<!--c--></p>", &[comment("paragraph 1: comment changed from `<!--b-->` to `<!--c-->`")]);
    check(
        "<p>a<!--b--> c</p>",
        "<p>a c<!--b--></p>",
        &[comment("paragraph 1: comment deleted: `<!--b-->`"), comment("paragraph 1: comment inserted: `<!--b-->`")],
    );
}

#[test]
fn what_is_written_differently_is_equal() {
    let old = document("<sp who='#a' n=\"1\">\n  <p>x y &amp; é <hi>z</hi>\n  w</p><pb/></sp>");
    let prefixed = old.replace("xmlns=", "xmlns:t=").replace("</", "\u{1}").replace('<', "<t:").replace('\u{1}', "</t:");
    let cases = [
        ("indentation", old.replace("<p>", "\n\t<p>")),
        ("wrapping", old.replace("x y", "x\n      y").replace("\n  w", " w")),
        ("order of attributes", old.replace("who='#a' n=\"1\"", "n='1'\n   who=\"#a\"")),
        ("references", old.replace("&amp;", "&#38;").replace('é', "&#xe9;")),
        ("CDATA", old.replace("x y &amp;", "x y <![CDATA[&]]>")),
        ("empty-element form", old.replace("<pb/>", "<pb></pb>")),
        ("prefix", prefixed),
        ("XML declaration", format!("<?xml version='1.0' encoding='utf-8'?>\n{old}\n")),
        ("nothing", old.clone()),
    ];
    for (name, new) in cases {
        let (old_source, new_source, delta) = compare(&old, &new);
        assert!(delta.is_equal(), "{name}: {:?}", delta.changes);
        assert_eq!(delta.changes.is_empty(), name == "nothing", "{name}");
        assert_eq!(render::text(&delta, &old_source, &new_source, Layout::Hidden), "");
        assert_spans(&old_source, &new_source, &delta);
    }
}

#[test]
fn layout_is_told_line_by_line_and_hidden() {
    let (old, new) = (document("<p>a\nb</p>\n <p n='1' rend='c'>d</p>"), document("<p>a b</p>\n   <p rend='c' n='1'>d</p>"));
    let (old, new, delta) = compare(&old, &new);
    let manners: Vec<Option<Manner>> = delta.changes.iter().map(|change| change.manner).collect();
    assert_eq!(manners, [Some(Manner::Wrapped), Some(Manner::Indented), Some(Manner::Written)]);
    assert_eq!(
        delta.verdict(Layout::Hidden),
        "0 words changed; 1 re-indented line hidden; 1 re-wrapped line hidden; 1 place written differently hidden"
    );
    assert_eq!(render::text(&delta, &old, &new, Layout::Hidden), "");
    assert_eq!(
        render::text(&delta, &old, &new, Layout::Shown).lines().nth(4),
        Some("    1:58 → 1:58  line broken otherwise: `\\n` → `·`")
    );
}

#[test]
fn the_verdict_comes_first_and_changes_stand_under_their_speech() {
    let speech = |who: &str, words: &str| format!("<sp who='#{who}'>\n<speaker>Ham.</speaker>\n<p>{words}</p>\n</sp>\n");
    let play = |speeches: &[String]| {
        document(&format!("<div><head>Act 1</head>\n<div><head>Scene 2</head>\n{}</div></div>", speeches.concat()))
    };
    let old = play(&[speech("ham", "To be or nott to be"), speech("ham", "a b"), speech("ham", "Get thee to a")]);
    let new = play(&[speech("ham", "To be or not to be"), speech("ham", "a b"), speech("oph", "Get thee to <hi>a</hi>")]);
    let (old, new, delta) = compare(&old, &new);
    assert_eq!(
        render::text(&delta, &old, &new, Layout::Hidden),
        "1 word changed; 2 tags differ; speech 3 given to `#oph`
old.xml → new.xml

Act 1 › Scene 2
  speech 1 (Ham)
    5:13 → 5:13  To be or [-nott-]{+not+} to be
  ⋮ 5 lines
  speech 3 (Ham)
    11:5 → 11:5  `@who` changed from `#ham` to `#oph`
    · → 13:16  `hi` put around `a`
"
    );
}

#[test]
fn what_is_left_out_makes_no_difference() {
    let header =
        |date: &str| format!("<teiHeader><revisionDesc><change when='{date}'>c {date}</change></revisionDesc></teiHeader>");
    let text = |date: &str, id: &str, rest: &str| {
        let (start, end) = (format!("<TEI xmlns='{NAMESPACE}'>"), "</TEI>");
        format!("{start}{}<text><body><p xml:id='{id}'>a <note>{date}</note>{rest}</p></body></text>{end}", header(date))
    };
    let (old, new) = (Source::from_text("old.xml", text("1", "p1", "b")), Source::from_text("new.xml", text("2", "p2", "b")));
    let counted = |ignored: &[&str]| {
        let ignored = ignored.iter().map(|name| name.parse().expect("a name")).collect();
        let delta = diff::diff(&old, &new, &Scope { ignored, only: None }).expect("both are well-formed");
        assert_eq!(diff::apply(&old, &render::to_json(&delta, &old, &new)).ok().as_deref(), Some(new.text().as_bytes()));
        let counts = delta.counts();
        (counts.words, counts.markup, counts.layout)
    };
    assert_eq!(counted(&[]), (2, 2, 0));
    assert_eq!(counted(&["revisionDesc"]), (1, 1, 0));
    assert_eq!(counted(&["teiHeader", "@xml:id"]), (1, 0, 0));
    assert_eq!(counted(&["teiHeader", "@id", "note"]), (0, 1, 0));
    assert_eq!(counted(&["teiHeader", "@xml:id", "note"]), (0, 0, 0));
}

#[test]
fn a_patch_gives_the_new_file_back_in_its_own_bytes() {
    let body = |words: &str| format!("<p xmlns='{NAMESPACE}'>{words}</p>\r\n");
    let latin = |words: &str| {
        let text = format!("<?xml version='1.0' encoding='iso-8859-1'?>\r\n{}", body(words));
        text.chars().map(|character| u8::try_from(u32::from(character)).expect("Latin-1")).collect::<Vec<u8>>()
    };
    let utf16 = |words: &str| format!("\u{feff}{}", body(words)).encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let files = [
        body("sch\u{f6}n und gut").into_bytes(),
        format!("\u{feff}{}", body("sch\u{f6}n und gut")).replace("\r\n", "\n").into_bytes(),
        latin("sch\u{f6}n oder gut"),
        utf16("sch\u{f6}n und g\u{fc}t"),
    ];
    for old_bytes in &files {
        for new_bytes in &files {
            let old = Source::decode("old.xml", old_bytes.as_slice(), None).expect("a text");
            let new = Source::decode("new.xml", new_bytes.as_slice(), None).expect("a text");
            let delta = diff::diff(&old, &new, &Scope::default()).expect("both are well-formed");
            let json = render::to_json(&delta, &old, &new);
            assert_eq!(&diff::apply(&old, &json).expect("it applies"), new_bytes);
            assert_eq!(delta.changes.is_empty(), old.text() == new.text());
        }
    }
}

#[test]
fn a_patch_is_refused_by_any_other_file() {
    let (old, new, delta) = compare(&document("<p>a b</p>"), &document("<p>a c</p>"));
    let json = render::to_json(&delta, &old, &new);
    let fails = |source: &Source, json: &str| diff::apply(source, json).expect_err("it does not fit");
    assert!(matches!(fails(&new, &json), PatchError::NotOld(_)));
    let longer = Source::from_text("longer.xml", format!("{}\n", old.text()));
    assert!(fails(&longer, &json).to_string().contains("bytes, not"), "{}", fails(&longer, &json));
    let json = |from: &str, to: &str| {
        assert!(json.contains(from));
        json.replacen(from, to, 1)
    };
    assert!(matches!(fails(&old, &json("\"text\": \"c\"\n    }\n  ]", "\"text\": \"d\"\n    }\n  ]")), PatchError::NotNew));
    assert!(matches!(fails(&old, &json("-delta/1", "-delta/2")), PatchError::Version(_)));
    assert!(matches!(fails(&old, &json("\"edits\"", "\"edited\"")), PatchError::Form(_)));
    assert!(matches!(fails(&old, "<p/>"), PatchError::Form(_)));
    let mut value: Value = serde_json::from_str(&json("utf-8", "utf-8")).expect("JSON");
    value["edits"][0]["end"] = 100_000.into();
    assert!(matches!(fails(&old, &value.to_string()), PatchError::Edit(1)));
    value["edits"][0]["end"] = 0.into();
    assert!(matches!(fails(&old, &value.to_string()), PatchError::Edit(1)));
}

#[test]
fn only_one_sort_is_told_where_that_is_asked_for() {
    let (old, new) = (document("<sp><p>a</p></sp><sp n='1'><p>b c</p></sp>"), document("<sp n='2'><p>b d</p></sp>"));
    let (old, new) = (Source::from_text("old.xml", old), Source::from_text("new.xml", new));
    let sentences = |only| -> Vec<String> {
        let delta = diff::diff(&old, &new, &Scope { only: Some(only), ..Scope::default() }).expect("both are well-formed");
        delta.changes.into_iter().map(|change| change.sentence).collect()
    };
    assert_eq!(sentences(Only::Words), ["speech 1: `a` deleted", "speech 2: `c` changed to `d`"]);
    assert_eq!(sentences(Only::Markup), ["speech 2: `@n` changed from `1` to `2`", "speech 1 deleted: `a`"]);
}

#[test]
fn ill_formed_text_is_a_failure_and_never_no_difference() {
    let (good, bad) = (Source::from_text("a.xml", "<p/>"), Source::from_text("b.xml", "<p>"));
    let fails = |old, new| diff::diff(old, new, &Scope::default()).expect_err("one is not well-formed");
    assert!(matches!(fails(&bad, &bad), DiffError::Old(_)));
    assert!(matches!(fails(&good, &bad), DiffError::New(_)));
}

#[test]
fn depth_is_no_danger() {
    let nested = |tag: &str, end: &str| document(&format!("<p>{}a{}</p>", tag.repeat(100_000), end.repeat(100_000)));
    let (_, _, delta) = compare(&nested("<hi>", "</hi>"), &nested("<hi>b<pb/> ", "</hi>"));
    assert_eq!((delta.counts().words, delta.counts().structure), (100_000, 100_000));
    let (_, _, delta) = compare(&nested("<hi>", "</hi>"), &nested("<seg n='1'>", "</seg>"));
    assert_eq!(delta.counts().markup, 200_000);
}

#[test]
fn quite_different_texts_are_told_coarsely_and_truly() {
    let text = |seed: u32| {
        let word = |n: u32| format!("w{} ", n.wrapping_mul(seed) >> 24);
        let paragraph = |p: u32| format!("<p>{}</p>", (0..500).map(|n| word(p * 500 + n)).collect::<String>());
        document(&(0..20u32).map(paragraph).collect::<String>())
    };
    let (old, new, delta) = compare(&text(2_654_435_761), &text(2_246_822_519));
    assert!(delta.is_coarse && !delta.is_equal());
    assert!(delta.verdict(Layout::Hidden).ends_with("the texts differ much, and a shorter account may exist"));
    assert_spans(&old, &new, &delta);
}

#[test]
fn json_is_what_its_schema_says() {
    let schema: Value = serde_json::from_str(diff::SCHEMA).expect("the schema is JSON");
    let pairs = [
        ("<p>a b</p>", "<p>a b</p>"),
        ("<p>a b</p>", "<p n='1'>a <hi>c</hi></p>"),
        ("<sp><p>a</p></sp><!-- c -->", "<sp>\n<p>a</p></sp><sp><p>b</p></sp>"),
        ("<p>a b</p><pb/>", "<p>a</p><p>b</p><pb n='2'/>"),
    ];
    for (old, new) in pairs {
        let (old, new, delta) = compare(&document(old), &document(new));
        assert_eq!(conforms(&schema, &schema, &render::json(&delta, &old, &new)), Ok(()));
    }
    let (old, new, delta) = compare(&document("<p>a</p>"), &document("<p>b</p>"));
    let mut value = render::json(&delta, &old, &new);
    value["changes"][0]["kind"] = "wish".into();
    assert!(conforms(&schema, &schema, &value).is_err());
}

/// Checks a value against the keywords of JSON Schema that our schema uses; any other keyword fails.
fn conforms(root: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let object = value.as_object();
    let has = |name: &Value| object.is_some_and(|object| name.as_str().is_some_and(|name| object.contains_key(name)));
    for (keyword, rule) in schema.as_object().ok_or("a schema is an object")? {
        let rules = || rule.as_array().into_iter().flatten();
        let holds = match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let target = rule.as_str().and_then(|target| root.pointer(target.trim_start_matches('#')));
                conforms(root, target.ok_or("the reference leads nowhere")?, value).map(|()| true)?
            }
            "type" => match rule.as_str() {
                Some("object") => value.is_object(),
                Some("array") => value.is_array(),
                Some("string") => value.is_string(),
                Some("boolean") => value.is_boolean(),
                Some("integer") => value.is_u64(),
                Some("null") => value.is_null(),
                _ => false,
            },
            "const" => value == rule,
            "enum" => rules().any(|allowed| allowed == value),
            "minimum" => value.as_u64() >= rule.as_u64(),
            "required" => rules().all(has),
            "properties" => {
                for (name, held) in object.into_iter().flatten() {
                    conforms(root, rule.get(name).ok_or(format!("`{name}` is not in the schema"))?, held)?;
                }
                true
            }
            "additionalProperties" => *rule == Value::Bool(false),
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    conforms(root, rule, item)?;
                }
                true
            }
            "anyOf" => rules().any(|rule| conforms(root, rule, value).is_ok()),
            _ => false,
        };
        if !holds {
            return Err(format!("{keyword} {rule} does not hold for {value}"));
        }
    }
    Ok(())
}

/// Checks that every span slices its source, and that the delta can be rendered.
#[track_caller]
fn assert_spans(old: &Source, new: &Source, delta: &Delta) {
    for change in &delta.changes {
        assert!(change.old.is_some() || change.new.is_some());
        for (side, source) in [(&change.old, old), (&change.new, new)] {
            if let Some(side) = side {
                assert!(source.slice(side.span).is_some(), "{side:?}");
                assert!(!side.path.is_empty());
            }
        }
    }
    let text = render::text(delta, old, new, Layout::Hidden);
    assert_eq!(text.is_empty(), delta.is_equal());
    let patched = diff::apply(old, &render::to_json(delta, old, new)).expect("a delta applies to its old file");
    assert_eq!(String::from_utf8_lossy(&patched), new.text());
    assert_eq!(render::json(delta, old, new)["changes"].as_array().map(Vec::len), Some(delta.changes.len()));
}

/// A piece of a small document.
#[derive(Clone, Debug)]
enum Piece {
    Words(Vec<char>),
    Comment(char),
    Element(&'static str, Option<u8>, Vec<Piece>),
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let letter = prop::sample::select(vec!['a', 'b', 'c']);
    let leaf = prop_oneof![
        4 => prop::collection::vec(letter.clone(), 1..4).prop_map(Piece::Words),
        1 => letter.prop_map(Piece::Comment),
    ];
    let tree = leaf.prop_recursive(4, 24, 4, |inner| {
        let name = prop::sample::select(vec!["div", "sp", "speaker", "p", "hi", "note", "pb"]);
        let held = prop::collection::vec(inner, 0..4);
        (name, prop::option::weighted(0.2, 1u8..3), held).prop_map(|(name, n, held)| Piece::Element(name, n, held))
    });
    prop::collection::vec(tree, 0..5)
}

/// Writes pieces in one of several layouts; each word has a space on both sides, so that no layout changes the words.
fn written(pieces: &[Piece], layout: usize, out: &mut String) {
    let space = ["", "\n", "  ", "\n\t "][layout % 4];
    for piece in pieces {
        match piece {
            Piece::Words(words) => words.iter().for_each(|word| *out += &format!(" {space}{word} ")),
            Piece::Comment(letter) => *out += &format!("<!--{letter}-->"),
            Piece::Element(name, n, held) => {
                let n = n.map(|n| if layout.is_multiple_of(2) { format!(" n='{n}'") } else { format!("\n n=\"&#x3{n};\"") });
                *out += &format!("<{name}{}>", n.unwrap_or_default());
                written(held, layout / 2, out);
                *out += &format!("</{name}{space}>");
            }
        }
    }
}

fn in_layout(pieces: &[Piece], layout: usize) -> String {
    let mut out = String::new();
    written(pieces, layout, &mut out);
    document(&out)
}

proptest! {
    #[test]
    fn documents_are_equal_when_they_say_the_same_and_only_then(
        (one, other) in (pieces(), pieces()),
        layouts in (0usize..16, 0usize..16),
    ) {
        let (old, new, delta) = compare(&in_layout(&one, layouts.0), &in_layout(&one, layouts.1));
        prop_assert!(delta.is_equal(), "{}\n{}\n{:?}", old.text(), new.text(), delta.changes);
        assert_spans(&old, &new, &delta);
        let (old, new, delta) = compare(&in_layout(&one, layouts.0), &in_layout(&other, layouts.1));
        prop_assert_eq!(delta.is_equal(), in_layout(&one, 0) == in_layout(&other, 0), "{}\n{}", old.text(), new.text());
        assert_spans(&old, &new, &delta);
    }

    #[test]
    fn one_change_is_seen(pieces in pieces(), at in 0usize..200, by in 0usize..8, what in 0usize..8) {
        let old = in_layout(&pieces, 0);
        let (head, body) = old.split_once("<body>").expect("there is one");
        let mut tokens: Vec<&str> = body.split_inclusive(['>', ' ']).collect();
        let (index, other) = (at % tokens.len(), (at + by) % tokens.len());
        match ["<pb/>", " c ", "<!--a-->", "<p>", "<hi> a </hi>", ""].get(what) {
            Some(&"") => drop(tokens.remove(index)),
            Some(with) => tokens.insert(index, with),
            None => tokens.swap(index, other),
        }
        // Tokens end where a tag or a word does, and there is no layout but spaces.
        let said = |text: &str| text.split_whitespace().collect::<String>();
        let new = format!("{head}<body>{}", tokens.concat());
        let is_same = said(&old) == said(&new);
        let (old, new) = (Source::from_text("old.xml", old.as_str()), Source::from_text("new.xml", new));
        if let Ok(delta) = diff::diff(&old, &new, &Scope::default()) {
            assert_spans(&old, &new, &delta);
            prop_assert_eq!(delta.is_equal(), is_same, "{}\n{}", old.text(), new.text());
        }
    }

    #[test]
    fn no_text_makes_it_panic(cuts in prop::collection::vec((0usize..400, 0usize..6, "[<>/ &;'a-c]{0,4}"), 0..4)) {
        let base = document(
            "<!-- x --><sp who='#a'><speaker>A.</speaker> <p>x&amp;y <![CDATA[<z>]]> <hi>b</hi>,\r\n c<lb/>d</p></sp>\
             <sp><l n=\"1\">e é &#233;</l></sp><?pi?><list><item/><item>f</item></list>",
        );
        let mut text = base.clone();
        for (at, length, with) in cuts {
            let start = text.floor_char_boundary(at);
            let end = text.floor_char_boundary(start + length);
            text.replace_range(start..end, &with);
        }
        for (old, new) in [(&base, &text), (&text, &base), (&text, &text)] {
            let (old, new) = (Source::from_text("old.xml", old.as_str()), Source::from_text("new.xml", new.as_str()));
            if let Ok(delta) = diff::diff(&old, &new, &Scope::default()) {
                assert_spans(&old, &new, &delta);
                prop_assert!(old.text() != new.text() || delta.changes.is_empty());
            }
        }
    }
}
