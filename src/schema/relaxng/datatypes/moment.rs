//! Points and recurring points in time: `dateTime`, `time`, `date` and the five types whose names begin with g
//! (XML Schema, part 2, 3.2.7 to 3.2.14).

use std::cmp::Ordering;

/// How many digits a year may have; with more, seconds would not fit into 64 bits.
pub(super) const YEAR_DIGITS_LIMIT: usize = 11;

const DAY: i64 = 86_400;
/// The farthest that local time is from universal time, in minutes.
const ZONE_LIMIT: i64 = 14 * 60;

/// Which of the types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MomentKind {
    DateTime,
    Time,
    Date,
    YearMonth,
    Year,
    MonthDay,
    Day,
    Month,
}

/// Where a value begins on the time line; parts that the type does not have are those of 1 January 2000, 00:00:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Moment<Fraction> {
    /// Seconds since the beginning of 1970, in universal time if there is a zone; a leap second counts as the one before it.
    seconds: i64,
    /// Whether it is a leap second, `:60`.
    is_leap: bool,
    /// The digits of the fraction of the second, without zeros at their end.
    fraction: Fraction,
    /// Whether there is a zone.
    is_zoned: bool,
}

/// Reads a value.
pub(super) fn moment(kind: MomentKind, text: &str) -> Option<Moment<&str>> {
    let mut reader = Reader { text };
    let (mut year, mut month, mut day) = (2000, 1, 1);
    let mut time = Time::default();
    match kind {
        MomentKind::DateTime | MomentKind::Date | MomentKind::YearMonth | MomentKind::Year => {
            year = reader.year()?;
            if kind != MomentKind::Year {
                month = reader.after("-")?.two(1..=12)?;
            }
            if matches!(kind, MomentKind::DateTime | MomentKind::Date) {
                day = reader.after("-")?.two(1..=31)?;
            }
            if kind == MomentKind::DateTime {
                time = reader.after("T")?.time()?;
            }
        }
        MomentKind::Time => time = reader.time()?,
        MomentKind::MonthDay => {
            month = reader.after("--")?.two(1..=12)?;
            day = reader.after("-")?.two(1..=31)?;
        }
        MomentKind::Month => month = reader.after("--")?.two(1..=12)?,
        MomentKind::Day => day = reader.after("---")?.two(1..=31)?,
    }
    if day > days_in_month(year, month) {
        return None;
    }
    let zone = reader.zone()?;
    let seconds = days(i128::from(year), month) + i128::from(day) - 1;
    let seconds = i64::try_from(seconds).ok()? * DAY + time.seconds - zone.unwrap_or(0) * 60;
    Some(Moment { seconds, is_leap: time.is_leap, fraction: time.fraction, is_zoned: zone.is_some() })
}

impl Moment<&str> {
    pub(super) fn to_owned(self) -> Moment<Box<str>> {
        let Moment { seconds, is_leap, fraction, is_zoned } = self;
        Moment { seconds, is_leap, fraction: fraction.into(), is_zoned }
    }

    /// How the values are ordered (3.2.7.3); nothing if one has a zone, the other has none, and the zones that there are do not
    /// decide it.
    pub(super) fn compare(self, other: Moment<&str>) -> Option<Ordering> {
        let key = |moment: Moment<&str>, shift| (moment.seconds + shift * 60, moment.is_leap);
        let order = |shift, other_shift| {
            let order = key(self, shift).cmp(&key(other, other_shift));
            order.then_with(|| self.fraction.cmp(other.fraction))
        };
        match (self.is_zoned, other.is_zoned) {
            (true, false) => agreed(order(0, -ZONE_LIMIT), order(0, ZONE_LIMIT)),
            (false, true) => agreed(order(-ZONE_LIMIT, 0), order(ZONE_LIMIT, 0)),
            _ => Some(order(0, 0)),
        }
    }
}

fn agreed(a: Ordering, b: Ordering) -> Option<Ordering> {
    (a == b && a != Ordering::Equal).then_some(a)
}

impl Moment<Box<str>> {
    pub(super) fn borrowed(&self) -> Moment<&str> {
        Moment { seconds: self.seconds, is_leap: self.is_leap, fraction: &self.fraction, is_zoned: self.is_zoned }
    }
}

/// A time of day.
#[derive(Default)]
struct Time<'t> {
    seconds: i64,
    is_leap: bool,
    fraction: &'t str,
}

/// What is left to read.
struct Reader<'t> {
    text: &'t str,
}

impl<'t> Reader<'t> {
    /// Four digits or more, without a zero before more than four; there is no year 0, and the year before 1 is -1. What it gives
    /// has no such gap: 0 is the year before 1.
    fn year(&mut self) -> Option<i64> {
        let is_negative = self.eat("-");
        let digits = self.digits();
        let is_fine = (4..=YEAR_DIGITS_LIMIT).contains(&digits.len()) && (digits.len() == 4 || !digits.starts_with('0'));
        let year: i64 = is_fine.then(|| digits.parse().ok()).flatten().filter(|&year| year != 0)?;
        Some(if is_negative { 1 - year } else { year })
    }

