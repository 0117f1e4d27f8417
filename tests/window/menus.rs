//! The menus under the right button of the mouse: in texts and in lists they are of what was pressed, and
//! the keyboard is there when they close.

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::app::{
    Action, CarriedCommand, Command, DocumentCommand, NavigationCommand, OpeningCommand,
};
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{Edit, Value};

use crate::desk::Desk;
use crate::rollup::County;
use crate::{carried, comments, desk, drafts, import, ledger, problems, saving, sides};

/// Presses the right button at a point.
fn right(desk: &mut Desk, at: Pos2) {
    let (button, modifiers) = (PointerButton::Secondary, Modifiers::NONE);
    let event = |pressed| Event::PointerButton { pos: at, button, pressed, modifiers };
    desk.frame(vec![Event::PointerMoved(at)]);
    desk.frame(vec![event(true)]);
    desk.at_once(vec![event(false)]);
}

/// The lines of the menu that is open.
fn lines(desk: &Desk) -> Vec<String> {
    let lines = desk.harness.query_all_by_role(Role::MenuItem);
    lines.filter_map(|node| node.accesskit_node().label()).collect()
}

fn has(desk: &Desk, wanted: &[&str]) {
    let lines = lines(desk);
    for words in wanted {
        assert!(lines.iter().any(|line| line.contains(words)), "{words}: {lines:?}");
    }
}

/// What of a list has the keyboard.
#[derive(PartialEq)]
enum Keyboard {
    OfRow,
    OfList,
}

/// Presses the right button on the second row of a list, whose menu has these lines; after Esc the keyboard
/// is there.
fn of_rows(desk: &mut Desk, part: &str, (wanted, keyboard): (&[&str], Keyboard)) {
    let row = |desk: &Desk| {
        let mut rows = desk.harness.query_all_by_role(Role::ListItem).filter_map(|node| {
            let name = node.accesskit_node().label().filter(|name| name.contains(part))?;
            Some((name, node.rect().center(), node.accesskit_node().is_selected() == Some(true)))
        });
        rows.nth(1).unwrap()
    };
    let (name, at, _) = row(desk);
    right(desk, at);
    has(desk, wanted);
    assert!(row(desk).2, "{name} is the current row");
    desk.press(Key::Escape);
    assert!(lines(desk).is_empty());
    if keyboard == Keyboard::OfRow {
        assert_eq!(desk.focused(), name);
    }
    desk.press(Key::ArrowUp);
    assert!(!row(desk).2, "{name}: arrow keys go on from it");
}

#[test]
fn of_lists() {
    let mut desk = problems::faulty(desk::SIZE);
    of_rows(&mut desk, "", (&["转到此", "依据和说明"], Keyboard::OfRow));
    let mut desk = import::reviewing("001.txt");
    of_rows(&mut desk, "：", (&["转到此处", "看过了"], Keyboard::OfRow));
    let mut desk = comments::desk(desk::SIZE);
    for words in ["公开", "申请"] {
        comments::select(&mut desk, words);
        comments::write(&mut desk, "请核对");
    }
    of_rows(
        &mut desk,
        "条意见，",
        (&["转到所指的文字", "标为已处理", "删除意见"], Keyboard::OfRow),
    );
    let (mut desk, _) = ledger::open();
    of_rows(&mut desk, "", (&[Action::DeleteRequest.label()], Keyboard::OfList));
    let mut county = County::open();
    let wanted: &[&str] = &["打开报告", "不纳入…"];
    of_rows(&mut county.desk, "，", (wanted, Keyboard::OfList));
}

#[test]
fn of_lists_in_sheets() {
    let of_row = |desk: &mut Desk, part: &str, wanted: &[&str]| {
        of_rows(desk, part, (wanted, Keyboard::OfRow));
    };
    let (mut desk, _) = saving::typing();
    for words in ["第二稿。", "第三稿。", "第四稿。"] {
        saving::save(&mut desk);
        saving::write(&mut desk, words);
    }
    desk.give(Command::Do(Action::Versions));
    of_row(&mut desk, "与现在有", &["恢复这一次的内容"]);
    let rows = desk.harness.query_all_by_role(Role::ListItem);
    let mut rows =
        rows.filter(|row| row.accesskit_node().label().unwrap_or_default().contains("与现在有"));
    let at = rows.nth(1).unwrap().rect().center();
    drop(rows);
    // By keys: Enter is the menu's, not the sheet's.
    right(&mut desk, at);
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    let restored = desk.report().text(Field::Before(1));
    assert!(restored != "第四稿。" && desk.app().modal().is_none(), "{restored}");
    let (mut desk, _) = drafts::after_a_kill(desk::SIZE, &desk::settings());
    of_row(&mut desk, "份：", &["恢复", "丢弃"]);
    let mut desk = problems::faulty(desk::SIZE);
    desk.give(Command::Do(Action::Checklist));
    of_row(&mut desk, "，待处理", &["转到这一项"]);
    desk.press(Key::Escape);
    desk.press_with(Modifiers::ALT, Key::Num1);
    desk.press(Key::F1);
    of_row(&mut desk, "全年", &["填入这一句", "从常用语删去"]);
    let mut desk = carried::started(desk::SIZE);
    desk.give(CarriedCommand::List);
    of_row(&mut desk, "，现在：", &["转到这一处", "仍然对"]);
    let mut desk = sides::desk(desk::SIZE);
    let path = sides::word(&desk);
    desk.give(OpeningCommand::File(path));
    desk.press(Key::Enter);
    desk.run();
    of_row(&mut desk, "现在：", &["采纳"]);
}

