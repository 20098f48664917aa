//! Aligns the words of two documents: passages first, then blocks in what is left, then words in what is left of those.

use std::{collections::HashMap, ops::Range};

use rustc_hash::FxHashSet;

use crate::delta::{
    align::{Aligner, Hole, Run, holes, join},
    anchors,
    changed::{alone, change},
    counterparts::{self, Stretch},
    likeness, slide,
    spine::{Gap, Spine, narrow},
};

/// One step from the old words to the new ones; the steps of an alignment follow each other without a hole on either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The same words.
    Keep { old: usize, new: usize, len: usize },
    /// Words that stand for each other; neither range is empty.
    Replace { old: Range<usize>, new: Range<usize> },
    /// Old words that are gone, before the new word `new`.
    Delete { old: Range<usize>, new: usize },
    /// New words, before the old word `old`.
    Insert { old: usize, new: Range<usize> },
}

impl Step {
    /// The old and the new word with which the step begins.
    pub(super) fn starts(&self) -> (usize, usize) {
        match self {
            Step::Keep { old, new, .. } => (*old, *new),
            Step::Replace { old, new } => (old.start, new.start),
            Step::Delete { old, new } => (old.start, *new),
            Step::Insert { old, new } => (*old, new.start),
        }
    }
}

/// The words of two documents, aligned.
#[derive(Debug)]
pub(super) struct Alignment {
    pub(super) steps: Vec<Step>,
    /// Whether a part was too large for the best alignment.
    pub(super) is_coarse: bool,
}

/// Aligns all words of two documents.
pub(super) fn align(old: &Spine<'_>, new: &Spine<'_>) -> Alignment {
    let mut aligner = Aligner::default();
    let mut texts = Texts { old, new, old_ids: old.ids.clone(), new_ids: new.ids.clone(), moved_from: u32::MAX };
    let everything = Hole { old: 0..old.ids.len(), new: 0..new.ids.len() };
    let kept = texts.align_segments(&mut aligner, &everything, Gap::Passage);
    let mut kept = anchors::heaviest(old, new, &kept);
    let passages = holes(&kept, everything.old, everything.new);
    texts.set_moved_apart(&passages);
    for passage in passages {
        let mut runs = texts.align_blocks(&mut aligner, &passage);
        for hole in holes(&runs, passage.old.clone(), passage.new.clone()) {
            runs.extend(texts.align_words(&mut aligner, &hole));
        }
        runs.sort_unstable_by_key(|run| run.old);
        kept.extend(likeness::alike(old, new, &passage, &runs, &mut aligner));
    }
    kept.sort_unstable_by_key(|run| run.old);
    let mut kept = join(kept);
    // What is deleted or inserted at either end may move too.
    kept.insert(0, Run { old: 0, new: 0, len: 0 });
    kept.push(Run { old: old.ids.len(), new: new.ids.len(), len: 0 });
    let mut kept = slide::release(old, new, &kept);
    slide::slide(old, new, &mut kept);
    Alignment { steps: texts.steps(&kept), is_coarse: aligner.is_coarse }
}

/// The words of two documents while they are being aligned.
struct Texts<'a, 't> {
    old: &'a Spine<'t>,
    new: &'a Spine<'t>,
    old_ids: Vec<u32>,
    new_ids: Vec<u32>,
    /// The first number of a word in a passage that moved.
    moved_from: u32,
}

impl Texts<'_, '_> {
    /// Aligns the segments of a part, each as a whole.
    fn align_segments(&self, aligner: &mut Aligner, hole: &Hole, gap: Gap) -> Vec<Run> {
        if hole.old.is_empty() || hole.new.is_empty() {
            return Vec::new();
        }
        let (old_segments, new_segments) = (segments(self.old, &hole.old, gap), segments(self.new, &hole.new, gap));
        let mut numbers: HashMap<&[u32], u32> = HashMap::new();
        let old_keys = keys(&self.old_ids, &old_segments, &mut numbers);
        let new_keys = keys(&self.new_ids, &new_segments, &mut numbers);
        let to_words = |run: Run| {
            let (first, last) = (&old_segments[run.old], &old_segments[run.old + run.len - 1]);
            Run { old: first.start, new: new_segments[run.new].start, len: last.end - first.start }
        };
        aligner.runs(&old_keys, &new_keys).into_iter().map(to_words).collect()
    }

