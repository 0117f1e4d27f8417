//! Going through the comments, and changing them by edits that can be taken back.

use super::super::core::Core;
use super::messages::{CommentId, CommentsCommand, CommentsModal};
use super::{ShownComments, figure_for};
use crate::report::place::Place;
use crate::report::{Comment, CommentAnswer, CommentPlace, Edit, Report};
use crate::zh::shortened;

/// The comments of the open report, as far as they are shown.
#[derive(Default)]
pub(crate) struct CommentsSlice {
    shown: ShownComments,
    /// How many of the open report's comments had lost their words when it was last looked.
    lost: (u64, usize),
}

impl CommentsSlice {
    /// What is shown.
    pub(crate) fn shown(&self) -> &ShownComments {
        &self.shown
    }

    /// Forgets what was shown of a report that is closed.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Tells when words that a comment is about have gone.
    pub(crate) fn follow(&mut self, core: &mut Core) {
        let Some(report) = core.report() else { return };
        let lost = |comment: &&Comment| comment.is_lost(report);
        let count = report.comments.iter().filter(lost).count();
        let (generation, before) = std::mem::replace(&mut self.lost, (core.generation, count));
        if generation == core.generation
            && count > before
            && let Some(comment) = report.comments.iter().rfind(lost)
        {
            let quote = shortened(&comment.quote, 20);
            let words = format!("意见所指的“{quote}”已删去，意见留在审阅栏“未能对上原文”中");
            core.notify(words);
        }
    }

    /// Does what is asked about comments.
    pub(crate) fn handle(&mut self, core: &mut Core, command: CommentsCommand) {
        match command {
            CommentsCommand::Toggle => self.shown.open = !self.shown.open,
            CommentsCommand::Open => self.shown.open = true,
            CommentsCommand::Close => self.shown.open = false,
            CommentsCommand::OnlyOpen(only) => self.shown.only_open = only,
            CommentsCommand::Ask(place) => core.modal = Some(CommentsModal::New(place).into()),
            CommentsCommand::AskAnswer(id) => core.modal = Some(CommentsModal::Answer(id).into()),
            CommentsCommand::Add(place, text) => self.add(core, place, text),
            CommentsCommand::Answer(id, text) => {
                core.modal = None;
                let who = core.settings.get().writer();
                let minute = Some(core.now.minutes());
                self.change(core, &id, "答复意见", |comment| {
                    comment.answers.push(CommentAnswer { who, minute, text });
                });
            }
            CommentsCommand::Settle(id, settled) => self.settle(core, &id, settled),
            CommentsCommand::SettleCurrent => {
                let Some(report) = core.report() else { return };
                let id = self.shown.current.clone();
                let at = id.as_ref().and_then(|id| id.find(report));
                if let (Some(id), Some(at)) = (id, at) {
                    let settled = report.comments[at].settled;
                    self.settle(core, &id, !settled);
                }
            }
            CommentsCommand::Delete(id) => delete(core, &id),
            CommentsCommand::Choose(id) => self.shown.current = Some(id),
            CommentsCommand::Goto(id) => self.goto(core, id),
            CommentsCommand::Next => {
                self.step(core, |at, count| at.map_or(0, |at| (at + 1) % count));
            }
            CommentsCommand::Previous => {
                self.step(core, |at, count| at.map_or(count - 1, |at| (at + count - 1) % count));
            }
            CommentsCommand::PutAt(place) => self.put_at(core, place),
            CommentsCommand::TakeFigure(id) => take_figure(core, &id),
        }
    }

    fn add(&mut self, core: &mut Core, place: CommentPlace, text: String) {
        core.modal = None;
        let Some(report) = core.report() else { return };
        let quote = quoted(report, &place);
        let mut comments = report.comments.clone();
        comments.push(Comment {
            who: core.settings.get().writer(),
            minute: Some(core.now.minutes()),
            place,
            quote,
            text,
            answers: Vec::new(),
            settled: false,
            source: String::new(),
        });
        let at = comments.len() - 1;
        core.edit("添加意见", vec![Edit::Comments(comments)]);
        self.shown.open = true;
        self.shown.current = core.report().and_then(|report| CommentId::of(report, at));
    }

