//! Tells the changes, from aligned words and paired elements.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::{
    delta::{
        Change, Class, Context, Delta, Kind, Only, Scope, Side,
        align::Aligner,
        edits, layout,
        lone::{CAME, GONE, Role, class_of_whole, roles, told_whole, uncovered, whole_elements},
        pairs::{Lot, Measured, Pairs, Tie},
        phrase::{ends, quote_words},
        scale::Scale,
        spine::{Gap, Numbers, Spine, value},
        view::View,
        words::{Step, align},
    },
    diagnostic::quote,
    xml::{Attribute, Tree},
};

/// Tells what changed from `old` to `new`.
///
/// White space is judged by TEI's content models: it is no text where only elements may stand, and elsewhere one space is as
/// good as many. Prefixes, quotation marks, the order of attributes, references and CDATA sections are layout. Time and
/// memory grow about linearly with the documents, whatever they hold.
///
/// ```
/// use teiwright::{delta, source::Source, xml};
///
/// let old = Source::from_text("a.xml", "<sp xmlns='http://www.tei-c.org/ns/1.0' who='#ham'><p>To be</p></sp>");
/// let new = Source::from_text("b.xml", "<sp xmlns='http://www.tei-c.org/ns/1.0' who='#oph'><p>To be</p></sp>");
/// let delta = delta::between(&xml::parse(&old)?, &xml::parse(&new)?, &delta::Scope::default());
/// assert_eq!(delta.changes[0].sentence, "speech 1: `@who` changed from `#ham` to `#oph`");
/// assert_eq!(delta.verdict(delta::Layout::Hidden), "0 words changed; 1 tag differs; speech 1 given to `#oph`");
/// # Ok::<(), xml::ReadError>(())
/// ```
pub fn between<'t>(old: &'t Tree<'t>, new: &'t Tree<'t>, scope: &Scope) -> Delta {
    if old.source().text() == new.source().text() {
        return Delta::default();
    }
    let mut numbers = Numbers::default();
    let (old, new) = (Spine::of(old, &mut numbers, scope), Spine::of(new, &mut numbers, scope));
    let alignment = align(&old, &new);
    let (old_scale, new_scale) = Scale::of(&old, &new, &alignment.steps);
    let mut aligner = Aligner::default();
    let measured = (Measured { spine: &old, scale: &old_scale }, Measured { spine: &new, scale: &new_scale });
    let pairs = Pairs::of(measured.0, measured.1, &mut aligner);
    let mut report = Report {
        old: View::new(&old, &pairs.old, &pairs.old_ranges, None),
        new: View::new(&new, &pairs.new, &pairs.new_ranges, Some(&old)),
        scope,
        drafts: Vec::new(),
    };
    report.words(&alignment.steps, (&old_scale, &new_scale));
    report.lone_parts();
    report.pairs(&pairs);
    report.finish(alignment.is_coarse || aligner.is_coarse)
}

/// What stands in the old document and in the new one.
type Sides = (Option<Side>, Option<Side>);

struct Report<'a, 't> {
    old: View<'a, 't>,
    new: View<'a, 't>,
    scope: &'a Scope,
    /// The changes, each with its place in the shared measure.
    drafts: Vec<(u32, Change)>,
}

impl<'a, 't> Report<'a, 't> {
    /// Tells a change of something that the old document has: its part there, and its place in the shared measure.
    fn push(&mut self, (part, place): (usize, u32), (class, kind): (Class, Kind), sides: Sides, sentence: String) {
        let change = Change {
            class,
            kind,
            manner: None,
            element: self.old.element(part),
            attribute: None,
            place: self.old.place(part),
            old: sides.0,
            new: sides.1,
            context: None,
            sentence,
        };
        self.drafts.push((place, change));
    }

    fn finish(mut self, is_coarse: bool) -> Delta {
        let regions = edits::regions(&self.old, &self.new);
        let layout = layout::changes(&mut self.old, &mut self.new, &regions);
        let mut drafts = self.drafts;
        drafts.extend(layout);
        let start = |side: &Option<Side>| side.as_ref().map(|side| side.span);
        // What is cut or joined comes before what went or came where it was.
        let is_inside = |change: &Change| !matches!(change.kind, Kind::Split | Kind::Merge);
        drafts.sort_by_key(|(place, change)| (*place, change.class, is_inside(change), start(&change.old), start(&change.new)));
        let is_wanted = |change: &Change| match self.scope.only {
            _ if change.class == Class::Layout => true,
            None => true,
            Some(Only::Words) => change.class == Class::Words,
            Some(Only::Markup) => change.class != Class::Words,
        };
        let changes = drafts.into_iter().map(|(_, change)| change).filter(is_wanted).collect();
        Delta { changes, edits: regions.into_iter().flat_map(|region| region.edits).collect(), is_coarse }
    }

