//! The automaton of a regular expression: one position for each class that stands in it, repetitions written out.
//!
//! A set of positions is a row of bits. `reach` is the set of positions that the next character may be at; those whose class has
//! the character are taken, and what may follow them is the next `reach`. No path is followed twice, so that a text takes time
//! in proportion to its length whatever the expression is.

use super::{
    POSITION_LIMIT,
    classes::Class,
    parse::{Node, Syntax},
};

/// Positions in a word of bits.
const BITS: usize = 64;
/// Words in the longest row.
const WORDS: usize = POSITION_LIMIT / BITS;

#[derive(Clone, Debug)]
pub(super) struct Program {
    /// Words in each row.
    words: usize,
    /// Whether the empty text matches.
    is_nullable: bool,
    /// The row of positions at which a text may begin.
    first: Box<[u64]>,
    /// The row of positions at which a text may end.
    last: Box<[u64]>,
    /// For each position, the row of those that may come next.
    follow: Box<[u64]>,
    /// For each ASCII character, the row of positions whose class has it.
    ascii: Box<[u64]>,
    /// The classes, for all other characters.
    classes: Box<[Class]>,
    /// For each class, the row of its positions.
    positions: Box<[u64]>,
}

impl Program {
    /// Makes the automaton; nothing if it has too many positions.
    pub(super) fn new(syntax: Syntax) -> Option<Program> {
        let count = usize::try_from(size(&syntax.root)).ok().filter(|&count| count <= POSITION_LIMIT)?;
        let words = count.div_ceil(BITS).max(1);
        let mut builder = Builder { words, class_of: Vec::with_capacity(count), follow: vec![0; count * words] };
        let whole = builder.build(&syntax.root);
        let mut positions = vec![0; syntax.classes.len() * words];
        for (position, &class) in builder.class_of.iter().enumerate() {
            set(&mut positions[class * words..][..words], position);
        }
        let mut ascii = vec![0; 128 * words];
        for (code, row) in (0u8..128).zip(ascii.chunks_exact_mut(words)) {
            for (class, its_positions) in syntax.classes.iter().zip(positions.chunks_exact(words)) {
                if class.has(char::from(code)) {
                    add(row, its_positions);
                }
            }
        }
        Some(Program {
            words,
            is_nullable: whole.is_nullable,
            first: whole.first.into(),
            last: whole.last.into(),
            follow: builder.follow.into(),
            ascii: ascii.into(),
            classes: syntax.classes.into(),
            positions: positions.into(),
        })
    }

    /// Whether the whole text matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        if text.is_empty() {
            self.is_nullable
        } else if self.is_small() {
            self.matches_in_one_word(text)
        } else {
            self.matches_in_rows(text)
        }
    }

    /// Whether a row is one word.
    pub(super) fn is_small(&self) -> bool {
        self.words == 1
    }

    fn matches_in_one_word(&self, text: &str) -> bool {
        let (mut reach, mut taken) = (self.first[0], 0);
        for character in text.chars() {
            taken = match self.ascii.get(character as usize) {
                Some(row) => reach & row,
                None => self.classes.iter().zip(&self.positions).fold(0, |taken, (class, row)| {
                    if reach & row != 0 && class.has(character) { taken | reach & row } else { taken }
                }),
            };
            if taken == 0 {
                return false;
            }
            reach = 0;
            let mut rest = taken;
            while rest != 0 {
                reach |= self.follow[rest.trailing_zeros() as usize];
                rest &= rest - 1;
            }
        }
        taken & self.last[0] != 0
    }

    fn matches_in_rows(&self, text: &str) -> bool {
        let words = self.words;
        let (mut reach, mut taken) = ([0; WORDS], [0; WORDS]);
        let (reach, taken) = (&mut reach[..words], &mut taken[..words]);
        reach.copy_from_slice(&self.first);
        for character in text.chars() {
            self.rows_of(character, reach, taken);
            if taken.iter().all(|&word| word == 0) {
                return false;
            }
            reach.fill(0);
            for (index, &word) in taken.iter().enumerate() {
                let mut rest = word;
                while rest != 0 {
                    let position = index * BITS + rest.trailing_zeros() as usize;
                    add(reach, &self.follow[position * words..][..words]);
                    rest &= rest - 1;
                }
            }
        }
        taken.iter().zip(&self.last).any(|(taken, last)| taken & last != 0)
    }

    /// Which of the positions in `reach` have the character.
    fn rows_of(&self, character: char, reach: &[u64], taken: &mut [u64]) {
        match self.ascii.get(character as usize * self.words..(character as usize + 1) * self.words) {
            Some(row) => taken.copy_from_slice(row),
            None => {
                taken.fill(0);
                for (class, row) in self.classes.iter().zip(self.positions.chunks_exact(self.words)) {
                    if reach.iter().zip(row).any(|(reach, word)| reach & word != 0) && class.has(character) {
                        add(taken, row);
                    }
                }
            }
        }
        taken.iter_mut().zip(reach).for_each(|(taken, reach)| *taken &= reach);
    }
}

