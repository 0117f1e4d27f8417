//! Which command each named action is.

use super::action::Action;
use super::carried::{self, messages::CarriedCommand};
use super::checklist::messages::ChecklistCommand;
use super::clipboard::messages::CopySubject;
use super::command::Command;
use super::comments::messages::CommentsCommand;
use super::compare::messages::CompareCommand;
use super::core::Core;
use super::delivery::messages::DeliveryCommand;
use super::document::messages::DocumentCommand;
use super::drafts::messages::DraftsCommand;
use super::export::messages::ExportCommand;
use super::export::request::Subject;
use super::findings::messages::FindingsCommand;
use super::guidance;
use super::ledger::messages::LedgerCommand;
use super::lists::messages::{ListSubject, ListsCommand};
use super::manual::messages::ManualCommand;
use super::manual::pages::ManualPage;
use super::modal::Modal;
use super::navigation::{EditRequest, NavigationCommand, Part};
use super::opening::messages::OpeningCommand;
use super::path::messages::Purpose;
use super::publish::messages::{Publish, PublishCommand};
use super::review::messages::ReviewCommand;
use super::rollup::messages::RollUpCommand;
use super::save::messages::SaveCommand;
use super::search::messages::SearchCommand;
use super::settings::messages::SettingsCommand;
use super::settings::values::{Settings, Theme, ZOOMS};
use super::sides::messages::SidesCommand;
use crate::report::place::{Field, Place};

/// The step of the zoom, in percent.
const ZOOM_STEP: u16 = 10;

/// Does what an action is, in a report or, where `in_review`, in an import under review.
pub(super) fn perform(core: &mut Core, action: Action, in_review: bool) {
    if let Some(command) = command_of(core, action, in_review) {
        core.send(command);
    } else {
        directly(core, action);
    }
}

/// Whether an action leads from years side by side to what stands behind them.
pub(super) fn leads_away_from_years(action: Action) -> bool {
    use Action as A;
    action.goes_to_part()
        || matches!(
            action,
            A::ShowLedger
                | A::ShowRollUp
                | A::Find
                | A::Replace
                | A::FindNext
                | A::FindPrevious
                | A::TogglePreview
        )
}

/// The command of a feature that an action is.
fn command_of(core: &Core, action: Action, in_review: bool) -> Option<Command> {
    use Action as A;
    let show = |part: Part| Some(NavigationCommand::Show(part).into());
    let copy = |subject| Some(PublishCommand::Ask(Publish::Copy(subject)).into());
    let edit = |request: EditRequest| Some(NavigationCommand::Edit(request).into());
    let part = core.shown.part;
    match action {
        A::New => Some(OpeningCommand::New.into()),
        A::UseAsTemplate => Some(OpeningCommand::UseAsTemplate.into()),
        A::Sample => Some(OpeningCommand::Sample.into()),
        A::Save => Some(SaveCommand::Save.into()),
        A::SaveAs => Some(SaveCommand::SaveAs.into()),
        A::Versions => Some(SaveCommand::ListVersions.into()),
        A::Export => Some(PublishCommand::Ask(Publish::Export).into()),
        A::ExportReview => Some(PublishCommand::ForReview(Publish::Export).into()),
        A::ExportBlanks => Some(ExportCommand::Ask(Subject::Blanks).into()),
        A::Print => Some(PublishCommand::Ask(Publish::Print).into()),
        A::CloseReport => Some(OpeningCommand::ToStart.into()),
        A::Quit => Some(OpeningCommand::Quit.into()),
        A::Undo => Some(DocumentCommand::Undo.into()),
        A::Redo => Some(DocumentCommand::Redo.into()),
        A::Find => Some(SearchCommand::Find.into()),
        A::Replace => Some(SearchCommand::Replace.into()),
        A::FindNext => Some(SearchCommand::Next.into()),
        A::FindPrevious => Some(SearchCommand::Previous.into()),
        A::CopyTable => copy(CopySubject::Table(core.table_at_hand()?)),
        A::CopyReport => copy(CopySubject::Report),
        A::Cut => edit(EditRequest::Cut),
        A::Copy => edit(EditRequest::Copy),
        A::Paste => edit(EditRequest::Paste),
        A::ShowChanges => Some(SaveCommand::ShowLog.into()),
        A::CompareSides => Some(SidesCommand::Open.into()),
        A::Package => Some(DeliveryCommand::AskPackage.into()),
        A::MarkPublished => Some(DeliveryCommand::AskPublished.into()),
        A::Correction => Some(ListsCommand::Choose(ListSubject::Correction).into()),
        A::ExportComments => Some(ListsCommand::Choose(ListSubject::Comments).into()),
        A::AddComment => edit(EditRequest::Comment),
        A::NextHeading => edit(EditRequest::NextHeading),
        A::ToggleComments => Some(CommentsCommand::Toggle.into()),
        A::FillDown => edit(EditRequest::FillDown),
        A::FillRight => edit(EditRequest::FillRight),
        A::FillBlock => edit(EditRequest::FillBlock),
        A::FillRow => Some(DocumentCommand::FillRow.into()),
        A::FillColumn => Some(DocumentCommand::FillColumn.into()),
        A::FillTable => Some(DocumentCommand::FillTable.into()),
        A::FillReport => Some(DocumentCommand::FillReport.into()),
        A::FromLast => Some(OpeningCommand::ShowFromLast.into()),
        A::ProposeLeadIn => Some(DocumentCommand::ProposeLeadIn.into()),
        A::InsertAspects => Some(DocumentCommand::InsertAspects.into()),
        A::InsertFeeSentence => Some(DocumentCommand::InsertFeeSentence.into()),
        A::ApplyFix if in_review => Some(ReviewCommand::AcceptCurrent.into()),
        A::ApplyFix => Some(FindingsCommand::FixCurrent.into()),
        A::Tidy => Some(FindingsCommand::AskTidy.into()),
        A::Checklist => Some(ChecklistCommand::Show.into()),
        A::CheckLast => Some(CarriedCommand::Check(!carried::is_checking(core)).into()),
        A::CompareYears => Some(CompareCommand::Open.into()),
        A::NewLedger => Some(LedgerCommand::New.into()),
        A::CompareLedger => Some(LedgerCommand::Compare.into()),
        A::FillFromLedger => Some(LedgerCommand::FillAll.into()),
        A::ShowLedger => core.ledger_to_show().map(Command::from),
        A::ShowRollUp => Some(RollUpCommand::ToFront.into()),
        A::Basic => show(Part::Basic),
        A::Section1 => show(Part::Section(1)),
        A::Section2 => show(Part::Section(2)),
        A::Section3 => show(Part::Section(3)),
        A::Section4 => show(Part::Section(4)),
        A::Section5 => show(Part::Section(5)),
        A::Section6 => show(Part::Section(6)),
        A::AllTables => show(Part::Tables),
        A::NextSection => show(part.next()),
        A::PreviousSection => show(part.previous()),
        A::NextProblem if in_review => Some(ReviewCommand::Next.into()),
        A::PreviousProblem if in_review => Some(ReviewCommand::Previous.into()),
        A::NextProblem => Some(FindingsCommand::Next.into()),
        A::PreviousProblem => Some(FindingsCommand::Previous.into()),
        A::Drafts => Some(DraftsCommand::Show.into()),
        A::Bin => Some(DraftsCommand::ShowBin.into()),
        A::Settings => Some(SettingsCommand::Ask.into()),
        A::Manual => Some(ManualCommand::Open(ManualPage::Manual).into()),
        A::Licences => Some(ManualCommand::Open(ManualPage::Licences).into()),
        _ => None,
    }
}

