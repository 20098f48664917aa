//! A compiled schema as bytes, so that it need not be compiled again: ours is part of the program in this form.
//!
//! The bytes are for the version of this crate that wrote them. Numbers are written in groups of seven bits, lowest first, the
//! highest bit of a byte saying that more follow; strings stand once, in a table. Patterns follow one another so that each names
//! only those before it.

use std::{collections::HashMap, sync::Arc};

use crate::schema::relaxng::{
    Schema,
    ast::Place,
    datatypes::{Datatype, NoPrefixes},
    limits::NESTING_LIMIT,
    names::{NameClass, NameId, Names, NamespaceId},
    pattern::{
        Attribute, AttributeId, Data, DataId, EMPTY, Element, ElementId, Grammar, NOT_ALLOWED, Pattern, PatternId, Patterns, TEXT,
    },
};

/// What every image begins with.
const MAGIC: &[u8] = b"teiwright schema 1\n";

impl Schema {
    /// The schema as bytes; nothing for a schema whose values are qualified names, which hang on prefixes.
    ///
    /// Places in the schema's own text are left out.
    pub fn to_image(&self) -> Option<Vec<u8>> {
        let mut writer = Writer::default();
        writer.grammar(&self.grammar)?;
        let mut image = MAGIC.to_vec();
        let mut table = Writer::default();
        table.number(writer.strings.len());
        for text in &writer.strings {
            table.number(text.len());
            table.bytes.extend_from_slice(text.as_bytes());
        }
        image.extend(table.bytes);
        image.extend(writer.bytes);
        Some(image)
    }

    /// Reads what [`Schema::to_image`] wrote; nothing where the bytes are not from this version.
    pub fn from_image(image: &[u8]) -> Option<Schema> {
        let mut reader = Reader { bytes: image.strip_prefix(MAGIC)?, strings: Vec::new() };
        for _ in 0..reader.number()? {
            let length = reader.number()?;
            let (text, rest) = reader.bytes.split_at_checked(length)?;
            reader.strings.push(std::str::from_utf8(text).ok()?.into());
            reader.bytes = rest;
        }
        let grammar = reader.grammar()?;
        reader.bytes.is_empty().then_some(Schema { grammar })
    }
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    strings: Vec<String>,
    known: HashMap<String, usize>,
}