    /// Aligns the words of the blocks of a part that are the same or versions of each other.
    fn align_blocks(&self, aligner: &mut Aligner, hole: &Hole) -> Vec<Run> {
        let old_moved = |word: usize| self.old_ids[word] >= self.moved_from;
        let new_moved = |word: usize| self.new_ids[word] >= self.moved_from;
        let old = Stretch { spine: self.old, words: hole.old.clone(), has_moved: &old_moved };
        let new = Stretch { spine: self.new, words: hole.new.clone(), has_moved: &new_moved };
        match counterparts::of_blocks(&old, &new) {
            Some(pairs) => pairs.into_iter().flat_map(|(old, new)| self.align_words(aligner, &Hole { old, new })).collect(),
            None => self.align_segments(aligner, hole, Gap::Tag),
        }
    }

    fn align_words(&self, aligner: &mut Aligner, hole: &Hole) -> Vec<Run> {
        let runs = aligner.runs(&self.old_ids[hole.old.clone()], &self.new_ids[hole.new.clone()]).into_iter();
        runs.map(|run| Run { old: run.old + hole.old.start, new: run.new + hole.new.start, ..run }).collect()
    }

    /// Gives numbers of their own to the words of passages that are left over on both sides: they stand elsewhere now, and
    /// their words would otherwise be taken for those of the passages that stand in their old or new place.
    fn set_moved_apart(&mut self, passages: &[Hole]) {
        let mut olds: HashMap<&[u32], Vec<(usize, Range<usize>)>> = HashMap::new();
        for (index, hole) in passages.iter().enumerate() {
            let blocks = self.blocks(self.new, &hole.new);
            let moved = segments(self.old, &hole.old, Gap::Passage).into_iter();
            for segment in moved.filter(|segment| !self.stays((self.old, segment), &blocks)) {
                olds.entry(&self.old.ids[segment.clone()]).or_default().push((index, segment));
            }
        }
        let (mut from_old, mut from_new) = (Vec::new(), Vec::new());
        for (index, hole) in passages.iter().enumerate() {
            let blocks = self.blocks(self.old, &hole.old);
            for segment in segments(self.new, &hole.new, Gap::Passage) {
                if self.stays((self.new, &segment), &blocks) {
                    continue;
                }
                let alike = olds.get_mut(&self.new.ids[segment.clone()]);
                if segment.len() >= MOVED_WORDS
                    && let Some((_, old)) = alike.and_then(|alike| alike.pop_if(|(other, _)| *other != index))
                {
                    from_old.push(old);
                    from_new.push(segment);
                }
            }
        }
        let mut next = self.old_ids.iter().chain(&self.new_ids).copied().max().map_or(0, |largest| largest + 1);
        self.moved_from = next;
        for (ids, segments) in [(&mut self.old_ids, from_old), (&mut self.new_ids, from_new)] {
            for id in segments.into_iter().flatten() {
                ids[id] = next;
                next += 1;
            }
        }
    }
}

/// The words of a block.
type Words<'a> = &'a [u32];

impl<'a> Texts<'a, '_> {
    fn blocks(&self, spine: &'a Spine<'_>, words: &Range<usize>) -> FxHashSet<Words<'a>> {
        segments(spine, words, Gap::Tag).into_iter().map(|block| &spine.ids[block]).collect()
    }

    /// Whether a passage stands where it stood, cut otherwise: most of it is among the blocks there.
    fn stays(&self, (spine, passage): (&Spine<'_>, &Range<usize>), blocks: &FxHashSet<Words<'_>>) -> bool {
        let ink = |words: &Range<usize>| spine.ink_at(words.end) - spine.ink_at(words.start);
        let is_here = |block: &Range<usize>| blocks.contains(&spine.ids[block.clone()]);
        let here: u32 = segments(spine, passage, Gap::Tag).iter().filter(|block| is_here(block)).map(ink).sum();
        here * 2 > ink(passage)
    }
}

