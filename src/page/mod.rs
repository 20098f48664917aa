//! Self-contained HTML pages: what every page that we write has in common.
//!
//! A page is one file. It asks nothing of any server, its content security policy forbids that it does, and it reads without
//! its script. It follows the light or dark colors of the reader, and prints.

mod html;

pub use html::{Html, escape};

/// The style that all pages begin with: colors, type, tables, print.
pub const STYLE: &str = include_str!("page.css");

/// The frame of a page.
#[derive(Clone, Copy, Debug)]
pub struct Page<'p> {
    /// What the browser's title says.
    pub title: &'p str,
    /// The page's own style, after [`STYLE`]; it holds no `</`.
    pub style: &'p str,
    /// The script at the end, or nothing; it holds no `</`.
    pub script: &'p str,
}

impl Page<'_> {
    /// The whole page, with what stands in `body`. The words of the page's own parts are English; a part in another language
    /// says so by `lang`.
    ///
    /// ```
    /// use teiwright::page::{Html, Page};
    ///
    /// let mut body = Html::default();
    /// body.element("p", &[], "a < b");
    /// let page = Page { title: "T", style: "", script: "" }.around(&body.finish());
    /// assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<p>a &lt; b</p>") && !page.contains("<script>"));
    /// ```
    pub fn around(&self, body: &str) -> String {
        let script = if self.script.is_empty() { String::new() } else { format!("<script>\n{}</script>\n", self.script) };
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
             script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"generator\" content=\"teiwright\">\n<title>{}</title>\n<style>\n{STYLE}{}</style>\n</head>\n\
             <body>\n{body}{script}</body>\n</html>\n",
            escape(self.title),
            self.style,
        )
    }
}
