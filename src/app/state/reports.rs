//! Reports come and go: new, opened, taken as a template, saved, closed.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::standing::Standing;
use super::{App, Leaving, Part, SAMPLE};
use crate::app::command::{Modal, SaveChoice};
use crate::app::document::Document;
use crate::app::jobs::Answer;
use crate::app::opening::Reading;
use crate::app::settings::Recent;
use crate::open::Opened;
use crate::report::Report;
use crate::{edition, file, open};

/// How long the program waits at its end for what runs aside.
const LAST_WORK: Duration = Duration::from_secs(2);

impl App {
    pub(super) fn new_report(&mut self) {
        let year = self.ended_year();
        let Some(edition) = edition::for_year(year) else { return };
        let report = Report::blank(edition, &self.settings.agency, year);
        self.leave(Leaving::New(Box::new(Self::signed(report))));
    }

    /// A new report is signed by its agency.
    pub(super) fn signed(mut report: Report) -> Report {
        if report.signature.name.is_empty() {
            report.signature.name.clone_from(&report.agency);
        }
        report
    }

    pub(super) fn open_sample(&mut self) {
        match file::parse("示例报告", SAMPLE.as_bytes()) {
            Ok((_, report)) => self.leave(Leaving::New(Box::new(report))),
            Err(error) => self.modal = Some(Modal::Failed(error.to_string())),
        }
    }

    /// Leaves the open report for something else, after asking where it is not saved.
    pub(super) fn leave(&mut self, leaving: Leaving) {
        let unsaved = self.document.as_ref().is_some_and(Document::is_dirty);
        let untouched =
            self.document.as_ref().is_some_and(|d| d.revision() == 0 && d.path.is_none());
        self.leaving = Some(leaving);
        if unsaved && !untouched {
            self.modal = Some(Modal::AskClose);
        } else {
            self.go();
        }
    }

    pub(super) fn close(&mut self, choice: SaveChoice) {
        self.modal = None;
        match choice {
            SaveChoice::Save => {
                let leaving = self.leaving.take();
                self.save(false);
                // A refusal keeps the report open: there is nothing to leave for then.
                if !matches!(self.modal, Some(Modal::Refused)) {
                    self.leaving = leaving;
                }
            }
            SaveChoice::KeepDraft => {
                self.part_with_draft(true);
                self.go();
            }
            SaveChoice::Discard => {
                self.part_with_draft(false);
                self.go();
            }
        }
    }

    /// Does what waited for the report to be closed.
    pub(super) fn go(&mut self) {
        match self.leaving.take() {
            None => {}
            Some(Leaving::Quit) => {
                // A draft that is to go, goes before the program does.
                self.settle(LAST_WORK);
                self.quit = true;
            }
            Some(Leaving::ToStart) => {
                self.document = None;
                self.standing = Standing::default();
                self.generation += 1;
                self.review = None;
                self.begin_draft();
                self.look_for_drafts();
                self.search = None;
                self.notice = None;
            }
            Some(Leaving::New(report)) => self.install(Document::new(*report, None, false)),
            Some(Leaving::Draft(draft, beside)) => self.begin_restoring(draft, beside),
            Some(Leaving::Template(report)) => self.start_from(&report),
            Some(Leaving::Text(text)) => {
                self.tell("正在读取粘贴的文字…");
                let path = PathBuf::from("粘贴的文字");
                self.jobs.start(move || {
                    let result = open::read(&path.display().to_string(), text.as_bytes());
                    let result = Box::new(result.map(Reading::plain));
                    Answer::Opened { path, as_template: false, result }
                });
            }
            Some(Leaving::Open(path, as_template)) => {
                self.read_file(path, as_template, false);
            }
        }
    }

    pub(super) fn install(&mut self, mut document: Document) {
        document.set_rules(&self.settings.rules());
        self.document = Some(document);
        self.standing = Standing::default();
        self.review = None;
        self.looked_at.clear();
        self.know_faces();
        self.generation += 1;
        self.preview.forget();
        self.part = Part::Basic;
        self.target = None;
        self.cursor = None;
        self.finding = None;
        self.search = None;
        self.begin_draft();
        self.notice = None;
    }

    pub(super) fn saved(&mut self, path: PathBuf, report: Report, told: &[String]) {
        self.remember(&path, &report);
        let mut words = vec![format!("已保存“{}”", path.display())];
        words.extend_from_slice(told);
        self.tell(words.join("；"));
        if let Some(document) = &mut self.document {
            document.path = Some(path);
            document.mark_saved(report);
        }
        self.settle_draft();
        self.go();
    }

    pub(super) fn remember(&mut self, path: &Path, report: &Report) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let (agency, year) = (report.agency.clone(), report.year);
        self.settings.remember(Recent { path, agency, year, used: self.now.date });
        self.save_settings();
    }

    pub(super) fn opened(&mut self, path: PathBuf, reading: Reading, as_template: bool) {
        match reading.opened {
            Opened::Published(imported) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                self.begin_review(name.to_string_lossy().into(), *imported, as_template);
            }
            Opened::File(_, report) if as_template => self.start_from(&report),
            Opened::File(file::FileKind::Report, report) => {
                let draft = self.draft_of(&path).is_some();
                self.open_report(path, *report, (reading.stamp, reading.locking));
                if draft && self.modal.is_none() {
                    // There is something newer than what was opened.
                    self.modal = Some(Modal::Drafts);
                }
            }
            Opened::File(file::FileKind::Draft, report) => {
                self.install(Document::new(*report, None, false));
            }
        }
    }
}
