//! What Markdown and some programs for transcripts put into running text: links, brackets with backslashes, times.

use crate::{
    span::Span,
    transcript::{
        actions,
        cues::closing,
        inlines::{Inline, Mark, Marked, Pair, Reader, joints::Joints},
        labels::whole_time,
    },
};

/// What stands for the mark with which a link opens, and for that of a bracket with a backslash before it.
pub(super) const LINK: char = '\u{1}';
pub(super) const ESCAPED: char = '\\';

/// What stands for the marks of bold type, and of a time between number signs: they begin with these.
pub(super) const BOLD: char = '*';
pub(super) const NUMBER_SIGN: char = '#';

/// The longest link, in bytes.
const LINK_LIMIT: usize = 1_000;

/// The longest bracket with backslashes, in bytes.
const ESCAPED_LIMIT: usize = 200;

/// The longest bold type, in bytes.
const BOLD_LIMIT: usize = 1_000;

/// The longest time between number signs, in bytes.
const TIME_LIMIT: usize = 20;

/// The pair of marks with which a text begins at a byte; `before` is what stands before it.
pub(super) fn pair(before: &str, text: &str, at: usize) -> Option<Pair> {
    let (open, end, close) = match text.as_bytes()[0] {
        b'*' => {
            let (end, close) = bold(before, text)?;
            (BOLD, end, close)
        }
        b'#' => (NUMBER_SIGN, time_end(text)?, 1),
        _ if before.ends_with('\\') => (ESCAPED, escaped_end(text)?, 1),
        _ => {
            let (words, end) = link(text)?;
            (LINK, end, end - words)
        }
    };
    Some(Pair { outer: Span::new(at, at + end), open, lengths: (if open == BOLD { 2 } else { 1 }, close) })
}

impl Reader<'_> {
    /// What stands for a pair of marks, and the bytes that this takes; `inner` is what lies between them.
    pub(super) fn of_markdown(
        &self,
        pair: &Pair,
        inner: Span,
        joints: &mut Joints<'_>,
        at: usize,
        out: &mut Vec<Inline>,
    ) -> (Span, Inline) {
        let outer = pair.outer;
        if pair.open == ESCAPED {
            return self.escaped(outer, joints, at, out);
        }
        joints.text(Span::new(at, outer.start), out);
        if pair.open == NUMBER_SIGN {
            return (outer, Inline::Time { span: outer, time: self.text[inner.range()].into() });
        }
        if inner.is_empty() {
            return (outer, Inline::Markup(outer));
        }
        let mark = match pair.open {
            LINK => Mark::Link(self.text[inner.end + 2..outer.end - 1].into()),
            _ => Mark::Highlighted,
        };
        let tags = vec![Span::new(outer.start, inner.start), Span::new(inner.end, outer.end)];
        (outer, Inline::Marked(Box::new(Marked { mark, tags, inlines: vec![Inline::Text(inner)] })))
    }

    /// A bracket with backslashes, which Markdown asks for: they become markup, and the bracket says what it says.
    fn escaped(&self, outer: Span, joints: &mut Joints<'_>, at: usize, out: &mut Vec<Inline>) -> (Span, Inline) {
        let whole = Span::new(outer.start - 1, outer.end);
        let words = &self.text[outer.start + 1..outer.end - 2];
        joints.text(Span::new(at.min(whole.start), whole.start), out);
        if let Some(inline) = self.leaf(words, whole) {
            return (whole, inline);
        }
        let (open, close) = (Span::new(whole.start, outer.start), Span::new(outer.end - 2, outer.end - 1));
        let inlines = vec![
            Inline::Markup(open),
            Inline::Text(Span::new(open.end, close.start)),
            Inline::Markup(close),
            Inline::Text(Span::new(close.end, outer.end)),
        ];
        let is_action = !self.is_inside_direction && words.split_whitespace().next().is_some_and(actions::is_action);
        if is_action {
            return (whole, Inline::Marked(Box::new(Marked { mark: Mark::Direction, tags: Vec::new(), inlines })));
        }
        let Some((last, others)) = inlines.split_last() else { return (whole, Inline::Text(whole)) };
        out.extend_from_slice(others);
        (whole, last.clone())
    }
}

