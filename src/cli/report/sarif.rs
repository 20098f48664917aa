//! Findings as SARIF 2.1.0, which code hosts and editors read.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use teiwright::{diagnostic::Severity, source::Place};

use crate::cli::report::{
    Base, FileReport,
    catalog::{self, Meaning},
    file::{Finding, Mending},
};

/// The schema of the format, by the address under which tools know it.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The name for the root of the repository, which whoever reads the report knows.
const ROOT: &str = "%SRCROOT%";

/// The name of our fingerprints; another way to make them gets another number.
const FINGERPRINT: &str = "teiwright/v1";

/// Renders the whole report.
pub fn render(files: &[FileReport], base: &Base) -> String {
    let codes: BTreeSet<&str> = files.iter().flat_map(|file| &file.findings).map(|finding| finding.code.as_str()).collect();
    let indices: BTreeMap<&str, usize> = codes.iter().enumerate().map(|(index, code)| (*code, index)).collect();
    let artifacts: Vec<Value> = files.iter().map(|file| artifact(file, base)).collect();
    let results: Vec<Value> = files.iter().enumerate().flat_map(|(at, file)| results(file, at, base, &indices)).collect();
    let notifications: Vec<Value> = files.iter().filter_map(|file| notification(file, base)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "teiwright",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules(&codes),
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { ROOT: { "description": { "text": "The root of the repository." } } },
            "invocations": [{
                "executionSuccessful": notifications.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "artifacts": artifacts,
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).expect("strings, numbers and lists become JSON") + "\n"
}

fn rules(codes: &BTreeSet<&str>) -> Vec<Value> {
    let meanings = catalog::meanings();
    codes.iter().map(|code| meanings.get(*code).map_or_else(|| json!({ "id": code }), |meaning| rule(code, meaning))).collect()
}

fn rule(code: &str, meaning: &Meaning) -> Value {
    let mut rule = json!({
        "id": code,
        "name": pascal(&meaning.name),
        "shortDescription": { "text": catalog::plain(&meaning.summary), "markdown": meaning.summary },
        "fullDescription": { "text": catalog::plain(&meaning.summary), "markdown": meaning.summary },
        "help": { "text": catalog::plain(&meaning.markdown), "markdown": meaning.markdown },
        "defaultConfiguration": { "level": level(meaning.severity) },
        "properties": { "tags": ["TEI"], "problem.severity": problem(meaning.severity) },
    });
    if let Some(url) = &meaning.url {
        rule["helpUri"] = json!(url);
    }
    rule
}

/// A name as the identifiers of rules are written: `unresolved-who` as `UnresolvedWho`.
fn pascal(name: &str) -> String {
    name.split('-')
        .flat_map(|word| {
            let mut characters = word.chars();
            characters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(characters)
        })
        .collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// What GitHub calls the weight of a rule.
fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}

fn location(file: &FileReport, base: &Base) -> Value {
    let location = base.location(&file.name);
    match location.is_below_root {
        true => json!({ "uri": location.uri(), "uriBaseId": ROOT }),
        false => json!({ "uri": location.uri() }),
    }
}

fn artifact(file: &FileReport, base: &Base) -> Value {
    json!({ "location": location(file, base), "mimeType": "application/xml", "roles": ["analysisTarget"] })
}

fn notification(file: &FileReport, base: &Base) -> Option<Value> {
    let failure = file.failure.as_ref()?;
    Some(json!({
        "level": "error",
        "message": { "text": sentence(failure) },
        "locations": [{ "physicalLocation": { "artifactLocation": location(file, base) } }],
    }))
}

fn results(file: &FileReport, index: usize, base: &Base, indices: &BTreeMap<&str, usize>) -> Vec<Value> {
    let mut artifact = location(file, base);
    artifact["index"] = json!(index);
    file.findings.iter().map(|finding| result(finding, &artifact, indices)).collect()
}

fn result(finding: &Finding, artifact: &Value, indices: &BTreeMap<&str, usize>) -> Value {
    let mut text = sentence(&finding.message);
    if let Some(help) = &finding.help {
        text += " ";
        text += &sentence(help);
    }
    let mut region = region(finding.start, finding.end);
    if !finding.snippet.is_empty() {
        region["snippet"] = json!({ "text": finding.snippet });
    }
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": [{ "physicalLocation": { "artifactLocation": artifact, "region": region } }],
        "partialFingerprints": { FINGERPRINT: finding.fingerprint },
    });
    if let Some(index) = indices.get(finding.code.as_str()) {
        result["ruleIndex"] = json!(index);
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(|(id, related)| {
            json!({
                "id": id,
                "message": { "text": sentence(&related.text) },
                "physicalLocation": { "artifactLocation": artifact, "region": self::region(related.start, related.end) },
            })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([mending(fix, artifact)]);
    }
    result
}

fn mending(fix: &Mending, artifact: &Value) -> Value {
    let replacements = fix
        .edits
        .iter()
        .map(|(start, end, text)| json!({ "deletedRegion": region(*start, *end), "insertedContent": { "text": text } }));
    json!({
        "description": { "text": sentence(&fix.title) },
        "artifactChanges": [{ "artifactLocation": artifact, "replacements": replacements.collect::<Vec<_>>() }],
    })
}

/// A region; its last column is the one after the last character.
fn region(start: Place, end: Place) -> Value {
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

/// A message with its full stop, which the messages of findings do without.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '?', '!']) { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report::file::samples;

    fn log() -> Value {
        let failed = FileReport::failed("none.xml", "none.xml: no such file");
        serde_json::from_str(&render(&[samples::file(), failed], &Base::default())).expect("JSON")
    }

    #[test]
    fn results_point_to_rules_and_artifacts() {
        let log = log();
        let run = &log["runs"][0];
        for result in run["results"].as_array().expect("a list") {
            let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("a number") as usize];
            assert_eq!(rule["id"], result["ruleId"]);
            let artifact = &result["locations"][0]["physicalLocation"]["artifactLocation"];
            let index = artifact["index"].as_u64().expect("a number") as usize;
            assert_eq!(run["artifacts"][index]["location"]["uri"], artifact["uri"]);
            assert_eq!(artifact["uri"], "plays/a%2C%20b%3A%20c.xml");
            assert_eq!(artifact["uriBaseId"], "%SRCROOT%");
            assert!(result["partialFingerprints"][FINGERPRINT].is_string());
        }
        let rule = &run["tool"]["driver"]["rules"][1];
        assert_eq!(rule["name"], "UnresolvedWho");
        assert!(rule["help"]["markdown"].as_str().is_some_and(|help| help.contains("## Why")), "{rule:#}");
        assert!(rule["help"]["text"].as_str().is_some_and(|help| !help.contains("```")), "{rule:#}");
    }

    #[test]
    fn a_fix_replaces_a_region() {
        let fix = &log()["runs"][0]["results"][0]["fixes"][0];
        let replacement = &fix["artifactChanges"][0]["replacements"][0];
        assert_eq!(replacement["insertedContent"]["text"], "#a");
        let region = json!({"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9});
        assert_eq!(replacement["deletedRegion"], region);
    }

    #[test]
    fn a_failure_is_told_as_such() {
        let log = log();
        let invocation = &log["runs"][0]["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false);
        assert_eq!(invocation["toolExecutionNotifications"][0]["message"]["text"], "none.xml: no such file.");
        let fine = render(&[samples::file()], &Base::default());
        assert!(fine.contains("\"executionSuccessful\": true"), "{fine}");
    }
}
