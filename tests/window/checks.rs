//! What a clerk does about findings: the other place, fixes, reasons, last year's report, the
//! checklist, and which rules are asked.

use crate::desk;
use std::path::PathBuf;

use crate::desk::Desk;
use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::app::{Action, Command, DocumentCommand, Modal, Part, PathCommand, Purpose, Settings};
use nianbao::file;
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{Edit, Value};

/// The sample at its desk.
fn sample() -> Desk {
    let mut desk = Desk::new();
    desk.give(Command::Do(Action::Sample));
    desk
}

/// Changes words of section one.
fn reword(desk: &mut Desk, from: &str, to: &str) {
    let text = desk.report().text(Field::Before(1));
    assert!(text.contains(from), "{from}");
    let edits = vec![Edit::Text(Field::Before(1), text.replace(from, to))];
    edit(desk, edits);
}

fn edit(desk: &mut Desk, edits: Vec<Edit>) {
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
}

/// A cell by the names of its table, row and column.
fn cell(desk: &Desk, table: &str, row: &str, column: &str) -> CellId {
    let tables = &desk.report().edition().tables;
    let at = tables.iter().position(|form| form.id == table).unwrap();
    let form = &tables[at];
    let in_row = form.rows[form.row(row).unwrap()].cells.clone();
    let index = in_row.into_iter().find(|index| form.column_of(*index).id == column).unwrap();
    CellId { table: at, index }
}

/// More documents made than are in force: a warning without a fix.
fn impossible(desk: &mut Desk, in_force: i64) {
    let cell = cell(desk, "disclosure", "normative_documents", "in_force");
    edit(desk, vec![Edit::Value(cell, Value::Count(in_force))]);
}

fn codes(desk: &Desk) -> Vec<&'static str> {
    desk.app().document().unwrap().findings().iter().map(|finding| finding.code).collect()
}

fn count(desk: &Desk, code: &str) -> usize {
    codes(desk).iter().filter(|other| **other == code).count()
}

/// The reason that the first finding of a rule has.
fn waived(desk: &Desk, code: &str) -> Option<String> {
    let findings = desk.app().document().unwrap().findings();
    findings.iter().find(|finding| finding.code == code)?.waived.clone()
}

/// The first label that has these words in it.
fn label(desk: &Desk, words: &str) -> String {
    let node = desk.harness.query_all_by_label_contains(words).next().unwrap();
    node.accesskit_node().label().unwrap()
}

/// The first button whose name begins so.
fn button<'a>(desk: &'a Desk, name: &str) -> egui_kittest::Node<'a> {
    desk.harness
        .query_all_by_role(egui::Role::Button)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(name)))
        .unwrap_or_else(|| panic!("there is no {name}"))
}

fn click(desk: &mut Desk, name: &str) {
    button(desk, name).click();
    desk.run();
}

/// Opens the menu of a row by keyboard and walks to one of its lines.
fn choose(desk: &mut Desk, place: &str, line: &str) {
    button(desk, &format!("更多，{place}")).focus();
    desk.run();
    desk.press(Key::Enter);
    for _ in 0..8 {
        if desk.focused() == line {
            return desk.press(Key::Enter);
        }
        desk.press(Key::ArrowDown);
    }
    panic!("the menu has no {line}");
}

#[test]
fn a_problem_of_two_places_leads_to_both() {
    let mut desk = sample();
    reword(&mut desk, "申请29件", "申请28件");
    desk.give(Command::Do(Action::NextProblem));
    assert_eq!(desk.app().part(), Part::Section(1));
    click(&mut desk, "看表三，第一部分");
    assert_eq!(desk.app().part(), Part::Section(3));
    let total = cell(&desk, "applications", "received", "total");
    assert_eq!(desk.app().cursor(), Some(&Place::Cell(total)));
    // The card has the same way, and the fix.
    desk.give(Command::Do(Action::NextProblem));
    assert!(desk.has("收起提示"));
    desk.click("看表三");
    assert_eq!(desk.app().cursor(), Some(&Place::Cell(total)));
    click(&mut desk, "文字改为 29");
    assert!(desk.report().text(Field::Before(1)).contains("申请29件"));
}

