//! `convert` (and `verify`, which belongs to it): what is read, what is written, and when.

use std::{
    fs::{self, File},
    time::{Duration, SystemTime},
};

use crate::{Folder, MEETING, ran};

#[test]
fn convert_prints_the_tei_of_one_transcript() {
    let folder = Folder::new();
    folder.put("a.txt", MEETING);
    let from_file = folder.run(&["convert", "a.txt"]).exits(0);
    assert_eq!(from_file.stdout.matches("<sp ").count() + from_file.stdout.matches("<sp>").count(), 3, "{from_file:#?}");
    assert!(from_file.stderr.contains("1 file"), "{from_file:#?}");
    let from_stdin = folder.run_with_input(&["convert", "-", "-q"], MEETING.as_bytes()).exits(0);
    assert_eq!(from_stdin.stdout.matches("<speaker").count(), 3, "{from_stdin:#?}");
    assert_eq!(folder.names("."), ["a.txt"]);
}

#[test]
fn convert_writes_the_receipt_beside_the_tei_or_where_it_is_told() {
    let folder = Folder::converted();
    assert_eq!(folder.names("."), ["a.receipt.json", "a.txt", "a.xml"]);
    folder.run(&["convert", "a.txt", "--receipt", "r.json"]).exits(0);
    assert_eq!(folder.get("r.json"), folder.get("a.receipt.json"));
    folder.run(&["convert", "a.txt", "-o", "b.xml", "--receipt", "c.json"]).exits(0);
    assert_eq!(folder.get("b.xml"), folder.get("a.xml"));
    assert_eq!(folder.names("."), ["a.receipt.json", "a.txt", "a.xml", "b.xml", "c.json", "r.json"]);
}

#[test]
fn no_progress_bar_stands_in_a_pipe() {
    let folder = Folder::new();
    for number in 0..30 {
        folder.put(&format!("in/{number}.txt"), MEETING);
    }
    // Neither the bar nor what steers a terminal to draw it over.
    let ran = folder.run(&["convert", "in", "-o", "out"]).exits(0);
    assert!(!ran.stderr.contains(['\r', '\u{1b}', '█', '░']) && !ran.stderr.contains("left"), "{ran:#?}");
    assert_eq!(ran.stderr.lines().last().map(|line| line.starts_with("30 files")), Some(true), "{ran:#?}");
    let quiet = folder.run(&["convert", "in", "-o", "quiet", "-q"]).exits(0);
    assert!(!quiet.stderr.contains("30"), "{quiet:#?}");
}

#[test]
fn convert_walks_folders_and_keeps_sub_folders() {
    let folder = Folder::new();
    for name in ["in/b/2.txt", "in/a.txt", "in/.hidden/x.txt", "in/.x.txt", "in/notes.md"] {
        folder.put(name, MEETING);
    }
    folder.put("c.txt", MEETING);
    let ran = folder.run(&["convert", "in", "c.txt", "-o", "out", "-v"]).exits(0);
    assert!(ran.stderr.contains("3 files"), "{ran:#?}");
    assert_eq!(folder.names("out"), ["a.receipt.json", "a.xml", "b", "c.receipt.json", "c.xml"]);
    assert_eq!(folder.names("out/b"), ["2.receipt.json", "2.xml"]);
    folder.run(&["convert", "in", "-o", "in"]).exits(0);
    folder.run(&["verify", "in", "out"]).exits(0);
}

#[test]
fn convert_does_the_others_when_one_fails() {
    let folder = Folder::new();
    folder.put("good.txt", MEETING);
    folder.put("bad.txt", [0xff_u8, 0, 1, 2]);
    folder.put("out/bad.xml", "precious");
    let ran = folder.run(&["convert", "bad.txt", "good.txt", "none.txt", "-o", "out"]).exits(2);
    assert!(ran.stderr.contains("error: bad.txt") && ran.stderr.contains("error: none.txt"), "{ran:#?}");
    assert_eq!(folder.names("out"), ["bad.xml", "good.receipt.json", "good.xml"]);
    assert_eq!(folder.get("out/bad.xml"), "precious");
}

