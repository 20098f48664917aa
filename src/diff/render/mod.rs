//! What came of a comparison, for people at a terminal, in a browser or at a forge, and for programs.

mod agreement;
mod html;
mod json;
mod markdown;
mod release;
mod text;

pub use agreement::{agreement, agreement_json};
pub use html::page;
pub use json::{FORM, json, to_json};
pub use markdown::markdown;
pub(super) use markdown::{escaped, line, sentence, told};
pub use release::{release_json, release_markdown, release_page, release_text};
pub(super) use text::place;
pub use text::{Tone, pieces, text};
