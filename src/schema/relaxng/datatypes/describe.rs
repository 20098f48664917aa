//! What a datatype wants, in words, for the messages of those who write documents and not schemas.

use super::{
    Datatype, IdKind, Regex,
    compile::quote,
    decimal::Digits,
    facets::{Bound, Facet},
    kinds::{Item, Kind},
    moment::MomentKind,
    space::WhiteSpace,
};

/// What a pattern wants that takes whatever has no white space in it.
const WORD: &str = "one word (no spaces)";

impl Datatype {
    /// What the datatype wants, so that it reads after "expected": "a date such as `1820-05-01`", "one word (no spaces)".
    pub fn describe(&self) -> String {
        let mut rest: Vec<&Facet> = self.facets.iter().collect();
        // The patterns say it better than the name of a datatype that takes any text.
        let said_by_pattern = match self.kind {
            Kind::Text(_) => rest.iter().position(|facet| matches!(facet, Facet::Pattern(_))).map(|at| rest.remove(at)),
            _ => None,
        };
        let mut words = match said_by_pattern {
            Some(Facet::Pattern(regex)) if is_word(regex) => WORD.to_owned(),
            Some(facet) => format!("text {}", self.facet_in_words(facet)),
            None => phrase(self.kind),
        };
        for facet in rest {
            words.push_str(", ");
            words.push_str(&self.facet_in_words(facet));
        }
        words
    }

    fn facet_in_words(&self, facet: &Facet) -> String {
        let units = |count: usize| {
            let (one, several) = self.kind.length_unit().unwrap_or(("character", "characters"));
            format!("{count} {}", if count == 1 { one } else { several })
        };
        let digits = |count: usize| if count == 1 { "1 digit".to_owned() } else { format!("{count} digits") };
        match facet {
            Facet::Length(count) => format!("exactly {}", units(*count)),
            Facet::MinLength(count) => format!("at least {}", units(*count)),
            Facet::MaxLength(count) => format!("at most {}", units(*count)),
            Facet::TotalDigits(count) => format!("at most {}", digits(*count)),
            Facet::FractionDigits(0) => "nothing after the point".to_owned(),
            Facet::FractionDigits(count) => format!("at most {} after the point", digits(*count)),
            Facet::Pattern(regex) if is_word(regex) => WORD.to_owned(),
            Facet::Pattern(regex) => format!("of the form `{}`", quote(regex.pattern())),
            Facet::Bound(bound, _, text) => format!("{} `{}`", self.bound_in_words(*bound), quote(text)),
        }
    }

    fn bound_in_words(&self, bound: Bound) -> &'static str {
        let is_time = matches!(self.kind, Kind::Moment(_));
        match bound {
            Bound::MinInclusive if is_time => "not before",
            Bound::MinExclusive if is_time => "after",
            Bound::MaxInclusive if is_time => "not after",
            Bound::MaxExclusive if is_time => "before",
            Bound::MinInclusive => "at least",
            Bound::MinExclusive => "more than",
            Bound::MaxInclusive => "at most",
            Bound::MaxExclusive => "less than",
        }
    }
}

/// Whether the pattern takes whatever has no white space in it, as far as a few texts can show.
fn is_word(regex: &Regex) -> bool {
    let words = ["a", "1", "é", "-", "#act1", "Well-met,", "a:b/c?d=e&f", "прощай", "«…»", "(x|y)"];
    let others = ["", " ", "a b", " a", "a\u{a0}b"];
    words.iter().all(|word| regex.matches(word)) && !others.iter().any(|other| regex.matches(other))
}

fn phrase(kind: Kind) -> String {
    let words = match kind {
        Kind::Text(WhiteSpace::Preserve) => "any text",
        Kind::Text(_) => "text",
        Kind::Boolean => "`true` or `false`",
        Kind::Decimal => "a number such as `2.5`",
        Kind::Integer(least, most) => return integer(least, most),
        Kind::Float | Kind::Double => "a number such as `2.5` or `1e6`",
        Kind::Duration => "a duration such as `P1Y6M` or `PT45M`",
        Kind::Moment(kind) => moment(kind),
        Kind::HexBinary => "octets as pairs of hexadecimal digits such as `0AFF`",
        Kind::Base64Binary => "octets in base 64 such as `VEVJ`",
        Kind::AnyUri => "a pointer such as `#act1` or `https://example.org/act1`",
        Kind::QName => "a name, with its prefix if it has one, such as `tei:sp`",
        Kind::Language => "a language tag such as `en` or `de-AT`",
        Kind::Name => "a name without spaces such as `act1`",
        Kind::NcName(IdKind::Idref) => "an identifier of this document, a name without colon or spaces, such as `act1`",
        Kind::NcName(_) => "a name without colon or spaces such as `act1`",
        Kind::NmToken => "a word of letters, digits, `-`, `_`, `.` and `:` such as `act-1`",
        Kind::Entity => "the name of an unparsed entity that the DTD declares",
        Kind::List(Item::NmToken) => {
            "words of letters, digits, `-`, `_`, `.` and `:` with spaces between them such as `act-1 act-2`"
        }
        Kind::List(Item::Idref) => "identifiers of this document with spaces between them such as `act1 act2`",
        Kind::List(Item::Entity) => "names of unparsed entities that the DTD declares, with spaces between them",
    };
    words.to_owned()
}

fn moment(kind: MomentKind) -> &'static str {
    match kind {
        MomentKind::DateTime => "a date with its time such as `1820-05-01T19:30:00`",
        MomentKind::Time => "a time such as `19:30:00`",
        MomentKind::Date => "a date such as `1820-05-01`",
        MomentKind::YearMonth => "a year and a month such as `1820-05`",
        MomentKind::Year => "a year of four digits such as `1820`",
        MomentKind::MonthDay => "a month and a day such as `--05-01`",
        MomentKind::Day => "a day of the month such as `---01`",
        MomentKind::Month => "a month such as `--05`",
    }
}

fn integer(least: Option<Digits<'static>>, most: Option<Digits<'static>>) -> String {
    let written = |digits: Digits<'_>| match (digits.is_negative, digits.whole) {
        (_, "") => "0".to_owned(),
        (true, whole) => format!("-{whole}"),
        (false, whole) => whole.to_owned(),
    };
    match (least.map(written), most.map(written)) {
        (None, None) => "a whole number such as `3`".to_owned(),
        (Some(least), None) => format!("a whole number from {least} on such as `3`"),
        (None, Some(most)) => format!("a whole number up to {most} such as `-3`"),
        (Some(least), Some(most)) => format!("a whole number from {least} to {most} such as `3`"),
    }
}
