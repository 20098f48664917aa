//! Datatypes: the built-in library of RELAX NG (specification, section 4) and the W3C XML Schema datatypes (XML Schema 1.0,
//! part 2), with the guidelines of OASIS for using them in RELAX NG.

/// The library of XML Schema datatypes.
pub const XSD_LIBRARY: &str = "http://www.w3.org/2001/XMLSchema-datatypes";

/// A datatype with its facets.
#[derive(Clone, Debug)]
pub struct Datatype {
    name: String,
}

/// A value as its datatype reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Value(String);

/// What is declared of a datatype's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdKind {
    /// Nothing.
    None,
    /// Each is the only one.
    Id,
    /// Each is that of an ID.
    Idref,
    /// Each token is that of an ID.
    Idrefs,
}

/// Namespaces by prefix.
pub trait Prefixes {
    /// The namespace of a prefix; the empty prefix is the default namespace.
    fn namespace(&self, prefix: &str) -> Option<&str>;
}

/// Why there is no such datatype.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct DatatypeError {
    message: String,
    /// The facet at fault.
    pub param: Option<usize>,
}

impl DatatypeError {
    /// How to mend it.
    pub fn help(&self) -> String {
        "the built-in datatypes are `string` and `token`".to_owned()
    }
}

impl Datatype {
    /// Finds a datatype.
    ///
    /// # Errors
    /// [`DatatypeError`] where there is none.
    pub fn compile(library: &str, name: &str, params: &[(&str, &str)]) -> Result<Datatype, DatatypeError> {
        match (library, name) {
            ("", "string" | "token") if params.is_empty() => {}
            (XSD_LIBRARY, _) => {}
            _ => return Err(DatatypeError { message: format!("there is no datatype `{name}`"), param: None }),
        }
        Ok(Datatype { name: name.to_owned() })
    }

    /// Reads a value.
    pub fn read(&self, text: &str, _: &dyn Prefixes) -> Option<Value> {
        Some(Value(text.to_owned()))
    }

    /// What its values are.
    pub fn id_kind(&self) -> IdKind {
        match self.name.as_str() {
            "ID" => IdKind::Id,
            "IDREF" => IdKind::Idref,
            "IDREFS" => IdKind::Idrefs,
            _ => IdKind::None,
        }
    }
}
