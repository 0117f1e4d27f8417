//! What is to be gone through before a report is published: the mandated points in order, each
//! done, answered for, or open.

use super::context::Context;
use super::{ALL, Config, Point, check, problem_count};
use crate::edition::Role;
use crate::finding::{Finding, Severity};
use crate::report::Report;

/// What a point comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointState {
    /// Nothing is wrong.
    Done,
    /// All that is wrong was answered for in writing.
    Waived,
    /// Something is to be mended or answered for.
    Open,
    /// There was nothing to judge by; why.
    NotJudged(&'static str),
}

impl PointState {
    /// What the list says.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "完成",
            Self::Waived => "已说明",
            Self::Open => "待处理",
            Self::NotJudged(_) => "未核对",
        }
    }
}

/// One point with what was found of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecklistItem {
    /// The point.
    pub point: Point,
    /// What it comes to.
    pub state: PointState,
    /// Its findings, those that only inform included.
    pub findings: Vec<Finding>,
    /// How many problems its open findings are.
    pub open: usize,
    /// What it lacks that no rule speaks of, in a clerk's words: 没有署名.
    pub missing: Vec<&'static str>,
    /// Titles of its rules that are switched off.
    pub off: Vec<&'static str>,
}

impl ChecklistItem {
    /// What there is to say beside the state: how many findings are open, or why nothing was
    /// judged; empty where there is nothing.
    #[must_use]
    pub fn note(&self) -> String {
        let open = self.open;
        let mut notes: Vec<String> = self.missing.iter().map(ToString::to_string).collect();
        match self.state {
            PointState::NotJudged(why) => notes.push(why.to_owned()),
            PointState::Open if open > 0 => notes.push(format!("{open} 处")),
            PointState::Open | PointState::Waived | PointState::Done => {}
        }
        if !self.off.is_empty() {
            notes.push(self.switched_off());
        }
        notes.join("；")
    }

    /// Which of its rules are switched off, in words.
    #[must_use]
    pub fn switched_off(&self) -> String {
        let named: Vec<String> = self.off.iter().map(|title| format!("“{title}”")).collect();
        format!("{}不核对（设置中已停用）", named.join("、"))
    }
}

/// What of the basic information is not there, in the order of the form: 机关全称, 年度, 标题, 署名, 成文日期.
#[must_use]
pub fn missing_basics(report: &Report) -> Vec<&'static str> {
    let texts = [(&report.title, "标题"), (&report.signature.name, "署名")];
    let mut missing = Vec::new();
    missing.extend(report.agency.trim().is_empty().then_some("机关全称"));
    missing.extend(report.year.is_none().then_some("年度"));
    missing
        .extend(texts.into_iter().filter(|(text, _)| text.trim().is_empty()).map(|(_, name)| name));
    missing.extend(report.signature.date.trim().is_empty().then_some("成文日期"));
    missing
}

/// What a point lacks that no rule speaks of.
fn missing(report: &Report, point: Point) -> Vec<&'static str> {
    let wanted: &[(&str, &'static str)] = match point {
        Point::Names => &[("机关全称", "没有机关全称"), ("标题", "没有标题")],
        Point::Period => &[("年度", "没有年度")],
        Point::Signature => &[("署名", "没有署名"), ("成文日期", "没有成文日期")],
        _ => &[],
    };
    let lacks = missing_basics(report);
    wanted.iter().filter(|(name, _)| lacks.contains(name)).map(|(_, words)| *words).collect()
}

/// How many problems of each severity are open and how many were answered, in one line.
#[must_use]
pub fn counts(report: &Report, items: &[ChecklistItem]) -> String {
    let findings = || items.iter().flat_map(|item| &item.findings);
    let open = |severity: Severity| {
        let open = |f: &&Finding| f.severity == severity && f.waived.is_none();
        format!(
            "{} {} 处",
            severity.word(),
            problem_count(report.edition(), findings().filter(open))
        )
    };
    let waived = findings().filter(|finding| finding.waived.is_some()).count();
    let all = [Severity::Blocks, Severity::Error, Severity::Warning].map(open);
    format!("{}，已说明理由 {waived} 处", all.join("，"))
}

fn is_open(finding: &Finding) -> bool {
    finding.waived.is_none() && finding.severity < Severity::Info
}

