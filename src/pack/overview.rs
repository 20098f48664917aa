//! What is stated about a package as a whole.

use crate::{
    pack::Record,
    tei::{Agent, AgentKind, Metadata, Role},
};

/// What the caller states about the package; each goes before what the headers state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The title.
    pub title: Option<String>,
    /// A description.
    pub description: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The address of the licence.
    pub licence: Option<String>,
    /// The day of the package: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Option<String>,
}

/// What is stated about a package: by the caller, or else by its only text, or else by all its texts alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The title; that of one file is its name where nothing states one.
    pub title: String,
    /// The description, or else the one abstract, or else what is in the package.
    pub description: String,
    /// Authors, or else editors, or else those who are named for something else; programs and funders never.
    pub creators: Vec<Agent>,
    /// The others, each once.
    pub contributors: Vec<Agent>,
    /// Those who paid, each once.
    pub funders: Vec<Agent>,
    /// The publisher, if it is one.
    pub publisher: Option<String>,
    /// The caller's date, or else the latest date of publication.
    pub date: Option<String>,
    /// The licences: address if there is one, and words.
    pub licences: Vec<(Option<String>, String)>,
    /// The languages: tag and name.
    pub languages: Vec<(String, String)>,
    /// The identifiers of a package of one text: type and value.
    pub identifiers: Vec<(String, String)>,
    /// Keywords, each once.
    pub keywords: Vec<String>,
    /// How many texts there are.
    pub texts: usize,
}

impl Overview {
    pub(super) fn of(records: &[Record], details: &Details) -> Overview {
        let all = || records.iter().map(|record| &record.metadata);
        let single = if records.len() == 1 { records.first() } else { None };
        let title = details.title.clone().or_else(|| single.map(title_of)).unwrap_or_else(|| counted(records));
        let summary = single.and_then(|record| record.metadata.summary.as_ref()).map(|summary| summary.text.clone());
        let description = details.description.clone().or(summary).unwrap_or_else(|| described(records, &title));
        let (creators, contributors) = creators(all());
        let publishers = unique(all().filter_map(|it| it.publisher.as_ref()).map(|it| it.text.clone()));
        let publisher = details.publisher.clone().or(publishers.into_iter().next().filter(|_| is_alike(all())));
        let latest = || all().filter_map(|it| it.published.as_ref()?.when.clone()).max();
        let licences = match &details.licence {
            Some(address) => vec![(Some(address.clone()), address.clone())],
            None => unique(all().flat_map(|it| &it.licences).map(|it| (it.target.clone(), it.text.clone()))),
        };
        let languages = all().flat_map(|it| {
            let listed = it.languages.iter().map(|language| (language.tag.clone(), language.text.clone()));
            let main = it.language.iter().map(|tag| (tag.clone(), String::new()));
            listed.chain(main.filter(|(tag, _)| !it.languages.iter().any(|language| language.tag == *tag)))
        });
        let identifiers = single.iter().flat_map(|record| &record.metadata.identifiers);
        Overview {
            title,
            description,
            creators,
            contributors,
            funders: agents(all().flat_map(|it| it.agents(Role::Funder))),
            publisher,
            date: details.date.clone().or_else(latest),
            licences,
            languages: unique(languages.filter(|(tag, _)| !tag.is_empty())),
            identifiers: identifiers.map(|it| (it.kind.clone(), it.value.clone())).collect(),
            keywords: unique(all().flat_map(|it| &it.keywords).map(|it| it.text.clone())),
            texts: records.len(),
        }
    }

    /// The year of [`Overview::date`].
    pub(super) fn year(&self) -> Option<&str> {
        let year = self.date.as_deref()?.get(..4)?;
        year.bytes().all(|byte| byte.is_ascii_digit()).then_some(year)
    }
}

/// Whether all headers that name a publisher name the same one.
fn is_alike<'m>(all: impl Iterator<Item = &'m Metadata>) -> bool {
    unique(all.filter_map(|it| it.publisher.as_ref()).map(|it| it.text.clone())).len() < 2
}

/// What a text is called: its title, or the name of its file.
pub(super) fn title_of(record: &Record) -> String {
    record.metadata.title.as_ref().map_or_else(|| record.path.clone(), |title| title.text.clone())
}

fn counted(records: &[Record]) -> String {
    format!("{} texts in TEI", records.len())
}

fn described(records: &[Record], title: &str) -> String {
    match records {
        [one] => format!("{title}: TEI XML, {} speeches, {} words spoken.", one.entry.speeches, one.entry.words),
        _ => {
            let (speeches, words) =
                records.iter().fold((0, 0), |(speeches, words), it| (speeches + it.entry.speeches, words + it.entry.words));
            format!("{}: {speeches} speeches, {words} words spoken.", counted(records))
        }
    }
}

fn creators<'m>(all: impl Iterator<Item = &'m Metadata>) -> (Vec<Agent>, Vec<Agent>) {
    let named = all.flat_map(|it| &it.agents).filter(|agent| agent.kind != AgentKind::Program && agent.role != Role::Funder);
    let named: Vec<&Agent> = named.collect();
    let first = [Role::Author, Role::Editor, Role::Contributor];
    let Some(role) = first.into_iter().find(|role| named.iter().any(|agent| agent.role == *role)) else {
        return (Vec::new(), Vec::new());
    };
    let (creators, others): (Vec<&Agent>, Vec<&Agent>) = named.into_iter().partition(|agent| agent.role == role);
    (agents(creators.into_iter()), agents(others.into_iter()))
}

/// Each agent once: by name and by what was done.
fn agents<'a>(all: impl Iterator<Item = &'a Agent>) -> Vec<Agent> {
    let mut kept: Vec<Agent> = Vec::new();
    for agent in all {
        match kept.iter_mut().find(|it| it.name == agent.name && it.responsibility == agent.responsibility) {
            Some(known) => known
                .addresses
                .extend(agent.addresses.iter().filter(|it| !known.addresses.contains(it)).cloned().collect::<Vec<_>>()),
            None => kept.push(agent.clone()),
        }
    }
    kept
}

fn unique<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut kept = Vec::new();
    for it in all {
        if !kept.contains(&it) {
            kept.push(it);
        }
    }
    kept
}
