//! Work and memory grow with the text and no faster: counted by the allocator, without a clock.
//!
//! One test and one thread: the counters are those of the whole program.

mod texts;

use peakmem_alloc::{PeakMemAlloc, PeakMemAllocTrait};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::{alloc::System, sync::Arc};
use teiwright::{
    convert::{self, Authority, AuthorityEntry, AuthorityKind, Options},
    source::Source,
};

#[global_allocator]
static PEAK: PeakMemAlloc<&StatsAlloc<System>> = PeakMemAlloc::new(&INSTRUMENTED_SYSTEM);

/// How long the texts are, in bytes.
const LENGTH: usize = 240_000;

/// The most memory that a conversion may take, in sizes of its text; the text itself is held by the caller and counts, too.
const MEMORY_LIMIT: usize = 8;

/// What goes beyond that: every line, note or label of a few bytes is a line, a note or a label all the same. These limits hold what
/// there is, so that it does not grow.
///
/// Notes and keys at the end cannot come below: their TEI alone is five to seven times as long as the text.
const BEYOND: [(&str, usize); 14] = [
    ("blank lines", 12),
    ("form feeds", 26),
    ("closing brackets", 19),
    ("labels", 11),
    ("names with a stop", 17),
    ("names of one family", 16),
    ("keys", 12),
    ("notes of one number", 20),
    ("notes", 23),
    ("page numbers", 20),
    ("cast", 13),
    ("keys of an edition", 18),
    ("keys at the end", 24),
    ("yaml", 18),
];

/// What a conversion took.
#[derive(Clone, Copy, Debug)]
struct Cost {
    /// The most bytes held at one time, the text included.
    peak: usize,
    /// How many pieces of memory were asked for.
    allocations: usize,
    /// Bytes asked for, all in all.
    bytes: usize,
}

fn cost(text: String) -> Cost {
    cost_with(text, &Options::default())
}

/// Names of which the texts are full.
fn with_authority() -> Options {
    let names = ["Ann Cole", "Cole", "the old pier", "so it was", "Name1 Other", "was"];
    let entry = |name: &str| AuthorityEntry {
        kind: AuthorityKind::Place,
        id: name.replace(' ', "-"),
        names: vec![name.to_owned()],
        identifiers: Vec::new(),
    };
    Options { authority: Some(Arc::new(Authority::new(names.into_iter().map(entry).collect()))), ..Options::default() }
}

fn cost_with(text: String, options: &Options) -> Cost {
    // Word lists and tables are made once in a program.
    convert::convert(&Source::from_text("a.txt", "ANNA: Yes.\n\nBERT: No.\n"), &Options::default()).expect("it converts");
    let source = Source::from_text("a.txt", text);
    PEAK.reset_peak_memory();
    let region = Region::new(&INSTRUMENTED_SYSTEM);
    let converted = convert::convert(&source, options);
    let change = region.change();
    let peak = PEAK.get_peak_memory() + source.text().len();
    assert!(converted.is_ok(), "{:?}", converted.err());
    Cost { peak, allocations: change.allocations + change.reallocations, bytes: change.bytes_allocated }
}

/// Texts that people have, and texts that would show work that is done again and again.
fn shapes() -> Vec<texts::Kind> {
    fn repeated(length: usize, part: &str) -> String {
        texts::filled(length, |_, text| text.push_str(part))
    }
    let others: Vec<texts::Kind> = vec![
        ("one line", |length| repeated(length, "Then they spoke of the old pier and its cost. ")),
        ("one paragraph", |length| repeated(length, "Then they spoke of the old pier and its cost, and all of\n")),
        ("blank lines", |length| format!("{}a\n", repeated(length, "\n"))),
        ("form feeds", |length| repeated(length, "It was so.\n\u{c}\n")),
        ("open brackets", |length| repeated(length, "so [it (was ")),
        ("open brackets in lines", |length| repeated(length, "so [it was\n")),
        ("closing brackets", |length| repeated(length, "so] it) was\n\n")),
        ("quotation marks", |length| repeated(length, "so \"it \u{201c}was «")),
        ("labels", |length| texts::filled(length, |count, text| *text += &format!("Name{count} Other: It was so.\n\n"))),
        ("names with a stop", |length| texts::filled(length, |count, text| *text += &format!("NAME{count}. It was so.\n\n"))),
        ("names of one family", |length| {
            texts::filled(length, |count, text| *text += &format!("Mr. A{count} Cole: It was so.\n\n"))
        }),
        ("keys", |length| texts::filled(length, |count, text| *text += &format!("Key{count}: it was so\n"))),
        ("keys of an edition", |length| repeated(length, "Title: so it was\nEditor: Ann\nRights: so\n\n")),
        ("keys on lines", |length| repeated(length, "Source\nRights\nShare\n")),
        ("keys at the end", |length| repeated(length, "ANNA: So it was.\n\n") + "Source: X, D1\nRights: CC0\nRecord ID: 7\n"),
        ("yaml", |length| format!("---\ntitle: so\n{}---\n\nANNA: So.\n", repeated(length, "  - it was\n"))),
        ("notes of one number", |length| repeated(length, "ANNA: So it was[1] then.\n\n[1] It was not.\n\n")),
        ("notes", |length| {
            let count = length / 80;
            let calls: String = (0..count).map(|number| format!("ANNA: So it was[{number}] then, and there.\n\n")).collect();
            let notes: String = (0..count).map(|number| format!("[{number}] It was not so.\n\n")).collect();
            calls + "NOTES\n\n" + &notes
        }),
        ("page numbers", |length| {
            texts::filled(length, |count, text| *text += &format!("Then they spoke of the\n\n[Page {count}]\n\nold pier.\n\n"))
        }),
        ("cast", |length| {
            let list = texts::filled(length, |count, text| *text += &format!("NAME{count}, a guest\n"));
            format!("PERSONS\n\n{list}\nACT I\n\nNAME1. It was.\n\nNAME2. So it was.\n\n")
        }),
    ];
    texts::KINDS.into_iter().chain(others).collect()
}

#[test]
fn work_and_memory_grow_with_the_text_and_no_faster() {
    let mut faults = Vec::new();
    for (name, make) in shapes() {
        let text = make(LENGTH);
        let length = text.len();
        let (small, large) = (cost(make(LENGTH / 4)), cost(text));
        // Four times the text; a quadratic part of any weight shows as much more. As memory grows with the text, so that what holds
        // here holds for any length.
        let counts = [
            ("allocations", small.allocations, large.allocations),
            ("bytes", small.bytes, large.bytes),
            ("bytes at one time", small.peak, large.peak),
        ];
        for (what, before, after) in counts {
            if after > before * 5 {
                faults.push(format!("{name}: {before} {what} for a text, and {after} for one four times as long"));
            }
        }
        let beyond = BEYOND.iter().find(|(shape, _)| *shape == name);
        if large.peak > beyond.map_or(MEMORY_LIMIT, |(_, limit)| *limit) * length {
            faults.push(format!("{name}: {} bytes of memory for a text of {length}", large.peak));
        }
    }
    let options = with_authority();
    for (name, make) in shapes().into_iter().step_by(3) {
        let (small, large) = (cost_with(make(LENGTH / 4), &options), cost_with(make(LENGTH), &options));
        if large.bytes > small.bytes * 5 {
            faults.push(format!(
                "{name}, with an authority: {} bytes for a text, and {} for one four times as long",
                small.bytes, large.bytes
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
