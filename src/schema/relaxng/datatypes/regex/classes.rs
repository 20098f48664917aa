//! Which characters a class of a regular expression has.

use unicode_general_category::{GeneralCategory, get_general_category};

use crate::xml::second_edition;

/// A set of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Class {
    /// What it has, unless it is `negated`.
    pub(super) items: Vec<Item>,
    /// Whether it has everything but the items.
    pub(super) negated: bool,
    /// What is taken away from it.
    pub(super) minus: Option<Box<Class>>,
}

/// A part of a class: a range, or an escape that stands for many characters; `true` for all but those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// From one character to another, both included.
    Range(char, char),
    /// General categories, one bit for each.
    Categories(u32, bool),
    /// A block: the ranges that `blocks` gives.
    Block(&'static [(&'static str, u32, u32)], bool),
    /// `\s`
    Space(bool),
    /// `\i`
    NameStart(bool),
    /// `\c`
    NameChar(bool),
}

impl Class {
    /// A class of one item.
    pub(super) fn of(item: Item) -> Class {
        Class { items: vec![item], negated: false, minus: None }
    }

    /// `.`: everything but line feed and carriage return.
    pub(super) fn any() -> Class {
        Class { items: vec![Item::Range('\n', '\n'), Item::Range('\r', '\r')], negated: true, minus: None }
    }

    /// Whether the class has the character.
    pub(super) fn has(&self, character: char) -> bool {
        self.items.iter().any(|item| item.has(character)) != self.negated
            && !self.minus.as_ref().is_some_and(|minus| minus.has(character))
    }
}

impl Item {
    fn has(&self, character: char) -> bool {
        let code = u32::from(character);
        match *self {
            Item::Range(first, last) => (first..=last).contains(&character),
            Item::Categories(mask, negated) => (mask & bit(get_general_category(character)) != 0) != negated,
            Item::Block(ranges, negated) => ranges.iter().any(|(_, first, last)| (*first..=*last).contains(&code)) != negated,
            Item::Space(negated) => matches!(character, ' ' | '\t' | '\n' | '\r') != negated,
            Item::NameStart(negated) => second_edition::is_name_start(character) != negated,
            Item::NameChar(negated) => second_edition::is_name_char(character) != negated,
        }
    }
}

/// The categories that a name such as `L` or `Nd` stands for, one bit for each; surrogates are no characters.
pub(super) fn categories(name: &str) -> Option<u32> {
    let mask = CATEGORIES.iter().filter(|(code, _)| name.len() <= 2 && !name.is_empty() && code.starts_with(name));
    let mask = mask.fold(0, |mask, (_, category)| mask | bit(*category));
    (mask != 0).then_some(mask)
}

/// Decimal digits: `\d`.
pub(super) fn digits() -> u32 {
    bit(GeneralCategory::DecimalNumber)
}

/// Punctuation, separators and others, which `\w` leaves out.
pub(super) fn not_in_words() -> u32 {
    ["P", "Z", "C"].into_iter().filter_map(categories).fold(0, |all, mask| all | mask)
}

fn bit(category: GeneralCategory) -> u32 {
    1 << (category as u32)
}

static CATEGORIES: &[(&str, GeneralCategory)] = &[
    ("Lu", GeneralCategory::UppercaseLetter),
    ("Ll", GeneralCategory::LowercaseLetter),
    ("Lt", GeneralCategory::TitlecaseLetter),
    ("Lm", GeneralCategory::ModifierLetter),
    ("Lo", GeneralCategory::OtherLetter),
    ("Mn", GeneralCategory::NonspacingMark),
    ("Mc", GeneralCategory::SpacingMark),
    ("Me", GeneralCategory::EnclosingMark),
    ("Nd", GeneralCategory::DecimalNumber),
    ("Nl", GeneralCategory::LetterNumber),
    ("No", GeneralCategory::OtherNumber),
    ("Pc", GeneralCategory::ConnectorPunctuation),
    ("Pd", GeneralCategory::DashPunctuation),
    ("Ps", GeneralCategory::OpenPunctuation),
    ("Pe", GeneralCategory::ClosePunctuation),
    ("Pi", GeneralCategory::InitialPunctuation),
    ("Pf", GeneralCategory::FinalPunctuation),
    ("Po", GeneralCategory::OtherPunctuation),
    ("Zs", GeneralCategory::SpaceSeparator),
    ("Zl", GeneralCategory::LineSeparator),
    ("Zp", GeneralCategory::ParagraphSeparator),
    ("Sm", GeneralCategory::MathSymbol),
    ("Sc", GeneralCategory::CurrencySymbol),
    ("Sk", GeneralCategory::ModifierSymbol),
    ("So", GeneralCategory::OtherSymbol),
    ("Cc", GeneralCategory::Control),
    ("Cf", GeneralCategory::Format),
    ("Co", GeneralCategory::PrivateUse),
    ("Cn", GeneralCategory::Unassigned),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_one_category() {
        let masks: Vec<u32> = CATEGORIES.iter().map(|(name, _)| categories(name).expect("it is in the table")).collect();
        for code in (0..=0x10_ffff).step_by(61) {
            if let Some(character) = char::from_u32(code) {
                let count = masks.iter().filter(|&&mask| Item::Categories(mask, false).has(character)).count();
                assert_eq!(count, 1, "U+{code:04X}");
            }
        }
    }

    #[test]
    fn categories_have_names_of_one_or_two_letters() {
        let numbers = ["Nd", "Nl", "No"].map(|name| categories(name).expect(name));
        assert_eq!(categories("N"), Some(numbers[0] | numbers[1] | numbers[2]));
        for name in ["", "Cs", "Lx", "n", "LC", "Ndx", "IsL"] {
            assert_eq!(categories(name), None, "{name}");
        }
    }
}
