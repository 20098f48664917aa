//! Chooses the form in which names come back and begin a good part of the blocks, and the labels of that form.

use std::{cell::OnceCell, ops::Range, rc::Rc};

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::{
    span::Span,
    transcript::{
        cues::{
            Chosen,
            read::{Cue, Shape, begins_block, read_all},
        },
        layout::Layout,
        letters::words,
        names::{begins_with_rank, begins_with_title, is_particle, is_small, is_title, tells_office},
        vocabulary::{WORDS, WordFilter},
    },
};

/// The share of blocks with labels from which a name that stands once is a label.
const SURE_SHARE: f64 = 0.5;

/// A file has hardly any blank lines if it has more than so many lines for each block.
const GAPLESS: usize = 4;

/// An ordinary word that begins so many blocks before a full stop or alone is a label: `Officials.`
const OFTEN: usize = 4;

/// A phrase alone on its line is a label where it comes back so often: `The old man`.
const PHRASE_OFTEN: usize = 3;

/// The fewest labels with names that come back.
const FEWEST: usize = 4;

/// So many names that come back above others show that each short line there is a label.
const HEADS_LEAST: usize = 8;

/// Of so many lines with the beginning of a name, one may have nothing after it.
const STANDS_ALONE: usize = 16;

/// An office in capitals is a label beside names that are not where it begins so many blocks.
const CHAIR_OFTEN: usize = 3;

/// The most letters of initials that stand for a name.
const INITIALS: usize = 4;

/// Names that begin so many columns apart are not of one kind.
const INDENT: usize = 4;

