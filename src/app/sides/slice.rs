//! What stands on the two sides, and taking what a Word file proposes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::action::Action;
use super::super::comments::messages::CommentsCommand;
use super::super::core::Core;
use super::super::drafts::store::{Draft, DraftWork};
use super::super::path::messages::Purpose;
use super::super::save::versions::Versions;
use super::messages::{
    ConsideredFile, ReturnedFile, SideChoice, SideOf, SidesAnswer, SidesCommand, SidesModal,
};
use super::{ReturnedReview, SidesView, numbered, proposed, reading};
use crate::app::opening::messages::OpeningCommand;
use crate::compare::{last_year_beside, paired};
use crate::file;
use crate::report::{Edit, Report};
use crate::reviewed::{ReviewSource, Reviewed};
use crate::storage::Storage;

/// Two states of a report side by side, where they are shown.
#[derive(Default)]
pub(crate) struct SidesSlice {
    view: Option<SidesView>,
    /// The revision of the open report that the lines are of.
    of: u64,
}

impl SidesSlice {
    /// What is shown, where it is.
    pub(crate) fn view(&self) -> Option<&SidesView> {
        self.view.as_ref()
    }

    /// Forgets what was shown of a report that is closed.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }

    /// What an action means while two sides are shown; `None` where it means what it always does.
    pub(crate) fn command(&self, action: Action) -> Option<SidesCommand> {
        self.view.as_ref()?;
        match action {
            Action::NextProblem => Some(SidesCommand::Next),
            Action::PreviousProblem => Some(SidesCommand::Previous),
            Action::CloseReport => Some(SidesCommand::Close),
            _ => None,
        }
    }

    /// Makes the lines anew where the open report has changed.
    pub(crate) fn follow(&mut self, core: &Core) {
        let revision = core.document.as_ref().map(|document| document.revision());
        if self.view.is_some() && revision != Some(self.of) {
            self.reckon(core);
        }
    }

    /// Does what is asked; `drafts` are those that earlier runs left behind.
    pub(crate) fn handle(&mut self, core: &mut Core, drafts: &[Draft], command: SidesCommand) {
        match command {
            SidesCommand::Open => self.open(core, drafts),
            SidesCommand::Close => self.view = None,
            SidesCommand::Pick(side, index) => self.pick(core, side, index),
            SidesCommand::AskFile(side) => core.ask_path(Purpose::Side(side)),
            SidesCommand::File(side, path) => {
                let generation = core.generation;
                core.jobs.start(move || {
                    let (name, result) = (reading::name_of(&path), reading::report(&path));
                    SidesAnswer::Read { generation, side, name, result }
                });
            }
            SidesCommand::OnlyChanges(only) => {
                if let Some(view) = &mut self.view {
                    view.only_changes = only;
                }
            }
            SidesCommand::Choose(number) => {
                if let Some(view) = &mut self.view {
                    view.current = number;
                }
            }
            SidesCommand::Next => self.step(|at, count| (at + 1) % count),
            SidesCommand::Previous => self.step(|at, count| (at + count - 1) % count),
            SidesCommand::Goto(number) => {
                let line = self.view.as_ref().and_then(|view| view.change(number));
                if let Some(place) = line.map(|line| line.line.place.clone()) {
                    self.view = None;
                    core.goto(place);
                }
            }
            SidesCommand::Take(number) => self.take_proposal(core, number),
            SidesCommand::TakeAll => self.take_all(core),
            SidesCommand::ReadReturned(path) => read_returned(core, path),
            SidesCommand::Consider(path) => consider(core, path),
        }
    }

    /// Takes what a job about two sides sends back.
    pub(crate) fn take(&mut self, core: &mut Core, answer: SidesAnswer) {
        match answer {
            SidesAnswer::Listed { generation, versions } if generation == core.generation => {
                let Some(view) = &mut self.view else { return };
                let was_alone = view.choices.len() < 2;
                view.choices.extend(versions.into_iter().map(|(saved, report)| SideChoice {
                    name: format!("{saved} 保存的"),
                    report: Some(Arc::new(report)),
                }));
                if was_alone && view.choices.len() > 1 {
                    self.pick(core, SideOf::Earlier, 1);
                }
            }
            SidesAnswer::Read { generation, side, name, result }
                if generation == core.generation =>
            {
                match (result, &mut self.view) {
                    (Ok(report), Some(view)) => {
                        view.choices.push(SideChoice { name, report: Some(Arc::new(*report)) });
                        let at = view.choices.len() - 1;
                        self.pick(core, side, at);
                    }
                    (Err(problem), _) => core.fail(problem),
                    (Ok(_), None) => {}
                }
            }
            SidesAnswer::Returned { generation, name, result } if generation == core.generation => {
                match result {
                    Ok(returned) => self.returned(core, name, *returned),
                    Err(problem) => core.fail(problem),
                }
            }
            SidesAnswer::Considered { number, path, what } if core.end_reading(number) => {
                match what {
                    ConsideredFile::Return => core.modal = Some(SidesModal::IsReturn(path).into()),
                    ConsideredFile::Package(report) => {
                        core.send(OpeningCommand::Look { report, path, place: None });
                    }
                    ConsideredFile::Refused(problem) => core.fail(problem),
                    ConsideredFile::Other => core.send(OpeningCommand::Straight(path)),
                }
            }
            _ => {}
        }
    }

