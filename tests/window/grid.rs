//! The form grid, as a clerk with a keyboard meets it: typing, totals, the identity, blocks,
//! mistakes, undo; in both editions and in one that nobody has seen. By accessible name.

use crate::desk;
use std::sync::Arc;

use crate::desk::{Desk, press};
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use nianbao::app::{Action, Command, DocumentCommand, NavigationCommand, Part};
use nianbao::edition::{self, Edition};
use nianbao::report::place::{CellId, Place};
use nianbao::report::{Edit, Figures, Value};

/// The blank form of an edition, at a section.
fn form(edition: &Arc<Edition>, section: u8) -> Desk {
    form_sized(edition, section, desk::SIZE)
}

fn form_sized(edition: &Arc<Edition>, section: u8, size: [f32; 2]) -> Desk {
    let mut desk = Desk::sized(size, &desk::settings());
    desk.give(Command::Do(Action::Sample));
    let blank = Edit::Figures(Box::new(Figures::blank(edition.clone())));
    desk.edit(vec![blank, Edit::Last(None)]);
    desk.give(NavigationCommand::Show(Part::Section(section)));
    desk
}

impl Desk {
    fn edit(&mut self, edits: Vec<Edit>) {
        self.give(DocumentCommand::Edit { label: "试填".into(), edits, merge: None });
    }

    /// The cell at a row and a column of a table, by their ids.
    fn cell(&self, table: usize, row: &str, column: &str) -> CellId {
        let form = &self.report().edition().tables[table];
        let row = form.row(row).unwrap();
        let band = form.band_of(row);
        let column = band.columns.iter().position(|label| label.id == column).unwrap();
        CellId { table, index: form.cell_at(row, column).unwrap() }
    }

    fn goto(&mut self, table: usize, row: &str, column: &str) {
        let cell = self.cell(table, row, column);
        self.give(NavigationCommand::Goto(Place::Cell(cell)));
    }

    fn figure(&self, table: usize, row: &str, column: &str) -> String {
        self.report().figures.shown(self.cell(table, row, column)).text()
    }
}

/// One figure for each cell of table three that is typed, by rows; every column balances.
fn figures(edition: &Edition) -> Vec<Vec<String>> {
    let form = &edition.tables[1];
    let row = |id: &str, column: usize| match id {
        "received" => 20 + column,
        "carried_in" => 3,
        "granted" => 19 + column,
        "third_party" | "not_held" | "carried_out" => 1,
        "other_outcome" => usize::from(column < 7),
        _ => 0,
    };
    let typed = form.rows.iter().filter(|row| row.id != "outcome_total");
    typed.map(|r| (0..6).map(|column| row(&r.id, column).to_string()).collect()).collect()
}

fn editions() -> [Arc<Edition>; 2] {
    [edition::by_id("2019").unwrap(), edition::by_id("2021").unwrap()]
}

#[test]
fn a_table_is_typed_column_by_column_and_totals_itself() {
    for edition in editions() {
        let mut desk = form(&edition, 3);
        let figures = figures(&edition);
        desk.goto(1, "received", "natural");
        assert_eq!(desk.focused(), "表三 一、本年新收政府信息公开申请数量 自然人");
        for column in 0..6 {
            let typed = figures.iter().flat_map(|row| {
                [Event::Text(row[column].clone()), press(Modifiers::NONE, Key::Enter)]
            });
            desk.at_once(typed.collect());
        }
        assert_eq!(desk.figure(1, "outcome_total", "natural"), "22");
        assert_eq!(desk.value("表三 （七）总计 自然人"), "22");
        assert_eq!(desk.value("表三 （七）总计 总计"), "147");
        assert_eq!(desk.value("勾稽核对 自然人"), "平衡，23");
        assert_eq!(desk.value("勾稽核对 总计"), "平衡，153");
        assert_eq!(desk.undo_label(), Some("填写 表三 四、结转下年度继续办理 其他"));

        desk.goto(1, "granted", "business");
        desk.type_text("21");
        assert_eq!(desk.value("表三 （七）总计 商业企业"), "24");
        assert_eq!(desk.value("勾稽核对 商业企业"), "不等，24 与 25，差 1");
        assert_eq!(desk.value("勾稽核对 总计"), "连带，153 与 154，差 1");
        assert_eq!(desk.value("勾稽核对 自然人"), "平衡，23");
        desk.give(Command::Do(Action::Undo));
        assert_eq!(desk.value("表三 （一）予以公开 商业企业"), "20");
        assert_eq!(desk.value("勾稽核对 商业企业"), "平衡，24");
    }
}

