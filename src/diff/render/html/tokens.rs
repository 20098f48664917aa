//! A document as a reader has it: lines with their names, and the text in them.

use std::collections::HashMap;

use crate::{
    tei::{Flow, flow_of},
    xml::{Node, Tree, is_xml_space},
};

/// A line begins, or text goes on.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token<'t> {
    /// A block, by the name of the innermost element that begins with it; `from` is where the text before it ends.
    Line { from: usize, at: usize, name: &'t str },
    /// A text node, with its place.
    Text { at: usize, node: Node<'t> },
}

impl Token<'_> {
    /// Where it begins in the source.
    pub(super) fn at(&self) -> usize {
        match self {
            Token::Line { at, .. } | Token::Text { at, .. } => *at,
        }
    }
}

/// A document's tokens in order.
pub(super) struct Tokens<'t> {
    pub(super) all: Vec<Token<'t>>,
    /// Every element by the byte at which it begins.
    elements: HashMap<usize, Node<'t>>,
}

impl<'t> Tokens<'t> {
    /// The element that begins at a byte.
    pub(super) fn element(&self, at: usize) -> Option<Node<'t>> {
        self.elements.get(&at).copied()
    }
}

/// A line that begins as soon as there is text for it.
#[derive(Clone, Copy)]
struct Pending<'t> {
    at: usize,
    name: &'t str,
    is_after_end: bool,
}

/// Reads a document in one walk.
pub(super) fn tokens<'t>(tree: &'t Tree<'t>) -> Tokens<'t> {
    let mut walk = Walk {
        tree,
        tokens: Tokens { all: Vec::new(), elements: HashMap::new() },
        lines: vec![""],
        pending: Some(Pending { at: 0, name: "", is_after_end: false }),
        end: 0,
    };
    let mut node = Some(tree.root());
    while let Some(here) = node {
        walk.enter(here);
        node = here.first_child();
        let mut at = here;
        while node.is_none() {
            walk.leave(at);
            node = at.next_sibling();
            match at.parent() {
                Some(parent) if node.is_none() => at = parent,
                _ => break,
            }
        }
    }
    walk.tokens
}

struct Walk<'t> {
    tree: &'t Tree<'t>,
    tokens: Tokens<'t>,
    /// The names of the blocks that are open.
    lines: Vec<&'t str>,
    pending: Option<Pending<'t>>,
    /// Where the last text ends.
    end: usize,
}

impl<'t> Walk<'t> {
    fn enter(&mut self, node: Node<'t>) {
        if node.is_text() {
            return self.text(node);
        }
        if !node.is_element() {
            return;
        }
        let at = node.range().start;
        self.tokens.elements.insert(at, node);
        if is_line(node) {
            let name = node.tag_name().name();
            // Elements that begin together make one line, which begins with the outermost.
            let at = self.pending.filter(|pending| !pending.is_after_end).map_or(at, |pending| pending.at);
            self.pending = Some(Pending { at, name, is_after_end: false });
            self.lines.push(name);
        }
    }

    fn leave(&mut self, node: Node<'t>) {
        if node.is_element() && is_line(node) {
            self.lines.pop();
            let name = self.lines.last().copied().unwrap_or_default();
            self.pending = Some(Pending { at: node.range().end, name, is_after_end: true });
        }
    }

    fn text(&mut self, node: Node<'t>) {
        let is_space = node.text().unwrap_or_default().chars().all(is_xml_space);
        if is_space && self.pending.is_some() {
            return;
        }
        let at = node.range().start;
        if let Some(Pending { at, name, .. }) = self.pending.take() {
            self.tokens.all.push(Token::Line { from: self.end.min(at), at, name });
        }
        self.tokens.all.push(Token::Text { at, node });
        self.end = self.tree.text_span(node).end;
    }
}

fn is_line(node: Node<'_>) -> bool {
    flow_of(node) == Flow::Block || (flow_of(node) == Flow::Apart && node.has_children())
}