#[test]
fn all_of_a_kind_are_mended_in_one_step() {
    let mut desk = sample();
    reword(
        &mut desk,
        "全年共收到政府信息公开申请29件",
        "收到政府信息公开申请27件。共收到政府信息公开申请28件",
    );
    let before = desk.report().clone();
    assert_eq!(count(&desk, "R19"), 2);
    choose(&mut desk, "第一部分", "全部改正 2 处");
    assert_eq!(count(&desk, "R19"), 0);
    assert!(desk.report().text(Field::Before(1)).contains("申请29件。共收到政府信息公开申请29件"));
    assert_eq!(desk.app().notice().unwrap(), "已改好同类问题 2 处");
    desk.give(Command::Do(Action::Undo));
    assert_eq!(*desk.report(), before);
}

/// The rows of the list, and the heads over them, as a screen reader reads them.
fn listed(desk: &Desk) -> Vec<String> {
    let nodes = desk.harness.query_all_by_role(egui::Role::ListItem);
    nodes.filter_map(|node| node.accesskit_node().label()).collect()
}

/// The sample in a window with room for many rows of problems.
fn roomy() -> Desk {
    let mut settings = desk::settings();
    settings.problems_height = 440.0;
    let mut desk = Desk::sized([1366.0, 1100.0], &settings);
    desk.give(Command::Do(Action::Sample));
    desk
}

#[test]
fn problems_are_listed_by_what_they_are_a_matter_of() {
    let mut desk = roomy();
    edit(&mut desk, vec![Edit::Text(Field::Heading(5), "五、存在的主要问题及改进措施".into())]);
    reword(&mut desk, "申请29件，", "申请28件,");
    let wrong = cell(&desk, "applications", "received", "natural");
    edit(&mut desk, vec![Edit::Value(wrong, Value::Count(999))]);
    let rows = listed(&desk);
    let place = |words: &str| {
        let found = rows.iter().position(|row| row.contains(words));
        found.unwrap_or_else(|| panic!("no {words} in {rows:#?}"))
    };
    assert_eq!(place("不能保存"), 0);
    assert!(place("28 件") < place("改进措施") && place("改进措施") < place("半角"), "{rows:#?}");
    for head in ["不能保存 1", "格式和内容 1", "文字和标点 1"] {
        assert!(desk.has(head), "{head}");
    }
    // A row says what its button writes.
    assert!(rows[place("改进措施")].contains("将写："), "{rows:#?}");
    assert!(rows[place("改进措施")].contains("→ 五、存在的主要问题及改进情况"), "{rows:#?}");
}

#[test]
fn equal_problems_are_one_row_with_one_button() {
    let mut desk = roomy();
    let text = desk.report().text(Field::Before(5)).replace('，', ",");
    edit(&mut desk, vec![Edit::Text(Field::Before(5), text)]);
    let before = desk.report().clone();
    let many = count(&desk, "R35");
    assert!(many > 1);
    let of_marks = |desk: &Desk| {
        listed(desk).into_iter().filter(|row| row.contains("半角")).collect::<Vec<_>>()
    };
    let rows = of_marks(&desk);
    assert_eq!(rows.len(), 1, "{rows:#?}");
    assert!(rows[0].contains(&format!("共 {many} 处")) && rows[0].contains("将写："), "{rows:#?}");
    click(&mut desk, &format!("逐处列出 {many} 处，第五部分"));
    assert_eq!(of_marks(&desk).len(), many + 1);
    click(&mut desk, &format!("收起 {many} 处，第五部分"));
    assert_eq!(of_marks(&desk).len(), 1);
    click(&mut desk, &format!("全部改正 {many} 处，第五部分"));
    assert_eq!(count(&desk, "R35"), 0);
    assert_eq!(desk.undo_label(), Some(format!("全部改正 {many} 处").as_str()));
    desk.give(Command::Do(Action::Undo));
    assert_eq!(*desk.report(), before);
}

#[test]
fn tidying_is_shown_before_it_is_done() {
    let mut desk = sample();
    let heading = "存在的主要问题及改进措施";
    edit(&mut desk, vec![Edit::Text(Field::Heading(5), heading.into())]);
    desk.give(Command::Do(Action::Tidy));
    assert!(desk.says("将改动下列 1 处"));
    assert!(desk.has(&format!("{heading} → 五、存在的主要问题及改进情况")));
    desk.press(Key::Escape);
    assert_eq!(desk.report().text(Field::Heading(5)), heading);
    desk.give(Command::Do(Action::Tidy));
    desk.press(Key::Enter);
    assert_eq!(desk.report().text(Field::Heading(5)), "五、存在的主要问题及改进情况");
    assert_eq!(desk.undo_label(), Some("整理格式 1 处"));
    desk.give(Command::Do(Action::Undo));
    assert_eq!(desk.report().text(Field::Heading(5)), heading);
    desk.give(Command::Do(Action::Redo));
    desk.give(Command::Do(Action::Tidy));
    assert!(desk.has("格式没有需要整理的地方。"));
    desk.press(Key::Enter);
    assert!(desk.app().modal().is_none());
}

