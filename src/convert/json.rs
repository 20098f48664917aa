//! Pieces as JSON: a number for text, a string for layout, an object for all else.

use std::{
    borrow::Cow,
    fmt,
    io::{self, Write},
};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, SeqAccess, Visitor, value::MapAccessDeserializer},
    ser::SerializeSeq,
};

use crate::convert::pieces::{Builder, Piece, Pieces, Replacement};

/// One piece as it stands in JSON.
#[derive(Debug)]
enum Form<'r> {
    /// So many bytes stand in `text`, right after the piece before them that does.
    Length(u32),
    /// White space that was left out.
    Layout(Cow<'r, str>),
    /// Any other piece.
    Object(Box<Object<'r>>),
}

/// What one of the names `text`, `header`, `markup`, `layout` and `dropped` says decides what the piece is.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Object<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<u32>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    markup: Option<Cow<'r, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    layout: Option<Cow<'r, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    dropped: Option<Cow<'r, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    element: Option<Cow<'r, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    attribute: Option<Attribute<'r>>,
    #[serde(borrow, rename = "as", skip_serializing_if = "Option::is_none")]
    replacement: Option<Cow<'r, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    rule: Option<Cow<'r, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    id: Option<Cow<'r, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Place>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Attribute<'r> {
    #[serde(borrow)]
    name: Cow<'r, str>,
    #[serde(borrow)]
    value: Cow<'r, str>,
}

/// Where a piece stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Place {
    /// The byte of `text`, or of the element of the header.
    Byte(usize),
    /// In the header, for markup.
    Header(InHeader),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum InHeader {
    Header,
}

fn number(length: usize) -> u32 {
    u32::try_from(length).expect("pieces hold no longer ones")
}

impl<'r> Object<'r> {
    fn of(piece: &Piece<'r>, next: usize) -> Object<'r> {
        let apart = |at: usize| (at != next).then_some(Place::Byte(at));
        let object = Object::default();
        match *piece {
            Piece::Text { at, length } => Object { text: Some(number(length)), at: apart(at), ..object },
            Piece::Header { id, at, length } => {
                Object { header: Some(number(length)), id: Some(id.into()), at: Some(Place::Byte(at)), ..object }
            }
            Piece::Markup { element, at, attribute, verbatim } => Object {
                markup: Some(verbatim.into()),
                element: Some(element.into()),
                attribute: attribute.map(|(name, value)| Attribute { name: name.into(), value: value.into() }),
                at: at.map_or(Some(Place::Header(InHeader::Header)), apart),
                ..object
            },
            Piece::Layout { verbatim, replacement } => {
                Object { layout: Some(verbatim.into()), ..replacement.map_or(object, |it| Object::replaced(it, next)) }
            }
            Piece::Encoded { verbatim, replacement } => {
                Object { markup: Some(verbatim.into()), ..Object::replaced(replacement, next) }
            }
            Piece::Dropped { rule, verbatim } => Object { dropped: Some(verbatim.into()), rule: Some(rule.into()), ..object },
        }
    }

    /// What says which other characters stand in the document.
    fn replaced(Replacement { text, id, at }: Replacement<'r>, next: usize) -> Object<'r> {
        Object {
            replacement: Some(text.into()),
            id: id.map(Cow::Borrowed),
            at: (id.is_some() || at != next).then_some(Place::Byte(at)),
            ..Object::default()
        }
    }
}

impl<'r> Form<'r> {
    /// `next` is the byte after the last piece that stands in `text`.
    fn of(piece: &Piece<'r>, next: usize) -> Form<'r> {
        match *piece {
            Piece::Text { at, length } if at == next => Form::Length(number(length)),
            Piece::Layout { verbatim, replacement: None } => Form::Layout(verbatim.into()),
            _ => Form::Object(Box::new(Object::of(piece, next))),
        }
    }

    /// The piece; nothing, where names are missing or do not go together.
    fn piece(&self, next: usize) -> Option<Piece<'_>> {
        let it = match self {
            Form::Length(length) => return Some(Piece::Text { at: next, length: *length as usize }),
            Form::Layout(verbatim) => return Some(Piece::Layout { verbatim, replacement: None }),
            Form::Object(object) => object,
        };
        let at = match it.at {
            None => Some(next),
            Some(Place::Byte(at)) => Some(at),
            Some(Place::Header(_)) => None,
        };
        match (it.text, it.header, &it.markup, &it.layout, &it.dropped) {
            (Some(length), None, None, None, None) => Some(Piece::Text { at: at?, length: length as usize }),
            (None, Some(length), None, None, None) => {
                it.at?;
                Some(Piece::Header { id: it.id.as_deref()?, at: at?, length: length as usize })
            }
            (None, None, Some(verbatim), None, None) if it.replacement.is_some() => {
                let replacement = Replacement { text: it.replacement.as_deref()?, id: it.id.as_deref(), at: at? };
                Some(Piece::Encoded { verbatim, replacement })
            }
            (None, None, Some(verbatim), None, None) => {
                let attribute = it.attribute.as_ref().map(|it| (it.name.as_ref(), it.value.as_ref()));
                Some(Piece::Markup { element: it.element.as_deref()?, at, attribute, verbatim })
            }
            (None, None, None, Some(verbatim), None) => {
                let replacement = Replacement { text: it.replacement.as_deref()?, id: it.id.as_deref(), at: at? };
                Some(Piece::Layout { verbatim, replacement: Some(replacement) })
            }
            (None, None, None, None, Some(verbatim)) => Some(Piece::Dropped { rule: it.rule.as_deref()?, verbatim }),
            _ => None,
        }
    }
}

impl Pieces {
    /// Each piece as it stands in JSON.
    fn forms(&self) -> impl Iterator<Item = Form<'_>> {
        let mut next = 0;
        self.iter().map(move |piece| {
            let form = Form::of(&piece, next);
            next = piece.end_in_text().unwrap_or(next);
            form
        })
    }

    /// Writes the pieces, parted by commas; a line ends after layout that has a line end, and objects stand on lines of their own.
    pub(super) fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        let mut separator: &[u8] = b"";
        for form in self.forms() {
            let is_object = matches!(form, Form::Object(_));
            out.write_all(if is_object && separator == b"," { b",\n" } else { separator })?;
            serde_json::to_writer(&mut *out, &form)?;
            let ends_line = matches!(&form, Form::Layout(verbatim) if verbatim.contains(['\n', '\r']));
            separator = if is_object || ends_line { b",\n" } else { b"," };
        }
        out.write_all(if separator.is_empty() { b"" } else { b"\n" })
    }
}

impl Serialize for Form<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Form::Length(length) => serializer.serialize_u32(*length),
            Form::Layout(verbatim) => serializer.serialize_str(verbatim),
            Form::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Pieces {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for form in self.forms() {
            list.serialize_element(&form)?;
        }
        list.end()
    }
}

