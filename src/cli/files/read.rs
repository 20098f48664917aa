//! Reading a file whole, or saying why it cannot be read.

use std::{
    fs::{self, File, FileType},
    io::{self, Read},
    path::Path,
};

use teiwright::source::{DecodeError, Source};

use crate::cli::{
    failure::{Failure, reason},
    files::Input,
};

/// The largest file that is read, in bytes: spans of the XML tree count in 32 bits.
const SIZE_LIMIT: u64 = 4 << 30;

/// What a file is read as; it decides the remedy when it cannot be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// A transcript, in the encoding that `--encoding` names, if it does.
    Transcript(Option<&'a str>),
    /// XML, which states its encoding itself.
    Xml,
    /// A file of settings, in UTF-8.
    Settings,
}

/// Reads and decodes one input.
///
/// # Errors
/// [`Failure`] when it is no file, cannot be read, is too large, empty, or no text.
pub fn source(input: &Input, kind: Kind<'_>) -> Result<Source, Failure> {
    decoded(input, bytes(input)?, kind)
}

/// Decodes the bytes of an input.
///
/// # Errors
/// [`Failure`] when they are empty or no text.
pub fn decoded(input: &Input, bytes: Vec<u8>, kind: Kind<'_>) -> Result<Source, Failure> {
    let name = input.name();
    let label = match kind {
        Kind::Transcript(label) => label,
        Kind::Xml => None,
        Kind::Settings => Some("utf-8"),
    };
    Source::decode(name.as_str(), bytes, label).map_err(|error| undecodable(&name, &error, kind))
}

/// Reads a file of our own making, such as a receipt, which is UTF-8.
///
/// # Errors
/// [`Failure`] as for [`source`].
pub fn text(path: &Path) -> Result<String, Failure> {
    let input = Input::File(path.to_owned());
    String::from_utf8(bytes(&input)?).map_err(|error| {
        Failure::of(&input.name(), format!("the byte at offset {} is not UTF-8", error.utf8_error().valid_up_to()))
            .help("take the file as `teiwright convert` wrote it")
    })
}

/// The bytes of an input.
///
/// # Errors
/// [`Failure`] when it is no file, cannot be read, or is too large.
pub fn bytes(input: &Input) -> Result<Vec<u8>, Failure> {
    let name = input.name();
    let failed = |error: &io::Error| unreadable(&name, error);
    let mut bytes = Vec::new();
    let read = match input {
        Input::Stdin { .. } => io::stdin().lock().take(SIZE_LIMIT + 1).read_to_end(&mut bytes),
        Input::File(path) => {
            // Looked at before it is opened: opening some devices has effects.
            let metadata = fs::metadata(path).map_err(|error| failed(&error))?;
            if metadata.is_dir() {
                return Err(Failure::of(&name, "this is a folder, not a file").help("name a file in it"));
            }
            if is_device(metadata.file_type()) {
                return Err(Failure::of(&name, "this is a device, not a file").help("`-` reads standard input"));
            }
            if metadata.len() > SIZE_LIMIT {
                return Err(too_large(&name));
            }
            let file = File::open(path).map_err(|error| failed(&error))?;
            let length = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
            bytes.try_reserve_exact(length).map_err(|_| Failure::of(&name, "cannot read: not enough memory"))?;
            file.take(SIZE_LIMIT + 1).read_to_end(&mut bytes)
        }
    };
    match read {
        Err(error) => Err(failed(&error)),
        Ok(length) if length as u64 > SIZE_LIMIT => Err(too_large(&name)),
        Ok(_) => Ok(bytes),
    }
}

#[cfg(unix)]
fn is_device(kind: FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;
    kind.is_char_device() || kind.is_block_device() || kind.is_socket()
}

#[cfg(not(unix))]
fn is_device(_: FileType) -> bool {
    false
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    let failure = Failure::of(name, format!("cannot read: {}", reason(error)));
    match error.kind() {
        io::ErrorKind::NotFound => failure.help("check the spelling and the folder it is relative to"),
        io::ErrorKind::NotADirectory => failure.help("check the spelling of the path"),
        io::ErrorKind::PermissionDenied => failure.help("give the right to read it: `chmod u+r FILE`"),
        _ => failure,
    }
}

fn too_large(name: &str) -> Failure {
    Failure::of(name, "the file is larger than 4 GiB").help("split it")
}

/// What is wrong with the bytes, and the remedy that the kind of file has.
fn undecodable(name: &str, error: &DecodeError, kind: Kind<'_>) -> Failure {
    let declare =
        "save the file as UTF-8, or state its encoding at its beginning: `<?xml version=\"1.0\" encoding=\"windows-1252\"?>`";
    let help = match (error, kind) {
        (DecodeError::Empty, _) => "check that it was saved, or that the program before the pipe wrote something",
        (DecodeError::Binary { .. }, Kind::Transcript(_)) => {
            "save it as plain text, or delete that byte; for UTF-16 without a byte-order mark, name the encoding: `--encoding utf-16le`"
        }
        (DecodeError::NotUtf8 { .. }, Kind::Transcript(_)) => {
            "mend that byte, or name the encoding of the whole file: `--encoding windows-1252`"
        }
        (DecodeError::Undefined { .. } | DecodeError::Unlikely, Kind::Transcript(_)) => {
            "name the encoding that the file has: `--encoding NAME`, such as `windows-1251` or `iso-8859-2`"
        }
        (DecodeError::UnknownEncoding(_), _) => {
            "names are those of the WHATWG Encoding Standard: `utf-8`, `utf-16le`, `windows-1252`, `iso-8859-2`"
        }
        (DecodeError::NotReversible { .. }, Kind::Transcript(_)) => "save the file as UTF-8 first",
        (DecodeError::Binary { .. }, Kind::Xml) => "name an XML file, or save it as UTF-8",
        (_, Kind::Settings) => "save it as UTF-8",
        (_, Kind::Xml) => declare,
        (_, Kind::Transcript(_)) => "save the file as UTF-8 first",
    };
    Failure::of(name, error).help(help)
}
