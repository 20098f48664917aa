//! How far two encoders of one text agree: F1 of elements, kappa of words, and unitized alpha.

mod alpha;
mod kappa;
mod places;
mod spans;

use std::collections::BTreeMap;

use crate::{
    delta::{self, Overlay, Scope, Unit},
    diff::DiffError,
    source::Source,
    xml,
};

use self::alpha::Disorder;
pub use self::places::{Disagreement, Manner};

/// How far two encodings of a text agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// How many words both have.
    pub shared: usize,
    /// How many of these are not the same in both, but stand for each other.
    pub changed: usize,
    /// How many words only the one has, and only the other.
    pub alone: [usize; 2],
    /// Cohen's kappa of the innermost compared element around each word; nothing where chance alone would agree.
    pub kappa: Option<f64>,
    /// Krippendorff's unitized alpha over all compared elements; nothing where there are none.
    pub alpha: Option<f64>,
    /// The elements one by one, by name.
    pub elements: Vec<ElementAgreement>,
    /// Where the encoders disagree, in the order of the text.
    pub disagreements: Vec<Disagreement>,
    /// Whether some words were aligned by a bounded search.
    pub is_coarse: bool,
}

/// How far two encodings agree on one element.
#[derive(Clone, Debug, PartialEq)]
pub struct ElementAgreement {
    /// The local name.
    pub element: String,
    /// How many there are in either that hold words of both.
    pub counts: [usize; 2],
    /// How many are around the very same words.
    pub same: usize,
    /// How many of either share at least one word with one of the other.
    pub overlapping: [usize; 2],
    /// F1 of those around the very same words.
    pub strict: f64,
    /// F1 of those that overlap.
    pub overlap: f64,
    /// Cohen's kappa of whether a word is in the element.
    pub kappa: Option<f64>,
    /// Krippendorff's unitized alpha.
    pub alpha: Option<f64>,
}

/// Measures how far two encodings agree on the elements named, or on all.
///
/// # Errors
/// [`DiffError`] when one of the two is not well-formed.
///
/// ```
/// use teiwright::{delta::Scope, diff, source::Source};
///
/// let a = Source::from_text("a.xml", "<p>to <name>Anna Berg</name> and <name>Cy</name></p>");
/// let b = Source::from_text("b.xml", "<p>to <name>Anna</name> Berg and <name>Cy</name></p>");
/// let agreement = diff::agree(&a, &b, &Scope::default(), &["name".to_owned()])?;
/// assert_eq!((agreement.elements[0].strict, agreement.elements[0].overlap), (0.5, 1.0));
/// # Ok::<(), diff::DiffError>(())
/// ```
pub fn agree(a: &Source, b: &Source, scope: &Scope, elements: &[String]) -> Result<Agreement, DiffError> {
    let a = xml::parse(a).map_err(DiffError::Old)?;
    let b = xml::parse(b).map_err(DiffError::New)?;
    let mut overlay = delta::overlay(&a, &b, scope);
    if !elements.is_empty() {
        for units in &mut overlay.units {
            units.retain(|unit| elements.contains(&unit.element));
        }
    }
    Ok(Agreement::of(overlay))
}

impl Agreement {
    fn of(overlay: Overlay) -> Agreement {
        let mut by_element: BTreeMap<&str, [Vec<&Unit>; 2]> = BTreeMap::new();
        for (coder, units) in overlay.units.iter().enumerate() {
            for unit in units {
                by_element.entry(&unit.element).or_default()[coder].push(unit);
            }
        }
        let length = overlay.shared;
        let mut all = Disorder::default();
        let mut elements = Vec::new();
        for (element, [a, b]) in &by_element {
            let (outer_a, outer_b) = (spans::outermost(a), spans::outermost(b));
            let disorder = Disorder::of(&outer_a, &outer_b, length);
            all = all.plus(disorder);
            let counts = [a.len(), b.len()];
            let same = a.len() - places::unmatched(a, b).len();
            let overlapping = [spans::overlapping(a, &outer_b), spans::overlapping(b, &outer_a)];
            elements.push(ElementAgreement {
                element: (*element).to_owned(),
                counts,
                same,
                overlapping,
                strict: spans::f1([same, same], counts),
                overlap: spans::f1(overlapping, counts),
                kappa: kappa::inside(&outer_a, &outer_b, length),
                alpha: disorder.alpha(),
            });
        }
        let kappa = kappa::innermost(&overlay.units[0], &overlay.units[1], length);
        let disagreements = places::disagreements(&by_element);
        let Overlay { shared, changed, alone, is_coarse, .. } = overlay;
        Agreement { shared, changed, alone, kappa, alpha: all.alpha(), elements, disagreements, is_coarse }
    }
}
