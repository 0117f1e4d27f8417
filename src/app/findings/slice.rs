//! Findings: gone to, fixed, left as they are for a written reason.

use std::collections::BTreeSet;

use super::super::core::Core;
use super::super::document::Document;
use super::super::modal::Modal;
use super::super::settings::values::Settings;
use super::last_year;
use super::messages::{FindingsAnswer, FindingsCommand, FindingsModal};
use crate::finding::{Finding, FindingId};
use crate::report::Edit;
use crate::rules::{self, FindingGroup, FindingKind};

/// Does what is asked about findings.
pub(crate) fn handle(core: &mut Core, command: FindingsCommand) {
    let changes = matches!(
        command,
        FindingsCommand::Fix(_)
            | FindingsCommand::FixCurrent
            | FindingsCommand::FixThese(_)
            | FindingsCommand::FixAll(_)
            | FindingsCommand::AskTidy
            | FindingsCommand::Tidy
            | FindingsCommand::Waive { .. }
    );
    if changes && core.document.as_ref().is_some_and(Document::is_being_checked) {
        return core.notify("正在检查，检查完再改");
    }
    match command {
        FindingsCommand::Goto(id) => goto(core, id),
        FindingsCommand::GotoOther(id) => goto_other(core, id),
        FindingsCommand::Next => step(core, |at, count| at.map_or(0, |at| (at + 1) % count)),
        FindingsCommand::Previous => {
            step(core, |at, count| at.map_or(count - 1, |at| (at + count - 1) % count));
        }
        FindingsCommand::About(id) => core.modal = Some(FindingsModal::About(id).into()),
        FindingsCommand::Filter(filter) => core.shown.problems = filter,
        FindingsCommand::ByPlace(by_place) => {
            core.settings.change(|settings: &mut Settings| settings.problems_by_place = by_place);
        }
        FindingsCommand::Leave => core.finding = None,
        FindingsCommand::Fix(id) => fix(core, &id),
        FindingsCommand::FixCurrent => {
            if let Some(id) = core.finding.clone() {
                fix(core, &id);
            }
        }
        FindingsCommand::FixThese(ids) => fix_these(core, &ids),
        FindingsCommand::FixAll(id) => fix_all(core, &id),
        FindingsCommand::AskTidy => ask_tidy(core),
        FindingsCommand::Tidy => tidy(core),
        FindingsCommand::AskReason(findings) => {
            core.modal = Some(FindingsModal::Reason(findings).into());
        }
        FindingsCommand::Waive { findings, reason } => waive(core, &findings, &reason),
        FindingsCommand::Unwaive(findings) => unwaive(core, &findings),
        FindingsCommand::ReadLastYear(path) => last_year::begin(core, path),
        FindingsCommand::UseLastYear(report) => last_year::put(core, &report, 0),
    }
}

/// Takes what a job about findings sends back. What is about a report that has been left meanwhile
/// is over.
pub(crate) fn take(core: &mut Core, answer: FindingsAnswer) {
    match answer {
        FindingsAnswer::Checked(check, findings) => {
            let _none_is_open = core.change(|document| {
                document.end_check(&check, findings);
                Some(())
            });
        }
        FindingsAnswer::LastYear { number, generation, result } => {
            if core.end_reading(number) && generation == core.generation {
                last_year::take(core, *result);
            }
        }
    }
}

/// The findings by severity, worst first; those that were waived at the end.
pub(crate) fn by_severity(core: &Core) -> Vec<&Finding> {
    let Some(document) = &core.document else { return Vec::new() };
    let mut findings: Vec<_> = document.findings().iter().collect();
    findings.sort_by_key(|finding| (finding.waived.is_some(), finding.severity));
    findings
}

/// The findings in rows, in the order in which they are listed and gone through.
pub(crate) fn rows<'a>(core: &'a Core, document: &'a Document) -> &'a [FindingGroup] {
    if core.settings.get().problems_by_place { document.by_place() } else { document.groups() }
}

/// The problems that wait for the clerk, of those that are listed, in the order of the list: of blank
/// cells of one row the first.
pub(crate) fn open(core: &Core) -> Vec<FindingId> {
    let Some(document) = &core.document else { return Vec::new() };
    let report = document.report();
    let members = rows(core, document).iter().flat_map(|group| &group.members);
    let findings = members.filter_map(|index| document.findings().get(*index));
    let filter = &core.shown.problems;
    let waits =
        |f: &&Finding| f.waived.is_none() && !document.is_pending(f) && filter.takes(report, f);
    let mut blank = BTreeSet::new();
    let first =
        |f: &&Finding| rules::blank_row(report.edition(), f).is_none_or(|row| blank.insert(row));
    findings.filter(waits).filter(first).map(Finding::id).collect()
}

/// Whether the finding that was gone to has a fix.
pub(crate) fn current_has_fix(core: &Core) -> bool {
    let current = core.finding.as_ref().and_then(|id| find(core, id));
    current.is_some_and(|finding| finding.fix.is_some())
}

fn find<'a>(core: &'a Core, id: &FindingId) -> Option<&'a Finding> {
    core.document.as_ref()?.finding(id)
}

fn goto(core: &mut Core, id: FindingId) {
    core.modal = None;
    let Some(place) = find(core, &id).map(|finding| core.first_cell(&finding.place)) else {
        return core.notify(GONE);
    };
    core.finding = Some(id);
    core.goto(place);
}

