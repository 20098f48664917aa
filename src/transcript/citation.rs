//! What a citation says: title, date, publisher, the archive's signature, who is responsible, and the address.

use crate::{
    span::Span,
    transcript::{
        dates::{self, FoundDate},
        names::{bare, is_name_word, is_particle},
        vocabulary::WORDS,
    },
};

/// A citation, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// The parts that were recognized, in order; they do not overlap.
    pub parts: Vec<(Span, CitationPart)>,
    /// The holdings of archives that it names.
    pub shelfmarks: Vec<Shelfmark>,
    /// The number at the end of the address.
    pub number: Option<String>,
}

/// A part of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CitationPart {
    /// The title, without its quotation marks.
    Title,
    /// The date.
    Date(FoundDate),
    /// Who publishes the edition.
    Publisher,
    /// The archive's signature as a whole.
    Shelfmark,
    /// The name of somebody responsible.
    Responsible {
        /// One word for `editor/@role`.
        role: String,
        /// A phrase for `resp`.
        resp: String,
    },
    /// The address.
    Link,
}

/// A place in an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelfmark {
    /// The archive.
    pub repository: String,
    /// The collection in it.
    pub collection: Option<String>,
    /// What remains of the signature.
    pub shelfmark: Option<String>,
}

/// Reads a statement of the source: an archive's signature, and perhaps who found it; `base` is the place of its first byte.
pub(super) fn read_source(text: &str, base: usize) -> Citation {
    if title(text).is_some() {
        return read(text, base);
    }
    let mut citation = Citation::default();
    let people = responsibilities(text);
    let address = address(text);
    let end = people.first().map(|(phrase, ..)| *phrase).into_iter().chain(address.map(|(start, _)| start)).min();
    let (start, end) = trimmed(text, 0, end.unwrap_or(text.len()));
    // A sentence about a source is no signature.
    let shelfmarks = shelfmarks(&text[start..end]);
    if shelfmarks.iter().all(|found| found.collection.is_some() || found.shelfmark.is_some()) && start < end {
        citation.parts.push((Span::new(base + start, base + end), CitationPart::Shelfmark));
        citation.shelfmarks = shelfmarks;
    }
    citation.finish(text, base, people, address);
    citation
}

/// Reads a citation; `base` is the place of its first byte.
pub(super) fn read(text: &str, base: usize) -> Citation {
    let mut citation = Citation::default();
    let at = |start: usize, end: usize| Span::new(base + start, base + end);
    let title = title(text);
    if let Some((start, end)) = title {
        citation.parts.push((at(start, end), CitationPart::Title));
    }
    let after_title = title.map_or(0, |(_, end)| end);
    let date = dates::find(&text[after_title..], base + after_title);
    if let Some(date) = &date {
        citation.parts.push((date.span, CitationPart::Date(date.clone())));
    }
    let address = address(text);
    let people = responsibilities(text);
    // The names of the archive stand before the first statement of responsibility.
    let head_end = people.first().map(|(phrase, ..)| *phrase).into_iter().chain(address.map(|(start, _)| start)).min();
    let head_end = head_end.unwrap_or(text.len());
    let head_start = date.map_or(after_title, |date| date.span.end - base).min(head_end);
    if let Some((start, end)) = publisher(text, head_start, head_end) {
        let mut rest = trimmed(text, end, head_end);
        if begins_signature(&text[rest.0..rest.1]) {
            // What stands right before a signature without an archive is the archive.
            rest.0 = start;
        } else {
            citation.parts.push((at(start, end), CitationPart::Publisher));
        }
        if rest.0 < rest.1 {
            citation.parts.push((at(rest.0, rest.1), CitationPart::Shelfmark));
            citation.shelfmarks = shelfmarks(&text[rest.0..rest.1]);
        }
    }
    citation.finish(text, base, people, address);
    citation
}

