//! Lines and tables, one after another → pages, as planned.
//!
//! Everything is on the lines of the page; a table takes whole lines too, so that text
//! after it is on the grid again.

use super::LayoutProblem;
use super::columns::RULE;
use super::page::{Item, OutlineAnchor, Page, RuleLine, Run};
use super::plan::{Plan, plan};
use super::sheet::LineGrid;
use super::table::TableShape;
use super::table_block::{TableBlock, TablePlan};
use crate::units::Length;

/// One part of a flow that is broken into pages.
#[derive(Debug)]
pub(super) enum FlowBlock {
    /// One line of text, or a blank line.
    Line(SetLine),
    /// A table.
    Table(Box<TableBlock>),
    /// The end of a page, however much of it is blank.
    Turn,
}

/// A line of text.
#[derive(Debug, Default)]
pub(super) struct SetLine {
    /// The line's runs; baselines count from the line's top.
    pub runs: Vec<Run>,
    /// Whether it may not be the last on its page.
    pub keep: bool,
    /// Whether a paragraph begins here.
    pub begins: bool,
    /// The heading that begins here, and its level.
    pub heading: Option<(String, u8)>,
    /// Rules to write on: how far from the paper's left edge each begins and ends.
    pub blanks: Vec<(Length, Length)>,
}

/// A flow on pages.
#[derive(Debug)]
pub(super) struct Book {
    /// The pages, at least one.
    pub pages: Vec<Page>,
    /// The headings, in order.
    pub outline: Vec<OutlineAnchor>,
    /// What could not be set in the tables, and how many blocks are before each.
    pub problems: Vec<(usize, LayoutProblem)>,
    /// How the tables are set, in order.
    pub tables: Vec<TableShape>,
    grid: LineGrid,
    /// The next free line of the last page.
    line: usize,
}

/// Breaks a flow into pages: at least one.
pub(super) fn paginate(blocks: Vec<FlowBlock>, grid: LineGrid) -> Book {
    let Plan { turns, tables } = plan(&blocks, grid);
    let mut book = Book {
        pages: vec![Page::default()],
        outline: Vec::new(),
        problems: Vec::new(),
        tables: Vec::new(),
        grid,
        line: 0,
    };
    let mut turns = turns.into_iter().peekable();
    let mut tables = tables.into_iter();
    for (index, block) in blocks.into_iter().enumerate() {
        if turns.next_if_eq(&index).is_some() {
            book.turn();
        }
        match block {
            FlowBlock::Line(line) => book.add_line(line),
            FlowBlock::Turn => book.turn(),
            FlowBlock::Table(table) => {
                if let Some(plan) = tables.next() {
                    let problems = table.problems(&plan).iter();
                    book.problems.extend(problems.map(|problem| (index, problem.clone())));
                    book.tables.push(table.set(&plan).shape(&plan, grid));
                    book.add_table(&table, &plan);
                }
            }
        }
    }
    book
}

impl FlowBlock {
    /// Whether it is a line of text.
    pub fn is_line(&self) -> bool {
        matches!(self, Self::Line(_))
    }

    /// Whether it may not be the last on its page.
    pub fn keeps(&self) -> bool {
        match self {
            Self::Line(line) => line.keep,
            Self::Table(table) => table.keep,
            Self::Turn => false,
        }
    }

    /// The lines of a page that the block needs to begin there.
    pub fn lines(&self, grid: LineGrid) -> usize {
        match self {
            Self::Line(_) => 1,
            Self::Table(table) => table.lines_to_begin(grid),
            Self::Turn => 0,
        }
    }
}

impl Book {
    /// Begins a page, unless the last one is still empty.
    fn turn(&mut self) {
        if self.line > 0 {
            self.pages.push(Page::default());
            self.line = 0;
        }
    }

    fn add_line(&mut self, line: SetLine) {
        if self.line == self.grid.lines {
            self.turn();
        }
        let top = self.grid.top(self.line);
        if let Some((title, level)) = line.heading {
            self.outline.push(OutlineAnchor { title, level, page: self.pages.len() - 1, y: top });
        }
        if let Some(page) = self.pages.last_mut() {
            page.items.extend(line.runs.into_iter().map(|mut run| {
                run.baseline += top;
                Item::Text(run)
            }));
            let y = top + self.grid.pitch() * 4 / 5;
            page.items.extend(
                line.blanks
                    .into_iter()
                    .map(|(x0, x1)| Item::Rule(RuleLine { x0, y0: y, x1, y1: y, width: RULE })),
            );
        }
        self.line += 1;
    }

    fn add_table(&mut self, table: &TableBlock, plan: &TablePlan) {
        for (index, part) in plan.parts.iter().enumerate() {
            if index > 0 {
                self.turn();
            }
            let (top, bottom) = (self.grid.top(self.line), self.grid.top(self.line + part.lines));
            if let Some(page) = self.pages.last_mut() {
                table.draw(page, plan, &part.rows, top, bottom);
            }
            self.line += part.lines;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FlowBlock, SetLine, paginate};
    use crate::layout::sheet::{LINES, LineGrid, line_top};

    /// Pages of a flow, shown by the lines of each page that its headings are on. `-` is a line
    /// of text, `+` one that may not be the last, `#` a heading, `"` a line more of it.
    fn check(flow: &str, expected: &[(usize, usize)]) {
        let blocks = flow.chars().map(|c| {
            let heading = (c == '#').then(|| (String::new(), 0));
            let (keep, begins) = (c != '-', c != '"');
            FlowBlock::Line(SetLine { keep, begins, heading, ..SetLine::default() })
        });
        let book = paginate(blocks.collect(), LineGrid { lines: LINES });
        let line = |y| (0..22).position(|line| line_top(line) == y).unwrap_or(22);
        let found: Vec<_> =
            book.outline.iter().map(|anchor| (anchor.page, line(anchor.y))).collect();
        assert_eq!(found, expected);
        assert!(!book.pages.is_empty());
    }

    #[test]
    fn a_heading_is_not_the_last_line() {
        check(&format!("{}#-----", "-".repeat(20)), &[(0, 20)]);
        check(&format!("{}#-----", "-".repeat(21)), &[(1, 0)]);
        check(&format!("{}#+----", "-".repeat(20)), &[(1, 0)]);
        check("", &[]);
    }

    #[test]
    fn a_last_page_has_more_than_three_lines() {
        check(&format!("{}#----", "-".repeat(19)), &[(1, 0)]);
        check(&format!("{}#---", "-".repeat(19)), &[(1, 0)]);
        check(&format!("{}#--", "-".repeat(19)), &[(0, 19)]);
    }

    #[test]
    fn what_no_page_can_hold_together_parts_between_paragraphs() {
        check(&format!("--{}#-----", "+".repeat(40)), &[(1, 20)]);
        check(&format!("#\"\"#\"#{}-----", "+".repeat(18)), &[(0, 0), (1, 0), (1, 2)]);
        check(&format!("#{}-", "\"".repeat(40)), &[(0, 0)]);
    }
}
