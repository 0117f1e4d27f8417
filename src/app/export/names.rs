//! Names of files: what systems refuse, and names that none does.

use std::ffi::OsStr;
use std::path::Path;

use crate::export::Format;

/// What Windows refuses in a name, and what stands for it in Chinese text.
const REFUSED: [(char, char); 9] = [
    ('/', '／'),
    ('\\', '＼'),
    (':', '：'),
    ('*', '＊'),
    ('?', '？'),
    ('"', '＂'),
    ('<', '＜'),
    ('>', '＞'),
    ('|', '｜'),
];

/// The most bytes of a proposed name: systems take 255, and extension and number are added to it.
const LONGEST: usize = 200;

/// A name for a file made of any words: what is refused is put in full width, line ends are
/// spaces, and it is never empty, too long, or one of the system's own.
#[must_use]
pub fn safe(words: &str) -> String {
    let put = |c: char| REFUSED.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
    let name: String = words.chars().map(|c| if c.is_control() { ' ' } else { put(c) }).collect();
    let name: String = trimmed(&name).chars().take(60).collect();
    match trimmed(&name) {
        "" => "年度报告".into(),
        name if is_reserved(name) => format!("年度报告{name}"),
        name => name.to_owned(),
    }
}

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
    let refused = |c: &char| c.is_control() || REFUSED.iter().any(|(refused, _)| refused == c);
    if let Some(c) = name.chars().find(refused) {
        let shown = if c.is_control() { "换行或控制符".into() } else { format!("“{c}”") };
        return Some(format!("文件名中不能有{shown}，请改一下。"));
    }
    if is_reserved(name) {
        return Some(format!("“{name}”是系统保留的名称，请换一个文件名。"));
    }
    (name.len() > LONGEST)
        .then(|| format!("文件名有 {} 个字，太长了，请缩短。", name.chars().count()))
}

/// Spaces at both ends, and points at the end, are lost on some systems.
fn trimmed(name: &str) -> &str {
    name.trim().trim_end_matches(|c: char| c == '.' || c.is_whitespace())
}

/// Names of devices, which Windows keeps to itself, whatever follows a point.
fn is_reserved(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    let numbered = |start: &str| {
        let number = base.strip_prefix(start).unwrap_or_default();
        number.len() == 1 && number.chars().all(|c| ('1'..='9').contains(&c))
    };
    ["CON", "PRN", "AUX", "NUL"].contains(&base.as_str()) || numbered("COM") || numbered("LPT")
}
