//! What jobs send back, by the feature that takes it.

use super::by_feature::by_feature;

by_feature! {
    /// What a job sends back: of one feature, or that a fault of this program ended the job.
    pub(super) enum Answer {
        of features {
            Checklist(super::checklist::messages::ChecklistAnswer),
            Clipboard(super::clipboard::messages::ClipboardAnswer),
            Compare(super::compare::messages::CompareAnswer),
            Delivery(super::delivery::messages::DeliveryAnswer),
            Drafts(super::drafts::messages::DraftsAnswer),
            Export(super::export::messages::ExportAnswer),
            Findings(super::findings::messages::FindingsAnswer),
            Ledger(super::ledger::messages::LedgerAnswer),
            Lists(super::lists::messages::ListsAnswer),
            Manual(super::manual::messages::ManualAnswer),
            Opening(super::opening::messages::OpeningAnswer),
            Path(super::path::messages::PathAnswer),
            Preview(super::preview::messages::PreviewAnswer),
            Print(super::print::messages::PrintAnswer),
            RollUp(super::rollup::messages::RollUpAnswer),
            Save(super::save::messages::SaveAnswer),
            Sides(super::sides::messages::SidesAnswer),
            Settings(super::settings::messages::SettingsAnswer),
        }
        besides {
            /// A job has panicked for which no feature has an answer of its own.
            Panicked,
        }
    }
}
