//! Where a label could stand: a short beginning of a line before a mark.

use std::{ops::Range, rc::Rc};

use crate::{
    span::Span,
    transcript::{
        clock, growth,
        labels::{
            Label,
            brackets::{tells_action, trailing_bracket},
            chats::{is_handle, nick},
            forms::{self, Form, LENGTH_LIMIT, OFFICE_LENGTH, Opening},
            looks::{self, Looks, NameFacts, Names},
            parts::time,
        },
        layout::{Layout, Line},
        letters::first,
        names::{begins_with_title, is_small, tells_office},
        pages::ends_sentence,
    },
};

pub(super) struct Candidate {
    pub(super) label: Label,
    pub(super) form: Form,
    /// What is the same whenever the same person is meant: the name in lower case.
    pub(super) key: Rc<str>,
    pub(super) looks: Looks,
    pub(super) begins_paragraph: bool,
    pub(super) after: After,
    /// Whether it is written in capitals throughout.
    pub(super) in_capitals: bool,
    /// Whether a time stands beside the name.
    pub(super) has_time: bool,
    /// Whether the name is emphasized, or a mark for a change of speaker stands before it.
    pub(super) is_marked: bool,
    /// Of what level the heading of Markdown is that its line is, or 0.
    pub(super) level: u8,
}

impl Candidate {
    /// What labels of one file have in common: their mark, whether they stand alone, and their capitals.
    pub(super) fn shape(&self) -> Shape {
        (self.form, self.stands_alone(), self.in_capitals)
    }

    /// Whether nothing follows on the line.
    pub(super) fn stands_alone(&self) -> bool {
        matches!(self.after, After::Nothing | After::NextLine)
    }

    /// Whether nothing is said.
    pub(super) fn says_nothing(&self) -> bool {
        matches!(self.after, After::Nothing | After::Time)
    }
}

/// What follows a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Nothing to the end of the text.
    Nothing,
    /// Nothing on its line.
    NextLine,
    /// A time and nothing else.
    Time,
    /// Words that begin with a small letter, or whose paragraph ends like no sentence.
    Fragment,
    Sentence,
}

impl After {
    /// What `said` is, with which the line goes on; `below` are the lines that follow.
    fn of(said: &str, below: &[Line], is_finished: impl FnOnce() -> bool) -> After {
        // Of blank lines one stands for all.
        let ends_text = || below.len() <= 2 && below.iter().all(|line| line.is_blank());
        match said {
            "" if ends_text() => After::Nothing,
            "" => After::NextLine,
            _ if clock::is_only(said) => After::Time,
            _ if said.starts_with(is_small) || !is_finished() => After::Fragment,
            _ => After::Sentence,
        }
    }
}

pub(super) type Shape = (Form, bool, bool);

/// What is taken for a label: its marks, and the single letters that speak.
#[derive(Clone, Copy)]
pub(super) struct Sought<'s> {
    pub(super) forms: &'s [Form],
    pub(super) letters: &'s [char],
}

/// Every line that could begin with a label that is sought.
pub(super) fn candidates(text: &str, layout: &Layout, lines: Range<usize>, sought: Sought<'_>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut names = Names::default();
    for paragraph in layout.paragraphs.iter().filter(|it| it.start >= lines.start && it.end <= lines.end) {
        for line in paragraph.clone() {
            // In text set at a width without blank lines, a sentence that ends with its line ends a paragraph.
            let follows_sentence = || layout.is_wrapped && ends_sentence(&text[layout.lines[line - 1].content.range()]);
            let begins_paragraph = || line == paragraph.start || follows_sentence();
            let is_finished = || {
                let last = &text[layout.lines[paragraph.end - 1].content.range()];
                last.ends_with([')', ']', ':', '–', '—']) || ends_sentence(last)
            };
            let found = candidate(text, layout, line, begins_paragraph, is_finished, sought, &mut names);
            if let Some(candidate) = found {
                growth::push(&mut candidates, candidate);
            }
        }
    }
    candidates
}

