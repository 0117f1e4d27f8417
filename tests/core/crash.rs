//! A program that panics in the middle of its work: a last draft, a log without a word of the
//! report, and a plain message at the next start.

use std::sync::Arc;

use nianbao::app::crash::{self, Panicked, ThreadRole};
use nianbao::app::{
    App, Command, DocumentCommand, DraftsCommand, DraftsModal, Modal, PathCommand, Purpose,
};
use nianbao::report::Edit;
use nianbao::report::place::Field;
use nianbao::storage::{Disk, Failing, StepFailure};

use crate::support::behind::{self, app, begin, folders, give, start};

/// A panic as a fault in the middle of a report would make it, its words among the panic's own.
fn panic_in(app: &App, role: ThreadRole, words: &str) {
    let caught = app.crash_log().guard(role, || {
        panic!("byte index 1 is not a char boundary; it is inside {words}");
    });
    assert_eq!(caught, Err::<(), _>(Panicked));
}

fn changed(folder: &std::path::Path, words: &str) -> App {
    let mut app = app(folder);
    begin(&mut app, words);
    app.handle(Command::Tick(app.now()));
    app
}

#[test]
fn a_panic_leaves_the_last_words_as_a_draft_and_none_in_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let app = changed(folder.path(), "机密的一段话。");
    panic_in(&app, ThreadRole::Window, "机密的一段话。");
    drop(app);
    let next = start(folder.path());
    assert_eq!(
        next.left_behind().drafts[0].report().unwrap().text(Field::Before(6)),
        "机密的一段话。"
    );
    assert!(matches!(next.modal(), Some(Modal::Drafts(DraftsModal::LeftBehind))));
    let log = std::fs::read_to_string(next.stopped().unwrap()).unwrap();
    for told in ["2026-01-12 10:43", env!("CARGO_PKG_VERSION"), "tests/core/crash.rs:"] {
        assert!(log.contains(told), "{told} is not in\n{log}");
    }
    // A program for a package has no names of functions in it.
    assert!(log.contains("crash::") || !cfg!(debug_assertions), "{log}");
    assert!(!log.contains("机密"));
    // It is said once.
    assert!(start(folder.path()).stopped().is_none());
}

#[test]
fn where_nothing_was_lost_the_stop_is_told_alone() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path());
    panic_in(&app, ThreadRole::Window, "");
    let next = start(folder.path());
    let Some(Modal::Failed(told)) = next.modal() else { panic!("{:?}", next.modal()) };
    assert!(told.contains("上次程序意外停止") && told.contains("没有发现未保存的内容"));
}

#[test]
fn a_panic_beside_the_window_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = changed(folder.path(), "一。");
    panic_in(&app, ThreadRole::Beside, "一。");
    give(&mut app, Command::Dismiss);
    assert!(start(folder.path()).stopped().is_none());
}

/// The program on a disk that has it panic at the next step that changes anything.
fn faulty(folder: &std::path::Path) -> (App, Arc<Failing>) {
    let disk = Arc::new(Failing::new(Arc::new(Disk), usize::MAX, StepFailure::Gone));
    let mut app = behind::on(disk.clone(), folder);
    begin(&mut app, "一。");
    disk.fail(0, StepFailure::Fault);
    (app, disk)
}

#[test]
fn a_draft_whose_writing_panics_is_written_after_the_next_change() {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, _disk) = faulty(folder.path());
    behind::keep(&mut app);
    assert!(app.notice().unwrap().contains("草稿没有写成"));
    behind::text(&mut app, "二。");
    behind::keep(&mut app);
    assert!(app.draft_kept().is_some());
    drop(app);
    let next = start(folder.path());
    let drafts = &next.left_behind().drafts;
    assert!(
        drafts.iter().any(|draft| draft.report().unwrap().text(Field::Before(6)) == "二。"),
        "{drafts:?}"
    );
}

#[test]
fn what_was_typed_while_a_draft_panicked_is_in_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, _disk) = faulty(folder.path());
    app.handle(DraftsCommand::Keep);
    let edits = vec![Edit::Text(Field::Before(6), "二。".into())];
    app.handle(DocumentCommand::Edit { label: "输入".into(), edits, merge: None });
    behind::keep(&mut app);
    assert!(app.draft_kept().is_some());
}

#[test]
fn a_job_that_panics_says_so_and_can_be_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, disk) = faulty(folder.path());
    disk.mend();
    behind::keep(&mut app);
    disk.fail(0, StepFailure::Fault);
    let path = folder.path().join("报告.nianbao");
    give(&mut app, PathCommand::Given(Purpose::Save, path.clone()));
    let Some(Modal::Failed(told)) = app.modal() else { panic!("{:?}", app.modal()) };
    assert!(told.contains("请先保存") && told.contains("stopped.log"), "{told}");
    // The window has drawn no frame so far, and the log has a date.
    let log = std::fs::read_to_string(crash::log_file(&folders(folder.path()))).unwrap();
    assert!(log.starts_with("2026-01-12"), "{log}");
    give(&mut app, Command::Dismiss);
    give(&mut app, PathCommand::Given(Purpose::Save, path.clone()));
    assert!(path.exists(), "{:?}", app.modal());
}

#[test]
fn the_log_is_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path());
    for _ in 0..40 {
        panic_in(&app, ThreadRole::Window, "");
    }
    let sizes: Vec<u64> = std::fs::read_dir(folders(folder.path()).data.join("log"))
        .unwrap()
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .collect();
    assert!(sizes.len() <= 3 && sizes.iter().sum::<u64>() < 256 * 1024, "{sizes:?}");
}
