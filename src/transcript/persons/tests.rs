//! Who is joined to whom.

use super::{
    present::{name_and_office, names_in},
    *,
};

fn ids(labels: &[&str]) -> Vec<String> {
    let mut persons = Persons::default();
    let found: Vec<usize> = labels.iter().map(|label| persons.speaker(label, Span::default()).0).collect();
    found.into_iter().map(|person| persons.list[person].id.clone()).collect()
}

#[test]
fn forms_of_one_name_are_joined_unless_they_fit_several() {
    assert_eq!(ids(&["Comrade Enver Hoxha", "Hoxha", "E. Hoxha"]), ["enver-hoxha"; 3]);
    assert_eq!(ids(&["Mr. Ann Cole", "Mr. Bob Cole", "Cole"]), ["ann-cole", "bob-cole", "cole"]);
    assert_eq!(ids(&["The President", "President Carter", "Mr. Carter"]), ["president", "carter", "carter"]);
    assert_eq!(ids(&["Foreign Minister Ann Gromek", "For. Min. Gromek"]), ["ann-gromek"; 2]);
    assert_eq!(ids(&["Male 1", "Male 2"]), ["male-1", "male-2"]);
    assert_eq!(ids(&["Ștefan Țepeș", "J\u{1ee5b}n"]), ["ştefan-ţepeş", "jn"]);
    assert_eq!(ids(&["Бухарин", "сп1", "SP1", "1984"]), ["бухарин", "сп1", "person-sp1", "person-1984"]);
    assert_eq!(ids(&["The Prime Minister (Boris Johnson)", "The Prime Minister"]), ["prime-minister"; 2]);
}

#[test]
fn a_number_is_no_initial_and_keeps_labels_apart() {
    assert_eq!(ids(&["Male 1", "Male 10", "Male"]), ["male-1", "male-10", "male"]);
    assert_eq!(ids(&["Witness (1)", "Witness (2)", "Witness 1"]), ["witness-1", "witness-2", "witness-1"]);
    assert_eq!(ids(&["Soldier I", "Soldier II", "Soldier"]), ["soldier-i", "soldier-ii", "soldier"]);
    assert_eq!(ids(&["First Soldier", "Soldier", "Second Soldier"]), ["first-soldier", "soldier", "second-soldier"]);
    assert_eq!(ids(&["Third Soldier", "Third", "Fourth"]), ["third-soldier", "third-soldier", "fourth"]);
    assert_eq!(ids(&["A. Cole 2", "Anna Cole 2", "1. Cole"]), ["a-cole-2", "a-cole-2", "person-1-cole"]);
}

#[test]
fn an_office_is_joined_by_the_very_same_words_or_by_its_holder() {
    assert_eq!(
        ids(&["The President", "The Vice President", "Vice President"]),
        ["president", "vice-president", "vice-president"]
    );
    assert_eq!(ids(&["Deputy Minister", "The Minister", "Minister Cole"]), ["deputy-minister", "minister", "cole"]);
    assert_eq!(ids(&["The Interpreter", "Interpreter Cole"]), ["interpreter", "interpreter-cole"]);
    let labels = ["The Prime Minister (Ann Cole)", "Ann Cole", "Mrs. Cole"];
    assert_eq!(ids(&labels), ["prime-minister"; 3]);
    let labels = ["Ann Cole", "The Chairman (Ann Cole)", "The Chairman (Bob Dole)", "Dole", "The Chairman"];
    assert_eq!(ids(&labels), ["ann-cole", "ann-cole", "chairman", "chairman", "chairman-2"]);
}