    /// Changes of words. Words that went or came with an element are told with it, unless only words are wanted.
    fn words(&mut self, steps: &[Step], scales: (&Scale, &Scale)) {
        let is_words_only = self.scope.only == Some(Only::Words);
        let whole = |view: &View<'_, '_>| if is_words_only { Vec::new() } else { whole_elements(view) };
        let (old_whole, new_whole) = (whole(&self.old), whole(&self.new));
        let (mut old_whole, mut new_whole) = (old_whole.as_slice(), new_whole.as_slice());
        let mut is_after_pair = false;
        for step in steps {
            match step {
                Step::Keep { old, new, len } => {
                    let first = usize::from(!is_after_pair);
                    (first..*len).for_each(|by| self.spacing(old + by, new + by, scales));
                    is_after_pair = true;
                }
                Step::Replace { old, new } => {
                    let place = scales.0.shared(self.old.spine.ink_at(old.start));
                    let part = self.old.part_of_word(old.start);
                    let (before, after) = (self.old.words(old.clone()), self.new.words(new.clone()));
                    let told = format!("{} changed to {}", quote_words(before.as_ref()), quote_words(after.as_ref()));
                    let sentence = self.old.about(part, &told);
                    let context = self.old.context(old.clone());
                    self.push((part, place), (Class::Words, Kind::Words), (before, after), sentence);
                    self.explain(context);
                    if is_after_pair {
                        self.spacing(old.start, new.start, scales);
                    }
                    is_after_pair = true;
                }
                Step::Delete { old, .. } => {
                    self.drafts.extend(GONE.tell_words(&mut self.old, scales.0, uncovered(old, &mut old_whole)));
                    is_after_pair = false;
                }
                Step::Insert { new, .. } => {
                    self.drafts.extend(CAME.tell_words(&mut self.new, scales.1, uncovered(new, &mut new_whole)));
                    is_after_pair = false;
                }
            }
        }
    }

    /// Tells where a space between two words came or went; a tag at which words end is as good as either.
    fn spacing(&mut self, old: usize, new: usize, scales: (&Scale, &Scale)) {
        let done = match (self.old.spine.words[old].gap, self.new.spine.words[new].gap) {
            (Gap::Glued, Gap::Space) => "inserted",
            (Gap::Space, Gap::Glued) => "deleted",
            _ => return,
        };
        let word = quote(&self.old.spine.reading(old..old + 1));
        let part = self.old.part_of_word(old);
        let sentence = self.old.about(part, &format!("space before {word} {done}"));
        let sides = (self.old.word_and_gap(old), self.new.word_and_gap(new));
        self.push((part, scales.0.shared(self.old.spine.ink_at(old))), (Class::Words, Kind::Words), sides, sentence);
        let context = self.old.context(old..old + 1);
        self.explain(context);
    }

    /// Adds the words beside the change that was told last.
    fn explain(&mut self, context: Context) {
        if let Some((_, change)) = self.drafts.last_mut() {
            change.context = Some(context);
        }
    }

    /// What stands in one document only: elements that went or came, moved, or were put around or taken from words.
    fn lone_parts(&mut self) {
        let (old_roles, new_roles) = (roles(&self.old), roles(&self.new));
        let moved = self.moves(&old_roles, &new_roles);
        let arrived: HashSet<usize> = moved.values().copied().collect();
        self.drafts.extend(GONE.tell(&mut self.old, &old_roles, |part| moved.contains_key(&part)));
        self.drafts.extend(CAME.tell(&mut self.new, &new_roles, |part| arrived.contains(&part)));
        for (old, new) in moved {
            self.moved(old, new);
        }
    }

    /// Pairs elements that went with elements alike that came.
    fn moves(&self, old_roles: &[Role], new_roles: &[Role]) -> BTreeMap<usize, usize> {
        let mut came: HashMap<(&[u32], &[u32]), VecDeque<usize>> = HashMap::new();
        for part in movable(&self.new, new_roles) {
            came.entry(likeness(&self.new, part)).or_default().push_back(part);
        }
        let mut moved = BTreeMap::new();
        for part in movable(&self.old, old_roles) {
            let Some(alike) = came.get_mut(&likeness(&self.old, part)) else { continue };
            if alike.front().is_some_and(|&other| same_inside(&self.old, part, &self.new, other)) {
                moved.extend(alike.pop_front().map(|other| (part, other)));
            }
        }
        moved
    }

