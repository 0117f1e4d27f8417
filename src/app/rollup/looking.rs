//! The reports of units are looked at aside, when somebody comes to them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::core::Core;
use super::detail::{BesideTexts, compared, look};
use super::messages::RollUpAnswer;
use super::slice::RollUpSlice;
use crate::rollup::folder::{read_checked, steady_bytes};

impl RollUpSlice {
    /// Begins to look at the report of the unit that is gone to, where that was not done yet.
    pub(super) fn follow_detail(&mut self, core: &mut Core) {
        let Some((unit, open)) = self.selected_unit().zip(self.open()) else { return };
        let of = (open.reading, unit);
        if self.detailing || self.detail.as_ref().is_some_and(|detail| detail.of == of) {
            return;
        }
        let Some(result) = open.result.units.get(unit) else { return };
        let files: Vec<PathBuf> = result
            .parts
            .iter()
            .filter_map(|part| open.submissions.get(*part))
            .map(|submission| open.folder.join(&submission.file))
            .collect();
        let troubles = open.submissions.iter().find(|s| Some(&s.file) == result.file.as_ref());
        let trouble = troubles.map(|s| s.trouble.clone()).unwrap_or_default();
        let (last, of_unit) = (Arc::clone(&open.last), result.unit.code.clone());
        let (storage, number) = (Arc::clone(&core.environment.storage), self.number);
        self.detailing = true;
        core.jobs.start_beside(RollUpAnswer::DetailPanicked, move || {
            let detail = look(&*storage, (of, &files), last.get(&of_unit), trouble);
            RollUpAnswer::Detailed { number, detail: Arc::new(detail) }
        });
    }

    /// Reads the two texts of the pair that is gone to, aside.
    pub(super) fn beside(&self, core: &mut Core) {
        let Some(open) = self.open() else { return };
        let Some(pair) = self.shown.pair.and_then(|at| open.result.alike.get(at)).cloned() else {
            return;
        };
        let of = |unit: usize| {
            let unit = open.result.units.get(unit)?;
            Some((unit.unit.name.clone(), open.folder.join(unit.file.as_ref()?)))
        };
        let (Some(a), Some(b)) = (of(pair.a), of(pair.b)) else { return };
        let storage = Arc::clone(&core.environment.storage);
        core.jobs.start(move || {
            let text = |path: &Path| {
                let bytes = steady_bytes(&*storage, path).ok()?;
                let (report, ..) = read_checked("", &bytes, |_| None).ok()?;
                Some(report.prose(pair.section))
            };
            let texts = compared(&text(&a.1).unwrap_or_default(), &text(&b.1).unwrap_or_default());
            let (section, percent) = (pair.section, pair.percent);
            let beside = BesideTexts { names: [a.0, b.0], section, percent, texts };
            RollUpAnswer::BesideRead(Box::new(beside))
        });
    }
}
