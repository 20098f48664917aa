//! What the sign at the beginning of a line says.

use crate::span::Span;

/// The fields of the header.
const FIELDS: [(&str, Field); 3] = [("@title", Field::Title), ("@subtitle", Field::Subtitle), ("@author", Field::Author)];

/// A field of the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Subtitle,
    Author,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Field(Field),
    Cast,
    /// A heading, with its depth from 1.
    Heading(usize),
    Speaker,
    Direction,
    /// A direction of one line.
    Inside,
    Verse,
    Comment,
}

/// Reads the sign of a line; gives it with the bytes that it takes, the white space after it left out.
pub(super) fn sign(text: &str, line: Span) -> Option<(Sign, Span)> {
    let words = &text[line.range()];
    let mark = |length: usize| Span::new(line.start, line.start + length);
    for (name, field) in FIELDS {
        let is_whole = |rest: &str| !rest.starts_with(|next: char| next.is_lowercase() || next == '-' || next == '_');
        if words.strip_prefix(name).is_some_and(is_whole) {
            return Some((Sign::Field(field), mark(name.len())));
        }
    }
    let sign = match words.bytes().next()? {
        b'@' => Sign::Speaker,
        b'^' => Sign::Cast,
        b'$' => Sign::Direction,
        b'%' => Sign::Inside,
        b'~' => Sign::Verse,
        b'#' => {
            let depth = words.bytes().take_while(|byte| *byte == b'#').count();
            return Some((Sign::Heading(depth), mark(depth)));
        }
        b'<' if words.starts_with("<!--") => return Some((Sign::Comment, mark(4))),
        _ => return None,
    };
    Some((sign, mark(1)))
}

/// Whether lines are unmistakably EzDrama: a field of the header, speakers, and no other lines before the first sign.
pub(in crate::transcript) fn is_ezdrama<'t>(lines: impl Iterator<Item = &'t str>) -> bool {
    let (mut fields, mut speakers, mut others) = (0, 0, 0);
    for line in lines.map(|line| line.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}')) {
        match sign(line, Span::new(0, line.len())) {
            Some((Sign::Field(_), _)) => fields += 1,
            // `@anna: we should do it`: a speaker of EzDrama stands alone on the line.
            Some((Sign::Speaker, _)) if fields == 0 && says_something(line) => return false,
            Some((Sign::Speaker, mark)) if line[mark.end..].starts_with(|first: char| first.is_alphabetic() || first == ' ') => {
                speakers += 1;
            }
            Some((Sign::Cast | Sign::Heading(_) | Sign::Direction, _)) => others += 1,
            None if !line.is_empty() && fields + speakers + others == 0 => return false,
            _ => {}
        }
    }
    fields > 0 && speakers + others > 0 || speakers > 1 && others > 0
}

/// Whether words follow the colon after a name.
fn says_something(line: &str) -> bool {
    line.split_once(':').is_some_and(|(_, said)| said.trim_start().starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_says_what_a_line_is() {
        let of = |line: &str| sign(line, Span::new(0, line.len())).map(|(sign, mark)| (sign, mark.end));
        assert_eq!(of("@title Ham"), Some((Sign::Field(Field::Title), 6)));
        assert_eq!(of("@titleHam"), Some((Sign::Field(Field::Title), 6)));
        assert_eq!(of("@authority speaks"), Some((Sign::Speaker, 1)));
        assert_eq!(of("### Third"), Some((Sign::Heading(3), 3)));
        assert_eq!(of("<!-- out"), Some((Sign::Comment, 4)));
        assert_eq!(of("Text"), None);
    }

    #[test]
    fn only_what_is_unmistakable_is_recognized() {
        let is = |text: &str| is_ezdrama(text.lines());
        assert!(is("@title A Play\n@Anna:\nYes.\n"));
        assert!(is("#Act 1\n@Anna:\nYes.\n@Bert:\nNo.\n"));
        assert!(!is("# A heading\n\nSome text about @anna and @bert.\n"));
        assert!(!is("# Fix the pier\n\n@anna: we should\n@bert: no\n"));
        assert!(!is("A talk\n@title x\n@Anna\n"));
        assert!(!is("@anna hello\n@bert so\n"));
        assert!(!is(""));
    }
}
