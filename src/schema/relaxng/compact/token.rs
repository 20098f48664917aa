//! The terminals of the grammar (compact, appendix A, 1 and 2.5).

use std::rc::Rc;

use crate::span::Span;

/// A terminal with its place.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// How it is written.
    pub span: Span,
}

/// What a terminal is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// `{`, `|=` and the like.
    Symbol(&'static str),
    /// A name that is reserved where it could be taken for a definition's.
    Keyword(&'static str),
    /// A name, with or without a backslash.
    Identifier(Rc<str>),
    /// A name with a prefix.
    CName(Rc<str>, Rc<str>),
    /// `prefix:*`
    NsName(Rc<str>),
    /// One segment of a literal.
    Segment(Rc<str>),
    /// Adjacent lines that begin with `##`.
    Documentation(Rc<str>),
    /// The end of the text.
    End,
}

/// The keywords, sorted.
pub(super) const KEYWORDS: &[&str] = &[
    "attribute",
    "datatypes",
    "default",
    "div",
    "element",
    "empty",
    "external",
    "grammar",
    "include",
    "inherit",
    "list",
    "mixed",
    "namespace",
    "notAllowed",
    "parent",
    "start",
    "string",
    "text",
    "token",
];

/// The symbols; where one begins another, the longer stands first.
pub(super) const SYMBOLS: &[&str] =
    &["|=", "&=", ">>", "=", "|", "&", ",", "-", "*", "+", "?", "(", ")", "{", "}", "[", "]", "~"];

/// The keyword that is spelt like this.
pub(super) fn keyword(name: &str) -> Option<&'static str> {
    KEYWORDS.binary_search(&name).ok().map(|index| KEYWORDS[index])
}
