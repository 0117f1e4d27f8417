//! What is made of a report: documents, and the blank forms that its figures are gathered with.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::commands::{no_table, not_a_report, not_the_source};
use super::words::{self, text_of};
use crate::edition;
use crate::export::{self, Exported, Format, Setup, export};
use crate::file::{FileError, Kind, write_atomic};
use crate::finding::Severity;
use crate::open::{Opened, open};
use crate::report::Form;
use crate::rules::{self, Balanced, Config};

/// Writes a report in the forms asked for; a draft, and what is blocked, in none.
pub(super) fn report(
    outcome: &mut Outcome,
    file: &Path,
    outputs: &[(Format, PathBuf)],
    setup: &Setup<'_>,
) -> Result<(), FileError> {
    let opened = open(file)?;
    if matches!(opened, Opened::File(Kind::Draft, _)) {
        let name = file.display();
        outcome.fail(
            1,
            format!("“{name}”是草稿，不能制版。请改好后用 nianbao import 转为报告，再制版。"),
        );
    }
    let report = opened.report();
    if let Some(line) = words::left_out(&opened) {
        outcome.line(line);
    }
    match Balanced::new(report) {
        Ok(balanced) if outcome.code == 0 => {
            balanced_report(outcome, balanced, file, outputs, setup)
        }
        Ok(_) => Ok(()),
        Err(findings) => {
            outcome.fail(1, "没有制版，先要改正：");
            for finding in &findings {
                outcome.fail(1, text_of(report, finding));
            }
            Ok(())
        }
    }
}

fn balanced_report(
    outcome: &mut Outcome,
    balanced: Balanced<'_>,
    source: &Path,
    outputs: &[(Format, PathBuf)],
    setup: &Setup<'_>,
) -> Result<(), FileError> {
    let report = balanced.report();
    for (_, out) in outputs {
        not_the_source(source, out)?;
        not_a_report(out)?;
    }
    let errors = rules::check(report, &Config::default())
        .iter()
        .filter(|f| f.severity == Severity::Error)
        .count();
    if errors > 0 {
        outcome.line(format!(
            "还有 {errors} 处须改正的问题，公布前应当改好，可用 nianbao check 查看。"
        ));
    }
    for (format, path) in outputs {
        write_exported(outcome, *format, path, &export(balanced, *format, setup))?;
    }
    Ok(())
}

fn write_exported(
    outcome: &mut Outcome,
    format: Format,
    path: &Path,
    exported: &Exported,
) -> Result<(), FileError> {
    for note in &exported.notes {
        outcome.line(note);
    }
    write_atomic(path, &exported.bytes)?;
    let pages = exported.pages.map(|pages| format!("（{pages} 页）")).unwrap_or_default();
    let name = format.name();
    let space = if name.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
    outcome.line(format!("已生成{space}{name}：{}{pages}", path.display()));
    Ok(())
}

/// The blank form of a table, named as 三, 表三 or 3.
pub(super) fn blank(name: &str, year: u16, agency: String) -> Result<Form, String> {
    let Some(edition) = edition::for_year(year) else {
        return Err(no_table(year));
    };
    let wanted = name.trim().trim_start_matches('表');
    let asked_for = |table: &edition::Table| {
        table.name.trim_start_matches('表') == wanted || table.section.to_string() == wanted
    };
    let Some(table) = edition.tables.iter().position(asked_for) else {
        let names: Vec<&str> = edition.tables.iter().map(|table| table.name.as_str()).collect();
        return Err(format!("没有“{name}”这张表，--table 后面可写 {}。", names.join("、")));
    };
    Ok(Form { edition, table, agency, year })
}

/// Writes a blank form in the forms asked for.
pub(super) fn form(
    outcome: &mut Outcome,
    form: &Form,
    outputs: &[(Format, PathBuf)],
) -> Result<(), FileError> {
    for (_, out) in outputs {
        not_a_report(out)?;
    }
    for (format, path) in outputs {
        if let Some(exported) = export::form(form, *format, &Setup::default()) {
            write_exported(outcome, *format, path, &exported)?;
        }
    }
    Ok(())
}
