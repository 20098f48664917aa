//! The TEI that we write is valid against TEI All, by the judgment of a program that others wrote: where both are present.

use std::{env, fs, path::PathBuf, process::Command};

use teiwright::{
    convert::{self, Options},
    source::Source,
};

#[test]
fn jing_accepts_what_we_write() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let suites = env::var_os("SUITES").map_or(root.join("../shared"), |suites| root.join(suites));
    let schema = suites.join("tei/tei_all.rng");
    if !schema.is_file() {
        println!("skipped: TEI All is not at {}", schema.display());
        return;
    }
    if Command::new("jing").output().is_err() {
        println!("skipped: jing is not on the path");
        return;
    }
    let out = tempfile::tempdir().expect("a folder can be made");
    let mut files = Vec::new();
    for folder in ["encoded", "tests/golden/convert"] {
        for entry in fs::read_dir(root.join(folder)).expect("the folder is there") {
            let path = entry.expect("readable").path();
            if path.extension().is_none_or(|ending| ending != "txt" && ending != "in") {
                continue;
            }
            let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
            let source = Source::decode(name.as_str(), fs::read(&path).expect("readable"), None).expect("it is text");
            let target = out.path().join(name).with_extension("xml");
            fs::write(&target, convert::convert(&source, &Options::default()).expect("it converts").value.xml.to_string())
                .expect("writable");
            files.push(target);
        }
    }
    assert!(files.len() > 10);
    let output = Command::new("jing").arg(schema).args(&files).output().expect("jing runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
