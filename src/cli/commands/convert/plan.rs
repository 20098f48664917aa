//! What a conversion reads and writes, settled and checked before anything is written.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use crate::cli::{
    failure::Failure,
    files::{Found, identity, is_folder, receipt_beside},
    run::would_overwrite,
};

/// The conversions of one run.
#[derive(Debug, PartialEq, Eq)]
pub struct Plan {
    /// One for each input, in order.
    pub jobs: Vec<Job>,
}

/// One input and its outputs.
#[derive(Debug, PartialEq, Eq)]
pub struct Job {
    /// What is read.
    pub found: Found,
    /// Where the TEI goes; nowhere is standard output.
    pub tei: Option<PathBuf>,
    /// Where the receipt goes, if it goes anywhere.
    pub receipt: Option<PathBuf>,
    /// Whether the folders of the outputs are made.
    pub makes_folders: bool,
}

impl Plan {
    /// Settles where each output goes; `arguments` is how many inputs were named, and `report` the report's own file.
    ///
    /// # Errors
    /// [`Failure`] when several inputs have one output, or an output is an input.
    pub fn of(
        found: Vec<Found>,
        arguments: usize,
        output: Option<&Path>,
        receipt: Option<&Path>,
        report: Option<&Path>,
    ) -> Result<Plan, Failure> {
        // `-` is standard output, as for every input.
        let output = output.filter(|path| path.as_os_str() != "-");
        if receipt.is_some_and(|path| path.as_os_str() == "-") {
            return Err(Failure::new("a receipt cannot go to standard output").help("name a file for it: `--receipt FILE`"));
        }
        let is_one = arguments == 1 && found.iter().all(|found| !found.is_walked);
        if !is_one && output.is_none() {
            return Err(Failure::new("several inputs need a folder for their outputs").help("name it: `-o DIR`"));
        }
        let jobs = found.into_iter().map(|found| job(found, is_one, output, receipt)).collect::<Result<Vec<_>, _>>()?;
        check(&jobs, report)?;
        Ok(Plan { jobs })
    }
}

fn job(found: Found, is_one: bool, output: Option<&Path>, named_receipt: Option<&Path>) -> Result<Job, Failure> {
    let place = |path: &Path, extension: &str| -> Result<PathBuf, Failure> {
        if is_one && !is_folder(path) {
            return Ok(path.to_owned());
        }
        if path.is_file() {
            let message = format!("{} is a file, and several inputs need a folder for their outputs", path.display());
            return Err(Failure::new(message).help("name a folder: `-o DIR`"));
        }
        Ok(path.join(renamed(&found.below, extension)))
    };
    let tei = output.map(|path| place(path, "xml")).transpose()?;
    let receipt = match (named_receipt, &tei) {
        (Some(path), _) => Some(place(path, "receipt.json")?),
        // Nothing lies beside a pipe or a device.
        (None, Some(tei)) => (!is_special(tei)).then(|| receipt_beside(tei)),
        (None, None) => None,
    };
    let makes_folders = !is_one || [output, named_receipt].into_iter().flatten().any(is_folder);
    Ok(Job { found, tei, receipt, makes_folders })
}

/// Refuses a plan in which two outputs, or an output and an input, are one file.
fn check(jobs: &[Job], report: Option<&Path>) -> Result<(), Failure> {
    let inputs: HashMap<PathBuf, &Job> = jobs.iter().filter_map(|job| Some((identity(job.found.input.path()?), job))).collect();
    let mut outputs: HashMap<PathBuf, String> = HashMap::new();
    let planned =
        jobs.iter().flat_map(|job| job.tei.iter().chain(&job.receipt).map(|path| (path.as_path(), job.found.input.name())));
    for (path, maker) in planned.chain(report.map(|path| (path, "the report".to_owned()))) {
        if is_special(path) {
            continue;
        }
        let place = identity(path);
        if inputs.contains_key(&place) {
            return Err(would_overwrite(path));
        }
        if let Some(other) = outputs.insert(place, maker.clone()) {
            let message =
                format!("cannot write {}: it would hold both what {other} gives and what {maker} gives", path.display());
            return Err(Failure::new(message).help("convert them into different folders, or rename one"));
        }
    }
    Ok(())
}