impl Writer {
    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.bytes.push(u8::try_from(number & 0x7f).expect("seven bits") | 0x80);
            number >>= 7;
        }
        self.bytes.push(u8::try_from(number).expect("seven bits"));
    }

    fn id(&mut self, id: u32) {
        self.number(id as usize);
    }

    fn text(&mut self, text: &str) {
        let index = match self.known.get(text) {
            Some(&index) => index,
            None => {
                self.strings.push(text.to_owned());
                self.known.insert(text.to_owned(), self.strings.len() - 1);
                self.strings.len() - 1
            }
        };
        self.number(index);
    }

    /// Nothing, or one more than the index of a string.
    fn optional(&mut self, text: Option<&str>) {
        match text {
            None => self.number(0),
            Some(text) => {
                self.number(1);
                self.text(text);
            }
        }
    }

    fn grammar(&mut self, grammar: &Grammar) -> Option<()> {
        self.names(&grammar.names);
        self.number(grammar.data.len());
        grammar.data.iter().try_for_each(|data| self.data(data))?;
        self.number(grammar.attributes.len());
        for Attribute { name, value, value_definition, .. } in &grammar.attributes {
            self.class(name);
            self.id(value.0);
            self.optional(value_definition.as_deref());
        }
        self.number(grammar.elements.len());
        for Element { name, content, definition, .. } in &grammar.elements {
            self.class(name);
            self.id(content.0);
            self.optional(definition.as_deref());
        }
        // The first three are always there.
        self.number(grammar.patterns.count());
        for index in TEXT.0 + 1..u32::try_from(grammar.patterns.count()).ok()? {
            self.pattern(grammar.patterns.get(PatternId(index)));
        }
        self.id(grammar.start.0);
        self.number(usize::from(grammar.has_ids));
        Some(())
    }

    fn names(&mut self, names: &Names) {
        self.number(names.namespace_count());
        for index in 0..names.namespace_count() {
            self.text(names.namespace_name(NamespaceId(u32::try_from(index).expect("namespaces are counted in 32 bits"))));
        }
        self.number(names.count());
        for index in 0..names.count() {
            let id = NameId(u32::try_from(index).expect("names are counted in 32 bits"));
            self.id(names.namespace_id_of(id).0);
            self.text(names.local(id));
        }
    }

    fn data(&mut self, data: &Data) -> Option<()> {
        let (library, name, params) = data.datatype.written();
        self.text(library);
        self.text(name);
        self.number(params.len());
        for (name, value) in params {
            self.text(name);
            self.text(value);
        }
        let text = data.value.as_ref().map(|(text, _)| &**text);
        let is_the_same = |(text, value): &(Box<str>, _)| data.datatype.read(text, &NoPrefixes).as_ref() == Some(value);
        if !data.value.as_ref().is_none_or(is_the_same) {
            return None;
        }
        self.optional(text);
        self.id(data.except.0);
        Some(())
    }

    fn class(&mut self, class: &NameClass) {
        let (kind, number) = match class {
            NameClass::Name(id) => (0, id.0),
            NameClass::Any(_) => (1, 0),
            NameClass::Namespace(namespace, _) => (2, namespace.0),
            NameClass::Choice(members) => (3, u32::try_from(members.len()).expect("a class has few members")),
        };
        self.number(kind);
        self.id(number);
        match class {
            NameClass::Name(_) => {}
            NameClass::Any(except) | NameClass::Namespace(_, except) => {
                self.number(usize::from(except.is_some()));
                except.iter().for_each(|except| self.class(except));
            }
            NameClass::Choice(members) => members.iter().for_each(|member| self.class(member)),
        }
    }

    fn pattern(&mut self, pattern: &Pattern) {
        let ids = |ids: &[PatternId]| ids.iter().map(|id| id.0).collect();
        let (kind, numbers): (usize, Vec<u32>) = match pattern {
            Pattern::NotAllowed | Pattern::Empty | Pattern::Text => unreachable!("these are the first three patterns, each once"),
            Pattern::Choice(members) => (0, ids(members)),
            Pattern::Interleave(members) => (1, ids(members)),
            Pattern::Group(first, rest) => (2, ids(&[*first, *rest])),
            Pattern::OneOrMore(inner) => (3, ids(&[*inner])),
            Pattern::List(inner) => (4, ids(&[*inner])),
            Pattern::Element(id) => (5, vec![id.0]),
            Pattern::Attribute(id) => (6, vec![id.0]),
            Pattern::Data(id) => (7, vec![id.0]),
        };
        self.number(kind);
        if kind < 2 {
            self.number(numbers.len());
        }
        numbers.into_iter().for_each(|number| self.id(number));
    }
}

struct Reader<'i> {
    bytes: &'i [u8],
    strings: Vec<Arc<str>>,
}

