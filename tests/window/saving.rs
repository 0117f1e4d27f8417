//! The window where a report cannot be saved, is open elsewhere, or is gone back to.

use std::fs;
use std::path::PathBuf;

use crate::desk::{Desk, read};
use egui::{Key, Modifiers};
use nianbao::app::{Action, Command, DocumentCommand, Modal, OpeningCommand, PathModal};
use nianbao::file::Owner;
use nianbao::report::place::Field;
use nianbao::report::{Anchor, Comment, CommentPlace, Edit, Publication};
use nianbao::storage::{Disk, Hold, Storage as _};

const SAMPLE: &str = include_str!("../../assets/sample.ron");

pub(crate) fn write(desk: &mut Desk, words: &str) {
    let edits = vec![Edit::Text(Field::Before(1), words.into())];
    desk.give(DocumentCommand::Edit { label: "填写".into(), edits, merge: None });
}

/// A desk with the sample open from a file, and something typed.
pub(crate) fn typing() -> (Desk, PathBuf) {
    let mut desk = Desk::new();
    let path = desk.path("年报.nianbao");
    fs::write(&path, SAMPLE).unwrap();
    desk.give(OpeningCommand::File(path.clone()));
    write(&mut desk, "第一稿。");
    (desk, path)
}

pub(crate) fn save(desk: &mut Desk) {
    desk.press_with(Modifiers::COMMAND, Key::S);
}

#[test]
fn a_changed_file_offers_three_ways() {
    let (mut desk, path) = typing();
    fs::write(&path, SAMPLE.replace("柳塘镇", "柳溏镇")).unwrap();
    save(&mut desk);
    assert!(desk.has("文件被别的程序改过") && desk.says("您的修改可以用撤销找回"));
    for label in ["重新打开", "覆盖", "另存为", "返回"] {
        assert!(desk.has(label), "{label}");
    }
    desk.press(Key::Escape);
    assert!(desk.app().modal().is_none() && desk.report().text(Field::Before(1)) == "第一稿。");
    save(&mut desk);
    desk.press(Key::Enter);
    assert!(
        matches!(desk.app().modal(), Some(Modal::Path(PathModal::Ask { .. }))),
        "another place by keyboard"
    );
    desk.press(Key::Escape);
    save(&mut desk);
    desk.click("覆盖");
    assert_eq!(read(&path).text(Field::Before(1)), "第一稿。");
}

#[test]
fn a_save_that_failed_can_be_tried_again() {
    let (mut desk, path) = typing();
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    save(&mut desk);
    assert!(desk.has("没有保存成功") && desk.says("报告仍然开着"));
    fs::remove_dir(&path).unwrap();
    fs::write(&path, SAMPLE).unwrap();
    desk.click("再试一次");
    assert_eq!(read(&path).text(Field::Before(1)), "第一稿。");
}

#[test]
fn former_contents_are_chosen_by_keyboard() {
    let (mut desk, path) = typing();
    for words in ["第二稿。", "第三稿，多写了几个字。"] {
        save(&mut desk);
        write(&mut desk, words);
    }
    save(&mut desk);
    desk.give(Command::Do(Action::Versions));
    assert!(desk.has("历次保存") && desk.says("与现在有 1 处不同"));
    assert!(desk.says("第一部分"), "what changed is told");
    desk.press(Key::Tab);
    desk.press(Key::Space);
    desk.press(Key::Enter);
    assert_eq!(desk.report().text(Field::Before(1)), "第一稿。");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.report().text(Field::Before(1)), "第三稿，多写了几个字。");
    assert_eq!(read(&path).text(Field::Before(1)), "第三稿，多写了几个字。");
}

#[test]
fn a_report_without_former_contents() {
    let (mut desk, _) = typing();
    desk.give(Command::Do(Action::Versions));
    assert!(desk.says("还没有以前的内容"));
    desk.press(Key::Enter);
    assert!(desk.app().modal().is_none());
}

#[test]
fn a_report_that_is_open_elsewhere_is_told() {
    let mut desk = Desk::new();
    let path = desk.path("年报.nianbao");
    fs::write(&path, SAMPLE).unwrap();
    let owner = Owner { user: "王芳".into(), pid: 1, ..Owner::me("") };
    let note = format!("nianbao\n{}\n{}\n1\n2026年1月12日 9:05\n", owner.user, owner.host);
    let lock = path.canonicalize().unwrap().with_file_name(".~lock.年报.nianbao#");
    let Ok(Hold::Mine(_holding)) = Disk.hold(&lock, &note) else { panic!() };
    desk.give(OpeningCommand::File(path));
    assert!(desk.has("这个报告正由别人编辑") && desk.says("王芳"));
    assert!(desk.says("2026年1月12日 9:05起"));
    assert!(!desk.has("仍要编辑"), "this computer knows");
    desk.click("只读打开");
    assert!(desk.app().read_only().is_some());
    write(&mut desk, "第一稿。");
    save(&mut desk);
    assert!(matches!(desk.app().modal(), Some(Modal::Path(PathModal::Ask { .. }))));
}

#[test]
fn comments_and_what_was_published_stay_in_a_file_that_is_saved() {
    let mut report = nianbao::file::parse("示例", SAMPLE.as_bytes()).unwrap().1;
    let at = report.text(Field::Title).find("柳塘镇").unwrap();
    let place = CommentPlace::Text(Anchor::new(Field::Title, at..at + "柳塘镇".len()));
    let comment = Comment {
        who: "县政务公开办".into(),
        minute: None,
        place,
        quote: "柳塘镇".into(),
        text: "请核对".into(),
        answers: Vec::new(),
        settled: false,
        source: "退回.docx".into(),
    };
    report.apply(Edit::Comments(vec![comment.clone()])).unwrap();
    let out = Publication { date: "2026-01-20".into(), address: String::new() };
    report.published = Some(std::sync::Arc::new(report.publish(out)));
    let mut desk = Desk::new();
    let path = desk.path("年报.nianbao");
    let balanced = nianbao::rules::Balanced::new(&report).ok().unwrap();
    nianbao::file::write_atomic(&path, nianbao::file::report_text(balanced).as_bytes()).unwrap();
    desk.give(OpeningCommand::File(path.clone()));
    write(&mut desk, "改过的一稿。");
    save(&mut desk);
    let saved = read(&path);
    assert_eq!(saved.text(Field::Before(1)), "改过的一稿。");
    assert_eq!(saved.comments, [comment]);
    assert_eq!(saved.published, report.published);
}