/// Whether a pipe or a device stands there.
fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir())
}

/// The endings of transcripts, which give way to that of the output.
const ENDINGS: [&str; 4] = ["txt", "srt", "vtt", "json"];

/// The name of an output: the ending of a transcript gives way to the extension, any other name keeps all it has.
fn renamed(name: &Path, extension: &str) -> PathBuf {
    let is_text = name.extension().is_some_and(|it| ENDINGS.iter().any(|ending| it.eq_ignore_ascii_case(ending)));
    let stem = if is_text { name.with_extension("") } else { name.to_owned() };
    let mut out = stem.into_os_string();
    out.push(".");
    out.push(extension);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::files::Input;

    fn found(below: &str, is_walked: bool) -> Found {
        Found { input: Input::File(Path::new("in").join(below)), below: below.into(), is_walked }
    }

    #[track_caller]
    fn outputs(found: Vec<Found>, arguments: usize, output: Option<&str>, receipt: Option<&str>) -> Vec<String> {
        let plan = Plan::of(found, arguments, output.map(Path::new), receipt.map(Path::new), None).expect("the plan is sound");
        let paths = plan.jobs.iter().flat_map(|job| [&job.tei, &job.receipt]);
        paths.map(|path| path.as_ref().map_or_else(|| "-".to_owned(), |path| path.display().to_string())).collect()
    }

    #[test]
    fn one_input_goes_to_standard_output_or_to_a_file() {
        assert_eq!(outputs(vec![found("a.txt", false)], 1, None, None), ["-", "-"]);
        assert_eq!(outputs(vec![found("a.txt", false)], 1, Some("-"), None), ["-", "-"]);
        assert_eq!(outputs(vec![found("a.srt", false)], 1, Some("d/"), None), ["d/a.xml", "d/a.receipt.json"]);
        assert_eq!(outputs(vec![found("a.txt", false)], 1, None, Some("r.json")), ["-", "r.json"]);
        assert_eq!(outputs(vec![found("a.txt", false)], 1, Some("x.xml"), None), ["x.xml", "x.receipt.json"]);
        assert_eq!(outputs(vec![found("a.txt", false)], 1, Some("x.tei"), None), ["x.tei", "x.tei.receipt.json"]);
        assert_eq!(outputs(vec![found("v. 1961", false)], 1, Some("no/"), None), ["no/v. 1961.xml", "no/v. 1961.receipt.json"]);
    }

    #[test]
    fn several_inputs_keep_their_names_and_sub_folders() {
        let inputs = vec![found("a.txt", false), found("b/c.TXT", true)];
        let expected = ["out/a.xml", "r/a.receipt.json", "out/b/c.xml", "r/b/c.receipt.json"];
        assert_eq!(outputs(inputs, 2, Some("out"), Some("r")), expected);
        assert_eq!(outputs(vec![found("b/c.txt", true)], 1, Some("out"), None), ["out/b/c.xml", "out/b/c.receipt.json"]);
    }

    #[test]
    fn outputs_that_would_destroy_something_are_refused() {
        let refused = |inputs: &[&str], output: Option<&str>, receipt: Option<&str>, report: Option<&str>| {
            let inputs: Vec<_> = inputs.iter().map(|name| found(name, false)).collect();
            let count = inputs.len();
            Plan::of(inputs, count, output.map(Path::new), receipt.map(Path::new), report.map(Path::new)).is_err()
        };
        assert!(refused(&["a.txt", "b/a.txt"], None, None, None));
        assert!(refused(&["a.txt", "./a.txt"], Some("out"), None, None));
        assert!(refused(&["a.txt"], Some("x/../in/a.txt"), None, None));
        assert!(refused(&["a.txt"], Some("x.xml"), Some("./x.xml"), None));
        assert!(refused(&["a.txt"], Some("x.xml"), None, Some("x.receipt.json")));
        assert!(!refused(&["a.txt"], Some("x.xml"), None, None));
    }
}