impl Citation {
    /// Adds who is responsible and the address, and puts the parts in order.
    fn finish(&mut self, text: &str, base: usize, people: Vec<Statement>, address: Option<(usize, usize)>) {
        let at = |start: usize, end: usize| Span::new(base + start, base + end);
        for (_, (start, end), role, resp) in people {
            self.parts.push((at(start, end), CitationPart::Responsible { role, resp }));
        }
        if let Some((start, end)) = address {
            self.parts.push((at(start, end), CitationPart::Link));
            let last = text[start..end].trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            self.number = (last.chars().any(|c| c.is_ascii_digit()) && last.len() <= 40).then(|| last.to_owned());
        }
        self.parts.sort_by_key(|(span, _)| *span);
        let mut end = 0;
        self.parts.retain(|(span, _)| {
            let is_free = span.start >= end;
            end = if is_free { span.end } else { end };
            is_free
        });
    }
}

/// A statement of responsibility: where its phrase begins, the name, its role and its `resp`.
type Statement = (usize, (usize, usize), String, String);

/// The first quotation with words in it, without its marks and without a comma inside them.
///
/// Where the next mark opens another quotation, the first one has no end, and where it ends cannot be known.
fn title(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find(['"', '“', '„', '”', '«', '»'])?;
        let mark = text[open..].chars().next()?;
        let start = open + mark.len_utf8();
        from = start;
        if !opens(text, open) {
            continue;
        }
        let partners: &[char] = match mark {
            '"' => &['"'],
            '«' => &['»'],
            '»' => &['«'],
            '”' => &['”'],
            _ => &['”', '“'],
        };
        let Some(end) = text[start..].find(partners).map(|length| start + length) else { continue };
        let after = end + text[end..].chars().next().map_or(0, char::len_utf8);
        let words = text[start..end].trim_start().trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.'));
        if !words.contains(char::is_alphanumeric) {
            from = after;
            continue;
        }
        // French marks stand apart from their words, and have two shapes.
        let begins_another = mark != '«' && opens(text, end) && text[after..].starts_with(char::is_alphanumeric);
        let start = end - text[start..end].trim_start().len();
        return (!begins_another).then_some((start, start + words.len()));
    }
}

/// Whether a quotation mark stands where a quotation can begin: first, or after white space, a bracket or a dash.
fn opens(text: &str, start: usize) -> bool {
    text[..start].chars().next_back().is_none_or(|before| before.is_whitespace() || "([<-–—".contains(before))
}

fn address(text: &str) -> Option<(usize, usize)> {
    let start = ["https://", "http://"].iter().filter_map(|scheme| text.find(scheme)).min()?;
    let rest = &text[start..];
    let end =
        rest.find(|character: char| character.is_whitespace() || matches!(character, '<' | '>' | '"')).unwrap_or(rest.len());
    let address = rest[..end].trim_end_matches(['.', ',', ';', ')']);
    let (_, place) = address.split_once("//")?;
    place.contains(char::is_alphanumeric).then_some((start, start + address.len()))
}

fn responsibilities(text: &str) -> Vec<Statement> {
    // Places in it are places in the text: other small letters of another length are rare.
    let lower = Some(text.to_lowercase()).filter(|lower| lower.len() == text.len()).unwrap_or_else(|| text.to_ascii_lowercase());
    let mut found = Vec::new();
    for (phrase, words) in &WORDS.header.responsibilities {
        let is_phrase = |at: &usize| text.is_char_boundary(*at) && !lower[..*at].ends_with(char::is_alphanumeric);
        for at in lower.match_indices(phrase.as_str()).map(|(at, _)| at).filter(is_phrase) {
            let start = at + phrase.len();
            if !text.is_char_boundary(start) {
                continue;
            }
            if let Some(name) = name(text, start) {
                found.push((at, name, words.role.clone(), words.resp.clone()));
            }
        }
    }
    found.sort_by_key(|(at, ..)| *at);
    found
}