/// The link with which a text begins: where its words end, and where it ends.
///
/// What stands in the parentheses must be an address: `[sic](see below)` is none.
pub(super) fn link(text: &str) -> Option<(usize, usize)> {
    let room = &text[..text.floor_char_boundary(LINK_LIMIT)];
    let words = room.find(']')?;
    let rest = room[words + 1..].strip_prefix('(')?;
    // An address may have parentheses of its own.
    let length = closing(&room[words + 1..])? - 2;
    let target = &rest[..length];
    let is_plain = |character: char| !character.is_whitespace() && !"<>\"{}|\\^`[]".contains(character);
    let is_address = target.contains(['/', '.']) && !target.starts_with('#') && target.chars().all(is_plain);
    let is_words = words > 1 && !room[1..words].contains(['[', '\n']);
    (is_address && is_words).then_some((words, words + length + 3))
}

/// Where a bracket ends whose two marks have backslashes before them; the text begins with the first mark.
pub(super) fn escaped_end(text: &str) -> Option<usize> {
    let room = &text[..text.floor_char_boundary(ESCAPED_LIMIT)];
    let end = room.find(']')?;
    (room[..end].ends_with('\\') && end > 2 && !room[1..end].contains(['[', '\n'])).then_some(end + 1)
}

/// The bold type with which a text begins: where it ends, and the length of the mark that closes it, or 0 where the text begins with
/// a mark that ends bold type which began with the label of the line. `before` is what stands before it.
pub(super) fn bold(before: &str, text: &str) -> Option<(usize, usize)> {
    let inside = text.strip_prefix("**")?;
    if ends_line(inside) {
        let line = before.rsplit('\n').next().unwrap_or_default();
        return (line.starts_with("**") && line.matches("**").count() == 1).then_some((2, 0));
    }
    let begins =
        before.is_empty() || before.ends_with(|character: char| character.is_whitespace() || "([\"“„«".contains(character));
    let room = &inside[..inside.floor_char_boundary(BOLD_LIMIT)];
    let end = room.find(['*', '\n', '(', ')', '[', ']', '"', '`', '_'])?;
    let is_closed = room[end..].starts_with("**") && !room[end..].starts_with("***");
    let is_whole = room.starts_with(char::is_alphanumeric) && !room[..end].ends_with(char::is_whitespace);
    (begins && is_closed && is_whole).then_some((end + 4, 2))
}

/// Whether nothing more stands on the line.
fn ends_line(rest: &str) -> bool {
    rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') || rest.trim().is_empty()
}

/// Where a time between number signs ends, as programs for interviews write it: `#00:01:12-5#`.
pub(super) fn time_end(text: &str) -> Option<usize> {
    let room = &text.as_bytes()[1..text.len().min(TIME_LIMIT)];
    let end = 1 + memchr::memchr(b'#', room)?;
    let time = &text[1..end];
    let clock = time.rsplit_once('-').filter(|(_, tenths)| tenths.bytes().all(|byte| byte.is_ascii_digit()));
    whole_time(clock.map_or(time, |(clock, _)| clock)).is_some().then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_have_an_address() {
        assert_eq!(link("[the page](https://example.org/a_(b)) and"), Some((9, 37)));
        assert_eq!(link("[it](notes/a.md)"), Some((3, 16)));
        for none in
            ["[sic](see below)", "[1](2)", "[a](#part)", "[](https://example.org)", "[open (https://example.org)", "[a] (b/c)"]
        {
            assert_eq!(link(none), None, "{none}");
        }
    }

    #[test]
    fn bold_type_has_a_mark_on_either_side() {
        assert_eq!((bold("so ", "**is** it"), bold("", "**Stage 1: Work**")), (Some((6, 2)), Some((17, 2))));
        // It began with the label of the line.
        assert_eq!(bold("**Q: Who?", "**\n\nA: I."), Some((2, 0)));
        for (before, text) in [("a", "** and b**"), ("", "** a note"), ("so ", "***so***"), ("", "**open"), ("Who?", "**")] {
            assert_eq!(bold(before, text), None, "{before}{text}");
        }
    }

    #[test]
    fn brackets_and_times_end_with_their_marks() {
        assert_eq!((escaped_end("[laughs\\] so"), escaped_end("[laughs] so"), escaped_end("[\\]")), (Some(9), None, None));
        assert_eq!((time_end("#00:01:12-5# so"), time_end("#00:01:12#"), time_end("#4 and #5")), (Some(12), Some(10), None));
    }
}