/// How many positions the part has, repetitions written out.
fn size(node: &Node) -> u64 {
    match node {
        Node::Class(_) => 1,
        Node::Concat(parts) | Node::Choice(parts) => parts.iter().map(size).fold(0, u64::saturating_add),
        Node::Repeat(inner, least, most) => size(inner).saturating_mul(u64::from(most.unwrap_or((*least).max(1)))),
    }
}

/// What is known of a part: where it begins, where it ends, and whether it matches the empty text.
struct Part {
    is_nullable: bool,
    first: Vec<u64>,
    last: Vec<u64>,
}

struct Builder {
    words: usize,
    /// The class of each position.
    class_of: Vec<usize>,
    follow: Vec<u64>,
}

impl Builder {
    fn build(&mut self, node: &Node) -> Part {
        match node {
            Node::Class(class) => {
                let position = self.class_of.len();
                self.class_of.push(*class);
                let mut row = vec![0; self.words];
                set(&mut row, position);
                Part { is_nullable: false, first: row.clone(), last: row }
            }
            // From the end, so that what is linked is a part with the short list of places where the next one begins.
            Node::Concat(parts) => parts.iter().rev().fold(self.empty(), |rest, part| {
                let part = self.build(part);
                self.join(part, rest)
            }),
            Node::Choice(parts) => {
                let mut whole = Part { is_nullable: false, ..self.empty() };
                for part in parts {
                    let part = self.build(part);
                    whole.is_nullable |= part.is_nullable;
                    add(&mut whole.first, &part.first);
                    add(&mut whole.last, &part.last);
                }
                whole
            }
            // What has no positions matches the empty text alone, however often.
            Node::Repeat(inner, ..) if size(inner) == 0 => self.empty(),
            Node::Repeat(inner, least, most) => self.repeat(inner, *least, *most),
        }
    }

    /// `x{2,4}` is `xx(x(x)?)?`, and `x{2,}` is `xx+`.
    fn repeat(&mut self, inner: &Node, least: u32, most: Option<u32>) -> Part {
        let (mut rest, copies) = match most {
            Some(most) => (self.empty(), most),
            None => {
                let mut looped = self.build(inner);
                self.link(&looped.last, &looped.first);
                looped.is_nullable |= least == 0;
                (looped, least.saturating_sub(1))
            }
        };
        for index in (0..copies).rev() {
            let part = self.build(inner);
            rest = self.join(part, rest);
            rest.is_nullable |= index >= least;
        }
        rest
    }

    fn empty(&self) -> Part {
        Part { is_nullable: true, first: vec![0; self.words], last: vec![0; self.words] }
    }

    /// One part after the other.
    fn join(&mut self, mut part: Part, mut rest: Part) -> Part {
        self.link(&part.last, &rest.first);
        if part.is_nullable {
            add(&mut part.first, &rest.first);
        }
        if rest.is_nullable {
            add(&mut rest.last, &part.last);
        }
        Part { is_nullable: part.is_nullable && rest.is_nullable, first: part.first, last: rest.last }
    }

    /// After each position of `last` may come each of `first`.
    fn link(&mut self, last: &[u64], first: &[u64]) {
        for (index, &word) in last.iter().enumerate() {
            let mut rest = word;
            while rest != 0 {
                let position = index * BITS + rest.trailing_zeros() as usize;
                add(&mut self.follow[position * self.words..][..self.words], first);
                rest &= rest - 1;
            }
        }
    }
}

fn set(row: &mut [u64], position: usize) {
    row[position / BITS] |= 1 << (position % BITS);
}

fn add(row: &mut [u64], other: &[u64]) {
    row.iter_mut().zip(other).for_each(|(word, other)| *word |= other);
}
