//! The lines of a source that the clerk has moved, and which of these moves stand: undo takes the
//! edits of a move back as it does all others, and what the source shows goes with them.

use super::comparison::holds;
use crate::import::{MovedLine, Provenance};
use crate::report::{Edit, Report};

/// A move of one line.
#[derive(Clone, Debug)]
struct LineMove {
    /// The line, counted from 1.
    line: usize,
    /// The edits that it made.
    edits: Vec<Edit>,
    /// Those that lead back.
    back: Vec<Edit>,
    before: Provenance,
    after: Provenance,
}

/// The moves of one review, those that were taken back last.
#[derive(Clone, Debug, Default)]
pub(super) struct LineMoves {
    moves: Vec<LineMove>,
    /// How many of them stand.
    standing: usize,
}

impl LineMoves {
    /// Notes a move that is being made; moves that were taken back before it are over.
    pub(super) fn note(
        &mut self,
        report: &Report,
        line: usize,
        before: Provenance,
        moved: &MovedLine,
    ) {
        let mut changed = report.clone();
        let back = moved.edits.iter().filter_map(|edit| changed.apply(edit.clone()).ok());
        let mut back: Vec<Edit> = back.collect();
        back.reverse();
        self.moves.truncate(self.standing);
        let (edits, after) = (moved.edits.clone(), moved.provenance.clone());
        self.moves.push(LineMove { line, edits, back, before, after });
        self.standing = self.moves.len();
    }

    /// Whether a move of a line stands.
    pub(super) fn stands(&self, line: usize) -> bool {
        self.moves.iter().take(self.standing).any(|made| made.line == line)
    }

    /// Follows the report: what the source is shown as where a move was taken back or made again.
    pub(super) fn follow(&mut self, report: &Report) -> Option<&Provenance> {
        let all = |edits: &[Edit]| edits.iter().all(|edit| holds(report, edit));
        let stood = self.standing;
        while let Some(last) = self.standing.checked_sub(1)
            && all(&self.moves[last].back)
        {
            self.standing = last;
        }
        while self.moves.get(self.standing).is_some_and(|next| all(&next.edits)) {
            self.standing += 1;
        }
        match self.standing.checked_sub(1) {
            _ if self.standing == stood => None,
            Some(last) => self.moves.get(last).map(|last| &last.after),
            None => self.moves.first().map(|first| &first.before),
        }
    }
}
