//! A switch in the file leaves out nothing that there is.
//!
//! ## Why
//!
//! `<?teiwright ignore DR001?>` leaves out the findings of a rule: within an element for all of that element, before the root
//! element for the whole file. Several codes, beginnings of codes and names may stand in it. A switch that names no rule, or
//! says something else than `ignore`, was meant to do something and does nothing.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p><?teiwright ignore gap-without-raeson?>Words, words.</p>
//! ```
//!
//! ```xml,invalid
//! <p><?teiwright off?>Words, words.</p>
//! ```
//!
//! ```xml,valid
//! <p><?teiwright ignore gap-without-reason?>Words, <gap/> words.</p>
//! ```
//!
//! ```xml,valid
//! <div type="scene"><?teiwright ignore CO001, CO002?><p>Words, <gap/> words.</p><p/></div>
//! ```
//!
//! ## Fix
//!
//! Write the code or the name of the rule, as `teiwright rules` lists them.

use crate::{
    diagnostic::quote,
    rules::{
        Context,
        engine::{declare_rule, is_known, switches},
    },
};

declare_rule! {
    IdleSwitch {
        page: "idle_switch.rs",
        code: "ST007",
        name: "idle-switch",
        severity: Warning,
        watch: Document,
        guidelines: [],
        since: "0.2.0",
        fix: false,
    }
}

fn check(cx: &mut Context<'_>) {
    for switch in switches(cx.tree()) {
        if switch.patterns.is_empty() {
            let finding = META.finding(switch.span, "a switch for teiwright does not say what it is to ignore");
            cx.report(finding.help("write `ignore` and the codes or names of rules after it"));
        }
        for (span, pattern) in switch.patterns.iter().filter(|(_, pattern)| !is_known(pattern)) {
            let finding = META.finding(*span, format!("no rule has the code or name {}", quote(pattern)));
            cx.report(finding.help("`teiwright rules` lists the codes and names"));
        }
    }
}
