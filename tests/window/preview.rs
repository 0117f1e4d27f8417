//! The preview beside the editor: what it shows, where a click leads, what it follows.

use crate::desk::{Desk, press, settings};
use egui::{Key, Modifiers, Pos2, Rect};
use egui_kittest::kittest::Queryable as _;
use nianbao::app::preview::sheets::Area;
use nianbao::app::{Action, Command, DocumentCommand, NavigationCommand, Part, Settings};
use nianbao::font::Fonts;
use nianbao::layout::sheet::PAPER_WIDTH;
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{Edit, Value};

/// A window so wide that a table has room beside the preview.
const WIDE: [f32; 2] = [1700.0, 738.0];

fn open() -> Desk {
    let mut desk = Desk::sized(WIDE, &Settings { preview_open: true, ..settings() });
    desk.give(Command::Do(Action::Sample));
    wait(&mut desk);
    desk
}

/// Lets time go by until the pages are those of the report, and drawn.
fn wait(desk: &mut Desk) {
    for _ in 0..20 {
        desk.run();
        let preview = desk.app().preview();
        let current = preview.sheets().is_some_and(|sheets| desk.app().is_current(sheets));
        if current && !preview.is_drawing() {
            desk.run();
            return;
        }
    }
    panic!("the preview is never done");
}

/// A page of the preview on the screen.
fn page(desk: &Desk, number: usize) -> Option<Rect> {
    let name = format!("第 {number} 页，共 5 页");
    let pages = desk.harness.query_all_by_label(&name);
    // The head says the same of the page that is looked at.
    pages.map(|node| node.rect()).max_by(|a, b| a.height().total_cmp(&b.height()))
}

/// Where a place is: its page, counted from 1, and its area.
fn spot(desk: &Desk, place: &Place) -> (usize, Area) {
    let sheets = desk.app().preview().sheets().unwrap();
    let (page, area) = sheets.areas(place, Fonts::builtin())[0];
    (page + 1, area)
}

/// The first character of a place, or the left of a cell, on the screen.
fn on_screen(desk: &Desk, place: &Place) -> Pos2 {
    let (number, area) = spot(desk, place);
    let rect = page(desk, number).unwrap();
    let scale = rect.width() / PAPER_WIDTH.to_pt();
    let y = f32::midpoint(area.top.to_pt(), area.bottom.to_pt());
    Pos2::new(rect.left() + (area.left.to_pt() + 1.0) * scale, rect.top() + y * scale)
}

fn click_at(desk: &mut Desk, at: Pos2) {
    desk.harness.hover_at(at);
    desk.run();
    let press = |pressed| {
        let button = egui::PointerButton::Primary;
        egui::Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE }
    };
    desk.at_once(vec![press(true), press(false)]);
}

#[test]
fn the_pages_are_there_and_counted() {
    let mut desk = open();
    assert!(page(&desk, 1).is_some() && page(&desk, 3).is_none());
    let wide = page(&desk, 1).unwrap().width();
    assert!((wide - 470.0).abs() < 1.0, "as wide as the pane: {wide}");
    desk.click("整页");
    wait(&mut desk);
    let whole = page(&desk, 1).unwrap();
    assert!(whole.height() < 650.0 && whole.width() < wide, "{whole:?}");
    desk.click("适合宽度");
    wait(&mut desk);
    assert!((page(&desk, 1).unwrap().width() - wide).abs() < 1.0);
    desk.click("放大页面");
    wait(&mut desk);
    assert!(desk.has("67%"));
    desk.click("收起预览");
    assert!(page(&desk, 1).is_none() && !desk.app().settings().preview_open);
    desk.click("展开预览");
    wait(&mut desk);
    assert!(page(&desk, 1).is_some());
}

#[test]
fn a_click_on_a_cell_goes_to_it() {
    let mut desk = open();
    desk.give(NavigationCommand::Show(Part::Section(3)));
    wait(&mut desk);
    let place = Place::Cell(CellId { table: 1, index: 9 });
    let at = on_screen(&desk, &place);
    click_at(&mut desk, at);
    assert_eq!(desk.app().cursor(), Some(&place));
    assert_eq!(desk.app().part(), Part::Section(3));
}

#[test]
fn a_click_on_a_word_puts_the_cursor_there() {
    let mut desk = open();
    desk.give(NavigationCommand::Show(Part::Section(1)));
    wait(&mut desk);
    let field = Field::Before(1);
    let start = desk.report().text(field).find("认真").unwrap();
    let at = on_screen(&desk, &Place::Text(field, start..start + 6));
    click_at(&mut desk, at);
    assert_eq!(desk.app().cursor(), Some(&Place::Field(field)));
    desk.type_text("十分");
    assert!(desk.report().text(field).contains("十分认真"));
}

