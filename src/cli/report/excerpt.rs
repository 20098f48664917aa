//! The line that a finding is about, cut to what fits a screen, with marks under it.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Snippet};
use teiwright::{
    diagnostic::{Label, Severity},
    source::Source,
    span::Span,
};

use crate::cli::{
    report::counted,
    terminal::{Palette, printable},
};

/// The longest line that is shown whole, and the longest piece of one, in characters.
const WIDTH: usize = 120;

/// How many characters of a longer line are shown before the mark.
const BEFORE: usize = 40;

/// How many other places are shown; the rest are counted.
const LABELS: usize = 3;

/// Lines of a text with marks; it holds no more of the text than is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    lines: Vec<Line>,
    /// How many labels are left out.
    rest: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    number: usize,
    /// The piece of the source that is shown.
    piece: Span,
    /// The piece with an ellipsis where it is cut.
    text: String,
    /// The bytes of the ellipsis before the piece.
    shift: usize,
    marks: Vec<Mark>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    /// Bytes of the line's text.
    range: Range<usize>,
    /// What stands there; nothing at the finding's own place.
    label: Option<String>,
}

impl Excerpt {
    /// Cuts the line in which `span` begins, and the lines of the first few labels.
    pub fn of(source: &Source, span: Span, labels: &[Label]) -> Excerpt {
        let mut lines: Vec<Line> = vec![Line::cut(source, span)];
        lines[0].mark(span, None);
        for label in labels.iter().take(LABELS) {
            let index = lines.iter().position(|line| line.holds(label.span)).unwrap_or(lines.len());
            if index == lines.len() {
                lines.push(Line::cut(source, label.span));
            }
            lines[index].mark(label.span, Some(printable(&label.text).into_owned()));
        }
        Excerpt { lines, rest: labels.len().saturating_sub(LABELS) }
    }

    /// The lines as text, each ended by a line feed.
    pub fn render(&self, severity: Severity, palette: Palette) -> String {
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let group = Group::with_level(level).elements(self.lines.iter().map(Line::snippet));
        let rendered = palette.snippets().render(&[group]);
        // The renderer begins with an empty line under a title, which is ours and stands above.
        let mut out: String = rendered.lines().skip(1).map(|line| format!("  {}\n", line.trim_end())).collect();
        if self.rest > 0 {
            out += &format!("  and {}\n", counted(self.rest, "more place"));
        }
        out
    }
}

impl Line {
    /// Cuts the line in which `span` begins around it.
    fn cut(source: &Source, span: Span) -> Line {
        let number = source.place(span.start).line;
        let line = source.line(number).unwrap_or_default();
        let mark = usize::from(number == 1 && source.text().starts_with('\u{feff}')) * '\u{feff}'.len_utf8();
        let line = Span::new(line.start + mark, line.end);
        let text = source.slice(line).unwrap_or_default();
        let at = floor(text, span.start.saturating_sub(line.start));
        let (mut start, mut end) = (0, text.len());
        if text.char_indices().nth(WIDTH).is_some() {
            start = text[..at].char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
            end = text[start..].char_indices().nth(WIDTH).map_or(text.len(), |(length, _)| start + length);
        }
        let (before, after) = (if start > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" });
        Line {
            number,
            piece: Span::new(line.start + start, line.start + end),
            text: format!("{before}{}{after}", &text[start..end]),
            shift: before.len(),
            marks: Vec::new(),
        }
    }

    /// Whether a mark for `span` can stand under this piece.
    fn holds(&self, span: Span) -> bool {
        self.piece.start <= span.start && span.start <= self.piece.end
    }

    /// Adds a mark, cut at the end of the piece.
    fn mark(&mut self, span: Span, label: Option<String>) {
        let Span { start, end } = self.piece;
        let byte = |offset: usize| floor(&self.text, offset.clamp(start, end) - start + self.shift);
        let (start, end) = (byte(span.start), byte(span.end));
        self.marks.push(Mark { range: start..end.max(start), label });
    }

    fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        Snippet::source(&self.text).line_start(self.number).annotations(self.marks.iter().map(Mark::annotation))
    }
}

impl Mark {
    fn annotation(&self) -> Annotation<'_> {
        match &self.label {
            None => AnnotationKind::Primary.span(self.range.clone()),
            Some(label) => AnnotationKind::Context.span(self.range.clone()).label(label),
        }
    }
}

/// The nearest boundary of a character at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, start: usize, end: usize, labels: &[Label]) -> String {
        let source = Source::from_text("a.xml", text);
        Excerpt::of(&source, Span::new(start, end), labels).render(Severity::Error, Palette::Plain)
    }

    #[test]
    fn marks_stand_under_wide_characters_and_after_tabs() {
        assert_eq!(show("漢字\tx\n", 7, 8, &[]), "  1 | 漢字    x\n    |         ^\n");
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = format!("{}<gap/>{}\nsecond", "é".repeat(5_000_000), "z".repeat(5_000_000));
        let shown = show(&text, 10_000_001, 10_000_004, &[]);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[0], format!("  1 | …{}<gap/>{}…", "é".repeat(39), "z".repeat(75)));
        assert_eq!(lines[1], format!("    | {}^^^", " ".repeat(41)));
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn a_mark_ends_with_its_line() {
        assert_eq!(show("<a>\n<b>\n", 1, 7, &[]), "  1 | <a>\n    |  ^^\n");
    }

    #[test]
    fn a_span_outside_the_text_or_inside_a_character_is_shown_nearby() {
        assert_eq!(show("é", 1, 2, &[]), "  1 | é\n    | ^\n");
        assert_eq!(show("ab", 50, 60, &[]), "  1 | ab\n    |   ^\n");
        assert_eq!(show("", 0, 0, &[]), "  1 |\n    | ^\n");
        assert_eq!(show("\u{feff}ab", 0, 4, &[]), "  1 | ab\n    | ^\n");
    }

    #[test]
    fn labels_share_a_line_or_bring_their_own() {
        let label = |start, end, text: &str| Label { span: Span::new(start, end), text: text.to_owned() };
        let text = "first\nb=1 b=2\n";
        let shared = show(text, 10, 11, &[label(6, 7, "here")]);
        assert_eq!(shared, "  2 | b=1 b=2\n    | -   ^\n    | |\n    | here\n");
        let own = show(text, 10, 11, &[label(0, 5, "and\u{1b}here")]);
        assert!(own.contains("1 | first\n    | ----- and\\u{1b}here\n"), "{own}");
        let many: Vec<Label> = (0..5).map(|at| label(at, at + 1, "x")).collect();
        assert!(show(text, 10, 11, &many).ends_with("  and 2 more places\n"));
    }
}
