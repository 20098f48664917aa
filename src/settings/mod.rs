//! Files of settings and of metadata in TOML, YAML or CSV, read strictly: every key is known, every value has its type, and what
//! is wrong has a place.

mod pattern;
mod rows;
mod table;
mod yaml;

pub use pattern::{Pattern, PatternError};
pub use rows::{cell, rows};
pub use table::{Entry, Item, Pair, SettingsError, Table, level, nearest};
