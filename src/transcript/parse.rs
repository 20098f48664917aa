//! The way from a source to a [`Transcript`], step by step.

use std::{borrow::Cow, collections::VecDeque, ops::Range};

use rustc_hash::{FxHashMap, FxHashSet as HashSet};

use crate::{
    diagnostic::{self, Parsed},
    source::Source,
    span::Span,
    transcript::{
        Block, FrontMatter, Genre, Guidance, Transcript,
        appellations::Letters,
        attendance,
        blocks::{self, Builder, frame},
        callers::Callers,
        cast,
        closer::CloserPart,
        correspondence, directions,
        facts::{find_date, find_language, missed_label, no_label, numbered, paragraphing, suspicious, told_date, told_language},
        front::{self, Frame},
        headings,
        inlines::{self, Asides, Brackets, Gloss, Inline, LineEnds, Mark, Marked, Reader, cover},
        labels::{self, Found, Label},
        layout::Layout,
        line_numbers::{self, LineNumbers},
        makers,
        names::{has_office_word, is_particle, is_title},
        notes::{self, Footnote, FoundNote, FoundNotes},
        pages,
        persons::{self, Persons, Standing},
        play,
        questions::Questions,
    },
};

/// The most findings about what looks like a label and is none.
const MISSED_LIMIT: usize = 20;

/// The fewest labels with directions beside them that make a play.
const PLAY_DIRECTIONS: usize = 3;

/// The fewest headings of parts that make one of a text with some directions.
const PLAY_PARTS: usize = 3;

/// The least lines of verse after a label, the columns that they keep, and the fewest such speeches, that make a play.
const VERSE_LINES: usize = 4;
const VERSE_WIDTH: usize = 60;
const VERSE_RUNS: usize = 3;

/// The most lines of a title that tells what kind of record a text is.
const TITLE_LINES: usize = 4;

/// How often the text is read anew without notes that nothing calls, before all of them are taken for text.
const NOTE_ATTEMPTS: usize = 3;

/// Reads a transcript. Whatever the text is, there is a result: at worst, paragraphs.
///
/// The findings say what could not be decided: `TR…` codes.
///
/// ```
/// use teiwright::{source::Source, transcript};
///
/// let source = Source::from_text("a.txt", "Sisco: Yes.\n\nJordan: No.\n\nSisco: Why?\n");
/// let transcript = transcript::parse(&source).value;
/// assert_eq!(transcript.blocks.len(), 3);
/// assert_eq!(transcript.persons[1].id, "jordan");
/// ```
pub fn parse(source: &Source) -> Parsed<Transcript> {
    read(source, &Guidance::default())
}

/// Reads a transcript of which something is known.
pub(super) fn read(source: &Source, guidance: &Guidance) -> Parsed<Transcript> {
    let Some(LineNumbers { numbers, without }) = line_numbers::find(source.text()) else { return read_lines(source, guidance) };
    // What is numbered is the record, and no page around it.
    let guidance = Guidance { front_matter: Some(false), ..guidance.clone() };
    let mut parsed = read_lines(&Source::from_text(source.name(), without), &guidance);
    parsed.value.decisions.insert(0, numbered(&numbers));
    parsed.value.line_numbers = numbers;
    parsed
}

/// Reads a transcript whose lines have no numbers.
fn read_lines(source: &Source, guidance: &Guidance) -> Parsed<Transcript> {
    let layout = Layout::told(source.text(), guidance.paragraphs);
    let frame = (guidance.front_matter != Some(false)).then(|| front::find(source.text(), &layout));
    let frame = frame.as_ref();
    let record = frame.map_or(0..layout.lines.len(), |frame| frame.record.clone());
    let mut notes = match guidance.footnotes {
        Some(false) => FoundNotes::default(),
        _ => notes::find(source.text(), &layout, record, frame.map_or(&[], |frame| &frame.lines)),
    };
    // A call may turn out to be no call once brackets are paired; then its note is text.
    for _ in 0..NOTE_ATTEMPTS {
        let parsed = parse_with(source, &layout, frame, &notes, guidance);
        let called = called(&parsed.value);
        if called.iter().all(|called| *called) {
            return parsed;
        }
        notes.retain(&called);
    }
    parse_with(source, &layout, frame, &FoundNotes::default(), guidance)
}

