//! What every rule must say of the five published reports, as it was found by hand.

use nianbao::finding::{Finding, Severity};
use nianbao::import;
use nianbao::rules::{ALL, Config, check};

/// Rules that are not written yet.
const PENDING: [&str; 0] = [];

/// Rules with findings of their own severity (`x`), with findings that all weigh W or I, or with
/// none: `ok` where there was something to judge, `-` where there was not.
#[rustfmt::skip]
const TABLE: [(&str, [&str; 5]); 63] = [
    ("R01", ["ok", "ok", "ok", "ok", "ok"]),
    ("R02", ["ok", "ok", "ok", "ok", "ok"]),
    ("R03", ["ok", "ok", "ok", "ok", "ok"]),
    ("R04", ["ok", "ok", "ok", "ok", "ok"]),
    ("R05", ["ok", "ok", "ok", "ok", "ok"]),
    ("R06", ["ok", "x",  "ok", "ok", "ok"]),
    ("R07", ["-",  "-",  "-",  "-",  "-"]),
    ("R08", ["-",  "-",  "-",  "-",  "-"]),
    ("R09", ["ok", "-",  "-",  "ok", "ok"]),
    ("R10", ["ok", "ok", "ok", "ok", "ok"]),
    ("R11", ["ok", "ok", "ok", "ok", "ok"]),
    ("R12", ["x",  "ok", "ok", "x",  "ok"]),
    ("R13", ["x",  "W",  "ok", "x",  "ok"]),
    ("R14", ["ok", "ok", "ok", "ok", "ok"]),
    ("R15", ["ok", "x",  "x",  "x",  "ok"]),
    ("R16", ["W",  "x",  "x",  "x",  "ok"]),
    ("R17", ["ok", "x",  "-",  "x",  "ok"]),
    ("R18", ["-",  "-",  "-",  "-",  "ok"]),
    ("R19", ["ok", "x",  "ok", "-",  "ok"]),
    ("R20", ["-",  "-",  "ok", "-",  "ok"]),
    ("R21", ["ok", "ok", "ok", "-",  "ok"]),
    ("R22", ["ok", "-",  "x",  "ok", "ok"]),
    ("R23", ["ok", "I",  "-",  "ok", "-"]),
    ("R24", ["ok", "ok", "ok", "ok", "ok"]),
    ("R25", ["-",  "-",  "-",  "ok", "-"]),
    ("R26", ["-",  "-",  "-",  "x",  "-"]),
    ("R27", ["ok", "ok", "x",  "ok", "x"]),
    ("R28", ["x",  "ok", "ok", "-",  "ok"]),
    ("R29", ["W",  "ok", "W",  "x",  "ok"]),
    ("R30", ["I",  "ok", "x",  "ok", "W"]),
    ("R31", ["ok", "ok", "x",  "ok", "ok"]),
    ("R32", ["ok", "x",  "x",  "x",  "ok"]),
    ("R33", ["ok", "ok", "x",  "x",  "ok"]),
    ("R34", ["ok", "ok", "W",  "ok", "x"]),
    ("R35", ["ok", "x",  "ok", "ok", "x"]),
    ("R36", ["ok", "x",  "ok", "ok", "ok"]),
    ("R37", ["ok", "x",  "ok", "ok", "x"]),
    ("R38", ["ok", "ok", "ok", "ok", "ok"]),
    ("R39", ["-",  "-",  "-",  "-",  "-"]),
    ("R40", ["ok", "ok", "ok", "ok", "ok"]),
    ("R41", ["-",  "-",  "-",  "-",  "-"]),
    ("R42", ["-",  "-",  "-",  "-",  "-"]),
    ("R43", ["ok", "ok", "ok", "ok", "ok"]),
    ("R44", ["ok", "ok", "ok", "ok", "ok"]),
    ("R45", ["ok", "ok", "ok", "ok", "ok"]),
    ("R46", ["ok", "ok", "ok", "ok", "ok"]),
    ("R47", ["ok", "ok", "ok", "ok", "ok"]),
    ("R48", ["ok", "ok", "ok", "ok", "ok"]),
    ("R49", ["ok", "ok", "ok", "ok", "ok"]),
    ("R50", ["ok", "ok", "ok", "ok", "ok"]),
    ("R51", ["ok", "ok", "ok", "ok", "ok"]),
    ("R52", ["ok", "ok", "ok", "ok", "ok"]),
    ("R53", ["ok", "ok", "ok", "ok", "ok"]),
    ("R54", ["ok", "ok", "ok", "ok", "ok"]),
    ("R55", ["ok", "ok", "ok", "ok", "ok"]),
    ("R56", ["ok", "ok", "ok", "ok", "ok"]),
    ("R57", ["ok", "ok", "ok", "ok", "ok"]),
    ("R58", ["ok", "ok", "ok", "ok", "ok"]),
    ("R59", ["ok", "ok", "ok", "ok", "ok"]),
    ("R60", ["ok", "ok", "ok", "ok", "ok"]),
    ("R61", ["ok", "ok", "ok", "ok", "ok"]),
    ("R64", ["ok", "ok", "ok", "ok", "ok"]),
    ("R65", ["ok", "ok", "ok", "ok", "ok"]),
];

fn findings(name: &str) -> Vec<Finding> {
    let path = format!("{}/tests/reports/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    check(&import::read(name, &bytes).unwrap().report, &Config::default())
}

/// What a rule's findings come to: `x`, `W`, `I`, or nothing.
fn level(findings: &[Finding], code: &str) -> &'static str {
    let severity = ALL.iter().find(|rule| rule.code == code).map(|rule| rule.severity);
    let worst = findings.iter().filter(|f| f.code == code).map(|f| f.severity).min();
    match worst {
        None => "",
        worst if worst == severity => "x",
        Some(Severity::Warning) => "W",
        Some(Severity::Info) => "I",
        Some(other) => panic!("{code} weighs {other:?}"),
    }
}

#[test]
fn the_table_holds() {
    let written: Vec<&str> = ALL.iter().map(|rule| rule.code).collect();
    let mut wrong = Vec::new();
    for (report, name) in ["000", "001", "002", "003", "004"].into_iter().enumerate() {
        let findings = findings(name);
        for (code, expected) in TABLE {
            assert_ne!(written.contains(&code), PENDING.contains(&code), "{code}");
            let expected = expected[report].trim_start_matches("ok").trim_start_matches('-');
            // The same severity under its own letter is the rule's own.
            let level = level(&findings, code);
            let same = level == expected || (level == "x" && expected == severity(code));
            if !PENDING.contains(&code) && !same {
                let messages: Vec<&str> = findings
                    .iter()
                    .filter(|finding| finding.code == code)
                    .map(|finding| finding.message.as_str())
                    .collect();
                wrong.push(format!("{code} {name}: “{level}”, not “{expected}”: {messages:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn severity(code: &str) -> &'static str {
    ALL.iter().find(|rule| rule.code == code).map_or("", |rule| rule.severity.letter())
}
