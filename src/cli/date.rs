//! The date of a conversion: said by the caller, never read from the clock.

use std::env;

use crate::cli::failure::Failure;

/// The last second that has a year of four digits, counted from 1970.
const LAST_SECOND: u64 = 253_402_300_799;

/// Reads `--date`: a year, a month or a day, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
///
/// # Errors
/// What is wrong with it, in words.
pub fn parse(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, width: usize| {
        let is_number = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| is_number)
    };
    let form = || format!("`{text}` is not of the form YYYY, YYYY-MM or YYYY-MM-DD");
    let year = parts.first().and_then(|part| number(part, 4)).filter(|&year| year > 0).ok_or_else(form)?;
    let month = parts.get(1).map(|part| number(part, 2).ok_or_else(form)).transpose()?;
    let day = parts.get(2).map(|part| number(part, 2).ok_or_else(form)).transpose()?;
    if parts.len() > 3 {
        return Err(form());
    }
    if month.is_some_and(|month| !(1..=12).contains(&month)) {
        return Err(format!("`{text}` has a month that no year has"));
    }
    if let (Some(month), Some(day)) = (month, day)
        && !(1..=month_length(year, month)).contains(&day)
    {
        return Err(format!("`{text}` has a day that its month lacks"));
    }
    Ok(text.to_owned())
}

/// The date that the environment sets for builds that can be repeated (`SOURCE_DATE_EPOCH`, seconds since 1970 in UTC).
///
/// # Errors
/// [`Failure`] when the variable is set and is no number of seconds.
pub fn from_environment() -> Result<Option<String>, Failure> {
    const NAME: &str = "SOURCE_DATE_EPOCH";
    let Some(value) = env::var_os(NAME).filter(|value| !value.is_empty()) else { return Ok(None) };
    let value = value.to_string_lossy();
    match value.parse::<u64>() {
        Ok(seconds) if seconds <= LAST_SECOND => Ok(Some(day_of(seconds))),
        _ => Err(Failure::new(format!("{NAME} is `{value}`, which is no number of seconds since 1970"))
            .help("unset it, or name the date: `--date 2026-08-01`")),
    }
}

/// The day in UTC of a second since 1970, in the Gregorian calendar.
fn day_of(seconds: u64) -> String {
    // Days are counted from 1 March of the year 0, so that the leap day ends a year; 400 years are one cycle.
    let days = seconds / 86_400 + 719_468;
    let (cycle, day_of_cycle) = (days / 146_097, days % 146_097);
    let year_of_cycle = (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
    let day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = cycle * 400 + year_of_cycle + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

fn month_length(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_three_forms() {
        for good in ["1961", "1961-02", "1961-02-10", "2000-02-29", "2024-12-31"] {
            assert_eq!(parse(good), Ok(good.to_owned()));
        }
        for bad in
            ["", "61", "1961-2", "1961-02-10-1", "10.2.1961", "+961", "0000", "1961-13", "1961-00", "1900-02-29", "2024-04-31"]
        {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn seconds_become_days_across_leap_years() {
        let cases = [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_709_164_800, "2024-02-29"),
            (4_107_542_400, "2100-03-01"),
            (LAST_SECOND, "9999-12-31"),
        ];
        for (seconds, day) in cases {
            assert_eq!(day_of(seconds), day, "{seconds}");
        }
    }
}
