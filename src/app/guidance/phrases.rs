//! Phrases with this year's figures filled in: 〔年〕, 〔机关〕, 〔表三 本年新收 总计〕.

use crate::report::Report;
use crate::report::place::CellId;

/// A phrase with what stands in 〔〕 filled in from a report. What the report has no answer to stays
/// as it is, to be filled in by hand.
#[must_use]
pub fn filled(phrase: &str, report: &Report) -> String {
    let mut text = String::with_capacity(phrase.len());
    let mut rest = phrase;
    while let Some((before, behind)) = rest.split_once('〔') {
        text += before;
        let Some((inside, after)) = behind.split_once('〕') else {
            text.push('〔');
            rest = behind;
            continue;
        };
        if let Some(answer) = answer(inside.trim(), report) {
            text += &answer;
        } else {
            text.push('〔');
            text += inside;
            text.push('〕');
        }
        rest = after;
    }
    text + rest
}

fn answer(name: &str, report: &Report) -> Option<String> {
    match name {
        "年" => report.year.map(|year| year.to_string()),
        "上年" => report.year.map(|year| (year - 1).to_string()),
        "机关" => Some(report.agency.clone()).filter(|agency| !agency.is_empty()),
        _ => figure(name, report),
    }
}

/// 表三 本年新收 总计: a table, words of a row's label, words of a column's.
fn figure(name: &str, report: &Report) -> Option<String> {
    let mut words = name.split_whitespace();
    let (table, row, column) = (words.next()?, words.next()?, words.next()?);
    let tables = &report.edition().tables;
    let index = tables.iter().position(|form| form.name == table)?;
    let form = &tables[index];
    let of_row = |cell: usize| {
        let row_of = form.row_of(cell);
        let short = row_of.short.as_deref().is_some_and(|short| short == row);
        short || row_of.path.last().is_some_and(|label| label.contains(row))
    };
    let of_column =
        |cell: usize| form.column_of(cell).path.last().is_some_and(|label| label.contains(column));
    let cell = (0..form.cells.len()).find(|cell| of_row(*cell) && of_column(*cell))?;
    // A sum of which something is missing is no figure yet.
    let missing = |leaf: &usize| {
        report.figures.typed(CellId { table: index, index: *leaf }).count().is_none()
    };
    if form.cells[cell].sum_of.iter().flatten().any(missing) {
        return None;
    }
    let text = report.figures.shown(CellId { table: index, index: cell }).text();
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::filled;
    use crate::edition;
    use crate::report::place::CellId;
    use crate::report::{Edit, Report, Value};

    #[test]
    fn this_years_figures_are_filled_in() {
        let edition = edition::by_id("2021").unwrap();
        let mut report = Report::blank(edition, "柳塘镇人民政府", 2025);
        let row = report.edition().tables[1].row("received").unwrap();
        let index = report.edition().tables[1].cell_at(row, 0).unwrap();
        report.apply(Edit::Value(CellId { table: 1, index }, Value::Count(7))).unwrap();
        for (phrase, expected) in [
            ("〔年〕年，〔机关〕", "2025年，柳塘镇人民政府"),
            ("〔上年〕年", "2024年"),
            ("收到〔表三 本年新收 总计〕件", "收到〔表三 本年新收 总计〕件"),
            ("收到〔表三 本年新收 自然人〕件", "收到7件"),
            ("〔表九 甲 乙〕〔什么〕", "〔表九 甲 乙〕〔什么〕"),
            ("没有〔", "没有〔"),
            ("结转〔表三 结转下年度 自然人〕件", "结转〔表三 结转下年度 自然人〕件"),
        ] {
            assert_eq!(filled(phrase, &report), expected, "{phrase}");
        }
        // A sum is one as soon as all that it is of are there.
        for column in 1..6 {
            let index = report.edition().tables[1].cell_at(row, column).unwrap();
            report.apply(Edit::Value(CellId { table: 1, index }, Value::Count(0))).unwrap();
        }
        assert_eq!(filled("收到〔表三 本年新收 总计〕件", &report), "收到7件");
    }
}
