//! `@when` says another year or month than the text.
//!
//! ## Why
//!
//! Where the text says 1601 and `@when` says 1610, one of the two is a slip, most often of the attribute: nobody reads it.
//!
//! The year is compared where the text holds one of four digits, and the month where the text names one (in English, German,
//! French, Italian or Spanish) that is not next to that of `@when`: a date of the Julian calendar may fall into the month
//! before. Nothing is said of a `date` with `@calendar`.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>On <date when="1610-02-07">7 February 1601</date> they played it.</p>
//! ```
//!
//! ```xml,invalid
//! <p>On <date when="1601-12-07">7 February 1601</date> they played it.</p>
//! ```
//!
//! ```xml,valid
//! <p>On <date when="1601-02-07">7 February 1600/1</date> they played it.</p>
//! ```
//!
//! ```xml,valid
//! <p>In <date when="1601">the year before 1602</date> <date when="1601">or in 1601, not in 1603</date> they played it.</p>
//! ```
//!
//! ## Fix
//!
//! Look into the source, and correct the attribute or the text.

use crate::{
    diagnostic::quote,
    rules::{
        Context,
        engine::{declare_rule, plain_words},
    },
    tei::parse_when,
    xml::Node,
};

declare_rule! {
    ContradictingDate {
        page: "contradicting_date.rs",
        code: "ND005",
        name: "contradicting-date",
        severity: Warning,
        watch: Elements ["date", "docDate", "origDate", "birth", "death"],
        guidelines: ["CONADA", "NDDATE"],
        since: "0.2.0",
        fix: false,
    }
}

fn check<'t>(date: Node<'t>, cx: &mut Context<'t>) {
    let Some(attribute) = date.attribute_node("when").filter(|_| !date.has_attribute("calendar")) else { return };
    let Ok(when) = parse_when(attribute.value()) else { return };
    let text = plain_words(date);
    let years = years(&text);
    // A year that begins in spring is written as two, and a text may say "the year before".
    let is_near = |year: i32| years.iter().any(|other| (other - year).abs() <= 1);
    let is_other_year = when.year.is_some_and(|year| !years.is_empty() && !is_near(year));
    let is_other_month = || {
        let Some(month) = when.month else { return false };
        let months = months(&text);
        !months.is_empty() && !months.iter().any(|other| is_next(*other, month))
    };
    if !is_other_year && !is_other_month() {
        return;
    }
    let (value, span) = cx.trimmed_value(attribute);
    let message = format!("`@when` is {}, and the text says {}", quote(value), quote(&text));
    let finding = META.finding(span, message).help("look into the source, and correct the attribute or the text");
    cx.report(finding.label(cx.tree().name_span(date), "the text that it is about"));
}

/// The years of four digits in a text.
fn years(text: &str) -> Vec<i32> {
    let numbers = text.split(|character: char| !character.is_ascii_digit()).filter(|number| number.len() == 4);
    numbers.filter_map(|number| number.parse().ok()).filter(|year| (1000..2100).contains(year)).collect()
}

/// The months that a text names, from 1.
fn months(text: &str) -> Vec<u8> {
    // No month has fewer letters, nor more bytes.
    let words = text.split(|character: char| !character.is_alphabetic()).filter(|word| (3..=10).contains(&word.len()));
    words.filter_map(|word| month(&word.to_lowercase())).collect()
}

fn month(word: &str) -> Option<u8> {
    const MONTHS: [&[&str]; 12] = [
        &["january", "januar", "jänner", "janvier", "gennaio", "enero"],
        &["february", "februar", "feber", "février", "febbraio", "febrero"],
        &["march", "märz", "mars", "marzo"],
        &["april", "avril", "aprile", "abril"],
        &["may", "mai", "maggio", "mayo"],
        &["june", "juni", "juin", "giugno", "junio"],
        &["july", "juli", "juillet", "luglio", "julio"],
        &["august", "août", "agosto"],
        &["september", "septembre", "settembre", "septiembre", "setiembre"],
        &["october", "oktober", "octobre", "ottobre", "octubre"],
        &["november", "novembre", "noviembre"],
        &["december", "dezember", "décembre", "dicembre", "diciembre"],
    ];
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    u8::try_from(at + 1).ok()
}

/// Whether two months are the same or follow each other.
fn is_next(a: u8, b: u8) -> bool {
    matches!(a.abs_diff(b), 0 | 1 | 11)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_months_are_read_from_words() {
        assert_eq!(years("7 February 1600/1601, 12345, 0012"), [1600, 1601]);
        assert_eq!(months("den 3. März und le 4 août"), [3, 8]);
        assert!(is_next(12, 1) && is_next(3, 3) && !is_next(2, 12));
    }
}
