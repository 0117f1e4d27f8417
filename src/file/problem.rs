//! What the system and the RON reader say, in a clerk's words.

use std::fmt;
use std::io::{Error, ErrorKind};
use std::path::Path;

use ron::error::Error as Ron;

use crate::workbook::WorkbookError;

/// What went wrong with a file, worded for a clerk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    /// The file, as it was named.
    pub file: String,
    /// Line in it, from 1, where the trouble has one.
    pub line: Option<usize>,
    /// What happened, without a full stop.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl FileError {
    /// What is wrong with a whole file, and what to do.
    #[must_use]
    pub fn new(path: &Path, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        let file = path.display().to_string();
        Self { file, line: None, problem: problem.into(), remedy: remedy.into() }
    }

    /// This problem at a line of the file, counted from 1.
    #[must_use]
    pub fn at(self, line: impl Into<Option<usize>>) -> Self {
        Self { line: line.into(), ..self }
    }

    /// Why an output was not written: the file that is there is kept.
    #[must_use]
    pub fn kept(out: &Path, problem: &str) -> Self {
        Self::new(out, problem, "请换一个输出的文件名。")
    }

    /// What is wrong with a spreadsheet that was read from, or is to be written to, a path.
    #[must_use]
    pub fn of_workbook(path: &Path, error: WorkbookError) -> Self {
        Self::new(path, error.problem, error.remedy).at(error.line)
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”", self.file)?;
        if let Some(line) = self.line {
            write!(f, "第 {line} 行")?;
        }
        write!(f, "：{}。{}", self.problem, self.remedy)
    }
}

impl std::error::Error for FileError {}

/// What to do with a damaged file.
pub(super) const DAMAGED: &str = "请改用备份，或者由原来的文稿重新导入；文件没有改动。";

/// What happened, and what to do.
pub(crate) fn io(error: &Error) -> (String, &'static str) {
    if let Some(what) = device(error) {
        return (what.into(), "请检查磁盘和连接，或者换一个位置。");
    }
    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION, for which std has no word.
    let in_use = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
    let kind = if in_use { ErrorKind::ResourceBusy } else { error.kind() };
    let (what, remedy) = match kind {
        ErrorKind::NotFound => ("没有这个文件或文件夹", "请核对名称和位置。"),
        // So Windows says also of a file that is to be replaced while it is open.
        ErrorKind::PermissionDenied if cfg!(windows) => {
            ("没有权限，或者其他程序正在使用这个文件", "请关闭那个程序再试，或者换一个位置。")
        }
        ErrorKind::PermissionDenied => ("没有权限", "请换一个位置，或者请管理员开放权限。"),
        // A file system or a limit of the system that lets no file grow further.
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            ("磁盘已满，或者文件超过了允许的大小", "请清理磁盘，或者换一个位置。")
        }
        ErrorKind::ReadOnlyFilesystem => ("所在的磁盘是只读的", "请换一个位置。"),
        ErrorKind::IsADirectory => ("这是一个文件夹", "请指定文件名。"),
        ErrorKind::Unsupported => ("这不是普通文件", "请换一个文件名。"),
        ErrorKind::AlreadyExists => ("已有同名的文件", "请换一个名称或位置。"),
        ErrorKind::NotADirectory => ("路径中有一段不是文件夹", "请核对位置。"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            ("其他程序正在使用这个文件", "请关闭那个程序再试，或者换一个位置。")
        }
        ErrorKind::InvalidFilename => ("文件名太长，或者有不能用的字符", "请换一个文件名。"),
        ErrorKind::InvalidInput => ("这个位置不能这样使用", "请换一个文件名或位置。"),
        ErrorKind::OutOfMemory => ("内存不足", "请关闭其他程序后再试。"),
        ErrorKind::CrossesDevices => ("临时文件和目标不在同一个磁盘上", "请换一个位置。"),
        ErrorKind::TooManyLinks => ("文件的链接太多", "请换一个位置。"),
        ErrorKind::UnexpectedEof => ("文件不完整", "请重新取得这个文件后再试。"),
        ErrorKind::BrokenPipe => ("接收结果的程序已经结束", "请核对输出的位置。"),
        ErrorKind::Interrupted | ErrorKind::WouldBlock => ("系统没有完成这一步", "请再试一次。"),
        _ => return unnamed(error),
    };
    (what.to_owned(), remedy)
}

