//! What changes the program: every command, by the feature that carries it out.

use super::action::Action;
use super::carried::messages::CarriedCommand;
use super::checklist::messages::ChecklistCommand;
use super::date::Moment;
use super::document::messages::DocumentCommand;
use super::drafts::messages::DraftsCommand;
use super::export::messages::ExportCommand;
use super::findings::messages::FindingsCommand;
use super::manual::messages::ManualCommand;
use super::navigation::NavigationCommand;
use super::opening::messages::OpeningCommand;
use super::path::messages::PathCommand;
use super::preview::messages::PreviewCommand;
use super::print::messages::PrintCommand;
use super::publish::messages::PublishCommand;
use super::review::messages::ReviewCommand;
use super::save::messages::SaveCommand;
use super::search::messages::SearchCommand;
use super::settings::messages::SettingsCommand;

/// One request, of a view, of the window's loop, or of one feature to another.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // Each variant holds the commands of the feature of that name.
pub enum Command {
    /// An action by name.
    Do(Action),
    /// A frame begins at this moment: the answers of what ran aside are taken.
    Tick(Moment),
    /// Closes whatever sheet is open.
    Dismiss,
    Carried(CarriedCommand),
    Checklist(ChecklistCommand),
    Document(DocumentCommand),
    Drafts(DraftsCommand),
    Export(ExportCommand),
    Findings(FindingsCommand),
    Manual(ManualCommand),
    Navigation(NavigationCommand),
    Opening(OpeningCommand),
    Path(PathCommand),
    Preview(PreviewCommand),
    Print(PrintCommand),
    Publish(PublishCommand),
    Review(ReviewCommand),
    Save(SaveCommand),
    Search(SearchCommand),
    Settings(SettingsCommand),
}

impl Command {
    /// Whether what it changes shows at once; the others start work whose answer shows.
    #[must_use]
    pub fn shows(&self) -> bool {
        !matches!(self, Self::Preview(_))
    }
}

impl From<Action> for Command {
    fn from(action: Action) -> Self {
        Self::Do(action)
    }
}

/// A feature's commands are commands.
macro_rules! commands {
    ($($variant:ident($of:ty)),* $(,)?) => {
        $(impl From<$of> for Command {
            fn from(command: $of) -> Self {
                Self::$variant(command)
            }
        })*
    };
}

commands!(
    Carried(CarriedCommand),
    Checklist(ChecklistCommand),
    Document(DocumentCommand),
    Drafts(DraftsCommand),
    Export(ExportCommand),
    Findings(FindingsCommand),
    Manual(ManualCommand),
    Navigation(NavigationCommand),
    Opening(OpeningCommand),
    Path(PathCommand),
    Preview(PreviewCommand),
    Print(PrintCommand),
    Publish(PublishCommand),
    Review(ReviewCommand),
    Save(SaveCommand),
    Search(SearchCommand),
    Settings(SettingsCommand),
);
