//! What the named actions are while the ledger is in front.

use super::super::action::Action;
use super::super::command::Command;
use super::super::core::Core;
use super::super::desk::Desk;
use super::messages::LedgerCommand;

/// The ledger's own command for an action; `None` where it is the same everywhere.
pub(crate) fn command(action: Action, selected: Option<usize>) -> Option<Command> {
    use Action as A;
    use LedgerCommand as C;
    Some(Command::Ledger(match action {
        A::New => C::Register,
        A::Save => C::Save,
        A::SaveAs => C::SaveAs,
        A::Versions => C::ListVersions,
        A::Export => C::AskExport,
        A::CloseReport => C::Close,
        A::Undo => C::Undo,
        A::Redo => C::Redo,
        A::Find => C::AskFind,
        A::NextProblem => C::NextOpen,
        A::PreviousProblem => C::PreviousOpen,
        A::ToggleProblems => C::TogglePanel,
        A::DeleteRequest => C::Delete(selected?),
        A::LedgerProperties => C::AskProperties,
        _ => return None,
    }))
}

/// What an action is called while the ledger is in front, and what it does there; `None` where that
/// is the same everywhere.
pub(crate) fn words(action: Action) -> Option<(&'static str, &'static str)> {
    use Action as A;
    Some(match action {
        A::New => ("登记申请", "登记一件收到的申请"),
        A::Save => ("保存", "每一件离开时自动保存，也可以随时保存"),
        A::SaveAs => ("另存为", "换一个名称或位置保存台账"),
        A::Versions => ("历次保存…", "台账文件以前各次打开时的内容，可以恢复"),
        A::Export => ("导出", "Excel 工作簿或者 csv，可以隐去姓名"),
        A::CloseReport => ("关闭台账", "回到报告或者开始页"),
        A::Find => ("查找", "在编号、申请人、内容、结果和备注中查找"),
        A::NextProblem => ("下一件待办", "转到下一件没有答复的申请"),
        A::PreviousProblem => ("上一件待办", "转到上一件没有答复的申请"),
        A::ToggleProblems => ("办理栏", "展开或收起下面的办理栏"),
        _ => return None,
    })
}

/// Whether an action stands in the menus while the ledger is in front, and makes sense there.
pub(crate) fn is_listed(core: &Core, action: Action) -> bool {
    use Action as A;
    let everywhere = matches!(
        action,
        A::NewLedger
            | A::ImportLedger
            | A::Open
            | A::Quit
            | A::NextPane
            | A::ZoomIn
            | A::ZoomOut
            | A::ZoomReset
            | A::ThemeLight
            | A::ThemeDark
            | A::ThemeSystem
            | A::Manual
            | A::Help
            | A::Settings
            | A::Licences
            | A::About
            | A::Drafts
            | A::Bin
    );
    let of_report = action.goes_to_part() && !matches!(action, A::NextSection | A::PreviousSection);
    let with_report = of_report || matches!(action, A::CompareLedger | A::FillFromLedger);
    everywhere
        || words(action).is_some()
        || matches!(action, A::Undo | A::Redo | A::DeleteRequest | A::LedgerProperties)
        || (with_report && core.open_work(Desk::Report).is_some())
}

/// Whether an action that is listed can be done now.
pub(crate) fn is_enabled(core: &Core, action: Action, selected: Option<usize>) -> bool {
    let document = core.ledger.document.as_ref();
    is_listed(core, action)
        && match action {
            Action::Undo => document.is_some_and(|d| d.undo_label().is_some()),
            Action::Redo => document.is_some_and(|d| d.redo_label().is_some()),
            Action::DeleteRequest => selected.is_some(),
            Action::FillFromLedger => core.ledger.tally.is_some(),
            _ => true,
        }
}
