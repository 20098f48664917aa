use std::cmp::Ordering;

use proptest::prelude::*;

use crate::schema::relaxng::datatypes::{
    COMPATIBILITY_LIBRARY, Datatype, DatatypeError, IdKind, NoPrefixes, Prefixes, XSD_LIBRARY,
};

/// A few prefixes, and one unparsed entity.
struct Declared;

impl Prefixes for Declared {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        match prefix {
            "x" | "z" => Some("http://example.org/x"),
            "y" => Some("http://example.org/y"),
            _ => None,
        }
    }

    fn has_unparsed_entity(&self, name: &str) -> bool {
        name == "portrait"
    }
}

#[track_caller]
fn xsd(name: &str, params: &[(&str, &str)]) -> Datatype {
    Datatype::compile(XSD_LIBRARY, name, params).unwrap_or_else(|error| panic!("{name} {params:?}: {error}"))
}

#[track_caller]
fn check(name: &str, params: &[(&str, &str)], accepted: &[&str], refused: &[&str]) {
    let datatype = xsd(name, params);
    for text in accepted {
        assert!(datatype.accepts(text, &Declared), "{name} {params:?} refuses {text:?}");
    }
    for text in refused {
        assert!(!datatype.accepts(text, &Declared), "{name} {params:?} accepts {text:?}");
    }
}

#[track_caller]
fn check_equal(name: &str, value: &str, same: &[&str], others: &[&str]) {
    let datatype = xsd(name, &[]);
    let own = datatype.read(value, &Declared).expect(value);
    for text in same {
        assert!(datatype.equals(&own, text, &Declared), "{name}: {value:?} is not {text:?}");
        assert_eq!(datatype.read(text, &Declared).as_ref(), Some(&own), "{name}: {value:?} {text:?}");
    }
    for text in others {
        assert!(!datatype.equals(&own, text, &Declared), "{name}: {value:?} is {text:?}");
        assert_ne!(datatype.read(text, &Declared).as_ref(), Some(&own), "{name}: {value:?} {text:?}");
    }
}

#[test]
fn datatypes_have_their_texts() {
    check("string", &[], &["", " a\n"], &[]);
    check("boolean", &[], &["true", " 1 "], &["TRUE", "", "yes"]);
    check("nonNegativeInteger", &[], &["0", "-0", "+5", "007", "99999999999999999999"], &["-1", "1.0", ""]);
    check("byte", &[], &["127", "-128", "+0127"], &["128", "-129"]);
    check("unsignedShort", &[], &["65535"], &["65536", "-1"]);
    check("negativeInteger", &[], &["-1"], &["0", "-0", "1"]);
    check("NCName", &[], &[" act1 ", "é"], &["a:b", "a b", ""]);
    check("NMTOKENS", &[], &["a b", "1\n-"], &["", " ", "a,b"]);
    check("QName", &[], &["a", "x:a", "xml:a", " x:a "], &["q:a", "xmlns:a", "x: a", "x:"]);
    check("ENTITY", &[], &["portrait"], &["", "other"]);
    check("ENTITIES", &[], &["portrait portrait"], &["", "portrait other"]);
    check("date", &[], &[" 1820-05-01\t"], &["1820-05 -01"]);
    check("anyURI", &[], &["", "#act 1"], &["##"]);
    check("anyAtomicType", &[], &["any text"], &[]);
}

#[test]
fn lengths_are_counted_in_the_unit_of_the_datatype() {
    check("string", &[("length", "1")], &["a", "é", "\u{10800}"], &["", "a\u{301}"]);
    check("token", &[("minLength", "1"), ("maxLength", "3")], &[" a ", "a  b"], &[" ", "abcd"]);
    check("hexBinary", &[("length", "2")], &["0000"], &["00"]);
    check("base64Binary", &[("length", "1")], &["AA=="], &["AAA="]);
    check("IDREFS", &[("length", "2")], &["a  b"], &["a", "ab"]);
    check("anyURI", &[("maxLength", "3")], &["é12"], &["http:a"]);
    check("string", &[("maxLength", "99999999999999999999999")], &["a"], &[]);
}

