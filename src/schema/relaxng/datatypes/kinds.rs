//! The datatypes by name, and what their texts look like.

use super::{
    IdKind, Prefixes, binary,
    decimal::{self, Digits},
    duration::duration,
    moment::{MomentKind, moment},
    names,
    space::{WhiteSpace, tokens},
    uri,
};

/// What a datatype is, before its facets. Datatypes that differ in nothing but their name are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any text, with its white space kept, replaced or collapsed.
    Text(WhiteSpace),
    Boolean,
    Decimal,
    /// A whole number between two bounds, both included.
    Integer(Option<Digits<'static>>, Option<Digits<'static>>),
    Float,
    Double,
    Duration,
    Moment(MomentKind),
    HexBinary,
    Base64Binary,
    AnyUri,
    /// `QName` and `NOTATION`
    QName,
    Language,
    Name,
    /// `NCName`, `ID` and `IDREF`
    NcName(IdKind),
    NmToken,
    Entity,
    /// `NMTOKENS`, `IDREFS` and `ENTITIES`
    List(Item),
}

/// What a list is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    NmToken,
    Idref,
    Entity,
}

const fn integer(least: Option<(bool, &'static str)>, most: Option<(bool, &'static str)>) -> Kind {
    const fn bound(bound: Option<(bool, &'static str)>) -> Option<Digits<'static>> {
        match bound {
            Some((is_negative, digits)) => Some(Digits::constant(is_negative, digits)),
            None => None,
        }
    }
    Kind::Integer(bound(least), bound(most))
}

const ZERO: Option<(bool, &str)> = Some((false, ""));

/// The datatypes of XML Schema; the last two are no datatypes of its first version and take any text, as in `jing`.
pub(super) static XSD: &[(&str, Kind)] = &[
    ("string", Kind::Text(WhiteSpace::Preserve)),
    ("normalizedString", Kind::Text(WhiteSpace::Replace)),
    ("token", Kind::Text(WhiteSpace::Collapse)),
    ("language", Kind::Language),
    ("Name", Kind::Name),
    ("NCName", Kind::NcName(IdKind::None)),
    ("ID", Kind::NcName(IdKind::Id)),
    ("IDREF", Kind::NcName(IdKind::Idref)),
    ("IDREFS", Kind::List(Item::Idref)),
    ("ENTITY", Kind::Entity),
    ("ENTITIES", Kind::List(Item::Entity)),
    ("NMTOKEN", Kind::NmToken),
    ("NMTOKENS", Kind::List(Item::NmToken)),
    ("anyURI", Kind::AnyUri),
    ("QName", Kind::QName),
    ("NOTATION", Kind::QName),
    ("boolean", Kind::Boolean),
    ("decimal", Kind::Decimal),
    ("float", Kind::Float),
    ("double", Kind::Double),
    ("integer", integer(None, None)),
    ("nonPositiveInteger", integer(None, ZERO)),
    ("negativeInteger", integer(None, Some((true, "1")))),
    ("nonNegativeInteger", integer(ZERO, None)),
    ("positiveInteger", integer(Some((false, "1")), None)),
    ("long", integer(Some((true, "9223372036854775808")), Some((false, "9223372036854775807")))),
    ("int", integer(Some((true, "2147483648")), Some((false, "2147483647")))),
    ("short", integer(Some((true, "32768")), Some((false, "32767")))),
    ("byte", integer(Some((true, "128")), Some((false, "127")))),
    ("unsignedLong", integer(ZERO, Some((false, "18446744073709551615")))),
    ("unsignedInt", integer(ZERO, Some((false, "4294967295")))),
    ("unsignedShort", integer(ZERO, Some((false, "65535")))),
    ("unsignedByte", integer(ZERO, Some((false, "255")))),
    ("duration", Kind::Duration),
    ("dateTime", Kind::Moment(MomentKind::DateTime)),
    ("time", Kind::Moment(MomentKind::Time)),
    ("date", Kind::Moment(MomentKind::Date)),
    ("gYearMonth", Kind::Moment(MomentKind::YearMonth)),
    ("gYear", Kind::Moment(MomentKind::Year)),
    ("gMonthDay", Kind::Moment(MomentKind::MonthDay)),
    ("gDay", Kind::Moment(MomentKind::Day)),
    ("gMonth", Kind::Moment(MomentKind::Month)),
    ("hexBinary", Kind::HexBinary),
    ("base64Binary", Kind::Base64Binary),
    ("anyAtomicType", Kind::Text(WhiteSpace::Preserve)),
    ("untypedAtomic", Kind::Text(WhiteSpace::Preserve)),
];

/// The built-in library.
pub(super) static BUILT_IN: &[(&str, Kind)] =
    &[("string", Kind::Text(WhiteSpace::Preserve)), ("token", Kind::Text(WhiteSpace::Collapse))];

/// The library of RELAX NG DTD Compatibility.
pub(super) static COMPATIBILITY: &[(&str, Kind)] =
    &[("ID", Kind::NcName(IdKind::Id)), ("IDREF", Kind::NcName(IdKind::Idref)), ("IDREFS", Kind::List(Item::Idref))];

impl Kind {
    /// What happens to white space before the text is judged.
    pub(super) fn white_space(self) -> WhiteSpace {
        match self {
            Kind::Text(white_space) => white_space,
            _ => WhiteSpace::Collapse,
        }
    }

    /// Whether the text, its white space normalized, is one of the datatype.
    pub(super) fn admits(self, text: &str, context: &dyn Prefixes) -> bool {
        match self {
            Kind::Text(_) => true,
            Kind::Boolean => matches!(text, "true" | "false" | "1" | "0"),
            Kind::Decimal => Digits::decimal(text).is_some(),
            Kind::Integer(least, most) => Digits::integer(text).is_some_and(|number| {
                least.is_none_or(|least| number.compare(least).is_ge()) && most.is_none_or(|most| number.compare(most).is_le())
            }),
            Kind::Float => decimal::float(text).is_some(),
            Kind::Double => decimal::double(text).is_some(),
            Kind::Duration => duration(text).is_some(),
            Kind::Moment(kind) => moment(kind, text).is_some(),
            Kind::HexBinary => binary::hex_length(text).is_some(),
            Kind::Base64Binary => binary::base64_length(text).is_some(),
            Kind::AnyUri => uri::is_uri(text),
            Kind::QName => names::qname(text).is_some_and(|(prefix, _)| has_namespace(prefix, context)),
            Kind::Language => names::is_language(text),
            Kind::Name => names::is_name(text),
            Kind::NcName(_) => names::is_ncname(text),
            Kind::NmToken => names::is_nmtoken(text),
            Kind::Entity => names::is_ncname(text) && context.has_unparsed_entity(text),
            Kind::List(item) => !text.is_empty() && tokens(text).all(|token| item.kind().admits(token, context)),
        }
    }

    /// The length of a text of the datatype in its own unit (part 2, 4.3.1): characters, octets, or the items of a list; nothing
    /// if it has none.
    pub(super) fn length(self, text: &str) -> Option<usize> {
        match self {
            Kind::HexBinary => binary::hex_length(text),
            Kind::Base64Binary => binary::base64_length(text),
            Kind::List(_) => Some(tokens(text).count()),
            _ if self.length_unit().is_some() => Some(text.chars().count()),
            _ => None,
        }
    }

    /// One and several of what a length is counted in; nothing if the datatype has no lengths.
    pub(super) fn length_unit(self) -> Option<(&'static str, &'static str)> {
        match self {
            Kind::HexBinary | Kind::Base64Binary => Some(("octet", "octets")),
            Kind::List(_) => Some(("item", "items")),
            Kind::Text(_) | Kind::AnyUri | Kind::Language | Kind::Name | Kind::NcName(_) | Kind::NmToken | Kind::Entity => {
                Some(("character", "characters"))
            }
            _ => None,
        }
    }

    /// Whether values have an order.
    pub(super) fn is_ordered(self) -> bool {
        self.is_decimal() || matches!(self, Kind::Float | Kind::Double | Kind::Duration | Kind::Moment(_))
    }

    /// Whether values are decimal numbers.
    pub(super) fn is_decimal(self) -> bool {
        matches!(self, Kind::Decimal | Kind::Integer(..))
    }
}

impl Item {
    fn kind(self) -> Kind {
        match self {
            Item::NmToken => Kind::NmToken,
            Item::Idref => Kind::NcName(IdKind::Idref),
            Item::Entity => Kind::Entity,
        }
    }
}

/// Whether the prefix is declared; none is always fine, and `xml` needs no declaration.
fn has_namespace(prefix: &str, context: &dyn Prefixes) -> bool {
    match prefix {
        "" | "xml" => true,
        _ => context.namespace(prefix).is_some(),
    }
}
