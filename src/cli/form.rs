//! `form`: the blank form of one table, for the offices that supply its figures.

use super::flags::{AGENCY, YEAR};
use super::new::NoForm;
use super::outcome::{Next, Outcome, Session};
use super::outputs::{self, DOCX, PDF, XLSX};
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use crate::edition;
use crate::export::{self, ExportSetup, Format};
use crate::file::{self, FileError, write_atomic};
use crate::report::Form;

pub(super) static COMMAND: Spec = Spec {
    name: "form",
    operands: Operands::None,
    flags: &[
        (&TABLE, Need::Required),
        (&YEAR, Need::Optional),
        (&AGENCY, Need::Optional),
        (&PDF, Need::Optional),
        (&DOCX, Need::Optional),
        (&XLSX, Need::Optional),
    ],
    what: (
        "表二、表三、表四的空白表，供有关科室填报数字",
        "Write the blank form of a table, for the offices that supply its figures.",
    ),
    run,
};

static TABLE: Flag = Flag {
    long: "table",
    short: None,
    takes: Takes::Line(("三", "TABLE")),
    what: ("哪一张表：二、三或四", "Which table: 二, 三 or 四 (2, 3 or 4)."),
};

fn run(given: &Given, session: &mut Session<'_>) -> Result<Next, Misuse> {
    let workbook = given.path(&XLSX);
    let outputs = match workbook {
        Some(_) if !outputs::is_any(given, &Format::BLANK) => Vec::new(),
        _ => outputs::asked_for(given, &Format::BLANK)?,
    };
    if outputs.iter().any(|(_, path)| workbook == Some(path.as_path())) {
        return Err(Misuse::new("--xlsx 不能和别的输出是同一个文件"));
    }
    let year = given.year(&YEAR).unwrap_or(session.this_year.saturating_sub(1));
    let name = given.text(&TABLE).unwrap_or_default();
    let agency = given.text(&AGENCY).unwrap_or_default();
    let form = match blank(name, year, agency) {
        Ok(form) => form,
        Err(problem) => return Ok(Next::Print(Outcome::failed(2, problem.to_string()))),
    };
    let mut outcome = Outcome::default();
    let done = (|| -> Result<(), FileError> {
        for out in outputs.iter().map(|(_, out)| out.as_path()).chain(workbook) {
            file::not_ours(out)?;
        }
        for (format, path) in &outputs {
            if let Some(exported) = export::form(&form, *format, &ExportSetup::default()) {
                outputs::write(&mut outcome, *format, path, &exported)?;
            }
        }
        if let Some(path) = workbook {
            let bytes = export::blank_workbook(&form);
            let bytes = bytes.map_err(|error| FileError::of_workbook(path, error))?;
            write_atomic(path, &bytes)?;
            outcome.line(format!("已生成 Excel 表格：{}", path.display()));
        }
        Ok(())
    })();
    Ok(Next::end(outcome, done))
}

/// The blank form of a table, named as 三, 表三 or 3.
fn blank(name: &str, year: u16, agency: &str) -> Result<Form, NoForm> {
    let edition = edition::for_year(year).ok_or(NoForm::Year(year))?;
    let wanted = name.trim().trim_start_matches('表');
    let asked_for = |table: &edition::Table| {
        table.name.trim_start_matches('表') == wanted || table.section.to_string() == wanted
    };
    let Some(table) = edition.tables.iter().position(asked_for) else {
        let known: Vec<&str> = edition.tables.iter().map(|table| table.name.as_str()).collect();
        return Err(NoForm::Table { name: name.to_owned(), known: known.join("、") });
    };
    Ok(Form { edition, table, agency: agency.to_owned(), year })
}
