//! What is compared, and what is left out.

use std::str::FromStr;

use crate::{
    tei::NAMESPACE,
    xml::{Attribute, Node, XML_NAMESPACE, is_ncname},
};

/// Which changes are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Changes of words; words that went or came with their elements are told as words.
    Words,
    /// All but changes of words.
    Markup,
}

/// What is compared: all of both documents, if nothing is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Which changes are told; all of them if nothing is said. Changes of layout always are.
    pub only: Option<Only>,
    /// Elements, with all that they hold, and attributes that are not compared.
    pub ignored: Vec<Ignored>,
}

/// Something that is not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// Elements of this local name, in any namespace, with all that they hold.
    Element(String),
    /// Attributes of this name: the local name where there is no namespace, `xml:id` and the like with their prefix.
    Attribute(String),
}

/// Why a text names nothing that can be left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no name of an element, such as `revisionDesc`, nor of an attribute, such as `@xml:id`")]
pub struct IgnoredError(String);

impl Ignored {
    /// The header of a TEI document.
    pub fn header() -> Ignored {
        Ignored::Element("teiHeader".to_owned())
    }
}

impl FromStr for Ignored {
    type Err = IgnoredError;

    /// Reads the name of an element, or of an attribute after `@`.
    ///
    /// ```
    /// use teiwright::delta::Ignored;
    ///
    /// assert_eq!("@xml:id".parse(), Ok(Ignored::Attribute("xml:id".to_owned())));
    /// assert_eq!("revisionDesc".parse(), Ok(Ignored::Element("revisionDesc".to_owned())));
    /// assert!("<p>".parse::<Ignored>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Ignored, IgnoredError> {
        let is_name = |name: &str| name.split_once(':').map_or(is_ncname(name), |(a, b)| is_ncname(a) && is_ncname(b));
        match text.strip_prefix('@') {
            Some(name) if is_name(name) => Ok(Ignored::Attribute(name.to_owned())),
            None if is_ncname(text) => Ok(Ignored::Element(text.to_owned())),
            _ => Err(IgnoredError(text.to_owned())),
        }
    }
}

impl Scope {
    /// Whether an element is left out with all that it holds; the root element never is.
    pub(super) fn leaves_out(&self, element: Node<'_>) -> bool {
        let is_named = |ignored: &Ignored| matches!(ignored, Ignored::Element(name) if name == element.tag_name().name());
        !self.ignored.is_empty() && element.parent_element().is_some() && self.ignored.iter().any(is_named)
    }

    /// Whether an attribute is left out.
    pub(super) fn leaves_out_attribute(&self, attribute: Attribute<'_>) -> bool {
        let prefix = match attribute.namespace() {
            None | Some(NAMESPACE) => "",
            Some(XML_NAMESPACE) => "xml:",
            // Another namespace's attribute goes by its local name after any prefix.
            Some(_) => "?",
        };
        self.ignored.iter().any(|ignored| match ignored {
            Ignored::Element(_) => false,
            Ignored::Attribute(name) if prefix == "?" => {
                name.split_once(':').is_some_and(|(before, local)| before != "xml" && local == attribute.name())
            }
            Ignored::Attribute(name) => name.strip_prefix(prefix) == Some(attribute.name()),
        })
    }
}
