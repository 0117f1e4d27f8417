//! The program's state, and the one way to change it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::action::Action;
use super::command::{Command, Modal, SaveChoice};
use super::date::Moment;
use super::dialogs::{Dialogs, Picked};
use super::document::Document;
use super::drafts::{Draft, DraftStore};
use super::jobs::{Answer, Jobs, Wake};
use super::search::Search;
use super::settings::{Folders, Recent, Settings, Theme};
use crate::edition;
use crate::export;
use crate::file::{self, FileError};
use crate::finding::{Finding, Severity};
use crate::font::Fonts;
use crate::import::NoteKind;
use crate::layout;
use crate::open::{self, Opened};
use crate::report::place::{CellId, Field, Place};
use crate::report::{Edit, Report, Value};
use crate::rules::{self, Balanced};

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
    /// Where to save.
    Save,
    /// Where to put the PDF.
    Pdf,
    /// Where to put the text.
    Text,
}

impl Purpose {
    /// What the dialog says.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "打开报告文件",
            Self::Import => "导入已公布的报告",
            Self::Template => "选择上年报告",
            Self::Save => "保存报告",
            Self::Pdf => "导出 PDF",
            Self::Text => "导出文字",
        }
    }

    /// The extension of the file it writes; `None` where it reads one.
    #[must_use]
    pub fn extension(self) -> Option<&'static str> {
        match self {
            Self::Open | Self::Import | Self::Template => None,
            Self::Save => Some("nianbao"),
            Self::Pdf => Some("pdf"),
            Self::Text => Some("txt"),
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
    New(Box<Report>),
}

/// The program.
pub struct App {
    settings: Settings,
    folders: Folders,
    drafts: DraftStore,
    dialogs: Arc<dyn Dialogs>,
    jobs: Jobs,
    now: Moment,
    document: Option<Document>,
    left_behind: Option<Draft>,
    part: Part,
    target: Option<Place>,
    cursor: Option<Place>,
    finding: Option<usize>,
    modal: Option<Modal>,
    search: Option<Search>,
    notice: Option<Notice>,
    leaving: Option<Leaving>,
    quit: bool,
    drafted: Option<(u64, Moment)>,
    pane: usize,
    generation: u64,
}

/// The sample report that comes with the program.
const SAMPLE: &str = include_str!("../../assets/sample.ron");

impl App {
    /// Starts the program: reads the settings and looks for a draft left behind.
    #[must_use]
    pub fn new(folders: Folders, dialogs: Arc<dyn Dialogs>, now: Moment, wake: Wake) -> Self {
        let (settings, damaged) = Settings::load(&folders);
        let drafts = DraftStore::new(&folders);
        let welcome = settings.agency.is_empty().then_some(Modal::Welcome);
        Self {
            left_behind: drafts.newest(),
            drafts,
            folders,
            dialogs,
            jobs: Jobs::new(wake),
            now,
            document: None,
            part: Part::Basic,
            target: None,
            cursor: None,
            finding: None,
            modal: damaged.map(Modal::Failed).or(welcome),
            search: None,
            notice: None,
            leaving: None,
            quit: false,
            drafted: None,
            pane: 0,
            generation: 0,
            settings,
        }
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

    /// The open report; without one the start page is shown.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        self.document.as_ref()
    }

    /// The draft that was left behind by an earlier run.
    #[must_use]
    pub fn left_behind(&self) -> Option<&Draft> {
        self.left_behind.as_ref()
    }

    /// The part that is shown.
    #[must_use]
    pub fn part(&self) -> Part {
        self.part
    }

    /// The place to scroll to and focus, until [`Command::Arrived`].
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

    /// When the draft was last written, where it holds all that is not saved.
    #[must_use]
    pub fn draft_kept(&self) -> Option<Moment> {
        let document = self.document.as_ref()?;
        self.drafted.filter(|(revision, _)| *revision == document.revision()).map(|(_, at)| at)
    }

