//! Every figure of a report as a line of comma-separated values: tidy data for other programs.

use super::csv::record;
use crate::report::Report;
use crate::report::place::CellId;

/// The names of the fields.
pub const HEADER: &str = "file,agency,year,edition,section,row,column,value\n";

/// The separator of the labels of a path: 三、本年度办理结果 / （一）予以公开.
pub const BETWEEN: &str = " / ";

/// The cells of a report's tables, one a line, totals computed. The file is named as given; a blank
/// is an empty field, an unknown year likewise.
#[must_use]
pub fn rows(file: &str, report: &Report) -> String {
    let mut out = String::new();
    let year = report.year.map(|year| year.to_string()).unwrap_or_default();
    for (table, form) in report.edition().tables.iter().enumerate() {
        let section = form.section.to_string();
        for index in 0..form.cells.len() {
            let value = report.figures.shown(CellId { table, index });
            let value = if value.is_blank() { String::new() } else { value.text() };
            let row = form.row_of(index).path.join(BETWEEN);
            let column = form.column_of(index).path.join(BETWEEN);
            let edition = &report.edition().id;
            out.push_str(&record(
                &[file, &report.agency, &year, edition, &section, &row, &column, &value],
                "\n",
            ));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::report::place::{CellId, Field};
    use crate::report::{Edit, Report, Value};

    #[test]
    fn every_cell_is_a_line() {
        let mut report = Report::blank(crate::edition::by_id("2021").unwrap(), "甲镇", 2025);
        let cell = |table, index| CellId { table, index };
        report.apply(Edit::Text(Field::Agency, "=甲,乙\"镇".into())).unwrap();
        report.apply(Edit::Value(cell(1, 0), Value::Count(-3))).unwrap();
        report.apply(Edit::Value(cell(1, 1), Value::Mark("/".into()))).unwrap();
        let text = super::rows("a.nianbao", &report);
        assert_eq!(text.lines().count(), 10 + 175 + 15);
        let start = "a.nianbao,\"'=甲,乙\"\"镇\",2025,2021,3,一、本年新收政府信息公开申请数量,申请人情况 / ";
        assert!(text.contains(&format!("{start}自然人,-3\n")), "{text}");
        assert!(text.contains(&format!("{start}法人或其他组织 / 商业企业,\n")));
        assert!(text.contains(&format!("{start}总计,-3\n")));
    }

    #[test]
    fn no_label_holds_what_stands_between_labels() {
        for table in crate::edition::all().iter().flat_map(|edition| &edition.tables) {
            let rows = table.rows.iter().map(|row| &row.path);
            let columns = table.bands.iter().flat_map(|band| &band.columns);
            let paths = rows.chain(columns.map(|column| &column.path));
            assert!(paths.flatten().all(|label| !label.contains(super::BETWEEN)));
        }
    }
}
