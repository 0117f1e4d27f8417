//! Findings and import reports as lines of text.

use super::outcome::Outcome;
use crate::export::csv;
use crate::finding::{Finding, Severity};
use crate::import::{Imported, NoteKind};
use crate::open::Opened;
use crate::report::{PlaceWords, Report};
use crate::rules;
use crate::rules::checklist::ChecklistItem;

/// Upper bound on places of equal findings that are written out; the rest is counted.
const SHOWN: usize = 10;

/// Upper bound on rows of one report that say what will be written: each looks at the whole report.
const WRITTEN: usize = 50;

/// One finding on one line.
pub(super) fn text_of(report: &Report, finding: &Finding) -> String {
    line_of(&PlaceWords::new(report), finding)
}

fn line_of(words: &PlaceWords<'_>, finding: &Finding) -> String {
    let Finding { code, severity, place, message, fix, waived, .. } = finding;
    let fix = fix.as_ref().map(|fix| format!("〔{}〕", fix.label)).unwrap_or_default();
    let waived = waived.as_ref().map(|why| format!("（已说明：{why}）")).unwrap_or_default();
    format!("{} {code} {}：{message}{fix}{waived}", severity.word(), words.of(place))
}

/// A file's findings in their order, equal ones in one line, and what they come to.
pub(super) fn checked(outcome: &mut Outcome, file: &str, report: &Report, findings: &[Finding]) {
    outcome.line(file);
    let words = PlaceWords::new(report);
    for (row, group) in rules::groups(findings).into_iter().enumerate() {
        let mut members = group.members.iter().filter_map(|index| findings.get(*index));
        let Some(first) = members.next() else { continue };
        let writes = (row < WRITTEN).then(|| rules::will_write(report, first)).flatten();
        let writes = writes.map(|writes| format!(" 将写：{writes}")).unwrap_or_default();
        outcome.line(format!("  {}{writes}", line_of(&words, first)));
        let others = group.members.len() - 1;
        if others > 0 {
            let places: Vec<String> =
                members.take(SHOWN).map(|finding| words.of(&finding.place)).collect();
            let more = if others > SHOWN { " 等" } else { "" };
            let all = if group.all_at_once { "，可以全部改正" } else { "" };
            outcome.line(format!("      同类的另有 {others} 处{all}：{}{more}", places.join("；")));
        }
    }
    summary(outcome, report, findings);
}

/// Adds a line with the number of problems of each severity.
pub(super) fn summary(outcome: &mut Outcome, report: &Report, findings: &[Finding]) {
    let count = |severity| {
        let open = findings.iter().filter(|f| f.severity == severity && f.waived.is_none());
        rules::problem_count(report.edition(), open)
    };
    let counts: Vec<String> =
        [Severity::Blocks, Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .filter(|severity| count(*severity) > 0)
            .map(|severity| format!("{} {} 处", severity.word(), count(severity)))
            .collect();
    let name = report.edition().name.as_str();
    if counts.is_empty() {
        outcome.line(format!("  {name}，没有发现问题。"));
    } else {
        outcome.line(format!("  {name}，{}。", counts.join("，")));
    }
}

/// What was read of a published report.
pub(super) fn imported(outcome: &mut Outcome, file: &str, imported: &Imported) {
    outcome.line(format!("读入“{file}”："));
    for note in &imported.notes {
        let line = note.line.map(|line| format!("第 {line} 行，")).unwrap_or_default();
        outcome.line(format!("  {line}{}", note.message));
    }
}

/// For a published text that was read without an import report: that something was left out.
pub(super) fn left_out(opened: &Opened) -> Option<String> {
    let Opened::Published(imported) = opened else { return None };
    let count = |kind| imported.notes.iter().filter(|note| note.kind == kind).count();
    let (unsure, unplaced) = (count(NoteKind::Unsure), count(NoteKind::Unplaced));
    (unsure + unplaced > 0).then(|| {
        format!("  读入时有 {unsure} 处要核对，{unplaced} 处文字没有找到位置，用 nianbao import 可看明细。")
    })
}

/// The head of a list for spreadsheets, which know UTF-8 by the mark at its start.
pub(super) const HEADER: &str = "\u{feff}文件,规则,级别,位置,问题,修改,说明\r\n";

/// A file's findings as rows for spreadsheets.
pub(super) fn rows(outcome: &mut Outcome, file: &str, report: &Report, findings: &[Finding]) {
    let words = PlaceWords::new(report);
    for finding in findings {
        let place = words.of(&finding.place);
        let fix = finding.fix.as_ref().map_or("", |fix| fix.label.as_str());
        let waived = finding.waived.as_deref().unwrap_or_default();
        let fields =
            [file, finding.code, finding.severity.word(), &place, &finding.message, fix, waived];
        outcome.out.push_str(&csv::record(&fields, "\r\n"));
    }
}

/// The points to be gone through before publishing.
pub(super) fn checklist(outcome: &mut Outcome, items: &[ChecklistItem]) {
    outcome.line("  发布前核对：");
    for (number, item) in (1..).zip(items) {
        let note = item.note();
        let note = if note.is_empty() { note } else { format!("（{note}）") };
        outcome.line(format!("  {number:>2}. {}：{}{note}", item.point.title(), item.state.word()));
    }
}