    fn moved(&mut self, old: usize, new: usize) {
        let (class, kind) = class_of_whole(&self.old, old, Kind::Move);
        let sentence = told_whole(&self.old, old, "moved");
        let sides = (Some(self.old.written(old)), Some(self.new.written(new)));
        self.push((old, self.old.ranges[old].0), (class, kind), sides, sentence);
        self.old.changed.push(self.old.span(old));
        self.new.changed.push(self.new.span(new));
    }

    /// What differs between partners.
    fn pairs(&mut self, pairs: &Pairs) {
        let holders = (holders(&self.old), holders(&self.new));
        for (old, lot) in pairs.old.iter().enumerate() {
            let Lot::Pair(new, tie) = *lot else { continue };
            match tie {
                Tie::Same => self.standing((old, holders.0[old]), (new, holders.1[new])),
                Tie::Renamed => self.renamed(old, new),
                Tie::Boundary => {
                    let ends = ends(self.old.ranges[old], self.new.ranges[new]);
                    let name = self.old.spine.parts[old].node.tag_name().name();
                    let sentence = self.old.about(old, &format!("`{name}` {ends}: {}", self.new.quoted(new)));
                    let sides = (Some(self.old.around(old)), Some(self.new.around(new)));
                    self.push((old, self.old.ranges[old].0), (Class::Markup, Kind::Boundary), sides, sentence);
                    self.old.mark_tags(old);
                    self.new.mark_tags(new);
                }
                Tie::Cut => {}
            }
            match self.old.spine.parts[old].node.is_element() {
                _ if self.old.spine.signatures[old] == self.new.spine.signatures[new] => {}
                true => self.attributes(old, new),
                false => self.comment(old, new),
            }
        }
        self.cuts(pairs);
    }

    /// Tells each cut and each join.
    fn cuts(&mut self, pairs: &Pairs) {
        for &(whole, piece) in &pairs.splits {
            let label = self.new.label(piece, "with the new label");
            let sentence = format!("{} split before {}{label}", self.old.subject(whole), self.new.quoted_text(piece));
            let sides = (Some(self.old.around(whole)), Some(self.new.around(piece)));
            self.push((whole, self.new.ranges[piece].0), (Class::Structure, Kind::Split), sides, sentence);
            self.old.mark_tags(whole);
            self.attributes(whole, piece);
        }
        for &(piece, whole) in &pairs.merges {
            let label = self.old.label(piece, "without the label");
            let sentence = format!("{} joined with the one before{label}", self.old.subject(piece));
            let sides = (Some(self.old.around(piece)), Some(self.new.around(whole)));
            self.push((piece, self.old.ranges[piece].0), (Class::Structure, Kind::Merge), sides, sentence);
            self.new.mark_tags(whole);
        }
    }

    /// A part around no words whose partner stands at the same word, but in another element.
    fn standing(&mut self, (old, old_holder): (usize, usize), (new, new_holder): (usize, usize)) {
        let range = self.old.ranges[old];
        if range.0 != range.1 {
            return;
        }
        // A holder whose own ends moved says it already.
        let is_fixed = |lot: Lot| matches!(lot, Lot::Pair(_, Tie::Same | Tie::Renamed));
        let (old_lot, new_lot) = (self.old.lots[old_holder], self.new.lots[new_holder]);
        let is_same = matches!(old_lot, Lot::Pair(partner, _) if partner == new_holder);
        if !is_same && is_fixed(old_lot) && is_fixed(new_lot) {
            self.moved(old, new);
        }
    }

    fn renamed(&mut self, old: usize, new: usize) {
        let (before, after) = (self.old.name(old), self.new.name(new));
        let name = |view: &View<'_, '_>, part: usize| view.spine.parts[part].node.tag_name().name().to_owned();
        let told = format!("`{}` renamed to `{}`", name(&self.old, old), name(&self.new, new));
        let sentence = self.old.about(old, &told);
        self.push((old, self.old.ranges[old].0), (Class::Markup, Kind::Rename), (Some(before), Some(after)), sentence);
        self.old.mark_tags(old);
        self.new.mark_tags(new);
    }

