//! Lines of shell that a page shows, run as they are written.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What a line of shell printed, and its exit status.
pub struct Ran {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// Runs one line of shell in a folder, with the program on the path.
pub fn run(folder: &Path, line: &str) -> Ran {
    let program = assert_cmd::cargo::cargo_bin!("teiwright");
    let mut path: Vec<PathBuf> = vec![program.parent().expect("a program lies in a folder").to_owned()];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder).stdin(Stdio::null());
    command.env("PATH", env::join_paths(path).expect("the folders can be joined")).env_remove("SOURCE_DATE_EPOCH");
    let output = command.output().expect("there is a shell");
    Ran {
        status: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
