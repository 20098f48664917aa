//! Reads a regular expression (XML Schema, part 2, appendix F, productions 1 to 27).

use super::{
    NESTING_LIMIT, RegexError, RegexProblem, blocks,
    classes::{self, Class, Item},
};

/// A regular expression: its structure, and the classes that it mentions, each once.
pub(super) struct Syntax {
    pub(super) root: Node,
    pub(super) classes: Vec<Class>,
}

/// A part of an expression.
pub(super) enum Node {
    /// One character of a class, by its index.
    Class(usize),
    /// One after the other; none matches the empty text.
    Concat(Vec<Node>),
    /// One of these.
    Choice(Vec<Node>),
    /// From so many times to so many times, or to any number of times.
    Repeat(Box<Node>, u32, Option<u32>),
}

/// Reads a whole expression.
pub(super) fn parse(pattern: &str) -> Result<Syntax, RegexError> {
    let mut parser = Parser { pattern, at: 0, depth: 0, classes: Vec::new() };
    let root = parser.expression()?;
    match parser.peek() {
        Some(character) => Err(parser.error(RegexProblem::Unescaped(character))),
        None => Ok(Syntax { root, classes: parser.classes }),
    }
}

/// The characters that stand for themselves only after a backslash, and those that may have one.
const META: &str = ".\\?*+{}()[]|";
const ESCAPABLE: &str = ".\\?*+{}()[]|-^";

/// What an escape stands for.
enum Escape {
    One(char),
    Many(Item),
}

struct Parser<'p> {
    pattern: &'p str,
    /// Bytes read.
    at: usize,
    /// Open parentheses and brackets.
    depth: usize,
    classes: Vec<Class>,
}

