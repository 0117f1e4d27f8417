//! Names of exported files as a clerk types them.

use std::ffi::OsStr;
use std::path::Path;

use crate::export::Format;
use crate::file::{is_reserved, refused_character, trimmed};

/// The most bytes of a proposed name: systems take 255, and extension and number are added to it.
const LONGEST: usize = 200;

/// A name as a clerk typed it, without an extension of ours: each form adds its own.
#[must_use]
pub(super) fn without_extension(name: &str) -> &str {
    let name = trimmed(name);
    let ours = |extension: &OsStr| {
        Format::ALL.iter().any(|format| extension.eq_ignore_ascii_case(format.extension()))
    };
    let path = Path::new(name);
    match (path.extension().filter(|extension| ours(extension)), path.file_stem()) {
        (Some(_), Some(stem)) => stem.to_str().unwrap_or(name),
        _ => name,
    }
}

/// What is wrong with the name of a file to be saved, with its extension.
#[must_use]
pub fn file_problem(path: &Path) -> Option<String> {
    let Some(name) = path.file_name() else { return problem("") };
    let Some(name) = name.to_str() else {
        return Some("文件名里有认不出的字符，请改一下。".into());
    };
    if trimmed(name) != name {
        return Some("文件名的开头和末尾不能有空格，末尾不能有点，请改一下。".into());
    }
    problem(name)
}

/// What is wrong with a name that a clerk typed.
pub(super) fn problem(name: &str) -> Option<String> {
    let name = without_extension(name);
    if name.is_empty() {
        return Some("请填写文件名。".into());
    }
    if let Some(c) = refused_character(name) {
        let shown = if c.is_control() { "换行或控制符".into() } else { format!("“{c}”") };
        return Some(format!("文件名中不能有{shown}，请改一下。"));
    }
    if is_reserved(name) {
        return Some(format!("“{name}”是系统保留的名称，请换一个文件名。"));
    }
    (name.len() > LONGEST)
        .then(|| format!("文件名有 {} 个字，太长了，请缩短。", name.chars().count()))
}
