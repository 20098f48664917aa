//! The command as a whole: arguments, output, exit status.
#![cfg(feature = "cli")]

#[path = "cli/archives.rs"]
mod archives;
#[path = "cli/baseline.rs"]
mod baseline;
#[path = "cli/compare.rs"]
mod compare;
#[path = "cli/convert.rs"]
mod convert;
#[path = "cli/fix.rs"]
mod fix;
#[path = "cli/input.rs"]
mod input;
#[path = "cli/others.rs"]
mod others;
#[path = "cli/output.rs"]
mod output;
#[path = "cli/pack.rs"]
mod pack;
#[path = "cli/reports.rs"]
mod reports;
#[path = "cli/schema.rs"]
mod schema;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/validate.rs"]
mod validate;
#[path = "cli/verify.rs"]
mod verify;

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

const MEETING: &str = "ANNA: Good morning.\n\nBERT: Good morning to you.\n\nANNA: It rains.\n";

/// A folder of its own, in which the command runs.
struct Folder(TempDir);

/// What a run gave.
#[derive(Debug)]
struct Ran {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a folder for the test"))
    }

    /// A folder with the meeting as `a.txt` and its TEI as `a.xml`.
    fn converted() -> Folder {
        let folder = Folder::new();
        folder.put("a.txt", MEETING);
        folder.run(&["convert", "a.txt", "-o", "a.xml"]).exits(0);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }

    fn get(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path(folder)) else { return Vec::new() };
        let name = |entry: io::Result<fs::DirEntry>| entry.expect("it can be read").file_name();
        let mut names: Vec<_> = entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("teiwright"));
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        for variable in ["SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
            command.env_remove(variable);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command(arguments))
    }

    fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let file = self.path(".input");
        fs::write(&file, input).expect("the file can be written");
        let mut command = self.command(arguments);
        command.stdin(File::open(&file).expect("the file is there"));
        let ran = ran(command);
        fs::remove_file(file).expect("the file is there");
        ran
    }
}

fn ran(mut command: Command) -> Ran {
    let output = command.output().expect("the command starts");
    Ran {
        status: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Ran {
    #[track_caller]
    fn exits(self, status: i32) -> Ran {
        assert_eq!(self.status, Some(status), "{self:#?}");
        self
    }

    /// Asserts a failure that names the file, with nothing on standard output.
    #[track_caller]
    fn fails(self, place: &str, words: &str) -> Ran {
        let ran = self.exits(2);
        assert!(ran.stderr.contains(&format!("error: {place}")) && ran.stderr.contains(words), "{ran:#?}");
        assert_eq!(ran.stdout, "", "{ran:#?}");
        ran
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }
}

/// The TEI with the first pointer of a speech broken.
fn broken(tei: &str) -> String {
    let speech = tei.find("<sp ").expect("there is a speech");
    let pointer = speech + tei[speech..].find("who=\"#").expect("it has a speaker") + "who=\"#".len();
    format!("{}nobody-{}", &tei[..pointer], &tei[pointer..])
}

/// Whether the permissions of files bind this process; they do not bind root.
fn permissions_bind(folder: &Folder) -> bool {
    folder.put("locked", "x");
    set_mode(&folder.path("locked"), 0o000);
    let bind = File::open(folder.path("locked")).is_err();
    set_mode(&folder.path("locked"), 0o600);
    fs::remove_file(folder.path("locked")).expect("it is ours");
    bind
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("the file is ours");
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) {}

/// Says that a part of a test could not be done here, even where the harness keeps what tests print.
fn skipped(what: &str) {
    let _ = writeln!(io::stdout(), "skipped: {what}");
}
