//! Patterns: with parentheses where the grammar has no precedence, and nowhere else.

use crate::schema::relaxng::{
    ast::{Annotations, Data, NameClass, Param, Pattern, PatternKind, Value},
    compact::{
        uri,
        write::{Compact, layout::Layout, name_classes::Target, spell},
    },
};

/// A pattern as written, and what it may be joined with as it stands.
pub(super) struct Spelt {
    pub layout: Layout,
    pub form: Form,
}

/// What a pattern may be joined with without parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Anything.
    Primary,
    /// Other patterns, but nothing may repeat it: it is repeated already, or an annotation follows it.
    Particle,
    /// Nothing.
    Alone,
}

impl Compact {
    /// The patterns of a group in braces or behind a sign of assignment.
    pub(super) fn content(&self, patterns: &[Pattern]) -> Layout {
        match patterns {
            [one] if matches!(one.kind, PatternKind::Group(_)) => self.particle(one),
            [one] => self.pattern(one).layout,
            several => self.list(several, ","),
        }
    }

    /// The patterns of a group in braces behind a head.
    fn braced(&self, head: Layout, patterns: &[Pattern]) -> Layout {
        Self::in_braces(head, self.content(patterns))
    }

    fn in_braces(head: Layout, inside: Layout) -> Layout {
        let inside = Layout::sequence([Layout::space(), inside]).indented();
        Layout::sequence([head, Layout::text(" {"), inside, Layout::space(), Layout::text("}")]).group()
    }

    /// Several patterns with the same sign between them.
    fn list(&self, patterns: &[Pattern], sign: &'static str) -> Layout {
        let between = match sign {
            "," => Layout::sequence([Layout::text(","), Layout::space()]),
            "|" => Layout::sequence([Layout::space(), Layout::text("| ")]),
            _ => Layout::sequence([Layout::space(), Layout::text("& ")]),
        };
        Layout::join(patterns.iter().map(|pattern| self.particle(pattern)), &between)
    }

    /// A pattern that may stand beside others.
    fn particle(&self, pattern: &Pattern) -> Layout {
        let Spelt { layout, form } = self.pattern(pattern);
        if form == Form::Alone { parenthesized(layout) } else { layout }
    }

    /// A pattern with all that annotates it.
    pub(super) fn pattern(&self, pattern: &Pattern) -> Spelt {
        let annotations = &pattern.annotations;
        let (lead, follow) = match pattern.kind {
            // A value has no children: documentation before it stands behind it in XML.
            PatternKind::Value(_) => {
                let after = &annotations.after;
                let count = after.iter().take_while(|node| spell::documentation(node).is_some()).count();
                (self.lead_of(&annotations.attributes, &after[..count]), &after[count..])
            }
            _ => (self.lead(annotations), annotations.after.as_slice()),
        };
        let Spelt { mut layout, mut form } = match &pattern.kind {
            PatternKind::Group(members) | PatternKind::Choice(members) | PatternKind::Interleave(members) => match &members[..] {
                [one] if lead.is_empty() => self.pattern(one),
                [one] => self.group_of_one(one),
                _ => self.bare(pattern),
            },
            _ => self.bare(pattern),
        };
        let is_except = matches!(&pattern.kind, PatternKind::Data(data) if data.except.is_some());
        if !lead.is_empty() {
            if form != Form::Primary && !is_except {
                layout = parenthesized(layout);
                form = Form::Primary;
            }
            layout = Layout::sequence([Layout::sequence(lead), layout]).group();
        }
        if !follow.is_empty() {
            if form == Form::Alone && !is_except {
                layout = parenthesized(layout);
            }
            layout = Layout::sequence([layout, Layout::sequence(self.follow(follow)).indented()]).group();
            form = if is_except { Form::Alone } else { Form::Particle };
        }
        Spelt { layout, form }
    }

    /// A group of one member, for annotations before it: they must not be taken for those of the member.
    fn group_of_one(&self, member: &Pattern) -> Spelt {
        let Spelt { layout, form } = self.pattern(member);
        let is_except = matches!(&member.kind, PatternKind::Data(data) if data.except.is_some());
        let once = parenthesized(layout);
        let layout = if form == Form::Primary || is_except { once } else { parenthesized(once) };
        Spelt { layout, form: Form::Primary }
    }

    /// A pattern without what annotates it.
    fn bare(&self, pattern: &Pattern) -> Spelt {
        match &pattern.kind {
            PatternKind::Group(members) => Spelt { layout: self.list(members, ","), form: Form::Alone },
            PatternKind::Interleave(members) => Spelt { layout: self.list(members, "&"), form: Form::Alone },
            PatternKind::Choice(members) => Spelt { layout: self.list(members, "|"), form: Form::Alone },
            PatternKind::Optional(content) => self.repeated(content, "?"),
            PatternKind::ZeroOrMore(content) => self.repeated(content, "*"),
            PatternKind::OneOrMore(content) => self.repeated(content, "+"),
            PatternKind::Data(data) if data.except.is_some() => Spelt { layout: self.data(data), form: Form::Alone },
            _ => Spelt { layout: self.primary(pattern), form: Form::Primary },
        }
    }