    fn settle(&mut self, core: &mut Core, id: &CommentId, settled: bool) {
        let label = if settled { "标为已处理" } else { "改为待处理" };
        self.change(core, id, label, |comment| comment.settled = settled);
    }

    /// Changes one comment as a step of the history; it becomes the current one.
    fn change(
        &mut self,
        core: &mut Core,
        id: &CommentId,
        label: &str,
        how: impl FnOnce(&mut Comment),
    ) {
        let Some(report) = core.report() else { return };
        let Some(at) = id.find(report) else { return };
        let mut comments = report.comments.clone();
        how(&mut comments[at]);
        core.edit(label, vec![Edit::Comments(comments)]);
        self.shown.current = Some(id.clone());
    }

    fn goto(&mut self, core: &mut Core, id: CommentId) {
        self.shown.open = true;
        let Some(report) = core.report() else { return };
        let at = id.find(report);
        let place = at.and_then(|at| report.comments[at].place.place(report));
        self.shown.current = Some(id);
        if let Some(place) = place.filter(|place| *place != Place::Report) {
            core.goto(place);
        }
    }

    /// Goes to another open comment: `next` gives its index from that of the current one, where that
    /// is open, and their count.
    fn step(&mut self, core: &mut Core, next: impl Fn(Option<usize>, usize) -> usize) {
        let Some(report) = core.report() else { return };
        let order = report.comments_in_order();
        let open: Vec<usize> =
            order.iter().copied().filter(|at| !report.comments[*at].settled).collect();
        if open.is_empty() {
            return core.notify("没有待处理的意见");
        }
        let current = self.shown.current.as_ref().and_then(|id| id.find(report));
        let at = current.and_then(|current| open.iter().position(|at| *at == current));
        // From one that is settled on, the next open one behind it.
        let at = at.or_else(|| {
            let place = |of: usize| order.iter().position(|at| *at == of);
            let current = place(current?);
            let behind = open.iter().position(|at| place(*at) > current);
            Some(behind.unwrap_or(0).checked_sub(1).unwrap_or(open.len() - 1))
        });
        let at = open[next(at, open.len())];
        if let Some(id) = CommentId::of(report, at) {
            self.goto(core, id);
        }
    }

    /// Says what the current comment is about.
    fn put_at(&mut self, core: &mut Core, place: CommentPlace) {
        let (Some(report), Some(id)) = (core.report(), self.shown.current.clone()) else {
            return core.notify("请先在审阅栏选中一条意见，再选中它所指的文字");
        };
        let quote = quoted(report, &place);
        self.change(core, &id, "指定意见的位置", |comment| {
            comment.place = place;
            comment.quote = quote;
        });
    }
}

/// The words, or the figure, that a comment on a place is about.
fn quoted(report: &Report, place: &CommentPlace) -> String {
    match place {
        CommentPlace::Text(anchor) => anchor.words(report).unwrap_or_default().to_owned(),
        CommentPlace::Cell(name) => {
            let cell = name.cell(report.edition());
            cell.map(|cell| report.figures.shown(cell).text()).unwrap_or_default()
        }
        CommentPlace::Report | CommentPlace::Table(_) => String::new(),
    }
}

fn delete(core: &mut Core, id: &CommentId) {
    let Some(report) = core.report() else { return };
    let Some(at) = id.find(report) else { return };
    let mut comments = report.comments.clone();
    comments.remove(at);
    core.edit("删除意见", vec![Edit::Comments(comments)]);
    core.notify("已删除意见，可以撤销");
}

fn take_figure(core: &mut Core, id: &CommentId) {
    let Some(report) = core.report() else { return };
    let Some(comment) = id.find(report).map(|at| &report.comments[at]) else { return };
    let CommentPlace::Text(anchor) = &comment.place else { return };
    if let Some((range, figure)) = figure_for(report, comment) {
        let field = anchor.field();
        core.edit(format!("改为 {figure}"), vec![Edit::Splice(field, range, figure)]);
    }
}
