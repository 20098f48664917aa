//! `teiwright view`: reading pages.

use std::path::{Path, PathBuf};

use clap::Args;
use teiwright::{
    source::Source,
    view::{self, Entry, Reading},
    xml,
};

use crate::cli::{
    args::{Jobs, Verbosity},
    commands::fail,
    failure::Failure,
    files::{self, Found, Kind, identity, is_folder, make_folder, write_all},
    jobs,
    report::{SinkError, to_stdout},
    run::{say, would_overwrite},
    status::Status,
    terminal::{printable, progress_bar},
};

const EXAMPLES: &str = "\
Examples:
  teiwright view meeting.xml -o meeting.html
  teiwright view plays/ -o site/             one page for each *.xml, and site/index.html that lists them
  teiwright view meeting.xml | less";

/// Make pages to read TEI files in a browser
///
/// Each page is one file that needs no server, no network and no script: title, licence and how to cite, contents, speeches,
/// directions, notes, gaps, verse with line numbers, and who speaks how much. Every speech and paragraph can be linked to. It
/// shows any TEI, not only ours. Same input, same bytes.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct View {
    /// TEI files, or folders to walk for *.xml; `-` reads standard input
    #[arg(value_name = "TEI", required = true)]
    tei: Vec<PathBuf>,
    /// The page of one file, or the folder for several [default: standard output, for one file]
    #[arg(short, long, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// What the index of a folder is called
    #[arg(long, value_name = "TITLE", default_value = "Texts")]
    title: String,
    #[command(flatten)]
    jobs: Jobs,
    #[command(flatten)]
    verbosity: Verbosity,
}

/// One page to make.
struct Task {
    found: Found,
    page: PathBuf,
    /// The address of the page in the index.
    href: String,
}

/// Runs the command.
pub fn run(arguments: &View) -> Status {
    let (found, failures) = files::find(&arguments.tei, &["xml"], "show");
    let status = failures.iter().map(fail).max().unwrap_or(Status::Clean);
    let is_one = arguments.tei.len() == 1 && found.iter().all(|it| !it.is_walked);
    let made = match &arguments.output {
        Some(path) if is_one && !is_folder(path) => one(&found, Some(path), arguments),
        None if is_one => one(&found, None, arguments),
        Some(folder) => site(found, folder, arguments),
        None => Err(Failure::new("several files need a folder for their pages").help("name it: `-o DIR`")),
    };
    match made {
        Ok(made) => status.max(made),
        Err(failure) => fail(&failure),
    }
}

fn one(found: &[Found], output: Option<&Path>, arguments: &View) -> Result<Status, Failure> {
    let Some(found) = found.first() else { return Ok(Status::Failed) };
    let source = files::source(&found.input, Kind::Xml)?;
    let page = read(&source, view::page)?;
    let Some(path) = output else {
        return match to_stdout([page.as_bytes()]) {
            Ok(()) | Err(SinkError::Closed) => Ok(Status::Clean),
            Err(SinkError::Failed(failure)) => Err(failure),
        };
    };
    if found.input.path().is_some_and(|input| identity(input) == identity(path)) {
        return Err(would_overwrite(path));
    }
    write_all(&[(path, page.as_bytes())])?;
    note(path, arguments);
    Ok(Status::Clean)
}

fn site(found: Vec<Found>, folder: &Path, arguments: &View) -> Result<Status, Failure> {
    if folder.is_file() {
        let message = format!("{} is a file, and several pages need a folder", folder.display());
        return Err(Failure::new(message).help("name a folder: `-o DIR`"));
    }
    let tasks = tasks(found, folder)?;
    if tasks.is_empty() {
        return Ok(Status::Failed);
    }
    let bar = progress_bar(tasks.len(), arguments.verbosity.quiet);
    let mut entries = Vec::new();
    let mut status = Status::Clean;
    jobs::in_order(&tasks, arguments.jobs.jobs, page, |made| {
        bar.inc(1);
        match made {
            Ok((entry, path)) => {
                entries.push(entry);
                bar.suspend(|| note(&path, arguments));
            }
            Err(failure) => status = status.max(bar.suspend(|| fail(&failure))),
        }
        std::ops::ControlFlow::Continue(())
    })?;
    bar.finish_and_clear();
    let index = folder.join("index.html");
    write_all(&[(&index, view::index(&arguments.title, &entries).as_bytes())])?;
    note(&index, arguments);
    Ok(status)
}

/// The pages to make; two files with one page, or a page that would stand where a file does, are refused.
fn tasks(found: Vec<Found>, folder: &Path) -> Result<Vec<Task>, Failure> {
    let inputs: Vec<PathBuf> = found.iter().filter_map(|it| it.input.path().map(identity)).collect();
    let mut pages = vec![identity(&folder.join("index.html"))];
    let mut tasks = Vec::new();
    for found in found {
        let below = found.below.with_extension("html");
        let page = folder.join(&below);
        let place = identity(&page);
        if inputs.contains(&place) {
            return Err(would_overwrite(&page));
        }
        if pages.contains(&place) {
            let message = format!("cannot write {}: another page stands there already", page.display());
            return Err(Failure::new(message).help(format!("rename {}, or show it apart", found.input.name())));
        }
        pages.push(place);
        let parts = below.components().map(|part| encoded(&part.as_os_str().to_string_lossy()));
        tasks.push(Task { href: parts.collect::<Vec<_>>().join("/"), page, found });
    }
    Ok(tasks)
}

fn page(task: &Task) -> Result<(Entry, PathBuf), Failure> {
    let source = files::source(&task.found.input, Kind::Xml)?;
    let (entry, page) = read(&source, |tree| {
        let reading = Reading::of(tree);
        (Entry::of(&reading, &task.href), reading.page())
    })?;
    if let Some(folder) = task.page.parent() {
        make_folder(folder)?;
    }
    write_all(&[(&task.page, page.as_bytes())])?;
    Ok((entry, task.page.clone()))
}

fn read<T>(source: &Source, show: impl FnOnce(&xml::Tree<'_>) -> T) -> Result<T, Failure> {
    match xml::parse(source) {
        Ok(tree) => Ok(show(&tree)),
        Err(error) => Err(Failure::at(source, Some(error.span()), &error).help(error.help())),
    }
}

/// A file name as it stands in an address (RFC 3986, 2.1).
fn encoded(name: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    name.bytes().map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn note(path: &Path, arguments: &View) {
    if arguments.verbosity.verbose {
        say(&format!("wrote {}\n", printable(&path.display().to_string())));
    }
}
