//! `anyURI` (XML Schema, part 2, 3.2.17): references as RFC 2396 and RFC 2732 have them, once what a URI cannot hold is escaped.
//!
//! What is escaped is what XLink 1.0, 5.4 says: white space, controls, `<>"{}|\^` and the backtick, and all that is not ASCII.
//! The verdicts are those of `jing`: a scheme is followed by something, `//` by an authority unless more comes after it,
//! brackets stand in an authority around an address only, in a query, in a fragment, and in a URI that has no hierarchy.

use core::net::Ipv6Addr;

/// Whether the text is a reference.
pub(super) fn is_uri(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.iter().position(|byte| matches!(byte, b'/' | b'?' | b'#' | b':')) {
        Some(colon) if bytes[colon] == b':' => {
            let (scheme, rest) = (&bytes[..colon], &bytes[colon + 1..]);
            is_scheme(scheme) && if rest.first() == Some(&b'/') { is_hierarchical(rest) } else { is_opaque(rest) }
        }
        _ => is_hierarchical(bytes),
    }
}

fn is_scheme(scheme: &[u8]) -> bool {
    scheme.first().is_some_and(u8::is_ascii_alphabetic)
        && scheme.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// What follows a scheme without a slash: `mailto:a@b`.
fn is_opaque(rest: &[u8]) -> bool {
    let (opaque, fragment) = cut(rest, b'#');
    !opaque.is_empty() && all(opaque, is_uric) && fragment.is_none_or(|fragment| all(fragment, is_uric))
}

fn is_hierarchical(text: &[u8]) -> bool {
    let (rest, fragment) = cut(text, b'#');
    let (rest, query) = cut(rest, b'?');
    let path = match rest.strip_prefix(b"//") {
        Some(rest) => {
            let end = rest.iter().position(|&byte| byte == b'/').unwrap_or(rest.len());
            let (authority, path) = rest.split_at(end);
            let is_fine = if authority.is_empty() { text.len() > 2 } else { is_authority(authority) };
            if !is_fine {
                return false;
            }
            path
        }
        None => rest,
    };
    all(path, is_path) && query.is_none_or(|query| all(query, is_uric)) && fragment.is_none_or(|fragment| all(fragment, is_uric))
}

/// Names of hosts are not looked into: any name of a registry will do. Brackets stand around an address only.
fn is_authority(authority: &[u8]) -> bool {
    if !authority.iter().any(|byte| matches!(byte, b'[' | b']')) {
        return all(authority, is_registry);
    }
    let (user, host) = match authority.iter().position(|&byte| byte == b'@') {
        Some(at) => (&authority[..at], &authority[at + 1..]),
        None => (&b""[..], authority),
    };
    let Some((address, port)) = host.strip_prefix(b"[").map(|host| cut(host, b']')) else { return false };
    all(user, is_user) && is_address(address) && port.is_some_and(is_port)
}

/// An address of IPv6, perhaps with the name of an interface: `fe80::1%eth0`.
fn is_address(address: &[u8]) -> bool {
    let (address, zone) = cut(address, b'%');
    str::from_utf8(address).is_ok_and(|address| address.parse::<Ipv6Addr>().is_ok())
        && zone.is_none_or(|zone| {
            !zone.is_empty() && zone.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
        })
}

/// What follows the address: nothing, or a colon and a number that 31 bits hold.
fn is_port(port: &[u8]) -> bool {
    match port.strip_prefix(b":") {
        Some(b"") => true,
        Some(digits) => {
            digits.iter().all(u8::is_ascii_digit) && str::from_utf8(digits).is_ok_and(|digits| digits.parse::<i32>().is_ok())
        }
        None => port.is_empty(),
    }
}

/// What stands before the first such byte, and what after it.
fn cut(text: &[u8], byte: u8) -> (&[u8], Option<&[u8]>) {
    match memchr::memchr(byte, text) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// Whether each character is allowed, is escaped, or will be.
fn all(text: &[u8], is_allowed: fn(u8) -> bool) -> bool {
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        rest = match byte {
            b'%' => match after {
                [high, low, after @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => after,
                _ => return false,
            },
            &byte if is_allowed(byte) || is_escaped(byte) => after,
            _ => return false,
        };
    }
    true
}

/// What a URI cannot hold.
fn is_escaped(byte: u8) -> bool {
    !byte.is_ascii_graphic() || matches!(byte, b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'\\' | b'^' | b'`')
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')')
}

fn is_user(byte: u8) -> bool {
    is_unreserved(byte) || matches!(byte, b';' | b':' | b'&' | b'=' | b'+' | b'$' | b',')
}

fn is_registry(byte: u8) -> bool {
    is_user(byte) || byte == b'@'
}

fn is_path(byte: u8) -> bool {
    is_registry(byte) || byte == b'/'
}

fn is_uric(byte: u8) -> bool {
    is_path(byte) || matches!(byte, b'?' | b'[' | b']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_all_kinds_are_accepted() {
        for text in [
            "",
            "#",
            "#act1",
            "a#",
            "a b",
            "é",
            "%41",
            "../a",
            "a/b:c",
            "a?b:c",
            "#a:b",
            "./a:b",
            "/:a",
            "a|b",
            "\\",
            "a~b",
            "\"",
            "http:/",
            "http:///",
            "http://é.x/",
            "http://a b/",
            "//a",
            "//a:b",
            "http://a:-1",
            "http://a@b@c/",
            "http://a..b/",
            "http://a:99999999999/",
            "http://h:/",
            "http:?q",
            "a:?",
            "a:b#c",
            "c:/x",
            "urn:x y",
            "mailto:a@b",
            "a+b.c-d:x",
            "?a=b[c]",
            "#[",
            "a:b[c",
            "a:[",
            "//?",
            "//#",
            "///",
            "x:////",
            "http://?a",
            "?#",
            "\u{7f}",
            "\u{a0}",
            "http://[::1]/",
            "http://[fe80::1%eth0]/",
            "http://[::1]:80/",
            "http://[::1]:/",
            "http://u@[::1]/",
            "http://[::1.2.3.4]/",
        ] {
            assert!(is_uri(text), "{text}");
        }
    }

    #[test]
    fn what_no_escape_can_mend_is_refused() {
        for text in [
            "%",
            "%4",
            "%4g",
            "a%",
            "#%",
            "#%zz",
            "?%",
            "a:b%",
            "http://u%@a/",
            "##",
            "a#b#c",
            "[",
            "a[b]",
            "a]",
            "a/[",
            ":",
            ":a",
            "a:",
            "a:#",
            "http:",
            "1a:b",
            "foo$bar:stuff",
            "é:x",
            "a b:c",
            "a_b:x",
            "a;b:c",
            "%20:x",
            "[::1]:x",
            "//",
            "http://",
            "x://",
            "http://[::1",
            "http://[",
            "http://a]/",
            "http://[]/",
            "http://[:::]/",
            "http://[v1.a]/",
            "http://[1:2:3:4:5:6:7]/",
            "http://[::1]x/",
            "http://[::1]:8x/",
            "http://[::1]:99999999999/",
            "http://[::1%]/",
            "http://a@b@[::1]/",
            "http://[é]/",
        ] {
            assert!(!is_uri(text), "{text}");
        }
    }
}
