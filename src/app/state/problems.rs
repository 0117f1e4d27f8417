//! What is done about findings: going to them, fixes, written reasons, last year's report.

use std::path::PathBuf;

use super::{App, first_cell};
use crate::app::command::Modal;
use crate::app::jobs::Answer;
use crate::file::FileError;
use crate::finding::Finding;
use crate::import::NoteKind;
use crate::open::{self, Opened};
use crate::report::{Edit, Report};
use crate::rules;

impl App {
    /// The finding that was gone to, where it has a fix.
    pub(super) fn current_fix(&self) -> Option<usize> {
        self.finding.filter(|index| self.finding_at(*index).is_some_and(|f| f.fix.is_some()))
    }

    fn finding_at(&self, index: usize) -> Option<&Finding> {
        self.document.as_ref()?.findings().get(index)
    }

    /// The findings that wait for the clerk, worst first, by their indices.
    pub(super) fn open_findings(&self) -> impl Iterator<Item = usize> {
        let findings = self.findings_by_severity().into_iter();
        findings.filter(|(_, finding)| finding.waived.is_none()).map(|(index, _)| index)
    }

    pub(super) fn goto_finding(&mut self, index: usize) {
        let Some(document) = &self.document else { return };
        if let Some(finding) = document.findings().get(index) {
            let place = first_cell(document, &finding.place);
            self.finding = Some(index);
            self.modal = None;
            self.goto(place);
        }
    }

    /// Goes to the other place; the finding stays the current one.
    pub(super) fn goto_other(&mut self, index: usize) {
        let Some(document) = &self.document else { return };
        let other = document.findings().get(index).and_then(|finding| finding.other.as_ref());
        if let Some(place) = other.map(|other| first_cell(document, other)) {
            self.finding = Some(index);
            self.goto(place);
        }
    }

    pub(super) fn step_problem(&mut self, forward: bool) {
        let order: Vec<usize> = self.open_findings().collect();
        let at = self.finding.and_then(|current| order.iter().position(|i| *i == current));
        let next = match (at, forward) {
            (None, true) => 0,
            (None, false) => order.len().saturating_sub(1),
            (Some(at), true) => (at + 1) % order.len(),
            (Some(at), false) => (at + order.len() - 1) % order.len(),
        };
        if let Some(index) = order.get(next) {
            self.goto_finding(*index);
        }
    }

    // Fixes.

    pub(super) fn fix(&mut self, index: usize) {
        if let Some(fix) = self.finding_at(index).and_then(|finding| finding.fix.clone()) {
            self.edit(&fix.label, fix.edits);
            self.finding = None;
        }
    }

    /// Makes every fix of one kind, as one step.
    pub(super) fn fix_all(&mut self, index: usize) {
        let (Some(document), Some(finding)) = (&self.document, self.finding_at(index)) else {
            return;
        };
        let code = finding.code;
        let before = same_kind(document.findings(), code);
        let mend = rules::all_of(document.report(), &self.settings.rules(), code);
        self.edit(&format!("同类 {before} 处改好"), mend.edits);
        let after = self.document.as_ref().map_or(0, |d| same_kind(d.findings(), code));
        self.tell(format!("已改好同类问题 {} 处", before.saturating_sub(after)));
        self.finding = None;
    }

    /// Lists what 整理格式 would change.
    pub(super) fn ask_tidy(&mut self) {
        if let Some(document) = &self.document {
            let mend = rules::tidy(document.report(), &self.settings.rules());
            self.modal = Some(Modal::Tidy(Box::new(mend)));
        }
    }

    /// Makes the changes that are listed.
    pub(super) fn tidy(&mut self) {
        if let Some(Modal::Tidy(mend)) = self.modal.take() {
            let count = mend.changes.len();
            self.edit(&format!("整理格式 {count} 处"), mend.edits);
            self.tell(format!("已整理格式 {count} 处"));
        }
    }

    // Reasons.

