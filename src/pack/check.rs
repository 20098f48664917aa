//! Whether a bag is what it says: declaration, completeness, fixity (RFC 8493, 3).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::pack::{Algorithm, Digests, PAYLOAD, names::folded};

/// Where the files of a bag are: a folder, or an archive.
pub trait Shelf {
    /// The paths of all files, with `/`, relative to the bag.
    ///
    /// # Errors
    /// Why they cannot be listed.
    fn paths(&mut self) -> Result<Vec<String>, String>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn read(&mut self, path: &str) -> Result<Vec<u8>, String>;

    /// The size and the digests of a file.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn digests(&mut self, path: &str) -> Result<(u64, Digests), String>;
}

/// Something by which a bag is not what it says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file that it is about.
    pub path: String,
    /// What is wrong.
    pub message: String,
}

impl Fault {
    fn new(path: impl Into<String>, message: impl Into<String>) -> Fault {
        Fault { path: path.into(), message: message.into() }
    }
}

/// The file that says that a folder is a bag.
const DECLARATION: &str = "bagit.txt";

/// Checks a bag; no fault means that it is complete and valid. Faults are sorted by path.
pub fn check(shelf: &mut dyn Shelf) -> Vec<Fault> {
    let paths: BTreeSet<String> = match shelf.paths() {
        Ok(paths) => paths.into_iter().collect(),
        Err(reason) => return vec![Fault::new("", reason)],
    };
    let mut checker = Checker { shelf, paths, faults: Vec::new(), known: HashMap::new() };
    if checker.declaration() {
        checker.payload();
        checker.tags();
        checker.oxum();
    }
    let mut faults = checker.faults;
    faults.sort();
    faults.dedup();
    faults
}

struct Checker<'s> {
    shelf: &'s mut dyn Shelf,
    paths: BTreeSet<String>,
    faults: Vec<Fault>,
    /// The files that were read: size and digests.
    known: HashMap<String, Option<(u64, Digests)>>,
}

