//! YAML, read into the tables in which TOML is read; anchors, aliases and tags are refused.

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};
use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue},
};

use crate::{settings::SettingsError, source::Source, span::Span};

/// The deepest nesting of lists and tables.
const DEPTH_LIMIT: usize = 16;

/// Reads the whole of a file, which holds one table.
pub(super) fn table(source: &Source) -> Result<DeTable<'static>, SettingsError> {
    let text = source.text();
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let ends = text[start..].char_indices().map(|(at, _)| start + at).chain([text.len()]);
    let mut reader = Reader { parser: Parser::new_from_str(&text[start..]), offsets: ends.collect() };
    loop {
        let (event, span) = reader.next()?;
        match event {
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            Event::StreamEnd => return Ok(DeTable::new()),
            event => {
                let table = match reader.value(event, span, 0)?.into_inner() {
                    DeValue::Table(table) => table,
                    DeValue::String(text) if text.is_empty() => DeTable::new(),
                    _ => return Err(SettingsError::new(span, "keys with values are expected here").help("write `key: value`")),
                };
                return match (reader.next()?, reader.next()?) {
                    ((Event::DocumentEnd, _), (Event::StreamEnd, _)) => Ok(table),
                    (_, (_, span)) => Err(SettingsError::new(span, "the file holds more than one document")),
                };
            }
        }
    }
}

struct Reader<'y> {
    parser: Parser<'y, StrInput<'y>>,
    /// The byte at which each character begins.
    offsets: Vec<usize>,
}

impl<'y> Reader<'y> {
    fn next(&mut self) -> Result<(Event<'y>, Span), SettingsError> {
        match self.parser.next_event() {
            Some(Ok((event, place))) => {
                let (start, end) = (self.offset(place.start.index()), self.offset(place.end.index()));
                Ok((event, Span::new(start, end.max(start))))
            }
            Some(Err(error)) => Err(SettingsError::new(
                Span::at(self.offset(error.marker().index())),
                format!("this is no YAML: {}", error.info()),
            )),
            None => Ok((Event::StreamEnd, Span::at(self.offset(usize::MAX)))),
        }
    }

    fn offset(&self, index: usize) -> usize {
        self.offsets[index.min(self.offsets.len() - 1)]
    }

    fn value(&mut self, event: Event<'y>, span: Span, depth: usize) -> Result<Spanned<DeValue<'static>>, SettingsError> {
        if depth > DEPTH_LIMIT {
            return Err(SettingsError::new(span, format!("lists and tables nest deeper than {DEPTH_LIMIT}")));
        }
        let value = match event {
            Event::Scalar(text, style, 0, None) => match (style, text.as_ref()) {
                (ScalarStyle::Plain, "true" | "false") => DeValue::Boolean(text == "true"),
                (ScalarStyle::Plain, "~" | "null") => DeValue::String("".into()),
                _ => DeValue::String(text.into_owned().into()),
            },
            Event::SequenceStart(0, None) => {
                let mut items = DeArray::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break DeValue::Array(items),
                        (event, span) => items.push(self.value(event, span, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(0, None) => DeValue::Table(self.entries(depth)?),
            Event::Alias(_) | Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) => {
                let message = "anchors, aliases and tags of YAML are not read here";
                return Err(SettingsError::new(span, message).help("write the value itself"));
            }
            _ => return Err(SettingsError::new(span, "a value is expected here")),
        };
        Ok(Spanned::new(span.range(), value))
    }

    fn entries(&mut self, depth: usize) -> Result<DeTable<'static>, SettingsError> {
        let mut table = DeTable::new();
        loop {
            let (key, span) = match self.next()? {
                (Event::MappingEnd, _) => return Ok(table),
                (Event::Scalar(key, ..), span) => (key.into_owned(), span),
                (_, span) => return Err(SettingsError::new(span, "a key is one word here")),
            };
            if table.contains_key(key.as_str()) {
                return Err(SettingsError::new(span, format!("duplicate key {}", crate::diagnostic::quote(&key))));
            }
            let (event, place) = self.next()?;
            let value = self.value(event, place, depth + 1)?;
            table.insert(Spanned::new(span.range(), key.into()), value);
        }
    }
}
