//! The window at every size: no arithmetic of layout ends the program, however small or large it
//! is, whatever is shown.
use crate::desk::{self, Desk, settings};
use egui::Vec2;
use nianbao::app::compare::messages::YearsTab;
use nianbao::app::{
    Action, Command, CompareCommand, DocumentCommand, Group, Modal, NavigationCommand,
    OpeningCommand, Part, ReviewCommand, Settings, Theme,
};
use nianbao::report::Edit;
use nianbao::report::place::Field;

/// Widths in points: a phone's, those around every bound of the layout, two screens side by side.
const WIDTHS: [f32; 9] = [200.0, 341.0, 479.0, 640.0, 719.0, 721.0, 960.0, 1366.0, 4000.0];
/// Heights in points.
const HEIGHTS: [f32; 6] = [150.0, 263.0, 400.0, 520.0, 738.0, 2500.0];

/// Draws what is shown at sizes that meet every width and every height, and at all of them where
/// it is wanted.
fn at_sizes(desk: &mut Desk, all: bool) {
    for (at, width) in WIDTHS.into_iter().enumerate() {
        for (across, height) in HEIGHTS.into_iter().enumerate() {
            if all || (at + across) % HEIGHTS.len() == 0 {
                desk.harness.set_size(Vec2::new(width, height));
                desk.harness.step();
            }
        }
    }
    desk.harness.set_size(desk::SIZE.into());
    desk.harness.step();
}

/// Panes unfolded as wide and high as they go, in a theme, at a zoom in percent.
fn wide_open(theme: Theme, zoom: u16) -> Settings {
    Settings {
        theme,
        zoom,
        problems_open: true,
        problems_height: 4000.0,
        preview_open: true,
        preview_width: 4000.0,
        nav_open: true,
        ..settings()
    }
}

fn parts() -> Vec<Part> {
    let sections = (1..=6).map(Part::Section);
    [Part::Basic, Part::Tables].into_iter().chain(sections).collect()
}

#[test]
fn every_view_at_every_size() {
    for (theme, zoom) in [(Theme::Light, 100), (Theme::Dark, 190)] {
        let mut desk = Desk::with(&wide_open(theme, zoom));
        at_sizes(&mut desk, true);
        desk.give(Command::Do(Action::Sample));
        // Unfolded by hand, where room lacks as well.
        desk.harness.set_size(Vec2::new(500.0, 300.0));
        for action in [Action::ToggleNav, Action::ToggleProblems, Action::TogglePreview] {
            desk.give(Command::Do(action));
        }
        desk.give(Command::Do(Action::Replace));
        let edits = vec![Edit::Text(Field::Before(1), "2024年，公开信息 3 条,".into())];
        desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
        for part in parts() {
            desk.give(NavigationCommand::Show(part));
            at_sizes(&mut desk, zoom == 100);
        }
        desk.give(Command::Do(Action::CloseReport));
    }
}

/// The roll-up: every page and every sheet of it.
#[test]
fn a_roll_up_at_every_size() {
    use nianbao::app::RollUpCommand as Ask;
    use nianbao::app::rollup::messages::RollUpPage;
    use nianbao::rollup::DecisionKind;
    let mut desk = Desk::with(&wide_open(Theme::Dark, 125));
    let folder = desk.path("县");
    std::fs::create_dir_all(&folder).unwrap();
    let sample = include_str!("../../assets/sample.ron");
    let rows = "单位代码,单位名称\n1,柳塘镇\n2,石桥镇\n";
    for (name, text) in [("名录.csv", rows), ("a.nianbao", sample), ("b.txt", "开会")] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    desk.give(OpeningCommand::File(folder));
    for page in RollUpPage::ALL {
        desk.give(Ask::Show(page));
        at_sizes(&mut desk, true);
    }
    let reason = Ask::AskReason(DecisionKind::Returned);
    for ask in [reason, Ask::AskContained, Ask::AskProperties, Ask::AskExport, Ask::MakeReport] {
        desk.give(ask);
        assert!(desk.app().modal().is_some());
        at_sizes(&mut desk, false);
        desk.give(Command::Dismiss);
    }
}

#[test]
fn years_side_by_side_at_every_size() {
    for (theme, zoom) in [(Theme::Light, 100), (Theme::Dark, 190)] {
        let mut desk = Desk::with(&wide_open(theme, zoom));
        desk.give(Command::Do(Action::CompareYears));
        at_sizes(&mut desk, false);
        desk.give(CompareCommand::Close);
        desk.give(Command::Do(Action::Sample));
        desk.give(Command::Do(Action::CompareYears));
        assert!(desk.app().years().is_some());
        for tab in YearsTab::ALL {
            desk.give(CompareCommand::Tab(tab));
            at_sizes(&mut desk, zoom == 100);
        }
    }
}

#[test]
fn every_sheet_at_every_size() {
    let mut desk = Desk::with(&wide_open(Theme::Light, 125));
    desk.give(Command::Do(Action::Sample));
    let sheets = [
        Action::Save,
        Action::SaveAs,
        Action::Versions,
        Action::Export,
        Action::Print,
        Action::Drafts,
        Action::Bin,
        Action::Tidy,
        Action::FromLast,
        Action::LastYear,
        Action::Checklist,
        Action::Settings,
        Action::Help,
        Action::About,
        Action::CloseReport,
        Action::ExportBlanks,
    ];
    let mut seen = 0;
    for action in sheets {
        desk.give(Command::Do(action));
        seen += usize::from(desk.app().modal().is_some());
        at_sizes(&mut desk, false);
        desk.give(Command::Dismiss);
    }
    assert!(seen > 10, "{seen} sheets were open");
}

#[test]
fn every_menu_at_every_size() {
    let mut desk = Desk::with(&wide_open(Theme::Dark, 150));
    desk.give(Command::Do(Action::Sample));
    for group in Group::ALL {
        desk.click(group.label());
        at_sizes(&mut desk, false);
        desk.press(egui::Key::Escape);
    }
}

#[test]
fn an_import_under_review_at_every_size() {
    let text = include_str!("../reports/001.txt");
    let mut desk = Desk::with(&wide_open(Theme::Light, 100));
    desk.give(OpeningCommand::Text(text.into()));
    assert!(desk.app().review().is_some());
    for part in parts() {
        desk.give(NavigationCommand::Show(part));
        at_sizes(&mut desk, part == Part::Section(3));
    }
    desk.give(ReviewCommand::Finish);
    desk.give(Command::Do(Action::UseAsTemplate));
    assert!(!matches!(desk.app().modal(), Some(Modal::Failed(_))));
    at_sizes(&mut desk, true);
}