#[test]
fn keys_move_as_in_a_spreadsheet() {
    let mut desk = form(&editions()[1], 3);
    desk.goto(1, "granted", "natural");
    let steps: &[(Modifiers, Key, &str)] = &[
        (Modifiers::NONE, Key::Tab, "（一）予以公开 商业企业"),
        (
            Modifiers::NONE,
            Key::ArrowDown,
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形） 商业企业",
        ),
        (
            Modifiers::SHIFT,
            Key::Tab,
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形） 自然人",
        ),
        (
            Modifiers::NONE,
            Key::End,
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形） 总计",
        ),
        (Modifiers::NONE, Key::Tab, "（三）不予公开 1.属于国家秘密 自然人"),
        (Modifiers::NONE, Key::ArrowRight, "（三）不予公开 1.属于国家秘密 商业企业"),
        (
            Modifiers::NONE,
            Key::ArrowUp,
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形） 商业企业",
        ),
        (
            Modifiers::NONE,
            Key::Home,
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形） 自然人",
        ),
        (Modifiers::COMMAND, Key::End, "四、结转下年度继续办理 总计"),
        (Modifiers::NONE, Key::ArrowLeft, "四、结转下年度继续办理 其他"),
        (Modifiers::SHIFT, Key::Enter, "（六）其他处理 3.其他 其他"),
        (Modifiers::NONE, Key::Enter, "四、结转下年度继续办理 其他"),
        (Modifiers::COMMAND, Key::Home, "一、本年新收政府信息公开申请数量 自然人"),
        (Modifiers::NONE, Key::Enter, "二、上年结转政府信息公开申请数量 自然人"),
        (Modifiers::NONE, Key::Enter, "（一）予以公开 自然人"),
    ];
    for (modifiers, key, label) in steps {
        desk.press_with(*modifiers, *key);
        assert_eq!(desk.focused(), format!("表三 {label}"), "{modifiers:?} {key:?}");
    }
    desk.press(Key::PageDown);
    desk.press(Key::PageUp);
    assert_eq!(desk.focused(), "表三 （一）予以公开 自然人");
}

#[test]
fn typing_replaces_and_escape_takes_back() {
    let mut desk = form(&editions()[1], 3);
    desk.goto(1, "granted", "natural");
    desk.type_text("１２");
    assert_eq!(desk.figure(1, "granted", "natural"), "12");
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowUp);
    desk.type_text("7");
    assert_eq!(desk.figure(1, "granted", "natural"), "7");
    desk.press(Key::Escape);
    assert_eq!(desk.figure(1, "granted", "natural"), "12");
    desk.give(Command::Do(Action::Undo));
    assert_eq!(desk.figure(1, "granted", "natural"), "", "what was taken back is no step");
    desk.give(Command::Do(Action::Redo));
    assert_eq!(desk.focused(), "表三 （一）予以公开 自然人");

    // F2 puts the caret at the end; left moves in the text, then out of it.
    desk.press(Key::F2);
    desk.press(Key::ArrowLeft);
    desk.type_text("5");
    assert_eq!(desk.figure(1, "granted", "natural"), "152");
    assert_eq!(desk.focused(), "表三 （一）予以公开 自然人");
    desk.press(Key::End);
    desk.press(Key::ArrowRight);
    assert_eq!(desk.focused(), "表三 （一）予以公开 商业企业");
    desk.press(Key::ArrowLeft);
    desk.press(Key::Delete);
    assert_eq!(desk.figure(1, "granted", "natural"), "");

    // A total is read, not typed in.
    desk.goto(1, "granted", "total");
    desk.type_text("9");
    assert_eq!(desk.figure(1, "granted", "total"), "0");
    assert!(desk.says("总计由程序计算"));
}

#[test]
fn blocks_are_filled_copied_and_cleared_in_one_step() {
    let mut desk = form(&editions()[1], 3);
    desk.goto(1, "granted", "natural");
    desk.paste("1\t2\r\n3\t4\r\n");
    let corner = |desk: &Desk| desk.figure(1, "partial", "business");
    assert_eq!(corner(&desk), "4");
    assert_eq!(desk.undo_label(), Some("粘贴 表三 4 格"));

    desk.press_with(Modifiers::COMMAND, Key::Home);
    desk.goto(1, "granted", "natural");
    desk.press_with(Modifiers::SHIFT, Key::ArrowRight);
    desk.press_with(Modifiers::SHIFT, Key::ArrowDown);
    desk.harness.input_mut().events.push(Event::Copy);
    desk.harness.step();
    let commands = &desk.harness.output().platform_output.commands;
    let copied = egui::OutputCommand::CopyText("1\t2\n3\t4".into());
    assert!(commands.contains(&copied), "{commands:?}");

    desk.press_with(Modifiers::COMMAND, Key::D);
    assert_eq!(corner(&desk), "2");
    desk.press(Key::Delete);
    assert_eq!(corner(&desk), "");
    assert_eq!(desk.undo_label(), Some("清除 表三 4 格"));
    desk.give(Command::Do(Action::Undo));
    desk.give(Command::Do(Action::Undo));
    assert_eq!(corner(&desk), "4");
}

