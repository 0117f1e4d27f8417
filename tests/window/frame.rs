//! The window's frame, as a clerk with a keyboard meets it: start page, menus, saving, closing,
//! settings. By accessible name.

use crate::desk;
use std::sync::Arc;

use crate::desk::{Desk, NOW, NoDialogs, folders, press, read};
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::app::{
    Action, App, Command, DocumentCommand, Folders, Group, NavigationCommand, Part, PathCommand,
    Settings,
};
use nianbao::file;
use nianbao::font::Choice;
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{Edit, Value};

fn sample() -> Desk {
    let mut desk = Desk::new();
    desk.give(Command::Do(Action::Sample));
    desk
}

/// Makes the identity of 自然人 fail by one.
fn unbalance(desk: &mut Desk) {
    let cell = first_column(desk.app());
    let more = desk.report().figures.number(cell) + 1;
    let edits = vec![Edit::Value(cell, Value::Count(more))];
    desk.give(DocumentCommand::Edit { label: "改一格".into(), edits, merge: None });
}

fn close_window(desk: &mut Desk) {
    let viewport = desk.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.events.push(egui::ViewportEvent::Close);
    desk.harness.step();
    let viewport = desk.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.events.clear();
    desk.run();
}

/// The topmost cell of the first column that has to balance.
fn first_column(app: &App) -> CellId {
    nianbao::rules::columns(app.document().unwrap().report())[0].cell
}

#[test]
fn the_start_page_offers_what_to_begin_with() {
    let mut desk = Desk::new();
    desk.run();
    for label in [
        "沿用 2024 年报告新建",
        "新建 2025 年度报告",
        "导入已公布的报告",
        "打开报告文件",
        "更改日期",
    ] {
        assert!(desk.has(label), "{label}");
    }
    desk.press_with(Modifiers::COMMAND, Key::N);
    let report = desk.report();
    assert_eq!((report.year, report.agency.as_str()), (Some(2025), "云泽县柳塘镇人民政府"));
    assert!(desk.has("基本信息，已填齐") || desk.app().part() == Part::Basic);
}

#[test]
fn in_a_low_window_nothing_of_the_start_page_lies_over_another() {
    for size in [[960.0, 492.0], [1093.0, 544.0], [1280.0, 690.0]] {
        let mut desk = Desk::sized(size, &crate::desk::settings());
        desk.run();
        let (last, foot) = (desk.node("查看示例报告").rect(), desk.node("设置").rect());
        assert!(last.bottom() <= foot.top(), "{size:?}: {last} {foot}");
        assert!(foot.bottom() <= size[1], "{size:?}: {foot}");
    }
}

#[test]
fn the_first_start_asks_for_the_agency_once() {
    let mut desk = Desk::with(&Settings::default());
    desk.run();
    assert!(desk.field("机关全称").is_focused());
    desk.type_text("云泽县柳塘镇人民政府");
    desk.press(Key::Enter);
    assert!(desk.app().modal().is_none());
    assert_eq!(desk.app().settings().agency, "云泽县柳塘镇人民政府");
}

#[test]
fn recent_files_open_and_leave_the_list_by_keyboard() {
    let mut desk = sample();
    desk.press_with(Modifiers::COMMAND, Key::S);
    let path = desk.path("甲.nianbao");
    desk.give(PathCommand::Given(nianbao::app::Purpose::Save, path.clone()));
    desk.give(Command::Do(Action::CloseReport));
    let rows = desk.harness.get_all_by_role(Role::ListItem);
    assert!(rows.into_iter().any(|row| row.is_focused()));
    desk.press(Key::Enter);
    assert_eq!(desk.app().document().unwrap().path.as_deref(), Some(path.as_path()));
    desk.give(Command::Do(Action::CloseReport));
    desk.press(Key::Delete);
    assert!(desk.app().settings().recent.is_empty());
    assert!(path.exists(), "only the list forgets the file");
}

