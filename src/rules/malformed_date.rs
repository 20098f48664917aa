//! A dating attribute holds no date or time.
//!
//! ## Why
//!
//! `@when`, `@from`, `@to`, `@notBefore` and `@notAfter` say for programs what the text says for readers. They hold a year, a
//! month or a day of the Gregorian calendar (`1601`, `1601-02`, `1601-02-07`), a time of day (`09:30:00`), or both
//! (`1601-02-07T09:30:00`); a year has four digits, and those before our era a minus sign (`-0043`). Other values cannot be
//! sorted or drawn on a time line, and a day that its month lacks is a slip.
//!
//! The attributes whose names end in `-iso` may hold the other forms of ISO 8601 too: `16010207`, `1601-W06`, `1601/1602`.
//!
//! `@from` and `@to` are judged only on elements that TEI dates with them: those of `biblScope` or `app` are no dates.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>On <date when="7.2.1601">that Saturday</date>.</p>
//! ```
//!
//! ```xml,invalid
//! <p>On <date when="1601-02-29">the last of February</date>.</p>
//! ```
//!
//! ```xml,invalid
//! <p>On <date when="1601-2-7">that day</date>.</p>
//! ```
//!
//! ```xml,fixed
//! <p>On <date when="1601-02-07">that day</date>.</p>
//! ```
//!
//! ```xml,invalid
//! <p>On <date when-iso="7 February 1601">that day</date>.</p>
//! ```
//!
//! ```xml,valid
//! <p>On <date when="1601-02-07">that Saturday</date>.</p>
//! ```
//!
//! ```xml,valid
//! <p>In <biblScope unit="page" from="xii" to="xv">the preface</biblScope>.</p>
//! ```
//!
//! ```xml,valid
//! <p>Each <date when="--04-23">23 April</date>, from <time when="09:30:00">half past nine</time>.</p>
//! ```
//!
//! ## Fix
//!
//! Write year, month and day in this order, with hyphens and two digits for month and day (the fix adds missing zeros). A
//! span of time is `@from` and `@to`; what is uncertain is `@notBefore` and `@notAfter`; a date of another calendar is
//! `@when-custom`.

use crate::{
    diagnostic::{Edit, Fix, quote},
    rules::{
        Context,
        engine::{declare_rule, is_dated},
    },
    tei::{DateError, check_iso, parse_when},
    xml::{Attribute, Node},
};

declare_rule! {
    MalformedDate {
        page: "malformed_date.rs",
        code: "ND002",
        name: "malformed-date",
        severity: Error,
        watch: Attributes [
            "when", "from", "to", "notBefore", "notAfter", "absolute", "when-iso", "from-iso", "to-iso", "notBefore-iso",
            "notAfter-iso"
        ],
        guidelines: ["CONADA", "NDDATE"],
        since: "0.1.0",
        fix: true,
    }
}

fn check<'t>(element: Node<'t>, attribute: Attribute<'t>, cx: &mut Context<'t>) {
    let is_date = if attribute.name() == "absolute" { element.tag_name().name() == "when" } else { is_dated(element) };
    let (value, span) = cx.trimmed_value(attribute);
    let is_iso = attribute.name().ends_with("-iso");
    let Err(error) = (if is_iso { check_iso(value) } else { parse_when(value).map(|_| ()) }) else { return };
    if !is_date {
        return;
    }
    let name = attribute.name();
    let finding = match (value, error) {
        ("", _) => META.finding(span, format!("`@{name}` is empty")),
        (_, DateError::Form) => META.finding(span, format!("{} is no date or time of `@{name}`", quote(value))),
        _ => META.finding(span, format!("{} is no date: {error}", quote(value))),
    };
    cx.report(match padded(value).filter(|_| error == DateError::Form) {
        Some(padded) => {
            let title = format!("write `{padded}`");
            let help = format!("{title}: month and day have two digits");
            finding.help(help).fix(Fix::new(title, vec![Edit::new(span, padded)]))
        }
        None => finding.help(help(value, error)),
    });
}

/// The value with the zeros that it lacks, where nothing else is wrong with it.
fn padded(value: &str) -> Option<String> {
    const LONGEST: usize = "1601-02-07+01:00".len();
    let (year, rest) = value.split_once('-').filter(|_| value.len() <= LONGEST)?;
    let padded = rest.split('-').fold(year.to_owned(), |date, part| format!("{date}-{part:0>2}"));
    parse_when(&padded).is_ok().then_some(padded)
}

/// What was probably meant, by the look of the value.
fn help(value: &str, error: DateError) -> String {
    const FORMS: &str = "expected a form such as `1601`, `1601-02` or `1601-02-07`";
    let is_span = ["/", "..", "–"]
        .iter()
        .any(|mark| value.split_once(mark).is_some_and(|(from, to)| parse_when(from).is_ok() && parse_when(to).is_ok()));
    let is_uncertain = value.contains(['?', '~', '%', 'X', 'x', '[']);
    match error {
        DateError::YearZero => "the year before `0001` is `-0001`".to_owned(),
        DateError::Year => "a year has four digits, or more without a leading zero".to_owned(),
        DateError::Day { month: Some(2), .. } if value.ends_with("-29") => {
            "the calendar is the Gregorian one; a day of the Julian calendar goes into `@when-custom`".to_owned()
        }
        DateError::Month(_) | DateError::Day { .. } => "year, month and day stand in this order".to_owned(),
        DateError::Time => "expected `00:00:00` to `24:00:00`".to_owned(),
        DateError::Zone => "expected `Z`, or at most 14 hours such as `+14:00`".to_owned(),
        _ if is_span => format!("a span of time is written with `@from` and `@to`; {FORMS}"),
        _ if parse_when(&format!("{value}:00")).is_ok() => "a time has its seconds: `09:30:00`".to_owned(),
        _ if is_uncertain => format!("what is uncertain is written with `@notBefore` and `@notAfter`, or with `@cert`; {FORMS}"),
        _ => FORMS.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_are_added_only_where_nothing_else_is_wrong() {
        assert_eq!(padded("1601-2-7").as_deref(), Some("1601-02-07"));
        assert_eq!(padded("1601-2").as_deref(), Some("1601-02"));
        for value in ["1601", "601-2-7", "1601-2-30", "7-2-1601", "1601-", "1601-é"] {
            assert_eq!(padded(value), None, "{value}");
        }
    }

    #[test]
    fn the_help_goes_by_the_look_of_the_value() {
        assert!(help("1601/1602", DateError::Form).contains("`@from` and `@to`"));
        assert!(help("1601?", DateError::Form).contains("`@notBefore`"));
        assert!(help("09:30", DateError::Form).contains("seconds"));
        assert!(help("7.2.1601", DateError::Form).starts_with("expected"));
    }
}
