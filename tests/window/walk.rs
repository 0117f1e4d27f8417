//! Report 001 as the template for 2022, from the import to a checked PDF with name and date: once by
//! the keyboard alone, once by the mouse alone. Nothing is asked of the program but what the screen and
//! the accessibility tree show; the file dialogs are the test's own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::app::{Action, Dialogs, FileQuestion, Group, Picked};
use nianbao::finding::Severity;
use nianbao::rules::{Config, check};

use crate::desk::{Desk, NoPrograms, press, read};

/// The system's dialogs, which give the published report and what is proposed for what is written.
struct Dialog(PathBuf);

impl Dialogs for Dialog {
    fn folder(&self, _: &FileQuestion) -> Picked {
        Picked::File(self.0.clone())
    }

    fn open(&self, _: &FileQuestion) -> Picked {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/001.txt");
        Picked::File(source)
    }

    fn save(&self, _: &FileQuestion, name: &str, _: &str) -> Picked {
        Picked::File(self.0.join(name))
    }
}

/// A clerk at the start page, and the folder that everything is written to.
fn begin() -> (Desk, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let dialogs = Arc::new(Dialog(folder.path().to_owned()));
    let mut desk = Desk::on(dialogs, Arc::new(NoPrograms));
    desk.run();
    (desk, folder)
}

/// How many of last year's figures the bar says are left.
fn left(desk: &Desk) -> usize {
    if desk.says("上年的数都已核对") {
        return 0;
    }
    let said = desk.harness.query_all_by_label_contains("处上年的数没有核对");
    let said = said.filter_map(|node| {
        let node = node.accesskit_node();
        node.label().or(node.value())
    });
    let count =
        said.filter_map(|label| label.strip_prefix("还有 ")?.split(' ').next()?.parse().ok());
    count.max().expect("the bar says how many are left")
}

/// The current row of the panel, where nobody has decided on it.
fn at_an_open_one(desk: &Desk) -> bool {
    desk.harness.query_all_by_role(Role::ListItem).any(|node| {
        let node = node.accesskit_node();
        let label = node.label().unwrap_or_default();
        node.is_selected() == Some(true) && label.contains("，上年 ") && label.ends_with("未核对")
    })
}

/// The button that writes what is offered for the figure, where anything is.
fn offer(desk: &Desk) -> Option<String> {
    let buttons = desk.harness.query_all_by_role(Role::Button);
    let mut labels = buttons.filter_map(|node| node.accesskit_node().label());
    labels.find(|label| label.starts_with("改为 ") && label.ends_with('）'))
}

/// What has come of it.
fn finished(folder: &Path) {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with(".~lock."))
        .collect();
    names.sort();
    let has = |end: &str| names.iter().find(|name| name.ends_with(end)).map(|n| folder.join(n));
    let report = read(&has(".nianbao").unwrap_or_else(|| panic!("{names:?}")));
    let findings = check(&report, &Config::default());
    let grave: Vec<_> = findings.iter().filter(|f| f.severity < Severity::Warning).collect();
    assert!(grave.is_empty(), "{grave:#?}");
    assert!(findings.iter().all(|finding| finding.code != "R63"));
    assert_eq!((report.year, report.signature.date.as_str()), (Some(2022), "2026年1月12日"));
    assert_eq!(report.signature.name, report.agency);
    assert!(report.undecided().next().is_none() && !report.prose(1).contains("2021年，"));
    for end in ["年度报告.pdf", "核对单.pdf"] {
        let path = has(end).unwrap_or_else(|| panic!("{end}: {names:?}"));
        assert!(std::fs::read(path).unwrap().starts_with(b"%PDF-1.7"));
    }
}

// By the keyboard.

/// Tab to what is called so.
fn tab_to(desk: &mut Desk, name: &str) {
    for _ in 0..200 {
        if desk.focused() == name {
            return;
        }
        desk.frame(vec![press(Modifiers::NONE, Key::Tab)]);
        desk.harness.run();
    }
    panic!("Tab does not lead to {name}; the keyboard is on {}", desk.focused());
}

/// Alt, right to the menu, down to the item, Enter.
fn menu(desk: &mut Desk, action: Action) {
    desk.tap_alt();
    let arrow = |desk: &mut Desk, key| {
        desk.frame(vec![press(Modifiers::NONE, key)]);
        desk.harness.run();
    };
    for _ in 0..Group::ALL.iter().position(|group| *group == action.group()).unwrap() {
        arrow(desk, Key::ArrowRight);
    }
    for _ in 0..50 {
        arrow(desk, Key::ArrowDown);
        if desk.focused() == action.label() {
            return desk.press(Key::Enter);
        }
    }
    panic!("arrow keys do not lead to {action:?}");
}

/// The sheet in front is answered with Enter, its primary.
fn answer(desk: &mut Desk, title: &str) {
    assert!(desk.says(title), "there is no sheet {title}");
    desk.press(Key::Enter);
}

