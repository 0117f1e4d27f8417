//! The program's state, and the one way to change it.

mod checklist;
mod drafting;
mod editing;
mod exporting;
mod handle;
mod manual;
mod preview;
mod printing;
mod problems;
mod reports;
mod reviewing;
mod saving;
mod standing;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::app::action::Action;
use crate::app::command::Modal;
use crate::app::crash::{self, CrashLog, LastCopy};
use crate::app::date::Moment;
use crate::app::dialogs::{Dialogs, Picked};
use crate::app::document::Document;
use crate::app::drafts::{Draft, DraftStore, Found, Slot};
use crate::app::jobs::{Answer, Jobs, Wake};
use crate::app::kept::{self, LookedAt};
use crate::app::preview::Preview;
use crate::app::programs::Programs;
use crate::app::review::Review;
use crate::app::search::Search;
use crate::app::settings::{Folders, Settings};
use crate::finding::Finding;
use crate::report::Report;
use crate::report::place::{CellId, Field, Place};
use crate::rules;
use crate::storage::{Disk, Storage};

pub use drafting::told_of_a_stop;
pub use exporting::{ExportChoices, Exporting, Step};
pub(in crate::app) use printing::{Prepared, Shown};
pub use printing::{PrintChoices, Printing};
pub use saving::Publish;

/// A part of the report, as the navigation shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 基本信息.
    Basic,
    /// A section, 1 to 6.
    Section(u8),
    /// All tables below each other.
    Tables,
}

/// What a path is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A report file to open.
    Open,
    /// A published report to import.
    Import,
    /// Last year's report, to start from.
    Template,
    /// Last year's report, to check the open one against.
    LastYear,
    /// Where to save.
    Save,
    /// Where the checklist is written.
    Checklist,
}

impl Purpose {
    /// What the dialog says.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "打开报告文件",
            Self::Import => "导入已公布的报告",
            Self::Template | Self::LastYear => "选择上年报告",
            Self::Save => "保存报告",
            Self::Checklist => "导出核对单",
        }
    }

    /// The extension of the file it writes; `None` where it reads one.
    #[must_use]
    pub fn extension(self) -> Option<&'static str> {
        match self {
            Self::Open | Self::Import | Self::Template | Self::LastYear => None,
            Self::Save => Some("nianbao"),
            Self::Checklist => Some("pdf"),
        }
    }
}

/// A line that tells what was done, until something else is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The line.
    pub text: String,
}

/// What waits for the report to be closed.
#[derive(Clone, Debug)]
enum Leaving {
    ToStart,
    Quit,
    Open(PathBuf, bool),
    /// Text of a published report that was pasted.
    Text(String),
    New(Box<Report>),
    /// The report that the next year's starts from.
    Template(Box<Report>),
    /// A draft, beside its file or in its place.
    Draft(Box<Draft>, bool),
}

/// The program.
pub struct App {
    /// Where reports, drafts and versions are.
    storage: Arc<dyn Storage>,
    settings: Settings,
    folders: Folders,
    drafts: DraftStore,
    dialogs: Arc<dyn Dialogs>,
    programs: Arc<dyn Programs>,
    jobs: Jobs,
    now: Moment,
    document: Option<Document>,
    review: Option<Review>,
    looked_at: LookedAt,
    left_behind: Found,
    bin: Found,
    slot: Arc<Slot>,
    last: Arc<LastCopy>,
    crash: Arc<CrashLog>,
    stopped: Option<PathBuf>,
    part: Part,
    target: Option<Place>,
    cursor: Option<Place>,
    finding: Option<usize>,
    modal: Option<Modal>,
    search: Option<Search>,
    notice: Option<Notice>,
    leaving: Option<Leaving>,
    quit: bool,
    drafting: drafting::Drafting,
    pane: usize,
    generation: u64,
    preview: Preview,
    print: printing::PrintState,
    export: exporting::ExportState,
    standing: standing::Standing,
}

/// The sample report that comes with the program.
const SAMPLE: &str = include_str!("../../../assets/sample.ron");

impl App {
    /// Starts the program: reads the settings and looks for a draft left behind.
    #[must_use]
    pub fn new(
        folders: Folders,
        dialogs: Arc<dyn Dialogs>,
        programs: Arc<dyn Programs>,
        now: Moment,
        wake: Wake,
    ) -> Self {
        Self::on(Arc::new(Disk), folders, dialogs, programs, now, wake)
    }

