//! Finding one's way through the problems: F4, the current row, filters, the pane's size.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::app::{Action, Command, DocumentCommand, Part};
use nianbao::finding::Severity;
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{Edit, Value};

use crate::desk::{Desk, SIZE, settings};

/// The sample with blanks in two rows of table three, an E and a few warnings in the prose.
pub(crate) fn faulty(size: [f32; 2]) -> Desk {
    let mut desk = Desk::sized(size, &settings());
    desk.give(Command::Do(Action::Sample));
    let form = &desk.report().edition().tables[1];
    let cells = |row: &str, columns: std::ops::Range<usize>| {
        let row = form.row(row).unwrap();
        columns.map(|column| form.cell_at(row, column).unwrap()).collect::<Vec<_>>()
    };
    let blanks = cells("received", 1..4).into_iter().chain(cells("granted", 2..4));
    let blank = |index| Edit::Value(CellId { table: 1, index }, Value::Blank);
    let mut edits: Vec<Edit> = blanks.map(blank).collect();
    let text = desk.report().text(Field::Before(1)).replace('，', ",");
    edits.push(Edit::Text(Field::Before(1), text));
    edits.push(Edit::Text(Field::SignatureDate, String::new()));
    edits.push(Edit::Text(Field::Before(5), "XX单位存在的问题较少。".into()));
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
    desk
}

/// The rows of the list, as they are heard, with whether each is the current one.
fn rows(desk: &Desk) -> Vec<(String, bool)> {
    let rows = desk.harness.query_all_by_role(egui::Role::ListItem);
    rows.map(|node| {
        let node = node.accesskit_node();
        (node.label().unwrap_or_default(), node.is_selected() == Some(true))
    })
    .collect()
}

/// What F4 goes to, one after the other, until it comes round.
fn stops(desk: &mut Desk) -> Vec<(Severity, Place)> {
    let mut stops = Vec::new();
    for _ in 0..60 {
        desk.press(Key::F4);
        let id = desk.app().finding().unwrap().clone();
        let finding = desk.app().document().unwrap().finding(&id).unwrap();
        let stop = (finding.severity, finding.place.clone());
        if stops.first() == Some(&stop) {
            return stops;
        }
        stops.push(stop);
        let current: Vec<_> = rows(desk).into_iter().filter(|(_, on)| *on).collect();
        assert_eq!(current.len(), 1, "the list shows where one is");
    }
    panic!("F4 does not come round: {stops:#?}");
}

/// The rows of table three that are stopped at, by their blank cells.
fn blank_rows(desk: &Desk, stops: &[(Severity, Place)]) -> Vec<usize> {
    let form = &desk.report().edition().tables[1];
    let cell = |place: &Place| match place {
        Place::Cell(id) if id.table == 1 => {
            let is_blank = desk.report().figures.typed(*id) == &Value::Blank;
            is_blank.then(|| form.cells[id.index].row)
        }
        _ => None,
    };
    stops.iter().filter_map(|(_, place)| cell(place)).collect()
}

#[test]
fn f4_goes_worst_first_or_by_place_and_stops_once_a_row() {
    let mut desk = faulty(SIZE);
    let worst = stops(&mut desk);
    assert_eq!(blank_rows(&desk, &worst).len(), 2, "blanks of one row are one problem: {worst:?}");
    assert!(desk.says(&format!("问题 {}：", worst.len())), "as many as the head tells of");
    desk.click("排列和 F4 的次序：由重到轻");
    let placed = stops(&mut desk);
    assert_eq!(placed.len(), worst.len());
    let section = |(_, place): &(Severity, Place)| place.section(desk.report()).unwrap_or(0);
    let mut sections: Vec<u8> = placed.iter().map(section).collect();
    let least = sections.iter().position(|at| at == sections.iter().min().unwrap()).unwrap();
    sections.rotate_left(least);
    assert!(sections.is_sorted(), "{sections:?}");
    assert!(rows(&desk).iter().any(|(name, _)| name.contains("格空白")), "{:?}", rows(&desk));
    // The choice stays.
    assert!(desk.app().settings().problems_by_place);
}

#[test]
fn severities_and_parts_are_filters_that_f4_keeps_to() {
    let mut desk = faulty(SIZE);
    let all = stops(&mut desk).len();
    let name = desk.name_with("只看提醒：");
    desk.click(&name);
    let warnings = stops(&mut desk);
    assert!(warnings.iter().all(|(severity, _)| *severity == Severity::Warning));
    assert!(!warnings.is_empty() && warnings.len() < all);
    assert!(rows(&desk).iter().all(|(name, _)| name.starts_with("提醒，")));
    desk.click(&name);
    desk.click("只看一个部分的问题：全部部分");
    desk.click("第三部分");
    let third = stops(&mut desk);
    assert!(third.iter().all(|(_, place)| place.section(desk.report()) == Some(3)));
    assert_eq!(desk.app().part(), Part::Section(3));
    assert!(desk.has("只看一个部分的问题：第三部分"));
}

#[test]
fn the_current_row_is_one_for_keys_and_mouse() {
    let mut desk = faulty(SIZE);
    desk.press(Key::F4);
    for _ in 0..3 {
        if rows(&desk).iter().any(|(name, _)| *name == desk.focused()) {
            break;
        }
        desk.press(Key::F6);
    }
    let current = |desk: &Desk| rows(desk).into_iter().position(|(_, on)| on).unwrap();
    let names = rows(&desk);
    assert_eq!(desk.focused(), names[current(&desk)].0);
    let before = current(&desk);
    desk.press(Key::ArrowDown);
    assert_eq!(current(&desk), before + 1);
    assert_eq!(desk.focused(), rows(&desk)[before + 1].0);
    // Enter goes to what is highlighted.
    desk.press(Key::Enter);
    let id = desk.app().finding().unwrap().clone();
    let message = desk.app().document().unwrap().finding(&id).unwrap().message.clone();
    let name = &rows(&desk)[current(&desk)].0;
    assert!(name.contains(&message) || name.contains("格空白"), "{name} {message}");
}

#[test]
fn the_pane_has_five_rows_a_handle_and_messages_that_wrap() {
    for size in [SIZE, [1280.0, 690.0]] {
        let desk = faulty(size);
        let last = desk.harness.query_all_by_role(egui::Role::ListItem).last().unwrap();
        let first = desk.harness.query_all_by_role(egui::Role::ListItem).next().unwrap();
        assert!(last.rect().bottom() - first.rect().top() >= 4.0 * 29.0, "{size:?}");
        let handle = desk.node("问题栏的高度").rect();
        assert!(handle.height() >= 8.0 && handle.width() > 400.0, "{size:?}: {handle}");
    }
    // Beside an open preview the room is narrow: the message takes more lines, its place does not.
    let mut desk = faulty([1100.0, 738.0]);
    desk.press(Key::F9);
    let tall = |desk: &Desk| {
        let rows = desk.harness.query_all_by_role(egui::Role::ListItem);
        rows.filter(|row| row.rect().height() > 40.0).count()
    };
    assert!(tall(&desk) > 0, "messages wrap");
    desk.press_with(Modifiers::NONE, Key::F9);
}