/// The name that begins after a phrase: words with capitals, particles and initials, to the end of the clause.
fn name(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = &text[from..];
    let start = from + (rest.len() - rest.trim_start().len());
    let mut end = start;
    for word in text[start..].split([' ', '\n', '\r', '\u{a0}']) {
        let word_start = word.as_ptr() as usize - text.as_ptr() as usize;
        let core = word.trim_end_matches([',', '.', ';', ':', ')', '>']);
        let is_initial = core.chars().count() == 1 && word.ends_with('.');
        let belongs = is_name_word(core)
            || end > start && is_particle(core) && !matches!(bare(core).as_str(), "and" | "for" | "und" | "et" | "y" | "e");
        if !belongs || core.is_empty() {
            break;
        }
        end = word_start + if is_initial { word.len() } else { core.len() };
        if core.len() < word.len() && !is_initial {
            break;
        }
    }
    (end > start).then_some((start, end))
}

/// The comma-separated part that has a word of a publishing body.
fn publisher(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let mut at = from;
    for part in text[from..to].split(',') {
        let words = &WORDS.header.publishers.words;
        // Compounds end with it: `Stadtarchiv`.
        let names_publisher =
            |word: &str| words.iter().any(|known| word == known || known.len() > 5 && word.ends_with(known.as_str()));
        let is_publisher = part.split_whitespace().any(|word| names_publisher(&bare(word)));
        if is_publisher {
            return Some(trimmed(text, at, at + part.len()));
        }
        at += part.len() + 1;
    }
    None
}

/// The range without white space and separators at its ends.
fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let is_separator = |character: char| character.is_whitespace() || matches!(character, ',' | ';' | '.' | '<' | '(' | ':');
    let words = text[start..end].trim_end_matches(is_separator);
    let start = start + (words.len() - words.trim_start_matches(is_separator).len());
    (start.min(end), start.min(end) + words.trim_start_matches(is_separator).len())
}

/// The holdings between semicolons; one without an archive lies in that of the one before it.
fn shelfmarks(words: &str) -> Vec<Shelfmark> {
    let mut found: Vec<Shelfmark> = Vec::new();
    for part in words.split(';') {
        let next = match found.last().filter(|_| begins_signature(part)) {
            Some(before) => shelfmark(&format!("{}, {part}", before.repository)),
            None => shelfmark(part),
        };
        found.extend(next);
    }
    found
}

/// The longest signature of an archive, in bytes.
const SIGNATURE_LIMIT: usize = 300;

/// Whether a line is the signature of an archive: two of its words at least have numbers after them, `Ф. 89. Оп. 42. Д. 57`.
pub(super) fn is_signature(line: &str) -> bool {
    if line.len() > SIGNATURE_LIMIT {
        return false;
    }
    let marks = &WORDS.header.shelfmarks;
    let mut tokens = line.split([' ', '\u{a0}', ',', ';']).filter(|token| !token.is_empty()).peekable();
    let mut count = 0;
    while let Some(token) = tokens.next() {
        if tokens.peek().is_some_and(|next| next.as_bytes()[0].is_ascii_digit()) {
            let word = bare(token);
            count += usize::from(marks.words.contains(&word) || marks.collections.contains(&word));
        }
    }
    count > 1
}

/// Whether a signature begins without an archive: `fond 12, opis 3`, `d. 7`.
fn begins_signature(words: &str) -> bool {
    let segment = words.split([',', ';']).find(|segment| segment.contains(char::is_alphanumeric)).unwrap_or_default().trim();
    let first = bare(segment.split(|character: char| character.is_whitespace() || character == '.').next().unwrap_or_default());
    let marks = &WORDS.header.shelfmarks;
    segment.contains(|character: char| character.is_ascii_digit())
        && (marks.words.contains(&first) || marks.collections.contains(&first))
}

