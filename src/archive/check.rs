//! A document held against a profile.

use crate::{
    archive::{
        Path,
        profile::{Constraint, FileName, Profile, Prohibition, Requirement},
    },
    diagnostic::{Diagnostic, Severity, quote},
    span::Span,
    tei::NAMESPACE,
    xml::{Attribute, Node, Tree, XML_NAMESPACE},
};

/// The document elements that a profile may ask about.
const DOCUMENTS: [&str; 2] = ["TEI", "teiCorpus"];

/// A finding, and the rules whose findings at the same place say less.
#[derive(Clone, Debug)]
pub struct Asked<'p> {
    /// The finding.
    pub finding: Diagnostic,
    /// Codes.
    pub replaces: &'p [String],
}

/// Holds a document against a profile; the findings are in no order.
///
/// A document whose root element is neither `TEI` nor `teiCorpus` is not judged, and nothing is asked of a header that is not
/// there at all: that it is missing says everything. The file's name is judged where the source has one with a full stop in it.
pub fn check<'p>(tree: &Tree<'_>, profile: &'p Profile) -> Vec<Asked<'p>> {
    let root = tree.root_element();
    if !DOCUMENTS.iter().any(|name| is_tei(root, name)) {
        return Vec::new();
    }
    let check = Check { tree, profile };
    let mut found: Vec<Asked<'p>> = check.root(root).into_iter().chain(check.file_name(root)).collect();
    for requirement in &profile.requirements {
        for document in documents(root, requirement.root.as_deref()) {
            check.requirement(requirement, document, &mut found);
        }
    }
    for prohibition in &profile.prohibitions {
        let avoided = prohibition.path.elements(root).into_iter().map(|element| check.prohibition(prohibition, element));
        found.extend(avoided);
    }
    found
}

/// The elements that a requirement is about: the root, or the documents of a name at any depth.
fn documents<'t>(root: Node<'t>, name: Option<&str>) -> Vec<Node<'t>> {
    match name {
        None => vec![root],
        Some(name) => root.descendants().filter(|node| is_tei(*node, name)).collect(),
    }
}

fn is_tei(node: Node<'_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name && node.tag_name().namespace() == Some(NAMESPACE)
}

/// A place that a path leads to: an element, or an attribute of one.
enum Place<'t> {
    Element(Node<'t>),
    Attribute(Attribute<'t>),
}

impl Place<'_> {
    /// Whether there is something in it: words or elements, or a value.
    fn is_filled(&self) -> bool {
        match self {
            Place::Attribute(attribute) => !attribute.value().trim_ascii().is_empty(),
            Place::Element(element) => element.first_element_child().is_some() || has_words(*element),
        }
    }

    /// The value: of an element, its text on one line.
    fn value(&self) -> String {
        match self {
            Place::Attribute(attribute) => attribute.value().trim_ascii().to_owned(),
            Place::Element(element) => {
                let text: String =
                    element.descendants().filter_map(|node| node.is_text().then(|| node.text()).flatten()).collect();
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            }
        }
    }
}

fn has_words(element: Node<'_>) -> bool {
    element.descendants().any(|node| node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty()))
}

struct Check<'c, 'p> {
    tree: &'c Tree<'c>,
    profile: &'p Profile,
}

