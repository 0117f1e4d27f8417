//! Where the columns of a table of years stand. Labels and changes always have room; of the years as many
//! as fit, the latest first.

use std::ops::Range;

use super::labels::LabelTree;
use crate::ui::bounded::bounded;

/// Width of a year, of the change and of its percentage, at least.
const YEAR: f32 = 60.0;
const YEAR_MOST: f32 = 110.0;
const PERCENT: f32 = 70.0;
/// Width that a character of a figure takes, and what stands around it.
const DIGIT: f32 = 8.4;
const AROUND: f32 = 24.0;
/// Width of a character of a label.
const LETTER: f32 = 15.2;
/// Width of all labels, as much as is wished for, where years give way, and in a narrow window.
pub(super) const LABELS: f32 = 382.0;
const LABELS_LEAST: f32 = 232.0;
/// The widest label column of its own.
const LABELS_MOST: f32 = 560.0;

/// What the columns are to hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct ColumnsWish {
    /// How many years there are.
    pub(super) years: usize,
    /// The most characters of a figure, and of a change.
    pub(super) digits: (usize, usize),
    /// How many of the latest years are scrolled past.
    pub(super) back: usize,
}

/// Where columns stand, from the left edge of the table, in points.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct YearColumns {
    /// Where each column of labels begins, and where the last ends.
    pub(super) labels: Vec<f32>,
    /// The years that are shown.
    pub(super) years: Range<usize>,
    /// Width of a year.
    pub(super) year: f32,
    /// Width of the change.
    pub(super) change: f32,
    /// Width of the percentage.
    pub(super) percent: f32,
    /// How many of the latest years are scrolled past, as far as there are earlier ones.
    pub(super) back: usize,
}

impl YearColumns {
    pub(super) fn new(width: f32, tree: &LabelTree, wish: ColumnsWish) -> Self {
        let digits = |count: usize| {
            #[allow(clippy::cast_precision_loss)] // A few characters.
            let wide = count as f32 * DIGIT + AROUND;
            bounded(wide, YEAR, YEAR_MOST)
        };
        let (year, change, percent) = (digits(wish.digits.0), digits(wish.digits.1), PERCENT);
        let room = (width - change - percent).max(0.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Not negative.
        let fit = |labels: f32| ((room - labels) / year).floor().max(0.0) as usize;
        let all = wish.years;
        let shown = match fit(LABELS) {
            wished if wished >= all => all,
            _ if fit(LABELS_LEAST) >= all => all,
            wished @ 3.. => wished,
            _ => fit(LABELS_LEAST).max(1).min(all),
        };
        let back = wish.back.min(all - shown);
        #[allow(clippy::cast_precision_loss)] // Ten at most.
        let left = bounded(room - year * shown as f32, 60.0, LABELS_MOST);
        let outer = |column: usize| -> f32 {
            match (column, tree.least_lines(column)) {
                (0, 3..) if tree.depth > 2 => 48.0,
                #[allow(clippy::cast_precision_loss)] // A few characters.
                (0, _) => bounded(tree.longest(0) as f32 * LETTER + 18.0, 124.0, 176.0),
                _ => 116.0,
            }
        };
        let mut labels = vec![0.0];
        for column in 0..tree.depth.saturating_sub(1) {
            let at: f32 = labels.last().copied().unwrap_or(0.0);
            let most = left * 0.34;
            labels.push((at + outer(column).min(most)).round());
        }
        labels.push(left.round());
        Self { labels, years: all - shown - back..all - back, year, change, percent, back }
    }

    /// Where the labels end and the years begin.
    pub(super) fn figures(&self) -> f32 {
        self.labels.last().copied().unwrap_or(0.0)
    }

    /// Where a year that is shown begins.
    pub(super) fn of_year(&self, year: usize) -> f32 {
        #[allow(clippy::cast_precision_loss)] // Ten at most.
        let at = (year - self.years.start) as f32;
        self.figures() + at * self.year
    }

    /// Where the change begins.
    pub(super) fn of_change(&self) -> f32 {
        self.of_year(self.years.end)
    }

    /// How wide the table is.
    pub(super) fn width(&self) -> f32 {
        self.of_change() + self.change + self.percent
    }
}

#[cfg(test)]
mod tests {
    use super::{ColumnsWish, YearColumns};
    use crate::ui::compare::labels::LabelTree;

    #[test]
    fn the_latest_years_have_room_first() {
        let path = |words: &str| words.split('/').map(str::to_owned).collect::<Vec<_>>();
        let lines = ["a", "b/c/d", "b/c/e", "b/f/g"].map(path);
        let tree = LabelTree::new(&lines);
        for (width, years, back, expected) in [
            (814.0, 5, 0, 0..5),
            (814.0, 2, 0, 0..2),
            (814.0, 10, 0, 5..10),
            (814.0, 10, 3, 2..7),
            (814.0, 10, 90, 0..5),
            (1200.0, 10, 0, 0..10),
            (700.0, 5, 0, 0..5),
            (300.0, 5, 0, 4..5),
            (0.0, 5, 0, 4..5),
            (814.0, 1, 0, 0..1),
        ] {
            let wish = ColumnsWish { years, digits: (2, 3), back };
            let columns = YearColumns::new(width, &tree, wish);
            assert_eq!(columns.years, expected, "{width} {years} {back}");
            assert!(columns.labels.is_sorted(), "{columns:?}");
            assert!(width < 400.0 || columns.width() <= width, "{width}: {columns:?}");
        }
    }
}
