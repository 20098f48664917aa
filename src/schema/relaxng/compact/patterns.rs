//! Patterns joined, repeated and in parentheses (compact, appendix A, from "pattern" to "leadAnnotatedPrimary").

use crate::{
    schema::relaxng::{
        SchemaError,
        ast::{Pattern, PatternKind, Place},
        compact::{
            annotations::Lead,
            parser::{Parse, Parser},
            token::TokenKind,
        },
    },
    span::Span,
};

/// A pattern, and what its surroundings must know of how it was written.
pub(super) struct Written {
    pub pattern: Box<Pattern>,
    pub form: Form,
    /// Where annotations follow it, if some do.
    pub follow: Option<Span>,
}

/// How a pattern was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A list with `,`, `|` or `&` that no annotation makes a pattern of its own: it may stand for its members.
    List,
    /// One pattern without any sign around it.
    Bare,
    /// In parentheses.
    Parenthesized,
    /// With `*`, `+` or `?`.
    Repeated,
    /// A datatype with an exception, which may be neither repeated nor joined.
    DataExcept,
}

impl Parser<'_> {
    /// [pattern] as the content of something: the members of a group that is written without parentheses, or one pattern.
    pub fn content(&mut self) -> Parse<Vec<Pattern>> {
        let lead = self.lead()?;
        Ok(members_of_group(self.pattern(lead)?))
    }

    /// [pattern] in braces.
    pub fn braced_content(&mut self) -> Parse<Vec<Pattern>> {
        self.expect("{")?;
        let content = self.content()?;
        self.close("}")?;
        Ok(content)
    }

    /// [pattern] in braces as one pattern, be it a group.
    pub fn braced_pattern(&mut self) -> Parse<Box<Pattern>> {
        self.expect("{")?;
        let lead = self.lead()?;
        let written = self.pattern(lead)?;
        self.close("}")?;
        Ok(written.pattern)
    }

    /// [pattern], of which the first annotations were read.
    pub fn pattern(&mut self, first: Lead) -> Parse<Written> {
        self.inner_pattern(Lead::default(), first)
    }

    /// [innerPattern]: `around` is what stands before the parentheses around it.
    fn inner_pattern(&mut self, around: Lead, first: Lead) -> Parse<Written> {
        let first = self.nested(|parser| parser.particle(first))?;
        match self.token().kind {
            TokenKind::Symbol(operator @ ("," | "|" | "&")) if first.form != Form::DataExcept => {
                let place = self.place(self.token().span);
                let mut members = vec![*first.pattern];
                while self.take(operator).is_some() {
                    members.push(self.operand(operator)?);
                }
                Ok(joined(operator, members, place, around))
            }
            _ => Ok(annotate_particle(first, around)),
        }
    }

    /// What stands behind an operator.
    fn operand(&mut self, operator: &str) -> Parse<Pattern> {
        let lead = self.lead()?;
        let start = self.token().span;
        let operand = self.nested(|parser| parser.particle(lead))?;
        if operand.form == Form::DataExcept { Err(self.joined_exception(start, operator)) } else { Ok(*operand.pattern) }
    }

    #[cold]
    fn joined_exception(&self, start: Span, operator: &str) -> Box<SchemaError> {
        self.fault(
            "compact 2",
            start,
            format!("a datatype with an exception is joined by `{operator}`"),
            "put parentheses around the datatype and its exception",
        )
    }

    /// [innerParticle] or [annotatedDataExcept], before what annotates the parentheses around it is applied.
    fn particle(&mut self, lead: Lead) -> Parse<Written> {
        let mut written = self.lead_annotated_primary(lead)?;
        if written.form == Form::Bare && self.is("-") {
            self.data_except(&mut written)?;
        }
        let follow = self.follow(&mut written.pattern.annotations)?;
        written.follow = written.follow.or(follow);
        if written.form == Form::List && follow.is_some() {
            written.form = Form::Parenthesized;
        }
        let repeat = match self.token().kind {
            TokenKind::Symbol(symbol @ ("*" | "+" | "?")) if written.form != Form::DataExcept => symbol,
            _ => {
                // Only what repeats a list in parentheses may take it for its members.
                if written.form == Form::List {
                    written.form = Form::Parenthesized;
                }
                return Ok(written);
            }
        };
        let sign = self.advance().span;
        let place = self.place(sign);
        let mut pattern = repeated(repeat, written, place);
        let follow = self.follow(&mut pattern.annotations)?;
        Ok(Written { pattern, form: Form::Repeated, follow })
    }

    /// [leadAnnotatedPrimary], of which the annotations were read.
    fn lead_annotated_primary(&mut self, lead: Lead) -> Parse<Written> {
        if self.take("(").is_some() {
            let first = self.lead()?;
            let inner = self.inner_pattern(lead, first)?;
            self.close(")")?;
            let form = if inner.form == Form::List { Form::List } else { Form::Parenthesized };
            return Ok(Written { form, ..inner });
        }
        let mut pattern = self.primary()?;
        let follow = lead.elements_span().filter(|_| matches!(pattern.kind, PatternKind::Value(_)));
        lead.put_on(&mut pattern);
        Ok(Written { pattern, form: Form::Bare, follow })
    }

    /// [dataExcept], from the sign on: only a datatype may stand before it.
    fn data_except(&mut self, written: &mut Written) -> Parse<()> {
        let PatternKind::Data(data) = &mut written.pattern.kind else { return Err(self.unexpected("`,`, `|`, `&` or the end")) };
        self.advance();
        let lead = self.lead()?;
        let except = self.lead_annotated_primary(lead)?;
        data.except = Some(match *except.pattern {
            Pattern { kind: PatternKind::Choice(members), .. } if except.form == Form::List => members,
            pattern => vec![pattern],
        });
        written.form = Form::DataExcept;
        Ok(())
    }

    /// Takes a closing bracket; another operator than the one before it is what stands here most often.
    fn close(&mut self, bracket: &str) -> Parse<()> {
        self.take(bracket).map(|_| ()).ok_or_else(|| self.unexpected(&format!("`{bracket}` or the operator used before")))
    }
}

