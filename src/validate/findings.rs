//! The findings of the judgment itself: about switches in a file, and about a baseline.

use crate::{archive::FindingPage, diagnostic::Severity};

/// The code of a finding that tells of repaired findings of a baseline.
pub const REPAIRED: &str = "BL001";

/// The codes, sorted; a code that is missing was dropped and is not used again.
pub const FINDINGS: &[FindingPage] = &[
    FindingPage {
        code: REPAIRED,
        name: "repaired-finding",
        severity: Severity::Info,
        summary: "The baseline has findings of the file that are no longer found.",
        why: "They were repaired, or the text beside them was written anew. As long as the baseline has them, the same faults may \
              come back unseen: take them out with `--write-baseline`.",
    },
    FindingPage {
        code: "IG001",
        name: "unknown-switch",
        severity: Severity::Warning,
        summary: "A processing instruction `teiwright` names no switch, no code, or a code that does not exist.",
        why: "`<?teiwright ignore DR001?>` before an element leaves out the findings DR001 within it, before the root element those \
              of the whole file. What is misspelt leaves out nothing.",
    },
    FindingPage {
        code: "IG002",
        name: "unused-switch",
        severity: Severity::Info,
        summary: "A processing instruction ignores a finding that is not there.",
        why: "The fault was mended, or the switch stands elsewhere than the fault. Take it out, so that the next such fault is seen.",
    },
    FindingPage {
        code: "IG003",
        name: "switch-without-element",
        severity: Severity::Warning,
        summary: "A processing instruction that ignores findings stands where no element follows.",
        why: "A switch is about the next element beside it. At the end of its parent there is none; put it before the element.",
    },
];
