//! How wide the columns of a table are: from how many there are, how deep the labels go and how
//! long they are, so that a form that nobody has seen yet still comes out well.

use crate::grid::{Content, Grid};
use crate::ui::bounded::bounded;

/// What the widths of one table follow from.
pub(super) struct Widths<'a> {
    /// The table whose columns are measured.
    pub grid: &'a Grid,
    /// The room there is.
    pub room: f32,
    /// Whether room lacks: smaller letters, narrower columns.
    pub compact: bool,
    /// Width of a label's text at the size of labels.
    pub text: &'a dyn Fn(&str) -> f32,
}

/// A whole table's width where there is room for it.
const NOMINAL: f32 = 1118.0;
/// Width of the compact table, in points.
const COMPACT: f32 = 973.0;
/// The widest that a table without labels gets.
const WIDEST: f32 = 1120.0;

#[allow(clippy::cast_precision_loss)] // A table has a few dozen columns.
fn times(count: usize) -> f32 {
    count as f32
}

/// The share of a narrow room that labels may take.
const MOST_LABELS: f32 = 0.58;

impl Widths<'_> {
    /// The widths of all columns, labels first. Labels that would leave no room for figures are narrower,
    /// down to a few characters a line.
    pub fn columns(&self) -> Vec<f32> {
        let mut columns = self.wanted();
        let labels = self.grid.label_columns;
        let taken: f32 = columns[..labels].iter().sum();
        let most = self.room * MOST_LABELS;
        if labels > 0 && self.compact && taken > most {
            let em = (self.text)("国");
            for column in &mut columns[..labels] {
                *column = (*column * most / taken).max(2.0 * em + 16.0).floor();
            }
        }
        columns
    }

    fn wanted(&self) -> Vec<f32> {
        let labels = self.grid.label_columns;
        let figures = self.grid.columns - labels;
        match (labels, figures) {
            (0, _) => vec![bounded(self.room.min(WIDEST) / times(figures), 48.0, 150.0); figures],
            (1, 0..=4) => self.few(figures),
            _ => self.many(labels, figures),
        }
    }

    /// One column of labels and at most four of figures: 268 + 150 each.
    fn few(&self, figures: usize) -> Vec<f32> {
        let label = bounded(self.longest(0) + 24.0, 268.0, 500.0);
        let figure = bounded((self.room - label) / times(figures), 110.0, 150.0);
        let label = label.min((self.room - figure * times(figures)).max(160.0));
        let mut columns = vec![label];
        columns.resize(figures + 1, figure);
        columns
    }

    fn many(&self, labels: usize, figures: usize) -> Vec<f32> {
        let (nominal, figure) = if self.compact { (COMPACT, 77.0) } else { (NOMINAL, 86.0) };
        let figure = if figures <= 4 { 150.0 } else { figure };
        let mut columns: Vec<f32> = (0..labels - 1).map(|column| self.inner(column)).collect();
        let outer: f32 = columns.iter().sum();
        let natural = self.longest(labels - 1).max(self.spanning(&columns)) + 14.0;
        let most = (nominal - figure * times(figures) - outer).max(200.0);
        let last = bounded(natural, 200.0, most);
        let mut spare = (self.room - outer - last - figure * times(figures)).max(0.0);
        let mut take = |most: f32| {
            let taken = spare.min(most.max(0.0));
            spare -= taken;
            taken
        };
        let (mut last, mut figure) = (last, figure);
        let lacking = outer + last + figure * times(figures) - self.room;
        if lacking > 0.0 && self.compact {
            let less = (lacking / times(figures)).min((figure - 66.0).max(0.0));
            figure -= less;
            last = (last - (lacking - less * times(figures))).max(180.0_f32.min(last));
        }
        if self.compact {
            figure += take(3.0 * times(figures)) / times(figures);
            if let Some(first) = columns.first_mut() {
                *first += take(10.0);
            }
        }
        last += take(natural.min(500.0) - last);
        if !self.compact && figures > 4 {
            figure += take(10.0 * times(figures)) / times(figures);
        }
        columns.push(last.floor());
        columns.resize(labels + figures, if self.compact { figure } else { figure.floor() });
        columns
    }

    /// An outer label column: on one line where it is short, else on two or three.
    fn inner(&self, column: usize) -> f32 {
        let longest = self.longest(column);
        let em = (self.text)("国");
        match self.compact {
            _ if longest <= 8.0 * em => longest + if self.compact { 16.0 } else { 17.0 },
            true => (longest / em / 3.0).ceil() * em + 15.0,
            false => (longest / em / 2.0).ceil() * em + 7.0,
        }
    }

    /// The longest label that stands in this column alone.
    fn longest(&self, column: usize) -> f32 {
        self.labels(|at, columns| (at == column && columns == 1).then_some(0.0))
    }

    /// What the labels over several label columns need of the last one, given the others.
    fn spanning(&self, outer: &[f32]) -> f32 {
        self.labels(|at, columns| {
            (columns > 1 && at + columns == outer.len() + 1).then(|| outer[at..].iter().sum())
        })
    }

    /// The longest of the labels for which `less` gives a width, less that width.
    fn labels(&self, less: impl Fn(usize, usize) -> Option<f32>) -> f32 {
        let label = |cell: &crate::grid::GridCell| match &cell.content {
            Content::Label(text, _) => {
                less(cell.column, cell.columns).map_or(0.0, |less| (self.text)(text) - less)
            }
            _ => 0.0,
        };
        self.grid.cells.iter().map(label).fold(0.0, f32::max)
    }
}
