//! Which definitions are reachable, and in which order each comes after those that it refers to (4.19).

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        SchemaError,
        simplify::nodes::{DefinitionId, Nodes, Reference},
    },
};

/// The reachable definitions: those that one refers to outside of elements stand before it.
pub(in super::super) struct Order {
    pub definitions: Vec<DefinitionId>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Orders the definitions.
///
/// # Errors
/// A reference that leads back to its own definition without an element between.
pub(in super::super) fn order(nodes: &Nodes) -> Result<Order, SchemaError> {
    let mut states = vec![State::New; nodes.definitions.len()];
    let mut definitions = Vec::new();
    let mut roots = vec![DefinitionId(0)];
    let mut open: Vec<(DefinitionId, usize)> = Vec::new();
    while let Some(root) = roots.pop() {
        if states[root.0 as usize] != State::New {
            continue;
        }
        states[root.0 as usize] = State::Open;
        open.push((root, 0));
        while let Some((definition, next)) = open.last_mut() {
            let definition = *definition;
            let Some(reference) = nodes.definition(definition).references.get(*next) else {
                states[definition.0 as usize] = State::Done;
                definitions.push(definition);
                open.pop();
                continue;
            };
            *next += 1;
            let target = reference.target;
            match states[target.0 as usize] {
                State::Done => {}
                _ if reference.is_in_element => roots.push(target),
                State::New => {
                    states[target.0 as usize] = State::Open;
                    open.push((target, 0));
                }
                State::Open => return Err(endless(nodes, reference)),
            }
        }
    }
    Ok(Order { definitions })
}

fn endless(nodes: &Nodes, reference: &Reference) -> SchemaError {
    let name = nodes.definition(reference.target).name.as_deref().map_or("`start`".to_owned(), quote);
    let message = format!("{name} refers to itself without an element between");
    SchemaError::new("4.19", reference.place, message, "for repetition use `zeroOrMore` or `oneOrMore`")
}
