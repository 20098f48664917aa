//! Texts of any length, of our own making, for benches and for tests of growth.

use std::fmt::Write;

/// A kind of text: its name, and how one of some bytes is made.
pub type Kind = (&'static str, fn(usize) -> String);

/// The kinds of text that people have.
pub const KINDS: [Kind; 3] = [("memorandum", memorandum), ("debate", debate), ("play", play)];

/// What sentences are made of.
const WORDS: [&str; 24] = [
    "harbor", "council", "river", "house", "pier", "cost", "evening", "road", "stone", "the", "of", "and", "a", "in", "that",
    "it", "was", "for", "with", "spoke", "waited", "answered", "long", "old",
];

/// Words one after the other, never twice the same way; the same seed gives the same words.
struct Speech {
    state: u32,
}

impl Speech {
    fn new() -> Speech {
        Speech { state: 7 }
    }

    /// A number below `limit`.
    fn number(&mut self, limit: usize) -> usize {
        self.state = self.state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.state >> 8) as usize % limit
    }

    fn sentence(&mut self, out: &mut String, words: usize) {
        out.push_str("Then");
        for _ in 0..words {
            out.push(' ');
            out.push_str(WORDS[self.number(WORDS.len())]);
        }
        out.push('.');
    }

    /// A name of two words; there are some ten thousand of them.
    fn name(&mut self) -> String {
        const SYLLABLES: [&str; 10] = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "ro", "tu"];
        let mut name = String::new();
        for word in ["A", "B"] {
            name.push_str(if word == "A" { "Jo" } else { " Ha" });
            (0..2).for_each(|_| name.push_str(SYLLABLES[self.number(SYLLABLES.len())]));
        }
        name
    }
}

/// Fills a text of `length` bytes or a little more with what `add` adds; `add` is told how often it was called.
pub fn filled(length: usize, mut add: impl FnMut(usize, &mut String)) -> String {
    let mut text = String::with_capacity(length + 4_096);
    let mut count = 0;
    while text.len() < length {
        add(count, &mut text);
        count += 1;
    }
    text
}

/// A memorandum of a conversation: few speakers, paragraphs of some sentences, glosses, gaps and quotations.
pub fn memorandum(length: usize) -> String {
    const SPEAKERS: [&str; 4] = ["Comrade Ann Cole", "Mr. Dole", "Dr. Carl Ebb", "The Chair"];
    let mut speech = Speech::new();
    filled(length, |count, text| {
        if count % 3 == 0 {
            text.push_str(SPEAKERS[count / 3 % SPEAKERS.len()]);
            text.push_str(": ");
        }
        for _ in 0..count % 7 + 1 {
            let words = 12 + speech.number(12);
            speech.sentence(text, words);
            text.push_str([" ", " He said, \"it is so.\" ", " [of stone] ", " [illegible] "][speech.number(4)]);
        }
        text.push_str("So it was.\n\n");
    })
}

/// A debate: hundreds of speakers by their names, and long paragraphs.
pub fn debate(length: usize) -> String {
    let mut speech = Speech::new();
    let names: Vec<String> = (0..300).map(|_| speech.name()).collect();
    filled(length, |_, text| {
        let name = &names[speech.number(names.len())];
        let _ = writeln!(text, "{name}:");
        for _ in 0..speech.number(6) + 2 {
            let words = 14 + speech.number(20);
            speech.sentence(text, words);
            text.push(' ');
        }
        text.push_str("\n\n");
    })
}

/// A play: names in capitals before a full stop, lines as long as those of printed plays are, directions, scenes.
pub fn play(length: usize) -> String {
    const ROLES: [&str; 6] = ["ANNA", "BERT", "THE HOST", "CARL", "FIRST GUEST", "DORA"];
    let mut speech = Speech::new();
    filled(length, |count, text| {
        if count == 0 {
            text.push_str("A Play\n\nPERSONS\n\nANNA, a maid.\nBERT, a guest.\nTHE HOST.\nCARL.\nDORA, his wife.\n\nACT I.\n\n");
        } else if count % 200 == 0 {
            let _ = write!(text, "SCENE {}.\n\n", count / 200);
        }
        let direction = ["", " (Aside.)", "", " (He goes.)"][speech.number(4)];
        let _ = writeln!(text, "{}.{direction}", ROLES[speech.number(ROLES.len())]);
        for _ in 0..speech.number(5) + 1 {
            let words = 8 + speech.number(6);
            speech.sentence(text, words);
            text.push('\n');
        }
        text.push('\n');
    })
}