/// Finds the form of the labels in some lines, and the labels of that form; nothing where no such form is coherent.
///
/// `letters` are the single letters that are names here.
pub(in crate::transcript) fn choose(
    text: &str,
    layout: &Layout,
    lines: Range<usize>,
    cast: &HashSet<String>,
    letters: &[char],
) -> Option<Chosen> {
    let (from, to) = (lines.start, lines.end);
    let mut cues = resolve(read_all(text, layout, lines, cast, letters));
    let first = cues.iter().map(|cue| cue.line).min()?;
    let blocks = (first..to).filter(|&line| begins_block(text, layout, line, from)).count();
    let filled = (first..to).filter(|&line| !layout.lines[line].is_blank()).count();
    // Where hardly any blank line stands between turns, every line may begin one.
    let is_gapless = blocks * GAPLESS < filled;
    let may_stand_apart = cues.iter().filter(|cue| cue.is_set_apart).take(FEWEST).count() == FEWEST;
    let shapes = [(true, true), (false, true), (true, false), (false, false)];
    let shapes = shapes.map(|(has_stop, in_capitals)| Shape { has_stop, in_capitals });
    let ordinary = OnceCell::new();
    let nothing = HashSet::default();
    let best = shapes.into_iter().filter_map(|shape| {
        let of = |ordinary: &HashSet<String>, setting: Setting| {
            let believed = self::believed(&cues, shape, ordinary, cast, setting);
            let strength: usize = believed.values().sum();
            // Names of several words are surer than others, and long speeches have many blocks.
            let in_full: usize = believed.iter().filter(|(key, _)| key.contains(' ')).map(|(_, count)| count).sum();
            let least = match (setting, shape.in_capitals) {
                (Setting::InLines, _) => 0.1,
                (_, true) => 0.15,
                (_, false) if in_full * 4 >= strength * 3 => 0.2,
                (_, false) => 0.35,
            };
            let share = strength as f64 / if setting == Setting::InLines { filled } else { blocks.max(1) } as f64;
            let is_coherent = believed.len() >= 2 && strength >= FEWEST && share >= least;
            is_coherent.then_some(Reading { strength, shape, believed, share, setting })
        };
        let may_stand_in_lines = is_gapless && !shape.in_capitals;
        let settings =
            [Some(Setting::Tight), may_stand_apart.then_some(Setting::Apart), may_stand_in_lines.then_some(Setting::InLines)];
        let settings: Vec<Setting> = settings.into_iter().flatten().collect();
        // Ordinary words only take from what there is, and to find them costs a walk over the whole text.
        let words = match shape.in_capitals {
            true => &nothing,
            false if settings.iter().any(|setting| of(&nothing, *setting).is_some()) => {
                ordinary.get_or_init(|| ordinary_words(text, layout, from..to, &cues))
            }
            false => return None,
        };
        // Where hardly any turn begins a block, those that do are only the first ones under headings; and what stands apart
        // beside labels that do not is a heading.
        let weight = |reading: &Reading| reading.strength * if reading.setting == Setting::Apart { 1 } else { 2 };
        settings.iter().filter_map(|setting| of(words, *setting)).rev().max_by_key(weight)
    });
    let Reading { strength, shape, believed, share, setting } = best.max_by_key(|reading| reading.strength)?;
    // A name in capitals is a name, whatever its words mean elsewhere.
    let ordinary = ordinary.into_inner().unwrap_or_default();
    let margin = margin(cues.iter().filter(|cue| cue.shape == shape && believed.contains_key(&cue.key)));
    let file = Form {
        shape,
        setting,
        from: (from..to).find(|&line| !layout.lines[line].is_blank()).unwrap_or(from),
        believed: &believed,
        in_blocks: stands_in_blocks(&cues, shape, &believed),
        share,
        heads_blocks: false,
        ordinary: &ordinary,
        margin,
        cast,
    };
    let style = cues.iter().filter(|cue| cue.shape == shape && believed.contains_key(&cue.key));
    let (inline, alone) =
        style.fold((0, 0), |(inline, alone), cue| if cue.has_text { (inline + 1, alone) } else { (inline, alone + 1) });
    let known = known_words(&believed, cast);
    let mut all: HashMap<Rc<str>, usize> = HashMap::default();
    let is_of_form = |cue: &Cue| cue.shape == shape || is_initials(cue, shape) || is_chair(cue, shape);
    for cue in cues.iter().filter(|cue| is_of_form(cue) && cue.begins_block && setting.is_followed(cue)) {
        *all.entry(cue.key.clone()).or_default() += 1;
    }
    let file = Form { heads_blocks: alone > inline && file.heads_blocks(&cues, layout), ..file };
    cues.retain(|cue| file.is_label(cue, all.get(&cue.key).copied().unwrap_or(0), inline, alone, &known));
    if setting == Setting::Apart {
        cues = drop_unanswered(cues, layout);
    }
    if alone > inline {
        cues.iter_mut().for_each(|cue| fill_line(cue, layout));
    }
    let mut counts = HashMap::default();
    for cue in &cues {
        *counts.entry(cue.key.clone()).or_insert(0) += 1;
    }
    drop_neighbors(&mut cues, &mut counts);
    Some(Chosen { cues, counts, shape, strength, share })
}

/// How labels and what is said are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    /// A label begins a block, and what is said follows in it.
    Tight,
    /// A label stands alone between blank lines.
    Apart,
    /// There are hardly any blank lines, and every line may be a label.
    InLines,
}

impl Setting {
    fn is_followed(self, cue: &Cue) -> bool {
        cue.is_followed || self == Setting::Apart && cue.is_set_apart
    }
}

/// What the labels are if one form and setting is that of the file.
struct Reading {
    /// How many labels have names that come back.
    strength: usize,
    shape: Shape,
    believed: HashMap<Rc<str>, usize>,
    /// The share of blocks, or of lines, that they begin.
    share: f64,
    setting: Setting,
}

/// The form of a file, and what is sure of it.
struct Form<'f> {
    shape: Shape,
    setting: Setting,
    /// The first line with words.
    from: usize,
    /// The names that come back.
    believed: &'f HashMap<Rc<str>, usize>,
    /// Whether labels begin blocks here.
    in_blocks: bool,
    /// The share of blocks that begin with one of them.
    share: f64,
    /// Whether hardly any other short line begins a block.
    heads_blocks: bool,
    /// Words that stand in small letters elsewhere.
    ordinary: &'f HashSet<String>,
    /// The column at which most of them begin.
    margin: usize,
    cast: &'f HashSet<String>,
}