    /// Waives findings with one reason, as one step.
    pub(super) fn waive(&mut self, findings: &[usize], reason: &str) {
        self.modal = None;
        let Some(document) = &self.document else { return };
        let mut waived = document.report().clone();
        let mut place = None;
        for finding in findings.iter().filter_map(|index| document.findings().get(*index)) {
            if let Some(edit) = rules::waive(&waived, finding, reason)
                && waived.apply(edit).is_ok()
            {
                place.get_or_insert_with(|| finding.place.words(document.report()));
            }
        }
        if let Some(place) = place {
            self.edit(&format!("写明原因：{place}"), vec![Edit::Waivers(waived.waivers)]);
        }
    }

    /// Takes a reason back.
    pub(super) fn unwaive(&mut self, index: usize) {
        let (Some(document), Some(finding)) = (&self.document, self.finding_at(index)) else {
            return;
        };
        let label = format!("取消说明：{}", finding.place.words(document.report()));
        let edit = rules::unwaive(document.report(), finding);
        self.edit(&label, vec![edit]);
    }

    // Last year.

    pub(super) fn read_last_year(&mut self, path: PathBuf) {
        let generation = self.generation;
        self.tell(format!("正在读取“{}”…", path.display()));
        self.jobs.start(move || {
            let result = Box::new(open::open(&path));
            Answer::LastYear { generation, result }
        });
    }

    /// Puts last year's report where the checks find it. One of another year is of no use to them.
    pub(super) fn last_year_read(&mut self, generation: u64, result: Result<Opened, FileError>) {
        self.notice = None;
        let (Some(document), true) = (&self.document, generation == self.generation) else {
            return;
        };
        let opened = match result {
            Ok(opened) => opened,
            Err(error) => return self.modal = Some(Modal::Failed(error.to_string())),
        };
        let report = document.report();
        let doubts = doubts(&opened);
        let given = opened.into_report();
        let last = given.as_last_year();
        let Some(edit) = report.follow(&last) else {
            let (year, due) = (last.year.unwrap_or(0), report.year.map_or(0, |year| year - 1));
            let text = format!(
                "选的是 {year} 年的报告，没有带入。本报告要与 {due} 年的报告核对，请另选一份。"
            );
            self.modal = Some(Modal::Failed(text));
            return;
        };
        let told = told_of(&given, doubts);
        let warned = warnings_of(&given, &report.agency);
        self.edit("选择上年报告", vec![edit]);
        if warned.is_empty() {
            self.tell(told);
        } else {
            self.modal = Some(Modal::Failed(told + &warned));
        }
    }
}

/// How many findings of a kind have fixes that can be made.
fn same_kind(findings: &[Finding], code: &str) -> usize {
    findings.iter().filter(|f| f.code == code && f.fix.is_some() && f.waived.is_none()).count()
}

/// What was taken from last year's report.
fn told_of(given: &Report, doubts: usize) -> String {
    let year = given.year.map_or_else(|| "上".to_owned(), |year| format!(" {year} "));
    let agency = &given.agency;
    let of = if agency.is_empty() { String::new() } else { format!("（{agency}）") };
    let doubts = match doubts {
        0 => String::new(),
        doubts => format!("读入时有 {doubts} 处存疑，以原文为准。"),
    };
    format!("已带入{year}年报告{of}的数和文字，用于核对。{doubts}")
}

/// Why it may be the wrong one, where anything says so.
fn warnings_of(given: &Report, agency: &str) -> String {
    let mut warned = String::new();
    if !agency.is_empty() && !given.agency.is_empty() && agency != given.agency {
        warned += "它的机关与本报告的“";
        warned += agency;
        warned += "”不同，机关更名的可以沿用，选错的请撤销。";
    }
    if given.year.is_none() {
        warned += "没有读出它的年度，请核对是不是上年的报告，选错的请撤销。";
    }
    warned
}

/// How many places of a published report were not read for certain.
fn doubts(opened: &Opened) -> usize {
    match opened {
        Opened::File(..) => 0,
        Opened::Published(imported) => {
            imported.notes.iter().filter(|note| note.kind != NoteKind::Found).count()
        }
    }
}