/// Does what is no feature's: a question for a path, a choice of what is shown, a sheet of words.
fn directly(core: &mut Core, action: Action) {
    use Action as A;
    let mut choose = |change: fn(&mut Settings)| core.settings.change(change);
    match action {
        A::NewFromLast => core.ask_path(Purpose::Template),
        A::Open => core.ask_path(Purpose::Open),
        A::Import => core.ask_path(Purpose::Import),
        A::ImportReturned => core.ask_path(Purpose::Returned),
        A::ImportLedger => core.ask_path(Purpose::LedgerImport),
        A::ShowLedger => core.ask_path(Purpose::LedgerOpen),
        A::LastYear => core.ask_path(Purpose::LastYear),
        A::TextBefore => core.goto_text(Field::Before),
        A::TextAfter => core.goto_text(Field::After),
        A::NextPane => core.shown.pane += 1,
        A::ToggleProblems => choose(|s| s.problems_open = !s.problems_open),
        A::TogglePreview => choose(|s| s.preview_open = !s.preview_open),
        A::ToggleNav => choose(|s| s.nav_open = !s.nav_open),
        A::CompareLast => choose(|s| s.compare_last = !s.compare_last),
        A::ZoomIn => choose(|s| s.zoom = (s.zoom + ZOOM_STEP).min(*ZOOMS.end())),
        A::ZoomOut => {
            choose(|s| s.zoom = s.zoom.saturating_sub(ZOOM_STEP).max(*ZOOMS.start()));
        }
        A::ZoomReset => choose(|s| s.zoom = 100),
        A::ThemeSystem => choose(|s| s.theme = Theme::System),
        A::ThemeLight => choose(|s| s.theme = Theme::Light),
        A::ThemeDark => choose(|s| s.theme = Theme::Dark),
        A::ThemeContrast => choose(|s| s.theme = Theme::Contrast),
        A::Help => {
            let field = match &core.shown.cursor {
                Some(Place::Field(field) | Place::Text(field, _)) => Some(*field),
                _ => None,
            };
            let written = field.filter(|field| guidance::section_of(*field).is_some());
            core.modal = Some(written.map_or(Modal::Help, Modal::Guidance));
        }
        A::About => core.modal = Some(Modal::About),
        _ => debug_assert!(false, "{action:?} does nothing"),
    }
}
