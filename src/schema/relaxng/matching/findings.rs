//! The findings of schemas: what their codes mean.

use std::fmt;

use crate::diagnostic::Severity;

/// What a code means that a schema gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FindingPage {
    /// The code, such as `RN001`.
    pub code: &'static str,
    /// The fault, so that it reads after "allow".
    pub name: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Why it is said, and how it is mended.
    pub why: &'static str,
    /// A text that has the fault, against TEI All.
    pub example: &'static str,
}

/// The codes of schemas, sorted; a code that is missing was dropped and is not used again.
pub const FINDINGS: &[FindingPage] = &[
    FindingPage {
        code: "RN001",
        name: "misplaced-element",
        severity: Severity::Error,
        why: "The schema has no such element, or has it elsewhere: in another element, or in another order. Where the name is near \
              to one that is allowed, the rest is judged as if that one stood there; otherwise the element is judged for itself, \
              and what holds it as if it were not there.",
        example: "<div><p>It rains.</p><head>Act 1</head></div>",
    },
    FindingPage {
        code: "RN002",
        name: "missing-element",
        severity: Severity::Error,
        why: "The schema requires an element that is not there: before the one that is shown, or before the end of the one that is \
              shown. The rest is judged as if it were there.",
        example: "<sp who=\"#hamlet\"></sp>",
    },
    FindingPage {
        code: "RN003",
        name: "unknown-attribute",
        severity: Severity::Error,
        why: "The element has no such attribute in the schema, or not beside the others that it has. Perhaps the name is misspelt, \
              or the attribute belongs to the element around it.",
        example: "<div tpye=\"act\"><p>It rains.</p></div>",
    },
    FindingPage {
        code: "RN004",
        name: "missing-attribute",
        severity: Severity::Error,
        why: "The schema requires an attribute that the element does not have.",
        example: "<graphic/>",
    },
    FindingPage {
        code: "RN005",
        name: "unsuitable-value",
        severity: Severity::Error,
        why: "The value of an attribute, or the content of an element that holds data, does not have the form that the schema \
              wants: a date, a number, a pointer, or one of a few words.",
        example: "<date when=\"1.5.1820\">May Day</date>",
    },
    FindingPage {
        code: "RN006",
        name: "stray-text",
        severity: Severity::Error,
        why: "Text stands in an element that holds other elements only. It is said once for each element, at its first stray text.",
        example: "<div><stage>Exit.</stage> Exit left.</div>",
    },
    FindingPage {
        code: "RN007",
        name: "repeated-id",
        severity: Severity::Error,
        why: "The schema declares the attribute as an ID, and two elements have the same. Whatever points to it points to both.",
        example: "<div xml:id=\"a\"><p xml:id=\"a\">It rains.</p></div>",
    },
    FindingPage {
        code: "RN008",
        name: "unresolved-idref",
        severity: Severity::Error,
        why: "The schema declares the attribute as a reference to an ID, and no element of the document has this ID. TEI itself \
              declares none such; its pointers begin with `#`.",
        example: "<see idref=\"b\"/>",
    },
    FindingPage {
        code: "RN009",
        name: "wrong-root",
        severity: Severity::Error,
        why: "The document begins with an element with which no document of the schema begins, or in another namespace.",
        example: "<text><body><p>It rains.</p></body></text>",
    },
    FindingPage {
        code: "RN010",
        name: "ambiguous-schema",
        severity: Severity::Error,
        why: "The alternatives of the schema multiply with each element of the document, past what can be followed. The fault is the \
              schema's; nothing after this place was judged by it.",
        example: "an element whose content is 30 interleaved sequences that all begin with the same element",
    },
];

impl fmt::Display for FindingPage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FindingPage { code, name, severity, why, example } = self;
        writeln!(formatter, "{code} {name} ({severity})\n\n{why}\n\n    {example}")
    }
}
