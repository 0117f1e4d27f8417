//! What a save changes, for the record of changes in the report's file.

use super::noted_comments::comment_changes;
use crate::compare::{PairedLine, Stretch, StretchKind, paired};
use crate::report::place::Place;
use crate::report::{NotedChange, NotedSave, Report, SaveLog, changes};
use crate::zh::shortened;

/// How many characters are noted around a change, and of one side at most.
const AROUND: usize = 12;
const MOST: usize = 300;

/// The record of changes that a save is to write: that of the file so far, and what this save changes.
/// The document itself takes it once it is written, so that a save that fails leaves none.
pub(super) fn log_with(before: Option<&Report>, now: &Report, by: (String, u64)) -> SaveLog {
    let mut log = before.map_or_else(SaveLog::default, |before| before.log.clone());
    if let Some(save) = noted(before, now, by) {
        log.note(save);
    }
    log
}

/// What a save at a `minute` since 1970 in China changes of what was saved before, where it changes
/// anything.
fn noted(before: Option<&Report>, now: &Report, (who, minute): (String, u64)) -> Option<NotedSave> {
    let whole = |words: &str| NotedChange {
        place: "全文".to_owned(),
        old: String::new(),
        new: words.to_owned(),
    };
    let noted = match before {
        None => vec![whole("第一次保存")],
        Some(before) => {
            let lines = paired(before, now).into_iter().filter(|line| line.changed);
            // Comments are told one by one.
            let without = Report { comments: before.comments.clone(), ..now.clone() };
            let aside = changes(before, &without).into_iter();
            let aside = aside.filter(|change| change.place == Place::Report);
            let aside = aside.map(|change| whole(&change.words));
            lines.map(change).chain(aside).chain(comment_changes(before, now)).collect()
        }
    };
    (!noted.is_empty()).then_some(NotedSave { minute, who, changes: noted, more: 0 })
}

fn change(line: PairedLine) -> NotedChange {
    let (old, new) = (side(&line.earlier), side(&line.later));
    NotedChange { place: line.words, old, new }
}

/// What one side says, with few of the words around what changed.
fn side(stretches: &[Stretch]) -> String {
    let last = stretches.len().saturating_sub(1);
    let mut words = String::new();
    for (at, stretch) in stretches.iter().enumerate() {
        let text = stretch.text.trim_end_matches('\n');
        let count = text.chars().count();
        let ends = |from: usize| text.chars().skip(from).collect::<String>();
        let begins = |most: usize| text.chars().take(most).collect::<String>();
        let part = match stretch.kind {
            StretchKind::Same if at == 0 && count > AROUND => {
                format!("…{}", ends(count - AROUND))
            }
            StretchKind::Same if at == last && count > AROUND => format!("{}…", begins(AROUND)),
            StretchKind::Same if count > 2 * AROUND => {
                format!("{}…{}", begins(AROUND), ends(count - AROUND))
            }
            _ => text.to_owned(),
        };
        words.push_str(&part);
    }
    shortened(&words, MOST)
}

#[cfg(test)]
mod tests {
    use super::noted;
    use crate::report::place::{CellId, Field};
    use crate::report::{Edit, Value};

    #[test]
    fn a_save_says_what_was_and_what_is() {
        let before =
            crate::file::parse("", include_bytes!("../../../assets/sample.ron")).unwrap().1;
        let by = || ("王".to_owned(), 1);
        assert_eq!(noted(Some(&before), &before, by()), None);
        assert_eq!(noted(None, &before, by()).unwrap().changes[0].new, "第一次保存");
        let mut now = before.clone();
        let text = before.text(Field::Before(1)).replacen("232条", "241条", 1);
        now.apply(Edit::Text(Field::Before(1), text)).unwrap();
        now.apply(Edit::Value(CellId { table: 1, index: 0 }, Value::Count(24))).unwrap();
        let changes = noted(Some(&before), &now, by()).unwrap().changes;
        assert_eq!(changes.len(), 2, "{changes:?}");
        assert!(changes[0].old.contains("232") && changes[0].new.contains("241"));
        assert!(changes[0].old.chars().count() < 60, "{}", changes[0].old);
        assert_eq!((changes[1].old.as_str(), changes[1].new.as_str()), ("23", "24"));
    }
}