impl<'de> Deserialize<'de> for Form<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Form<'de>, D::Error> {
        struct OnePiece;

        impl<'de> Visitor<'de> for OnePiece {
            type Value = Form<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a number, a string or an object")
            }

            fn visit_u64<E: Error>(self, length: u64) -> Result<Form<'de>, E> {
                u32::try_from(length).map(Form::Length).map_err(|_| E::custom("a piece has more than 4 GiB"))
            }

            fn visit_borrowed_str<E: Error>(self, verbatim: &'de str) -> Result<Form<'de>, E> {
                Ok(Form::Layout(verbatim.into()))
            }

            fn visit_str<E: Error>(self, verbatim: &str) -> Result<Form<'de>, E> {
                Ok(Form::Layout(verbatim.to_owned().into()))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Form<'de>, A::Error> {
                Object::deserialize(MapAccessDeserializer::new(map)).map(|object| Form::Object(Box::new(object)))
            }
        }

        deserializer.deserialize_any(OnePiece)
    }
}

impl<'de> Deserialize<'de> for Pieces {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pieces, D::Error> {
        struct List;

        impl<'de> Visitor<'de> for List {
            type Value = Pieces;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an array of pieces")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Pieces, A::Error> {
                let (mut builder, mut next) = (Builder::default(), 0);
                while let Some(form) = list.next_element::<Form<'de>>()? {
                    let piece = form.piece(next).ok_or_else(|| A::Error::custom("this object is no piece"))?;
                    builder.push(&piece).ok_or_else(|| A::Error::custom("a place lies beyond 4 GiB"))?;
                    next = piece.end_in_text().unwrap_or(next);
                }
                Ok(builder.finish())
            }
        }

        deserializer.deserialize_seq(List)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_read_as_they_were_written() {
        let json = r#"[3,"\n",{"text":4,"at":9},{"markup":"[x]","element":"gap","attribute":{"name":"reason","value":"x"}},{"layout":"\n","as":" "},{"markup":"&amp;","as":"&"},{"dropped":"**","rule":"emphasis-marks"},{"header":2,"id":"hd.title","at":0},{"markup":"[","element":"note","at":"header"},1]"#;
        let pieces: Pieces = serde_json::from_str(json).expect("the form is right");
        assert_eq!(serde_json::to_string(&pieces).expect("pieces have a JSON form"), json);
        let mut lines = Vec::new();
        pieces.write_json(&mut lines).expect("writing to memory does not fail");
        let lines = String::from_utf8(lines).expect("JSON is UTF-8");
        assert_eq!(lines.lines().take(2).collect::<Vec<_>>(), ["3,\"\\n\",", "{\"text\":4,\"at\":9},"]);
        let all: Pieces = serde_json::from_str(&format!("[{lines}]")).expect("the form is right");
        assert_eq!(all, pieces);
        let at = pieces.iter().find_map(|piece| piece.end_in_text().filter(|_| matches!(piece, Piece::Layout { .. })));
        assert_eq!(at, Some(14));
        assert!(pieces.iter().any(|piece| matches!(piece, Piece::Encoded { replacement: it, .. } if it.at == 14)));
    }

    #[test]
    fn what_is_no_piece_is_refused() {
        for json in [
            "[{}]",
            "[{\"text\":1,\"header\":1}]",
            "[{\"header\":1,\"id\":\"hd.title\"}]",
            "[{\"layout\":\"x\"}]",
            "[{\"markup\":\"x\"}]",
            "[-1]",
            "[5000000000]",
            "[null]",
            "5",
        ] {
            assert!(serde_json::from_str::<Pieces>(json).is_err(), "{json}");
        }
    }
}
