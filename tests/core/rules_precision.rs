//! How right the rules are, measured on a kept corpus: what each reports, how much of it is right,
//! what it misses, and whether its fixes do harm. The table in `docs/checks.md` is made from it:
//! `NIANBAO_CHECKS=write cargo test --test core rules_precision`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use nianbao::finding::{Finding, Severity};
use nianbao::rules::{ALL, Config, check};

use super::fixes::harm;
use super::rules_corpus::{self, PlantedCase};
use crate::support::precision::{Case, REPORTS, case, meets};

/// What a rule came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Score {
    fired: usize,
    right: usize,
    missed: usize,
    harmful: usize,
}

/// Least share of what a rule of W or above reports that has to be right, in percent.
const RIGHT: usize = 95;

fn measure() -> (BTreeMap<&'static str, Score>, Vec<String>) {
    let mut scores: BTreeMap<&'static str, Score> =
        ALL.iter().map(|rule| (rule.code, Score::default())).collect();
    let mut wrong = Vec::new();
    for seed in 0..REPORTS {
        let case = case(seed);
        one(&case, &format!("corpus {seed}"), &mut scores, &mut wrong);
    }
    rules_corpus::planted(|PlantedCase { code, follow, report, config, place }| {
        let code = *code;
        let findings = check(report, config);
        let told = |f: &&Finding| f.code == code && meets(&f.place, place);
        let score = scores.get_mut(code).unwrap();
        if !findings.iter().any(|f| told(&f)) {
            score.missed += 1;
            wrong.push(format!("planted {code} missed"));
        }
        for finding in &findings {
            let score = scores.get_mut(finding.code).unwrap();
            let right = finding.code == code || follow.contains(&finding.code);
            if finding.severity < Severity::Info || finding.code == code {
                score.fired += 1;
                score.right += usize::from(right);
            }
            if let Some(harm) = harm(report, config, finding) {
                score.harmful += 1;
                wrong.push(format!("planted {code}: fix of {} {harm}", finding.code));
            }
        }
    });
    (scores, wrong)
}

fn one(
    case: &Case,
    name: &str,
    scores: &mut BTreeMap<&'static str, Score>,
    wrong: &mut Vec<String>,
) {
    let findings = check(&case.report, &Config::default());
    for fault in &case.faults {
        if !findings.iter().any(|finding| fault.is_told_by(finding)) {
            let score = scores.iter_mut().find(|(code, _)| **code == fault.code).unwrap().1;
            score.missed += 1;
            wrong.push(format!("{name}: {} missed: {}", fault.code, words(case, &fault.place)));
        }
    }
    for finding in &findings {
        let score = scores.get_mut(finding.code).unwrap();
        let right = case.faults.iter().any(|fault| fault.explains(finding));
        // What only informs is counted where it was planted.
        if finding.severity < Severity::Info || right {
            score.fired += 1;
            score.right += usize::from(right);
        }
        if !right && finding.severity < Severity::Info {
            let said = words(case, &finding.place);
            wrong.push(format!("{name}: {} false: {} | {said}", finding.code, finding.message));
        }
        if let Some(harm) = harm(&case.report, &Config::default(), finding) {
            score.harmful += 1;
            wrong.push(format!("{name}: fix of {} {harm}: {}", finding.code, finding.message));
        }
    }
}

/// The paragraph of a place.
fn words(case: &Case, place: &nianbao::report::place::Place) -> String {
    let nianbao::report::place::Place::Text(field, range) = place else { return String::new() };
    let text = case.report.text(*field);
    let (before, after) = text.split_at(range.start);
    let begun = before.rsplit('\n').next().unwrap_or_default();
    format!("{begun}{}", after.lines().next().unwrap_or_default())
}

/// The table of `docs/checks.md`.
fn table(scores: &BTreeMap<&'static str, Score>) -> String {
    let mut text = String::from(
        "| rule | fired | right | false | missed | harmful fixes |\n|---|--:|--:|--:|--:|--:|\n",
    );
    let mut all = Score::default();
    for (code, score) in scores {
        let Score { fired, right, missed, harmful } = score;
        writeln!(text, "| {code} | {fired} | {right} | {} | {missed} | {harmful} |", fired - right)
            .unwrap();
        all.fired += fired;
        all.right += right;
        all.missed += missed;
        all.harmful += harmful;
    }
    let Score { fired, right, missed, harmful } = all;
    writeln!(text, "| all | {fired} | {right} | {} | {missed} | {harmful} |", fired - right)
        .unwrap();
    text
}

#[test]
fn nearly_all_that_is_told_is_right_and_no_fix_does_harm() {
    let (scores, wrong) = measure();
    let table = table(&scores);
    println!("{table}");
    for line in wrong.iter().take(60) {
        println!("{line}");
    }
    for rule in ALL.iter().filter(|rule| rule.severity < Severity::Info) {
        let Score { fired, right, harmful, .. } = scores[rule.code];
        assert!(right * 100 >= fired * RIGHT, "{}: {right} of {fired} right", rule.code);
        assert_eq!(harmful, 0, "{}", rule.code);
    }
    for (code, Score { fired, missed, .. }) in &scores {
        assert!(*fired > 0 && *missed == 0, "{code}: {fired} fired, {missed} missed");
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    let there = std::fs::read_to_string(&path).unwrap();
    let (head, rest) = there.split_once("<!-- measured -->\n").unwrap();
    let (_, tail) = rest.split_once("<!-- end -->").unwrap();
    let made = format!("{head}<!-- measured -->\n{table}<!-- end -->{tail}");
    if std::env::var_os("NIANBAO_CHECKS").is_some_and(|wanted| wanted == "write") {
        nianbao::file::write_atomic(&path, made.as_bytes()).unwrap();
    } else {
        assert!(there == made, "run NIANBAO_CHECKS=write cargo test --test core rules_precision");
    }
}
