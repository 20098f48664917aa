//! `docs/ci.md` is true: its files are written and its commands run, in order, and print what it shows.
//!
//! A line of shell ends with 0 unless it says `# exit N`; what a block of `text` shows, the block of shell before it printed.
#![cfg(all(unix, feature = "cli"))]

mod pages;
mod shell;

use std::fs;

use pages::{blocks, read, run, write};

/// The fewest commands that the page has; fewer would mean that they are no longer found.
const LEAST_COMMANDS: usize = 10;

#[test]
fn the_page_leads_to_a_red_and_a_green_run() {
    let scratch = tempfile::tempdir().expect("a folder for the test");
    let folder = scratch.path();
    // The page is about a repository, beyond which no settings are looked for.
    fs::create_dir(folder.join(".git")).expect("it can be made");
    let (mut printed, mut count) = (String::new(), 0);
    for (info, text) in blocks(&read("docs/ci.md")) {
        if let Some((_, name)) = info.split_once(" file=") {
            write(folder, name, &text);
        } else if info == "sh" {
            count += text.lines().filter(|line| line.starts_with("teiwright ")).count();
            printed = text.lines().map(|line| run(folder, line)).collect();
        } else if info == "text" {
            for line in text.lines() {
                assert!(printed.lines().any(|it| it == line), "the page shows\n{line}\nand what is printed is\n{printed}");
            }
        }
    }
    assert!(count >= LEAST_COMMANDS, "only {count} commands were found");
    for name in ["junit.xml", "report.html"] {
        assert!(folder.join(name).is_file(), "{name}");
    }
}

#[test]
fn the_page_uses_inputs_hooks_and_flags_that_exist() {
    let (page, action, hooks) = (read("docs/ci.md"), read("action.yml"), read(".pre-commit-hooks.yaml"));
    let workflow = blocks(&page).into_iter().find(|(info, _)| info.contains("tei.yml")).expect("it is there").1;
    let inputs: Vec<&str> = workflow
        .lines()
        .skip_while(|line| !line.contains("OWNER/teiwright@"))
        .skip(2)
        .map_while(|line| line.strip_prefix("          ")?.split_once(':'))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(inputs, ["paths", "arguments"]);
    for input in inputs {
        assert!(action.lines().any(|line| line == format!("  {input}:")), "{input}");
    }
    assert!(page.contains("- id: teiwright\n") && hooks.starts_with("- id: teiwright\n"));
    let rust = env!("CARGO_PKG_RUST_VERSION");
    assert!(page.contains(&format!("image: rust:{rust}")), "{rust}");
}
