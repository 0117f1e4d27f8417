//! Why a file could not be read as a report, in a clerk's words.

use std::fmt;

use crate::file::FileError;

/// Why a file could not be read as a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// The file's name.
    pub file: String,
    /// What it is instead.
    pub problem: Problem,
}

/// What a file is that is no report in plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing in it.
    Empty,
    /// More than [`crate::file::MAX_BYTES`].
    TooLarge,
    /// More lines or cells than any report has.
    TooMany,
    /// .doc, .wps, .xls, .et.
    OldOffice,
    /// .docx, .xlsx, .ofd or another archive.
    Docx,
    /// A PDF.
    Pdf,
    /// A picture.
    Image,
    /// .rtf.
    Rtf,
    /// HTML source.
    WebPage,
    /// Nothing that reads as text.
    Binary,
    /// Text, but no report.
    NoReport,
}

impl Problem {
    fn words(self) -> &'static str {
        match self {
            Self::Empty => "里没有内容。请确认选对了文件",
            Self::TooLarge => {
                "超过 16 MB，不像一份年度报告。请确认选对了文件，或只把报告的文字另存为纯文本（.txt）后再导入"
            }
            Self::TooMany => {
                "行数或格数太多，不像一份年度报告。请确认选对了文件，或只把报告的文字另存为纯文本（.txt）后再导入"
            }
            Self::OldOffice => {
                "是旧版 Word、Excel 或 WPS 文件（.doc、.xls、.wps）。请在 Word 或 WPS 中另存为纯文本（.txt）后再导入"
            }
            Self::Docx => {
                "是 Word 文件（.docx）或压缩包，暂不能直接读取。请在 Word 或 WPS 中另存为纯文本（.txt）后再导入"
            }
            Self::Pdf => {
                "是 PDF，暂不能直接读取。请打开它，全选、复制，粘贴到记事本，保存为纯文本（.txt）后再导入；有 Word 原稿的，用 Word 或 WPS 另存为纯文本更准确"
            }
            Self::Image => {
                "是图片，读不出文字和数字。请找到报告的 Word 原稿，在 Word 或 WPS 中另存为纯文本（.txt）后再导入"
            }
            Self::Rtf => {
                "是 RTF 文件，暂不能直接读取。请在 Word 或 WPS 中另存为纯文本（.txt）后再导入"
            }
            Self::WebPage => {
                "是网页源文件，暂不能直接读取。请在浏览器中打开它，全选、复制，粘贴到记事本，保存为纯文本（.txt）后再导入"
            }
            Self::Binary => "不是文本文件。请在 Word 或 WPS 中另存为纯文本（.txt）后再导入",
            Self::NoReport => {
                "里找不到年度报告的各个部分（一、总体情况……六、其他需要报告的事项）。请确认选对了文件，并检查各部分的标题是否独占一行"
            }
        }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "文件“{}”{}。", self.file, self.problem.words())
    }
}

impl std::error::Error for ImportError {}

impl From<ImportError> for FileError {
    fn from(error: ImportError) -> Self {
        let words = error.problem.words();
        let (problem, remedy) = words.split_once('。').unwrap_or((words, ""));
        let problem = problem.trim_start_matches("里").to_owned();
        Self { file: error.file, line: None, problem, remedy: format!("{remedy}。") }
    }
}