#[test]
fn bounds_hold_in_the_order_of_the_datatype() {
    check("decimal", &[("minInclusive", "1"), ("maxExclusive", "2")], &["1.0", "1.999"], &["0.9", "2.00"]);
    check("integer", &[("minInclusive", " 1 "), ("minInclusive", "3")], &["3"], &["2"]);
    check("double", &[("minInclusive", "0")], &["-0", "INF"], &["NaN", "-1"]);
    check("float", &[("maxInclusive", "NaN")], &["NaN"], &["0", "INF"]);
    check("duration", &[("minInclusive", "P1M")], &["P1M", "P32D"], &["P30D"]);
    check("dateTime", &[("minInclusive", "2000-01-01T00:00:00Z")], &["2000-01-01T14:00:01"], &["2000-01-01T13:00:00"]);
    check("gMonthDay", &[("minExclusive", "--02-28")], &["--02-29"], &["--02-28"]);
}

#[test]
fn digits_are_those_of_the_value() {
    check("decimal", &[("totalDigits", "3")], &["123", "-0123", "123.0", "1.2300"], &["1230", "0.0123"]);
    check("decimal", &[("fractionDigits", "1")], &["1.10", ".1", "2"], &["1.11"]);
    check("integer", &[("fractionDigits", "0")], &["7"], &[]);
}

#[test]
fn all_patterns_match_the_text_without_its_layout() {
    check("string", &[("pattern", "a.*"), ("pattern", ".*b")], &["ab"], &["a", "b"]);
    check("token", &[("pattern", "a b")], &[" a  b"], &["a"]);
    check("string", &[("pattern", "a")], &["a"], &[" a"]);
    check("decimal", &[("pattern", "[0-9]\\.0")], &[" 1.0 "], &["1"]);
    check("QName", &[("pattern", "x:.*")], &["x:a"], &["z:a"]);
}

#[test]
fn values_are_equal_by_what_they_mean() {
    check_equal("string", "a b", &["a b"], &["a  b", " a b"]);
    check_equal("normalizedString", "a b", &["a\tb"], &[" a b"]);
    check_equal("token", "a b", &["\n a\t b "], &["a"]);
    check_equal("boolean", "1", &["true"], &["false", "0", "no"]);
    check_equal("decimal", "1", &["1.0", "+1.", "01"], &["1.1", "x"]);
    check_equal("double", "0", &["-0", "0e5"], &["NaN"]);
    check_equal("float", "NaN", &["NaN"], &["0"]);
    check_equal("float", "16777217", &["16777216"], &["16777218"]);
    check_equal("duration", "P1Y", &["P01Y0M"], &["P12M", "P365D"]);
    check_equal("dateTime", "2001-12-01T19:45:00Z", &["2001-12-01T20:45:00.0+01:00"], &["2001-12-01T19:45:00"]);
    check_equal("hexBinary", "0a", &["0A"], &["0b"]);
    check_equal("base64Binary", "AA==", &["A A = ="], &["AAA="]);
    check_equal("QName", "x:a", &["z:a", " x:a"], &["y:a", "a", "x:b"]);
    check_equal("QName", "a", &[" a"], &["x:a"]);
    check_equal("anyURI", "a b", &["a  b"], &["a%20b", "A b"]);
    check_equal("NMTOKENS", "a b", &["a  b"], &["b a"]);
}

#[test]
fn comparing_says_nothing_where_there_is_no_order() {
    let datatype = xsd("duration", &[]);
    let month = datatype.read("P1M", &NoPrefixes).expect("a month");
    assert_eq!(datatype.compare(&month, "P27D", &NoPrefixes), Some(Ordering::Greater));
    assert_eq!(datatype.compare(&month, "P30D", &NoPrefixes), None);
    assert_eq!(month.compare(&datatype.read("P32D", &NoPrefixes).expect("days")), Some(Ordering::Less));
    let token = xsd("token", &[]);
    let value = token.read("a", &NoPrefixes).expect("any text will do");
    assert_eq!(token.compare(&value, "a", &NoPrefixes), None);
}

#[test]
fn the_libraries_have_their_names() {
    assert!(Datatype::compile("", "token", &[]).expect("built in").accepts_everything());
    let ids = [("ID", IdKind::Id), ("IDREF", IdKind::Idref), ("IDREFS", IdKind::Idrefs)];
    for (name, id_kind) in ids {
        assert_eq!(Datatype::compile(COMPATIBILITY_LIBRARY, name, &[]).expect(name).id_kind(), id_kind);
        assert_eq!(xsd(name, &[]).id_kind(), id_kind);
    }
    assert_eq!(xsd("NCName", &[]).id_kind(), IdKind::None);
    assert!(!xsd("string", &[("minLength", "1")]).accepts_everything());
    assert!(xsd("NCName", &[]).is_cheap() && xsd("token", &[("pattern", r"[^\p{C}\p{Z}]+")]).is_cheap());
    assert!(!xsd("token", &[("pattern", "[a-z]{100}")]).is_cheap());
}

