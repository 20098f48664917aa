//! Datatypes: the built-in library of RELAX NG (specification, section 4) and the W3C XML Schema datatypes (XML Schema 1.0,
//! part 2, second edition), with the guidelines of OASIS for using them in RELAX NG.
//!
//! A [`Datatype`] is compiled once, with its facets, and shared by all threads; it remembers nothing of the texts that it
//! judges. Where the recommendation leaves a choice or is read in several ways, what `jing` does decides, since schemas are
//! written against it: `24:00:00` is no time, `anyURI` is judged after everything that a URI cannot hold has been escaped,
//! and a hyphen in a character class of a pattern is escaped.
//!
//! ```
//! use teiwright::schema::relaxng::datatypes::{Datatype, NoPrefixes, XSD_LIBRARY};
//!
//! let date = Datatype::compile(XSD_LIBRARY, "date", &[("minInclusive", "1789-07-14")])?;
//! assert!(date.accepts(" 1820-05-01 ", &NoPrefixes));
//! assert!(!date.accepts("1820-02-30", &NoPrefixes));
//! assert_eq!(date.describe(), "a date such as `1820-05-01`, not before `1789-07-14`");
//! # Ok::<(), teiwright::schema::relaxng::datatypes::DatatypeError>(())
//! ```

mod binary;
mod compile;
mod decimal;
mod describe;
mod duration;
mod error;
mod facets;
mod judge;
mod kinds;
mod moment;
mod names;
mod regex;
mod space;
mod uri;
mod value;

use std::borrow::Cow;

pub use error::DatatypeError;
pub use regex::{NESTING_LIMIT, POSITION_LIMIT, Regex, RegexError, RegexProblem};
pub use value::Value;

pub(super) use names::{begins_ncname, continues_ncname, is_ncname};

use facets::Facet;
use kinds::Kind;

/// The library of XML Schema datatypes.
pub const XSD_LIBRARY: &str = "http://www.w3.org/2001/XMLSchema-datatypes";

/// The library that has `ID`, `IDREF` and `IDREFS` alone (RELAX NG DTD Compatibility, section 5).
pub const COMPATIBILITY_LIBRARY: &str = "http://relaxng.org/ns/compatibility/datatypes/1.0";

/// Facets as a schema writes them: names and values, in order.
pub type Facets = [(Box<str>, Box<str>)];

/// A datatype with its facets.
#[derive(Clone, Debug)]
pub struct Datatype {
    kind: Kind,
    /// The name in its library, for messages.
    name: Cow<'static, str>,
    /// The library.
    library: &'static str,
    /// The facets as the schema writes them: names and values, in order.
    params: Box<Facets>,
    /// In the order of the schema, but patterns last: they cost the most.
    facets: Box<[Facet]>,
}

/// What of IDs a datatype stands for (RELAX NG DTD Compatibility, section 5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum IdKind {
    /// Nothing.
    #[default]
    None,
    /// An ID.
    Id,
    /// A reference to an ID.
    Idref,
    /// References to IDs.
    Idrefs,
}

/// What a text means depends on where it stands: the prefixes in force, for `QName` and `NOTATION`.
pub trait Prefixes {
    /// The namespace name of a prefix; the empty prefix asks for the default namespace. The prefix `xml` is never asked for.
    fn namespace(&self, prefix: &str) -> Option<&str>;

    /// Whether the document's DTD declares an unparsed entity of this name, for `ENTITY` and `ENTITIES`.
    fn has_unparsed_entity(&self, _name: &str) -> bool {
        false
    }
}

/// No prefixes are in force, and nothing is declared.
#[derive(Clone, Copy, Debug)]
pub struct NoPrefixes;

impl Prefixes for NoPrefixes {
    fn namespace(&self, _: &str) -> Option<&str> {
        None
    }
}
