//! Last year's figures in the window: the bar, the panel, what the keys and the mouse decide.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::app::{Action, CarriedCommand, CarriedState, Command, OpeningCommand, Part};
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Value};

use crate::desk::{Desk, SIZE, settings};
use crate::support::clerk::sample;

const WORDS: &str = "2025年，全年通过县政府门户网站发布信息1438条，其中概况类45条、政务动态类1143条、\
    公开目录类250条；群众满意度为98.5%。\n全年收到政府信息公开申请22件，均在7个工作日内答复。";

/// A report that was started from last year's, whose first section is these words.
pub(crate) fn started(size: [f32; 2]) -> Desk {
    let mut desk = Desk::sized(size, &settings());
    desk.run();
    let mut last = nianbao::file::parse("示例", &sample()).unwrap().1;
    for field in [Field::LeadIn, Field::Before(5), Field::Before(6)] {
        last.apply(Edit::Text(field, "无。".into())).unwrap();
    }
    last.apply(Edit::Text(Field::Before(1), WORDS.into())).unwrap();
    desk.give(OpeningCommand::StartFrom(Box::new(last)));
    desk.give(Command::Dismiss);
    desk.press_with(Modifiers::ALT, Key::Num1);
    desk
}

fn text(desk: &Desk) -> &str {
    desk.report().text(Field::Before(1))
}

/// The figure that the clerk is at, as last year had it.
fn here(desk: &Desk) -> String {
    desk.app().undecided_here().map(|mark| mark.was.clone()).unwrap_or_default()
}

/// The rows of the panel, as they are heard, and whether each is the current one.
fn listed(desk: &Desk) -> Vec<(String, bool)> {
    let rows = desk.harness.query_all_by_role(egui::Role::ListItem);
    rows.map(|node| {
        let node = node.accesskit_node();
        (node.label().unwrap_or_default(), node.is_selected() == Some(true))
    })
    .filter(|(name, _)| name.contains("，上年 "))
    .collect()
}

#[test]
fn the_panel_lists_each_with_both_years() {
    let mut desk = started(SIZE);
    assert!(desk.has("还有 8 处上年的数没有核对") && desk.has("已核对 0／8"));
    assert!(desk.has("8 处上年的数没有核对"), "the status line knows as well");
    let names: Vec<String> = listed(&desk).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "年份，上年 2025年，未核对",
            "府门户网站发布信息，上年 1438条，未核对",
            "概况类，上年 45条，未核对",
            "政务动态类，上年 1143条，未核对",
            "公开目录类，上年 250条，未核对",
            "群众满意度，上年 98.5%，未核对",
            "政府信息公开申请，上年 22件，未核对",
            "均在，上年 7个工作日，未核对",
        ]
    );
    // F4, and what belongs together.
    desk.press(Key::F4);
    desk.press(Key::F4);
    assert_eq!(here(&desk), "1438");
    assert!(desk.has("其中 45+1143+250＝1438，三处另行核对"));
    assert!(listed(&desk)[1].1, "the current row is heard as such");
    // Typed over in the text: that one is settled, its row says so, the bar counts.
    desk.type_text("1500");
    assert!(desk.has("已核对 1／8") && text(&desk).contains("发布信息1500条"));
    assert_eq!(listed(&desk)[1].0, "府门户网站发布信息，上年 1438条，今年 1500条，已改");
    desk.press(Key::F4);
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(listed(&desk)[2].0, "概况类，上年 45条，今年 45条，仍然对");
    assert_eq!(here(&desk), "1143", "it goes on to the next");
    for _ in 0..2 {
        desk.press_with(Modifiers::COMMAND, Key::Z);
    }
    assert!(desk.has("已核对 0／8") || desk.has("已核对 1／8"));
    // Esc leaves; the marks stay in the status line, which leads back.
    desk.press(Key::Escape);
    assert!(!desk.app().checks_last() && !desk.has("逐处核对"));
    let left = desk.app().undecided().len();
    desk.click(&format!("{left} 处上年的数没有核对"));
    assert!(desk.app().checks_last() && desk.has("逐处核对"));
}

#[test]
fn the_keyboard_in_the_panel_goes_from_figure_to_figure() {
    let mut desk = started(SIZE);
    desk.press(Key::F4);
    for _ in 0..3 {
        if desk.focused().starts_with("今年的数：") {
            break;
        }
        desk.press(Key::F6);
    }
    assert_eq!(desk.focused(), "今年的数：年份，上年 2025年");
    // What is offered is one keystroke.
    desk.press(Key::Enter);
    assert!(text(&desk).starts_with("2026年"));
    assert_eq!(desk.focused(), "今年的数：府门户网站发布信息，上年 1438条");
    desk.type_text("一千条");
    desk.press(Key::Enter);
    assert!(desk.has("请只填数字，单位已在后面"), "the item stays open");
    assert_eq!(here(&desk), "1438");
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.type_text("１，５００");
    desk.press(Key::Enter);
    assert!(text(&desk).contains("发布信息1500条"));
    assert_eq!(here(&desk), "45");
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(here(&desk), "1143");
    assert!(desk.focused().starts_with("今年的数：政务动态类"), "{}", desk.focused());
    desk.press(Key::ArrowDown);
    assert!(desk.focused().starts_with("今年的数：公开目录类"), "{}", desk.focused());
    desk.press(Key::ArrowUp);
    desk.press(Key::ArrowUp);
    assert!(listed(&desk)[2].1, "arrows go over settled ones as well");
    desk.press(Key::F4);
    assert_eq!(here(&desk), "1143");
    // With the mouse: filter, row, button.
    desk.click("只看未核对");
    assert_eq!(listed(&desk).len(), 5);
    assert!(desk.has("已核对 3"));
    desk.click("群众满意度，上年 98.5%，未核对");
    desk.click("仍然对：98.5");
    assert_eq!(desk.app().undecided().len(), 4);
}

