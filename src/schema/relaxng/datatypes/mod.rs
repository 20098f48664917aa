//! Datatypes: the built-in library of RELAX NG (specification, section 4) and the W3C XML Schema datatypes (XML Schema 1.0,
//! part 2), with the guidelines of OASIS for using them in RELAX NG.

/// The library of XML Schema datatypes.
pub const XSD_LIBRARY: &str = "http://www.w3.org/2001/XMLSchema-datatypes";

/// A datatype with its facets.
#[derive(Clone, Debug)]
pub struct Datatype;

/// A value as its datatype reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Value;