#[test]
fn it_follows_the_cursor_unless_it_is_scrolled_by_hand() {
    let mut desk = open();
    desk.give(NavigationCommand::Goto(Place::Cell(CellId { table: 2, index: 0 })));
    wait(&mut desk);
    assert!(page(&desk, 5).is_some() && page(&desk, 1).is_none());
    // The cell is on the screen, in the pane's body.
    let at = on_screen(&desk, &Place::Cell(CellId { table: 2, index: 0 }));
    assert!((88.0..710.0).contains(&at.y), "{at:?}");
    // Read at its first page, it stays there while one types in the table.
    for _ in 0..3 {
        desk.press(Key::F6);
    }
    assert!(desk.focused().starts_with("预览"), "{}", desk.focused());
    desk.press(Key::Home);
    wait(&mut desk);
    assert!(page(&desk, 1).is_some());
    desk.give(NavigationCommand::Goto(Place::Cell(CellId { table: 2, index: 1 })));
    desk.type_text("3");
    wait(&mut desk);
    assert!(page(&desk, 1).is_some());
    // Another field calls it back.
    desk.give(NavigationCommand::Goto(Place::Cell(CellId { table: 1, index: 0 })));
    wait(&mut desk);
    assert!(page(&desk, 1).is_none() && page(&desk, 4).is_some());
}

#[test]
fn what_is_typed_shows_when_typing_pauses() {
    let mut desk = open();
    let looks = |desk: &Desk| {
        let sheets = desk.app().preview().sheets().unwrap();
        sheets.sheets.iter().map(|sheet| sheet.look).collect::<Vec<_>>()
    };
    let before = looks(&desk);
    desk.give(NavigationCommand::Goto(Place::Cell(CellId { table: 0, index: 3 })));
    wait(&mut desk);
    assert_eq!(looks(&desk), before, "nothing was typed");
    let typed = "87".chars().map(|c| egui::Event::Text(c.to_string())).collect();
    desk.frame(typed);
    let sheets = desk.app().preview().sheets().unwrap();
    assert!(!desk.app().is_current(sheets) && !desk.app().preview().is_laying());
    wait(&mut desk);
    let after = looks(&desk);
    let new: Vec<_> = (1..).zip(before.iter().zip(&after)).filter(|(_, (a, b))| a != b).collect();
    let (number, _) = spot(&desk, &Place::Cell(CellId { table: 0, index: 3 }));
    assert_eq!(new.len(), 1);
    assert_eq!(new[0].0, number);
}

#[test]
fn a_report_out_of_balance_says_so_on_every_page() {
    let mut desk = open();
    let band = |desk: &Desk, number: usize| desk.says(&format!("第 {number} 页未平衡，不能保存"));
    assert!(!band(&desk, 1));
    let edits = vec![Edit::Value(CellId { table: 1, index: 0 }, Value::Count(999))];
    desk.give(DocumentCommand::Edit { label: "试".into(), edits, merge: None });
    wait(&mut desk);
    assert!(band(&desk, 1));
    desk.give(NavigationCommand::Show(Part::Section(3)));
    wait(&mut desk);
    assert!(band(&desk, 4));
    // The failing column is marked where it stands, and the sign leads there.
    let sign = desk.harness.get_by_label_contains("版面上的不能保存");
    sign.click();
    wait(&mut desk);
    let worst = desk.app().document().unwrap().findings()[0].id();
    assert_eq!(desk.app().finding(), Some(&worst));
    desk.at_once(vec![press(Modifiers::CTRL.plus(Modifiers::COMMAND), Key::Z)]);
    wait(&mut desk);
    assert!(!band(&desk, 4));
    assert!(!desk.says("版面上的"));
}

#[test]
fn findings_stand_at_their_place() {
    let mut desk = open();
    let cell = CellId { table: 1, index: 1 };
    let edits = vec![Edit::Value(cell, Value::Blank)];
    desk.give(DocumentCommand::Edit { label: "试".into(), edits, merge: None });
    desk.give(NavigationCommand::Show(Part::Section(3)));
    wait(&mut desk);
    // A column with a figure missing is no fault yet, and not marked.
    let document = desk.app().document().unwrap();
    let finding = document.findings().iter().find(|f| !document.is_pending(f)).unwrap();
    let name = format!("版面上的{}：{}", finding.severity.word(), finding.message);
    let sign = desk.harness.get_by_label_contains(&name).rect().center();
    let at = on_screen(&desk, &Place::Cell(cell));
    assert!((sign.y - at.y).abs() < 8.0 && sign.x < at.x, "{sign:?} {at:?}");
}

#[test]
fn keys_scroll_and_zoom_the_pages() {
    let mut desk = open();
    for _ in 0..3 {
        desk.press(Key::F6);
    }
    assert!(desk.focused().starts_with("预览"), "{}", desk.focused());
    desk.press(Key::End);
    wait(&mut desk);
    assert!(page(&desk, 5).is_some() && page(&desk, 1).is_none());
    desk.press(Key::PageUp);
    wait(&mut desk);
    assert!(page(&desk, 4).is_some());
    desk.press(Key::Home);
    wait(&mut desk);
    let wide = page(&desk, 1).unwrap().width();
    desk.press(Key::Minus);
    wait(&mut desk);
    assert!(page(&desk, 1).unwrap().width() < wide);
    desk.press(Key::F6);
    assert!(!desk.focused().starts_with("预览"), "{}", desk.focused());
}

#[test]
fn another_report_has_its_own_pages() {
    let mut desk = open();
    desk.give(Command::Do(Action::CloseReport));
    desk.give(Command::Do(Action::New));
    wait(&mut desk);
    let sheets = desk.app().preview().sheets().unwrap();
    assert!(desk.app().is_current(sheets));
    assert_eq!(sheets.input.report.text(Field::Before(1)), "");
}
