//! The lines for git's configuration that `docs/comparing.md` has, used by git.
#![cfg(feature = "cli")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The blocks of a language in the page.
fn blocks(language: &str) -> Vec<String> {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/comparing.md")).expect("the page is there");
    let fence = format!("```{language}\n");
    page.split(&fence).skip(1).map(|rest| rest.split_once("```").expect("the block ends").0.to_owned()).collect()
}

struct Repository(tempfile::TempDir);

impl Repository {
    /// A repository in which `a.xml` was changed, `new.xml` added and `gone.xml` deleted; none where there is no git.
    fn with(configuration: &str) -> Option<Repository> {
        let repository = Repository(tempfile::tempdir().expect("a folder can be made"));
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("skipped: git is not on the path");
            return None;
        }
        repository.git(&["init", "-q"]);
        repository.write(".git/lines", configuration);
        repository.git(&["config", "include.path", "lines"]);
        repository.write(".gitattributes", &blocks("gitattributes").concat());
        repository.write("a.xml", &document("To bee or not"));
        repository.write("gone.xml", &document("Farewell"));
        repository.git(&["add", "."]);
        repository.git(&["commit", "-q", "-m", "one"]);
        repository.write("a.xml", &document("To be or <hi>not</hi>"));
        repository.write("new.xml", &document(&"Quite another text, so that git sees no file renamed. ".repeat(9)));
        fs::remove_file(repository.path().join("gone.xml")).expect("it can be deleted");
        repository.git(&["add", "."]);
        Some(repository)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).expect("the file can be written");
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) -> String {
        let programs = PathBuf::from(env!("CARGO_BIN_EXE_teiwright"));
        let folder = programs.parent().expect("it is in a folder").to_owned();
        let path = env::join_paths([folder].into_iter().chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())));
        let Output { status, stdout, stderr } = Command::new("git")
            .args(arguments)
            .current_dir(self.path())
            .env("PATH", path.expect("the folders have plain names"))
            .env("HOME", self.path())
            .env("XDG_CONFIG_HOME", self.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_PAGER", "cat")
            // Git keeps what textconv gave as a note, which somebody has written.
            .envs([("GIT_AUTHOR_NAME", "A"), ("GIT_AUTHOR_EMAIL", "a@example.org")])
            .envs([("GIT_COMMITTER_NAME", "A"), ("GIT_COMMITTER_EMAIL", "a@example.org")])
            .output()
            .expect("git runs");
        let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        assert!(status.success(), "git {arguments:?}: {stdout}{stderr}");
        stdout.into_owned()
    }
}

fn document(text: &str) -> String {
    format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>\n<p>{text}</p>\n</body></text></TEI>\n")
}

#[test]
fn textconv_compares_the_words() {
    let Some(repository) = Repository::with(&blocks("gitconfig")[0]) else { return };
    let words = repository.git(&["diff", "--cached", "--word-diff", "a.xml"]);
    assert!(words.contains("To [-bee-]{+be+} or not") && !words.contains("<p>"), "{words}");
    let tags = repository.git(&["diff", "--cached", "--no-textconv", "a.xml"]);
    assert!(tags.contains("+<p>To be or <hi>not</hi></p>"), "{tags}");
}

#[test]
fn an_external_driver_tells_everything() {
    let Some(repository) = Repository::with(&blocks("gitconfig")[1]) else { return };
    let told = repository.git(&["diff", "--cached"]);
    for part in ["1 word changed; 1 tag differs", "To [-bee-]{+be+} or not", "gone.xml: deleted", "new.xml: new"] {
        assert!(told.contains(part), "{part} is not in {told}");
    }
}

#[test]
fn difftools_show_files_and_folders() {
    let Some(repository) = Repository::with(&blocks("gitconfig")[2]) else { return };
    let told = repository.git(&["difftool", "--cached", "--tool", "tei", "a.xml"]);
    assert!(told.contains("1 word changed; 1 tag differs"), "{told}");
    let folders = repository.git(&["difftool", "--cached", "--tool", "tei", "--dir-diff"]);
    assert!(folders.contains("3 files: 1 changed, 1 added, 1 removed"), "{folders}");
    repository.git(&["difftool", "--cached", "--tool", "tei-page", "a.xml"]);
    let page = fs::read_to_string(repository.path().join("a.html")).expect("the page is there");
    assert!(page.starts_with("<!DOCTYPE html>"));
}
