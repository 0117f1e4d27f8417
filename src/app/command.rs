//! What changes the program: every command, by the feature that carries it out.

use super::action::Action;
use super::by_feature::by_feature;
use super::date::Moment;

by_feature! {
    /// One request, of a view, of the window's loop, or of one feature to another.
    #[derive(Clone, Debug)]
    #[allow(missing_docs)] // Each variant holds the commands of the feature of that name.
    pub enum Command {
        of features {
            Carried(super::carried::messages::CarriedCommand),
            Checklist(super::checklist::messages::ChecklistCommand),
            Clipboard(super::clipboard::messages::ClipboardCommand),
            Comments(super::comments::messages::CommentsCommand),
            Compare(super::compare::messages::CompareCommand),
            Delivery(super::delivery::messages::DeliveryCommand),
            Document(super::document::messages::DocumentCommand),
            Drafts(super::drafts::messages::DraftsCommand),
            Export(super::export::messages::ExportCommand),
            Findings(super::findings::messages::FindingsCommand),
            Ledger(super::ledger::messages::LedgerCommand),
            Lists(super::lists::messages::ListsCommand),
            Guidance(super::guidance::messages::GuidanceCommand),
            Manual(super::manual::messages::ManualCommand),
            Navigation(super::navigation::NavigationCommand),
            Opening(super::opening::messages::OpeningCommand),
            Path(super::path::messages::PathCommand),
            Preview(super::preview::messages::PreviewCommand),
            Print(super::print::messages::PrintCommand),
            Publish(super::publish::messages::PublishCommand),
            Review(super::review::messages::ReviewCommand),
            RollUp(super::rollup::messages::RollUpCommand),
            Save(super::save::messages::SaveCommand),
            Search(super::search::messages::SearchCommand),
            Sides(super::sides::messages::SidesCommand),
            Settings(super::settings::messages::SettingsCommand),
        }
        besides {
            /// An action by name.
            Do(Action),
            /// A frame begins at this moment: the answers of what ran aside are taken.
            Tick(Moment),
            /// Closes whatever sheet is open.
            Dismiss,
        }
    }
}

impl Command {
    /// Whether what it changes shows at once; the others start work whose answer shows.
    #[must_use]
    pub fn shows(&self) -> bool {
        !matches!(self, Self::Preview(_) | Self::Clipboard(_))
    }
}

impl From<Action> for Command {
    fn from(action: Action) -> Self {
        Self::Do(action)
    }
}
