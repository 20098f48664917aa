//! What a header states about its text: title, responsibility, publication, licence, languages, sources.

use roxmltree::ExpandedName;

use crate::{
    span::Span,
    tei::{NOT_STATED, TextStream, XML_LANG, tei},
    xml::{Node, Tree},
};

/// What a `teiHeader` states. Whatever is absent is absent here too: nothing is inferred, and the words with which a header
/// says that something is not known (see [`NOT_STATED`]) count as nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The `title` that is neither subordinate nor descriptive.
    pub title: Option<Statement>,
    /// The other `title`s of `titleStmt`, in order.
    pub subtitles: Vec<Statement>,
    /// Who did what: `author`, `editor`, `respStmt` and `funder`, `sponsor`, `principal`, in order.
    pub agents: Vec<Agent>,
    /// The `publisher`, or else the `authority` or `distributor`.
    pub publisher: Option<Statement>,
    /// The place of publication.
    pub place: Option<Statement>,
    /// The date of publication.
    pub published: Option<Dating>,
    /// `availability/@status`.
    pub status: Option<String>,
    /// Each `licence`; without any, what `availability` says.
    pub licences: Vec<Licence>,
    /// Each `idno` of `publicationStmt`.
    pub identifiers: Vec<Identifier>,
    /// Each `bibl`, `biblStruct`, `biblFull`, `msDesc`, `recordingStmt` or `p` of `sourceDesc`.
    pub sources: Vec<Origin>,
    /// Each `language` of `langUsage`.
    pub languages: Vec<Language>,
    /// The language of the text: `@xml:lang` of `text`, else of the root element, else the first of `langUsage`.
    pub language: Option<String>,
    /// The date in `creation`.
    pub created: Option<Dating>,
    /// The `abstract`.
    pub summary: Option<Statement>,
    /// The `term`s of `keywords`.
    pub keywords: Vec<Statement>,
    /// Each `application` of `appInfo`.
    pub applications: Vec<Application>,
}

/// A program that made or changed the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its name: `@ident`.
    pub name: String,
    /// Its `@version`.
    pub version: String,
    /// Where its first `ptr` or `ref` leads on the web.
    pub address: Option<String>,
}

/// Words, and the element that holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The words, white space made single spaces; never empty.
    pub text: String,
    /// The element.
    pub span: Span,
}

/// A person, an organization or a program, and what it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// What it did.
    pub role: Role,
    /// The words of `resp`, or the `@role` of `editor`; empty where nothing says more than the role.
    pub responsibility: String,
    /// The name as written.
    pub name: String,
    /// Whether the name is that of a person: it stands in `persName`, or nothing says that it is something else.
    pub kind: AgentKind,
    /// Addresses that identify it: `@ref`, and each `idno` that is an address.
    pub addresses: Vec<String>,
    /// The element.
    pub span: Span,
}

/// What an [`Agent`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Wrote the text.
    Author,
    /// Prepared the edition.
    Editor,
    /// Whatever `resp` says.
    Contributor,
    /// Paid for it.
    Funder,
}

/// What an [`Agent`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentKind {
    /// A person.
    Person,
    /// An organization.
    Organization,
    /// A program.
    Program,
}

/// A date in words, and in the form of W3C XML Schema where an attribute gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dating {
    /// The words, or else the attribute's value.
    pub text: String,
    /// `@when`, or else `@to`, `@notAfter`, `@from` or `@notBefore`.
    pub when: Option<String>,
    /// The element.
    pub span: Span,
}

/// A licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// `@target`.
    pub target: Option<String>,
    /// The words; empty where there are none.
    pub text: String,
    /// The element.
    pub span: Span,
}

/// An identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// `@type`; empty where there is none.
    pub kind: String,
    /// The identifier.
    pub value: String,
    /// The element.
    pub span: Span,
}

/// Where the text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The words.
    pub text: String,
    /// The first address in it: `@target` of a `ref` or `ptr`, or an `idno` that is an address.
    pub address: Option<String>,
    /// The element.
    pub span: Span,
}

/// A language of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// The tag (BCP 47).
    pub tag: String,
    /// The words.
    pub text: String,
}