/// Goes to the other place; the finding stays the current one.
fn goto_other(core: &mut Core, id: FindingId) {
    let other = find(core, &id).and_then(|finding| finding.other.as_ref());
    if let Some(place) = other.map(|other| core.first_cell(other)) {
        core.finding = Some(id);
        core.goto(place);
    }
}

/// Goes to another of the findings that wait: `next` gives its index from that of the current one
/// and their count.
fn step(core: &mut Core, next: impl Fn(Option<usize>, usize) -> usize) {
    let open = open(core);
    if !open.is_empty() {
        let at = core.finding.as_ref().and_then(|id| open.iter().position(|o| is_one(core, o, id)));
        let next = next(at, open.len());
        goto(core, open[next].clone());
    }
}

/// Whether two findings are one problem: the same, or blank cells of one row.
fn is_one(core: &Core, a: &FindingId, b: &FindingId) -> bool {
    let row = |id: &FindingId| rules::blank_row(core.report()?.edition(), find(core, id)?);
    a == b || row(a).is_some_and(|of| row(b) == Some(of))
}

/// Makes the fixes of some findings, as one step.
fn fix_these(core: &mut Core, ids: &[FindingId]) {
    let fixes: Vec<_> = ids.iter().filter_map(|id| find(core, id)?.fix.clone()).collect();
    let count = fixes.len();
    let edits: Vec<Edit> = fixes.into_iter().flat_map(|fix| fix.edits).collect();
    if edits.is_empty() {
        return core.notify(GONE);
    }
    core.edit(format!("空白 {count} 格补 0"), edits);
    core.finding = None;
}

/// What is said where a finding is not there any more when something is done about it.
const GONE: &str = "这个问题已经不在了，没有改动";

fn fix(core: &mut Core, id: &FindingId) {
    let Some(finding) = find(core, id) else { return core.notify(GONE) };
    if let Some(fix) = finding.fix.clone() {
        core.edit(fix.label, fix.edits);
        core.finding = None;
    }
}

/// Makes every fix of one kind, as one step.
fn fix_all(core: &mut Core, id: &FindingId) {
    let Some(finding) = find(core, id) else { return core.notify(GONE) };
    let kind = FindingKind::of(finding);
    let fills = finding.fills_blank();
    let Some(report) = core.report() else { return };
    let mend = rules::all_alike(report, &core.rules(), &kind);
    let before = same_kind(core, &kind);
    let label = if fills {
        format!("空白 {before} 格补 0")
    } else {
        format!("全部改正 {before} 处")
    };
    core.edit(label, mend.edits);
    let after = same_kind(core, &kind);
    core.notify(format!("已改好同类问题 {} 处", before.saturating_sub(after)));
    core.finding = None;
}

/// The number of findings of a kind that wait for the clerk.
fn same_kind(core: &Core, kind: &FindingKind) -> usize {
    let findings = core.document.as_ref().map_or(&[][..], |document| document.findings());
    findings.iter().filter(|f| f.waived.is_none() && FindingKind::of(f) == *kind).count()
}

fn ask_tidy(core: &mut Core) {
    if let Some(report) = core.report() {
        let mend = rules::tidy(report, &core.rules());
        core.modal = Some(FindingsModal::Tidy(Box::new(mend)).into());
    }
}

/// Makes the changes that are listed. Where the report has changed since, they are listed anew.
fn tidy(core: &mut Core) {
    let Some(Modal::Findings(FindingsModal::Tidy(shown))) = core.modal.take() else { return };
    let Some(report) = core.report() else { return };
    let mend = rules::tidy(report, &core.rules());
    if mend.edits != shown.edits {
        core.modal = Some(FindingsModal::Tidy(Box::new(mend)).into());
        return;
    }
    let count = mend.changes.len();
    core.edit(format!("整理格式 {count} 处"), mend.edits);
    core.notify(format!("已整理格式 {count} 处"));
}

/// Waives findings with one reason, as one step.
fn waive(core: &mut Core, findings: &[FindingId], reason: &str) {
    core.modal = None;
    let Some(report) = core.report() else { return };
    let mut waived = report.clone();
    let mut place = None;
    for finding in findings.iter().filter_map(|id| find(core, id)) {
        if let Some(edit) = rules::waive(&waived, finding, reason)
            && waived.apply(edit).is_ok()
        {
            place.get_or_insert_with(|| finding.place.words(report));
        }
    }
    match place {
        Some(place) => core.edit(format!("写明原因：{place}"), vec![Edit::Waivers(waived.waivers)]),
        None => core.notify(GONE),
    }
}

/// Takes reasons back.
fn unwaive(core: &mut Core, findings: &[FindingId]) {
    let Some(report) = core.report() else { return };
    let mut open = report.clone();
    let mut place = None;
    for finding in findings.iter().filter_map(|id| find(core, id)) {
        let edit = rules::unwaive(&open, finding);
        if open.apply(edit).is_ok() {
            place.get_or_insert_with(|| finding.place.words(report));
        }
    }
    match place {
        Some(place) => core.edit(format!("取消说明：{place}"), vec![Edit::Waivers(open.waivers)]),
        None => core.notify(GONE),
    }
}
