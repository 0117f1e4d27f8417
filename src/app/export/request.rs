//! Exporting several forms at once into one folder: names, what stands against it, the files.
//!
//! A [`ExportRequest`] is what a clerk has chosen. What it asks for is worked out here without a window;
//! what touches the disk is called from threads.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::names;
use crate::edition::Edition;
use crate::export::{self, ExportSetup, Exported, Format, ReviewCopy};
use crate::file::{self, problem};
use crate::finding::Finding;
use crate::layout::MARK;
use crate::report::{Form, Report};
use crate::rules::Balanced;

/// What is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The open report.
    Report,
    /// The report as 送审稿.
    ForReview,
    /// Blank forms of its tables, for those who supply the figures.
    Blanks,
}

impl Subject {
    /// The forms it can be had in, in the order in which they are offered.
    #[must_use]
    pub fn formats(self) -> &'static [Format] {
        match self {
            Self::Report => &[Format::Pdf, Format::Ofd, Format::Docx, Format::Html, Format::Text],
            Self::ForReview => &ReviewCopy::FORMATS,
            Self::Blanks => &Format::BLANK,
        }
    }
}

/// What a clerk has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportRequest {
    /// What is written.
    pub subject: Subject,
    /// The tables of which blank forms are written, by their index.
    pub tables: Vec<usize>,
    /// In which forms.
    pub formats: Vec<Format>,
    /// How a 送审稿 is made.
    pub copy: ReviewCopy,
    /// Text in GB18030 and not in UTF-8.
    pub gb18030: bool,
    /// The folder, as it was typed.
    pub folder: String,
    /// The name of all files, without what each form adds.
    pub name: String,
}

/// One file that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The format that the file is written in.
    pub format: Format,
    /// The table, of a blank form.
    pub table: Option<usize>,
    /// The file's name, without its folder.
    pub name: String,
}

impl ExportRequest {
    /// What is wrong with it, as far as can be told without the disk.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        if self.subject == Subject::Blanks && self.tables.is_empty() {
            return Some("请至少选择一张表。".into());
        }
        if !self.subject.formats().iter().any(|format| self.formats.contains(format)) {
            return Some("请至少选择一种形式。".into());
        }
        names::problem(&self.name).or_else(|| {
            let folder = self.folder();
            if folder.as_os_str().is_empty() {
                Some("请填写文件夹。".into())
            } else {
                let whole = folder.is_absolute();
                (!whole).then(|| "请填写文件夹的完整路径。".into())
            }
        })
    }

    /// The folder: quotation marks of a copied path, and the home folder's sign, are understood.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        let typed = self.folder.trim().trim_matches(['"', '“', '”', '\'']);
        match (typed.strip_prefix('~'), std::env::home_dir()) {
            (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => {
                home.join(rest.trim_start_matches('/'))
            }
            _ => PathBuf::from(typed),
        }
    }

    /// The files it asks for, in the order in which they are made.
    #[must_use]
    pub fn wanted(&self, edition: &Edition) -> Vec<Wanted> {
        let stem = match (self.subject, names::without_extension(&self.name)) {
            (Subject::ForReview, name) if !name.contains(MARK) => format!("{name}（{MARK}）"),
            (_, name) => name.to_owned(),
        };
        let tables: Vec<Option<usize>> = match self.subject {
            Subject::Report | Subject::ForReview => vec![None],
            Subject::Blanks => self.tables.iter().copied().map(Some).collect(),
        };
        let mut wanted = Vec::new();
        for table in tables {
            let of = table.and_then(|at| edition.tables.get(at)).map_or("", |table| &table.name);
            for format in self.subject.formats().iter().filter(|f| self.formats.contains(f)) {
                let name = format!("{stem}{of}.{}", format.extension());
                wanted.push(Wanted { format: *format, table, name });
            }
        }
        wanted
    }
}

/// What is known before anything is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// Nothing can be written there; why, and what to do.
    Problem(String),
    /// Files of these names are there already.
    Existing(Vec<String>),
}

/// Looks at the folder: whether it can be written to, and what is there already.
#[must_use]
pub fn look(folder: &Path, wanted: &[Wanted]) -> Looked {
    let named = folder.display();
    match std::fs::metadata(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Looked::Problem(format!("没有“{named}”这个文件夹，请核对，或者点“选择”。"));
        }
        Err(error) => return Looked::Problem(unwritable(folder, &error)),
        Ok(data) if !data.is_dir() => {
            return Looked::Problem(format!("“{named}”是一个文件，请填写文件夹。"));
        }
        Ok(_) => {}
    }
    if let Err(error) = tempfile::tempfile_in(folder) {
        return Looked::Problem(unwritable(folder, &error));
    }
    let mut existing = Vec::new();
    for Wanted { name, .. } in wanted {
        let path = folder.join(name);
        if path.is_file() && file::read(&path).is_ok_and(|bytes| file::is_report_file(&bytes)) {
            let text = format!("“{name}”是一个报告文件，不能用导出的文件替换。请换一个文件名。");
            return Looked::Problem(text);
        }
        if path.exists() {
            existing.push(name.clone());
        }
    }
    Looked::Existing(existing)
}

fn unwritable(folder: &Path, error: &std::io::Error) -> String {
    let (what, remedy) = problem::io(error);
    format!("不能写入“{}”：{what}。{remedy}", folder.display())
}

/// What the files are made of.
#[derive(Clone, Debug)]
pub enum Source {
    /// A report that nothing blocks.
    Report(Box<Report>),
    /// The same as 送审稿, with what is open.
    ForReview(Box<Report>, Vec<Finding>, ReviewCopy),
    /// The forms of an edition, for an agency and a year.
    Blanks(Arc<Edition>, String, u16),
}

/// Makes a file and writes it.
///
/// # Errors
/// Why it was not written: other files may be.
pub fn write(
    source: &Source,
    wanted: &Wanted,
    folder: &Path,
    setup: &ExportSetup<'_>,
) -> Result<Exported, String> {
    let made = match (source, wanted.table) {
        (Source::Blanks(edition, agency, year), Some(table)) => {
            let (edition, agency) = (Arc::clone(edition), agency.clone());
            export::form(&Form { edition, table, agency, year: *year }, wanted.format, setup)
        }
        (Source::Report(report), _) => {
            let balanced = Balanced::new(report).ok();
            balanced.map(|balanced| export::export(balanced, wanted.format, setup))
        }
        (Source::ForReview(report, findings, copy), _) => {
            let balanced = Balanced::new(report).ok();
            balanced.and_then(|balanced| {
                export::review(balanced, findings, *copy, wanted.format, setup)
            })
        }
        (Source::Blanks(..), None) => None,
    };
    // The report was balanced when the clerk asked, and this is the same one.
    let made = made.ok_or("勾稽关系不平或填写有误，没有写出。请按问题栏所列改正后再试。")?;
    let written = file::write_atomic(&folder.join(&wanted.name), &made.bytes);
    written.map(|()| made).map_err(|error| format!("{}。{}", error.problem, error.remedy))
}