    /// Shows the open report beside what was published, else what its file holds, else last year's.
    fn open(&mut self, core: &mut Core, drafts: &[Draft]) {
        let Some(document) = &core.document else { return };
        let report = document.report();
        let mut choices = vec![SideChoice { name: "现在的内容".into(), report: None }];
        if let Some(published) = &report.published {
            let name = format!("{} 公布的", published.out.date);
            choices.push(SideChoice { name, report: Some(Arc::clone(&published.report)) });
        }
        if let Some(saved) = document.saved().filter(|_| document.is_dirty()) {
            choices.push(SideChoice { name: "上次保存的".into(), report: Some(saved) });
        }
        if let Some(last) = &report.last {
            let year = last.year.map_or_else(|| "上年".to_owned(), |year| format!("{year} 年"));
            let report = Some(Arc::new(last_year_beside(last, report)));
            choices.push(SideChoice { name: format!("{year}的报告"), report });
        }
        choices.extend(drafts.iter().filter_map(|draft| {
            let DraftWork::Report(report, _) = &draft.work else { return None };
            let kept = draft.kept.map(super::super::date::Moment::words).unwrap_or_default();
            let name = format!("草稿：{} {kept}", crate::zh::shortened(&report.title, 24));
            Some(SideChoice { name, report: Some(Arc::new((**report).clone())) })
        }));
        let earlier = usize::from(choices.len() > 1);
        self.view = Some(view_of(choices, earlier));
        self.reckon(core);
        if let Some(path) = document.path.clone() {
            let storage = Arc::clone(&core.environment.storage);
            let versions = Versions::new(core.settings.folders());
            let generation = core.generation;
            core.jobs.start(move || {
                let versions = kept(&*storage, &versions, &path);
                SidesAnswer::Listed { generation, versions }
            });
        }
    }

    fn pick(&mut self, core: &Core, side: SideOf, index: usize) {
        let Some(view) = &mut self.view else { return };
        if index < view.choices.len() {
            match side {
                SideOf::Earlier => view.earlier = index,
                SideOf::Later => view.later = index,
            }
            (view.current, view.returned) = (0, None);
            self.reckon(core);
        }
    }

    /// Makes the lines of what stands on both sides.
    fn reckon(&mut self, core: &Core) {
        let (Some(view), Some(document)) = (&mut self.view, &core.document) else { return };
        self.of = document.revision();
        let report = document.report();
        if let Some(returned) = &mut view.returned {
            // What was taken is no difference any more, and is one again once that is taken back.
            returned.found = returned.source.against(report);
            view.lines = proposed(&returned.found, report);
        } else {
            let side = |index: usize| {
                view.choices
                    .get(index)
                    .and_then(|choice| choice.report.as_deref())
                    .unwrap_or(report)
            };
            view.lines = numbered(paired(side(view.earlier), side(view.later)));
        }
        view.current = view.current.min(view.changes().saturating_sub(1));
    }

    fn step(&mut self, next: impl Fn(usize, usize) -> usize) {
        let Some(view) = &mut self.view else { return };
        let count = view.changes();
        if count > 0 {
            view.current = next(view.current.min(count - 1), count);
            view.moved += 1;
        }
    }

    fn take_proposal(&mut self, core: &mut Core, number: usize) {
        let (Some(view), Some(report)) = (&self.view, core.report()) else { return };
        let found = view.returned.as_ref().map(|returned| &returned.found);
        let Some(proposal) = found.and_then(|found| found.proposals.get(number)) else { return };
        match proposal.edit(report) {
            Some(edit) => core.edit("采纳一处改动", vec![edit]),
            None => core.notify("这一处的文字已经改过，请对照文件自己改"),
        }
    }

