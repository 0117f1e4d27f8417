//! A fix never makes it worse: after it the finding is gone, nothing of W or above is new, no word of
//! the agency's name, no paragraph and no figure that agreed with a table is lost, and mending again
//! changes nothing more.

use std::collections::BTreeMap;

use nianbao::finding::{Finding, Severity};
use nianbao::import;
use nianbao::report::place::Field;
use nianbao::report::{Edit, Report};
use nianbao::rules::{Config, FindingKind, all_alike, check};

use super::rules_corpus;
use crate::support::clean;
use crate::support::precision::{REPORTS, case};
use crate::support::random::Random;

/// What is wrong with a finding's fix; nothing where it has none or does no harm.
pub fn harm(report: &Report, config: &Config, finding: &Finding) -> Option<String> {
    let fix = finding.fix.as_ref()?;
    let mut mended = report.clone();
    for edit in &fix.edits {
        if mended.apply(edit.clone()).is_err() {
            return Some("cannot be made".into());
        }
    }
    let (before, after) = (check(report, config), check(&mended, config));
    let same = |other: &Finding| other.code == finding.code && other.message == finding.message;
    let count = |findings: &[Finding]| findings.iter().filter(|f| same(f)).count();
    if count(&after) >= count(&before) {
        return Some("leaves the finding".into());
    }
    let (old, new) = (weights(&before), weights(&after));
    // Where the ledger is right, the prose that said what the table said is wrong with it, and is told
    // so from now on.
    let follows =
        |code: &str| finding.code == "R62" && ["R19", "R20", "R21", "R46"].contains(&code);
    let worse = new
        .iter()
        .find(|(code, many)| old.get(*code).copied().unwrap_or(0) < **many && !follows(code));
    if let Some((code, _)) = worse {
        return Some(format!("brings {code}"));
    }
    let name = report.agency.trim();
    let full = mended.agency.trim();
    if !name.is_empty() && !keeps(full, name) {
        return Some("loses the agency's name".into());
    }
    if !name.is_empty()
        && text(report).matches(name).count() > text(&mended).matches(name).count()
        && !finding.code.starts_with("R29")
    {
        return Some("loses the agency's name in the text".into());
    }
    if paragraphs(report) > paragraphs(&mended) {
        return Some("loses a paragraph".into());
    }
    lost_figure(report, &fix.edits, finding)
}

/// Findings of W and above by code.
fn weights(findings: &[Finding]) -> BTreeMap<&'static str, usize> {
    let mut weights = BTreeMap::new();
    for finding in findings.iter().filter(|f| f.severity < Severity::Info) {
        *weights.entry(finding.code).or_default() += 1;
    }
    weights
}

/// Whether every character of a name, doubled ones once, is still there.
fn keeps(full: &str, name: &str) -> bool {
    name.chars().filter(|c| !c.is_whitespace()).all(|c| full.contains(c))
}

fn text(report: &Report) -> String {
    Report::printed_fields()
        .into_iter()
        .map(|field| report.text(field))
        .collect::<Vec<_>>()
        .join("\n")
}

fn paragraphs(report: &Report) -> usize {
    text(report).lines().filter(|line| !line.trim().is_empty()).count()
}

/// A number that goes away although no finding of its own says that it is wrong: only rules that
/// hold figures against each other write figures.
fn lost_figure(report: &Report, edits: &[Edit], finding: &Finding) -> Option<String> {
    const OF_FIGURES: [&str; 9] = ["R13", "R19", "R21", "R24", "R30", "R41", "R44", "R55", "R17"];
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    for edit in edits {
        let Edit::Splice(field, range, new) = edit else { continue };
        let old = report.text(*field).get(range.clone()).unwrap_or_default();
        let kept = digits(new) == digits(old) || OF_FIGURES.contains(&finding.code);
        if !kept && field != &Field::Title {
            return Some(format!("loses a figure: “{old}” → “{new}”"));
        }
    }
    None
}

/// Mending all findings of a kind, and again: nothing more changes.
fn settles(report: &Report, config: &Config, kind: &FindingKind) -> Option<String> {
    let mut mended = report.clone();
    for edit in all_alike(report, config, kind).edits {
        mended.apply(edit).unwrap();
    }
    let again = all_alike(&mended, config, kind);
    (!again.edits.is_empty()).then(|| format!("{kind:?} does not settle: {:?}", again.changes))
}

fn assert_harmless(name: &str, report: &Report) {
    assert_harmless_by(name, report, &Config::default());
}

fn assert_harmless_by(name: &str, report: &Report, config: &Config) {
    let findings = check(report, config);
    let mut kinds: Vec<FindingKind> = Vec::new();
    let mut wrong = Vec::new();
    for finding in &findings {
        if let Some(harm) = harm(report, config, finding) {
            let Finding { code, message, fix, .. } = finding;
            wrong.push(format!("a fix of {code} {harm}: {message}\n{fix:?}"));
        }
        let kind = FindingKind::of(finding);
        if kind.mendable && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    wrong.extend(kinds.iter().filter_map(|kind| settles(report, config, kind)));
    assert!(wrong.is_empty(), "{name}: {wrong:#?}");
}

#[test]
fn on_the_published_reports() {
    for name in ["000", "001", "002", "003", "004"] {
        let path = format!("{}/tests/reports/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let report = import::read(name, &std::fs::read(path).unwrap()).unwrap().report;
        assert_harmless(name, &report);
    }
}

#[test]
fn on_clean_reports() {
    for seed in 0..20_u64 {
        assert_harmless(&seed.to_string(), &clean::report(&mut Random::new(seed), seed % 2 == 0));
    }
}

#[test]
fn on_planted_faults() {
    rules_corpus::planted(|case| assert_harmless_by(case.code, &case.report, &case.config));
}

#[test]
fn on_the_measured_corpus() {
    for seed in (0..REPORTS).step_by(12) {
        assert_harmless(&format!("corpus {seed}"), &case(seed).report);
    }
}

#[test]
fn on_pages_that_were_judged_by_hand() {
    for (name, report) in super::rules_judged::cases() {
        assert_harmless(&name, &report);
    }
}
