//! Pages of the documentation whose blocks of code are tests.

use std::{fs, path::Path};

use crate::shell::{self, Ran};

/// A file of the project.
pub fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The blocks of code of a page: what stands after the backticks, and the text.
pub fn blocks(page: &str) -> Vec<(String, String)> {
    let (mut blocks, mut open) = (Vec::new(), None::<(String, String)>);
    for line in page.lines() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(_), Some(block)) => blocks.push(block),
            (Some(info), None) => open = Some((info.to_owned(), String::new())),
            (None, Some((info, text))) => open = Some((info, text + line + "\n")),
            (None, None) => {}
        }
    }
    blocks
}

/// Writes the block of a file into a folder.
pub fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}

/// Runs one line of shell; a line that does not end with 0 says `# exit N`. Gives what it prints on standard output.
pub fn run(folder: &Path, line: &str) -> String {
    let expected = line.rsplit_once("# exit ").map_or(0, |(_, status)| status.trim().parse().expect("a number"));
    let Ran { status, stdout, stderr } = shell::run(folder, line);
    assert_eq!(status, Some(expected), "{line}\n{stdout}{stderr}");
    stdout
}
