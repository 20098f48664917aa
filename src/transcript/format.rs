//! The forms in which transcripts come, and how each is told.

use crate::{
    diagnostic::Parsed,
    source::Source,
    span::Span,
    transcript::{Guidance, Transcript, captions, ezdrama, parse},
};

/// How many lines at the beginning of a file tell its form.
const REACH: usize = 40;

/// A form of transcripts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Plain text, read by inference.
    #[default]
    Text,
    /// EzDrama: plays with a mark at the beginning of each line.
    EzDrama,
    /// SubRip: numbered cues.
    SubRip,
    /// WebVTT: cues with tags.
    WebVtt,
    /// The JSON of Whisper and its kin: segments or utterances with times.
    Whisper,
}

impl Format {
    /// Tells the form of a source by its name and its text; what is not unmistakable is plain text.
    ///
    /// ```
    /// use teiwright::{source::Source, transcript::Format};
    ///
    /// assert_eq!(Format::of(&Source::from_text("a.srt", "")), Format::SubRip);
    /// assert_eq!(Format::of(&Source::from_text("a.txt", "WEBVTT\n\n00:01.0 --> 00:02.0\nYes.\n")), Format::WebVtt);
    /// assert_eq!(Format::of(&Source::from_text("a.txt", "ANNA: Yes.\n")), Format::Text);
    /// ```
    pub fn of(source: &Source) -> Format {
        let text = source.text().trim_start_matches('\u{feff}');
        let (_, extension) = source.name().rsplit_once('.').unwrap_or_default();
        let is = |wanted: &str| extension.eq_ignore_ascii_case(wanted);
        let mut filled = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(REACH);
        let first = filled.next().unwrap_or_default();
        let second = filled.next().unwrap_or_default();
        let is_web_vtt = first.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
        let is_number = |line: &str| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit());
        match () {
            () if is("vtt") || is_web_vtt => Format::WebVtt,
            () if is("srt") || is_number(first) && captions::is_time_line(second) => Format::SubRip,
            () if is("json") || captions::is_whisper(text) => Format::Whisper,
            () if ezdrama::is_ezdrama(text.lines().take(REACH)) => Format::EzDrama,
            () => Format::Text,
        }
    }
}

/// Why a source cannot be read in a form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FormatError {
    /// What is wrong, in one line.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What was expected.
    pub help: Option<String>,
}

impl FormatError {
    pub(super) fn new(span: Span, message: impl Into<String>) -> FormatError {
        FormatError { message: message.into(), span, help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> FormatError {
        self.help = Some(help.into());
        self
    }
}

/// Reads a transcript in a form, of which something may be known.
///
/// # Errors
/// [`FormatError`] where the source does not have the form at all: JSON that is none.
pub fn read_as(source: &Source, format: Format, guidance: &Guidance) -> Result<Parsed<Transcript>, FormatError> {
    match format {
        Format::Text => Ok(parse::read(source, guidance)),
        Format::EzDrama => Ok(ezdrama::read(source, guidance)),
        Format::SubRip | Format::WebVtt | Format::Whisper => captions::read(source, format, guidance),
    }
}