#[test]
fn a_cells_figure_is_offered_and_named() {
    let mut desk = started(SIZE);
    let form = &desk.report().edition().tables[1];
    let row = form.row("received").unwrap();
    let columns = &form.band_of(row).columns;
    let typed: Vec<(usize, i64)> = columns.iter().enumerate().map(|(at, _)| (at, 0)).collect();
    let edits: Vec<Edit> = typed
        .into_iter()
        .filter_map(|(at, _)| Some((at, form.cell_at(row, at)?)))
        .filter(|(_, index)| form.cells[*index].sum_of.is_none())
        .map(|(at, index)| {
            let figure = if at == 0 { 29 } else { 0 };
            Edit::Value(CellId { table: 1, index }, Value::Count(figure))
        })
        .collect();
    let label = "填数".to_owned();
    desk.give(nianbao::app::DocumentCommand::Edit { label, edits, merge: None });
    while here(&desk) != "22" {
        desk.press(Key::F4);
    }
    desk.click("改为 29（表三）");
    assert!(text(&desk).contains("申请29件"));
    assert!(listed(&desk).iter().any(|(name, _)| name.ends_with("今年 29件，表三")));
    let mark = desk.report().carried.iter().find(|mark| mark.was == "22").unwrap();
    let items = nianbao::app::carried::items::items(desk.report());
    let item = items.iter().find(|item| item.mark == *mark).unwrap();
    assert_eq!(item.state, CarriedState::FromTable("表三".into()));
}

#[test]
fn a_small_window_has_the_chosen_figure_in_a_line() {
    let mut desk = started([1024.0, 560.0]);
    assert!(desk.has("还有 8 处上年的数没有核对") && !desk.has("逐处核对"));
    desk.press(Key::F4);
    desk.click("改为 2026（今年）");
    assert!(text(&desk).starts_with("2026年"));
    desk.click("列出上年的数");
    assert!(desk.says("还有 7 处上年的数没有核对。"));
}

#[test]
fn without_carried_figures_there_is_no_mode() {
    let mut desk = Desk::new();
    desk.run();
    desk.give(OpeningCommand::New);
    assert!(!desk.app().is_enabled(Action::CheckLast));
    desk.give(Action::CheckLast);
    assert!(!desk.app().checks_last());
    // In a table without marks F4 is the problems', and the bar gives its room back.
    let mut desk = started(SIZE);
    desk.press_with(Modifiers::ALT, Key::Num3);
    assert_eq!(desk.app().part(), Part::Section(3));
    assert!(!desk.app().checks_last());
    desk.click(Action::CheckLast.label());
    assert_eq!(desk.app().part(), Part::Section(1));
    assert!(desk.app().checks_last());
    assert_eq!(desk.focused(), "今年的数：年份，上年 2025年");
}

/// Behind a figure that was gone to, Enter goes on: it breaks no paragraph.
#[test]
fn enter_behind_a_figure_goes_to_the_next() {
    let mut desk = started(SIZE);
    desk.give(CarriedCommand::Check(true));
    let paragraphs = text(&desk).lines().count();
    for typed in ["2026", "1500"] {
        desk.press(Key::F4);
        if here(&desk) == "2025" && typed != "2026" {
            desk.press(Key::F4);
        }
        let was = here(&desk);
        desk.type_text(typed);
        desk.press(Key::Enter);
        assert_eq!(text(&desk).lines().count(), paragraphs, "{was}");
        assert!(text(&desk).contains(typed), "{was}: {}", text(&desk));
        assert_ne!(here(&desk), was, "Enter goes on");
    }
}

/// Cut and put back by the clerk's own keys, the figures are last year's as before.
#[test]
fn figures_that_are_cut_and_pasted_are_still_to_be_decided_on() {
    let mut desk = started(SIZE);
    let (before, words) = (desk.app().undecided().len(), text(&desk).to_owned());
    desk.node("第一部分正文").focus();
    desk.run();
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.at_once(vec![egui::Event::Cut]);
    desk.run();
    assert_eq!((text(&desk), desk.app().undecided().len()), ("", 0));
    desk.paste(&words);
    desk.run();
    assert_eq!((text(&desk), desk.app().undecided().len()), (words.as_str(), before));
}
