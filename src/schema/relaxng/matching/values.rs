//! Strings: attribute values, and the content of elements without child elements.
//!
//! A string is judged as a whole (specification, 6.2.7 to 6.2.9). Verdicts on values that cost something are kept, since
//! documents repeat their values; what is kept is bounded.

use rustc_hash::FxHashMap;

use super::derive::{Deriver, STEP_LIMIT, Symbol};
use crate::{
    schema::relaxng::{
        datatypes::{IdKind, Prefixes},
        pattern::{Attribute, DataId, EMPTY, Grammar, NOT_ALLOWED, Pattern, PatternId, Patterns, TEXT},
    },
    xml::{self, Node},
};

/// The longest value whose verdict is kept, in bytes.
const LENGTH_LIMIT: usize = 64;

/// The most verdicts that are kept.
const COUNT_LIMIT: usize = 1 << 15;

/// The prefixes in scope at an element.
pub(super) struct Scope<'t>(pub Node<'t>);

impl Prefixes for Scope<'_> {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        match prefix {
            "xml" => Some(xml::XML_NAMESPACE),
            "" => Some(self.0.default_namespace().unwrap_or_default()),
            prefix => self.0.lookup_namespace_uri(Some(prefix)),
        }
    }
}

/// What the value of an attribute takes to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ease {
    /// Nothing: every value will do.
    Anything,
    /// Less than to look a verdict up, or it depends on more than the value.
    Direct,
    /// More.
    Kept,
}

/// What is known of an `attribute` pattern's value.
#[derive(Clone, Copy, Debug)]
pub(super) struct ValueFacts {
    pub(super) ease: Ease,
    pub(super) id_kind: IdKind,
}

/// Looks at the value of an `attribute` pattern.
pub(super) fn facts(grammar: &Grammar, attribute: &Attribute) -> ValueFacts {
    let mut id_kind = IdKind::None;
    let ease = ease(grammar, attribute.value, &mut id_kind);
    // The values of identifiers do not repeat.
    let ease = if id_kind == IdKind::Id && ease == Ease::Kept { Ease::Direct } else { ease };
    ValueFacts { ease, id_kind }
}

fn ease(grammar: &Grammar, pattern: PatternId, id_kind: &mut IdKind) -> Ease {
    match grammar.patterns.get(pattern) {
        Pattern::Text => Ease::Anything,
        Pattern::Data(id) => {
            let data = &grammar.data[id.0 as usize];
            if data.datatype.id_kind() != IdKind::None {
                *id_kind = data.datatype.id_kind();
            }
            if data.value.is_none() && data.except == NOT_ALLOWED && data.datatype.accepts_everything() {
                Ease::Anything
            } else if data.datatype.is_cheap() && data.except == NOT_ALLOWED || data.datatype.needs_prefixes() {
                Ease::Direct
            } else {
                Ease::Kept
            }
        }
        Pattern::Choice(members) => {
            let eases: Vec<Ease> = members.iter().map(|&member| ease(grammar, member, id_kind)).collect();
            let needs_prefixes = || needs_prefixes(grammar, pattern);
            match () {
                () if eases.contains(&Ease::Anything) => Ease::Anything,
                () if needs_prefixes() => Ease::Direct,
                () => Ease::Kept,
            }
        }
        _ if needs_prefixes(grammar, pattern) => Ease::Direct,
        _ => Ease::Kept,
    }
}

/// Whether a verdict depends on the prefixes in scope.
fn needs_prefixes(grammar: &Grammar, pattern: PatternId) -> bool {
    match grammar.patterns.get(pattern) {
        Pattern::Data(id) => {
            let data = &grammar.data[id.0 as usize];
            data.datatype.needs_prefixes() || data.except != NOT_ALLOWED && needs_prefixes(grammar, data.except)
        }
        Pattern::Choice(members) | Pattern::Interleave(members) => members.iter().any(|&member| needs_prefixes(grammar, member)),
        Pattern::Group(first, rest) => needs_prefixes(grammar, *first) || needs_prefixes(grammar, *rest),
        Pattern::OneOrMore(inner) | Pattern::List(inner) => needs_prefixes(grammar, *inner),
        _ => false,
    }
}

/// Verdicts that are kept.
#[derive(Debug, Default)]
pub(super) struct Verdicts {
    kept: FxHashMap<PatternId, FxHashMap<Box<str>, bool>>,
    count: usize,
}

impl Verdicts {
    /// Whether a string matches a pattern of the schema; the same question may be answered from memory.
    pub(super) fn accepts(
        &mut self,
        grammar: &Grammar,
        deriver: &mut Deriver,
        pattern: PatternId,
        text: &str,
        scope: &Scope<'_>,
    ) -> bool {
        if text.len() > LENGTH_LIMIT {
            return matches(grammar, deriver, pattern, text, scope);
        }
        if let Some(&known) = self.kept.get(&pattern).and_then(|kept| kept.get(text)) {
            return known;
        }
        let verdict = matches(grammar, deriver, pattern, text, scope);
        if self.count >= COUNT_LIMIT {
            *self = Verdicts::default();
        }
        self.count += 1;
        self.kept.entry(pattern).or_default().insert(text.into(), verdict);
        verdict
    }
}