impl<'p> Check<'_, 'p> {
    fn requirement(&self, requirement: &'p Requirement, document: Node<'_>, found: &mut Vec<Asked<'p>>) {
        let from_header = |path: &Path| path.begins_with("teiHeader");
        let begins_in_header = requirement.each.iter().chain(&requirement.paths).any(from_header);
        if begins_in_header && !document.children().any(|node| is_tei(node, "teiHeader")) {
            return;
        }
        let contexts = requirement.each.as_ref().map_or_else(|| vec![document], |each| each.elements(document));
        for context in contexts {
            let places = requirement.paths.iter().flat_map(|path| places(path, context));
            let (filled, empty): (Vec<_>, Vec<_>) = places.partition(Place::is_filled);
            match filled.is_empty() {
                true if requirement.is_optional => {}
                true => found.push(self.lack(requirement, context, empty.first())),
                false => {
                    let wrong = filled.iter().filter_map(|place| self.wrong_value(requirement, document, place));
                    found.extend(wrong);
                }
            }
        }
    }

    /// The finding for what is not there, at the innermost element that is.
    fn lack(&self, requirement: &'p Requirement, context: Node<'_>, empty: Option<&Place<'_>>) -> Asked<'p> {
        let path = &requirement.paths[0];
        let what = &requirement.what;
        let reached = path.reach(context);
        let (span, message) = match (empty, path.rest(&reached)) {
            (Some(place), _) => (self.span(place), format!("{} is empty; it would hold {what}", self.name(place))),
            (None, Some(rest)) => {
                let element = reached.element;
                let message = format!("`{}` has no `{rest}`, which would hold {what}", element.tag_name().name());
                (self.tree.name_span(element), message)
            }
            // Another path would be filled if this one is there, so that something of it is missing.
            (None, None) => (self.tree.name_span(context), format!("`{path}` is empty; it would hold {what}")),
        };
        let finding = Diagnostic::new("AR001", requirement.severity, span, message);
        let others = requirement.paths.get(1..).unwrap_or_default().iter().map(|path| format!("`{path}`")).collect::<Vec<_>>();
        let others = (!others.is_empty()).then(|| format!("or {}", others.join(" or ")));
        self.ask(finding, requirement, [others, requirement.help.clone()])
    }

    fn wrong_value(&self, requirement: &'p Requirement, document: Node<'_>, place: &Place<'_>) -> Option<Asked<'p>> {
        let value = place.value();
        let expected = match requirement.constraint.as_ref()? {
            Constraint::OneOf(values) if values.contains(&value) => return None,
            Constraint::OneOf(values) => one_of(values),
            Constraint::Like(_, pattern) if pattern.matches(&value) && !value.contains('/') => return None,
            Constraint::Like(text, pattern) if text.contains('/') && pattern.matches(&value) => return None,
            Constraint::Like(text, _) => format!("a value like `{text}`"),
            Constraint::FileName => {
                let name = file_name(self.tree.source().name())?;
                let stem = name.strip_suffix(".xml").unwrap_or(name);
                if value == stem {
                    return None;
                }
                format!("`{stem}`, as the file is named")
            }
            Constraint::BeginsWithId => {
                let id = document.attribute((XML_NAMESPACE, "id"))?;
                if value.strip_prefix(id).is_some_and(|rest| !rest.is_empty()) {
                    return None;
                }
                format!("a value that begins with `{id}`")
            }
        };
        let message = format!("{} is {}, which is not {}", self.name(place), quote(&value), requirement.what);
        let finding = Diagnostic::new("AR002", requirement.severity, self.span(place), message);
        Some(self.ask(finding, requirement, [Some(format!("expected {expected}")), requirement.help.clone()]))
    }

    fn ask(&self, finding: Diagnostic, requirement: &'p Requirement, help: [Option<String>; 2]) -> Asked<'p> {
        let source = self.source(requirement.section.as_deref());
        let help: Vec<String> = help.into_iter().flatten().chain([source]).collect();
        Asked { finding: finding.help(help.join("; ")), replaces: &requirement.replaces }
    }

    fn prohibition(&self, prohibition: &Prohibition, element: Node<'_>) -> Asked<'p> {
        let message = format!("`{}` is {}", element.tag_name().name(), prohibition.what);
        let finding = Diagnostic::new("AR003", prohibition.severity, self.tree.name_span(element), message);
        let help: Vec<String> =
            prohibition.help.clone().into_iter().chain([self.source(prohibition.section.as_deref())]).collect();
        Asked { finding: finding.help(help.join("; ")), replaces: &[] }
    }

    fn root(&self, root: Node<'_>) -> Option<Asked<'p>> {
        let name = root.tag_name().name();
        if self.profile.roots.is_empty() || self.profile.roots.iter().any(|known| known == name) {
            return None;
        }
        let message = format!("the root element is `{name}`, which {} does not take", self.profile.title);
        let finding = Diagnostic::new("AR004", Severity::Error, self.tree.name_span(root), message);
        let help = format!("expected {}; {}", one_of(&self.profile.roots), self.source(None));
        Some(Asked { finding: finding.help(help), replaces: &[] })
    }

    fn file_name(&self, root: Node<'_>) -> Option<Asked<'p>> {
        let name = file_name(self.tree.source().name())?;
        let is_about = |it: &&FileName| it.root.as_deref().is_none_or(|name| name == root.tag_name().name());
        let rule = self.profile.file_names.iter().find(is_about)?;
        if rule.patterns.iter().any(|(_, pattern)| pattern.matches(name)) {
            return None;
        }
        let patterns: Vec<String> = rule.patterns.iter().map(|(text, _)| text.clone()).collect();
        let message = format!("the file name {} is not like {}", quote(name), one_of(&patterns));
        let finding = Diagnostic::new("AR004", rule.severity, self.tree.name_span(root), message);
        Some(Asked { finding: finding.help(format!("{}; {}", rule.help, self.source(None))), replaces: &[] })
    }

    /// Who asks for it, and where that can be read.
    fn source(&self, section: Option<&str>) -> String {
        let url = section.or_else(|| self.profile.documents.first().map(|document| document.url.as_str()));
        match url {
            Some(url) => format!("{} asks for it: {url}", self.profile.title),
            None => format!("{} asks for it", self.profile.title),
        }
    }

    fn name(&self, place: &Place<'_>) -> String {
        match place {
            Place::Element(element) => format!("`{}`", element.tag_name().name()),
            Place::Attribute(attribute) => {
                let name = self.tree.source().slice(self.tree.attribute_name_span(*attribute)).unwrap_or(attribute.name());
                format!("`@{name}`")
            }
        }
    }

    fn span(&self, place: &Place<'_>) -> Span {
        match place {
            Place::Element(element) => self.tree.name_span(*element),
            Place::Attribute(attribute) => match self.tree.attribute_value_span(*attribute) {
                span if span.is_empty() => self.tree.attribute_name_span(*attribute),
                span => span,
            },
        }
    }
}

fn places<'t>(path: &Path, context: Node<'t>) -> Vec<Place<'t>> {
    match path.is_attribute() {
        true => path.attributes(context).into_iter().map(Place::Attribute).collect(),
        false => path.elements(context).into_iter().map(Place::Element).collect(),
    }
}

/// The last part of a path, where it is the name of a file: what comes from a pipe has none.
fn file_name(path: &str) -> Option<&str> {
    path.rsplit(['/', '\\']).next().filter(|name| name.contains('.'))
}

/// At most three of the values, as a list.
fn one_of(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().take(3).map(|value| format!("`{value}`")).collect();
    match (quoted.split_last(), values.len()) {
        (Some((last, [])), 1) => last.clone(),
        (Some((last, rest)), 2 | 3) => format!("{} or {last}", rest.join(", ")),
        _ => format!("{} or another of {} values", quoted.join(", "), values.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{source::Source, xml};

    const PROFILE: &str = r#"
name = "test"
title = "An archive"
roots = ["TEI"]

[[document]]
name = "Rules"
url = "https://example.org/rules"

[[file]]
root = "TEI"
names = ["play-[0-9][0-9].xml"]
help = "number the plays"

[[require]]
what = "the licence"
any = ["teiHeader/fileDesc/publicationStmt/availability/licence/@target", "teiHeader//licence/ref/@target"]
help = "name it by its address"
replaces = ["HD004"]

[[require]]
what = "an identifier"
each = "teiHeader//person"
any = ["@xml:id"]

[[require]]
what = "a sex that is understood"
each = "teiHeader//person"
any = ["@sex"]
optional = true
values = ["MALE", "FEMALE", "UNKNOWN"]
level = "warning"
section = "https://example.org/rules#sex"

[[require]]
what = "the title"
any = ["teiHeader/fileDesc/titleStmt/title"]

[[require]]
what = "the name of the file"
any = ["@xml:id"]
optional = true
file-name = true

[[avoid]]
what = "a note in the header"
path = "teiHeader//note"
"#;

    /// The findings as lines: what is marked, code, severity, message.
    fn found(name: &str, text: &str) -> Vec<String> {
        let profile = Profile::parse(&Source::from_text("p.toml", PROFILE)).expect("a profile");
        let source = Source::from_text(name, text);
        let tree = xml::parse(&source).expect("well-formed");
        let line = |asked: Asked<'_>| {
            let Diagnostic { code, severity, message, span, .. } = asked.finding;
            format!("{} {code} {severity} {message}", source.slice(span).expect("a slice"))
        };
        check(&tree, &profile).into_iter().map(line).collect()
    }

    fn tei(attributes: &str, title: &str, publication: &str, persons: &str) -> String {
        format!(
            "<TEI xmlns='http://www.tei-c.org/ns/1.0' {attributes}><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>\
             <publicationStmt>{publication}</publicationStmt></fileDesc><profileDesc>{persons}</profileDesc></teiHeader></TEI>"
        )
    }

    const LICENCE: &str = "<availability><licence target='https://example.org/by'/></availability>";

    #[test]
    fn what_is_missing_is_told_where_it_would_be() {
        assert_eq!(found("play-01.xml", &tei("", "Faust", LICENCE, "<person xml:id='a' sex='MALE'/>")), [""; 0]);
        assert_eq!(
            found("play-01.xml", &tei("", " ", "", "<person/>")),
            [
                "publicationStmt AR001 error `publicationStmt` has no `availability/licence/@target`, which would hold the licence",
                "person AR001 error `person` has no `@xml:id`, which would hold an identifier",
                "title AR001 error `title` is empty; it would hold the title",
            ]
        );
        let in_a_reference = "<p><licence><ref target='https://example.org/by'/></licence></p>";
        assert_eq!(found("play-01.xml", &tei("", "Faust", in_a_reference, "")), [""; 0]);
    }

    #[test]
    fn values_names_and_old_ways_are_judged() {
        assert_eq!(
            found("faust.xml", &tei("xml:id='play-01'", "Faust", LICENCE, "<note/><person xml:id='a' sex='m'/>")),
            [
                "TEI AR004 error the file name `faust.xml` is not like `play-[0-9][0-9].xml`",
                "m AR002 warning `@sex` is `m`, which is not a sex that is understood",
                "play-01 AR002 error `@xml:id` is `play-01`, which is not the name of the file",
                "note AR003 warning `note` is a note in the header",
            ]
        );
        let corpus = "<teiCorpus xmlns='http://www.tei-c.org/ns/1.0'/>";
        assert_eq!(
            found("play-01.xml", corpus),
            ["teiCorpus AR004 error the root element is `teiCorpus`, which An archive does not take"]
        );
        assert_eq!(found("stdin", &tei("xml:id='x'", "Faust", LICENCE, "")), [""; 0]);
    }

    #[test]
    fn a_missing_header_is_not_asked_for_everything() {
        assert_eq!(found("play-01.xml", "<TEI xmlns='http://www.tei-c.org/ns/1.0'/>"), [""; 0]);
        assert_eq!(found("play-01.xml", "<other/>"), [""; 0]);
    }

    #[test]
    fn the_help_cites_the_archive() {
        let profile = Profile::parse(&Source::from_text("p.toml", PROFILE)).expect("a profile");
        let source = Source::from_text("play-01.xml", tei("", "Faust", "", "<person xml:id='a' sex='m'/>"));
        let tree = xml::parse(&source).expect("well-formed");
        let helps: Vec<String> = check(&tree, &profile).into_iter().filter_map(|asked| asked.finding.help).collect();
        assert_eq!(
            helps,
            [
                "or `teiHeader//licence/ref/@target`; name it by its address; An archive asks for it: https://example.org/rules",
                "expected `MALE`, `FEMALE` or `UNKNOWN`; An archive asks for it: https://example.org/rules#sex",
            ]
        );
    }
}