#[test]
fn a_whole_table_is_pasted() {
    let edition = &editions()[1];
    let mut rows = figures(edition);
    // With the row of totals the block has the 25 rows of the form; with their column, 7.
    rows.insert(23, ["22", "23", "24", "25", "26", "27"].map(String::from).to_vec());
    let six: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
    let seven: Vec<String> = six.iter().map(|row| format!("{row}\t")).collect();
    let awkward = six.join("\r\n").replace("20\t", "２０\t").replace("25\t", "\"25\"\t ");
    let without = six.iter().enumerate().filter(|(row, _)| *row != 23).map(|(_, row)| row.clone());
    let without = without.collect::<Vec<_>>().join("\n");
    for text in [six.join("\n"), seven.join("\n"), awkward, without] {
        let mut desk = form(edition, 3);
        let before = desk.report().clone();
        desk.goto(1, "received", "natural");
        desk.paste(&text);
        assert_eq!(desk.value("勾稽核对 总计"), "平衡，153", "{text}");
        assert_eq!(desk.figure(1, "carried_out", "other"), "1");
        assert!(!desk.says("没有粘贴") && !desk.says("不同"));
        desk.give(Command::Do(Action::Undo));
        assert_eq!(*desk.report(), before);
    }
}

#[test]
fn what_a_paste_leaves_out_is_told() {
    let mut desk = form(&editions()[1], 3);
    desk.goto(1, "carried_out", "legal");
    desk.paste("1,234\t2\t9\t5\n6");
    assert_eq!(desk.figure(1, "carried_out", "legal"), "1234");
    assert!(desk.says("有 2 个数超出表格，没有粘贴"));
    assert!(desk.says("总计有 1 处与各项之和不同"));
}

#[test]
fn what_is_no_figure_is_kept_and_told() {
    let mut desk = form(&editions()[1], 2);
    desk.goto(0, "fees", "amount");
    desk.type_text("3.2万");
    assert_eq!(desk.figure(0, "fees", "amount"), "3.2万");
    assert!(desk.says("请只填数字。单位已是万元，可填 3.2。"));
    desk.press(Key::Backspace);
    assert_eq!(desk.figure(0, "fees", "amount"), "3.2");
    assert!(!desk.says("请只填数字"));
    desk.give(Command::Do(Action::Undo));
    assert_eq!(desk.value("表二 行政事业性收费 本年收费金额（单位：万元）"), "");
}

#[test]
fn an_input_methods_digits_are_figures() {
    use egui::ImeEvent::{Commit, Preedit};
    let mut desk = form(&editions()[1], 3);
    desk.goto(1, "granted", "natural");
    let preedit = Preedit { text: "san".into(), active_range_chars: None };
    desk.at_once(vec![Event::Ime(preedit)]);
    assert_eq!(desk.figure(1, "granted", "natural"), "");
    desk.at_once(vec![Event::Ime(Commit("３".into()))]);
    assert_eq!(desk.figure(1, "granted", "natural"), "3");
}

#[test]
fn the_mouse_selects_and_edits() {
    let mut desk = form(&editions()[1], 3);
    desk.goto(1, "received", "natural");
    desk.click("表三 （三）不予公开 1.属于国家秘密 自然人");
    assert_eq!(desk.focused(), "表三 （三）不予公开 1.属于国家秘密 自然人");
    desk.type_text("4");
    assert_eq!(desk.figure(1, "state_secret", "natural"), "4");
    let from = desk.node("表三 （三）不予公开 1.属于国家秘密 自然人").rect().center();
    let to = desk.node("表三 （三）不予公开 3.危及“三安全一稳定” 商业企业").rect().center();
    desk.harness.drag_at(from);
    desk.harness.run();
    desk.harness.hover_at(to);
    desk.harness.run();
    desk.harness.drop_at(to);
    desk.harness.run();
    desk.paste("8");
    assert_eq!(desk.figure(1, "state_secret", "natural"), "8");
    assert_eq!(desk.figure(1, "security_stability", "business"), "8");
}

