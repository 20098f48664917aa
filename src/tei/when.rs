//! Dates and times as `@when` and the other dating attributes write them.

/// A value of `teidata.temporal.w3c`: a date, part of one, a time of day, or both.
///
/// A date always has its year, but for those that come back every year or month (`--12-24`, `---31`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct When {
    /// The year; -43 for `-0043`. There is no year 0.
    pub year: Option<i32>,
    /// The month, from 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, from 1.
    pub day: Option<u8>,
    /// The time of day.
    pub time: Option<TimeOfDay>,
    /// The minutes that the clock is before that of Greenwich, from -840 to 840.
    pub zone: Option<i16>,
}

/// A time of day; `24:00:00` is the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeOfDay {
    /// The hour, from 0 to 24.
    pub hour: u8,
    /// The minute, from 0 to 59.
    pub minute: u8,
    /// The whole seconds, from 0 to 59; a fraction is read and left out.
    pub second: u8,
}

/// Why a value is no date or time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// The value has none of the forms of `teidata.temporal.w3c`.
    #[error("it has the form of no date or time")]
    Form,
    /// The year is 0, which XML Schema leaves out: `-0001` is the year before `0001`.
    #[error("there is no year 0")]
    YearZero,
    /// The year has more than nine digits, or more than four and a leading zero.
    #[error("the year has too many digits")]
    Year,
    /// The month is not one of twelve.
    #[error("there is no month {0:02}")]
    Month(u8),
    /// The month has no such day.
    #[error("{} has {days} days", month_name(*.month, *.year))]
    Day {
        /// The year, if the value has one.
        year: Option<i32>,
        /// The month, if the value has one.
        month: Option<u8>,
        /// The days that the month has, at most.
        days: u8,
    },
    /// The day has no such time.
    #[error("a day has no such time")]
    Time,
    /// The clock is more than 14 hours from that of Greenwich, or has no such minute.
    #[error("there is no such time zone")]
    Zone,
}

/// Reads a `@when` value: a year, year-month or full date, years before 1 as `-0043`; with a time of day after `T`; a time alone;
/// or a month, a day or both (`--12`, `---24`, `--12-24`). Any of them may end with a time zone.
///
/// These are the forms of `teidata.temporal.w3c` (XML Schema Part 2, 3.2.7 to 3.2.14), in the Gregorian calendar.
///
/// # Errors
/// [`DateError::Form`] for any other form, the others for a part that is out of its range.
///
/// ```
/// use teiwright::tei::{DateError, parse_when};
///
/// assert_eq!(parse_when("1961-02")?.month, Some(2));
/// assert_eq!(parse_when("-0043-03-15")?.year, Some(-43));
/// assert_eq!(parse_when("10.2.1961"), Err(DateError::Form));
/// assert_eq!(parse_when("1961-02-29").unwrap_err().to_string(), "February 1961 has 28 days");
/// # Ok::<(), DateError>(())
/// ```
pub fn parse_when(value: &str) -> Result<When, DateError> {
    let value = value.trim_matches([' ', '\t', '\n', '\r']);
    let (rest, zone) = split_zone(value)?;
    let mut when = match rest.split_once('T') {
        Some((date, time)) => {
            let when = parse_date(date)?;
            when.day.ok_or(DateError::Form)?;
            When { time: Some(parse_time(time)?), ..when }
        }
        None if rest.contains(':') => When { time: Some(parse_time(rest)?), ..When::default() },
        None if rest.starts_with("--") => parse_recurring(rest)?,
        None => parse_date(rest)?,
    };
    when.zone = zone;
    Ok(when)
}

impl When {
    /// Whether all of this time lies after all of the other.
    ///
    /// A coarser value may hold a finer one: 1961 is not after `1961-02-10`. Where only one of the two names its time zone, they
    /// count as apart only when no zone could bring them together. What has no year is never after anything.
    pub fn is_after(self, other: When) -> bool {
        let (Some((start, _)), Some((_, end))) = (self.seconds(), other.seconds()) else { return false };
        let slack = if self.zone.is_some() == other.zone.is_some() { 0 } else { WIDEST_ZONE };
        start - self.zone_seconds() >= end - other.zone_seconds() + slack
    }

    /// The first second, and the first one that is past it, counted by its own clock from the beginning of 1970.
    fn seconds(self) -> Option<(i64, i64)> {
        let year = i64::from(self.year?);
        // Years before 1 are counted without a zero; arithmetic needs one.
        let year = if year < 0 { year + 1 } else { year };
        let first = days_before(year, self.month.unwrap_or(1), self.day.unwrap_or(1));
        let past = match (self.month, self.day) {
            (Some(_), Some(_)) => first + 1,
            (Some(12), None) | (None, _) => days_before(year + 1, 1, 1),
            (Some(month), None) => days_before(year, month + 1, 1),
        };
        Some(match self.time {
            None => (first * DAY, past * DAY),
            Some(TimeOfDay { hour, minute, second }) => {
                let start = first * DAY + i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
                (start, start + 1)
            }
        })
    }

