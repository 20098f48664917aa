//! `hexBinary` and `base64Binary` (XML Schema, part 2, 3.2.15 and 3.2.16).

use super::space::is_space;

/// How many octets a `hexBinary` has; nothing for any other text.
pub(super) fn hex_length(text: &str) -> Option<usize> {
    (text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(text.len() / 2)
}

/// The octets of a `hexBinary`.
pub(super) fn hex(text: &str) -> Option<Box<[u8]>> {
    hex_length(text)?;
    let digits = text.bytes().filter_map(|byte| char::from(byte).to_digit(16)).filter_map(|digit| u8::try_from(digit).ok());
    let digits: Vec<u8> = digits.collect();
    Some(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

/// How many octets a `base64Binary` has; nothing for any other text.
///
/// Spaces may stand anywhere; bits that padding cuts off must be zero.
pub(super) fn base64_length(text: &str) -> Option<usize> {
    let mut count = 0;
    let mut padding = 0;
    let mut last = 0;
    for byte in text.bytes().filter(|byte| !is_space(*byte)) {
        match sextet(byte) {
            Some(value) if padding == 0 => last = value,
            None if byte == b'=' => padding += 1,
            _ => return None,
        }
        count += 1;
    }
    let is_whole = match padding {
        0 => true,
        1 => last & 0b11 == 0,
        2 => last & 0b1111 == 0,
        _ => false,
    };
    (is_whole && count % 4 == 0 && count > padding || count == 0).then(|| count / 4 * 3 - padding)
}

/// The octets of a `base64Binary`.
pub(super) fn base64(text: &str) -> Option<Box<[u8]>> {
    let length = base64_length(text)?;
    let mut octets = Vec::with_capacity(length);
    let (mut bits, mut width) = (0u32, 0);
    for value in text.bytes().filter_map(sextet) {
        bits = bits << 6 | u32::from(value);
        width += 6;
        if width >= 8 {
            width -= 8;
            octets.push(u8::try_from(bits >> width & 0xff).expect("eight bits are an octet"));
        }
    }
    Some(octets.into())
}

fn sextet(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_digits_come_in_pairs() {
        assert_eq!(hex("0aFf").as_deref(), Some(&[10, 255][..]));
        assert_eq!(hex("").as_deref(), Some(&[][..]));
        for text in ["0", "0g", "00 00", "é"] {
            assert_eq!(hex(text), None, "{text}");
        }
    }

    #[test]
    fn base64_may_have_spaces_and_no_stray_bits() {
        assert_eq!(base64("TEk=").as_deref(), Some(&b"LI"[..]));
        assert_eq!(base64("T E k\n=").as_deref(), Some(&b"LI"[..]));
        assert_eq!(base64("VEVJ").as_deref(), Some(&b"TEI"[..]));
        assert_eq!(base64_length("VEVJBA=="), Some(4));
        for text in ["A", "AA", "AAA", "AA=", "AB==", "AAB=", "====", "A===", "==", "AA==AAAA", "AA=A", "A-_="] {
            assert_eq!(base64(text), None, "{text}");
        }
    }
}
