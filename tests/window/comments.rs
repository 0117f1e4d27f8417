//! Comments in the window: written by keyboard and by mouse, listed, answered, settled, taken back.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use nianbao::app::{Action, Command, DocumentCommand, NavigationCommand, OpeningCommand, Part};
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{CommentPlace, Edit};

use crate::desk::Desk;

const SAMPLE: &str = include_str!("../../assets/sample.ron");

/// A desk with the sample open from a file.
pub(crate) fn desk(size: [f32; 2]) -> Desk {
    let mut desk = Desk::sized(size, &crate::desk::settings());
    let path = desk.path("年报.nianbao");
    std::fs::write(&path, SAMPLE).unwrap();
    desk.give(OpeningCommand::File(path));
    desk
}

/// Selects some words of the first section, as a search hit is gone to.
pub(crate) fn select(desk: &mut Desk, words: &str) {
    let at = desk.report().text(Field::Before(1)).find(words).unwrap();
    desk.give(NavigationCommand::Goto(Place::Text(Field::Before(1), at..at + words.len())));
    desk.run();
}

pub(crate) fn write(desk: &mut Desk, words: &str) {
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    desk.run();
    desk.type_text(words);
    desk.press(Key::Enter);
    desk.run();
}

#[test]
fn a_comment_is_written_on_the_words_that_are_selected() {
    let mut desk = desk(crate::desk::SIZE);
    let words: String = desk.report().text(Field::Before(1)).chars().skip(6).take(8).collect();
    select(&mut desk, &words);
    write(&mut desk, "请写具体做法");
    let comment = &desk.report().comments[0];
    assert_eq!((comment.quote.as_str(), comment.text.as_str()), (words.as_str(), "请写具体做法"));
    assert!(comment.minute.is_some() && !comment.settled);
    // It stands beside the text, and in the line at the bottom.
    assert!(desk.says("1 条意见 · 1 条待处理") && desk.has("意见：1 条待处理"));
    assert!(desk.says("第 1 条意见，待处理"), "a row that a screen reader hears");
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert!(desk.report().comments[0].settled && desk.says("0 条待处理"));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert!(!desk.report().comments[0].settled);
    desk.click("回复，第 1 条意见");
    desk.run();
    desk.type_text("已改");
    desk.press(Key::Enter);
    assert_eq!(desk.report().comments[0].answers[0].text, "已改");
    // The keyboard goes into the list by F6, and Delete takes the comment out; undo brings it back.
    while !desk.focused().contains("条意见，") {
        desk.press(Key::F6);
        desk.run();
    }
    desk.press(Key::Delete);
    assert!(desk.report().comments.is_empty());
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.report().comments.len(), 1);
}

#[test]
fn the_name_is_asked_for_once() {
    let mut desk = desk(crate::desk::SIZE);
    desk.give(NavigationCommand::Show(Part::Section(1)));
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    desk.run();
    desk.type_text("总体可以");
    desk.field("您的姓名").focus();
    desk.run();
    desk.type_text("王主任");
    desk.press(Key::Enter);
    assert_eq!(desk.report().comments[0].who, "王主任");
    assert_eq!(desk.report().comments[0].place, CommentPlace::Report);
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    desk.run();
    assert!(desk.harness.query_by_label("您的姓名").is_none());
}

#[test]
fn a_cell_has_a_comment_that_is_heard_and_gone_to() {
    for size in [crate::desk::SIZE, [1000.0, 620.0]] {
        let mut desk = desk(size);
        let cell = CellId { table: 1, index: 14 };
        desk.give(NavigationCommand::Goto(Place::Cell(cell)));
        desk.run();
        write(&mut desk, "请写明是何种登记");
        let comment = &desk.report().comments[0];
        assert_eq!(comment.place.place(desk.report()), Some(Place::Cell(cell)));
        assert!(desk.says("请写明是何种登记"));
        desk.give(NavigationCommand::Show(Part::Section(5)));
        assert!(desk.says("其他部分的意见 1"));
        desk.press(Key::F4);
        desk.run();
        assert_eq!(desk.app().part(), Part::Section(3), "{size:?}");
        assert_eq!(desk.app().cursor(), Some(&Place::Cell(cell)));
        desk.press_with(Modifiers::SHIFT, Key::F8);
        assert!(!desk.app().comments().open && desk.has("意见：1 条待处理"));
    }
}

#[test]
fn words_that_are_deleted_are_told_and_the_comment_can_be_put_elsewhere() {
    let mut desk = desk(crate::desk::SIZE);
    let text = desk.report().text(Field::Before(1)).to_owned();
    let words: String = text.chars().skip(6).take(8).collect();
    select(&mut desk, &words);
    write(&mut desk, "请核对");
    let edits = vec![Edit::Text(Field::Before(1), text.replacen(&words, "", 1))];
    desk.give(DocumentCommand::Edit { label: "删".into(), edits, merge: None });
    assert!(
        desk.app().notice().unwrap_or_default().contains("已删去"),
        "{:?}",
        desk.app().notice()
    );
    assert!(desk.says("未能对上原文的意见 1") && desk.says(&format!("原文已删：“{words}”")));
    let other: String = desk.report().text(Field::Before(1)).chars().skip(1).take(4).collect();
    select(&mut desk, &other);
    desk.click("指定位置");
    desk.run();
    assert_eq!(desk.report().comments[0].quote, other);
    assert!(!desk.report().comments[0].is_lost(desk.report()));
}

#[test]
fn a_comment_never_reaches_a_page_and_is_listed_in_a_file_of_its_own() {
    let mut desk = desk(crate::desk::SIZE);
    let words: String = desk.report().text(Field::Before(1)).chars().skip(6).take(8).collect();
    select(&mut desk, &words);
    write(&mut desk, "只给自己看的话");
    let report = desk.report().clone();
    let pages = nianbao::layout::layout(
        &report,
        nianbao::font::Fonts::builtin(),
        nianbao::layout::Options::default(),
    );
    assert!(!format!("{pages:?}").contains("只给自己看"));
    desk.give(Command::Do(Action::ExportComments));
    desk.press(Key::Enter);
    desk.run();
    let path = desk.path("意见.docx");
    desk.give(nianbao::app::PathCommand::Given(
        nianbao::app::path::Purpose::List(
            nianbao::app::ListSubject::Comments,
            nianbao::export::lists::ListFormat::Docx,
        ),
        path.clone(),
    ));
    desk.run();
    let text = nianbao::open::read("意见.docx", &std::fs::read(&path).unwrap());
    assert!(text.is_err(), "a list is no report");
    assert!(std::fs::metadata(&path).unwrap().len() > 1000);
}
