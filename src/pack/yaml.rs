//! Strings as YAML has them.

/// A string in quotation marks: what JSON writes is YAML too (YAML 1.2, 1.3).
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
