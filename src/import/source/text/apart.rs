//! Tables whose cells stand apart by commas, as a workbook's text has them, or by question marks, which
//! were spaces that an encoding did not have. They are read as those with tabs.

use std::borrow::Cow;

use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::labels::is_word_of_a_form;

/// Lower bound on lines of nothing but a form's words and figures.
const MIN_ROWS: usize = 5;

/// More bytes than this no word of a form has.
const MAX_WORD: usize = 600;

/// Lower bound on commas in a text that is one of records.
const MIN_COMMAS: usize = 20;

/// The text with tabs between the cells of its rows.
pub(crate) fn tabbed(text: &str) -> Cow<'_, str> {
    if text.matches(',').nth(MIN_COMMAS - 1).is_some()
        && let Some(records) = records(text)
    {
        return Cow::Owned(records);
    }
    if text.contains(['?', '？']) { question_marks(text) } else { Cow::Borrowed(text) }
}

/// Whether cells are of a table: two or more, none of them but words of a form and figures.
fn is_row<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut said = (0, 0);
    for cell in cells.map(str::trim).filter(|cell| !cell.is_empty()) {
        if is_figure(cell) {
            said.1 += 1;
        } else if cell.len() <= MAX_WORD && is_word_of_a_form(cell) {
            said.0 += 1;
        } else {
            return false;
        }
    }
    said.0 + said.1 > 1 && (said.0 > 0 || said.1 > 2)
}

/// The records of a text with commas, where some are a form's rows. A line that is none and has no
/// quotes stays as it is: its commas are its words'.
fn records(text: &str) -> Option<String> {
    let text = &text.replace("\r\n", "\n");
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().ok()?;
    // 1,234,567 alone is one figure.
    let named = |record: &&csv::StringRecord| {
        record.iter().any(is_figure)
            && record.iter().any(|cell| !is_figure(cell) && !cell.is_empty())
    };
    let rows = records.iter().filter(named).filter(|record| is_row(record.iter())).count();
    if rows < MIN_ROWS {
        return None;
    }
    let starts =
        records.iter().filter_map(|record| usize::try_from(record.position()?.byte()).ok());
    let ends = starts.clone().skip(1).chain([text.len()]);
    let mut lines = String::with_capacity(text.len());
    for (record, (start, end)) in records.iter().zip(starts.zip(ends)) {
        // Lines that say nothing are no records, and stay.
        let own = text.get(start..end)?;
        let said = own.trim_start_matches('\n');
        lines.extend(std::iter::repeat_n('\n', own.len() - said.len()));
        let own = said.trim_end_matches('\n');
        if is_row(record.iter()) || own.contains('"') {
            let cells: Vec<String> =
                record.iter().map(|cell| cell.replace(['\t', '\n', '\r'], " ")).collect();
            let joined = cells.join("\t");
            lines.push_str(if is_row(record.iter()) { &joined } else { joined.trim_end() });
        } else {
            lines.push_str(own);
        }
        lines.push('\n');
    }
    Some(lines)
}

fn question_marks(text: &str) -> Cow<'_, str> {
    let is_mark = |c: char| matches!(c, '?' | '？');
    let is_row = |line: &&str| line.contains(is_mark) && is_row(line.split(is_mark));
    if text.lines().filter(is_row).count() < MIN_ROWS {
        return Cow::Borrowed(text);
    }
    let mut lines = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if is_row(&line) {
            let cells = line.split(is_mark).filter(|cell| !cell.is_empty());
            lines.push_str(&cells.collect::<Vec<_>>().join("\t"));
        } else {
            lines.push_str(line);
        }
    }
    Cow::Owned(lines)
}

#[cfg(test)]
mod tests {
    use super::tabbed;

    #[test]
    fn cells_that_stand_apart() {
        let row = |mark: &str| ["规章", "1", "2", "3"].join(mark);
        let all = |mark: &str| {
            format!("一、总体情况\n\n{}说明，共3件？\n", format!("{}\n", row(mark)).repeat(8))
        };
        let expected = all("\t");
        let quoted = all(",") + "\"规章,\",1,2,3\n\"一,二\"\n一,二。\n";
        assert_eq!(tabbed(&quoted), all("\t") + "规章,\t1\t2\t3\n一,二\n一,二。\n");
        for mark in [",", "?", "??", "？", "???"] {
            assert_eq!(tabbed(&all(mark)), expected, "{mark}");
        }
        for text in [
            "规章?1?2?3\n",
            "真的吗？\n是？\n为何？\n怎么？\n何时？\n",
            "1?2\n1?2\n1?2\n1?2\n1?2\n",
        ] {
            assert_eq!(tabbed(text), text);
        }
    }
}
