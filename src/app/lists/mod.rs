//! Lists for the file cover, written aside: comments, corrections, who changed what.

pub mod messages;

use std::path::PathBuf;

use messages::{ListSubject, ListsAnswer, ListsCommand, ListsModal};

use super::core::Core;
use super::jobs::Wait;
use super::path::messages::Purpose;
use crate::compare::{Correction, correction_list};
use crate::export::changes::change_list;
use crate::export::comments::comment_list;
use crate::export::lists::{ListFile, ListFormat};
use crate::file::{self, FileError, write_atomic};

/// Does what is asked about lists.
pub(super) fn handle(core: &mut Core, command: ListsCommand) {
    match command {
        ListsCommand::Choose(subject) => match list(core, subject) {
            Ok(_) => core.modal = Some(ListsModal::Choose(subject).into()),
            Err(problem) => core.fail(problem),
        },
        ListsCommand::Ask(subject, format) => {
            core.modal = None;
            core.ask_path(Purpose::List(subject, format));
        }
        ListsCommand::Write(subject, format, path) => write(core, (subject, format), path),
    }
}

/// Takes what a job about lists sends back.
pub(super) fn take(core: &mut Core, answer: ListsAnswer) {
    let ListsAnswer::Written { subject, path, result } = answer;
    match result {
        Ok(()) => core.notify(format!("已导出{}“{}”", subject.label(), path.display())),
        Err(error) => core.fail(error.to_string()),
    }
}

/// The list as it is now, or why there is none.
fn list(core: &Core, subject: ListSubject) -> Result<ListFile, String> {
    let report = core.report().ok_or("没有打开的报告。")?;
    match subject {
        ListSubject::Comments if report.comments.is_empty() => Err("没有意见可以导出。".into()),
        ListSubject::Comments => Ok(comment_list(report)),
        ListSubject::Correction => {
            let published = report.published.as_deref();
            let published = published.ok_or(
                "这份报告还没有标记为已公布。公布时请在“文件”中标记为已公布，以后的改动才能同它对照。",
            )?;
            let correction = Correction::of(&published.report, report).map_err(|e| e.0)?;
            let correction = Correction { published: Some(published.out.clone()), ..correction };
            if correction.items.is_empty() {
                return Err("与公布的内容相同，没有需要更正的。".into());
            }
            Ok(correction_list(&correction))
        }
        ListSubject::Changes if report.log.is_empty() => Err("没有修改记录可以导出。".into()),
        ListSubject::Changes => Ok(change_list(report, &core.list_words)),
    }
}

fn write(core: &mut Core, (subject, format): (ListSubject, ListFormat), path: PathBuf) {
    let list = match list(core, subject) {
        Ok(list) => list,
        Err(problem) => return core.fail(problem),
    };
    let faces = core.settings.get().faces;
    core.notify(format!("正在导出“{}”…", path.display()));
    core.jobs.start_awaited(Wait::Export, move || {
        let result = file::not_ours(&path).and_then(|()| {
            let bytes = list
                .bytes(format, faces.fonts())
                .map_err(|error| FileError::new(&path, error.problem.clone(), error.remedy))?;
            write_atomic(&path, &bytes)
        });
        ListsAnswer::Written { subject, path, result }
    });
}
