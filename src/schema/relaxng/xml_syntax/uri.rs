//! Which URIs name a datatype library (specification, 4.3; RFC 2396).

/// Why a value of `datatypeLibrary` names no library, to follow its name; nothing where it does or is empty.
///
/// Characters that a URI cannot have are escaped before it is judged (4.3), so that none of them is a fault.
pub(super) fn library_fault(value: &str) -> Option<&'static str> {
    if value.is_empty() {
        return None;
    }
    let scheme = value.find(':').filter(|&colon| is_scheme(&value[..colon]));
    match scheme {
        _ if value.contains('#') => Some("has a fragment"),
        None => Some("is not an absolute URI"),
        Some(colon) if colon + 1 == value.len() => Some("is a URI with nothing after its scheme"),
        Some(_) if !has_whole_escapes(value) => Some("has a `%` without two hexadecimal digits"),
        Some(_) => None,
    }
}

/// RFC 2396, 3.1
fn is_scheme(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// RFC 2396, 2.4.1
fn has_whole_escapes(text: &str) -> bool {
    let mut after = text.split('%');
    after.next();
    after.all(|rest| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()))
}
