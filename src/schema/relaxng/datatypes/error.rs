//! Why a datatype does not compile.

use super::regex::RegexError;

/// A fault of a `data` or `value` pattern: its datatype or one of its facets (`param`).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DatatypeError {
    /// The datatype library is none that we have.
    #[error("the datatype library `{library}` is not known")]
    UnknownLibrary {
        /// Its URI.
        library: String,
    },
    /// The library has no such datatype.
    #[error("no datatype is called `{name}`")]
    UnknownType {
        /// The name.
        name: String,
        /// The datatype that was most likely meant.
        nearest: Option<&'static str>,
    },
    /// No facet has this name.
    #[error("no facet is called `{name}`")]
    UnknownFacet {
        /// The index of the param, from 0.
        param: usize,
        /// The name.
        name: String,
    },
    /// A facet of XML Schema that RELAX NG does not take, since it says the same in other words.
    #[error("the facet `{name}` may not be used in RELAX NG")]
    ForbiddenFacet {
        /// The index of the param, from 0.
        param: usize,
        /// The name.
        name: String,
    },
    /// The facet says nothing of values of this datatype.
    #[error("`{datatype}` has no facet `{name}`")]
    UnsuitableFacet {
        /// The index of the param, from 0.
        param: usize,
        /// The name of the facet.
        name: String,
        /// The datatype.
        datatype: String,
    },
    /// The value of a facet is not what it must be.
    #[error("the facet `{name}` has the value `{value}`; expected {expected}")]
    FacetValue {
        /// The index of the param, from 0.
        param: usize,
        /// The name of the facet.
        name: String,
        /// The value as written, cut at 40 characters.
        value: String,
        /// What it must be, in words.
        expected: String,
    },
    /// The value of `pattern` is no regular expression of XML Schema.
    #[error("the pattern `{pattern}` has a fault at character {}", error.character)]
    Regex {
        /// The index of the param, from 0.
        param: usize,
        /// The pattern as written, cut at 40 characters.
        pattern: String,
        /// What is wrong, and where.
        #[source]
        error: RegexError,
    },
}

impl DatatypeError {
    /// The index of the param that is at fault, from 0; nothing where it is the datatype itself.
    pub fn param(&self) -> Option<usize> {
        match self {
            DatatypeError::UnknownLibrary { .. } | DatatypeError::UnknownType { .. } => None,
            DatatypeError::UnknownFacet { param, .. }
            | DatatypeError::ForbiddenFacet { param, .. }
            | DatatypeError::UnsuitableFacet { param, .. }
            | DatatypeError::FacetValue { param, .. }
            | DatatypeError::Regex { param, .. } => Some(*param),
        }
    }

    /// How to mend it, in one line.
    pub fn help(&self) -> String {
        match self {
            DatatypeError::UnknownLibrary { .. } => {
                format!("the libraries are `{}` and, by an empty `datatypeLibrary`, the built-in one", super::XSD_LIBRARY)
            }
            DatatypeError::UnknownType { nearest: Some(nearest), .. } => format!("the nearest name is `{nearest}`"),
            DatatypeError::UnknownType { .. } => {
                "the built-in library has `string` and `token`; all others need the library of XML Schema datatypes".to_owned()
            }
            DatatypeError::UnknownFacet { .. } => {
                "the facets are `pattern`, `length`, `minLength`, `maxLength`, `minInclusive`, `minExclusive`, `maxInclusive`, \
                 `maxExclusive`, `totalDigits` and `fractionDigits`"
                    .to_owned()
            }
            DatatypeError::ForbiddenFacet { name, .. } if name == "enumeration" => {
                "write a `choice` of `value` patterns".to_owned()
            }
            DatatypeError::ForbiddenFacet { .. } => {
                "choose a datatype that treats white space so: `string`, `normalizedString` or `token`".to_owned()
            }
            DatatypeError::UnsuitableFacet { datatype, .. } => {
                format!("leave it out, or say it of another datatype than `{datatype}`")
            }
            DatatypeError::FacetValue { expected, .. } => format!("write {expected}"),
            DatatypeError::Regex { error, .. } => error.help(),
        }
    }
}
