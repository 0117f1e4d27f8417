//! Prose, basic information and the find bar, as a clerk meets them.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used)] // A test that cannot go on fails.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use nianbao::app::date::{Date, Moment};
use nianbao::app::{Action, App, Command, Dialogs, Folders, Part, Picked, Settings};
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{Edit, Value};
use nianbao::ui::basic::BasicView;
use nianbao::ui::find::FindView;
use nianbao::ui::prose::ProseView;
use nianbao::ui::{basic, find, prose, theme};

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn open(&self, _: &str) -> Picked {
        Picked::Cancelled
    }
    fn save(&self, _: &str, _: &str, _: &str) -> Picked {
        Picked::Cancelled
    }
}

struct Window {
    app: App,
    prose: ProseView,
    basic: BasicView,
    find: FindView,
    _folder: tempfile::TempDir,
}

impl Window {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| -> PathBuf { folder.path().join(name) };
        let folders = Folders { config: at("config"), data: at("data") };
        let now = Moment { date: Date { year: 2026, month: 1, day: 15 }, minute: 600 };
        let mut app = App::new(folders, Arc::new(NoDialogs), now, Arc::new(|| ()));
        let agency = "柳塘镇人民政府".to_owned();
        app.handle(Command::Settings(Box::new(Settings { agency, ..Settings::default() })));
        app.handle(Command::Dismiss);
        app.handle(Command::Do(Action::New));
        let (prose, basic, find) = Default::default();
        Self { app, prose, basic, find, _folder: folder }
    }

    fn ui(ui: &mut egui::Ui, window: &mut Self) {
        let mut out = Vec::new();
        let app = &window.app;
        if app.search().is_some() {
            find::bar(ui, app, &mut window.find, &mut out);
        }
        match app.part() {
            Part::Section(number @ (2..=4)) => {
                prose::around(ui, app, Field::Before(number), &mut window.prose, &mut out);
                prose::around(ui, app, Field::After(number), &mut window.prose, &mut out);
            }
            Part::Section(number) => prose::section(ui, app, number, &mut window.prose, &mut out),
            _ => basic::show(ui, app, &mut window.basic, &mut out),
        }
        for command in out {
            window.app.handle(command);
        }
    }
}

type Test = Harness<'static, Window>;

fn window(part: Part) -> Test {
    let mut window = Window::new();
    window.app.handle(Command::Show(part));
    let mut harness = Harness::builder()
        .with_size((900.0, 660.0))
        .with_os(egui::os::OperatingSystem::Nix)
        .allow_missing_glyphs()
        .with_context_setup(|ctx| ctx.set_fonts(theme::fonts()))
        .build_ui_state(Window::ui, window);
    harness.run();
    harness
}

fn text(harness: &Test, field: Field) -> String {
    harness.state().app.document().unwrap().report().text(field).to_owned()
}

fn give(harness: &mut Test, command: Command) {
    harness.state_mut().app.handle(command);
    harness.run();
}

fn put(harness: &mut Test, field: Field, words: &str) {
    let edits = vec![Edit::Text(field, words.to_owned())];
    give(harness, Command::Edit { label: "填".into(), edits, merge: None });
}

