//! From names and params to a datatype.

use std::borrow::Cow;

use super::{
    COMPATIBILITY_LIBRARY, Datatype, DatatypeError, Facets, IdKind, NoPrefixes, Regex, Value, XSD_LIBRARY,
    facets::{Bound, Facet},
    kinds::{self, Item, Kind},
    space::{WhiteSpace, normalize, trim},
};

/// How many characters of a schema's text a message quotes.
const QUOTE: usize = 40;

impl Datatype {
    /// Compiles a datatype: the URI of its library (empty for the built-in one), its name in it, and its params in order.
    ///
    /// # Errors
    /// [`DatatypeError`]: the library, the name, or a param is not known, does not fit, or has a value that is none.
    pub fn compile(library: &str, name: &str, params: &[(&str, &str)]) -> Result<Datatype, DatatypeError> {
        let (library, known) = match library {
            "" => ("", kinds::BUILT_IN),
            XSD_LIBRARY => (XSD_LIBRARY, kinds::XSD),
            COMPATIBILITY_LIBRARY => (COMPATIBILITY_LIBRARY, kinds::COMPATIBILITY),
            _ => return Err(DatatypeError::UnknownLibrary { library: library.to_owned() }),
        };
        let Some(&(known_name, kind)) = known.iter().find(|(known, _)| *known == name) else {
            let nearest = known.iter().map(|(known, _)| *known).find(|known| known.eq_ignore_ascii_case(name));
            return Err(DatatypeError::UnknownType { name: quote(name), nearest });
        };
        let written = params.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let mut datatype = Datatype { kind, name: Cow::Borrowed(known_name), library, params: written, facets: Box::default() };
        let mut facets = Vec::with_capacity(params.len());
        for (param, (facet, value)) in params.iter().enumerate() {
            if library != XSD_LIBRARY {
                return Err(unsuitable(param, facet, known_name));
            }
            facets.push(datatype.facet(param, facet, value)?);
        }
        facets.sort_by_key(|facet| matches!(facet, Facet::Pattern(_)));
        datatype.facets = facets.into();
        Ok(datatype)
    }

    /// The library, the name in it, and the facets, with which [`Datatype::compile`] makes the same datatype.
    pub fn written(&self) -> (&str, &str, &Facets) {
        (self.library, &self.name, &self.params)
    }

    /// What of IDs the datatype stands for.
    pub fn id_kind(&self) -> IdKind {
        match self.kind {
            Kind::NcName(id_kind) => id_kind,
            Kind::List(Item::Idref) => IdKind::Idrefs,
            _ => IdKind::None,
        }
    }

    /// Whether every text is accepted, so that nothing need be asked.
    pub fn accepts_everything(&self) -> bool {
        matches!(self.kind, Kind::Text(_)) && self.facets.is_empty()
    }

    /// Whether judging a text costs less than finding an earlier verdict on it.
    pub fn is_cheap(&self) -> bool {
        let is_cheap = |facet: &Facet| match facet {
            Facet::Pattern(regex) => regex.is_cheap(),
            _ => true,
        };
        !matches!(self.kind, Kind::QName | Kind::Entity) && self.facets.iter().all(is_cheap)
    }

    /// Whether the verdict on a text depends on where it stands.
    pub fn needs_prefixes(&self) -> bool {
        matches!(self.kind, Kind::QName | Kind::Entity | Kind::List(Item::Entity))
    }

    fn facet(&self, param: usize, name: &str, value: &str) -> Result<Facet, DatatypeError> {
        let (has_length, is_ordered) = (self.kind.length_unit().is_some(), self.kind.is_ordered());
        Ok(match name {
            "pattern" => Facet::Pattern(Box::new(Regex::compile(value).map_err(|error| DatatypeError::Regex {
                param,
                pattern: quote(value),
                error,
            })?)),
            "length" if has_length => Facet::Length(number(param, name, value)?),
            "minLength" if has_length => Facet::MinLength(number(param, name, value)?),
            "maxLength" if has_length => Facet::MaxLength(number(param, name, value)?),
            "minInclusive" if is_ordered => self.bound(Bound::MinInclusive, param, name, value)?,
            "minExclusive" if is_ordered => self.bound(Bound::MinExclusive, param, name, value)?,
            "maxInclusive" if is_ordered => self.bound(Bound::MaxInclusive, param, name, value)?,
            "maxExclusive" if is_ordered => self.bound(Bound::MaxExclusive, param, name, value)?,
            "totalDigits" if self.kind.is_decimal() => match number(param, name, value)? {
                0 => return Err(bad_value(param, name, value, "a whole number from 1 on such as `3`")),
                digits => Facet::TotalDigits(digits),
            },
            "fractionDigits" if self.kind.is_decimal() => Facet::FractionDigits(number(param, name, value)?),
            "enumeration" | "whiteSpace" => return Err(DatatypeError::ForbiddenFacet { param, name: name.to_owned() }),
            "length" | "minLength" | "maxLength" | "minInclusive" | "minExclusive" | "maxInclusive" | "maxExclusive"
            | "totalDigits" | "fractionDigits" => return Err(unsuitable(param, name, &self.name)),
            _ => return Err(DatatypeError::UnknownFacet { param, name: quote(name) }),
        })
    }

    /// A bound, whose value is one of the datatype itself.
    fn bound(&self, bound: Bound, param: usize, name: &str, value: &str) -> Result<Facet, DatatypeError> {
        let text = normalize(WhiteSpace::Collapse, value);
        let is_fine = self.kind.admits(&text, &NoPrefixes);
        match Value::read(self.kind, &text, &NoPrefixes).filter(|_| is_fine) {
            Some(value) => Ok(Facet::Bound(bound, value, (*text).into())),
            None => Err(bad_value(param, name, value, &self.describe())),
        }
    }
}

/// A whole number from 0 on; one that no text can reach is the largest there is.
fn number(param: usize, name: &str, value: &str) -> Result<usize, DatatypeError> {
    let digits = trim(value);
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(bad_value(param, name, value, "a whole number from 0 on such as `3`"));
    }
    Ok(digits.parse().unwrap_or(usize::MAX))
}

fn bad_value(param: usize, name: &str, value: &str, expected: &str) -> DatatypeError {
    DatatypeError::FacetValue { param, name: name.to_owned(), value: quote(value), expected: expected.to_owned() }
}

fn unsuitable(param: usize, name: &str, datatype: &str) -> DatatypeError {
    DatatypeError::UnsuitableFacet { param, name: quote(name), datatype: datatype.to_owned() }
}

/// The text, cut where a message would grow too long.
pub(super) fn quote(text: &str) -> String {
    match text.char_indices().nth(QUOTE) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
