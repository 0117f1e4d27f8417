//! Prose, basic information and the find bar, as a clerk meets them.

use crate::desk;
use crate::desk::{Desk, Screen};
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use nianbao::app::date::{Date, Moment};
use nianbao::app::{Action, App, Command, DocumentCommand, NavigationCommand, Part, Settings};
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{Edit, Value};
use nianbao::ui::basic::BasicView;
use nianbao::ui::commands::Commands;
use nianbao::ui::find::FindView;
use nianbao::ui::prose::ProseView;
use nianbao::ui::{basic, find, prose, theme};

/// The panes with words in them, without the window around them.
struct Panes {
    app: App,
    prose: ProseView,
    basic: BasicView,
    find: FindView,
}

impl Panes {
    fn ui(ui: &mut egui::Ui, panes: &mut Self) {
        let mut out = Commands::default();
        let app = &panes.app;
        if app.search().is_some() {
            find::bar(ui, app, &mut panes.find, &mut out);
        }
        match app.part() {
            Part::Section(number @ (2..=4)) => {
                prose::around(ui, app, Field::Before(number), &mut panes.prose, &mut out);
                prose::around(ui, app, Field::After(number), &mut panes.prose, &mut out);
            }
            Part::Section(number) => prose::section(ui, app, number, &mut panes.prose, &mut out),
            _ => basic::show(ui, app, &mut panes.basic, &mut out),
        }
        for command in out {
            panes.app.handle(command);
        }
    }
}

impl Screen for Panes {
    fn app(&self) -> &App {
        &self.app
    }

    fn handle(&mut self, command: Command) {
        self.app.handle(command);
    }
}

/// A new report at one of its parts.
fn panes(part: Part) -> Desk<Panes> {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { agency: "柳塘镇人民政府".into(), ..Settings::default() };
    let mut app = desk::start(folder.path(), &settings);
    app.handle(Command::Tick(Moment { date: Date { year: 2026, month: 1, day: 15 }, minute: 600 }));
    app.handle(Command::Do(Action::New));
    app.handle(NavigationCommand::Show(part));
    let (prose, basic, find) = Default::default();
    let harness = Harness::builder()
        .with_size((900.0, 660.0))
        .with_os(egui::os::OperatingSystem::Nix)
        .allow_missing_glyphs()
        .with_context_setup(|ctx| ctx.set_fonts(theme::fonts()))
        .build_ui_state(Panes::ui, Panes { app, prose, basic, find });
    let mut desk = Desk { harness, folder };
    desk.run();
    desk
}

impl Desk<Panes> {
    fn text(&self, field: Field) -> &str {
        self.report().text(field)
    }

    fn put(&mut self, field: Field, words: &str) {
        let edits = vec![Edit::Text(field, words.to_owned())];
        self.give(DocumentCommand::Edit { label: "填".into(), edits, merge: None });
    }

    fn choose_year(&mut self, year: &str) {
        self.click("年度");
        self.click(year);
    }

    fn edition(&self) -> (&str, Option<u16>) {
        (&self.report().edition().id, self.report().year)
    }
}

const ONE: &str = "第一部分正文";

#[test]
fn typing_goes_into_the_report_and_comes_back_in_steps() {
    let mut desk = panes(Part::Section(1));
    desk.click(ONE);
    desk.type_text("全年");
    desk.type_text("公开");
    desk.press(Key::Enter);
    desk.type_text("二段。");
    assert_eq!(desk.text(Field::Before(1)), "全年公开\n二段。");
    desk.node("7 字");
    assert_eq!(desk.app().cursor(), Some(&Place::Field(Field::Before(1))));

    desk.give(Command::Do(Action::Undo));
    assert_eq!(desk.text(Field::Before(1)), "全年公开\n", "a new line begins a new step");
    desk.give(Command::Do(Action::Undo));
    assert_eq!(desk.text(Field::Before(1)), "");
    desk.give(Command::Do(Action::Redo));
    desk.give(Command::Do(Action::Redo));
    assert_eq!(desk.text(Field::Before(1)), "全年公开\n二段。");
    // The cursor stayed behind what was typed.
    desk.type_text("三");
    assert_eq!(desk.text(Field::Before(1)), "全年公开\n二段。三");
}

