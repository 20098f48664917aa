//! Switches within a file: `<?teiwright ignore DR001?>`.

use memchr::memmem;

use crate::{diagnostic::Diagnostic, rules::all, span::Span, xml::Tree};

/// The target of the processing instructions that are switches.
const TARGET: &str = "teiwright";

/// A processing instruction that leaves out findings: `<?teiwright ignore DR001 CO speech-without-who?>`.
///
/// Within an element it holds for all of that element, before and after it; outside the root element, for the whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    /// The part of the file for which it holds.
    pub holds_for: Span,
    /// The codes, beginnings of codes, and names that it leaves out, as they are written.
    pub patterns: Vec<(Span, String)>,
    /// The processing instruction.
    pub span: Span,
}

/// The switches of a document, in its order; what is no `ignore` has no patterns.
///
/// ```
/// use teiwright::{rules, source::Source, xml};
///
/// let source = Source::from_text("a.xml", "<TEI><?teiwright ignore DR001 CO?></TEI>");
/// let switches = rules::switches(&xml::parse(&source)?);
/// assert_eq!(switches[0].patterns.iter().map(|(_, pattern)| pattern.as_str()).collect::<Vec<_>>(), ["DR001", "CO"]);
/// # Ok::<(), xml::ReadError>(())
/// ```
pub fn switches(tree: &Tree<'_>) -> Vec<Switch> {
    let text = tree.source().text();
    // Few files have one, and a search is cheaper than a walk.
    if memmem::find(text.as_bytes(), b"<?teiwright").is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for node in tree.root().descendants().filter(|node| node.pi().is_some_and(|pi| pi.target == TARGET)) {
        let span = tree.span(node);
        let data = tree.source().slice(span).unwrap_or_default();
        let inner = data.strip_prefix("<?teiwright").and_then(|rest| rest.strip_suffix("?>")).unwrap_or_default();
        let start = span.start + "<?teiwright".len();
        let mut tokens = tokens(inner, start);
        let is_ignore = tokens.next().is_some_and(|(_, word)| word == "ignore");
        let patterns = if is_ignore { tokens.collect() } else { Vec::new() };
        let holds_for = node.parent_element().map_or(tree.source().span(), |element| tree.span(element));
        found.push(Switch { holds_for, patterns, span });
    }
    found
}

/// The words of a text between white space and commas, with their places.
fn tokens(text: &str, base: usize) -> impl Iterator<Item = (Span, String)> {
    let is_between = |character: char| character.is_whitespace() || character == ',';
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|character| !is_between(character))?;
        at = text[start..].find(is_between).map_or(text.len(), |length| start + length);
        Some((Span::new(base + start, base + at), text[start..at].to_owned()))
    })
}

/// Takes out the findings that the switches of a document leave out; those that say that it cannot be judged stay.
pub fn silence(tree: &Tree<'_>, findings: &mut Vec<Diagnostic>) {
    let switches = switches(tree);
    if switches.is_empty() {
        return;
    }
    findings.retain(|finding| {
        let is_meant = |pattern: &str| means(pattern, &finding.code);
        let is_silenced = |switch: &Switch| {
            switch.holds_for.contains(finding.span) && switch.patterns.iter().any(|(_, pattern)| is_meant(pattern))
        };
        finding.code.starts_with("XM") || !switches.iter().any(is_silenced)
    });
}

/// Whether a pattern is a code, its beginning, or the name of the rule with that code.
fn means(pattern: &str, code: &str) -> bool {
    let is_start = pattern.len() >= 2 && code.get(..pattern.len()).is_some_and(|start| start.eq_ignore_ascii_case(pattern));
    is_start || all().iter().any(|rule| rule.meta().code == code && rule.meta().name.eq_ignore_ascii_case(pattern))
}

/// Whether a pattern may mean a finding: a rule has it, or its letters are those of no rule, so that others answer for it.
pub(in crate::rules) fn is_known(pattern: &str) -> bool {
    let mut codes = all().iter().map(|rule| rule.meta().code);
    let is_foreign = pattern.len() >= 2
        && pattern.bytes().take(2).all(|byte| byte.is_ascii_uppercase())
        && pattern.bytes().skip(2).all(|byte| byte.is_ascii_digit())
        && !codes.clone().any(|code| code.starts_with(&pattern[..2]));
    is_foreign || codes.any(|code| means(pattern, code))
}