    /// The pane that F6 went to: 0 the parts, 1 the editor, 2 the problems. Grows past 2; views
    /// take it modulo 3 and act on a change.
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
                    | A::Quit
                    | A::ZoomIn
                    | A::ZoomOut
                    | A::ZoomReset
                    | A::ThemeSystem
                    | A::ThemeLight
                    | A::ThemeDark
                    | A::Settings
                    | A::Help
                    | A::About
            );
        };
        match action {
            A::Undo => document.undo_label().is_some(),
            A::Redo => document.redo_label().is_some(),
            A::FindNext | A::FindPrevious => self.search.is_some(),
            A::FillRow => matches!(self.cursor, Some(Place::Cell(_))),
            A::FillTable => self.table_at_hand().is_some(),
            A::TextBefore | A::TextAfter => self.section_at_hand().is_some(),
            A::ApplyFix => self.current_fix().is_some(),
            A::NextProblem | A::PreviousProblem => !document.findings().is_empty(),
            A::CompareLast => document.report().last.is_some(),
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

    /// The name proposed for a file of the open report.
    #[must_use]
    pub fn proposed_name(&self, extension: &str) -> String {
        let title = self.document.as_ref().map_or("", |d| d.report().title.as_str());
        let kept = |c: &char| !c.is_control() && !"/\\:*?\"<>|".contains(*c);
        let stem: String = title.chars().filter(kept).take(60).collect();
        let stem = if stem.trim().is_empty() { "年度报告" } else { stem.trim() };
        format!("{stem}.{extension}")
    }

    // Changes.

    /// Tells the time.
    pub fn tick(&mut self, now: Moment) {
        self.now = now;
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

    /// Writes the draft, where there is anything that is not in it yet. The window calls it when
    /// typing has stopped for a second.
    pub fn keep_draft(&mut self) {
        let Some(document) = &self.document else { return };
        if !document.is_dirty() || self.draft_kept().is_some() {
            return;
        }
        let (store, report) = (self.drafts.clone(), document.report().clone());
        let (path, revision) = (store.path(document.path.as_deref()), document.revision());
        self.jobs.start(move || {
            let result = store.write(&path, &report);
            Answer::Drafted { revision, result }
        });
    }

    /// Does what is asked. The only thing that changes the program.
    pub fn handle(&mut self, command: Command) {
        match command {
            Command::Do(action) => {
                if self.is_enabled(action) {
                    self.act(action);
                }
            }
            Command::Edit { label, edits, merge } => {
                if let Some(problem) =
                    self.change(|document| document.edit(&label, edits, merge).err())
                {
                    self.tell(problem);
                }
            }
            Command::EndMerge => {
                if let Some(document) = &mut self.document {
                    document.end_merge();
                }
            }
            Command::Show(part) => self.show(part),
            Command::Goto(place) => self.goto(place),
            Command::Arrived => self.target = None,
            Command::Cursor(cursor) => self.cursor = cursor,
            Command::Open(path) => self.leave(Leaving::Open(path, false)),
            Command::Template(path) => self.leave(Leaving::Open(path, true)),
            Command::ResumeDraft => self.resume_draft(),
            Command::DiscardDraft => {
                if let Some(draft) = self.left_behind.take() {
                    self.drafts.discard(&draft.path);
                }
            }
            Command::Forget(path) => {
                self.settings.recent.retain(|recent| recent.path != path);
                self.save_settings();
            }
            Command::Path(purpose, path) => {
                self.modal = None;
                self.picked(purpose, path);
            }
            Command::Overwrite(purpose, path) => {
                self.modal = None;
                self.write(purpose, path);
            }
            Command::Close(choice) => self.close(choice),
            Command::Dismiss => {
                self.modal = None;
                self.leaving = None;
            }
            Command::ExportAnyway(purpose) => {
                self.modal = None;
                self.ask_path(purpose);
            }
            Command::Settings(settings) => {
                self.settings = *settings;
                self.save_settings();
            }
            Command::Search { words, with } => {
                self.search_for(words, with);
            }
            Command::ReplaceOne => self.replace(true),
            Command::ReplaceAll => self.replace(false),
            Command::CloseSearch => self.search = None,
            Command::Fix(index) => self.fix(index),
            Command::GotoFinding(index) => self.goto_finding(index),
            Command::LeaveFinding => self.finding = None,
        }
    }

    fn act(&mut self, action: Action) {
        use Action as A;
        match action {
            A::New => self.new_report(),
            A::NewFromLast => self.ask_path(Purpose::Template),
            A::Open => self.ask_path(Purpose::Open),
            A::Import => self.ask_path(Purpose::Import),
            A::Sample => self.open_sample(),
            A::Save => self.save(false),
            A::SaveAs => self.save(true),
            A::ExportPdf => self.export(Purpose::Pdf),
            A::ExportText => self.export(Purpose::Text),
            A::CloseReport => self.leave(Leaving::ToStart),
            A::Quit => self.leave(Leaving::Quit),
            A::Undo | A::Redo => self.travel(action == A::Undo),
            A::Find | A::Replace => {
                let search = self.search.get_or_insert_with(Search::default);
                search.replacing = action == A::Replace;
                search.asked += 1;
            }
            A::FindNext => self.step_search(true),
            A::FindPrevious => self.step_search(false),
            A::FillRow => self.fill_row(),
            A::FillTable => self.fill(self.table_at_hand()),
            A::FillReport => self.fill(None),
            A::ProposeLeadIn => self.propose_lead_in(),
            A::InsertAspects => self.insert_aspects(),
            A::InsertFeeSentence => self.insert_fee_sentence(),
            A::TextBefore => self.goto_text(Field::Before),
            A::TextAfter => self.goto_text(Field::After),
            A::ApplyFix => {
                if let Some(index) = self.current_fix() {
                    self.fix(index);
                }
            }
            A::Basic => self.show(Part::Basic),
            A::Section1 => self.show(Part::Section(1)),
            A::Section2 => self.show(Part::Section(2)),
            A::Section3 => self.show(Part::Section(3)),
            A::Section4 => self.show(Part::Section(4)),
            A::Section5 => self.show(Part::Section(5)),
            A::Section6 => self.show(Part::Section(6)),
            A::AllTables => self.show(Part::Tables),
            A::NextSection => self.show(neighbour(self.part, true)),
            A::PreviousSection => self.show(neighbour(self.part, false)),
            A::NextProblem => self.step_problem(true),
            A::PreviousProblem => self.step_problem(false),
            A::NextPane => self.pane += 1,
            A::ToggleProblems => self.choose(|s| s.problems_open = !s.problems_open),
            A::TogglePreview => self.choose(|s| s.preview_open = !s.preview_open),
            A::ToggleNav => self.choose(|s| s.nav_open = !s.nav_open),
            A::CompareLast => self.choose(|s| s.compare_last = !s.compare_last),
            A::ZoomIn => self.choose(|s| s.zoom = (s.zoom + 10).min(200)),
            A::ZoomOut => self.choose(|s| s.zoom = s.zoom.saturating_sub(10).max(80)),
            A::ZoomReset => self.choose(|s| s.zoom = 100),
            A::ThemeSystem => self.choose(|s| s.theme = Theme::System),
            A::ThemeLight => self.choose(|s| s.theme = Theme::Light),
            A::ThemeDark => self.choose(|s| s.theme = Theme::Dark),
            A::Settings => self.modal = Some(Modal::Settings),
            A::Help => self.modal = Some(Modal::Help),
            A::About => self.modal = Some(Modal::About),
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

    // Reports: new, open, close.

    fn new_report(&mut self) {
        let (_, year) = self.settings.due(self.now.date);
        let Some(edition) = edition::for_year(year) else { return };
        let report = Report::blank(edition, &self.settings.agency, year);
        self.leave(Leaving::New(Box::new(Self::signed(report))));
    }

    /// A new report is signed by its agency.
    fn signed(mut report: Report) -> Report {
        if report.signature.name.is_empty() {
            report.signature.name.clone_from(&report.agency);
        }
        report
    }

    fn open_sample(&mut self) {
        match file::parse("示例报告", SAMPLE.as_bytes()) {
            Ok((_, report)) => self.leave(Leaving::New(Box::new(report))),
            Err(error) => self.modal = Some(Modal::Failed(error.to_string())),
        }
    }

    /// Leaves the open report for something else, after asking where it is not saved.
    fn leave(&mut self, leaving: Leaving) {
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

    fn close(&mut self, choice: SaveChoice) {
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
                self.keep_draft();
                self.settle(Duration::from_secs(5));
                self.go();
                self.left_behind = self.drafts.newest();
            }
            SaveChoice::Discard => {
                if let Some(document) = &self.document {
                    self.drafts.discard(&self.drafts.path(document.path.as_deref()));
                }
                self.go();
            }
        }
    }

    /// Does what waited for the report to be closed.
    fn go(&mut self) {
        match self.leaving.take() {
            None => {}
            Some(Leaving::Quit) => self.quit = true,
            Some(Leaving::ToStart) => {
                self.document = None;
                self.left_behind = self.drafts.newest();
                self.search = None;
                self.notice = None;
            }
            Some(Leaving::New(report)) => self.install(Document::new(*report, None, false)),
            Some(Leaving::Open(path, as_template)) => {
                self.tell(format!("正在读取“{}”…", path.display()));
                self.jobs.start(move || {
                    let result = Box::new(open::open(&path));
                    Answer::Opened { path, as_template, result }
                });
            }
        }
    }

    fn install(&mut self, document: Document) {
        self.document = Some(document);
        self.generation += 1;
        self.part = Part::Basic;
        self.target = None;
        self.cursor = None;
        self.finding = None;
        self.search = None;
        self.drafted = None;
        self.notice = None;
    }

    fn resume_draft(&mut self) {
        if let Some(draft) = self.left_behind.take() {
            self.install(Document::new(draft.report, None, false));
            // The draft goes on under its own name; the old one would be offered again.
            self.keep_draft();
            let unsaved = self.drafts.path(None);
            if draft.path != unsaved {
                self.settle(Duration::from_secs(5));
                self.drafts.discard(&draft.path);
            }
        }
    }

    // Saving and exporting.

    fn save(&mut self, elsewhere: bool) {
        self.keep_draft();
        if !self.refuse_unbalanced() {
            return;
        }
        match document_path(self.document.as_ref()).filter(|_| !elsewhere) {
            Some(path) => self.write(Purpose::Save, path),
            None => self.ask_path(Purpose::Save),
        }
    }

    /// Whether nothing blocks the report; where something does, shows what and goes to it.
    fn refuse_unbalanced(&mut self) -> bool {
        let Some(document) = &self.document else { return false };
        let Err(findings) = Balanced::new(document.report()) else { return true };
        self.modal = Some(Modal::Refused);
        if let Some(place) = findings.first().map(|finding| first_cell(document, &finding.place)) {
            self.goto(place);
        }
        false
    }

    fn export(&mut self, purpose: Purpose) {
        if !self.refuse_unbalanced() {
            return;
        }
        let errors = self.document.as_ref().map_or(0, |document| {
            document.findings().iter().filter(|f| f.severity == Severity::Error).count()
        });
        if errors > 0 {
            self.modal = Some(Modal::AskExport { purpose, errors });
        } else {
            self.ask_path(purpose);
        }
    }

    fn ask_path(&mut self, purpose: Purpose) {
        let dialogs = Arc::clone(&self.dialogs);
        let name = purpose.extension().map(|extension| self.proposed_name(extension));
        self.jobs.start(move || {
            let picked = match (&name, purpose.extension()) {
                (Some(name), Some(extension)) => dialogs.save(purpose.title(), name, extension),
                _ => dialogs.open(purpose.title()),
            };
            Answer::Picked(purpose, picked)
        });
    }

    /// The folder a path field starts from: the open file's, else the last used one's.
    fn proposed_path(&self, purpose: Purpose) -> PathBuf {
        let near = document_path(self.document.as_ref())
            .or_else(|| self.settings.recent.first().map(|recent| recent.path.clone()));
        let folder = near.as_deref().and_then(Path::parent).map(Path::to_owned);
        let folder = folder.or_else(std::env::home_dir).unwrap_or_default();
        match purpose.extension() {
            Some(extension) => folder.join(self.proposed_name(extension)),
            None => folder,
        }
    }

    fn picked(&mut self, purpose: Purpose, mut path: PathBuf) {
        match purpose {
            Purpose::Open | Purpose::Import => self.leave(Leaving::Open(path, false)),
            Purpose::Template => self.leave(Leaving::Open(path, true)),
            Purpose::Save | Purpose::Pdf | Purpose::Text => {
                if path.extension().is_none()
                    && let Some(extension) = purpose.extension()
                {
                    path.set_extension(extension);
                }
                let own = document_path(self.document.as_ref()).as_deref() == Some(&path);
                if path.exists() && !(own && purpose == Purpose::Save) {
                    self.modal = Some(Modal::AskOverwrite { purpose, path });
                } else {
                    self.write(purpose, path);
                }
            }
        }
    }

    fn write(&mut self, purpose: Purpose, path: PathBuf) {
        let Some(document) = &self.document else { return };
        let report = document.report().clone();
        match purpose {
            Purpose::Save => self.jobs.start(move || {
                let result = write_balanced(&report, &path, |balanced| {
                    (file::report_text(balanced).into_bytes(), None)
                });
                Answer::Saved { path, report: Box::new(report), result: result.map(|_| ()) }
            }),
            Purpose::Pdf => self.jobs.start(move || {
                exported(path, &report, |balanced| {
                    let fonts = Fonts::builtin();
                    let laid = layout::layout(balanced.report(), fonts);
                    let pages = laid.document.pages.len();
                    (export::pdf::pdf(&laid.document, fonts), Some(pages))
                })
            }),
            Purpose::Text => self.jobs.start(move || {
                exported(path, &report, |balanced| {
                    (export::text::text(balanced.report()).into_bytes(), None)
                })
            }),
            Purpose::Open | Purpose::Import | Purpose::Template => {}
        }
    }

    // Answers.

    fn take(&mut self, answer: Answer) {
        match answer {
            Answer::Picked(purpose, Picked::File(path)) => self.picked(purpose, path),
            Answer::Picked(_, Picked::Cancelled) => self.leaving = None,
            Answer::Picked(purpose, Picked::Unavailable) => {
                let proposed = self.proposed_path(purpose);
                self.modal = Some(Modal::AskPath { purpose, proposed });
            }
            Answer::Opened { path, as_template, result } => match *result {
                Ok(opened) => self.opened(&path, opened, as_template),
                Err(error) => {
                    self.notice = None;
                    self.modal = Some(Modal::Failed(error.to_string()));
                }
            },
            Answer::Saved { path, report, result: Ok(()) } => self.saved(path, *report),
            Answer::Saved { result: Err(error), .. } => {
                self.leaving = None;
                let kept = "已填内容仍作为草稿保留在本机。";
                self.modal = Some(Modal::Failed(format!("{error}{kept}")));
            }
            Answer::Exported { path, pages, result: Ok(()) } => {
                let pages = pages.map(|pages| format!("（{pages} 页）")).unwrap_or_default();
                self.tell(format!("已导出“{}”{pages}", path.display()));
            }
            Answer::Exported { result: Err(error), .. } => {
                self.modal = Some(Modal::Failed(error.to_string()));
            }
            Answer::Drafted { revision, result: Ok(()) } => {
                self.drafted = Some((revision, self.now));
            }
            Answer::Drafted { result: Err(error), .. } => {
                self.tell(format!("草稿没有保留下来：{error}"));
            }
        }
    }

    fn saved(&mut self, path: PathBuf, report: Report) {
        let former = document_path(self.document.as_ref());
        self.drafts.discard(&self.drafts.path(former.as_deref()));
        self.remember(&path, &report);
        self.tell(format!("已保存“{}”", path.display()));
        if let Some(document) = &mut self.document {
            document.path = Some(path);
            document.mark_saved(report);
        }
        self.go();
    }

    fn remember(&mut self, path: &Path, report: &Report) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let (agency, year) = (report.agency.clone(), report.year);
        self.settings.remember(Recent { path, agency, year, used: self.now.date });
        self.save_settings();
    }

    fn opened(&mut self, path: &Path, opened: Opened, as_template: bool) {
        if as_template {
            return self.start_from(opened.report());
        }
        match opened {
            Opened::File(file::Kind::Report, report) => {
                self.remember(path, &report);
                self.install(Document::new(*report, Some(path.to_owned()), true));
            }
            Opened::File(file::Kind::Draft, report) => {
                self.install(Document::new(*report, None, false));
            }
            Opened::Published(imported) => {
                let told = imported.notes.iter().filter(|note| note.kind != NoteKind::Found);
                let lines = told.map(ToString::to_string).collect();
                self.install(Document::new(imported.report, None, false));
                self.modal = Some(Modal::Imported { lines });
            }
        }
    }

    fn start_from(&mut self, last: &Report) {
        let (_, due) = self.settings.due(self.now.date);
        let year = last.year.map_or(due, |year| year + 1);
        let Some(edition) = edition::for_year(year) else {
            let text = format!("程序没有 {year} 年的表格，请核对上年报告的年度。");
            self.modal = Some(Modal::Failed(text));
            return;
        };
        let report = Self::signed(last.template(edition, &last.agency, year));
        self.install(Document::new(report, None, false));
        self.tell(format!("已带入 {} 年报告的机关名称、正文和上年数", year - 1));
    }

    // Editing.

    fn edit(&mut self, label: &str, edits: Vec<Edit>) {
        if !edits.is_empty() {
            self.handle(Command::Edit { label: label.into(), edits, merge: None });
        }
    }

    fn travel(&mut self, back: bool) {
        let label = self.change(|document| if back { document.undo() } else { document.redo() });
        if let Some(label) = label {
            let what = if back { "已撤销" } else { "已重做" };
            self.tell(format!("{what}：{label}"));
        }
    }

    /// Changes the document; the finding that was gone to stays the current one where it is
    /// still there.
    fn change<T>(&mut self, how: impl FnOnce(&mut Document) -> Option<T>) -> Option<T> {
        let document = self.document.as_mut()?;
        let current = self.finding.and_then(|index| document.findings().get(index).cloned());
        let result = how(document);
        self.finding = current.and_then(|current| {
            let same = |finding: &Finding| {
                finding.code == current.code && finding.message == current.message
            };
            let findings = document.findings();
            let exactly = findings.iter().position(|f| same(f) && f.place == current.place);
            exactly.or_else(|| findings.iter().position(same))
        });
        result
    }

    /// The table the cursor is in, or the one of the section that is shown.
    fn table_at_hand(&self) -> Option<usize> {
        let document = self.document.as_ref()?;
        match (&self.cursor, self.part) {
            (Some(Place::Cell(id)), _) => Some(id.table),
            (_, Part::Section(n)) => document.report().edition().table_in(n),
            _ => None,
        }
    }

    /// The section with a table that is shown.
    fn section_at_hand(&self) -> Option<u8> {
        match self.part {
            Part::Section(n) => self.document.as_ref()?.report().edition().table_in(n).map(|_| n),
            _ => None,
        }
    }

    /// Goes to what stands before or after the table.
    fn goto_text(&mut self, field: fn(u8) -> Field) {
        if let Some(section) = self.section_at_hand() {
            self.goto(Place::Field(field(section)));
        }
    }

    fn fill(&mut self, table: Option<usize>) {
        let Some(document) = &self.document else { return };
        let edits = fill_edits(document.report(), |id| table.is_none_or(|t| id.table == t));
        let label = format!("空白 {} 格补 0", edits.len());
        self.edit(&label, edits);
    }

    fn fill_row(&mut self) {
        let (Some(document), Some(Place::Cell(at))) = (&self.document, &self.cursor) else {
            return;
        };
        let row = |id: CellId| document.report().edition().tables[id.table].cells[id.index].row;
        let edits = fill_edits(document.report(), |id| id.table == at.table && row(id) == row(*at));
        let label = format!("本行空白 {} 格补 0", edits.len());
        self.edit(&label, edits);
    }

    fn propose_lead_in(&mut self) {
        let Some(document) = &self.document else { return };
        let text = super::proposals::lead_in(document.report(), &self.settings);
        self.edit("填入引言", vec![Edit::Text(Field::LeadIn, text)]);
        self.goto(Place::Field(Field::LeadIn));
    }

    fn insert_aspects(&mut self) {
        let Some(document) = &self.document else { return };
        let text = super::proposals::with_aspects(document.report());
        self.edit("补上小标题", vec![Edit::Text(Field::Before(1), text)]);
        self.goto(Place::Field(Field::Before(1)));
    }

    fn insert_fee_sentence(&mut self) {
        let Some(document) = &self.document else { return };
        let text = super::proposals::with_fee_sentence(document.report());
        self.edit("填入信息处理费一句", vec![Edit::Text(Field::Before(6), text)]);
        self.goto(Place::Field(Field::Before(6)));
    }

    // Problems.

    /// The finding that was gone to, where it has a fix.
    fn current_fix(&self) -> Option<usize> {
        let document = self.document.as_ref()?;
        self.finding.filter(|i| document.findings().get(*i).is_some_and(|f| f.fix.is_some()))
    }

    fn fix(&mut self, index: usize) {
        let fix = self.document.as_ref().and_then(|d| d.findings().get(index)?.fix.clone());
        if let Some(fix) = fix {
            self.edit(&fix.label, fix.edits);
            self.finding = None;
        }
    }

    fn goto_finding(&mut self, index: usize) {
        let Some(document) = &self.document else { return };
        if let Some(finding) = document.findings().get(index) {
            let place = first_cell(document, &finding.place);
            self.finding = Some(index);
            self.modal = None;
            self.goto(place);
        }
    }

    fn step_problem(&mut self, forward: bool) {
        let order: Vec<usize> =
            self.findings_by_severity().into_iter().map(|(index, _)| index).collect();
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

    // Find and replace.

    /// Takes over what is sought. What is sought anew is shown from where the clerk is on.
    fn search_for(&mut self, words: String, with: String) {
        let (Some(search), Some(document)) = (&mut self.search, &self.document) else { return };
        let anew = search.words != words;
        search.words = words;
        search.with = with;
        if !anew {
            return;
        }
        let hits = search.hits(document.report());
        let field = match self.part {
            Part::Basic | Part::Tables => Field::Title,
            Part::Section(n) => Field::Heading(n),
        };
        search.current = Search::first_from(&hits, field, 0);
        self.show_hit();
    }

    /// Goes to the hit that is shown.
    fn show_hit(&mut self) {
        let (Some(search), Some(document)) = (&self.search, &self.document) else { return };
        if let Some(hit) = search.hits(document.report()).get(search.current).cloned() {
            self.goto(Place::Text(hit.field, hit.range));
        }
    }

    fn step_search(&mut self, forward: bool) {
        let (Some(search), Some(document)) = (&mut self.search, &self.document) else { return };
        let count = search.hits(document.report()).len();
        if count == 0 {
            return;
        }
        // The report may have lost hits since.
        let at = search.current.min(count - 1);
        search.current = if forward { at + 1 } else { at + count - 1 } % count;
        self.show_hit();
    }

    fn replace(&mut self, one: bool) {
        let (Some(search), Some(document)) = (&self.search, &self.document) else { return };
        let hits = search.hits(document.report());
        let at = search.current.min(hits.len().saturating_sub(1));
        let chosen = if one { hits.get(at..=at).unwrap_or_default() } else { hits.as_slice() };
        let Some(hit) = hits.get(at) else { return };
        let edits = search.replace(document.report(), chosen);
        let label = format!("替换 {} 处", chosen.len());
        // What was put in is not sought again, though the words may stand in it.
        let after = hit.range.start + search.with.len();
        let field = hit.field;
        self.edit(&label, edits);
        if one {
            self.show_hit_from(field, after);
        } else {
            self.tell(format!("已{label}"));
        }
    }

    fn show_hit_from(&mut self, field: Field, byte: usize) {
        if let (Some(search), Some(document)) = (&mut self.search, &self.document) {
            let hits = search.hits(document.report());
            search.current = Search::first_from(&hits, field, byte);
        }
        self.show_hit();
    }
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

fn neighbour(part: Part, forward: bool) -> Part {
    let parts = [
        Part::Basic,
        Part::Section(1),
        Part::Section(2),
        Part::Section(3),
        Part::Section(4),
        Part::Section(5),
        Part::Section(6),
        Part::Tables,
    ];
    let at = parts.iter().position(|p| *p == part).unwrap_or(0);
    parts[(at + if forward { 1 } else { parts.len() - 1 }) % parts.len()]
}

/// The edits that put 0 into the blank cells of which `wanted` is true.
fn fill_edits(report: &Report, wanted: impl Fn(CellId) -> bool) -> Vec<Edit> {
    let figures = &report.figures;
    let blank = |id: &CellId| !figures.is_total(*id) && *figures.typed(*id) == Value::Blank;
    figures
        .cells()
        .filter(|id| wanted(*id))
        .filter(blank)
        .filter_map(|id| Some(Edit::Value(id, Value::read(figures.cell(id)?.kind, "0"))))
        .collect()
}

/// Writes what `make` makes of a report, which nothing may block: the report was balanced when
/// the clerk asked, and this is the same one.
fn write_balanced(
    report: &Report,
    path: &Path,
    make: impl FnOnce(Balanced<'_>) -> (Vec<u8>, Option<usize>),
) -> Result<Option<usize>, FileError> {
    match Balanced::new(report) {
        Ok(balanced) => {
            let (bytes, pages) = make(balanced);
            file::write_atomic(path, &bytes).map(|()| pages)
        }
        Err(_) => Err(FileError {
            file: path.display().to_string(),
            line: None,
            problem: "勾稽关系不平或填写有误，没有写出".into(),
            remedy: "请按问题栏所列改正后再试。".into(),
        }),
    }
}

fn exported(
    path: PathBuf,
    report: &Report,
    make: impl FnOnce(Balanced<'_>) -> (Vec<u8>, Option<usize>),
) -> Answer {
    match write_balanced(report, &path, make) {
        Ok(pages) => Answer::Exported { path, pages, result: Ok(()) },
        Err(error) => Answer::Exported { path, pages: None, result: Err(error) },
    }
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
