//! The clipboard's text as a block of cells.

use crate::zh;

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
        if !text.contains('\t') {
            for row in &mut rows {
                if let Some(cells) = row.first().and_then(|line| spaced(line)) {
                    *row = cells;
                }
            }
        }
        Self::without_blank_lines(rows)
    }

    /// A line without anything is no row beside rows of several cells; in a single column it is one, unless
    /// it is the first or the last.
    fn without_blank_lines(mut rows: Vec<Vec<String>>) -> Self {
        let is_blank = |row: &Vec<String>| row.len() == 1 && row.iter().all(String::is_empty);
        if rows.iter().any(|row| row.len() > 1) {
            rows.retain(|row| !is_blank(row));
        }
        while rows.len() > 1 && rows.last().is_some_and(is_blank) {
            rows.pop();
        }
        let blank = rows.iter().take_while(|row| is_blank(row)).count();
        rows.drain(..blank.min(rows.len() - 1));
        Self { rows }
    }

    /// The block with its rows as columns.
    #[must_use]
    pub fn turned(&self) -> Self {
        let column = |at: usize| {
            self.rows.iter().map(move |row| row.get(at).cloned().unwrap_or_default()).collect()
        };
        Self { rows: (0..self.width()).map(column).collect() }
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

/// The cells of a line whose columns are apart by spaces, as PDFs have them: figures, and the label before
/// them; `None` where it is one cell.
fn spaced(line: &str) -> Option<Vec<String>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_digits = |word: &&str| {
        let sign = |c: char| ".,．，".contains(c);
        word.starts_with(|c: char| zh::arabic_digit(c).is_some())
            && word.chars().all(|c| zh::arabic_digit(c).is_some() || sign(c))
    };
    let figures = words.iter().rev().take_while(|word| is_digits(word)).count();
    let (label, figures) = words.split_at_checked(words.len() - figures)?;
    let label = label.concat();
    let labelled = label.chars().filter(|c| zh::is_han(*c)).count() > 1;
    // 1 234 is one figure.
    let thousands = figures.len() == 2 && figures.iter().skip(1).all(|f| f.chars().count() == 3);
    let apart = match figures.len() {
        0 => false,
        1 => labelled,
        _ => labelled || label.is_empty() && !thousands,
    };
    let cells = Some(label).filter(|label| !label.is_empty()).into_iter();
    apart.then(|| cells.chain(figures.iter().map(|figure| (*figure).to_owned())).collect())
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
        check("1\t\t3\n\n", &[&["1", "", "3"]]);
        check("\n1\n\n2\n\n\n", &[&["1"], &[""], &["2"]]);
        check("1\t2\n\n3\t4", &[&["1", "2"], &["3", "4"]]);
        check("", &[&[""]]);
        // As PDFs have them.
        check("3 0 １ 0", &[&["3", "0", "１", "0"]]);
        check("（一）予以公开 3  0\n说明", &[&["（一）予以公开", "3", "0"], &["说明"]]);
        check("1 234", &[&["1 234"]]);
        check("约 3", &[&["约 3"]]);
        check("3 件", &[&["3 件"]]);
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
