//! Starting: which drafts are offered, where one is led back to, which year is spoken of.

use std::path::{Path, PathBuf};

use crate::support::behind::{app, give, keep, start, text};
use nianbao::app::date::{Date, Moment};
use nianbao::app::{
    Action, App, Command, DraftsModal, Modal, NavigationCommand, OpeningCommand, Part, PathCommand,
    Purpose, ReviewCommand, RollUpCommand, RollUpModal,
};
use nianbao::report::place::{CellId, Field, Place};

/// The sample, saved under a name; left again.
fn saved(app: &mut App, folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    give(app, Command::Do(Action::Sample));
    give(app, PathCommand::Given(Purpose::Save, path.clone()));
    path
}

/// Opens a file, changes it, and ends the program without a word.
fn left_with_a_draft(folder: &Path, path: &Path) {
    let mut app = app(folder);
    give(&mut app, OpeningCommand::File(path.to_owned()));
    text(&mut app, "没有其他需要报告的事项，另有说明。");
    keep(&mut app);
}

#[test]
fn opening_a_file_offers_only_its_own_draft() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = app(folder.path());
    let one = saved(&mut first, folder.path(), "甲.nianbao");
    let two = saved(&mut first, folder.path(), "乙.nianbao");
    let plain = saved(&mut first, folder.path(), "丙.nianbao");
    drop(first);
    left_with_a_draft(folder.path(), &one);
    left_with_a_draft(folder.path(), &two);
    let mut app = start(folder.path());
    give(&mut app, Command::Dismiss);
    assert_eq!(app.left_behind().drafts.len(), 2, "both stay on the start page");
    give(&mut app, OpeningCommand::File(plain));
    assert!(app.modal().is_none(), "none is offered for another file");
    give(&mut app, OpeningCommand::File(two.clone()));
    let Some(Modal::Drafts(DraftsModal::OfFile(file))) = app.modal() else {
        panic!("{:?}", app.modal());
    };
    assert_eq!(*file, two);
}

#[test]
fn an_import_that_was_used_leaves_no_draft() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/001.txt");
    give(&mut app, OpeningCommand::File(source));
    assert!(app.review().is_some());
    text(&mut app, "改过的一句。");
    keep(&mut app);
    give(&mut app, ReviewCommand::AsTemplate);
    give(&mut app, Command::Dismiss);
    assert_eq!(app.document().unwrap().report().year, Some(2022));
    drop(app);
    let next = start(folder.path());
    assert!(next.left_behind().drafts.is_empty(), "{:?}", next.left_behind());
}

#[test]
fn reopening_and_recovery_lead_back_to_where_one_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = app(folder.path());
    let path = saved(&mut first, folder.path(), "甲.nianbao");
    let cell = Place::Cell(CellId { table: 1, index: 30 });
    give(&mut first, NavigationCommand::Goto(cell.clone()));
    give(&mut first, NavigationCommand::Cursor(Some(cell.clone())));
    give(&mut first, Command::Do(Action::CloseReport));
    assert!(first.document().is_none());
    give(&mut first, OpeningCommand::File(path.clone()));
    assert_eq!((first.part(), first.target()), (Part::Section(3), Some(&cell)));
    // Another run, ended without a word in the middle of section five.
    let field = Place::Field(Field::Before(5));
    give(&mut first, NavigationCommand::Goto(field.clone()));
    give(&mut first, NavigationCommand::Cursor(Some(field.clone())));
    text(&mut first, "没有其他需要报告的事项，另有说明。");
    give(&mut first, NavigationCommand::Cursor(Some(field.clone())));
    keep(&mut first);
    drop(first);
    let mut next = start(folder.path());
    let draft = next.left_behind().drafts[0].path.clone();
    let choice = nianbao::app::DraftChoice::Restore;
    give(&mut next, nianbao::app::DraftsCommand::Choose(draft, choice));
    assert_eq!((next.part(), next.target()), (Part::Section(5), Some(&field)));
}

#[test]
fn the_countdown_and_a_new_report_speak_of_the_same_year() {
    for (year, month, day) in [(2026, 1, 12), (2026, 2, 3), (2026, 11, 30), (2027, 1, 31)] {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(folder.path());
        let date = Date { year, month, day };
        give(&mut app, Command::Tick(Moment { date, minute: 600 }));
        let (_, counted) = app.settings().due(date);
        app.handle(Command::Do(Action::New));
        assert_eq!(app.document().unwrap().report().year, Some(counted), "{date:?}");
        assert_eq!(app.due_year(), counted);
    }
}

#[test]
fn who_begins_with_a_file_is_not_asked_for_an_agency() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("报告.nianbao");
    std::fs::write(&path, crate::support::clerk::sample()).unwrap();
    let mut app = start(folder.path());
    assert!(matches!(app.modal(), Some(Modal::Settings(_))), "with nothing open it is asked for");
    give(&mut app, OpeningCommand::File(path));
    assert!(app.document().is_some() && app.modal().is_none(), "{:?}", app.modal());
}

#[test]
fn reading_a_folder_says_so_and_can_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let county = folder.path().join("报送");
    std::fs::create_dir(&county).unwrap();
    for number in 0..40 {
        let path = county.join(format!("{number}.nianbao"));
        std::fs::write(path, crate::support::clerk::sample()).unwrap();
    }
    let mut app = start(folder.path());
    app.handle(OpeningCommand::File(county.clone()));
    assert!(matches!(app.modal(), Some(Modal::RollUp(RollUpModal::Reading))), "{:?}", app.modal());
    give(&mut app, RollUpCommand::CancelReading);
    assert!(app.modal().is_none(), "{:?}", app.modal());
    give(&mut app, RollUpCommand::Open(county));
    assert!(app.roll_up().is_some() && app.modal().is_none(), "{:?}", app.modal());
}
