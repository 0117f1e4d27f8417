//! What is asked about paths, and what comes of it.

use std::path::PathBuf;

use super::super::compare::messages::YearsOutput;
use super::super::delivery::messages::PackageChoice;
use super::super::dialogs::Picked;
use super::super::lists::messages::ListSubject;
use super::super::rollup::exported::RollUpExport;
use super::super::sides::messages::SideOf;
use crate::export::lists::ListFormat;

/// Extensions of what a report can be read from; a file is read by its content all the same.
const REPORTS: &[&str] =
    &["nianbao", "ron", "docx", "doc", "wps", "rtf", "pdf", "html", "htm", "txt", "text", "xlsx"];

/// Extensions of what can be opened.
const OPENED: &[&str] = &[
    "nianbao", "taizhang", "ron", "docx", "doc", "wps", "rtf", "pdf", "html", "htm", "txt", "text",
    "xlsx",
];

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A report file to open.
    Open,
    /// A published report to import.
    Import,
    /// Last year's report, to start from.
    Template,
    /// Last year's report, to check the open one against.
    LastYear,
    /// Where to save.
    Save,
    /// Where the checklist is written.
    Checklist,
    /// A report of another year, to be put beside others.
    CompareAdd,
    /// Where something of years side by side is written.
    Years(YearsOutput),
    /// A file to be put beside another state of the report.
    Side(SideOf),
    /// A file that came back.
    Returned,
    /// Where a package is written.
    Package(PackageChoice),
    /// Where a list for the file cover is written.
    List(ListSubject, ListFormat),
    /// A ledger to open.
    LedgerOpen,
    /// An office's own table, to be made a ledger.
    LedgerImport,
    /// A ledger to hold the open report against.
    LedgerCompare,
    /// Where the ledger is saved.
    LedgerSave,
    /// Where the ledger is exported.
    LedgerExport,
    /// A roll-up's folder to open.
    RollUpFolder,
    /// Where something of a roll-up is exported.
    RollUp(RollUpExport),
}

impl Purpose {
    /// What the dialog says.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "打开报告文件（选几个年度的，并排对照）",
            Self::Import => "导入已公布的报告",
            Self::Template | Self::LastYear => "选择上年报告",
            Self::Save => "保存报告",
            Self::Checklist => "导出核对单",
            Self::CompareAdd => "选择本机关其他年度的报告，可以选几个",
            Self::Years(output) => output.label(),
            Self::Side(_) => "选择要对照的文件",
            Self::Returned => "读入审阅稿或者退回件",
            Self::Package(_) => "报送包存到",
            Self::List(subject, _) => subject.label(),
            Self::LedgerOpen => "打开申请台账",
            Self::LedgerImport => "选择 Excel 或 csv 台账",
            Self::LedgerCompare => "选择要对照的申请台账",
            Self::LedgerSave => "保存申请台账",
            Self::LedgerExport => "导出申请台账",
            Self::RollUpFolder => "打开汇总文件夹",
            Self::RollUp(_) => "导出汇总",
        }
    }

    /// Whether several files can be chosen: they are put beside each other as years.
    #[must_use]
    pub fn takes_several(self) -> bool {
        matches!(self, Self::Open | Self::CompareAdd)
    }

    /// What the dialog shows at first: what the files are called, and their extensions. All files can be
    /// shown as well.
    #[must_use]
    pub fn files(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Open => ("报告、台账", OPENED),
            Self::Import | Self::Template | Self::LastYear | Self::CompareAdd | Self::Side(_) => {
                ("报告", REPORTS)
            }
            Self::Returned => ("审阅稿、退回件", &["docx", "nianbao", "ron"]),
            Self::LedgerOpen | Self::LedgerCompare => ("申请台账", &["taizhang"]),
            Self::LedgerImport => ("Excel、csv 台账", &["xlsx", "csv", "txt"]),
            _ => ("", &[]),
        }
    }

    /// The extension of the file it writes; `None` where it reads one.
    #[must_use]
    pub fn extension(self) -> Option<&'static str> {
        match self {
            Self::Open
            | Self::Import
            | Self::Template
            | Self::LastYear
            | Self::CompareAdd
            | Self::Side(_)
            | Self::Returned
            | Self::LedgerOpen
            | Self::LedgerImport
            | Self::LedgerCompare
            | Self::RollUpFolder => None,
            Self::Save => Some("nianbao"),
            Self::Checklist => Some("pdf"),
            Self::Years(output) => Some(output.extension()),
            Self::Package(_) => Some("zip"),
            Self::List(_, format) => Some(format.extension()),
            Self::LedgerSave => Some("taizhang"),
            Self::LedgerExport => Some("xlsx"),
            Self::RollUp(what) => Some(what.extension()),
        }
    }
}

/// What views ask for about paths.
#[derive(Clone, Debug)]
pub enum PathCommand {
    /// Answers [`PathModal::Ask`].
    Given(Purpose, PathBuf),
    /// Answers [`PathModal::Ask`] with several files.
    GivenSeveral(Vec<PathBuf>),
    /// Overwrites the file that [`PathModal::Overwrite`] asked about.
    Overwrite(Purpose, PathBuf),
}

/// What a job about paths sends back.
pub(crate) enum PathAnswer {
    /// The system's dialog was closed.
    Picked(Purpose, Picked),
    /// Whether there is a file that would be replaced.
    Looked { purpose: Purpose, path: PathBuf, exists: bool },
}

/// Questions about paths.
#[derive(Clone, Debug)]
pub enum PathModal {
    /// A path is asked for in the window itself, since no dialog could be had.
    Ask {
        /// What the path is asked for.
        purpose: Purpose,
        /// What to start from.
        proposed: PathBuf,
    },
    /// A file of that name exists.
    Overwrite {
        /// What is written.
        purpose: Purpose,
        /// The file that would be replaced.
        path: PathBuf,
    },
}
