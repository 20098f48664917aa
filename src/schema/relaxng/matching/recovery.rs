//! Elements that stand where the schema does not have them: what is wrong, and the cheapest way to go on.

use std::ops::ControlFlow;

use super::{
    automaton::{DEAD, StateId, all_elements},
    expected::{LIST_LIMIT, element_label, namespace_label, nearest},
    knowledge::element_names,
    matcher::{Kind, Options, Question, Run},
    missing::{Lack, Slot, missing},
};
use crate::{
    diagnostic::{Diagnostic, Label, Severity},
    schema::relaxng::{
        names::{Name, NameId, NamespaceId},
        pattern::ElementId,
    },
    xml::Node,
};

/// The most required elements that are passed over to reach one that stands there.
const SKIP_LIMIT: usize = 8;

/// The most places that a finding shows besides its own.
const LABEL_LIMIT: usize = 5;

/// The most findings of one document that say what may stand at their places; nobody reads as many.
pub(super) const HELP_LIMIT: usize = 10_000;

/// The most later siblings among which an element that is missing here is looked for.
const SIBLING_LIMIT: usize = 256;

/// The most siblings of one document that are looked at again to find where an element should have stood.
const REPLAY_LIMIT: usize = 50_000;

/// A namespace that the document has throughout where the schema has another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alias<'t> {
    pub(super) from: &'t str,
    pub(super) to: NamespaceId,
}

/// How to go on with an element: as what, and from which state of its attributes.
type Entry = (Kind, StateId);

