//! Literals, documentation and names, spelt so that the lexer gives back what went in.

use crate::schema::relaxng::{
    ast::AnnotationNode,
    compact::{COMPATIBILITY, token::keyword, write::layout::Layout},
};

/// A name of a definition or an annotation among definitions: a keyword takes a backslash.
pub(super) fn identifier(name: &str) -> String {
    if keyword(name).is_some() { format!("\\{name}") } else { name.to_owned() }
}

/// A literal: one segment where one kind of quotation mark is enough and no line ends in it, or several joined by `~`.
pub(super) fn literal(text: &str) -> Layout {
    let segments: Vec<Layout> = segments(text).into_iter().map(segment).collect();
    let between = Layout::sequence([Layout::space(), Layout::text("~ ")]);
    Layout::join(segments, &between).indented().group()
}

/// Cuts a text behind each line feed, and where it needs the other kind of quotation marks.
fn segments(text: &str) -> Vec<&str> {
    let mut segments = Vec::new();
    for line in text.split_inclusive('\n') {
        let (mut start, mut mark) = (0, None);
        for (at, character) in line.char_indices().filter(|(_, character)| matches!(character, '"' | '\'')) {
            if mark.is_some_and(|mark| mark != character) {
                segments.push(&line[start..at]);
                start = at;
            }
            mark = Some(character);
        }
        segments.push(&line[start..]);
    }
    if segments.is_empty() { vec![""] } else { segments }
}

/// A text with one kind of quotation marks at most, in the other kind.
fn segment(text: &str) -> Layout {
    let mark = if text.contains('"') { '\'' } else { '"' };
    Layout::text(format!("{mark}{}{mark}", escaped(text)))
}

/// A text without line ends and tabs, and without what looks like an escape.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let after = &text[at + character.len_utf8()..];
        let opens = character == '\\' && after.starts_with('x') && after.trim_start_matches('x').starts_with('{');
        if opens || matches!(character, '\t' | '\n' | '\r') {
            escaped.push_str(&format!("\\x{{{:X}}}", u32::from(character)));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// The text of an element that lines with `##` can say.
pub(super) fn documentation(node: &AnnotationNode) -> Option<&str> {
    match node {
        AnnotationNode::Element { namespace, name, attributes, children, .. }
            if &**namespace == COMPATIBILITY && &**name == "documentation" && attributes.is_empty() =>
        {
            match children.as_slice() {
                [] => Some(""),
                [AnnotationNode::Text(text)] => Some(text),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Lines with `##`.
pub(super) fn documentation_lines(text: &str) -> Layout {
    let line = |line: &str| match line {
        "" => Layout::text("##"),
        line => Layout::text(format!("## {}", escaped(line))),
    };
    Layout::join(text.split('\n').map(line), &Layout::line())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::relaxng::compact::{
        lexer,
        token::{Token, TokenKind},
    };

    #[track_caller]
    fn check(text: &str) {
        let written = literal(text).render();
        let tokens = lexer::tokens(&written, 0).expect("a literal is written");
        let read: String = tokens
            .iter()
            .map(|token| match &token.kind {
                TokenKind::Segment(segment) => segment.to_string(),
                TokenKind::Symbol("~") | TokenKind::End => String::new(),
                other => panic!("{other:?} in {written}"),
            })
            .collect();
        assert_eq!(read, text, "{written}");
    }

    #[test]
    fn every_literal_comes_back() {
        for text in
            ["", "a", "a\"b", "a'b", "\"'\"''\"\"", "\n", "a\r\n\tb\n", "\\x{41}", "\\xx{", "\\", "\\x", "\"\"\"'''", "# ü 𐌀"]
        {
            check(text);
        }
        assert_eq!(literal("it's").render(), "\"it's\"\n");
        assert_eq!(literal("a\nb\"'").render(), "\"a\\x{A}\" ~ 'b\"' ~ \"'\"\n");
    }

    #[test]
    fn every_documentation_comes_back() {
        for text in ["", "a", " a", "# a", "a\n\n  b\n", "\t\\x{41} \r"] {
            let written = documentation_lines(text).render();
            let tokens = lexer::tokens(&written, 0).expect("documentation is written");
            let found: Vec<TokenKind> = tokens.into_iter().map(|Token { kind, .. }| kind).collect();
            assert_eq!(found, [TokenKind::Documentation(text.into()), TokenKind::End], "{written}");
        }
    }
}