#[test]
fn the_editors_own_history_does_not_meddle() {
    let mut desk = panes(Part::Section(1));
    desk.click(ONE);
    desk.type_text("甲");
    desk.type_text("乙");
    for key in [Key::Z, Key::Y, Key::K, Key::U, Key::H, Key::W] {
        desk.press_with(Modifiers::CTRL | Modifiers::COMMAND, key);
    }
    assert_eq!(desk.text(Field::Before(1)), "甲乙");
}

#[test]
fn a_change_from_elsewhere_leaves_the_cursor_at_its_words() {
    let mut desk = panes(Part::Section(1));
    desk.put(Field::Before(1), "甲乙丙丁");
    desk.click(ONE);
    desk.press(Key::End);
    desk.press(Key::ArrowLeft);
    desk.put(Field::Before(1), "甲新字丁");
    desk.type_text("，");
    assert_eq!(desk.text(Field::Before(1)), "甲新字，丁");
}

#[test]
fn an_input_method_composes_in_place() {
    let mut desk = panes(Part::Section(1));
    desk.put(Field::Before(1), "镇公开");
    desk.click(ONE);
    desk.press(Key::Home);
    desk.press(Key::ArrowRight);
    let preedit =
        |text: &str| Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None });
    desk.at_once(vec![preedit("zheng")]);
    desk.at_once(vec![preedit("zheng'fu")]);
    assert_eq!(desk.node(ONE).value().as_deref(), Some("镇zheng'fu公开"));
    assert_eq!(desk.text(Field::Before(1)), "镇公开", "letters are no text of the report");
    desk.at_once(vec![Event::Ime(ImeEvent::Commit("政府".into()))]);
    desk.type_text("信息");
    assert_eq!(desk.text(Field::Before(1)), "镇政府信息公开");

    desk.at_once(vec![preedit("ni")]);
    desk.at_once(vec![preedit("")]);
    assert_eq!(desk.text(Field::Before(1)), "镇政府信息公开");
}

#[test]
fn what_is_pasted_is_cleaned() {
    let mut desk = panes(Part::Section(5));
    desk.click("第五部分正文");
    let pasted = "\u{3000}\u{3000}一、问题。\r\n\r\n\t二、改进。  \r\n";
    desk.at_once(vec![Event::Paste(pasted.into())]);
    assert_eq!(desk.text(Field::Before(5)), "一、问题。\n二、改进。");
    // A whole paragraph before another one stays a paragraph.
    desk.press_with(Modifiers::CTRL | Modifiers::COMMAND, Key::Home);
    desk.at_once(vec![Event::Paste("　　总述。\r\n".into())]);
    assert_eq!(desk.text(Field::Before(5)), "总述。\n一、问题。\n二、改进。");
    assert_eq!(desk.undo_label(), Some("粘贴到 第五部分"));
    desk.give(Command::Do(Action::Undo));
    assert_eq!(desk.text(Field::Before(5)), "一、问题。\n二、改进。");
}

#[test]
fn aspects_and_the_fee_sentence_are_put_in() {
    let mut desk = panes(Part::Section(1));
    desk.put(Field::Before(1), "总述。\n（一）主动公开情况\n一段。\n（二）监督保障情况\n二段。");
    desk.click("补上小标题：政府信息管理情况");
    desk.type_text("\u{3000}");
    desk.press(Key::Backspace);
    desk.type_text("管理。");
    let expected = "总述。\n（一）主动公开情况\n一段。\n（二）政府信息管理情况\n管理。\n（三）监督保障情况\n二段。";
    assert_eq!(desk.text(Field::Before(1)), expected);
    desk.node("信息管理，已写");
    desk.click(Action::InsertAspects.label());
    let headings = desk.text(Field::Before(1)).lines().filter(|l| l.starts_with('（')).count();
    assert_eq!(headings, 5);

    desk.give(NavigationCommand::Show(Part::Section(6)));
    desk.click(Action::InsertFeeSentence.label());
    assert!(desk.text(Field::Before(6)).contains("信息处理费0元"));
    desk.node("信息处理费，已写");
}