impl Metadata {
    /// Reads the first header of a document.
    ///
    /// ```
    /// use teiwright::{source::Source, tei::Metadata, xml};
    ///
    /// let source = Source::from_text(
    ///     "a.xml",
    ///     "<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='de'><teiHeader><fileDesc><titleStmt><title>Nathan</title>
    ///      <author>Lessing</author></titleStmt></fileDesc></teiHeader></TEI>",
    /// );
    /// let metadata = Metadata::of(&xml::parse(&source)?);
    /// assert_eq!(metadata.title.map(|title| title.text).as_deref(), Some("Nathan"));
    /// assert_eq!(metadata.agents[0].name, "Lessing");
    /// assert_eq!(metadata.language.as_deref(), Some("de"));
    /// # Ok::<(), xml::ReadError>(())
    /// ```
    pub fn of(tree: &Tree<'_>) -> Metadata {
        Metadata::of_element(tree, tree.root_element())
    }

    /// Reads the first header in an element, such as a `TEI` of a `teiCorpus`.
    pub fn of_element(tree: &Tree<'_>, document: Node<'_>) -> Metadata {
        let find = |name: &str| document.descendants().find(|element| element.has_tag_name(tei(name)));
        let mut metadata = Metadata::default();
        if let Some(header) = find("teiHeader") {
            for element in header.descendants().filter(roxmltree::Node::is_element) {
                metadata.note(tree, element);
            }
        }
        if metadata.licences.is_empty()
            && let Some(said) = find("availability")
            && let Some(Statement { text, span }) = statement(tree, said)
        {
            metadata.licences.push(Licence { target: None, text, span });
        }
        let language = [find("text"), Some(document)].into_iter().flatten().find_map(|it| it.attribute(XML_LANG));
        metadata.language = language.or(metadata.languages.first().map(|it| it.tag.as_str())).map(str::to_owned);
        metadata
    }

    /// Takes what one element of the header states.
    fn note(&mut self, tree: &Tree<'_>, element: Node<'_>) {
        let name = element.tag_name().name();
        let within = |ancestor: &str| element.ancestors().skip(1).any(|it| it.has_tag_name(tei(ancestor)));
        let is_child_of = |parent: &str| element.parent().is_some_and(|it| it.has_tag_name(tei(parent)));
        let in_publication = within("publicationStmt") && !within("sourceDesc");
        match name {
            "title" if is_child_of("titleStmt") && !within("sourceDesc") => self.take_title(tree, element),
            "author" | "editor" | "respStmt" | "funder" | "sponsor" | "principal"
                if is_child_of("titleStmt") && !within("sourceDesc") =>
            {
                self.agents.extend(agents(tree, element));
            }
            "publisher" | "authority" | "distributor" if in_publication && self.publisher.is_none() => {
                self.publisher = statement(tree, element);
            }
            "pubPlace" if in_publication && self.place.is_none() => self.place = statement(tree, element),
            "date" if is_child_of("publicationStmt") && in_publication && self.published.is_none() => {
                self.published = dating(tree, element);
            }
            "availability" if in_publication => self.status = element.attribute("status").map(str::to_owned),
            "licence" if in_publication => self.licences.push(licence(tree, element)),
            "idno" if is_child_of("publicationStmt") && in_publication => self.identifiers.extend(identifier(tree, element)),
            "bibl" | "biblStruct" | "biblFull" | "msDesc" | "recordingStmt" | "p" if is_child_of("sourceDesc") => {
                self.sources.extend(origin(tree, element));
            }
            "language" if is_child_of("langUsage") => {
                let tag = element.attribute("ident").unwrap_or_default().to_owned();
                self.languages.push(Language { tag, text: words(element) });
            }
            "date" if within("creation") && self.created.is_none() => self.created = dating(tree, element),
            "abstract" if self.summary.is_none() => self.summary = statement(tree, element),
            "term" if within("keywords") => self.keywords.extend(statement(tree, element)),
            "application" if is_child_of("appInfo") => {
                let of = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
                self.applications.push(Application { name: of("ident"), version: of("version"), address: address(element) });
            }
            _ => {}
        }
    }

    fn take_title(&mut self, tree: &Tree<'_>, element: Node<'_>) {
        let is_other = matches!(element.attribute("type"), Some("sub" | "alt" | "short" | "desc" | "subordinate"));
        let Some(title) = statement(tree, element) else { return };
        if is_other || self.title.is_some() {
            self.subtitles.push(title);
        } else {
            self.title = Some(title);
        }
    }