#[test]
fn convert_refuses_outputs_that_would_destroy_something() {
    let folder = Folder::new();
    for name in ["a.txt", "b/a.txt"] {
        folder.put(name, MEETING);
    }
    let cases: [&[&str]; 7] = [
        &["a.txt", "b/a.txt"],
        &["a.txt", "b/a.txt", "-o", "a.txt"],
        &["a.txt", "b", "-o", "out"],
        &["a.txt", "-o", "a.txt"],
        &["a.txt", "-o", "out.xml", "--receipt", "b/../a.txt"],
        &["a.txt", "-o", "out.xml", "--receipt", "./out.xml"],
        &["a.txt", "-o", "out.xml", "--output-file", "a.txt"],
    ];
    for case in cases {
        let arguments: Vec<&str> = ["convert"].iter().chain(case).copied().collect();
        let ran = folder.run(&arguments).fails("", "help: ");
        assert_eq!(folder.get("a.txt"), MEETING, "{ran:#?}");
        assert_eq!(folder.names("."), ["a.txt", "b"], "{ran:#?}");
    }
}

#[test]
fn convert_leaves_a_file_with_the_same_bytes_alone() {
    let folder = Folder::converted();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = File::options().write(true).open(folder.path("a.xml")).expect("it was written");
    file.set_modified(long_ago).expect("the file is ours");
    folder.run(&["convert", "a.txt", "-o", "a.xml"]).exits(0);
    let modified = fs::metadata(folder.path("a.xml")).and_then(|it| it.modified()).expect("it is there");
    assert_eq!(modified, long_ago);
}

#[test]
fn convert_check_writes_nothing() {
    let folder = Folder::converted();
    folder.run(&["convert", "a.txt", "-o", "a.xml", "--check"]).exits(0);
    folder.put("a.xml", "<TEI/>");
    let changed = folder.run(&["convert", "a.txt", "-o", "a.xml", "--check"]).exits(1);
    assert!(changed.stderr.contains("a.xml: would change"), "{changed:#?}");
    assert_eq!(folder.get("a.xml"), "<TEI/>");
    let new = folder.run(&["convert", "a.txt", "-o", "new/", "--check"]).exits(1);
    assert!(new.stderr.contains("would be new"), "{new:#?}");
    assert!(!folder.path("new").exists());
    folder.run(&["convert", "a.txt", "--check"]).exits(2);
}

#[test]
fn convert_reads_other_forms_by_name_by_content_and_by_order() {
    let folder = Folder::new();
    let cues = "1\n00:00:01,000 --> 00:00:02,000\nANNA: Yes.\n\n2\n00:00:02,000 --> 00:00:03,000\nBERT: No.\n";
    folder.put("in/a.srt", cues);
    folder.put("in/b.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Yes.\n");
    folder.put("in/c.txt", "@title The Pier\n#Act 1\n@Anna:\nYes.\n");
    folder.put("in/d.json", "{\"segments\": [{\"start\": 0, \"end\": 1.5, \"text\": \" Yes.\", \"speaker\": \"Anna\"}]}");
    folder.run(&["convert", "in", "-o", "out"]).exits(0);
    folder.run(&["convert", "in", "--from", "whisper", "-o", "out"]).exits(0);
    assert_eq!(folder.names("out").iter().filter(|name| name.ends_with(".xml")).count(), 4);
    for name in ["a", "b", "c", "d"] {
        let tei = folder.get(&format!("out/{name}.xml"));
        assert!(tei.contains("who=\"#anna\""), "{tei}");
    }
    folder.run(&["verify", "out", "--source", "in"]).exits(0);
    let text = folder.run(&["convert", "in/a.srt", "--from", "text"]).exits(0);
    assert!(!text.stdout.contains("<milestone"), "{text:#?}");
    let forced = folder.run_with_input(&["convert", "-", "--from", "srt", "-o", "-"], cues.as_bytes()).exits(0);
    assert!(forced.stdout.contains("<milestone unit=\"time\" n=\"00:00:02.000\"/>"), "{forced:#?}");
}

