//! A block of cells that is pasted on a table: its figures read, its labels recognised, each figure
//! set on the cell that it belongs to. Nothing is shifted, and nothing is taken for a figure that is
//! none.

mod block;
mod figure;
mod placing;
mod telling;
#[cfg(test)]
mod tests;
mod totals;

pub use block::PastedBlock;
pub use figure::{PastedFigure, figure};
pub use placing::{PlacedFigures, RefusedText, place};
pub use telling::short;
pub use totals::different_totals;
