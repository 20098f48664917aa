//! From cues to turns: the cues of one voice are one turn, and a voice that nobody names is nobody.

use std::collections::VecDeque;

use crate::{
    diagnostic::Diagnostic,
    span::Span,
    tei::document::TurnElement,
    transcript::{
        Block, Guidance, Inline, Mark, MarkedTurn, ParagraphRole,
        captions::{
            brackets,
            cue::{Cue, Item, Part, Voice, apart},
            voices::{Start, Voices},
        },
        names::is_small,
        pages::ends_sentence,
        persons::Persons,
    },
};

/// A silence of so many milliseconds ends what an unknown voice says.
const PAUSE: u64 = 3_000;

/// Puts the blocks of a file together.
pub(super) struct Turns<'t> {
    text: &'t str,
    voices: &'t Voices,
    /// Whether all that is said is a turn, even if nothing tells voices apart.
    all_are_turns: bool,
    open: Option<Open>,
    pub(super) persons: Persons,
    pub(super) blocks: Vec<Block>,
    pub(super) moments: Vec<u64>,
    pub(super) dropped: Vec<(Span, &'static str)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What is being put together: a turn, or a paragraph.
struct Open {
    turn: Option<MarkedTurn>,
    /// Who speaks, where a label says so.
    person: Option<usize>,
    inlines: Vec<Inline>,
    /// When the last cue ends.
    end: Option<u64>,
    /// The byte after the last one.
    at: usize,
    /// Whether the last words end a sentence.
    is_finished: bool,
    has_words: bool,
    /// Whether white space ends the last words.
    ends_blank: bool,
}

/// Who speaks from some place in a cue on.
enum Begin {
    /// The cue does not say.
    Unsaid,
    /// Nobody who was named.
    Nobody,
    /// Somebody else, whom a dash announces.
    Dashed(Span),
    Named(Voice),
}

/// What one voice says in a cue.
struct Said {
    begin: Begin,
    parts: Vec<Part>,
    /// The bytes that state the time of the cue; the first voice takes them.
    mark: Option<Span>,
    time: Option<(u64, u64)>,
}

impl<'t> Turns<'t> {
    pub(super) fn new(text: &'t str, voices: &'t Voices, guidance: &Guidance) -> Turns<'t> {
        Turns {
            text,
            voices,
            all_are_turns: guidance.turns == Some(TurnElement::Utterance),
            open: None,
            persons: Persons::told(guidance),
            blocks: Vec::new(),
            moments: Vec::new(),
            dropped: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Takes the next part of the file.
    pub(super) fn take(&mut self, item: Item) {
        match item {
            Item::Cue(cue) if cue.is_blank(self.text) => {
                let spans = cue.parts.iter().map(span);
                let voice = cue.voice.iter().map(|voice| voice.span);
                self.dropped.push((spans.chain(voice).fold(cue.mark, Span::cover), "empty-cue"));
            }
            Item::Cue(cue) => self.cue(cue),
            Item::Comment(inlines) => {
                self.close();
                self.blocks.push(Block::Comment(inlines));
            }
            Item::Loose(inlines) => {
                self.close();
                self.blocks.push(Block::Paragraph { role: ParagraphRole::Plain, inlines });
            }
            Item::Dropped(span, rule) => self.dropped.push((span, rule)),
            Item::Finding(finding) => self.diagnostics.push(finding),
        }
    }

    fn cue(&mut self, cue: Cue) {
        let Cue { mark, time, voice, parts } = cue;
        let mut turn = Said { begin: voice.map_or(Begin::Unsaid, Begin::Named), parts: Vec::new(), mark: Some(mark), time };
        let mut begins_line = true;
        let mut parts = VecDeque::from(parts);
        while let Some(part) = parts.pop_front() {
            let (next, rest) = match part {
                Part::Voice(Some(voice), _) => (Some(Begin::Named(voice)), None),
                Part::Voice(None, tag) => {
                    turn.parts.push(Part::Markup(tag));
                    (Some(Begin::Nobody), None)
                }
                Part::Text(span) if std::mem::take(&mut begins_line) => match self.voices.at(self.text, span) {
                    Some(Start::Dash(dash)) => {
                        let mut rest = Span::new(dash.end, span.end);
                        if let Some(space) = next_voice(self.text, dash, rest) {
                            parts.push_front(Part::Text(Span::new(space.end, rest.end)));
                            parts.push_front(Part::LineEnd(space));
                            rest.end = space.start;
                        }
                        (Some(Begin::Dashed(dash)), Some(Part::Text(trimmed_start(self.text, rest))))
                    }
                    Some(Start::Label(whole, name)) => {
                        let name = self.text[name.range()].to_owned();
                        let rest = Span::new(whole.end, span.end);
                        let voice = Voice { name, label: vec![Inline::Text(whole)], span: whole };
                        (Some(Begin::Named(voice)), Some(Part::Text(trimmed_start(self.text, rest))))
                    }
                    None => (None, Some(part)),
                },
                Part::LineEnd(_) => {
                    begins_line = true;
                    (None, Some(part))
                }
                part => {
                    begins_line &= matches!(part, Part::Markup(_) | Part::Moment(..));
                    (None, Some(part))
                }
            };
            if let Some(next) = next {
                self.part(&mut turn, next);
            }
            turn.parts.extend(rest);
        }
        self.part(&mut turn, Begin::Nobody);
        if turn.mark.is_some() || turn.parts.iter().any(|part| matches!(part, Part::Markup(_) | Part::Moment(..))) {
            // Nothing but tags is left.
            self.say(Said { begin: Begin::Unsaid, ..turn });
        } else if let Some(open) = &mut self.open {
            open.end = time.map(|(_, end)| end).or(open.end);
        }
    }

    /// Ends what one voice says in a cue, if it says anything; tags wait for what is said next.
    fn part(&mut self, turn: &mut Said, next: Begin) {
        if turn.parts.iter().any(|part| self.has_words(part)) || matches!(turn.begin, Begin::Named(_)) {
            while turn.parts.pop_if(|part| matches!(part, Part::LineEnd(_))).is_some() {}
            let parts = std::mem::take(&mut turn.parts);
            let begin = std::mem::replace(&mut turn.begin, next);
            self.say(Said { begin, parts, mark: turn.mark.take(), time: turn.time });
        } else {
            turn.parts.retain(|part| matches!(part, Part::Markup(_) | Part::Moment(..)));
            if !matches!((&turn.begin, &next), (Begin::Dashed(_), Begin::Nobody)) {
                turn.begin = next;
            }
        }
    }

    fn has_words(&self, part: &Part) -> bool {
        match part {
            Part::Text(span) => !self.text[span.range()].trim().is_empty(),
            Part::Decoded(_, meant) => !meant.trim().is_empty(),
            _ => false,
        }
    }

    /// Adds what one voice says in a cue.
    fn say(&mut self, said: Said) {
        let mut label = Vec::new();
        match said.begin {
            Begin::Named(voice) => {
                let (person, certainty) = self.persons.speaker(&voice.name, voice.span);
                if self.open.as_ref().is_some_and(|open| open.person == Some(person)) {
                    label = voice.label.into_iter().map(as_markup).collect();
                } else {
                    let turn = MarkedTurn { label: voice.label, person: Some(person), certainty, ..MarkedTurn::default() };
                    self.begin(Some(turn), Some(person));
                }
            }
            Begin::Dashed(dash) => {
                self.begin(Some(MarkedTurn { label: vec![Inline::Text(dash)], ..MarkedTurn::default() }), None);
            }
            Begin::Unsaid if self.goes_on(said.time) => {}
            Begin::Unsaid | Begin::Nobody => self.begin(self.all_are_turns.then(MarkedTurn::default), None),
        }
        self.add(said.parts, label, said.mark, said.time);
    }

    /// Whether a cue that does not say who speaks goes on with what is open.
    fn goes_on(&self, time: Option<(u64, u64)>) -> bool {
        let Some(open) = &self.open else { return false };
        if open.person.is_some() {
            // A label in the text holds until another follows; a field is about its cue.
            return self.voices.fields == 0;
        }
        let is_soon = match (open.end, time) {
            (Some(end), Some((start, _))) => start < end + PAUSE,
            _ => true,
        };
        !open.is_finished && is_soon
    }

    fn begin(&mut self, turn: Option<MarkedTurn>, person: Option<usize>) {
        self.close();
        self.open = Some(Open {
            turn,
            person,
            inlines: Vec::new(),
            end: None,
            at: 0,
            is_finished: true,
            has_words: false,
            ends_blank: true,
        });
    }

    fn add(&mut self, said: Vec<Part>, mut label: Vec<Inline>, mark: Option<Span>, time: Option<(u64, u64)>) {
        let Some(open) = &mut self.open else { return };
        if let (Some(mark), Some(end)) = (mark, open.end)
            && time.is_none_or(|(start, _)| start != end)
        {
            open.inlines.push(Inline::Moment { mark: Span::at(open.at.min(mark.start)), at: end, is_end: true });
        }
        let next = mark.or_else(|| said.first().map(span)).map_or(open.at, |span| span.start);
        let is_spaced = open.at > 0 && open.at < next && self.text[open.at..next].chars().all(char::is_whitespace);
        if is_spaced {
            open.inlines.push(Inline::Space { span: Span::new(open.at, next), with: "\n" });
        }
        // Where nothing but markup parts the words of two cues, a space does.
        let begins_word = || said.iter().find_map(|part| begins_blank(self.text, part)) == Some(false);
        let is_parted = open.ends_blank || is_spaced || !begins_word();
        let mut mark = mark;
        if !is_parted {
            // The braces between two cues stand before the name of the voice, or before what is said.
            let way = label.first().and_then(|first| if let Inline::Markup(way) = first { Some(*way) } else { None });
            if let Some(way) = way.filter(|way| mark.is_none_or(|mark| way.start < mark.start)) {
                label.remove(0);
                open.inlines.extend(apart(self.text, way).into_iter().map(as_inline));
            } else if let Some(whole) = mark {
                open.inlines.extend(apart(self.text, whole).into_iter().map(as_inline));
                mark = Some(Span::at(whole.end));
            }
        }
        match (mark, time) {
            (Some(mark), Some((start, end))) => {
                open.inlines.push(Inline::Moment { mark, at: start, is_end: false });
                self.moments.extend([start, end]);
            }
            (Some(mark), None) if !mark.is_empty() => open.inlines.push(Inline::Markup(mark)),
            _ => {}
        }
        open.inlines.extend(label);
        if let (Some(turn), Some((start, end))) = (&mut open.turn, time) {
            turn.time = Some((turn.time.map_or(start, |(start, _)| start), end));
        }
        for part in said {
            let here = span(&part);
            open.at = open.at.max(here.end);
            match part {
                Part::Text(span) => {
                    // White space at the beginning parts nothing.
                    let span = if open.has_words { span } else { trimmed_start(self.text, span) };
                    let words = self.text[span.range()].trim_end();
                    if !words.is_empty() {
                        open.is_finished = ends_sentence(words);
                        open.has_words = true;
                    }
                    if !span.is_empty() {
                        open.ends_blank = self.text[span.range()].ends_with(char::is_whitespace);
                        open.inlines.push(Inline::Text(span));
                    }
                }
                Part::Decoded(span, text) => {
                    if !text.trim().is_empty() {
                        open.is_finished = ends_sentence(text.trim_end());
                        open.has_words = true;
                    }
                    open.ends_blank = text.ends_with(char::is_whitespace);
                    open.inlines.push(Inline::Decoded { span, text });
                }
                Part::Markup(span) => open.inlines.push(Inline::Markup(span)),
                Part::Space(span) => {
                    open.ends_blank = true;
                    open.inlines.push(Inline::Space { span, with: " " });
                }
                Part::LineEnd(span) => {
                    open.ends_blank = true;
                    open.inlines.push(Inline::Space { span, with: "\n" });
                }
                Part::Moment(mark, at) => {
                    self.moments.push(at);
                    open.inlines.push(Inline::Moment { mark, at, is_end: false });
                }
                Part::Voice(..) => {}
            }
        }
    }

    /// Ends what is open.
    pub(super) fn close(&mut self) {
        let Some(Open { turn, person, mut inlines, end, at, .. }) = self.open.take() else { return };
        if let Some(end) = end {
            inlines.push(Inline::Moment { mark: Span::at(at), at: end, is_end: true });
        }
        let inlines = brackets::mark(self.text, inlines);
        let is_direction = !self.all_are_turns && only_directions(self.text, &inlines);
        let block = match is_direction {
            true => Block::Direction(bare(inlines)),
            false => Block::Paragraph { role: ParagraphRole::Plain, inlines },
        };
        self.blocks.push(match turn {
            Some(mut turn) if person.is_some() || !is_direction => {
                turn.blocks.push(block);
                Block::Marked(Box::new(turn))
            }
            _ => block,
        });
    }
}

/// The white space before another dash on the line, where a sentence ends before it: `- Is it late? - No.`
fn next_voice(text: &str, dash: Span, rest: Span) -> Option<Span> {
    let (mark, words) = (&text[dash.range()], &text[rest.range()]);
    words.match_indices(mark).find_map(|(at, _)| {
        let before = words[..at].trim_end();
        let speaks = words[at + mark.len()..].trim_start().starts_with(|first: char| first.is_alphanumeric() && !is_small(first));
        let is_apart =
            before.len() < at && words[at + mark.len()..].starts_with(|next: char| next == ' ' || next.is_alphabetic());
        (is_apart && speaks && ends_sentence(before)).then(|| Span::new(rest.start + before.len(), rest.start + at))
    })
}

/// What a part of markup becomes in running text.
fn as_inline(part: Part) -> Inline {
    match part {
        Part::Decoded(span, text) => Inline::Decoded { span, text },
        Part::Space(span) => Inline::Space { span, with: " " },
        other => Inline::Markup(span(&other)),
    }
}

/// Whether a part that has words or white space begins with white space.
fn begins_blank(text: &str, part: &Part) -> Option<bool> {
    let first = match part {
        Part::Text(span) => text[span.range()].chars().next(),
        Part::Decoded(_, meant) => meant.chars().next(),
        Part::LineEnd(_) | Part::Space(_) => Some(' '),
        _ => None,
    };
    first.map(char::is_whitespace)
}

/// A span without the white space at its beginning.
fn trimmed_start(text: &str, span: Span) -> Span {
    Span::new(span.end - text[span.range()].trim_start().len(), span.end)
}

fn span(part: &Part) -> Span {
    match part {
        Part::Text(span)
        | Part::Decoded(span, _)
        | Part::Markup(span)
        | Part::LineEnd(span)
        | Part::Space(span)
        | Part::Moment(span, _)
        | Part::Voice(_, span) => *span,
    }
}

/// A label that says once more who speaks.
fn as_markup(inline: Inline) -> Inline {
    match inline {
        Inline::Text(span) | Inline::Decoded { span, .. } => Inline::Markup(span),
        other => other,
    }
}

/// Whether all words stand in brackets that tell what is done.
fn only_directions(text: &str, inlines: &[Inline]) -> bool {
    let mut has_direction = false;
    let all = inlines.iter().all(|inline| match inline {
        Inline::Text(span) => text[span.range()].chars().all(|character| character.is_whitespace() || character == '-'),
        Inline::Marked(marked) => {
            has_direction |= marked.mark == Mark::Direction;
            marked.mark == Mark::Direction
        }
        Inline::Decoded { .. } | Inline::Gap { .. } => false,
        _ => true,
    });
    all && has_direction
}

/// What directions hold: the direction around them is one.
fn bare(inlines: Vec<Inline>) -> Vec<Inline> {
    let inside = |inline: Inline| match inline {
        Inline::Marked(marked) => marked.inlines,
        other => vec![other],
    };
    inlines.into_iter().flat_map(inside).collect()
}