#[test]
fn the_heading_is_a_field_on_a_click_and_where_it_differs() {
    let mut desk = panes(Part::Section(5));
    desk.click("修改标题：五、存在的主要问题及改进情况");
    assert!(desk.node("标题").is_focused());
    desk.type_text("五、问题");
    assert_eq!(desk.text(Field::Heading(5)), "五、问题");
    // The finding of R12 has the mend.
    desk.click("改为“五、存在的主要问题及改进情况”");
    assert_eq!(desk.text(Field::Heading(5)), "五、存在的主要问题及改进情况");
}

#[test]
fn what_is_wrong_is_signed_and_its_card_opens_on_a_visit() {
    let mut desk = panes(Part::Section(1));
    desk.put(Field::Before(1), "一段。\n坏字𪚥在此。\n三段。");
    assert!(!desk.has("收起提示"));
    let sign = desk.app().document().unwrap().findings().iter().find(|f| f.code == "R43");
    let name = format!("提醒：{}", sign.unwrap().message);
    desk.click(&name);
    desk.node("收起提示");
    // The bad character is selected: what is typed takes its place, and the card goes.
    desk.type_text("好");
    assert_eq!(desk.text(Field::Before(1)), "一段。\n坏字好在此。\n三段。");
    assert!(!desk.has("收起提示"));
}

#[test]
fn find_and_replace_over_all_fields() {
    let mut desk = panes(Part::Section(1));
    desk.put(Field::Before(1), "条例一，条例二。");
    desk.put(Field::Before(5), "条例三。");
    desk.give(Command::Do(Action::Find));
    assert!(desk.node("查找").is_focused());
    desk.type_text("条例");
    desk.node("第 1 处，共 3 处");
    desk.press(Key::Enter);
    desk.node("第 2 处，共 3 处");
    desk.press(Key::Enter);
    desk.node("第 3 处，共 3 处");
    assert_eq!(desk.app().part(), Part::Section(5));
    desk.press_with(Modifiers::SHIFT, Key::Enter);
    desk.node("第 2 处，共 3 处");
    assert!(desk.node("查找").is_focused(), "the keyboard stays in the bar");

    desk.click("替换为");
    desk.type_text("新条例");
    desk.click("替换");
    assert_eq!(desk.text(Field::Before(1)), "条例一，新条例二。");
    desk.node("第 3 处，共 3 处");
    desk.click("全部替换");
    assert_eq!(desk.text(Field::Before(1)), "新条例一，新新条例二。");
    assert_eq!(desk.text(Field::Before(5)), "新条例三。");
    desk.give(Command::Do(Action::Undo));
    assert_eq!(desk.text(Field::Before(5)), "条例三。");

    desk.press(Key::Escape);
    assert!(desk.app().search().is_none());
    assert!(!desk.has("查找"));
    // What was found last is selected in its editor.
    let at = desk.app().part();
    assert!(matches!(at, Part::Section(1 | 5)));
    assert!(
        desk.harness
            .get_by_label(if at == Part::Section(1) { ONE } else { "第五部分正文" })
            .is_focused()
    );
}

#[test]
fn the_bar_takes_the_keyboard_each_time_it_is_asked_for() {
    let mut desk = panes(Part::Section(1));
    desk.give(Command::Do(Action::Find));
    desk.type_text("甲");
    desk.click(ONE);
    assert!(desk.node(ONE).is_focused());
    desk.give(Command::Do(Action::Find));
    assert!(desk.node("查找").is_focused());
    desk.type_text("乙");
    assert_eq!(desk.app().search().unwrap().words, "乙", "the old words were selected");
    desk.give(Command::Do(Action::Replace));
    assert!(desk.node("替换为").is_focused());
    desk.press(Key::Escape);
    desk.give(Command::Do(Action::Find));
    assert!(desk.node("查找").is_focused());
}