    /// The same on any storage: reports, drafts and versions are read and written there.
    #[must_use]
    pub fn on(
        storage: Arc<dyn Storage>,
        folders: Folders,
        dialogs: Arc<dyn Dialogs>,
        programs: Arc<dyn Programs>,
        now: Moment,
        wake: Wake,
    ) -> Self {
        let (settings, damaged) = Settings::load(&folders);
        let drafts = DraftStore::new(Arc::clone(&storage), &folders);
        let last = Arc::default();
        let crash = Arc::new(CrashLog::new(&folders, Arc::clone(&last)));
        let welcome = settings.agency.is_empty().then_some(Modal::Welcome);
        let mut app = Self {
            left_behind: Found::default(),
            bin: Found::default(),
            slot: drafts.slot(),
            last,
            stopped: crash::since_last_start(&folders),
            drafts,
            storage,
            folders,
            dialogs,
            programs,
            jobs: Jobs::new(wake, Arc::clone(&crash)),
            crash,
            now,
            document: None,
            review: None,
            looked_at: LookedAt::new(),
            part: Part::Basic,
            target: None,
            cursor: None,
            finding: None,
            modal: None,
            search: None,
            notice: None,
            leaving: None,
            quit: false,
            drafting: drafting::Drafting::default(),
            pane: 0,
            generation: 0,
            preview: Preview::default(),
            print: printing::PrintState::default(),
            export: exporting::ExportState::default(),
            standing: standing::Standing::default(),
            settings,
        };
        app.last.tick(now);
        app.look_for_drafts();
        app.modal = damaged.map(Modal::Failed).or_else(|| app.after_a_stop()).or(welcome);
        app
    }

    // What views read.