    /// Hours, minutes and seconds. `24:00:00` is no time, a leap second may come at any minute, and nothing need follow the point.
    fn time(&mut self) -> Option<Time<'t>> {
        let hour = self.two(0..=23)?;
        let minute = self.after(":")?.two(0..=59)?;
        let second = self.after(":")?.two(0..=60)?;
        let fraction = if self.eat(".") { self.digits().trim_end_matches('0') } else { "" };
        Some(Time { seconds: (hour * 60 + minute) * 60 + second.min(59), is_leap: second == 60, fraction })
    }

    /// `Z`, `+01:00`, or nothing, and then the end; minutes east of universal time.
    fn zone(&mut self) -> Option<Option<i64>> {
        let sign = match self.text.as_bytes().first() {
            None => return Some(None),
            Some(b'Z') => return (self.text.len() == 1).then_some(Some(0)),
            Some(b'+') => 1,
            Some(b'-') => -1,
            Some(_) => return None,
        };
        self.text = &self.text[1..];
        let minutes = self.two(0..=14)? * 60 + self.after(":")?.two(0..=59)?;
        (self.text.is_empty() && minutes <= ZONE_LIMIT).then_some(Some(sign * minutes))
    }

    fn after(&mut self, expected: &str) -> Option<&mut Self> {
        self.eat(expected).then_some(self)
    }

    fn eat(&mut self, expected: &str) -> bool {
        let rest = self.text.strip_prefix(expected);
        self.text = rest.unwrap_or(self.text);
        rest.is_some()
    }

    /// A number of exactly two digits.
    fn two(&mut self, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let &[tens @ b'0'..=b'9', ones @ b'0'..=b'9', ..] = self.text.as_bytes() else { return None };
        self.text = &self.text[2..];
        let number = i64::from(tens - b'0') * 10 + i64::from(ones - b'0');
        range.contains(&number).then_some(number)
    }

    fn digits(&mut self) -> &'t str {
        let length = self.text.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.text.split_at(length);
        self.text = rest;
        digits
    }
}

/// How many days the month has; months from 1.
fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The days from the beginning of 1970 to that of a month, from 1 (Gregorian calendar, forever).
pub(super) fn days(year: i128, month: i64) -> i128 {
    // A year that begins in March has its leap day at its end.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days_before_month = i128::from((153 * month + 2) / 5);
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + days_before_month - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: MomentKind, accepted: &[&str], refused: &[&str]) {
        for text in accepted {
            assert!(moment(kind, text).is_some(), "{text}");
        }
        for text in refused {
            assert!(moment(kind, text).is_none(), "{text}");
        }
    }

    #[test]
    fn dates_have_the_days_of_their_month() {
        check(
            MomentKind::Date,
            &["1820-05-01", "1820-05-01Z", "2000-02-29", "-0001-02-29", "-0005-02-29", "20011-01-01", "1820-05-01-05:00"],
            &["1820-02-30", "1900-02-29", "-0004-02-29", "0000-01-01", "-0000-01-01", "02001-01-01", "200-01-01", "+2001-01-01"],
        );
        check(
            MomentKind::Date,
            &[],
            &["", "1820-5-1", "1820-05-01T", "1820-05-01Zx", "1820-13-01", "1820-00-01", "1820-01-00", "é"],
        );
        check(MomentKind::Year, &["99999999999", "1820", "-0044Z"], &["999999999999", "44", "1820-"]);
        check(MomentKind::YearMonth, &["1996-12Z"], &["1996-00", "1996-1", "1996-13"]);
        check(MomentKind::MonthDay, &["--02-29", "--12-31Z"], &["--02-30", "--04-31", "--1-1", "-02-01"]);
        check(MomentKind::Day, &["---31", "---01+14:00"], &["---32", "---00", "---1", "--01"]);
        check(MomentKind::Month, &["--12", "--01Z"], &["--12--", "--13", "---01", "--00"]);
    }

    #[test]
    fn times_end_before_midnight() {
        check(
            MomentKind::Time,
            &["00:00:00", "23:59:60", "12:00:00.", "12:00:00.25Z", "12:00:00-14:00", "12:00:00+14:00"],
            &["24:00:00", "12:00", "12:60:00", "12:00:61", "12:00:00+14:01", "12:00:00z", "12:00:00,5", "12:00:00+01", "1:00:00"],
        );
        check(MomentKind::DateTime, &["2001-12-01T19:45:00"], &["2001-12-01t19:45:00", "2001-12-01 19:45:00", "2001-12-01"]);
    }

    #[track_caller]
    fn check_order(kind: MomentKind, a: &str, b: &str, order: Option<Ordering>) {
        let (one, other) = (moment(kind, a).expect(a), moment(kind, b).expect(b));
        assert_eq!(one.compare(other), order, "{a} {b}");
        assert_eq!(other.compare(one), order.map(Ordering::reverse), "{b} {a}");
        assert_eq!(one == other, order == Some(Ordering::Equal), "{a} {b}");
    }

    #[test]
    fn zones_are_taken_into_account() {
        use Ordering::{Equal, Less};
        let kind = MomentKind::DateTime;
        check_order(kind, "2001-12-01T19:45:00Z", "2001-12-01T20:45:00+01:00", Some(Equal));
        check_order(kind, "-0001-12-31T23:59:59Z", "0001-01-01T00:59:59+01:00", Some(Equal));
        check_order(kind, "2000-01-01T00:00:00Z", "2000-01-01T14:00:01", Some(Less));
        check_order(kind, "2000-01-01T00:00:00Z", "2000-01-01T14:00:00", None);
        check_order(kind, "2000-01-01T00:00:00Z", "2000-01-01T00:00:00", None);
        check_order(kind, "2000-01-01T00:00:00.05", "2000-01-01T00:00:00.5", Some(Less));
        check_order(kind, "2000-01-01T23:59:59.9", "2000-01-01T23:59:60", Some(Less));
        check_order(kind, "2000-01-01T23:59:60", "2000-01-02T00:00:00", Some(Less));
        check_order(MomentKind::Date, "2000-01-01+13:00", "1999-12-31-11:00", Some(Equal));
        check_order(MomentKind::Year, "-0044", "0014", Some(Less));
        check_order(MomentKind::Time, "13:00:00+01:00", "12:00:00.0Z", Some(Equal));
    }
}