#[test]
fn a_reason_is_written_shown_taken_back_and_lapses() {
    let mut desk = sample();
    assert!(desk.says("提醒 0"));
    impossible(&mut desk, 2);
    assert!(desk.says("提醒 1") && codes(&desk).contains(&"R09"), "{:?}", codes(&desk));
    click(&mut desk, "写明原因，表二");
    assert_eq!(desk.focused(), "原因");
    desk.press(Key::Enter);
    assert!(desk.app().modal().is_some(), "a reason has to be given");
    desk.type_text(" 当年制发当年废止 ");
    desk.press(Key::Enter);
    assert_eq!(waived(&desk, "R09").as_deref(), Some("当年制发当年废止"));
    assert!(desk.says("已写明原因，表二") && desk.says("原因：当年制发当年废止"));
    assert!(desk.says("提醒 0"), "what was answered is not counted: {:?}", codes(&desk));
    assert!(desk.undo_label().unwrap().starts_with("写明原因：表二"));
    desk.give(Command::Do(Action::Undo));
    assert_eq!(waived(&desk, "R09"), None);
    desk.give(Command::Do(Action::Redo));
    click(&mut desk, "取消说明，表二");
    assert_eq!(waived(&desk, "R09"), None);
    assert!(desk.report().waivers.is_empty());
    desk.give(Command::Do(Action::Undo));
    assert!(waived(&desk, "R09").is_some());
    impossible(&mut desk, 1);
    assert_eq!(waived(&desk, "R09"), None, "it was about another figure");
    desk.press_with(egui::Modifiers::COMMAND, Key::S);
    assert!(desk.report().waivers.is_empty());
}

#[test]
fn what_has_to_be_mended_takes_no_reason() {
    let mut desk = sample();
    let wrong = cell(&desk, "applications", "received", "natural");
    edit(&mut desk, vec![Edit::Value(wrong, Value::Count(999)), Edit::Year(Some(2020))]);
    assert!(desk.says("不能保存 1"));
    let reasons = desk.harness.query_all_by_label_contains("写明原因");
    let offered: Vec<String> = reasons.filter_map(|node| node.accesskit_node().label()).collect();
    for name in offered {
        assert!(!name.contains("自然人") && !name.contains("年度"), "{name}");
    }
}

/// A report of a year, kept in a file.
fn report_of(desk: &Desk, name: &str, year: Option<u16>, agency: &str) -> PathBuf {
    let mut report = desk.report().clone();
    report.apply(Edit::Year(year)).unwrap();
    report.apply(Edit::Text(Field::Agency, agency.into())).unwrap();
    let path = desk.path(name);
    file::write_atomic(&path, file::draft_text(&report).as_bytes()).unwrap();
    path
}

#[test]
fn last_years_report_is_put_in_by_hand() {
    let agency = "云泽县柳塘镇人民政府";
    let mut desk = sample();
    edit(&mut desk, vec![Edit::Last(None)]);
    let good = report_of(&desk, "去年", Some(2024), agency);
    desk.give(Command::Do(Action::LastYear));
    desk.field("文件路径");
    desk.give(PathCommand::Given(Purpose::LastYear, good));
    assert_eq!(desk.report().last.as_ref().unwrap().year, Some(2024));
    let told = format!("已带入 2024 年报告（{agency}）的数和文字，用于核对。");
    assert_eq!(desk.app().notice().unwrap(), told);
    assert!(codes(&desk).contains(&"R07"), "{:?}", codes(&desk));
    assert_eq!(desk.undo_label(), Some("选择上年报告"));
    desk.give(Command::Do(Action::Undo));
    assert_eq!(desk.report().last, None);

    for (name, year, agency, told, taken) in [
        ("早", Some(2023), agency, "选的是 2023 年的报告，没有带入。", false),
        ("别", Some(2024), "云泽县柳塘乡人民政府", "不同，机关更名的可以沿用", true),
        ("无", None, agency, "没有读出它的年度", true),
    ] {
        let path = report_of(&desk, name, year, agency);
        desk.give(PathCommand::Given(Purpose::LastYear, path));
        let Some(Modal::Failed(text)) = desk.app().modal() else { panic!("{name} is not told") };
        assert!(text.contains(told), "{text}");
        desk.press(Key::Escape);
        assert_eq!(desk.report().last.is_some(), taken, "{name}");
        if taken {
            desk.give(Command::Do(Action::Undo));
        }
    }
    let path = desk.path("没有");
    desk.give(PathCommand::Given(Purpose::LastYear, path));
    assert!(matches!(desk.app().modal(), Some(Modal::Failed(text)) if text.contains("没有")));
    assert_eq!(desk.report().last, None);
}

