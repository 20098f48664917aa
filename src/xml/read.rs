//! Well-formedness: a tree, or the one fault that keeps the text from being XML.

use roxmltree::{Document, Error, ParsingOptions, TextPos};

use crate::{
    diagnostic::quote,
    source::Source,
    span::Span,
    xml::{ATTRIBUTE_LIMIT, Tree, attributes, entities, locate},
};

/// The longest text that is read, in bytes: the tree counts in 32 bits.
pub const TEXT_LIMIT: usize = u32::MAX as usize;

/// Why a text is not well-formed XML, or is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The text breaks a production or a well-formedness constraint of XML 1.0 or of Namespaces in XML.
    #[error("{message}")]
    NotWellFormed {
        /// What is wrong.
        message: String,
        /// How to mend it.
        help: String,
        /// The smallest part of the text that shows it.
        span: Span,
    },
    /// An entity that would grow without bound, or that lies outside the file.
    #[error("{reason}")]
    Entity {
        /// What is refused.
        reason: String,
        /// The declaration or the reference.
        span: Span,
    },
    /// An element with more than [`ATTRIBUTE_LIMIT`] attributes.
    #[error("an element has more than {ATTRIBUTE_LIMIT} attributes")]
    Attributes {
        /// Where its start-tag begins.
        span: Span,
    },
    /// A text for [`Scanner`](crate::xml::Scanner) that [`Writer`](crate::xml::Writer) cannot have written.
    #[error("this is not what the writer of XML writes")]
    Foreign {
        /// Where the text departs from it.
        span: Span,
    },
    /// The text is longer than [`TEXT_LIMIT`], or has more nodes than the tree can count.
    #[error("the document is larger than 4 GiB or has more than 4 billion parts; split it")]
    TooLarge,
}

impl ReadError {
    /// The place in the text.
    pub fn span(&self) -> Span {
        match self {
            ReadError::NotWellFormed { span, .. }
            | ReadError::Entity { span, .. }
            | ReadError::Attributes { span }
            | ReadError::Foreign { span } => *span,
            ReadError::TooLarge => Span::at(0),
        }
    }

    /// How to mend it.
    pub fn help(&self) -> &str {
        match self {
            ReadError::NotWellFormed { help, .. } => help,
            ReadError::Entity { .. } => "write the characters themselves, or character references such as `&#x2014;`",
            ReadError::Attributes { .. } => "no TEI element takes so many; perhaps a quotation mark is missing",
            ReadError::Foreign { .. } => "read it with `xml::parse`, which takes any XML",
            ReadError::TooLarge => "a `teiCorpus` may be split into one file for each `TEI`",
        }
    }
}

/// Reads a text as XML 1.0 with namespaces.
///
/// An internal subset may declare entities for characters, within limits such as
/// [`ENTITY_LENGTH_LIMIT`](crate::xml::ENTITY_LENGTH_LIMIT); nothing outside the text is read.
///
/// # Errors
/// [`ReadError`]: one fault, at its true place, when the text is not well-formed or is refused.
///
/// ```
/// use teiwright::{source::Source, xml};
///
/// let source = Source::from_text("a.xml", "<sp>\n<speaker>Ham.</sp>");
/// let error = xml::parse(&source).unwrap_err();
/// assert_eq!(error.to_string(), "`speaker` is left open where `</sp>` stands");
/// assert_eq!(source.place(error.span().start).line, 2);
/// ```
pub fn parse(source: &Source) -> Result<Tree<'_>, ReadError> {
    let text = source.text();
    if text.len() > TEXT_LIMIT {
        return Err(ReadError::TooLarge);
    }
    entities::check(text)?;
    attributes::check(text)?;
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    match Document::parse_with_options(text, options) {
        Ok(document) => Ok(Tree::new(source, document)),
        Err(Error::NodesLimitReached | Error::AttributesLimitReached) => Err(ReadError::TooLarge),
        Err(error) => Err(fault(text, &error)),
    }
}

