//! Two states of a report side by side: versions, drafts, what was published, last year, any file, and a
//! Word file or a report that came back, whose changes are taken one by one or all.

pub mod messages;
mod reading;
pub(super) mod slice;

use std::sync::Arc;

use messages::SideChoice;

use crate::compare::{PairedLine, Stretch, StretchKind, stretches};
use crate::report::place::Field;
use crate::report::{PlaceWords, Report};
use crate::reviewed::{ProposedAt, ReviewProposal, ReviewSource, Reviewed};
use crate::zh::dates::minute_words;
use crate::zh::shortened;

/// Two states side by side, and what is shown of them.
#[derive(Clone, Debug)]
pub struct SidesView {
    /// What can stand on either side; the first is the open report.
    pub choices: Vec<SideChoice>,
    /// The index of the choice that stands at the left.
    pub earlier: usize,
    /// The index of the choice that stands at the right.
    pub later: usize,
    /// The lines of both.
    pub lines: Vec<SideLine>,
    /// Whether only lines that differ are shown.
    pub only_changes: bool,
    /// The current change, by its number among the changes.
    pub current: usize,
    /// Counts how often a change was gone to: views bring it into view when it grows.
    pub moved: usize,
    /// The file that came back whose changes are shown.
    pub returned: Option<ReturnedReview>,
}

/// A file that came back, whose changes are proposals.
#[derive(Clone, Debug)]
pub struct ReturnedReview {
    /// The file.
    pub source: Arc<ReviewSource>,
    /// What it says of the report as it is now.
    pub found: Reviewed,
    /// How many comments were taken from it.
    pub comments: usize,
}

/// One line of both sides.
#[derive(Clone, Debug)]
pub struct SideLine {
    /// What the two sides say there.
    pub line: PairedLine,
    /// Its number among the changes; `None` where both are the same.
    pub change: Option<usize>,
    /// Who changed it and when, where a file that came back says so, and what was there when that was
    /// made, where the report has changed it as well.
    pub by: String,
}

impl SidesView {
    /// How many lines differ.
    #[must_use]
    pub fn changes(&self) -> usize {
        self.lines.iter().filter(|line| line.change.is_some()).count()
    }

    /// The line of a change.
    #[must_use]
    pub fn change(&self, number: usize) -> Option<&SideLine> {
        self.lines.iter().find(|line| line.change == Some(number))
    }
}

/// Lines with the numbers of their changes.
fn numbered(lines: Vec<PairedLine>) -> Vec<SideLine> {
    let mut count = 0;
    let line = |line: PairedLine| {
        let change = line.changed.then_some(count);
        count += usize::from(line.changed);
        SideLine { line, change, by: String::new() }
    };
    lines.into_iter().map(line).collect()
}

/// The proposals of a file that came back as lines, each in its sentence.
fn proposed(found: &Reviewed, report: &Report) -> Vec<SideLine> {
    let words = PlaceWords::new(report);
    let line = |(number, proposal): (usize, &ReviewProposal)| {
        let place = proposal.place();
        let line = match &proposal.at {
            ProposedAt::Words(anchor) => {
                in_context(proposal, report, (anchor.field(), anchor.range()), words.of(&place))
            }
            ProposedAt::Cell(..) => {
                let shown = |text: &str| if text.is_empty() { "空白" } else { text }.to_owned();
                let (old, new) = (shown(&proposal.old), shown(&proposal.new));
                PairedLine::replaced(place.clone(), words.of(&place), &old, &new)
            }
        };
        let when = proposal.minute.map(minute_words).unwrap_or_default();
        let who = proposal.who.as_ref().map(|who| format!("{who} {when}"));
        let both = proposal.was.as_ref().map(|was| both_words(was));
        let half =
            proposal.is_half.then(|| "一段移到了别的部分，删去和增加的两处请一起定".to_owned());
        let by = [who, both, half].into_iter().flatten().collect::<Vec<_>>().join("　");
        SideLine { line, change: Some(number), by }
    };
    found.proposals.iter().enumerate().map(line).collect()
}

/// Says that the report has changed as well what a file did, and what was there before both.
fn both_words(was: &str) -> String {
    match was.trim() {
        // Nobody has the words any more: of the paragraph both changed something.
        "" => "这一段两边都改过，请看清再定".to_owned(),
        was => {
            let was = shortened(&was.replace('\n', "¶"), 60);
            format!("两边都改过，原来是“{was}”，请看清再定")
        }
    }
}

/// How many characters stand before and after a change.
const AROUND: usize = 24;

fn in_context(
    proposal: &ReviewProposal,
    report: &Report,
    (field, range): (Field, std::ops::Range<usize>),
    words: String,
) -> PairedLine {
    let text = report.text(field);
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let skipped = before.chars().count().saturating_sub(AROUND);
    let before: String = before.chars().skip(skipped).collect();
    let after: String = after.chars().take_while(|c| *c != '\n').take(AROUND).collect();
    let part = |kind, text: &str| Stretch { kind, text: text.replace('\n', "¶") };
    let inside = stretches(&proposal.old, &proposal.new);
    let side = |leaves: StretchKind| {
        let own = inside.iter().filter(|stretch| stretch.kind != leaves);
        let own = own.map(|stretch| part(stretch.kind, &stretch.text));
        let first = std::iter::once(part(StretchKind::Same, &before));
        first.chain(own).chain([part(StretchKind::Same, &after)]).collect()
    };
    PairedLine {
        place: proposal.place(),
        words,
        earlier: side(StretchKind::Added),
        later: side(StretchKind::Removed),
        changed: true,
    }
}
