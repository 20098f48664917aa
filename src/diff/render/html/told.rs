//! Changes in a few words, as the page says them beside the text.

use crate::{
    delta::{Change, Class, Kind, Side},
    diagnostic::code_parts,
    diff::render::text::shortened,
    page::Html,
};

/// What a class is called on the page, in its style sheet and in its filters.
pub(super) fn class_name(class: Class) -> &'static str {
    match class {
        Class::Words => "words",
        Class::Markup => "markup",
        Class::Structure => "structure",
        Class::Comment => "comment",
        Class::Layout => "layout",
    }
}

/// All classes in the order of the page.
pub(super) const CLASSES: [Class; 5] = [Class::Words, Class::Markup, Class::Structure, Class::Comment, Class::Layout];

/// The most characters of a comment or value that stand in the line.
const SHOWN: usize = 80;

/// What the box of a change says where the change stands.
pub(super) fn told(change: &Change) -> String {
    let name = &change.element;
    match change.kind {
        Kind::Attribute => format!("@{} of {name}:", change.attribute.as_deref().unwrap_or_default()),
        Kind::Rename => "renamed:".to_owned(),
        Kind::Wrap => format!("+ ⟨{name}⟩"),
        Kind::Unwrap => format!("− ⟨{name}⟩"),
        Kind::Boundary => format!("⟨{name}⟩"),
        Kind::Split => format!("✂ {name} begins here"),
        Kind::Merge => format!("⋈ {name} joined with the one before"),
        Kind::Move => format!("{name} moved"),
        Kind::Delete => format!("− {name} deleted"),
        Kind::Insert => format!("+ {name} inserted"),
        Kind::Comment => match (&change.old, &change.new) {
            (Some(_), Some(_)) => "comment changed:".to_owned(),
            (Some(gone), None) => format!("− {}", shortened(&gone.text, SHOWN)),
            (_, came) => format!("+ {}", came.as_ref().map_or_else(String::new, |side| shortened(&side.text, SHOWN))),
        },
        Kind::Words => String::new(),
        Kind::Layout => change.sentence.rsplit(": ").next().unwrap_or_default().to_owned(),
    }
}

/// A sentence with `code` for what stands between backticks.
pub(in crate::diff::render) fn code_spans(text: &str, html: &mut Html) {
    for (part, is_code) in code_parts(text) {
        if is_code { html.element("code", &[], part) } else { html.text(part) }
    }
}

/// The values from which and to which a change leads, for those that have any.
pub(super) fn values(change: &Change) -> Option<(String, String)> {
    let side = |side: &Option<Side>| side.as_ref().map_or_else(|| "none".to_owned(), |it| shortened(&it.text, SHOWN));
    let has_values = match change.kind {
        Kind::Attribute | Kind::Rename => true,
        Kind::Comment => change.old.is_some() && change.new.is_some(),
        _ => false,
    };
    has_values.then(|| (side(&change.old), side(&change.new)))
}
