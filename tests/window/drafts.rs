//! Drafts at the window: what is said of them, and what the keyboard does.

use crate::desk;
use crate::support::behind;
use std::path::PathBuf;

use crate::desk::{Desk, SIZE, settings};
use crate::support::behind::{app, begin, give, keep};
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use nianbao::app::{Action, Command, OpeningCommand, PathCommand, Purpose, SaveChoice, Settings};
use nianbao::report::place::Field;

/// A window that is opened after a program was killed with a new report and with a file.
pub(crate) fn after_a_kill(size: [f32; 2], settings: &Settings) -> (Desk, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    settings.save(&desk::folders(folder.path())).unwrap();
    let path = folder.path().join("甲.nianbao");
    for (words, saved) in [("新的。", false), ("改过。", true)] {
        let mut killed = app(folder.path());
        begin(&mut killed, "已保存。");
        if saved {
            give(&mut killed, PathCommand::Given(Purpose::Save, path.clone()));
        }
        behind::text(&mut killed, words);
        keep(&mut killed);
    }
    let settings = nianbao::app::Settings::load(&desk::folders(folder.path())).0;
    let app = desk::start(folder.path(), &settings);
    let mut desk = Desk::at(size, folder, app);
    desk.run();
    (desk, path)
}

#[test]
fn what_was_not_saved_is_listed_and_enter_goes_on_with_the_newest() {
    let (mut desk, path) = after_a_kill(SIZE, &settings());
    assert!(desk.has("未保存的草稿") && desk.has("还没有保存过。"));
    assert!(desk.has(&format!("文件：{}", path.display())));
    assert!(desk.has("与文件相比有 1 处不同：") && desk.says("第六部分 正文有改动"));
    let newest = desk.app().left_behind().drafts[0].report().unwrap().clone();
    desk.press(Key::Enter);
    assert_eq!(*desk.report(), newest);
    assert!(desk.app().modal().is_none());
}

#[test]
fn each_draft_is_restored_opened_beside_or_given_up_by_its_own_buttons() {
    let (mut desk, path) = after_a_kill(SIZE, &settings());
    let number = |desk: &Desk, file: bool| {
        let drafts = &desk.app().left_behind().drafts;
        1 + drafts.iter().position(|d| d.origin.file.is_some() == file).unwrap()
    };
    let new = number(&desk, false);
    assert!(!desk.has(&format!("另行打开第 {new} 份草稿")), "it has no file to be beside");
    desk.click(&format!("丢弃第 {new} 份草稿"));
    assert_eq!((desk.app().left_behind().drafts.len(), desk.app().bin().drafts.len()), (1, 1));
    desk.press(Key::Escape);
    // The start page and the list of files tell of the other one.
    assert!(desk.has("继续填写") && desk.says("，有未保存的草稿"));
    desk.click("查看草稿");
    desk.click("另行打开第 1 份草稿");
    assert_eq!(desk.report().text(Field::Before(6)), "改过。");
    assert!(desk.app().document().unwrap().path.is_none() && path.exists());
    // What was given up comes back from the bin.
    desk.give(OpeningCommand::Close(SaveChoice::KeepDraft));
    desk.give(Command::Do(Action::CloseReport));
    desk.give(OpeningCommand::Close(SaveChoice::KeepDraft));
    desk.click("回收的草稿");
    assert!(desk.has("丢弃于今天"));
    desk.click("恢复第 1 份草稿");
    assert_eq!(desk.report().text(Field::Before(6)), "新的。");
}

#[test]
fn a_file_with_a_draft_is_not_opened_without_a_word() {
    let (mut desk, path) = after_a_kill(SIZE, &settings());
    desk.press(Key::Escape);
    desk.give(OpeningCommand::File(path));
    assert!(desk.has("这个文件有没有保存的草稿"));
}

#[test]
fn other_drafts_stay_a_quiet_line() {
    let (mut desk, _) = after_a_kill(SIZE, &settings());
    desk.press(Key::Escape);
    let line = desk.harness.get_by_label_contains("有 2 份草稿尚未保存").rect();
    assert!(line.height() < 60.0, "{line}");
    // What the page begins with is as it always is.
    desk.press_with(egui::Modifiers::COMMAND, Key::N);
    assert!(desk.app().document().is_some());
}

#[test]
fn where_there_is_little_room_the_draft_has_two_lines_and_its_buttons() {
    // 125 % on 1366 × 768, with a task bar.
    let (mut desk, _) = after_a_kill([1093.0, 544.0], &settings());
    desk.click("丢弃第 1 份草稿");
    desk.press(Key::Escape);
    for button in ["继续填写", "查看草稿", "不再保留"] {
        let rect = desk.node(button).rect();
        assert!(rect.width() > 50.0 && rect.right() < 1093.0, "{button}: {rect}");
    }
    let banner = desk.harness.get_by_label_contains("有一份草稿尚未保存").rect();
    assert!(desk.says("，保留于今天 10:43"));
    assert!(desk.node("继续填写").rect().top() > banner.center().y, "below the words");
}