#[test]
fn alt_with_a_key_opens_no_menu() {
    let mut desk = sample();
    // A change of keyboards tells of modifiers without any key.
    for held in [Modifiers::ALT, Modifiers::NONE] {
        desk.harness.event(egui::Event::ModifiersChanged(held));
        desk.run();
    }
    assert!(!desk.has("另存为"), "no key was pressed");
    desk.alt(true);
    desk.press_with(Modifiers::ALT, Key::Num3);
    desk.alt(false);
    desk.run();
    assert!(!desk.has("另存为"), "a shortcut was given");
}

#[test]
fn a_letter_with_alt_is_no_text() {
    let mut desk = sample();
    desk.press_with(Modifiers::ALT, Key::Num1);
    let text = |desk: &Desk| desk.report().text(Field::Before(1)).to_owned();
    let before = text(&desk);
    // As a window tells it: the key, and the letter as text behind it.
    let letter = |held| vec![press(held, Key::F), egui::Event::Text("f".into())];
    desk.at_once(letter(Modifiers::ALT));
    assert_eq!(text(&desk), before);
    desk.at_once(letter(Modifiers::NONE));
    assert_eq!(text(&desk).len(), before.len() + 1, "the editor has the keyboard");
}

#[test]
fn the_keyboard_stays_in_the_table_when_a_problem_comes() {
    let mut desk = sample();
    desk.give(Command::Do(Action::Section3));
    // Once round: the editor, the problems, of which there are none, the parts, the editor.
    for _ in 0..4 {
        desk.press(Key::F6);
    }
    let cell = desk.app().cursor().cloned();
    assert!(matches!(cell, Some(Place::Cell(_))));
    for text in ["2", "4"] {
        desk.type_text(text);
    }
    assert_eq!(desk.app().cursor().cloned(), cell);
    let Some(Place::Cell(cell)) = cell else { return };
    assert_eq!(desk.app().document().unwrap().report().figures.number(cell), 24);
}

#[test]
fn menus_open_with_alt_and_are_walked_with_arrows() {
    let mut desk = sample();
    desk.tap_alt();
    assert!(desk.has("另存为"));
    desk.press(Key::ArrowRight);
    assert!(!desk.has("另存为") && desk.has("查找下一处"));
    for _ in 0..3 {
        desk.press(Key::ArrowRight);
    }
    assert!(desk.has("关于年报"));
    desk.press(Key::ArrowUp);
    desk.press(Key::Enter);
    assert!(matches!(desk.app().modal(), Some(nianbao::app::Modal::About)));
    desk.press(Key::Escape);
    assert!(desk.app().modal().is_none());
}

#[test]
fn every_action_stands_in_a_menu() {
    let mut desk = sample();
    unbalance(&mut desk);
    for group in Group::ALL {
        desk.harness.get_by_role_and_label(Role::Button, group.label()).click();
        desk.run();
        let listed = |action: &Action| action.group() == group && desk.app().lists(*action);
        for action in Action::all().filter(listed) {
            let roles = [Role::MenuItem, Role::MenuItemCheckBox, Role::MenuItemRadio];
            let items = roles.into_iter().flat_map(|role| desk.harness.query_all_by_role(role));
            let labels: Vec<String> =
                items.filter_map(|item| item.accesskit_node().label()).collect();
            let found = labels.iter().any(|label| label.starts_with(action.label()));
            assert!(found, "{action:?} in {labels:?}");
        }
        desk.press(Key::Escape);
    }
}

#[test]
fn every_shortcut_works_while_a_report_is_open() {
    let mut desk = sample();
    desk.press_with(Modifiers::ALT, Key::Num5);
    assert_eq!(desk.app().part(), Part::Section(5));
    desk.press_with(Modifiers::COMMAND, Key::PageDown);
    assert_eq!(desk.app().part(), Part::Section(6));
    desk.press(Key::F8);
    assert!(!desk.app().settings().problems_open);
    desk.press_with(Modifiers::COMMAND, Key::Plus);
    assert_eq!(desk.app().settings().zoom, 110);
    desk.press_with(Modifiers::COMMAND, Key::Num0);
    unbalance(&mut desk);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert!(desk.undo_label() != Some("改一格"));
}

