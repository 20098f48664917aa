//! Which beginnings of lines are labels.

use super::*;

fn labels(text: &str) -> Vec<&str> {
    let layout = Layout::of(text);
    let Found { labels, decisions, .. } = find(text, &layout, 0, layout.lines.len(), &HashSet::default());
    assert_eq!(labels.is_empty(), decisions.is_empty());
    labels.iter().map(|label| &text[label.span.range()]).collect()
}

#[test]
fn labels_are_found_by_repetition_titles_and_company() {
    assert_eq!(labels("Sisco: Yes.\n\nJordan: No.\n\nSisco: Why?\n"), ["Sisco:", "Jordan:", "Sisco:"]);
    assert_eq!(labels("Narration of a day.\n\nDr. Kissinger: I see.\n\nMore narration.\n"), ["Dr. Kissinger:"]);
    assert_eq!(labels("毛泽东：你好。\n\n周恩来：好。\n\n毛泽东：好。\n"), ["毛泽东：", "周恩来：", "毛泽东："]);
    assert_eq!(labels("Mr. BURNS. I rise.\n\nMr. LINDER. I object.\n\nMr. BURNS. So be it.\n").len(), 3);
    assert_eq!(labels("Q. Where were you?\nA. At home.\nQ. Alone?\nA. Yes.\n"), ["Q.", "A.", "Q.", "A."]);
    let small =
        "interviewer: So?\n\nkelly: Well.\n\ninterviewer: Is it?\n\nkelly: It is.\n\ninterviewer: I see.\n\nkelly: Do you?\n";
    assert_eq!(labels(small).len(), 6);
    assert_eq!(labels("Interviewer:\n\nSo?\n\nKelly:\n\nWell.\n\nIt was long ago.\n\nInterviewer:\n\nAnd?\n").len(), 3);
    let inside = "ANNA: First.\nBERT: Second, and more.\nANNA: Third.\n";
    assert_eq!(labels(inside), ["ANNA:", "BERT:", "ANNA:"]);
}

#[test]
fn one_turn_is_not_lost_among_longer_ones() {
    let text = "ANNA: First.\n\nA second.\n\nA third.\n\nBERT: I agree.\n\nLong ago.\n\nFar away.\n\nCARL: One remark only.\n\nANNA: Thanks.\n\nWe go on.\n\nBERT: Good.\n\nThe end.\n";
    assert_eq!(labels(text), ["ANNA:", "BERT:", "CARL:", "ANNA:", "BERT:"]);
    let set = "ANNA: The council of the town met in the old house by the river\nand spoke for a long time.\nBERT: It came to no end, and in the evening everybody went back home\nagain by the same road.\nANNA: And that was all that was ever heard of it in this town or any\nother town.\nBERT: It was.\n";
    assert_eq!(labels(set).len(), 4);
    assert_eq!(labels("00:12 Anna: Hello.\n\n00:15 Bert: Hello.\n\n00:19 Anna: Well?\n").len(), 3);
    assert_eq!(labels("Author: I wrote it.\n\nTranslator: I did not.\n\nAuthor: No.\n\nTranslator: No.\n").len(), 4);
}

#[test]
fn lists_of_facts_and_telling_verbs_are_no_labels() {
    assert!(labels("England: five million\n\nFrance: seven million\n\nGermany: nine million\n").is_empty());
    assert!(labels("他说：我们去。\n\n天气很好。\n\n他说：不去。\n").is_empty());
    assert!(labels("At present, the Cabinet has three options.\n\nCabinet: the word was coined long ago.\n").is_empty());
}

#[test]
fn longer_words_are_a_label_where_they_say_who_somebody_is() {
    #[track_caller]
    fn check(dialogue: &str, last: &str, expected: bool) {
        let text = format!("{}{last}\n", dialogue.repeat(5));
        assert_eq!(labels(&text).len(), 10 + usize::from(expected), "{last}");
    }
    let capitals = "MARA VOSS: Yes.\n\nKARL OTT: No.\n\n";
    check(capitals, "INGA DAHL, minister for the rivers of the north and for all that flows into them: I do.", true);
    check(capitals, "INGA DAHL clerk of the house: I read.", true);
    check(capitals, "Mr. Speaker, I say this: no.", false);
    let plain = "Mara Voss: Yes.\n\nKarl Ott: No.\n\n";
    check(plain, "Minister of the rivers Inga Dahl: I answer.", true);
    check(plain, "El secretari quart: I read.", true);
    check(plain, "Mr. Speaker, I say this: no.", false);
    check(plain, "Thank you, Mara Voss: the list is closed.", false);
    check(plain, "Firstly: the boats are old.", false);
    check(plain, "Inga Dahl: and so on.", false);
    check("Anf. 1 Mara Voss: Yes.\n\nAnf. 2 Karl Ott: No.\n\n", "Anf. 11 Inga Dahl: I answer.", true);
}