/// For each note, whether anything calls it.
fn called(transcript: &Transcript) -> Vec<bool> {
    let mut called = vec![false; transcript.notes.len()];
    for block in &transcript.blocks {
        walk(block, &mut |inlines| calls(inlines, &mut called));
    }
    called
}

fn calls(inlines: &[Inline], called: &mut [bool]) {
    for inline in inlines {
        match inline {
            Inline::Call { note, .. } => called[*note] = true,
            Inline::Marked(marked) => calls(&marked.inlines, called),
            _ => {}
        }
    }
}

/// Reads a transcript of which the frame, if it may have one, and the notes are known.
fn parse_with(
    source: &Source,
    layout: &Layout,
    frame: Option<&Frame>,
    found_notes: &FoundNotes,
    guidance: &Guidance,
) -> Parsed<Transcript> {
    let text = source.text();
    let quotes_inward = inlines::quotes_point_inward(text);
    let mut note_reader = Reader {
        text,
        layout,
        calls: &[],
        quotes_inward,
        brackets: Brackets::default(),
        is_inside_direction: false,
        diagnostics: Vec::new(),
    };
    let footnotes = found_notes.notes.iter().map(|note| footnote(note, &mut note_reader)).collect();
    let mut skipped = found_notes.lines();
    skipped.extend(frame.iter().flat_map(|frame| frame.lines.iter().cloned()));
    let is_free = |line: usize| !skipped.iter().any(|lines| lines.contains(&line));
    let rules: Vec<usize> = layout.rules.iter().copied().filter(|line| is_free(*line)).collect();
    skipped.extend(rules.iter().map(|line| *line..line + 1));
    skipped.sort_unstable_by_key(|lines| lines.start);
    let mut front = frame.map_or_else(FrontMatter::default, |frame| frame.clone().read(text, layout, &mut note_reader));

    let record = &without(&layout.paragraphs, &skipped);
    let lines = record.first().map_or(0..0, |first| first.start..record.last().map_or(first.end, |last| last.end));
    // What belongs to the edition is no part of a list or a label that begins in the record.
    let is_clear = |list: &cast::CastList| !front.lines.iter().any(|lines| lines.start < list.end && list.start < lines.end);
    let mut casts = cast::find(text, layout, lines.start, lines.end);
    casts.retain(is_clear);
    let mut found = labels::find(text, layout, lines.start, lines.end, &cast::words(text, layout, &casts));
    labels::apply(text, layout, lines.clone(), guidance, &mut found);
    let facts = frame::drop_labels(text, layout, &mut found);
    found.labels.retain(|label| layout.furniture(label.line).is_none() && !is_in_list(&casts, label.line));
    found.labels.retain(|label| {
        !front.lines.iter().any(|lines| layout.lines[lines.start].content.start < label.end && label.line < lines.end)
    });
    // What was decided of a name that labels nothing after all is no decision.
    let kept: HashSet<String> =
        distinct(text, found.labels.iter().map(|label| label.span)).into_iter().map(labels::key).collect();
    found.decisions.retain(|decision| decision.kind != "label" || kept.contains(&labels::key(&text[decision.span.range()])));
    let mut labels = found.labels;
    let questions = Questions::read(text, layout, lines.clone(), &mut labels);
    let callers = Callers::read(text, layout, lines.clone(), &labels);
    let mut learned = play::learn(text, layout, lines.clone(), &labels);
    let first_label = labels.first().map_or(lines.end, |label| label.line);
    let is_record = casts.is_empty() && tells_of_record(text, layout, record, first_label);
    let signs = Signs { has_cast: !casts.is_empty(), is_record, learned: learned.len() };
    let is_play = match guidance.genre {
        Some(genre) => genre == Genre::Play,
        None => is_play(text, layout, lines.clone(), &labels, &signs),
    };
    if is_play {
        play::add_numbered(text, layout, lines.clone(), &labels, &mut learned);
    }
    play::add_told(text, layout, lines.clone(), guidance, &mut learned);
    if is_play && let Some(first) = labels.first() {
        // Lists under known words stand before the first speech, or none does.
        if !casts.iter().any(|list| list.end <= first.line) {
            let found = cast::find_by_names(text, layout, lines.clone(), first.line, &speakers(text, &labels));
            casts.splice(0..0, found.into_iter().filter(is_clear));
            labels.retain(|label| !is_in_list(&casts, label.line));
        }
    }
    let span = if lines.is_empty() { Span::at(0) } else { layout.span(&lines) };
    if !is_play {
        let mut all = Found { labels, decisions: found.decisions, missed: found.missed };
        labels::add_inside(text, layout, lines.clone(), &mut all);
        Found { labels, decisions: found.decisions, missed: found.missed } = all;
    }
    let brackets = directions::learn(text, span, &labels, is_play);
    let brackets = Brackets {
        round: guidance.round_directions.unwrap_or(brackets.round),
        round_within: guidance.round_directions.unwrap_or(brackets.round_within),
        square: guidance.square_directions.unwrap_or(brackets.square),
        round_asides: if guidance.round_directions.is_none() { brackets.round_asides } else { Asides::default() },
        square_asides: if guidance.square_directions.is_none() { brackets.square_asides } else { Asides::default() },
        some_are_said: brackets.some_are_said,
    };
    let mut persons = Persons::told(guidance);
    let first_label = labels.first().map_or(lines.end, |label| label.line);
    let mut letters = correspondence::find(text, layout, lines.clone(), &stops(&labels, &skipped));
    letters.retain(|letter| {
        let before = skipped.partition_point(|lines| lines.start < letter.lines().end);
        skipped[..before].last().is_none_or(|lines| lines.end <= letter.lines().start)
    });
    let stated = front::record::stated(text, layout, record, first_label);
    let listed = front.values("participants").flat_map(|part| &part.items).chain(&stated.participants);
    front::record::learn_participants(text, listed, &mut persons);
    let mut builder = Builder {
        text,
        layout,
        reader: Reader {
            text,
            layout,
            calls: &found_notes.calls,
            quotes_inward,
            brackets,
            is_inside_direction: false,
            diagnostics: note_reader.diagnostics,
        },
        persons,
        decisions: found.decisions,
        genre: None,
        dates: Vec::new(),
        indents: if is_play || labels.is_empty() {
            Vec::new()
        } else {
            directions::indents(text, layout, lines.clone(), &labels)
        },
        habits: pages::Habits::default(),
        questions,
        callers,
        names: distinct(text, labels.iter().map(|label| label.name)),
        speakers: speakers(text, &labels),
        joins: &guidance.joins,
        facts,
        headings: &guidance.headings,
        parts: VecDeque::new(),
        forms: Vec::new(),
        letters,
        is_inside_letter: false,
    };
    builder.persons.is_play = is_play;
    builder.persons.letters = Letters::of(builder.names.iter().copied());
    builder.persons.labels = builder.names.iter().map(|name| labels::key(name)).collect();
    let mut blocks = if is_play {
        builder.build_play(&casts, &learned, &speakers(text, &labels), &labels, &skipped, lines.clone())
    } else {
        let pieces = blocks::pieces(text, layout, record, &labels);
        builder.build(pieces)
    };
    join_persons(&mut builder, &mut blocks, record);

    let last_label = labels.last().map_or(lines.start, |label| label.line + 1);
    let above = lines.start..first_label.min(lines.start + makers::REACH);
    let below = last_label.max(above.end).max(lines.end.saturating_sub(makers::REACH))..lines.end;
    makers::add(above.chain(below).map(|line| &text[layout.lines[line].content.range()]), &mut front.contributors);

    let Builder { reader, persons, mut decisions, genre, mut dates, .. } = builder;
    dates.extend(stated.dates);
    let mut diagnostics = reader.diagnostics;
    diagnostics.extend(persons.diagnostics);
    decisions.extend(persons.decisions);
    decisions.push(paragraphing(layout, source.span()));
    let language = match &guidance.language {
        Some(tag) => told_language(tag, source.span(), &mut decisions),
        None => find_language(text, &front, record, layout, &mut decisions),
    };
    let date = match &guidance.date {
        Some(when) => Some(told_date(when, source.span(), &mut decisions)),
        None => find_date(text, &front, dates, &mut decisions, &mut diagnostics),
    };
    if labels.is_empty() {
        diagnostics.push(no_label(source));
    }
    diagnostics.extend(found.missed.into_iter().take(MISSED_LIMIT).map(|span| missed_label(text, span)));
    diagnostics.extend(suspicious(text));
    decisions.sort_by(|a, b| (a.span, a.kind).cmp(&(b.span, b.kind)));
    diagnostic::sort(&mut diagnostics);
    let dropped = front.title.iter().flat_map(|title| {
        let rule = if title.inlines.is_empty() { "title-of-marks" } else { "emphasis-marks" };
        title.marks.iter().map(move |mark| (*mark, rule))
    });
    let headings = found_notes.headings.iter().map(|lines| (layout.span(lines), "heading-of-notes"));
    let rules = rules.into_iter().map(|line| (layout.lines[line].content, "rule"));
    let dropped = dropped.chain(headings).chain(rules).collect();
    let transcript = Transcript {
        front,
        blocks,
        notes: footnotes,
        persons: persons.list,
        language,
        date,
        genre,
        place: stated.place,
        time: stated.time,
        subjects: stated.subjects,
        is_play,
        moments: Vec::new(),
        line_numbers: Vec::new(),
        joins_lines: layout.is_wrapped,
        dropped,
        decisions,
    };
    Parsed { value: transcript, diagnostics }
}

