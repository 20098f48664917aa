//! Times: `00:01:02,500 --> 00:01:04,000`.

/// The most digits of a number of hours.
const HOUR_DIGITS: usize = 6;

/// The two times of a line, in milliseconds, and what stands after them: settings.
pub(super) fn time_line(line: &str) -> Option<((u64, u64), &str)> {
    let (start, rest) = line.split_once("-->")?;
    let rest = rest.trim_start();
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    Some(((moment(start.trim())?, moment(&rest[..end])?), rest[end..].trim()))
}

/// Whether a line states when a cue begins and ends.
pub(in crate::transcript) fn is_time_line(line: &str) -> bool {
    time_line(line).is_some()
}

/// A time in milliseconds: hours, which may be left out, minutes and seconds, with a fraction after a comma or a full stop.
pub(super) fn moment(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once([',', '.']).unwrap_or((text, ""));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = whole.rsplit(':');
    let (seconds, minutes, hours) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() || fraction.len() > 3 || !fraction.is_empty() && !is_digits(fraction) {
        return None;
    }
    let sixty = |text: &str| is_digits(text).then(|| text.parse::<u64>().ok()).flatten().filter(|number| *number < 60);
    let hours = match hours {
        Some(hours) if is_digits(hours) && hours.len() <= HOUR_DIGITS => hours.parse::<u64>().ok()?,
        Some(_) => return None,
        None => 0,
    };
    let thousandths = format!("{fraction:0<3}").parse::<u64>().ok()?;
    Some(((hours * 60 + sixty(minutes)?) * 60 + sixty(seconds)?) * 1000 + thousandths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_both_notations() {
        assert_eq!(moment("00:01:02,500"), Some(62_500));
        assert_eq!(moment("01:02.5"), Some(62_500));
        assert_eq!(moment("123:00:00"), Some(442_800_000));
        for none in ["", "5", "00:61:00", "00:00:60,000", "a:00", "00:00:00,0000", "1:00:00:00", "00:00:01,5x", "-1:00"] {
            assert_eq!(moment(none), None, "{none}");
        }
        assert_eq!(time_line("00:01,0 --> 00:02,0 align:start"), Some(((1000, 2000), "align:start")));
        assert_eq!(time_line("00:00:01,000 -> 00:00:02,000"), None);
    }
}
