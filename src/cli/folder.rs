//! A folder of published reports → a folder of report files, on all cores.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::outcome::{Outcome, Session, panicked};
use super::write::write_report;
use crate::batch::{Cancel, in_order};
use crate::file::{self, FileError, FileKind};
use crate::import::NoteKind;
use crate::open::{Opened, open};
use crate::zh::{self, width};
use unicode_normalization::UnicodeNormalization as _;

/// How wide the names' column is at most, in columns of half a Chinese character.
const MAX_NAME: usize = 40;

/// What became of one file.
struct Done {
    /// What became of the file, in a clerk's words: 已存为报告.
    result: &'static str,
    /// The summary's columns after the result.
    figures: [String; 5],
    /// What went wrong, and how badly.
    outcome: Outcome,
}

/// Imports every file of a folder into another.
pub(super) fn import(from: &Path, to: &Path, draft: bool, session: &mut Session<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let files = match prepared(from, to) {
        Ok(files) => files,
        Err(error) => return Outcome::failed(2, error.to_string()),
    };
    let mut done: Vec<Done> = Vec::new();
    let work = |(source, out): &&(PathBuf, PathBuf)| one(source, out, draft);
    in_order(&files, &Cancel::default(), work, |(source, _), result| {
        done.push(result.unwrap_or_else(|_| Done::failed("读不出来", panicked(source))));
        (session.progress)(done.len(), files.len());
        ControlFlow::Continue(())
    });
    table(&mut outcome, &files, &done);
    for done in done {
        outcome.err.push_str(&done.outcome.err);
        outcome.code = outcome.code.max(done.outcome.code);
    }
    outcome
}

impl Done {
    fn failed(result: &'static str, outcome: Outcome) -> Self {
        Self { result, figures: std::array::from_fn(|_| "-".to_owned()), outcome }
    }
}

/// The files of a folder, by name, and where each is to go; the other folder is made.
fn prepared(from: &Path, to: &Path) -> Result<Vec<(PathBuf, PathBuf)>, FileError> {
    let unreadable = |_| FileError::new(from, "这个文件夹打不开", "请确认它在，并且有权限读取。");
    let mut sources: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(from).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Hidden files, and those by which Word and WPS mark a document that is open.
        if path.is_file() && !name.starts_with(['.', '~']) {
            sources.push(path);
        }
    }
    if sources.is_empty() {
        return Err(FileError::new(from, "这个文件夹里没有文件", "请确认选对了文件夹。"));
    }
    sources.sort();
    if let Err(error) = std::fs::create_dir_all(to) {
        let taken = error.kind() == std::io::ErrorKind::AlreadyExists;
        let problem = if taken {
            "已有同名的文件，不是文件夹"
        } else {
            "建不了这个文件夹"
        };
        return Err(FileError::new(to, problem, "请用 -o 另写一个文件夹。"));
    }
    if from.canonicalize().ok() == to.canonicalize().ok() {
        return Err(FileError::new(to, "输出的文件夹就是来源的文件夹", "请用 -o 另写一个文件夹。"));
    }
    let outs = names(&sources).into_iter().map(|name| to.join(name));
    Ok(sources.iter().cloned().zip(outs).collect())
}

/// A name of its own for the output of each source, none of which a file system or a screen takes
/// for another: 年报.txt and 年报.docx become two files, and so do names that differ only in
/// capitals, in how an accent is written, or in bytes that are no text.
fn names(sources: &[PathBuf]) -> Vec<String> {
    let shown =
        |name: Option<&OsStr>| zh::shown(&name.unwrap_or_default().to_string_lossy()).into_owned();
    let alike = |name: &str| {
        let seen = name.chars().filter(|c| width(*c) > 0);
        seen.collect::<String>().nfc().collect::<String>().to_lowercase()
    };
    let mut stems: BTreeMap<String, usize> = BTreeMap::new();
    for path in sources {
        *stems.entry(alike(&shown(path.file_stem()))).or_default() += 1;
    }
    let mut taken = BTreeSet::new();
    let own = |path: &PathBuf| {
        let stem = shown(path.file_stem());
        let only = stems.get(&alike(&stem)) == Some(&1);
        let name = if only { stem } else { shown(path.file_name()) };
        let numbered = |number: usize| match number {
            1 => format!("{name}.ron"),
            _ => format!("{name}（{number}）.ron"),
        };
        let free = (1..=sources.len()).map(numbered).find(|name| taken.insert(alike(name)));
        free.unwrap_or_default()
    };
    sources.iter().map(own).collect()
}

