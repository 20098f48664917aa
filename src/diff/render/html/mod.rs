//! A delta as one self-contained page: a reading view with the changes in it, and a list of them.
//!
//! Words are told by lines through and under them, markup by boxes with names; color only repeats it.

mod cells;
mod lines;
mod list;
mod marks;
mod rows;
mod strip;
mod tokens;
mod told;

use crate::{
    delta::{self, Change, Delta, Kept, Layout, Scope},
    diff::DiffError,
    page::{Html, Page},
    source::Source,
    xml::{self, Tree},
};

pub(super) use self::told::code_spans;
use self::{marks::Marks, rows::Row, tokens::Tokens};

const STYLE: &str = include_str!("diff.css");
const SCRIPT: &str = include_str!("diff.js");

/// The most changes that a page holds; a browser is slow with more, and nobody reads them one by one.
const SHOWN: usize = 2_000;

/// Both documents as the page reads them.
struct Pair<'t> {
    old: Side<'t>,
    new: Side<'t>,
    /// The words of both.
    kept: Vec<Kept>,
}

/// One document of the two.
struct Side<'t> {
    tree: &'t Tree<'t>,
    tokens: Tokens<'t>,
}

/// Renders a delta, made in a scope, as an HTML page that needs no server and no network, and reads without its script.
///
/// It has the verdict, every change in a list, and the text with the changes in their places: in two columns or in line, with
/// unchanged parts folded. Moved parts are linked. Beyond 2,000 changes the page has the first of them and says so.
///
/// # Errors
/// [`DiffError`] when one of the two is not well-formed, which no delta comes from.
///
/// ```
/// use teiwright::{delta::{Layout, Scope}, diff::{self, render}, source::Source};
///
/// let old = Source::from_text("a.xml", "<p xmlns='http://www.tei-c.org/ns/1.0'>To bee</p>");
/// let new = Source::from_text("b.xml", "<p xmlns='http://www.tei-c.org/ns/1.0'>To be</p>");
/// let delta = diff::diff(&old, &new, &Scope::default())?;
/// let page = render::page(&delta, &old, &new, &Scope::default(), Layout::Hidden)?;
/// assert!(page.contains(">bee</del>") && page.contains(">be</ins>"));
/// # Ok::<(), diff::DiffError>(())
/// ```
pub fn page(delta: &Delta, old: &Source, new: &Source, scope: &Scope, layout: Layout) -> Result<String, DiffError> {
    let old_tree = xml::parse(old).map_err(DiffError::Old)?;
    let new_tree = xml::parse(new).map_err(DiffError::New)?;
    let mut changes: Vec<&Change> = delta.shown(layout).collect();
    let total = changes.len();
    changes.truncate(SHOWN);
    let pair = Pair {
        old: Side { tree: &old_tree, tokens: tokens::tokens(&old_tree) },
        new: Side { tree: &new_tree, tokens: tokens::tokens(&new_tree) },
        kept: delta::kept(&old_tree, &new_tree, scope),
    };
    let marks = Marks::of(&changes, &pair);
    let rows = rows::rows(&pair, &marks);
    let title = format!("{} → {}", old.name(), new.name());
    let mut html = Html::default();
    html.element("a", &[("class", "skip screen"), ("href", "#text")], "Skip to the text");
    html.open("header", &[("class", "top")]);
    html.element("h1", &[], &title);
    html.open("p", &[("class", "verdict")]);
    told::code_spans(&delta.verdict(layout), &mut html);
    html.close();
    if total > changes.len() {
        let rest = format!("This page has the first {SHOWN} of {total} changes; the JSON of the comparison has all.");
        html.element("p", &[("class", "verdict")], &rest);
    }
    html.close();
    list::controls(&changes, &mut html);
    html.open("div", &[("class", "frame")]);
    list::list(&changes, &mut html);
    html.open("main", &[("id", "text"), ("tabindex", "-1"), ("lang", language(&new_tree))]);
    if changes.is_empty() {
        html.element("p", &[("lang", "en")], "Nothing differs.");
    } else {
        Row::write_all(&rows, &pair, &changes, &mut html);
    }
    html.close();
    strip::write(&rows, &changes, &mut html);
    html.close();
    Ok(Page { title: &title, style: STYLE, script: SCRIPT }.around(&html.finish()))
}

/// The language of a document, or that it is not known.
fn language<'t>(tree: &'t Tree<'_>) -> &'t str {
    let told = tree.root_element().attribute(crate::tei::XML_LANG).unwrap_or_default();
    if crate::tei::check_language(told).is_ok() { told } else { "und" }
}
