//! Years side by side: tables, charts, words, the text for the public and the reasons, by accessible name.

use std::path::PathBuf;

use crate::desk::{Desk, read};
use crate::support::clerk::sample;
use egui::{Key, Modifiers};
use nianbao::app::compare::messages::{YearsOutput, YearsTab};
use nianbao::app::{Action, Command, CompareCommand, DocumentCommand, Modal, OpeningCommand};
use nianbao::file;
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Report, Value};
use nianbao::rules::Balanced;

const TOWN: &str = "云泽县柳塘镇人民政府";

/// The sample as the report of a year of an agency.
fn of_year(year: u16, agency: &str) -> Report {
    let mut report = nianbao::open::read("sample.ron", &sample()).unwrap().into_report();
    report.apply(Edit::Text(Field::Agency, agency.into())).unwrap();
    report.apply(Edit::Text(Field::Title, report.edition().title(agency, year))).unwrap();
    report.apply(Edit::Year(Some(year))).unwrap();
    report.last = None;
    report
}

fn written(desk: &Desk, report: &Report) -> PathBuf {
    let path = desk.path(&format!("{}{}.nianbao", report.agency, report.year.unwrap()));
    let text = Balanced::new(report).map_or_else(|_| file::draft_text(report), file::report_text);
    std::fs::write(&path, text).unwrap();
    path
}

fn received(report: &Report, column: usize) -> CellId {
    let form = &report.edition().tables[1];
    CellId { table: 1, index: form.cell_at(form.row("received").unwrap(), column).unwrap() }
}

/// 2024 and 2025 of a town; in 2024 natural persons asked 16 times less.
fn two_years(desk: &mut Desk) {
    let mut before = of_year(2024, TOWN);
    let cell = received(&before, 0);
    before.apply(Edit::Value(cell, Value::Count(7))).unwrap();
    let mut now = of_year(2025, TOWN);
    now.last = Some(before.as_last_year());
    let path = written(desk, &now);
    desk.give(OpeningCommand::File(path));
    let before = written(desk, &before);
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    desk.give(CompareCommand::AddFiles(vec![before]));
}

#[test]
fn a_report_is_shown_beside_other_years() {
    let mut desk = Desk::new();
    two_years(&mut desk);
    assert!(desk.says("历年对照"));
    let line = "一、本年新收政府信息公开申请数量：2024 年 13，2025 年 29，比上年 ＋16，＋123.1%";
    assert!(desk.has(line), "the line is read out");
    // The keyboard is on the first line at once, and walks.
    assert_eq!(desk.focused(), line);
    let chosen = desk.app().years().unwrap().chosen;
    desk.press(Key::ArrowDown);
    assert_ne!(desk.app().years().unwrap().chosen, chosen);
    assert!(desk.says("二、上年结转政府信息公开申请数量"), "the chart follows");
    // Tabs by the keys of sections, and by the mouse.
    desk.press_with(Modifiers::COMMAND, Key::PageDown);
    assert_eq!(desk.app().years().unwrap().tab, YearsTab::Proceedings);
    for tab in YearsTab::ALL {
        desk.click(tab.label());
        assert_eq!(desk.app().years().unwrap().tab, tab);
    }
    desk.click("图");
    assert!(desk.says("予以公开占办理结果总计（百分比"), "a chart is told in words");
    desk.click("表三");
    desk.press(Key::Enter);
    assert!(desk.app().years().is_none(), "Enter leads to the figure in the report");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    desk.press(Key::Escape);
    assert!(desk.app().years().is_none());
    assert!(desk.app().document().is_some());
}

#[test]
fn what_does_not_belong_is_refused_with_its_name() {
    let mut desk = Desk::new();
    two_years(&mut desk);
    let other = of_year(2023, "云泽县青溪镇人民政府");
    let other = written(&desk, &other);
    desk.give(CompareCommand::AddFiles(vec![other]));
    let Some(Modal::Failed(told)) = desk.app().modal() else { panic!("nothing is told") };
    assert!(told.contains("云泽县青溪镇人民政府2023.nianbao"), "{told}");
    desk.give(Command::Dismiss);
    assert_eq!(desk.app().years().unwrap().comparison.as_ref().unwrap().years, [2024, 2025]);
    desk.give(CompareCommand::Remove(2024));
    assert_eq!(desk.app().years().unwrap().comparison.as_ref().unwrap().years, [2025]);
    assert!(desk.says("添加上年报告后，可逐年对照"));
}