fn one(source: &Path, out: &Path, draft: bool) -> Done {
    let mut outcome = Outcome::default();
    let opened = match open(source) {
        Ok(opened) => opened,
        Err(error) => return Done::failed("读不出来", Outcome::failed(2, error.to_string())),
    };
    let figures = figures(&opened);
    // Made at once and only here, so that no file that comes meanwhile is replaced.
    match std::fs::OpenOptions::new().write(true).create_new(true).open(out) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let out = out.display();
            outcome.fail(2, format!("已有“{out}”，没有覆盖。请换一个文件夹，或先移走它。"));
            return Done { result: "没有覆盖", figures, outcome };
        }
        Err(error) => {
            let (problem, remedy) = file::problem::io(&error);
            outcome.fail(2, format!("“{}”写不出来：{problem}。{remedy}", out.display()));
            return Done { result: "写不出来", figures, outcome };
        }
    }
    if let Err(error) = write_report(&mut outcome, opened.report(), out, draft) {
        outcome.fail(2, error.to_string());
    }
    if outcome.code != 0 {
        // Still empty: nothing was written into what was made above.
        let _kept_empty = std::fs::remove_file(out);
    }
    let result = match (outcome.code, draft) {
        (0, true) => "已存为草稿",
        (0, false) => "已存为报告",
        (1, _) => "没有通过",
        _ => "写不出来",
    };
    Done { result, figures, outcome }
}

/// Year, cells read of cells expected, and how much is unsure, blank or without a place.
fn figures(opened: &Opened) -> [String; 5] {
    let year = opened.report().year.map_or("-".to_owned(), |year| year.to_string());
    match opened {
        Opened::File(kind, _) => {
            let kind = if *kind == FileKind::Draft { "草稿" } else { "报告文件" };
            [year, kind.to_owned(), "-".to_owned(), "-".to_owned(), "-".to_owned()]
        }
        Opened::Published(imported) => {
            let sum = |of: fn(&crate::import::TableCount) -> usize| -> usize {
                imported.tables.iter().map(of).sum()
            };
            let cells = format!("{}/{}", sum(|t| t.read), sum(|t| t.expected));
            let count = |kind| imported.notes.iter().filter(|n| n.kind == kind).count().to_string();
            let [unsure, blank, unplaced] =
                [NoteKind::Unsure, NoteKind::Blank, NoteKind::Unplaced].map(count);
            [year, cells, unsure, blank, unplaced]
        }
    }
}

fn table(outcome: &mut Outcome, files: &[(PathBuf, PathBuf)], done: &[Done]) {
    let name = |path: &Path| {
        zh::shown(&path.file_name().unwrap_or_default().to_string_lossy()).into_owned()
    };
    let names: Vec<String> = files.iter().map(|(source, _)| name(source)).collect();
    let widest = names.iter().map(|name| wide(name)).max().unwrap_or(0).clamp(4, MAX_NAME);
    let mut line = |name: &str, result: &str, figures: [&str; 5]| {
        let widths = [6, 10, 8, 8, 8];
        let figures: String =
            figures.iter().zip(widths).map(|(text, width)| padded(text, width)).collect();
        let text = format!("{}{}{figures}", padded(name, widest + 2), padded(result, 12));
        outcome.line(text.trim_end());
    };
    line("文件", "结果", ["年度", "读到格数", "待核对", "空白", "未归位"]);
    for (name, done) in names.iter().zip(done) {
        line(name, done.result, done.figures.each_ref().map(String::as_str));
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for done in done {
        *counts.entry(done.result).or_default() += 1;
    }
    let order = ["已存为报告", "已存为草稿", "没有通过", "没有覆盖", "写不出来", "读不出来"];
    let counts: Vec<String> = order
        .iter()
        .filter_map(|result| Some(format!("{result} {} 个", counts.get(result)?)))
        .collect();
    outcome.line(format!("共 {} 个文件：{}。", files.len(), counts.join("，")));
}

fn wide(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// Spaces up to a width, at least one.
fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(wide(text)).max(1)))
}
