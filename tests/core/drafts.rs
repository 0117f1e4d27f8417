//! Drafts: what is worked on is kept, found again after the program was killed, restored with its
//! file and its last steps, given up to the bin.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use crate::support::behind::{NOW, app, begin, folders, give, keep, start, text};
use nianbao::app::date::Date;
use nianbao::app::{
    Action, Against, App, Command, Draft, DraftChoice, DraftStore, DraftsCommand, DraftsModal,
    Modal, OpeningCommand, PathCommand, Purpose, SaveChoice,
};
use nianbao::file;
use nianbao::report::Report;
use nianbao::report::place::Field;
use nianbao::storage::Disk;

fn words(report: &Report) -> &str {
    report.text(Field::Before(6))
}

fn open(app: &App) -> &str {
    words(app.document().unwrap().report())
}

/// The words of the drafts that are offered, in the order of words.
fn offered(app: &App) -> Vec<&str> {
    let mut offered: Vec<_> =
        app.left_behind().drafts.iter().map(|draft| words(draft.report().unwrap())).collect();
    offered.sort_unstable();
    offered
}

fn choose(app: &mut App, draft: &Draft, choice: DraftChoice) {
    give(app, DraftsCommand::Choose(draft.path.clone(), choice));
}

fn drafts(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folders(folder).data.join("drafts")).into_iter().flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|e| e == "ron")).collect()
}

/// A saved report, opened and changed, its draft kept.
fn changed_file(folder: &Path, name: &str, words: &str) -> (App, PathBuf) {
    let path = folder.join(name);
    let mut app = app(folder);
    begin(&mut app, "已保存。");
    give(&mut app, PathCommand::Given(Purpose::Save, path.clone()));
    give(&mut app, OpeningCommand::File(path.clone()));
    text(&mut app, words);
    keep(&mut app);
    (app, path)
}

#[test]
fn several_reports_have_several_drafts_and_all_are_found() {
    let folder = tempfile::tempdir().unwrap();
    for new in ["甲。", "乙。"] {
        let mut app = app(folder.path());
        begin(&mut app, new);
        keep(&mut app);
    }
    drop(changed_file(folder.path(), "丙.nianbao", "丙。"));
    let app = start(folder.path());
    assert_eq!(offered(&app), ["丙。", "乙。", "甲。"]);
    assert!(
        matches!(app.modal(), Some(Modal::Drafts(DraftsModal::LeftBehind))),
        "they are shown after a kill"
    );
}

#[test]
fn a_restored_draft_has_its_file_and_its_steps() {
    let folder = tempfile::tempdir().unwrap();
    let (mut killed, path) = changed_file(folder.path(), "甲.nianbao", "一。");
    text(&mut killed, "一。二。");
    keep(&mut killed);
    drop(killed);

    let mut app = app(folder.path());
    let draft = app.draft_of(&path).unwrap().clone();
    let Against::File { changed_since: false, changes } = &draft.against else {
        panic!("{:?}", draft.against)
    };
    assert_eq!(changes[0], "第六部分 正文有改动（字数不变）");
    choose(&mut app, &draft, DraftChoice::Restore);
    let document = app.document().unwrap();
    assert_eq!(document.path.as_ref(), Some(&path));
    assert!(document.is_dirty() && document.undo_label().is_some());
    assert_eq!(open(&app), "一。二。");
    give(&mut app, Command::Do(Action::Undo));
    assert_eq!(open(&app), "一。");
    give(&mut app, Command::Do(Action::Undo));
    assert_eq!(open(&app), "已保存。");
    assert!(!app.document().unwrap().is_dirty(), "that is what the file holds");
    give(&mut app, Command::Do(Action::Redo));
    // What is saved leaves no draft.
    keep(&mut app);
    assert_eq!(drafts(folder.path()).len(), 1);
    give(&mut app, Command::Do(Action::Save));
    assert_eq!(words(&file::parse("", &fs::read(&path).unwrap()).unwrap().1), "一。");
    assert!(drafts(folder.path()).is_empty());
    drop(app);
    assert!(offered(&start(folder.path())).is_empty());
}

