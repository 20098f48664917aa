//! Judging and reading texts.

use std::{borrow::Cow, cmp::Ordering};

use super::{Datatype, Prefixes, Value, space::normalize};

impl Datatype {
    /// Whether the text, as written, is one of the datatype.
    pub fn accepts(&self, text: &str, context: &dyn Prefixes) -> bool {
        self.accepts_everything() || self.accepted(text, context).is_some()
    }

    /// Reads the value of a text, as written; nothing if the text is none of the datatype.
    pub fn read(&self, text: &str, context: &dyn Prefixes) -> Option<Value> {
        Value::read(self.kind, &self.accepted(text, context)?, context)
    }

    /// Whether the text, as written, is one of the datatype and means the value, which the same datatype has read.
    pub fn equals(&self, value: &Value, text: &str, context: &dyn Prefixes) -> bool {
        self.accepted(text, context).is_some_and(|text| value.is(self.kind, &text, context))
    }

    /// How the value, which the same datatype has read, is ordered against that of a text; nothing where neither is less and they
    /// are not equal, where the datatype has no order, and where the text is none of it.
    pub fn compare(&self, value: &Value, text: &str, context: &dyn Prefixes) -> Option<Ordering> {
        value.compare_with(self.kind, &self.accepted(text, context)?)
    }

    /// The text with its white space normalized, if it is one of the datatype.
    fn accepted<'t>(&self, text: &'t str, context: &dyn Prefixes) -> Option<Cow<'t, str>> {
        let text = normalize(self.kind.white_space(), text);
        let is_fine = self.kind.admits(&text, context) && self.facets.iter().all(|facet| facet.holds(self.kind, &text));
        is_fine.then_some(text)
    }
}

#[cfg(test)]
mod tests;
