//! URI templates (RFC 6570) that lead to files.

/// A value as templates expand it: all but unreserved characters as `%` and the bytes of UTF-8 (RFC 6570, 3.2.1).
pub(super) fn expanded(value: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out += &format!("%{byte:02X}");
        }
    }
    out
}

/// The template of the collection, of all or of one text.
pub(super) fn collection(base: &str, id: Option<&str>) -> String {
    match id {
        Some(id) => format!("{base}collection/{}{{/nav}}.json", expanded(id)),
        None => format!("{base}collection{{/id,nav}}.json"),
    }
}

/// The template of navigation.
pub(super) fn navigation(base: &str, id: Option<&str>) -> String {
    match id {
        Some(id) => format!("{base}navigation/{}{{;down}}{{/ref}}.json", expanded(id)),
        None => format!("{base}navigation{{/resource}}{{;down}}{{/ref}}.json"),
    }
}

/// The template of documents.
pub(super) fn document(base: &str, id: Option<&str>) -> String {
    match id {
        Some(id) => format!("{base}document/{}{{/ref}}.xml", expanded(id)),
        None => format!("{base}document{{/resource,ref}}.xml"),
    }
}
