//! What is copied, for the window to put on the system's clipboard.

pub mod messages;

use messages::{ClipboardAnswer, ClipboardCommand, CopySubject};

use super::core::Core;
use super::save::messages::SaveCommand;
use crate::export::Copied;
use crate::rules::Balanced;

/// What was copied last. The window looks at the count: where it has grown there is something new.
#[derive(Debug, Default)]
pub(super) struct ClipboardSlice {
    copied: Copied,
    count: u64,
    /// What it is, where it is more than figures.
    subject: Option<CopySubject>,
}

impl ClipboardSlice {
    /// How often something was copied, and what was last.
    pub(super) fn copied(&self) -> (u64, &Copied) {
        (self.count, &self.copied)
    }

    /// Does what is asked about copying.
    pub(super) fn handle(&mut self, core: &mut Core, command: ClipboardCommand) {
        match command {
            ClipboardCommand::Copy(subject) => copy(core, subject),
            ClipboardCommand::Put(copied) => self.put(copied, None),
            ClipboardCommand::Taken { with_tables } => {
                if let Some(words) = self.told(core, with_tables) {
                    core.notify(words);
                }
            }
        }
    }

    /// Takes what a job about copying sends back.
    pub(super) fn take(&mut self, core: &mut Core, answer: ClipboardAnswer) {
        match answer {
            ClipboardAnswer::Made(subject, Some(copied)) => self.put(copied, Some(subject)),
            ClipboardAnswer::Made(_, None) => core.send(SaveCommand::Refuse),
        }
    }

    fn put(&mut self, copied: Copied, subject: Option<CopySubject>) {
        (self.copied, self.subject) = (copied, subject);
        self.count += 1;
    }

    /// What is said of a table or a report that was copied.
    fn told(&self, core: &Core, with_tables: bool) -> Option<String> {
        let what = match self.subject? {
            CopySubject::Report => "全文",
            CopySubject::Table(index) => &core.report()?.edition().tables.get(index)?.name,
        };
        Some(if with_tables {
            format!("已复制{what}，粘贴到 Word、WPS 或者网站后台仍是表格")
        } else {
            format!(
                "已复制{what}的文字。这个桌面的剪贴板带不了表格，需要表格的，请导出 Word 文档或者网页"
            )
        })
    }
}

/// Makes a table or the whole report ready, aside.
fn copy(core: &mut Core, subject: CopySubject) {
    let Some(report) = core.report().cloned() else { return };
    core.jobs.start(move || {
        let balanced = Balanced::new(&report).ok();
        let copied = balanced.map(|balanced| match subject {
            CopySubject::Table(index) => Copied::table(balanced, index),
            CopySubject::Report => Copied::report(balanced),
        });
        ClipboardAnswer::Made(subject, copied)
    });
}
