//! HTML out: text escaped, elements closed in the order in which they were opened.

/// The parts of a page so far.
///
/// ```
/// use teiwright::page::Html;
///
/// let mut html = Html::default();
/// html.open("p", &[("class", "a\"b")]);
/// html.text("x & y");
/// html.empty("br", &[]);
/// html.close();
/// assert_eq!(html.finish(), "<p class=\"a&quot;b\">x &amp; y<br></p>");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Html {
    out: String,
    open: Vec<&'static str>,
}

impl Html {
    /// Opens an element; attributes with an empty value stand too.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.open.push(name);
    }

    /// An element without content, such as `br`.
    pub fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) {
        let name = self.open.pop().expect("an element is open");
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Adds text.
    pub fn text(&mut self, text: &str) {
        push_escaped(text, &mut self.out);
    }

    /// An element that holds text only.
    pub fn element(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close();
    }

    /// Ends a line of the file, which readers of its source are glad of.
    pub fn newline(&mut self) {
        self.out.push('\n');
    }

    /// Whether any element with this name is open.
    pub fn is_within(&self, name: &str) -> bool {
        self.open.contains(&name)
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.out.len()
    }

    /// Whether there is nothing yet.
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// The HTML. What is still open is closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            push_escaped(value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }
}

/// Text as it stands in HTML, in content and in attributes with quotation marks.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(text, &mut out);
    out
}

fn push_escaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
