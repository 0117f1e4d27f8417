//! Every command a clerk can give by name: label, tooltip and shortcut in one place. Menus, tool
//! bar, key handling and help are made from this list.

mod entries;

use entries::ALL;

/// A key, as far as shortcuts need one; the window maps its own keys onto these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A letter or digit, in capitals.
    Char(char),
    /// F1 to F12.
    F(u8),
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// Ctrl (Command on a Mac).
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// The key.
    pub key: Key,
}

impl Shortcut {
    /// As it is shown: Ctrl＋Shift＋N.
    #[must_use]
    pub fn text(self) -> String {
        let mut parts = Vec::new();
        for (on, name) in [(self.ctrl, "Ctrl"), (self.alt, "Alt"), (self.shift, "Shift")] {
            if on {
                parts.push(name.to_owned());
            }
        }
        parts.push(match self.key {
            Key::Char(c) => c.to_string(),
            Key::F(n) => format!("F{n}"),
            Key::PageUp => "PageUp".into(),
            Key::PageDown => "PageDown".into(),
        });
        parts.join("＋")
    }
}

/// The menu an action stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// 文件
    File,
    /// 编辑
    Edit,
    /// 填报
    Fill,
    /// 查看
    View,
    /// 帮助
    Help,
}

impl Group {
    /// The menus, left to right.
    pub const ALL: [Self; 5] = [Self::File, Self::Edit, Self::Fill, Self::View, Self::Help];

    /// The menu's name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "文件",
            Self::Edit => "编辑",
            Self::Fill => "填报",
            Self::View => "查看",
            Self::Help => "帮助",
        }
    }
}

/// Something a clerk can ask for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // Each one's label and tooltip say what it is.
pub enum Action {
    New,
    NewFromLast,
    NewLedger,
    ImportLedger,
    Open,
    Import,
    ImportReturned,
    UseAsTemplate,
    Sample,
    Save,
    SaveAs,
    Versions,
    ShowChanges,
    CompareSides,
    Package,
    MarkPublished,
    Correction,
    Export,
    ExportReview,
    ExportBlanks,
    ExportComments,
    Print,
    Drafts,
    Bin,
    CloseReport,
    Quit,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    FillDown,
    FillRight,
    AddComment,
    Find,
    Replace,
    FindNext,
    FindPrevious,
    CopyTable,
    CopyReport,
    FillRow,
    FillColumn,
    FillBlock,
    FillTable,
    FillReport,
    InsertAspects,
    InsertFeeSentence,
    TextBefore,
    TextAfter,
    ProposeLeadIn,
    ApplyFix,
    Tidy,
    FromLast,
    LastYear,
    Checklist,
    CompareLedger,
    FillFromLedger,
    DeleteRequest,
    LedgerProperties,
    ShowLedger,
    /// The roll-up of a county.
    ShowRollUp,
    CompareYears,
    Basic,
    Section1,
    Section2,
    Section3,
    Section4,
    Section5,
    Section6,
    AllTables,
    NextSection,
    PreviousSection,
    NextHeading,
    NextProblem,
    PreviousProblem,
    NextPane,
    ToggleProblems,
    ToggleComments,
    TogglePreview,
    ToggleNav,
    /// Goes through last year's figures in the prose.
    CheckLast,
    CompareLast,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    ThemeLight,
    ThemeDark,
    ThemeContrast,
    ThemeSystem,
    Manual,
    Help,
    Settings,
    Licences,
    About,
}

/// What an action is called, does and is reached by.
#[derive(Clone, Copy)]
struct ActionEntry {
    action: Action,
    group: Group,
    label: &'static str,
    tooltip: &'static str,
    shortcut: Option<Shortcut>,
    /// Whether a line stands above it in its menu.
    apart: bool,
}

/// Keys of the form, which are no actions.
pub const FORM_KEYS: [(&str, &str); 8] = [
    ("方向键", "到相邻的格"),
    ("Tab，Shift＋Tab", "向右，向左"),
    ("回车，Shift＋回车", "向下，向上"),
    ("Home，End", "本行的两端"),
    ("Ctrl＋Home，Ctrl＋End", "表的两端"),
    ("直接输入", "替换原来的数"),
    ("F2 或者双击；Esc；Delete", "修改；放弃修改；清除"),
    ("Shift＋方向键", "选择一块"),
];

