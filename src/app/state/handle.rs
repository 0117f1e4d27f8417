//! What each command and each action does.

use super::{App, Leaving, Part, Publish, Purpose};
use crate::app::action::Action;
use crate::app::command::{Command, Modal};
use crate::app::exporting::Subject;
use crate::app::manual::Page;
use crate::app::review::Step as ReviewStep;
use crate::app::search::Search;
use crate::app::settings::Theme;
use crate::report::place::Field;

impl App {
    /// Does what is asked. The only thing that changes the program.
    pub fn handle(&mut self, command: Command) {
        self.obey(command);
        self.note_last();
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Do(action) => {
                if self.is_enabled(action) {
                    self.act(action);
                }
            }
            Command::Edit { label, edits, merge } => {
                let minute = self.now.minutes();
                if let Some(problem) =
                    self.change(|document| document.edit(&label, edits, merge, minute).err())
                {
                    self.tell(problem);
                }
            }
            Command::EndMerge => {
                if let Some(document) = &mut self.document {
                    document.end_merge();
                }
            }
            Command::Show(part) => self.show(part),
            Command::Goto(place) => self.goto(place),
            Command::Arrived => self.target = None,
            Command::Cursor(cursor) => {
                self.review_cursor(cursor.as_ref());
                self.cursor = cursor;
            }
            Command::Open(path) => self.leave(Leaving::Open(path, false)),
            Command::Paste(text) => self.leave(Leaving::Text(text)),
            Command::Review(index, step) => self.review_step(index, step),
            Command::AcceptProposals => self.accept_safe(),
            Command::LookedAt(field) => self.look_at(field),
            Command::GotoNote(index) => self.goto_note(index),
            Command::AcceptReview => self.accept_review(),
            Command::ReviewAsTemplate => self.use_as_template(),
            Command::Template(path) => self.leave(Leaving::Open(path, true)),
            Command::Draft(path, choice) => self.choose_draft(&path, choice),
            Command::Forget(path) => {
                self.settings.recent.retain(|recent| recent.path != path);
                self.save_settings();
            }
            Command::Path(purpose, path) => {
                self.modal = None;
                self.picked(purpose, path);
            }
            Command::Overwrite(purpose, path) => {
                self.modal = None;
                self.put(purpose, path);
            }
            Command::WithFile(what) => self.with_file(what),
            Command::Close(choice) => self.close(choice),
            Command::Dismiss => {
                self.modal = None;
                self.leaving = None;
            }
            Command::PublishAnyway(publish) => self.publish(publish),
            Command::ChooseFolder => self.choose_folder(),
            Command::Export(request) => self.export(request),
            Command::ReplaceExported(yes) => self.replace_exported(yes),
            Command::OpenFolder(folder) => self.open_folder(folder),
            Command::LookForPrinters => self.look_for_printers(),
            Command::Print(order) => self.send_to_printer(order),
            Command::CancelPrinting => self.cancel_printing(),
            Command::PrintByShell => self.show_pages(true),
            Command::OpenPages => self.show_pages(false),
            Command::LookForFaces => self.look_for_faces(),
            Command::Settings(settings) => {
                self.settings = *settings;
                if let Some(document) = &mut self.document {
                    document.set_rules(&self.settings.rules());
                }
                self.know_faces();
                self.save_settings();
            }
            Command::Search { words, with } => {
                self.search_for(words, with);
            }
            Command::ReplaceOne => self.replace(true),
            Command::ReplaceAll => self.replace(false),
            Command::CloseSearch => self.search = None,
            Command::Fix(index) => self.fix(index),
            Command::GotoFinding(index) => self.goto_finding(index),
            Command::GotoOther(index) => self.goto_other(index),
            Command::FixAll(index) => self.fix_all(index),
            Command::ExportChecklist => {
                self.modal = None;
                self.ask_path(Purpose::Checklist);
            }
            Command::Tidy => self.tidy(),
            Command::AskReason(findings) => self.modal = Some(Modal::Reason(findings)),
            Command::Waive { findings, reason } => self.waive(&findings, &reason),
            Command::Unwaive(index) => self.unwaive(index),
            Command::LeaveFinding => self.finding = None,
            Command::LayOut => self.lay_out(),
            Command::Draw(tiles) => self.draw(tiles),
        }
    }

    pub(super) fn act(&mut self, action: Action) {
        use Action as A;
        match action {
            A::New => self.new_report(),
            A::NewFromLast => self.ask_path(Purpose::Template),
            A::Open => self.ask_path(Purpose::Open),
            A::Import => self.ask_path(Purpose::Import),
            A::UseAsTemplate => self.use_as_template(),
            A::Sample => self.open_sample(),
            A::Save => self.save(false),
            A::SaveAs => self.save(true),
            A::Versions => self.look_for_versions(),
            A::Export => self.ask_publish(Publish::Export),
            A::ExportBlanks => self.ask_export(Subject::Blanks),
            A::Print => self.ask_publish(Publish::Print),
            A::CloseReport => self.leave(Leaving::ToStart),
            A::Quit => self.leave(Leaving::Quit),
            A::Undo | A::Redo => self.travel(action == A::Undo),
            A::Find | A::Replace => {
                let search = self.search.get_or_insert_with(Search::default);
                search.replacing = action == A::Replace;
                search.asked += 1;
            }
            A::FindNext => self.step_search(true),
            A::FindPrevious => self.step_search(false),
            A::FillRow => self.fill_row(),
            A::FillTable => self.fill(self.table_at_hand()),
            A::FillReport => self.fill(None),
            A::FromLast => self.modal = Some(Modal::FromLast),
            A::ProposeLeadIn => self.propose_lead_in(),
            A::InsertAspects => self.insert_aspects(),
            A::InsertFeeSentence => self.insert_fee_sentence(),
            A::TextBefore => self.goto_text(Field::Before),
            A::TextAfter => self.goto_text(Field::After),
            A::ApplyFix if self.review.is_some() => {
                if let Some(index) = self.review.as_ref().and_then(|review| review.current) {
                    self.review_step(index, ReviewStep::Accept);
                }
            }
            A::ApplyFix => {
                if let Some(index) = self.current_fix() {
                    self.fix(index);
                }
            }
            A::Tidy => self.ask_tidy(),
            A::LastYear => self.ask_path(Purpose::LastYear),
            A::Checklist => self.ask_checklist(),
            A::Basic => self.show(Part::Basic),
            A::Section1 => self.show(Part::Section(1)),
            A::Section2 => self.show(Part::Section(2)),
            A::Section3 => self.show(Part::Section(3)),
            A::Section4 => self.show(Part::Section(4)),
            A::Section5 => self.show(Part::Section(5)),
            A::Section6 => self.show(Part::Section(6)),
            A::AllTables => self.show(Part::Tables),
            A::NextSection => self.show(neighbour(self.part, true)),
            A::PreviousSection => self.show(neighbour(self.part, false)),
            A::NextProblem | A::PreviousProblem if self.review.is_some() => {
                self.step_note(action == A::NextProblem);
            }
            A::NextProblem => self.step_problem(true),
            A::PreviousProblem => self.step_problem(false),
            A::NextPane => self.pane += 1,
            A::ToggleProblems => self.choose(|s| s.problems_open = !s.problems_open),
            A::TogglePreview => self.choose(|s| s.preview_open = !s.preview_open),
            A::ToggleNav => self.choose(|s| s.nav_open = !s.nav_open),
            A::CompareLast => self.choose(|s| s.compare_last = !s.compare_last),
            A::ZoomIn => self.choose(|s| s.zoom = (s.zoom + 10).min(200)),
            A::ZoomOut => self.choose(|s| s.zoom = s.zoom.saturating_sub(10).max(80)),
            A::ZoomReset => self.choose(|s| s.zoom = 100),
            A::ThemeSystem => self.choose(|s| s.theme = Theme::System),
            A::ThemeLight => self.choose(|s| s.theme = Theme::Light),
            A::ThemeDark => self.choose(|s| s.theme = Theme::Dark),
            A::Drafts => self.show_drafts(false),
            A::Bin => self.show_drafts(true),
            A::Settings => self.modal = Some(Modal::Settings),
            A::Manual => self.open_manual(Page::Manual),
            A::Licences => self.open_manual(Page::Licences),
            A::Help => self.modal = Some(Modal::Help),
            A::About => self.modal = Some(Modal::About),
        }
    }
}

fn neighbour(part: Part, forward: bool) -> Part {
    let parts = [
        Part::Basic,
        Part::Section(1),
        Part::Section(2),
        Part::Section(3),
        Part::Section(4),
        Part::Section(5),
        Part::Section(6),
        Part::Tables,
    ];
    let at = parts.iter().position(|p| *p == part).unwrap_or(0);
    parts[(at + if forward { 1 } else { parts.len() - 1 }) % parts.len()]
}
