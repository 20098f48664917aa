//! Rules beyond the grammar: what is wrong with a TEI document that a schema lets pass, or says less well.
//!
//! A rule is one file here. The module doc at its head is its page, the examples of the page are its tests, and its declaration says
//! its code, its weight and what it watches; `engine` walks the document once and hands each rule what it watches. A new rule is
//! a new file, its `mod` line, and its line in [`all`].

mod engine;

mod duplicate_id;
mod empty_element;
mod gap_without_reason;
mod malformed_date;
mod malformed_id;
mod malformed_language;
mod missing_availability;
mod missing_header;
mod missing_language;
mod missing_publication;
mod missing_responsibility;
mod missing_source;
mod missing_title;
mod nameless_speech;
mod not_tei;
mod not_well_formed;
mod pointer_without_hash;
mod refused_text;
mod reversed_dates;
mod speech_without_content;
mod speech_without_speaker;
mod speech_without_who;
mod undeclared_prefix;
mod unknown_availability;
mod unresolved_pointer;
mod unresolved_ref;
mod unresolved_target;
mod unresolved_who;
mod who_without_hash;

pub use engine::{
    Context, Example, FINDING_LIMIT, HeaderFacts, Id, Index, Near, Page, Pointer, PointerKind, Rule, RuleMeta, Section,
    Selection, SelectionError, Target, Watch, check, explain, pages, reference, unreadable,
};

/// The rules, sorted by code.
pub fn all() -> &'static [&'static dyn Rule] {
    ALL
}

static ALL: &[&dyn Rule] = &[
    &malformed_language::MalformedLanguage,
    &gap_without_reason::GapWithoutReason,
    &empty_element::EmptyElement,
    &unresolved_who::UnresolvedWho,
    &who_without_hash::WhoWithoutHash,
    &speech_without_speaker::SpeechWithoutSpeaker,
    &speech_without_content::SpeechWithoutContent,
    &speech_without_who::SpeechWithoutWho,
    &nameless_speech::NamelessSpeech,
    &missing_header::MissingHeader,
    &missing_title::MissingTitle,
    &missing_publication::MissingPublication,
    &missing_availability::MissingAvailability,
    &unknown_availability::UnknownAvailability,
    &missing_source::MissingSource,
    &missing_language::MissingLanguage,
    &missing_responsibility::MissingResponsibility,
    &unresolved_ref::UnresolvedRef,
    &malformed_date::MalformedDate,
    &reversed_dates::ReversedDates,
    &unresolved_target::UnresolvedTarget,
    &unresolved_pointer::UnresolvedPointer,
    &undeclared_prefix::UndeclaredPrefix,
    &pointer_without_hash::PointerWithoutHash,
    &not_tei::NotTei,
    &duplicate_id::DuplicateId,
    &malformed_id::MalformedId,
    &not_well_formed::NotWellFormed,
    &refused_text::RefusedText,
];