#[test]
fn of_the_label_of_a_row() {
    let mut desk = comments::desk(desk::SIZE);
    let cell = |index: usize| CellId { table: 1, index };
    let go = |index: usize| NavigationCommand::Goto(Place::Cell(cell(index)));
    desk.give(go(7));
    let second = desk.focused();
    let rect = desk.harness.get_by_label(&second).rect();
    desk.give(go(0));
    assert_ne!(desk.focused(), second);
    right(&mut desk, egui::pos2(rect.left() - 40.0, rect.center().y));
    has(&desk, &[Action::FillRow.label()]);
    desk.press(Key::Escape);
    assert_eq!(desk.focused(), second, "the first figure of the row whose label was pressed");
    desk.type_text("7");
    desk.press(Key::Enter);
    assert_eq!(desk.report().figures.typed(cell(7)), &Value::Count(7));
}

/// A report with a faulty paragraph, and where its words are on the screen.
fn text_at(desk: &Desk, words: &str) -> Pos2 {
    let text = desk.report().text(Field::Before(1));
    let count = text.get(..text.find(words).unwrap()).unwrap().chars().count();
    let field = desk.harness.get_by_role(Role::MultilineTextInput).rect();
    // The second character of the line and on: some 15 points each, after an indent of two.
    assert!(count < 20, "on the first line");
    let at = f32::from(u8::try_from(count).unwrap());
    egui::pos2(field.left() + (at + 2.0) * 15.0 + 8.0, field.top() + 14.0)
}

/// What a line of the menu puts on the clipboard.
fn copies(desk: &mut Desk, line: &str) -> Option<String> {
    desk.harness.get_by_role_and_label(Role::MenuItem, line).click();
    let mut copied = None;
    for frame in 0..6 {
        // What the system gives for the window's request.
        desk.frame(if frame == 3 { vec![Event::Copy] } else { Vec::new() });
        for command in &desk.harness.output().platform_output.commands {
            if let egui::OutputCommand::CopyText(text) = command {
                copied = Some(text.clone());
            }
        }
    }
    copied
}

#[test]
fn of_a_text() {
    let mut desk = comments::desk(desk::SIZE);
    let words = "全年公开信息,共九条。主动公开得好。";
    let edits = vec![Edit::Text(Field::Before(1), words.into())];
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
    desk.give(NavigationCommand::Goto(Place::Text(Field::Before(1), 0..0)));
    let at = text_at(&desk, ",");
    right(&mut desk, at);
    has(&desk, &["剪切", "复制", "粘贴"]);
    has(&desk, &["粘贴", "添加意见", "依据和说明", "填报说明"]);
    desk.press(Key::Escape);
    assert_eq!(desk.focused(), "第一部分正文");
    // The caret went where the button was pressed.
    desk.type_text("某");
    assert!(!desk.report().text(Field::Before(1)).starts_with('某'));
    assert!(desk.report().text(Field::Before(1)).contains("信息"));
    // What is selected stays, where it is pressed on, and goes, where it is not.
    desk.press_with(Modifiers::COMMAND, Key::A);
    for action in [Action::Copy, Action::Copy] {
        right(&mut desk, at);
        assert!(copies(&mut desk, action.label()).is_some_and(|text| text.starts_with("全年")));
    }
    right(&mut desk, at);
    desk.press(Key::Escape);
    desk.type_text("好");
    assert_eq!(desk.report().text(Field::Before(1)), "好");
    // Another field of the basic information has it too.
    desk.give(Command::Do(Action::Basic));
    let title = desk.field("标题").rect().center();
    right(&mut desk, title);
    has(&desk, &["粘贴"]);
    desk.press(Key::Escape);
    assert_eq!(desk.focused(), "标题");
}

#[test]
fn a_figure_of_last_year_is_confirmed_by_the_menu() {
    let mut desk = carried::started(desk::SIZE);
    let before = desk.app().undecided().len();
    let at = text_at(&desk, "2025");
    right(&mut desk, at);
    desk.click("仍然对：2025");
    assert_eq!(desk.app().undecided().len(), before - 1);
}

#[test]
fn of_the_recent_files() {
    let mut desk = comments::desk(desk::SIZE);
    desk.give(Command::Do(Action::CloseReport));
    let row = desk.harness.get_by_role(Role::ListItem).rect().center();
    right(&mut desk, row);
    has(&desk, &["打开", "从列表移出"]);
    desk.click("从列表移出");
    assert!(desk.app().settings().recent.is_empty());
    let path = desk.path("年报.nianbao");
    desk.give(OpeningCommand::File(path));
    assert!(desk.app().document().is_some(), "the file is where it was");
}
