//! Documents made at random from a schema: every one is valid by it, so another schema that contains it must take it too.

use std::collections::HashMap;

use teiwright::{
    schema::relaxng::{
        ast::{ComponentKind, Data, Keep, NameClassKind, Pattern, PatternKind},
        read,
    },
    source::Source,
};

/// Below this depth, only what must be there is written.
const DEPTH: usize = 6;

/// A sequence of numbers that is the same for the same seed (xorshift, Marsaglia 2003).
pub struct Random(u64);

impl Random {
    /// Begins a sequence.
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number from 0 to below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }
}

/// A schema with one grammar, no includes and no name classes but names: such as ours.
pub struct Generator {
    definitions: HashMap<String, Vec<Pattern>>,
    /// For each definition, how deep the shallowest document of it is.
    depths: HashMap<String, usize>,
}

/// An element that is being written.
#[derive(Default)]
struct Open {
    attributes: String,
    content: String,
}

impl Generator {
    /// Reads a schema.
    pub fn of(schema: &Source) -> Generator {
        let file = read(schema, 0, Keep::Patterns).expect("the schema is correct");
        let PatternKind::Grammar(components) = file.pattern.kind else { panic!("the schema is a grammar") };
        let mut definitions = HashMap::new();
        for component in components {
            let ComponentKind::Define { name, patterns, .. } = component.kind else { panic!("nothing but definitions") };
            definitions.insert(name.map_or("start".to_owned(), |name| name.to_string()), patterns);
        }
        let mut generator = Generator { definitions, depths: HashMap::new() };
        for _ in 0..generator.definitions.len() {
            let depth = |patterns: &Vec<Pattern>| generator.group_depth(patterns);
            let depths: HashMap<_, _> = generator.definitions.iter().map(|(name, it)| (name.clone(), depth(it))).collect();
            if depths == generator.depths {
                break;
            }
            generator.depths = depths;
        }
        generator
    }

    fn group_depth(&self, patterns: &[Pattern]) -> usize {
        patterns.iter().map(|pattern| self.depth(pattern)).max().unwrap_or(0)
    }

    fn depth(&self, pattern: &Pattern) -> usize {
        match &pattern.kind {
            PatternKind::Element(_, content) => self.group_depth(content).saturating_add(1),
            PatternKind::Ref(name) => self.depths.get(&**name).copied().unwrap_or(usize::MAX / 2),
            PatternKind::Choice(members) => members.iter().map(|member| self.depth(member)).min().unwrap_or(0),
            PatternKind::Group(members) | PatternKind::Interleave(members) | PatternKind::OneOrMore(members) => {
                self.group_depth(members)
            }
            _ => 0,
        }
    }

    /// One document; the number of identifiers in it grows from 0.
    pub fn document(&self, random: &mut Random) -> String {
        let (mut root, mut ids) = (Open::default(), 0);
        self.group(&self.definitions["start"], 0, random, &mut ids, &mut root);
        root.content.replacen('>', " xmlns=\"http://www.tei-c.org/ns/1.0\">", 1)
    }

    fn group(&self, patterns: &[Pattern], depth: usize, random: &mut Random, ids: &mut usize, out: &mut Open) {
        for pattern in patterns {
            self.write(pattern, depth, random, ids, out);
        }
    }

