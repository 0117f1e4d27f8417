//! Who changed what, save by save (修改记录): kept in the report's file, bounded, never printed.

use super::Report;

/// The record of the saves of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaveLog {
    /// The saves that changed something, the oldest first.
    pub saves: Vec<NotedSave>,
    /// How many older ones are not kept any more.
    pub dropped: u32,
}

/// One save that changed something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedSave {
    /// When, in minutes since 1970 in China.
    pub minute: u64,
    /// Who: the name that was chosen, else the system's user; empty where nobody knows.
    pub who: String,
    /// What was changed since the save before.
    pub changes: Vec<NotedChange>,
    /// How many further changes it had.
    pub more: u32,
}

/// One change of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedChange {
    /// Where, in a clerk's words.
    pub place: String,
    /// What was there; empty where nothing was.
    pub old: String,
    /// What is there; empty where it was deleted.
    pub new: String,
}

impl SaveLog {
    /// Upper bound on saves that are kept.
    pub const SAVES: usize = 200;
    /// Upper bound on changes of one save that are kept.
    pub const CHANGES: usize = 100;
    /// Upper bound on all words that are kept, in bytes.
    pub const BYTES: usize = 256 * 1024;

    /// Whether nothing is noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.saves.is_empty() && self.dropped == 0
    }

    /// Notes a save; the oldest ones go where there is no room for all.
    pub fn note(&mut self, mut save: NotedSave) {
        let more = save.changes.len().saturating_sub(Self::CHANGES);
        save.changes.truncate(Self::CHANGES);
        save.more = save.more.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        self.saves.push(save);
        let mut bytes: usize = self.saves.iter().map(NotedSave::weight).sum();
        let mut gone = 0;
        // The last save stays, whatever it weighs.
        while gone + 1 < self.saves.len()
            && (self.saves.len() - gone > Self::SAVES || bytes > Self::BYTES)
        {
            bytes -= self.saves[gone].weight();
            gone += 1;
        }
        self.saves.drain(..gone);
        self.dropped = self.dropped.saturating_add(u32::try_from(gone).unwrap_or(u32::MAX));
    }
}

impl NotedSave {
    fn weight(&self) -> usize {
        let change =
            |change: &NotedChange| change.place.len() + change.old.len() + change.new.len() + 32;
        self.who.len() + self.changes.iter().map(change).sum::<usize>() + 32
    }
}

impl Report {
    /// Whether it holds what another one does, whoever wrote which of them.
    #[must_use]
    pub fn is_same_work(&self, other: &Self) -> bool {
        *self == Self { log: self.log.clone(), ..other.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::{NotedChange, NotedSave, SaveLog};

    fn save(minute: u64, changes: usize, words: usize) -> NotedSave {
        let change = NotedChange {
            place: "第一部分".into(),
            old: "旧".repeat(words),
            new: "新".repeat(words),
        };
        NotedSave { minute, who: "王".into(), changes: vec![change; changes], more: 0 }
    }

    #[test]
    fn the_oldest_go_and_are_counted() {
        let mut log = SaveLog::default();
        for minute in 0..SaveLog::SAVES as u64 + 7 {
            log.note(save(minute, 1, 1));
        }
        assert_eq!((log.saves.len(), log.dropped, log.saves[0].minute), (SaveLog::SAVES, 7, 7));
        log.note(save(1000, SaveLog::CHANGES + 5, 1));
        let last = log.saves.last().unwrap();
        assert_eq!((last.changes.len(), last.more), (SaveLog::CHANGES, 5));
        for minute in 0..20 {
            log.note(save(2000 + minute, 10, 400));
        }
        let bytes: usize = log.saves.iter().map(NotedSave::weight).sum();
        assert!(bytes <= SaveLog::BYTES);
        assert_eq!(log.saves.len() + log.dropped as usize, SaveLog::SAVES + 7 + 1 + 20);
    }
}