/// The lines at which a label stands or notes begin, in order: no letter goes on there.
fn stops(labels: &[Label], skipped: &[Range<usize>]) -> Vec<usize> {
    let mut stops: Vec<usize> = labels.iter().map(|label| label.line).chain(skipped.iter().map(|lines| lines.start)).collect();
    stops.sort_unstable();
    stops
}

/// Whether a line stands in one of the lists of persons, which are in the order of the text.
fn is_in_list(casts: &[cast::CastList], line: usize) -> bool {
    let before = casts.partition_point(|list| list.start <= line);
    casts[..before].last().is_some_and(|list| line < list.end)
}

/// The words of some spans, each once: of a hundred thousand labels, some dozens are different, and there is no room for more.
fn distinct(text: &str, spans: impl Iterator<Item = Span>) -> HashSet<&str> {
    let mut words = HashSet::default();
    for span in spans {
        words.insert(&text[span.range()]);
    }
    words
}

/// The words of all labels that tell somebody from others, in lower case.
fn speakers(text: &str, labels: &[Label]) -> HashSet<String> {
    let names = distinct(text, labels.iter().map(|label| label.name));
    let keys: HashSet<String> = names.into_iter().map(labels::key).collect();
    let words = keys.iter().flat_map(|key| key.split(' '));
    words.filter(|word| word.chars().count() > 2 && !is_particle(word) && !is_title(word)).map(str::to_owned).collect()
}