fn click(harness: &mut Test, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

fn event(harness: &mut Test, event: Event) {
    harness.event(event);
    harness.run();
}

fn types(harness: &mut Test, words: &str) {
    event(harness, Event::Text(words.into()));
}

fn press(harness: &mut Test, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

const ONE: &str = "第一部分正文";

#[test]
fn typing_goes_into_the_report_and_comes_back_in_steps() {
    let mut harness = window(Part::Section(1));
    click(&mut harness, ONE);
    types(&mut harness, "全年");
    types(&mut harness, "公开");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    types(&mut harness, "二段。");
    assert_eq!(text(&harness, Field::Before(1)), "全年公开\n二段。");
    harness.get_by_label("7 字");
    assert_eq!(harness.state().app.cursor(), Some(&Place::Field(Field::Before(1))));

    give(&mut harness, Command::Do(Action::Undo));
    assert_eq!(text(&harness, Field::Before(1)), "全年公开\n", "a new line begins a new step");
    give(&mut harness, Command::Do(Action::Undo));
    assert_eq!(text(&harness, Field::Before(1)), "");
    give(&mut harness, Command::Do(Action::Redo));
    give(&mut harness, Command::Do(Action::Redo));
    assert_eq!(text(&harness, Field::Before(1)), "全年公开\n二段。");
    // The cursor stayed behind what was typed.
    types(&mut harness, "三");
    assert_eq!(text(&harness, Field::Before(1)), "全年公开\n二段。三");
}

#[test]
fn the_editors_own_history_does_not_meddle() {
    let mut harness = window(Part::Section(1));
    click(&mut harness, ONE);
    types(&mut harness, "甲");
    types(&mut harness, "乙");
    for key in [Key::Z, Key::Y, Key::K, Key::U, Key::H, Key::W] {
        press(&mut harness, Modifiers::CTRL | Modifiers::COMMAND, key);
    }
    assert_eq!(text(&harness, Field::Before(1)), "甲乙");
}

#[test]
fn a_change_from_elsewhere_leaves_the_cursor_at_its_words() {
    let mut harness = window(Part::Section(1));
    put(&mut harness, Field::Before(1), "甲乙丙丁");
    click(&mut harness, ONE);
    press(&mut harness, Modifiers::NONE, Key::End);
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    put(&mut harness, Field::Before(1), "甲新字丁");
    types(&mut harness, "，");
    assert_eq!(text(&harness, Field::Before(1)), "甲新字，丁");
}

#[test]
fn an_input_method_composes_in_place() {
    let mut harness = window(Part::Section(1));
    put(&mut harness, Field::Before(1), "镇公开");
    click(&mut harness, ONE);
    press(&mut harness, Modifiers::NONE, Key::Home);
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    let preedit =
        |text: &str| Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None });
    event(&mut harness, preedit("zheng"));
    event(&mut harness, preedit("zheng'fu"));
    assert_eq!(harness.get_by_label(ONE).value().as_deref(), Some("镇zheng'fu公开"));
    assert_eq!(text(&harness, Field::Before(1)), "镇公开", "letters are no text of the report");
    event(&mut harness, Event::Ime(ImeEvent::Commit("政府".into())));
    types(&mut harness, "信息");
    assert_eq!(text(&harness, Field::Before(1)), "镇政府信息公开");

    event(&mut harness, preedit("ni"));
    event(&mut harness, preedit(""));
    assert_eq!(text(&harness, Field::Before(1)), "镇政府信息公开");
}

#[test]
fn what_is_pasted_is_cleaned() {
    let mut harness = window(Part::Section(5));
    click(&mut harness, "第五部分正文");
    let pasted = "\u{3000}\u{3000}一、问题。\r\n\r\n\t二、改进。  \r\n";
    event(&mut harness, Event::Paste(pasted.into()));
    assert_eq!(text(&harness, Field::Before(5)), "一、问题。\n二、改进。");
    // A whole paragraph before another one stays a paragraph.
    press(&mut harness, Modifiers::CTRL | Modifiers::COMMAND, Key::Home);
    event(&mut harness, Event::Paste("　　总述。\r\n".into()));
    assert_eq!(text(&harness, Field::Before(5)), "总述。\n一、问题。\n二、改进。");
    assert_eq!(harness.state().app.document().unwrap().undo_label(), Some("粘贴到 第五部分"));
    give(&mut harness, Command::Do(Action::Undo));
    assert_eq!(text(&harness, Field::Before(5)), "一、问题。\n二、改进。");
}

#[test]
fn aspects_and_the_fee_sentence_are_put_in() {
    let mut harness = window(Part::Section(1));
    put(
        &mut harness,
        Field::Before(1),
        "总述。\n（一）主动公开情况\n一段。\n（二）监督保障情况\n二段。",
    );
    click(&mut harness, "补上小标题：政府信息管理情况");
    types(&mut harness, "\u{3000}");
    press(&mut harness, Modifiers::NONE, Key::Backspace);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    types(&mut harness, "管理。");
    let expected = "总述。\n（一）主动公开情况\n一段。\n（二）政府信息管理情况\n管理。\n（三）监督保障情况\n二段。";
    assert_eq!(text(&harness, Field::Before(1)), expected);
    harness.get_by_label("信息管理，已写");
    click(&mut harness, Action::InsertAspects.label());
    let headings = text(&harness, Field::Before(1)).lines().filter(|l| l.starts_with('（')).count();
    assert_eq!(headings, 5);

    give(&mut harness, Command::Show(Part::Section(6)));
    click(&mut harness, Action::InsertFeeSentence.label());
    assert!(text(&harness, Field::Before(6)).contains("信息处理费0元"));
    harness.get_by_label("信息处理费，已写");
}

