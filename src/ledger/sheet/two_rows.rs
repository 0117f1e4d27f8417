//! Headings over two rows: a group (补正情况) with its columns (通知日期, 收到日期) below it.

use super::headings;
use crate::ledger::RequestField as Field;
use crate::workbook::{CellValue, SheetRow};

/// Longest heading of a group or a column, in characters.
const LONGEST: usize = 20;

/// What a column's heading ends with, where it is no known one.
const ENDS: [&str; 12] = [
    "日期", "时间", "姓名", "名称", "类别", "类型", "结果", "情况", "方式", "内容", "电话", "金额",
];

/// Groups that say nothing of their columns that these do not say themselves.
const GENERAL: [&str; 8] = ["申请", "办理", "答复", "处理", "基本", "收费", "登记", "复议诉讼"];

/// The headings of a sheet's columns.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Headings {
    /// The index of their last row.
    pub last: usize,
    /// Whether they are two rows, read together.
    pub joined: bool,
    /// Each with its column.
    pub names: Vec<(u16, String)>,
}

/// The headings of a sheet's columns, of which one row is known.
pub(super) fn headings_of(rows: &[SheetRow], at: usize) -> Headings {
    let upper = at.checked_sub(1).filter(|above| rows.get(*above).is_some_and(is_group_row));
    let below = rows.get(at + 1).filter(|row| is_column_row(row)).map(|_| at + 1);
    let pair = upper.map(|above| (above, at)).or_else(|| {
        let below = below.filter(|_| rows.get(at).is_some_and(is_group_row))?;
        Some((at, below))
    });
    let Some((upper, lower)) = pair.and_then(|(upper, lower)| {
        let pair = (rows.get(upper)?, rows.get(lower)?);
        fit(pair.0, pair.1).then_some((upper, lower))
    }) else {
        let names = rows.get(at).map(texts).unwrap_or_default();
        return Headings { last: at, joined: false, names };
    };
    let names = rows.get(upper).zip(rows.get(lower)).map(|(upper, lower)| joined(upper, lower));
    Headings { last: lower, joined: true, names: names.unwrap_or_default() }
}

/// Whether a row is one of headings: words alone, three of which are known.
pub(super) fn is_heading_row(row: &SheetRow) -> bool {
    let known = texts(row).iter().filter(|(_, text)| headings::field(text).is_some()).count();
    is_words(row) && known >= 3
}

/// The cells of a row that say something.
pub(super) fn texts(row: &SheetRow) -> Vec<(u16, String)> {
    let text = |cell: &crate::workbook::SheetCell| match &cell.value {
        CellValue::Text(text) if !text.trim().is_empty() => {
            Some((cell.column, text.trim().to_owned()))
        }
        _ => None,
    };
    row.cells.iter().filter_map(text).collect()
}

/// Whether a row may be one of headings: words without a figure, and no other value.
fn is_words(row: &SheetRow) -> bool {
    let filled = row.cells.iter().filter(|cell| !cell.value.text().trim().is_empty()).count();
    let texts = texts(row);
    let is_heading = |text: &String| {
        text.chars().count() <= LONGEST
            && !text.contains(|c: char| c.is_numeric() && !crate::zh::is_han(c))
            && !text.contains(['：', ':'])
    };
    texts.len() == filled && filled >= 2 && texts.iter().all(|(_, text)| is_heading(text))
}

fn is_group_row(row: &SheetRow) -> bool {
    is_words(row)
}

/// Whether every cell of a row is the heading of a column: a request without a figure is none.
fn is_column_row(row: &SheetRow) -> bool {
    let is_column = |(_, text): &(u16, String)| {
        headings::field(text).is_some() || ENDS.iter().any(|end| text.ends_with(end))
    };
    is_words(row) && texts(row).iter().all(is_column)
}

/// Whether a row of groups stands over one of columns: some of its cells have none below them, or some
/// below have none above.
fn fit(upper: &SheetRow, lower: &SheetRow) -> bool {
    let (upper, lower) = (texts(upper), texts(lower));
    let lacks = |one: &[(u16, String)], other: &[(u16, String)]| {
        one.iter().any(|(column, _)| !other.iter().any(|(there, _)| there == column))
    };
    let shared = upper.iter().any(|(column, _)| lower.iter().any(|(there, _)| there == column));
    shared && (lacks(&upper, &lower) || lacks(&lower, &upper))
}