/// Several patterns with the same operator between them.
fn joined(operator: &str, members: Vec<Pattern>, place: Place, around: Lead) -> Written {
    let kind = match operator {
        "," => PatternKind::Group(members),
        "|" => PatternKind::Choice(members),
        _ => PatternKind::Interleave(members),
    };
    let mut pattern = Box::new(Pattern::new(kind, place));
    let form = if around.is_empty() { Form::List } else { Form::Bare };
    around.put_on(&mut pattern);
    Written { pattern, form, follow: None }
}

/// A pattern that is repeated, with the sign that says how often.
fn repeated(sign: &str, written: Written, place: Place) -> Box<Pattern> {
    let members = members_of_group(written);
    let kind = match sign {
        "*" => PatternKind::ZeroOrMore(members),
        "+" => PatternKind::OneOrMore(members),
        _ => PatternKind::Optional(members),
    };
    Box::new(Pattern::new(kind, place))
}

/// Puts annotations before parentheses on the one particle inside (in the specification, `applyAnnotations` for a repetition and
/// `applyAnnotationsGroup` for anything else).
fn annotate_particle(written: Written, around: Lead) -> Written {
    if around.is_empty() {
        return written;
    }
    let Written { mut pattern, form, follow } = written;
    if form == Form::Repeated {
        around.put_on(&mut pattern);
        return Written { pattern, form, follow };
    }
    let place = pattern.place;
    let mut group = Box::new(Pattern::new(PatternKind::Group(vec![*pattern]), place));
    around.put_on(&mut group);
    Written { pattern: group, form: Form::Bare, follow: None }
}

/// The members of a group that is only a list, or the pattern itself.
fn members_of_group(written: Written) -> Vec<Pattern> {
    match *written.pattern {
        Pattern { kind: PatternKind::Group(members), .. } if written.form == Form::List => members,
        pattern => vec![pattern],
    }
}
