//! Tables by their rules: rules that touch make a table, rules between two places of it a border.

use super::page::{PdfGlyph, PdfPage, PdfRule};
use super::prose::PdfLine;
use super::{count, words};
use crate::import::Problem;
use crate::import::source::flow::{FlowCell, FlowItem, FlowTable, join};
use crate::import::vocabulary::figures::BROKEN;

/// Rules this near to each other, in points, are one, or touch.
const NEAR: f64 = 2.5;

/// From one line of a broken figure to the next it is no more than this, in sizes.
const MAX_PITCH: f64 = 2.0;

/// Between both borders of a cell and its words there is no more than this, in points.
const MAX_PADDING: f64 = 14.0;

/// The greatest height of a cell without neighbours.
const MAX_ALONE: f64 = 60.0;

/// A page with more rules than this holds a drawing.
const MAX_RULES: usize = 20_000;

/// More rows or columns a page has not.
const MAX_LINES: usize = 400;

/// A table, and how far down the page it starts.
#[derive(Debug)]
pub(super) struct RuledTable {
    pub top: f64,
    pub table: FlowTable,
}

/// The tables of a page, from top to bottom, and the characters in none.
pub(super) fn read(page: PdfPage) -> Result<(Vec<RuledTable>, Vec<PdfGlyph>), Problem> {
    let mut forms = Vec::new();
    let mut rest = page.glyphs;
    if page.rules.len() > MAX_RULES {
        return Ok((forms, rest));
    }
    for rules in touching(joined(page.rules)) {
        let Some(frame) = Frame::new(&rules) else { continue };
        let mut inside: Vec<PdfGlyph> = Vec::new();
        let mut outside = Vec::new();
        for glyph in rest {
            // A figure that runs over the last border, as at the edge of the paper, is whole.
            let over = || inside.last().is_some_and(|last| glyph.goes_on(last));
            let is_in = frame.place(&glyph).is_some() || over();
            if is_in { &mut inside } else { &mut outside }.push(glyph);
        }
        rest = outside;
        forms.push(frame.table(inside)?);
    }
    forms.sort_by(|a, b| a.top.total_cmp(&b.top));
    Ok((forms, rest))
}

/// Rules that go on where another ends, as one: borders are drawn cell by cell.
fn joined(mut rules: Vec<PdfRule>) -> Vec<PdfRule> {
    rules.sort_by(|a, b| {
        let key = |rule: &PdfRule| {
            let across = rule.is_across();
            // Rules of one line differ a little.
            let (line, from) = if across { (rule.y0, rule.x0) } else { (rule.x0, rule.y0) };
            (across, (line / NEAR).round(), from)
        };
        let (a, b) = (key(a), key(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2))
    });
    let mut joined: Vec<PdfRule> = Vec::new();
    for rule in rules {
        let goes_on = joined.last_mut().filter(|last| {
            let same = last.is_across() == rule.is_across();
            let (line, after, before) = if rule.is_across() {
                (rule.y0 - last.y0, rule.x0 - last.x1, last.x0 - rule.x1)
            } else {
                (rule.x0 - last.x0, rule.y0 - last.y1, last.y0 - rule.y1)
            };
            // A rule of another table of the page may be on nearly the same line.
            same && line.abs() <= NEAR / 2.0 && after.max(before) <= NEAR
        });
        match goes_on {
            Some(last) if rule.is_across() => {
                (last.x0, last.x1) = (last.x0.min(rule.x0), last.x1.max(rule.x1));
            }
            Some(last) => (last.y0, last.y1) = (last.y0.min(rule.y0), last.y1.max(rule.y1)),
            None => joined.push(rule),
        }
    }
    joined
}