    /// The clerk's choices.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The moment now, as last told.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.now
    }

    /// The calendar year just ended: the one a new report is for.
    #[must_use]
    pub fn ended_year(&self) -> u16 {
        self.now.date.year - 1
    }

    /// The open report; without one the start page is shown.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        self.document.as_ref()
    }

    /// The part that is shown.
    #[must_use]
    pub fn part(&self) -> Part {
        self.part
    }

    /// The place to scroll to and focus, until [`crate::app::Command::Arrived`].
    #[must_use]
    pub fn target(&self) -> Option<&Place> {
        self.target.as_ref()
    }

    /// Where the cursor is.
    #[must_use]
    pub fn cursor(&self) -> Option<&Place> {
        self.cursor.as_ref()
    }

    /// Index of the finding that was gone to.
    #[must_use]
    pub fn finding(&self) -> Option<usize> {
        self.finding
    }

    /// What stands in front.
    #[must_use]
    pub fn modal(&self) -> Option<&Modal> {
        self.modal.as_ref()
    }

    /// The find bar, where it is open.
    #[must_use]
    pub fn search(&self) -> Option<&Search> {
        self.search.as_ref()
    }

    /// What was done last.
    #[must_use]
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Whether the window should close.
    #[must_use]
    pub fn wants_to_quit(&self) -> bool {
        self.quit
    }

    /// How often F6 was pressed: views go to the next pane when it changes.
    #[must_use]
    pub fn pane(&self) -> usize {
        self.pane
    }

    /// Counts the reports that were opened: views forget what belongs to another one.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether an action makes sense now.
    #[must_use]
    pub fn is_enabled(&self, action: Action) -> bool {
        use Action as A;
        let Some(document) = &self.document else {
            return matches!(
                action,
                A::New
                    | A::NewFromLast
                    | A::Open
                    | A::Import
                    | A::Sample
                    | A::ExportBlanks
                    | A::Quit
                    | A::ZoomIn
                    | A::ZoomOut
                    | A::ZoomReset
                    | A::ThemeSystem
                    | A::ThemeLight
                    | A::ThemeDark
                    | A::Drafts
                    | A::Bin
                    | A::Settings
                    | A::Manual
                    | A::Licences
                    | A::Help
                    | A::About
            );
        };
        if self.review.is_some() && !in_review(action) {
            return false;
        }
        match action {
            A::Undo => document.undo_label().is_some(),
            A::Redo => document.redo_label().is_some(),
            A::FindNext | A::FindPrevious => self.search.is_some(),
            A::FillRow => matches!(self.cursor, Some(Place::Cell(_))),
            A::FillTable => self.table_at_hand().is_some(),
            A::TextBefore | A::TextAfter => self.section_at_hand().is_some(),
            A::ApplyFix if self.review.is_some() => {
                self.review.as_ref().is_some_and(|review| review.current.is_some())
            }
            A::ApplyFix => self.current_fix().is_some(),
            A::NextProblem | A::PreviousProblem => {
                self.review.is_some() || self.open_findings().next().is_some()
            }
            A::CompareLast | A::FromLast => document.report().last.is_some(),
            _ => true,
        }
    }

    /// The findings by severity, worst first, each with its index in [`Document::findings`].
    #[must_use]
    pub fn findings_by_severity(&self) -> Vec<(usize, &Finding)> {
        let Some(document) = &self.document else { return Vec::new() };
        let mut findings: Vec<_> = document.findings().iter().enumerate().collect();
        findings.sort_by_key(|(_, finding)| (finding.waived.is_some(), finding.severity));
        findings
    }

    /// The years and figures in a field that are last year's still, and that nobody has looked at.
    #[must_use]
    pub fn kept(&self, field: Field) -> Vec<std::ops::Range<usize>> {
        let Some(document) = &self.document else { return Vec::new() };
        kept::kept(document.report(), field, &self.looked_at)
    }

    /// The name proposed for a file of the open report.
    #[must_use]
    pub fn proposed_name(&self, extension: &str) -> String {
        format!("{}.{extension}", self.proposed_stem())
    }

    /// The same without an extension.
    fn proposed_stem(&self) -> String {
        let title = self.document.as_ref().map_or("", |d| d.report().title.as_str());
        crate::app::exporting::safe(title)
    }

    // Changes.

    /// Tells the time.
    pub fn tick(&mut self, now: Moment) {
        self.now = now;
        self.last.tick(now);
    }

    /// Takes the answers of what runs aside. Called every frame.
    pub fn poll(&mut self) {
        while let Some(answer) = self.jobs.next() {
            self.take(answer);
        }
    }

    /// Waits until nothing runs aside any more, at most so long.
    pub fn settle(&mut self, at_most: Duration) {
        while !self.jobs.is_idle() {
            match self.jobs.wait(at_most) {
                Some(answer) => self.take(answer),
                None => return,
            }
        }
    }

    fn choose(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        self.save_settings();
    }

    fn save_settings(&mut self) {
        if let Err(problem) = self.settings.save(&self.folders) {
            self.tell(format!("设置没有保存：{problem}"));
        }
    }

    fn tell(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into() });
    }

    fn show(&mut self, part: Part) {
        if self.document.is_some() {
            self.part = part;
            self.cursor = None;
        }
    }

    fn goto(&mut self, place: Place) {
        let Some(document) = &self.document else { return };
        let part = match place.section(document.report()) {
            Some(_) if self.part == Part::Tables && is_figure(&place) => Part::Tables,
            Some(section) => Part::Section(section),
            None => Part::Basic,
        };
        self.part = part;
        self.target = Some(place);
    }

    fn take(&mut self, answer: Answer) {
        match answer {
            Answer::Picked(purpose, Picked::File(path)) => self.picked(purpose, path),
            Answer::Picked(_, Picked::Cancelled) => self.leaving = None,
            Answer::Picked(purpose, Picked::Unavailable) => {
                let proposed = self.proposed_path(purpose);
                self.modal = Some(Modal::AskPath { purpose, proposed });
            }
            Answer::Opened { path, as_template, result } => match *result {
                Ok(reading) => self.opened(path, reading, as_template),
                Err(error) => {
                    self.notice = None;
                    self.modal = Some(Modal::Failed(error.to_string()));
                }
            },
            Answer::ChecklistWritten { path, result } => self.checklist_written(&path, result),
            Answer::LastYear { generation, result } => self.last_year_read(generation, *result),
            Answer::Saved { generation, path, report, result } => {
                self.save_ended(generation, path, *report, result);
            }
            Answer::Reloaded { generation, result } => self.reloaded(generation, *result),
            Answer::VersionsRead { generation, versions } => {
                self.versions_read(generation, versions);
            }
            Answer::Drafted { generation, revision, result } => {
                self.drafted((generation, revision), result);
            }
            Answer::DraftFell { generation } => self.draft_fell(generation),
            Answer::DraftGone => {}
            Answer::Compared { path, against } => self.compared(&path, &against),
            Answer::DraftReady { draft, file, reading } => {
                self.restored(*draft, file, reading.map(|reading| *reading));
            }
            Answer::Laid(sheets) => self.preview.laid(*sheets, self.generation),
            Answer::FacesFound => self.faces_found(),
            Answer::Drawn(painter, tiles) => self.preview.take_drawn(painter, tiles),
            Answer::PrintersFound { prepared, way } => self.printers_found(prepared, way),
            Answer::PrintState { id, state } => self.print_state(id, state),
            Answer::Printed { id, queue, result } => self.printed(id, &queue, result),
            Answer::FolderPicked(picked) => self.folder_picked(picked),
            Answer::ExportLooked(request, looked) => self.export_looked(*request, looked),
            Answer::ExportStep { id, at, step } => self.export_step(id, at, step),
            Answer::Exported { id } => self.exported(id),
            Answer::FolderOpened { folder, opened } => self.folder_opened(&folder, opened),
            Answer::ManualShown(result) => self.manual_shown(result),
            Answer::PagesShown { printing, result } => self.pages_shown(printing, result),
            Answer::Fell => self.job_fell(),
        }
    }

    /// A fault of this program ended a job: nothing waits for it any more, and the clerk is told.
    fn job_fell(&mut self) {
        self.leaving = None;
        self.standing.saving = false;
        self.export.now = None;
        self.notice = None;
        let log = crash::log_file(&self.folders);
        let save = if self.document.is_some() {
            "窗口里的报告还在，请先保存，再"
        } else {
            "请再"
        };
        self.modal = Some(Modal::Failed(format!(
            "程序出错，刚才的一步没有做完。{save}试一次。\
             还是出错的，请把“{}”交给开发者，其中没有报告的文字。",
            log.display()
        )));
    }
}