/// Splits one signature: the archive, the collection, and the marks that find the piece in it.
fn shelfmark(words: &str) -> Option<Shelfmark> {
    let mut segments = words.split(',').map(str::trim).filter(|segment| segment.contains(char::is_alphanumeric)).peekable();
    let repository = segments.next()?.to_owned();
    let first_word = |segment: &str| {
        bare(segment.split(|character: char| character.is_whitespace() || character == '.').next().unwrap_or_default())
    };
    let names_collection = |segment: &str| {
        let lower = segment.to_lowercase();
        WORDS
            .header
            .shelfmarks
            .collections
            .iter()
            .any(|word| first_word(&lower) == *word || lower.starts_with(&format!("{word} ")))
    };
    let is_mark = |segment: &str| {
        segment.chars().any(|character| character.is_ascii_digit())
            || WORDS.header.shelfmarks.words.contains(&first_word(segment))
    };
    let mut collection: Vec<&str> = Vec::new();
    while let Some(segment) = segments.next_if(|segment| names_collection(segment) || !is_mark(segment)) {
        collection.push(segment);
    }
    let marks: Vec<&str> = segments.collect();
    let join = |parts: Vec<&str>| (!parts.is_empty()).then(|| parts.join(", "));
    Some(Shelfmark { repository, collection: join(collection), shelfmark: join(marks) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_is_taken_apart() {
        let text = "“Talk with Li,” 4 May 1953, City Digital Archive, AVPRF, fond 0102, opis 16, delo 7, p. 16-42; NSA, Box 3. \
                    Obtained by Ann B. Cole and translated by Dan de Witt. https://example.org/document/1234/";
        let citation = read(text, 0);
        let parts: Vec<_> = citation.parts.iter().map(|(span, _)| &text[span.range()]).collect();
        assert_eq!(
            parts,
            [
                "Talk with Li",
                "4 May 1953",
                "City Digital Archive",
                "AVPRF, fond 0102, opis 16, delo 7, p. 16-42; NSA, Box 3",
                "Ann B. Cole",
                "Dan de Witt",
                "https://example.org/document/1234/"
            ]
        );
        assert_eq!(citation.number.as_deref(), Some("1234"));
        assert_eq!(
            citation.shelfmarks,
            [
                Shelfmark {
                    repository: "AVPRF".into(),
                    collection: Some("fond 0102".into()),
                    shelfmark: Some("opis 16, delo 7, p. 16-42".into())
                },
                Shelfmark { repository: "NSA".into(), collection: None, shelfmark: Some("Box 3".into()) },
            ]
        );
    }

    #[test]
    fn quotation_marks_without_words_or_without_an_end_make_no_title() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(title(text).map(|(start, end)| &text[start..end]), expected);
        }
        for text in ["»« ", "\"\"", "“”", "\"", "»", "\"\n\" May 1", "“,” May 1", "« » x", "A Talk\" x", "\"\"A Talk\"\""]
        {
            check(text, None);
        }
        check("»A Talk«, May 1, 1950, »City« Archive", Some("A Talk"));
        check("«\u{a0}A Talk\u{a0}», May 1", Some("A Talk"));
        check("”A Talk”, May 1", Some("A Talk"));
        check("„A Talk,“ May 1", Some("A Talk"));
        check("\"\", \"A Talk\"", Some("A Talk"));
        check("»« “A Talk”", Some("A Talk"));
        check("\"A Talk, May 1. See \"Other\" there", None);
    }

    #[test]
    fn marks_alone_are_no_archive_and_no_address() {
        let citation = read("x, City Archive, »«, RG 59, **. https://»«", 0);
        assert_eq!(citation.shelfmarks.len(), 1);
        assert_eq!(citation.shelfmarks[0].repository, "City Archive");
        assert!(citation.parts.iter().all(|(_, part)| *part != CitationPart::Link));
    }

    #[test]
    fn the_archive_of_a_signature_is_named_once() {
        let found = read("\"A Talk,\" May 4, 1953, City Archive, fond 12, opis 3; f. 13, op. 1.", 0).shelfmarks;
        let found: Vec<_> =
            found.iter().map(|it| (it.repository.as_str(), it.collection.as_deref(), it.shelfmark.as_deref())).collect();
        assert_eq!(found, [("City Archive", Some("fond 12"), Some("opis 3")), ("City Archive", Some("f. 13"), Some("op. 1"))]);
    }

    #[test]
    fn a_citation_that_says_nothing_gives_nothing() {
        assert_eq!(read("See above.", 0), Citation::default());
        assert_eq!(read("", 0), Citation::default());
    }
}
