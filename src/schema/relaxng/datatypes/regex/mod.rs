//! Regular expressions of XML Schema (part 2, appendix F), matched against whole texts in time linear in their length.
//!
//! `parse` reads the expression, `classes` and `blocks` say which characters a class has, `program` makes an automaton
//! without empty moves (one position for each class in the expression) and follows all of its paths at once.

mod blocks;
mod classes;
mod parse;
mod program;

use program::Program;

/// How many positions an expression may have once its counted repetitions are written out: `(ab){3}` has six.
pub const POSITION_LIMIT: usize = 2048;

/// How deep parentheses, and subtractions in character classes, may stand within one another.
pub const NESTING_LIMIT: usize = 100;

/// A compiled regular expression.
///
/// ```
/// use teiwright::schema::relaxng::datatypes::Regex;
///
/// let word = Regex::compile(r"[^\p{C}\p{Z}]+")?;
/// assert!(word.matches("прощай") && !word.matches("well met"));
/// assert_eq!(Regex::compile("a**").unwrap_err().at, 2);
/// # Ok::<(), teiwright::schema::relaxng::datatypes::RegexError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Regex {
    pattern: Box<str>,
    program: Program,
}

impl Regex {
    /// Compiles an expression.
    ///
    /// # Errors
    /// [`RegexError`], with the place in the pattern.
    pub fn compile(pattern: &str) -> Result<Regex, RegexError> {
        let syntax = parse::parse(pattern)?;
        let program = Program::new(syntax).ok_or_else(|| RegexError::new(RegexProblem::TooLarge, pattern, 0))?;
        Ok(Regex { pattern: pattern.into(), program })
    }

    /// Whether the whole text matches.
    pub fn matches(&self, text: &str) -> bool {
        self.program.matches(text)
    }

    /// The expression as written.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Whether matching takes a few machine steps for a character.
    pub(super) fn is_cheap(&self) -> bool {
        self.program.is_small()
    }
}

/// A fault of a regular expression and its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct RegexError {
    /// What is wrong.
    pub problem: RegexProblem,
    /// Where: bytes of the pattern before it.
    pub at: usize,
    /// Where: the character, from 1; one more than there are where the pattern ends too early.
    pub character: usize,
}

impl RegexError {
    fn new(problem: RegexProblem, pattern: &str, at: usize) -> RegexError {
        RegexError { problem, at, character: pattern[..at].chars().count() + 1 }
    }

    /// How to mend it, in one line.
    pub fn help(&self) -> String {
        match &self.problem {
            RegexProblem::Unescaped(character) => format!("write `\\{character}` for the character itself"),
            RegexProblem::Expected(what) => format!("write `{what}` here"),
            RegexProblem::ExpectedDigit => "a repetition is `{2}`, `{2,}` or `{2,4}`; write `\\{` for the character itself".to_owned(),
            RegexProblem::UnknownEscape => {
                "the escapes are `\\n`, `\\r`, `\\t`, a backslash before a character that has a meaning, `\\s`, `\\d`, `\\w`, `\\i`, `\\c` and \
                 their capitals, `\\p{…}` and `\\P{…}`"
                    .to_owned()
            }
            RegexProblem::UnknownCategory(_) => "write a general category of Unicode such as `\\p{L}` or `\\p{Nd}`".to_owned(),
            RegexProblem::UnknownBlock(_) => "write a block of Unicode without its spaces, such as `\\p{IsGreekExtended}`".to_owned(),
            RegexProblem::BackwardRange(..) | RegexProblem::BackwardCount(..) => "write the lower bound first".to_owned(),
            RegexProblem::RangeOfClass => "write single characters around the hyphen, or `\\-` for the hyphen itself".to_owned(),
            RegexProblem::EmptyClass => "write at least one character between the brackets".to_owned(),
            RegexProblem::TooDeep | RegexProblem::TooLarge => "say it with fewer parentheses or repetitions".to_owned(),
        }
    }
}

/// What is wrong with a regular expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegexProblem {
    /// A character that has a meaning stands where that meaning does not fit.
    #[error("`{0}` cannot stand here without a backslash")]
    Unescaped(char),
    /// Something must stand here.
    #[error("expected `{0}`")]
    Expected(char),
    /// A repetition has no number.
    #[error("expected a number")]
    ExpectedDigit,
    /// No escape is written so.
    #[error("no escape is written so")]
    UnknownEscape,
    /// No general category has this name.
    #[error("no general category of Unicode is called `{0}`")]
    UnknownCategory(String),
    /// No block has this name.
    #[error("no block of Unicode is called `{0}`")]
    UnknownBlock(String),
    /// A range of characters ends before it begins.
    #[error("the range from `{0}` to `{1}` runs backward")]
    BackwardRange(char, char),
    /// A repetition has its bounds the wrong way round.
    #[error("the repetition from {0} to {1} runs backward")]
    BackwardCount(u32, u32),
    /// A bound of a range is a whole class.
    #[error("a range of characters has a class at one end")]
    RangeOfClass,
    /// A class has no characters.
    #[error("the class has no characters")]
    EmptyClass,
    /// More than [`NESTING_LIMIT`] levels.
    #[error("the pattern is more than {NESTING_LIMIT} levels deep")]
    TooDeep,
    /// More than [`POSITION_LIMIT`] positions.
    #[error("the pattern has more than {POSITION_LIMIT} positions once its repetitions are written out")]
    TooLarge,
}

#[cfg(test)]
mod tests;
