//! Nothing stops the window: what is read is told and can be cancelled, a paste of many megabytes is
//! refused, very many drafts are listed.

use std::sync::Arc;

use egui::{Event, Key};
use nianbao::app::document::size::MAX_PROSE;
use nianbao::app::{Action, App, Command, DraftsCommand, OpeningCommand};
use nianbao::report::place::Field;

use crate::desk::{self, Desk, NoDialogs, NoPrograms, SIZE, settings};
use crate::support::behind;
use crate::support::gate::Gated;

/// So much is on the clipboard by mistake.
fn much() -> String {
    "公开".repeat((50 << 20) / 6)
}

#[test]
fn a_file_that_is_read_for_long_is_told_and_can_be_cancelled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("慢.nianbao");
    let sample = include_bytes!("../../assets/sample.ron");
    std::fs::write(&path, sample).unwrap();
    settings().save(&desk::folders(folder.path())).unwrap();
    let gate = Arc::new(Gated::new("慢"));
    let app = App::on(
        Arc::clone(&gate) as _,
        desk::folders(folder.path()),
        Arc::new(NoDialogs),
        Arc::new(NoPrograms),
        desk::NOW,
        Arc::new(|| {}),
    );
    let mut desk = Desk::at(SIZE, folder, app);
    desk.run();
    desk.harness.state_mut().handle(OpeningCommand::File(path.clone()));
    desk.harness.step();
    assert!(!desk.has("正在读取"), "what is soon done is not told");
    for _ in 0..4 {
        desk.harness.step();
    }
    assert!(desk.has("正在读取") && desk.says("慢.nianbao”，请稍候"));
    assert_eq!(desk.focused(), "取消读取");
    desk.harness.key_press(Key::Escape);
    desk.harness.step();
    desk.harness.step();
    assert!(!desk.has("正在读取"));
    gate.open();
    desk.run();
    assert!(desk.app().document().is_none() && desk.app().modal().is_none());
    desk.give(OpeningCommand::File(path));
    assert!(desk.app().document().is_some());
}

#[test]
fn a_paste_of_many_megabytes_is_refused_wherever_it_goes() {
    let much = much();
    let mut desk = Desk::new();
    desk.run();
    // On the start page, where a whole report may be pasted.
    desk.paste(&much);
    assert!(desk.says("没有粘贴") && desk.app().document().is_none());
    desk.press(Key::Escape);
    desk.give(Command::Do(Action::Sample));
    let before = desk.report().clone();
    for part in [Action::Section5, Action::Section1, Action::Section3, Action::Basic] {
        desk.give(Command::Do(part));
        desk.paste(&much);
        assert!(desk.says("没有粘贴"), "{part:?}");
        desk.press(Key::Escape);
        assert_eq!(*desk.report(), before, "{part:?}");
    }
}

#[test]
fn a_field_takes_as_much_as_a_field_may_have() {
    let mut desk = Desk::new();
    desk.run();
    desk.give(Command::Do(Action::Sample));
    desk.give(Command::Do(Action::Section5));
    desk.click("第五部分正文");
    let before = desk.report().text(Field::Before(5)).to_owned();
    desk.at_once(vec![Event::Paste("公".repeat(MAX_PROSE))]);
    assert!(desk.says(&format!("最多 {MAX_PROSE} 字，没有粘贴")));
    desk.press(Key::Escape);
    assert_eq!(desk.report().text(Field::Before(5)), before);
    let rest = MAX_PROSE - before.chars().count();
    desk.at_once(vec![Event::Paste("公".repeat(rest))]);
    assert_eq!(desk.report().text(Field::Before(5)).chars().count(), MAX_PROSE);
    assert!(desk.app().modal().is_none() && !desk.app().document().unwrap().is_being_checked());
}

#[test]
fn drafts_that_are_not_listed_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    settings().save(&desk::folders(folder.path())).unwrap();
    let mut killed = behind::app(folder.path());
    behind::begin(&mut killed, "一。");
    behind::keep(&mut killed);
    drop(killed);
    let drafts = desk::folders(folder.path()).data.join("drafts");
    for number in 2..131 {
        std::fs::copy(drafts.join("1.ron"), drafts.join(format!("{number}.ron"))).unwrap();
    }
    std::fs::create_dir(drafts.join("旧草稿")).unwrap();
    std::fs::copy(drafts.join("1.ron"), drafts.join("旧草稿/2020-01-01-1.ron")).unwrap();
    let app = desk::start(folder.path(), &settings());
    let mut desk = Desk::at(SIZE, folder, app);
    desk.run();
    assert!(desk.says("另有 30 份更早的草稿没有列出"));
    assert!(desk.says("一年没有动过的草稿有 1 份，移到了"));
    desk.press(Key::Escape);
    assert!(desk.says("有 130 份草稿尚未保存"));
    desk.give(DraftsCommand::ShowBin);
    assert!(!desk.says("更早的草稿"));
}
