//! Name classes.

use crate::schema::relaxng::{
    ast::{NameClass, NameClassKind},
    compact::write::{
        Compact,
        layout::Layout,
        patterns::{Form, Spelt, parenthesized},
        spell,
    },
};

/// Whose names are written: without a prefix, an element is in the default namespace and an attribute in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Element,
    Attribute,
}

impl Compact {
    /// A name class where any may stand.
    pub(super) fn names(&self, names: &NameClass, target: Target) -> Layout {
        self.name_class(names, target).layout
    }

    /// A name class with all that annotates it: [`Form::Primary`] may be an exception as it stands, [`Form::Particle`] joined by
    /// `|`.
    fn name_class(&self, names: &NameClass, target: Target) -> Spelt {
        let annotations = &names.annotations;
        let (lead, follow) = match names.kind {
            // `name` has no children: documentation before it stands behind it in XML.
            NameClassKind::Name(..) => {
                let after = &annotations.after;
                let count = after.iter().take_while(|node| spell::documentation(node).is_some()).count();
                (self.lead_of(&annotations.attributes, &after[..count]), &after[count..])
            }
            _ => (self.lead(annotations), annotations.after.as_slice()),
        };
        let has_exception = matches!(&names.kind, NameClassKind::AnyName(Some(_)) | NameClassKind::NsName(_, Some(_)));
        let Spelt { mut layout, mut form } = match &names.kind {
            NameClassKind::Choice(members) => match &members[..] {
                [one] if lead.is_empty() => self.name_class(one, target),
                [one] => {
                    let once = parenthesized(self.name_class(one, target).layout);
                    // A choice in one pair of parentheses would take the annotations for its own.
                    let is_choice = matches!(&one.kind, NameClassKind::Choice(members) if members.len() > 1);
                    Spelt { layout: if is_choice { parenthesized(once) } else { once }, form: Form::Primary }
                }
                _ => self.bare_names(names, target),
            },
            _ => self.bare_names(names, target),
        };
        if !lead.is_empty() {
            if form != Form::Primary && !has_exception {
                layout = parenthesized(layout);
                form = Form::Primary;
            }
            layout = Layout::sequence([Layout::sequence(lead), layout]).group();
        }
        if !follow.is_empty() {
            if form == Form::Alone && !has_exception {
                layout = parenthesized(layout);
            }
            layout = Layout::sequence([layout, Layout::sequence(self.follow(follow)).indented()]).group();
            form = if has_exception { Form::Alone } else { Form::Particle };
        }
        Spelt { layout, form }
    }

    fn bare_names(&self, names: &NameClass, target: Target) -> Spelt {
        let (name, except) = match &names.kind {
            NameClassKind::Name(namespace, local) => {
                let name = match target {
                    Target::Element => self.prefixes.element(namespace, local),
                    Target::Attribute => self.prefixes.attribute(namespace, local),
                };
                (name, &None)
            }
            NameClassKind::AnyName(except) => ("*".to_owned(), except),
            NameClassKind::NsName(namespace, except) => (self.prefixes.prefixed(namespace, "*"), except),
            NameClassKind::Choice(members) => {
                let between = Layout::sequence([Layout::space(), Layout::text("| ")]);
                let members = members.iter().map(|member| {
                    let Spelt { layout, form } = self.name_class(member, target);
                    if form == Form::Alone { parenthesized(layout) } else { layout }
                });
                return Spelt { layout: Layout::join(members, &between).indented().group(), form: Form::Alone };
            }
        };
        let Some(except) = except else { return Spelt { layout: Layout::text(name), form: Form::Primary } };
        let Spelt { layout, form } = self.name_class(except, target);
        let except = if form == Form::Primary { layout } else { parenthesized(layout) };
        Spelt { layout: Layout::sequence([Layout::text(format!("{name} - ")), except]), form: Form::Alone }
    }
}