impl Form<'_> {
    /// Whether a cue is a short line right above others with which a block begins.
    fn heads_block(&self, cue: &Cue) -> bool {
        let is_alone = cue.begins_block && cue.is_followed && !cue.has_text && !cue.is_structural;
        let is_dressed = cue.opens_in_capitals || !self.shape.in_capitals;
        is_alone && is_dressed && cue.shape.has_stop == self.shape.has_stop && cue.indent.abs_diff(self.margin) < INDENT
    }

    /// Whether most short lines that head blocks are names that come back: the others are labels, too.
    fn heads_blocks(&self, cues: &[Cue], layout: &Layout) -> bool {
        let is_short = |cue: &&Cue| self.heads_block(cue) && !layout.is_full(cue.line, cue.line + 1);
        let all = cues.iter().filter(is_short).count();
        let sure = cues.iter().filter(is_short).filter(|cue| self.believed.contains_key(&cue.key)).count();
        self.setting == Setting::Tight && sure >= HEADS_LEAST && sure * 4 >= all * 3
    }

    fn is_label(&self, cue: &Cue, count: usize, inline: usize, alone: usize, known: &HashSet<String>) -> bool {
        // Where labels stand apart, a name right above other words heads them.
        let is_set_otherwise = self.setting == Setting::Apart && !cue.has_text && !cue.is_set_apart;
        if is_set_otherwise || cue.indent.abs_diff(self.margin) >= INDENT {
            return false;
        }
        let at_right_place = cue.begins_block || !self.in_blocks;
        if self.believed.contains_key(&cue.key) {
            let is_same_dress = cue.shape.in_capitals == self.shape.in_capitals;
            return is_same_dress
                && at_right_place
                && (cue.shape.has_stop == self.shape.has_stop || cue.begins_block && self.setting.is_followed(cue));
        }
        // After a comma, words are a direction only where the name is sure, or in the list of persons.
        let is_sure = || cue.has_office && self.share >= SURE_SHARE || is_in_cast(&cue.key, self.cast);
        if cue.direction.is_some() && cue.has_comma && !(cue.shape.in_capitals && is_sure()) {
            return false;
        }
        let is_like_others = if cue.has_text { inline > 0 } else { alone > 0 && self.setting.is_followed(cue) };
        // `RFK.` beside `Bundy.`
        if is_initials(cue, self.shape) {
            return count > 1 && cue.begins_block && is_like_others && !cue.is_structural;
        }
        // `PRESIDENT.` beside `Dale, Ann (Quay).`
        if is_chair(cue, self.shape) && cue.begins_block && is_like_others && !cue.is_structural {
            return count >= CHAIR_OFTEN;
        }
        let is_of_shape = cue.shape == self.shape || self.shape.in_capitals && self.heads_blocks && self.heads_block(cue);
        if !is_of_shape || !at_right_place || !is_like_others || cue.is_structural {
            return false;
        }
        // What begins a title page is no label, if it stands once.
        if cue.line == self.from && !cue.has_text && count < 2 {
            return false;
        }
        // Where most short lines above others are names that come back, one that stands once is a name, too.
        if self.heads_blocks && self.heads_block(cue) && cue.direction.is_none() {
            return true;
        }
        if cue.shape.in_capitals {
            // `W.R. Tyler` signs.
            return count > 1 || cue.key.split(' ').any(|word| word.chars().nth(1).is_some());
        }
        // A name with a bracket, alone on its line or before a full stop: `Mette Karlsen (S)`.
        let has_bracket = cue.direction.is_some() && !cue.has_comma && (!cue.has_text || cue.shape.has_stop);
        if has_bracket && (!cue.is_phrase || cue.begins_block && !cue.has_text) {
            return true;
        }
        let comes_often = self.share >= SURE_SHARE && cue.begins_block && count >= OFTEN;
        let is_group = || WORDS.people.groups.contains(&*cue.key) && !self.cast.is_empty();
        if comes_often || self.share >= SURE_SHARE && cue.begins_block && is_group() {
            return true;
        }
        // A title and a name before what is said, where names that come back bear titles, too.
        let is_named = || cue.begins_block && cue.has_text && begins_with_rank(&cue.key) && cue.key.contains(' ');
        if !cue.is_phrase && is_named() && self.believed.keys().any(|key| begins_with_rank(key)) {
            return true;
        }
        let is_known = |word: &str| known.contains(&beginning(word)) || self.cast.contains(word);
        let mut words = cue.key.split(' ').filter(|word| word.chars().count() > 2);
        if cue.is_phrase && begins_with_title(&cue.key) {
            return cue.begins_block && cue.has_office;
        }
        // `Several members of the Left. Never!`
        let is_voice = || names_group(&cue.key) || begins_with_rank(&cue.key) && !begins_with_title(&cue.key);
        if cue.is_phrase
            && cue.begins_block
            && self.share >= SURE_SHARE
            && cue.ends_with_name
            && is_voice()
            && tells_office(&cue.key)
        {
            return true;
        }
        if cue.is_phrase {
            return is_in_cast(&cue.key, self.cast) || self.share >= SURE_SHARE && !cue.has_text && words.any(is_known);
        }
        // In a file where nearly every block begins with a label, a name that stands once is a label if no word of it is
        // ordinary; elsewhere it must share words with names that are sure.
        let is_rare_name = self.share >= SURE_SHARE
            && (!cue.has_text || cue.key.contains(' '))
            && cue.key.split(' ').all(|word| !self.ordinary.contains(word))
            && (cue.begins_block || cue.key.contains(' '));
        if is_rare_name {
            return true;
        }
        words.any(is_known)
    }
}

