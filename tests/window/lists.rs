//! Every list of the program has one current row: what is highlighted is what a screen reader says is
//! chosen, what the keyboard is on, what the mouse pressed last, and what keys act on.

use std::path::PathBuf;

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::app::date::Date;
use nianbao::app::rollup::messages::RollUpPage;
use nianbao::app::{
    Action, CarriedCommand, Command, OpeningCommand, Recent, RollUpCommand, Settings,
};

use crate::desk::{Desk, SIZE, settings};
use crate::rollup::County;
use crate::{carried, comments, drafts, import, ledger, problems, saving, sides, years};

/// The rows of a list, by a part of their names, and whether each is said to be the current one.
fn rows(desk: &Desk, part: &str) -> Vec<(String, bool)> {
    let rows = desk.harness.query_all_by_role(Role::ListItem);
    rows.map(|row| {
        let row = row.accesskit_node();
        (row.label().unwrap_or_default(), row.is_selected() == Some(true))
    })
    .filter(|(name, _)| name.contains(part))
    .collect()
}

/// The index and the name of the current row, which is the only one; where the keyboard is on a row, it
/// is on that.
fn current(desk: &Desk, told: &str, part: &str) -> (usize, String) {
    let all = rows(desk, part);
    let mut on = all.iter().enumerate().filter(|(_, (_, on))| *on);
    let (Some((at, (name, _))), None) = (on.next(), on.next()) else {
        panic!("{told}: not one current row: {all:#?}")
    };
    let focused = desk.focused();
    if all.iter().any(|(name, _)| *name == focused) {
        assert_eq!(focused, *name, "{told}: the keyboard is on the current row");
    }
    (at, name.clone())
}

/// A row of a list by its number from 0.
fn row<'a>(desk: &'a Desk, part: &str, number: usize) -> egui_kittest::Node<'a> {
    let is_its = |node: &egui_kittest::Node<'_>| {
        node.accesskit_node().label().is_some_and(|name| name.contains(part))
    };
    desk.harness.query_all_by_role(Role::ListItem).filter(is_its).nth(number).unwrap()
}

/// The keyboard goes onto the list's first row.
fn enter(desk: &mut Desk, part: &str) {
    row(desk, part, 0).focus();
    desk.run();
}

/// Keys walk a list that has the keyboard, and the mouse goes to its second row.
fn walks(desk: &mut Desk, told: &str, part: &str) {
    walks_by_keys(desk, told, part);
    let second = rows(desk, part).swap_remove(1).0;
    row(desk, part, 1).click();
    desk.run();
    assert_eq!(current(desk, told, part).1, second, "{told}: the mouse");
}

/// Walks a list by the keyboard alone, where the mouse does more than to choose a row.
fn walks_by_keys(desk: &mut Desk, told: &str, part: &str) {
    let first = current(desk, told, part).0;
    desk.press(Key::ArrowDown);
    assert_eq!(current(desk, told, part).0, first + 1, "{told}: down goes on");
    desk.press(Key::ArrowUp);
    assert_eq!(current(desk, told, part).0, first, "{told}: up goes back");
}

#[test]
fn of_the_start_page_and_of_drafts() {
    let recent = |name: &str| Recent {
        path: PathBuf::from(format!("/没有/{name}.nianbao")),
        agency: name.into(),
        year: Some(2024),
        used: Date { year: 2025, month: 1, day: 3 },
        ledger: false,
    };
    let recent = ["甲镇", "乙镇", "丙镇"].map(recent).to_vec();
    let mut desk = Desk::with(&Settings { recent, ..settings() });
    desk.run();
    enter(&mut desk, "文件不在原处");
    walks(&mut desk, "recent files", "文件不在原处");
    let (mut desk, _) = drafts::after_a_kill(SIZE, &settings());
    enter(&mut desk, "份：");
    walks(&mut desk, "drafts", "份：");
    // What is highlighted is what Enter restores.
    let second = desk.app().left_behind().drafts[1].report().unwrap().clone();
    assert_eq!(current(&desk, "drafts", "份：").0, 1);
    desk.press(Key::Enter);
    assert_eq!(*desk.report(), second);
}