    /// The agents with a role.
    pub fn agents(&self, role: Role) -> impl Iterator<Item = &Agent> {
        self.agents.iter().filter(move |agent| agent.role == role)
    }
}

/// The words of an element, white space made single spaces.
pub fn words(element: Node<'_>) -> String {
    let stream = TextStream::of(element);
    let mut text = String::new();
    for run in stream.runs() {
        // Elements that stand one below the other are words apart.
        if !text.is_empty() && is_apart(run.node) {
            text.push(' ');
        }
        text.push_str(run.text);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text node begins an element that stands among elements only.
fn is_apart(text: Node<'_>) -> bool {
    let mut at = text;
    while at.prev_sibling().is_none() {
        let Some(parent) = at.parent() else { return false };
        if parent.parent().is_some_and(super::holds_elements_only) {
            return true;
        }
        at = parent;
    }
    false
}

fn statement(tree: &Tree<'_>, element: Node<'_>) -> Option<Statement> {
    let text = words(element);
    (!text.is_empty() && text != NOT_STATED).then(|| Statement { text, span: tree.span(element) })
}

fn dating(tree: &Tree<'_>, element: Node<'_>) -> Option<Dating> {
    let attributes = ["when", "to", "notAfter", "from", "notBefore", "when-iso"];
    let when = attributes.into_iter().find_map(|name| element.attribute(name)).map(str::to_owned);
    let words = words(element);
    let text = if words.is_empty() { when.clone()? } else { words };
    (text != NOT_STATED || when.is_some()).then(|| Dating { text, when, span: tree.span(element) })
}

fn licence(tree: &Tree<'_>, element: Node<'_>) -> Licence {
    let inner = || element.descendants().find(|it| it.has_tag_name(tei("ref"))).and_then(|it| it.attribute("target"));
    let target = element.attribute("target").or_else(inner).map(str::to_owned);
    Licence { target, text: words(element), span: tree.span(element) }
}

fn identifier(tree: &Tree<'_>, element: Node<'_>) -> Option<Identifier> {
    let Statement { text: value, span } = statement(tree, element)?;
    Some(Identifier { kind: element.attribute("type").unwrap_or_default().to_owned(), value, span })
}

fn origin(tree: &Tree<'_>, element: Node<'_>) -> Option<Origin> {
    let Statement { text, span } = statement(tree, element)?;
    Some(Origin { text, address: address(element), span })
}

/// The first address on the web in an element.
fn address(element: Node<'_>) -> Option<String> {
    element.descendants().find_map(|it| match it.tag_name().name() {
        "ref" | "ptr" => it.attribute("target").filter(|target| is_address(target)).map(str::to_owned),
        "idno" => Some(words(it)).filter(|value| is_address(value)),
        _ => None,
    })
}

/// Whether a value is an address on the web.
pub fn is_address(value: &str) -> bool {
    let lower = value.get(..8).unwrap_or(value).to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://")) && !value.contains(char::is_whitespace)
}

/// The agents that one statement of responsibility names: one, or each name of a `respStmt`.
fn agents(tree: &Tree<'_>, element: Node<'_>) -> Vec<Agent> {
    let role = match element.tag_name().name() {
        "author" => Role::Author,
        "editor" => Role::Editor,
        "funder" | "sponsor" => Role::Funder,
        _ => Role::Contributor,
    };
    if !element.has_tag_name(tei("respStmt")) {
        let responsibility = element.attribute("role").unwrap_or_default();
        let responsibility = if element.has_tag_name(tei("principal")) { "principal researcher" } else { responsibility };
        return agent(tree, element, role, responsibility).into_iter().collect();
    }
    let children = || element.children().filter(roxmltree::Node::is_element);
    let responsibility: Vec<String> = children().filter(|it| it.has_tag_name(tei("resp"))).map(words).collect();
    let responsibility = responsibility.join("; ");
    let names = children().filter(|it| !it.has_tag_name(tei("resp")) && !it.has_tag_name(tei("note")));
    names.filter_map(|name| agent(tree, name, role, &responsibility)).collect()
}

fn agent(tree: &Tree<'_>, element: Node<'_>, role: Role, responsibility: &str) -> Option<Agent> {
    let inner = |names: &[&str]| {
        let is_one = |it: &Node<'_>| names.iter().any(|&name| it.tag_name() == ExpandedName::from((super::NAMESPACE, name)));
        element.descendants().find(is_one)
    };
    let named = inner(&["persName", "orgName", "name"]).unwrap_or(element);
    let is_organization = named.has_tag_name(tei("orgName")) || role == Role::Funder || named.attribute("type") == Some("org");
    let kind = match named.attribute("type") {
        Some("program" | "software") => AgentKind::Program,
        _ if is_organization => AgentKind::Organization,
        _ => AgentKind::Person,
    };
    let name = words(named);
    if name.is_empty() || name.starts_with(NOT_STATED) {
        return None;
    }
    let attributes = [element, named].into_iter().filter_map(|it| it.attribute("ref"));
    let numbers = element.descendants().filter(|it| it.has_tag_name(tei("idno"))).map(words);
    let mut addresses: Vec<String> =
        attributes.flat_map(str::split_whitespace).map(str::to_owned).chain(numbers).filter(|it| is_address(it)).collect();
    addresses.dedup();
    Some(Agent { role, responsibility: responsibility.to_owned(), name, kind, addresses, span: tree.span(element) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{source::Source, xml};

    fn metadata(header: &str) -> Metadata {
        let text = format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader>{header}</teiHeader></TEI>");
        Metadata::of(&xml::parse(&Source::from_text("a.xml", text)).expect("well-formed"))
    }

    #[test]
    fn a_source_is_not_the_publication() {
        let found = metadata(
            "<fileDesc><titleStmt><title type='sub'>A play</title><title type='main'>Nathan</title></titleStmt>
             <publicationStmt><publisher>Press</publisher><date when='2020'/><idno type='URL'>https://a.org/1</idno>
             <availability status='free'><licence target='https://l.org'>Free</licence></availability></publicationStmt>
             <sourceDesc><bibl><title>N.</title><publisher>Voss</publisher> <date>1779</date>
             <ref target='https://b.org'>there</ref></bibl></sourceDesc></fileDesc>",
        );
        let text = |it: &Option<Statement>| it.as_ref().map(|it| it.text.clone()).unwrap_or_default();
        assert_eq!((text(&found.title).as_str(), text(&found.publisher).as_str()), ("Nathan", "Press"));
        assert_eq!(found.subtitles.len(), 1);
        assert_eq!(found.published.as_ref().and_then(|it| it.when.as_deref()), Some("2020"));
        assert_eq!(found.licences[0].target.as_deref(), Some("https://l.org"));
        assert_eq!(found.sources[0].address.as_deref(), Some("https://b.org"));
        assert_eq!((found.status.as_deref(), found.identifiers[0].value.as_str()), (Some("free"), "https://a.org/1"));
    }

    #[test]
    fn each_name_of_a_statement_is_an_agent() {
        let found = metadata(
            "<fileDesc><titleStmt><title>T</title><editor ref='https://orcid.org/1'><persName>Ann Lee</persName></editor>
             <respStmt><resp>encoding</resp><persName>Bo<note>x</note></persName><orgName>Lab</orgName></respStmt>
             <respStmt><resp>conversion</resp><name type='program'>teiwright</name></respStmt><funder>DFG</funder>
             <author>not stated</author></titleStmt></fileDesc>",
        );
        let found: Vec<_> = found.agents.iter().map(|it| (it.role, it.kind, it.responsibility.as_str())).collect();
        let expected = [
            (Role::Editor, AgentKind::Person, ""),
            (Role::Contributor, AgentKind::Person, "encoding"),
            (Role::Contributor, AgentKind::Organization, "encoding"),
            (Role::Contributor, AgentKind::Program, "conversion"),
            (Role::Funder, AgentKind::Organization, ""),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_not_stated_is_absent() {
        let found = metadata(
            "<fileDesc><titleStmt><title/></titleStmt><publicationStmt><publisher>not stated</publisher><date>not stated</date>
             <availability status='unknown'><p>Nobody knows.</p></availability></publicationStmt></fileDesc>",
        );
        assert_eq!((found.title, found.publisher, found.published), (None, None, None));
        assert_eq!(found.licences[0].text, "Nobody knows.");
    }
}
