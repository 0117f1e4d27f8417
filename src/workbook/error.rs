//! Why a spreadsheet was not read or written.

use std::fmt;

/// What is wrong with a spreadsheet and what to do, for a clerk; whoever has the file's name puts
/// it before this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkbookError {
    /// Line or row, from 1, where the trouble has one.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl WorkbookError {
    pub(super) fn new(problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { line: None, problem: problem.into(), remedy: remedy.into() }
    }

    pub(super) fn at(line: usize, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::new(problem, remedy) }
    }

    /// The file is no workbook that can be read.
    pub(super) fn damaged() -> Self {
        Self::new("工作簿已损坏，或者不是 .xlsx", "请用表格软件打开，另存为 .xlsx 或 .csv 再导入。")
    }

    /// A bound of this module is passed.
    pub(super) fn too_large(what: impl fmt::Display) -> Self {
        Self::new(
            format!("表格太大：{what}"),
            "请删去多余的工作表、行和列，或者分成几个文件再导入。",
        )
    }
}

impl fmt::Display for WorkbookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "第 {line} 行")?;
        }
        write!(f, "：{}。{}", self.problem, self.remedy)
    }
}

impl std::error::Error for WorkbookError {}
