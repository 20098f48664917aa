//! What the specification asks of references to other schemas and of names of datatype libraries (RELAX NG, 3 and 4.5).

/// Why a text is no reference to another schema, or nothing where it is one.
pub(super) fn reference_fault(text: &str) -> Option<&'static str> {
    if text.contains('#') {
        return Some("a reference to a schema has a fragment");
    }
    shape_fault(text)
}

/// Why a text names no datatype library, or nothing where it does; the empty text names the built-in one.
pub(super) fn library_fault(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return None;
    }
    if text.contains('#') {
        return Some("the name of a datatype library has a fragment");
    }
    match scheme(text) {
        Some((_, "")) | None => Some("the name of a datatype library is no absolute URI"),
        Some(_) => shape_fault(text),
    }
}

/// Where a text cannot be a URI reference, even after the characters that URIs do not have are escaped (XLink 1.0, 5.4).
fn shape_fault(text: &str) -> Option<&'static str> {
    let is_escape = |after: &str| after.len() >= 2 && after.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit);
    if text.split('%').skip(1).any(|after| !is_escape(after)) {
        return Some("a percent sign in a URI stands before no two hexadecimal digits");
    }
    let first_segment = text.split(['/', '?', '#']).next().unwrap_or_default();
    match scheme(text) {
        None if first_segment.contains(':') => Some("a colon in the first part of a URI follows no scheme"),
        Some((_, "")) => Some("a URI ends after its scheme"),
        _ => None,
    }
}

/// The scheme of a URI, and what follows its colon (RFC 2396, 3.1).
fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '+' | '-' | '.'));
    is_scheme.then_some((scheme, rest))
}

/// A reference, put after the folder of its base where it does not stand alone.
pub(super) fn join(base: &str, href: &str) -> String {
    let stands_alone = href.starts_with('/') || scheme(href).is_some();
    match base.rfind('/') {
        Some(slash) if !stands_alone => format!("{}{href}", &base[..=slash]),
        _ => href.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_have_no_fragment_and_a_scheme_before_a_colon() {
        for good in ["", "a.rnc", "../a b.rnc", "http://a.org/b.rnc?c:d", "./a:b.rnc", "a%20b", "é.rnc"] {
            assert_eq!(reference_fault(good), None, "{good}");
        }
        for bad in ["a.rnc#b", "a%2", "a%zz", ":a", "1a:b", "a:"] {
            assert!(reference_fault(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn libraries_are_absolute_or_built_in() {
        for good in ["", "urn:a", "http://www.w3.org/2001/XMLSchema-datatypes"] {
            assert_eq!(library_fault(good), None, "{good}");
        }
        for bad in ["a", "a/b", "a:", "http://a.org/#b", "http://a.org/%"] {
            assert!(library_fault(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn a_relative_reference_stands_in_the_folder_of_its_base() {
        assert_eq!(join("parts/", "a.rnc"), "parts/a.rnc");
        assert_eq!(join("http://a.org/b/c", "d.rnc"), "http://a.org/b/d.rnc");
        assert_eq!(join("parts/", "http://a.org/"), "http://a.org/");
        assert_eq!(join("base", "a.rnc"), "a.rnc");
    }
}
