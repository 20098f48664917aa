//! The profiles that come with the program.

use std::sync::LazyLock;

use crate::{archive::Profile, source::Source};

/// Each profile's text under its name, in the order in which they are listed.
const TEXTS: [(&str, &str); 4] = [
    ("deposit", include_str!("data/deposit.toml")),
    ("dracor", include_str!("data/dracor.toml")),
    ("parlamint", include_str!("data/parlamint.toml")),
    ("tapas", include_str!("data/tapas.toml")),
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
    use crate::{archive::check, xml};

    /// A header that holds all that `deposit` asks for.
    const HEADER: &str = "<teiHeader><fileDesc><titleStmt><title>T</title><author>A</author></titleStmt><publicationStmt>\
        <publisher>P</publisher><date when='2026'/><idno>10.1/2</idno><availability><licence target='https://example.org/'/></availability>\
        </publicationStmt><sourceDesc><bibl>B</bibl></sourceDesc></fileDesc></teiHeader>";

    fn messages(name: &str, file: &str, text: &str) -> Vec<String> {
        let profile = built_in().iter().find(|profile| profile.name == name).expect("a profile");
        let source = Source::from_text(file, text);
        let tree = xml::parse(&source).expect("well-formed");
        check(&tree, profile).into_iter().map(|asked| asked.finding.message).collect()
    }

    #[test]
    fn deposit_accepts_what_has_all_and_misses_what_is_gone() {
        let whole = format!("<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'>{HEADER}<text/></TEI>");
        assert_eq!(messages("deposit", "a.xml", &whole), [""; 0]);
        for (part, what) in [
            ("<title>T</title>", "the title"),
            ("<author>A</author>", "who is responsible"),
            ("<publisher>P</publisher>", "who makes the file available"),
            ("<licence target='https://example.org/'/>", "the licence"),
            ("<bibl>B</bibl>", "where the text comes from"),
            (" xml:lang='en'", "the language"),
            ("<idno>10.1/2</idno>", "an identifier"),
            ("<date when='2026'/>", "the date of publication"),
        ] {
            let found = messages("deposit", "a.xml", &whole.replace(part, ""));
            assert!(matches!(found.as_slice(), [message] if message.contains(what)), "{what}: {found:?}");
        }
    }

    #[test]
    fn parlamint_names_files_by_country_and_day() {
        let component = "<TEI xmlns='http://www.tei-c.org/ns/1.0'/>";
        let is_named = |file: &str, text: &str| !messages("parlamint", file, text).iter().any(|it| it.contains("file name"));
        for good in
            ["ParlaMint-IS_2015-01-21-54.xml", "a/ParlaMint-ES-CT_2018-10-30-x-4.ana.xml", "ParlaMint-NL-en_2014-04-16.xml"]
        {
            assert!(is_named(good, component), "{good}");
        }
        for bad in
            ["ParlaMint-IS.xml", "parlamint-IS_2015-01-21.xml", "ParlaMint-IS_2015-1-21.xml", "ParlaMint-IS_2015-01-21_5.xml"]
        {
            assert!(!is_named(bad, component), "{bad}");
        }
        let root = component.replace("TEI", "teiCorpus");
        assert!(is_named("ParlaMint-ES-CT.xml", &root) && is_named("ParlaMint-NL-en.ana.xml", &root));
        assert!(!is_named("ParlaMint-IS_2015-01-21.xml", &root));
    }

    #[test]
    fn tapas_takes_no_corpora() {
        let found = messages("tapas", "a.xml", "<teiCorpus xmlns='http://www.tei-c.org/ns/1.0'/>");
        assert_eq!(found, ["the root element is `teiCorpus`, which TAPAS does not take"]);
    }

    #[test]
    fn dracor_knows_ids_and_sexes() {
        let play = |id: &str, person: &str| {
            format!(
                "<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:id='{id}'><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>\
                 <sourceDesc><bibl type='originalSource'>B</bibl><listEvent><event type='print' when='1900'><p>x</p></event></listEvent></sourceDesc></fileDesc>\
                 <profileDesc><particDesc><listPerson>{person}</listPerson></particDesc></profileDesc></teiHeader>\
                 <text><body><div><sp><p>x</p></sp></div></body></text></TEI>"
            )
        };
        let found = |id, person| messages("dracor", "a.xml", &play(id, person));
        assert_eq!(found("ger000379", "<person xml:id='a_1' sex='MALE'/>"), [""; 0]);
        assert_eq!(found("x", "").len(), 1);
        assert_eq!(found("ger000379", "<person/>"), ["`person` has no `@xml:id`, which would hold an identifier of the person"]);
        assert_eq!(
            found("ger000379", "<person xml:id='A'/>"),
            ["`@xml:id` is `A`, which is not an identifier as DraCor writes them"]
        );
        assert_eq!(found("ger000379", "<person xml:id='a' sex='m'/>"), ["`@sex` is `m`, which is not a sex that the API knows"]);
    }

    #[test]
    fn the_profiles_are_read_and_cite_their_archive() {
        let names: Vec<&str> = built_in().iter().map(|profile| profile.name.as_str()).collect();
        assert_eq!(names, TEXTS.map(|(name, _)| name));
        for profile in built_in() {
            assert!(!profile.documents.is_empty() && !profile.about.is_empty(), "{}", profile.name);
            assert!(!profile.requirements.is_empty(), "{}", profile.name);
            assert!(profile.documents.iter().all(|document| document.url.starts_with("http")), "{}", profile.name);
        }
    }
}
