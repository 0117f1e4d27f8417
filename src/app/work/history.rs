//! What was done, so that it can be taken back: for each step the edits that lead back, not what was
//! before, so that many steps are little memory and can be written with a draft.

use std::sync::Arc;

use super::Workable;
use crate::report::Step;

/// How many steps can be taken back: one a second for an hour, and some.
const STEPS: usize = 4000;
/// The most memory, in bytes, of steps that can be taken back.
const WEIGHT: usize = 8 << 20;
/// A draft keeps the steps of so many minutes.
const KEPT_MINUTES: u64 = 60;
/// The most bytes of steps that are written with a draft, so that writing it takes a few
/// milliseconds.
const KEPT_WEIGHT: usize = 1 << 20;

/// The steps of what is open.
#[derive(Debug)]
pub(super) struct History<T: Workable> {
    /// The oldest first.
    undo: Vec<Arc<Step<T::Edit>>>,
    /// Steps taken back, the last one last; their edits lead forward.
    redo: Vec<Step<T::Edit>>,
    /// What the next edit joins the last step by.
    merge: Option<T::Merge>,
    /// Of the steps that can be taken back, in bytes.
    weight: usize,
}

impl<T: Workable> Default for History<T> {
    fn default() -> Self {
        Self { undo: Vec::new(), redo: Vec::new(), merge: None, weight: 0 }
    }
}

impl<T: Workable> History<T> {
    /// The history that came with a draft.
    pub(super) fn restored(steps: Vec<Arc<Step<T::Edit>>>) -> Self {
        let weight = steps.iter().map(|step| step.weight()).sum();
        Self { undo: steps, weight, ..Self::default() }
    }

    /// Notes that `before` has become `after`. Edits with the same `merge` are one step; typing
    /// that was taken back is none.
    pub(super) fn note(
        &mut self,
        (label, minute): (&str, u64),
        (before, after): (&T, &T),
        merge: Option<T::Merge>,
    ) {
        let joins = merge.is_some() && self.redo.is_empty() && self.merge == merge;
        let joined = self.undo.last().filter(|_| joins).and_then(|last| {
            let mut start = before.clone();
            apply(&mut start, &last.back)?;
            Some((last.label.clone(), start))
        });
        self.redo.clear();
        self.merge = merge;
        let (label, back) = match joined {
            Some((label, start)) => {
                self.drop_last();
                (label, T::difference(after, &start))
            }
            None => (label.to_owned(), T::difference(after, before)),
        };
        if back.is_empty() {
            self.merge = None;
        } else {
            self.push(Step { label, minute, back });
        }
    }

    /// Ends a run of edits that are one step.
    pub(super) fn end_merge(&mut self) {
        self.merge = None;
    }

    /// Takes the last step back; its label, where there was one.
    pub(super) fn undo(&mut self, content: &mut T) -> Option<String> {
        let step = self.drop_last()?;
        let before = content.clone();
        apply(content, &step.back)?;
        let forward = T::difference(content, &before);
        let (label, minute) = (step.label.clone(), step.minute);
        self.redo.push(Step { label, minute, back: forward });
        self.merge = None;
        Some(step.label.clone())
    }

    /// Makes the step last taken back again; its label, where there was one.
    pub(super) fn redo(&mut self, content: &mut T) -> Option<String> {
        let step = self.redo.pop()?;
        let before = content.clone();
        apply(content, &step.back)?;
        let back = T::difference(content, &before);
        let label = step.label.clone();
        self.push(Step { back, ..step });
        self.merge = None;
        Some(label)
    }

    pub(super) fn undo_label(&self) -> Option<&str> {
        self.undo.last().map(|step| step.label.as_str())
    }

    pub(super) fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    /// The steps that a draft written now keeps.
    pub(super) fn kept(&self, minute: u64) -> Vec<Arc<Step<T::Edit>>> {
        let mut weight = 0;
        let recent = self.undo.iter().rev().take_while(|step| {
            weight += step.weight();
            step.minute + KEPT_MINUTES >= minute && weight <= KEPT_WEIGHT
        });
        let count = recent.count();
        self.undo.get(self.undo.len() - count..).unwrap_or_default().to_vec()
    }