/// Whether a point is about figures that are not all there: what is blank adds up to nothing, and agrees
/// with nothing.
fn waits_for_figures(report: &Report, point: Point) -> bool {
    let has_totals = |table: usize| {
        report.figures.cells().any(|id| id.table == table && report.figures.is_total(id))
    };
    let is_blank = |table: usize| {
        let mut typed =
            report.figures.cells().filter(|id| id.table == table && !report.figures.is_total(*id));
        typed.any(|id| report.figures.typed(id).is_blank())
    };
    let tables = 0..report.edition().tables.len();
    match point {
        Point::Totals => tables.filter(|table| has_totals(*table)).any(is_blank),
        Point::Identity => {
            report.edition().row(Role::Received).is_some_and(|row| is_blank(row.table))
        }
        Point::ProseAndTables => {
            let is_filled =
                |id| !report.figures.typed(id).is_blank() && !report.figures.is_total(id);
            !report.figures.cells().any(is_filled)
        }
        _ => false,
    }
}

/// The list for a report.
#[must_use]
pub fn checklist(report: &Report, config: &Config) -> Vec<ChecklistItem> {
    from_findings(report, config, &check(report, config))
}

/// The list, from findings that are there already.
#[must_use]
pub fn from_findings(report: &Report, config: &Config, findings: &[Finding]) -> Vec<ChecklistItem> {
    let known = Context::new(report, config).last().is_some();
    let item = |point: Point| {
        let rules = || ALL.iter().filter(move |rule| rule.point == point);
        let of_point = |f: &&Finding| rules().any(|rule| rule.code == f.code);
        let findings: Vec<Finding> = findings.iter().filter(of_point).cloned().collect();
        let off: Vec<&'static str> =
            rules().filter(|rule| !config.asks(rule)).map(|rule| rule.title).collect();
        let missing = missing(report, point);
        let state = if findings.iter().any(is_open) || !missing.is_empty() {
            PointState::Open
        } else if point == Point::LastYear && !known {
            PointState::NotJudged("没有上年报告")
        } else if off.len() == rules().count() {
            PointState::NotJudged("没有启用的规则")
        } else if waits_for_figures(report, point) {
            PointState::NotJudged("数字没有填完")
        } else if findings.iter().any(|finding| finding.waived.is_some()) {
            PointState::Waived
        } else {
            PointState::Done
        };
        let open = problem_count(report.edition(), findings.iter().filter(|f| is_open(f)));
        ChecklistItem { point, state, findings, open, missing, off }
    };
    Point::ALL.into_iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::{PointState, checklist};
    use crate::report::Report;
    use crate::rules::tests::{put, report};
    use crate::rules::{ALL, Config, Point, check, waive};

    fn state(report: &Report, config: &Config, point: Point) -> (PointState, String) {
        let list = checklist(report, config);
        let item = list.iter().find(|item| item.point == point).unwrap();
        (item.state, item.note())
    }

    #[test]
    fn points_are_done_waived_open_or_not_judged() {
        let mut report = report("2021");
        let config = Config::default();
        let figures = |report: &Report, config: &Config| state(report, config, Point::Figures);
        assert_eq!(figures(&report, &config), (PointState::Done, String::new()));
        let last = state(&report, &config, Point::LastYear);
        assert_eq!(last, (PointState::NotJudged("没有上年报告"), "没有上年报告".into()));
        put(&mut report, "disclosure.rules.made=/");
        assert_eq!(figures(&report, &config), (PointState::Open, "1 处".into()));
        let finding = check(&report, &config).into_iter().find(|f| f.code == "R06").unwrap();
        let edit = waive(&report, &finding, "本级无权制定规章").unwrap();
        report.apply(edit).unwrap();
        assert_eq!(figures(&report, &config), (PointState::Waived, String::new()));
        let off = Config { off: ["R06".to_owned()].into(), ..config };
        assert_eq!(
            figures(&report, &off),
            (PointState::Done, "“没有空白的格，没有的事项填 0”不核对（设置中已停用）".into())
        );
    }

    #[test]
    fn every_rule_has_its_point() {
        for point in Point::ALL {
            assert!(!point.title().is_empty());
        }
        assert!(ALL.iter().all(|rule| Point::ALL.contains(&rule.point)));
    }
}
