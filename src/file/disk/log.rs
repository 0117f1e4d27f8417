//! The record of who changed what, as written in a file.

use serde::{Deserialize, Serialize};

use crate::report::{NotedChange, NotedSave, SaveLog};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SaveLogData {
    #[serde(default, skip_serializing_if = "is_none")]
    dropped: u32,
    saves: Vec<NotedSaveData>,
}

/// A save. A change is where, what was, what is.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NotedSaveData {
    minute: u64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    who: String,
    changes: Vec<(String, String, String)>,
    #[serde(default, skip_serializing_if = "is_none")]
    more: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // As serde calls it.
fn is_none(count: &u32) -> bool {
    *count == 0
}

impl SaveLogData {
    /// The record; `None` where nothing is noted.
    pub(super) fn of(log: &SaveLog) -> Option<Self> {
        let change = |change: &NotedChange| {
            let NotedChange { place, old, new } = change.clone();
            (place, old, new)
        };
        let save = |save: &NotedSave| NotedSaveData {
            minute: save.minute,
            who: save.who.clone(),
            changes: save.changes.iter().map(change).collect(),
            more: save.more,
        };
        let saves = log.saves.iter().map(save).collect();
        (!log.is_empty()).then_some(Self { dropped: log.dropped, saves })
    }

    pub(super) fn log(self) -> SaveLog {
        let change = |(place, old, new)| NotedChange { place, old, new };
        let save = |save: NotedSaveData| NotedSave {
            minute: save.minute,
            who: save.who,
            changes: save.changes.into_iter().map(change).collect(),
            more: save.more,
        };
        SaveLog { saves: self.saves.into_iter().map(save).collect(), dropped: self.dropped }
    }
}
