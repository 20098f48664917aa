//! The small paths by which a profile names elements and attributes: `teiHeader/fileDesc//bibl[@type='print']/@xml:id`.

use std::fmt;

use crate::{
    tei::NAMESPACE,
    xml::{Attribute, Node, XML_NAMESPACE, is_ncname},
};

/// A path from an element to elements of TEI below it, or to an attribute.
///
/// A step is the name of a TEI element, or `*`; after `//` it stands at any depth. Conditions in brackets ask for attributes:
/// `[@type]`, `[@type='print']`, `[not(@type)]`. The last step may be an attribute: `@target`, `@xml:id`; alone, it is one of the element that
/// the path begins at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    steps: Vec<Step>,
    attribute: Option<Name>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    /// Nothing for `*`.
    name: Option<String>,
    is_deep: bool,
    conditions: Vec<Condition>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Condition {
    attribute: Name,
    value: Option<String>,
    is_negated: bool,
}

/// The name of an attribute, in no namespace or in that of `xml:`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    is_xml: bool,
    local: String,
}

/// Why a text is no path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{part}` is no {expected} of a path")]
pub struct PathError {
    part: String,
    expected: &'static str,
}

/// How far a path leads.
#[derive(Clone, Debug)]
pub struct Reached<'t> {
    /// The last element that is there.
    pub element: Node<'t>,
    /// How many steps lead to it.
    steps: usize,
}

impl Path {
    /// Reads a path.
    ///
    /// # Errors
    /// [`PathError`] names the part that is none.
    ///
    /// ```
    /// use teiwright::archive::Path;
    ///
    /// assert_eq!(Path::parse("text//sp[@who]/@xml:id")?.to_string(), "text//sp[@who]/@xml:id");
    /// assert!(Path::parse("text/sp[1]").is_err());
    /// # Ok::<(), teiwright::archive::PathError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Path, PathError> {
        let mut path = Path { steps: Vec::new(), attribute: None };
        let (text, mut is_deep) = text.strip_prefix("//").map_or((text, false), |text| (text, true));
        let mut parts = parts(text).into_iter().peekable();
        while let Some(part) = parts.next() {
            if part.is_empty() && !is_deep && !path.steps.is_empty() && parts.peek().is_some() {
                is_deep = true;
                continue;
            }
            match part.strip_prefix('@') {
                Some(name) if parts.peek().is_none() && !is_deep => path.attribute = Some(Name::parse(name)?),
                _ => path.steps.push(Step::parse(part, is_deep)?),
            }
            is_deep = false;
        }
        Ok(path)
    }

    /// The elements that the steps lead to, in the order of the text.
    pub fn elements<'t>(&self, from: Node<'t>) -> Vec<Node<'t>> {
        self.steps.iter().fold(vec![from], |nodes, step| nodes.into_iter().flat_map(|node| step.from(node)).collect())
    }

    /// The attributes of those elements that the path names, where it names one.
    pub fn attributes<'t>(&self, from: Node<'t>) -> Vec<Attribute<'t>> {
        let Some(name) = &self.attribute else { return Vec::new() };
        self.elements(from).into_iter().filter_map(|element| name.of(element)).collect()
    }

    /// Whether the path leads to an attribute.
    pub fn is_attribute(&self) -> bool {
        self.attribute.is_some()
    }

    /// Whether the first step is a child of this name.
    pub fn begins_with(&self, name: &str) -> bool {
        self.steps.first().is_some_and(|step| !step.is_deep && step.name.as_deref() == Some(name))
    }

    /// How far the path leads from an element, along the first elements that fit.
    pub fn reach<'t>(&self, from: Node<'t>) -> Reached<'t> {
        let (mut nodes, mut steps) = (vec![from], 0);
        for step in &self.steps {
            let next: Vec<Node<'t>> = nodes.iter().flat_map(|node| step.from(*node)).collect();
            if next.is_empty() {
                break;
            }
            (nodes, steps) = (next, steps + 1);
        }
        Reached { element: nodes[0], steps }
    }

    /// What is left of the path behind what was reached, as it is written; nothing where all of it was.
    pub fn rest(&self, reached: &Reached<'_>) -> Option<String> {
        let rest = Path { steps: self.steps.get(reached.steps..)?.to_vec(), attribute: self.attribute.clone() };
        let text = rest.to_string();
        (!text.is_empty()).then_some(text)
    }
}

/// The parts between slashes, those within brackets and quotation marks left alone.
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, character) in text.char_indices() {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '/' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

impl Step {
    fn parse(part: &str, is_deep: bool) -> Result<Step, PathError> {
        let (name, mut rest) = part.split_at(part.find('[').unwrap_or(part.len()));
        let mut conditions = Vec::new();
        while let Some(inner) = rest.strip_prefix('[') {
            let end = inner.find(']').ok_or_else(|| PathError { part: rest.to_owned(), expected: "condition" })?;
            conditions.push(Condition::parse(&inner[..end])?);
            rest = &inner[end + 1..];
        }
        let name = match name {
            "*" => None,
            name if rest.is_empty() && is_ncname(name) => Some(name.to_owned()),
            _ => return Err(PathError { part: part.to_owned(), expected: "step" }),
        };
        Ok(Step { name, is_deep, conditions })
    }

    fn from<'t>(&self, node: Node<'t>) -> Vec<Node<'t>> {
        match self.is_deep {
            true => node.descendants().skip(1).filter(|node| self.fits(*node)).collect(),
            false => node.children().filter(|node| self.fits(*node)).collect(),
        }
    }

    fn fits(&self, node: Node<'_>) -> bool {
        let tag = node.tag_name();
        node.is_element()
            && tag.namespace() == Some(NAMESPACE)
            && self.name.as_deref().is_none_or(|name| name == tag.name())
            && self.conditions.iter().all(|condition| condition.holds(node))
    }
}

