//! Attributes, values and text that the schema does not have, and what is missing at the end of a tag or an element.

use std::ops::ControlFlow;

use super::{
    automaton::{self, Automaton, DEAD, StateId},
    derive::{NO_MEMBERS, SetId},
    expected::{LIST_LIMIT, attribute_label, nearest, nearest_words},
    knowledge::{attribute_names, element_names, names_of},
    matcher::{Kind, Options, Run},
    missing::{Lack, Slot, missing},
    recovery::{HELP_LIMIT, and},
    values::{data_of, is_blank, takes_text},
    words,
};
use crate::{
    diagnostic::{Diagnostic, Severity, quote},
    schema::relaxng::{
        names::{Name, NameId},
        pattern::{AttributeId, NOT_ALLOWED, Pattern, PatternId},
    },
    span::Span,
    xml::{Attribute, Node},
};

/// How many elements into which stray text might go are named.
const HOLDER_LIMIT: usize = 3;

impl<'t> Run<'_, 't> {
    /// An attribute that the state does not have: it is passed over, or taken for the one that was meant.
    #[cold]
    pub(super) fn unexpected_attribute(
        &mut self,
        node: Node<'t>,
        attribute: &Attribute<'t>,
        name: Name,
        state: StateId,
        kind: Kind,
    ) -> ControlFlow<(), StateId> {
        self.check_exhaustion()?;
        self.stop_if_only_asked()?;
        if kind == Kind::Suspect {
            return ControlFlow::Continue(state);
        }
        let span = self.tree.attribute_name_span(*attribute);
        let written = self.tree.source().slice(span).unwrap_or_default();
        let owner = self.written(node);
        let mut possible = self.possible_attributes(state);
        possible.retain(|&id| {
            let names = &self.matcher.schema.grammar.names;
            node.attribute_node((names.namespace_of(id), names.local(id))).is_none()
        });
        let names = &self.matcher.schema.grammar.names;
        let is_foreign = name == Name::Foreign;
        let meant = if is_foreign { Vec::new() } else { nearest(names, attribute.name(), &possible) };
        possible.retain(|name| !meant.contains(name));
        let help = self.attribute_help(node, name, &meant, possible);
        let message = match self.is_of_the_element(state, name) {
            true => format!("`@{written}` is not allowed beside the other attributes of `{owner}`"),
            false => format!("`@{written}` is not allowed on `{owner}`"),
        };
        self.find("RN003", span, message, help);
        ControlFlow::Continue(match meant.first() {
            Some(&meant) => self.matcher.automaton.attribute(state, Name::Known(meant)).next,
            None => state,
        })
    }

    /// Which attribute was meant, or else where this one may stand and which others the element may have.
    fn attribute_help(&mut self, node: Node<'t>, name: Name, meant: &[NameId], mut possible: Vec<NameId>) -> String {
        let mut help = match meant {
            [] => String::new(),
            meant => format!("did you mean {}? ", self.list_attributes(&meant[..meant.len().min(3)], 3)),
        };
        if let (Name::Known(id), []) = (name, meant) {
            let mut owners = self.knowledge().owners(id).to_vec();
            self.rank(None, &mut owners);
            if !owners.is_empty() {
                help += &format!("it may stand on {}; ", self.list_elements(&owners, 3));
            }
        }
        let says_all = meant.is_empty() || self.matcher.options == Options::Verbose;
        if says_all && self.findings.len() <= HELP_LIMIT {
            let owner = self.written(node);
            let owner_name = match self.schema_name(node) {
                Name::Known(id) => Some(id),
                Name::In(_) | Name::Foreign => None,
            };
            self.rank_attributes(owner_name, &mut possible);
            help += &match possible.is_empty() {
                true => format!("`{owner}` may have no {}attribute", if meant.is_empty() { "other " } else { "further " }),
                false => format!("`{owner}` may have {}", self.list_attributes(&possible, LIST_LIMIT)),
            };
        }
        help
    }

    /// The names of the attributes that a state may still have.
    fn possible_attributes(&self, state: StateId) -> Vec<NameId> {
        let automaton = &self.matcher.automaton;
        attribute_names(automaton.grammar(), &automaton::attributes(automaton.patterns(), automaton.pairs(state)))
    }

    /// Whether the element may have such an attribute, if it had others.
    fn is_of_the_element(&self, state: StateId, name: Name) -> bool {
        let automaton = &self.matcher.automaton;
        let grammar = automaton.grammar();
        let whole = automaton.pairs(state).iter().map(|&(id, _)| (id, grammar.elements[id.0 as usize].content));
        let all = automaton::attributes(&grammar.patterns, &whole.collect::<Vec<_>>());
        all.iter().any(|id| grammar.attributes[id.0 as usize].name.contains(&grammar.names, name))
    }

    /// A value that suits none of the `attribute` patterns of its name.
    #[cold]
    pub(super) fn bad_value(&mut self, node: Node<'t>, attribute: &Attribute<'t>, candidates: &[AttributeId]) -> ControlFlow<()> {
        self.check_exhaustion()?;
        self.stop_if_only_asked()?;
        let written = self.tree.source().slice(self.tree.attribute_name_span(*attribute)).unwrap_or_default();
        let mut span = self.tree.attribute_value_span(*attribute);
        let message = match is_blank(attribute.value()) {
            true => {
                // There is nothing to show between the quotation marks: show them.
                span = Span::new(span.start.saturating_sub(1), span.end + 1);
                format!("`@{written}` has no value on `{}`", self.written(node))
            }
            false => format!("`@{written}` cannot be {}", quote(attribute.value())),
        };
        let help = self.value_help(candidates, attribute.value());
        self.find("RN005", span, message, help);
        ControlFlow::Continue(())
    }

    fn value_help(&self, candidates: &[AttributeId], text: &str) -> String {
        let grammar = &self.matcher.schema.grammar;
        let mut all = Vec::new();
        for id in candidates {
            let attribute = &grammar.attributes[id.0 as usize];
            let words = self.value_words(attribute.value, attribute.value_definition.as_deref(), text);
            if !all.contains(&words) {
                all.push(words);
            }
        }
        all.join("; or ")
    }

    /// What a string's pattern wants, in words.
    fn value_words(&self, pattern: PatternId, definition: Option<&str>, text: &str) -> String {
        if let Some(words) = definition.and_then(words::of_definition) {
            return format!("it takes {words}");
        }
        let automaton = &self.matcher.automaton;
        let grammar = automaton.grammar();
        let found = data_of(automaton.patterns(), pattern);
        let data: Vec<_> = found.iter().map(|id| &grammar.data[id.0 as usize]).collect();
        let values: Vec<&str> = data.iter().filter_map(|data| Some(data.value.as_ref()?.0.as_ref())).collect();
        let mut kinds: Vec<String> =
            data.iter().filter(|data| data.value.is_none()).map(|data| data.datatype.describe()).collect();
        kinds.dedup();
        let near = nearest_words(text, &values);
        let mut parts = Vec::new();
        if !values.is_empty() {
            let labels = |values: &[&str]| values.iter().map(|value| quote(value)).collect::<Vec<_>>();
            let meant: Vec<&str> = near.iter().take(3).map(|&at| values[at]).collect();
            let others: Vec<&str> = values.iter().copied().filter(|value| !meant.contains(value)).collect();
            match (meant.is_empty(), others.is_empty()) {
                (true, _) => parts.push(format!("it takes {}", self.list(&labels(&others), LIST_LIMIT))),
                (false, true) => parts.push(format!("did you mean {}?", self.list(&labels(&meant), 3))),
                (false, false) => {
                    let others = self.list(&labels(&others), LIST_LIMIT);
                    parts.push(format!("did you mean {}? it takes {others} too", self.list(&labels(&meant), 3)));
                }
            }
        }
        if !kinds.is_empty() {
            let words = words::of_kinds(&kinds).map_or_else(|| self.list(&kinds, HOLDER_LIMIT), str::to_owned);
            parts.push(format!("{} {words}", if parts.is_empty() { "it takes" } else { "or" }));
        }
        let is_list = matches!(automaton.patterns().get(pattern), Pattern::List(_));
        match parts.is_empty() {
            true => "it takes no value at all".to_owned(),
            false if is_list => format!("{}, as a list with spaces between", parts.join(", ")),
            false => parts.join(", "),
        }
    }

    /// A start-tag that lacks attributes: they count as present.
    #[cold]
    pub(super) fn attributes_missing(&mut self, node: Node<'t>, state: StateId, kind: Kind) -> ControlFlow<(), StateId> {
        self.check_exhaustion()?;
        self.stop_if_only_asked()?;
        let owner = self.written(node);
        let mut state = state;
        let mut labels = Vec::new();
        let mut help = String::new();
        for slot in lacking(&self.matcher.automaton, state, Lack::Attributes) {
            let Slot::Attributes(mut wanted) = slot else { continue };
            wanted.sort_unstable();
            wanted.dedup();
            let after = self.matcher.automaton.after_attributes(state, &wanted);
            if after == DEAD {
                continue;
            }
            state = after;
            let grammar = &self.matcher.schema.grammar;
            let names = attribute_names(grammar, &wanted);
            labels.push(self.list_attributes(&names, LIST_LIMIT));
            if let (true, [first, ..]) = (help.is_empty(), wanted.as_slice()) {
                let attribute = &grammar.attributes[first.0 as usize];
                let words = self.value_words(attribute.value, attribute.value_definition.as_deref(), "");
                let name = names_of(&attribute.name).first().map(|&name| attribute_label(&grammar.names, name));
                let name = name.unwrap_or_default();
                help = format!("write `{}=\"…\"`; {words}", name.trim_matches('`').trim_start_matches('@'));
                if attribute.value == crate::schema::relaxng::pattern::TEXT {
                    help = format!("write `{}=\"…\"`", name.trim_matches('`').trim_start_matches('@'));
                }
            }
        }
        if kind != Kind::Suspect {
            let message = format!("`{owner}` lacks {}", and(&labels));
            self.find("RN004", self.tree.name_span(node), message, help);
        }
        ControlFlow::Continue(self.matcher.automaton.close(state))
    }

    /// The content of an element that is none of the schema's strings.
    #[cold]
    pub(super) fn bad_string(&mut self, node: Node<'t>, state: StateId, text: &str) -> ControlFlow<(), SetId> {
        self.check_exhaustion()?;
        self.stop_if_only_asked()?;
        let written = self.written(node);
        let patterns = self.matcher.automaton.pairs(state).iter().map(|(_, pattern)| *pattern);
        let strings = patterns.filter(|&pattern| self.matcher.automaton.patterns().traits(pattern).has_data);
        let mut help = Vec::new();
        for pattern in strings {
            let words = self.value_words(pattern, None, text);
            if !help.contains(&words) {
                help.push(words);
            }
        }
        let (message, span) = match (is_blank(text), node.children().find(Node::is_text)) {
            (false, Some(first)) => {
                let last = node.children().rfind(Node::is_text).unwrap_or(first);
                let span = self.trimmed_span(first).cover(self.trimmed_span(last));
                (format!("the content of `{written}` cannot be {}", quote(text)), span)
            }
            _ => (format!("`{written}` has no content"), self.tree.name_span(node)),
        };
        self.find("RN005", span, message, help.join("; or "));
        ControlFlow::Continue(self.matcher.automaton.all_elements(state))
    }

    /// The span of a text node without white space around it.
    fn trimmed_span(&self, node: Node<'t>) -> Span {
        let text = node.text().unwrap_or_default();
        let start = text.len() - text.trim_start().len();
        self.tree.raw_span(node, start..text.trim_end().len().max(start))
    }

    /// Text where the schema has none; said once for each element.
    #[cold]
    pub(super) fn stray_text(&mut self, node: Node<'t>) -> ControlFlow<()> {
        self.check_exhaustion()?;
        self.stop_if_only_asked()?;
        if self.top().has_stray_text || self.top().kind == Kind::Suspect {
            return ControlFlow::Continue(());
        }
        let state = self.top().state;
        self.top().has_stray_text = true;
        self.top().said = Some(state);
        let parent = self.parent_label();
        let text = quote(node.text().unwrap_or_default());
        let mut holders = self.text_holders(state);
        let open = self.open_name();
        self.rank(open, &mut holders);
        let span = self.trimmed_span(node);
        let (message, help) = match (holders.is_empty(), self.allowed(state).is_empty()) {
            (false, _) => (
                format!("text stands directly in {parent}, which takes elements only: {text}"),
                format!("put it into {}, or move it elsewhere", self.list_elements(&holders, HOLDER_LIMIT)),
            ),
            (true, false) => (
                format!("text stands directly in {parent}, which takes elements only: {text}"),
                format!("move it elsewhere; {}", self.may_stand_here(&[])),
            ),
            (true, true) => (
                format!("text stands in {parent}, which takes nothing here: {text}"),
                format!("move it out of {parent}, or delete it"),
            ),
        };
        self.find("RN006", span, message, help);
        ControlFlow::Continue(())
    }

    /// The elements that may stand here and hold text themselves.
    fn text_holders(&self, state: StateId) -> Vec<NameId> {
        let automaton = &self.matcher.automaton;
        let grammar = automaton.grammar();
        let mut elements = automaton::first_elements(automaton.patterns(), automaton.pairs(state));
        elements.retain(|id| takes_text(&grammar.patterns, grammar.elements[id.0 as usize].content));
        element_names(grammar, &elements)
    }

    /// The end of an element that lacks something: it counts as whole.
    #[cold]
    pub(super) fn ends_early(&mut self) -> ControlFlow<(), SetId> {
        self.check_exhaustion()?;
        self.stop_if_only_asked()?;
        let frame = *self.top();
        let all = self.matcher.automaton.all_elements(frame.state);
        debug_assert!(all != NO_MEMBERS || frame.kind != Kind::Child);
        let node = self.tree.root().document().get_node(frame.node).expect("frames are made from nodes of the tree");
        if frame.said == Some(frame.state) || frame.kind == Kind::Suspect {
            return ControlFlow::Continue(all);
        }
        let written = self.written(node);
        let open = self.open_name();
        let mut words = Vec::new();
        for slot in lacking(&self.matcher.automaton, frame.state, Lack::Content) {
            words.push(match slot {
                Slot::Elements(wanted) => {
                    let mut names = element_names(&self.matcher.schema.grammar, &wanted);
                    self.rank(open, &mut names);
                    if names.is_empty() { "an element".to_owned() } else { self.list_elements(&names, LIST_LIMIT) }
                }
                Slot::Data(_) | Slot::Attributes(_) => "text".to_owned(),
            });
        }
        let last = node.children().rfind(Node::is_element);
        let place = last.map_or("in it".to_owned(), |last| format!("after `{}`", self.written(last)));
        let is_exact = words.iter().all(|words| words.matches('`').count() == 2);
        let (message, help) = match (is_exact, last) {
            (true, _) => {
                let tags = words.iter().map(|word| format!("`<{0}>…</{0}>`", word.trim_matches('`'))).collect::<Vec<_>>();
                (format!("`{written}` lacks {}", and(&words)), format!("write {} {place}", and(&tags)))
            }
            (false, None) => (format!("`{written}` has no content"), format!("it needs {}", and(&words))),
            (false, Some(_)) => (format!("`{written}` ends too early"), format!("it needs {} {place}", and(&words))),
        };
        self.find("RN002", self.tree.name_span(node), message, help);
        ControlFlow::Continue(all)
    }

    /// Gives up where a step of the automaton has blown up.
    pub(super) fn check_exhaustion(&mut self) -> ControlFlow<()> {
        match self.matcher.automaton.deriver.is_exhausted() {
            true => self.too_ambiguous(),
            false => ControlFlow::Continue(()),
        }
    }

    /// Gives up: the alternatives of the schema have multiplied past what can be followed.
    #[cold]
    pub(super) fn too_ambiguous(&mut self) -> ControlFlow<()> {
        self.is_faulty = true;
        let id = self.top().node;
        let node = self.tree.root().document().get_node(id).filter(Node::is_element);
        let node = node.unwrap_or_else(|| self.tree.root_element());
        let message = format!("the schema is too ambiguous in `{}`: the document is judged no further", self.written(node));
        let help = "its alternatives multiply with each element; write the content of this element with fewer alternatives that \
                    begin alike";
        self.find("RN010", self.tree.name_span(node), message, help);
        self.matcher.frames.clear();
        self.matcher.automaton = Automaton::new(std::sync::Arc::clone(&self.matcher.schema));
        ControlFlow::Break(())
    }
}

fn lacking(automaton: &Automaton, state: StateId, lack: Lack) -> Vec<Slot> {
    let patterns = automaton.pairs(state).iter().map(|(_, pattern)| *pattern).filter(|&pattern| pattern != NOT_ALLOWED);
    missing(automaton.patterns(), patterns, lack)
}

/// A finding about a place, with another one that explains it.
pub(super) fn labeled(code: &'static str, span: Span, message: String, help: &str, label: (Span, &str)) -> Diagnostic {
    Diagnostic::new(code, Severity::Error, span, message).help(help).label(label.0, label.1)
}
