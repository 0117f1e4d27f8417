//! Report 001 as the template for 2022, from the import to a checked PDF with name and date: once by
//! the keyboard alone, once by the mouse alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::app::{Action, Dialogs, Group, Part, Picked};
use nianbao::finding::Severity;

use crate::desk::{Desk, NoPrograms, press, read};

/// The system's dialogs, which give the published report and what is proposed for what is written.
struct Dialog(PathBuf);

impl Dialogs for Dialog {
    fn folder(&self, _: &str) -> Picked {
        Picked::File(self.0.clone())
    }

    fn open(&self, _: &str) -> Picked {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/001.txt");
        Picked::File(source)
    }

    fn save(&self, _: &str, name: &str, _: &str) -> Picked {
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

/// What has come of it.
fn finished(desk: &Desk, folder: &Path) {
    let findings = desk.app().document().unwrap().findings().iter();
    let grave: Vec<_> = findings.filter(|finding| finding.severity < Severity::Warning).collect();
    assert!(grave.is_empty(), "{grave:#?}");
    assert!(desk.app().undecided().is_empty());
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with(".~lock."))
        .collect();
    names.sort();
    let has = |end: &str| names.iter().find(|name| name.ends_with(end)).map(|n| folder.join(n));
    let report = read(&has(".nianbao").unwrap_or_else(|| panic!("{names:?}")));
    assert_eq!((report.year, report.signature.date.as_str()), (Some(2022), "2026年1月12日"));
    assert_eq!(report.signature.name, report.agency);
    assert!(report.carried.is_empty() && !report.prose(1).contains("2021年，"));
    for end in ["年度报告.pdf", "核对单.pdf"] {
        let path = has(end).unwrap_or_else(|| panic!("{end}: {names:?}"));
        assert!(std::fs::read(path).unwrap().starts_with(b"%PDF-1.7"));
    }
}

// By the keyboard.

/// Tab to what is called so.
fn tab_to(desk: &mut Desk, name: &str) {
    for _ in 0..300 {
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
    for _ in 0..40 {
        arrow(desk, Key::ArrowDown);
        if desk.focused() == action.label() {
            return desk.press(Key::Enter);
        }
    }
    panic!("arrow keys do not lead to {action:?}");
}

/// The figure that the clerk is at, as last year had it, and what the tables have for it.
fn here(desk: &Desk) -> (String, bool) {
    let mark = desk.app().undecided_here().expect("F4 leads to a figure");
    (mark.was.clone(), desk.app().offered(mark).is_some())
}

#[test]
fn by_the_keyboard_alone() {
    let (mut desk, folder) = begin();
    let (ctrl, alt) = (Modifiers::COMMAND, Modifiers::ALT);
    desk.press_with(ctrl, Key::I);
    assert!(desk.app().review().is_some(), "Ctrl+I reads the report");
    tab_to(&mut desk, "作为 2022 年的模板");
    desk.press(Key::Enter);
    desk.press(Key::Escape);
    assert!(desk.app().review().is_none() && desk.report().year == Some(2022));
    for key in [Key::Num2, Key::Num3, Key::Num4] {
        desk.press_with(alt, key);
        desk.press_with(ctrl, Key::B);
    }
    desk.press_with(alt, Key::Num1);
    let all = desk.app().undecided().len();
    assert!(all > 5, "{all}");
    for left in (0..all).rev() {
        // What has been decided on is left at once; the first is gone to.
        if desk.app().undecided_here().is_none() {
            desk.press(Key::F4);
        }
        match here(&desk) {
            (_, true) => desk.press_with(ctrl | Modifiers::SHIFT, Key::Enter),
            _ => desk.press_with(ctrl, Key::Enter),
        }
        assert_eq!(desk.app().undecided().len(), left, "one at a time");
    }
    desk.press_with(alt, Key::Num0);
    assert_eq!(desk.app().part(), Part::Basic);
    tab_to(&mut desk, "成文日期");
    desk.type_text("2026年1月12日");
    desk.press_with(ctrl, Key::S);
    assert!(!desk.app().document().unwrap().is_dirty(), "it is saved");
    menu(&mut desk, Action::Checklist);
    tab_to(&mut desk, "导出为 PDF");
    desk.press(Key::Enter);
    desk.press_with(ctrl, Key::E);
    desk.press(Key::Enter);
    if desk.app().modal().is_some() {
        desk.press(Key::Escape);
    }
    finished(&desk, folder.path());
}

// By the mouse.

/// A click on the middle of what is called so, where it is on the screen.
fn click(desk: &mut Desk, name: &str) {
    let node = desk.harness.get_all_by_label(name).last().unwrap();
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
        .find(|node| matches!(node.accesskit_node().role(), egui::Role::Button | egui::Role::Tab))
        .and_then(|node| node.accesskit_node().label())
        .unwrap_or_else(|| panic!("nothing is called {part}"));
    click(desk, &name);
}

/// The menu's title, and its item.
fn item(desk: &mut Desk, action: Action) {
    click(desk, action.group().label());
    click(desk, action.label());
}

#[test]
fn by_the_mouse_alone() {
    let (mut desk, folder) = begin();
    click(&mut desk, Action::Import.label());
    assert!(desk.app().review().is_some());
    click(&mut desk, "作为 2022 年的模板");
    click(&mut desk, "开始填写");
    item(&mut desk, Action::FillReport);
    click_like(&mut desk, "一、总体情况");
    assert_eq!(desk.app().part(), Part::Section(1));
    let all = desk.app().undecided().len();
    for left in (0..all).rev() {
        if desk.app().undecided_here().is_none() {
            click(&mut desk, "下一处上年的数");
        }
        match here(&desk) {
            (_, true) => click_like(&mut desk, "改为 "),
            _ => click_like(&mut desk, "仍然对："),
        }
        assert_eq!(desk.app().undecided().len(), left, "one at a time");
    }
    click_like(&mut desk, "基本信息");
    click(&mut desk, "填入今天的日期");
    click(&mut desk, Action::Save.label());
    assert!(!desk.app().document().unwrap().is_dirty());
    item(&mut desk, Action::Checklist);
    click(&mut desk, "导出为 PDF");
    click(&mut desk, Action::Export.label());
    click(&mut desk, "导出");
    if desk.app().modal().is_some() {
        click(&mut desk, "关闭");
    }
    finished(&desk, folder.path());
}
