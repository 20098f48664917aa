//! Makes schemas out of random bytes: each is one that the compact syntax can say without loss.

use std::rc::Rc;

use teiwright::schema::relaxng::ast::{
    AnnotationAttribute, AnnotationNode, Annotations, Combine, Component, ComponentKind, Data, Include, NameClass, NameClassKind,
    Namespace, Param, Pattern, PatternKind, Place, SchemaFile, TypeName, Value,
};

const XSD: &str = "http://www.w3.org/2001/XMLSchema-datatypes";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const COMPATIBILITY: &str = "http://relaxng.org/ns/compatibility/annotations/1.0";

/// Pieces of schemas, right and wrong.
pub const PIECES: &[&str] = &[
    "element",
    "attribute",
    "start",
    "grammar",
    "include",
    "external",
    "parent",
    "div",
    "list",
    "mixed",
    "text",
    "empty",
    "notAllowed",
    "string",
    "token",
    "inherit",
    "namespace",
    "default",
    "datatypes",
    "a",
    "\\a",
    "\\start",
    "a:b",
    "xsd:int",
    "xml:lang",
    "xml:*",
    "*",
    "+",
    "?",
    "|",
    "&",
    ",",
    "-",
    "=",
    "|=",
    "&=",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ">>",
    "~",
    "\"a\"",
    "'b'",
    "\"\"\"c\"\"\"",
    "\"",
    "#",
    "##",
    "## d\n",
    "\n",
    "\r",
    "\\x{41}",
    "\\x{A}",
    "\\x",
    "é",
    "\u{feff}",
    ":",
    "%",
    "namespace a = \"urn:a\"",
    "element a { text }",
    "[a:b = \"c\"]",
    "[a [\"b\"]]",
    "start = a",
];

/// Which namespaces a schema mentions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Namespaces {
    /// Those that it names, and the one that it leaves to whoever includes it.
    All,
    /// Only those that it names.
    Named,
}

struct Maker<'b> {
    bytes: &'b [u8],
    at: usize,
    depth: usize,
    namespaces: Namespaces,
}

/// A schema that a sequence of bytes chooses; without bytes, the simplest one.
pub fn file(bytes: &[u8], namespaces: Namespaces) -> SchemaFile {
    let mut maker = Maker { bytes, at: 0, depth: 0, namespaces };
    let prefixes: Vec<(Rc<str>, Namespace)> = [
        ("", Some("urn:d")),
        ("tei", Some("urn:d")),
        ("p", Some("urn:p")),
        ("local", Some("")),
        ("element", None),
        ("a", Some(COMPATIBILITY)),
    ]
    .map(|(prefix, namespace)| (prefix.into(), namespace.map(Into::into)))
    .into();
    let pattern = match maker.pick(3) {
        0 => {
            let mut grammar = Pattern::new(PatternKind::Grammar(maker.components(true)), Place::default());
            grammar.annotations = maker.annotations();
            grammar
        }
        _ => maker.pattern(),
    };
    let mut pattern = pattern;
    // What follows the root has no place in XML.
    pattern.annotations.after.clear();
    SchemaFile { pattern, prefixes, libraries: vec![("list".into(), "urn:library".into())] }
}

