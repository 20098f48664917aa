//! Texts of our own, one for each phenomenon, with the TEI that they become: `tests/golden/convert/NAME.in` and `NAME.out`.
//!
//! Beside a text may stand what a caller states: `NAME.meta.toml` (`--meta`), `NAME.authority.csv` (`--authority`).
//!
//! To accept a change of what is written: `UPDATE=1 cargo test --test golden`, and read the difference before committing it.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use teiwright::{
    convert::{self, Authority, Metadata, Options},
    diagnostic::{Diagnostic, Severity},
    settings::{Table, rows},
    source::Source,
    validate,
};

/// What stands beside a text for its conversion.
fn options(path: &Path) -> Options {
    let beside = |ending: &str| {
        let path = path.with_extension(ending);
        path.is_file().then(|| Source::decode(ending, fs::read(path).expect("readable"), None).expect("it is text"))
    };
    let metadata = beside("meta.toml").map(|file| Table::parse(&file).and_then(Metadata::read).expect("it states metadata"));
    let authority = beside("authority.csv").map(|file| {
        let entries = rows(&file).and_then(convert::read_rows).expect("it lists names");
        Arc::new(Authority::new(entries))
    });
    Options { metadata, authority, ..Options::default() }
}

#[test]
fn every_text_becomes_the_tei_beside_it() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/convert");
    let accept = std::env::var_os("UPDATE").is_some();
    let mut different = Vec::new();
    let mut count = 0;
    let mut names: Vec<PathBuf> =
        fs::read_dir(&folder).expect("the folder is there").map(|entry| entry.expect("readable").path()).collect();
    names.sort();
    for path in names.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "in")) {
        count += 1;
        let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
        let source = Source::decode(name.as_str(), fs::read(&path).expect("readable"), None).expect("it is text");
        let converted = convert::convert(&source, &options(&path)).expect("it converts");
        let mut xml = String::from(converted.value.xml);
        let faults = validate::validate(&Source::from_text(name.as_str(), xml.as_str()), &validate::Options::of_our_own());
        // Misread characters are those of the text, and are reported, never mended.
        let is_fault = |fault: &&Diagnostic| fault.severity < Severity::Info && fault.code != "CH009";
        let errors: Vec<_> = faults.iter().filter(is_fault).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        // The version of the program changes without a change of what it does.
        xml = xml.replace(concat!("version=\"", env!("CARGO_PKG_VERSION"), "\""), "version=\"VERSION\"");
        for finding in &converted.diagnostics {
            let place = source.place(finding.span.start);
            xml +=
                &format!("<!-- {}:{} {} {}: {} -->\n", place.line, place.column, finding.severity, finding.code, finding.message);
        }
        let expected = path.with_extension("out");
        if accept {
            fs::write(&expected, &xml).expect("writable");
        } else if fs::read_to_string(&expected).unwrap_or_default() != xml {
            different.push(format!("{name}: what is written now:\n{xml}"));
        }
    }
    assert!(count >= 14, "the texts were not found");
    assert!(different.is_empty(), "{}", different.join("\n"));
}