#[test]
fn convert_says_where_a_file_has_not_the_form_that_it_should_have() {
    let folder = Folder::new();
    folder.put("a.json", "{\"segments\": [\n  {\"text\": \"Yes.\",}\n]}");
    folder.run(&["convert", "a.json"]).fails("a.json:2:19", "no JSON of a transcript");
    folder.put("b.json", "{\"words\": 1}");
    folder.run(&["convert", "b.json"]).fails("b.json:1:1", "holds no transcript");
    folder.put("c.json", "{\"segments\": [\n{\"text\": \"Yes.\"},\n{\"start\": 1}]}");
    folder.run(&["convert", "c.json"]).fails("c.json:3:1", "segment 2");
    folder.put("d.json", "{\"segments\": [{\"text\": 5}]}");
    folder.run(&["convert", "d.json"]).fails("d.json:1:24", "a text was expected");
    folder.put("e.srt", "1\n00:00:01,000 -> 00:00:02,000\nYes.\n");
    let ran = folder.run(&["convert", "e.srt"]).exits(0);
    assert!(ran.stderr.contains("e.srt:2:1: warning TR020") && ran.stdout.contains("Yes."), "{ran:#?}");
}

#[test]
fn a_profile_says_what_is_known_and_extends_others() {
    let folder = Folder::new();
    folder.put("a.txt", "Chair: Good morning.\n\nNote: It rains.\n\nANNA. Yes.\n\nChair: [laughs] So it is.\n\nNote: No more.\n");
    folder.put("in/base.toml", "extends = \"interview\"\n[labels]\nnever = [\"Note\"]\n");
    folder.put(
        "in/house.toml",
        "extends = \"base.toml\"\nturns = \"u\"\n[labels]\nspeakers = [\"Anna\"]\n[persons]\nChair = \"Dora Evans\"\n",
    );
    let ran = folder.run(&["convert", "a.txt", "--profile", "in/house.toml", "-q", "--receipt", "r.json"]).exits(0);
    assert_eq!(ran.stdout.matches("<u ").count(), 3, "{ran:#?}");
    assert!(ran.stdout.contains("who=\"#dora-evans\"") && ran.stdout.contains("who=\"#anna\""), "{ran:#?}");
    assert!(folder.get("r.json").contains("\"by\":\"person\""));
    folder.put("a.xml", ran.stdout);
    folder.run(&["verify", "a.xml", "--receipt", "r.json", "--source", "a.txt"]).exits(0);
    folder.run(&["validate", "a.xml", "--strict"]).exits(0);
    folder
        .run(&["convert", "a.txt", "--profile", "interwiev"])
        .fails("there is no profile `interwiev`", "did you mean `interview`?");
    folder.put("wrong.toml", "[labels]\nspeaker = []\n");
    folder.run(&["convert", "a.txt", "--profile", "wrong.toml"]).fails("wrong.toml:2:1", "did you mean `speakers`?");
    folder.put("far.toml", "extends = \"plays\"\n");
    folder.run(&["convert", "a.txt", "--profile", "far.toml"]).fails("far.toml:1:11", "did you mean `play`?");
    folder.put("round.toml", "extends = \"round.toml\"\n");
    folder.run(&["convert", "a.txt", "--profile", "round.toml"]).fails("the profile round.toml extends another", "lead back");
}