/// The fewest words of a passage that can be told to have moved.
const MOVED_WORDS: usize = 3;

/// One number for each segment, the same for the same words.
fn keys<'i>(ids: &'i [u32], segments: &[Range<usize>], numbers: &mut HashMap<&'i [u32], u32>) -> Vec<u32> {
    let number = |segment: &Range<usize>| {
        let next = narrow(numbers.len());
        *numbers.entry(&ids[segment.clone()]).or_insert(next)
    };
    segments.iter().map(number).collect()
}

/// Cuts words where a gap is at least as strong as `gap`.
pub(super) fn segments(spine: &Spine<'_>, words: &Range<usize>, gap: Gap) -> Vec<Range<usize>> {
    let mut segments = Vec::new();
    let mut start = words.start;
    for at in words.clone() {
        if at > start && spine.words[at].gap >= gap {
            segments.push(start..at);
            start = at;
        }
    }
    if start < words.end {
        segments.push(start..words.end);
    }
    segments
}

impl Texts<'_, '_> {
    /// Puts the steps between the kept runs.
    fn steps(&self, kept: &[Run]) -> Vec<Step> {
        let mut steps = Vec::new();
        let (mut old_at, mut new_at) = (0, 0);
        let end = Run { old: self.old_ids.len(), new: self.new_ids.len(), len: 0 };
        for run in kept.iter().filter(|run| run.len > 0).chain([&end]) {
            self.change(old_at..run.old, new_at..run.new, &mut steps);
            if run.len > 0 {
                steps.push(Step::Keep { old: run.old, new: run.new, len: run.len });
            }
            (old_at, new_at) = (run.old + run.len, run.new + run.len);
        }
        steps
    }

