//! How near two names are: for suggestions of what was perhaps meant.

/// The longest name that is compared, in characters.
const LENGTH_LIMIT: usize = 64;

/// The characters of a name for comparison, capitals and small letters alike; nothing for one that is too long.
pub fn folded(name: &str) -> Option<Vec<char>> {
    let folded: Vec<char> = name.chars().flat_map(char::to_lowercase).take(LENGTH_LIMIT + 1).collect();
    (folded.len() <= LENGTH_LIMIT).then_some(folded)
}

/// The most slips in a name of this length, in characters.
pub fn limit(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    }
}

/// The least number of characters inserted, deleted, replaced, or swapped with their neighbor; nothing above `most`.
pub fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let (mut before, mut row) = (last.clone(), last.clone());
    for (i, x) in a.iter().enumerate() {
        // Outside the band around the diagonal the distance is above `most` anyway.
        let band = (i + 1).saturating_sub(most).max(1)..=(i + 1 + most).min(b.len());
        row.fill(most + 1);
        row[0] = i + 1;
        for j in band {
            let y = b[j - 1];
            let mut least = (last[j - 1] + usize::from(*x != y)).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 0 && j > 1 && *x == b[j - 2] && a[i - 1] == y {
                least = least.min(before[j - 2] + 1);
            }
            row[j] = least;
        }
        if row.iter().all(|&value| value > most) {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last.last().copied().filter(|&value| value <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn slips_are_counted() {
        let cases = [
            ("hamlet", "hamlet", Some(0)),
            ("hamlte", "hamlet", Some(1)),
            ("hamlett", "hamlet", Some(1)),
            ("amlet", "hamlet", Some(1)),
        ];
        for (a, b, expected) in
            cases.into_iter().chain([("", "ab", Some(2)), ("kitten", "sitting", Some(3)), ("abcd", "wxyz", None)])
        {
            assert_eq!(distance(&chars(a), &chars(b), 3), expected, "{a} {b}");
            assert_eq!(distance(&chars(b), &chars(a), 3), expected, "{b} {a}");
        }
    }
}
