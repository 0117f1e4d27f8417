//! What the system and the RON reader say, in a clerk's words.

use std::io::{Error, ErrorKind};

use ron::error::Error as Ron;

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
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("磁盘已满", "请清理磁盘，或者换一个位置。")
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
        _ => {
            let what = format!("系统报告的原因是：{error}");
            return (what, "请换一个位置再试。");
        }
    };
    (what.to_owned(), remedy)
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

/// Marks a message of our own among those that serde words.
pub(super) const OWN: &str = "年报：";