/// Whether several speeches have runs of short lines, none of which is full.
fn has_verse(text: &str, layout: &Layout, labels: &[Label], to: usize) -> bool {
    let mut runs = 0;
    for (index, label) in labels.iter().enumerate() {
        let next = labels.get(index + 1).map_or(to, |label| label.line);
        let is_line = |&line: &usize| {
            let is_open = line > label.line + 1 && layout.is_full(line - 1, line);
            let words = &text[layout.lines[line].content.range()];
            !words.is_empty() && !is_open && layout.width(line) <= VERSE_WIDTH && !pages::starts_list(words)
        };
        let count = (label.line + 1..next).take_while(is_line).count();
        runs += usize::from(count >= VERSE_LINES);
    }
    runs >= VERSE_RUNS && runs * 100 >= labels.len()
}

/// The paragraphs without the lines of notes.
fn without<'p>(paragraphs: &'p [Range<usize>], skipped: &[Range<usize>]) -> Cow<'p, [Range<usize>]> {
    if skipped.is_empty() {
        return Cow::Borrowed(paragraphs);
    }
    let mut kept = Vec::with_capacity(paragraphs.len());
    let mut skipped = skipped.iter().peekable();
    for paragraph in paragraphs {
        let mut start = paragraph.start;
        while let Some(lines) = skipped.peek().filter(|lines| lines.start < paragraph.end) {
            if start < lines.start {
                kept.push(start..lines.start);
            }
            start = start.max(lines.end);
            // A note may take several paragraphs, where every line is one.
            if lines.end > paragraph.end {
                break;
            }
            skipped.next();
        }
        if start < paragraph.end {
            kept.push(start..paragraph.end);
        }
    }
    Cow::Owned(kept)
}