    /// A pattern that needs no parentheses; nothing of a pattern that is a list or repeated.
    fn primary(&self, pattern: &Pattern) -> Layout {
        match &pattern.kind {
            PatternKind::Element(names, content) => self.named("element ", names, Target::Element, content),
            // The content is one pattern, so that a group in it needs no parentheses.
            PatternKind::Attribute(names, Some(content)) => {
                Self::in_braces(self.head("attribute ", names, Target::Attribute), self.pattern(content).layout)
            }
            PatternKind::List(content) => self.braced(Layout::text("list"), content),
            PatternKind::Mixed(content) => self.braced(Layout::text("mixed"), content),
            PatternKind::Data(data) => self.data(data),
            PatternKind::Grammar(components) => self.body("grammar", components),
            _ => self.leaf(pattern),
        }
    }

    /// A pattern with nothing inside.
    fn leaf(&self, pattern: &Pattern) -> Layout {
        match &pattern.kind {
            PatternKind::Attribute(names, _) => {
                Layout::sequence([self.head("attribute ", names, Target::Attribute), Layout::text(" { text }")])
            }
            PatternKind::Value(value) => self.value(value),
            PatternKind::ExternalRef(include) => self.reference("external ", include),
            PatternKind::Ref(name) => Layout::text(spell::identifier(name)),
            PatternKind::ParentRef(name) => Layout::text(format!("parent {}", spell::identifier(name))),
            PatternKind::Empty => Layout::text("empty"),
            PatternKind::NotAllowed => Layout::text("notAllowed"),
            _ => Layout::text("text"),
        }
    }

    fn head(&self, keyword: &'static str, names: &NameClass, target: Target) -> Layout {
        Layout::sequence([Layout::text(keyword), self.names(names, target)])
    }

    fn named(&self, keyword: &'static str, names: &NameClass, target: Target, content: &[Pattern]) -> Layout {
        self.braced(self.head(keyword, names, target), content)
    }

    fn repeated(&self, content: &[Pattern], sign: &'static str) -> Spelt {
        let inside = match content {
            [one] => {
                let Spelt { layout, form } = self.pattern(one);
                // A group in one pair of parentheses would be taken for its members.
                let is_group = matches!(&one.kind, PatternKind::Group(members) if members.len() > 1) && form == Form::Alone;
                match form {
                    Form::Primary => layout,
                    _ if is_group => parenthesized(parenthesized(layout)),
                    _ => parenthesized(layout),
                }
            }
            several => parenthesized(self.list(several, ",")),
        };
        Spelt { layout: Layout::sequence([inside, Layout::text(sign)]), form: Form::Particle }
    }

    fn value(&self, value: &Value) -> Layout {
        let literal = spell::literal(&self.prefixes.value(value));
        match &value.datatype {
            None => literal,
            Some(datatype) => Layout::sequence([Layout::text(format!("{} ", self.prefixes.datatype(datatype))), literal]),
        }
    }

    fn data(&self, data: &Data) -> Layout {
        let mut parts = vec![Layout::text(self.prefixes.datatype(&data.datatype))];
        if !data.params.is_empty() {
            let params = Layout::join(data.params.iter().map(|param| self.param(param)), &Layout::space());
            parts.push(Layout::bracketed(" {", params, "}", &Layout::space()));
        }
        if let Some(except) = &data.except {
            parts.push(Layout::text(" - "));
            parts.push(self.except(except, &data.except_annotations));
        }
        Layout::sequence(parts)
    }

    fn param(&self, param: &Param) -> Layout {
        let lead = self.lead_of(&param.annotations.attributes, &param.annotations.after);
        let assignment = Layout::sequence([Layout::text(format!("{} = ", param.name)), spell::literal(&param.value)]);
        Layout::sequence([Layout::sequence(lead), assignment]).group()
    }

    /// What a datatype does not allow; annotations of the exception itself go on its choice.
    fn except(&self, except: &[Pattern], annotations: &Annotations) -> Layout {
        let lead = self.lead(annotations);
        let inside = match except {
            [one] => {
                let Spelt { layout, form } = self.pattern(one);
                match &one.kind {
                    // A choice in one pair of parentheses would be taken for its members.
                    PatternKind::Choice(members) if members.len() > 1 && form == Form::Alone => {
                        parenthesized(parenthesized(layout))
                    }
                    _ if form == Form::Primary && lead.is_empty() => layout,
                    _ => parenthesized(layout),
                }
            }
            several => parenthesized(self.list(several, "|")),
        };
        Layout::sequence([Layout::sequence(lead), inside])
    }

    /// `external` or `include` with its reference.
    pub(super) fn reference(&self, keyword: &'static str, include: &crate::schema::relaxng::ast::Include) -> Layout {
        let href = match &include.base {
            // The compact syntax has no `xml:base`.
            Some(base) => uri::join(base, &include.href),
            None => include.href.to_string(),
        };
        let inherit = self.prefixes.inherit(&include.namespace).unwrap_or_default();
        Layout::sequence([Layout::text(keyword), spell::literal(&href), Layout::text(inherit)])
    }
}

/// A layout in parentheses, its lines indented.
pub(super) fn parenthesized(layout: Layout) -> Layout {
    Layout::bracketed("(", layout, ")", &Layout::joint())
}
