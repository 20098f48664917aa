//! Decimal numbers of any length, as strings of digits (XML Schema, part 2, 3.2.3).

use std::cmp::Ordering;

/// A number in a text: no zeros before the whole part or after the fraction, and no minus before zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits<'t> {
    pub(super) is_negative: bool,
    /// The digits before the point; empty for zero.
    pub(super) whole: &'t str,
    /// The digits after the point.
    pub(super) fraction: &'t str,
}

/// A number that stands alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Decimal {
    is_negative: bool,
    whole: Box<str>,
    fraction: Box<str>,
}

impl<'t> Digits<'t> {
    /// Reads a decimal: `-1.50`, `+2`, `3.`, `.5`.
    pub(super) fn decimal(text: &'t str) -> Option<Digits<'t>> {
        let (is_negative, digits) = sign(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let has_digits = !(whole.is_empty() && fraction.is_empty());
        (has_digits && is_digits(whole) && is_digits(fraction)).then(|| Digits::new(is_negative, whole, fraction))
    }

    /// Reads an integer: no point.
    pub(super) fn integer(text: &'t str) -> Option<Digits<'t>> {
        let (is_negative, digits) = sign(text);
        (!digits.is_empty() && is_digits(digits)).then(|| Digits::new(is_negative, digits, ""))
    }

    fn new(is_negative: bool, whole: &'t str, fraction: &'t str) -> Digits<'t> {
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        Digits { is_negative: is_negative && !(whole.is_empty() && fraction.is_empty()), whole, fraction }
    }

    /// A whole number; the digits have no zeros before them.
    pub(super) const fn constant(is_negative: bool, whole: &'static str) -> Digits<'static> {
        Digits { is_negative, whole, fraction: "" }
    }

    /// How the numbers are ordered.
    pub(super) fn compare(self, other: Digits<'_>) -> Ordering {
        let sizes = || {
            let lengths = self.whole.len().cmp(&other.whole.len());
            lengths.then_with(|| self.whole.cmp(other.whole)).then_with(|| self.fraction.cmp(other.fraction))
        };
        match (self.is_negative, other.is_negative) {
            (false, false) => sizes(),
            (true, true) => sizes().reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }

    pub(super) fn to_decimal(self) -> Decimal {
        Decimal { is_negative: self.is_negative, whole: self.whole.into(), fraction: self.fraction.into() }
    }
}

impl Decimal {
    pub(super) fn digits(&self) -> Digits<'_> {
        Digits { is_negative: self.is_negative, whole: &self.whole, fraction: &self.fraction }
    }
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads a `double`: as a decimal with an exponent, `INF`, `-INF` or `NaN` (3.2.5). Both zeros are one value.
pub(super) fn double(text: &str) -> Option<f64> {
    Some(match text {
        "INF" => f64::INFINITY,
        "-INF" => f64::NEG_INFINITY,
        "NaN" => f64::NAN,
        _ if is_floating(text) => text.parse::<f64>().ok()? + 0.0,
        _ => return None,
    })
}

/// Reads a `float` (3.2.4).
pub(super) fn float(text: &str) -> Option<f32> {
    Some(match text {
        "INF" => f32::INFINITY,
        "-INF" => f32::NEG_INFINITY,
        "NaN" => f32::NAN,
        _ if is_floating(text) => text.parse::<f32>().ok()? + 0.0,
        _ => return None,
    })
}

fn is_floating(text: &str) -> bool {
    match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => Digits::decimal(mantissa).is_some() && Digits::integer(exponent).is_some(),
        None => Digits::decimal(text).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_have_one_form_for_one_value() {
        for (a, b) in [("1", "1.0"), ("1", "+01."), ("0", "-0.00"), (".5", "0.50"), ("-2", "-002")] {
            assert_eq!(Digits::decimal(a), Digits::decimal(b), "{a} {b}");
        }
        for text in ["", ".", "-", "+", "+-1", "1e1", "1,5", "1.2.3", " 1", "١"] {
            assert_eq!(Digits::decimal(text), None, "{text}");
        }
        assert!(Digits::integer("1.").is_none() && Digits::integer("-0").is_some() && Digits::integer("").is_none());
    }

    #[test]
    fn decimals_are_in_order_at_any_length() {
        let long = "9".repeat(400);
        let sorted = [&format!("-{long}"), "-10", "-2.5", "-2.45", "-.1", "0", ".09", ".1", "2", "2.05", "2.5", "10", &long];
        for (index, a) in sorted.iter().enumerate() {
            for (other, b) in sorted.iter().enumerate() {
                let (a, b) = (Digits::decimal(a).expect(a), Digits::decimal(b).expect(b));
                assert_eq!(a.compare(b), index.cmp(&other), "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn floating_numbers_have_no_other_words() {
        for text in ["1", "1.", ".1", "1e5", "1.E-5", "+1", "INF", "-INF", "NaN", "1e400", "1e-400"] {
            assert!(double(text).is_some() && float(text).is_some(), "{text}");
        }
        for text in ["", "e5", "1e", ".", ".e5", "+INF", "-NaN", "inf", "nan", "infinity", "1f", "0x1", "1e1.5", "1_0"] {
            assert!(double(text).is_none() && float(text).is_none(), "{text}");
        }
        assert_eq!(double("-0").map(f64::to_bits), Some(0));
        assert_eq!(float("16777217"), float("16777216"));
    }
}