#[test]
fn profiles_are_listed_and_printed() {
    let folder = Folder::new();
    let list = folder.run(&["profiles"]).exits(0);
    assert!(list.stdout.lines().count() == 8 && list.stdout.starts_with("auto"), "{list:#?}");
    assert_eq!(folder.run(&["profiles", "--output-format", "json"]).exits(0).json()[6]["extends"], "subtitles");
    folder.put("own.toml", folder.run(&["profiles", "spoken"]).exits(0).stdout);
    folder.put("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Yes.\n\n00:02.000 --> 00:03.500\n<v Anna>No.\n");
    let ran = folder.run(&["convert", "a.vtt", "--profile", "own.toml"]).exits(0);
    for part in [
        "<when xml:id=\"t2000\" interval=\"2.000\" since=\"#t\"/>",
        "start=\"#t1000\" end=\"#t3500\"",
        "<anchor synch=\"#t2000\"/>",
    ] {
        assert!(ran.stdout.contains(part), "{part}: {ran:#?}");
    }
    folder.put("a.xml", ran.stdout);
    folder.run(&["validate", "a.xml", "--strict"]).exits(0);
    folder.run(&["profiles", "spokn"]).fails("there is no profile `spokn`", "did you mean `spoken`?");
}

#[test]
fn answers_in_a_review_sheet_hold_in_later_runs() {
    let folder = Folder::new();
    let talk = "Ann Cole: Good morning.\n\nMr. Cole: Yes.\n\nAnn Cole: So it is.\n\nMr. Cole: And now?\n";
    folder.put("in/a.txt", talk);
    folder.put("in/b.txt", MEETING);
    let arguments = ["convert", "in", "-o", "out", "--review", "review.csv"];
    let ran = folder.run(&arguments).exits(0);
    assert!(ran.stderr.contains("review.csv: ") && folder.get("out/a.xml").contains("cert=\"medium\""), "{ran:#?}");
    let asked = folder.get("review.csv");
    assert!(asked.contains("a.txt,person,Mr. Cole:,") && asked.contains(",ann-cole,,medium,"), "{asked}");
    folder.put("review.csv", asked.replace(",ann-cole,,", ",ann-cole,new,"));
    folder.put("in/a.txt", format!("A heading\n\n{talk}\nMr. Cole: More.\n"));
    folder.run(&arguments).exits(0);
    let tei = folder.get("out/a.xml");
    assert_eq!(tei.matches("who=\"#cole\"").count(), 3, "{tei}");
    assert!(folder.get("out/a.receipt.json").contains("\"by\":\"person\""));
    assert!(folder.get("review.csv").contains(",ann-cole,new,medium,"), "{}", folder.get("review.csv"));
    let (before, sheet) = (folder.get("out/a.xml"), folder.get("review.csv"));
    folder.run(&arguments).exits(0);
    assert_eq!((folder.get("out/a.xml"), folder.get("review.csv")), (before, sheet.clone()));
    folder.run(&["verify", "out", "--source", "in"]).exits(0);
    folder.put("review.csv", sheet.replace(",ann-cole,new,", ",ann-cole,42,"));
    folder.run(&arguments).fails("review.csv:", "`42` is no answer to the question about `Mr. Cole:`");
}

#[test]
fn convert_takes_a_hyphen_for_standard_output() {
    let folder = Folder::new();
    folder.put("a.txt", MEETING);
    let ran = folder.run(&["convert", "a.txt", "-o", "-", "-q", "--receipt", "r.json"]).exits(0);
    assert_eq!(ran.stdout, folder.run(&["convert", "a.txt", "-q"]).exits(0).stdout);
    assert_eq!(folder.names("."), ["a.txt", "r.json"]);
    folder.run(&["convert", "a.txt", "a.txt", "-o", "-"]).fails("several inputs need a folder", "-o DIR");
    folder.run(&["convert", "a.txt", "--receipt", "-"]).fails("a receipt cannot go to standard output", "--receipt FILE");
    folder.run(&["convert", "a.txt", "-o", "-", "--check"]).fails("`--check` compares with files", "-o FILE");
}

