//! What archives ask of a header, and what is said where it is not there.

use crate::{
    convert::FindingPage,
    diagnostic::{Diagnostic, Severity},
    pack::{Details, dts::NO_CITATION, place},
    tei::Metadata,
    xml::Tree,
};

/// A demand.
struct Demand {
    /// Its page.
    page: FindingPage,
    /// Whether a header meets it.
    is_met: fn(&Metadata) -> bool,
    /// Whether what the caller states about the package does.
    is_stated: fn(&Details) -> bool,
    /// Where its absence shows: the innermost of these that is there.
    shown_at: &'static [&'static str],
}

/// The codes of `pack`, sorted; a code that is missing was dropped and is not used again.
pub const PACK_FINDINGS: [FindingPage; 7] = [TITLE, RESPONSIBLE, PUBLISHER, PUBLISHED, LICENCE, LANGUAGE, NO_CITATION];

const TITLE: FindingPage = FindingPage {
    code: "PK001",
    severity: Severity::Warning,
    says: "the header states no title",
    why: "Every repository lists what it holds by title. The package names the text by its file.",
    remedy: "State it in `titleStmt/title`.",
};

const RESPONSIBLE: FindingPage = FindingPage {
    code: "PK002",
    severity: Severity::Warning,
    says: "the header names nobody who wrote, edited or encoded the text",
    why: "DataCite and CFF ask for at least one creator. None is invented: DataCite's own value for this is `:unav`.",
    remedy: "Name them in `titleStmt/author`, `titleStmt/editor` or `titleStmt/respStmt`.",
};

const PUBLISHER: FindingPage = FindingPage {
    code: "PK003",
    severity: Severity::Warning,
    says: "the header states no publisher",
    why: "DataCite asks who holds, archives or publishes the resource. None is invented: the value is `:unav`.",
    remedy: "State it in `publicationStmt/publisher`, or give it for the package: `--publisher NAME`.",
};

const PUBLISHED: FindingPage = FindingPage {
    code: "PK004",
    severity: Severity::Warning,
    says: "the header states no date of publication",
    why: "DataCite asks for a year, and RO-Crate for a date. Without one, DataCite's files are left out.",
    remedy: "State it in `publicationStmt/date/@when`, or give the day of the package: `--date 2026-08-01`.",
};

const LICENCE: FindingPage = FindingPage {
    code: "PK005",
    severity: Severity::Warning,
    says: "the header names no licence by its address",
    why: "Without one nobody knows what may be done with the text, and many repositories refuse it.",
    remedy: "State it in `publicationStmt/availability/licence/@target`, such as `https://creativecommons.org/licenses/by/4.0/`.",
};

const LANGUAGE: FindingPage = FindingPage {
    code: "PK006",
    severity: Severity::Warning,
    says: "the header states no language",
    why: "Catalogues and readers' programs choose by it.",
    remedy: "State it in `profileDesc/langUsage/language/@ident`, and as `@xml:lang` of `TEI` or `text`.",
};

const DEMANDS: [Demand; 6] = [
    Demand {
        page: TITLE,
        is_met: |it| it.title.is_some(),
        is_stated: |_| false,
        shown_at: &["titleStmt", "fileDesc", "teiHeader"],
    },
    Demand {
        page: RESPONSIBLE,
        is_met: |it| it.agents.iter().any(|agent| agent.kind != crate::tei::AgentKind::Program),
        is_stated: |_| false,
        shown_at: &["titleStmt", "fileDesc", "teiHeader"],
    },
    Demand {
        page: PUBLISHER,
        is_met: |it| it.publisher.is_some(),
        is_stated: |details| details.publisher.is_some(),
        shown_at: &["publicationStmt", "fileDesc", "teiHeader"],
    },
    Demand {
        page: PUBLISHED,
        is_met: |it| it.published.as_ref().is_some_and(|date| date.when.is_some()),
        is_stated: |details| details.date.is_some(),
        shown_at: &["publicationStmt", "fileDesc", "teiHeader"],
    },
    Demand {
        page: LICENCE,
        is_met: |it| it.licences.iter().any(|licence| licence.target.is_some()),
        is_stated: |details| details.licence.is_some(),
        shown_at: &["availability", "publicationStmt", "fileDesc", "teiHeader"],
    },
    Demand {
        page: LANGUAGE,
        is_met: |it| it.language.is_some(),
        is_stated: |_| false,
        shown_at: &["langUsage", "profileDesc", "teiHeader"],
    },
];

/// What neither a header nor the caller states.
pub(super) fn check(tree: &Tree<'_>, metadata: &Metadata, details: &Details) -> Vec<Diagnostic> {
    let unmet = DEMANDS.iter().filter(|demand| !(demand.is_met)(metadata) && !(demand.is_stated)(details));
    let finding = |demand: &Demand| {
        let FindingPage { code, severity, says, remedy, .. } = demand.page;
        // On the page it is a sentence; as help it chains.
        let help = remedy.replacen("State it", "state it", 1);
        Diagnostic::new(code, severity, place(tree, demand.shown_at), says).help(help.trim_end_matches('.'))
    };
    unmet.map(finding).collect()
}
