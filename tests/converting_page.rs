//! `docs/converting.md` and `docs/metadata.md` are true: their transcripts are converted, and the lines of TEI under each stand in what is written.
//!
//! A block `text file=NAME` is written to a file; a block of `sh` is run; a block of `xml` shows lines, in order, of the TEI of the file
//! written last, or of what the shell printed.
#![cfg(all(unix, feature = "cli"))]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The pages, and the fewest examples that each has; fewer would mean that they are no longer found.
const PAGES: [(&str, usize); 2] = [("docs/converting.md", 8), ("docs/metadata.md", 4)];

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The blocks of code of the page: what stands after the backticks, and the text.
fn blocks(page: &str) -> Vec<(String, String)> {
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

/// Runs one line of shell, with the program on the path; a line that does not end with 0 says `# exit N`. Gives what it prints.
fn run(folder: &Path, line: &str) -> String {
    let expected = line.rsplit_once("# exit ").map_or(0, |(_, status)| status.trim().parse().expect("a number"));
    let program = assert_cmd::cargo::cargo_bin!("teiwright");
    let mut path: Vec<PathBuf> = vec![program.parent().expect("a program lies in a folder").to_owned()];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder).stdin(Stdio::null());
    command.env("PATH", env::join_paths(path).expect("the folders can be joined")).env_remove("SOURCE_DATE_EPOCH");
    let output = command.output().expect("there is a shell");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(expected), "{line}\n{stdout}{stderr}");
    stdout.into_owned()
}

#[test]
fn every_transcript_becomes_the_tei_that_is_shown() {
    PAGES.into_iter().for_each(|(page, least)| check(page, least));
}

fn check(page: &str, least: usize) {
    let scratch = tempfile::tempdir().expect("a folder for the test");
    let folder = scratch.path();
    let (mut printed, mut count) = (String::new(), 0);
    for (info, text) in blocks(&read(page)) {
        if let Some((_, name)) = info.split_once(" file=") {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
            fs::write(path, text).expect("the file can be written");
            if name.ends_with(".txt") {
                let tei = name.replace(".txt", ".xml");
                run(
                    folder,
                    &format!("teiwright convert {name} -o {tei} -q && teiwright verify {tei} -q && teiwright validate {tei} -q"),
                );
                printed = fs::read_to_string(folder.join(tei)).expect("the TEI was written");
            }
        } else if info == "sh" {
            printed = text.lines().map(|line| run(folder, line)).collect();
        } else if info == "xml" || info == "text" {
            count += 1;
            let mut lines = printed.lines().map(str::trim);
            for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
                assert!(lines.any(|it| it == line), "the page shows, in this order,\n{line}\nand what is written is\n{printed}");
            }
        }
    }
    assert!(count >= least, "only {count} examples were found");
}
