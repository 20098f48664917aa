//! The reading page: what it shows, that every link leads somewhere, that no identifier stands twice, that its tags pair.

use std::collections::HashSet;

use teiwright::{source::Source, view, xml};

fn page(body: &str) -> String {
    let text = format!(
        "<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
         </fileDesc></teiHeader><text><body>{body}</body></text></TEI>"
    );
    whole(&text)
}

fn whole(text: &str) -> String {
    let source = Source::from_text("dir/a.xml", text);
    let page = view::page(&xml::parse(&source).expect("well-formed"));
    check(&page);
    page
}

/// The values of an attribute in the page's tags.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let opening = format!(" {attribute}=\"");
    page.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Holds what is true of every page.
fn check(page: &str) {
    let body = &page[page.find("<body>").expect("there is a body")..page.find("<script>").expect("there is a script")];
    let ids = values(body, "id");
    let set: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(set.len(), ids.len(), "an identifier stands twice: {ids:?}");
    for href in values(body, "href") {
        match href.strip_prefix('#') {
            Some(id) => assert!(set.contains(id), "{href} leads nowhere in {body}"),
            None => assert!(href.starts_with("http"), "{href}"),
        }
    }
    // Nothing is loaded.
    assert!(!body.contains(" src=") && !page.contains("@import") && !page.contains("url("), "{body}");
    pair(body);
}

/// Every element is closed in its turn, and phrases hold no blocks.
fn pair(body: &str) {
    const VOID: &[&str] = &["br", "input"];
    const PHRASES: &[&str] = &["p", "span", "i", "b", "sup", "sub", "small", "a", "h1", "h2", "h3", "h4", "h5", "h6", "caption"];
    const BLOCKS: &[&str] = &["p", "div", "section", "article", "ul", "li", "table", "blockquote", "h2", "h3", "main", "nav"];
    let mut open: Vec<&str> = Vec::new();
    let mut phrases = 0;
    for tag in body.split('<').skip(1) {
        let name = tag.split([' ', '>', '\n']).next().expect("a tag has a name");
        match name.strip_prefix('/') {
            Some(name) => {
                assert_eq!(open.pop(), Some(name), "in {body}");
                phrases -= usize::from(PHRASES.contains(&name));
            }
            None if VOID.contains(&name) => {}
            None => {
                assert!(phrases == 0 || !BLOCKS.contains(&name), "`{name}` inside {open:?} in {body}");
                assert!(name != "a" || phrases == 0 || !open.contains(&"a"), "a link in a link in {body}");
                phrases += usize::from(PHRASES.contains(&name));
                open.push(name);
            }
        }
    }
    assert!(open.iter().all(|it| *it == "body"), "left open: {open:?}");
}

