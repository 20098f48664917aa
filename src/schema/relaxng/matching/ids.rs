//! IDs and what refers to them (RELAX NG DTD Compatibility, section 5).

use std::ops::ControlFlow;

use rustc_hash::FxHashMap;

use super::{faults::labeled, matcher::Run, values::is_blank};
use crate::{
    diagnostic::quote,
    schema::relaxng::datatypes::IdKind,
    xml::{Attribute, Tree},
};

/// The IDs of a document, and its references to them.
#[derive(Debug, Default)]
pub(super) struct Ids<'t> {
    declared: FxHashMap<&'t str, Attribute<'t>>,
    repeated: Vec<Attribute<'t>>,
    references: Vec<Attribute<'t>>,
}

impl<'t> Ids<'t> {
    /// Notes the value of an attribute.
    pub(super) fn note(&mut self, kind: IdKind, attribute: Attribute<'t>) {
        match kind {
            IdKind::None => {}
            // Several patterns may have the same attribute: it is noted once.
            IdKind::Id => {
                let first = self.declared.entry(trim(attribute.value())).or_insert(attribute);
                let is_again = |other: &Attribute<'_>| other.range().start == attribute.range().start;
                if !is_again(first) && !self.repeated.last().is_some_and(is_again) {
                    self.repeated.push(attribute);
                }
            }
            IdKind::Idref | IdKind::Idrefs => {
                if self.references.last().is_none_or(|last| last.range().start != attribute.range().start) {
                    self.references.push(attribute);
                }
            }
        }
    }
}

impl<'t> Run<'_, 't> {
    /// Reports IDs that stand twice, and references to none.
    pub(super) fn judge_ids(&mut self) -> ControlFlow<()> {
        if self.ids.repeated.is_empty() && self.ids.references.is_empty() {
            return ControlFlow::Continue(());
        }
        let ids = std::mem::take(&mut self.ids);
        for attribute in &ids.repeated {
            self.stop_if_only_asked()?;
            let value = trim(attribute.value());
            let first = ids.declared[value];
            let name = written(self.tree, *attribute);
            let message = format!("`@{name}` is {} a second time", quote(value));
            let help = "an ID stands for one element: give one of the two another, and mend what points to it";
            let first = (self.tree.attribute_value_span(first), "first here");
            self.findings.push(labeled("RN007", self.tree.attribute_value_span(*attribute), message, help, first));
        }
        for attribute in &ids.references {
            for (span, token) in self.tree.tokens(*attribute) {
                if is_blank(&token) || ids.declared.contains_key(token.as_str()) {
                    continue;
                }
                self.stop_if_only_asked()?;
                let name = written(self.tree, *attribute);
                let message = format!("`@{name}` refers to {}, and no element has this ID", quote(&token));
                let declared: Vec<&str> = ids.declared.keys().copied().collect();
                let near = super::expected::nearest_words(&token, &declared);
                let help = match near.iter().map(|&at| declared[at]).min_by_key(|word| word.len().abs_diff(token.len())) {
                    Some(near) => format!("did you mean {}?", quote(near)),
                    None => "give the element that is meant this ID, or name another".to_owned(),
                };
                self.find("RN008", span, message, help);
            }
        }
        ControlFlow::Continue(())
    }
}

fn trim(value: &str) -> &str {
    value.trim_matches([' ', '\t', '\n', '\r'])
}

fn written<'t>(tree: &Tree<'t>, attribute: Attribute<'_>) -> &'t str {
    tree.source().slice(tree.attribute_name_span(attribute)).unwrap_or_default()
}