/// Puts a fault of the parser into our words, at the smallest place that shows it.
fn fault(text: &str, error: &Error) -> ReadError {
    let at = offset(text, error.pos());
    let here = Span::new(at, at + text[at..].chars().next().map_or(0, char::len_utf8));
    let (message, help, span) = match error {
        Error::UnexpectedCloseTag(expected, actual, _) => unexpected_end_tag(text, at, expected, actual),
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => return cut_short(text),
        Error::NoRootNode if text.rfind('<') > text.rfind('>') => return cut_short(text),
        Error::NoRootNode => {
            ("the text has no element".to_owned(), "a TEI document has the root element `TEI`".to_owned(), Span::at(0))
        }
        Error::UnknownNamespace(prefix, _) => (
            format!("the prefix `{prefix}` is not declared"),
            format!("declare it on the root element: `xmlns:{prefix}=\"…\"`"),
            Span::new(at, at + prefix.len()),
        ),
        Error::DuplicatedAttribute(name, _) => (
            format!("the attribute `{name}` stands twice in one tag"),
            "keep one of the two".to_owned(),
            Span::new(at, at + name.len()),
        ),
        Error::DuplicatedNamespace(prefix, _) => {
            (format!("the prefix `{prefix}` is declared twice in one tag"), "keep one of the two".to_owned(), here)
        }
        Error::UnknownEntityReference(name, _) => (
            format!("the entity `{name}` is not declared"),
            "XML itself knows only `&amp;` `&lt;` `&gt;` `&quot;` `&apos;`; write the character itself".to_owned(),
            Span::new(at, (at + name.len() + 2).min(text.len())),
        ),
        Error::MalformedEntityReference(_) => {
            ("`&` begins a reference that does not end".to_owned(), "write `&amp;` for the character `&`".to_owned(), here)
        }
        Error::InvalidAttributeValue(_) => (
            "an attribute value holds `<`".to_owned(),
            "write `&lt;`, or close the value with its quotation mark".to_owned(),
            here,
        ),
        Error::NonXmlChar(character, _) => (
            format!("U+{:04X} is a character that XML cannot carry", u32::from(*character)),
            "delete it; XML 1.0 has no way to write it".to_owned(),
            here,
        ),
        Error::InvalidComment(_) => {
            ("a comment holds `--`".to_owned(), "write something else for the two hyphens".to_owned(), here)
        }
        Error::InvalidCharacterData(_) => ("`]]>` stands in the text".to_owned(), "write `]]&gt;`".to_owned(), here),
        Error::UnexpectedDeclaration(_) => (
            "an XML declaration stands after the beginning of the text".to_owned(),
            "it must be the very first thing, before any space or line end".to_owned(),
            here,
        ),
        Error::EntityReferenceLoop(_) => ("an entity refers to itself".to_owned(), "write the text itself".to_owned(), here),
        other => (format!("{} cannot stand here", quote(&text[here.range()])), technical(other), here),
    };
    ReadError::NotWellFormed { message, help, span }
}

/// An end-tag that does not fit: either an element inside was left open, or nothing of that name is open.
fn unexpected_end_tag(text: &str, at: usize, expected: &str, actual: &str) -> (String, String, Span) {
    let tag = Span::new(at, at + text[at..].find('>').map_or(0, |length| length + 1));
    match locate::innermost_open(text, at) {
        Some(open) if !expected.is_empty() => (
            format!("`{}` is left open where `</{actual}>` stands", open.name),
            format!("write `</{}>` before `</{actual}>`", open.name),
            open.span,
        ),
        _ => (format!("`</{actual}>` closes nothing"), "delete it, or write its start-tag".to_owned(), tag),
    }
}

/// The text ends while an element, a comment, or a tag is open.
fn cut_short(text: &str) -> ReadError {
    let (message, help, span) = match locate::innermost_open(text, text.len()) {
        Some(open) => (
            format!("`{}` is never closed", open.name),
            format!("write `</{}>`; if the file was cut short, get it whole again", open.name),
            open.span,
        ),
        None => (
            "the text ends inside a tag, a comment or a declaration".to_owned(),
            "get the file whole again".to_owned(),
            Span::new(text.rfind('<').unwrap_or(0), text.len()),
        ),
    };
    ReadError::NotWellFormed { message, help, span }
}

/// The parser's own words without its position, for faults that need the XML specification at hand.
fn technical(error: &Error) -> String {
    let words = error.to_string();
    match words.rfind(" at ") {
        Some(end) => words[..end].to_owned(),
        None => words,
    }
}

