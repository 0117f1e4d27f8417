//! The draft of one of the things that are open: written aside, one at a time, and taken away where
//! nothing is left to keep.

use std::sync::Arc;

use super::super::core::Core;
use super::super::crash::LastCopy;
use super::super::date::Moment;
use super::super::desk::Desk;
use super::super::jobs::Wait;
use super::messages::DraftsAnswer;
use crate::file::FileError;

/// How far the draft of what is open is.
#[derive(Debug)]
pub(super) struct DraftKeeper {
    desk: Desk,
    /// The revision that the draft holds, and when it was written.
    kept: Option<(u64, Moment)>,
    /// One is being written.
    under_way: bool,
    /// Something is to be written once it is.
    again: bool,
    /// What was noted for the program's end: what is open, and its revision.
    noted: Option<(u64, u64)>,
}

impl DraftKeeper {
    pub(super) fn new(desk: Desk) -> Self {
        Self { desk, kept: None, under_way: false, again: false, noted: None }
    }

    /// When the draft was last written, where it holds all that is not saved.
    pub(super) fn kept(&self, core: &Core) -> Option<Moment> {
        let revision = core.open_work(self.desk)?.revision;
        self.kept.filter(|(kept, _)| *kept == revision).map(|(_, at)| at)
    }

    /// Forgets the draft of what is closed.
    pub(super) fn forget(&mut self) {
        (self.kept, self.again) = (None, false);
    }

    /// It has come to be in a file: the draft goes, or is one of that file from now on.
    pub(super) fn saved(&mut self, core: &mut Core) {
        core.slot_of(self.desk).renew();
        self.kept = None;
        self.keep(core);
    }

    /// Notes what would have to be written where the program ended now, where that is something
    /// else than was noted last.
    pub(super) fn note(&mut self, core: &Core, last: &LastCopy) {
        let generation = core.generation_of(self.desk);
        let unsaved = core.open_work(self.desk).filter(|work| work.dirty && !work.untouched);
        let now = unsaved.map(|work| (generation, work.revision));
        if now == self.noted {
            return;
        }
        self.noted = now;
        let content = now.and_then(|_| core.content_of(self.desk));
        let slot = core.slot_of(self.desk);
        last.note(self.desk, content.map(|content| (Arc::clone(slot), content)));
    }

    /// Has everything noted anew.
    pub(super) fn note_again(&mut self) {
        self.noted = None;
    }

    /// Writes the draft where it does not hold all that is not saved.
    pub(super) fn keep(&mut self, core: &mut Core) {
        let Some(work) = core.open_work(self.desk) else { return };
        if !work.dirty {
            return self.drop_draft(core);
        }
        if self.kept(core).is_some() {
            return;
        }
        if std::mem::replace(&mut self.under_way, true) {
            self.again = true;
            return;
        }
        let Some(content) = core.content_of(self.desk) else { return };
        let (slot, desk) = (Arc::clone(core.slot_of(self.desk)), self.desk);
        let generation = core.generation_of(desk);
        let fell = DraftsAnswer::Panicked { desk, generation };
        core.jobs.start_or(Wait::Draft, fell, move || {
            let result = slot.write(&content);
            DraftsAnswer::Written { desk, generation, revision: content.revision, result }
        });
    }

    /// A draft was written, or not.
    pub(super) fn written(
        &mut self,
        core: &mut Core,
        (generation, revision): (u64, u64),
        result: Result<(), FileError>,
    ) {
        match result {
            Ok(()) if generation == core.generation_of(self.desk) => {
                self.kept = Some((revision, core.now));
            }
            Ok(()) => {}
            Err(error) => core.notify(format!("草稿没有保留下来：{error}")),
        }
        self.ended(core);
    }

    /// A fault in writing a draft is not the end of all drafts. The next one has a place of its
    /// own: the thread that fell may still hold the former one's gate.
    pub(super) fn panicked(&mut self, core: &mut Core, generation: u64) {
        if generation == core.generation_of(self.desk) {
            let slot = core.drafts.slot();
            core.set_slot_of(self.desk, slot);
            self.noted = None;
        }
        let word = self.desk.word();
        core.notify(format!("程序出错，草稿没有写成，下次改动后会再写。请先保存{word}"));
        self.ended(core);
    }

    /// What was to be closed has its draft, which belongs to nobody from now on.
    pub(super) fn parted(&mut self, core: &mut Core) {
        let slot = core.drafts.slot();
        core.set_slot_of(self.desk, slot);
        (self.kept, self.again) = (None, false);
    }

    /// Begins the next draft where something was changed meanwhile, or takes it away.
    fn ended(&mut self, core: &mut Core) {
        self.under_way = false;
        let clean = core.open_work(self.desk).is_some_and(|work| !work.dirty);
        if std::mem::take(&mut self.again) || clean {
            self.keep(core);
        }
    }

    fn drop_draft(&mut self, core: &mut Core) {
        self.kept = None;
        if core.slot_of(self.desk).path().is_some() {
            let next = core.drafts.slot();
            let slot = core.set_slot_of(self.desk, next);
            core.jobs.start_awaited(Wait::Draft, move || {
                slot.finish();
                DraftsAnswer::Gone
            });
        }
    }
}