#[test]
fn what_is_taken_back_to_what_is_saved_needs_no_draft() {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, _) = changed_file(folder.path(), "甲.nianbao", "一。");
    assert_eq!(drafts(folder.path()).len(), 1);
    give(&mut app, Command::Do(Action::Undo));
    keep(&mut app);
    assert!(drafts(folder.path()).is_empty());
    text(&mut app, "二。");
    keep(&mut app);
    drop(app);
    assert_eq!(offered(&start(folder.path())), ["二。"]);
}

#[test]
fn a_draft_opened_beside_leaves_its_file_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (killed, path) = changed_file(folder.path(), "甲.nianbao", "一。");
    drop(killed);
    let mut app = app(folder.path());
    let draft = app.draft_of(&path).unwrap().clone();
    choose(&mut app, &draft, DraftChoice::Beside);
    assert_eq!(app.document().unwrap().path, None);
    assert_eq!(open(&app), "一。");
    drop(app);
    let app = start(folder.path());
    assert_eq!((offered(&app).len(), app.draft_of(&path).is_none()), (1, true));
}

#[test]
fn a_file_that_went_or_changed_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (killed, path) = changed_file(folder.path(), "甲.nianbao", "一。");
    drop(killed);
    let before = fs::read_to_string(&path).unwrap();
    let against = || start(folder.path()).draft_of(&path).unwrap().against.clone();
    let changed = before.replace("已保存。", "别人改的。");
    file::write_atomic(&path, changed.as_bytes()).unwrap();
    assert!(
        matches!(against(), Against::File { changed_since: true, changes } if changes.len() == 1)
    );
    fs::remove_file(&path).unwrap();
    assert!(matches!(against(), Against::Gone(_)));
    // It is restored all the same, and is not saved yet.
    let mut app = app(folder.path());
    let draft = app.draft_of(&path).unwrap().clone();
    choose(&mut app, &draft, DraftChoice::Restore);
    assert!(app.document().unwrap().is_dirty());
}

#[test]
fn a_draft_that_holds_what_its_file_holds_goes_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let (killed, path) = changed_file(folder.path(), "甲.nianbao", "一。");
    drop(killed);
    // Killed between writing the file and taking the draft away.
    let saved = fs::read_to_string(&path).unwrap().replace("已保存。", "一。");
    file::write_atomic(&path, saved.as_bytes()).unwrap();
    assert!(offered(&start(folder.path())).is_empty());
    assert!(drafts(folder.path()).is_empty());
}

#[test]
fn the_drafts_of_a_running_program_are_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = app(folder.path());
    begin(&mut first, "第一个。");
    keep(&mut first);
    let mut second = app(folder.path());
    assert!(offered(&second).is_empty());
    begin(&mut second, "第二个。");
    keep(&mut second);
    assert_eq!(drafts(folder.path()).len(), 2);
    drop(first);
    let mut third = start(folder.path());
    assert_eq!(offered(&third), ["第一个。"]);
    // Taken by another one meanwhile.
    let draft = third.left_behind().drafts[0].clone();
    let mut fourth = start(folder.path());
    choose(&mut fourth, &draft, DraftChoice::Restore);
    choose(&mut third, &draft, DraftChoice::Restore);
    assert!(matches!(third.modal(), Some(Modal::Failed(_))) && third.document().is_none());
    choose(&mut third, &draft, DraftChoice::GiveUp);
    assert!(draft.path.exists(), "it is not ours to give up");
}

#[test]
fn what_is_given_up_stays_in_the_bin_for_thirty_days() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    begin(&mut app, "不要了。");
    give(&mut app, Command::Do(Action::CloseReport));
    give(&mut app, OpeningCommand::Close(SaveChoice::Discard));
    begin(&mut app, "也不要了。");
    give(&mut app, Command::Do(Action::CloseReport));
    give(&mut app, OpeningCommand::Close(SaveChoice::KeepDraft));
    let draft = app.left_behind().drafts[0].clone();
    choose(&mut app, &draft, DraftChoice::GiveUp);
    assert!(offered(&app).is_empty());
    assert_eq!(app.bin().drafts.len(), 2);

    let store = DraftStore::new(Arc::new(Disk), &folders(folder.path()));
    let on = |day: i64| store.bin(Date::from_days(app.now().date.days() + day)).drafts.len();
    assert_eq!([on(0), on(30), on(31), on(0)], [2, 2, 0, 0]);
}

