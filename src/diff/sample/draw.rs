//! Drawing a sample: the same for the same seed, today and in any later version.

/// `SplitMix64`: G. L. Steele, D. Lea, C. H. Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014. Small, and
/// good enough to draw samples.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, each as likely as any other: what would favor the lower ones is drawn again.
    fn below(&mut self, bound: u64) -> u64 {
        let fair = u64::MAX - u64::MAX % bound;
        loop {
            let number = self.next();
            if number < fair {
                return number % bound;
            }
        }
    }
}

/// Draws `count` of the numbers below `total`, or all if there are fewer, in order; every such set is as likely as any other.
///
/// The numbers are chosen one after another, each with the chance that is left (D. E. Knuth, The Art of Computer Programming,
/// volume 2, 3.4.2, algorithm S).
///
/// ```
/// use teiwright::diff::sample::draw;
///
/// assert_eq!(draw(3, 100, 7), draw(3, 100, 7));
/// assert_eq!(draw(5, 3, 7), [0, 1, 2]);
/// ```
pub fn draw(count: usize, total: usize, seed: u64) -> Vec<usize> {
    let mut random = SplitMix64(seed);
    let mut wanted = count.min(total);
    let mut drawn = Vec::with_capacity(wanted);
    for number in 0..total {
        if wanted > 0 && random.below((total - number) as u64) < wanted as u64 {
            drawn.push(number);
            wanted -= 1;
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_its_published_numbers() {
        let mut random = SplitMix64(1_234_567);
        let numbers: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(numbers, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn every_number_is_drawn_about_as_often() {
        let mut counts = [0_u32; 10];
        for seed in 0..3_000 {
            let drawn = draw(3, 10, seed);
            assert!(drawn.len() == 3 && drawn.is_sorted());
            drawn.iter().for_each(|&number| counts[number] += 1);
        }
        // 900 expected; the standard deviation is 25.
        assert!(counts.iter().all(|count| (800..1_000).contains(count)), "{counts:?}");
    }
}
