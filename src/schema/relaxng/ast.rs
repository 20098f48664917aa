//! The full syntax of RELAX NG (specification, section 3), as both of its notations write it.
//!
//! A reader for one notation makes these types, a writer for the other spells them out again, and `simplify` alone gives them
//! meaning. What is only notation (which prefix, which `div`) is kept where a writer needs it, and nothing else is.

use std::rc::Rc;

use crate::{schema::relaxng::datatypes::XSD_LIBRARY, span::Span};

/// Where a part of a schema stands: the file, as an index in the order in which files were read, and the span in its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, from 0.
    pub file: u32,
    /// The smallest part of its text that shows what is meant.
    pub span: Span,
}

/// A namespace name, or nothing where the file leaves it to whoever includes it (`ns`, 4.8).
pub type Namespace = Option<Rc<str>>;

/// Prefixes that are in force somewhere, with their namespaces; `xml` always is, and is not among them.
pub type Context = Rc<[(Rc<str>, Rc<str>)]>;

/// Prefixes that a file declares, in order, for a writer to use again.
pub type Prefixes = Vec<(Rc<str>, Namespace)>;

/// Names for datatype libraries that a file declares, in order.
pub type Libraries = Vec<(Rc<str>, Rc<str>)>;

/// A whole file: one pattern at its root, which is most often a grammar.
#[derive(Clone, Debug)]
pub struct SchemaFile {
    /// The pattern.
    pub pattern: Pattern,
    /// The prefixes that the file declares, in order, for a writer to use again; the empty prefix is the default namespace.
    pub prefixes: Prefixes,
    /// The names for datatype libraries that the file declares, in order.
    pub libraries: Libraries,
}

/// A pattern with its place.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// What it is.
    pub kind: PatternKind,
    /// Where its name stands: the element name in the XML syntax, the keyword or the reference in the compact syntax.
    pub place: Place,
    /// What it carries besides; empty unless the reader was asked to keep it.
    pub annotations: Annotations,
}

/// What a pattern is. Where several patterns are listed, they are in order.
#[derive(Clone, Debug)]
pub enum PatternKind {
    /// `element`: the content is a group of one or more patterns.
    Element(NameClass, Vec<Pattern>),
    /// `attribute`: no content means text (4.12).
    Attribute(NameClass, Option<Box<Pattern>>),
    /// `group`
    Group(Vec<Pattern>),
    /// `interleave`
    Interleave(Vec<Pattern>),
    /// `choice`
    Choice(Vec<Pattern>),
    /// `optional`, of a group
    Optional(Vec<Pattern>),
    /// `zeroOrMore`, of a group
    ZeroOrMore(Vec<Pattern>),
    /// `oneOrMore`, of a group
    OneOrMore(Vec<Pattern>),
    /// `list`, of a group
    List(Vec<Pattern>),
    /// `mixed`, of a group
    Mixed(Vec<Pattern>),
    /// `ref`
    Ref(Rc<str>),
    /// `parentRef`
    ParentRef(Rc<str>),
    /// `empty`
    Empty,
    /// `text`
    Text,
    /// `notAllowed`
    NotAllowed,
    /// `value`
    Value(Box<Value>),
    /// `data`
    Data(Box<Data>),
    /// `externalRef`
    ExternalRef(Include),
    /// `grammar`
    Grammar(Vec<Component>),
}

/// The name of a datatype: a library's URI, empty for the built-in one, and a name in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TypeName {
    /// The library.
    pub library: Rc<str>,
    /// The local name.
    pub name: Rc<str>,
}

/// `value`: one value of a datatype.
#[derive(Clone, Debug)]
pub struct Value {
    /// The datatype; nothing means the built-in `token` (4.4).
    pub datatype: Option<TypeName>,
    /// The value as written, references and escapes resolved.
    pub text: Rc<str>,
    /// The prefixes in force there, for values that are qualified names; the default namespace is `namespace`.
    pub context: Context,
    /// The namespace in force (`ns`), for values that are qualified names without a prefix.
    pub namespace: Namespace,
}

/// `data`: a datatype, narrowed.
#[derive(Clone, Debug)]
pub struct Data {
    /// The datatype.
    pub datatype: TypeName,
    /// `param`: facets, in order.
    pub params: Vec<Param>,
    /// `except`: the value must match none of these.
    pub except: Option<Vec<Pattern>>,
    /// What `except` carries besides.
    pub except_annotations: Annotations,
}

/// One facet of a datatype.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name.
    pub name: Rc<str>,
    /// Its value as written.
    pub value: Rc<str>,
    /// Where it stands.
    pub place: Place,
    /// What it carries besides.
    pub annotations: Annotations,
}