#[test]
fn rows_below_are_scrolled_to() {
    let mut desk = form(&editions()[1], 3);
    desk.goto(1, "received", "natural");
    let below = |desk: &Desk| desk.says("下有");
    assert!(below(&desk));
    desk.goto(1, "other_outcome", "natural");
    assert!(!below(&desk));
    let row = desk.node("表三 （六）其他处理 3.其他 自然人").rect();
    let total = desk.node("表三 （七）总计 自然人").rect();
    assert!(row.bottom() <= total.top() + 1.0, "{row:?} {total:?}");
}

#[test]
fn last_years_figure_stands_in_the_title_row() {
    let mut desk = form(&editions()[1], 3);
    let mut last = desk.report().clone();
    let carried = desk.cell(1, "carried_out", "natural");
    last.apply(Edit::Value(carried, Value::Count(6))).unwrap();
    desk.edit(vec![Edit::Last(Some(Box::new(last.as_last_year())))]);
    desk.goto(1, "carried_in", "natural");
    assert!(desk.says("自然人，二、上年结转政府信息公开申请数量：上年 6"));
    desk.goto(1, "third_party", "natural");
    assert!(desk.says("自然人，（三）4.保护第三方合法权益：上年 空白"));
}

#[test]
fn blanks_of_the_table_are_filled_from_the_title_row() {
    let mut desk = form(&editions()[1], 4);
    desk.goto(2, "cases", "review_upheld");
    desk.type_text("1");
    assert_eq!(desk.value("表四 行政复议 总计"), "1");
    desk.click("空白 11 格补 0");
    assert_eq!(desk.value("表四 行政诉讼 复议后起诉 总计"), "0");
    assert_eq!(desk.figure(2, "cases", "review_other"), "0");
}

#[test]
fn all_tables_stand_below_each_other_and_fold() {
    let mut desk = form(&editions()[1], 2);
    desk.give(NavigationCommand::Show(Part::Tables));
    desk.click("收起 二、主动公开政府信息情况");
    assert!(desk.harness.query_by_label("表二 规章 本年制发件数").is_none());
    desk.goto(0, "rules", "made");
    desk.type_text("2");
    assert_eq!(desk.value("表二 规章 本年制发件数"), "2");
    desk.goto(2, "cases", "review_upheld");
    assert_eq!(desk.focused(), "表四 行政复议 结果维持");
}

/// A form that no notice has ever asked for.
const INVENTED: &str = r#"#![enable(implicit_some)]
(
    id: "2031", name: "2031年版",
    notice: (title: "通知", number: "〔2031〕1号", date: "2031-01-01"),
    first_year: 2031,
    title: "{agency}{year}年报告",
    sections: ["一、甲", "二、乙", "三、丙", "四、丁", "五、戊", "六、己"],
    without: [
        Received, CarriedIn, Outcomes, CarriedOut, Regulations, NormativeDocuments,
        Licences, Penalties, Coercion, ReviewTotal, LitigationTotal,
    ],
    tables: [(
        id: "letters", name: "表五", section: 5,
        bands: [(
            corner: "来信", label_columns: 2,
            columns: [
                (label: "方式", children: [(id: "post", label: "邮寄"), (id: "online", label: "网上")]),
                (id: "sum", label: "合计"),
            ],
            rows: [
                (id: "new", label: "新收"),
                (label: "办理", children: [
                    (id: "answered", label: "已答复", help: "答复了的。"),
                    (id: "refused", label: "不答复"),
                ]),
                (id: "left", label: "未办结"),
            ],
        )],
        column_totals: [(total: "sum", of: ["post", "online"])],
        balance: (left: ["new"], right: ["answered", "refused", "left"]),
    )],
)"#;

#[test]
fn an_edition_nobody_has_seen_is_a_form() {
    let edition = Arc::new(Edition::read("2031.ron", INVENTED).unwrap());
    let mut desk = form(&edition, 5);
    desk.goto(0, "new", "post");
    let enter = press(Modifiers::NONE, Key::Enter);
    let typed = ["5", "3", "1", "2"].map(|figure| [Event::Text(figure.into()), enter.clone()]);
    desk.at_once(typed.concat());
    assert_eq!(desk.focused(), "表五 新收 网上");
    assert_eq!(desk.value("表五 已答复 合计"), "3");
    assert_eq!(desk.value("勾稽核对 邮寄"), "不等，5 与 6，差 1");
    assert_eq!(desk.value("勾稽核对 合计"), "连带，5 与 6，差 1");
}

