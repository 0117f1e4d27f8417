//! Years side by side: tables, charts, words, the text for the public and the reasons, by accessible name.

use std::path::PathBuf;
use std::sync::Arc;

use crate::desk::{Desk, NoPrograms, read};
use crate::support::clerk::sample;
use egui::{Key, Modifiers};
use nianbao::app::compare::messages::{YearsOutput, YearsTab};
use nianbao::app::{
    Action, Command, CompareCommand, Dialogs, DocumentCommand, FileQuestion, Modal,
    NavigationCommand, OpeningCommand, Part, PathModal, Picked, Purpose,
};
use nianbao::file;
use nianbao::report::place::{CellId, Field, Place};
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
pub(crate) fn two_years(desk: &mut Desk) {
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
    assert!(desk.says("予以公开占办结（纵轴"), "a chart is told in words");
    assert!(desk.says("予以公开占办结的数据表"), "and there is a table behind it");
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
fn last_years_report_is_taken_from_the_years_that_were_added() {
    let mut desk = Desk::new();
    let path = written(&desk, &of_year(2025, TOWN));
    desk.give(OpeningCommand::File(path));
    desk.give(CompareCommand::Open);
    desk.click("与上年核对表");
    assert!(desk.has("选择上年报告"), "nothing leads on");
    let before = [2023, 2024].map(|year| written(&desk, &of_year(year, TOWN)));
    desk.give(CompareCommand::AddFiles(before.to_vec()));
    desk.click("带入已添加的 2024 年报告");
    assert_eq!(desk.report().last.as_ref().unwrap().year, Some(2024));
    assert_eq!(desk.undo_label(), Some("选择上年报告"));
    assert!(desk.says("列出与上年相差"));
    assert!(desk.says("，与上年不相接"), "why a figure without a change is listed");
    // What is shown is what is exported, unless something else is chosen.
    desk.press_with(Modifiers::COMMAND, Key::E);
    desk.press(Key::Enter);
    let asked = desk.app().modal();
    let is_sheet = matches!(
        asked,
        Some(Modal::Path(PathModal::Ask { purpose: Purpose::Years(YearsOutput::ChangesPdf), .. }))
    );
    assert!(is_sheet, "{asked:?}");
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

#[test]
fn years_of_a_report_stand_in_its_frame() {
    let mut desk = Desk::new();
    two_years(&mut desk);
    assert!(desk.says("基本信息") && desk.says("2025 年与上年差"));
    assert!(desk.says("勾稽核对：2024 年"), "both sides of each year");
    // F6 goes from the lines to the problems, to the parts, and back to the lines.
    let line = desk.focused();
    desk.press(Key::F6);
    assert_ne!(desk.focused(), line);
    for _ in 0..2 {
        desk.press(Key::F6);
    }
    assert_eq!(desk.focused(), line);
    // A part of the report leads to it, and the years that were added are kept.
    let part = desk.name_with("一、总体情况");
    desk.click(&part);
    assert!(desk.app().years().is_none());
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    assert_eq!(desk.app().years().unwrap().comparison.as_ref().unwrap().years, [2024, 2025]);
    assert_eq!(desk.app().years().unwrap().sources[0].name, format!("{TOWN}2024.nianbao"));
    // So does what is looked for.
    desk.press_with(Modifiers::COMMAND, Key::F);
    assert!(desk.app().years().is_none() && desk.app().search().is_some());
}

#[test]
fn a_figure_of_the_report_leads_to_its_years_and_back() {
    let mut desk = Desk::new();
    two_years(&mut desk);
    desk.press(Key::Escape);
    let cell = received(desk.report(), 0);
    desk.give(NavigationCommand::Goto(Place::Cell(cell)));
    desk.click("这一格的历年对照");
    let view = desk.app().years().unwrap();
    assert_eq!(
        (view.tab, view.chosen, view.columns[1]),
        (YearsTab::Applications, Some(cell), Some(0))
    );
    let line = "一、本年新收政府信息公开申请数量：自然人：2024 年 7，2025 年 23，比上年 ＋16";
    assert_eq!(desk.focused(), line);
    desk.press(Key::Enter);
    assert!(desk.app().years().is_none());
    assert_eq!(desk.app().cursor(), Some(&Place::Cell(cell)));
}

#[test]
fn the_words_of_a_section_lead_to_those_of_last_year() {
    let mut desk = Desk::new();
    let mut before = of_year(2024, TOWN);
    before.apply(Edit::Text(Field::Before(5), "一是更新不够及时。".into())).unwrap();
    let mut now = of_year(2025, TOWN);
    now.apply(Edit::Text(Field::Before(5), "一是更新比较及时。".into())).unwrap();
    now.last = Some(before.as_last_year());
    let path = written(&desk, &now);
    desk.give(OpeningCommand::File(path));
    desk.give(NavigationCommand::Show(Part::Section(5)));
    desk.click("与上年并排看");
    let view = desk.app().years().unwrap();
    assert_eq!((view.tab, view.section), (YearsTab::Prose, Some(5)));
    assert!(desk.has("2024 年：一是更新〔删去：不够〕及时。"), "each column is heard by itself");
    assert!(desk.has("2025 年：一是更新〔增加：比较〕及时。"));
    desk.click("到报告的第五部分");
    assert!(desk.app().years().is_none());
    assert_eq!(desk.app().part(), Part::Section(5));
}

#[test]
fn another_scope_is_marked_and_its_note_kept_in_the_report() {
    let mut desk = Desk::new();
    two_years(&mut desk);
    desk.click("2024 年");
    desk.click("统计范围说明…");
    desk.type_text("含当年并入的 2 个单位");
    desk.press(Key::Enter);
    assert!(desk.says("2024 年统计范围与其他年度不同。含当年并入的 2 个单位"));
    assert!(desk.has("2024 年，统计范围与其他年度不同"));
    let kept = |desk: &Desk| {
        let waivers = desk.report().waivers.iter();
        waivers.map(|w| (w.code.clone(), w.place.clone())).collect::<Vec<_>>()
    };
    assert_eq!(kept(&desk), [("统计范围".to_owned(), "2024".to_owned())]);
    desk.click("修改说明");
    assert_eq!(desk.value("说明"), "含当年并入的 2 个单位");
    desk.click("与其他年度相同");
    assert!(!desk.says("统计范围与其他年度不同"));
    desk.give(Command::Do(Action::Undo));
    desk.give(Command::Do(Action::Undo));
    assert_eq!(kept(&desk), []);
}

#[test]
fn ten_years_scroll_under_their_labels() {
    let mut desk = Desk::new();
    let files = (2016..=2025).map(|year| written(&desk, &of_year(year, TOWN))).collect();
    desk.give(CompareCommand::AddFiles(files));
    assert!(desk.has("2025 年，本年度") && !desk.has("2016 年"), "the latest have room first");
    for _ in 0..12 {
        desk.press(Key::ArrowLeft);
    }
    assert!(desk.has("2016 年") && !desk.has("2025 年，本年度"));
    desk.click("更晚的年度，还有 5 个");
    assert!(desk.says("更晚的年度，还有 4 个"));
    // The file that a year is of, and the way to take it out.
    desk.click("2017 年");
    assert!(desk.has(&format!("来自：{TOWN}2017.nianbao")));
    desk.click("去掉 2017 年");
    assert_eq!(desk.app().years().unwrap().sources.len(), 9);
    desk.node("2018 年").click_secondary();
    desk.run();
    assert!(desk.has(&format!("来自：{TOWN}2018.nianbao")), "the right button asks as well");
}

/// A desktop whose dialog gives several files.
struct Several(Vec<PathBuf>);

impl Dialogs for Several {
    fn open(&self, _: &FileQuestion) -> Picked {
        Picked::Cancelled
    }

    fn open_several(&self, _: &FileQuestion) -> Picked {
        Picked::Files(self.0.clone())
    }

    fn save(&self, _: &FileQuestion, _: &str, _: &str) -> Picked {
        Picked::Cancelled
    }

    fn folder(&self, _: &FileQuestion) -> Picked {
        Picked::Cancelled
    }
}

#[test]
fn several_files_of_the_dialog_are_years() {
    let here = Desk::new();
    let files: Vec<PathBuf> = [2024, 2025].map(|year| written(&here, &of_year(year, TOWN))).into();
    let mut desk = Desk::on(Arc::new(Several(files)), Arc::new(NoPrograms));
    desk.give(Command::Do(Action::Open));
    assert_eq!(desk.app().years().unwrap().comparison.as_ref().unwrap().years, [2024, 2025]);
    desk.press_with(Modifiers::COMMAND, Key::E);
    assert!(desk.has("各年数字（Excel）") && !desk.says("与上年核对表（PDF）"));
}

/// Folders of three years, each naming the one before; the town's report stands in all of them.
fn three_folders(desk: &Desk) -> PathBuf {
    for (year, last) in [(2023, ""), (2024, "../2023"), (2025, "../2024")] {
        let folder = desk.path(&year.to_string());
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("名录.csv"), "单位代码,单位名称\n01,柳塘镇\n02,青溪镇\n")
            .unwrap();
        let decisions = format!("(version: 1, year: {year}, last: \"{last}\")");
        std::fs::write(folder.join("汇总.nianbao-rollup"), decisions).unwrap();
        for agency in [TOWN, "云泽县青溪镇人民政府"] {
            let report = of_year(year, agency);
            let text = Balanced::new(&report)
                .map_or_else(|_| file::draft_text(&report), file::report_text);
            std::fs::write(folder.join(format!("{agency}.nianbao")), text).unwrap();
        }
    }
    desk.path("2025")
}

#[test]
fn a_unit_of_a_roll_up_has_its_years() {
    let mut desk = Desk::new();
    let folder = three_folders(&desk);
    desk.give(OpeningCommand::File(folder));
    assert!(desk.app().roll_up_in_front());
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    let view = desk.app().years().unwrap();
    assert_eq!(view.of_unit.as_deref(), Some("柳塘镇"));
    assert_eq!(view.comparison.as_ref().unwrap().years, [2023, 2024, 2025]);
    assert!(view.sources.iter().all(|source| source.report.agency == TOWN), "{:?}", view.sources);
    assert!(desk.says("柳塘镇 历年对照") && desk.says("收报登记"), "in the roll-up's frame");
    desk.press(Key::Escape);
    assert!(desk.app().years().is_none() && desk.app().roll_up_in_front());
    desk.click("历年对照，选中的单位");
    desk.press(Key::Enter);
    assert!(desk.app().years().is_none());
    assert_eq!(desk.report().agency, TOWN, "Enter opens the unit's report at the figure");
    // A unit's years are not the report's.
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    assert_eq!(desk.app().years().unwrap().of_unit, None);
}
