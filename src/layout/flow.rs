//! Lines and tables, one after another → pages. The only place that breaks pages.
//!
//! Everything stands on the 22 lines of the page; a table takes whole lines too, so that text
//! after it is on the grid again.

use super::page::{Anchor, Item, Page, Run};
use super::sheet::{LINES, line_top};
use super::table::SetTable;

/// What flows.
#[derive(Debug)]
pub(super) enum Block {
    /// One line of text, or a blank line.
    Line(SetLine),
    /// A table.
    Table(Box<SetTable>),
}

/// A line of text.
#[derive(Debug, Default)]
pub(super) struct SetLine {
    /// Its runs; baselines count from the line's top.
    pub runs: Vec<Run>,
    /// Whether it may not be the last on its page.
    pub keep: bool,
    /// Whether a paragraph begins here.
    pub begins: bool,
    /// The heading that begins here, and its level.
    pub heading: Option<(String, u8)>,
}

/// Pages in the making.
#[derive(Default)]
struct Book {
    pages: Vec<Page>,
    outline: Vec<Anchor>,
    /// The next free line of the last page.
    line: usize,
}

/// Breaks a flow into pages: at least one.
pub(super) fn paginate(blocks: Vec<Block>) -> (Vec<Page>, Vec<Anchor>) {
    let mut book = Book { pages: vec![Page::default()], ..Book::default() };
    let mut blocks = blocks.into_iter().peekable();
    let mut together = Vec::new();
    while let Some(block) = blocks.next() {
        let keep = block.keeps() && blocks.peek().is_some();
        together.push(block);
        if !keep {
            book.add_together(std::mem::take(&mut together));
        }
    }
    (book.pages, book.outline)
}

impl Block {
    /// Whether it may not be the last on its page.
    pub fn keeps(&self) -> bool {
        match self {
            Self::Line(line) => line.keep,
            Self::Table(table) => table.keep,
        }
    }

    /// How many lines it needs to begin on a page.
    fn lines(&self) -> usize {
        match self {
            Self::Line(_) => 1,
            Self::Table(table) => table.lines_to_begin(),
        }
    }
}

impl Book {
    /// Adds blocks that belong on one page. Where no page can hold them all, as many paragraphs as
    /// it can at the end stay together: a table's own heading is nearer to it than the one before.
    fn add_together(&mut self, mut blocks: Vec<Block>) {
        let mut lines: usize = blocks.iter().map(Block::lines).sum();
        if lines > LINES
            && let Some(at) = part_before(&blocks)
        {
            let last = blocks.split_off(at);
            self.add_together(blocks);
            blocks = last;
            lines = blocks.iter().map(Block::lines).sum();
        }
        if self.line + lines > LINES {
            self.turn();
        }
        for block in blocks {
            match block {
                Block::Line(line) => self.add_line(line),
                Block::Table(table) => self.add_table(&table),
            }
        }
    }

    /// Begins a page, unless the last one is still empty.
    fn turn(&mut self) {
        if self.line > 0 {
            self.pages.push(Page::default());
            self.line = 0;
        }
    }

    fn add_line(&mut self, line: SetLine) {
        if self.line == LINES {
            self.turn();
        }
        let top = line_top(self.line);
        if let Some((title, level)) = line.heading {
            self.outline.push(Anchor { title, level, page: self.pages.len() - 1, y: top });
        }
        self.add(line.runs.into_iter().map(|mut run| {
            run.baseline += top;
            Item::Text(run)
        }));
        self.line += 1;
    }

    fn add(&mut self, items: impl IntoIterator<Item = Item>) {
        if let Some(page) = self.pages.last_mut() {
            page.items.extend(items);
        }
    }

    fn add_table(&mut self, table: &SetTable) {
        let mut row = 0;
        while row < table.rows() {
            let part = match table.part(row, LINES - self.line) {
                Some(part) => part,
                None if self.line > 0 => {
                    self.turn();
                    continue;
                }
                // Not even one row fits a page: the table sets its type so small that it does.
                None => return,
            };
            let (top, bottom) = (line_top(self.line), line_top(self.line + part.lines));
            if let Some(page) = self.pages.last_mut() {
                table.draw(page, &part, top, bottom);
            }
            self.line += part.lines;
            row = part.end();
        }
    }
}

/// Before which of the blocks to begin a page that holds the others, if possible not within a
/// paragraph.
fn part_before(blocks: &[Block]) -> Option<usize> {
    let mut lines = 0;
    let mut found = None;
    for (index, block) in blocks.iter().enumerate().skip(1).rev() {
        lines += block.lines();
        if lines > LINES && found.is_some() {
            break;
        }
        if matches!(block, Block::Table(_)) || matches!(block, Block::Line(line) if line.begins) {
            found = Some(index);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Block, SetLine, paginate};

    /// Pages of a flow, told by how many lines of each page its headings stand on. `-` is a line
    /// of text, `+` one that may not be the last, `#` a heading, `"` a line more of it.
    fn check(flow: &str, expected: &[(usize, usize)]) {
        let blocks = flow.chars().map(|c| {
            let heading = (c == '#').then(|| (String::new(), 0));
            let (keep, begins) = (c != '-', c != '"');
            Block::Line(SetLine { keep, begins, heading, ..SetLine::default() })
        });
        let (pages, outline) = paginate(blocks.collect());
        let line = |y| (0..22).position(|line| super::line_top(line) == y).unwrap_or(22);
        let found: Vec<_> = outline.iter().map(|anchor| (anchor.page, line(anchor.y))).collect();
        assert_eq!(found, expected);
        assert!(!pages.is_empty());
    }

    #[test]
    fn a_heading_is_not_the_last_line() {
        check(&format!("{}#--", "-".repeat(20)), &[(0, 20)]);
        check(&format!("{}#--", "-".repeat(21)), &[(1, 0)]);
        check(&format!("{}#+-", "-".repeat(20)), &[(1, 0)]);
        check("", &[]);
    }

    #[test]
    fn what_no_page_can_hold_together_parts_between_paragraphs() {
        check(&format!("--{}#-", "+".repeat(40)), &[(1, 20)]);
        check(&format!("#\"\"#\"#{}-", "+".repeat(18)), &[(0, 0), (1, 0), (1, 2)]);
        check(&format!("#{}-", "\"".repeat(40)), &[(0, 0)]);
    }
}
