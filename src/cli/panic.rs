//! What is said when the program stops at a fault of its own.

use std::{
    cell::RefCell,
    io::{self, Write},
    panic::{self, PanicHookInfo},
};

use crate::cli::terminal::printable;

thread_local! {
    /// The file that this thread works on.
    static CURRENT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does `work` and remembers meanwhile which file it is about.
pub fn while_at<T>(file: &str, work: impl FnOnce() -> T) -> T {
    CURRENT.set(Some(file.to_owned()));
    let done = work();
    CURRENT.set(None);
    done
}

/// Lets a panic ask for a report with the file's name, instead of speaking to programmers only.
pub fn install_hook() {
    panic::set_hook(Box::new(|info| {
        let file = CURRENT.try_with(RefCell::take).ok().flatten();
        let _ = io::stderr().write_all(message(file.as_deref(), info).as_bytes());
    }));
}

fn message(file: Option<&str>, info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let what = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let at = info.location().map_or_else(String::new, |location| format!(" ({location})"));
    words(file, &format!("{}{at}", what.unwrap_or("no reason given")))
}

fn words(file: Option<&str>, reason: &str) -> String {
    let (place, with) = match file {
        Some(file) => (format!("{}: ", printable(file)), "this file, "),
        None => (String::new(), ""),
    };
    format!(
        "error: {place}teiwright stopped here at a fault of its own: {}\n  help: the file is not to blame; report it to the makers of teiwright {} with {with}the command and these lines\n",
        printable(reason),
        env!("CARGO_PKG_VERSION"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_our_own_names_the_file_and_asks_for_a_report() {
        let text = words(Some("a.txt"), "no such block (src/x.rs:1:2)");
        assert!(text.starts_with("error: a.txt: teiwright stopped"), "{text}");
        assert!(text.contains("report it"), "{text}");
        assert!(words(None, "x").starts_with("error: teiwright stopped"));
    }

    #[test]
    fn the_file_is_remembered_only_while_it_is_worked_on() {
        assert_eq!(while_at("a.txt", || CURRENT.with_borrow(Clone::clone)), Some("a.txt".to_owned()));
        assert_eq!(CURRENT.with_borrow(Clone::clone), None);
    }
}
