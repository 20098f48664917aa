//! Outputs that cannot be written, readers that go away, and runs that are interrupted.

use std::{
    fs::{self, File},
    io::{Read, Write},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{Folder, broken, permissions_bind, set_mode, skipped};

#[cfg(unix)]
#[test]
fn a_full_disk_is_a_failure() {
    let full = "/dev/full";
    if !Path::new(full).exists() {
        return skipped(&format!("there is no {full}"));
    }
    let folder = Folder::converted();
    folder.run(&["convert", "a.txt", "-o", full]).fails("cannot write /dev/full: no space left", "make room");
    folder.run(&["convert", "a.txt", "-o", "b.xml", "--receipt", full]).fails("cannot write /dev/full", "no space left");
    assert!(!folder.path("b.xml").exists());
    folder.run(&["validate", "a.xml", "--output-format", "json", "--output-file", full]).fails("cannot write", "no space left");
    for arguments in [&["convert", "a.txt"][..], &["validate", "a.xml", "--output-format", "json"], &["text", "a.xml"], &["man"]]
    {
        let mut command = folder.command(arguments);
        command.stdout(File::options().write(true).open(full).expect("it can be opened"));
        let child = command.stderr(Stdio::piped()).spawn().and_then(std::process::Child::wait_with_output).expect("it runs");
        let stderr = String::from_utf8_lossy(&child.stderr).into_owned();
        assert_eq!(child.status.code(), Some(2), "{arguments:?}: {stderr}");
        assert!(stderr.contains("cannot write standard output"), "{arguments:?}: {stderr}");
    }
    assert_eq!(folder.names("."), ["a.receipt.json", "a.txt", "a.xml"]);
}

#[cfg(unix)]
#[test]
fn what_is_read_only_stays() {
    let folder = Folder::converted();
    folder.put("b.xml", "precious");
    set_mode(&folder.path("b.xml"), 0o444);
    folder.run(&["convert", "a.txt", "-o", "b.xml", "--force"]).fails("cannot write b.xml", "read-only");
    assert_eq!(folder.get("b.xml"), "precious");
    folder.run(&["convert", "a.txt", "-o", "no/such/b.xml"]).fails("cannot write no/such/b.xml", "folder");
    folder.run(&["convert", "a.txt", "-o", "a.xml/"]).fails("", "a.xml");
    // Each of them says how to go on.
    folder.run(&["convert", "a.txt", "-o", "b.xml", "--force"]).fails("cannot write b.xml", "chmod u+w");
    folder.run(&["convert", "a.txt", "-o", "a.txt/b.xml"]).fails("cannot write a.txt/b.xml: a part of the path", "name another");
    folder.run(&["convert", "a.txt/b.txt"]).fails("a.txt/b.txt: cannot read: a part of the path", "check the spelling");
    folder.run(&["man", "-o", "a.txt"]).fails("cannot make the folder a.txt: a file of that name", "name another place");
    if !permissions_bind(&folder) {
        return skipped("a read-only folder: permissions do not bind this user");
    }
    fs::create_dir(folder.path("closed")).expect("it can be made");
    set_mode(&folder.path("closed"), 0o555);
    folder.run(&["convert", "a.txt", "-o", "closed/a.xml"]).fails("cannot write closed/a.xml", "permission denied");
    assert_eq!(folder.names("closed"), [""; 0]);
    set_mode(&folder.path("closed"), 0o755);
}

#[cfg(unix)]
#[test]
fn new_files_have_the_permissions_of_any_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::converted();
    let mode = |name: &str| fs::metadata(folder.path(name)).expect("it is there").permissions().mode();
    assert_eq!(mode("a.xml"), mode("a.txt"));
    assert_eq!(mode("a.receipt.json"), mode("a.txt"));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = Folder::converted();
    let tei = broken(&folder.get("a.xml"));
    let arguments = ["validate", "-", "--output-format", "text"];
    let mut command = folder.command(&arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts");
    // The reader goes before the writer can begin, which waits for its input.
    drop(child.stdout.take());
    child.stdin.take().expect("it is a pipe").write_all(tei.as_bytes()).expect("it is read");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn convert_goes_on_when_nobody_listens_to_its_findings() {
    let folder = Folder::new();
    for number in 0..20 {
        folder.put(&format!("in/{number}.txt"), if number % 2 == 0 { "" } else { "Nobody speaks.\n" });
    }
    let mut command = folder.command(&["convert", "in", "-o", "out", "-v"]);
    let mut child = command.stderr(Stdio::piped()).spawn().expect("the command starts");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(2));
    assert_eq!(folder.names("out").len(), 20);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing() {
    let folder = Folder::new();
    for signal in ["-INT", "-TERM"] {
        let command = folder.command(&["validate", "-", "--output-file", "report.txt"]);
        let mut child = with_default_signals(&command, &folder).stdin(Stdio::piped()).spawn().expect("the command starts");
        // Kept open to the end: waiting for a child would close it, and an end of input is another end than a signal.
        let input = child.stdin.take();
        let started = Instant::now();
        while folder.names(".").is_empty() {
            assert!(started.elapsed() < Duration::from_secs(20), "no file was begun");
            std::thread::sleep(Duration::from_millis(10));
        }
        let killed = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("`kill` is there");
        assert!(killed.success());
        assert_eq!(child.wait().expect("it ends").code(), Some(130), "{signal}");
        drop(input);
        assert_eq!(folder.names("."), [""; 0], "{signal}");
    }
}

/// The same command with the signals that whoever runs the tests may have switched off switched on again.
#[cfg(unix)]
fn with_default_signals(command: &Command, folder: &Folder) -> Command {
    let reset = "--default-signal=INT,TERM,HUP";
    let has_reset = Command::new("env").args([reset, "true"]).stderr(Stdio::null()).status().is_ok_and(|it| it.success());
    let mut again = Command::new(if has_reset { "env".as_ref() } else { command.get_program() });
    if has_reset {
        again.arg(reset).arg(command.get_program());
    }
    again.args(command.get_args()).current_dir(folder.0.path());
    again
}

#[cfg(unix)]
#[test]
fn a_pipe_can_be_read_and_written_like_a_file() {
    let folder = Folder::converted();
    let made = Command::new("mkfifo").arg(folder.path("pipe")).status();
    if !made.is_ok_and(|it| it.success()) {
        return skipped("`mkfifo` is not there");
    }
    let child = folder.command(&["convert", "a.txt", "-o", "pipe", "-q"]).spawn().expect("the command starts");
    let mut text = String::new();
    File::open(folder.path("pipe")).and_then(|mut pipe| pipe.read_to_string(&mut text)).expect("the pipe is read");
    assert_eq!(child.wait_with_output().expect("it ends").status.code(), Some(0));
    assert_eq!(text, folder.get("a.xml"));
    assert_eq!(folder.names("."), ["a.receipt.json", "a.txt", "a.xml", "pipe"]);
}

/// Many files are written by several threads when the signal comes: a folder that is removed must not be made again.
#[cfg(unix)]
#[test]
fn an_interrupted_package_leaves_nothing() {
    let folder = Folder::converted();
    let tei = folder.get("a.xml");
    for number in 0..400 {
        folder.put(&format!("in/{number}.xml"), &tei);
    }
    for _ in 0..3 {
        let command = folder.command(&["pack", "in", "-o", "out/bag", "--dts", "out/dts", "-q", "-j", "4"]);
        let child = with_default_signals(&command, &folder).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut child = child.expect("the command starts");
        let started = Instant::now();
        while !folder.path("out").is_dir() || folder.names("out").len() < 2 {
            assert!(started.elapsed() < Duration::from_secs(20), "no folder was begun");
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_millis(50));
        let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("`kill` is there");
        assert!(killed.success());
        assert_eq!(child.wait().expect("it ends").code(), Some(130));
        assert_eq!(folder.names("out"), [""; 0]);
    }
}