    fn comment(&mut self, old: usize, new: usize) {
        let (before, after) = (self.old.written(old), self.new.written(new));
        let told = format!("{} changed from {} to {}", self.old.subject(old), quote(&before.text), quote(&after.text));
        self.old.changed.push(before.span);
        self.new.changed.push(after.span);
        self.push((old, self.old.ranges[old].0), (Class::Comment, Kind::Comment), (Some(before), Some(after)), told);
    }

    fn attributes(&mut self, old: usize, new: usize) {
        let of = self.old.of_element(old);
        let scope = self.scope;
        let is_seen = |attribute: &Attribute<'_>| !scope.leaves_out_attribute(*attribute);
        let (befores, afters) = (self.old.spine.parts[old].node, self.new.spine.parts[new].node);
        for before in befores.attributes().filter(is_seen) {
            let name = self.old.slice(before.range_qname().into());
            let side = self.old.attribute(old, before);
            let (after, told) = match partner(afters.attributes(), before) {
                Some(after) if value(after) == value(before) => continue,
                Some(after) => {
                    let after = self.new.attribute(new, after);
                    let told = format!("`@{name}`{of} changed from {} to {}", quote(&side.text), quote(&after.text));
                    (Some(after), told)
                }
                None => (None, format!("`@{name}`{of} deleted: {}", quote(&side.text))),
            };
            self.attribute(old, name, (Some(side), after), &told);
        }
        let is_new = |after: &Attribute<'_>| partner(befores.attributes(), *after).is_none();
        for after in afters.attributes().filter(is_seen).filter(is_new) {
            let name = self.new.slice(after.range_qname().into());
            let side = self.new.attribute(new, after);
            let told = format!("`@{name}`{of} added: {}", quote(&side.text));
            self.attribute(old, name, (None, Some(side)), &told);
        }
    }

    fn attribute(&mut self, part: usize, name: &str, sides: Sides, told: &str) {
        self.old.changed.extend(sides.0.as_ref().map(|side| side.span));
        self.new.changed.extend(sides.1.as_ref().map(|side| side.span));
        let sentence = self.old.about(part, told);
        self.push((part, self.old.ranges[part].0), (Class::Markup, Kind::Attribute), sides, sentence);
        if let Some((_, change)) = self.drafts.last_mut() {
            change.attribute = Some(name.to_owned());
        }
    }
}

/// The attribute of the same expanded name.
fn partner<'t>(mut among: impl Iterator<Item = Attribute<'t>>, attribute: Attribute<'t>) -> Option<Attribute<'t>> {
    among.find(|other| other.name() == attribute.name() && other.namespace() == attribute.namespace())
}

/// For each part, the nearest element around it that has a partner or is a piece of one; the root element for itself.
fn holders(view: &View<'_, '_>) -> Vec<usize> {
    let mut holders: Vec<usize> = Vec::with_capacity(view.lots.len());
    for part in &view.spine.parts {
        let is_holder = part.parent == holders.len() || matches!(view.lots[part.parent], Lot::Pair(..) | Lot::Piece);
        holders.push(if is_holder { part.parent } else { holders[part.parent] });
    }
    holders
}

/// Elements that went or came whole and can be told from others: by words, or by attributes.
fn movable<'v>(view: &'v View<'_, '_>, roles: &'v [Role]) -> impl Iterator<Item = usize> + 'v {
    let whole = roles.iter().enumerate().filter(|(_, role)| **role == Role::Whole).map(|(part, _)| part);
    whole.filter(|&part| {
        let here = &view.spine.parts[part];
        here.from < here.to || here.node.attributes().len() > 0
    })
}

fn likeness<'a>(view: &View<'a, '_>, part: usize) -> (&'a [u32], &'a [u32]) {
    let spine = view.spine;
    let here = &spine.parts[part];
    (&spine.ids[spine.words_in(here.from, here.to)], &spine.signatures[part..here.after])
}

/// Whether what two elements hold is around the same of their words.
fn same_inside(old: &View<'_, '_>, old_part: usize, new: &View<'_, '_>, new_part: usize) -> bool {
    let inside = |view: &View<'_, '_>, part: usize| -> Vec<(u32, u32)> {
        let parts = &view.spine.parts;
        let base = parts[part].from;
        parts[part..parts[part].after].iter().map(|inner| (inner.from - base, inner.to - base)).collect()
    };
    inside(old, old_part) == inside(new, new_part)
}