#[test]
fn agency_and_year_make_title_and_signature() {
    let mut desk = panes(Part::Basic);
    assert_eq!(desk.text(Field::Title), "柳塘镇人民政府2025年政府信息公开工作年度报告");
    desk.click("填入引言");
    assert!(desk.text(Field::LeadIn).contains("由柳塘镇人民政府编制"));
    desk.click("机关全称");
    desk.press_with(Modifiers::CTRL | Modifiers::COMMAND, Key::A);
    desk.type_text("青溪镇人民政府");
    assert_eq!(desk.text(Field::Title), "青溪镇人民政府2025年政府信息公开工作年度报告");
    assert_eq!(desk.text(Field::SignatureName), "青溪镇人民政府");
    assert!(desk.text(Field::LeadIn).contains("由青溪镇人民政府编制"));

    desk.click("标题");
    desk.press_with(Modifiers::CTRL | Modifiers::COMMAND, Key::A);
    desk.type_text("自拟的标题");
    assert_eq!(desk.text(Field::Title), "自拟的标题");
    desk.click("恢复规定标题");
    assert_eq!(desk.text(Field::Title), "青溪镇人民政府2025年政府信息公开工作年度报告");
    desk.click("填入今天的日期");
    assert_eq!(desk.text(Field::SignatureDate), "2026年1月15日");
}

#[test]
fn the_year_chooses_the_edition() {
    let mut desk = panes(Part::Basic);
    desk.choose_year("2024 年");
    assert_eq!(desk.edition(), ("2021", Some(2024)));
    desk.choose_year("2020 年");
    assert_eq!(desk.edition(), ("2019", Some(2020)));
    assert_eq!(desk.text(Field::Title), "柳塘镇人民政府2020年政府信息公开工作年度报告");
    desk.give(Command::Do(Action::Undo));
    assert_eq!(desk.edition(), ("2021", Some(2025)), "choosing the year is one step");
}

#[test]
fn figures_are_asked_about_before_the_edition_changes() {
    let mut desk = panes(Part::Basic);
    let report = desk.report();
    let form = &report.edition().tables[1];
    let cell = CellId { table: 1, index: form.cell_at(form.row("received").unwrap(), 0).unwrap() };
    let edits = vec![Edit::Value(cell, Value::Count(3))];
    desk.give(DocumentCommand::Edit { label: "填".into(), edits, merge: None });
    desk.choose_year("2019 年");
    assert_eq!(desk.edition(), ("2021", Some(2025)));
    desk.click("保持原来的年度");
    assert!(!desk.has("改用2019年版表格"));
    desk.choose_year("2019 年");
    desk.click("改用2019年版表格");
    assert_eq!(desk.edition(), ("2019", Some(2019)));
    let report = desk.report();
    let form = &report.edition().tables[1];
    let cell = CellId { table: 1, index: form.cell_at(form.row("received").unwrap(), 0).unwrap() };
    assert_eq!(*report.figures.typed(cell), Value::Count(3));
}

#[test]
fn words_around_a_table_are_a_line_while_there_are_none() {
    let mut desk = panes(Part::Section(3));
    assert!(!desk.has("表前说明"));
    desk.click("添加表后说明");
    assert!(desk.node("表后说明").is_focused());
    desk.type_text("另有说明。");
    assert_eq!(desk.text(Field::After(3)), "另有说明。");
    desk.node("添加表前说明");
}

#[test]
fn a_long_section_is_laid_out_in_time() {
    let mut desk = panes(Part::Section(1));
    let paragraph = "全年通过县政府门户网站发布信息三百六十九条，其中概况类四十五条。";
    desk.put(Field::Before(1), &format!("{paragraph}\n").repeat(2000));
    desk.node(ONE).focus();
    desk.harness.run();
    desk.press_with(Modifiers::CTRL | Modifiers::COMMAND, Key::End);
    // A minute would be far too much; what is meant is that work does not grow with each key.
    let start = std::time::Instant::now();
    for _ in 0..10 {
        desk.type_text("字");
    }
    let end: Vec<char> = desk.text(Field::Before(1)).chars().rev().take(10).collect();
    assert_eq!(end, ['字'; 10]);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    println!("ten keys in 200 KB: {:?}", start.elapsed());
}
