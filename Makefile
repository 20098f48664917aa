# The main job is `make encoded`; `make check` runs every gate. A Rust toolchain is all that these two need.

TEIWRIGHT = target/release/teiwright
SUITES ?= ../shared
RUNS ?= 200000
export SUITES

.PHONY: all build encoded test check format clippy doc schema reference conformance bench fuzz peers clean

all: encoded

build:
	cargo build --release --locked

# Converts every transcript in encoded/, verifies every receipt, and validates the TEI by our schema and our rules. Any finding
# but an info fails.
encoded: build
	$(TEIWRIGHT) convert encoded -o encoded --strict
	$(TEIWRIGHT) verify encoded
	$(TEIWRIGHT) validate encoded --strict
	@echo "encoded/: converted, verified, and validated by schema and rules"

test:
	cargo test --locked

check: format clippy doc test encoded
	@changed=$$(git status --porcelain -- encoded schema docs/rules.md); \
	if [ -n "$$changed" ]; then echo "these files differ from what is committed:"; echo "$$changed"; exit 1; fi
	@echo "make check: all gates passed"

format:
	cargo fmt --check

clippy:
	cargo clippy --locked --all-targets -- -D warnings
	cargo check --locked --no-default-features --lib

doc:
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps

# Writes the XML form of our schema from its source in the compact syntax, and the compiled form from that.
schema: build
	$(TEIWRIGHT) schema convert schema/teiwright.rnc schema/teiwright.rng --force
	UPDATE=1 cargo test --locked --test schema the_image_is_made_from_the_xml_form

# Writes docs/rules.md from the rules themselves.
reference: build
	$(TEIWRIGHT) rules --output-format markdown > docs/rules.md

# The public suites of RELAX NG under $(SUITES)/conformance: what passes is listed in tests/conformance, and what is listed passes.
conformance:
	cargo test --locked --test conformance --test conformance_compact --test conformance_datatypes

# Bytes per second for convert, and the cost of the rules beside that of parsing.
bench:
	cargo bench --locked

# RUNS executions of each fuzz target; needs a C++ compiler, and says so where there is none.
fuzz:
	tests/fuzz/run $(RUNS)

# Outside validators, where they are present.
peers: build
	tests/peers/run

clean:
	cargo clean
