//! Patterns of paths, as files of settings name files.

/// The most patterns that the braces of one may stand for.
const ALTERNATIVES: usize = 64;

/// A pattern of paths whose parts are divided by `/`.
///
/// `*` stands for any characters of one part, `?` for one, `[a-z]` and `[!a-z]` for one of a set or none of it, `[a-z]+` for one
/// and more, `**` for any parts, `{a,b}` for one of several. A pattern without `/` is about the last part of a path; one that ends with `/` is about
/// all below that folder; any other is about the whole path, from the folder of the file in which it stands.
///
/// ```
/// use teiwright::settings::Pattern;
///
/// let pattern = Pattern::new("plays/**/*.xml")?;
/// assert!(pattern.matches("plays/hamlet.xml") && pattern.matches("plays/old/faust.xml"));
/// assert!(!pattern.matches("drafts/plays/hamlet.xml"));
/// # Ok::<(), teiwright::settings::PatternError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    alternatives: Vec<Vec<Token>>,
    is_about_name: bool,
}

/// Why a text is no pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PatternError {
    /// There is nothing in it.
    #[error("the pattern is empty")]
    Empty,
    /// A bracket or brace has no partner.
    #[error("`{0}` has no partner in the pattern")]
    Open(char),
    /// Its braces stand for too many patterns.
    #[error("the braces of the pattern stand for more than {ALTERNATIVES} patterns")]
    Alternatives,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    One(char),
    /// One character of a part.
    Any,
    /// One character within, or not within, ranges.
    Set(Vec<(char, char)>, bool),
    /// Any characters of a set.
    Sets(Vec<(char, char)>, bool),
    /// Any characters of one part.
    Star,
    /// Any characters.
    Deep,
    /// Any whole parts, each with the `/` after it.
    Folders,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// [`PatternError`] for what is none.
    pub fn new(text: &str) -> Result<Pattern, PatternError> {
        let mut whole = text.trim_start_matches("./").to_owned();
        let is_about_name = !whole.contains('/');
        if whole.len() > 1 && whole.ends_with('/') {
            whole += "**";
        }
        let whole = whole.trim_start_matches('/');
        if whole.is_empty() {
            return Err(PatternError::Empty);
        }
        let alternatives = alternatives(whole)?.iter().map(|text| tokens(text)).collect::<Result<_, _>>()?;
        Ok(Pattern { alternatives, is_about_name })
    }

    /// Whether a path, from the same folder, is one that is meant.
    pub fn matches(&self, path: &str) -> bool {
        let text = if self.is_about_name { path.rsplit('/').next().unwrap_or(path) } else { path };
        self.alternatives.iter().any(|tokens| run(tokens, text))
    }
}

/// The patterns without braces that a pattern with braces stands for.
fn alternatives(text: &str) -> Result<Vec<String>, PatternError> {
    let (mut done, mut open) = (Vec::new(), vec![text.to_owned()]);
    while let Some(text) = open.pop() {
        let Some(start) = text.find('{') else {
            if text.contains('}') {
                return Err(PatternError::Open('}'));
            }
            done.push(text);
            continue;
        };
        // The first group that closes after the last one that opens before it has no group within.
        let end = start + text[start..].find('}').ok_or(PatternError::Open('{'))?;
        let start = text[..end].rfind('{').unwrap_or(start);
        let parts = text[start + 1..end].split(',').rev();
        open.extend(parts.map(|part| format!("{}{part}{}", &text[..start], &text[end + 1..])));
        if open.len() + done.len() > ALTERNATIVES {
            return Err(PatternError::Alternatives);
        }
    }
    Ok(done)
}

fn tokens(text: &str) -> Result<Vec<Token>, PatternError> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, length) = if rest.starts_with("**/") {
            (Token::Folders, 3)
        } else if rest.starts_with("**") {
            (Token::Deep, 2)
        } else if let Some(inner) = rest.strip_prefix('[') {
            let end = inner.find(']').filter(|&end| end > 0).ok_or(PatternError::Open('['))?;
            let (ranges, is_negated) = set(&inner[..end]);
            tokens.push(Token::Set(ranges.clone(), is_negated));
            rest = &inner[end + 1..];
            if let Some(after) = rest.strip_prefix('+') {
                tokens.push(Token::Sets(ranges, is_negated));
                rest = after;
            }
            continue;
        } else {
            let token = match first {
                '*' => Token::Star,
                '?' => Token::Any,
                character => Token::One(character),
            };
            (token, first.len_utf8())
        };
        tokens.push(token);
        rest = &rest[length..];
    }
    Ok(tokens)
}

