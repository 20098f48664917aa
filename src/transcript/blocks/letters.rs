//! The letters and telegrams that stand among the speeches of a record, or inside them.

use crate::transcript::{
    Block, Decision, ParagraphRole,
    blocks::{Builder, Piece, frame::Role},
};

impl Builder<'_> {
    /// Cuts the pieces where a letter begins and ends, and where its text does.
    pub(super) fn find_letters(&mut self, pieces: &mut Vec<Piece<'_>>) {
        let mut index = 0;
        for number in 0..self.letters.len() {
            let letter = &self.letters[number];
            let lines = letter.lines();
            for line in [lines.start, letter.body.start, letter.body.end, letter.closing.end, lines.end] {
                self.part(pieces, &mut index, line);
            }
            let from = pieces.partition_point(|piece| piece.lines.start < lines.start);
            let own = pieces[from..].iter_mut().take_while(|piece| piece.lines.end <= lines.end);
            // The smaller number keeps the pieces small.
            let number = u32::try_from(number).expect("a text has fewer letters than bytes");
            own.for_each(|piece| piece.role = Role::Letter(number));
        }
        self.decide_letters();
    }

    /// Says why each letter is one.
    pub(super) fn decide_letters(&mut self) {
        let decisions = self.letters.iter().map(|letter| Decision {
            kind: "letter",
            span: self.layout.span(&letter.lines()),
            value: letter.kind.as_str().to_owned(),
            evidence: letter.evidence.clone(),
            certainty: letter.certainty,
        });
        self.decisions.extend(decisions);
    }

    /// Cuts the piece in which a line stands right before that line; `from` is a piece before it, and is moved on.
    fn part(&self, pieces: &mut Vec<Piece<'_>>, from: &mut usize, line: usize) {
        while pieces.get(*from).is_some_and(|piece| piece.lines.end <= line) {
            *from += 1;
        }
        let Some(piece) = pieces.get_mut(*from).filter(|piece| piece.lines.start < line) else { return };
        let rest = piece.cut(self.layout, line);
        *from += 1;
        pieces.insert(*from, rest);
    }

    /// The letter that some pieces are.
    pub(super) fn letter(&mut self, pieces: &[Piece<'_>]) -> Block {
        let Role::Letter(number) = pieces[0].role else { unreachable!("only the pieces of a letter are given") };
        let letter = self.letters[number as usize].clone();
        let is_text = |piece: &&Piece<'_>| letter.body.start <= piece.lines.start && piece.lines.end <= letter.body.end;
        let mut body: Vec<Piece<'_>> = pieces.iter().filter(is_text).cloned().collect();
        body.iter_mut().for_each(|piece| piece.role = Role::Text);
        if let Some(first) = body.first_mut() {
            first.start = letter.start;
        }
        let mut blocks = Vec::new();
        let was_inside = std::mem::replace(&mut self.is_inside_letter, true);
        self.paragraphs(&body, ParagraphRole::Plain, &mut blocks);
        self.is_inside_letter = was_inside;
        letter.block(&mut self.reader, blocks)
    }
}
