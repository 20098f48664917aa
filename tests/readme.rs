//! The README is true: its commands run as they are written, and give what it shows.
//!
//! Left out are the lines that install the program itself; of the `make` lines, only the targets are looked up.
#![cfg(all(unix, feature = "cli"))]

mod shell;

use std::{fs, path::Path};

use shell::Ran;

/// The fewest shell commands of `teiwright` that the README has; fewer would mean that they are no longer found.
const LEAST_COMMANDS: usize = 6;

/// A block of code, or a command that stands in a line of prose.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Block { language: String, text: String },
    Inline(String),
}

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The blocks of the README and the commands in its prose, in order.
fn pieces(readme: &str) -> Vec<Piece> {
    let (mut pieces, mut open) = (Vec::new(), None::<(String, String)>);
    for line in readme.lines() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(_), Some((language, text))) => pieces.push(Piece::Block { language, text }),
            (Some(language), None) => open = Some((language.to_owned(), String::new())),
            (None, Some((language, text))) => open = Some((language, text + line + "\n")),
            (None, None) => {
                let code = line.split('`').skip(1).step_by(2);
                pieces.extend(
                    code.filter(|it| it.starts_with("teiwright ") && !it.contains('=')).map(|it| Piece::Inline(it.into())),
                );
            }
        }
    }
    pieces
}

/// Runs one line of shell in the folder, with the program on the path, and gives what it prints.
fn run(folder: &Path, line: &str) -> String {
    let Ran { status, stdout, stderr } = shell::run(folder, line);
    assert!(matches!(status, Some(0 | 1)), "{line}\n{stdout}{stderr}");
    assert!(status == Some(0) || stdout.contains("error") || line.contains("diff"), "{line}\n{stdout}{stderr}");
    stdout
}

#[test]
fn commands_run_as_written_and_give_what_is_shown() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (mut printed, mut count) = (None::<String>, 0);
    for piece in pieces(&read("README.md")) {
        match piece {
            Piece::Block { language, text } if language == "sh" && text.contains("teiwright ") && !text.contains("cargo ") => {
                let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
                count += lines.iter().filter(|line| line.starts_with("teiwright ")).count();
                printed = Some(lines.iter().map(|line| run(folder.path(), line)).collect());
            }
            Piece::Block { language, text } if language == "text" => match &printed {
                Some(printed) => {
                    for line in text.lines() {
                        assert!(
                            printed.lines().any(|it| it == line),
                            "the README shows\n{line}\nand what is printed is\n{printed}"
                        );
                    }
                }
                None => {
                    fs::create_dir(folder.path().join("transcripts")).expect("it can be made");
                    for name in ["talk.txt", "transcripts/talk.txt"] {
                        fs::write(folder.path().join(name), &text).expect("it can be written");
                    }
                }
            },
            Piece::Block { .. } => {}
            // `explain CODE` and the like stand for many commands.
            Piece::Inline(line) if line.split(' ').any(|word| word.len() > 1 && word.chars().all(char::is_uppercase)) => {}
            Piece::Inline(line) => {
                count += 1;
                run(folder.path(), &line);
            }
        }
    }
    assert!(count >= LEAST_COMMANDS, "only {count} commands were found");
}

#[test]
fn make_targets_and_linked_files_are_there() {
    let (readme, makefile) = (read("README.md"), read("Makefile"));
    let targets: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("make ")?.split_whitespace().next()).collect();
    assert!(targets.contains(&"check"), "{targets:?}");
    for target in targets {
        assert!(makefile.lines().any(|line| line.starts_with(&format!("{target}:"))), "make {target}");
    }
    for link in readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| !link.contains("://")) {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(link).exists(), "{link}");
    }
}

#[test]
fn the_version_and_the_toolchain_are_those_of_the_package() {
    let readme = read("README.md");
    let (version, rust) = (env!("CARGO_PKG_VERSION"), env!("CARGO_PKG_RUST_VERSION"));
    let minor = version.rsplit_once('.').map_or(version, |(minor, _)| minor);
    assert!(readme.contains(&format!("teiwright = {{ version = \"{minor}\"")), "{minor}");
    assert!(readme.contains(&format!("({rust} or newer)")), "{rust}");
}