#[test]
fn of_versions_and_of_what_was_changed() {
    let (mut desk, _) = saving::typing();
    for words in ["第二稿。", "第三稿。", "第四稿。"] {
        saving::save(&mut desk);
        saving::write(&mut desk, words);
    }
    saving::save(&mut desk);
    desk.give(Command::Do(Action::Versions));
    let saved: Vec<String> = rows(&desk, "与现在有").into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        saved.iter().filter(|name| name.contains("这一分钟第 2 次")).count(),
        1,
        "{saved:?}"
    );
    enter(&mut desk, "与现在有");
    walks(&mut desk, "versions", "与现在有");
    let chosen = current(&desk, "versions", "与现在有");
    desk.press(Key::Enter);
    let restored = desk.report().text(nianbao::report::place::Field::Before(1));
    assert!(restored != "第四稿。" && desk.app().modal().is_none(), "{chosen:?}: {restored}");
    desk.give(Command::Do(Action::ShowChanges));
    enter(&mut desk, " → ");
    walks(&mut desk, "what was changed", " → ");
}

#[test]
fn of_problems_and_of_points() {
    let mut desk = problems::faulty(SIZE);
    enter(&mut desk, "");
    walks(&mut desk, "problems", "");
    desk.give(Command::Do(Action::Checklist));
    enter(&mut desk, "，完成");
    walks_by_keys(&mut desk, "points of the checklist", "，完成");
    desk.press(Key::Escape);
    desk.press_with(Modifiers::ALT, Key::Num1);
    desk.press(Key::F1);
    assert!(desk.says("第一部分怎样写"), "{:?}", desk.app().modal());
    // Behind the sheet the problems are still listed.
    let phrases = "全年";
    enter(&mut desk, phrases);
    walks(&mut desk, "phrases", phrases);
}

#[test]
fn of_last_years_figures() {
    let mut desk = carried::started(SIZE);
    desk.press(Key::F4);
    while !desk.focused().starts_with("今年的数：") {
        desk.press(Key::F6);
    }
    walks_by_keys(&mut desk, "the panel", "，上年 ");
    let mut desk = carried::started(SIZE);
    desk.give(CarriedCommand::List);
    enter(&mut desk, "，现在：");
    walks_by_keys(&mut desk, "the list before the export", "，现在：");
}

#[test]
fn of_an_import() {
    let mut desk = import::reviewing("001.txt");
    enter(&mut desk, "第 ");
    walks_by_keys(&mut desk, "what there is to look at", "：");
    // Keys act on what is highlighted.
    desk.press(Key::ArrowDown);
    let on = current(&desk, "what there is to look at", "：").1;
    let review = desk.app().review().unwrap();
    let note = review.current.and_then(|index| review.note(index)).unwrap();
    assert!(on.ends_with(&note.message), "{on}: {}", note.message);
    desk.press(Key::F4);
    let next = current(&desk, "what there is to look at", "：").1;
    assert_ne!(on, next, "F4 goes on from the highlighted one");
}

#[test]
fn of_two_sides_and_of_comments() {
    let mut desk = sides::desk(SIZE);
    let path = sides::word(&desk);
    desk.give(OpeningCommand::File(path));
    desk.press(Key::Enter);
    desk.run();
    walks(&mut desk, "changes side by side", "现在：");
    assert_eq!(desk.app().sides().unwrap().current, 1, "Enter takes the one that is highlighted");
    let mut desk = comments::desk(SIZE);
    for words in ["公开", "申请"] {
        comments::select(&mut desk, words);
        comments::write(&mut desk, "请核对");
    }
    enter(&mut desk, "条意见，");
    walks(&mut desk, "comments", "条意见，");
    let report = desk.report();
    let at = desk.app().comments().current.as_ref().and_then(|id| id.find(report)).unwrap();
    let last = report.comments_in_order().last().copied();
    assert_eq!(Some(at), last, "keys are about the one that is highlighted");
}

#[test]
fn of_the_ledger_of_a_county_and_of_years() {
    let (mut desk, _) = ledger::open();
    desk.press(Key::ArrowDown);
    walks(&mut desk, "requests", "");
    let mut county = County::open();
    walks(&mut county.desk, "units", "，");
    county.desk.give(RollUpCommand::Show(RollUpPage::Alike));
    county.desk.press(Key::ArrowDown);
    current(&county.desk, "texts that are alike", "% 相同");
    let mut desk = Desk::new();
    years::two_years(&mut desk);
    walks(&mut desk, "lines of years", "比上年");
}
