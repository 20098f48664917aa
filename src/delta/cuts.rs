//! Elements that were cut into several of their name, and several that were joined to one.

use crate::{
    delta::{
        pairs::{Lot, Pairs, Tie, lone},
        spine::Spine,
    },
    tei::tei,
};

/// An element without a partner, in the order in which cuts are looked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stretch {
    name: u32,
    depth: u32,
    from: u32,
    to: u32,
    part: usize,
}

/// Elements of one name and depth that overlap, directly or through others.
#[derive(Default)]
struct Cluster {
    old: Vec<Stretch>,
    new: Vec<Stretch>,
}

/// Finds cuts and joins among the elements that no partner around the same words was found for.
///
/// Over the shared text, the ends of such elements are seams. Within a cluster no seam is in both documents: one of the old
/// document was joined, one of the new document was cut.
pub(super) fn find(pairs: &mut Pairs, old: &Spine<'_>, new: &Spine<'_>) {
    let olds = stretches(old, &pairs.old, &pairs.old_ranges);
    let news = stretches(new, &pairs.new, &pairs.new_ranges);
    for cluster in clusters(&olds, &news) {
        let (olds, news) = (&cluster.old, &cluster.new);
        if olds.len() + news.len() < 3 || is_shifted(&cluster, pairs, old, new) {
            continue;
        }
        let (Some(first_old), Some(first_new)) = (olds.first(), news.first()) else { continue };
        let have_moved_ends = first_old.from != first_new.from || olds.last().map(|it| it.to) != news.last().map(|it| it.to);
        pairs.pair(first_old.part, first_new.part, if have_moved_ends { Tie::Boundary } else { Tie::Cut });
        for piece in &news[1..] {
            pairs.splits.push((holder(olds, piece.from).part, piece.part));
            mark_piece(new, &mut pairs.new, piece.part);
        }
        for piece in &olds[1..] {
            pairs.merges.push((piece.part, holder(news, piece.from).part));
            mark_piece(old, &mut pairs.old, piece.part);
        }
    }
}

/// The elements around words that have no partner, sorted.
fn stretches(spine: &Spine<'_>, lots: &[Lot], ranges: &[(u32, u32)]) -> Vec<Stretch> {
    let mut depths: Vec<u32> = Vec::with_capacity(spine.parts.len());
    for part in &spine.parts {
        depths.push(depths.get(part.parent).map_or(0, |depth| depth + 1));
    }
    let around_words = lone(lots).into_iter().filter(|&part| ranges[part].0 < ranges[part].1);
    let mut stretches: Vec<Stretch> = around_words
        .map(|part| Stretch { name: spine.parts[part].name, depth: depths[part], from: ranges[part].0, to: ranges[part].1, part })
        .collect();
    stretches.sort_unstable();
    stretches
}

fn clusters(olds: &[Stretch], news: &[Stretch]) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut end: Option<(u32, u32, u32)> = None;
    let (mut olds, mut news) = (olds.iter().peekable(), news.iter().peekable());
    loop {
        let is_old = match (olds.peek(), news.peek()) {
            (Some(old), Some(new)) => old.place() <= new.place(),
            (old, new) if old.is_none() && new.is_none() => return clusters,
            (old, _) => old.is_some(),
        };
        let Some(next) = (if is_old { olds.next() } else { news.next() }) else { return clusters };
        let reach = end.filter(|&(name, depth, to)| (name, depth) == (next.name, next.depth) && next.from < to);
        if reach.is_none() {
            clusters.push(Cluster::default());
        }
        if let Some(cluster) = clusters.last_mut() {
            if is_old { cluster.old.push(*next) } else { cluster.new.push(*next) }
        }
        end = Some((next.name, next.depth, reach.map_or(next.to, |(_, _, to)| to.max(next.to))));
    }
}

impl Stretch {
    fn place(&self) -> (u32, u32, u32) {
        (self.name, self.depth, self.from)
    }
}

/// Whether as many elements of the same attributes stand in both documents and have only other ends: none was cut or joined.
///
/// A label that came or went says that its element begins or ends there.
fn is_shifted(cluster: &Cluster, pairs: &Pairs, old: &Spine<'_>, new: &Spine<'_>) -> bool {
    let is_alike =
        |(a, b): (&Stretch, &Stretch)| old.signatures[a.part] == new.signatures[b.part] && a.from < b.to && b.from < a.to;
    cluster.old.len() == cluster.new.len()
        && cluster.old.iter().zip(&cluster.new).all(is_alike)
        && !cluster.old.iter().any(|it| lost_label(old, &pairs.old, it.part).is_some())
        && !cluster.new.iter().any(|it| lost_label(new, &pairs.new, it.part).is_some())
}

/// The last of the elements that begins at a place or before it.
fn holder(among: &[Stretch], at: u32) -> Stretch {
    let after = among.partition_point(|it| it.from <= at);
    among[after.saturating_sub(1)]
}

fn mark_piece(spine: &Spine<'_>, lots: &mut [Lot], piece: usize) {
    lots[piece] = Lot::Piece;
    if let Some(label) = lost_label(spine, lots, piece) {
        lots[label] = Lot::Label;
    }
}

/// The speaker's label with which an element begins, if it stands in one document only.
fn lost_label(spine: &Spine<'_>, lots: &[Lot], element: usize) -> Option<usize> {
    let first = spine.parts.get(element + 1)?;
    let is_label = first.parent == element && first.node.has_tag_name(tei("speaker"));
    (is_label && lots[element + 1] == Lot::Alone).then_some(element + 1)
}