/// The byte at the parser's row and column: rows end with line feeds, columns count characters.
fn offset(text: &str, position: TextPos) -> usize {
    let row = usize::try_from(position.row).unwrap_or(usize::MAX);
    let start = match row {
        0 | 1 => 0,
        _ => memchr::memchr_iter(b'\n', text.as_bytes()).nth(row - 2).map_or(text.len(), |at| at + 1),
    };
    let column = usize::try_from(position.col).unwrap_or(usize::MAX);
    text[start..].char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refuse(text: &str) -> (String, usize, usize) {
        let source = Source::from_text("a.xml", text);
        let error = parse(&source).expect_err("the text is not well-formed");
        assert!(error.span().end <= text.len());
        assert!(!error.help().is_empty());
        let place = source.place(error.span().start);
        (error.to_string(), place.line, place.column)
    }

    #[test]
    fn each_fault_stands_at_its_true_place() {
        let cases = [
            ("<TEI>\n <text>\n  <body>\n</TEI>", "`body` is left open where `</TEI>` stands", 3, 4),
            ("<TEI>\n <text>\n", "`text` is never closed", 2, 3),
            ("<TEI></TEI></p>", "`<` cannot stand here", 1, 12),
            ("<a>\n<tei:b/></a>", "the prefix `tei` is not declared", 2, 2),
            ("<a>\n<b n='1' n='2'/></a>", "the attribute `n` stands twice in one tag", 2, 10),
            ("<a>x &nbsp; y</a>", "the entity `nbsp` is not declared", 1, 6),
            ("<a>R & D</a>", "`&` begins a reference that does not end", 1, 6),
            ("<a>\u{1}</a>", "U+0001 is a character that XML cannot carry", 1, 4),
            ("", "the text has no element", 1, 1),
            ("<a", "the text ends inside a tag, a comment or a declaration", 1, 1),
            (" <?xml version='1.0'?><a/>", "an XML declaration stands after the beginning of the text", 1, 2),
        ];
        for (text, message, line, column) in cases {
            assert_eq!(refuse(text), (message.to_owned(), line, column), "{text}");
        }
    }

    #[test]
    fn entities_for_characters_are_read_and_bombs_are_not() {
        let good = Source::from_text("a.xml", "<!DOCTYPE a [<!ENTITY auml 'ä'><!ENTITY two '&auml;&auml;'>]><a>&two;</a>");
        let tree = parse(&good).expect("characters by name are welcome");
        assert_eq!(tree.root_element().text(), Some("ää"));
        let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>";
        assert!(refuse(outside).0.contains("lies outside this file"));
        let parameter = "<!DOCTYPE a [<!ENTITY % x 'y'>]><a/>";
        assert!(refuse(parameter).0.contains("parameter entity"));
        let mut laughs = "<!DOCTYPE a [<!ENTITY l0 'lolololololol'>".to_owned();
        for level in 1..9 {
            laughs += &format!("<!ENTITY l{level} '{}'>", format!("&l{};", level - 1).repeat(10));
        }
        assert!(refuse(&(laughs + "]><a>&l8;</a>")).0.contains("longer than"));
        let quadratic = format!("<!DOCTYPE a [<!ENTITY x '{}'>]><a>{}</a>", "y".repeat(4000), "&x;".repeat(20_000));
        assert!(refuse(&quadratic).0.contains("grow past"));
        assert!(!refuse("<!DOCTYPE a [<!ENTITY x '&x;'>]><a>&x;</a>").0.is_empty());
    }

    #[test]
    fn an_element_has_a_limit_of_attributes_and_a_value_has_none() {
        let attributes = |count: usize| (0..count).map(|n| format!(" a{n}='>'")).collect::<String>();
        assert_eq!(refuse(&format!("<a>\n<b{}/></a>", attributes(ATTRIBUTE_LIMIT + 1))).1, 2);
        let long = format!("<a{} b=\"{}\"/>", attributes(9), "'".repeat(ATTRIBUTE_LIMIT * 9));
        assert!(parse(&Source::from_text("a.xml", long)).is_ok());
    }
}
