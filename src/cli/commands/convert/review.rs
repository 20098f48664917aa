//! The review sheet of a run: read before it, and written after it.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use teiwright::{
    convert::{Options, Sheet},
    source::Source,
    transcript::Doubt,
};

use crate::cli::{
    commands::convert::Convert,
    failure::Failure,
    files::{self, Input, Kind},
};

/// The sheet, and what is asked anew; nothing, where no sheet is wanted.
pub struct Review {
    sheet: Option<(PathBuf, Sheet)>,
    /// The questions about each file, in the order of their names.
    asked: Mutex<BTreeMap<String, (Source, Vec<Doubt>)>>,
}

impl Review {
    /// Reads the sheet, where one is wanted and there.
    ///
    /// # Errors
    /// [`Failure`] when it cannot be read, or an answer in it is none.
    pub fn open(arguments: &Convert) -> Result<Review, Failure> {
        let sheet = arguments.review.clone().map(|path| {
            let sheet = match path.exists() {
                true => {
                    let source = files::source(&Input::File(path.clone()), Kind::Settings)?;
                    Sheet::parse(&source).map_err(|error| {
                        let failure = Failure::at(&source, Some(error.span), error.message);
                        match error.help {
                            Some(help) => failure.help(help),
                            None => failure,
                        }
                    })?
                }
                false => Sheet::named(&path.display().to_string()),
            };
            Ok((path, sheet))
        });
        Ok(Review { sheet: sheet.transpose()?, asked: Mutex::default() })
    }

    /// The options for a file, with the answers about it.
    pub fn options<'o>(&self, file: &str, options: &'o Options) -> Cow<'o, Options> {
        match &self.sheet {
            None => Cow::Borrowed(options),
            Some((_, sheet)) => {
                let guidance = sheet.answers(file, options.guidance.clone());
                Cow::Owned(Options { guidance, ..options.clone() })
            }
        }
    }

    /// Takes the questions about a file.
    pub fn take(&self, file: &str, source: &Source, doubts: &[Doubt]) {
        if self.sheet.is_some() {
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            asked.insert(file.to_owned(), (source.clone(), doubts.to_vec()));
        }
    }

    /// Writes the sheet, unless nothing is to be written; gives a line about it.
    ///
    /// # Errors
    /// [`Failure`] when it cannot be written.
    pub fn close(self, is_check: bool) -> Result<String, Failure> {
        let Some((path, mut sheet)) = self.sheet else { return Ok(String::new()) };
        let asked = self.asked.into_inner().unwrap_or_else(PoisonError::into_inner);
        for (file, (source, doubts)) in &asked {
            sheet.update(file, source, doubts);
        }
        if !is_check {
            files::write_all(&[(&path, sheet.to_text().as_bytes())])?;
        }
        let (open, plural) = (sheet.open(), if sheet.open() == 1 { "" } else { "s" });
        Ok(format!("{}: {open} question{plural} without an answer", path.display()))
    }
}