    fn push(&mut self, step: Step<T::Edit>) {
        self.weight += step.weight();
        self.undo.push(Arc::new(step));
        let mut gone = self.undo.len().saturating_sub(STEPS);
        let mut weight: usize = self.undo.iter().take(gone).map(|step| step.weight()).sum();
        // The last step stays, whatever it weighs.
        while self.weight - weight > WEIGHT && gone + 1 < self.undo.len() {
            weight += self.undo[gone].weight();
            gone += 1;
        }
        self.weight -= weight;
        self.undo.drain(..gone);
    }

    fn drop_last(&mut self) -> Option<Arc<Step<T::Edit>>> {
        let step = self.undo.pop()?;
        self.weight -= step.weight();
        Some(step)
    }
}

/// Makes edits. `None` where one cannot be made, which is never so of a history that belongs to what
/// is open.
fn apply<T: Workable>(content: &mut T, edits: &[T::Edit]) -> Option<()> {
    for edit in edits {
        if let Err(problem) = content.make(edit.clone()) {
            debug_assert!(false, "{problem}: the history is of something else");
            return None;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{History, KEPT_WEIGHT, STEPS, WEIGHT};
    use crate::app::document::Document;
    use crate::app::document::messages::Merge;
    use crate::report::place::Field;
    use crate::report::{Edit, Report};

    fn document() -> Document {
        Document::new(blank(), None, false)
    }

    fn write(document: &mut Document, text: &str, merge: Option<Merge>) {
        let edits = vec![Edit::Text(Field::Before(1), text.into())];
        document.edit("输入", edits, merge, 0).unwrap();
    }

    fn text(document: &Document) -> &str {
        document.report().text(Field::Before(1))
    }

    #[test]
    fn typing_in_one_field_is_one_step_until_it_ends() {
        let mut document = document();
        let field = Some(Merge::Field(Field::Before(1)));
        for typed in ["甲", "甲乙", "甲乙丙"] {
            write(&mut document, typed, field);
        }
        document.end_merge();
        write(&mut document, "丁乙丙", field);
        for back in ["甲乙丙", ""] {
            assert!(document.undo().is_some());
            assert_eq!(text(&document), back);
        }
        assert!(document.undo().is_none());
        for forth in ["甲乙丙", "丁乙丙"] {
            assert!(document.redo().is_some());
            assert_eq!(text(&document), forth);
        }
        assert!(document.redo().is_none());
        // What is typed and taken back by typing is no step.
        write(&mut document, "戊", field);
        write(&mut document, "丁乙丙", field);
        document.undo();
        assert_eq!(text(&document), "甲乙丙");
    }

    /// Notes that the report's first section comes to be `text`.
    fn note(history: &mut History<Report>, report: &mut Report, text: &str, minute: u64) {
        let before = report.clone();
        report.apply(Edit::Text(Field::Before(1), text.into())).unwrap();
        history.note(("输入", minute), (&before, report), None);
    }

    fn blank() -> Report {
        Report::blank(crate::edition::by_id("2021").unwrap(), "甲镇", 2025)
    }

    #[test]
    fn many_steps_and_long_texts_are_bounded() {
        let (mut history, mut report) = (History::<Report>::default(), blank());
        for step in 0..STEPS + 10 {
            note(&mut history, &mut report, &step.to_string(), 0);
        }
        assert_eq!(history.undo.len(), STEPS);
        for step in 0..30 {
            note(&mut history, &mut report, &step.to_string().repeat(400_000), 0);
        }
        assert!(history.weight <= WEIGHT && history.undo.len() > 8 && history.undo.len() < 30);
        assert_eq!(history.weight, history.undo.iter().map(|s| s.weight()).sum::<usize>());
        let kept: usize = history.kept(0).iter().map(|step| step.weight()).sum();
        assert!(kept <= KEPT_WEIGHT && kept > KEPT_WEIGHT / 4);
        // A letter in a long text is a small step.
        let long = "长".repeat(70_000);
        note(&mut history, &mut report, &long, 0);
        note(&mut history, &mut report, &format!("{long}。"), 0);
        assert!(history.undo.last().unwrap().weight() < 300);
    }

    #[test]
    fn a_draft_keeps_the_steps_of_the_last_hour() {
        let (mut history, mut report) = (History::<Report>::default(), blank());
        for minute in [0, 30, 59, 60, 89] {
            note(&mut history, &mut report, &minute.to_string(), minute);
        }
        let kept = |minute| history.kept(minute).len();
        assert_eq!([60, 90, 119, 120, 200].map(kept), [5, 4, 3, 2, 0]);
    }
}
