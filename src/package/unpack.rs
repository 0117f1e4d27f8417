//! A package → its files, each proved to be what its list says, within bounds.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{LIST, sum};
use crate::file::{is_reserved, refused_character, trimmed};
use crate::zh;

/// Upper bound on files of a package; one that is made has eight.
const MAX_FILES: usize = 64;

/// Upper bound on all that is unpacked, in bytes.
const MAX_UNPACKED: u64 = 128 * 1024 * 1024;

/// Upper bound on a name, in bytes: systems take 255.
const MAX_NAME: usize = 240;

/// The files of a package, in its order, the list aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// Name and content of each.
    pub files: Vec<(String, Vec<u8>)>,
    /// The list's own text.
    pub list: String,
}

/// Why a package is not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackageFault {
    /// It is no zip file, or a damaged one.
    NotAZip,
    /// It has no list: it is some other zip file.
    NoList,
    /// It has a password.
    Locked,
    /// It has more files than a package has.
    TooMany,
    /// It would take more room than a package does.
    TooLarge,
    /// A name that could lead out of the folder, or that a system refuses.
    BadName(String),
    /// Two files of one name, capitals aside.
    Twice(String),
    /// A line of the list that is none.
    BadList(usize),
    /// A file that the list names and the package lacks.
    Missing(String),
    /// A file that the list does not name.
    Unlisted(String),
    /// A file that is not the one that was packed.
    Changed(String),
}

impl PackageFault {
    /// Whether it is a package that was changed after it was made, and no other file.
    #[must_use]
    pub fn is_tampered(&self) -> bool {
        matches!(self, Self::Missing(_) | Self::Unlisted(_) | Self::Changed(_))
    }

    /// What to do.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NotAZip | Self::NoList => {
                "请核对是不是选错了文件；报送包由 nianbao package 生成。"
            }
            Self::Locked => "请让报送单位发没有密码的报送包。",
            _ => "没有写出任何文件。请让报送单位重新发送。",
        }
    }
}

impl fmt::Display for PackageFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAZip => f.write_str("不是报送包，或者文件已损坏"),
            Self::NoList => write!(f, "不是报送包，里面没有“{LIST}”"),
            Self::Locked => f.write_str("报送包加了密码"),
            Self::TooMany => write!(f, "里面的文件超过 {MAX_FILES} 个，不像一个报送包"),
            Self::TooLarge => f.write_str("解开后超过 128 MiB，不像一个报送包"),
            Self::BadName(name) => write!(f, "里面有不能用的文件名“{name}”"),
            Self::Twice(name) => write!(f, "里面的“{name}”有两个"),
            Self::BadList(line) => write!(f, "“{LIST}”第 {line} 行不对"),
            Self::Missing(name) => write!(f, "清单上的“{name}”不在包里"),
            Self::Unlisted(name) => write!(f, "包里的“{name}”不在清单上"),
            Self::Changed(name) => write!(f, "“{name}”与清单上的 SHA-256 不符，报送后被改动过"),
        }
    }
}

impl std::error::Error for PackageFault {}

/// Unpacks a package and proves every file against the list.
///
/// # Errors
/// What is wrong with it; then nothing of it is given.
pub fn unpack(bytes: &[u8]) -> Result<Unpacked, PackageFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| PackageFault::NotAZip)?;
    if archive.len() > MAX_FILES {
        return Err(PackageFault::TooMany);
    }
    // A Word file or a workbook is a zip too.
    if archive.index_for_name(LIST).is_none() {
        return Err(PackageFault::NoList);
    }
    let mut left = MAX_UNPACKED;
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => PackageFault::Locked,
            _ => PackageFault::NotAZip,
        })?;
        let name = entry.name().map_err(|_| PackageFault::NotAZip)?.into_owned();
        if !entry.is_file() || entry.is_symlink() || !is_plain(&name) {
            return Err(PackageFault::BadName(name));
        }
        if files.iter().any(|(other, _)| other.to_lowercase() == name.to_lowercase()) {
            return Err(PackageFault::Twice(name));
        }
        let mut content = Vec::new();
        let read = entry.take(left + 1).read_to_end(&mut content);
        left = left.checked_sub(content.len() as u64).ok_or(PackageFault::TooLarge)?;
        read.map_err(|_| PackageFault::NotAZip)?;
        files.push((name, content));
    }
    let at = files.iter().position(|(name, _)| name == LIST).ok_or(PackageFault::NoList)?;
    let (_, list) = files.remove(at);
    let list = String::from_utf8(list).map_err(|_| PackageFault::BadList(1))?;
    prove(&list, &files)?;
    Ok(Unpacked { files, list })
}

/// Whether a name is one of a file beside the list, on every system.
fn is_plain(name: &str) -> bool {
    let fine = !name.is_empty() && name.len() <= MAX_NAME && trimmed(name) == name;
    let fine = fine && zh::shown(name) == name;
    fine && refused_character(name).is_none() && !is_reserved(name) && !name.starts_with('.')
}

/// Compares each file with its line of the list.
fn prove(list: &str, files: &[(String, Vec<u8>)]) -> Result<(), PackageFault> {
    let mut sums = BTreeMap::new();
    for (number, line) in (1..).zip(list.lines()) {
        let parts = line.split_once("  ").filter(|(sum, name)| {
            sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_hexdigit()) && !name.is_empty()
        });
        let (sum, name) = parts.ok_or(PackageFault::BadList(number))?;
        if sums.insert(name, sum).is_some() {
            return Err(PackageFault::BadList(number));
        }
    }
    for (name, content) in files {
        let said = sums.remove(name.as_str());
        let said = said.ok_or_else(|| PackageFault::Unlisted(name.clone()))?;
        if !sum(content).eq_ignore_ascii_case(said) {
            return Err(PackageFault::Changed(name.clone()));
        }
    }
    match sums.into_keys().next() {
        Some(name) => Err(PackageFault::Missing(name.to_owned())),
        None => Ok(()),
    }
}