#[test]
fn an_unbalanced_report_is_not_saved() {
    let mut desk = sample();
    unbalance(&mut desk);
    assert!(desk.has("保存，暂不能保存"));
    desk.press_with(Modifiers::COMMAND, Key::S);
    assert!(desk.has("勾稽关系不平，暂不能保存"));
    assert!(desk.files().is_empty());
    assert!(
        desk.harness
            .query_by_label_contains("文件没有改动。已填内容已作为草稿保留在本机（10:43）")
            .is_some()
    );
    assert!(desk.node("转到自然人列").is_focused());
    desk.press(Key::Enter);
    assert!(desk.app().modal().is_none());
    assert_eq!(desk.app().part(), Part::Section(3));
    let table = first_column(desk.app()).table;
    let went = |place: Option<&Place>| matches!(place, Some(Place::Cell(id)) if id.table == table);
    assert!(went(desk.app().target()) || went(desk.app().cursor()));
}

#[test]
fn keys_do_not_reach_what_lies_behind_a_sheet() {
    let mut desk = sample();
    unbalance(&mut desk);
    let before = desk.report().clone();
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.type_text("7");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.press(Key::Delete);
    assert_eq!(*desk.report(), before);
    desk.press(Key::Escape);
    assert!(desk.app().modal().is_none());
}

#[test]
fn a_balanced_report_is_saved_through_the_path_field() {
    let mut desk = sample();
    desk.press_with(Modifiers::COMMAND, Key::S);
    let field = desk.field("文件路径");
    assert!(field.is_focused());
    assert!(field.value().unwrap().ends_with(".nianbao"));
    desk.press_with(Modifiers::COMMAND, Key::A);
    let path = desk.path("柳塘镇");
    desk.type_text(&path.display().to_string());
    desk.press(Key::Enter);
    let path = path.with_extension("nianbao");
    assert_eq!(desk.files(), std::slice::from_ref(&path));
    let document = desk.app().document().unwrap();
    assert_eq!(read(&path), *document.report());
    assert!(!document.is_dirty());
    assert!(desk.has("已保存"));
}

#[test]
fn another_file_is_not_overwritten_unasked() {
    let mut desk = sample();
    let path = desk.path("别的.nianbao");
    nianbao::file::write_atomic(&path, "别的内容".as_bytes()).unwrap();
    desk.give(PathCommand::Given(nianbao::app::Purpose::Save, path.clone()));
    assert!(desk.has("已有同名的文件"));
    desk.press(Key::Escape);
    assert_eq!(file::read(&path).unwrap(), "别的内容".as_bytes());
    desk.give(PathCommand::Given(nianbao::app::Purpose::Save, path.clone()));
    desk.click("替换原文件");
    assert_eq!(read(&path), *desk.report());
}

#[test]
fn closing_asks_and_keeps_a_draft() {
    let mut desk = sample();
    unbalance(&mut desk);
    close_window(&mut desk);
    assert!(!desk.app().wants_to_quit());
    assert!(desk.has("报告尚未保存") && desk.has("放弃修改") && !desk.has("保存"));
    desk.click("返回");
    assert!(desk.app().modal().is_none() && !desk.app().wants_to_quit());
    close_window(&mut desk);
    desk.click("保留为草稿");
    assert!(desk.app().wants_to_quit());
    assert_eq!(desk.app().left_behind().drafts.len(), 1);
    assert!(desk.files().is_empty());
}

#[test]
fn a_draft_left_behind_is_offered_and_goes_on() {
    let mut desk = sample();
    unbalance(&mut desk);
    let report = desk.report().clone();
    desk.give(Command::Do(Action::CloseReport));
    desk.click("保留为草稿");
    assert!(desk.app().document().is_none());
    desk.click("继续填写");
    assert_eq!(*desk.report(), report);
}

