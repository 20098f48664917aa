//! The sheet: changes with boxes for a judgement, written and read back.

use crate::{
    delta::{Change, Class, Side},
    diff::render::{escaped, place, sentence, told},
    settings::cell,
    source::Source,
};

/// What a sheet says when it is filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Changes that are told rightly.
    pub correct: usize,
    /// Changes that are not.
    pub incorrect: usize,
    /// Changes without a judgement.
    pub open: usize,
}

/// Why a sheet cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// It is neither of the two forms.
    #[error("this is no sheet of changes to judge")]
    Form,
    /// Both boxes of a change are marked.
    #[error("line {0}: both boxes of one change are marked")]
    Both(usize),
    /// A judgement is neither of the two words.
    #[error("line {0}: the judgement is `{1}`")]
    Judgement(usize, String),
    /// A row has not the columns of the first.
    #[error("line {0}: the row has not the columns of the sheet")]
    Columns(usize),
}

const CORRECT: &str = "correct";
const INCORRECT: &str = "incorrect";

/// The line that the head of a sheet in Markdown begins with.
const HEAD: &str = "# Changes to judge";

/// A sheet in Markdown: `changes` with their numbers among `total`.
pub fn markdown(changes: &[(usize, &Change)], total: usize, seed: u64, old: &Source, new: &Source) -> String {
    let mut out = format!(
        "{HEAD}\n\n{} of {total} changes from {} to {}, drawn with seed {seed}.\n\
         Mark one box for each, `[x]`: is what changed told rightly, at the right place?\n",
        changes.len(),
        escaped(old.name()),
        escaped(new.name()),
    );
    for (number, change) in changes {
        out += &format!(
            "\n## {}. {} → {}\n\n{}\n\n",
            number + 1,
            place(change.old.as_ref(), old),
            place(change.new.as_ref(), new),
            sentence(&change.sentence)
        );
        if change.class == Class::Words && change.context.is_some() {
            out += &format!("> {}\n\n", told(change));
        }
        out += &format!("- [ ] {CORRECT}\n- [ ] {INCORRECT}\n");
    }
    out
}

/// The columns of a sheet as comma-separated values.
const COLUMNS: &str = "number,judgement,class,kind,old place,new place,sentence,old text,new text";

/// A sheet as comma-separated values (RFC 4180); `judgement` is left empty.
pub fn csv(changes: &[(usize, &Change)], old: &Source, new: &Source) -> String {
    let mut out = format!("{COLUMNS}\r\n");
    let name = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    for (number, change) in changes {
        let text = |side: &Option<Side>| side.as_ref().map_or_else(String::new, |side| side.text.clone());
        let cells = [
            (number + 1).to_string(),
            String::new(),
            name(serde_json::to_value(change.class).unwrap_or_default()),
            name(serde_json::to_value(change.kind).unwrap_or_default()),
            place(change.old.as_ref(), old),
            place(change.new.as_ref(), new),
            change.sentence.clone(),
            text(&change.old),
            text(&change.new),
        ];
        out += &cells.map(|cell| cell_of(&cell)).join(",");
        out += "\r\n";
    }
    out
}

fn cell_of(text: &str) -> String {
    // What begins like a formula is none: a spreadsheet shows the apostrophe's text.
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    cell(&text, ',').into_owned()
}

/// Reads a sheet that was filled in, of either form.
///
/// # Errors
/// [`SheetError`]: a judgement that cannot be told is not passed over.
///
/// ```
/// use teiwright::diff::sample::{Judged, judged};
///
/// let sheet = "# Changes to judge\n\n## 1. a\n- [x] correct\n- [ ] incorrect\n\n## 2. b\n- [ ] correct\n- [ ] incorrect\n";
/// assert_eq!(judged(sheet), Ok(Judged { correct: 1, incorrect: 0, open: 1 }));
/// let sheet = "number,judgement,class\n1,Correct,words\n2,incorrect,\"a\nb\"\n";
/// assert_eq!(judged(sheet), Ok(Judged { correct: 1, incorrect: 1, open: 0 }));
/// ```
pub fn judged(sheet: &str) -> Result<Judged, SheetError> {
    let sheet = sheet.trim_start_matches('\u{feff}');
    if sheet.starts_with(HEAD) { boxes(sheet) } else { rows(sheet) }
}

