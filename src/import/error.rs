//! Why a file could not be read as a report, in a clerk's words.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::file::FileError;

/// Why a file could not be read as a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// The file's name.
    pub file: String,
    /// What the file is instead of a report.
    pub problem: Problem,
}

/// What a file is that no report can be read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// Nothing in it.
    Empty,
    /// More than [`crate::file::MAX_BYTES`].
    TooLarge,
    /// More than 64 MiB when it is unpacked.
    TooLargeUnpacked,
    /// More lines or cells than any report has.
    TooMany,
    /// Tables in tables, or elements in elements, deeper than 256.
    TooDeep,
    /// .doc, .wps, or what Word 2003 wrote as XML.
    OldOffice,
    /// .xls, .et, or what else is a workbook but no .xlsx.
    Spreadsheet,
    /// A workbook (.xlsx) that cannot be read, or is larger than any form.
    BrokenWorkbook,
    /// .ppt, .pptx, .dps.
    Slides,
    /// A Word file that opens with a password.
    Locked,
    /// A .docx that cannot be read.
    BrokenDocx,
    /// A .docx whose text is a page or another file in it, for Word to take over.
    Embedded,
    /// An open document text (.odt).
    OpenDocument,
    /// An OFD document (.ofd).
    Ofd,
    /// .zip, .rar, .7z.
    Archive,
    /// A PDF that opens with a password, or forbids to copy from it.
    LockedPdf,
    /// A PDF that cannot be read.
    BrokenPdf,
    /// A PDF that takes more memory or time than any report.
    TooCostly,
    /// A reading that the clerk has ended.
    Cancelled,
    /// A PDF of pictures, without text.
    Scan,
    /// A PDF whose letters are drawn as outlines.
    Outlines,
    /// A PDF with fewer characters than any report.
    FewCharacters,
    /// A PDF with nothing on its pages that can be read.
    BlankPdf,
    /// A picture.
    Image,
    /// A Rich Text document (.rtf).
    Rtf,
    /// .mht: a page saved with its pictures.
    WebArchive,
    /// .eml: a letter.
    Mail,
    /// Nothing that reads as text.
    Binary,
    /// Text that was stored in a wrong encoding, and cannot be restored.
    Mojibake,
    /// A company's annual report.
    CompanyReport,
    /// A yearly report on the rule of law.
    LegalReport,
    /// A budget, or what was spent of it.
    Budget,
    /// A summary of work.
    WorkSummary,
    /// The yearly sheet of a government's website.
    SiteReport,
    /// A notice, a plan, a guide: an official document.
    OfficialDocument,
    /// An explanation of a report.
    Interpretation,
    /// A report of before 2019, when there was no such form.
    OldForm,
    /// A school's, a hospital's or a company's report on its information.
    PublicBody,
    /// Figures of a quarter or of half a year.
    PartOfYear,
    /// An annual report, but not one on open government information.
    OtherReport,
    /// Text, but no report.
    NoReport,
    /// A page, but no report: it may lie behind the page.
    NoReportInPage,
}