fn joined(upper: &SheetRow, lower: &SheetRow) -> Vec<(u16, String)> {
    let (upper, lower) = (texts(upper), texts(lower));
    let at = |row: &[(u16, String)], column: u16| {
        row.iter().find(|(there, _)| *there == column).map(|(_, text)| text.clone())
    };
    let alone = upper.iter().filter(|(column, _)| at(&lower, *column).is_none()).cloned();
    let mut all: Vec<(u16, String)> = alone.collect();
    for (column, text) in &lower {
        let group = upper.iter().rev().find(|(there, _)| there <= column);
        let group = group.filter(|(there, _)| at(&lower, *there).is_some());
        all.push((*column, group.map_or_else(|| text.clone(), |(_, group)| of_group(group, text))));
    }
    all.sort();
    all
}

/// A column's heading with its group's: what both say together, where that is known; the column's own where
/// the group says nothing else; else both, which no field is called.
fn of_group(group: &str, text: &str) -> String {
    let short = ["情况", "信息", "意见"].iter().find_map(|end| group.strip_suffix(end));
    let both = [format!("{group}{text}"), format!("{}{text}", short.unwrap_or(group))];
    if let Some(known) = both.into_iter().find(|both| headings::field(both).is_some()) {
        return known;
    }
    let is_general = GENERAL.iter().any(|word| group.contains(word));
    let own: Option<Field> = headings::field(text);
    if is_general && own.is_some() { text.to_owned() } else { format!("{group}/{text}") }
}

#[cfg(test)]
mod tests {
    use super::headings_of;
    use crate::workbook::{CellValue, SheetCell, SheetRow};

    fn row(number: u32, cells: &[&str]) -> SheetRow {
        let cell = |(column, text): (usize, &&str)| {
            let column = u16::try_from(column).unwrap();
            (!text.is_empty()).then(|| SheetCell { column, value: CellValue::Text((*text).into()) })
        };
        SheetRow { number, cells: cells.iter().enumerate().filter_map(cell).collect() }
    }

    #[test]
    fn two_rows_of_headings_are_read_together() {
        let data = ["1", "2025-03-07", "张三", "自然人", "公开信息", "2025-03-10", "2025-03-12"];
        for (rows, at, expected) in [
            (
                vec![
                    &["编号", "收到日期", "申请人", "", "申请内容", "补正情况", ""][..],
                    &["", "", "姓名", "申请人类别", "", "通知日期", "收到日期"],
                ],
                1,
                (
                    1,
                    [
                        "编号",
                        "收到日期",
                        "申请人姓名",
                        "申请人类别",
                        "申请内容",
                        "补正通知日期",
                        "补正收到日期",
                    ]
                    .join(" "),
                ),
            ),
            (
                vec![
                    &["编号", "收到日期", "申请人", "", "办理情况", ""][..],
                    &["", "", "姓名", "申请人类别", "处理结果", "答复日期"],
                ],
                0,
                (1, "编号 收到日期 申请人姓名 申请人类别 处理结果 答复日期".to_owned()),
            ),
            // One row, and a request without a figure below it.
            (
                vec![&["编号", "收到日期", "申请人"][..], &["甲", "无", "张三"]],
                0,
                (0, "编号 收到日期 申请人".to_owned()),
            ),
            (
                vec![&["柳塘镇依申请公开台账"][..], &["编号", "收到日期", "申请人"]],
                1,
                (1, "编号 收到日期 申请人".to_owned()),
            ),
            (
                vec![&["单位：柳塘镇", "", "年度：二〇二五"][..], &["编号", "收到日期", "申请人"]],
                1,
                (1, "编号 收到日期 申请人".to_owned()),
            ),
        ] {
            let mut all: Vec<SheetRow> = (1..).zip(&rows).map(|(n, cells)| row(n, cells)).collect();
            all.push(row(9, &data));
            let found = headings_of(&all, at);
            let names: Vec<String> = found.names.into_iter().map(|(_, text)| text).collect();
            assert_eq!((found.last, names.join(" ")), expected, "{rows:?}");
        }
    }
}
