//! What jobs send back, by the feature that takes it.

use super::checklist::messages::ChecklistAnswer;
use super::drafts::messages::DraftsAnswer;
use super::export::messages::ExportAnswer;
use super::findings::messages::FindingsAnswer;
use super::manual::messages::ManualAnswer;
use super::opening::messages::OpeningAnswer;
use super::path::messages::PathAnswer;
use super::preview::messages::PreviewAnswer;
use super::print::messages::PrintAnswer;
use super::save::messages::SaveAnswer;
use super::settings::messages::SettingsAnswer;

/// What a job sends back: of one feature, or that a fault of this program ended the job.
pub(super) enum Answer {
    Checklist(ChecklistAnswer),
    Drafts(DraftsAnswer),
    Export(ExportAnswer),
    Findings(FindingsAnswer),
    Manual(ManualAnswer),
    Opening(OpeningAnswer),
    Path(PathAnswer),
    Preview(PreviewAnswer),
    Print(PrintAnswer),
    Save(SaveAnswer),
    Settings(SettingsAnswer),
    /// A job has fallen for which no feature has an answer of its own.
    Fell,
}

/// A feature's answers are answers.
macro_rules! answers {
    ($($variant:ident($of:ty)),* $(,)?) => {
        $(impl From<$of> for Answer {
            fn from(answer: $of) -> Self {
                Self::$variant(answer)
            }
        })*
    };
}

answers!(
    Checklist(ChecklistAnswer),
    Drafts(DraftsAnswer),
    Export(ExportAnswer),
    Findings(FindingsAnswer),
    Manual(ManualAnswer),
    Opening(OpeningAnswer),
    Path(PathAnswer),
    Preview(PreviewAnswer),
    Print(PrintAnswer),
    Save(SaveAnswer),
    Settings(SettingsAnswer),
);