#[test]
fn an_initial_before_a_name_is_no_label() {
    let text = "J. Cole (Quay): We wait.\n\nA. Dole (Gulls): No.\n\n".repeat(4);
    assert_eq!(labels(&text)[..2], ["J. Cole (Quay):", "A. Dole (Gulls):"]);
}

#[test]
fn an_office_after_a_comma_may_end_with_a_full_stop() {
    let words = ["Áno", "Nie tak", "Prosím ticho", "Hlasujeme", "Koľko to stojí", "Kto je za", "Už idem", "Ešte raz"];
    let pairs = [
        ["Dalova, Inga, podpredsedníčka NR SR.", "Ott, Karol, poslanec NR SR."],
        ["Inga Dahl, Ministerin für Flüsse und Häfen.", "Karl Ott, Sekretär der Kammer."],
    ];
    for [one, other] in pairs {
        let turns = words.iter().enumerate().map(|(at, words)| format!("{} {words}.\n\n", [one, other][at % 2]));
        assert_eq!(labels(&turns.collect::<String>())[..2], [one, other]);
    }
}

#[test]
fn labels_of_scripts_without_capitals_have_marks_of_their_own() {
    let circles = "○山田太郎君　始めます。\n\n○国務大臣（佐藤一郎君）　十月です。\n\n○山田太郎君　どの十月ですか。\n\n○国務大臣（佐藤一郎君）　今年です。\n";
    assert_eq!(labels(circles)[..2], ["○山田太郎君", "○国務大臣（佐藤一郎君）"]);
    assert!(labels("○　橋の件\n\n○道の件\n\n○　橋の件\n").is_empty());
    assert_eq!(labels("问：谁来了？\n\n答：没有人。\n\n问：一个人吗？\n\n答：是的。\n").len(), 4);
    let quoted = "היו\"ר רון כץ:\nבוקר טוב.\n\nדנה לביא:\nמתי?\n\nהיו\"ר רון כץ:\nמחר.\n\nדנה לביא:\nתודה.\n";
    assert_eq!(labels(quoted).len(), 4);
}

#[test]
fn who_asks_once_before_the_first_label_speaks() {
    let text =
        "Recorded in May.\n\nIDA MOSS: When did you come?\n\nTOM REED: In spring.\n\nIt rained.\n\nTOM REED: Before the flood.\n";
    assert_eq!(labels(text), ["IDA MOSS:", "TOM REED:", "TOM REED:"]);
}

#[test]
fn a_name_of_a_family_may_begin_with_a_small_word() {
    assert_eq!(labels("v. Bülow: Ja.\n\nRichter: Nein.\n\nv. Bülow: Doch.\n\nRichter: Nie.\n").len(), 4);
    assert!(labels("Es war so.\n\nvon da an: nichts.\n\nUnd dann kam er.\n").is_empty());
}

#[test]
fn a_word_for_those_present_is_no_label() {
    let text = "Present: Ann Cole, Bert Dole.\n\nMrs. Cole: It is late.\n\nMr. Dole: It is.\n\nMrs. Cole: Then we wait.\n";
    assert_eq!(labels(text), ["Mrs. Cole:", "Mr. Dole:", "Mrs. Cole:"]);
}

#[test]
fn what_a_time_follows_is_a_fact() {
    let text = "Mara Voss: Ja.\n\nKarl Ott: Nein.\n\nMara Voss: Doch.\n\nKarl Ott: Nie.\n\n";
    for end in ["Ende der Sitzung: 20.10 Uhr", "End of Meeting: 20:10", "Sign Here:", "Next Session: at 3 p.m."] {
        assert_eq!(labels(&format!("{text}{end}\n")).len(), 4, "{end}");
    }
    assert_eq!(labels(&format!("{text}Ina Fell: Um acht.\n")).len(), 5);
}

#[test]
fn what_only_ends_with_a_colon_is_no_label() {
    assert!(labels("We met. It was cold.\n\nOne thing is clear: nobody came.\n").is_empty());
    assert!(labels("To: The Secretary\nFrom: The Ambassador\nSubject: Trade\n\nNothing was said.\n").is_empty());
    assert!(labels("At 10:30 we met.\n\nSee https://example.org/a\n").is_empty());
    assert!(labels("Mr. GRASSLEY addressed the Chair.\n\nA.I. MIKOYAN expressed thanks.\n").is_empty());
}