/// The ranges of a set, and whether it is what they leave out.
fn set(inner: &str) -> (Vec<(char, char)>, bool) {
    let (inner, is_negated) = inner.strip_prefix('!').map_or((inner, false), |inner| (inner, true));
    let characters: Vec<char> = inner.chars().collect();
    let (mut ranges, mut at) = (Vec::new(), 0);
    while let Some(&first) = characters.get(at) {
        let last = characters.get(at + 2).filter(|_| characters.get(at + 1) == Some(&'-'));
        ranges.push((first, *last.unwrap_or(&first)));
        at += if last.is_some() { 3 } else { 1 };
    }
    (ranges, is_negated)
}

/// Runs the tokens over a text, all ways at once: the time is the product of the two lengths.
fn run(tokens: &[Token], text: &str) -> bool {
    // A state stands before a token; the second kind is inside `Folders`, which is left only after a `/`.
    let mut states = vec![[false; 2]; tokens.len() + 1];
    states[0][0] = true;
    skip(tokens, &mut states);
    for character in text.chars() {
        let mut next = vec![[false; 2]; tokens.len() + 1];
        for (at, token) in tokens.iter().enumerate() {
            let [before, inside] = states[at];
            if !before && !inside {
                continue;
            }
            match token {
                Token::One(one) => next[at + 1][0] |= *one == character,
                Token::Any => next[at + 1][0] |= character != '/',
                Token::Set(ranges, is_negated) => next[at + 1][0] |= is_in(ranges, *is_negated, character),
                Token::Sets(ranges, is_negated) => next[at][0] |= is_in(ranges, *is_negated, character),
                Token::Star => next[at][0] |= character != '/',
                Token::Deep => next[at][0] = true,
                Token::Folders => {
                    next[at][1] = true;
                    next[at + 1][0] |= character == '/';
                }
            }
        }
        states = next;
        skip(tokens, &mut states);
    }
    states[tokens.len()][0]
}

fn is_in(ranges: &[(char, char)], is_negated: bool, character: char) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&character)) != is_negated && character != '/'
}

/// Adds the states that are reached without a character.
fn skip(tokens: &[Token], states: &mut [[bool; 2]]) {
    for (at, token) in tokens.iter().enumerate() {
        if states[at][0] && matches!(token, Token::Star | Token::Deep | Token::Folders | Token::Sets(..)) {
            states[at + 1][0] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, yes: &[&str], no: &[&str]) {
        let compiled = Pattern::new(pattern).expect("a pattern");
        for path in yes {
            assert!(compiled.matches(path), "{pattern} {path}");
        }
        for path in no {
            assert!(!compiled.matches(path), "{pattern} {path}");
        }
    }

    #[test]
    fn patterns_mean_what_they_say() {
        check("*.xml", &["a.xml", "b/a.xml"], &["a.rng", "a.xml/b"]);
        check("plays/*.xml", &["plays/a.xml"], &["plays/b/a.xml", "x/plays/a.xml"]);
        check("drafts/", &["drafts/a.xml", "drafts/b/c.xml"], &["a/drafts/b.xml", "drafts"]);
        check("**/drafts/**", &["drafts/a.xml", "a/drafts/b.xml"], &["a/b.xml", "mydrafts/b.xml"]);
        check("/a/**/b.xml", &["a/b.xml", "a/x/y/b.xml"], &["a/xb.xml", "b.xml"]);
        check("./a?[0-9][!0-9].xml", &["aä1b.xml"], &["a/1b.xml", "ax11.xml"]);
        check("[a-z]+[0-9].xml", &["a1.xml", "abc1.xml"], &["1.xml", "aB1.xml", "a.xml", "a12.xml"]);
        check("{a,b/{c,d}}*.xml", &["a1.xml", "b/c1.xml", "b/d.xml"], &["c1.xml", "b/e.xml"]);
    }

    #[test]
    fn many_stars_take_no_longer() {
        let pattern = format!("{}b", "*a".repeat(40));
        check(&pattern, &[], &[&"a".repeat(2_000)]);
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for (text, error) in [
            ("", PatternError::Empty),
            ("/", PatternError::Empty),
            ("a[", PatternError::Open('[')),
            ("a[]", PatternError::Open('[')),
            ("a{b", PatternError::Open('{')),
            ("a}b", PatternError::Open('}')),
        ] {
            assert_eq!(Pattern::new(text), Err(error), "{text}");
        }
        assert_eq!(Pattern::new(&"{a,b}".repeat(7)), Err(PatternError::Alternatives));
    }
}
