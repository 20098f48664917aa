//! Files of settings in TOML, read strictly: every key is known, every value has its type, and what is wrong has a place.

mod pattern;
mod table;

pub use pattern::{Pattern, PatternError};
pub use table::{Item, SettingsError, Table, level, nearest};