    fn take_all(&mut self, core: &mut Core) {
        let (Some(view), Some(report)) = (&self.view, core.report()) else { return };
        let Some(returned) = &view.returned else { return };
        let (edits, both) = (returned.found.edits(report), returned.found.of_both());
        core.edit(format!("采纳 {} 处改动", edits.len()), edits);
        if both > 0 {
            core.notify(format!("两边都改过的 {both} 处没有一并采纳，请一处一处看"));
        }
    }

    /// Takes over what came back: comments at once, as a step that can be taken back; changes are only
    /// shown.
    fn returned(&mut self, core: &mut Core, name: String, returned: ReturnedFile) {
        match returned {
            ReturnedFile::Changed(source) => self.changes_returned(core, name, *source),
            ReturnedFile::Text(comments) => {
                let found = Reviewed { comments, ..Reviewed::default() };
                let count = take_comments(core, &found);
                core.notify(format!("已读入“{name}”的意见 {count} 条"));
                core.send(CommentsCommand::Open);
            }
        }
    }

    fn changes_returned(&mut self, core: &mut Core, name: String, source: ReviewSource) {
        let Some(report) = core.report() else { return };
        let found = source.against(report);
        let changes = found.proposals.len();
        let comments = take_comments(core, &found);
        if changes == 0 && found.unplaced.is_empty() {
            core.notify(match comments {
                0 => format!("“{name}”里没有新的意见，也没有改动"),
                _ => format!("已读入“{name}”的意见 {comments} 条，没有改动"),
            });
            return core.send(CommentsCommand::Open);
        }
        let choices = vec![
            SideChoice { name: "报告现在的内容".into(), report: None },
            SideChoice { name, report: None },
        ];
        let returned = ReturnedReview { source: Arc::new(source), found, comments };
        self.view = Some(SidesView { later: 1, returned: Some(returned), ..view_of(choices, 0) });
        self.reckon(core);
        core.notify(format!("已读入意见 {comments} 条，改动 {changes} 处，都还没有采纳"));
    }
}

fn view_of(choices: Vec<SideChoice>, earlier: usize) -> SidesView {
    SidesView {
        choices,
        earlier,
        later: 0,
        lines: Vec::new(),
        only_changes: true,
        current: 0,
        moved: 1,
        returned: None,
    }
}

/// Takes the comments that the report does not have yet; how many these are.
fn take_comments(core: &mut Core, found: &Reviewed) -> usize {
    let Some(report) = core.report() else { return 0 };
    let new = found.new_comments(report);
    let count = new.len();
    if count > 0 {
        let all = report.comments.iter().cloned().chain(new).collect();
        core.edit(format!("读入意见 {count} 条"), vec![Edit::Comments(all)]);
    }
    count
}

/// The versions of a file that are kept, the last one first.
fn kept(storage: &dyn Storage, versions: &Versions, path: &Path) -> Vec<(String, Report)> {
    let read = |bytes: &[u8]| Some((file::parse("", bytes).ok()?.1, Vec::new()));
    let found = versions.list(storage, path, read).into_iter();
    found.map(|version| (version.words(), version.content)).collect()
}

fn read_returned(core: &mut Core, path: PathBuf) {
    core.modal = None;
    let Some(document) = &core.document else {
        return core.fail("请先打开这份报告，再读入退回的文件。");
    };
    let report = document.report().clone();
    let (saved, own) = (document.saved(), document.path.clone());
    let storage = Arc::clone(&core.environment.storage);
    let versions = Versions::new(core.settings.folders());
    let generation = core.generation;
    core.notify(format!("正在读取“{}”…", path.display()));
    core.jobs.start(move || {
        let name = reading::name_of(&path);
        let kept = own.map(|own| kept(&*storage, &versions, &own)).unwrap_or_default();
        let kept = kept.iter().map(|(_, report)| report);
        let published = report.published.as_ref().map(|published| &*published.report);
        let earlier: Vec<&Report> =
            saved.as_deref().into_iter().chain(kept).chain(published).collect();
        let result = reading::returned(&path, &report, &earlier).map(Box::new);
        SidesAnswer::Returned { generation, name, result }
    });
}

/// Looks what a file is that was to be opened.
fn consider(core: &mut Core, path: PathBuf) {
    let report = core.report().cloned();
    let (number, _) = core.begin_reading(&path);
    core.jobs.start(move || {
        let what = reading::considered(&path, report.as_ref());
        SidesAnswer::Considered { number, path, what }
    });
}