    /// Tells which of two runs of different words stand for each other.
    fn change(&self, old: Range<usize>, new: Range<usize>, steps: &mut Vec<Step>) {
        let has_moved = |ids: &[u32]| ids.iter().any(|&id| id >= self.moved_from);
        if has_moved(&self.old_ids[old.clone()]) || has_moved(&self.new_ids[new.clone()]) {
            alone(old, new, steps);
        } else {
            change(self.old, self.new, old, new, steps);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        delta::{scope::Scope, spine::Numbers},
        source::Source,
        xml,
    };

    fn with_spines<T>(old: &str, new: &str, look: impl FnOnce(&Spine<'_>, &Spine<'_>) -> T) -> T {
        let document = |body: &str| format!("<body xmlns='http://www.tei-c.org/ns/1.0'>{body}</body>");
        let (old, new) = (Source::from_text("a", document(old)), Source::from_text("b", document(new)));
        let (old, new) = (xml::parse(&old).expect("well-formed"), xml::parse(&new).expect("well-formed"));
        let mut numbers = Numbers::default();
        let (old, new) = (Spine::of(&old, &mut numbers, &Scope::default()), Spine::of(&new, &mut numbers, &Scope::default()));
        look(&old, &new)
    }

    /// The words that the steps keep, delete and insert, with `-` and `+` before those that go and come.
    fn told(old: &str, new: &str) -> String {
        with_spines(old, new, |old, new| {
            let told = |step: &Step| match step {
                Step::Keep { old: at, len, .. } => old.reading(*at..at + len),
                Step::Replace { old: from, new: to } => format!("[{} → {}]", old.reading(from.clone()), new.reading(to.clone())),
                Step::Delete { old: from, .. } => format!("[-{}]", old.reading(from.clone())),
                Step::Insert { new: to, .. } => format!("[+{}]", new.reading(to.clone())),
            };
            align(old, new).steps.iter().map(told).collect::<Vec<_>>().join(" ")
        })
    }

    #[test]
    fn each_changed_word_is_one_step() {
        assert_eq!(told("<p>a b c d</p>", "<p>a x y d</p>"), "a [b → x] [c → y] d");
        assert_eq!(told("<p>a b c d</p>", "<p>a x c y</p>"), "a [b → x] c [d → y]");
        assert_eq!(told("<p>a b c d</p>", "<p>a x d</p>"), "a [b c → x] d");
        assert_eq!(told("<p>a b</p>", "<p>a b c</p>"), "a b [+c]");
        assert_eq!(told("<p>a <hi>b</hi></p>", "<p>a b</p>"), "a b");
    }

    #[test]
    fn deletions_stand_between_the_strongest_boundaries() {
        let speech = |name: &str, text: &str| format!("<sp><speaker>{name}</speaker><p>{text}</p></sp>");
        let old = [speech("A", "x"), speech("B", "yes"), speech("C", "yes"), speech("B", "z")].concat();
        let new = [speech("A", "x"), speech("B", "yes"), speech("B", "z")].concat();
        assert_eq!(told(&old, &new), "A x B yes [-C yes] B z");
        assert_eq!(told("<p>a b. c.</p><p>d.</p><p>e</p>", "<p>a x. c.</p><p>e</p>"), "a [b → x] . c. [-d.] e");
    }

    #[test]
    fn blocks_are_paired_where_they_can_be() {
        assert_eq!(told("<p>a b</p><p>c d</p>", "<p>a x</p><p>y d</p>"), "a [b → x] [c → y] d");
        assert_eq!(
            told("<sp><p>a b c</p></sp><p>d e f</p><p>g</p>", "<p>d e f</p><sp><p>a b c</p></sp><p>g</p>"),
            "[-a b c] d e f [+a b c] g"
        );
        assert_eq!(told("<p>a b</p><p>q</p><p>c d</p>", "<p>a x</p><p>y d</p>"), "a [b → x] [-q] [c → y] d");
    }

    #[test]
    fn what_moved_past_more_does_not_hold_the_alignment() {
        let (lines, stage) = (["one two three", "four five six", "seven eight nine"], "<stage>he goes</stage>");
        let speech =
            |lines: &[&str]| format!("<sp>{}</sp>", lines.iter().map(|line| format!("<l>{line}</l>")).collect::<String>());
        let old = [stage, &speech(&lines)].concat();
        let new = [&speech(&lines[..1]), &speech(&lines[1..]), stage].concat();
        assert_eq!(told(&old, &new), "[-he goes] one two three four five six seven eight nine [+he goes]");
    }

    #[test]
    fn one_long_direction_moves_past_short_speeches_and_not_they_past_it() {
        let stage = "<stage>all of them come in from both sides and sit down</stage>";
        let speeches =
            ["Anna: go on then", "Bert: not yet", "Carl: why so"].map(|words| format!("<sp><p>{words}</p></sp>")).concat();
        assert_eq!(
            told(&[stage, &speeches].concat(), &[&speeches, stage].concat()),
            "[-all of them come in from both sides and sit down] Anna: go on then Bert: not yet Carl: why so \
             [+all of them come in from both sides and sit down]"
        );
    }

    #[test]
    fn what_is_cut_off_here_and_joined_elsewhere_has_not_moved() {
        let (label, stage) = ("<speaker>Anna</speaker>", "<stage>to her daughter</stage>");
        let lines = |words: &str| format!("<lg><l>{words}</l></lg>");
        let speech = |inside: &[&str]| format!("<sp>{}</sp>", inside.concat());
        let before = speech(&["<speaker>Bert</speaker>", "<l>good day</l>"]);
        let old = [&before, &speech(&[label, stage, &lines("one two")]), &before, &speech(&[label, stage, "<l>three</l>"])];
        let joined = speech(&["<speaker>Bert</speaker>", "<l>good day</l>", stage, &lines("one two")]);
        let new = [&joined, &before, &speech(&[label, stage]), &speech(&["<l>three</l>"])];
        assert_eq!(
            told(&old.map(String::as_str).concat(), &new.map(String::as_str).concat()),
            "Bert good day [-Anna] to her daughter one two Bert good day Anna to her daughter three"
        );
    }

    #[test]
    fn a_label_goes_with_its_speech_where_the_next_two_change_places() {
        let speech = |label: &str, words: &str| format!("<sp><speaker>{label}</speaker><stage>speaks</stage><l>{words}</l></sp>");
        let (anna, bert, carl) = (speech("Anna", "one two"), speech("Bert", "three four"), speech("Anna", "five six seven"));
        let (old, new) = ([anna, bert.clone(), carl.clone()].concat(), [carl, bert].concat());
        assert_eq!(
            told(&old, &new),
            "[-Anna speaks one two Bert speaks three four] Anna speaks five six seven [+Bert speaks three four]"
        );
    }

    #[test]
    fn a_label_alone_goes_where_speeches_are_cut_and_joined_at_once() {
        let speech = |label: &str, lines: &[&str]| {
            let label = if label.is_empty() { String::new() } else { format!("<speaker>{label}</speaker>") };
            format!("<sp>{label}{}</sp>", lines.iter().map(|line| format!("<l>{line}</l>")).collect::<String>())
        };
        let old = [speech("Anna", &["one two", "three four"]), speech("Bert", &["five six", "seven eight nine"])].concat();
        let new = [speech("Anna", &["one two"]), speech("", &["three four", "five six"]), speech("", &["seven eight nine"])];
        assert_eq!(told(&old, &new.concat()), "Anna one two three four [-Bert] five six seven eight nine");
    }

    #[test]
    fn versions_are_known_by_their_letters_among_speeches_that_came_and_went() {
        let speech = |label: &str, words: &str| format!("<sp><speaker>{label}</speaker><p>{words}</p></sp>");
        let old = [speech("Anna", "receive their letters"), speech("Bert", "nothing"), speech("Anna", "either friend")].concat();
        let new = [speech("Anna", "recieve thier leters"), speech("Anna", "ether freind")].concat();
        assert_eq!(
            told(&old, &new),
            "Anna [receive → recieve] [their → thier] [letters → leters] [-Bert nothing] Anna [either → ether] [friend → freind]"
        );
        assert_eq!(told("<p>receive a b their</p>", "<p>recieve c thier</p>"), "[receive → recieve] [a b → c] [their → thier]");
    }

    proptest! {
        #[test]
        fn what_is_kept_and_deleted_spells_the_old_text_and_what_is_kept_and_inserted_the_new(
            old in "(<p>([abc] |[abc]){0,6}</p>|<sp><p>[ab]</p><p>[ab ]*</p></sp>){0,6}",
            new in "(<p>([abc] |[abc]){0,6}</p>|<sp><p>[ab]</p><p>[ab ]*</p></sp>){0,6}",
        ) {
            with_spines(&old, &new, |old, new| {
                let (mut old_at, mut new_at) = (0, 0);
                for step in align(old, new).steps {
                    let (from, to) = match step {
                        Step::Keep { old: from, new: to, len } => {
                            assert_eq!(old.ids[from..from + len], new.ids[to..to + len]);
                            (from..from + len, to..to + len)
                        }
                        Step::Replace { old, new } => (old, new),
                        Step::Delete { old, new } => (old, new..new),
                        Step::Insert { old, new } => (old..old, new),
                    };
                    assert_eq!((from.start, to.start), (old_at, new_at));
                    assert!(!from.is_empty() || !to.is_empty());
                    (old_at, new_at) = (from.end, to.end);
                }
                assert_eq!((old_at, new_at), (old.ids.len(), new.ids.len()));
            });
        }
    }
}
