//! Old Word and WPS files (.doc, .wps) and RTF, taken through LibreOffice where that is installed:
//! only where the clerk asks for it, in a folder of its own that goes afterwards, and not for long.

use std::ffi::OsString;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::CancelReading;
use super::error::Problem;
use super::source::kind_problem;
use crate::file::FileError;

/// LibreOffice that has not ended by then is ended: its first start takes some seconds.
const PATIENCE: Duration = Duration::from_secs(90);

/// Time between two looks whether it has ended.
const PAUSE: Duration = Duration::from_millis(50);

/// More than this is no report, in bytes.
const MAX_CONVERTED: u64 = 64 * 1024 * 1024;

/// Why an old file was not converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConvertError {
    /// There is no LibreOffice.
    NotInstalled,
    /// LibreOffice did not end in time, and was stopped.
    TooLong,
    /// The clerk does not want it any more.
    Cancelled,
    /// LibreOffice made no document of the file, or the folder for it could not be written.
    Failed,
}

impl ConvertError {
    /// What happened and what to do, in a clerk's words; follows the file's name.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NotInstalled => {
                "是旧版文件，本机没有装 LibreOffice，不能转换。请在 Word 或 WPS 中打开它，另存为 .docx 后再导入"
            }
            Self::TooLong => {
                "用 LibreOffice 转换超过 90 秒，已停止。请在 Word 或 WPS 中打开它，另存为 .docx 后再导入"
            }
            Self::Cancelled => "的转换已取消",
            Self::Failed => {
                "用 LibreOffice 转换没有成功。请在 Word 或 WPS 中打开它，另存为 .docx 后再导入"
            }
        }
    }
}

impl ConvertError {
    /// What is told of a file.
    #[must_use]
    pub fn of(self, path: &Path) -> FileError {
        let words = self.words();
        let (problem, remedy) = words.split_once('。').unwrap_or((words, "需要时请再次打开"));
        FileError::new(path, problem, format!("{remedy}。"))
    }
}

/// Whether a file is of those that LibreOffice may convert: old Word, WPS, RTF.
#[must_use]
pub fn is_old_word(bytes: &[u8]) -> bool {
    matches!(kind_problem(bytes), Some(Problem::OldOffice | Problem::Rtf))
}

/// LibreOffice, where it is on the path.
#[must_use]
pub fn libreoffice() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["soffice", "libreoffice"];
    let names = names.map(|name| format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let mut folders = std::env::split_paths(&path);
    folders
        .find_map(|folder| names.iter().map(|name| folder.join(name)).find(|file| file.is_file()))
}

/// The file as a Word document (.docx), made by LibreOffice in a temporary folder, until it is
/// cancelled.
///
/// # Errors
/// Where LibreOffice does not end in time or makes nothing of it.
pub fn converted(
    bytes: &[u8],
    libreoffice: &Path,
    cancel: &CancelReading,
) -> Result<Vec<u8>, ConvertError> {
    let folder = tempfile::tempdir().map_err(|_| ConvertError::Failed)?;
    let source = folder.path().join("source.doc");
    let written = File::create(&source).and_then(|mut file| file.write_all(bytes));
    written.map_err(|_| ConvertError::Failed)?;
    // A profile of its own: one that is in use would let it hand over the file and end at once.
    let mut profile = OsString::from("-env:UserInstallation=file://");
    profile.push(folder.path().join("profile"));
    let mut command = Command::new(libreoffice);
    command
        .args(["--headless", "--norestore", "--nologo"])
        .arg(profile)
        .args(["--convert-to", "docx", "--outdir"])
        .arg(folder.path())
        .arg(&source)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    run(command, PATIENCE, cancel)?;
    let made = File::open(folder.path().join("source.docx")).map_err(|_| ConvertError::Failed)?;
    let mut converted = Vec::new();
    made.take(MAX_CONVERTED + 1).read_to_end(&mut converted).map_err(|_| ConvertError::Failed)?;
    if converted.len() as u64 > MAX_CONVERTED {
        return Err(ConvertError::Failed);
    }
    Ok(converted)
}

/// Runs a program to its end, or ends it and what it has started.
fn run(
    mut command: Command,
    patience: Duration,
    cancel: &CancelReading,
) -> Result<(), ConvertError> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(|_| ConvertError::Failed)?;
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(_)) | Err(_) => return Err(ConvertError::Failed),
            Ok(None) if begun.elapsed() < patience && !cancel.is_cancelled() => {
                std::thread::sleep(PAUSE);
            }
            Ok(None) => {
                #[cfg(unix)]
                if let Some(group) =
                    i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw)
                {
                    let _gone =
                        rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
                }
                let _gone = child.kill().and_then(|()| child.wait());
                let cancelled = cancel.is_cancelled();
                return Err(if cancelled {
                    ConvertError::Cancelled
                } else {
                    ConvertError::TooLong
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CancelReading, ConvertError, converted, is_old_word, run};
    use std::path::Path;
    use std::process::Command;
    use std::time::Duration;

    #[test]
    fn old_files_are_known() {
        let name: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let doc = [b"\xD0\xCF\x11\xE0".as_slice(), &name].concat();
        assert!(is_old_word(&doc) && is_old_word(b"{\\rtf1 a}"));
        assert!(!is_old_word(b"PK\x03\x04") && !is_old_word("文字".as_bytes()));
    }

    #[cfg(unix)]
    #[test]
    fn what_does_not_end_is_ended() {
        let mut sleep = Command::new("sleep");
        sleep.arg("60");
        let (wanted, short) = (CancelReading::default(), Duration::from_millis(100));
        assert_eq!(run(sleep, short, &wanted), Err(ConvertError::TooLong));
        let long = Duration::from_secs(9);
        assert_eq!(run(Command::new("false"), long, &wanted), Err(ConvertError::Failed));
        // A program that does its work and makes nothing.
        assert_eq!(converted(b"a", Path::new("true"), &wanted), Err(ConvertError::Failed));
        wanted.cancel();
        let mut sleep = Command::new("sleep");
        sleep.arg("60");
        assert_eq!(run(sleep, long, &wanted), Err(ConvertError::Cancelled));
    }
}
