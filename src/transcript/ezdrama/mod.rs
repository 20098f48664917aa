//! EzDrama, in which people mark plays by hand: a sign at the beginning of a line says what it is.
//!
//! | sign | the line is |
//! | --- | --- |
//! | `@title`, `@subtitle`, `@author` | a part of the header |
//! | `^` | the heading of the list of persons, and the lines after it are its items |
//! | `#`, `##`, … | the heading of an act, of a scene, and so on |
//! | `@` | a speaker, with directions in parentheses; the lines after it are what is said |
//! | `$` | a direction, with the lines after it |
//! | `%` | a direction of one line inside a speech |
//! | `~` | verse from here on, or prose again, until the speech ends |
//! | `<!--` | a comment, to `-->` |
//!
//! `5:` anywhere is the beginning of page 5, and parentheses are directions.

mod build;
mod lines;

pub(super) use build::read;
pub(super) use lines::is_ezdrama;