#[test]
fn convert_takes_its_date_from_the_caller_only() {
    let folder = Folder::new();
    folder.put("a.txt", MEETING);
    let convert = |epoch: &str, date: &[&str]| {
        let mut command = folder.command(&[&["convert", "a.txt"], date].concat());
        command.env("SOURCE_DATE_EPOCH", epoch);
        ran(command)
    };
    assert!(folder.run(&["convert", "a.txt", "--date", "1961-02"]).exits(0).stdout.contains("\"1961-02\""));
    assert!(convert("951782400", &[]).exits(0).stdout.contains("\"2000-02-29\""));
    assert!(convert("951782400", &["--date", "1999"]).exits(0).stdout.contains("\"1999\""));
    convert("yesterday", &[]).fails("SOURCE_DATE_EPOCH", "no number of seconds");
    for wrong in ["1961-13", "10.2.1961", "1961-02-30", ""] {
        folder.run(&["convert", "a.txt", "--date", wrong]).exits(2);
    }
}

#[test]
fn convert_reads_other_encodings_and_verify_gives_their_bytes_back() {
    let folder = Folder::new();
    let utf16: Vec<u8> =
        "\u{feff}ANNA: Žluťoučký.\n\nBERT: Да.\n\nANNA: Nu.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder.put("utf16.txt", utf16);
    folder.put("latin.txt", b"ANNA: Caf\xe9.\n\nBERT: Na\xefve.\n\nANNA: Oui.\n");
    folder.put("russian.txt", b"ANNA: \xc4\xe0.\n\nBERT: \xcd\xe5\xf2.\n\nANNA: \xc4\xe0.\n");
    folder.run(&["convert", "utf16.txt", "latin.txt", "-o", "."]).exits(0);
    folder.run(&["convert", "russian.txt", "--encoding", "windows-1251", "-o", "russian.xml"]).exits(0);
    assert!(folder.get("utf16.xml").contains("Žluťoučký"));
    assert!(folder.get("latin.xml").contains("Café"));
    assert!(folder.get("russian.xml").contains("Да"));
    let ran = folder.run(&["verify", "."]).exits(0);
    assert_eq!(ran.stdout.matches("source comes back byte for byte").count(), 3, "{ran:#?}");
}

#[test]
fn verify_tells_unchanged_words_from_changed_ones() {
    let folder = Folder::converted();
    let ran = folder.run(&["verify", "a.xml"]).exits(0);
    assert_eq!(ran.stdout, "OK a.xml: words unchanged (source comes back byte for byte)\n");
    let tei = folder.get("a.xml");
    let at = tei.rfind("rains").expect("the word is there");
    folder.put("a.xml", format!("{}snows{}", &tei[..at], &tei[at + "rains".len()..]));
    let ran = folder.run(&["verify", "a.xml"]).exits(1);
    assert!(ran.stdout.starts_with("a.xml:") && ran.stdout.contains(": error "), "{ran:#?}");
    assert_eq!(folder.run(&["verify", "a.xml", "--output-format", "jsonl"]).exits(1).json()["status"], "invalid");
}

#[test]
fn verify_finds_the_receipt_and_the_source_or_is_told() {
    let folder = Folder::converted();
    folder.put("far/t.xml", folder.get("a.xml"));
    folder.run(&["verify", "far/t.xml"]).fails("far/t.xml", "receipt");
    let ran = folder.run(&["verify", "far/t.xml", "--receipt", "a.receipt.json", "-v"]).exits(0);
    assert!(ran.stderr.contains("source a.txt"), "{ran:#?}");
    folder.put("far/source.txt", MEETING);
    let ran = folder.run(&["verify", "far/t.xml", "--receipt", "a.receipt.json", "--source", "far/source.txt", "-v"]).exits(0);
    assert!(ran.stderr.contains("source far/source.txt"), "{ran:#?}");
    folder.run(&["verify", "far/t.xml", "--receipt", "a.receipt.json", "--source", "none.txt"]).fails("none.txt", "no such file");
    folder.put("damaged.json", "{");
    folder.run(&["verify", "a.xml", "--receipt", "damaged.json"]).fails("damaged.json", "");
    folder
        .run(&["verify", "a.xml", "far/t.xml", "--receipt", "a.receipt.json"])
        .fails("a.receipt.json is no folder", "several TEI files");
    folder.run_with_input(&["verify", "-"], folder.get("a.xml").as_bytes()).fails("stdin", "--receipt");
}