#[test]
fn by_the_keyboard_alone() {
    let (mut desk, folder) = begin();
    let (ctrl, alt) = (Modifiers::COMMAND, Modifiers::ALT);
    desk.press_with(ctrl, Key::I);
    assert!(desk.says("核对导入："), "Ctrl+I reads the report");
    tab_to(&mut desk, "作为 2022 年的模板");
    desk.press(Key::Enter);
    answer(&mut desk, "沿用上年的情况");
    for key in [Key::Num2, Key::Num3, Key::Num4] {
        desk.press_with(alt, key);
        desk.press_with(ctrl, Key::B);
    }
    desk.press_with(alt, Key::Num1);
    let all = left(&desk);
    assert!(all > 5, "{all}");
    for rest in (0..all).rev() {
        // What has been decided on is left at once; the first is gone to.
        if !at_an_open_one(&desk) {
            desk.press(Key::F4);
        }
        match offer(&desk) {
            Some(_) => desk.press_with(ctrl | Modifiers::SHIFT, Key::Enter),
            None => desk.press_with(ctrl, Key::Enter),
        }
        assert_eq!(left(&desk), rest, "one at a time");
    }
    desk.press(Key::Escape);
    desk.press_with(alt, Key::Num0);
    tab_to(&mut desk, "成文日期");
    desk.type_text("2026年1月12日");
    desk.press_with(ctrl, Key::S);
    assert!(desk.says("已保存"), "{:?}", desk.app().modal());
    menu(&mut desk, Action::Checklist);
    tab_to(&mut desk, "导出为 PDF");
    desk.press(Key::Enter);
    desk.press(Key::Escape);
    desk.press_with(ctrl, Key::E);
    for _ in 0..4 {
        if finished_export(folder.path()) {
            break;
        }
        desk.press(Key::Enter);
    }
    finished(folder.path());
}

/// Whether the report's PDF is there.
fn finished_export(folder: &Path) -> bool {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.into_iter().any(|name| name.to_string_lossy().ends_with("年度报告.pdf"))
}

// By the mouse.

/// A click on the middle of what is called so, where it is on the screen.
fn click(desk: &mut Desk, name: &str) {
    let all: Vec<_> = desk.harness.query_all_by_label(name).collect();
    let node = all.last().unwrap_or_else(|| panic!("nothing is called {name}"));
    let at = node.rect().center();
    let room = desk.harness.ctx.content_rect();
    assert!(room.contains(at), "{name} is on the screen: {at:?}");
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        let modifiers = Modifiers::NONE;
        let event = egui::Event::PointerButton { pos: at, button, pressed, modifiers };
        desk.frame(vec![egui::Event::PointerMoved(at), event]);
    }
    desk.run();
}

/// A click on the first whose name contains this.
fn click_like(desk: &mut Desk, part: &str) {
    let name = desk
        .harness
        .query_all_by_label_contains(part)
        .find(|node| matches!(node.accesskit_node().role(), Role::Button | Role::Tab))
        .and_then(|node| node.accesskit_node().label())
        .unwrap_or_else(|| panic!("nothing is called {part}"));
    click(desk, &name);
}

/// The menu's title, and its item.
fn item(desk: &mut Desk, action: Action) {
    click(desk, action.group().label());
    // What is higher than the window scrolls.
    for _ in 0..20 {
        let room = desk.harness.ctx.content_rect();
        let at = desk.node(action.label()).rect();
        if at.bottom() < room.bottom() - 24.0 {
            break;
        }
        let unit = egui::MouseWheelUnit::Line;
        let (delta, modifiers) = (egui::vec2(0.0, -4.0), Modifiers::NONE);
        let (phase, source) = (egui::TouchPhase::Move, egui::MouseWheelSource::Wheel);
        let over = egui::Event::PointerMoved(egui::pos2(60.0, room.center().y));
        desk.frame(vec![over, egui::Event::MouseWheel { unit, delta, phase, source, modifiers }]);
        desk.harness.run();
    }
    // Until it has come to rest.
    let mut before = None;
    while before.replace(desk.node(action.label()).rect()) != Some(desk.node(action.label()).rect())
    {
        desk.harness.run();
    }
    click(desk, action.label());
}

#[test]
fn by_the_mouse_alone() {
    let (mut desk, folder) = begin();
    click(&mut desk, Action::Import.label());
    assert!(desk.says("核对导入："));
    click(&mut desk, "作为 2022 年的模板");
    click(&mut desk, "开始填写");
    item(&mut desk, Action::FillReport);
    click_like(&mut desk, "一、总体情况");
    let all = left(&desk);
    for rest in (0..all).rev() {
        if !at_an_open_one(&desk) {
            click(&mut desk, "下一处上年的数");
        }
        match offer(&desk) {
            Some(name) => click(&mut desk, &name),
            None => click_like(&mut desk, "仍然对："),
        }
        assert_eq!(left(&desk), rest, "one at a time");
    }
    click(&mut desk, "退出核对上年");
    click_like(&mut desk, "基本信息");
    click_like(&mut desk, "填入今天");
    click(&mut desk, Action::Save.label());
    assert!(desk.says("已保存"), "{:?}", desk.app().modal());
    item(&mut desk, Action::Checklist);
    click(&mut desk, "导出为 PDF");
    if desk.has("关闭") {
        click(&mut desk, "关闭");
    }
    click(&mut desk, Action::Export.label());
    for name in ["仍要导出", "导出"] {
        let is_there = desk.harness.query_all_by_label(name).next().is_some();
        if is_there && !finished_export(folder.path()) {
            click(&mut desk, name);
        }
    }
    finished(folder.path());
}