    fn write(&self, pattern: &Pattern, depth: usize, random: &mut Random, ids: &mut usize, out: &mut Open) {
        let only_attributes =
            |members: &[Pattern]| members.iter().all(|member| matches!(member.kind, PatternKind::Attribute(..)));
        match &pattern.kind {
            PatternKind::Element(name, content) => {
                let NameClassKind::Name(_, name) = &name.kind else { panic!("elements have names") };
                let mut inner = Open::default();
                self.group(content, depth + 1, random, ids, &mut inner);
                out.content += &format!("<{name}{}>{}</{name}>", inner.attributes, inner.content);
            }
            PatternKind::Attribute(name, value) => {
                let NameClassKind::Name(namespace, local) = &name.kind else { panic!("attributes have names") };
                let prefix = if namespace.as_deref().is_none_or(str::is_empty) { "" } else { "xml:" };
                let value = value.as_ref().map_or("a b".to_owned(), |value| self.value(value, random, ids));
                out.attributes += &format!(" {prefix}{local}=\"{}\"", value.replace('&', "&amp;").replace('"', "&quot;"));
            }
            PatternKind::Ref(name) => self.group(&self.definitions[&**name], depth, random, ids, out),
            PatternKind::Group(members) => self.group(members, depth, random, ids, out),
            PatternKind::Optional(members) => {
                // Every element has dozens of attributes: a few are enough.
                let is_taken =
                    if only_attributes(members) { random.below(12) == 0 } else { random.below(2) == 0 && depth < DEPTH };
                if is_taken {
                    self.group(members, depth, random, ids, out);
                }
            }
            PatternKind::ZeroOrMore(members) if depth >= DEPTH || members.is_empty() => {}
            PatternKind::ZeroOrMore(members) => {
                (0..random.below(3)).for_each(|_| self.group(members, depth, random, ids, out));
            }
            PatternKind::OneOrMore(members) => {
                let count = if depth < DEPTH { 1 + random.below(2) } else { 1 };
                (0..count).for_each(|_| self.group(members, depth, random, ids, out));
            }
            PatternKind::Choice(members) => self.write(self.pick(members, depth, random), depth, random, ids, out),
            PatternKind::Text => out.content += "words ",
            PatternKind::Empty => {}
            PatternKind::Data(_) | PatternKind::Value(_) | PatternKind::List(_) => {
                out.content += &self.value(pattern, random, ids)
            }
            other => panic!("the generator does not know {other:?}"),
        }
    }

    /// A member of a choice; below the depth, a shallowest one.
    fn pick<'p>(&self, members: &'p [Pattern], depth: usize, random: &mut Random) -> &'p Pattern {
        if depth < DEPTH {
            return &members[random.below(members.len())];
        }
        members.iter().min_by_key(|member| self.depth(member)).expect("a choice has members")
    }

    fn value(&self, pattern: &Pattern, random: &mut Random, ids: &mut usize) -> String {
        let join = |members: &[Pattern], random: &mut Random, ids: &mut usize| {
            members.iter().map(|member| self.value(member, random, ids)).collect::<Vec<_>>().join(" ")
        };
        match &pattern.kind {
            PatternKind::Ref(name) => join(&self.definitions[&**name], random, ids),
            PatternKind::Group(members) | PatternKind::List(members) => join(members, random, ids),
            PatternKind::Choice(members) => self.value(&members[random.below(members.len())], random, ids),
            PatternKind::OneOrMore(members) => {
                (0..=random.below(2)).map(|_| join(members, random, ids)).collect::<Vec<_>>().join(" ")
            }
            PatternKind::ZeroOrMore(members) => {
                (0..random.below(3)).map(|_| join(members, random, ids)).collect::<Vec<_>>().join(" ")
            }
            PatternKind::Value(value) => value.text.to_string(),
            PatternKind::Text => "a b".to_owned(),
            PatternKind::Data(data) => example(data, ids),
            other => panic!("no value for {other:?}"),
        }
    }
}

/// A value of a datatype.
fn example(data: &Data, ids: &mut usize) -> String {
    let pattern = data.params.iter().find(|param| &*param.name == "pattern").map_or("", |param| &*param.value);
    if pattern.starts_with("[a-z]") {
        return "pre".to_owned();
    }
    if pattern.starts_with("[\\d]") {
        return "1.2".to_owned();
    }
    let value = match &*data.datatype.name {
        "ID" => {
            *ids += 1;
            return format!("i{ids}");
        }
        "anyURI" => "#a",
        "token" | "Name" | "NCName" => "word",
        "string" => "some text",
        "language" => "en",
        "nonNegativeInteger" => "3",
        "double" | "decimal" | "float" => "0.5",
        "boolean" => "true",
        "date" => "2001-01-02",
        "gYear" => "2001",
        "gMonth" => "--02",
        "gDay" => "---03",
        "gYearMonth" => "2001-02",
        "gMonthDay" => "--02-03",
        "time" => "10:00:00",
        "dateTime" => "2001-01-01T10:00:00",
        "duration" => "P1D",
        other => panic!("no example of {other}"),
    };
    value.to_owned()
}
