//! How large a schema may be: past these limits it is refused, since no schema for documents comes near them.

/// How deep patterns, name classes, `div` and annotations may nest in one file; real schemas stay below 30.
pub const NESTING_LIMIT: usize = 200;

/// How many files may include one another in a row; real schemas stay below 5.
pub const INCLUDE_DEPTH_LIMIT: usize = 50;

/// How many files a schema may consist of; the largest modular schemas in use have about 100.
pub const FILE_LIMIT: usize = 1000;

/// How many patterns and definitions a schema may have, each file counted as often as it is included; TEI All has about 20,000.
pub const PATTERN_LIMIT: usize = 1_000_000;

/// How many parts the patterns may have together once each reference stands for what it names; TEI All has about 100,000.
pub const SIZE_LIMIT: usize = 8_000_000;

/// How many steps the restrictions on names may take together (section 7.3 and 7.4, and the soundness of IDs); TEI All takes
/// about a million.
pub const WORK_LIMIT: usize = 50_000_000;
