//! A folder is read aside, and what was read takes the place of what was open.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::super::core::Core;
use super::super::modal::Modal;
use super::messages::{RollUpAnswer, RollUpModal};
use super::reading::{FolderRead, ReadBefore, ReadingStart, read_folder};
use super::slice::{OpenRollUp, ReadingFolder, RollUpShown, RollUpSlice};
use crate::batch::Cancel;
use crate::file::FileError;
use crate::rollup::folder::ReportFile;

impl RollUpSlice {
    /// Begins to read a folder: all of it, or, where it is the one that is open, what is new.
    pub(super) fn read(&mut self, core: &mut Core, folder: PathBuf) {
        if let Some(reading) = &self.reading {
            reading.cancel.cancel();
        }
        let before =
            self.open.as_ref().filter(|open| open.folder == folder).map(|open| ReadBefore {
                files: open.files.clone(),
                submissions: Arc::clone(&open.submissions),
                last_folder: open.decisions.last.clone(),
                last: Arc::clone(&open.last),
                result: Arc::clone(&open.result),
            });
        if before.is_none() && core.modal.is_none() {
            core.modal = Some(RollUpModal::Reading.into());
        }
        self.number += 1;
        let number = self.number;
        let cancel = Cancel::default();
        self.reading =
            Some(ReadingFolder { folder: folder.clone(), done: 0, of: 0, cancel: cancel.clone() });
        let storage = Arc::clone(&core.environment.storage);
        let start = ReadingStart { folder, before, year: core.ended_year() };
        core.jobs.start_telling(None, move |tell| {
            let progress = |done: usize, of: usize| {
                // A hundred times in all: each is a frame.
                if done == 1 || done == of || done.is_multiple_of(of.div_ceil(100).max(1)) {
                    tell(RollUpAnswer::Progress { number, done, of });
                }
            };
            let result = Box::new(read_folder(&*storage, start, &cancel, &progress));
            RollUpAnswer::Read { number, result }
        });
    }

    /// A folder was read, or not.
    pub(super) fn took(&mut self, core: &mut Core, result: Result<Option<FolderRead>, FileError>) {
        self.reading = None;
        close_reading_sheet(core);
        let read = match result {
            Ok(Some(read)) => read,
            Ok(None) if self.open.is_none() => return core.notify("没有读取这个文件夹"),
            Ok(None) => return core.notify("已停止读取，原来读到的还在"),
            Err(error) => return core.fail(error.to_string()),
        };
        let same = self.open.as_ref().is_some_and(|open| open.folder == read.folder);
        if !same {
            self.shown = RollUpShown { page: self.shown.page, ..Default::default() };
            self.opened += 1;
        }
        let news = news(self.open.as_ref().filter(|_| same), &read);
        if let Some(trouble) = &read.trouble {
            core.fail(format!("{trouble}汇总没有和它对照，请在汇总信息里核对。"));
        }
        if let Some(damaged) = &read.damaged {
            core.modal = Some(Modal::Failed(format!(
                "{damaged}收报情况照常显示，改好以前不能写入新的决定。"
            )));
        }
        self.open = Some(OpenRollUp {
            folder: read.folder,
            register: read.register,
            decisions: read.decisions,
            context: read.context,
            damaged: read.damaged,
            files: read.files,
            submissions: Arc::new(read.submissions),
            last: Arc::new(read.last),
            result: Arc::new(read.result),
            board: Arc::new(read.board),
            reading: self.number,
        });
        core.rollup_in_front = true;
        core.notify(news);
        self.lay();
    }
}

pub(super) fn close_reading_sheet(core: &mut Core) {
    if matches!(core.modal, Some(Modal::RollUp(RollUpModal::Reading))) {
        core.modal = None;
    }
}

/// What a reading has found, in a line.
fn news(before: Option<&OpenRollUp>, read: &FolderRead) -> String {
    let files = read.files.len();
    let Some(before) = before else { return format!("已读 {files} 个文件") };
    let [was, is] = [&before.files, &read.files].map(|files| {
        let named = files.iter().map(|file| (file.name.as_str(), file));
        named.collect::<BTreeMap<&str, &ReportFile>>()
    });
    let new = is.iter().filter(|(name, file)| was.get(*name) != Some(file)).count();
    let gone = was.keys().filter(|name| !is.contains_key(*name)).count();
    match (new, gone) {
        (0, 0) => "没有新的文件".to_owned(),
        (new, 0) => format!("新收到或改过 {new} 个文件"),
        (new, gone) => format!("新收到或改过 {new} 个文件，少了 {gone} 个"),
    }
}