/// A reference to another file: `externalRef`, or the reference of an `include`.
#[derive(Clone, Debug)]
pub struct Include {
    /// The reference as written, without a fragment (4.5).
    pub href: Rc<str>,
    /// The base against which it is resolved where `xml:base` sets one inside the file.
    pub base: Option<Rc<str>>,
    /// The namespace that the other file takes where it states none (4.6).
    pub namespace: Namespace,
}

/// A name class with its place.
#[derive(Clone, Debug)]
pub struct NameClass {
    /// What it is.
    pub kind: NameClassKind,
    /// Where it stands.
    pub place: Place,
    /// What it carries besides.
    pub annotations: Annotations,
}

/// What a name class is.
#[derive(Clone, Debug)]
pub enum NameClassKind {
    /// `name`: one expanded name. An attribute's name given by its `name` attribute, or without a prefix in the compact
    /// syntax, is in no namespace (4.8): `Some("")`.
    Name(Namespace, Rc<str>),
    /// `anyName`, but for an exception
    AnyName(Option<Box<NameClass>>),
    /// `nsName`, but for an exception
    NsName(Namespace, Option<Box<NameClass>>),
    /// `choice`
    Choice(Vec<NameClass>),
}

/// A part of a grammar with its place.
#[derive(Clone, Debug)]
pub struct Component {
    /// What it is.
    pub kind: ComponentKind,
    /// Where it stands: for `define`, its name.
    pub place: Place,
    /// What it carries besides.
    pub annotations: Annotations,
}

/// What a part of a grammar is.
#[derive(Clone, Debug)]
pub enum ComponentKind {
    /// `start` (no name) or `define`: a group of patterns.
    Define {
        /// The name; `start` has none.
        name: Option<Rc<str>>,
        /// `combine`
        combine: Option<Combine>,
        /// The group.
        patterns: Vec<Pattern>,
    },
    /// `div`
    Div(Vec<Component>),
    /// `include`, with the definitions that stand in place of the other file's: `start`, `define` and `div`.
    Include(Include, Vec<Component>),
}

/// How definitions of one name are put together (4.17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    /// `choice`
    Choice,
    /// `interleave`
    Interleave,
}

/// Attributes and elements of other namespaces, for writers; matching never looks at them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotations {
    /// Foreign attributes, in order.
    pub attributes: Vec<AnnotationAttribute>,
    /// Foreign elements before the content, documentation first, in order.
    pub before: Vec<AnnotationNode>,
    /// Foreign elements that follow (`>>` in the compact syntax; in the XML syntax the next siblings), in order.
    pub after: Vec<AnnotationNode>,
}

/// An attribute of another namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotationAttribute {
    /// The namespace name; never empty.
    pub namespace: Rc<str>,
    /// The prefix that the file writes, if any.
    pub prefix: Rc<str>,
    /// The local name.
    pub name: Rc<str>,
    /// The value.
    pub value: Rc<str>,
}

/// An element of another namespace, or text inside one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnnotationNode {
    /// An element.
    Element {
        /// The namespace name, empty for none.
        namespace: Rc<str>,
        /// The prefix that the file writes, empty for none.
        prefix: Rc<str>,
        /// The local name.
        name: Rc<str>,
        /// The attributes; here they may be in no namespace.
        attributes: Vec<AnnotationAttribute>,
        /// The children.
        children: Vec<AnnotationNode>,
    },
    /// Text.
    Text(Rc<str>),
}

/// Whether a reader keeps annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// For a writer.
    Annotations,
    /// For judging: nothing but patterns.
    Patterns,
}

impl TypeName {
    /// Whether it is `string` or `token`, which every schema has.
    pub fn is_built_in(&self) -> bool {
        self.library.is_empty() && matches!(&*self.name, "string" | "token")
    }

    /// Whether its values are qualified names, which mean something only by the declarations around them.
    pub fn is_qualified_name(&self) -> bool {
        &*self.library == XSD_LIBRARY && matches!(&*self.name, "QName" | "NOTATION")
    }
}

impl Annotations {
    /// Whether nothing stands on the part itself, or before its content.
    pub fn has_none_before(&self) -> bool {
        self.attributes.is_empty() && self.before.is_empty()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.has_none_before() && self.after.is_empty()
    }
}

impl Pattern {
    /// A pattern that carries nothing besides.
    pub fn new(kind: PatternKind, place: Place) -> Pattern {
        Pattern { kind, place, annotations: Annotations::default() }
    }
}
