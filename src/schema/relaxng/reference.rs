//! References between files: what a reference means where a base is in force (RFC 2396, 5.2).

/// Resolves a reference against a base: both may be URIs or paths with `/`.
///
/// What comes before the last `/` of the base is kept, and `.` and `..` are resolved as far as they can be.
///
/// ```
/// use teiwright::schema::relaxng::join;
///
/// assert_eq!(join("schema/main.rng", "parts/core.rng"), "schema/parts/core.rng");
/// assert_eq!(join("http://example.org/a/b.rng", "../c.rng"), "http://example.org/c.rng");
/// assert_eq!(join("a/b.rng", "http://example.org/c.rng"), "http://example.org/c.rng");
/// ```
pub fn join(base: &str, reference: &str) -> String {
    if scheme_length(reference).is_some() {
        return reference.to_owned();
    }
    let base = base.split(['?', '#']).next().unwrap_or_default();
    let (root, path) = base.split_at(root_length(base));
    if reference.is_empty() {
        return base.to_owned();
    }
    if reference.starts_with("//") {
        let scheme = scheme_length(base).unwrap_or(0);
        return format!("{}{reference}", &base[..scheme]);
    }
    if reference.starts_with('/') {
        return format!("{root}{}", without_dots(reference));
    }
    let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
    // A host without a path has the path `/`.
    let folder = if folder.is_empty() && root.ends_with(|end| end != ':' && end != '/') { "/" } else { folder };
    format!("{root}{}", without_dots(&format!("{folder}{reference}")))
}

/// The length of `scheme:`; a single letter is the drive of a path.
pub(super) fn scheme_length(text: &str) -> Option<usize> {
    let length = text.find(':')?;
    let scheme = &text.as_bytes()[..length];
    let is_scheme = length > 1
        && scheme[0].is_ascii_alphabetic()
        && scheme.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then_some(length + 1)
}

/// The length of `scheme://host`, which a reference to a path keeps.
fn root_length(base: &str) -> usize {
    let scheme = scheme_length(base).unwrap_or(0);
    match base[scheme..].strip_prefix("//") {
        Some(rest) => scheme + 2 + rest.find('/').unwrap_or(rest.len()),
        None => scheme,
    }
}

/// A path without its `.` and, as far as something stands before them, `..` segments.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." => {}
            ".." if kept.last().is_some_and(|last| !matches!(*last, "" | "..")) => {
                kept.pop();
            }
            // Nothing stands above the root.
            ".." if kept.last() == Some(&"") => {}
            other => {
                kept.push(other);
                continue;
            }
        }
        if is_last {
            kept.push("");
        }
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_as_the_rfc_says() {
        for (base, reference, expected) in [
            ("", "x", "x"),
            ("a", "x", "x"),
            ("a/", "x", "a/x"),
            ("a/b", "./x", "a/x"),
            ("a/b", "../../x", "../x"),
            ("/a/b", "../../x", "/x"),
            ("a/b", "c/..", "a/"),
            ("a/b", "/x/y", "/x/y"),
            ("C:/a/b", "x", "C:/a/x"),
            ("http://h/a/b", "/x", "http://h/x"),
            ("http://h", "x", "http://h/x"),
            ("http://h/a?q/r", "x", "http://h/x"),
            ("http://h/a", "//g/x", "http://g/x"),
            ("file:///a/b", "x", "file:///a/x"),
            ("a/b", "", "a/b"),
        ] {
            assert_eq!(join(base, reference), expected, "{base} + {reference}");
        }
    }
}
