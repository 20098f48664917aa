//! Colors and the progress bar: what differs between a terminal and a file.

use std::{
    borrow::Cow,
    fmt::Write,
    io::{self, IsTerminal},
    time::Duration,
};

use annotate_snippets::Renderer;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use teiwright::{diagnostic::Severity, diff::render::Tone};

/// When to color.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless the environment has `NO_COLOR`
    #[default]
    Auto,
    /// Into files and pipes too
    Always,
    /// Nowhere
    Never,
}

/// How to paint what goes to one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// Characters only.
    Plain,
    /// With ANSI escape sequences.
    Colored,
}

impl Palette {
    /// The palette of standard output.
    pub fn of_stdout(when: ColorWhen) -> Palette {
        Palette::decide(when, || AutoStream::choice(&io::stdout()))
    }

    /// The palette of standard error.
    pub fn of_stderr(when: ColorWhen) -> Palette {
        Palette::decide(when, || AutoStream::choice(&io::stderr()))
    }

    /// The palette of a file.
    pub fn of_file(when: ColorWhen) -> Palette {
        Palette::decide(when, || ColorChoice::Never)
    }

    fn decide(when: ColorWhen, auto: impl Fn() -> ColorChoice) -> Palette {
        let is_colored = match when {
            ColorWhen::Auto => auto() != ColorChoice::Never,
            ColorWhen::Always => true,
            ColorWhen::Never => false,
        };
        if is_colored { Palette::Colored } else { Palette::Plain }
    }

    /// The text in bold.
    pub fn bold(self, text: &str) -> Cow<'_, str> {
        self.paint(Style::new().bold(), text)
    }

    /// The text in the color of a severity.
    pub fn severity(self, severity: Severity, text: &str) -> Cow<'_, str> {
        let color = match severity {
            Severity::Error => AnsiColor::Red,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Info => AnsiColor::Cyan,
        };
        self.paint(color.on_default().bold(), text)
    }

    /// The text in the tone of a piece of a delta: deletions are struck out and insertions underlined, so that nobody needs
    /// to tell red from green.
    pub fn tone(self, tone: Tone, text: &str) -> Cow<'_, str> {
        let style = match tone {
            Tone::Plain => return Cow::Borrowed(text),
            Tone::Strong => Style::new().bold(),
            Tone::Faint => Style::new().dimmed(),
            Tone::Deleted => AnsiColor::Red.on_default().strikethrough(),
            Tone::Inserted => AnsiColor::Green.on_default().underline(),
            Tone::Markup => AnsiColor::Cyan.on_default(),
        };
        self.paint(style, text)
    }

    fn paint(self, style: Style, text: &str) -> Cow<'_, str> {
        match self {
            Palette::Plain => Cow::Borrowed(text),
            Palette::Colored => Cow::Owned(format!("{style}{text}{style:#}")),
        }
    }

    /// The renderer of source snippets; it is given lines that are already cut, and must not cut them again.
    pub fn snippets(self) -> Renderer {
        let renderer = match self {
            Palette::Plain => Renderer::plain(),
            Palette::Colored => Renderer::styled(),
        };
        renderer.term_width(10_000)
    }
}

/// The text with its control characters written as escapes, so that no file and no name can steer a terminal.
///
/// A line feed is a control character too: what is printed stays one line.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if character.is_control() { out.extend(character.escape_default()) } else { out.push(character) }
    }
    Cow::Owned(out)
}

/// How often the progress bar is drawn anew while a file takes long.
const TICK: Duration = Duration::from_millis(200);

/// A progress bar over files; it draws only where a person waits for more than one.
pub fn progress_bar(files: usize, is_quiet: bool) -> ProgressBar {
    if files < 2 || is_quiet || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
    // The mean since the beginning is steady, and there from the first file on.
    let rate = |state: &ProgressState| state.pos() as f64 / state.elapsed().as_secs_f64().max(f64::EPSILON);
    let shown = move |state: &ProgressState, out: &mut dyn Write| {
        // A bar that cannot be written is none.
        let _ = write!(out, "{:.0} files/s", rate(state));
    };
    let left = move |state: &ProgressState, out: &mut dyn Write| {
        let files = state.len().unwrap_or_default().saturating_sub(state.pos());
        let seconds = files as f64 / rate(state);
        let _ = if seconds.is_finite() { write!(out, "{seconds:.0} s") } else { write!(out, "? s") };
    };
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} files, {rate}, {left} left") {
        bar.set_style(style.with_key("rate", shown).with_key("left", left));
    }
    bar.enable_steady_tick(TICK);
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[31m\rb"), "a\\u{1b}[31m\\rb");
        assert_eq!(printable("two\nlines é"), "two\\nlines é");
    }

    #[test]
    fn plain_means_no_escape_sequence() {
        assert_eq!(Palette::Plain.severity(Severity::Error, "error"), "error");
        assert!(Palette::Colored.severity(Severity::Error, "error").contains("\u{1b}["));
    }
}