impl Problem {
    fn words(self) -> &'static str {
        match self {
            Self::Empty => "里没有内容。请确认选对了文件",
            Self::TooLarge => {
                "超过 16 MB，不像一份年度报告。请确认选对了文件，或只把报告的文字另存为纯文本（.txt）后再导入"
            }
            Self::TooLargeUnpacked => {
                "解开后超过 64 MB，不像一份年度报告。请确认选对了文件，或删去其中的图片和附件，另存后再导入"
            }
            Self::TooMany => {
                "行数或格数太多（超过 20 万），不像一份年度报告。请确认选对了文件，或只把报告的文字另存为纯文本（.txt）后再导入"
            }
            Self::TooDeep => {
                "里的内容一层套一层，超过 256 层，不像一份年度报告。请全选、复制报告的文字，粘贴到记事本，保存为纯文本（.txt）后再导入"
            }
            Self::OldOffice => {
                "是旧版 Word 或 WPS 文件（.doc、.wps），不能直接读取。请在 Word 或 WPS 中打开它，另存为 .docx 后再导入"
            }
            Self::Spreadsheet => {
                "是旧版 Excel 或 WPS 表格文件（.xls、.et），不能直接读取。请在 Excel 或 WPS 中打开它，另存为 .xlsx 后再导入"
            }
            Self::BrokenWorkbook => {
                "是 Excel 表格（.xlsx），但已经损坏、加了密码，或者太大。请在 Excel 或 WPS 中打开它，去掉密码和多余的工作表，另存为 .xlsx 后再导入"
            }
            Self::Slides => {
                "是演示文稿（.ppt、.pptx），不是文字文档。请导入报告的 Word 文件（.docx）"
            }
            Self::Locked => {
                "设了打开密码，不能读取。请在 Word 或 WPS 中用密码打开它，取消密码后另存为 .docx，再导入"
            }
            Self::BrokenDocx => {
                "是 Word 文件（.docx），但已经损坏或不完整。请在 Word 或 WPS 中打开它（如提示修复请确定），另存为 .docx 后再导入"
            }
            Self::Embedded => {
                "是 Word 文件（.docx），但正文是嵌在里面的另一个文件，不能直接读取。请在 Word 或 WPS 中打开它，另存为 .docx 后再导入"
            }
            Self::OpenDocument => {
                "是开放文档格式的文件（.odt、.ods），不能直接读取。请在 WPS、Word 或 LibreOffice 中另存为 .docx 后再导入"
            }
            Self::Ofd => {
                "是 OFD 版式文件，不能直接读取。请导入报告的 Word 原稿（.docx）；没有原稿的，请用 OFD 阅读软件打开，全选、复制，粘贴到记事本，保存为纯文本（.txt）后再导入"
            }
            Self::Archive => "是压缩包。请先解压，再导入里面的报告文件",
            Self::LockedPdf => {
                "是加了密码或限制复制的 PDF，不能读取。请导入报告的 Word 原稿（.docx）；没有原稿的，请在阅读软件中取消限制，另存后再导入"
            }
            Self::BrokenPdf => {
                "是 PDF，但已经损坏或不完整。请重新下载或另存一次；仍不能读取的，请导入报告的 Word 原稿（.docx）"
            }
            Self::TooCostly => {
                "是 PDF，但读取它要用的时间或内存超过了限度，不像一份年度报告。请确认选对了文件，或导入报告的 Word 原稿（.docx）"
            }
            Self::Cancelled => "没有读完：读取已经取消。请在需要时重新打开它",
            Self::Scan => {
                "是扫描的 PDF，只有图片，没有文字。请导入报告的 Word 原稿（.docx）；没有原稿的，请照着它填写数字"
            }
            Self::Outlines => {
                "是 PDF，但其中的文字已经转成图形，读不出来。请导入报告的 Word 原稿（.docx）；没有原稿的，请照着它填写数字"
            }
            Self::FewCharacters => {
                "是 PDF，但里面只有很少几个字，不像一份年度报告。请确认选对了文件，或导入报告的 Word 原稿（.docx）"
            }
            Self::BlankPdf => {
                "是 PDF，但页面上没有可以读取的内容。请确认选对了文件，或导入报告的 Word 原稿（.docx）"
            }
            Self::Image => {
                "是图片，读不出文字和数字。请导入报告的 Word 原稿（.docx）；没有原稿的，请照着它填写数字"
            }
            Self::Rtf => {
                "是 RTF 文件，不能直接读取。请在 Word 或 WPS 中打开它，另存为 .docx 后再导入"
            }
            Self::WebArchive => {
                "是单个文件的网页（.mht），不能直接读取。请在浏览器中打开它，另存为“网页，仅 HTML”后再导入"
            }
            Self::Mail => {
                "是一封邮件（.eml），不能直接读取。请打开邮件，把里面的报告另存为文件后再导入"
            }
            Self::Binary => {
                "不是文字文件，读不出内容。请导入报告的 Word 文件（.docx）、网页、PDF、Excel 表格（.xlsx）或纯文本（.txt）"
            }
            Self::NoReport => {
                "里找不到年度报告的各个部分（一、总体情况……六、其他需要报告的事项）。请确认选对了文件，并检查各部分的标题是否独占一行"
            }
            Self::NoReportInPage => {
                "里找不到年度报告的各个部分（一、总体情况……六、其他需要报告的事项）。报告可能是网页上的附件，或在网页内嵌的框架里：请打开它，另存后再导入；也可以在浏览器中复制报告的文字，粘贴导入"
            }
            other => other.of_another(),
        }
    }

    /// What another document seems to be.
    fn of_another(self) -> &'static str {
        match self {
            Self::CompanyReport => {
                "看来是公司、企业的年度报告，不是政府信息公开工作年度报告（六个部分和三张表都没有找到）。请确认选对了文件"
            }
            Self::Mojibake => {
                "里的文字是乱码：保存时用错了编码，已经不能完整还原。请回到原来的网页或文件，确认能正常显示后，另存为 UTF-8 编码的网页或纯文本（.txt），再导入；也可以复制报告的文字，粘贴导入"
            }
            Self::LegalReport => {
                "看来是法治政府建设年度报告，不是政府信息公开工作年度报告（没有读到规定的三张表）。请确认选对了文件"
            }
            Self::Budget => {
                "看来是部门预算、决算，不是政府信息公开工作年度报告（没有读到规定的三张表）。请确认选对了文件"
            }
            Self::WorkSummary => {
                "看来是工作总结，不是政府信息公开工作年度报告（没有读到规定的三张表）。请确认选对了文件"
            }
            Self::SiteReport => {
                "看来是政府网站工作年度报表，不是政府信息公开工作年度报告（没有读到规定的三张表）。请确认选对了文件"
            }
            Self::OfficialDocument => {
                "看来是通知、方案、指南一类的文件，不是政府信息公开工作年度报告（没有读到规定的三张表）。请确认选对了文件；报告是它的附件的，请导入附件"
            }
            Self::Interpretation => {
                "看来是对报告的解读，不是政府信息公开工作年度报告本身（没有读到规定的三张表）。请导入被解读的报告"
            }
            Self::OldForm => {
                "看来是2019年以前的年度报告，那时还没有现在的格式和三张表，不能按现在的格式读取。请导入2019年及以后的报告，或对照它填写"
            }
            Self::PublicBody => {
                "看来是学校、医院、企业等公共企事业单位的信息公开报告，不是行政机关的政府信息公开工作年度报告（没有读到规定的三张表）。请确认选对了文件"
            }
            Self::PartOfYear => {
                "看来是季度、半年或者月份的情况，不是全年的政府信息公开工作年度报告。请导入全年的报告"
            }
            Self::OtherReport => {
                "看来是别的年度报告，不是政府信息公开工作年度报告（没有读到规定的三张表）。请确认选对了文件"
            }
            _ => "不像一份政府信息公开工作年度报告。请确认选对了文件",
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
        Self::new(Path::new(&error.file), problem, format!("{remedy}。"))
    }
}
