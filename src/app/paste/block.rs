//! The clipboard's text as a block of cells.

/// Texts by rows, as spreadsheets put them on the clipboard: tabs between columns, a line a row, a
/// text with line breaks between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedBlock {
    rows: Vec<Vec<String>>,
}

impl PastedBlock {
    /// Reads a text of the clipboard.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let (mut rows, mut rest) = (vec![Vec::new()], text);
        loop {
            let (cell, behind) = next_cell(rest);
            if let Some(row) = rows.last_mut() {
                row.push(cell);
            }
            match behind.chars().next() {
                Some('\n') => rows.push(Vec::new()),
                Some(_) => {}
                None => break,
            }
            rest = behind.get(1..).unwrap_or_default();
        }
        Self { rows }
    }

    /// Its rows.
    #[must_use]
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// Its only cell, where it has no more.
    #[must_use]
    pub fn single(&self) -> Option<&str> {
        match self.rows.as_slice() {
            [row] if row.len() == 1 => row.first().map(String::as_str),
            _ => None,
        }
    }

    /// How many columns its widest row has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }
}

/// The first cell of a text, and what follows it, from the tab or the line break on.
fn next_cell(text: &str) -> (String, &str) {
    if let Some(inside) = text.strip_prefix('"')
        && let Some((quoted, behind)) = quoted(inside)
        && (behind.is_empty() || behind.starts_with(['\t', '\n']))
    {
        let words: Vec<&str> = quoted.split_whitespace().collect();
        return (words.concat(), behind);
    }
    let end = text.find(['\t', '\n']).unwrap_or(text.len());
    let (cell, behind) = text.split_at_checked(end).unwrap_or((text, ""));
    (cell.trim().trim_matches('"').trim().to_owned(), behind)
}

/// What stands up to the closing quotation mark (two stand for one), and what follows that.
fn quoted(text: &str) -> Option<(String, &str)> {
    let (mut cell, mut rest) = (String::new(), text);
    loop {
        let (before, behind) = rest.split_once('"')?;
        cell += before;
        match behind.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None => return Some((cell, behind)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PastedBlock;

    fn check(text: &str, expected: &[&[&str]]) {
        let rows = PastedBlock::read(text);
        let rows: Vec<Vec<&str>> =
            rows.rows().iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        assert_eq!(rows, expected, "{text:?}");
    }

    #[test]
    fn cells_are_told_apart() {
        check("1", &[&["1"]]);
        check("1\t2\r\n3\t4\r\n", &[&["1", "2"], &["3", "4"]]);
        check("1\t\t3\n\n", &[&["1", "", "3"], &[""]]);
        check(
            "\"（二）部分公开\n（区分处理的）\"\t3\n\"25\"\t ",
            &[&["（二）部分公开（区分处理的）", "3"], &["25", ""]],
        );
        check("\"说\"\"好\"\"\"\t\"没完", &[&["说\"好\"", "没完"]]);
        assert_eq!(PastedBlock::read("8\n").single(), Some("8"));
        assert_eq!(PastedBlock::read("8\t9").single(), None);
        assert_eq!(PastedBlock::read("8\t9\n1").width(), 2);
    }
}
