//! Writes the lists of persons, places and organizations.

use crate::tei::{
    document::{Item, Person, PersonList},
    steps::{Steps, some},
};

/// Writes `listPerson`.
pub(super) fn person_list<E>(list: &PersonList, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("listPerson", vec![("type", list.kind.into())], |steps| {
        list.persons.iter().try_for_each(|someone| person(someone, steps))
    })
}

/// Guidelines, NDPERSE.
fn person<E>(person: &Person, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    let name = if person.is_group { "personGrp" } else { "person" };
    let mut attributes = vec![("xml:id", person.id.as_str().into())];
    attributes.extend(some("role", person.role.as_deref()));
    steps.element(name, attributes, |steps| {
        if person.is_unknown {
            return steps.made_element("p", vec![], "A voice that the record does not name.");
        }
        for (kind, form) in &person.names {
            steps.made_element("persName", some("type", *kind).into_iter().collect(), form)?;
        }
        for (occupation, resp) in &person.occupations {
            steps.made_element("occupation", some("resp", *resp).into_iter().collect(), occupation)?;
        }
        person.affiliations.iter().try_for_each(|body| steps.made_element("affiliation", vec![], body))?;
        identifiers(&person.identifiers, steps)
    })
}

fn identifiers<E>(identifiers: &[(Option<String>, String)], steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    identifiers
        .iter()
        .try_for_each(|(kind, value)| steps.made_element("idno", some("type", kind.as_deref()).into_iter().collect(), value))
}

/// The elements of a list: of the list, of an item, and of its names.
pub(super) type ListElements = (&'static str, &'static str, &'static str);

/// Guidelines, NDPLAC.
pub(super) const PLACES: ListElements = ("listPlace", "place", "placeName");

/// Guidelines, NDORG.
pub(super) const ORGANIZATIONS: ListElements = ("listOrg", "org", "orgName");

/// Writes `listPlace` or `listOrg`, if it has items.
pub(super) fn item_list<E>((list, element, name): &ListElements, items: &[Item], steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    if items.is_empty() {
        return Ok(());
    }
    steps.element(list, vec![], |steps| {
        items.iter().try_for_each(|item| {
            steps.element(element, vec![("xml:id", item.id.as_str().into())], |steps| {
                item.names.iter().try_for_each(|form| steps.made_element(name, vec![], form))?;
                identifiers(&item.identifiers, steps)
            })
        })
    })
}