/// What else shows that a text is a play.
struct Signs {
    has_cast: bool,
    /// Whether what stands above the first speech is that of a record.
    is_record: bool,
    /// How many headings of parts were learned.
    learned: usize,
}

/// Whether a text is a play: it has a list of persons, acts and scenes, verse, or directions beside a good part of its labels.
fn is_play(text: &str, layout: &Layout, lines: Range<usize>, labels: &[Label], signs: &Signs) -> bool {
    if labels.is_empty() {
        return false;
    }
    let starts_bracket = |label: &Label| {
        let rest = text[label.end..].trim_start_matches(' ');
        label.direction.is_some() || rest.starts_with(['(', '[']) && !rest[1..].starts_with(|first: char| first.is_ascii_digit())
    };
    let directed = labels.iter().filter(|label| starts_bracket(label)).count();
    let is_blank = |line: usize| layout.lines[line].is_blank();
    let parts = || {
        let apart = lines.clone().filter(|&line| !is_blank(line) && (line == lines.start || is_blank(line - 1)));
        apart.filter(|&line| headings::rank(&text[layout.lines[line].content.range()]).is_some()).count()
    };
    signs.has_cast
        || !signs.is_record && directed >= PLAY_DIRECTIONS && (directed * 8 >= labels.len() || signs.learned >= PLAY_PARTS)
        || parts() >= 2
        || has_verse(text, layout, labels, lines.end)
}

/// Whether the first line has a word for a kind of record, or a list of those present stands above the first speech.
fn tells_of_record(text: &str, layout: &Layout, record: &[Range<usize>], first_label: usize) -> bool {
    let words = |lines: &Range<usize>| &text[layout.span(lines).range()];
    let above = || record.iter().take_while(|lines| lines.start < first_label);
    above().next().is_some_and(|lines| lines.len() <= TITLE_LINES && attendance::names_genre(words(lines)))
        || above().any(|lines| attendance::heads_list(words(lines)))
}

fn footnote(note: &FoundNote, reader: &mut Reader<'_>) -> Footnote {
    let start = note.heading.map_or(note.start, |heading| heading.end);
    let mut inlines = reader.read(&note.lines, start, LineEnds::Keep);
    if let Some(heading) = note.heading {
        inlines.insert(0, Marked::inline(Mark::NoteHeading, vec![Inline::Text(heading)]));
    }
    Footnote { number: note.number.clone(), mark: note.mark, kind: note.kind, inlines, is_at_foot: note.is_at_foot }
}

/// Finds the persons who neither speak nor are said to be there: those who sign, and those whom titles and glosses name.
fn join_persons(builder: &mut Builder<'_>, blocks: &mut [Block], record: &[Range<usize>]) {
    let text = builder.text;
    let persons = &mut builder.persons;
    persons.resolve_joint();
    closers(text, blocks, persons, Standing::Present);
    for block in blocks.iter() {
        walk(block, &mut |inlines| glosses(text, inlines, persons));
    }
    // Where nothing is learned of anybody from some words, nothing is learned from the same words again.
    let mut settled: FxHashMap<(Option<&str>, &str), usize> = FxHashMap::default();
    for lines in record {
        let span = builder.layout.span(lines);
        for (at, name, title) in persons::titled_names(&text[span.range()]) {
            let learned = persons.learned();
            if settled.insert((title, name), learned) == Some(learned) {
                continue;
            }
            // One word after a title is enough to recognize somebody, and too little to make somebody.
            let start = span.start + at;
            let titled = title.map_or(name.to_owned(), |title| format!("{title} {name}"));
            if name.split_whitespace().count() > 1 || persons.knows(&titled) {
                persons.named(&titled, Span::new(start, start + name.len()), Standing::Mentioned);
            }
        }
    }
}

