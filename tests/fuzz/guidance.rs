//! What is said before a random file is read.

use teiwright::{tei::document::TurnElement, transcript::Guidance};

/// A few words and names of the pieces, said before the file is read.
pub fn guidance(turns: TurnElement) -> Guidance {
    let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Guidance {
        turns: Some(turns),
        square_directions: Some(turns == TurnElement::Utterance),
        speakers: named(&["Anna", "word"]),
        never: named(&["BERT"]),
        persons: vec![("Anna".to_owned(), "Dora Evans".to_owned()), ("Comrade Pak".to_owned(), String::new())],
        ..Guidance::default()
    }
}
