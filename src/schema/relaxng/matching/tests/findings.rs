use super::{judge, schema};
use crate::schema::relaxng::matching::{Matcher, Options};

/// A little TEI.
const PLAY: &str = r#"
default namespace = "urn:play"
start = element play { head, words }
head = element head { attribute xml:id { xsd:ID }?, title, source, note* }
title = element title { inlines }
source = element source { element p { inlines }+ }
note = element note { attribute resp { xsd:anyURI }, inlines }
words = element text { cast?, scene+ }
cast = element cast { element role { attribute xml:id { xsd:ID }, text }+ }
scene = element scene {
  attribute kind { "act" | "scene" | "prologue" }?, attribute n { xsd:positiveInteger }?,
  element heading { inlines }?, (((speech | stage)+, element closing { inlines }?) | scene+)
}
speech = element speech { attribute who { xsd:anyURI }?, speaker?, (element line { inlines } | element p { inlines } | stage)+ }
speaker = element speaker { inlines }
stage = element stage { inlines }
inlines = (text | stage | element date { attribute when { xsd:date }, text } | element break { empty })*
"#;

const HEAD: &str = "<head><title>T</title><source><p>S</p></source></head>";

/// Judges the text of a play.
#[track_caller]
fn in_text(scenes: &str) -> Vec<String> {
    in_play(&format!("{HEAD}\n<text>{scenes}</text>"))
}

#[track_caller]
fn in_play(inner: &str) -> Vec<String> {
    judge(&mut Matcher::new(schema(PLAY)), &format!("<play xmlns='urn:play'>{inner}</play>"))
}

#[test]
fn print() {
    let speech = "<speech><p>x</p></speech>";
    for text in [
        "<scene><speach><p>x</p></speach></scene>",
        "<scene><speech><p>x <stege>y</stege></p></speech></scene>",
        "<scene><set><p/></set><speech><p>x</p></speech></scene>",
        "<scene><other xmlns='urn:o'><b/><b/></other><speech><p>x</p></speech></scene>",
        "<scene><speech/></scene>",
        "<scene><speech><speaker>A</speaker></speech></scene>",
        "<scene><p>x</p><stage/></scene>",
        "<scene><p>x</p></scene>",
        "<scene>x<stage/>y</scene>",
        "<scene>x</scene>",
        "<scene><stage/><heading>H</heading></scene>",
        "<scene kind='at'><stage/></scene>",
        "<scene kind='sczene' n='0' m='1'><stage/></scene>",
        "<scene knd='act'><stage/></scene>",
        "<scene><stage><date>x</date></stage></scene>",
        "<scene><stage><date when='1.5.1820' n='1'>x</date></stage></scene>",
        "<scene><stage><break>x</break></stage></scene>",
        "<scene><stage><break><p/></break></stage></scene>",
        "<cast><role xml:id='a'>A</role><role xml:id='a'>B</role></cast><scene><stage/></scene>",
        "<cast><role>A</role></cast><scene><stage/></scene>",
        "<scene><stage/></scene><cast/>",
        "",
    ] {
        println!("{text}\n    {}", in_text(text).join("\n    "));
    }
    for text in [
        format!("<text><scene>{speech}</scene></text>"),
        format!("<text><scene>{speech}</scene></text>{HEAD}"),
        format!("<head><source><p>S</p></source><title>T</title></head><text><scene>{speech}</scene></text>"),
        format!("<head><source><p>S</p></source></head><text><scene>{speech}</scene></text>"),
        format!("<head><title>T</title></head><text><scene>{speech}</scene></text>"),
        format!("<head><note>x</note><title>T</title><source><p>S</p></source></head><text><scene>{speech}</scene></text>"),
        String::new(),
    ] {
        println!("{text}\n    {}", in_play(&text).join("\n    "));
    }
    let mut matcher = Matcher::new(schema(PLAY)).options(Options::Verbose);
    for text in ["<play/>", "<scene xmlns='urn:play'><stage/></scene>", "<plai xmlns='urn:play'/>", "<x xmlns='urn:y'/>"] {
        println!("{text}\n    {}", judge(&mut matcher, text).join("\n    "));
    }
    println!(
        "{:?}",
        judge(&mut matcher, &format!("<play xmlns='urn:plya'>{HEAD}<text><scene>{speech}<q/></scene></text></play>"))
    );
}
