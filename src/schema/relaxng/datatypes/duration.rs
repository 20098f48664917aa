//! `duration` (XML Schema, part 2, 3.2.6): six numbers and a sign, ordered only where every calendar agrees.

use std::cmp::Ordering;

use super::moment::days;

/// Numbers above this count as this where durations are ordered.
const ORDER_LIMIT: i128 = 1_000_000_000_000_000_000_000_000_000;

/// The months from which durations are counted to compare them (3.2.6.2); each begins with its first day at midnight.
const REFERENCES: [(i128, i64); 4] = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)];

/// The letters and what they are, in order; a `T` stands before the hours, minutes and seconds that there are.
const DATE_UNITS: [u8; 3] = *b"YMD";
const TIME_UNITS: [u8; 3] = *b"HMS";

/// A duration: a year is no twelve months, so that `P1Y` and `P12M` are two values, though neither is longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Duration<Digits> {
    is_negative: bool,
    /// Years, months, days, hours, minutes, seconds, without zeros before them.
    numbers: [Digits; 6],
    /// The digits of the fraction of the second, without zeros at their end.
    fraction: Digits,
}

/// Reads a duration: `P1Y2M3DT4H5M6.7S`, `-P30D`.
pub(super) fn duration(text: &str) -> Option<Duration<&str>> {
    let (is_negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut numbers = [""; 6];
    let mut fraction = "";
    let (date, time) = match rest.strip_prefix('P')?.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (&rest[1..], None),
    };
    let has_date = units(date, DATE_UNITS, &mut numbers[..3], None)?;
    let has_time = match time {
        Some(time) => units(time, TIME_UNITS, &mut numbers[3..], Some(&mut fraction))?.then_some(true)?,
        None => false,
    };
    let is_zero = numbers.iter().all(|number| number.is_empty()) && fraction.is_empty();
    (has_date || has_time).then_some(Duration { is_negative: is_negative && !is_zero, numbers, fraction })
}

/// Reads numbers with their letters, each at most once and in order; whether there is any.
fn units<'t>(text: &'t str, letters: [u8; 3], numbers: &mut [&'t str], mut fraction: Option<&mut &'t str>) -> Option<bool> {
    let mut rest = text;
    let mut next = 0;
    while !rest.is_empty() {
        let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let (number, after) = rest.split_at(length);
        let letter = *after.as_bytes().first()?;
        let index = next + letters[next..].iter().position(|&other| other == letter)?;
        let whole = match (number.split_once('.'), &mut fraction) {
            (None, _) => number,
            (Some((whole, digits)), Some(fraction)) if letter == b'S' && !digits.contains('.') => {
                **fraction = digits.trim_end_matches('0');
                whole
            }
            _ => return None,
        };
        if !number.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        numbers[index] = whole.trim_start_matches('0');
        next = index + 1;
        rest = &after[1..];
    }
    Some(next > 0)
}

impl Duration<&str> {
    pub(super) fn to_owned(self) -> Duration<Box<str>> {
        Duration { is_negative: self.is_negative, numbers: self.numbers.map(Into::into), fraction: self.fraction.into() }
    }

    /// How the durations are ordered (3.2.6.2): as all references agree; nothing if they do not.
    pub(super) fn compare(self, other: Duration<&str>) -> Option<Ordering> {
        let mut orders = REFERENCES.iter().map(|&reference| {
            let order = self.seconds_after(reference).cmp(&other.seconds_after(reference));
            order.then_with(|| self.compare_fractions(other))
        });
        let first = orders.next()?;
        orders.all(|order| order == first).then_some(first)
    }

    fn compare_fractions(self, other: Duration<&str>) -> Ordering {
        match (self.is_negative, other.is_negative) {
            (false, false) => self.fraction.cmp(other.fraction),
            (true, true) => other.fraction.cmp(self.fraction),
            (true, false) => (self.fraction.len() + other.fraction.len()).cmp(&0).reverse(),
            (false, true) => (self.fraction.len() + other.fraction.len()).cmp(&0),
        }
    }

    /// The seconds from the beginning of 1970 to the point that lies the duration, without its fraction, after a month.
    fn seconds_after(self, (year, month): (i128, i64)) -> i128 {
        let sign = if self.is_negative { -1 } else { 1 };
        let number = |index: usize| match self.numbers[index] {
            "" => 0,
            digits => sign * digits.parse().unwrap_or(ORDER_LIMIT).min(ORDER_LIMIT),
        };
        let months = number(0) * 12 + number(1) + i128::from(month) - 1;
        let month = i64::try_from(months.rem_euclid(12)).expect("a remainder of twelve is small") + 1;
        let days = days(year + months.div_euclid(12), month) + number(2);
        ((days * 24 + number(3)) * 60 + number(4)) * 60 + number(5)
    }
}

impl Duration<Box<str>> {
    pub(super) fn borrowed(&self) -> Duration<&str> {
        let numbers = std::array::from_fn(|index| &*self.numbers[index]);
        Duration { is_negative: self.is_negative, numbers, fraction: &self.fraction }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_in_order_and_with_numbers() {
        for text in
            ["P1Y", "P1Y2M3DT4H5M6.7S", "-P30D", "PT.5S", "PT5.S", "P0Y", "PT1M", "P1M", "P99999999999999999999999999999999Y"]
        {
            assert!(duration(text).is_some(), "{text}");
        }
        for text in [
            "", "P", "-P", "+P1Y", "PT", "P1YT", "P1.5Y", "P1M1Y", "PT1S1M", "P-1Y", "P1S", "P1D1H", "p1y", "P1W", "P 1Y", "P1",
            "PT.S", "PT1.2.3S", "--P1Y", "PT1.5H", "P1YTT1S", "PY", "é",
        ] {
            assert!(duration(text).is_none(), "{text}");
        }
    }

    #[test]
    fn zeros_and_signs_of_zero_do_not_matter() {
        for (a, b) in [("P1Y", "P001Y0M0DT0H0M0.0S"), ("P0Y", "-PT0S"), ("PT1S", "PT1.00S")] {
            assert_eq!(duration(a), duration(b), "{a} {b}");
        }
        for (a, b) in [("P1Y", "P12M"), ("P1D", "PT24H"), ("P1Y", "-P1Y"), ("P1M", "PT1M")] {
            assert_ne!(duration(a), duration(b), "{a} {b}");
        }
    }

    #[track_caller]
    fn check(a: &str, b: &str, order: Option<Ordering>) {
        let (one, other) = (duration(a).expect(a), duration(b).expect(b));
        assert_eq!(one.compare(other), order, "{a} {b}");
        assert_eq!(other.compare(one), order.map(Ordering::reverse), "{b} {a}");
    }

    #[test]
    fn durations_are_ordered_where_calendars_agree() {
        use Ordering::{Equal, Greater, Less};
        check("P12M", "P1Y", Some(Equal));
        check("P1D", "PT24H", Some(Equal));
        check("P364D", "P1Y", Some(Less));
        check("P1Y", "P365D", None);
        check("P1Y", "P367D", Some(Less));
        check("P1M", "P28D", None);
        check("P1M", "P27D", Some(Greater));
        check("P1M", "P31D", None);
        check("P5M", "P153D", None);
        check("P5M", "P154D", Some(Less));
        check("-P1M", "-P32D", Some(Greater));
        check("PT1.5S", "PT1.25S", Some(Greater));
        check("-PT1.5S", "-PT1.25S", Some(Less));
        check("-PT.1S", "PT.1S", Some(Less));
        check("-PT.1S", "PT0S", Some(Less));
        check("P1Y", "P99999999999999999999999999999999Y", Some(Less));
    }
}
