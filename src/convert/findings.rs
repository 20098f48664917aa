//! The findings of `convert` and `verify`: what their codes mean.

use std::fmt;

use crate::diagnostic::Severity;

/// What a code means that belongs to no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FindingPage {
    /// The code that the finding shows, such as `TR001`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What it says, in one line.
    pub says: &'static str,
    /// Why it is said.
    pub why: &'static str,
    /// How to mend it.
    pub remedy: &'static str,
}

/// The codes of `convert` (`TR`) and `verify` (`VF`), sorted; a code that is missing was dropped and is not used again.
pub const FINDINGS: &[FindingPage] = &[
    FindingPage {
        code: "TR001",
        severity: Severity::Warning,
        says: "no label of a speaker was found; the text is encoded as paragraphs",
        why: "A label counts when several lines begin with names of one form, such as `ANNA:`. None did, and nothing is invented.",
        remedy: "Put the speaker's name and a colon before each speech, or keep the paragraphs if nobody speaks.",
    },
    FindingPage {
        code: "TR002",
        severity: Severity::Warning,
        says: "two dates of the record differ",
        why: "The heading and the citation, or two headings, name different days. The first is used.",
        remedy: "Find out which one is right, and correct the header of the TEI.",
    },
    FindingPage {
        code: "TR003",
        severity: Severity::Info,
        says: "square brackets have no partner in their paragraph, and are kept as text",
        why: "An editor's remark begins and ends with a bracket. Where one is missing, its extent is not known.",
        remedy: "Write the missing bracket in the transcript, and convert it again.",
    },
    FindingPage {
        code: "TR005",
        severity: Severity::Info,
        says: "a label fits more than one person, and is joined to none",
        why: "Two persons of the record share the name that the label has.",
        remedy: "Point the `@who` of these speeches to the person who is meant.",
    },
    FindingPage {
        code: "TR006",
        severity: Severity::Warning,
        says: "a character shows damage: a replacement character, a private-use character, a soft hyphen",
        why: "Such characters are left behind by a wrong encoding or by text recognition. They are kept as they are.",
        remedy: "Compare the place with the original, and mend the transcript.",
    },
    FindingPage {
        code: "TR007",
        severity: Severity::Info,
        says: "nothing follows a label; it is kept as a paragraph",
        why: "A speech without words would say that somebody spoke.",
        remedy: "Add the words that are missing in the transcript, if there are any.",
    },
    FindingPage {
        code: "TR008",
        severity: Severity::Warning,
        says: "the bytes are not UTF-8, and their encoding was guessed",
        why: "Nothing in the file names its encoding. Windows-1252 is the likeliest for Western European text, and wrong for any other.",
        remedy: "Read a line with accents; where it is wrong, name the encoding with `--encoding`, or save the file as UTF-8.",
    },
    FindingPage {
        code: "TR009",
        severity: Severity::Info,
        says: "a word before a colon looks like a label, and is read as text",
        why: "Too little speaks for it: it stands once, or is written otherwise than the labels of the file.",
        remedy: "Write it as the other labels are written, if somebody speaks there.",
    },
    FindingPage {
        code: "TR020",
        severity: Severity::Warning,
        says: "text stands outside of any cue; it is kept as a paragraph",
        why: "A cue of SubRip or WebVTT begins with a line of two times. Where that line is broken or missing, nothing says when the text is said.",
        remedy: "Write the two times above the text, such as `00:00:01,000 --> 00:00:02,500`, if they can be told.",
    },
    FindingPage {
        code: "TR021",
        severity: Severity::Warning,
        says: "a cue ends before it begins",
        why: "One of its two times is wrong. Both are kept as they stand.",
        remedy: "Compare with the recording, and mend the time in the transcript.",
    },
    FindingPage {
        code: "TR022",
        severity: Severity::Info,
        says: "no cue says who speaks",
        why: "Subtitles and automatic transcripts seldom name their speakers. What is said is then encoded as paragraphs, and nobody is invented.",
        remedy: "Put names before colons, `<v NAME>` in WebVTT, or a field `speaker` into the JSON, if it can be told who speaks.",
    },
    FindingPage {
        code: "VF001",
        severity: Severity::Error,
        says: "words of the TEI are not those of its source",
        why: "Characters of the text were changed, added or left out since the conversion; a note of one's own adds words too.",
        remedy: "Put the words back, or change the transcript and convert it again.",
    },
    FindingPage {
        code: "VF002",
        severity: Severity::Error,
        says: "an element of the header that holds words of the source is missing",
        why: "Some words of the transcript stand in the header, in elements that the receipt knows by their `xml:id`.",
        remedy: "Put the element back with its `xml:id`, or convert the transcript again.",
    },
    FindingPage {
        code: "VF003",
        severity: Severity::Error,
        says: "an element that stands for words of the source (`gap` for `[illegible]`) is gone, or says something else",
        why: "Some words of the transcript became markup; without the element nobody can tell that they were there.",
        remedy: "Put the element back with its attributes, or convert the transcript again.",
    },
];

impl fmt::Display for FindingPage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FindingPage { code, severity, says, why, remedy } = self;
        writeln!(formatter, "{code} ({severity}): {says}\n\n{why}\n\n{remedy}")
    }
}