fn boxes(sheet: &str) -> Result<Judged, SheetError> {
    let mut judged = Judged::default();
    let mut above = None;
    for (index, line) in sheet.lines().enumerate() {
        let Some((mark, name)) = line.trim().strip_prefix("- [").and_then(|rest| rest.split_once("] ")) else { continue };
        let is_marked = match mark.trim() {
            "" => false,
            "x" | "X" => true,
            other => return Err(SheetError::Judgement(index + 1, other.to_owned())),
        };
        match (name.trim(), above) {
            (CORRECT, None) => above = Some(is_marked),
            (INCORRECT, Some(is_correct)) => {
                match (is_correct, is_marked) {
                    (true, true) => return Err(SheetError::Both(index + 1)),
                    (true, false) => judged.correct += 1,
                    (false, true) => judged.incorrect += 1,
                    (false, false) => judged.open += 1,
                }
                above = None;
            }
            (other, _) => return Err(SheetError::Judgement(index + 1, other.to_owned())),
        }
    }
    if judged == Judged::default() || above.is_some() { Err(SheetError::Form) } else { Ok(judged) }
}

fn rows(sheet: &str) -> Result<Judged, SheetError> {
    let mut rows = Rows { rest: sheet, line: 1, separator: if first_line(sheet).contains(';') { ';' } else { ',' } };
    let head = rows.next().map(|(_, cells)| cells).unwrap_or_default();
    let column = head.iter().position(|name| name.trim().eq_ignore_ascii_case("judgement")).ok_or(SheetError::Form)?;
    let mut judged = Judged::default();
    for (line, cells) in rows {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let judgement = cells.get(column).filter(|_| cells.len() == head.len()).ok_or(SheetError::Columns(line))?;
        match judgement.trim().to_lowercase().as_str() {
            CORRECT => judged.correct += 1,
            INCORRECT => judged.incorrect += 1,
            "" => judged.open += 1,
            other => return Err(SheetError::Judgement(line, other.to_owned())),
        }
    }
    Ok(judged)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The rows of comma-separated values, each with its line; spreadsheets in many languages write semicolons.
struct Rows<'s> {
    rest: &'s str,
    line: usize,
    separator: char,
}

impl Iterator for Rows<'_> {
    type Item = (usize, Vec<String>);

    fn next(&mut self) -> Option<(usize, Vec<String>)> {
        if self.rest.is_empty() {
            return None;
        }
        let (line, mut cells, mut is_quoted) = (self.line, vec![String::new()], false);
        let mut characters = self.rest.char_indices().peekable();
        let mut end = self.rest.len();
        while let Some((at, character)) = characters.next() {
            self.line += usize::from(character == '\n');
            let cell = cells.last_mut()?;
            match character {
                '"' if is_quoted && characters.peek().is_some_and(|(_, next)| *next == '"') => {
                    cell.push('"');
                    characters.next();
                }
                '"' => is_quoted = !is_quoted,
                '\n' if !is_quoted => {
                    end = at + 1;
                    break;
                }
                '\r' if !is_quoted => {}
                _ if character == self.separator && !is_quoted => cells.push(String::new()),
                _ => cell.push(character),
            }
        }
        self.rest = &self.rest[end..];
        Some((line, cells))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_told_is_said_with_its_line() {
        assert_eq!(judged("any text"), Err(SheetError::Form));
        assert_eq!(judged(HEAD), Err(SheetError::Form));
        assert_eq!(judged(&format!("{HEAD}\n- [x] correct\n- [x] incorrect\n")), Err(SheetError::Both(3)));
        assert_eq!(judged(&format!("{HEAD}\n- [?] correct\n")), Err(SheetError::Judgement(2, "?".to_owned())));
        assert_eq!(judged("number,judgement\n1,maybe\n"), Err(SheetError::Judgement(2, "maybe".to_owned())));
        assert_eq!(judged("number,judgement\n1\n"), Err(SheetError::Columns(2)));
    }

    #[test]
    fn spreadsheets_may_write_semicolons_and_a_byte_order_mark() {
        let sheet = "\u{feff}number;judgement;sentence\r\n1;correct;\"a; \"\"b\"\"\"\r\n2;;c\r\n";
        assert_eq!(judged(sheet), Ok(Judged { correct: 1, incorrect: 0, open: 1 }));
    }
}
