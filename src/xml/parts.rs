//! A document in parts, so that a long one needs no long stretch of memory.

use std::fmt;

/// How long a part is, in bytes, unless the character data of one event are longer: it fits where a few blocks of a transcript were.
const PART: usize = 1 << 13;

/// What [`Writer`](crate::xml::Writer) wrote, in parts that are one text together; a part ends before a tag or character data.
///
/// ```
/// use teiwright::xml::Parts;
///
/// let parts = Parts::from("<p>a</p>".to_owned());
/// assert_eq!(parts.iter().collect::<Vec<_>>(), ["<p>a</p>"]);
/// assert_eq!(String::from(parts), "<p>a</p>");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Parts {
    whole: Vec<String>,
    /// The part that grows.
    last: String,
}

impl Parts {
    /// The parts in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.whole.iter().chain([&self.last]).map(String::as_str)
    }

    /// How many bytes all of them have.
    pub fn len(&self) -> usize {
        self.iter().map(str::len).sum()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds to the last part.
    pub(super) fn push_str(&mut self, text: &str) {
        self.last.push_str(text);
    }

    /// Begins another part, unless the last one has room for so many more bytes.
    #[inline]
    pub(super) fn make_room(&mut self, bytes: usize) {
        if self.last.capacity() - self.last.len() < bytes {
            self.begin(bytes);
        }
    }

    #[cold]
    fn begin(&mut self, bytes: usize) {
        let mut part = std::mem::replace(&mut self.last, String::with_capacity(bytes.max(PART)));
        part.shrink_to_fit();
        self.whole.push(part);
    }
}

impl From<String> for Parts {
    fn from(text: String) -> Parts {
        Parts { whole: Vec::new(), last: text }
    }
}

impl From<Parts> for String {
    fn from(parts: Parts) -> String {
        if parts.whole.is_empty() {
            return parts.last;
        }
        let mut text = String::with_capacity(parts.len());
        // Each is given back as soon as it is copied.
        parts.whole.into_iter().chain([parts.last]).for_each(|part| text.push_str(&part));
        text
    }
}

impl fmt::Display for Parts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|part| out.write_str(part))
    }
}