#[test]
fn a_draft_from_the_bin_goes_on_or_is_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    for words in ["一。", "二。"] {
        begin(&mut app, words);
        give(&mut app, Command::Do(Action::CloseReport));
        give(&mut app, OpeningCommand::Close(SaveChoice::Discard));
    }
    let find = |app: &App, wanted: &str| {
        app.bin().drafts.iter().find(|d| words(d.report().unwrap()) == wanted).unwrap().clone()
    };
    let (one, two) = (find(&app, "一。"), find(&app, "二。"));
    choose(&mut app, &one, DraftChoice::Restore);
    assert_eq!(open(&app), "一。");
    assert_eq!(app.bin().drafts.len(), 1);
    choose(&mut app, &two, DraftChoice::GiveUp);
    assert!(app.bin().drafts.is_empty());
    drop(app);
    assert_eq!(offered(&start(folder.path())), ["一。"]);
}

#[test]
fn drafts_of_older_programs_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut older = app(folder.path());
    begin(&mut older, "旧的。");
    let text = file::draft_text(older.document().unwrap().report());
    drop(older);
    let drafts = folders(folder.path()).data.join("drafts");
    fs::create_dir_all(&drafts).unwrap();
    for name in ["unsaved.ron", "00c3fa5b1d2e4f60.ron"] {
        file::write_atomic(&drafts.join(name), text.as_bytes()).unwrap();
    }
    file::write_atomic(&drafts.join("1.ron"), b"Draft(vers").unwrap();
    let mut app = app(folder.path());
    assert_eq!(offered(&app), ["旧的。", "旧的。"]);
    assert_eq!(app.left_behind().damaged, [drafts.join("1.ron")]);
    let draft = app.left_behind().drafts[0].clone();
    assert!(draft.kept.is_some());
    choose(&mut app, &draft, DraftChoice::Restore);
    assert_eq!(open(&app), "旧的。");
}

#[test]
fn what_a_killed_program_had_begun_to_write_is_swept_up() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = folders(folder.path()).data.join("drafts");
    fs::create_dir_all(&drafts).unwrap();
    let day = |days: i64| {
        let seconds = u64::try_from((NOW.date.days() - days) * 86_400).unwrap();
        UNIX_EPOCH + Duration::from_secs(seconds)
    };
    let [old, new, other] = [".nianbao-old", ".nianbao-new", "notes.txt"].map(|n| drafts.join(n));
    for (path, days) in [(&old, 4), (&new, 0), (&other, 4)] {
        File::create(path).unwrap().set_modified(day(days)).unwrap();
    }
    drop(start(folder.path()));
    assert!(!old.exists() && new.exists() && other.exists());
}

#[cfg(unix)]
#[test]
fn drafts_are_private_and_follow_no_links() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = folder.path().join("别处");
    file::write_atomic(&elsewhere, "别人的".as_bytes()).unwrap();
    let mut app = app(folder.path());
    begin(&mut app, "一。");
    keep(&mut app);
    let [draft] = drafts(folder.path()).try_into().unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&draft), mode(draft.parent().unwrap())), (0o600, 0o700));
    fs::remove_file(&draft).unwrap();
    symlink(&elsewhere, &draft).unwrap();
    text(&mut app, "二。");
    keep(&mut app);
    assert!(!draft.is_symlink());
    assert_eq!(fs::read(&elsewhere).unwrap(), "别人的".as_bytes());
    drop(app);
    // A link that is where a draft would be is none.
    let text = fs::read(&draft).unwrap();
    file::write_atomic(&elsewhere, &text).unwrap();
    fs::remove_file(&draft).unwrap();
    symlink(&elsewhere, &draft).unwrap();
    assert!(offered(&start(folder.path())).is_empty());
}

#[test]
fn what_cannot_be_kept_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let data = folders(folder.path()).data;
    fs::create_dir_all(&data).unwrap();
    drop(File::create(data.join("drafts")).unwrap());
    let mut app = app(folder.path());
    begin(&mut app, "一。");
    keep(&mut app);
    assert!(app.notice().unwrap().contains("草稿没有保留下来"));
    assert!(app.draft_kept().is_none());
}

/// How many drafts a folder is filled with that holds very many.
fn many() -> usize {
    std::env::var("NIANBAO_DRAFTS").ok().and_then(|n| n.parse().ok()).unwrap_or(300)
}