#[test]
fn the_heading_is_a_field_on_a_click_and_where_it_differs() {
    let mut harness = window(Part::Section(5));
    click(&mut harness, "修改标题：五、存在的主要问题及改进情况");
    assert!(harness.get_by_label("标题").is_focused());
    types(&mut harness, "五、问题");
    assert_eq!(text(&harness, Field::Heading(5)), "五、问题");
    // The finding of R12 has the mend.
    click(&mut harness, "改为“五、存在的主要问题及改进情况”");
    assert_eq!(text(&harness, Field::Heading(5)), "五、存在的主要问题及改进情况");
}

#[test]
fn what_is_wrong_is_signed_and_its_card_opens_on_a_visit() {
    let mut harness = window(Part::Section(1));
    put(&mut harness, Field::Before(1), "一段。\n坏字\u{e000}在此。\n三段。");
    assert!(harness.query_by_label("收起提示").is_none());
    let sign = harness.state().app.document().unwrap().findings().iter().find(|f| f.code == "R43");
    let name = format!("提醒：{}", sign.unwrap().message);
    click(&mut harness, &name);
    harness.get_by_label("收起提示");
    // The bad character is selected: what is typed takes its place, and the card goes.
    types(&mut harness, "好");
    assert_eq!(text(&harness, Field::Before(1)), "一段。\n坏字好在此。\n三段。");
    assert!(harness.query_by_label("收起提示").is_none());
}

#[test]
fn find_and_replace_over_all_fields() {
    let mut harness = window(Part::Section(1));
    put(&mut harness, Field::Before(1), "条例一，条例二。");
    put(&mut harness, Field::Before(5), "条例三。");
    give(&mut harness, Command::Do(Action::Find));
    assert!(harness.get_by_label("查找").is_focused());
    types(&mut harness, "条例");
    harness.get_by_label("第 1 处，共 3 处");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.get_by_label("第 2 处，共 3 处");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.get_by_label("第 3 处，共 3 处");
    assert_eq!(harness.state().app.part(), Part::Section(5));
    press(&mut harness, Modifiers::SHIFT, Key::Enter);
    harness.get_by_label("第 2 处，共 3 处");
    assert!(harness.get_by_label("查找").is_focused(), "the keyboard stays in the bar");

    click(&mut harness, "替换为");
    types(&mut harness, "新条例");
    click(&mut harness, "替换");
    assert_eq!(text(&harness, Field::Before(1)), "条例一，新条例二。");
    harness.get_by_label("第 3 处，共 3 处");
    click(&mut harness, "全部替换");
    assert_eq!(text(&harness, Field::Before(1)), "新条例一，新新条例二。");
    assert_eq!(text(&harness, Field::Before(5)), "新条例三。");
    give(&mut harness, Command::Do(Action::Undo));
    assert_eq!(text(&harness, Field::Before(5)), "条例三。");

    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.state().app.search().is_none());
    assert!(harness.query_by_label("查找").is_none());
    // What was found last is selected in its editor.
    let at = harness.state().app.part();
    assert!(matches!(at, Part::Section(1 | 5)));
    assert!(
        harness
            .get_by_label(if at == Part::Section(1) { ONE } else { "第五部分正文" })
            .is_focused()
    );
}

#[test]
fn the_bar_takes_the_keyboard_each_time_it_is_asked_for() {
    let mut harness = window(Part::Section(1));
    give(&mut harness, Command::Do(Action::Find));
    types(&mut harness, "甲");
    click(&mut harness, ONE);
    assert!(harness.get_by_label(ONE).is_focused());
    give(&mut harness, Command::Do(Action::Find));
    assert!(harness.get_by_label("查找").is_focused());
    types(&mut harness, "乙");
    assert_eq!(harness.state().app.search().unwrap().words, "乙", "the old words were selected");
    give(&mut harness, Command::Do(Action::Replace));
    assert!(harness.get_by_label("替换为").is_focused());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    give(&mut harness, Command::Do(Action::Find));
    assert!(harness.get_by_label("查找").is_focused());
}