/// Whether a cue is a few capitals where names are not written in capitals, and has the same mark.
fn is_initials(cue: &Cue, shape: Shape) -> bool {
    let is_marked = cue.shape.in_capitals && !shape.in_capitals && cue.shape.has_stop == shape.has_stop;
    is_marked && (2..=INITIALS).contains(&cue.key.chars().count()) && cue.key.chars().all(char::is_alphabetic)
}

/// Whether a cue is an office in capitals where names are not written in capitals, and has the same mark.
fn is_chair(cue: &Cue, shape: Shape) -> bool {
    let is_marked = cue.shape.in_capitals && !shape.in_capitals && cue.shape.has_stop == shape.has_stop;
    is_marked && cue.key.split(' ').all(|word| is_title(word) || tells_office(word))
}

/// Whether a name begins with an article and a title: `o sr presidente`.
fn has_article(key: &str) -> bool {
    let mut words = key.split(' ');
    words.next().is_some_and(|word| WORDS.script.articles.contains(word))
        && words.next().is_some_and(is_title)
        && words.next().is_some()
}

/// Where labels stand alone on their lines, a direction after a comma is all that is left of the line.
fn fill_line(cue: &mut Cue, layout: &Layout) {
    let end = layout.lines[cue.line].content.end;
    if let Some(direction) = cue.direction.filter(|direction| cue.has_comma && cue.has_text && direction.end < end)
        && layout.lines.get(cue.line + 1).is_some_and(|next| !next.is_blank())
    {
        cue.direction = Some(Span::new(direction.start, end));
        cue.end = end;
        cue.has_text = false;
    }
}

/// Where labels stand apart, a name right before another label says nothing: it tells who is there.
fn drop_unanswered(cues: Vec<Cue>, layout: &Layout) -> Vec<Cue> {
    let next = |line: usize| (line + 1..layout.lines.len()).find(|&line| !layout.lines[line].is_blank());
    let lines: HashSet<usize> = cues.iter().map(|cue| cue.line).collect();
    let speaks = |cue: &Cue| cue.has_text || cue.direction.is_some() || next(cue.line).is_none_or(|line| !lines.contains(&line));
    cues.into_iter().filter(speaks).collect()
}