#[track_caller]
fn check_error(library: &str, name: &str, params: &[(&str, &str)], param: Option<usize>, message: &str) {
    let error = Datatype::compile(library, name, params).expect_err(name);
    assert_eq!((error.param(), error.to_string().as_str()), (param, message));
    assert!(!error.help().is_empty());
}

#[test]
fn faults_say_which_param_they_are_in() {
    check_error("http://example.org/", "a", &[], None, "the datatype library `http://example.org/` is not known");
    check_error(XSD_LIBRARY, "anyUri", &[], None, "no datatype is called `anyUri`");
    check_error("", "token", &[("pattern", "a")], Some(0), "`token` has no facet `pattern`");
    check_error(XSD_LIBRARY, "token", &[("minLength", "1"), ("size", "2")], Some(1), "no facet is called `size`");
    check_error(XSD_LIBRARY, "token", &[("enumeration", "a")], Some(0), "the facet `enumeration` may not be used in RELAX NG");
    check_error(XSD_LIBRARY, "date", &[("length", "10")], Some(0), "`date` has no facet `length`");
    check_error(XSD_LIBRARY, "token", &[("totalDigits", "10")], Some(0), "`token` has no facet `totalDigits`");
    for (name, facet, value) in [
        ("token", "length", "-1"),
        ("decimal", "totalDigits", "0"),
        ("byte", "minInclusive", "1000"),
        ("date", "maxExclusive", "x"),
    ] {
        let error = Datatype::compile(XSD_LIBRARY, name, &[(facet, value)]).expect_err(facet);
        assert!(matches!(error, DatatypeError::FacetValue { param: 0, .. }), "{error}");
    }
    check_error(XSD_LIBRARY, "token", &[("pattern", "[-a]")], Some(0), "the pattern `[-a]` has a fault at character 2");
    let error = Datatype::compile(XSD_LIBRARY, "anyUri", &[]).expect_err("its name is misspelt");
    assert_eq!(error.help(), "the nearest name is `anyURI`");
}

#[test]
fn datatypes_are_described_in_words_with_an_example() {
    for (name, params, words) in [
        ("date", &[][..], "a date such as `1820-05-01`"),
        ("nonNegativeInteger", &[], "a whole number from 0 on such as `3`"),
        ("byte", &[], "a whole number from -128 to 127 such as `3`"),
        ("NCName", &[], "a name without colon or spaces such as `act1`"),
        ("ID", &[], "a name without colon or spaces such as `act1`"),
        ("IDREFS", &[], "identifiers of this document with spaces between them such as `act1 act2`"),
        ("string", &[], "any text"),
        ("string", &[("minLength", "1")], "any text, at least 1 character"),
        ("token", &[("pattern", r"[^\p{C}\p{Z}]+")], "one word (no spaces)"),
        ("token", &[("pattern", r"(\p{L}|\p{N}|\p{P}|\p{S})+")], "one word (no spaces)"),
        ("token", &[("pattern", "[0-9]+")], "text of the form `[0-9]+`"),
        ("token", &[("pattern", "[a-z]+"), ("maxLength", "3")], "text of the form `[a-z]+`, at most 3 characters"),
        ("decimal", &[("minInclusive", "0"), ("maxExclusive", "1")], "a number such as `2.5`, at least `0`, less than `1`"),
        ("date", &[("minInclusive", "1789-07-14")], "a date such as `1820-05-01`, not before `1789-07-14`"),
        ("NMTOKEN", &[("pattern", "a.*")], "a word of letters, digits, `-`, `_`, `.` and `:` such as `act-1`, of the form `a.*`"),
    ] {
        assert_eq!(xsd(name, params).describe(), words);
    }
}

proptest! {
    #[test]
    fn what_is_read_is_accepted_and_equal_to_itself(text in r"[-+.:0-9TPYMDHSZeEINFa\u{e9}# \n]{0,16}") {
        for (name, _) in super::super::kinds::XSD {
            let datatype = xsd(name, &[]);
            let value = datatype.read(&text, &Declared);
            prop_assert_eq!(value.is_some(), datatype.accepts(&text, &Declared), "{}", name);
            if let Some(value) = value {
                prop_assert!(datatype.equals(&value, &text, &Declared), "{}", name);
                if datatype.kind.is_ordered() {
                    prop_assert_eq!(datatype.compare(&value, &text, &Declared), Some(Ordering::Equal), "{}", name);
                }
            }
        }
    }
}
