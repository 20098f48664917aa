//! One pass over a document, with a stack of states.

use std::{ops::ControlFlow, sync::Arc};

use roxmltree::{NodeId, NodeType};
use rustc_hash::FxHashSet;

use super::{
    automaton::{Automaton, DEAD, StateId},
    derive::{NO_MEMBERS, SetId},
    ids::Ids,
    knowledge::{Knowledge, Usage},
    recovery::Alias,
    values::{self, Ease, Scope, ValueFacts, Verdicts, is_blank},
};
use crate::{
    diagnostic::{self, Diagnostic},
    schema::relaxng::{
        Schema,
        datatypes::IdKind,
        names::{Name, NamespaceId},
        pattern::AttributeId,
    },
    xml::{Attribute, Node, Tree},
};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Options {
    /// What may stand at a place is cut to the likeliest few.
    #[default]
    Brief,
    /// Everything that may stand there is named.
    Verbose,
}

/// Judges documents by a schema.
///
/// A matcher remembers what it has worked out; one for each thread, used for many documents, is fastest. What it remembers
/// is bounded.
///
/// ```
/// use std::sync::Arc;
/// use teiwright::{schema::{Matcher, NoIncludes, Schema}, source::Source, xml};
///
/// let rng = "<element name='l' xmlns='http://relaxng.org/ns/structure/1.0'><text/></element>";
/// let schema = Schema::compile(&Source::from_text("l.rng", rng), &NoIncludes).unwrap();
/// let mut matcher = Matcher::new(Arc::new(schema));
///
/// let source = Source::from_text("a.xml", "<l n='1'>Wer reitet so spät</l>");
/// let findings = matcher.judge(&xml::parse(&source).unwrap());
/// assert_eq!(findings[0].code, "RN003");
/// assert_eq!(findings[0].message, "`@n` is not allowed on `l`");
/// ```
#[derive(Debug)]
pub struct Matcher {
    pub(super) schema: Arc<Schema>,
    pub(super) automaton: Automaton,
    pub(super) verdicts: Verdicts,
    pub(super) facts: Vec<ValueFacts>,
    pub(super) frames: Vec<Frame>,
    pub(super) options: Options,
    pub(super) knowledge: Option<Knowledge>,
}

/// An element that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) node: NodeId,
    /// What may follow in it.
    pub(super) state: StateId,
    /// What its content, a string judged already, lets it be.
    pub(super) survivors: Option<SetId>,
    /// What could follow at the start of its content.
    pub(super) opened: StateId,
    pub(super) kind: Kind,
    /// The state at which a finding has said already what is missing.
    pub(super) said: Option<StateId>,
    /// The name of children that come too late, and the finding that says so.
    pub(super) late: Option<(Name, usize)>,
    /// Whether stray text was reported.
    pub(super) has_stray_text: bool,
}

/// How an open element is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// As a child of its parent.
    Child,
    /// By its own definition: where it stands was reported, and the parent goes on without it.
    Apart,
    /// So too, but its parent never has such an element: the name itself may be wrong, and what its definition lacks or does not
    /// have is no fault of its own.
    Suspect,
    /// Not at all: the schema has no such element.
    Unknown,
}

/// How much is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    IsValid,
    Findings,
}

/// One document being judged.
pub(super) struct Run<'m, 't> {
    pub(super) matcher: &'m mut Matcher,
    pub(super) tree: &'t Tree<'t>,
    pub(super) question: Question,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) is_faulty: bool,
    pub(super) ids: Ids<'t>,
    /// Later elements that a finding about wrong order has named already.
    pub(super) excused: FxHashSet<NodeId>,
    /// A namespace that stands for another one throughout.
    pub(super) alias: Option<Alias<'t>>,
    /// How often the document has which child where, once a finding asks.
    pub(super) usage: Option<Usage>,
    /// How many siblings were looked at again for findings about order.
    pub(super) replayed: usize,
    namespace: (&'t str, Option<NamespaceId>),
}

impl Matcher {
    /// Makes a matcher that has seen nothing yet.
    pub fn new(schema: Arc<Schema>) -> Matcher {
        let grammar = &schema.grammar;
        let facts = grammar.attributes.iter().map(|attribute| values::facts(grammar, attribute)).collect();
        Matcher {
            automaton: Automaton::new(Arc::clone(&schema)),
            verdicts: Verdicts::default(),
            facts,
            frames: Vec::new(),
            options: Options::default(),
            knowledge: None,
            schema,
        }
    }

    /// Sets how findings are written.
    #[must_use]
    pub fn options(mut self, options: Options) -> Matcher {
        self.options = options;
        self
    }

