//! A report or a ledger that was not saved, or that somebody else has open: what happened, and the ways on.

use std::path::Path;

use egui::Context;

use super::ask::say;
use super::{ModalSheet, SheetAnswer};
use crate::app::{
    Action, Command, Elsewhere, How, LedgerCommand, NotSaved, OpeningCommand, SaveCommand,
};
use crate::finding::Severity;
use crate::ui::commands::Commands;

const KEPT: &str = "报告仍然开着，填写的内容都在。";
const LEDGER_KEPT: &str = "台账仍然开着，登记的内容都在，也已作为草稿保留。";

/// Ways on from a save that failed.
struct Ways {
    again: Vec<Command>,
    elsewhere: Vec<Command>,
    reload: Command,
    over: Command,
}

pub(super) fn not_saved(
    ctx: &Context,
    (path, trouble): (&Path, &NotSaved),
    fresh: bool,
    out: &mut Commands,
) {
    let ways = Ways {
        again: vec![Command::Dismiss, Command::Do(Action::Save)],
        elsewhere: vec![Command::Dismiss, Command::Do(Action::SaveAs)],
        reload: SaveCommand::Reload(path.to_owned()).into(),
        over: SaveCommand::Over(path.to_owned()).into(),
    };
    ask(ctx, (path, trouble), (ways, KEPT), fresh, out);
}

/// The same of the ledger.
pub(super) fn ledger_not_saved(
    ctx: &Context,
    (path, trouble): (&Path, &NotSaved),
    fresh: bool,
    out: &mut Commands,
) {
    let ways = Ways {
        again: vec![Command::Dismiss, LedgerCommand::Save.into()],
        elsewhere: vec![Command::Dismiss, LedgerCommand::SaveAs.into()],
        reload: LedgerCommand::Reload(path.to_owned()).into(),
        over: LedgerCommand::Over(path.to_owned()).into(),
    };
    ask(ctx, (path, trouble), (ways, LEDGER_KEPT), fresh, out);
}

fn ask(
    ctx: &Context,
    (path, trouble): (&Path, &NotSaved),
    (ways, kept): (Ways, &str),
    fresh: bool,
    out: &mut Commands,
) {
    let name = path.display();
    let (title, words) = match trouble {
        NotSaved::Changed(at) => {
            let at = at.map_or_else(String::new, |at| format!("在 {} ", at.words()));
            let words = format!("“{name}”打开以后，{at}被别的程序改过，现在的内容与您打开时不同。");
            let ways = "另存为：两份都留下。覆盖：用您的内容代替，原来的内容留在“历次保存”里。\
                        重新打开：读入文件现在的内容，您的修改可以用撤销找回。";
            ("文件被别的程序改过", format!("{words}{ways}"))
        }
        NotSaved::Gone => {
            let words = format!("“{name}”已经被移走、改名或者删除。");
            ("原来的文件不见了", format!("{words}可以另存为别的文件，也可以仍写到原处。"))
        }
        NotSaved::Locked(owner) => {
            let words = format!("“{name}”正由{owner}编辑，没有写入。");
            ("这个文件正由别人编辑", format!("{words}请另存为别的文件，或者等对方关闭后再试。"))
        }
        NotSaved::Failed(error) => ("没有保存成功", error.to_string()),
    };
    let Ways { again, elsewhere, reload, over } = ways;
    let (others, commands): (&[&str], Vec<Vec<Command>>) = match trouble {
        NotSaved::Changed(_) => (&["重新打开", "覆盖"], vec![vec![reload], vec![over]]),
        NotSaved::Gone => (&["仍写到原处"], vec![vec![over]]),
        NotSaved::Locked(_) | NotSaved::Failed(_) => (&["再试一次"], vec![again]),
    };
    let sheet = ModalSheet {
        title,
        sign: Some(Severity::Warning),
        width: 600.0,
        fresh,
        primary: Some("另存为"),
        others,
        close: "返回",
    };
    match say(ctx, &sheet, &format!("{words}{kept}")) {
        SheetAnswer::Primary => out.extend(elsewhere),
        SheetAnswer::Other(index) => {
            out.extend(commands.into_iter().nth(index).unwrap_or_default());
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open => {}
    }
}

pub(super) fn elsewhere(ctx: &Context, elsewhere: &Elsewhere, fresh: bool, out: &mut Commands) {
    let far = elsewhere.owner.is_far();
    let sheet = ModalSheet {
        title: "这个报告正由别人编辑",
        sign: Some(Severity::Warning),
        width: 600.0,
        fresh,
        primary: Some("只读打开"),
        others: if far { &["仍要编辑", "打开副本"] } else { &["打开副本"] },
        close: "取消",
    };
    let mut words = format!("“{}”正由{}编辑。", elsewhere.path.display(), elsewhere.owner);
    words += "只读打开：可以查看、打印和导出。打开副本：另成一份，保存时取别的名称。";
    if far {
        words += "确知那台电脑已经关闭了报告的，可以选仍要编辑。";
    }
    let how = match say(ctx, &sheet, &words) {
        SheetAnswer::Primary => How::ReadOnly,
        SheetAnswer::Other(0) if far => How::Anyway,
        SheetAnswer::Other(_) => How::Copy,
        SheetAnswer::Close => return out.push(Command::Dismiss),
        SheetAnswer::Open => return,
    };
    out.push(OpeningCommand::Elsewhere(how));
}
