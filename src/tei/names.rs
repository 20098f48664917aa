//! The names of TEI P5.

use roxmltree::ExpandedName;

use crate::xml::XML_NAMESPACE;

/// The namespace name of TEI P5.
pub const NAMESPACE: &str = "http://www.tei-c.org/ns/1.0";

/// The expanded name of `@xml:id`.
pub const XML_ID: (&str, &str) = (XML_NAMESPACE, "id");

/// The expanded name of `@xml:lang`.
pub const XML_LANG: (&str, &str) = (XML_NAMESPACE, "lang");

/// The expanded name of a TEI element, to compare with: prefixes never decide anything.
///
/// ```
/// use teiwright::{source::Source, tei::tei, xml};
///
/// let source = Source::from_text("a.xml", "<t:sp xmlns:t='http://www.tei-c.org/ns/1.0'/>");
/// assert!(xml::parse(&source)?.root_element().has_tag_name(tei("sp")));
/// # Ok::<(), xml::ReadError>(())
/// ```
pub fn tei(local: &str) -> ExpandedName<'static, '_> {
    (NAMESPACE, local).into()
}
