//! Bad input: an error that names the file, the place and the remedy; exit 2; nothing touched.

use std::{
    fs::{self, File},
    path::Path,
};

use crate::{Folder, MEETING, permissions_bind, set_mode, skipped};

#[test]
fn what_is_no_text_is_refused_and_nothing_is_touched() {
    let folder = Folder::new();
    folder.put("empty", "");
    folder.put("mark", "\u{feff}");
    folder.put("binary", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    folder.put("mixed", b"ANNA: \xc3\xa9t\xc3\xa9 \xff \xc3\xa0.\n");
    folder.put("undefined", b"ANNA: a\x81b\n");
    folder.put("control", "ANNA: Good\n\nBERT: mor\u{1}ning.\n");
    fs::create_dir(folder.path("folder")).expect("it can be made");
    folder.put("out.xml", "precious");
    let cases: [(&str, &[&str], &str); 9] = [
        ("none", &[], "no such file"),
        ("empty", &[], "empty"),
        ("mark", &[], "empty"),
        ("binary", &[], "binary"),
        ("mixed", &[], "--encoding"),
        ("undefined", &[], "0x81"),
        ("control:3:10", &[], "U+0001"),
        ("mixed", &["--encoding", "klingon"], "klingon"),
        ("mixed", &["--encoding", "utf-8"], "utf-8"),
    ];
    for (place, more, words) in cases {
        let input = place.split(':').next().expect("a name");
        let arguments = [&["convert", input, "-o", "out.xml"], more].concat();
        folder.run(&arguments).fails(place, words);
        assert_eq!(folder.get("out.xml"), "precious");
        assert!(!folder.path("out.receipt.json").exists());
    }
    for command in [&["validate", "folder"][..], &["convert", "folder", "-o", "x"], &["verify", "folder"]] {
        folder.run(command).exits(2);
    }
    folder.run(&["validate", "folder"]).exits(2);
    folder.run(&["text", "folder"]).fails("folder", "a folder, not a file");
    folder.run(&["diff", "folder", "out.xml"]).fails("folder", "two files, or two folders");
    folder.run(&["validate", "empty"]).fails("empty", "empty");
    let ran = folder.run(&["validate", "mixed"]).fails("mixed", "<?xml version");
    assert!(!ran.stderr.contains("--encoding"), "{ran:#?}");
    folder.run_with_input(&["convert", "-"], b"").fails("stdin", "empty");
}

#[cfg(unix)]
#[test]
fn devices_huge_and_forbidden_files_are_refused() {
    let folder = Folder::new();
    if Path::new("/dev/zero").exists() {
        folder.run(&["convert", "/dev/zero"]).fails("/dev/zero", "device");
    }
    match File::create(folder.path("huge.txt")).and_then(|file| file.set_len(5 << 30)) {
        Ok(()) => drop(folder.run(&["convert", "huge.txt"]).fails("huge.txt", "larger than 4 GiB")),
        Err(error) => skipped(&format!("a sparse file of 5 GiB: {error}")),
    }
    if permissions_bind(&folder) {
        folder.put("secret.txt", MEETING);
        set_mode(&folder.path("secret.txt"), 0o000);
        folder.run(&["convert", "secret.txt"]).fails("secret.txt", "permission denied");
    } else {
        skipped("a file that cannot be read: permissions do not bind this user");
    }
}