impl Maker<'_> {
    /// A number below `count`; 0 when the bytes are at their end.
    fn pick(&mut self, count: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        usize::from(byte) % count
    }

    fn one_of<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.pick(from.len())].clone()
    }

    fn several<T>(&mut self, least: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = least + self.pick(3);
        (0..count).map(|_| make(self)).collect()
    }

    fn name(&mut self) -> Rc<str> {
        self.one_of(&["a", "b-1.c", "list", "start", "element", "div", "x", "é", "_", "inherit", "string"]).into()
    }

    fn string(&mut self) -> Rc<str> {
        self.one_of(&[
            "v",
            "",
            "a b",
            "it's",
            "\"",
            "'\"'",
            "\\x{41}",
            "l1\nl2\n",
            "\t\r",
            "]]>&<",
            "# no comment",
            "\"\"\"'''",
            "é𐌀",
        ])
        .into()
    }

    fn namespace(&mut self) -> Namespace {
        match self.one_of(&[Some("urn:d"), Some("urn:p"), Some(""), None, Some(XML)]) {
            None if self.namespaces == Namespaces::Named => Some("urn:d".into()),
            namespace => namespace.map(Into::into),
        }
    }

    fn datatype(&mut self) -> TypeName {
        let (library, name) = self.one_of(&[("", "string"), ("", "token"), (XSD, "int"), ("urn:library", "list")]);
        TypeName { library: library.into(), name: name.into() }
    }

    fn annotations(&mut self) -> Annotations {
        match self.pick(4) {
            3 => Annotations { attributes: self.attributes(), before: self.before(), after: self.after() },
            _ => Annotations::default(),
        }
    }

    /// Those of a part that has no children.
    fn annotations_of_text(&mut self) -> Annotations {
        match self.pick(4) {
            3 => Annotations { attributes: self.attributes(), before: Vec::new(), after: self.before() },
            _ => Annotations::default(),
        }
    }

    fn before(&mut self) -> Vec<AnnotationNode> {
        let mut nodes = self.several(0, |maker| maker.documentation());
        nodes.extend(self.after());
        nodes
    }

    fn after(&mut self) -> Vec<AnnotationNode> {
        self.several(0, |maker| match maker.pick(4) {
            3 => maker.documentation(),
            _ => maker.element(3),
        })
    }

    fn documentation(&mut self) -> AnnotationNode {
        let text = self.string();
        AnnotationNode::Element {
            namespace: COMPATIBILITY.into(),
            prefix: "a".into(),
            name: "documentation".into(),
            attributes: Vec::new(),
            children: if text.is_empty() { Vec::new() } else { vec![AnnotationNode::Text(text)] },
        }
    }

    fn attributes(&mut self) -> Vec<AnnotationAttribute> {
        let mut attributes = self.several(0, |maker| {
            let (prefix, namespace) = maker.one_of(&[("p", "urn:p"), ("tei", "urn:d"), ("xml", XML)]);
            AnnotationAttribute { namespace: namespace.into(), prefix: prefix.into(), name: maker.name(), value: maker.string() }
        });
        attributes.dedup_by(|a, b| (&a.namespace, &a.name) == (&b.namespace, &b.name));
        attributes.truncate(2);
        attributes
    }

    fn element(&mut self, depth: usize) -> AnnotationNode {
        let (prefix, namespace) = self.one_of(&[("", ""), ("p", "urn:p"), ("tei", "urn:d")]);
        let mut attributes = self.attributes();
        if self.pick(2) == 1 {
            attributes.push(AnnotationAttribute {
                namespace: "".into(),
                prefix: "".into(),
                name: self.name(),
                value: self.string(),
            });
        }
        let mut children = Vec::new();
        if depth > 0 {
            for _ in 0..self.pick(3) {
                children.push(self.element(depth - 1));
                if self.pick(2) == 1 {
                    children.push(AnnotationNode::Text("t'e\"x\nt".into()));
                }
            }
        }
        AnnotationNode::Element { namespace: namespace.into(), prefix: prefix.into(), name: self.name(), attributes, children }
    }

    fn content(&mut self) -> Vec<Pattern> {
        self.several(1, Maker::pattern)
    }

    fn pattern(&mut self) -> Pattern {
        self.depth += 1;
        let kind = match if self.depth > 6 { self.pick(8) } else { self.pick(21) } {
            0 => PatternKind::Text,
            1 => PatternKind::Empty,
            2 => PatternKind::NotAllowed,
            3 => PatternKind::Ref(self.name()),
            4 => PatternKind::ParentRef(self.name()),
            5 => PatternKind::ExternalRef(self.include()),
            6 => self.value(),
            7 => self.data(false),
            8 => self.data(true),
            9 => PatternKind::Element(self.names(0), self.content()),
            10 => {
                let names = self.names(0);
                let content = self.pattern();
                let is_plain = matches!(content.kind, PatternKind::Text) && content.annotations.is_empty();
                PatternKind::Attribute(names, (!is_plain).then(|| Box::new(content)))
            }
            11 | 12 => PatternKind::Group(self.several(2, Maker::pattern)),
            13 => PatternKind::Interleave(self.several(2, Maker::pattern)),
            14 | 15 => PatternKind::Choice(self.several(2, Maker::pattern)),
            16 => PatternKind::Optional(self.content()),
            17 => PatternKind::ZeroOrMore(self.content()),
            18 => PatternKind::OneOrMore(self.content()),
            19 => self.container(),
            _ => return self.group_of_one(),
        };
        self.depth -= 1;
        let annotations = if let PatternKind::Value(_) = kind { self.annotations_of_text() } else { self.annotations() };
        Pattern { kind, place: Place::default(), annotations }
    }

    fn container(&mut self) -> PatternKind {
        match self.pick(3) {
            0 => PatternKind::List(self.content()),
            1 => PatternKind::Mixed(self.content()),
            _ => PatternKind::Grammar(self.components(true)),
        }
    }

    /// A group of one member, which only annotations make different from the member.
    fn group_of_one(&mut self) -> Pattern {
        let member = self.pattern();
        self.depth -= 1;
        let mut annotations = self.annotations();
        annotations.before.push(self.element(1));
        Pattern { kind: PatternKind::Group(vec![member]), place: Place::default(), annotations }
    }

    fn value(&mut self) -> PatternKind {
        let datatype = match self.pick(3) {
            0 => None,
            1 => Some(self.datatype()),
            _ => Some(TypeName { library: XSD.into(), name: "QName".into() }),
        };
        let is_name = datatype.as_ref().is_some_and(TypeName::is_qualified_name);
        let text = if is_name { self.one_of(&["p:b", "b", " tei:b "]).into() } else { self.string() };
        let context = [("tei", "urn:d"), ("p", "urn:p"), ("a", COMPATIBILITY)];
        let context = context.iter().map(|(prefix, namespace)| (Rc::from(*prefix), Rc::from(*namespace))).collect();
        PatternKind::Value(Box::new(Value { datatype, text, context, namespace: Some("urn:d".into()) }))
    }

    fn data(&mut self, has_except: bool) -> PatternKind {
        let datatype = self.datatype();
        let params = self.several(0, |maker| Param {
            name: maker.name(),
            value: maker.string(),
            place: Place::default(),
            annotations: maker.annotations_of_text(),
        });
        let except = has_except.then(|| self.content());
        PatternKind::Data(Box::new(Data { datatype, params, except, except_annotations: Annotations::default() }))
    }

    fn include(&mut self) -> Include {
        let namespace = self.namespace();
        Include { href: self.one_of(&["a.rnc", "../b'c.rng", "urn:d"]).into(), base: None, namespace }
    }

    /// Names; `within` tells in whose exception they stand, so that section 4.16 is obeyed.
    fn names(&mut self, within: usize) -> NameClass {
        self.depth += 1;
        let kind = match if self.depth > 9 { 0 } else { self.pick(6) } {
            3 | 4 => NameClassKind::Choice(self.several(2, |maker| maker.names(within))),
            1 if within == 0 => NameClassKind::AnyName((self.pick(2) == 1).then(|| Box::new(self.names(1)))),
            2 if within < 2 => {
                let namespace = self.namespace();
                NameClassKind::NsName(namespace, (self.pick(2) == 1).then(|| Box::new(self.names(2))))
            }
            5 => {
                let member = self.names(within);
                self.depth -= 1;
                let mut annotations = self.annotations();
                annotations.before.push(self.element(1));
                return NameClass { kind: NameClassKind::Choice(vec![member]), place: Place::default(), annotations };
            }
            _ => NameClassKind::Name(self.namespace(), self.name()),
        };
        self.depth -= 1;
        let annotations = if let NameClassKind::Name(..) = kind { self.annotations_of_text() } else { self.annotations() };
        NameClass { kind, place: Place::default(), annotations }
    }

    fn components(&mut self, may_include: bool) -> Vec<Component> {
        self.depth += 1;
        let components = self.several(0, |maker| {
            let kind = match maker.pick(5) {
                3 if maker.depth < 6 => ComponentKind::Div(maker.components(may_include)),
                4 if may_include => ComponentKind::Include(maker.include(), maker.components(false)),
                _ => {
                    let combine = maker.one_of(&[None, Some(Combine::Choice), Some(Combine::Interleave)]);
                    match maker.pick(3) {
                        0 => ComponentKind::Define { name: None, combine, patterns: vec![maker.pattern()] },
                        _ => ComponentKind::Define { name: Some(maker.name()), combine, patterns: maker.content() },
                    }
                }
            };
            Component { kind, place: Place::default(), annotations: maker.annotations() }
        });
        self.depth -= 1;
        components
    }
}
