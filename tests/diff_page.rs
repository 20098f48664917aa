//! The HTML page of a comparison: what it shows of both documents, and its bounds.

use std::collections::HashSet;

use proptest::prelude::*;
use teiwright::{
    delta::{Layout, Scope},
    diff::{self, render},
    source::Source,
    xml::{self, Node},
};

const OLD: &str = include_str!("diff/old.xml");
const NEW: &str = include_str!("diff/new.xml");

fn is_equal(old: &str, new: &str) -> bool {
    let (old, new) = (Source::from_text("old.xml", old), Source::from_text("new.xml", new));
    diff::diff(&old, &new, &Scope::default()).expect("both are well-formed").is_equal()
}

fn page(old: &str, new: &str, layout: Layout) -> String {
    let (old, new) = (Source::from_text("old.xml", old), Source::from_text("new.xml", new));
    let delta = diff::diff(&old, &new, &Scope::default()).expect("both are well-formed");
    render::page(&delta, &old, &new, &Scope::default(), layout).expect("both are well-formed")
}

/// The text in the page, which is XML there.
fn with_main<T>(page: &str, look: impl FnOnce(Node<'_>) -> T) -> T {
    let start = page.find("<main").expect("the page has a text");
    let end = page.find("</main>").expect("it ends") + "</main>".len();
    let source = Source::from_text("main.xml", &page[start..end]);
    let tree = xml::parse(&source).expect("the text is well-formed");
    look(tree.root_element())
}

fn has_class(node: &Node<'_>, class: &str) -> bool {
    node.attribute("class").is_some_and(|classes| classes.split(' ').any(|it| it == class))
}

/// The letters of one document that a page shows: `side` is the cell, `other` what is hidden in it.
fn letters(page: &str, side: &str, other: &str) -> String {
    fn collect(node: Node<'_>, hidden: &[&str], out: &mut String) {
        for child in node.children() {
            if let Some(text) = child.text().filter(|_| child.is_text()) {
                out.extend(text.chars().filter(|it| !it.is_whitespace() && *it != '␣'));
            } else if child.is_element()
                && !matches!(child.tag_name().name(), "summary" | "h2")
                && !hidden.iter().any(|class| has_class(&child, class))
            {
                collect(child, hidden, out);
            }
        }
    }
    let cell = if side == "old" { "new" } else { "old" };
    let mut out = String::new();
    with_main(page, |main| collect(main, &[other, cell, "mark", "where"], &mut out));
    out
}

fn plain(text: &str) -> String {
    let source = Source::from_text("a.xml", text);
    let tree = xml::parse(&source).expect("well-formed");
    let texts = tree.root_element().descendants().filter(Node::is_text).filter_map(|node| node.text());
    texts.flat_map(str::chars).filter(|it| !it.is_whitespace()).collect()
}

#[track_caller]
fn check_both_texts(old: &str, new: &str) {
    let (page, is_equal) = (page(old, new, Layout::Hidden), is_equal(old, new));
    assert_eq!(page.contains("Nothing differs."), is_equal, "{old}\n{new}");
    if !is_equal {
        let text = &page[page.find("<main").unwrap_or(0)..];
        assert_eq!(letters(&page, "old", "new-only"), plain(old), "{old}\n{new}\n{text}");
        assert_eq!(letters(&page, "new", "old-only"), plain(new), "{old}\n{new}\n{text}");
    }
}

#[test]
fn each_column_has_the_whole_text_of_its_document() {
    check_both_texts(OLD, NEW);
    check_both_texts(NEW, OLD);
}

#[test]
fn words_and_markup_are_told_in_signals_of_their_own() {
    let page = page(OLD, NEW, Layout::Hidden);
    for part in [
        ">runn</del><ins class=\"new-only\"",
        ">run</ins>",
        "+ ⟨placeName⟩</span>Harwick<span",
        "− ⟨hi⟩",
        "✂ sp begins here",
        "⋈ sp joined with the one before",
        "@who of sp:<span class=\"from\"> #bo</span><span class=\"arrow\"> →</span><span class=\"to\"> #cy</span>",
        "renamed:<span class=\"from\"> p</span>",
        "− sp deleted",
        "+ sp inserted",
        "+ &lt;!-- the bell is heard in the manuscript only --&gt;",
        "<a href=\"#c12-new\">to here ↓</a>",
        "<a href=\"#c12\">from here ↑</a>",
    ] {
        assert!(page.contains(part), "{part} is not in {}", &page[page.find("<main").unwrap_or(0)..]);
    }
    // What is written differently is no difference, and is shown on demand only.
    assert!(!page.contains("class=\"mark layout"));
    assert!(self::page(OLD, NEW, Layout::Shown).contains("class=\"mark layout"));
}

#[test]
fn every_link_has_one_aim() {
    let page = page(OLD, NEW, Layout::Shown);
    let ids: Vec<&str> = page.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    let aims: Vec<&str> = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(aims.len() > 14 && aims.iter().all(|aim| unique.contains(aim)), "{aims:?}");
}

#[test]
fn what_did_not_change_is_folded_and_a_page_has_an_end() {
    let paragraphs = |word: &str, count: usize| -> String {
        let one = |at: usize| format!("<p>Number {at} is {}</p>", if at.is_multiple_of(50) { word } else { "the same" });
        (0..count).map(one).collect()
    };
    let document = |body: &str| format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>{body}</body></text></TEI>");
    let small = page(&document(&paragraphs("old", 200)), &document(&paragraphs("new", 200)), Layout::Hidden);
    assert_eq!(small.matches("<details class=\"fold\">").count(), 4, "{small}");
    assert!(small.contains("47 lines unchanged"), "{small}");
    // More bytes than a page holds, in few words.
    let long = format!("<p>one</p>{}", format!("<p>{}</p>", "stays".repeat(10_000)).repeat(100));
    let cut = page(&document(&long), &document(&long.replace("one", "two")), Layout::Hidden);
    assert!(cut.len() < 100_000 && cut.contains("99 lines unchanged, left out"), "{}", cut.len());
    let many = |word: &str| document(&(0..2500).map(|at| format!("<p>{at} {word}</p>")).collect::<String>());
    let page = page(&many("old"), &many("new"), Layout::Hidden);
    assert!(page.contains("This page has the first 2000 of 2500 changes"), "{}", &page[..2000]);
    assert_eq!(page.matches("<li ").count(), 2000);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_lost_whatever_changed(
        old in "((<sp><speaker>[ab]</speaker>)(<p>([ab] |[ab]|<hi>a</hi>|&amp;)*</p>){1,2}</sp>|<stage>[ab] [ab]</stage>|<p>[ab ]*<note>[ab]</note>[ab]</p>){0,5}",
        new in "((<sp><speaker>[ab]</speaker>)(<p>([ab] |[ab]|<hi>a</hi>|&#38;)*</p>){1,2}</sp>|<stage>[ab] [ab]</stage>|<p>[ab ]*<note>[ab]</note>[ab]</p>){0,5}",
    ) {
        let document = |body: &str| format!("<body xmlns='http://www.tei-c.org/ns/1.0'>{body}</body>");
        check_both_texts(&document(&old), &document(&new));
    }
}