/// Of two labels in lines that follow each other, the first alone on its own, keeps the one that comes more often: the other is
/// what is said, or nothing is.
fn drop_neighbors(cues: &mut Vec<Cue>, counts: &mut HashMap<Rc<str>, usize>) {
    let mut kept: Vec<Cue> = Vec::with_capacity(cues.len());
    for cue in cues.drain(..) {
        let before = kept.pop_if(|before| {
            let is_said = !before.has_text && before.line + 1 == cue.line && before.direction.is_none();
            is_said && counts[&before.key] < counts[&cue.key]
        });
        if let Some(before) = before {
            *counts.get_mut(&before.key).expect("every label is counted") -= 1;
        }
        let is_said = kept.last().is_some_and(|before| {
            !before.has_text
                && before.direction.is_none()
                && before.line + 1 == cue.line
                && counts[&before.key] > counts[&cue.key]
        });
        if is_said {
            *counts.get_mut(&cue.key).expect("every label is counted") -= 1;
        } else {
            kept.push(cue);
        }
    }
    *cues = kept;
}

/// The column at which most labels begin.
fn margin<'c>(cues: impl Iterator<Item = &'c Cue>) -> usize {
    let mut counts = [0usize; 64];
    for cue in cues {
        counts[cue.indent.min(63)] += 1;
    }
    (0..64).max_by_key(|&indent| (counts[indent], std::cmp::Reverse(indent))).unwrap_or(0)
}

/// The first letters of a word: abbreviations and inflected forms share them.
fn beginning(word: &str) -> String {
    word.chars().take(4).collect()
}

fn known_words(believed: &HashMap<Rc<str>, usize>, cast: &HashSet<String>) -> HashSet<String> {
    let words = believed.keys().flat_map(|key| key.split(' ')).chain(cast.iter().map(String::as_str));
    words.filter(|word| word.chars().count() > 2).map(beginning).collect()
}

/// Whether labels of this form begin blocks: in a file without blank lines between turns they do not.
fn stands_in_blocks(cues: &[Cue], shape: Shape, believed: &HashMap<Rc<str>, usize>) -> bool {
    let all = || cues.iter().filter(|cue| cue.shape == shape && believed.contains_key(&cue.key));
    let in_blocks = all().filter(|cue| cue.begins_block).count();
    in_blocks * 4 >= all().count() * 3
}

/// The names of a form that come back and that something follows, with how often they stand.
fn believed(
    cues: &[Cue],
    shape: Shape,
    ordinary: &HashSet<String>,
    cast: &HashSet<String>,
    setting: Setting,
) -> HashMap<Rc<str>, usize> {
    let mut found: HashMap<&Rc<str>, (usize, usize, &Cue)> = HashMap::default();
    for cue in cues.iter().filter(|cue| cue.shape == shape) {
        let entry = found.entry(&cue.key).or_insert((0, 0, cue));
        entry.0 += 1;
        entry.1 += usize::from(
            setting.is_followed(cue) && (cue.begins_block || shape.in_capitals || cue.has_text || setting == Setting::InLines),
        );
    }
    // `Anna Dale ps`: two letters after a name are a party.
    let is_short = |key: &str, word: &str| word.chars().nth(2).is_none() && key.split(' ').nth(2).is_some();
    let is_word_of_name = |key: &str, word: &str| !ordinary.contains(word) || cast.contains(word) || is_short(key, word);
    let is_name = |key: &str| shape.in_capitals || key.split(' ').all(|word| is_word_of_name(key, word));
    let found = found.into_iter().filter(|(key, (count, followed, cue))| {
        // A phrase must come back more often than a name, and most where sentences begin likewise.
        let least = match (cue.is_phrase, cue.has_text) {
            (false, _) => 2,
            (true, _) if is_in_cast(&cue.key, cast) || begins_with_rank(&cue.key) && !cue.is_clause => 2,
            (true, _) if cue.has_office || names_group(&cue.key) => 2,
            // `Leader of the house Anna Dale`, `Anna Dale soc`: the very same longer words come back.
            (true, _) if cue.is_set && key.split(' ').nth(2).is_some() && !cue.is_clause => 2,
            (true, false) => PHRASE_OFTEN,
            (true, true) => OFTEN,
        };
        // Several words with capitals, or one that nothing marks, alone on a line again and again, are a name even if they are
        // ordinary elsewhere.
        let stands_alone = !cue.has_text && (key.contains(' ') || !shape.has_stop) && *count >= PHRASE_OFTEN;
        let could_be_name = cue.is_phrase || stands_alone || has_article(key) || is_name(key);
        *count >= least && followed * 2 >= *count && !cue.is_structural && could_be_name
    });
    found.map(|(key, (count, ..))| (Rc::clone(key), count)).collect()
}