#[test]
fn convert_keeps_a_tei_file_that_was_edited() {
    let folder = Folder::converted();
    folder.put("a.txt", MEETING.replace("rains", "snows"));
    folder.run(&["convert", "a.txt", "-o", "a.xml"]).exits(0);
    let receipt = folder.get("a.receipt.json");
    folder.put("a.xml", folder.get("a.xml").replace("snows", "<hi>snows</hi>"));
    let edited = folder.get("a.xml");
    let ran = folder.run(&["convert", "a.txt", "-o", "a.xml"]).fails("a.xml exists and was edited", "--force");
    assert!(!ran.stderr.contains("warning"), "{ran:#?}");
    assert_eq!((folder.get("a.xml"), folder.get("a.receipt.json")), (edited, receipt.clone()));
    folder.put("b.xml", "precious");
    folder.run(&["convert", "a.txt", "-o", "b.xml"]).fails("b.xml exists", "none of ours");
    assert_eq!(folder.get("b.xml"), "precious");
    let old: Vec<&str> = receipt.lines().filter(|line| !line.starts_with("\"document\"")).collect();
    folder.run(&["convert", "a.txt", "-o", "a.xml", "--force"]).exits(0);
    folder.put("a.receipt.json", old.join("\n"));
    folder.run(&["verify", "a.xml"]).exits(0);
    folder.put("a.txt", MEETING);
    folder.run(&["convert", "a.txt", "-o", "a.xml"]).fails("a.xml exists", "--force");
}

#[test]
fn a_guessed_encoding_is_said_or_refused() {
    let folder = Folder::new();
    folder.put("latin.txt", b"ANNA: Caf\xe9.\n\nBERT: Na\xefve.\n\nANNA: Oui.\n");
    assert!(folder.run(&["convert", "latin.txt"]).exits(0).stderr.contains("TR008"));
    assert!(!folder.run(&["convert", "latin.txt", "--encoding", "latin1"]).exits(0).stderr.contains("TR008"));
    folder.put("russian.txt", b"\xc0\xcd\xcd\xc0: \xc4\xe0.\n\n\xc1\xce\xd0\xc8\xd1: \xcd\xe5\xf2.\n");
    let ran = folder.run(&["convert", "russian.txt"]).fails("russian.txt", "koi8-r");
    assert!(ran.stderr.contains("--encoding"), "{ran:#?}");
    folder.put("blank.txt", " \n\t\r\n");
    folder.run(&["convert", "blank.txt", "-o", "blank.xml"]).fails("blank.txt", "white space");
    assert!(!folder.path("blank.xml").exists());
}

#[test]
fn metadata_fill_the_header_and_are_read_strictly() {
    let folder = Folder::new();
    folder.put("a.txt", MEETING);
    folder.put("m.toml", "title = 'A meeting'\n[[participant]]\nname = 'Anna Cole'\nid = 'cole'\n");
    folder.put("m.yaml", "publisher: City Press\nlanguage: en\n");
    folder.run(&["convert", "a.txt", "-o", "a.xml", "--meta", "m.toml", "--meta", "m.yaml"]).exits(0);
    let tei = folder.get("a.xml");
    for part in [">A meeting</title>", "<publisher>City Press</publisher>", "<person xml:id=\"cole\">", "who=\"#cole\""] {
        assert!(tei.contains(part), "{part}: {tei}");
    }
    folder.run(&["verify", "a.xml"]).exits(0);
    folder.put("bad.yaml", "title: x\npublsher: y\n");
    let ran = folder.run(&["convert", "a.txt", "-o", "b.xml", "--meta", "bad.yaml"]).exits(2);
    assert!(ran.stderr.contains("bad.yaml:2:1: there is no key `publsher` here; did you mean `publisher`?"), "{ran:#?}");
    folder.put("bad.json", "{}");
    assert!(folder.run(&["convert", "a.txt", "--meta", "bad.json"]).exits(2).stderr.contains("tells no format"));
    assert!(folder.run(&["convert", "a.txt", "--meta", "none.toml"]).exits(2).stderr.contains("no such file"));
    assert!(!folder.names(".").contains(&"b.xml".to_owned()));
}

