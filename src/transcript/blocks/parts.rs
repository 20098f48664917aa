//! Which lines between speeches head a part of a record: the whole file decides.

use std::{borrow::Cow, mem::discriminant};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    tei::document::Certainty,
    transcript::{
        TOLD,
        blocks::{Builder, Piece, frame::Role, is_direction},
        headings,
        names::{self, is_title},
        pages::ends_sentence,
        sections::{self, Candidate, Form},
    },
};

/// The longest paragraph that may head a part, in bytes and in lines.
pub(super) const PART_LENGTH: usize = 240;
pub(super) const PART_LINES: usize = 2;

/// The least headings that nothing but their place shows.
const PLAIN_LEAST: usize = 3;

/// How many headings and directions may stand between a heading and the speech after it.
const NEAR: usize = 6;

/// How many speeches are looked at to learn how they are written.
const SAMPLE: usize = 2000;

impl Builder<'_> {
    /// Headings of parts of the record.
    pub(super) fn find_parts(&mut self, pieces: &mut [Piece<'_>]) {
        let first_label = Self::first_label(pieces);
        let candidates = self.candidates(pieces);
        if candidates.is_empty() {
            return;
        }
        let file = File::of(self, pieces, &candidates);
        let mut accepted: Vec<(usize, Vec<Cow<'static, str>>, Certainty)> = Vec::new();
        for &(index, ref candidate) in candidates.iter().filter(|(index, _)| *index > first_label || first_label == pieces.len())
        {
            if let Some((evidence, certainty)) = self.heads_part(index, candidate, pieces, &file) {
                accepted.push((index, evidence, certainty));
            }
        }
        // The heading of the first part stands before the first label.
        let is_same = |one: Form, other: Form| discriminant(&one) == discriminant(&other);
        let mut before = first_label;
        if first_label < pieces.len() {
            for (index, candidate) in candidates.iter().rev().filter(|(index, _)| *index < first_label && *index > 0) {
                let form_of = |index: &usize| of_piece(&candidates, *index).form;
                let comes_back = accepted.iter().any(|(index, ..)| is_same(form_of(index), candidate.form));
                let is_next = (index + 1..before).all(|between| self.may_stand_between(&pieces[between]));
                // Numbers that do not run on are those of a list: the agenda.
                let is_listed = !file.run.is_empty()
                    && matches!(candidate.form, Form::Roman { .. } | Form::Figures { .. })
                    && !file.run.contains(index);
                if headings::told(self.headings, self.words(&pieces[*index])).is_some() {
                    accepted.push((*index, vec![TOLD.into()], Certainty::High));
                    before = *index;
                    continue;
                }
                if candidate.form == Form::SpacedOut || is_listed {
                    continue;
                }
                let is_told = matches!(candidate.form, Form::Hashes(_))
                    || file.run.contains(index)
                    || comes_back && (is_next || matches!(candidate.form, Form::Word(_)));
                if is_told && (candidate.form != Form::Plain && candidate.form != Form::Capitals || is_next) {
                    let evidence = vec![candidate.form.evidence().into(), "such headings stand between speeches".into()];
                    accepted.push((*index, evidence, Certainty::Medium));
                    before = *index;
                }
            }
        }
        accepted.sort_by_key(|(index, ..)| *index);
        for (index, evidence, certainty) in accepted {
            let candidate = of_piece(&candidates, index).clone();
            pieces[index].role = Role::Part;
            let place = (pieces[index].start, pieces[index].end);
            self.decide("division", place, candidate.form.kind().to_owned(), evidence, certainty);
            self.parts.push_back(candidate);
        }
    }

    /// Whether a piece between a heading and the speech after it parts neither: a page, a direction, `BY MR. STONE:`.
    fn may_stand_between(&self, piece: &Piece<'_>) -> bool {
        let line = piece.lines.start;
        self.layout.furniture(line).is_some() || is_direction(self.words(piece)) || self.questions.is_heading(line)
    }

    /// What could head a part by its own words, in order.
    fn candidates(&self, pieces: &[Piece<'_>]) -> Vec<(usize, Candidate)> {
        let could_be = |(index, piece): &(usize, &Piece<'_>)| {
            *index > 0
                && piece.label.is_none()
                && piece.role == Role::Text
                && piece.lines.len() <= PART_LINES
                && piece.end - piece.start <= PART_LENGTH
                && self.layout.furniture(piece.lines.start).is_none()
                && !self.is_fact(piece)
        };
        let read = |(index, piece): (usize, &Piece<'_>)| {
            let words = self.words(piece);
            match headings::told(self.headings, words) {
                Some(false) => return None,
                Some(true) => return Some((index, sections::candidate(words).unwrap_or(Candidate::PLAIN))),
                None => {}
            }
            // Nobody who speaks heads a part.
            if self.names.contains(words.trim_end_matches([':', '.', ' '])) {
                return None;
            }
            if piece.lines.len() == PART_LINES
                && let Some(found) = sections::of_two_lines(self.line(piece.lines.start), self.line(piece.lines.end - 1))
            {
                return Some((index, found));
            }
            let found = sections::candidate(words)?;
            // Most short lines are nothing: what only its place could show must stand near a speech.
            let near = || pieces[index + 1..].iter().take(NEAR + 1).any(|piece| piece.label.is_some());
            if found.form == Form::Plain && !near() {
                return None;
            }
            (piece.lines.len() == 1 || found.form == Form::Capitals).then_some((index, found))
        };
        pieces.iter().enumerate().filter(could_be).filter_map(read).collect()
    }

    /// What speaks for a heading after the first label, if enough does.
    fn heads_part(
        &self,
        index: usize,
        candidate: &Candidate,
        pieces: &[Piece<'_>],
        file: &File,
    ) -> Option<(Vec<Cow<'static, str>>, Certainty)> {
        let words = self.words(&pieces[index]);
        if headings::told(self.headings, words).is_some() {
            return Some((vec![TOLD.into()], Certainty::High));
        }
        let is_before_speech = file.speech_follows(index);
        let mut evidence: Vec<Cow<'static, str>> = vec![candidate.form.evidence().into()];
        if is_before_speech {
            evidence.push("a speech begins right after it".into());
        }
        let count = file.counts.get(&discriminant(&candidate.form)).copied().unwrap_or(0);
        let certainty = match candidate.form {
            Form::Hashes(_) => Certainty::High,
            Form::Word(_) if is_before_speech || count > 1 => Certainty::High,
            Form::Roman { .. } | Form::Figures { .. } if file.chain.contains(&index) && file.has_labels => {
                evidence.push("its number follows that of another such heading, and speeches stand between".into());
                Certainty::High
            }
            Form::Roman { .. } | Form::Figures { .. } if file.run.contains(&index) => {
                evidence.push("the numbers of such lines run through the file, each once".into());
                if is_before_speech { Certainty::High } else { Certainty::Medium }
            }
            Form::Known if is_before_speech => Certainty::High,
            Form::SpacedOut if is_before_speech || !file.has_labels => Certainty::Medium,
            Form::Capitals
                if is_before_speech && !file.in_capitals && !is_title(words.split_whitespace().next().unwrap_or_default()) =>
            {
                let is_long = words.split_whitespace().nth(1).is_some();
                if file.labels_alone && count < 2 && words.split_whitespace().nth(2).is_none() || !is_long && count < 2 {
                    return None;
                }
                Certainty::Medium
            }
            Form::Emphasis if is_before_speech => Certainty::Medium,
            Form::Plain
                if is_before_speech && file.plain >= PLAIN_LEAST && file.ends_sentences && self.ends_before(index, pieces) =>
            {
                evidence.push(
                    format!("{} such lines stand between speeches, whose paragraphs end like sentences", file.plain).into(),
                );
                Certainty::Medium
            }
            _ => return None,
        };
        Some((evidence, certainty))
    }

    /// Whether what stands before a piece ends like a sentence, or is a heading, too.
    fn ends_before(&self, index: usize, pieces: &[Piece<'_>]) -> bool {
        index > 0 && ends_sentence(self.words(&pieces[index - 1]))
    }
}

/// The candidate that a piece is; they stand in order.
fn of_piece(candidates: &[(usize, Candidate)], piece: usize) -> &Candidate {
    let at = candidates.binary_search_by_key(&piece, |(at, _)| *at).expect("it is one of them");
    &candidates[at].1
}

/// What the whole file says about headings between speeches.
struct File {
    has_labels: bool,
    /// Whether labels stand on lines of their own.
    labels_alone: bool,
    /// Whether speeches are in capitals.
    in_capitals: bool,
    /// Whether nearly all paragraphs end like sentences.
    ends_sentences: bool,
    /// How many short lines that are no sentences stand right before speeches.
    plain: usize,
    /// How many candidates of each form stand right before speeches.
    counts: FxHashMap<std::mem::Discriminant<Form>, usize>,
    /// Those whose numbers follow each other.
    chain: FxHashSet<usize>,
    /// Those before titles whose numbers run through the file.
    run: FxHashSet<usize>,
    /// Those after which a speech begins.
    speeches: FxHashSet<usize>,
}

impl File {
    fn of(builder: &Builder<'_>, pieces: &[Piece<'_>], candidates: &[(usize, Candidate)]) -> File {
        let labelled = || pieces.iter().filter(|piece| piece.label.is_some()).take(SAMPLE);
        let total = labelled().count();
        let is_alone =
            |piece: &&Piece<'_>| piece.label.is_some_and(|label| label.end >= builder.layout.lines[label.line].content.end);
        let (mut capitals, mut sentences, mut spoken) = (0, 0, 0);
        for piece in labelled() {
            let words = builder.words(piece);
            if words.split_whitespace().nth(2).is_some() {
                spoken += 1;
                capitals += usize::from(names::in_capitals(words));
                sentences += usize::from(ends_sentence(words));
            }
        }
        let is_candidate = |index: usize| candidates.binary_search_by_key(&index, |(at, _)| *at).is_ok();
        let follows = |index: usize| {
            let is_between = |&next: &usize| {
                let piece = &pieces[next];
                piece.label.is_none() && (is_candidate(next) || builder.may_stand_between(piece))
            };
            let next = index + 1 + (index + 1..pieces.len()).take(NEAR).take_while(is_between).count();
            pieces.get(next).is_some_and(|piece| piece.label.is_some())
        };
        let speeches: FxHashSet<usize> = candidates.iter().map(|(index, _)| *index).filter(|index| follows(*index)).collect();
        let mut counts = FxHashMap::default();
        for (index, candidate) in candidates {
            let is_numbered = matches!(candidate.form, Form::Word(_));
            *counts.entry(discriminant(&candidate.form)).or_default() += usize::from(is_numbered || speeches.contains(index));
        }
        let plain = candidates
            .iter()
            .filter(|(index, found)| found.form == Form::Plain && speeches.contains(index) && builder.ends_before(*index, pieces))
            .count();
        File {
            has_labels: total > 0,
            labels_alone: labelled().filter(is_alone).count() * 2 > total,
            in_capitals: capitals * 5 > spoken,
            ends_sentences: spoken >= PLAIN_LEAST && sentences * 10 >= spoken * 9,
            plain,
            counts,
            chain: chain(pieces, candidates, &speeches),
            run: run(builder, pieces, candidates, &speeches),
            speeches,
        }
    }

    fn speech_follows(&self, index: usize) -> bool {
        self.speeches.contains(&index)
    }
}

/// The candidates before titles whose numbers run through the file from 1 on, each once, with text between each and the next, and
/// mostly speeches: whatever follows them. Those of a list stand one right after the other.
fn run(
    builder: &Builder<'_>,
    pieces: &[Piece<'_>],
    candidates: &[(usize, Candidate)],
    speeches: &FxHashSet<usize>,
) -> FxHashSet<usize> {
    let mut found = FxHashSet::default();
    let has_label = |from: usize, to: usize| pieces[from..to].iter().any(|piece| piece.label.is_some());
    for form in [Form::Roman { is_alone: false }, Form::Figures { is_alone: false }] {
        let is_own = |(index, candidate): &&(usize, Candidate)| {
            candidate.form == form && pieces[*index].lines.len() == 1 && !ends_sentence(builder.words(&pieces[*index]))
        };
        let own: Vec<(usize, u32)> =
            candidates.iter().filter(is_own).filter_map(|(index, candidate)| Some((*index, candidate.value?))).collect();
        let is_beside = |(one, value): (usize, u32), (other, next): (usize, u32)| {
            value + 1 == next && pieces[one + 1..other].iter().all(|piece| builder.layout.furniture(piece.lines.start).is_some())
        };
        let is_item = |at: usize| {
            at > 0 && is_beside(own[at - 1], own[at]) || own.get(at + 1).is_some_and(|next| is_beside(own[at], *next))
        };
        let heads: Vec<(usize, u32)> = (0..own.len()).filter(|at| !is_item(*at)).map(|at| own[at]).collect();
        let counts = heads.iter().zip(1..).all(|((_, value), number)| *value == number);
        let spoken = heads.windows(2).filter(|pair| has_label(pair[0].0, pair[1].0)).count();
        let is_enough = heads.len() > 2 || heads.len() == 2 && heads.iter().any(|(index, _)| speeches.contains(index));
        if counts && is_enough && spoken > 0 && spoken * 2 + 1 >= heads.len() {
            found.extend(heads.into_iter().map(|(index, _)| index));
        }
    }
    found
}

/// The candidates whose numbers follow one another, where speeches stand between each and the next.
fn chain(pieces: &[Piece<'_>], candidates: &[(usize, Candidate)], speeches: &FxHashSet<usize>) -> FxHashSet<usize> {
    let mut chained = FxHashSet::default();
    let forms = [true, false].into_iter().flat_map(|is_alone| [Form::Roman { is_alone }, Form::Figures { is_alone }]);
    for form in forms {
        let mut last: Option<(usize, u32)> = None;
        let is_alone = matches!(form, Form::Roman { is_alone: true } | Form::Figures { is_alone: true });
        for (index, candidate) in candidates.iter().filter(|(_, candidate)| candidate.form == form) {
            let Some(value) = candidate.value.filter(|_| is_alone || speeches.contains(index)) else { continue };
            match last {
                Some((at, before)) if value == before + 1 && pieces[at..*index].iter().any(|piece| piece.label.is_some()) => {
                    chained.extend([at, *index]);
                    last = Some((*index, value));
                }
                // A list inside a speech goes on in its own paragraphs.
                Some((at, before)) if value == before + 1 && !chained.contains(&at) => last = Some((*index, value)),
                // Where numbers count, others are those of lists, unless they begin anew.
                Some((at, _)) if chained.contains(&at) && value > 1 => {}
                _ => last = Some((*index, value)),
            }
        }
    }
    chained
}