impl Reader<'_> {
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn id(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    fn text(&mut self) -> Option<Arc<str>> {
        let index = self.number()?;
        self.strings.get(index).cloned()
    }

    fn optional(&mut self) -> Option<Option<Arc<str>>> {
        if self.number()? == 0 { Some(None) } else { self.text().map(Some) }
    }

    fn many<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..self.number()?).map(|_| read(self)).collect()
    }

    fn grammar(&mut self) -> Option<Grammar> {
        let names = self.names()?;
        let mut types = HashMap::new();
        let count = self.number()?;
        let data: Vec<Data> = (0..count).map(|_| self.data(&mut types)).collect::<Option<_>>()?;
        let attributes = self.many(|reader| {
            let (name, value, value_definition) = (reader.class(&names)?, PatternId(reader.id()?), reader.optional()?);
            Some(Attribute { name, value, value_definition, place: Place::default() })
        })?;
        let elements = self.many(|reader| {
            let (name, content, definition) = (reader.class(&names)?, PatternId(reader.id()?), reader.optional()?);
            Some(Element { name, content, definition, place: Place::default() })
        })?;
        let patterns = self.patterns(elements.len(), attributes.len(), data.len())?;
        let start = PatternId(self.id()?);
        let has_ids = self.number()? == 1;
        let is_there = |id: &PatternId| (id.0 as usize) < patterns.count();
        let used = elements.iter().map(|element| element.content).chain(attributes.iter().map(|attribute| attribute.value));
        let used = used.chain(data.iter().map(|data| data.except)).chain([start]);
        used.collect::<Vec<_>>().iter().all(is_there).then_some(Grammar {
            names,
            patterns,
            elements,
            attributes,
            data,
            start,
            has_ids,
        })
    }

    fn names(&mut self) -> Option<Names> {
        let mut names = Names::default();
        for _ in 0..self.number()? {
            names.namespace(&self.text()?);
        }
        for _ in 0..self.number()? {
            let namespace = self.id()?;
            if namespace as usize >= names.namespace_count() {
                return None;
            }
            let namespace = names.namespace_name(NamespaceId(namespace)).to_owned();
            names.name(&namespace, &self.text()?);
        }
        Some(names)
    }

    /// `types` has each datatype that was compiled, by where it is written.
    fn data(&mut self, types: &mut HashMap<Vec<u8>, Arc<Datatype>>) -> Option<Data> {
        let before = self.bytes;
        let (library, name) = (self.text()?, self.text()?);
        let params = self.many(|reader| Some((reader.text()?, reader.text()?)))?;
        let written = before[..before.len() - self.bytes.len()].to_vec();
        let datatype = match types.get(&written) {
            Some(known) => Arc::clone(known),
            None => {
                let params: Vec<(&str, &str)> = params.iter().map(|(name, value)| (&**name, &**value)).collect();
                let datatype = Arc::new(Datatype::compile(&library, &name, &params).ok()?);
                types.insert(written, Arc::clone(&datatype));
                datatype
            }
        };
        let value = match self.optional()? {
            Some(text) => Some(((&*text).into(), datatype.read(&text, &NoPrefixes)?)),
            None => None,
        };
        Some(Data { datatype, value, except: PatternId(self.id()?) })
    }

    fn class(&mut self, names: &Names) -> Option<NameClass> {
        self.class_within(names, 0)
    }

    fn class_within(&mut self, names: &Names, depth: usize) -> Option<NameClass> {
        if depth > NESTING_LIMIT {
            return None;
        }
        let (kind, number) = (self.number()?, self.id()?);
        let except = |reader: &mut Self| match reader.number()? {
            0 => Some(None),
            _ => reader.class_within(names, depth + 1).map(Box::new).map(Some),
        };
        let is_below = |bound: usize| (number as usize) < bound;
        match kind {
            0 => is_below(names.count()).then_some(NameClass::Name(NameId(number))),
            1 => Some(NameClass::Any(except(self)?)),
            2 if is_below(names.namespace_count()) => Some(NameClass::Namespace(NamespaceId(number), except(self)?)),
            3 => (0..number).map(|_| self.class_within(names, depth + 1)).collect::<Option<_>>().map(NameClass::Choice),
            _ => None,
        }
    }

    fn patterns(&mut self, elements: usize, attributes: usize, data: usize) -> Option<Patterns> {
        let mut patterns = Patterns::default();
        debug_assert_eq!((NOT_ALLOWED.0, EMPTY.0, TEXT.0), (0, 1, 2));
        let count = self.number()?;
        while patterns.count() < count {
            let made = u32::try_from(patterns.count()).ok()?;
            let kind = self.number()?;
            let length = match kind {
                0 | 1 => self.number()?,
                2 => 2,
                _ => 1,
            };
            let mut one = || self.id();
            let below = |id: u32, bound: usize| ((id as usize) < bound).then_some(id);
            let pattern = match kind {
                5 => Pattern::Element(ElementId(below(one()?, elements)?)),
                6 => Pattern::Attribute(AttributeId(below(one()?, attributes)?)),
                7 => Pattern::Data(DataId(below(one()?, data)?)),
                _ => {
                    let ids = (0..length).map(|_| below(one()?, made as usize).map(PatternId)).collect::<Option<Box<[_]>>>()?;
                    match (kind, &*ids) {
                        (0, _) => Pattern::Choice(ids),
                        (1, _) => Pattern::Interleave(ids),
                        (2, [first, rest]) => Pattern::Group(*first, *rest),
                        (3, [inner]) => Pattern::OneOrMore(*inner),
                        (4, [inner]) => Pattern::List(*inner),
                        _ => return None,
                    }
                }
            };
            // A pattern that was made before would shift the numbers of all that follow.
            if patterns.intern(pattern).0 != made {
                return None;
            }
        }
        Some(patterns)
    }
}
