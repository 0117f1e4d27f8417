//! The columns of the board and what stands in them.

use crate::app::rollup::board::BoardUnit;
use crate::report::Amount;
use crate::rollup::{RollUp, UnitResult, UnitState};

/// A column of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BoardColumn {
    Name,
    State,
    File,
    Came,
    Problems,
    /// One of the four key figures.
    Figure(usize),
    Last,
    Alike,
}

const WIDTHS: [(BoardColumn, f32); 10] = [
    (BoardColumn::State, 122.0),
    (BoardColumn::File, 66.0),
    (BoardColumn::Came, 98.0),
    (BoardColumn::Problems, 48.0),
    (BoardColumn::Figure(0), 54.0),
    (BoardColumn::Figure(1), 70.0),
    (BoardColumn::Figure(2), 54.0),
    (BoardColumn::Figure(3), 70.0),
    (BoardColumn::Last, 62.0),
    (BoardColumn::Alike, 96.0),
];

/// What goes, in this order, where room lacks: it stands in the panel.
const FOLDS: [BoardColumn; 5] = [
    BoardColumn::File,
    BoardColumn::Alike,
    BoardColumn::Last,
    BoardColumn::Came,
    BoardColumn::Problems,
];

/// The least width of a unit's name.
const NAME: f32 = 96.0;

/// The columns that have room, each with its left edge and its width.
pub(super) fn columns(width: f32) -> Vec<(BoardColumn, f32, f32)> {
    let mut shown: Vec<(BoardColumn, f32)> = WIDTHS.to_vec();
    let taken = |shown: &[(BoardColumn, f32)]| shown.iter().map(|(_, width)| width).sum::<f32>();
    for fold in FOLDS {
        if taken(&shown) + NAME <= width {
            break;
        }
        shown.retain(|(column, _)| *column != fold);
    }
    let name = (width - taken(&shown)).max(NAME);
    let mut left = 0.0;
    let mut columns = Vec::new();
    for (column, width) in std::iter::once((BoardColumn::Name, name)).chain(shown) {
        columns.push((column, left, width));
        left += width;
    }
    columns
}

impl BoardColumn {
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Name => "单位",
            Self::State => "状态",
            Self::File => "文件",
            Self::Came => "收到",
            Self::Problems => "问题",
            Self::Figure(0) => "新收",
            Self::Figure(1) => "上年结转",
            Self::Figure(2) => "办结",
            Self::Figure(_) => "结转下年",
            Self::Last => "与上年",
            Self::Alike => "文字雷同",
        }
    }
}

/// The other unit and how much is the same: 青石乡, 93%.
pub(super) fn alike<'a>(result: &'a RollUp, shown: &BoardUnit) -> Option<(&'a str, String)> {
    let (other, percent) = shown.alike?;
    Some((&result.units.get(other)?.unit.name, format!("{percent}%")))
}

pub(super) fn figure(amount: Option<Amount>) -> String {
    amount.map(Amount::text).unwrap_or_default()
}

/// Whether a unit has figures to be shown.
pub(super) fn has_figures(unit: &UnitResult) -> bool {
    unit.state >= UnitState::Unbalanced
}