#[test]
fn speeches_have_speakers_directions_and_places() {
    let page = page(
        "<div><head>Act <hi rend='italic'>I</hi></head><stage>Night.</stage><sp who='#h'><speaker>Ham.</speaker>
         <p>Who <stage>aside</stage> &lt;there&gt;?<lb/>I.</p></sp></div>",
    );
    for part in [
        "<h2 class=\"head\">Act <i class=\"hi\">I</i></h2>",
        "<p class=\"stage\">Night.</p>",
        "<p class=\"speaker\">Ham.</p>",
        "<span class=\"block stage\">aside</span>",
        "&lt;there&gt;?<br>I.",
        "id=\"sp-1-p-1\"",
        "<a href=\"#div-1\">Act I</a>",
        "<a href=\"#sp-1\">Ham.</a>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn an_empty_call_shows_the_number_of_its_note() {
    let page =
        page("<p>a<ref type='call' target='#n'/> <ptr target='#m'/></p><note xml:id='n' n='3'>N</note><note xml:id='m'>M</note>");
    let call = "<a class=\"call\" id=\"ref-1\" href=\"#n\" role=\"doc-noteref\" aria-label=\"Note 3\" lang=\"en\">3</a>";
    assert!(page.contains(call), "{page}");
    assert!(page.contains("<a class=\"ref\" id=\"ref-2\" href=\"#m\">m</a>"), "a note without a number is named: {page}");
}

#[test]
fn notes_lead_there_and_back() {
    let page = page(
        "<p>a<note n='7' place='foot'><p>N <q>x</q></p><p>M</p></note> b<ref target='#n'>*</ref></p>
         <note xml:id='n' n='*'>End <note>in it</note></note><p>[<note type='gloss' place='inline'>so</note>]</p>",
    );
    for part in [
        "<a class=\"call\" id=\"call-note-1\" href=\"#note-1\" role=\"doc-noteref\" aria-label=\"Note 7\" lang=\"en\">7</a>",
        "<span class=\"note\" id=\"note-1\" role=\"note\"><a class=\"back\" href=\"#call-note-1\"",
        "<a class=\"ref\" id=\"ref-1\" href=\"#n\">*</a>",
        "<a class=\"back\" href=\"#ref-1\"",
        "<span class=\"gloss\" id=\"note-4\">so</span>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn every_fifth_line_of_verse_is_numbered() {
    let lines = |count: usize| "<l>x</l>".repeat(count);
    let shown = page(&format!("<lg>{}<l part='I'>a</l><l part='F'>b</l>{}</lg>", lines(3), lines(8)));
    assert_eq!(values(&shown, "data-n"), ["5", "10"]);
    assert!(shown.contains("<div class=\"l part-F\">b</div>"));
    assert_eq!(values(&page("<l n='15'>x</l><l n='16'>x</l><l n='20a'>x</l>"), "data-n"), ["15"]);
}

#[test]
fn what_is_missing_or_doubtful_is_seen() {
    let page = page(
        "<p>a <gap reason='illegible' quantity='2' unit='word'/> <unclear>b</unclear> <choice><sic>teh</sic><corr>the</corr></choice>
         <sic>x</sic> <del>gone</del><graphic url='../p.png'/><pb n='12'/></p>",
    );
    for part in [
        "[illegible: 2 word]",
        "class=\"unclear\"",
        "[sic: teh]",
        "title=\"so in the source\"",
        "[deleted: gone]",
        "[picture: p.png]",
        "[p. 12]",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn any_tei_is_shown() {
    let page = page(
        "<list><head>H</head><item>a<list><item>b</item></list></item></list><list><item>c</item></list><item>d</item>
         <table><head>T</head><row role='label'><cell role='label'>x</cell></row></table><row><cell>y</cell></row>
         <p>q <quote>z <lg><l>v</l></lg></quote> <list><item>e</item></list> <table><row><cell>f</cell></row></table></p>
         <m:x xmlns:m='urn:m'>foreign</m:x><undreamt>of</undreamt><div><div><div><div><head>Deep</head></div></div></div></div>
         <floatingText><body><div><head>In</head><p>g</p></div></body></floatingText>",
    );
    for part in ["<ul class=\"list\"", "<caption", "foreign", ">of<", "<h5", "Deep", "<div class=\"floatingText\""] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    whole(
        "<teiCorpus xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/><TEI><teiHeader><fileDesc><titleStmt><title>One</title>
           </titleStmt></fileDesc></teiHeader><text><body><p>x</p></body></text></TEI></teiCorpus>",
    );
    assert!(whole("<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/></TEI>").contains("holds no text"));
    assert!(whole("<html/>").contains("holds no text"));
}

#[test]
fn a_page_runs_as_its_language_does() {
    let page = whole(include_str!("view/right-to-left.xml"));
    assert!(page.contains("<div class=\"reading\" lang=\"he\" dir=\"rtl\">"), "{page}");
    assert!(page.contains("lang=\"en\" dir=\"ltr\">tomorrow"), "{page}");
    assert!(page.contains("href=\"https://creativecommons.org/licenses/by/4.0/\""));
}

#[test]
fn deep_and_hostile_text_is_shown_in_bounded_time() {
    let depth = 20_000;
    page(&format!("{}x{}", "<div>".repeat(depth), "</div>".repeat(depth)));
    page(&format!("<p>{}x{}</p>", "<quote>".repeat(2_000), "</quote>".repeat(2_000)));
    let page =
        page("<ref target='javascript:alert(1)'>x</ref><graphic url='data:text/html,x'/><p xml:id='text'>&lt;script&gt;</p>");
    assert!(!page.contains("javascript:") && page.contains("&lt;script&gt;"), "{page}");
}
