//! Which TEI elements hold elements only, so that white space in them is layout and not text.

use crate::xml::{Content, Node};

use super::names::NAMESPACE;

/// What a TEI element may hold; an element of another name or namespace is taken to hold text.
///
/// ```
/// use teiwright::{tei, xml::Content};
///
/// assert_eq!(tei::content_of("sp"), Content::Elements);
/// assert_eq!(tei::content_of("p"), Content::Mixed);
/// ```
pub fn content_of(name: &str) -> Content {
    let mut slot = slot(name.as_bytes());
    while let Some(&index) = SLOTS.get(slot).filter(|&&index| index > 0) {
        if ELEMENTS_ONLY[usize::from(index) - 1] == name {
            return Content::Elements;
        }
        slot = (slot + 1) % SLOT_COUNT;
    }
    Content::Mixed
}

/// How many slots there are; few names share one.
const SLOT_COUNT: usize = 2048;

/// The names by a number made from each: every element that is written or read is looked up. An index counts from 1.
static SLOTS: [u16; SLOT_COUNT] = {
    let mut slots = [0; SLOT_COUNT];
    let mut index = 0;
    while index < ELEMENTS_ONLY.len() {
        let mut slot = slot(ELEMENTS_ONLY[index].as_bytes());
        while slots[slot] > 0 {
            slot = (slot + 1) % SLOT_COUNT;
        }
        index += 1;
        #[expect(clippy::cast_possible_truncation, reason = "TEI has some hundred elements")]
        let number = index as u16;
        slots[slot] = number;
    }
    slots
};

/// The slot where a name is looked for first.
const fn slot(name: &[u8]) -> usize {
    let (mut slot, mut at) = (name.len(), 0);
    while at < name.len() {
        slot = (slot * 31 + name[at] as usize) % SLOT_COUNT;
        at += 1;
    }
    slot
}

/// Whether white space directly in this node is layout: the root, or a TEI element that holds elements only.
pub fn holds_elements_only(node: Node<'_>) -> bool {
    let name = node.tag_name();
    node.is_root() || name.namespace() == Some(NAMESPACE) && content_of(name.name()) == Content::Elements
}

/// The elements of TEI P5 whose content model has elements and no text, sorted by byte.
#[rustfmt::skip]
const ELEMENTS_ONLY: &[&str] = &[
    "TEI", "abstract", "additional", "address", "adminInfo", "altGrp", "altIdentifier", "alternate", "analytic",
    "annotation", "annotationBlock", "app", "appInfo", "application", "arc", "argument", "attDef", "attList",
    "availability", "back", "biblFull", "biblStruct", "bicond", "binding", "bindingDesc", "body", "broadcast",
    "cRefPattern", "calendar", "calendarDesc", "castGroup", "castList", "category", "certainty", "char", "charDecl",
    "choice", "cit", "citeStructure", "classDecl", "classSpec", "classes", "climate", "cond", "constraintSpec", "content",
    "correction", "correspAction", "correspContext", "correspDesc", "custodialHist", "dataRef", "dataSpec", "datatype",
    "decoDesc", "dimensions", "div", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "divGen", "docTitle", "eLeaf",
    "eTree", "editionStmt", "editorialDecl", "elementSpec", "ellipsis", "encodingDesc", "entry", "epigraph", "epilogue",
    "equipment", "event", "exemplum", "fDecl", "fLib", "facsimile", "figure", "fileDesc", "floatingText", "forest", "front",
    "fs", "fsConstraints", "fsDecl", "fsdDecl", "fvLib", "gap", "glyph", "graph", "graphic", "group", "handDesc",
    "handNotes", "history", "hom", "hyphenation", "iNode", "if", "imprint", "incident", "index", "interpGrp",
    "interpretation", "join", "joinGrp", "keywords", "kinesic", "langKnowledge", "langUsage", "layoutDesc", "leaf", "lg",
    "linkGrp", "list", "listAnnotation", "listApp", "listBibl", "listChange", "listEvent", "listForest", "listNym",
    "listObject", "listOrg", "listPerson", "listPlace", "listPrefixDef", "listRef", "listRelation", "listTranspose",
    "listWit", "location", "locusGrp", "macroSpec", "media", "metDecl", "model", "modelGrp", "modelSequence", "moduleRef",
    "moduleSpec", "monogr", "msContents", "msDesc", "msFrag", "msIdentifier", "msItem", "msItemStruct", "msPart",
    "namespace", "node", "normalization", "notatedMusic", "noteGrp", "notesStmt", "nym", "object", "objectDesc",
    "objectIdentifier", "org", "paramList", "paramSpec", "particDesc", "performance", "person", "personGrp", "persona",
    "physDesc", "place", "population", "postscript", "precision", "prefixDef", "profileDesc", "projectDesc", "prologue",
    "publicationStmt", "punctuation", "quotation", "rdgGrp", "recordHist", "recording", "recordingStmt", "refsDecl",
    "relatedItem", "relation", "remarks", "respStmt", "respons", "revisionDesc", "root", "row", "ruby", "samplingDecl",
    "schemaRef", "schemaSpec", "scriptDesc", "scriptStmt", "seal", "sealDesc", "segmentation", "sequence", "seriesStmt",
    "set", "setting", "settingDesc", "sourceDesc", "sourceDoc", "sp", "spGrp", "space", "spanGrp", "specGrp", "specList",
    "standOff", "state", "stdVals", "styleDefDecl", "subst", "substJoin", "superEntry", "supportDesc", "surface",
    "surfaceGrp", "table", "tagsDecl", "taxonomy", "teiCorpus", "teiHeader", "terrain", "text", "textClass", "textDesc",
    "timeline", "titlePage", "titleStmt", "trait", "transcriptionDesc", "transpose", "tree", "triangle", "typeDesc",
    "unitDecl", "unitDef", "vAlt", "vColl", "vDefault", "vLabel", "vMerge", "vNot", "vRange", "valItem", "valList", "vocal",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_no_other() {
        assert!(ELEMENTS_ONLY.is_sorted());
        assert!(ELEMENTS_ONLY.iter().all(|name| content_of(name) == Content::Elements));
        for name in ["", "p", "Sp", "s", "spx", "speaker", "\u{e9}"] {
            assert_eq!(content_of(name), Content::Mixed);
        }
    }
}
