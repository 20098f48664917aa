//! Places in a file's own bytes, for what is reported in them: the text is in UTF-8, the file may not be.

use crate::source::{Encoding, Source};

/// Walks through a text and counts the bytes of the file beside it.
#[derive(Clone, Debug)]
pub struct FileOffsets<'s> {
    source: &'s Source,
    offset: usize,
    file_offset: usize,
}

impl<'s> FileOffsets<'s> {
    pub(super) fn new(source: &'s Source, offset: usize, file_offset: usize) -> FileOffsets<'s> {
        FileOffsets { source, offset, file_offset }
    }

    /// The place in the file of the byte `offset` of the text; each call must give an offset no smaller than the last.
    ///
    /// An offset that is smaller, or that cuts a character, gives the place reached so far.
    ///
    /// ```
    /// use teiwright::source::Source;
    ///
    /// let source = Source::decode("a.txt", b"\xff\xfe\xe9\0b\0", None)?;
    /// let mut offsets = source.file_offsets();
    /// assert_eq!(source.text(), "\u{feff}\u{e9}b");
    /// assert_eq!((offsets.at(3), offsets.at(5)), (2, 4));
    /// # Ok::<(), teiwright::source::DecodeError>(())
    /// ```
    pub fn at(&mut self, offset: usize) -> usize {
        if self.source.encoding() == Encoding::UTF_8 {
            self.file_offset += offset.saturating_sub(self.offset);
            self.offset = self.offset.max(offset);
        } else if let Some(text) = self.source.text().get(self.offset..offset) {
            self.file_offset += self.source.encoding().encode(text).map_or(0, |bytes| bytes.len());
            self.offset = offset;
        }
        self.file_offset
    }
}