/// What std has no word for: its own words are English, and may name a file that is none of the
/// clerk's.
fn unnamed(error: &Error) -> (String, &'static str) {
    let Some(number) = error.raw_os_error() else {
        return ("系统没有说明原因".into(), "请换一个位置再试。");
    };
    #[cfg(unix)]
    {
        use rustix::io::Errno;
        let known = match Errno::from_raw_os_error(number) {
            Errno::LOOP => Some(("链接互相指向，没有尽头", "请改用文件本身的位置。")),
            Errno::MFILE | Errno::NFILE => Some(("打开的文件太多", "请关闭一些程序或窗口后再试。")),
            Errno::OVERFLOW => Some(("文件太大，系统读不了", "请核对是不是选错了文件。")),
            Errno::NOLCK => Some(("这个磁盘不支持这一步", "请换一个位置。")),
            _ => None,
        };
        if let Some((what, remedy)) = known {
            return (what.into(), remedy);
        }
    }
    (format!("系统报告的错误编号是 {number}"), "请换一个位置再试。")
}

/// What a disk, a stick or a share says that is failing or gone.
fn device(error: &Error) -> Option<&'static str> {
    const GONE: &str = "移动磁盘或网络位置已经断开";
    let kind = error.kind();
    if matches!(
        kind,
        ErrorKind::StaleNetworkFileHandle
            | ErrorKind::NotConnected
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::TimedOut
            | ErrorKind::ConnectionAborted
            | ErrorKind::ConnectionReset
    ) {
        return Some(GONE);
    }
    // What std has no word for goes by the system's number.
    let number = error.raw_os_error()?;
    let (damaged, gone): (&[i32], &[i32]) = if cfg!(windows) {
        // ERROR_CRC, ERROR_IO_DEVICE; NOT_READY, BAD_NETPATH, DEV_NOT_EXIST, NETNAME_DELETED,
        // BAD_NET_NAME, UNEXP_NET_ERR.
        (&[23, 1117], &[21, 53, 55, 59, 64, 67])
    } else {
        // EIO; ENXIO, ENODEV.
        (&[5], &[6, 19])
    };
    let among = |numbers: &[i32]| numbers.contains(&number);
    among(damaged).then_some("磁盘读写出错").or_else(|| among(gone).then_some(GONE))
}

/// What is wrong with the RON, by what the reader met.
pub(super) fn ron(error: &Ron) -> String {
    match error {
        // Written in Chinese by this crate's own types; serde's own messages are English.
        Ron::Message(message) => match message.strip_prefix(OWN) {
            Some(message) => message.to_owned(),
            None => "内容的格式不对".into(),
        },
        Ron::Eof => "文件不完整，后面缺了内容".into(),
        Ron::NoSuchStructField { found, .. } => format!("有不认识的字段“{found}”"),
        Ron::MissingStructField { field, .. } => format!("缺少字段“{field}”"),
        Ron::DuplicateStructField { field, .. } => format!("字段“{field}”写了两次"),
        Ron::InvalidValueForType { .. } => "这里的值类型不对".into(),
        Ron::IntegerOutOfBounds | Ron::InvalidIntegerDigit { .. } => "数字超出范围".into(),
        Ron::ExpectedString | Ron::ExpectedStringEnd => "这里应当是用英文引号括起的文字".into(),
        Ron::ExpectedInteger => "这里应当是整数".into(),
        Ron::ExceededRecursionLimit => "括号套得太深".into(),
        Ron::TrailingCharacters => "报告之后还有多余的内容".into(),
        Ron::InvalidEscape(_) => "文字里的转义符不对".into(),
        Ron::ExpectedComma => "这里缺少逗号".into(),
        _ => "这里的格式不对，可能是括号、引号或逗号缺失".into(),
    }
}

/// A problem without what it quotes of the file: the text between “ and ” is left out.
pub(super) fn without_quotes(mut problem: String) -> String {
    while let (Some(from), Some(to)) = (problem.find('“'), problem.find('”')) {
        if to < from {
            break;
        }
        problem.replace_range(from..to + '”'.len_utf8(), "");
    }
    problem
}

/// Marks a message of our own among those that serde words.
pub(super) const OWN: &str = "年报：";

#[cfg(test)]
mod tests {
    use super::{Error, io};

    #[test]
    fn every_error_of_the_system_is_told_in_chinese() {
        for number in 1..200 {
            let (what, remedy) = io(&Error::from_raw_os_error(number));
            let said = format!("{what}。{remedy}");
            assert!(!said.chars().any(|c| c.is_ascii_alphabetic()), "{number}: {said}");
        }
        let other = Error::other("No such file at path /tmp/.tmpX");
        assert_eq!(io(&other).0, "系统没有说明原因");
        #[cfg(target_os = "linux")]
        for (number, words) in
            [(40, "链接"), (24, "打开的文件太多"), (27, "磁盘已满"), (12, "内存")]
        {
            assert!(io(&Error::from_raw_os_error(number)).0.contains(words), "{number}");
        }
    }
}