#[test]
fn titles_keep_persons_of_one_name_apart() {
    assert_eq!(ids(&["Mr. Cole", "Mrs. Ann Cole", "Mrs. Cole", "Cole"]), ["cole", "ann-cole", "ann-cole", "cole-2"]);
    assert_eq!(ids(&["Herr Cole", "Fräulein Cole", "Frau Cole"]), ["cole", "cole-2", "cole-3"]);
    assert_eq!(ids(&["Cole Jr.", "Cole Sr.", "Dr. Cole Jr."]), ["cole-jr", "cole", "cole-jr"]);
    assert_eq!(ids(&["Anna and Bert", "Anna", "Bert", "Anna and Bert"]), ["anna-and-bert", "anna", "bert", "anna-and-bert"]);
    assert_eq!(ids(&["Mr. Cole", "Messrs. Cole", "Messrs. Cole"]), ["cole", "messrs-cole", "messrs-cole"]);
    let mut persons = Persons::default();
    for label in ["Mr. Cole", "Mrs. Cole", "Cole"] {
        persons.speaker(label, Span::default());
    }
    assert_eq!(persons.diagnostics.iter().map(|finding| &*finding.code).collect::<Vec<_>>(), ["TR005"]);
}

#[test]
fn a_word_that_thousands_share_costs_no_more_than_one_that_few_share() {
    let word = |number: usize| {
        let letters = [1, 26, 676, 17576].map(|place| char::from(b'a' + u8::try_from(number / place % 26).expect("below 26")));
        letters.iter().collect::<String>()
    };
    let mut persons = Persons::default();
    for number in 0..20_000 {
        persons.speaker(&format!("Anna Cole{}", word(number)), Span::default());
    }
    assert_eq!(persons.list.len(), 20_000);
    let count = |label: &str| persons.candidates(&Appellation::of(label)).0.len();
    assert!(count(&format!("Anna Cole{}", word(777))) <= 2);
    assert!(count("Anna Dole") <= 2);
    assert!(count("Anna") <= 2 * SHARED_LIMIT);
    assert!(matches!(persons.find(&Appellation::of("Anna")), Found::Several));
    assert!(matches!(persons.find(&Appellation::of(&format!("A. Cole{}", word(19_999)))), Found::One(19_999)));
    // As many persons as this with one identifier must not be counted through each time.
    for number in 0..20_000 {
        persons.speaker(&format!("{} Dole{}", "b".repeat(64), word(number)), Span::default());
    }
    assert_eq!(persons.list[39_999].id, format!("{}-20000", "b".repeat(60)));
}

#[test]
fn who_is_present_and_speaks_is_a_speaker_and_sure_by_the_whole_name() {
    let mut persons = Persons::default();
    persons.named("Ann Cole", Span::default(), Standing::Present);
    persons.named("Bert Dole", Span::default(), Standing::Present);
    assert_eq!(persons.speaker("Comrade Ann Cole", Span::default()), (0, None));
    assert_eq!(persons.speaker("Mr. Dole", Span::default()), (1, Some(Certainty::Medium)));
    assert!(persons.list.iter().all(|person| person.standing == Standing::Speaker));
}

#[test]
fn those_present_are_found_in_a_sentence() {
    let words = "At the meeting participated comrades Ann Cole, [Member of the Bureau of the Party] Bob Dole, and the Director of \
                 the Foreign Affairs Directorate of the CC, Carl Ebb for our side and the comrades of the delegation of the Korea \
                 Workers' Party led by comrade Dan Fry [Tan Fly].";
    let found: Vec<_> = names_in(words).into_iter().map(|(_, name, office)| (name, office)).collect();
    assert_eq!(
        found,
        [
            ("Ann Cole", None),
            ("Bob Dole", None),
            ("Carl Ebb", Some("Director of the Foreign Affairs Directorate of the CC")),
            ("Dan Fry", None)
        ]
    );
    assert_eq!(name_and_office("Mr. Walter Cutler, Director, AF/C"), (Some("Mr. Walter Cutler"), Some("Director, AF/C")));
    assert_eq!(name_and_office("The Secretary").0, None);
}

#[test]
fn a_title_announces_a_name() {
    let text = "I told comrade Kim Il Sung, and Mr. Ivanov too. The Chinese comrades. On the whole, President Lee agreed.";
    let found: Vec<_> = titled_names(text).map(|(_, name, title)| (name, title)).collect();
    assert_eq!(found, [("Kim Il Sung", None), ("Ivanov", Some("Mr.")), ("Lee", None)]);
}
