//! The elements of two encodings over the words that both have: what measures of agreement are made of.

use crate::{
    delta::{
        Scope, Side,
        spine::{Numbers, Spine, narrow},
        words::{Step, align},
    },
    xml::Tree,
};

/// Two encodings of one text, each as its elements over the words that both have.
///
/// Words are counted as [`between`](crate::delta::between) counts them, punctuation marks by themselves; words that stand for
/// other words count one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// How many words both have.
    pub shared: usize,
    /// How many of these are not the same in both, but stand for each other.
    pub changed: usize,
    /// How many words only the one has, and only the other.
    pub alone: [usize; 2],
    /// The elements of either that hold words of both, in document order.
    pub units: [Vec<Unit>; 2],
    /// Whether some words were aligned by a bounded search.
    pub is_coarse: bool,
}

/// An element with the words that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The local name of the element.
    pub element: String,
    /// How many words of both stand before it.
    pub start: usize,
    /// How many words of both stand before its end: more than `start`.
    pub end: usize,
    /// The element as it stands in its document, with its first and last words.
    pub side: Side,
}

/// Lays two encodings over each other.
///
/// ```
/// use teiwright::{delta, source::Source, xml};
///
/// let a = Source::from_text("a.xml", "<p>To <name>Anna Berg</name></p>");
/// let b = Source::from_text("b.xml", "<p>To <name>Anna</name> Berg</p>");
/// let overlay = delta::overlay(&xml::parse(&a)?, &xml::parse(&b)?, &delta::Scope::default());
/// let ends = overlay.units.map(|units| units[1].start..units[1].end);
/// assert_eq!((overlay.shared, ends), (3, [1..3, 1..2]));
/// # Ok::<(), xml::ReadError>(())
/// ```
pub fn overlay<'t>(a: &'t Tree<'t>, b: &'t Tree<'t>, scope: &Scope) -> Overlay {
    let mut numbers = Numbers::default();
    let (a, b) = (Spine::of(a, &mut numbers, scope), Spine::of(b, &mut numbers, scope));
    let alignment = align(&a, &b);
    let mut overlay = Overlay { is_coarse: alignment.is_coarse, ..Overlay::default() };
    let (mut a_places, mut b_places) = (Vec::with_capacity(a.words.len() + 1), Vec::with_capacity(b.words.len() + 1));
    for step in alignment.steps {
        let before = narrow(overlay.shared);
        match step {
            Step::Keep { len, .. } => {
                a_places.extend((0..narrow(len)).map(|by| before + by));
                b_places.extend((0..narrow(len)).map(|by| before + by));
                overlay.shared += len;
            }
            Step::Replace { old, new } => {
                // The first of the words stands for all.
                a_places.extend(old.clone().map(|word| before + u32::from(word > old.start)));
                b_places.extend(new.clone().map(|word| before + u32::from(word > new.start)));
                overlay.shared += 1;
                overlay.changed += 1;
            }
            Step::Delete { old, .. } => {
                overlay.alone[0] += old.len();
                a_places.extend(old.map(|_| before));
            }
            Step::Insert { new, .. } => {
                overlay.alone[1] += new.len();
                b_places.extend(new.map(|_| before));
            }
        }
    }
    a_places.push(narrow(overlay.shared));
    b_places.push(narrow(overlay.shared));
    overlay.units = [units(&a, &a_places), units(&b, &b_places)];
    overlay
}

fn units(spine: &Spine<'_>, places: &[u32]) -> Vec<Unit> {
    let mut units = Vec::new();
    for (index, part) in spine.parts.iter().enumerate().filter(|(_, part)| part.node.is_element()) {
        let words = spine.words_in(part.from, part.to);
        let (start, end) = (places[words.start] as usize, places[words.end] as usize);
        if start < end {
            let side = Side { span: spine.tree.span(part.node), path: spine.path(index), text: spine.excerpt(words) };
            units.push(Unit { element: part.node.tag_name().name().to_owned(), start, end, side });
        }
    }
    units
}
