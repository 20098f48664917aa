//! `docs/converting.md`, `docs/metadata.md`, `docs/profiles.md` and `docs/review.md` are true: their transcripts are converted, and the lines of TEI under each stand in what is written.
//!
//! A block `text file=NAME` is written to a file; a block of `sh` is run; a block of `xml` or `text` shows lines, in order, of the TEI of the file
//! written last, or of what the shell printed.
#![cfg(all(unix, feature = "cli"))]

mod pages;
mod shell;

use std::fs;

use pages::{blocks, read, run, write};

/// The pages, and the fewest examples that each has; fewer would mean that they are no longer found.
const PAGES: [(&str, usize); 4] =
    [("docs/converting.md", 15), ("docs/metadata.md", 4), ("docs/profiles.md", 3), ("docs/review.md", 2)];

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
            write(folder, name, &text);
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