impl Action {
    /// Every action, in menu order.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().map(|entry| entry.action)
    }

    fn entry(self) -> &'static ActionEntry {
        // The list holds every action: a test counts them.
        ALL.iter().find(|entry| entry.action == self).unwrap_or(&ALL[0])
    }

    /// What menus and buttons say.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.entry().label
    }

    /// What it does, in a few words.
    #[must_use]
    pub fn tooltip(self) -> &'static str {
        self.entry().tooltip
    }

    /// The menu it stands in.
    #[must_use]
    pub fn group(self) -> Group {
        self.entry().group
    }

    /// The keys that give it.
    #[must_use]
    pub fn shortcut(self) -> Option<Shortcut> {
        self.entry().shortcut
    }

    /// Whether it goes to a part of the report, to be filled there.
    #[must_use]
    pub fn goes_to_part(self) -> bool {
        matches!(
            self,
            Self::Basic
                | Self::Section1
                | Self::Section2
                | Self::Section3
                | Self::Section4
                | Self::Section5
                | Self::Section6
                | Self::AllTables
                | Self::NextSection
                | Self::PreviousSection
        )
    }

    /// Whether it is done by whatever has the keyboard, or last had it, which takes its keys by itself.
    #[must_use]
    pub fn is_editors(self) -> bool {
        use Action::{Copy, Cut, FillBlock, FillDown, FillRight, Paste};
        matches!(self, Cut | Copy | Paste | FillDown | FillRight | FillBlock)
    }

    /// Whether a line stands above it in its menu.
    #[must_use]
    pub fn apart(self) -> bool {
        self.entry().apart
    }
}

impl Action {
    /// Whether it makes sense on the start page, without a report.
    #[must_use]
    pub fn needs_no_report(self) -> bool {
        matches!(
            self,
            Self::New
                | Self::NewFromLast
                | Self::NewLedger
                | Self::ImportLedger
                | Self::ShowLedger
                | Self::ShowRollUp
                | Self::CompareYears
                | Self::Open
                | Self::Import
                | Self::Sample
                | Self::ExportBlanks
                | Self::Quit
                | Self::ZoomIn
                | Self::ZoomOut
                | Self::ZoomReset
                | Self::ThemeSystem
                | Self::ThemeLight
                | Self::ThemeDark
                | Self::ThemeContrast
                | Self::Drafts
                | Self::Bin
                | Self::Settings
                | Self::Manual
                | Self::Licences
                | Self::Help
                | Self::About
        )
    }

    /// Whether it is about the ledger alone.
    #[must_use]
    pub fn is_of_ledger(self) -> bool {
        matches!(self, Self::DeleteRequest | Self::LedgerProperties)
    }

    /// Whether it is about the finished report, and makes no sense while an import is under review.
    #[must_use]
    pub fn is_about_finished_report(self) -> bool {
        matches!(
            self,
            Self::Save
                | Self::SaveAs
                | Self::Versions
                | Self::ShowChanges
                | Self::CompareSides
                | Self::Package
                | Self::MarkPublished
                | Self::Correction
                | Self::ImportReturned
                | Self::Export
                | Self::ExportReview
                | Self::Print
                | Self::CopyTable
                | Self::CopyReport
                | Self::UseAsTemplate
                | Self::LastYear
                | Self::ProposeLeadIn
                | Self::InsertAspects
                | Self::InsertFeeSentence
                | Self::CompareLedger
                | Self::CompareYears
                | Self::FillFromLedger
                | Self::ToggleProblems
                | Self::ToggleComments
                | Self::AddComment
                | Self::TogglePreview
                | Self::ToggleNav
                | Self::CheckLast
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Action;

    #[test]
    fn every_action_has_its_own_entry_and_shortcut() {
        // About is the last variant, so its discriminant counts the actions.
        assert_eq!(Action::all().count(), Action::About as usize + 1);
        for action in Action::all() {
            assert_eq!(action.entry().action, action);
            let same = Action::all().filter(|other| {
                action.shortcut().is_some() && other.shortcut() == action.shortcut()
            });
            assert!(same.count() <= 1, "{action:?} shares its shortcut");
        }
    }
}
