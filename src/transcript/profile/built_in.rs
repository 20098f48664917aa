//! The profiles that come with the program.

use std::sync::LazyLock;

use crate::{source::Source, transcript::profile::Profile};

/// Each profile's text under its name, in the order in which they are listed.
const TEXTS: [(&str, &str); 8] = [
    ("auto", include_str!("data/auto.toml")),
    ("court", include_str!("data/court.toml")),
    ("interview", include_str!("data/interview.toml")),
    ("memorandum", include_str!("data/memorandum.toml")),
    ("parliament", include_str!("data/parliament.toml")),
    ("play", include_str!("data/play.toml")),
    ("spoken", include_str!("data/spoken.toml")),
    ("subtitles", include_str!("data/subtitles.toml")),
];

static PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    let read = |(name, text): (&str, &str)| Profile::parse(&Source::from_text(name, text));
    TEXTS.into_iter().map(read).collect::<Result<_, _>>().expect("the profiles are part of the program, and a test reads them")
});

/// The profiles that come with the program, sorted by name.
pub fn built_in() -> &'static [Profile] {
    &PROFILES
}

/// The text of a profile that comes with the program, to be copied and changed.
pub fn text_of(name: &str) -> Option<&'static str> {
    TEXTS.into_iter().find(|(known, _)| *known == name).map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_is_read_and_extends_one_that_is_there() {
        let names: Vec<&str> = TEXTS.iter().map(|(name, _)| *name).collect();
        assert!(names.is_sorted());
        for (profile, name) in built_in().iter().zip(&names) {
            assert_eq!(profile.name, *name);
            assert!(!profile.about.is_empty());
            assert!(profile.extends.as_ref().is_none_or(|base| names.contains(&base.value.as_str())));
        }
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        let check = |text: &str, at: &str, words: &str| {
            let source = Source::from_text("a.toml", text);
            let error = Profile::parse(&source).expect_err(text);
            assert!(error.message.contains(words), "{error:?}");
            assert_eq!(Some(error.span.start), text.find(at), "{error:?}");
        };
        check("turn = 'u'", "turn", "did you mean `turns`?");
        check("turns = 'ut'", "'ut'", "did you mean `u`?");
        check("kind = 'plays'", "'plays'", "did you mean `play`?");
        check("[labels]\nforms = ['colon', 'fullstop']", "'fullstop'", "did you mean `full-stop`?");
        check("[brackets]\nsquare = 'text'", "'text'", "`text` is not known here");
        check("language = 'Deutsch und mehr'", "'Deutsch", "");
        check("[labels]\nnever = [' ']", "' '", "without letters");
        check("[persons]\n'The Chair' = 5", "5", "is a number");
    }

    #[test]
    fn a_profile_adds_to_the_one_that_it_extends() {
        let parse = |text: &str| Profile::parse(&Source::from_text("a.toml", text)).expect("it is right").guidance;
        let base =
            parse("turns = 'u'\nkind = 'play'\n[labels]\nforms = ['colon']\nnever = ['Note']\n[persons]\nA = 'Ann'\nB = 'Bert'");
        let own = parse("kind = 'record'\n[labels]\nnever = ['Key']\n[persons]\nA = 'Anna'");
        let both = own.over(&base);
        assert_eq!((both.turns, both.genre), (base.turns, Some(crate::transcript::Genre::Record)));
        assert_eq!(both.never, ["Key", "Note"]);
        assert_eq!(both.label_forms.len(), 1);
        assert_eq!(both.persons, [("A".to_owned(), "Anna".to_owned()), ("B".to_owned(), "Bert".to_owned())]);
    }
}
