//! Files in and out: what is read, what is found in folders, what is written whole or not at all.

mod input;
mod read;
mod resolver;
mod walk;
mod write;

pub use input::{Input, identity, is_folder, receipt_beside};
pub use read::{Kind, bytes, decoded, source, text};
pub use resolver::{LocalFiles, Reach};
pub use walk::{Found, find};
pub use write::{Staged, Written, commit, has_bytes, make_folder, write_all, write_all_parts};