/// Rules in groups that touch each other.
fn touching(rules: Vec<PdfRule>) -> Vec<Vec<PdfRule>> {
    let mut groups: Vec<(PdfRule, Vec<PdfRule>)> = Vec::new();
    for rule in rules {
        let mut area = rule;
        let mut members = vec![rule];
        let touches = |group: &(PdfRule, Vec<PdfRule>), area: &PdfRule| {
            let apart = group.0.x0 > area.x1 + NEAR
                || area.x0 > group.0.x1 + NEAR
                || group.0.y0 > area.y1 + NEAR
                || area.y0 > group.0.y1 + NEAR;
            !apart && group.1.iter().any(|member| meet(member, &rule))
        };
        let mut index = 0;
        while index < groups.len() {
            if touches(&groups[index], &rule) {
                let (other, more) = groups.swap_remove(index);
                area.x0 = area.x0.min(other.x0);
                area.y0 = area.y0.min(other.y0);
                area.x1 = area.x1.max(other.x1);
                area.y1 = area.y1.max(other.y1);
                members.extend(more);
            } else {
                index += 1;
            }
        }
        groups.push((area, members));
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

fn meet(a: &PdfRule, b: &PdfRule) -> bool {
    a.x0 <= b.x1 + NEAR && b.x0 <= a.x1 + NEAR && a.y0 <= b.y1 + NEAR && b.y0 <= a.y1 + NEAR
}

/// The rules of one table, and the lines that they are on.
struct Frame<'a> {
    rules: &'a [PdfRule],
    xs: Vec<f64>,
    ys: Vec<f64>,
}

impl<'a> Frame<'a> {
    /// `None` where the rules make no more than one cell.
    fn new(rules: &'a [PdfRule]) -> Option<Self> {
        let (across, down): (Vec<&PdfRule>, Vec<&PdfRule>) =
            rules.iter().partition(|r| r.is_across());
        // At a page's end a border may be missing: the rules across it show how far it goes.
        let ends = |rule: &&PdfRule| [rule.y0, rule.y1];
        let sides = |rule: &&PdfRule| [rule.x0, rule.x1];
        let xs = lines(down.iter().map(|rule| rule.x0), across.iter().flat_map(sides));
        let ys = lines(across.iter().map(|rule| rule.y0), down.iter().flat_map(ends));
        let fits = |lines: &Vec<f64>| (2..=MAX_LINES).contains(&lines.len());
        let height = ys.last().zip(ys.first()).map_or(0.0, |(last, first)| last - first);
        // One cell alone may be a frame around the page, or a table's first row.
        let several = xs.len() + ys.len() > 4 || height < MAX_ALONE;
        // Rules across alone, with a frame around them or none, only set rows apart: where the words
        // stand shows the cells.
        let has_cells = xs.len() > 2 || ys.len() == 2;
        (fits(&xs) && fits(&ys) && several && has_cells).then_some(Self { rules, xs, ys })
    }

    /// The row and column that a character is in.
    fn place(&self, glyph: &PdfGlyph) -> Option<(usize, usize)> {
        let (x, y) = glyph.middle();
        let index = |lines: &[f64], at: f64| {
            let index = lines.partition_point(|line| *line <= at).checked_sub(1)?;
            (index + 1 < lines.len()).then_some(index)
        };
        Some((index(&self.ys, y)?, index(&self.xs, x)?))
    }

    /// Whether a rule across is on a line, over a column.
    fn ruled(&self, line: usize, column: usize) -> bool {
        let middle = f64::midpoint(self.xs[column], self.xs[column + 1]);
        self.rules.iter().any(|rule| {
            rule.is_across()
                && (rule.y0 - self.ys[line]).abs() <= NEAR
                && rule.x0 <= middle
                && middle <= rule.x1
        })
    }

    /// Whether a rule down is on a line, beside a row.
    fn barred(&self, line: usize, row: usize) -> bool {
        let middle = f64::midpoint(self.ys[row], self.ys[row + 1]);
        self.rules.iter().any(|rule| {
            !rule.is_across()
                && (rule.x0 - self.xs[line]).abs() <= NEAR
                && rule.y0 <= middle
                && middle <= rule.y1
        })
    }

    fn table(&self, glyphs: Vec<PdfGlyph>) -> Result<RuledTable, Problem> {
        let (rows, columns) = (self.ys.len() - 1, self.xs.len() - 1);
        count(rows * columns)?;
        let mut texts: Vec<Vec<PdfGlyph>> = Vec::new();
        let mut cells: Vec<FlowCell> = Vec::new();
        let mut owner = vec![usize::MAX; rows * columns];
        for place in 0..owner.len() {
            if owner[place] != usize::MAX {
                continue;
            }
            let (row, column) = (place / columns, place % columns);
            let free = |place: usize| owner[place] == usize::MAX;
            let mut right = column + 1;
            while right < columns && !self.barred(right, row) && free(row * columns + right) {
                right += 1;
            }
            let mut bottom = row + 1;
            while bottom < rows
                && !(column..right)
                    .any(|column| self.ruled(bottom, column) || !free(bottom * columns + column))
            {
                bottom += 1;
            }
            for row in row..bottom {
                owner[row * columns + column..row * columns + right].fill(cells.len());
            }
            let (rows, columns) = (bottom - row, right - column);
            cells.push(FlowCell { row, column, rows, columns, pieces: Vec::new() });
            texts.push(Vec::new());
        }
        let mut last = 0;
        for glyph in glyphs {
            if let Some((row, column)) = self.place(&glyph) {
                last = owner[row * columns + column];
            }
            texts[last].push(glyph);
        }
        for (cell, glyphs) in cells.iter_mut().zip(texts) {
            let lines = super::prose::lines(glyphs);
            let width = self.xs[cell.column + cell.columns] - self.xs[cell.column];
            let is_broken = is_broken_figure(&lines, width);
            let mut text = String::new();
            for line in lines {
                let words = words(&line.glyphs);
                if is_broken && !text.is_empty() {
                    text.push(BROKEN);
                    text.push_str(words.trim());
                } else {
                    join(&mut text, words.trim());
                }
            }
            if !text.is_empty() {
                cell.pieces.push(FlowItem::Text(text));
            }
        }
        Ok(RuledTable { top: self.ys[0], table: FlowTable { cells } })
    }
}

/// Whether lines of digits are one figure that found no room in its cell: each but the last leaves
/// no room for another digit.
fn is_broken_figure(lines: &[PdfLine], width: f64) -> bool {
    let digits = |line: &PdfLine| words(&line.glyphs).trim().chars().all(|c| c.is_ascii_digit());
    let near = |pair: &[PdfLine]| {
        let digit = pair[1].glyphs.first().map_or(0.0, |glyph| glyph.width);
        pair[1].y - pair[0].y < MAX_PITCH * pair[0].size
            && width - (pair[0].end() - pair[0].start()) < digit + MAX_PADDING
    };
    lines.len() > 1 && lines.iter().all(digits) && lines.windows(2).all(near)
}

/// Places that are near each other as one, in order; those at which something ends only where
/// they are beyond all others.
fn lines(places: impl Iterator<Item = f64>, ends: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut places: Vec<f64> = places.collect();
    places.sort_by(f64::total_cmp);
    if let (Some(first), Some(last)) = (places.first().copied(), places.last().copied()) {
        places.extend(ends.filter(|end| *end < first - 2.0 * NEAR || *end > last + 2.0 * NEAR));
        places.sort_by(f64::total_cmp);
    }
    let mut lines: Vec<f64> = Vec::new();
    for place in places {
        if lines.last().is_none_or(|last| place - last > NEAR) {
            lines.push(place);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::import::source::pdf::page::{PdfGlyph, PdfPage, PdfRule};

    /// The cells of a table with two columns, 60 and 40 points wide.
    fn cells(texts: &[(f64, f64, &str)]) -> (Vec<String>, String) {
        let mut page = PdfPage::new(800.0);
        page.rules.extend([0.0, 60.0, 100.0].map(|x| PdfRule { x0: x, y0: 0.0, x1: x, y1: 80.0 }));
        page.rules.extend([0.0, 80.0].map(|y| PdfRule { x0: 0.0, y0: y, x1: 100.0, y1: y }));
        for (x, y, text) in texts {
            let mut x = *x;
            for c in text.chars() {
                let width = if c.is_ascii() { 5.0 } else { 10.0 };
                page.glyphs.push(PdfGlyph {
                    x,
                    y: *y,
                    width,
                    size: 10.0,
                    text: c.to_string(),
                    is_faint: false,
                });
                x += width;
            }
        }
        page.mark_cut(120.0);
        let (forms, rest) = read(page).unwrap();
        let texts = forms[0].table.cells.iter().map(|cell| cell.text().replace('\u{2005}', "|"));
        (texts.collect(), rest.iter().map(|glyph| glyph.text.as_str()).collect())
    }

    #[test]
    fn figures_that_are_broken_over_lines() {
        let none = String::new;
        let broken = [(5.0, 15.0, "规章"), (66.0, 15.0, "12345"), (66.0, 30.0, "678")];
        assert_eq!(cells(&broken), (vec!["规章".into(), "12345|678".into()], none()));
        // Where there is room for more digits they are two, and so they are far apart.
        let room = [(5.0, 15.0, "规章"), (66.0, 15.0, "12"), (66.0, 30.0, "678")];
        assert_eq!(cells(&room), (vec!["规章".into(), "12 678".into()], none()));
        let far = [(5.0, 15.0, "规章"), (66.0, 15.0, "12345"), (66.0, 50.0, "678")];
        assert_eq!(cells(&far), (vec!["规章".into(), "12345 678".into()], none()));
    }

    #[test]
    fn figures_that_run_over_the_border() {
        // Whole, unless they end where the paper does.
        let over = [(5.0, 15.0, "规章"), (85.0, 15.0, "12345"), (110.0, 60.0, "x")];
        assert_eq!(cells(&over), (vec!["规章".into(), "12345".into()], "x".into()));
        let cut = [(5.0, 15.0, "规章"), (85.0, 15.0, "1234567")];
        assert_eq!(cells(&cut).0, ["规章", "1234567…"]);
    }
}