impl Checker<'_> {
    fn fault(&mut self, path: &str, message: impl Into<String>) {
        self.faults.push(Fault::new(path, message));
    }

    /// Checks `bagit.txt` (2.1.1), and says whether the rest can be read.
    fn declaration(&mut self) -> bool {
        if !self.paths.contains(DECLARATION) {
            self.fault(DECLARATION, "is missing: this is no bag, or one that was not finished");
            return false;
        }
        let Some(text) = self.text(DECLARATION) else { return false };
        let lines: Vec<&str> = text.lines().collect();
        let [version, encoding] = lines[..] else {
            self.fault(DECLARATION, format!("has {} lines; two are allowed", lines.len()));
            return false;
        };
        let version = version.strip_prefix("BagIt-Version: ").unwrap_or_default();
        let is_known = matches!(version, "1.0" | "0.97" | "0.96" | "0.95" | "0.94" | "0.93");
        if !is_known {
            self.fault(DECLARATION, "the first line is not `BagIt-Version: 1.0` or that of an earlier version");
        }
        let is_utf_8 = encoding == "Tag-File-Character-Encoding: UTF-8";
        if !is_utf_8 {
            self.fault(DECLARATION, "the second line is not `Tag-File-Character-Encoding: UTF-8`, the one encoding read here");
        }
        is_known && is_utf_8
    }

    /// A tag file as text without byte-order mark.
    fn text(&mut self, path: &str) -> Option<String> {
        let text = match self.shelf.read(path).map(String::from_utf8) {
            Ok(Ok(text)) => text,
            Ok(Err(_)) => {
                self.fault(path, "is not in UTF-8");
                return None;
            }
            Err(reason) => {
                self.fault(path, reason);
                return None;
            }
        };
        if text.starts_with('\u{feff}') {
            self.fault(path, "begins with a byte-order mark, which a tag file must not have");
            return None;
        }
        Some(text)
    }

    /// The manifests whose names begin so: their paths and algorithms.
    fn manifests(&mut self, prefix: &str) -> Vec<(String, Algorithm)> {
        let found: Vec<String> = self
            .paths
            .iter()
            .filter(|path| path.starts_with(prefix) && path.ends_with(".txt") && !path.contains('/'))
            .cloned()
            .collect();
        let mut manifests = Vec::new();
        for path in found {
            match Algorithm::of(&path[prefix.len()..path.len() - ".txt".len()]) {
                Some(algorithm) => manifests.push((path, algorithm)),
                None => self.fault(&path, "has digests that cannot be checked here; sha256 and sha512 can"),
            }
        }
        manifests
    }

    /// The entries of a manifest (2.1.3): path and digest.
    fn entries(&mut self, manifest: &str, is_payload: bool) -> BTreeMap<String, String> {
        let mut entries: BTreeMap<String, String> = BTreeMap::new();
        let Some(text) = self.text(manifest) else { return entries };
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let number = index + 1;
            let Some((digest, path)) = line.split_once([' ', '\t']) else {
                self.fault(manifest, format!("line {number} is no digest and path"));
                continue;
            };
            let path = decoded(path.trim_start_matches([' ', '\t', '*']));
            let path = path.strip_prefix("./").map_or(path.clone(), str::to_owned);
            if leaves(&path) {
                self.fault(manifest, format!("line {number}: `{path}` leads out of the bag, and is not looked at"));
            } else if is_payload != path.starts_with(PAYLOAD) {
                let wanted =
                    if is_payload { "is not below `data/`" } else { "is below `data/`, which tag manifests do not list" };
                self.fault(manifest, format!("line {number}: `{path}` {wanted}"));
            } else if entries.insert(path.clone(), digest.to_ascii_lowercase()).is_some() {
                self.fault(manifest, format!("line {number}: `{path}` is listed twice"));
            }
        }
        entries
    }

    fn payload(&mut self) {
        let manifests = self.manifests("manifest-");
        if manifests.is_empty() && !self.faults.iter().any(|fault| fault.path.starts_with("manifest-")) {
            self.fault("manifest-sha512.txt", "is missing: a bag has at least one manifest of its payload");
        }
        let fetched = self.fetched();
        let payload: Vec<String> = self.paths.iter().filter(|path| path.starts_with(PAYLOAD)).cloned().collect();
        let mut all: BTreeSet<String> = BTreeSet::new();
        for (manifest, algorithm) in manifests {
            let entries = self.entries(&manifest, true);
            for path in payload.iter().filter(|path| !entries.contains_key(*path)) {
                self.fault(path, format!("is not listed in {manifest}"));
            }
            for (path, digest) in &entries {
                self.compare(path, digest, algorithm, &manifest, fetched.get(path));
            }
            all.extend(entries.into_keys());
        }
        for path in fetched.keys().filter(|path| !all.contains(*path)) {
            self.faults.push(Fault::new(path, "is listed in fetch.txt, but in no manifest"));
        }
        self.collisions(&all);
    }

    /// Paths that systems which do not tell case or composition apart would take for one (5.3.2 and 6.1.2.3).
    fn collisions(&mut self, paths: &BTreeSet<String>) {
        let mut seen: HashMap<String, &String> = HashMap::new();
        for path in paths {
            if let Some(other) = seen.insert(folded(path), path) {
                self.faults
                    .push(Fault::new(path, format!("has the same name as `{other}` but for case or the composition of letters")));
            }
        }
    }

    /// What `fetch.txt` lists (2.2.3): path and address.
    fn fetched(&mut self) -> BTreeMap<String, String> {
        const NAME: &str = "fetch.txt";
        let mut fetched = BTreeMap::new();
        if !self.paths.contains(NAME) {
            return fetched;
        }
        let Some(text) = self.text(NAME) else { return fetched };
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let number = index + 1;
            let mut parts = line.splitn(3, [' ', '\t']);
            let (Some(address), Some(length), Some(path)) = (parts.next(), parts.next(), parts.next()) else {
                self.fault(NAME, format!("line {number} is no address, length and path"));
                continue;
            };
            let path = decoded(path.trim());
            if length != "-" && length.parse::<u64>().is_err() {
                self.fault(NAME, format!("line {number}: `{length}` is no length"));
            }
            if leaves(&path) || !path.starts_with(PAYLOAD) {
                self.fault(NAME, format!("line {number}: `{path}` is not below `data/`"));
            } else {
                fetched.insert(path, address.to_owned());
            }
        }
        fetched
    }

    fn tags(&mut self) {
        for (manifest, algorithm) in self.manifests("tagmanifest-") {
            for (path, digest) in &self.entries(&manifest, false) {
                self.compare(path, digest, algorithm, &manifest, None);
            }
        }
    }

    fn compare(&mut self, path: &str, digest: &str, algorithm: Algorithm, manifest: &str, fetched: Option<&String>) {
        if !self.paths.contains(path) {
            let twin = self.paths.iter().find(|other| folded(other) == folded(path));
            let message = match (fetched, twin) {
                (Some(address), _) => format!("is not here yet: fetch.txt has it from {address}"),
                (None, Some(twin)) => {
                    format!("is missing, and `{twin}` differs from it in case or the composition of letters only")
                }
                (None, None) => format!("is missing; {manifest} lists it"),
            };
            return self.fault(path, message);
        }
        if !self.known.contains_key(path) {
            let found = self.shelf.digests(path);
            if let Err(reason) = &found {
                self.fault(path, reason.clone());
            }
            self.known.insert(path.to_owned(), found.ok());
        }
        if let Some(Some((_, digests))) = self.known.get(path)
            && digests.get(algorithm) != digest
        {
            self.fault(path, format!("is not as it was: {manifest} has another digest"));
        }
    }

    /// Compares `Payload-Oxum` in `bag-info.txt` (2.2.2), if it is there.
    fn oxum(&mut self) {
        const NAME: &str = "bag-info.txt";
        if !self.paths.contains(NAME) {
            return;
        }
        let Some(text) = self.text(NAME) else { return };
        let Some(stated) = text.lines().find_map(|line| line.strip_prefix("Payload-Oxum:")).map(str::trim) else { return };
        let payload: Vec<&(u64, Digests)> =
            self.known.iter().filter(|(path, _)| path.starts_with(PAYLOAD)).filter_map(|(_, it)| it.as_ref()).collect();
        let (octets, count) = (payload.iter().map(|(size, _)| size).sum::<u64>(), payload.len());
        if stated != format!("{octets}.{count}") {
            self.faults.push(Fault::new(
                NAME,
                format!("`Payload-Oxum` is {stated}, and the payload has {octets} bytes in {count} files"),
            ));
        }
    }
}

/// Whether a path would lead out of the bag on some system.
fn leaves(path: &str) -> bool {
    let has_drive = path.as_bytes().get(1) == Some(&b':');
    path.is_empty()
        || has_drive
        || path.starts_with(['/', '~'])
        || path.contains('\\')
        || path.split('/').any(|part| part == "..")
}

/// A path of a manifest with its encoded characters (2.1.3).
fn decoded(path: &str) -> String {
    let mut out = path.to_owned();
    for (code, character) in [("%0A", "\n"), ("%0a", "\n"), ("%0D", "\r"), ("%0d", "\r"), ("%25", "%")] {
        out = out.replace(code, character);
    }
    out
}
