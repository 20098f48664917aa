//! Switches in a file: `<?teiwright ignore CODE…?>`.

use crate::{
    diagnostic::{Diagnostic, Severity, quote},
    settings::nearest,
    span::Span,
    validate::codes::{is_fixed, resolve},
    xml::{Node, Tree},
};

/// The target of the processing instructions that are ours.
const TARGET: &str = "teiwright";

/// The one switch that there is.
const IGNORE: &str = "ignore";

/// A code that a file ignores, and where.
struct Ignored {
    /// The code or beginning of codes.
    code: String,
    /// Where the switch names it.
    at: Span,
    /// The part of the text in which it is ignored.
    within: Span,
    is_used: bool,
}

/// Takes out the findings that the file ignores, and adds those about its switches.
///
/// A switch before the root element is about the whole file, any other about the next element beside it. A code that was judged,
/// as `is_judged` says, and not found there is told as unused.
pub(super) fn apply(tree: &Tree<'_>, findings: &mut Vec<Diagnostic>, is_judged: impl Fn(&str) -> bool) {
    // Hardly any file has one, and a search of the text is cheaper than a walk.
    if !tree.source().text().contains("<?teiwright") {
        return;
    }
    let (mut ignored, mut faults) = (Vec::new(), Vec::new());
    for node in tree.root().descendants().filter(|node| node.pi().is_some_and(|pi| pi.target == TARGET)) {
        read(tree, node, &mut ignored, &mut faults);
    }
    findings.retain(|finding| {
        let mut is_kept = true;
        for switch in &mut ignored {
            // A finding about the whole file stands at its beginning, before any element.
            let is_within = switch.within.contains(finding.span);
            if is_within && finding.code.starts_with(&switch.code) {
                (switch.is_used, is_kept) = (true, false);
            }
        }
        is_kept
    });
    let unused = ignored.into_iter().filter(|switch| !switch.is_used && is_judged(&switch.code));
    faults.extend(unused.map(|switch| {
        let message = format!("`{}` is ignored here, and not found", switch.code);
        Diagnostic::new("IG002", Severity::Info, switch.at, message).help("take it out of the processing instruction")
    }));
    findings.extend(faults);
}

/// Reads one processing instruction.
fn read(tree: &Tree<'_>, node: Node<'_>, ignored: &mut Vec<Ignored>, faults: &mut Vec<Diagnostic>) {
    let span = tree.span(node);
    let mut words = words(tree, span).into_iter();
    let warning = |code, span, message: String| Diagnostic::new(code, Severity::Warning, span, message);
    let example = "such as `<?teiwright ignore DR001?>`";
    match words.next() {
        Some((_, IGNORE)) => {}
        Some((at, word)) => {
            let near = nearest(word, [IGNORE].into_iter()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            faults.push(warning("IG001", at, format!("there is no switch {}{near}", quote(word))).help(example));
            return;
        }
        None => {
            faults.push(warning("IG001", span, "the processing instruction names no switch".to_owned()).help(example));
            return;
        }
    }
    let Some(within) = scope(tree, node) else {
        let message = "no element follows this switch beside it".to_owned();
        faults.push(warning("IG003", span, message).help("put it before the element whose findings it ignores"));
        return;
    };
    let before = ignored.len() + faults.len();
    for (at, word) in words {
        match resolve(word) {
            Ok(code) if is_fixed(&code) => {
                let message = format!("`{code}` cannot be ignored: a text that is not well-formed has no switches");
                faults.push(warning("IG001", at, message));
            }
            Ok(code) => ignored.push(Ignored { code, at, within, is_used: false }),
            Err(error) => faults.push(warning("IG001", at, error.to_string()).help("`teiwright rules` lists the codes")),
        }
    }
    if ignored.len() + faults.len() == before {
        faults.push(warning("IG001", span, "the switch names no code".to_owned()).help(example));
    }
}

/// The words of a processing instruction after its target, divided by white space and commas.
fn words<'t>(tree: &Tree<'t>, span: Span) -> Vec<(Span, &'t str)> {
    let text = tree.source().slice(span).unwrap_or_default();
    let start = "<?".len() + TARGET.len();
    let inner = text.get(start..text.len().saturating_sub("?>".len())).unwrap_or_default();
    let base = inner.as_ptr() as usize;
    let words = inner.split(|character: char| character.is_whitespace() || character == ',').filter(|word| !word.is_empty());
    let place = |word: &str| span.start + start + (word.as_ptr() as usize - base);
    words.map(|word| (Span::new(place(word), place(word) + word.len()), word)).collect()
}

/// The part of the text that a switch is about.
fn scope(tree: &Tree<'_>, node: Node<'_>) -> Option<Span> {
    let is_before_root =
        node.parent().is_some_and(|parent| parent.is_root()) && node.range().start < tree.root_element().range().start;
    if is_before_root {
        return Some(tree.source().span());
    }
    node.next_siblings().skip(1).find(Node::is_element).map(|element| tree.span(element))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{source::Source, xml};

    /// The codes and marks that are left of one `DR001` at each `#x`.
    fn left(text: &str) -> Vec<String> {
        let source = Source::from_text("a.xml", text);
        let tree = xml::parse(&source).expect("well-formed");
        let mut findings: Vec<Diagnostic> = text
            .match_indices("#x")
            .map(|(at, _)| Diagnostic::new("DR001", Severity::Error, Span::new(at, at + 2), "m"))
            .collect();
        apply(&tree, &mut findings, |code| code != "RN001");
        let line = |finding: Diagnostic| format!("{} {}", finding.code, source.slice(finding.span).expect("a slice"));
        findings.into_iter().map(line).collect()
    }

    #[test]
    fn a_switch_is_about_the_next_element_or_the_file() {
        assert_eq!(left("<a><?teiwright ignore DR001?><b c='#x'/><b c='#x'/></a>"), ["DR001 #x"]);
        assert_eq!(left("<a><?teiwright ignore DR, HD004?> text <!-- --><b><c d='#x'/></b></a>"), ["IG002 HD004"]);
        assert_eq!(left("<?teiwright ignore unresolved-who?><a><b c='#x'/><b c='#x'/></a>"), [""; 0]);
        assert_eq!(left("<a c='#x'><?teiwright ignore DR001?><b/></a>"), ["DR001 #x", "IG002 DR001"]);
        assert_eq!(left("<a c='#x'/><?teiwright ignore DR001?>"), ["DR001 #x", "IG003 <?teiwright ignore DR001?>"]);
    }

    #[test]
    fn what_was_not_judged_is_not_unused() {
        assert_eq!(left("<?teiwright ignore RN001?><a/>"), [""; 0]);
    }

    #[test]
    fn what_a_switch_does_not_know_is_told() {
        assert_eq!(left("<?teiwright ignore DR0001?><a/>"), ["IG001 DR0001"]);
        assert_eq!(left("<?teiwright ingore DR001?><a/>"), ["IG001 ingore"]);
        assert_eq!(left("<?teiwright?><a/>"), ["IG001 <?teiwright?>"]);
        assert_eq!(left("<?teiwright ignore ?><a/>"), ["IG001 <?teiwright ignore ?>"]);
        assert_eq!(left("<?teiwright ignore XM001?><a/>"), ["IG001 XM001"]);
    }
}
