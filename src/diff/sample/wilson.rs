//! The interval of a proportion.

/// A proportion and the interval in which it lies at 95 % confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The proportion in the sample.
    pub share: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The quantile of the normal distribution for 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The score interval of `hits` in `total` (E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference,
/// Journal of the American Statistical Association 22, 1927, pages 209-212); nothing for an empty sample.
///
/// ```
/// use teiwright::diff::sample::wilson;
///
/// let interval = wilson(8, 10).expect("the sample is not empty");
/// assert!((interval.low - 0.4902).abs() < 5e-5 && (interval.high - 0.9433).abs() < 5e-5);
/// assert_eq!(wilson(0, 0), None);
/// ```
pub fn wilson(hits: usize, total: usize) -> Option<Interval> {
    if total == 0 {
        return None;
    }
    let n = total as f64;
    let share = hits as f64 / n;
    let square = Z * Z;
    let center = share + square / (2.0 * n);
    let width = Z * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    let scale = 1.0 + square / n;
    let (low, high) = ((center - width) / scale, (center + width) / scale);
    Some(Interval { share, low: low.max(0.0), high: high.min(1.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_scale() {
        // At 0 of n the upper end is z² / (n + z²).
        let none = wilson(0, 10).expect("not empty");
        assert!(none.low == 0.0 && (none.high - Z * Z / (10.0 + Z * Z)).abs() < 1e-12);
        let all = wilson(10, 10).expect("not empty");
        assert!((all.low - 10.0 / (10.0 + Z * Z)).abs() < 1e-12 && (all.high - 1.0).abs() < 1e-12);
    }
}