/// A folder with many drafts of nobody, each with a number in its words.
fn with_many() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    begin(&mut app, "第零份。");
    keep(&mut app);
    drop(app);
    let [first] = drafts(folder.path()).try_into().unwrap();
    let text = fs::read_to_string(&first).unwrap();
    for number in 1..many() {
        let text = text.replace("第零份。", &format!("第{number}份。"));
        file::write_atomic(&first.with_file_name(format!("{number}0.ron")), text.as_bytes())
            .unwrap();
    }
    folder
}

#[test]
fn of_very_many_drafts_the_newest_are_listed_and_none_is_lost() {
    let folder = with_many();
    let bare = Arc::new(crate::support::clerk::Bare);
    let mut app = App::new(folders(folder.path()), bare.clone(), bare, NOW, Arc::new(|| {}));
    assert!(app.left_behind().drafts.is_empty(), "the start waits for no draft");
    app.settle(Duration::from_mins(5));
    let found = app.left_behind();
    assert_eq!((found.drafts.len(), found.more), (100, many() - 100));
    assert_eq!(drafts(folder.path()).len(), many());
    // What is dealt with makes room for another one.
    let first = found.drafts[0].clone();
    choose(&mut app, &first, DraftChoice::GiveUp);
    assert_eq!((app.left_behind().drafts.len(), app.left_behind().more), (100, many() - 101));
    // And there is a name for one more.
    begin(&mut app, "又一份。");
    keep(&mut app);
    assert!(app.draft_kept().is_some());
    assert_eq!(drafts(folder.path()).len(), many());
}

#[test]
fn there_is_a_name_for_a_draft_however_many_are_taken() {
    let folder = tempfile::tempdir().unwrap();
    let place = folders(folder.path()).data.join("drafts");
    fs::create_dir_all(&place).unwrap();
    for number in 1..10_500 {
        drop(File::create(place.join(format!("{number}.ron"))).unwrap());
    }
    let mut app = app(folder.path());
    begin(&mut app, "一。");
    keep(&mut app);
    assert!(app.draft_kept().is_some(), "{:?}", app.notice());
    assert!(place.join("10500.ron").exists());
}

#[test]
fn what_nobody_has_touched_for_a_year_is_put_aside_and_still_opens() {
    let folder = tempfile::tempdir().unwrap();
    for words in ["旧的。", "新的。"] {
        let mut app = app(folder.path());
        begin(&mut app, words);
        keep(&mut app);
    }
    let on = |days: i64| {
        let date = Date::from_days(NOW.date.days() + days);
        let bare = Arc::new(crate::support::clerk::Bare);
        let now = nianbao::app::date::Moment { date, minute: 0 };
        let mut app = App::new(folders(folder.path()), bare.clone(), bare, now, Arc::new(|| {}));
        app.settle(Duration::from_secs(10));
        app.handle(Command::Dismiss);
        app
    };
    let app = on(365);
    assert_eq!((offered(&app).len(), &app.left_behind().old), (2, &None));
    drop(app);
    // One of the two is worked on again.
    let mut app = on(365);
    let found = app.left_behind().drafts.iter();
    let [draft] = found
        .filter(|d| words(d.report().unwrap()) == "新的。")
        .cloned()
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    choose(&mut app, &draft, DraftChoice::Restore);
    drop(app);
    let mut app = on(366);
    assert_eq!(offered(&app), ["新的。"]);
    let (count, old) = app.left_behind().old.clone().unwrap();
    assert_eq!((count, old.ends_with("drafts/旧草稿")), (1, true));
    let name = format!("{}-{:02}-{:02}-1.ron", NOW.date.year, NOW.date.month, NOW.date.day);
    give(&mut app, OpeningCommand::File(old.join(&name)));
    assert_eq!(open(&app), "旧的。");
    assert!(old.join(&name).exists(), "it stays where it is");
}

#[test]
fn a_draft_of_what_was_saved_elsewhere_goes() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = app(folder.path());
    begin(&mut first, "一。");
    keep(&mut first);
    drop(first);
    // The same words are in a file that was saved since, under whatever name.
    let mut second = app(folder.path());
    begin(&mut second, "一。");
    give(&mut second, PathCommand::Given(Purpose::Save, folder.path().join("别名.nianbao")));
    drop(second);
    assert!(offered(&start(folder.path())).is_empty());
    assert!(drafts(folder.path()).is_empty());
}
