//! The parser: tokens one after the other, with one of look-ahead (compact, appendix A, 1).

use std::rc::Rc;

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        SchemaError,
        ast::{Keep, Pattern, PatternKind, Place, SchemaFile},
        compact::{
            NESTING_LIMIT,
            annotations::Lead,
            environment::Environment,
            grammar::Body,
            lexer,
            token::{Token, TokenKind},
        },
    },
    source::Source,
    span::Span,
};

/// Reads a schema in the compact syntax; `file` is its number in every [`Place`].
///
/// What other files and what the meaning of the schema decide is left to simplification.
///
/// # Errors
/// The first breach of the grammar or of a constraint of the specification's appendix A, at its place, and what has more than
/// [`NESTING_LIMIT`] parts inside one another.
///
/// ```
/// use teiwright::{schema::relaxng::{ast::Keep, compact}, source::Source};
///
/// let source = Source::from_text("sp.rnc", "element sp { attribute who { text }?, element p { text }+ }");
/// assert!(compact::read(&source, 0, Keep::Patterns).is_ok());
///
/// let source = Source::from_text("sp.rnc", "element sp { element speaker { text } | element p { text }, empty }");
/// let error = compact::read(&source, 0, Keep::Patterns).unwrap_err();
/// assert_eq!(source.slice(error.place.span), Some(","));
/// ```
pub fn read(source: &Source, file: u32, keep: Keep) -> Result<SchemaFile, SchemaError> {
    let tokens = lexer::tokens(source.text(), file)?;
    let mut parser = Parser { text: source.text(), tokens, at: 0, file, keep, environment: Environment::default(), depth: 0 };
    let pattern = parser.declarations().and_then(|()| parser.body()).map_err(|fault| *fault)?;
    let (prefixes, libraries) = parser.environment.into_declarations();
    Ok(SchemaFile { pattern, prefixes, libraries })
}

/// What a part of the parser gives. The fault is boxed, and so are patterns, since every level of nesting holds some of both on
/// the stack.
pub(super) type Parse<T> = Result<T, Box<SchemaError>>;

pub(super) struct Parser<'s> {
    text: &'s str,
    tokens: Vec<Token>,
    at: usize,
    file: u32,
    keep: Keep,
    pub environment: Environment,
    depth: usize,
}

/// The value of a literal and how it is written.
pub(super) struct Literal {
    pub text: Rc<str>,
    pub span: Span,
}

