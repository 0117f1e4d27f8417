//! The find bar: what is sought, and what was found in the open report.

use super::super::core::Core;
use super::super::navigation::Part;
use super::Search;
use super::messages::SearchCommand;
use crate::report::Report;
use crate::report::place::{Field, Place};

/// Which hits are replaced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Replaced {
    /// The one that is shown.
    One,
    /// All of them.
    All,
}

/// The find bar of one report.
#[derive(Default)]
pub(crate) struct SearchSlice {
    search: Option<Search>,
}

impl SearchSlice {
    /// The find bar, where it is open.
    pub(crate) fn search(&self) -> Option<&Search> {
        self.search.as_ref()
    }

    /// Forgets what was sought in a report that is closed.
    pub(crate) fn forget(&mut self) {
        self.search = None;
    }

    /// Does what is asked about the find bar.
    pub(crate) fn handle(&mut self, core: &mut Core, command: SearchCommand) {
        match command {
            SearchCommand::Find | SearchCommand::Replace => {
                let search = self.search.get_or_insert_with(Search::default);
                search.replacing = matches!(command, SearchCommand::Replace);
                search.asked += 1;
            }
            SearchCommand::Seek { words, with } => self.seek(core, words, with),
            SearchCommand::Next => self.step(core, |at, count| (at + 1) % count),
            SearchCommand::Previous => self.step(core, |at, count| (at + count - 1) % count),
            SearchCommand::ReplaceOne => self.replace(core, Replaced::One),
            SearchCommand::ReplaceAll => self.replace(core, Replaced::All),
            SearchCommand::Close => self.search = None,
        }
    }

    /// Takes over what is sought. What is sought anew is shown from where the clerk is on.
    fn seek(&mut self, core: &mut Core, words: String, with: String) {
        let Some(search) = &mut self.search else { return };
        let anew = search.words != words;
        search.words = words;
        search.with = with;
        if anew {
            let field = match core.shown.part {
                Part::Basic | Part::Tables => Field::Title,
                Part::Section(n) => Field::Heading(n),
            };
            self.show_from(core, field, 0);
        }
    }

    /// Goes to the first hit at or after a byte of a field.
    fn show_from(&mut self, core: &mut Core, field: Field, byte: usize) {
        if let (Some(search), Some(report)) = (&mut self.search, core.report()) {
            search.current = Search::first_from(&search.hits(report), field, byte);
        }
        self.show(core);
    }

    /// Goes to the hit that is shown.
    fn show(&self, core: &mut Core) {
        let (Some(search), Some(report)) = (&self.search, core.report()) else { return };
        if let Some(hit) = search.hits(report).get(search.current).cloned() {
            core.goto(Place::Text(hit.field, hit.range));
        }
    }

    fn step(&mut self, core: &mut Core, next: impl Fn(usize, usize) -> usize) {
        let (Some(search), Some(report)) = (&mut self.search, core.report()) else { return };
        let count = search.hits(report).len();
        if count > 0 {
            // The report may have lost hits since.
            search.current = next(search.current.min(count - 1), count);
            self.show(core);
        }
    }

    fn replace(&mut self, core: &mut Core, what: Replaced) {
        let Some(search) = &self.search else { return };
        let hits = core.report().map(|report: &Report| search.hits(report)).unwrap_or_default();
        let at = search.current.min(hits.len().saturating_sub(1));
        let (Some(hit), Some(report)) = (hits.get(at), core.report()) else { return };
        let chosen = match what {
            Replaced::One => hits.get(at..=at).unwrap_or_default(),
            Replaced::All => hits.as_slice(),
        };
        let edits = search.replace(report, chosen);
        let label = format!("替换 {} 处", chosen.len());
        // What was put in is not sought again, though the words may stand in it.
        let after = hit.range.start + search.with.len();
        let field = hit.field;
        core.edit(label.as_str(), edits);
        match what {
            Replaced::One => self.show_from(core, field, after),
            Replaced::All => core.notify(format!("已{label}")),
        }
    }
}
