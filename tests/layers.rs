//! Holds the picture of `docs/ARCHITECTURE.md`: a layer uses only layers below it, and siblings do not know one another.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Each layer with its floor; a layer may use every layer on a lower floor, and itself.
const FLOORS: &[(&str, u32)] = &[
    ("span", 0),
    ("source", 1),
    ("diagnostic", 2),
    ("settings", 3),
    ("xml", 3),
    ("tei", 4),
    ("archive", 5),
    ("baseline", 5),
    ("transcript", 5),
    ("rules", 5),
    ("schema", 5),
    ("delta", 5),
    ("page", 5),
    ("convert", 6),
    ("validate", 6),
    ("diff", 6),
    ("view", 6),
    ("pack", 7),
    ("cli", 8),
];

/// The library opens no file, prints nothing and reads no clock, environment or locale: `cli` alone touches the world.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env::",
    "std::net",
    "std::process",
    "std::io::stdout",
    "std::io::stdin",
    "println!",
    "eprintln!",
    "SystemTime",
    "static mut",
];

#[test]
fn every_import_goes_downward() {
    let floors: BTreeMap<&str, u32> = FLOORS.iter().copied().collect();
    let mut breaches = Vec::new();
    let mut seen = BTreeSet::new();
    for (file, layer, text) in sources() {
        let Some(&floor) = floors.get(layer.as_str()) else {
            panic!("{} is in no layer: name it in tests/layers.rs and docs/ARCHITECTURE.md", file.display())
        };
        seen.insert(layer.clone());
        for used in uses(&text) {
            match floors.get(used.as_str()) {
                Some(&other) if other < floor || used == layer => {}
                Some(_) => breaches.push(format!("{}: {layer} uses {used}", file.display())),
                None => breaches.push(format!("{}: crate::{used} is in no layer", file.display())),
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
    let named: BTreeSet<String> = floors.keys().map(ToString::to_string).collect();
    assert_eq!(seen, named, "the layers of tests/layers.rs and those of src/ are not the same");
}

#[test]
fn the_library_touches_nothing_outside() {
    let mut breaches = Vec::new();
    let is_test = |file: &Path| file.iter().any(|part| part == "tests" || part == "tests.rs");
    for (file, layer, text) in sources().into_iter().filter(|(file, layer, _)| layer != "cli" && !is_test(file)) {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (index, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for word in WORLD.iter().filter(|word| line.contains(*word)) {
                breaches.push(format!("{}:{}: {layer} has {word}", file.display(), index + 1));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn the_picture_names_every_layer() {
    let picture = fs::read_to_string(root().join("docs/ARCHITECTURE.md")).expect("the picture is there");
    let picture = picture
        .split("## Layers")
        .nth(1)
        .and_then(|text| text.split("## Core types").next())
        .expect("it has a section on layers");
    for (layer, _) in FLOORS {
        assert!(picture.contains(layer), "docs/ARCHITECTURE.md does not name the layer {layer}");
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of `src/` but the two roots, with its layer and its text.
fn sources() -> Vec<(PathBuf, String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("src/ can be read").map(|entry| entry.expect("its entries too").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|ending| ending == "rs") {
                let layer = layer(&entry);
                if !matches!(layer.as_str(), "lib" | "main") {
                    found.push((entry.clone(), layer, fs::read_to_string(&entry).expect("source files are UTF-8")));
                }
            }
        }
    }
    assert!(found.len() > 20, "src/ was not found");
    found
}

fn layer(file: &Path) -> String {
    let inside = file.strip_prefix(root().join("src")).expect("the file is in src/");
    let first = inside.components().next().expect("it has a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The first segments of all paths that begin with `crate::` or the crate's own name, in imports and in the code.
fn uses(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut used = BTreeSet::new();
    for start in ["crate::", "teiwright::"] {
        for (at, _) in code.match_indices(start) {
            let rest = &code[at + start.len()..];
            match rest.strip_prefix('{') {
                Some(group) => used.extend(group_heads(group)),
                None => used.extend(head(rest)),
            }
        }
    }
    used
}

/// The first segment of each path in a group of imports, up to its closing brace.
fn group_heads(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut heads = Vec::new();
    let mut at_start = true;
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_start = true,
            character if at_start && !character.is_whitespace() => {
                heads.extend(head(&group[at..]));
                at_start = false;
            }
            _ => {}
        }
    }
    heads
}

fn head(path: &str) -> Option<String> {
    let end = path.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(path.len());
    (end > 0).then(|| path[..end].to_owned())
}

#[test]
fn groups_of_imports_are_read() {
    let text =
        "use crate::{\n    span::Span,\n    tei::{self, document::{Block, Heading}},\n    xml,\n};\nfn f() { crate::diff::g() }";
    assert_eq!(uses(text).into_iter().collect::<Vec<_>>(), ["diff", "span", "tei", "xml"]);
}
