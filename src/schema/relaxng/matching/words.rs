//! What the datatypes of TEI want, in words: by the names of their definitions in the schemas that are made from an ODD.

/// Definitions (without a prefix such as `tei_`) and words that read after "it takes".
const WORDS: &[(&str, &str)] = &[
    ("teidata.certainty", "`high`, `medium`, `low` or `unknown`"),
    ("teidata.count", "a whole number from 0 on such as `3`"),
    ("teidata.duration.iso", "a duration such as `P1Y6M` or `PT45M`"),
    ("teidata.duration.w3c", "a duration such as `P1Y6M` or `PT45M`"),
    ("teidata.enumerated", "one word (no spaces) such as `act`"),
    ("teidata.gender", "one word (no spaces) such as `F`"),
    ("teidata.interval", "a number such as `2.5`, or `regular` or `irregular`"),
    ("teidata.language", "a language tag such as `en` or `de-AT`, or nothing"),
    ("teidata.name", "a name without spaces such as `sp`"),
    ("teidata.nullOrName", "a name without spaces such as `sp`, or nothing"),
    ("teidata.numeric", "a number such as `12`, `-2.5` or `1/3`"),
    ("teidata.outputMeasurement", "a number with a unit such as `12px` or `50%`"),
    ("teidata.pattern", "a regular expression"),
    ("teidata.point", "two numbers with a comma between such as `12,34`"),
    ("teidata.pointer", "one pointer such as `#hamlet`, without spaces"),
    ("teidata.prefix", "a prefix such as `psn`"),
    ("teidata.probability", "a number from `0` to `1` such as `0.8`"),
    ("teidata.probCert", "a number from `0` to `1`, or `high`, `medium`, `low` or `unknown`"),
    ("teidata.replacement", "text with `$1` for what a pattern has found"),
    ("teidata.sex", "one word (no spaces) such as `F`"),
    ("teidata.temporal.iso", "a date such as `1820-05-01`, a time such as `19:30`, or a duration such as `P3D`"),
    ("teidata.temporal.w3c", "a date such as `1820-05-01`, `1820-05` or `1820`, or a time such as `19:30:00`"),
    ("teidata.temporal.working", "a date such as `1820-05-01`, perhaps cut short such as `1820-05`"),
    ("teidata.truthValue", "`true` or `false`"),
    ("teidata.unboundedCount", "a whole number from 0 on such as `3`, or `unbounded`"),
    ("teidata.versionNumber", "a version such as `2.1.0`"),
    ("teidata.word", "one word (no spaces)"),
    ("teidata.xTruthValue", "`true`, `false`, `unknown` or `inapplicable`"),
];

/// What a definition wants; nothing if it is not one of TEI.
pub(super) fn of_definition(name: &str) -> Option<&'static str> {
    let name = &name[name.find("teidata.")?..];
    WORDS.iter().find(|(known, _)| *known == name).map(|(_, words)| *words)
}

/// Words for many kinds of values at once, where a schema spells a definition of TEI out; nothing for any other.
pub(super) fn of_kinds(kinds: &[String]) -> Option<&'static str> {
    let has = |start: &str| kinds.iter().any(|kind| kind.starts_with(start));
    let is_temporal = kinds.len() > 4 && has("a date such as") && has("a year") && has("a time");
    if is_temporal { of_definition("teidata.temporal.w3c") } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_found_with_and_without_a_prefix() {
        assert_eq!(of_definition("tei_teidata.truthValue"), Some("`true` or `false`"));
        assert_eq!(of_definition("teidata.word"), Some("one word (no spaces)"));
        assert_eq!(of_definition("model.pLike"), None);
    }

    #[test]
    fn the_table_is_sorted_by_name_but_for_capitals() {
        assert!(WORDS.is_sorted_by_key(|(name, _)| name.to_lowercase()));
    }
}