#[test]
fn agency_and_year_make_title_and_signature() {
    let mut harness = window(Part::Basic);
    assert_eq!(text(&harness, Field::Title), "柳塘镇人民政府2025年政府信息公开工作年度报告");
    click(&mut harness, "填入引言");
    assert!(text(&harness, Field::LeadIn).contains("由柳塘镇人民政府编制"));
    click(&mut harness, "机关全称");
    press(&mut harness, Modifiers::CTRL | Modifiers::COMMAND, Key::A);
    types(&mut harness, "青溪镇人民政府");
    assert_eq!(text(&harness, Field::Title), "青溪镇人民政府2025年政府信息公开工作年度报告");
    assert_eq!(text(&harness, Field::SignatureName), "青溪镇人民政府");
    assert!(text(&harness, Field::LeadIn).contains("由青溪镇人民政府编制"));

    click(&mut harness, "标题");
    press(&mut harness, Modifiers::CTRL | Modifiers::COMMAND, Key::A);
    types(&mut harness, "自拟的标题");
    assert_eq!(text(&harness, Field::Title), "自拟的标题");
    click(&mut harness, "恢复规定标题");
    assert_eq!(text(&harness, Field::Title), "青溪镇人民政府2025年政府信息公开工作年度报告");
    click(&mut harness, "填入今天的日期");
    assert_eq!(text(&harness, Field::SignatureDate), "2026年1月15日");
}

fn choose_year(harness: &mut Test, year: &str) {
    click(harness, "年度");
    click(harness, year);
}

fn edition(harness: &Test) -> (String, Option<u16>) {
    let report = harness.state().app.document().unwrap().report();
    (report.edition().id.clone(), report.year)
}

#[test]
fn the_year_chooses_the_edition() {
    let mut harness = window(Part::Basic);
    choose_year(&mut harness, "2024 年");
    assert_eq!(edition(&harness), ("2021".into(), Some(2024)));
    choose_year(&mut harness, "2020 年");
    assert_eq!(edition(&harness), ("2019".into(), Some(2020)));
    assert_eq!(text(&harness, Field::Title), "柳塘镇人民政府2020年政府信息公开工作年度报告");
    give(&mut harness, Command::Do(Action::Undo));
    assert_eq!(edition(&harness), ("2021".into(), Some(2025)), "choosing the year is one step");
}

#[test]
fn figures_are_asked_about_before_the_edition_changes() {
    let mut harness = window(Part::Basic);
    let report = harness.state().app.document().unwrap().report();
    let form = &report.edition().tables[1];
    let cell = CellId { table: 1, index: form.cell_at(form.row("received").unwrap(), 0).unwrap() };
    let edits = vec![Edit::Value(cell, Value::Count(3))];
    give(&mut harness, Command::Edit { label: "填".into(), edits, merge: None });
    choose_year(&mut harness, "2019 年");
    assert_eq!(edition(&harness), ("2021".into(), Some(2025)));
    click(&mut harness, "保持原来的年度");
    assert!(harness.query_by_label("改用2019年版表格").is_none());
    choose_year(&mut harness, "2019 年");
    click(&mut harness, "改用2019年版表格");
    assert_eq!(edition(&harness), ("2019".into(), Some(2019)));
    let report = harness.state().app.document().unwrap().report();
    let form = &report.edition().tables[1];
    let cell = CellId { table: 1, index: form.cell_at(form.row("received").unwrap(), 0).unwrap() };
    assert_eq!(*report.figures.typed(cell), Value::Count(3));
}

#[test]
fn words_around_a_table_are_a_line_while_there_are_none() {
    let mut harness = window(Part::Section(3));
    assert!(harness.query_by_label("表前说明").is_none());
    click(&mut harness, "添加表后说明");
    assert!(harness.get_by_label("表后说明").is_focused());
    types(&mut harness, "另有说明。");
    assert_eq!(text(&harness, Field::After(3)), "另有说明。");
    harness.get_by_label("添加表前说明");
}

#[test]
fn a_long_section_is_laid_out_in_time() {
    let mut harness = window(Part::Section(1));
    let paragraph = "全年通过县政府门户网站发布信息三百六十九条，其中概况类四十五条。";
    put(&mut harness, Field::Before(1), &format!("{paragraph}\n").repeat(2000));
    harness.get_by_label(ONE).focus();
    harness.run();
    press(&mut harness, Modifiers::CTRL | Modifiers::COMMAND, Key::End);
    // A minute would be far too much; what is meant is that work does not grow with each key.
    let start = std::time::Instant::now();
    for _ in 0..10 {
        types(&mut harness, "字");
    }
    let end: Vec<char> = text(&harness, Field::Before(1)).chars().rev().take(10).collect();
    assert_eq!(end, ['字'; 10]);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    println!("ten keys in 200 KB: {:?}", start.elapsed());
}