#[test]
fn a_batch_has_a_row_for_each_file() {
    let folder = Folder::new();
    for name in ["in/a.txt", "in/b/a.txt", "in/c.txt", "in/d.txt"] {
        folder.put(name, MEETING);
    }
    folder.put("m.csv", "file,title\na.txt,First\nb/a.txt,Second\nc.txt,Third\ne.txt,None\n");
    folder.put("all.toml", "publisher = 'City Press'\n");
    let arguments = ["convert", "in", "-o", "out", "--meta", "m.csv", "--meta", "all.toml"];
    let ran = folder.run(&arguments).exits(0);
    for (name, title) in [("a", "First"), ("b/a", "Second"), ("c", "Third"), ("d", "d")] {
        let tei = folder.get(&format!("out/{name}.xml"));
        assert!(tei.contains(&format!(">{title}</title>")) && tei.contains("City Press"), "{name}: {tei}");
    }
    assert!(ran.stderr.contains("m.csv:5: the row is about `e.txt`, which is no input"), "{ran:#?}");
    assert_eq!(ran.stderr.matches("ME002").count(), 1, "{ran:#?}");
    let strict = [arguments.as_slice(), &["--strict"]].concat();
    folder.run(&strict).exits(1);
}

#[test]
fn names_of_an_authority_are_tagged_and_nothing_else_changes() {
    let folder = Folder::new();
    folder.put("a.txt", "ANNA: To Oslo with Eve Moore.\n\nBERT: Moore’s in Oslo.\n\nANNA: It rains.\n");
    folder.put("names.csv", "id,kind,name,names,gnd\nl1,place,Oslo,,7\np1,person,Eve Moore,Moore,8\np2,person,Dan Moore,Moore,9\np3,person,Anna Cole,,10\n");
    folder.run(&["convert", "a.txt", "-o", "plain.xml"]).exits(0);
    let ran = folder.run(&["convert", "a.txt", "-o", "a.xml", "--authority", "names.csv"]).exits(0);
    assert_eq!(ran.stderr.matches("AU001").count(), 1, "{ran:#?}");
    let tei = folder.get("a.xml");
    for part in [
        "<placeName ref=\"#oslo\" key=\"l1\">Oslo</placeName>",
        "key=\"p1\">Eve Moore</persName>",
        "<p>Moore’s in ",
        "<idno type=\"GND\">10</idno>",
    ] {
        assert!(tei.contains(part), "{part}: {tei}");
    }
    folder.run(&["verify", "a.xml", "plain.xml"]).exits(0);
    folder.run(&["validate", "a.xml"]).exits(0);
    let pieces = |name: &str| {
        folder.get(name).split_once("\"decisions\"").map(|(head, _)| head.split_once("\"words\"").expect("words").1.to_owned())
    };
    assert_eq!(pieces("a.receipt.json"), pieces("plain.receipt.json"));
    let list = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><standOff><listPlace><place xml:id=\"o\"><placeName>Oslo</placeName></place></listPlace></standOff></TEI>";
    folder.put("names.xml", list);
    folder.run(&["convert", "a.txt", "-o", "b.xml", "--authority", "names.xml"]).exits(0);
    assert!(folder.get("b.xml").contains("key=\"o\">Oslo</placeName>"));
    folder.put("bad.csv", "kind,name,wikidta\nplace,Oslo,Q1\n");
    assert!(folder.run(&["convert", "a.txt", "--authority", "bad.csv"]).exits(2).stderr.contains("did you mean `wikidata`?"));
    folder.put("bad.xml", "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"/>");
    assert!(
        folder.run(&["convert", "a.txt", "--authority", "bad.xml"]).exits(2).stderr.contains("no `person`, `place` or `org`")
    );
}