/// Whether a name begins with a word for voices: `Voices on the left`.
fn names_group(key: &str) -> bool {
    key.split(' ').next().is_some_and(|word| WORDS.people.groups.contains(word))
}

/// Whether all longer words of a name stand in the list of persons.
fn is_in_cast(key: &str, cast: &HashSet<String>) -> bool {
    let mut words = key.split(' ').filter(|word| word.chars().count() > 2 && !is_particle(word)).peekable();
    words.peek().is_some() && words.all(|word| cast.contains(word))
}

/// The words of names that are not written in capitals and stand in small letters elsewhere: no names, but ordinary words. A title
/// stands there, too, and says nothing against the name after it.
fn ordinary_words(text: &str, layout: &Layout, lines: Range<usize>, cues: &[Cue]) -> HashSet<String> {
    let small = cues.iter().filter(|cue| !cue.shape.in_capitals);
    let wanted: HashSet<&str> = small.flat_map(|cue| cue.key.split(' ')).collect();
    let mut ordinary = HashSet::default();
    if wanted.is_empty() {
        return ordinary;
    }
    // Most words are told from those that are wanted by their ends and their length: they are not looked up.
    let mut filter = WordFilter::default();
    wanted.iter().for_each(|word| filter.add(word));
    for line in &layout.lines[lines] {
        for word in words(&text[line.content.range()]).filter(|word| filter.may_hold(word)) {
            if wanted.contains(word) && word.starts_with(is_small) && !is_particle(word) && !is_title(word) {
                ordinary.insert(word.to_owned());
            }
        }
    }
    ordinary
}

/// Chooses, of two readings of one line, the longer name where it comes back: `FR. V. MAYEN.`, not `FR.`.
///
/// Where no capitals mark a name, its beginning must hardly ever stand without the rest: `Mad. Arend.`, but `Karl. Nein.`
fn resolve(mut cues: Vec<Cue>) -> Vec<Cue> {
    let mut counts: HashMap<Rc<str>, usize> = HashMap::default();
    let mut beginnings: HashMap<Rc<str>, usize> = HashMap::default();
    for (index, cue) in cues.iter().enumerate() {
        *counts.entry(cue.key.clone()).or_default() += 1;
        if cues.get(index + 1).is_some_and(|next| next.line == cue.line) {
            *beginnings.entry(cue.key.clone()).or_default() += 1;
        }
    }
    cues.dedup_by(|cue, last| {
        // The shorter reading of a line comes first.
        let is_one_line = last.line == cue.line;
        if is_one_line {
            let is_label_by_itself = counts[&last.key] - beginnings.get(&last.key).copied().unwrap_or(0) > 1;
            let short_is_title =
                !is_label_by_itself && last.key.split(' ').all(|word| is_title(word) || word.chars().count() < 2);
            let is_marked = cue.shape.in_capitals || cue.direction.is_some();
            let (count, begun) = (counts[&last.key], beginnings.get(&last.key).copied().unwrap_or(0));
            let is_beginning = is_marked || (count - begun) * STANDS_ALONE <= count;
            if counts[&cue.key] >= 2 && is_beginning || short_is_title {
                std::mem::swap(last, cue);
            }
        }
        is_one_line
    });
    cues.shrink_to_fit();
    cues
}