    fn zone_seconds(self) -> i64 {
        i64::from(self.zone.unwrap_or(0)) * 60
    }
}

/// The seconds of a day.
const DAY: i64 = 86_400;

/// The most that a clock is away from that of Greenwich, in seconds.
const WIDEST_ZONE: i64 = 14 * 3600;

/// Cuts off a time zone: `Z`, or hours and minutes after a sign (XML Schema Part 2, 3.2.7.3).
fn split_zone(value: &str) -> Result<(&str, Option<i16>), DateError> {
    if let Some(rest) = value.strip_suffix('Z') {
        return Ok((rest, Some(0)));
    }
    let Some((rest, zone)) = value.len().checked_sub("+00:00".len()).and_then(|at| value.split_at_checked(at)) else {
        return Ok((value, None));
    };
    let (sign, clock) = match (zone.strip_prefix('+'), zone.strip_prefix('-')) {
        (Some(clock), _) => (1, clock),
        (_, Some(clock)) => (-1, clock),
        _ => return Ok((value, None)),
    };
    let Some((hours, minutes)) = clock.split_once(':') else { return Ok((value, None)) };
    let (hours, minutes) = (i16::from(two_digits(hours)?), i16::from(two_digits(minutes)?));
    if minutes > 59 || hours * 60 + minutes > 840 {
        return Err(DateError::Zone);
    }
    Ok((rest, Some(sign * (hours * 60 + minutes))))
}

