//! Lines: what fits on one stays on one, and what does not is broken at every place of its own.

use std::borrow::Cow;

/// How long a line becomes before it is broken, in characters.
const WIDTH: usize = 100;

/// How far the inside of something stands to the right of it, in spaces.
const STEP: usize = 2;

/// A text that knows where it may be broken.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    kind: Kind,
    /// The characters on one line; nothing where it must be broken.
    width: Option<usize>,
}

#[derive(Clone, Debug)]
enum Kind {
    Text(Cow<'static, str>),
    /// A space, or a new line.
    Space,
    /// Nothing, or a new line.
    Joint,
    /// A new line.
    Break,
    /// An empty line, and a new one.
    Paragraph,
    Sequence(Vec<Layout>),
    /// Its new lines stand further to the right.
    Indented(Box<Layout>),
    /// Broken at all its places or at none.
    Group(Box<Layout>),
}

impl Layout {
    pub fn text(text: impl Into<Cow<'static, str>>) -> Layout {
        let text = text.into();
        Layout { width: Some(text.chars().count()), kind: Kind::Text(text) }
    }

    pub fn space() -> Layout {
        Layout { kind: Kind::Space, width: Some(1) }
    }

    pub fn joint() -> Layout {
        Layout { kind: Kind::Joint, width: Some(0) }
    }

    pub fn line() -> Layout {
        Layout { kind: Kind::Break, width: None }
    }

    pub fn paragraph() -> Layout {
        Layout { kind: Kind::Paragraph, width: None }
    }

    pub fn sequence(parts: impl Into<Vec<Layout>>) -> Layout {
        let parts = parts.into();
        let width = parts.iter().try_fold(0, |width, part| Some(width + part.width?));
        Layout { kind: Kind::Sequence(parts), width }
    }

    pub fn indented(self) -> Layout {
        Layout { width: self.width, kind: Kind::Indented(Box::new(self)) }
    }

    pub fn group(self) -> Layout {
        Layout { width: self.width, kind: Kind::Group(Box::new(self)) }
    }

    /// Parts with the same thing between them.
    pub fn join(parts: impl IntoIterator<Item = Layout>, between: &Layout) -> Layout {
        let mut all = Vec::new();
        for part in parts {
            if !all.is_empty() {
                all.push(between.clone());
            }
            all.push(part);
        }
        Layout::sequence(all)
    }

    /// `open inside close`, with the inside on lines of its own where it does not fit.
    pub fn bracketed(open: &'static str, inside: Layout, close: &'static str, edge: &Layout) -> Layout {
        let inside = Layout::sequence([edge.clone(), inside]).indented();
        Layout::sequence([Layout::text(open), inside, edge.clone(), Layout::text(close)]).group()
    }

    /// The text, with a line end at its end if it is not empty.
    pub fn render(&self) -> String {
        let mut page = Page::default();
        page.put(self, 0, false);
        if !page.text.is_empty() {
            page.text.push('\n');
        }
        page.text
    }
}

#[derive(Default)]
struct Page {
    text: String,
    column: usize,
}

impl Page {
    fn put(&mut self, layout: &Layout, indent: usize, is_flat: bool) {
        match &layout.kind {
            Kind::Text(text) => {
                self.text.push_str(text);
                self.column += layout.width.unwrap_or_default();
            }
            Kind::Space if is_flat => {
                self.text.push(' ');
                self.column += 1;
            }
            Kind::Joint if is_flat => {}
            Kind::Space | Kind::Joint | Kind::Break => self.new_line(indent),
            Kind::Paragraph => {
                self.text.push('\n');
                self.new_line(indent);
            }
            Kind::Sequence(parts) => parts.iter().for_each(|part| self.put(part, indent, is_flat)),
            Kind::Indented(inside) => self.put(inside, indent + STEP, is_flat),
            Kind::Group(inside) => {
                let fits = layout.width.is_some_and(|width| self.column + width <= WIDTH);
                self.put(inside, indent, is_flat || fits);
            }
        }
    }

    fn new_line(&mut self, indent: usize) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_broken_from_the_outside() {
        let words = |count: usize| Layout::join((0..count).map(|_| Layout::text("word,")), &Layout::space());
        let short = Layout::bracketed("{", words(3), "}", &Layout::space());
        assert_eq!(short.render(), "{ word, word, word, }\n");
        let long = Layout::bracketed("{", Layout::sequence([short, Layout::space(), words(20)]), "}", &Layout::space()).render();
        assert!(long.starts_with("{\n  { word, word, word, }\n  word,\n  word,\n"), "{long}");
        assert!(long.ends_with("\n  word,\n}\n"), "{long}");
        let forced = Layout::sequence([Layout::text("a"), Layout::line(), Layout::text("b")]).indented().group();
        assert_eq!(forced.render(), "a\n  b\n");
    }
}