/// Whether a string, as the one child or as the value, matches a pattern.
pub(super) fn matches(grammar: &Grammar, deriver: &mut Deriver, pattern: PatternId, text: &str, scope: &Scope<'_>) -> bool {
    match *deriver.patterns.get(pattern) {
        Pattern::NotAllowed => false,
        Pattern::Text => true,
        Pattern::Empty => is_blank(text),
        Pattern::Data(id) => data_matches(grammar, deriver, id, text, scope),
        Pattern::List(inner) => list_matches(grammar, deriver, inner, text, scope),
        Pattern::Choice(ref members) => {
            let members = members.clone();
            members.iter().any(|&member| matches(grammar, deriver, member, text, scope))
        }
        // Data does not stand here (7.2): elements that may be absent, and text.
        _ => {
            let is_nullable = deriver.patterns.traits(pattern).is_nullable;
            is_nullable && is_blank(text) || {
                let after = deriver.step(pattern, Symbol::Text);
                deriver.patterns.traits(after).is_nullable
            }
        }
    }
}

fn data_matches(grammar: &Grammar, deriver: &mut Deriver, id: DataId, text: &str, scope: &Scope<'_>) -> bool {
    let data = &grammar.data[id.0 as usize];
    match &data.value {
        Some((_, value)) => data.datatype.equals(value, text, scope),
        None => {
            data.datatype.accepts(text, scope)
                && (data.except == NOT_ALLOWED || !matches(grammar, deriver, data.except, text, scope))
        }
    }
}

fn list_matches(grammar: &Grammar, deriver: &mut Deriver, inner: PatternId, text: &str, scope: &Scope<'_>) -> bool {
    let mut work = 0;
    let mut rest = inner;
    for token in text.split([' ', '\t', '\n', '\r']).filter(|token| !token.is_empty()) {
        rest = token_step(grammar, deriver, rest, token, scope, &mut work);
        if rest == NOT_ALLOWED {
            return false;
        }
    }
    deriver.patterns.traits(rest).is_nullable
}

/// The derivative of a list's pattern by a token. Past the limit of work nothing matches.
fn token_step(
    grammar: &Grammar,
    deriver: &mut Deriver,
    pattern: PatternId,
    token: &str,
    scope: &Scope<'_>,
    work: &mut usize,
) -> PatternId {
    *work += 1;
    if *work > STEP_LIMIT {
        return NOT_ALLOWED;
    }
    match deriver.patterns.get(pattern).clone() {
        Pattern::Data(id) => match data_matches(grammar, deriver, id, token, scope) {
            true => EMPTY,
            false => NOT_ALLOWED,
        },
        Pattern::Choice(members) => {
            let alternatives = members.iter().map(|&member| token_step(grammar, deriver, member, token, scope, work)).collect();
            deriver.patterns.choice_of(alternatives)
        }
        Pattern::OneOrMore(inner) => match token_step(grammar, deriver, inner, token, scope, work) {
            NOT_ALLOWED => NOT_ALLOWED,
            derivative => {
                let again = deriver.patterns.optional(pattern);
                deriver.patterns.group(derivative, again)
            }
        },
        Pattern::Group(..) => {
            let mut alternatives = Vec::new();
            let mut rest = pattern;
            while let Pattern::Group(first, after) = *deriver.patterns.get(rest) {
                let derivative = token_step(grammar, deriver, first, token, scope, work);
                alternatives.push(deriver.patterns.group(derivative, after));
                if !deriver.patterns.traits(first).is_nullable {
                    return deriver.patterns.choice_of(alternatives);
                }
                rest = after;
            }
            alternatives.push(token_step(grammar, deriver, rest, token, scope, work));
            deriver.patterns.choice_of(alternatives)
        }
        // Interleave and text may not stand in a list (7.1.3).
        _ => NOT_ALLOWED,
    }
}

/// Whether a text is white space alone, or nothing (XML 1.0, production 3).
#[inline]
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// The `data` and `value` patterns of a string's pattern, those in lists too, in the order of the schema.
pub(super) fn data_of(patterns: &Patterns, pattern: PatternId) -> Vec<DataId> {
    let mut open = vec![pattern];
    let mut found = Vec::new();
    while let Some(pattern) = open.pop() {
        match patterns.get(pattern) {
            Pattern::Data(id) => found.push(*id),
            Pattern::Choice(members) => open.extend(members.iter().rev()),
            Pattern::Group(first, rest) => open.extend([*rest, *first]),
            Pattern::OneOrMore(inner) | Pattern::List(inner) => open.push(*inner),
            _ => {}
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether any string at all matches.
pub(super) fn takes_text(patterns: &Patterns, pattern: PatternId) -> bool {
    pattern == TEXT || patterns.traits(pattern).has_text
}
