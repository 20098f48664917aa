//! `docs/ci.md` is true: its files are written and its commands run, in order, and print what it shows.
//!
//! A line of shell ends with 0 unless it says `# exit N`; what a block of `text` shows, the block of shell before it printed.
#![cfg(all(unix, feature = "cli"))]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The fewest commands that the page has; fewer would mean that they are no longer found.
const LEAST_COMMANDS: usize = 10;

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

/// Runs one line of shell, with the program on the path, and gives what it prints on standard output.
fn run(folder: &Path, line: &str) -> String {
    let expected = line.rsplit_once("# exit ").map_or(0, |(_, status)| status.trim().parse().expect("a number"));
    let program = assert_cmd::cargo::cargo_bin!("teiwright");
    let mut path: Vec<PathBuf> = vec![program.parent().expect("a program lies in a folder").to_owned()];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder).stdin(Stdio::null());
    command.env("PATH", env::join_paths(path).expect("the folders can be joined"));
    let output = command.output().expect("there is a shell");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(expected), "{line}\n{stdout}{stderr}");
    stdout.into_owned()
}

#[test]
fn the_page_leads_to_a_red_and_a_green_run() {
    let scratch = tempfile::tempdir().expect("a folder for the test");
    let folder = scratch.path();
    // The page is about a repository, beyond which no settings are looked for.
    fs::create_dir(folder.join(".git")).expect("it can be made");
    let (mut printed, mut count) = (String::new(), 0);
    for (info, text) in blocks(&read("docs/ci.md")) {
        if let Some((_, name)) = info.split_once(" file=") {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
            fs::write(path, text).expect("the file can be written");
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
