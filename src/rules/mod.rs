//! Rules beyond the grammar: what is wrong with a TEI document that a schema lets pass, or says less well.
//!
//! A rule is one file here. The module doc at its head is its page, the examples of the page are its tests, and its declaration says
//! its code, its weight and what it watches; `engine` walks the document once and hands each rule what it watches. A new rule is
//! a new file, its `mod` line, and its line in [`all`].

mod engine;

mod call_without_note;
mod contradicting_date;
mod division_number_gap;
mod duplicate_id;
mod empty_element;
mod gap_without_reason;
mod id_unlike_file_name;
mod invisible_character;
mod label_of_two_persons;
mod line_group_without_line;
mod lopsided_space;
mod malformed_date;
mod malformed_id;
mod malformed_language;
mod misread_characters;
mod missing_availability;
mod missing_header;
mod missing_language;
mod missing_publication;
mod missing_responsibility;
mod missing_source;
mod missing_title;
mod mixed_scripts;
mod nameless_division;
mod nameless_speech;
mod nested_note;
mod not_tei;
mod not_well_formed;
mod note_number_gap;
mod other_schema;
mod padded_element;
mod person_without_id;
mod pointer_without_hash;
mod private_use_character;
mod refused_text;
mod replacement_character;
mod reversed_dates;
mod reversed_span;
mod shared_name;
mod soft_hyphen;
mod space_before_note;
mod speech_without_content;
mod speech_without_speaker;
mod speech_without_who;
mod subtype_without_type;
mod unanchored_note;
mod uncomposed_text;
mod undated_date;
mod undeclared_language;
mod undeclared_prefix;
mod unfinished_part;
mod unknown_availability;
mod unlinked_cast_items;
mod unreferenced_person;
mod unresolved_pointer;
mod unresolved_ref;
mod unresolved_target;
mod unresolved_who;
mod who_without_hash;

pub use engine::{
    Context, Corpus, Example, FINDING_LIMIT, HeaderFacts, Id, Index, List, Near, Page, Pointer, PointerKind, Rule, RuleMeta,
    Section, Selection, SelectionError, Surroundings, Target, Watch, check, check_in, explain, includes, pages, reference,
    unreadable,
};

/// The rules, sorted by code.
pub fn all() -> &'static [&'static dyn Rule] {
    ALL
}

static ALL: &[&dyn Rule] = &[
    &person_without_id::PersonWithoutId,
    &unreferenced_person::UnreferencedPerson,
    &shared_name::SharedName,
    &malformed_language::MalformedLanguage,
    &undeclared_language::UndeclaredLanguage,
    &uncomposed_text::UncomposedText,
    &private_use_character::PrivateUseCharacter,
    &replacement_character::ReplacementCharacter,
    &soft_hyphen::SoftHyphen,
    &mixed_scripts::MixedScripts,
    &invisible_character::InvisibleCharacter,
    &misread_characters::MisreadCharacters,
    &gap_without_reason::GapWithoutReason,
    &empty_element::EmptyElement,
    &unanchored_note::UnanchoredNote,
    &call_without_note::CallWithoutNote,
    &note_number_gap::NoteNumberGap,
    &nested_note::NestedNote,
    &space_before_note::SpaceBeforeNote,
    &padded_element::PaddedElement,
    &lopsided_space::LopsidedSpace,
    &line_group_without_line::LineGroupWithoutLine,
    &unfinished_part::UnfinishedPart,
    &unresolved_who::UnresolvedWho,
    &who_without_hash::WhoWithoutHash,
    &speech_without_speaker::SpeechWithoutSpeaker,
    &speech_without_content::SpeechWithoutContent,
    &speech_without_who::SpeechWithoutWho,
    &nameless_speech::NamelessSpeech,
    &label_of_two_persons::LabelOfTwoPersons,
    &unlinked_cast_items::UnlinkedCastItems,
    &nameless_division::NamelessDivision,
    &division_number_gap::DivisionNumberGap,
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
    &undated_date::UndatedDate,
    &contradicting_date::ContradictingDate,
    &unresolved_target::UnresolvedTarget,
    &unresolved_pointer::UnresolvedPointer,
    &undeclared_prefix::UndeclaredPrefix,
    &pointer_without_hash::PointerWithoutHash,
    &reversed_span::ReversedSpan,
    &not_tei::NotTei,
    &duplicate_id::DuplicateId,
    &malformed_id::MalformedId,
    &subtype_without_type::SubtypeWithoutType,
    &id_unlike_file_name::IdUnlikeFileName,
    &other_schema::OtherSchema,
    &not_well_formed::NotWellFormed,
    &refused_text::RefusedText,
];
