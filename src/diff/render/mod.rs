//! A delta for people at a terminal, and for programs.

mod html;
mod json;
mod text;

pub use html::page;
pub use json::{FORM, json, to_json};
pub use text::{Tone, pieces, text};