impl Parser<'_> {
    /// [topLevelBody]: a pattern, or the inside of a grammar.
    fn body(&mut self) -> Parse<Pattern> {
        let lead = self.lead()?;
        if !self.is_member(&lead) {
            let pattern = self.pattern(lead)?;
            self.end("")?;
            if let Some(after) = &pattern.follow {
                return Err(self.fault(
                    "compact 5.3",
                    *after,
                    "an annotation follows the pattern of the whole file, and an XML document has one root",
                    "put it in brackets before a pattern that may have content, or inside of one",
                ));
            }
            return Ok(*pattern.pattern);
        }
        let place = self.place(Span::at(self.token().span.start));
        let (before, components) = self.members(Body::Grammar, lead)?;
        self.end("a definition")?;
        let mut pattern = Pattern::new(PatternKind::Grammar(components), place);
        pattern.annotations.before = before;
        Ok(pattern)
    }

    fn end(&self, also: &str) -> Parse<()> {
        match self.token().kind {
            TokenKind::End => Ok(()),
            _ if also.is_empty() => Err(self.unexpected("the end of the schema, or one of `, | & * + ?`")),
            _ => Err(self.unexpected(also)),
        }
    }

    /// Whether a part of a grammar begins here, behind what annotates it.
    pub fn is_member(&self, lead: &Lead) -> bool {
        match self.token().kind {
            TokenKind::Keyword("start" | "div" | "include") => true,
            // A keyword is no name of a definition, but it is to be refused as one.
            TokenKind::Identifier(_) | TokenKind::Keyword(_) if self.is_assignment(1) => true,
            TokenKind::Identifier(_) | TokenKind::CName(..) => !lead.is_written() && self.is_next("["),
            TokenKind::End => !lead.is_written(),
            _ => false,
        }
    }

    /// The token that is read next.
    pub fn token(&self) -> &Token {
        &self.tokens[self.at]
    }

    /// Takes the token that is read next; the end is never taken.
    pub fn advance(&mut self) -> Token {
        let token = self.tokens[self.at].clone();
        if token.kind != TokenKind::End {
            self.at += 1;
        }
        token
    }

    /// Whether the token that is read next is this sign.
    pub fn is(&self, symbol: &str) -> bool {
        matches!(self.token().kind, TokenKind::Symbol(found) if found == symbol)
    }

    /// Whether the token after the next is this sign.
    pub fn is_next(&self, symbol: &str) -> bool {
        matches!(self.tokens.get(self.at + 1), Some(Token { kind: TokenKind::Symbol(found), .. }) if *found == symbol)
    }

    /// Whether a sign that assigns stands so many tokens on.
    pub fn is_assignment(&self, ahead: usize) -> bool {
        matches!(self.tokens.get(self.at + ahead), Some(Token { kind: TokenKind::Symbol("=" | "|=" | "&="), .. }))
    }

    /// Takes a sign if it is read next.
    pub fn take(&mut self, symbol: &str) -> Option<Span> {
        self.is(symbol).then(|| self.advance().span)
    }

    /// Takes a keyword if it is read next.
    pub fn take_keyword(&mut self, keyword: &str) -> Option<Span> {
        matches!(self.token().kind, TokenKind::Keyword(found) if found == keyword).then(|| self.advance().span)
    }

    /// Takes a sign that must stand here.
    pub fn expect(&mut self, symbol: &str) -> Parse<Span> {
        self.take(symbol).ok_or_else(|| self.unexpected(&format!("`{symbol}`")))
    }

    /// [identifierOrKeyword]
    pub fn any_name(&mut self, what: &str) -> Parse<(Rc<str>, Span)> {
        let name: Rc<str> = match &self.token().kind {
            TokenKind::Identifier(name) => Rc::clone(name),
            TokenKind::Keyword(keyword) => (*keyword).into(),
            _ => return Err(self.unexpected(what)),
        };
        Ok((name, self.advance().span))
    }

    /// [identifier]
    pub fn identifier(&mut self, what: &str) -> Parse<(Rc<str>, Span)> {
        match &self.token().kind {
            TokenKind::Identifier(name) => Ok((Rc::clone(name), self.advance().span)),
            TokenKind::Keyword(keyword) => Err(self.fault(
                "compact 2",
                self.token().span,
                format!("the keyword `{keyword}` stands where {what} is expected"),
                format!("a backslash makes a name of it: `\\{keyword}`"),
            )),
            _ => Err(self.unexpected(what)),
        }
    }

    /// [literal]
    pub fn literal(&mut self, what: &str) -> Parse<Literal> {
        let TokenKind::Segment(first) = &self.token().kind else { return Err(self.unexpected(what)) };
        let mut literal = Literal { text: Rc::clone(first), span: self.token().span };
        self.advance();
        if !self.is("~") {
            return Ok(literal);
        }
        let mut text = literal.text.to_string();
        while self.take("~").is_some() {
            let TokenKind::Segment(segment) = &self.token().kind else {
                return Err(self.unexpected("a literal in quotation marks"));
            };
            text.push_str(segment);
            literal.span = literal.span.cover(self.advance().span);
        }
        literal.text = text.into();
        Ok(literal)
    }

    /// Goes one level deeper for as long as `inside` runs.
    pub fn nested<T>(&mut self, inside: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        if self.depth == NESTING_LIMIT {
            return Err(self.fault(
                "",
                self.token().span,
                format!("more than {NESTING_LIMIT} parts of the schema stand inside one another"),
                "define an inner part by a name of its own, and refer to it",
            ));
        }
        self.depth += 1;
        let result = inside(self);
        self.depth -= 1;
        result
    }

    /// Whether annotations are kept.
    pub fn keeps_annotations(&self) -> bool {
        self.keep == Keep::Annotations
    }

    /// How a token is written.
    pub fn written(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    pub fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    pub fn fault(
        &self,
        section: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Box<SchemaError> {
        Box::new(SchemaError::new(section, self.place(span), message, help))
    }

    /// The next token stands where something else is expected.
    pub fn unexpected(&self, expected: &str) -> Box<SchemaError> {
        let token = self.token();
        let found = match &token.kind {
            TokenKind::End => "the schema ends".to_owned(),
            TokenKind::Documentation(_) => "documentation stands".to_owned(),
            _ => format!("{} stands", quote(self.written(token.span))),
        };
        let help = match &token.kind {
            TokenKind::End => "something is missing, or a bracket was not closed".to_owned(),
            TokenKind::Documentation(_) => {
                "lines with `##` may stand before a pattern, a name, a parameter or a definition, and before its brackets; a \
                 comment has one `#`"
                    .to_owned()
            }
            TokenKind::Keyword(keyword) => format!("a backslash makes a name of a keyword: `\\{keyword}`"),
            TokenKind::Symbol("," | "|" | "&") => {
                "put parentheses around what belongs together: `,`, `|` and `&` have no precedence".to_owned()
            }
            TokenKind::Symbol("-") => {
                "only a datatype, `*` or a name such as `tei:*` may have an exception, once, and beside `|` in parentheses"
                    .to_owned()
            }
            TokenKind::Symbol("=" | "|=" | "&=") => "a definition has a name on its left, and a pattern on its right".to_owned(),
            _ => "see whether a sign such as `,` or `|` is missing before it".to_owned(),
        };
        self.fault("compact 2", token.span, format!("{found} where {expected} is expected"), help)
    }
}
