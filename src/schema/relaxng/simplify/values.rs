//! `data` and `value`: each datatype is compiled once, and each value read once (4.16).

use std::{rc::Rc, sync::Arc};

use rustc_hash::FxHashMap;

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        SchemaError,
        ast::{Data, Place, Value},
        datatypes::{self, Datatype, Prefixes},
    },
    xml::XML_NAMESPACE,
};

/// A datatype with its facets, and for `value` a value of it, as an index; equal ones are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) struct DatumId(pub u32);

/// What a [`DatumId`] stands for.
pub(in super::super) struct Datum {
    pub datatype: Arc<Datatype>,
    pub value: Option<(Box<str>, datatypes::Value)>,
}

/// A datatype by name: library, name, facets.
type Key = (Rc<str>, Rc<str>, Vec<(Rc<str>, Rc<str>)>);

/// All `data` and `value` of a schema.
#[derive(Default)]
pub(in super::super) struct Values {
    list: Vec<Datum>,
    /// Each datatype with the index of its `data`, if there is one.
    datatypes: FxHashMap<Key, DatumId>,
    /// The values of one datatype that are written alike; what they mean may hang on prefixes.
    values: FxHashMap<(DatumId, Rc<str>), Vec<DatumId>>,
    token: Option<DatumId>,
}

impl Values {
    pub fn get(&self, id: DatumId) -> &Datum {
        &self.list[id.0 as usize]
    }

    /// Adds a `data` without its exception.
    ///
    /// # Errors
    /// A datatype that does not exist, or that does not take its facets.
    pub(super) fn data(&mut self, data: &Data, place: Place) -> Result<DatumId, SchemaError> {
        let params = data.params.iter().map(|param| (Rc::clone(&param.name), Rc::clone(&param.value))).collect();
        let at = |param: Option<usize>| param.and_then(|param| data.params.get(param)).map_or(place, |param| param.place);
        self.datatype((Rc::clone(&data.datatype.library), Rc::clone(&data.datatype.name), params), &at)
    }

    fn datatype(&mut self, key: Key, place: &dyn Fn(Option<usize>) -> Place) -> Result<DatumId, SchemaError> {
        if let Some(&known) = self.datatypes.get(&key) {
            return Ok(known);
        }
        let params: Vec<(&str, &str)> = key.2.iter().map(|(name, value)| (&**name, &**value)).collect();
        let datatype = Datatype::compile(&key.0, &key.1, &params)
            .map_err(|error| SchemaError::new("4.16", place(error.param()), error.to_string(), error.help()))?;
        let id = self.add(Datum { datatype: Arc::new(datatype), value: None });
        self.datatypes.insert(key, id);
        Ok(id)
    }

    fn add(&mut self, datum: Datum) -> DatumId {
        self.list.push(datum);
        DatumId(super::nodes::number(self.list.len() - 1))
    }

    /// Adds a `value`; `inherited` is the namespace of whoever includes its file.
    ///
    /// # Errors
    /// A datatype that does not exist, or a text that is no value of it: it could never match.
    pub(super) fn value(&mut self, value: &Value, inherited: &str, place: Place) -> Result<DatumId, SchemaError> {
        let datatype = match (&value.datatype, self.token) {
            (Some(name), _) => self.datatype((Rc::clone(&name.library), Rc::clone(&name.name), Vec::new()), &|_| place)?,
            (None, Some(token)) => token,
            (None, None) => self.datatype(("".into(), "token".into(), Vec::new()), &|_| place)?,
        };
        if value.datatype.is_none() {
            self.token = Some(datatype);
        }
        let context = Context { value, inherited };
        let Some(read) = self.get(datatype).datatype.read(&value.text, &context) else {
            let name = value.datatype.as_ref().map_or("token", |datatype| &datatype.name);
            let message = format!("{} is no value of the datatype `{name}`", quote(&value.text));
            return Err(SchemaError::new("4.16", place, message, "correct it, or name another datatype"));
        };
        let key = (datatype, Rc::clone(&value.text));
        let alike = self.values.entry(key.clone()).or_default();
        let is_same = |known: &&DatumId| self.list[known.0 as usize].value.as_ref().is_some_and(|(_, known)| *known == read);
        if let Some(&known) = alike.iter().find(is_same) {
            return Ok(known);
        }
        let datatype = Arc::clone(&self.get(datatype).datatype);
        let id = self.add(Datum { datatype, value: Some(((&*value.text).into(), read)) });
        self.values.entry(key).or_default().push(id);
        Ok(id)
    }
}

/// The prefixes in force at a `value`.
struct Context<'a> {
    value: &'a Value,
    inherited: &'a str,
}

impl Prefixes for Context<'_> {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        match prefix {
            "" => Some(self.value.namespace.as_deref().unwrap_or(self.inherited)),
            "xml" => Some(XML_NAMESPACE),
            _ => self.value.context.iter().find(|(known, _)| **known == *prefix).map(|(_, namespace)| &**namespace),
        }
    }
}