#[test]
fn the_checklist_names_every_point_and_leads_to_what_is_open() {
    let mut desk = sample();
    desk.give(Command::Do(Action::Checklist));
    assert!(desk.says("共 16 项：完成") && !desk.says("待处理"));
    desk.press(Key::Escape);
    impossible(&mut desk, 2);
    desk.give(Command::Do(Action::Section1));
    desk.give(Command::Do(Action::Checklist));
    assert!(desk.says("待处理 1 项"));
    assert!(desk.says("待处理，1 处"));
    desk.press(Key::Enter);
    assert!(desk.app().modal().is_none());
    assert_eq!(desk.app().part(), Part::Section(2));
    desk.give(Command::Do(Action::Checklist));
    let point = label(&desk, "9，与上年报告衔接，待处理");
    desk.click(&point);
    assert_eq!(desk.app().part(), Part::Section(2));
}

#[test]
fn the_checklist_is_written_as_pdf() {
    let mut desk = sample();
    desk.give(Command::Do(Action::Checklist));
    desk.click("导出为 PDF");
    assert!(desk.value("文件路径").ends_with("年度报告核对单.pdf"));
    let path = desk.path("核对单.pdf");
    desk.give(PathCommand::Given(Purpose::Checklist, path.clone()));
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
    assert!(desk.app().notice().unwrap().starts_with("已导出核对单"));
    desk.give(PathCommand::Given(Purpose::Checklist, path.clone()));
    assert!(desk.says("已经存在"));
    desk.press(Key::Escape);
    // A report file stays what it is.
    let agency = desk.report().agency.clone();
    let report = report_of(&desk, "报告.pdf", Some(2025), &agency);
    desk.give(PathCommand::Given(Purpose::Checklist, report.clone()));
    desk.press(Key::Enter);
    assert!(desk.says("这是一个报告文件，没有覆盖"));
    assert_eq!(desk::read(&report).agency, agency);
}

#[test]
fn rules_are_set_and_kept_outside_the_report() {
    let mut desk = sample();
    reword(&mut desk, "申请29件", "申请28件");
    let report = desk.report().clone();
    let open = |desk: &mut Desk| {
        desk.give(Command::Do(Action::Settings));
        desk.click("检查规则");
    };
    open(&mut desk);
    let name = label(&desk, "R19 ");
    desk.node(&name).focus();
    desk.run();
    desk.press(Key::Space);
    desk.node("R42，达到上年的").focus();
    desk.run();
    desk.type_text("1");
    assert!(desk.says("R42“达到上年的…倍或者几分之一”请填 2 至 1000 的整数。"));
    desk.press(Key::Enter);
    assert!(desk.app().modal().is_some(), "nothing is kept that is wrong");
    desk.press(Key::Delete);
    desk.press(Key::Backspace);
    desk.type_text("8");
    desk.press(Key::Enter);
    assert!(desk.app().modal().is_none());
    assert_eq!(count(&desk, "R19"), 0);
    assert_eq!(*desk.report(), report);
    let kept = Settings::load(&desk::folders(desk.folder.path())).0;
    assert!(kept.rules.off.contains("R19") && kept.rules.jump_times == 8);

    open(&mut desk);
    desk.click("恢复默认");
    desk.press(Key::Enter);
    assert_eq!(desk.app().settings().rules, nianbao::rules::Config::default());
    assert_eq!(count(&desk, "R19"), 1);
}

#[test]
fn what_blocks_saving_is_not_switched_off() {
    let mut desk = sample();
    desk.give(Command::Do(Action::Settings));
    desk.click("检查规则");
    let label = label(&desk, "R03 ");
    desk.click(&label);
    desk.click("保存设置");
    assert!(desk.app().settings().rules.off.is_empty());
}
