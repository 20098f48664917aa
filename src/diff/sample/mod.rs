//! A random sample of changes for people to judge, and how right the changes are by their judgement.

mod draw;
mod sheet;
mod wilson;

pub use draw::draw;
pub use sheet::{Judged, SheetError, csv, judged, markdown};
pub use wilson::{Interval, wilson};
