//! Languages as HTML has them: `lang`, and `dir` for the scripts that run from right to left.

/// Languages that are written from right to left unless a script subtag says otherwise.
const RIGHT_TO_LEFT: &[&str] =
    &["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "ota", "ps", "sd", "syr", "ug", "ur", "yi"];

/// Scripts that run from right to left (ISO 15924).
const RIGHT_TO_LEFT_SCRIPTS: &[&str] =
    &["adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "syre", "syrj", "syrn", "thaa"];

/// Whether text in a language (BCP 47) runs from right to left.
pub(super) fn is_right_to_left(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
        None => RIGHT_TO_LEFT.contains(&language),
    }
}

/// The attributes `lang` and `dir` for a language; nothing for one that is no tag.
pub(super) fn attributes(tag: Option<&str>) -> Vec<(&'static str, String)> {
    let Some(tag) = tag.filter(|tag| crate::tei::check_language(tag).is_ok()) else { return Vec::new() };
    let direction = if is_right_to_left(tag) { "rtl" } else { "ltr" };
    vec![("lang", tag.to_owned()), ("dir", direction.to_owned())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_decides_before_the_language() {
        assert!(["he", "fa-IR", "AR", "uz-Arab", "yi"].into_iter().all(is_right_to_left));
        assert!(!["en", "he-Latn", "az", "ku", "art"].into_iter().any(is_right_to_left));
        assert_eq!(attributes(Some("not a tag")), []);
    }
}
