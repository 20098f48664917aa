//! A reading page for any TEI: one file for people who have nothing but a browser.

mod about;
mod contents;
mod elements;
mod index;
mod marks;
mod people;
mod render;
mod script;

pub use about::citation;
pub use index::{Entry, index};

use crate::{
    page::{Html, Page},
    tei::{Metadata, Speech, speeches},
    xml::Tree,
};

/// The style of the reading view, after that of all pages.
const STYLE: &str = include_str!("view.css");

/// The search in the page; all else works without it.
const SCRIPT: &str = include_str!("view.js");

/// Renders a document as one HTML page that needs no server, no network and no script.
///
/// It shows title and metadata with the licence and how to cite, contents, and the text: speeches with their speakers set off,
/// directions, notes linked both ways, gaps and doubtful readings, page beginnings, verse with every fifth line numbered.
/// Every division, speech, paragraph and note has an identifier of its own for links: its `@xml:id`, or else one that counts.
/// Then those who speak, how often and how much. Elements that it does not know are shown as their text.
///
/// ```
/// use teiwright::{source::Source, view, xml};
///
/// let source = Source::from_text(
///     "a.xml",
///     "<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='he'><text><body><sp who='#a'><speaker>A.</speaker><p>B</p></sp>
///      </body></text></TEI>",
/// );
/// let page = view::page(&xml::parse(&source)?);
/// assert!(page.contains("dir=\"rtl\"") && page.contains("id=\"sp-1\""));
/// # Ok::<(), xml::ReadError>(())
/// ```
pub fn page(tree: &Tree<'_>) -> String {
    Reading::of(tree).page()
}

/// A document, and what its page and the index both need of it.
#[derive(Debug)]
pub struct Reading<'t> {
    tree: &'t Tree<'t>,
    metadata: Metadata,
    speeches: Vec<Speech>,
}

impl<'t> Reading<'t> {
    /// Reads the header and the speeches.
    pub fn of(tree: &'t Tree<'t>) -> Reading<'t> {
        Reading { tree, metadata: Metadata::of(tree), speeches: speeches(tree) }
    }

    /// The header.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The page: see [`page()`].
    pub fn page(&self) -> String {
        write(self.tree, &self.metadata, &self.speeches)
    }
}

fn write(tree: &Tree<'_>, metadata: &Metadata, speeches: &[Speech]) -> String {
    let marks = marks::Marks::of(tree);
    let title = metadata.title.as_ref().map_or(UNTITLED, |title| title.text.as_str());
    let mut html = Html::default();
    html.element("a", &[("class", "skip screen"), ("href", "#text")], "Skip to the text");
    html.open("header", &[("class", "top")]);
    about::write(metadata, tree, &mut html);
    html.close();
    html.open("div", &[("class", "frame")]);
    contents::write(tree, &marks, !speeches.is_empty(), &mut html);
    html.open("main", &[("id", "text"), ("tabindex", "-1")]);
    let language = script::attributes(metadata.language.as_deref());
    html.open(
        "div",
        &[("class", "reading")].into_iter().chain(language.iter().map(|(a, b)| (*a, b.as_str()))).collect::<Vec<_>>(),
    );
    render::write(tree, &marks, &mut html);
    html.close();
    people::write(tree, &marks, speeches, &mut html);
    html.close();
    html.close();
    Page { title, style: STYLE, script: SCRIPT }.around(&html.finish())
}

/// What a page without a title is called.
const UNTITLED: &str = "Untitled text";