impl<'t> Run<'_, 't> {
    /// Judges an element that the state of its parent does not allow, and says how to go on.
    #[cold]
    pub(super) fn misplaced(&mut self, node: Node<'t>, name: Name) -> ControlFlow<(), Entry> {
        self.check_exhaustion()?;
        if self.top().kind == Kind::Unknown {
            return ControlFlow::Continue(self.apart(name));
        }
        self.stop_if_only_asked()?;
        let parent = self.top().state;
        let namespace = node.tag_name().namespace().unwrap_or_default();
        let mut name = name;
        if let Some(alias) = self.alias.filter(|alias| alias.from == namespace) {
            name = self.matcher.schema.grammar.names.find_in(alias.to, node.tag_name().name());
            let child = self.matcher.automaton.child(parent, name);
            if child != DEAD {
                return ControlFlow::Continue((Kind::Child, child));
            }
        }
        if self.top().kind == Kind::Suspect && !self.matcher.automaton.elements_named(name).is_empty() {
            return ControlFlow::Continue(self.apart(name));
        }
        if let Some((_, index)) = self.top().late.filter(|(late, _)| *late == name) {
            let label = Label { span: self.tree.name_span(node), text: "so does this".to_owned() };
            let labels = &mut self.findings[index].labels;
            if labels.len() < LABEL_LIMIT {
                labels.push(label);
            }
            return ControlFlow::Continue(self.apart(name));
        }
        if self.excused.remove(&node.id()) {
            return ControlFlow::Continue(self.apart(name));
        }
        if let Some(entry) = self.other_namespace(node, name) {
            return ControlFlow::Continue(entry);
        }
        if let Some(entry) = self.required_before(node, name) {
            return ControlFlow::Continue(entry);
        }
        ControlFlow::Continue(match self.matcher.automaton.elements_named(name).is_empty() {
            true => self.unknown(node, name),
            false => self.not_here(node, name),
        })
    }

    /// By its own definition, if the schema has one.
    fn apart(&mut self, name: Name) -> Entry {
        let elements = self.matcher.automaton.elements_named(name);
        match elements.is_empty() {
            true => (Kind::Unknown, DEAD),
            false => (Kind::Apart, self.matcher.automaton.enter(elements)),
        }
    }

    /// An element that would be right in another namespace: the declaration is wrong, and so are all that it rules.
    fn other_namespace(&mut self, node: Node<'t>, name: Name) -> Option<Entry> {
        let local = node.tag_name().name();
        let state = self.top().state;
        if matches!(name, Name::Known(_)) && !self.matcher.automaton.elements_named(name).is_empty() || self.alias.is_some() {
            return None;
        }
        let allowed = self.allowed(state);
        let names = &self.matcher.schema.grammar.names;
        let meant = *allowed.iter().find(|&&name| names.local(name) == local)?;
        let to = names.namespace_id_of(meant);
        let expected = names.namespace_name(to).to_owned();
        let from = node.tag_name().namespace().unwrap_or_default();
        let written = self.written(node);
        let help = match expected.as_str() {
            "" => format!("the schema has `{local}` in no namespace: leave the declaration out"),
            expected => format!("declare the namespace of the schema on it: `xmlns=\"{expected}\"`"),
        };
        let message = format!("`{written}` is {}", namespace_label(from));
        self.find(self.misplaced_code(), self.tree.name_span(node), message, help);
        self.alias = Some(Alias { from, to });
        Some((Kind::Child, self.matcher.automaton.child(state, Name::Known(meant))))
    }

    /// An element that would be right if required ones stood before it: they are missing, or stand after it.
    fn required_before(&mut self, node: Node<'t>, name: Name) -> Option<Entry> {
        let mut state = self.top().state;
        let mut skipped = Vec::new();
        let child = loop {
            let child = self.matcher.automaton.child(state, name);
            if child != DEAD {
                break child;
            }
            let automaton = &self.matcher.automaton;
            let patterns = automaton.pairs(state).iter().map(|(_, pattern)| *pattern);
            let slot = missing(automaton.patterns(), patterns, Lack::Content).into_iter().next();
            let Some(Slot::Elements(mut wanted)) = slot.filter(|_| skipped.len() < SKIP_LIMIT) else { return None };
            wanted.sort_unstable();
            state = self.after_some(state, &wanted, name);
            skipped.push(wanted);
        };
        self.top().state = state;
        self.say_required(node, &skipped);
        Some((Kind::Child, child))
    }

    /// The state after one of some elements: the first after which `name` may stand, or else after any of them.
    fn after_some(&mut self, state: StateId, wanted: &[ElementId], name: Name) -> StateId {
        for one in wanted.iter().take(LIST_LIMIT) {
            let set = self.matcher.automaton.deriver.sets.intern(&[one.0]);
            let after = self.matcher.automaton.after(state, set);
            if self.matcher.automaton.child(after, name) != DEAD {
                return after;
            }
        }
        let members: Vec<u32> = wanted.iter().map(|id| id.0).collect();
        let set = self.matcher.automaton.deriver.sets.intern(&members);
        self.matcher.automaton.after(state, set)
    }

    fn say_required(&mut self, node: Node<'t>, skipped: &[Vec<ElementId>]) {
        let parent = self.parent_label();
        let written = self.written(node);
        let span = self.tree.name_span(node);
        let mut lacking = Vec::new();
        let mut late = Vec::new();
        for wanted in skipped {
            match self.later_sibling(node, wanted) {
                Some(sibling) => late.push(sibling),
                None => lacking.push(wanted),
            }
        }
        if let Some(&first) = late.first() {
            let labels: Vec<String> = late.iter().map(|&node| format!("`{}`", self.written(node))).collect();
            let message = format!("`{written}` stands before `{}`", self.written(first));
            let help = match late.len() {
                1 => format!("in {parent}, {} comes first: move it up", and(&labels)),
                _ => format!("in {parent}, {} come first: move them up", and(&labels)),
            };
            let finding = Diagnostic::new("RN001", Severity::Error, span, message).help(help);
            let finding = finding.label(self.tree.name_span(first), "this comes first");
            self.findings.push(finding);
            self.excused.extend(late.iter().map(|node| node.id()));
        }
        if lacking.is_empty() {
            return;
        }
        let open = self.open_name();
        let mut words = Vec::new();
        for wanted in lacking {
            let mut names = element_names(&self.matcher.schema.grammar, wanted);
            self.rank(open, &mut names);
            words.push(self.list_elements(&names, LIST_LIMIT));
        }
        let what = and(&words);
        let message = format!("{parent} lacks {what} before `{written}`");
        let help = match words.as_slice() {
            [one] if one.matches('`').count() == 2 => {
                let name = one.trim_matches('`');
                format!("write `<{name}>…</{name}>` before `{written}`")
            }
            _ => format!("before `{written}`, the schema requires {what}"),
        };
        self.find("RN002", span, message, help);
    }

    fn later_sibling(&self, node: Node<'t>, wanted: &[ElementId]) -> Option<Node<'t>> {
        let grammar = &self.matcher.schema.grammar;
        let siblings = node.next_siblings().skip(1).filter(Node::is_element).take(SIBLING_LIMIT);
        let mut siblings = siblings.filter(|sibling| !self.excused.contains(&sibling.id()));
        siblings.find(|&sibling| {
            let name = self.schema_name(sibling);
            wanted.iter().any(|id| grammar.elements[id.0 as usize].name.contains(&grammar.names, name))
        })
    }

    /// A name that no element of the schema has: a slip, or from elsewhere.
    fn unknown(&mut self, node: Node<'t>, name: Name) -> Entry {
        let state = self.top().state;
        let local = node.tag_name().name();
        let allowed = self.allowed(state);
        let names = &self.matcher.schema.grammar.names;
        let meant = match name {
            // A name of another vocabulary is no slip.
            Name::Foreign => Vec::new(),
            _ => nearest(names, local, &allowed),
        };
        let written = self.written(node);
        let message = match name {
            Name::Foreign => {
                let namespace = namespace_label(node.tag_name().namespace().unwrap_or_default());
                format!("the schema has no element `{written}` {namespace}")
            }
            _ => format!("the schema has no element `{written}`"),
        };
        let span = self.tree.name_span(node);
        if let Some(&first) = meant.first() {
            let labels = self.list_elements(&meant[..meant.len().min(3)], 3);
            let help = match self.matcher.options {
                Options::Brief => format!("did you mean {labels}?"),
                Options::Verbose => format!("did you mean {labels}? {}", self.may_stand_here(&meant)),
            };
            self.find(self.misplaced_code(), span, message, help.trim_end());
            return (Kind::Child, self.matcher.automaton.child(state, Name::Known(first)));
        }
        let mut help = String::new();
        if name != Name::Foreign {
            let elements = self.knowledge().elements.clone();
            if let Some(&elsewhere) = nearest(&self.matcher.schema.grammar.names, local, &elements).first() {
                let label = element_label(&self.matcher.schema.grammar.names, self.home(), elsewhere);
                help = format!("the nearest name is {label}, which may not stand here either; ");
            }
        }
        help += &self.may_stand_here(&[]);
        self.find(self.misplaced_code(), span, message, help);
        self.top().said = Some(state);
        (Kind::Unknown, DEAD)
    }

    /// An element that the schema has, but not here.
    fn not_here(&mut self, node: Node<'t>, name: Name) -> Entry {
        let parent = self.parent_label();
        let written = self.written(node);
        let span = self.tree.name_span(node);
        let state = self.top().state;
        if let Some(before) = self.last_place(node, name) {
            let sibling = self.written(before);
            let message = format!("`{written}` stands too late in {parent}");
            let inside = match (name, self.schema_name(before)) {
                (Name::Known(name), Name::Known(outer)) if self.knowledge().parents(name).binary_search(&outer).is_ok() => {
                    ", or in it".to_owned()
                }
                _ => String::new(),
            };
            let help = format!("it may stand before this `{sibling}`{inside}; {}", self.may_stand_here(&[]));
            self.find(self.misplaced_code(), span, message, help);
            let index = self.findings.len() - 1;
            let label = Label { span: self.tree.name_span(before), text: format!("`{written}` comes before this") };
            self.findings[index].labels.push(label);
            self.top().late = Some((name, index));
        } else if self.is_outermost() {
            let help = self.may_stand_here(&[]);
            self.find("RN009", span, format!("the root element is `{written}`"), help);
        } else {
            let is_possible = self.may_hold(name);
            let message = match is_possible {
                true => format!("`{written}` is not allowed here in {parent}"),
                false => format!("`{written}` is not allowed in {parent}"),
            };
            let help = format!("{}{}", self.where_it_stands(name), self.may_stand_here(&[]));
            self.find(self.misplaced_code(), span, message, help);
            if !is_possible {
                self.top().said = Some(state);
                return (Kind::Suspect, self.apart(name).1);
            }
        }
        self.top().said = Some(state);
        self.apart(name)
    }

    /// Whether the open element may hold an element of this name somewhere.
    fn may_hold(&mut self, name: Name) -> bool {
        let opened = self.top().opened;
        let automaton = &self.matcher.automaton;
        let grammar = automaton.grammar();
        let elements = all_elements(automaton.patterns(), automaton.pairs(opened));
        elements.iter().any(|id| grammar.elements[id.0 as usize].name.contains(&grammar.names, name))
    }

    /// The last sibling before which the element might have stood.
    fn last_place(&mut self, node: Node<'t>, name: Name) -> Option<Node<'t>> {
        let mut state = self.top().opened;
        let mut last = None;
        for sibling in node.parent()?.children().take_while(|sibling| *sibling != node).filter(Node::is_element) {
            self.replayed += 1;
            if self.replayed > REPLAY_LIMIT {
                break;
            }
            if self.matcher.automaton.child(state, name) != DEAD {
                last = Some(sibling);
            }
            let sibling_name = self.schema_name(sibling);
            let child = self.matcher.automaton.child(state, sibling_name);
            if child != DEAD {
                let set = self.matcher.automaton.all_elements(child);
                state = self.matcher.automaton.after(state, set);
            }
        }
        last
    }

    /// "it may stand in `a` or `b`; ", those first that may stand here.
    fn where_it_stands(&mut self, name: Name) -> String {
        let Name::Known(name) = name else { return String::new() };
        if self.findings.len() > HELP_LIMIT {
            return String::new();
        }
        let state = self.top().state;
        let here = self.allowed(state);
        let parents = self.knowledge().parents(name).to_vec();
        let (mut near, mut far): (Vec<NameId>, Vec<NameId>) = parents.iter().partition(|parent| here.contains(parent));
        let open = self.open_name();
        self.rank(open, &mut near);
        self.rank(None, &mut far);
        near.extend(far);
        match near.as_slice() {
            [] => String::new(),
            parents => format!("it may stand in {}; ", self.list_elements(parents, 3)),
        }
    }

    /// "`div` may have `p`, … here", but for some that were named already.
    pub(super) fn may_stand_here(&mut self, named: &[NameId]) -> String {
        if self.findings.len() > HELP_LIMIT {
            return String::new();
        }
        let state = self.top().state;
        let is_root = self.is_outermost();
        let mut elements = self.allowed(state);
        elements.retain(|name| !named.contains(name));
        let required = self.required_names(state);
        let open = self.open_name();
        self.rank(open, &mut elements);
        elements.sort_by_key(|name| !required.contains(name));
        let parent = self.parent_label();
        let wildcard = if self.allows_wildcards(state) { ", or elements of other vocabularies" } else { "" };
        let list = self.list_elements(&elements, LIST_LIMIT);
        match (elements.is_empty(), is_root) {
            (true, _) if !named.is_empty() || !wildcard.is_empty() => String::new(),
            (true, _) => format!("{parent} may have no {}element here", if named.is_empty() { "" } else { "other " }),
            (false, true) => format!("the schema begins with {list}{wildcard}"),
            (false, false) if !required.is_empty() && elements.len() <= required.len() => {
                format!("{parent} needs {list} here{wildcard}")
            }
            (false, false) => format!("{parent} may have {list} here{wildcard}"),
        }
    }

    /// The names of which one must come next.
    fn required_names(&self, state: StateId) -> Vec<NameId> {
        let automaton = &self.matcher.automaton;
        let patterns = automaton.pairs(state).iter().map(|(_, pattern)| *pattern);
        match missing(automaton.patterns(), patterns, Lack::Content).first() {
            Some(Slot::Elements(elements)) => element_names(automaton.grammar(), elements),
            _ => Vec::new(),
        }
    }

    fn misplaced_code(&self) -> &'static str {
        if self.is_outermost() { "RN009" } else { "RN001" }
    }

    /// Whether no element is open.
    fn is_outermost(&self) -> bool {
        self.matcher.frames.len() == 1
    }

    /// An element's name as the document writes it.
    pub(super) fn written(&self, node: Node<'t>) -> &'t str {
        self.tree.source().slice(self.tree.name_span(node)).unwrap_or_default()
    }

    /// The open element for a message.
    pub(super) fn parent_label(&mut self) -> String {
        let id = self.top().node;
        match self.tree.root().document().get_node(id).filter(Node::is_element) {
            Some(node) => format!("`{}`", self.written(node)),
            None => "the document".to_owned(),
        }
    }

    /// Adds a finding.
    pub(super) fn find(&mut self, code: &'static str, span: crate::span::Span, message: String, help: impl Into<String>) {
        let finding = Diagnostic::new(code, Severity::Error, span, message);
        let help: String = help.into();
        // What would have followed may be nothing.
        self.findings.push(match help.trim_end().trim_end_matches(';') {
            "" => finding,
            help => finding.help(help),
        });
    }

    /// Ends the walk at the first fault if no more is asked.
    pub(super) fn stop_if_only_asked(&mut self) -> ControlFlow<()> {
        match self.question {
            Question::IsValid => {
                self.is_faulty = true;
                ControlFlow::Break(())
            }
            Question::Findings => ControlFlow::Continue(()),
        }
    }
}

/// "a, b and c".
pub(super) fn and(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
