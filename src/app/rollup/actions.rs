//! What the named actions are while the roll-up is in front.

use super::super::action::Action;
use super::super::command::Command;
use super::messages::RollUpCommand;

/// The roll-up's own command for an action; `None` where it is the same everywhere.
pub(crate) fn command(action: Action) -> Option<Command> {
    use Action as A;
    use RollUpCommand as C;
    Some(Command::RollUp(match action {
        A::Import => C::Refresh,
        A::Export | A::Print => C::AskExport,
        A::CloseReport => C::Close,
        A::Find => C::AskFind,
        A::NextProblem => C::NextOpen,
        A::PreviousProblem => C::PreviousOpen,
        A::New => C::MakeReport,
        A::SaveAs => C::AskProperties,
        A::CompareYears => C::Years,
        _ => return None,
    }))
}

/// What an action is called while the roll-up is in front, and what it does there; `None` where that
/// is the same everywhere.
pub(crate) fn words(action: Action) -> Option<(&'static str, &'static str)> {
    use Action as A;
    Some(match action {
        A::Import => ("收取", "读入文件夹里新到的和改过的报告"),
        A::Export => ("导出…", "汇总工作簿、收报情况表、催报文字、csv"),
        A::Print => ("打印收报情况…", "导出可以签字的 PDF"),
        A::CloseReport => ("关闭汇总", "回到报告或者开始页"),
        A::Find => ("查找单位", "按名称、代码和文件名查找"),
        A::NextProblem => ("下一个待办单位", "转到下一个还没有决定的单位"),
        A::PreviousProblem => ("上一个待办单位", "转到上一个还没有决定的单位"),
        A::New => ("生成本县报告", "三张表填好合计，文字自己写"),
        A::CompareYears => ("单位历年对照", "选中的单位各年的数字、增减和文字并排看"),
        A::SaveAs => ("汇总信息…", "年度、汇总范围、名录、上年文件夹"),
        _ => return None,
    })
}

/// Whether an action stands in the menus while the roll-up is in front, and makes sense there.
pub(crate) fn is_listed(action: Action) -> bool {
    use Action as A;
    words(action).is_some()
        || matches!(
            action,
            A::Open
                | A::ShowRollUp
                | A::ShowLedger
                | A::Quit
                | A::NextPane
                | A::ZoomIn
                | A::ZoomOut
                | A::ZoomReset
                | A::ThemeLight
                | A::ThemeDark
                | A::ThemeSystem
                | A::ThemeContrast
                | A::Manual
                | A::Help
                | A::Settings
                | A::Licences
                | A::About
        )
}
