//! Values, which are equal by what they mean and not by how they are written.

use std::cmp::Ordering;

use super::{
    Prefixes,
    binary::{base64, hex},
    decimal::{self, Decimal, Digits},
    duration::{Duration, duration},
    kinds::Kind,
    moment::{Moment, moment},
    names,
};
use crate::xml::XML_NAMESPACE;

/// A value as its datatype reads it; values of one datatype are equal if they are the same in its value space.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Value(Meaning);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Meaning {
    /// All that is told apart by its characters once white space is normalized.
    Text(Box<str>),
    Boolean(bool),
    Decimal(Decimal),
    /// The bits of the number; all that is no number is one value.
    Float(u32),
    Double(u64),
    Duration(Duration<Box<str>>),
    Moment(Moment<Box<str>>),
    Octets(Box<[u8]>),
    /// Namespace name, empty for none, and local name.
    QName(Box<str>, Box<str>),
}

impl Value {
    /// Reads a text of the kind, its white space normalized.
    pub(super) fn read(kind: Kind, text: &str, context: &dyn Prefixes) -> Option<Value> {
        Some(Value(match kind {
            Kind::Boolean => Meaning::Boolean(matches!(text, "true" | "1")),
            Kind::Decimal | Kind::Integer(..) => Meaning::Decimal(Digits::decimal(text)?.to_decimal()),
            Kind::Float => Meaning::Float(decimal::float(text)?.to_bits()),
            Kind::Double => Meaning::Double(decimal::double(text)?.to_bits()),
            Kind::Duration => Meaning::Duration(duration(text)?.to_owned()),
            Kind::Moment(kind) => Meaning::Moment(moment(kind, text)?.to_owned()),
            Kind::HexBinary => Meaning::Octets(hex(text)?),
            Kind::Base64Binary => Meaning::Octets(base64(text)?),
            Kind::QName => {
                let (prefix, local) = names::qname(text)?;
                Meaning::QName(namespace(prefix, context)?.into(), local.into())
            }
            _ => Meaning::Text(text.into()),
        }))
    }

    /// Whether a text of the kind, its white space normalized, means this value.
    pub(super) fn is(&self, kind: Kind, text: &str, context: &dyn Prefixes) -> bool {
        match &self.0 {
            Meaning::Text(own) => **own == *text,
            Meaning::QName(own_namespace, own_local) => names::qname(text).is_some_and(|(prefix, local)| {
                *local == **own_local && namespace(prefix, context).is_some_and(|namespace| *namespace == **own_namespace)
            }),
            Meaning::Boolean(own) => *own == matches!(text, "true" | "1"),
            // Durations that no calendar tells apart may still be two values.
            Meaning::Duration(own) => duration(text) == Some(own.borrowed()),
            Meaning::Octets(_) => Value::read(kind, text, context).as_ref() == Some(self),
            Meaning::Decimal(_) | Meaning::Float(_) | Meaning::Double(_) | Meaning::Moment(_) => {
                self.compare_with(kind, text) == Some(Ordering::Equal)
            }
        }
    }

    /// How the value is ordered against that of a text of the kind; nothing where neither is less and they are not equal.
    pub(super) fn compare_with(&self, kind: Kind, text: &str) -> Option<Ordering> {
        match (&self.0, kind) {
            (Meaning::Decimal(own), _) => Some(own.digits().compare(Digits::decimal(text)?)),
            (Meaning::Float(own), _) => compare_floating(f32::from_bits(*own).into(), decimal::float(text)?.into()),
            (Meaning::Double(own), _) => compare_floating(f64::from_bits(*own), decimal::double(text)?),
            (Meaning::Duration(own), _) => own.borrowed().compare(duration(text)?),
            (Meaning::Moment(own), Kind::Moment(kind)) => own.borrowed().compare(moment(kind, text)?),
            _ => None,
        }
    }

    /// How two values of one datatype are ordered, as the facets for bounds see it; nothing where neither is less and they are
    /// not equal, or the datatype has no order.
    ///
    /// Durations and times with and without a zone are ordered in part (XML Schema, part 2, 3.2.6.2 and 3.2.7.3).
    pub fn compare(&self, other: &Value) -> Option<Ordering> {
        match (&self.0, &other.0) {
            (Meaning::Decimal(a), Meaning::Decimal(b)) => Some(a.digits().compare(b.digits())),
            (Meaning::Float(a), Meaning::Float(b)) => compare_floating(f32::from_bits(*a).into(), f32::from_bits(*b).into()),
            (Meaning::Double(a), Meaning::Double(b)) => compare_floating(f64::from_bits(*a), f64::from_bits(*b)),
            (Meaning::Duration(a), Meaning::Duration(b)) => a.borrowed().compare(b.borrowed()),
            (Meaning::Moment(a), Meaning::Moment(b)) => a.borrowed().compare(b.borrowed()),
            _ => None,
        }
    }
}

/// What is no number equals itself and is not ordered against any number.
fn compare_floating(a: f64, b: f64) -> Option<Ordering> {
    if a.is_nan() && b.is_nan() { Some(Ordering::Equal) } else { a.partial_cmp(&b) }
}

/// The namespace name of a prefix, empty where there is no default namespace; nothing if the prefix is not declared.
fn namespace<'c>(prefix: &str, context: &'c dyn Prefixes) -> Option<&'c str> {
    match prefix {
        "xml" => Some(XML_NAMESPACE),
        "" => Some(context.namespace("").unwrap_or_default()),
        _ => context.namespace(prefix),
    }
}
