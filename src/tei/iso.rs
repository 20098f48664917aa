//! Dates and times as the attributes of `att.datable.iso` write them.

use crate::tei::{DateError, parse_when};

/// Checks a value of `teidata.temporal.iso`: a form of `@when`, or one that only ISO 8601 has: without hyphens (`16010207`), a week
/// (`1601-W06-3`), a day of the year (`1601-038`), a duration (`P1Y`), or two of these around a `/`.
///
/// # Errors
/// [`DateError::Form`] for characters or an order that no form has, the others for a part that is out of its range.
///
/// ```
/// use teiwright::tei::{DateError, check_iso};
///
/// assert!(["1601-02-07", "16010207", "1601-W06", "1601/1602", "P1Y2M", "09:30", "16010207T0930"].iter().all(|it| check_iso(it).is_ok()));
/// assert_eq!(check_iso("7 February"), Err(DateError::Form));
/// assert!(check_iso("16010230").is_err());
/// ```
pub fn check_iso(value: &str) -> Result<(), DateError> {
    let value = value.trim_ascii();
    let mut parts = value.split('/');
    let (first, second) = (parts.next().unwrap_or_default(), parts.next());
    if parts.next().is_some() || value == "/" || first.is_empty() && second.is_none() {
        return Err(DateError::Form);
    }
    // An end may be open, and the end of a span may leave out what it shares with its beginning.
    for part in [Some(first), second].into_iter().flatten().filter(|part| !part.is_empty()) {
        check_part(part, second.is_some())?;
    }
    Ok(())
}

fn check_part(part: &str, is_of_span: bool) -> Result<(), DateError> {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let date = part.split('T').next().unwrap_or_default();
    if date.len() == 8 && is_digits(date) {
        // The basic form of a full date; its parts have the ranges of the other form.
        return parse_when(&format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..])).map(|_| ());
    }
    let plain = match parse_when(part) {
        Ok(_) => return Ok(()),
        Err(DateError::Form) => part,
        Err(error) => return Err(error),
    };
    let is_known = |byte: u8| byte.is_ascii_digit() || b".,DHMPRSTWYZ:+-".contains(&byte);
    if !plain.bytes().all(is_known) || !plain.bytes().any(|byte| byte.is_ascii_digit()) {
        return Err(DateError::Form);
    }
    match date.len() {
        // Without a letter and a hyphen, a shorter number is a year, a century, or part of a span.
        1 | 3 if is_digits(date) && !is_of_span => Err(DateError::Form),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_those_of_the_standard() {
        for value in
            ["1601", "16", "1601-038", "1601-W06-3", "T09", "0930", "P1Y/1602", "1601/", "1601-02-07/09", "R5/P1D", "--0207"]
        {
            assert_eq!(check_iso(value), Ok(()), "{value}");
        }
        for value in ["", "/", "a", "1601/1602/1603", "1601-02-30", "16011301", "160", "1601 1602", "W"] {
            assert!(check_iso(value).is_err(), "{value}");
        }
    }
}
