//! Long lists that grow by a quarter and not by as much as they have: a text of millions of lines has some of them at one time.

/// A list is long from this many items on.
const LONG: usize = 1_024;

/// Adds an item to a list that may become long.
pub(super) fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() == list.capacity() && list.len() >= LONG {
        list.reserve_exact(list.len() / 4);
    }
    list.push(item);
}