#[test]
fn settings_are_kept() {
    let mut desk = Desk::new();
    desk.run();
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    assert!(desk.field("机关全称").is_focused());
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.type_text("云泽县农业农村局");
    desk.field("截止日").focus();
    desk.run();
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.type_text("32");
    desk.press(Key::Enter);
    assert!(desk.app().modal().is_some(), "there is no such day");
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.type_text("20");
    desk.click("显示和版面");
    desk.harness.get_by_label("深色").click();
    desk.run();
    desk.click("中文与数字、英文之间留四分之一字空");
    desk.click("本机公文字体");
    // Whichever this machine has, each role says which face it gets.
    for role in ["小标宋：", "黑体：", "楷体：", "仿宋："] {
        assert!(desk.says(role), "{role}");
    }
    desk.click("保存设置");
    assert!(desk.app().modal().is_none());
    let settings = desk.app().settings();
    assert_eq!(settings.agency, "云泽县农业农村局");
    assert_eq!((settings.due_month, settings.due_day), (1, 20));
    assert!(settings.layout().latin_gap);
    assert_eq!(settings.faces, Choice::Office);
    assert_eq!(desk.harness.ctx.theme(), egui::Theme::Dark);
    assert_eq!(Settings::load(&folders(desk.folder.path())).0, *settings);
}

#[test]
fn problems_are_walked_and_gone_to_by_keyboard() {
    let mut desk = sample();
    unbalance(&mut desk);
    desk.give(NavigationCommand::Show(Part::Basic));
    for _ in 0..2 {
        desk.press(Key::F6);
    }
    let row = desk.harness.get_by_label_contains("不能保存，表三");
    assert!(row.is_focused());
    desk.press(Key::Enter);
    assert_eq!(desk.app().part(), Part::Section(3));
    assert!(desk.app().finding().is_some());
}

#[test]
fn blank_cells_of_a_table_are_one_line_with_one_button() {
    let mut settings = desk::settings();
    settings.problems_height = 440.0;
    let mut desk = Desk::sized([1366.0, 1100.0], &settings);
    desk.give(Command::Do(Action::New));
    // A form in which nothing is filled in is one finding.
    let edits = vec![Edit::Value(CellId { table: 1, index: 0 }, Value::Count(3))];
    desk.give(DocumentCommand::Edit { label: "填".into(), edits, merge: None });
    let blank = desk.harness.get_all_by_label_contains("格空白。没有的事项应当填 0。").count();
    assert!(blank >= 1);
    let fill = desk.harness.get_all_by_label_contains("格补 0，表").next().unwrap();
    fill.click();
    desk.run();
    assert!(desk.undo_label().unwrap().ends_with("格补 0"));
}

#[test]
fn an_idle_window_asks_for_no_frame() {
    let mut desk = sample();
    desk.harness.run_steps(4);
    let output = &desk.harness.output().viewport_output[&egui::ViewportId::ROOT];
    assert!(
        output.repaint_delay > std::time::Duration::from_hours(1),
        "{:?}",
        output.repaint_delay
    );
}

#[test]
fn room_is_given_up_in_order_and_taken_back_by_hand() {
    // 1366 × 768 at 125 %, less title bar and task bar.
    let mut desk = Desk::sized([1093.0, 544.0], &desk::settings());
    desk.give(Command::Do(Action::Sample));
    desk.give(Command::Do(Action::Section3));
    assert!(desk.has("展开问题栏") && desk.has("展开预览"));
    desk.press(Key::F8);
    assert!(desk.has("收起问题栏"), "what is unfolded by hand stays so");
    desk.press(Key::F8);
    assert!(desk.has("展开问题栏"));
    assert!(!desk.app().settings().problems_open);
}

#[test]
fn behind_a_sheet_nothing_is_explained() {
    let mut desk = Desk::new();
    desk.give(Command::Do(Action::Sample));
    desk.node(Action::Find.label()).hover();
    for _ in 0..20 {
        desk.harness.step();
    }
    let explained_now = |desk: &Desk| desk.says(Action::Find.tooltip());
    assert!(explained_now(&desk));
    desk.give(Command::Do(Action::Settings));
    assert!(!explained_now(&desk));
}

#[test]
fn a_damaged_settings_file_is_put_aside_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let folders = Folders { config: folder.path().into(), data: folder.path().join("data") };
    let path = folder.path().join("settings.ron");
    file::write_atomic(&path, b"(agency: ").unwrap();
    let app =
        App::new(folders, Arc::new(NoDialogs), Arc::new(desk::NoPrograms), NOW, Arc::new(|| {}));
    assert!(
        matches!(app.modal(), Some(nianbao::app::Modal::Failed(text)) if text.contains("damaged"))
    );
    assert!(folder.path().join("settings.damaged-1.ron").exists());
}
