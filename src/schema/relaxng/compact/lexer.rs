//! From characters to tokens: always the longest that fits (compact, appendix A, 2.5).

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        SchemaError,
        ast::Place,
        compact::{
            characters::{Character, Characters},
            token::{SYMBOLS, Token, TokenKind, keyword},
        },
        datatypes::{begins_ncname, continues_ncname},
    },
    span::Span,
};

/// The section that every fault here breaks.
const SECTION: &str = "compact A.2.5";

/// Cuts a text into tokens, the last of which is [`TokenKind::End`].
///
/// # Errors
/// The first character with which no token begins, or the first token that does not end.
pub(super) fn tokens(text: &str, file: u32) -> Result<Vec<Token>, SchemaError> {
    let mut lexer = Lexer { characters: Characters::new(text, file), file };
    let mut tokens = Vec::new();
    loop {
        let token = lexer.next()?;
        let is_end = token.kind == TokenKind::End;
        tokens.push(token);
        if is_end {
            return Ok(tokens);
        }
    }
}

struct Lexer<'s> {
    characters: Characters<'s>,
    file: u32,
}

impl Lexer<'_> {
    fn next(&mut self) -> Result<Token, SchemaError> {
        loop {
            let start = self.characters.at();
            let Some(first) = self.characters.take_if(|_| true)? else {
                return Ok(Token { kind: TokenKind::End, span: Span::at(start) });
            };
            let kind = match first.value {
                '\n' | ' ' | '\t' => continue,
                '#' if self.characters.take('#')? => self.documentation()?,
                '#' => {
                    while self.characters.take_if(|next| !next.ends_line())?.is_some() {}
                    continue;
                }
                '"' | '\'' => self.segment(first)?,
                '\\' => self.quoted_identifier(first)?,
                value if begins_ncname(value) => self.name(value)?,
                _ => self.symbol(first)?,
            };
            return Ok(Token { kind, span: Span::new(start, self.characters.at()) });
        }
    }

    /// [documentation], from behind the first `##`.
    fn documentation(&mut self) -> Result<TokenKind, SchemaError> {
        let mut text = String::new();
        loop {
            while self.characters.take('#')? {}
            self.characters.take(' ')?;
            while let Some(next) = self.characters.take_if(|next| !next.ends_line())? {
                text.push(next.value);
            }
            let end_of_line = self.characters.at();
            if self.characters.take_if(Character::ends_line)?.is_some() {
                while self.characters.take_if(|next| matches!(next.value, ' ' | '\t'))?.is_some() {}
                if self.characters.take('#')? && self.characters.take('#')? {
                    text.push('\n');
                    continue;
                }
            }
            self.characters.go_to(end_of_line);
            return Ok(TokenKind::Documentation(text.into()));
        }
    }

    /// [literalSegment], from behind the first quotation mark.
    fn segment(&mut self, open: Character) -> Result<TokenKind, SchemaError> {
        let quote = open.value;
        if !self.characters.take(quote)? {
            return self.short_segment(open);
        }
        let after_two = self.characters.at();
        if self.characters.take(quote)?
            && let Some(text) = self.long_segment(quote)?
        {
            return Ok(TokenKind::Segment(text.into()));
        }
        // Three quotation marks that are never closed are an empty segment and one that begins.
        self.characters.go_to(after_two);
        Ok(TokenKind::Segment("".into()))
    }

    fn short_segment(&mut self, open: Character) -> Result<TokenKind, SchemaError> {
        let mut text = String::new();
        loop {
            if self.characters.take(open.value)? {
                return Ok(TokenKind::Segment(text.into()));
            }
            match self.characters.take_if(|next| !next.is_newline)? {
                Some(next) => text.push(next.value),
                None => {
                    return Err(self.fault(
                        open.span,
                        "a literal does not end on its line",
                        format!("close it with {0}, or write {0}{0}{0} around a literal of several lines", open.value),
                    ));
                }
            }
        }
    }

    /// What stands between three quotation marks and the next three; nothing if there are none.
    fn long_segment(&mut self, quote: char) -> Result<Option<String>, SchemaError> {
        let mut text = String::new();
        let mut quotes = 0;
        while let Some(next) = self.characters.take_if(|_| true)? {
            text.push(next.value);
            quotes = if next.value == quote { quotes + 1 } else { 0 };
            if quotes == 3 {
                text.truncate(text.len() - 3);
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    fn quoted_identifier(&mut self, backslash: Character) -> Result<TokenKind, SchemaError> {
        match self.characters.take_if(|next| begins_ncname(next.value))? {
            Some(first) => Ok(TokenKind::Identifier(self.ncname(first.value)?.into())),
            None => Err(self.fault(
                backslash.span,
                "a backslash stands before no name",
                "a backslash lets a keyword be a name, as in `\\start`; a character is written `\\x{41}`",
            )),
        }
    }

    /// An identifier, a keyword, a name with a prefix, or all names of a prefix.
    fn name(&mut self, first: char) -> Result<TokenKind, SchemaError> {
        let name = self.ncname(first)?;
        let end = self.characters.at();
        if self.characters.take(':')? {
            if self.characters.take('*')? {
                return Ok(TokenKind::NsName(name.into()));
            }
            if let Some(first) = self.characters.take_if(|next| begins_ncname(next.value))? {
                return Ok(TokenKind::CName(name.into(), self.ncname(first.value)?.into()));
            }
            self.characters.go_to(end);
        }
        Ok(keyword(&name).map_or_else(|| TokenKind::Identifier(name.into()), TokenKind::Keyword))
    }

    fn ncname(&mut self, first: char) -> Result<String, SchemaError> {
        let mut name = String::from(first);
        while let Some(next) = self.characters.take_if(|next| continues_ncname(next.value))? {
            name.push(next.value);
        }
        Ok(name)
    }

    fn symbol(&mut self, first: Character) -> Result<TokenKind, SchemaError> {
        let second = self.characters.peek()?.filter(|second| !second.is_newline);
        let begins = |symbol: &&&str| {
            let mut characters = symbol.chars();
            characters.next() == Some(first.value)
                && characters.next().is_none_or(|wanted| second.is_some_and(|second| second.value == wanted))
        };
        match (SYMBOLS.iter().find(begins), second) {
            (Some(symbol), Some(second)) if symbol.len() == 2 => {
                self.characters.go_to(second.span.end);
                Ok(TokenKind::Symbol(symbol))
            }
            (Some(symbol), _) => Ok(TokenKind::Symbol(symbol)),
            (None, _) if first.value == ':' => Err(self.fault(
                first.span,
                "a colon joins no prefix with a name",
                "write a prefixed name without spaces and without a backslash, as in `tei:p` or `tei:*`",
            )),
            (None, _) => Err(self.fault(
                first.span,
                format!("no part of a schema begins with {}", quote(&first.value.to_string())),
                "names, literals in quotation marks, and the signs `= |= &= | & , - * + ? ( ) { } [ ] ~ >>` are allowed",
            )),
        }
    }

    fn fault(&self, span: Span, message: impl Into<String>, help: impl Into<String>) -> SchemaError {
        SchemaError::new(SECTION, Place { file: self.file, span }, message, help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let tokens = tokens(text, 0).expect("the text has tokens");
        let found: Vec<String> = tokens
            .iter()
            .map(|token| match &token.kind {
                TokenKind::Symbol(symbol) => (*symbol).to_owned(),
                TokenKind::Keyword(keyword) => format!("<{keyword}>"),
                TokenKind::Identifier(name) => name.to_string(),
                TokenKind::CName(prefix, name) => format!("{prefix}:{name}"),
                TokenKind::NsName(prefix) => format!("{prefix}:*"),
                TokenKind::Segment(text) => format!("'{text}'"),
                TokenKind::Documentation(text) => format!("##{text}"),
                TokenKind::End => "end".to_owned(),
            })
            .collect();
        assert_eq!(found.split_last().map(|(end, rest)| (end.as_str(), rest.join(" "))), Some(("end", expected.join(" "))));
    }

    #[track_caller]
    fn fault(text: &str, span: (usize, usize), section: &str) {
        let error = tokens(text, 7).expect_err("the text has a fault");
        assert_eq!((error.place.span, error.place.file, error.section), (Span::new(span.0, span.1), 7, section), "{error}");
        assert!(!error.help.is_empty());
    }

    #[test]
    fn the_longest_token_wins() {
        check("a|=b &= c>>d-e - f", &["a", "|=", "b", "&=", "c", ">>", "d-e", "-", "f"]);
        check("tei:p tei:* tei *", &["tei:p", "tei:*", "tei", "*"]);
        check("list:list list \\list listing", &["list:list", "<list>", "list", "listing"]);
    }

    #[test]
    fn every_literal_keeps_what_stands_in_it() {
        check("'a\"b' \"a'b\" ''", &["'a\"b'", "'a'b'", "''"]);
        check("\"\"\"\"'\"\"\" '''x''\"\"y'''", &["'\"''", "'x''\"\"y'"]);
        check("\"\"\"a\r\nb\rc\"\"\"\"\"", &["'a\nb\nc'", "''"]);
        check("\"\"\"a\"", &["''", "'a'"]);
        check("\"a\\x{A}b\"", &["'a\nb'"]);
    }

    #[test]
    fn escapes_are_read_before_anything_else() {
        check("\u{feff}\\x{65}l\\xxx{00065}ment\\x{20}p", &["<element>", "p"]);
        check("\\x{22}a\\x{5C}x{41}\"", &["'a\\x{41}'"]);
        check("\\xx\\x{66}oo # a\\x{A}b", &["xxfoo", "b"]);
    }

    #[test]
    fn adjacent_documentation_is_one() {
        check("## a\n  ### b\n##c\n\n## d\n# e\n##", &["##a\nb\nc", "##d", "##"]);
        check("# comment\n## text", &["##text"]);
        check("##  two spaces\n## # sign", &["## two spaces\n# sign"]);
    }

    #[test]
    fn what_is_no_token_is_shown_at_its_place() {
        fault("a \"b\nc\"", (2, 3), "compact A.2.5");
        fault("a % b", (2, 3), "compact A.2.5");
        fault("a :b", (2, 3), "compact A.2.5");
        fault("\\ a", (0, 1), "compact A.2.5");
        fault("a\\x{D}b", (1, 6), "compact A.2.5");
        fault("# \u{1}", (2, 3), "compact A.2.4");
        fault("\"\\x{}\"", (1, 4), "compact A.2.4");
        fault("# \\x{7d", (2, 7), "compact A.2.4");
        fault("\"\\x{110000}\"", (1, 11), "compact A.2.4");
        fault("\"\\x{FFFFFFFFFFFFFFFFFF}\"", (1, 23), "compact A.2.4");
        fault("\"\\x{D800}\"", (1, 9), "compact A.2.4");
    }
}
