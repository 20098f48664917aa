//! Timed text: SubRip, WebVTT, and the JSON that Whisper and its kin write.
//!
//! Each form gives cues: a stretch of time, and what is said in it (`subrip`, `webvtt`, `whisper`, `services`). What they say is the same for all:
//! voices are learned over the whole file, and the cues of one voice are joined to a turn (`voices`, `turns`).

mod brackets;
mod cue;
mod escapes;
mod lines;
mod read;
mod services;
mod stamp;
mod subrip;
mod turns;
mod voices;
mod webvtt;
mod whisper;

pub use escapes::decoded;
pub(super) use read::read;
pub(super) use stamp::is_time_line;
pub(super) use whisper::is_whisper;
