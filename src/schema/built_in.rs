//! Our own schema, compiled into the program.

use std::sync::{Arc, OnceLock};

use crate::schema::Schema;

/// `schema/teiwright.rng`, compiled; `make schema` writes it.
const IMAGE: &[u8] = include_bytes!("../../schema/teiwright.image");

static BUILT_IN: OnceLock<Arc<Schema>> = OnceLock::new();

impl Schema {
    /// Our own customization of TEI, for transcripts of speech with their headers: a proper subset of TEI All.
    pub fn built_in() -> &'static Arc<Schema> {
        BUILT_IN.get_or_init(|| Arc::new(Schema::from_image(IMAGE).expect("the image is of this version: a test compares it")))
    }
}
