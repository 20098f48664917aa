//! One spelling of a schema in the XML syntax, in which schemas that differ in notation only are the same.

use teiwright::xml::Node;

const RELAXNG: &str = "http://relaxng.org/ns/structure/1.0";

/// What elements take from around them.
#[derive(Clone)]
struct Inherited {
    namespace: Option<String>,
    library: String,
}

/// An element with its attributes and children, all that is inherited resolved.
#[derive(Clone)]
struct Part {
    name: String,
    is_foreign: bool,
    attributes: Vec<String>,
    text: String,
    children: Vec<Part>,
}

/// The canonical spelling of an element, one part on a line.
pub fn of(node: Node<'_>) -> String {
    let mut lines = String::new();
    spell(&part(node, &Inherited { namespace: None, library: String::new() }), 0, &mut lines);
    lines
}

fn spell(part: &Part, depth: usize, lines: &mut String) {
    let attributes: String = part.attributes.iter().map(|attribute| format!(" {attribute}")).collect();
    lines.push_str(&format!("{}{}{attributes} {:?}\n", "  ".repeat(depth), part.name, part.text));
    part.children.iter().for_each(|child| spell(child, depth + 1, lines));
}

fn part(node: Node<'_>, around: &Inherited) -> Part {
    if node.tag_name().namespace() != Some(RELAXNG) {
        return foreign(node);
    }
    let mut inherited = around.clone();
    if let Some(namespace) = node.attribute("ns") {
        inherited.namespace = Some(namespace.to_owned());
    }
    if let Some(library) = node.attribute("datatypeLibrary") {
        inherited.library = library.to_owned();
    }
    let kind = node.tag_name().name();
    let own = |name: &str| node.attribute(name).map(str::trim);
    let mut attributes: Vec<String> = foreign_attributes(node);
    let mut text = String::new();
    let mut children: Vec<Part> = Vec::new();
    match kind {
        "element" | "attribute" => {
            if let Some(name) = own("name") {
                let bare = Inherited { namespace: node.attribute("ns").or(Some("")).map(str::to_owned), ..inherited.clone() };
                let around = if kind == "attribute" { &bare } else { &inherited };
                children.push(named("name", expanded(node, name, around)));
            }
        }
        "name" => text = expanded(node, content(node).trim(), &inherited),
        "nsName" => attributes.push(format!("ns={:?}", inherited.namespace)),
        "externalRef" | "include" => {
            attributes.push(format!("href={:?} ns={:?}", own("href"), inherited.namespace));
        }
        "value" | "data" => {
            let datatype = own("type").map_or("token", |name| name);
            let library = if own("type").is_some() { inherited.library.as_str() } else { "" };
            attributes.push(format!("type={library}#{datatype}"));
            let is_name = matches!(datatype, "QName" | "NOTATION");
            match kind {
                "value" if is_name => text = expanded(node, content(node).trim(), &inherited),
                "value" => text = content(node),
                _ => {}
            }
        }
        "param" => text = content(node),
        _ => {}
    }
    if !matches!(kind, "element" | "attribute") {
        attributes.extend(own("name").map(|name| format!("name={name}")));
        attributes.extend(own("combine").map(|combine| format!("combine={combine}")));
    }
    attributes.sort();
    if !matches!(kind, "name" | "value" | "param") {
        let elements: Vec<Part> = node.children().filter(Node::is_element).map(|child| part(child, &inherited)).collect();
        // The annotations of an element stand before its name class, whether that is an attribute or a child.
        let at = children.len();
        children.extend(elements);
        if at == 1 {
            let count = children[1..].iter().take_while(|child| child.is_foreign).count();
            children[..=count].rotate_left(1);
        }
    }
    simplified(Part { name: kind.to_owned(), is_foreign: false, attributes, text, children })
}

/// Section 4.12, as far as the suite takes it for notation.
fn simplified(mut part: Part) -> Part {
    let is_names = |child: &Part| matches!(child.name.as_str(), "name" | "anyName" | "nsName");
    let head = usize::from(matches!(part.name.as_str(), "element" | "attribute"));
    if part.name == "attribute" && part.children.iter().filter(|child| !child.is_foreign).count() == head {
        part.children.push(named("text", String::new()));
    }
    if matches!(part.name.as_str(), "group" | "choice" | "interleave")
        && part.attributes.is_empty()
        && part.children.len() == 1
        && !part.children[0].is_foreign
    {
        return part.children.remove(0);
    }
    let list = match part.name.as_str() {
        "element" | "attribute" | "start" | "define" | "optional" | "zeroOrMore" | "oneOrMore" | "list" | "mixed" => "group",
        "except" => "choice",
        _ => return part,
    };
    let patterns: Vec<usize> =
        part.children.iter().enumerate().filter(|(_, child)| !child.is_foreign).map(|(index, _)| index).skip(head).collect();
    if let [only] = patterns[..] {
        let child = &part.children[only];
        let is_plain = child.attributes.is_empty() && child.children.first().is_some_and(|first| !first.is_foreign);
        if child.name == list && is_plain && (part.name == "except" || !child.children.iter().any(is_names)) {
            let members = part.children[only].children.clone();
            part.children.splice(only..=only, members);
        }
    }
    part
}

fn named(name: &str, text: String) -> Part {
    Part { name: name.to_owned(), is_foreign: false, attributes: Vec::new(), text, children: Vec::new() }
}

/// Sections 4.8 to 4.10: a name with its namespace.
fn expanded(node: Node<'_>, name: &str, around: &Inherited) -> String {
    match name.split_once(':') {
        Some((prefix, local)) => format!("{:?}{local}", Some(node.lookup_namespace_uri(Some(prefix)).unwrap_or("undeclared"))),
        None => format!("{:?}{name}", around.namespace.as_deref()),
    }
}

fn content(node: Node<'_>) -> String {
    node.children().filter(Node::is_text).filter_map(|child| child.text()).collect()
}

fn foreign_attributes(node: Node<'_>) -> Vec<String> {
    let foreign = node.attributes().filter(|attribute| attribute.namespace().is_some());
    foreign
        .map(|attribute| format!("{{{}}}{}={:?}", attribute.namespace().unwrap_or_default(), attribute.name(), attribute.value()))
        .collect()
}

/// An annotation: white space between elements is none of it.
fn foreign(node: Node<'_>) -> Part {
    let name = |namespace: Option<&str>, name: &str| format!("{{{}}}{name}", namespace.unwrap_or_default());
    let mut attributes: Vec<String> = node
        .attributes()
        .map(|attribute| format!("{}={:?}", name(attribute.namespace(), attribute.name()), attribute.value()))
        .collect();
    attributes.sort();
    let mut children: Vec<Part> = Vec::new();
    for child in node.children() {
        match child.text().filter(|_| child.is_text()) {
            Some(text) if text.trim().is_empty() => {}
            // A comment cuts a text in two, and both are one again.
            Some(text) => match children.last_mut().filter(|last| last.name == "text()") {
                Some(last) => last.text.push_str(text),
                None => children.push(Part { is_foreign: true, ..named("text()", text.to_owned()) }),
            },
            None if child.is_element() => children.push(foreign(child)),
            None => {}
        }
    }
    let (namespace, local) = (node.tag_name().namespace(), node.tag_name().name());
    Part { name: name(namespace, local), is_foreign: true, attributes, text: String::new(), children }
}
