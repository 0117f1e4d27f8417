//! What views read of the program.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::action::Action;
use super::comments::ShownComments;
use super::compare::reading::ReadingText;
use super::compare::years::YearsView;
use super::date::Moment;
use super::desk::Desk;
use super::document::Document;
use super::drafts::store::{Draft, FoundDrafts};
use super::findings::slice as findings;
use super::jobs::Wait;
use super::ledger::actions as ledger;
use super::modal::Modal;
use super::navigation::{EditRequest, Part, ProblemFilter};
use super::preview::pages::Preview;
use super::preview::sheets::Sheets;
use super::review::comparison::Review;
use super::search::Search;
use super::settings::values::Settings;
use super::sides::SidesView;
use super::{App, carried, checklist, preview, rollup};
use crate::export::Copied;
use crate::file::Owner;
use crate::finding::{Finding, FindingId};
use crate::report::CarriedFigure;
use crate::report::place::{Field, Place};
use crate::rules::FindingGroup;
use crate::rules::checklist::ChecklistItem;

impl App {
    /// The clerk's choices.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        self.core.settings.get()
    }

    /// Whether a frame is wanted soon: choices have been changed that are written only after they
    /// were shown.
    #[must_use]
    pub fn wants_frame(&self) -> bool {
        self.core.settings.is_unwritten()
    }

    /// The moment now, as last told.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.core.now
    }

    /// The year whose report is due next: the one a new report is for.
    #[must_use]
    pub fn due_year(&self) -> u16 {
        self.core.due_year()
    }

    /// The open report; without one the start page is shown.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        self.core.document.as_ref()
    }

    /// Counts the reports that were opened: views forget what belongs to another one.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.core.generation
    }

    /// The part that is shown.
    #[must_use]
    pub fn part(&self) -> Part {
        self.core.shown.part
    }

    /// The place to scroll to and focus, until [`super::NavigationCommand::Arrived`].
    #[must_use]
    pub fn target(&self) -> Option<&Place> {
        self.core.shown.target.as_ref()
    }

    /// Where the cursor is.
    #[must_use]
    pub fn cursor(&self) -> Option<&Place> {
        self.core.shown.cursor.as_ref()
    }

    /// Where the cursor was last in the part that is shown.
    #[must_use]
    pub fn last_place(&self) -> Option<&Place> {
        self.core.shown.places.get(&self.core.shown.part)
    }

    /// What is to be done where the keyboard is, or last was, until [`super::NavigationCommand::Edited`].
    #[must_use]
    pub fn edit_request(&self) -> Option<EditRequest> {
        self.core.shown.edit
    }

    /// How often F6 was pressed: views go to the next pane when it changes.
    #[must_use]
    pub fn pane(&self) -> usize {
        self.core.shown.pane
    }

    /// What stands in front.
    #[must_use]
    pub fn modal(&self) -> Option<&Modal> {
        self.core.modal.as_ref()
    }

    /// What was done last, in a line.
    #[must_use]
    pub fn notice(&self) -> Option<&str> {
        self.core.notice.as_deref()
    }

    /// How often something was copied, and what was last: the window puts it on the clipboard when
    /// the number changes.
    #[must_use]
    pub fn copied(&self) -> (u64, &Copied) {
        self.clipboard.copied()
    }

    /// The finding that was gone to.
    #[must_use]
    pub fn finding(&self) -> Option<&FindingId> {
        self.core.finding.as_ref()
    }

    /// The findings by severity, worst first; those that were waived at the end.
    #[must_use]
    pub fn findings_by_severity(&self) -> Vec<&Finding> {
        findings::by_severity(&self.core)
    }

    /// The points of the checklist, as the report is now.
    #[must_use]
    pub fn checklist(&self) -> Vec<ChecklistItem> {
        checklist::items(&self.core)
    }

    /// What is shown of the comments.
    #[must_use]
    pub fn comments(&self) -> &ShownComments {
        self.comments.shown()
    }

    /// What the list of changes is narrowed to.
    #[must_use]
    pub fn list_words(&self) -> &str {
        &self.core.list_words
    }

    /// Two states of a report side by side, where they are shown.
    #[must_use]
    pub fn sides(&self) -> Option<&SidesView> {
        self.sides.view()
    }

    /// The find bar, where it is open.
    #[must_use]
    pub fn search(&self) -> Option<&Search> {
        self.search.search()
    }

    /// Years side by side, where they are shown.
    #[must_use]
    pub fn years(&self) -> Option<&YearsView> {
        self.compare.view().filter(|_| self.core.years_in_front)
    }

    /// The text for the public that is made from years side by side.
    #[must_use]
    pub fn reading_text(&self) -> &ReadingText {
        self.compare.reading()
    }

    /// The import under review; its report is the open one.
    #[must_use]
    pub fn review(&self) -> Option<&Review> {
        self.review.review()
    }

    /// The pages beside the editor.
    #[must_use]
    pub fn preview(&self) -> &Preview {
        &self.preview
    }

    /// Whether pages are those of the report as it is, laid out as the clerk chose.
    #[must_use]
    pub fn is_current(&self, sheets: &Sheets) -> bool {
        preview::slice::is_current(&self.core, sheets)
    }

    /// The years and figures of last year's prose that nobody has decided on, in reading order.
    #[must_use]
    pub fn undecided(&self) -> Vec<&CarriedFigure> {
        carried::undecided(&self.core)
    }

    /// Last year's figures that nobody has decided on in one field, in bytes of its text.
    #[must_use]
    pub fn undecided_in(&self, field: Field) -> Vec<Range<usize>> {
        let marks = self.undecided().into_iter();
        marks.filter(|mark| mark.at.field() == field).map(|mark| mark.at.range()).collect()
    }

    /// What is offered for one of them: what the tables have, or this year for the year before.
    #[must_use]
    pub fn offered(&self, mark: &CarriedFigure) -> Option<carried::OfferedFigure> {
        carried::offered(&self.core, mark)
    }

    /// The one of them that the clerk is at.
    #[must_use]
    pub fn undecided_here(&self) -> Option<&CarriedFigure> {
        carried::current(&self.core)
    }

    /// The findings in rows, in the order in which they are listed and gone through.
    #[must_use]
    pub fn problem_rows(&self) -> &[FindingGroup] {
        self.document().map_or(&[], |document| findings::rows(&self.core, document))
    }

    /// Which of the problems are listed and gone through.
    #[must_use]
    pub fn problem_filter(&self) -> &ProblemFilter {
        &self.core.shown.problems
    }

    /// Whether last year's figures are gone through one by one, in the part that is shown.
    #[must_use]
    pub fn checks_last(&self) -> bool {
        let is_in_front = self.core.front == Desk::Report && !self.roll_up_in_front();
        is_in_front
            && self.years().is_none()
            && self.review().is_none()
            && !self.comments().open
            && carried::is_checking(&self.core)
    }

    /// The index of last year's figure that the clerk is at, among those of the report.
    #[must_use]
    pub fn chosen_figure(&self) -> Option<usize> {
        carried::chosen(&self.core)
    }

    /// Who has the open report's file for writing, where it is open here only to be looked at.
    #[must_use]
    pub fn read_only(&self) -> Option<&Owner> {
        self.core.file.reader_of.as_ref()
    }

    /// The name proposed for a file of the open report.
    #[must_use]
    pub fn proposed_name(&self, extension: &str) -> String {
        format!("{}.{extension}", self.core.proposed_stem())
    }

    /// Which of the recent files were where they should be, when it was last looked.
    #[must_use]
    pub fn recent_there(&self) -> &[(PathBuf, bool)] {
        self.opening.there()
    }

    /// The drafts that earlier runs left behind, the newest first.
    #[must_use]
    pub fn left_behind(&self) -> &FoundDrafts {
        self.drafts.left_behind()
    }

    /// The drafts that were given up in the last thirty days.
    #[must_use]
    pub fn bin(&self) -> &FoundDrafts {
        self.drafts.bin()
    }

    /// The draft that stands in for a report file, where one was left behind.
    #[must_use]
    pub fn draft_of(&self, file: &Path) -> Option<&Draft> {
        self.drafts.draft_of(file)
    }

    /// When the draft was last written, where it holds all that is not saved.
    #[must_use]
    pub fn draft_kept(&self) -> Option<Moment> {
        self.drafts.kept(&self.core, Desk::Report)
    }

    /// The log, where the program stopped unexpectedly the last time.
    #[must_use]
    pub fn stopped(&self) -> Option<&Path> {
        self.stopped.as_deref()
    }

    /// What runs aside that the program does not end without.
    #[must_use]
    pub fn awaited(&self) -> Vec<Wait> {
        self.core.jobs.awaited()
    }

    /// Whether the window should close.
    #[must_use]
    pub fn wants_to_quit(&self) -> bool {
        self.opening.wants_to_quit()
    }

    /// Whether an action stands in the menus of what is in front.
    #[must_use]
    pub fn lists(&self, action: Action) -> bool {
        match self.core.front {
            _ if self.roll_up_in_front() => rollup::actions::is_listed(action),
            Desk::Report => !action.is_of_ledger(),
            Desk::Ledger => ledger::is_listed(&self.core, action),
        }
    }

    /// What an action is called, and what it does, for what is in front; what undo and redo would do
    /// is in their name.
    #[must_use]
    pub fn words_of(&self, action: Action) -> (String, &'static str) {
        let in_ledger = self.core.front == Desk::Ledger;
        if self.roll_up_in_front() {
            let own = rollup::actions::words(action);
            let (label, tooltip) = own.unwrap_or((action.label(), action.tooltip()));
            return (label.to_owned(), tooltip);
        }
        let (label, tooltip) = Some(action)
            .filter(|_| in_ledger)
            .and_then(ledger::words)
            .unwrap_or((action.label(), action.tooltip()));
        let steps = if in_ledger {
            self.core.ledger.document.as_ref().map(|d| (d.undo_label(), d.redo_label()))
        } else {
            self.core.document.as_ref().map(|d| (d.undo_label(), d.redo_label()))
        };
        let step = match action {
            Action::Undo => steps.and_then(|(undo, _)| undo),
            Action::Redo => steps.and_then(|(_, redo)| redo),
            _ => None,
        };
        match step {
            Some(step) => (format!("{label}：{step}"), tooltip),
            None => (label.to_owned(), tooltip),
        }
    }

    /// Whether an action makes sense now.
    #[must_use]
    pub fn is_enabled(&self, action: Action) -> bool {
        use Action as A;
        let of_years = self.core.years_in_front && self.compare.command(action).is_some();
        if of_years || self.sides.command(action).is_some() {
            return true;
        }
        if self.roll_up_in_front() {
            return rollup::actions::is_listed(action);
        }
        if self.core.front == Desk::Ledger {
            return ledger::is_enabled(&self.core, action, self.ledger.view().selected);
        }
        if action.is_of_ledger() {
            return false;
        }
        let Some(document) = &self.core.document else { return action.needs_no_report() };
        let in_review = self.review().is_some();
        if in_review && action.is_about_finished_report() {
            return false;
        }
        match action {
            A::ExportComments => !document.report().comments.is_empty(),
            A::Undo => document.undo_label().is_some(),
            A::Redo => document.redo_label().is_some(),
            A::FindNext | A::FindPrevious => self.search().is_some(),
            A::FillRow | A::FillColumn | A::FillBlock | A::FillDown | A::FillRight => {
                matches!(self.cursor(), Some(Place::Cell(_)))
            }
            A::Cut | A::Copy | A::Paste => self.cursor().is_some(),
            A::FillTable | A::CopyTable => self.core.table_at_hand().is_some(),
            A::TextBefore | A::TextAfter => self.core.section_at_hand().is_some(),
            A::ApplyFix if in_review => self.review().is_some_and(|r| r.current.is_some()),
            A::ApplyFix => findings::current_has_fix(&self.core),
            A::NextProblem | A::PreviousProblem => {
                in_review || !findings::open(&self.core).is_empty()
            }
            A::FillFromLedger => self.core.ledger.tally.is_some(),
            A::CompareLast | A::FromLast => document.report().last.is_some(),
            A::CheckLast => !document.report().carried.is_empty(),
            _ => true,
        }
    }
}