#[test]
fn narrow_windows_show_the_form_in_small() {
    // The harness has a margin of its own.
    for (size, least) in [([1113.0, 564.0], 76.0), ([980.0, 540.0], 66.0)] {
        let mut desk = form_sized(&editions()[1], 3, size);
        desk.goto(1, "administrative_query", "natural");
        desk.type_text("2");
        let cell = desk.node("表三 （三）不予公开 8.属于行政查询事项 自然人").rect();
        let total = desk.node("表三 （一）予以公开 总计").rect();
        assert!(cell.top() > 100.0 && cell.bottom() < size[1] - 60.0, "{cell:?}");
        assert!(total.right() < size[0] - 30.0 && total.width() >= least, "{total:?}");
    }
}

#[test]
fn the_narrowest_windows_scroll_sideways_with_their_labels_in_place() {
    let mut desk = form_sized(&editions()[1], 3, [760.0, 520.0]);
    desk.goto(1, "granted", "other");
    let cell = desk.node("表三 （一）予以公开 其他").rect();
    assert!(cell.right() < 730.0, "{cell:?}");
    desk.press(Key::Home);
    let cell = desk.node("表三 （一）予以公开 自然人").rect();
    assert!(cell.left() > 300.0, "{cell:?}");
}

#[test]
fn a_paste_goes_where_its_labels_say_and_refuses_what_is_no_figure() {
    let mut desk = form(&editions()[1], 3);
    desk.goto(1, "received", "natural");
    desk.paste("（一）予以公开\t3件\n部分公开\t12+3");
    assert_eq!(desk.figure(1, "granted", "natural"), "3");
    assert_eq!(desk.figure(1, "partial", "natural"), "15");
    assert_eq!(desk.figure(1, "received", "natural"), "");
    assert!(desk.says("“3件”按 3、“12+3”按 15 填入") && desk.says("已按标签填入对应的行"));
    // What is no figure is refused at its cell, and what stood there stays.
    desk.goto(1, "granted", "natural");
    desk.paste("abc\t7");
    assert_eq!(desk.figure(1, "granted", "natural"), "3");
    assert_eq!(desk.figure(1, "granted", "business"), "7");
    assert_eq!(desk.focused(), "表三 （一）予以公开 自然人");
    assert!(desk.says("“abc”不是数，没有粘贴"));
}

#[test]
fn the_edit_menu_works_on_the_cells_that_had_the_keyboard() {
    let mut desk = form(&editions()[1], 3);
    desk.goto(1, "granted", "natural");
    desk.paste("1\t2\r\n3\t4\r\n");
    for action in [Action::Copy, Action::Cut] {
        desk.harness.get_by_label("编辑").click();
        desk.harness.run();
        assert!(desk.has(action.label()));
        let mut commands = Vec::new();
        desk.harness.get_by_role_and_label(egui::Role::MenuItem, action.label()).click();
        for _ in 0..4 {
            desk.harness.step();
            commands.extend(desk.harness.output().platform_output.commands.clone());
        }
        let copied = egui::OutputCommand::CopyText("1\t2\n3\t4".into());
        assert!(commands.contains(&copied), "{action:?}: {commands:?}");
        assert_eq!(desk.focused(), "表三 （一）予以公开 自然人");
    }
    assert_eq!(desk.figure(1, "partial", "business"), "");
    desk.give(Command::Do(Action::FillBlock));
    desk.harness.run();
    assert_eq!(desk.figure(1, "partial", "business"), "0");
    assert_eq!(desk.undo_label(), Some("空白补 0 表三 4 格"));
}

#[test]
fn the_right_button_opens_a_menu_of_the_cell_under_it() {
    let mut desk = form(&editions()[1], 3);
    desk.goto(1, "received", "natural");
    let at = desk.node("表三 （三）不予公开 1.属于国家秘密 自然人").rect().center();
    let button = egui::PointerButton::Secondary;
    let event =
        |pressed| Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE };
    desk.at_once(vec![Event::PointerMoved(at), event(true), event(false)]);
    desk.harness.get_by_role_and_label(egui::Role::MenuItem, "本行空白补 0").click();
    desk.harness.run();
    assert_eq!(desk.figure(1, "state_secret", "natural"), "0");
    assert_eq!(desk.figure(1, "received", "natural"), "");
    assert_eq!(desk.focused(), "表三 （三）不予公开 1.属于国家秘密 自然人");
}
