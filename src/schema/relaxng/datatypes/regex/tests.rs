use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(pattern: &str, matching: &[&str], others: &[&str]) {
    let regex = Regex::compile(pattern).unwrap_or_else(|error| panic!("{pattern}: {error} at {}", error.at));
    for text in matching {
        assert!(regex.matches(text), "{pattern} does not match {text:?}");
    }
    for text in others {
        assert!(!regex.matches(text), "{pattern} matches {text:?}");
    }
}

#[track_caller]
fn check_fault(pattern: &str, at: usize, problem: &RegexProblem) {
    let error = Regex::compile(pattern).expect_err(pattern);
    assert_eq!((error.at, &error.problem), (at, problem), "{pattern}");
}

#[test]
fn an_expression_matches_whole_texts() {
    check("act", &["act"], &["", "acts", "fact", "ACT", " act"]);
    check("", &[""], &[" "]);
    check("a|", &["a", ""], &["b"]);
    check("^a$", &["^a$"], &["a"]);
    check("(a|b)*c", &["c", "abbac"], &["ab", "cc"]);
}

#[test]
fn repetitions_are_counted() {
    check("a{2}", &["aa"], &["a", "aaa"]);
    check("a{2,}b", &["aab", "aaaaab"], &["ab"]);
    check("a{2,4}", &["aa", "aaa", "aaaa"], &["a", "aaaaa"]);
    check("a{0}b", &["b"], &["ab"]);
    check("(ab?){0,2}", &["", "a", "ab", "aab", "abab"], &["aaa", "b"]);
    check("(a?){3,}", &["", "a", "aaaaaa"], &["b"]);
    check("(){4000000000}", &[""], &["a"]);
    check("[0-9]{100}", &[&"7".repeat(100)], &[&"7".repeat(99), &"7".repeat(101)]);
    check("é{70,90}", &[&"é".repeat(80)], &[&"é".repeat(69), &"e".repeat(80)]);
}

#[test]
fn classes_have_ranges_escapes_and_subtractions() {
    check("[a-z-[aeiou]]", &["b", "z"], &["a", "A"]);
    check("[^a-z-[A]]", &["B", "1"], &["a", "A"]);
    check("[a-[b-[c]]]", &["a"], &["b", "c"]);
    check(r"[\-\]\[\^]", &["-", "]", "[", "^"], &["\\"]);
    check("[a^]", &["a", "^"], &["b"]);
    check(r"[\i-[:]][\c-[:]]*", &["act1", "_x"], &["1", "a:b", ""]);
    check(r"[^\p{C}\p{Z}]+", &["a", "прощай", "𐌰"], &["", "a b", "a\u{a0}b", "a\u{2003}", "\u{e000}", "\u{378}"]);
}

#[test]
fn escapes_stand_for_many_characters() {
    check(r"\d", &["0", "٣", "\u{1d7d8}"], &["a", "²"]);
    check(r"\w", &["a", "é", "+", "5"], &[" ", "-", "_"]);
    check(r"\W", &["_", " "], &["a"]);
    check(r"\s\S", &["\ta", "\r\u{a0}"], &["a ", "\u{a0}a"]);
    check(".", &["a", "𐌰", "\t"], &["", "\n", "\r", "aa"]);
    check(r"\i", &["a", ":", "\u{212e}"], &["1", "\u{10000}", "\u{10428}"]);
    check(r"\C", &[" ", "\u{10000}"], &["1", "-"]);
    check(r"\p{IsThai}\P{IsThai}", &["\u{e00}a", "\u{e7f}\u{e80}"], &["a\u{e00}"]);
    check(r"\p{L}\p{Lu}\P{Lu}", &["aBc"], &["abc"]);
    check(r"\n\r\t\.\\\?\*\+\{\}\(\)\[\]\|\-\^", &["\n\r\t.\\?*+{}()[]|-^"], &[]);
}

