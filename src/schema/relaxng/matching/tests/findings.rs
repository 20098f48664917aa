use super::{judge, schema};
use crate::schema::relaxng::matching::{Matcher, Options};

/// A little TEI.
const PLAY: &str = r#"
default namespace = "urn:play"
start = element play { head, text }
head = element head { attribute xml:id { xsd:ID }?, title, source, note* }
title = element title { inlines }
source = element source { element p { inlines }+ }
note = element note { attribute resp { xsd:anyURI }, inlines }
text = element text { cast?, scene+ }
cast = element cast { element role { attribute xml:id { xsd:ID }, text }+ }
scene = element scene {
  attribute kind { "act" | "scene" | "prologue" }?, attribute n { xsd:positiveInteger }?,
  element heading { inlines }?, ((speech | stage)+, element closing { inlines }? | scene+)
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