    /// The schema by which it judges.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The findings about a document, sorted by span, then code; none if it is valid.
    pub fn judge(&mut self, tree: &Tree<'_>) -> Vec<Diagnostic> {
        let mut findings = self.run(tree, Question::Findings).0;
        diagnostic::sort(&mut findings);
        findings
    }

    /// Whether a document is valid; stops at the first fault.
    pub fn is_valid(&mut self, tree: &Tree<'_>) -> bool {
        !self.run(tree, Question::IsValid).1
    }

    fn run(&mut self, tree: &Tree<'_>, question: Question) -> (Vec<Diagnostic>, bool) {
        let namespace = ("", Some(NamespaceId(0)));
        let mut run = Run {
            matcher: self,
            tree,
            question,
            findings: Vec::new(),
            is_faulty: false,
            ids: Ids::default(),
            excused: FxHashSet::default(),
            alias: None,
            usage: None,
            replayed: 0,
            namespace,
        };
        let is_whole = run.walk().is_continue() && run.judge_ids().is_continue();
        (run.findings, run.is_faulty || !is_whole)
    }
}

impl<'t> Run<'_, 't> {
    fn walk(&mut self) -> ControlFlow<()> {
        let root = self.tree.root();
        self.matcher.frames.clear();
        self.keep_bounds()?;
        let state = self.matcher.automaton.start();
        self.matcher.frames.push(Frame::new(root.id(), state, Kind::Child));
        for node in root.descendants().skip(1) {
            let parent = node.parent().expect("the root is skipped").id();
            while self.top().node != parent {
                self.end()?;
            }
            match node.node_type() {
                NodeType::Element => self.start(node)?,
                NodeType::Text => self.text(node)?,
                NodeType::Comment | NodeType::PI | NodeType::Root => {}
            }
        }
        while self.matcher.frames.len() > 1 {
            self.end()?;
        }
        self.check_exhaustion()
    }

    #[inline]
    pub(super) fn top(&mut self) -> &mut Frame {
        self.matcher.frames.last_mut().expect("the document itself stays open to the end")
    }

    /// A name as the schema sees it.
    #[inline]
    pub(super) fn name(&mut self, namespace: &'t str, local: &str) -> Name {
        let names = &self.matcher.schema.grammar.names;
        // The tree keeps each namespace name once, so that the same one is the same memory.
        if !std::ptr::eq(self.namespace.0, namespace) {
            self.namespace = (namespace, names.find_namespace(namespace));
        }
        self.namespace.1.map_or(Name::Foreign, |namespace| names.find_in(namespace, local))
    }

    /// The name of an attribute as the schema sees it.
    #[inline]
    pub(super) fn attribute_name(&mut self, attribute: &Attribute<'t>) -> Name {
        match attribute.namespace() {
            None => self.matcher.schema.grammar.names.find_in(NamespaceId(0), attribute.name()),
            Some(namespace) => self.matcher.schema.grammar.names.find(namespace, attribute.name()),
        }
    }

    fn start(&mut self, node: Node<'t>) -> ControlFlow<()> {
        if self.matcher.automaton.needs_care() {
            self.keep_bounds()?;
        }
        let tag = node.tag_name();
        let name = self.name(tag.namespace().unwrap_or_default(), tag.name());
        let parent = *self.top();
        let (mut kind, mut state) = match parent.kind {
            Kind::Unknown => (Kind::Apart, DEAD),
            _ => (Kind::Child, self.matcher.automaton.child(parent.state, name)),
        };
        if state == DEAD {
            (kind, state) = self.misplaced(node, name)?;
        }
        if kind != Kind::Unknown {
            for attribute in node.attributes() {
                state = self.attribute(node, &attribute, state, kind)?;
            }
            let closed = self.matcher.automaton.close(state);
            state = if closed == DEAD { self.attributes_missing(node, state, kind)? } else { closed };
        }
        let mut frame = Frame::new(node.id(), state, kind);
        if self.matcher.automaton.has_data(state) && !node.children().any(|child| child.is_element()) {
            frame.survivors = Some(self.string(node, state, kind)?);
        }
        self.matcher.frames.push(frame);
        ControlFlow::Continue(())
    }

    #[inline]
    fn attribute(&mut self, node: Node<'t>, attribute: &Attribute<'t>, state: StateId, kind: Kind) -> ControlFlow<(), StateId> {
        let name = self.attribute_name(attribute);
        let step = self.matcher.automaton.attribute(state, name);
        let Some(index) = step.candidates else { return self.unexpected_attribute(node, attribute, name, state, kind) };
        if let [only] = *self.matcher.automaton.candidates(index) {
            if !self.value_matches(node, attribute, only) {
                self.bad_value(node, attribute, &[only])?;
            }
            return ControlFlow::Continue(step.next);
        }
        self.ambiguous_attribute(node, attribute, state, index)
    }

    /// An attribute that several patterns may mean: its value decides.
    fn ambiguous_attribute(
        &mut self,
        node: Node<'t>,
        attribute: &Attribute<'t>,
        state: StateId,
        index: u32,
    ) -> ControlFlow<(), StateId> {
        let mut candidates = self.matcher.automaton.candidates(index).to_vec();
        let all = candidates.clone();
        candidates.retain(|&candidate| self.value_matches(node, attribute, candidate));
        if candidates.is_empty() {
            self.bad_value(node, attribute, &all)?;
            candidates = all;
        }
        ControlFlow::Continue(self.matcher.automaton.after_attributes(state, &candidates))
    }

    #[inline]
    fn value_matches(&mut self, node: Node<'t>, attribute: &Attribute<'t>, candidate: AttributeId) -> bool {
        let facts = self.matcher.facts[candidate.0 as usize];
        let matcher = &mut *self.matcher;
        let grammar = &matcher.schema.grammar;
        let value = grammar.attributes[candidate.0 as usize].value;
        let deriver = &mut matcher.automaton.deriver;
        let matches = match facts.ease {
            Ease::Anything => true,
            Ease::Direct => values::matches(grammar, deriver, value, attribute.value(), &Scope(node)),
            Ease::Kept => matcher.verdicts.accepts(grammar, deriver, value, attribute.value(), &Scope(node)),
        };
        if facts.id_kind != IdKind::None && matches {
            self.ids.note(facts.id_kind, *attribute);
        }
        matches
    }

    /// The content of an element that has no child elements, where the schema wants data.
    fn string(&mut self, node: Node<'t>, state: StateId, kind: Kind) -> ControlFlow<(), SetId> {
        let mut texts = node.children().filter(Node::is_text).filter_map(|text| text.text());
        let first = texts.next().unwrap_or_default();
        // Comments cut a text into several nodes.
        let joined = texts.next().map(|second| [first, second].into_iter().chain(texts).collect::<String>());
        let text = joined.as_deref().unwrap_or(first);
        let pairs = self.matcher.automaton.pairs(state).to_vec();
        let matcher = &mut *self.matcher;
        let mut alive = Vec::new();
        for (element, pattern) in pairs {
            let grammar = &matcher.schema.grammar;
            let deriver = &mut matcher.automaton.deriver;
            let is_nullable = deriver.patterns.traits(pattern).is_nullable;
            if is_nullable && is_blank(text) || values::matches(grammar, deriver, pattern, text, &Scope(node)) {
                alive.push(element.0);
            }
        }
        match self.matcher.automaton.deriver.sets.intern(&alive) {
            NO_MEMBERS if kind == Kind::Suspect => ControlFlow::Continue(self.matcher.automaton.all_elements(state)),
            NO_MEMBERS => self.bad_string(node, state, text),
            set => ControlFlow::Continue(set),
        }
    }

    fn text(&mut self, node: Node<'t>) -> ControlFlow<()> {
        let frame = *self.top();
        if frame.kind == Kind::Unknown || frame.survivors.is_some() || is_blank(node.text().unwrap_or_default()) {
            return ControlFlow::Continue(());
        }
        match self.matcher.automaton.text(frame.state) {
            DEAD => self.stray_text(node),
            next => {
                self.top().state = next;
                ControlFlow::Continue(())
            }
        }
    }

    fn end(&mut self) -> ControlFlow<()> {
        let frame = *self.top();
        if frame.kind != Kind::Unknown {
            let mut set = frame.survivors.unwrap_or_else(|| self.matcher.automaton.survivors(frame.state));
            if set == NO_MEMBERS {
                set = self.ends_early()?;
            }
            self.matcher.frames.pop();
            if frame.kind == Kind::Child {
                let parent = self.top().state;
                let after = self.matcher.automaton.after(parent, set);
                self.top().state = after;
            }
        } else {
            self.matcher.frames.pop();
        }
        ControlFlow::Continue(())
    }

    /// Starts the automaton afresh when it remembers too much, and gives up on a schema that blows up.
    #[cold]
    fn keep_bounds(&mut self) -> ControlFlow<()> {
        self.check_exhaustion()?;
        if self.matcher.automaton.is_full() {
            self.matcher.automaton.restart(self.matcher.frames.iter_mut().flat_map(Frame::states));
            if self.matcher.automaton.is_full() {
                return self.too_ambiguous();
            }
        }
        ControlFlow::Continue(())
    }
}

impl Frame {
    fn states(&mut self) -> impl Iterator<Item = &mut StateId> {
        [&mut self.state, &mut self.opened].into_iter().chain(&mut self.said)
    }

    fn new(node: NodeId, state: StateId, kind: Kind) -> Frame {
        Frame { node, state, opened: state, survivors: None, kind, said: None, late: None, has_stray_text: false }
    }
}