#[test]
fn faults_have_their_place() {
    check_fault("a**", 2, &RegexProblem::Unescaped('*'));
    check_fault("é)", 2, &RegexProblem::Unescaped(')'));
    check_fault("{", 0, &RegexProblem::Unescaped('{'));
    check_fault("(a", 2, &RegexProblem::Expected(')'));
    check_fault("[a", 2, &RegexProblem::Expected(']'));
    check_fault("[]", 1, &RegexProblem::EmptyClass);
    check_fault("[^]", 2, &RegexProblem::EmptyClass);
    check_fault("[-a]", 1, &RegexProblem::Unescaped('-'));
    check_fault("[a-]", 3, &RegexProblem::Unescaped(']'));
    check_fault("[a-c-e]", 4, &RegexProblem::Unescaped('-'));
    check_fault("[[]", 1, &RegexProblem::Unescaped('['));
    check_fault(r"[\d-z]", 1, &RegexProblem::RangeOfClass);
    check_fault(r"[a-\d]", 1, &RegexProblem::RangeOfClass);
    check_fault("[z-a]", 1, &RegexProblem::BackwardRange('z', 'a'));
    check_fault("a{2,1}", 2, &RegexProblem::BackwardCount(2, 1));
    check_fault("a{ 2}", 2, &RegexProblem::ExpectedDigit);
    check_fault("a{2 }", 3, &RegexProblem::Expected('}'));
    check_fault(r"a\$", 1, &RegexProblem::UnknownEscape);
    check_fault("\\", 0, &RegexProblem::UnknownEscape);
    check_fault(r"\pL", 2, &RegexProblem::Expected('{'));
    check_fault(r"\p{Cs}", 3, &RegexProblem::UnknownCategory("Cs".to_owned()));
    check_fault(r"\p{IsFoo}", 3, &RegexProblem::UnknownBlock("Foo".to_owned()));
    check_fault("[a-[a]b]", 6, &RegexProblem::Expected(']'));
}

#[test]
fn what_would_explode_is_refused() {
    check_fault("a{2049}", 0, &RegexProblem::TooLarge);
    check_fault("((a{100}){100}){100}", 0, &RegexProblem::TooLarge);
    check_fault("a{99999999999999999999}", 0, &RegexProblem::TooLarge);
    check_fault(&"(".repeat(200), NESTING_LIMIT, &RegexProblem::TooDeep);
    check_fault(&"[a-".repeat(200), 3 * NESTING_LIMIT, &RegexProblem::TooDeep);
    check("a{2048}", &[&"a".repeat(2048)], &["a"]);
}

#[test]
fn a_pattern_that_makes_others_backtrack_takes_linear_time() {
    let text = "a".repeat(100_000);
    check("(a|a)*b", &[], &[&text]);
    check("(a*)*b", &[], &[&text]);
    check("(a?){60}a{60}", &[&text[..60], &text[..120]], &[&text[..59], &text[..121]]);
}

#[test]
fn errors_count_characters_for_people_and_say_how_to_mend() {
    let error = Regex::compile("éé[-]").expect_err("a hyphen alone");
    assert_eq!((error.at, error.character), (5, 4));
    assert_eq!(error.help(), r"write `\-` for the character itself");
}

proptest! {
    #[test]
    fn no_pattern_makes_it_panic(pattern in r"[a-c()\[\]{},0-2|*+?.^\\\-pPIiscdwLén]{0,24}", text in "[a-cé1\\-\n]{0,12}") {
        if let Ok(regex) = Regex::compile(&pattern) {
            regex.matches(&text);
        }
    }

    #[test]
    fn a_literal_matches_itself_alone(text in "[a-zé ]{0,200}", other in "[a-zé ]{0,200}") {
        let regex = Regex::compile(&text).expect("letters and spaces have no meaning");
        prop_assert!(regex.matches(&text));
        prop_assert_eq!(regex.matches(&other), text == other);
    }
}
