//! The text is not well-formed XML.
//!
//! ## Why
//!
//! A program reads all of an XML text or nothing. At the first thing that breaks the rules of XML 1.0 (an element left open,
//! a `&` that begins no reference, an attribute that stands twice) reading ends, so that no other rule can judge the text:
//! this is always the only finding.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>Enter Rosencrantz & Guildenstern.</p></body></text></TEI>
//! ```
//!
//! ```xml,invalid
//! <TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>Who is there?</body></text></TEI>
//! ```
//!
//! ```xml,valid
//! <p>Enter Rosencrantz &amp; Guildenstern.</p>
//! ```
//!
//! ## Fix
//!
//! The finding says what is expected. The place is where the fault is, not where the parser noticed it: an element left open
//! is shown at its start-tag.

use crate::rules::engine::declare_rule;

declare_rule! {
    NotWellFormed {
        page: "not_well_formed.rs",
        code: "XM001",
        name: "not-well-formed",
        severity: Error,
        watch: Text,
        guidelines: [],
        since: "0.1.0",
        fix: false,
    }
}