#[test]
fn a_year_that_no_longer_fits_is_told_and_its_figures_are_not_shown() {
    let mut desk = Desk::new();
    two_years(&mut desk);
    let edits = vec![Edit::Year(Some(2024))];
    desk.give(DocumentCommand::Edit { label: "年度".into(), edits, merge: None });
    assert!(matches!(desk.app().modal(), Some(Modal::Failed(_))), "nothing is told");
    desk.give(Command::Dismiss);
    assert_eq!(desk.app().years().unwrap().comparison.as_ref().unwrap().years, [2024]);
}

#[test]
fn several_files_without_a_report() {
    let mut desk = Desk::new();
    desk.give(Command::Do(Action::CompareYears));
    assert!(desk.says("还没有报告。"));
    let files = (2016..=2025).map(|year| written(&desk, &of_year(year, TOWN))).collect();
    desk.give(CompareCommand::AddFiles(files));
    assert_eq!(desk.app().years().unwrap().comparison.as_ref().unwrap().years.len(), 10);
    desk.click("与上年核对表");
    assert!(desk.says("请先打开报告"));
    desk.click("返回");
    assert!(desk.app().years().is_none());
}

#[test]
fn a_reason_is_kept_in_the_report() {
    let mut desk = Desk::new();
    two_years(&mut desk);
    desk.click("与上年核对表");
    let field = desk.name_with("一、本年新收政府信息公开申请数量，申请人情况 自然人的原因");
    desk.field(&field).focus();
    desk.run();
    desk.type_text("征收项目较多");
    let reasons = |desk: &Desk| -> Vec<(String, String)> {
        let waivers = desk.report().waivers.iter();
        waivers.map(|waiver| (waiver.code.clone(), waiver.reason.clone())).collect()
    };
    let expected = [("上年核对".to_owned(), "征收项目较多".to_owned())];
    assert_eq!(reasons(&desk), expected);
    assert_eq!(desk.undo_label(), Some("写明原因"));
    // It is in the sheet, and in the file.
    let out = desk.path("核对表.xlsx");
    desk.give(CompareCommand::Write(YearsOutput::ChangesXlsx, out.clone()));
    let book = nianbao::workbook::read(&std::fs::read(out).unwrap()).unwrap();
    assert!(format!("{:?}", book.sheets[0].rows).contains("征收项目较多"));
    desk.press(Key::Escape);
    desk.press(Key::Escape);
    desk.give(Command::Do(Action::Undo));
    assert_eq!(reasons(&desk), []);
}

#[test]
fn the_text_is_kept_beside_the_report() {
    let mut desk = Desk::new();
    two_years(&mut desk);
    desk.click("解读");
    let beside = desk.path(&format!("{TOWN}2025.解读.txt"));
    assert!(desk.value("解读文字").contains("比 2024 年增加 16 件，增长 123.1%"));
    assert!(!beside.exists(), "a first version that nobody touched is no file");
    desk.give(CompareCommand::Reading("我们自己的解读。\n".into()));
    assert_eq!(std::fs::read_to_string(&beside).unwrap(), "我们自己的解读。\n");
    let report = read(&desk.path(&format!("{TOWN}2025.nianbao")));
    assert_eq!(report.waivers, [], "the report is as it was");
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    desk.click("解读");
    assert_eq!(desk.value("解读文字"), "我们自己的解读。\n");
    // Changed elsewhere meanwhile: it is not written over.
    std::fs::write(&beside, "别处").unwrap();
    desk.give(CompareCommand::Reading("又改。".into()));
    assert!(matches!(desk.app().modal(), Some(Modal::Failed(told)) if told.contains("在别处改过")));
    assert_eq!(std::fs::read_to_string(&beside).unwrap(), "别处");
    desk.give(Command::Dismiss);
    assert!(desk.says("请用“导出”另存"));
}

#[test]
fn everything_is_exported() {
    let mut desk = Desk::new();
    two_years(&mut desk);
    for output in YearsOutput::ALL {
        let out = desk.path(&format!("{}.{}", output.label(), output.extension()));
        desk.give(CompareCommand::Write(output, out.clone()));
        assert!(std::fs::metadata(&out).is_ok_and(|data| data.len() > 200), "{output:?}");
        assert!(desk.app().modal().is_none(), "{output:?}");
    }
    assert!(desk.path("一页图（PNG）.文字说明.txt").exists());
}
