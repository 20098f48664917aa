//! What a rule is, and the macro by which a rule's file says so.

use crate::{
    diagnostic::{Diagnostic, Severity},
    rules::{Context, Pointer},
    span::Span,
    xml::{Attribute, Node},
};

/// A rule: what it is called, and what it does with each thing that it watches.
///
/// The walk calls the one hook that belongs to [`RuleMeta::watch`]; the others stay as they are.
pub trait Rule: Sync {
    /// What the rule is called, how much its findings weigh, and what it watches.
    fn meta(&self) -> &'static RuleMeta;

    /// Judges an element that the rule watches.
    fn element<'t>(&self, element: Node<'t>, cx: &mut Context<'t>) {
        let _ = (element, cx);
    }

    /// Judges an attribute that the rule watches.
    fn attribute<'t>(&self, element: Node<'t>, attribute: Attribute<'t>, cx: &mut Context<'t>) {
        let _ = (element, attribute, cx);
    }

    /// Judges one pointer of an attribute that holds pointers.
    fn pointer<'t>(&self, pointer: &Pointer<'t>, cx: &mut Context<'t>) {
        let _ = (pointer, cx);
    }

    /// Judges a text node that holds characters of the kinds that the rule watches.
    fn text<'t>(&self, text: Node<'t>, cx: &mut Context<'t>) {
        let _ = (text, cx);
    }

    /// Judges the document as a whole, after the walk.
    fn document(&self, cx: &mut Context<'_>) {
        let _ = cx;
    }
}

/// What stands above a rule's code in its file; its page is the module doc of the same file.
#[derive(Debug)]
pub struct RuleMeta {
    /// The code: the letters of a chapter of the TEI Guidelines, or `XM`, and three digits. It is never used again.
    pub code: &'static str,
    /// The fault, so that it reads after "allow": `missing-availability`.
    pub name: &'static str,
    /// How much each of its findings weighs.
    pub severity: Severity,
    /// What the walk hands to the rule.
    pub watch: Watch,
    /// The sections of the TEI Guidelines that it rests on, by their anchors.
    pub guidelines: &'static [&'static str],
    /// The version of the program that had it first.
    pub since: &'static str,
    /// Whether some of its findings bring edits that mend them.
    pub has_fix: bool,
    /// The rule's file, for the page at its head.
    pub(in crate::rules) file: &'static str,
}

impl RuleMeta {
    /// Makes a finding of this rule.
    pub fn finding(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, self.severity, span, message)
    }
}

/// What the walk hands to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// Nothing: the finding is made before there is a tree.
    Text,
    /// The root element, whatever its name; a finding ends the judgment.
    Root,
    /// TEI elements of these names.
    Elements(&'static [&'static str]),
    /// Attributes of these names on TEI elements; those that begin with `xml:` on any element but the examples of the Guidelines.
    Attributes(&'static [&'static str]),
    /// Each pointer of each attribute that holds pointers.
    Pointers,
    /// Text nodes that hold characters of these kinds, which `engine::characters` names.
    Characters(&'static [&'static str]),
    /// The document as a whole, after the walk.
    Document,
}

/// Declares the rule of a file: its unit type, its [`RuleMeta`], and the hook that calls the file's function `check`.
macro_rules! declare_rule {
    (
        $rule:ident {
            page: $page:literal,
            code: $code:literal,
            name: $name:literal,
            severity: $severity:ident,
            watch: $watch:ident $([$($watched:literal),+])?,
            guidelines: [$($anchor:literal),*],
            since: $since:literal,
            fix: $fix:literal,
        }
    ) => {
        pub(in crate::rules) struct $rule;

        static META: $crate::rules::RuleMeta = $crate::rules::RuleMeta {
            code: $code,
            name: $name,
            severity: $crate::diagnostic::Severity::$severity,
            watch: $crate::rules::Watch::$watch $((&[$($watched),+]))?,
            guidelines: &[$($anchor),*],
            since: $since,
            has_fix: $fix,
            file: include_str!($page),
        };

        impl $crate::rules::Rule for $rule {
            fn meta(&self) -> &'static $crate::rules::RuleMeta {
                &META
            }

            $crate::rules::engine::declare_rule!(@hook $watch);
        }
    };
    (@hook Text) => {};
    (@hook Root) => {
        $crate::rules::engine::declare_rule!(@hook Elements);
    };
    (@hook Elements) => {
        fn element<'t>(&self, element: $crate::xml::Node<'t>, cx: &mut $crate::rules::Context<'t>) {
            check(element, cx);
        }
    };
    (@hook Attributes) => {
        fn attribute<'t>(
            &self,
            element: $crate::xml::Node<'t>,
            attribute: $crate::xml::Attribute<'t>,
            cx: &mut $crate::rules::Context<'t>,
        ) {
            check(element, attribute, cx);
        }
    };
    (@hook Characters) => {
        fn text<'t>(&self, text: $crate::xml::Node<'t>, cx: &mut $crate::rules::Context<'t>) {
            check(text, cx);
        }
    };
    (@hook Document) => {
        fn document(&self, cx: &mut $crate::rules::Context<'_>) {
            check(cx);
        }
    };
    (@hook Pointers) => {
        fn pointer<'t>(&self, pointer: &$crate::rules::Pointer<'t>, cx: &mut $crate::rules::Context<'t>) {
            check(pointer, cx);
        }
    };
}
pub(in crate::rules) use declare_rule;
