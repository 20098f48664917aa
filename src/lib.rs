//! Turns plain transcripts of speech into TEI P5, proves that no character was lost, and judges and compares TEI.
//!
//! The library is pure: it opens no file, prints nothing, and reads no clock, environment or locale. Whatever it needs it is
//! given; the command `teiwright` (feature `cli`) is one caller among many.
//!
//! Data flows one way through named layers; `docs/ARCHITECTURE.md` draws them and `tests/layers.rs` holds them.

pub mod archive;
pub mod baseline;
pub mod convert;
pub mod delta;
pub mod diagnostic;
pub mod diff;
pub mod pack;
pub mod page;
pub mod rules;
pub mod schema;
pub mod settings;
pub mod source;
pub mod span;
pub mod tei;
pub mod transcript;
pub mod validate;
pub mod view;
pub mod xml;