impl Condition {
    fn parse(text: &str) -> Result<Condition, PathError> {
        let error = || PathError { part: format!("[{text}]"), expected: "condition" };
        let negated = text.strip_prefix("not(").and_then(|inner| inner.strip_suffix(')'));
        let inner = negated.unwrap_or(text).strip_prefix('@').ok_or_else(error)?;
        let (name, value) = match inner.split_once('=') {
            None => (inner, None),
            Some((name, quoted)) => {
                let quote = quoted.chars().next().filter(|quote| matches!(quote, '\'' | '"')).ok_or_else(error)?;
                let value = quoted[1..].strip_suffix(quote).ok_or_else(error)?;
                (name, Some(value.to_owned()))
            }
        };
        Ok(Condition { attribute: Name::parse(name)?, value, is_negated: negated.is_some() })
    }

    fn holds(&self, element: Node<'_>) -> bool {
        let found = self.attribute.of(element);
        let is_met = found.is_some_and(|found| self.value.as_deref().is_none_or(|value| value == found.value().trim_ascii()));
        is_met != self.is_negated
    }
}

impl Name {
    fn parse(text: &str) -> Result<Name, PathError> {
        let (is_xml, local) = text.strip_prefix("xml:").map_or((false, text), |local| (true, local));
        match is_ncname(local) {
            true => Ok(Name { is_xml, local: local.to_owned() }),
            false => Err(PathError { part: format!("@{text}"), expected: "attribute" }),
        }
    }

    fn of<'t>(&self, element: Node<'t>) -> Option<Attribute<'t>> {
        let namespace = self.is_xml.then_some(XML_NAMESPACE);
        element.attributes().find(|it| it.name() == self.local && it.namespace() == namespace)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.steps.iter().enumerate() {
            formatter.write_str(match (index, step.is_deep) {
                (0, false) => "",
                (_, false) => "/",
                (_, true) => "//",
            })?;
            formatter.write_str(step.name.as_deref().unwrap_or("*"))?;
            for condition in &step.conditions {
                write!(formatter, "[{condition}]")?;
            }
        }
        match &self.attribute {
            Some(name) => write!(formatter, "{}@{name}", if self.steps.is_empty() { "" } else { "/" }),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value.as_ref().map(|value| format!("='{value}'")).unwrap_or_default();
        let inner = format!("@{}{value}", self.attribute);
        if self.is_negated { write!(formatter, "not({inner})") } else { formatter.write_str(&inner) }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", if self.is_xml { "xml:" } else { "" }, self.local)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{source::Source, xml};

    const TEXT: &str = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><a type='x'><b n='1'/></a><a><b xml:id='i'/><c><b/></c></a></teiHeader></TEI>";

    fn count(path: &str) -> usize {
        let source = Source::from_text("a.xml", TEXT);
        let tree = xml::parse(&source).expect("well-formed");
        let path = Path::parse(path).expect("a path");
        if path.is_attribute() { path.attributes(tree.root_element()).len() } else { path.elements(tree.root_element()).len() }
    }

    #[test]
    fn paths_lead_to_elements_and_attributes() {
        let cases = [
            ("teiHeader/a", 2),
            ("teiHeader/a[@type='x']", 1),
            ("teiHeader/a[@type]/b", 1),
            ("teiHeader/a[not(@type)]/b", 1),
            ("teiHeader//b", 3),
            ("//b/@xml:id", 1),
            ("teiHeader/*/b/@n", 1),
            ("teiHeader/a[@type=\"y\"]", 0),
            ("@xml:id", 0),
        ];
        for (path, expected) in cases {
            assert_eq!(count(path), expected, "{path}");
            assert_eq!(Path::parse(&Path::parse(path).expect("a path").to_string()), Path::parse(path), "{path}");
        }
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for path in
            ["", "/", "a/", "a//", "a///b", "a[1]", "a[@b=c]", "a[@b='c]", "a[b", "@a/b", "a//@b", "a b", "t:a", "a[not(b)]"]
        {
            assert!(Path::parse(path).is_err(), "{path}");
        }
    }

    #[test]
    fn a_path_tells_how_far_it_leads() {
        let source = Source::from_text("a.xml", TEXT);
        let tree = xml::parse(&source).expect("well-formed");
        let path = Path::parse("teiHeader/a/d[@type='y']/@n").expect("a path");
        let reached = path.reach(tree.root_element());
        assert_eq!(reached.element.tag_name().name(), "a");
        assert_eq!(path.rest(&reached).as_deref(), Some("d[@type='y']/@n"));
        let whole = Path::parse("teiHeader/a").expect("a path");
        assert_eq!(whole.rest(&whole.reach(tree.root_element())), None);
    }
}