/// Finds who signs, in a record, in what is enclosed with it, and in the letters that it quotes.
fn closers(text: &str, blocks: &mut [Block], persons: &mut Persons, standing: Standing) {
    for block in blocks {
        match block {
            Block::Closer(parts) => signers(text, parts, persons, standing),
            Block::Division { blocks, .. } | Block::Turn { blocks, .. } => closers(text, blocks, persons, standing),
            // Whoever signs a letter that is read out need not be there.
            Block::Letter { blocks, .. } => closers(text, blocks, persons, Standing::Mentioned),
            _ => {}
        }
    }
}

/// Whoever signs is a person; a line of offices beside the name tells the office.
fn signers(text: &str, parts: &mut [CloserPart], persons: &mut Persons, standing: Standing) {
    let office = parts.iter().find_map(|part| match part {
        CloserPart::Role(_) => part.text_span(),
        _ => None,
    });
    for part in parts {
        let span = part.text_span();
        let (CloserPart::Name(_, person), Some(span)) = (part, span) else { continue };
        *person = persons.named(&text[span.range()], span, standing);
        if let (Some(person), Some(office)) = (*person, office) {
            persons.add_office(person, &text[office.range()], false);
        }
    }
}

/// Calls `see` with every list of inlines of a block.
pub fn walk(block: &Block, see: &mut dyn FnMut(&[Inline])) {
    match block {
        Block::Heading { inlines, .. }
        | Block::Opener(inlines)
        | Block::Trailer(inlines)
        | Block::Postscript(inlines)
        | Block::Paragraph { inlines, .. }
        | Block::Direction(inlines)
        | Block::Comment(inlines) => see(inlines),
        Block::Turn { blocks, .. } => blocks.iter().for_each(|block| walk(block, see)),
        Block::Marked(turn) => {
            see(&turn.label);
            turn.blocks.iter().for_each(|block| walk(block, see));
        }
        Block::Participants { heading, items } => {
            see(heading);
            items.iter().for_each(|item| see(item));
        }
        Block::List { items, .. } => items.iter().for_each(|item| see(item)),
        Block::Table { rows, .. } => rows.iter().flatten().for_each(|cell| see(cell)),
        Block::Copies { heading, items } => {
            see(heading);
            items.iter().for_each(|item| see(item));
        }
        Block::Closer(parts) => parts.iter().for_each(|part| see(part.inlines())),
        Block::Division { blocks, .. } | Block::Letter { blocks, .. } => blocks.iter().for_each(|block| walk(block, see)),
        Block::Verse(lines) | Block::Stanza(lines) => lines.iter().for_each(|line| see(&line.inlines)),
        Block::Cast { heading, items } => {
            see(heading);
            items.iter().flatten().for_each(|part| see(part.inlines()));
        }
        Block::Page { .. } | Block::Time { .. } | Block::RunningHead(_) => {}
    }
}

/// Learns offices and other spellings from glosses beside names.
fn glosses(text: &str, inlines: &[Inline], persons: &mut Persons) {
    for inline in inlines {
        let Inline::Marked(marked) = inline else { continue };
        let Marked { mark, inlines: inside, .. } = &**marked;
        let Some(span) = cover(inside) else { continue };
        let words = text[span.range()].trim_matches(['[', ']']).trim();
        match mark {
            Mark::Gloss(Gloss::Role) if has_office_word(words) => {
                let name = persons::name_beside(text, span, false);
                if let Some(person) = name.and_then(|name| persons.named(name, span, Standing::Mentioned)) {
                    persons.add_office(person, words, true);
                }
            }
            Mark::Gloss(Gloss::Romanization) => {
                let name = persons::name_beside(text, span, true);
                if let Some(person) = name.and_then(|name| persons.named(name, span, Standing::Mentioned)) {
                    persons.add_form(person, Some("romanization"), words);
                }
            }
            _ => glosses(text, inside, persons),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::single_range_in_vec_init, reason = "a list of one range is meant")]
    fn a_note_of_several_lines_is_left_out_of_the_record_once() {
        // Every line is a paragraph.
        assert_eq!(*without(&[0..1, 1..2, 3..4, 4..5, 5..6], &[3..5]), [0..1, 1..2, 5..6]);
        assert_eq!(*without(&[0..6], &[1..2, 3..5]), [0..1, 2..3, 5..6]);
        assert_eq!(*without(&[0..2, 2..4], &[0..1, 1..3]), [3..4]);
    }
}