fn candidate<'t>(
    text: &'t str,
    layout: &Layout,
    line: usize,
    begins_paragraph: impl FnOnce() -> bool,
    is_finished: impl FnOnce() -> bool,
    sought: Sought<'_>,
    names: &mut Names<'t>,
) -> Option<Candidate> {
    let Sought { forms: wanted, letters } = sought;
    let content = layout.lines[line].content;
    // A time and marks may stand before the name: `[00:12] **ANNA:**`.
    let Opening { start, has_time, is_emphasized, is_marked, level } = forms::opening(&text[content.range()]);
    let whole = Span::new(content.start + start, content.end);
    let head = &text[whole.range()];
    // `0:12 - Anna`, and below it what she says; a list of times and titles has the next time there.
    let is_heading = level > 0
        || has_time && !is_emphasized && {
            let next = layout.lines.get(line + 1).map(|next| &text[next.content.range()]);
            next.is_some_and(|next| !next.is_empty() && time(next).is_none())
        };
    let heading = if is_heading { forms::heading(head) } else { None };
    if level > 0 && heading.is_none() {
        return None;
    }
    let head = first(head, LENGTH_LIMIT);
    let nick = nick(head);
    let found = if is_emphasized { forms::emphasized(head) } else { None };
    let found = if level > 0 { heading } else { found };
    let nick_form = if has_time { Form::Emphasis } else { Form::Enclosed };
    let found = found.or_else(|| nick.map(|length| (nick_form, length, length)));
    let bracketed = if head.starts_with('[') { forms::bracketed(head) } else { None };
    let found = found.or(bracketed);
    // Most lines have no mark for a label at their beginning. A bracket may stand before a colon.
    let bits = bits::of(head);
    let has = |marks: u8| bits & marks != 0;
    let may_have_colon = has(bits::COLON | bits::BRACKET);
    let found = found.or_else(|| if may_have_colon { forms::colon(text, layout, line, whole.start, LENGTH_LIMIT) } else { None });
    // An office after a comma may be long.
    let may_be_long = || has(bits::COMMA) && (begins_with_title(head) || looks::set_off(head).is_some());
    let found = found.or_else(|| if may_be_long() { forms::colon(text, layout, line, whole.start, OFFICE_LENGTH) } else { None });
    let may_stop = has(bits::STOP) && wanted.contains(&Form::FullStop);
    let full_stop = || if may_stop { forms::full_stop(head, &text[whole.range()], letters) } else { None };
    // In `Q. He said: never.` the letter is the label.
    let mut is_said = |(form, length, _): &(Form, usize, usize)| {
        *form == Form::Colon && head.as_bytes().get(1) == Some(&b'.') && {
            let said = &text[whole.start..whole.start + length];
            // `J. Cole (Quay):` is a name.
            let looks = names.facts(said).looks;
            said.starts_with(letters) && looks < Some(Looks::Name)
                || forms::is_letter_for_question(&said[..1]) && looks == Some(Looks::Prose)
        }
    };
    let found = if found.as_ref().is_some_and(&mut is_said) { full_stop().or(found) } else { found };
    // In `CHAIR – I put this: who is for it?` the dash ends the label.
    let before_dash = |&(form, length, _): &(Form, usize, usize)| {
        let dash = if form == Form::Colon && has(bits::DASH) { forms::dash(head)? } else { return None };
        let said = &text[whole.start..whole.start + length];
        let after = said.get(dash.2..).unwrap_or_default();
        (after.contains(' ') && !tells_office(after) && names.facts(said).looks < Some(Looks::Word)).then_some(dash)
    };
    let found = found.as_ref().and_then(before_dash).or(found);
    let found = found.or_else(full_stop).or_else(|| forms::question(head));
    let may_be_timed = has(bits::DIGIT | bits::BRACKET);
    let found = found.or_else(|| if may_be_timed { forms::timed(head, &text[whole.range()]) } else { None });
    let found = found.or_else(|| if has(bits::DASH) { forms::dash(head) } else { None });
    let found = found.or_else(|| if is_marked && !is_emphasized { forms::spaced(head) } else { None });
    let found = found.or_else(|| forms::apart(head)).or(heading);
    let (form, name_length, length) = found?;
    let name_start = whole.start + usize::from(bracketed.is_some() && found == bracketed);
    let name = text[name_start..whole.start + name_length].trim_end();
    // The label is kept as it is written, and XML can carry neither a vertical tab nor a form feed.
    if memchr::memchr2(0x0b, 0x0c, name.as_bytes()).is_some() {
        return None;
    }
    let before_time = forms::without_time(name);
    let has_time_inside = || text[name_start + name.len()..whole.start + length].contains(|c: char| c.is_ascii_digit());
    let has_time =
        has_time || form == Form::Time || before_time.len() < name.len() || form == Form::Enclosed && has_time_inside();
    let name = before_time;
    let NameFacts { key, looks, in_capitals } = names.facts(name);
    let looks = looks?;
    // One word in brackets is a name, whatever its letters.
    let is_one = form == Form::Enclosed && !name.contains(char::is_whitespace);
    let looks = if nick.is_some() || is_one { looks.max(Looks::Name) } else { looks };
    if form != Form::Colon && looks < Looks::Name {
        return None;
    }
    let end = whole.start + length;
    // A label is one thing, and no sheet of paper ends in it: XML cannot carry the character that says so.
    if end > content.end && memchr::memchr2(0x0b, 0x0c, &text.as_bytes()[content.start..end]).is_some() {
        return None;
    }
    let after = forms::time_after(&text[end..content.end.max(end)]);
    let (has_time, end) = (has_time || after > 0, end + after);
    let name_span = Span::new(name_start, name_start + name.len());
    let mut label = Label { line, span: Span::new(content.start, end), name: name_span, direction: None, end, certainty: None };
    if let Some(at) = trailing_bracket(name).filter(|&at| tells_action(&name[at..])) {
        label.part_direction(text, name_start + at);
    }
    if is_emphasized && let Some(direction) = forms::direction_beside(text, end, content.end) {
        (label.direction, label.end) = (Some(direction), direction.end);
    }
    let end = label.end;
    let said = text[end..content.end.max(end)].trim();
    let after = After::of(said, &layout.lines[line + 1..], is_finished);
    let begins_paragraph = begins_paragraph();
    Some(Candidate {
        label,
        form,
        key,
        looks,
        begins_paragraph,
        after,
        in_capitals,
        has_time,
        is_marked: is_marked || nick.is_some() || is_handle(name),
        level,
    })
}

/// The marks that labels have, as bits: one look at each byte of a line's beginning tells which forms it could have.
mod bits {
    /// Either kind of colon.
    pub(super) const COLON: u8 = 1;
    pub(super) const STOP: u8 = 2;
    pub(super) const BRACKET: u8 = 4;
    pub(super) const DIGIT: u8 = 8;
    pub(super) const DASH: u8 = 16;
    pub(super) const COMMA: u8 = 32;

    static OF: [u8; 256] = {
        let groups: [(&[u8], u8); 6] =
            [(b":\xef", COLON), (b".", STOP), (b"([", BRACKET), (b"0123456789", DIGIT), (b"-\xe2", DASH), (b",", COMMA)];
        let mut table = [0; 256];
        let mut group = 0;
        while group < groups.len() {
            let (bytes, bit) = groups[group];
            let mut at = 0;
            while at < bytes.len() {
                table[bytes[at] as usize] |= bit;
                at += 1;
            }
            group += 1;
        }
        table
    };

    /// Which of the marks some text may have.
    pub(super) fn of(text: &str) -> u8 {
        text.bytes().fold(0, |bits, byte| bits | OF[usize::from(byte)])
    }
}