/// A year, year and month, or full date (XML Schema Part 2, 3.2.9 to 3.2.11).
fn parse_date(text: &str) -> Result<When, DateError> {
    let (is_negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut parts = digits.split('-');
    let year = parse_year(parts.next().unwrap_or_default())?;
    let year = if is_negative { -year } else { year };
    let month = parts.next().map(two_digits).transpose()?;
    let day = parts.next().map(two_digits).transpose()?;
    if parts.next().is_some() {
        return Err(DateError::Form);
    }
    check_day(When { year: Some(year), month, day, ..When::default() })
}

/// A month, a month and a day, or a day (XML Schema Part 2, 3.2.12 to 3.2.14).
fn parse_recurring(text: &str) -> Result<When, DateError> {
    let (month, day) = match (text.strip_prefix("---"), text.strip_prefix("--")) {
        (Some(day), _) => (None, Some(two_digits(day)?)),
        (_, Some(rest)) => match rest.split_once('-') {
            Some((month, day)) => (Some(two_digits(month)?), Some(two_digits(day)?)),
            None => (Some(two_digits(rest)?), None),
        },
        _ => return Err(DateError::Form),
    };
    check_day(When { month, day, ..When::default() })
}

fn parse_year(digits: &str) -> Result<i32, DateError> {
    if digits.len() < 4 || !is_digits(digits) {
        return Err(DateError::Form);
    }
    if digits.len() > 9 || digits.len() > 4 && digits.starts_with('0') {
        return Err(DateError::Year);
    }
    match digits.parse() {
        Ok(0) => Err(DateError::YearZero),
        year => year.map_err(|_| DateError::Year),
    }
}

/// A time of day (XML Schema Part 2, 3.2.8).
fn parse_time(text: &str) -> Result<TimeOfDay, DateError> {
    let mut parts = text.splitn(3, ':');
    let mut part = || parts.next().ok_or(DateError::Form);
    let (hour, minute, seconds) = (two_digits(part()?)?, two_digits(part()?)?, part()?);
    let (second, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let second = two_digits(second)?;
    if !is_digits(fraction) {
        return Err(DateError::Form);
    }
    let is_end_of_day = hour == 24 && minute == 0 && second == 0 && fraction.bytes().all(|digit| digit == b'0');
    if minute > 59 || second > 59 || hour > 23 && !is_end_of_day {
        return Err(DateError::Time);
    }
    Ok(TimeOfDay { hour, minute, second })
}

fn check_day(when: When) -> Result<When, DateError> {
    if let Some(month) = when.month
        && !(1..=12).contains(&month)
    {
        return Err(DateError::Month(month));
    }
    let days = days_in(when.year, when.month);
    match when.day {
        Some(day) if day == 0 || day > days => Err(DateError::Day { year: when.year, month: when.month, days }),
        _ => Ok(when),
    }
}

fn two_digits(text: &str) -> Result<u8, DateError> {
    if text.len() == 2 && is_digits(text) { text.parse().map_err(|_| DateError::Form) } else { Err(DateError::Form) }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The days of a month, at most: 29 for a February of no year, 31 where no month is known.
fn days_in(year: Option<i32>, month: Option<u8>) -> u8 {
    match month {
        Some(4 | 6 | 9 | 11) => 30,
        Some(2) if year.is_some_and(|year| !is_leap(i64::from(if year < 0 { year + 1 } else { year }))) => 28,
        Some(2) => 29,
        _ => 31,
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The days from the beginning of 1970 to a day of the Gregorian calendar; the year before 1 is 0.
fn days_before(year: i64, month: u8, day: u8) -> i64 {
    const BEFORE_MONTH: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    const TO_1970: i64 = 719_162;
    let past = year - 1;
    let leap_days = past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400);
    let leap_day = i64::from(month > 2 && is_leap(year));
    let month = BEFORE_MONTH[usize::from(month.clamp(1, 12) - 1)];
    past * 365 + leap_days + month + leap_day + i64::from(day) - 1 - TO_1970
}

fn month_name(month: Option<u8>, year: Option<i32>) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = month.and_then(|month| NAMES.get(usize::from(month).checked_sub(1)?)).copied().unwrap_or("a month");
    year.map_or(name.to_owned(), |year| format!("{name} {year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_read() {
        let values = [
            ("1961", (Some(1961), None, None, None, None)),
            (" 1961-02-10\n", (Some(1961), Some(2), Some(10), None, None)),
            ("12024", (Some(12024), None, None, None, None)),
            ("2020-01:30", (Some(2020), None, None, None, Some(-90))),
            ("--12", (None, Some(12), None, None, None)),
            ("--02-29", (None, Some(2), Some(29), None, None)),
            ("---31Z", (None, None, Some(31), None, Some(0))),
            ("09:30:00", (None, None, None, Some((9, 30, 0)), None)),
            ("1961-02-10T24:00:00.0+14:00", (Some(1961), Some(2), Some(10), Some((24, 0, 0)), Some(840))),
        ];
        for (value, (year, month, day, time, zone)) in values {
            let time = time.map(|(hour, minute, second)| TimeOfDay { hour, minute, second });
            assert_eq!(parse_when(value), Ok(When { year, month, day, time, zone }), "{value}");
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        let form =
            ["", "61", "1961-2-10", "10.2.1961", "1961/1962", "1961-02-10T", "1961T10:00:00", "10:30", "--", "+1961", "1961-XX"];
        for value in form.into_iter().chain(["é61-02", "1961-02-10-", "--1-1", "10:30:00.", "１９６１", "19é1:00"]) {
            assert_eq!(parse_when(value), Err(DateError::Form), "{value}");
        }
        assert_eq!(parse_when("0000"), Err(DateError::YearZero));
        assert_eq!(parse_when("01961"), Err(DateError::Year));
        assert_eq!(parse_when("1234567890"), Err(DateError::Year));
        assert_eq!(parse_when("1961-13"), Err(DateError::Month(13)));
        assert_eq!(parse_when("1900-02-29").map_err(|error| error.to_string()), Err("February 1900 has 28 days".to_owned()));
        assert_eq!(parse_when("---32").map_err(|error| error.to_string()), Err("a month has 31 days".to_owned()));
        assert_eq!(parse_when("25:00:00"), Err(DateError::Time));
        assert_eq!(parse_when("24:00:01"), Err(DateError::Time));
        assert_eq!(parse_when("1961+15:00"), Err(DateError::Zone));
        assert!(parse_when("2000-02-29").is_ok());
    }

    #[test]
    fn a_time_is_after_another_only_without_doubt() {
        let is_after = |a: &str, b: &str| parse_when(a).expect("a date").is_after(parse_when(b).expect("a date"));
        assert!(is_after("1961-02-11", "1961-02-10"));
        assert!(is_after("1961-03", "1961-02-28"));
        assert!(is_after("0001", "-0001"));
        assert!(is_after("-0043", "-0044-12-31"));
        assert!(!is_after("1961", "1961-02-10"));
        assert!(!is_after("1961-02-10", "1961"));
        assert!(!is_after("1961-02-10", "1961-02-10"));
        assert!(!is_after("--12", "--01"));
        assert!(!is_after("23:00:00", "01:00:00"));
        assert!(is_after("1961-02-10T12:00:00Z", "1961-02-10T12:00:00+01:00"));
        assert!(!is_after("1961-02-11Z", "1961-02-10"));
        assert!(is_after("1961-02-12Z", "1961-02-10"));
        assert_eq!(days_before(1970, 1, 1), 0);
        assert_eq!(days_before(2000, 3, 1), 11_017);
    }
}