impl Parser<'_> {
    /// Productions 1 and 2: `regExp ::= branch ( '|' branch )*`.
    fn expression(&mut self) -> Result<Node, RegexError> {
        let mut branches = vec![self.branch()?];
        while self.eat('|') {
            branches.push(self.branch()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Choice(branches) })
    }

    /// Productions 2 and 3: `branch ::= piece*`, `piece ::= atom quantifier?`.
    fn branch(&mut self) -> Result<Node, RegexError> {
        let mut pieces = Vec::new();
        while self.peek().is_some_and(|character| !matches!(character, '|' | ')')) {
            let atom = self.atom()?;
            let piece = self.quantified(atom)?;
            pieces.push(piece);
        }
        Ok(Node::Concat(pieces))
    }

    /// Production 9: a character, a class, or an expression in parentheses.
    fn atom(&mut self) -> Result<Node, RegexError> {
        let class = match self.peek() {
            Some('(') => {
                self.enter()?;
                let inner = self.expression()?;
                self.leave(')')?;
                return Ok(inner);
            }
            Some('[') => self.class_expression()?,
            Some('.') => {
                self.at += 1;
                Class::any()
            }
            Some('\\') => match self.escape()? {
                Escape::One(character) => Class::of(Item::Range(character, character)),
                Escape::Many(item) => Class::of(item),
            },
            Some(character) if META.contains(character) => return Err(self.error(RegexProblem::Unescaped(character))),
            Some(character) => {
                self.at += character.len_utf8();
                Class::of(Item::Range(character, character))
            }
            None => return Err(self.error(RegexProblem::EmptyClass)),
        };
        let known = self.classes.iter().position(|known| *known == class);
        Ok(Node::Class(known.unwrap_or_else(|| {
            self.classes.push(class);
            self.classes.len() - 1
        })))
    }

    /// Productions 4 to 8: `?`, `*`, `+`, `{2}`, `{2,}`, `{2,4}`.
    fn quantified(&mut self, atom: Node) -> Result<Node, RegexError> {
        let (least, most) = match self.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => return self.counted(atom),
            _ => return Ok(atom),
        };
        self.at += 1;
        Ok(Node::Repeat(Box::new(atom), least, most))
    }

    fn counted(&mut self, atom: Node) -> Result<Node, RegexError> {
        self.at += 1;
        let start = self.at;
        let least = self.number()?;
        let most = match self.eat(',') {
            true if self.peek() == Some('}') => None,
            true => Some(self.number()?),
            false => Some(least),
        };
        self.expect('}')?;
        match most {
            Some(most) if most < least => Err(RegexError::new(RegexProblem::BackwardCount(least, most), self.pattern, start)),
            _ => Ok(Node::Repeat(Box::new(atom), least, most)),
        }
    }

    /// A number of times; one that is too large to count is too large for any limit.
    fn number(&mut self) -> Result<u32, RegexError> {
        let rest = &self.pattern[self.at..];
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 {
            return Err(self.error(RegexProblem::ExpectedDigit));
        }
        self.at += length;
        Ok(rest[..length].parse().unwrap_or(u32::MAX))
    }

    /// Productions 12 to 16: `[` a group, perhaps negated, perhaps less another class `]`.
    fn class_expression(&mut self) -> Result<Class, RegexError> {
        self.enter()?;
        let negated = self.eat('^');
        let mut class = Class { items: Vec::new(), negated, minus: None };
        loop {
            match self.peek() {
                Some(']') if class.items.is_empty() => return Err(self.error(RegexProblem::EmptyClass)),
                Some(']') | None => break,
                Some('-') if !class.items.is_empty() && self.pattern[self.at + 1..].starts_with('[') => {
                    self.at += 1;
                    class.minus = Some(Box::new(self.class_expression()?));
                    break;
                }
                Some(_) => class.items.push(self.class_item()?),
            }
        }
        self.leave(']')?;
        Ok(class)
    }

    /// Productions 17 to 22: a character, a range, or an escape. A hyphen that is neither in a range nor before a subtraction
    /// needs a backslash, even at the beginning and the end of a group.
    fn class_item(&mut self) -> Result<Item, RegexError> {
        let start = self.at;
        let first = self.class_bound()?;
        let is_range = self.pattern[self.at..].starts_with('-') && !self.pattern[self.at + 1..].starts_with('[');
        match first {
            Escape::One(first) if is_range => {
                self.at += 1;
                match self.class_bound()? {
                    Escape::One(last) if first <= last => Ok(Item::Range(first, last)),
                    Escape::One(last) => Err(RegexError::new(RegexProblem::BackwardRange(first, last), self.pattern, start)),
                    Escape::Many(_) => Err(RegexError::new(RegexProblem::RangeOfClass, self.pattern, start)),
                }
            }
            Escape::One(first) => Ok(Item::Range(first, first)),
            Escape::Many(_) if is_range => Err(RegexError::new(RegexProblem::RangeOfClass, self.pattern, start)),
            Escape::Many(item) => Ok(item),
        }
    }

    fn class_bound(&mut self) -> Result<Escape, RegexError> {
        match self.peek() {
            Some('\\') => self.escape(),
            Some(character @ ('[' | ']' | '-')) => Err(self.error(RegexProblem::Unescaped(character))),
            Some(character) => {
                self.at += character.len_utf8();
                Ok(Escape::One(character))
            }
            None => Err(self.error(RegexProblem::Expected(']'))),
        }
    }

    /// Productions 23 to 27 and 37: an escape, which begins with a backslash.
    fn escape(&mut self) -> Result<Escape, RegexError> {
        let unknown = self.error(RegexProblem::UnknownEscape);
        self.at += 1;
        let Some(character) = self.peek() else { return Err(unknown) };
        self.at += character.len_utf8();
        let is_capital = character.is_ascii_uppercase();
        Ok(match character {
            'n' => Escape::One('\n'),
            'r' => Escape::One('\r'),
            't' => Escape::One('\t'),
            's' | 'S' => Escape::Many(Item::Space(is_capital)),
            'i' | 'I' => Escape::Many(Item::NameStart(is_capital)),
            'c' | 'C' => Escape::Many(Item::NameChar(is_capital)),
            'd' | 'D' => Escape::Many(Item::Categories(classes::digits(), is_capital)),
            // A word has everything but what the categories name.
            'w' | 'W' => Escape::Many(Item::Categories(classes::not_in_words(), !is_capital)),
            'p' | 'P' => Escape::Many(self.property(is_capital)?),
            character if ESCAPABLE.contains(character) => Escape::One(character),
            _ => return Err(unknown),
        })
    }

    /// Productions 27 to 36: `{L}`, `{Nd}`, `{IsThai}`.
    fn property(&mut self, negated: bool) -> Result<Item, RegexError> {
        self.expect('{')?;
        let start = self.at;
        let rest = &self.pattern[start..];
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
        self.at += length;
        self.expect('}')?;
        let name = &rest[..length];
        let (item, problem) = match name.strip_prefix("Is") {
            Some(block) => {
                (blocks::block(block).map(|ranges| Item::Block(ranges, negated)), RegexProblem::UnknownBlock(block.to_owned()))
            }
            None => (
                classes::categories(name).map(|mask| Item::Categories(mask, negated)),
                RegexProblem::UnknownCategory(name.to_owned()),
            ),
        };
        item.ok_or_else(|| RegexError::new(problem, self.pattern, start))
    }

    fn enter(&mut self) -> Result<(), RegexError> {
        if self.depth == NESTING_LIMIT {
            return Err(self.error(RegexProblem::TooDeep));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    fn leave(&mut self, bracket: char) -> Result<(), RegexError> {
        self.depth -= 1;
        self.expect(bracket)
    }

    fn expect(&mut self, character: char) -> Result<(), RegexError> {
        if self.eat(character) { Ok(()) } else { Err(self.error(RegexProblem::Expected(character))) }
    }

    fn eat(&mut self, character: char) -> bool {
        let is_next = self.peek() == Some(character);
        if is_next {
            self.at += character.len_utf8();
        }
        is_next
    }

    fn peek(&self) -> Option<char> {
        self.pattern[self.at..].chars().next()
    }

    fn error(&self, problem: RegexProblem) -> RegexError {
        RegexError::new(problem, self.pattern, self.at)
    }
}
