//! What is done about a finding is done about that one, though a check has made the list anew while
//! a sheet was open.

use std::path::Path;
use std::time::Duration;

use crate::support::behind::{app, give};
use nianbao::app::{Action, App, Command, DocumentCommand, FindingsCommand, FindingsModal, Modal};
use nianbao::file;
use nianbao::finding::{Finding, FindingId, Severity};
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Value};

fn edit(app: &mut App, edits: Vec<Edit>) {
    give(app, DocumentCommand::Edit { label: "改".into(), edits, merge: None });
}

/// A report with a warning about documents and a mark that can be mended.
fn report(folder: &Path) -> App {
    let mut app = app(folder);
    give(&mut app, Command::Do(Action::Sample));
    let report = app.document().unwrap().report();
    let form = &report.edition().tables[0];
    let row = form.row("normative_documents").unwrap();
    let mut cells = form.rows[row].cells.clone();
    let in_force = cells.find(|index| form.column_of(*index).id == "in_force").unwrap();
    let cell = CellId { table: 0, index: in_force };
    let words = format!("{}本单位共有３份材料,已公开。", report.text(Field::Before(6)));
    let edits = vec![Edit::Value(cell, Value::Count(1)), Edit::Text(Field::Before(6), words)];
    edit(&mut app, edits);
    app
}

fn findings(app: &App) -> &[Finding] {
    app.document().unwrap().findings()
}

fn position(app: &App, id: &FindingId) -> usize {
    findings(app).iter().position(|finding| finding.is(id)).unwrap()
}

/// The finding that is moved most easily: the last of those that `wanted` is true of.
fn last(app: &App, wanted: impl Fn(&Finding) -> bool) -> FindingId {
    findings(app).iter().rev().find(|finding| wanted(finding)).unwrap().id()
}

/// Begins to read a report of last year from which this one differs. What it is checked against
/// has changed as soon as the answer is taken.
fn begin_check(app: &mut App, folder: &Path) {
    let report = app.document().unwrap().report();
    let mut last = report.clone();
    last.apply(Edit::Year(report.year.map(|year| year - 1))).unwrap();
    last.apply(Edit::Text(Field::Before(6), String::new())).unwrap();
    for id in report.figures.cells().filter(|id| !report.figures.is_total(*id)) {
        let value = report.figures.typed(id).count().unwrap_or(0) + 7;
        let _not_a_count = last.apply(Edit::Value(id, Value::Count(value)));
    }
    let path = folder.join("上年.nianbao");
    std::fs::write(&path, file::draft_text(&last)).unwrap();
    app.handle(FindingsCommand::ReadLastYear(path));
}

/// Has the check end, which moves the finding in the list.
fn end_check(app: &mut App, id: &FindingId) {
    let before = position(app, id);
    app.settle(Duration::from_secs(10));
    assert!(app.document().unwrap().report().last.is_some());
    assert_ne!(position(app, id), before, "the list was made anew");
}

#[test]
fn a_reason_is_written_for_the_finding_it_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = report(folder.path());
    let id = last(&app, |finding| finding.severity == Severity::Warning);
    begin_check(&mut app, folder.path());
    app.handle(FindingsCommand::AskReason(vec![id.clone()]));
    end_check(&mut app, &id);
    let Some(Modal::Findings(FindingsModal::Reason(ids))) = app.modal() else { panic!() };
    let findings_asked = ids.clone();
    give(&mut app, FindingsCommand::Waive { findings: findings_asked, reason: "移交".into() });
    let waived: Vec<&Finding> = findings(&app).iter().filter(|f| f.waived.is_some()).collect();
    let waived: Vec<_> = waived.iter().map(|finding| finding.id()).collect();
    assert_eq!(waived, std::slice::from_ref(&id));
    give(&mut app, Command::Do(Action::Undo));
    assert!(findings(&app).iter().all(|finding| finding.waived.is_none()));
}

#[test]
fn a_waiver_is_taken_back_from_its_own_finding() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = report(folder.path());
    let id = last(&app, |finding| finding.severity == Severity::Warning);
    let reason = "移交".to_owned();
    give(&mut app, FindingsCommand::Waive { findings: vec![id.clone()], reason });
    begin_check(&mut app, folder.path());
    end_check(&mut app, &id);
    give(&mut app, FindingsCommand::Unwaive(vec![id.clone()]));
    assert!(app.document().unwrap().finding(&id).unwrap().waived.is_none());
    assert!(app.document().unwrap().report().waivers.is_empty());
}

#[test]
fn a_fix_is_made_where_it_was_offered() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = report(folder.path());
    let id = last(&app, |finding| finding.fix.is_some());
    let expected = {
        let mut report = app.document().unwrap().report().clone();
        let fix = app.document().unwrap().finding(&id).unwrap().fix.clone().unwrap();
        fix.edits.into_iter().for_each(|edit| drop(report.apply(edit).unwrap()));
        report
    };
    begin_check(&mut app, folder.path());
    end_check(&mut app, &id);
    give(&mut app, FindingsCommand::Fix(id));
    let report = app.document().unwrap().report();
    assert_eq!((&report.sections, &report.figures), (&expected.sections, &expected.figures));
}

#[test]
fn a_jump_leads_to_the_finding_that_was_clicked() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = report(folder.path());
    let id = last(&app, |finding| finding.severity == Severity::Warning);
    app.handle(Command::Do(Action::Checklist));
    begin_check(&mut app, folder.path());
    end_check(&mut app, &id);
    give(&mut app, FindingsCommand::Goto(id.clone()));
    assert_eq!(app.finding(), Some(&id));
    assert_eq!(app.target(), Some(&id.place));
}

#[test]
fn what_is_not_there_any_more_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = report(folder.path());
    let id = last(&app, |finding| finding.fix.is_some());
    give(&mut app, FindingsCommand::Fix(id.clone()));
    let after = app.document().unwrap().report().clone();
    give(&mut app, FindingsCommand::Fix(id.clone()));
    give(&mut app, FindingsCommand::Waive { findings: vec![id], reason: "已改".into() });
    assert_eq!(*app.document().unwrap().report(), after);
    assert!(app.notice().unwrap().contains("已经不在"));
}
