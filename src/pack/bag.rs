//! The files of a bag around its payload (RFC 8493, 2.1 and 2.2).

use std::fmt::Write as _;

use sha2::{Digest, Sha256, Sha512};

use crate::pack::{File, Listed, PAYLOAD, PROGRAM, overview::Overview};

/// A digest that a manifest may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Algorithm {
    /// `sha256`.
    Sha256,
    /// `sha512`.
    Sha512,
}

impl Algorithm {
    /// The algorithms, as file names of manifests have them.
    pub const ALL: [(Algorithm, &'static str); 2] = [(Algorithm::Sha256, "sha256"), (Algorithm::Sha512, "sha512")];

    /// The algorithm of a name.
    pub fn of(name: &str) -> Option<Algorithm> {
        Algorithm::ALL.into_iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(algorithm, _)| algorithm)
    }
}

/// The digests of a file, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digests {
    /// SHA-256.
    pub sha256: String,
    /// SHA-512.
    pub sha512: String,
}

impl Digests {
    /// The digests of bytes.
    pub fn of(bytes: &[u8]) -> Digests {
        let mut hasher = Hasher::default();
        hasher.update(bytes);
        hasher.finish()
    }

    /// One of them.
    pub fn get(&self, algorithm: Algorithm) -> &str {
        match algorithm {
            Algorithm::Sha256 => &self.sha256,
            Algorithm::Sha512 => &self.sha512,
        }
    }
}

/// Takes bytes piece by piece and gives their digests.
#[derive(Clone, Debug, Default)]
pub struct Hasher {
    sha256: Sha256,
    sha512: Sha512,
}

impl Hasher {
    /// Takes some bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.sha512.update(bytes);
    }

    /// The digests of all that was taken.
    pub fn finish(self) -> Digests {
        Digests { sha256: hexadecimal(&self.sha256.finalize()), sha512: hexadecimal(&self.sha512.finalize()) }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02x}").expect("a string takes all that is written");
        out
    })
}

/// The bag's own files: manifests, `bag-info.txt`, manifests of these, and the declaration.
pub(super) fn write(overview: &Overview, payload: &[Listed]) -> Vec<File> {
    let mut files: Vec<File> = Algorithm::ALL
        .into_iter()
        .map(|(algorithm, name)| {
            let lines = payload.iter().map(|file| line(file.digests.get(algorithm), &format!("{PAYLOAD}{}", file.path)));
            File { path: format!("manifest-{name}.txt"), bytes: lines.collect::<String>().into_bytes() }
        })
        .collect();
    files.push(File { path: "bag-info.txt".to_owned(), bytes: info(overview, payload).into_bytes() });
    let declaration =
        File { path: "bagit.txt".to_owned(), bytes: b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_vec() };
    let mut tags: Vec<&File> = files.iter().chain([&declaration]).collect();
    tags.sort_by(|a, b| a.path.cmp(&b.path));
    let manifests: Vec<File> = Algorithm::ALL
        .into_iter()
        .map(|(algorithm, name)| {
            let lines = tags.iter().map(|file| line(Digests::of(&file.bytes).get(algorithm), &file.path));
            File { path: format!("tagmanifest-{name}.txt"), bytes: lines.collect::<String>().into_bytes() }
        })
        .collect();
    files.extend(manifests);
    files.push(declaration);
    files
}

/// A line of a manifest (RFC 8493, 2.1.3): `%`, line feeds and carriage returns of a path are encoded.
fn line(digest: &str, path: &str) -> String {
    let path = path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D");
    format!("{digest}  {path}\n")
}

/// The metadata of the bag (RFC 8493, 2.2.2): only what is stated.
fn info(overview: &Overview, payload: &[Listed]) -> String {
    let octets: u64 = payload.iter().map(|file| file.size).sum();
    let mut lines = vec![("Bag-Software-Agent", PROGRAM.to_owned())];
    lines.extend(overview.date.clone().filter(|date| date.len() == 10).map(|date| ("Bagging-Date", date)));
    lines.extend(overview.publisher.clone().map(|publisher| ("Source-Organization", publisher)));
    lines.push(("External-Description", overview.title.clone()));
    lines.extend(overview.identifiers.first().map(|(_, value)| ("External-Identifier", value.clone())));
    lines.push(("Payload-Oxum", format!("{octets}.{}", payload.len())));
    lines.iter().map(|(name, value)| format!("{name}: {}\n", value.split_whitespace().collect::<Vec<_>>().join(" "))).collect()
}