/// Whether an action makes sense while an import is under review: what is about the finished report
/// does not.
fn in_review(action: Action) -> bool {
    use Action as A;
    !matches!(
        action,
        A::Save
            | A::SaveAs
            | A::Versions
            | A::Export
            | A::Print
            | A::UseAsTemplate
            | A::LastYear
            | A::ProposeLeadIn
            | A::InsertAspects
            | A::InsertFeeSentence
            | A::ToggleProblems
            | A::TogglePreview
            | A::ToggleNav
    )
}

fn is_figure(place: &Place) -> bool {
    matches!(place, Place::Cell(_) | Place::Column(_) | Place::Row(..) | Place::Table(_))
}

fn document_path(document: Option<&Document>) -> Option<PathBuf> {
    document.and_then(|document| document.path.clone())
}

/// The cell to put the cursor in for a place: a column's first cell that can be typed in.
fn first_cell(document: &Document, place: &Place) -> Place {
    let Place::Column(column) = place else { return place.clone() };
    let figures = &document.report().figures;
    let form = &figures.edition().tables[column.table];
    let at = form.cells[column.index].column;
    let typed = form.cells.iter().position(|cell| cell.column == at && cell.sum_of.is_none());
    let index = typed.unwrap_or(column.index);
    Place::Cell(CellId { table: column.table, index })
}

/// The identity in one line: 勾稽：7 列平衡, or which columns fail with both sides.
#[must_use]
pub fn identity_line(report: &Report) -> (bool, String) {
    let columns = rules::columns(report);
    let failing: Vec<_> = columns.iter().filter(|c| c.difference() != 0).collect();
    let own: Vec<_> = failing.iter().filter(|c| !c.total || failing.len() == 1).collect();
    if own.is_empty() {
        return (true, format!("勾稽：{} 列平衡", columns.len()));
    }
    let side = |figures: &[i64]| figures.iter().map(i64::to_string).collect::<Vec<_>>().join("＋");
    let first = own[0];
    let (left, right) = (side(&first.left), side(&first.right));
    let difference = first.difference().abs();
    let text =
        format!("勾稽：{} 列不平。{} {left}≠{right}，差 {difference}", own.len(), first.name);
    (false, text)
}
