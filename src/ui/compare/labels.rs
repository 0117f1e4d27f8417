//! The labels of lines as merged cells: what neighbouring lines have in common stands once.

/// A merged label cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LabelCell {
    /// The first line it stands at.
    pub(super) line: usize,
    /// How many lines it takes.
    pub(super) lines: usize,
    /// Its first column of labels.
    pub(super) column: usize,
    /// How many columns of labels it takes.
    pub(super) columns: usize,
    /// Its words.
    pub(super) words: String,
    /// Whether it is the label of one line alone.
    pub(super) is_own: bool,
}

/// The labels of lines, each a path from the outermost label to its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LabelTree {
    /// How many columns the labels take.
    pub(super) depth: usize,
    /// The cells, by line and column.
    pub(super) cells: Vec<LabelCell>,
}

impl LabelTree {
    pub(super) fn new(paths: &[Vec<String>]) -> Self {
        let depth = paths.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let mut cells: Vec<LabelCell> = Vec::new();
        for (line, path) in paths.iter().enumerate() {
            for (column, words) in path.iter().enumerate() {
                let is_own = column + 1 == path.len();
                let same = |before: &&mut LabelCell| {
                    let begins = |other: &Vec<String>| other.get(..=column) == path.get(..=column);
                    before.column == column
                        && !before.is_own
                        && before.line + before.lines == line
                        && line.checked_sub(1).and_then(|at| paths.get(at)).is_some_and(begins)
                };
                if !is_own && let Some(before) = cells.iter_mut().rev().find(same) {
                    before.lines += 1;
                    continue;
                }
                let columns = if is_own { depth - column } else { 1 };
                let words = words.clone();
                cells.push(LabelCell { line, lines: 1, column, columns, words, is_own });
            }
        }
        Self { depth, cells }
    }

    /// The words of the cell of one line alone.
    pub(super) fn own(&self, line: usize) -> Option<&LabelCell> {
        self.cells.iter().find(|cell| cell.is_own && cell.line == line)
    }

    /// The most characters of a cell that has a column alone.
    pub(super) fn longest(&self, column: usize) -> usize {
        let alone = self.cells.iter().filter(|cell| cell.column == column && cell.columns == 1);
        alone.map(|cell| cell.words.chars().count()).max().unwrap_or(0)
    }

    /// How few lines a merged cell of a column takes.
    pub(super) fn least_lines(&self, column: usize) -> usize {
        let merged = self.cells.iter().filter(|cell| cell.column == column && !cell.is_own);
        merged.map(|cell| cell.lines).min().unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::LabelTree;

    #[test]
    fn what_lines_have_in_common_stands_once() {
        let path = |words: &str| words.split('/').map(str::to_owned).collect::<Vec<_>>();
        for (lines, expected) in [
            (vec!["新收"], vec!["0+1 0+1 新收"]),
            (
                vec!["新收", "结果/予以公开", "结果/不予公开/秘密", "结果/不予公开/隐私", "结转"],
                vec![
                    "0+1 0+3 新收",
                    "1+3 0+1 结果…",
                    "1+1 1+2 予以公开",
                    "2+2 1+1 不予公开…",
                    "2+1 2+1 秘密",
                    "3+1 2+1 隐私",
                    "4+1 0+3 结转",
                ],
            ),
            // The same word below different words is not the same cell.
            (
                vec!["复议/其他", "诉讼/直接/其他", "诉讼/复议后/其他"],
                vec![
                    "0+1 0+1 复议…",
                    "0+1 1+2 其他",
                    "1+2 0+1 诉讼…",
                    "1+1 1+1 直接…",
                    "1+1 2+1 其他",
                    "2+1 1+1 复议后…",
                    "2+1 2+1 其他",
                ],
            ),
            (vec![], vec![]),
        ] {
            let paths: Vec<Vec<String>> = lines.iter().map(|line| path(line)).collect();
            let tree = LabelTree::new(&paths);
            let shown: Vec<String> = tree
                .cells
                .iter()
                .map(|cell| {
                    let more = if cell.is_own { "" } else { "…" };
                    let (at, column) = (cell.line, cell.column);
                    format!("{at}+{} {column}+{} {}{more}", cell.lines, cell.columns, cell.words)
                })
                .collect();
            assert_eq!(shown, expected, "{lines:?}");
        }
    }
}
