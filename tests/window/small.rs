//! What is small by itself and is met every day: nothing jumps, nothing is said that is not so, one finds
//! again what one left.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::app::{Action, Command, DocumentCommand, NavigationCommand, OpeningCommand, Part};
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{Edit, Value};

use crate::desk::{Desk, SIZE, settings};

/// A desk of a size with the sample open.
fn sample(size: [f32; 2]) -> Desk {
    let mut desk = Desk::sized(size, &settings());
    desk.run();
    desk.give(Command::Do(Action::Sample));
    desk
}

fn edit(desk: &mut Desk, edits: Vec<Edit>) {
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
}

/// A cell of the first row of table three.
fn received(column: usize) -> CellId {
    CellId { table: 1, index: column }
}

#[test]
fn the_settings_stay_where_they_are_on_every_page() {
    for size in [SIZE, [960.0, 492.0]] {
        let mut desk = sample(size);
        desk.give(Command::Do(Action::Settings));
        let tabs = ["机关", "显示和版面", "检查规则"];
        let all = tabs.into_iter().chain(["取消", "保存设置"]);
        let places = |desk: &Desk| -> Vec<egui::Rect> {
            all.clone().map(|name| desk.harness.get_by_label(name).rect()).collect()
        };
        let before = places(&desk);
        for tab in tabs {
            desk.click(tab);
            assert_eq!(places(&desk), before, "{size:?} {tab}");
        }
    }
}

#[test]
fn the_status_line_says_what_was_done_last() {
    let mut desk = sample(SIZE);
    let said = |desk: &Desk| desk.app().notice().unwrap_or_default().to_owned();
    desk.give(NavigationCommand::Goto(Place::Cell(received(0))));
    desk.press(Key::Delete);
    desk.press_with(Modifiers::COMMAND, Key::B);
    assert_eq!(said(&desk), "空白 1 格补 0");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(said(&desk), "已撤销：空白 1 格补 0");
    assert!(desk.says("已撤销：空白 1 格补 0"), "and it is seen");
    desk.paste("23件");
    assert!(desk.says("“23件”按 23 填入"));
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.press(Key::Escape);
    let path = desk.path("甲.nianbao");
    desk.give(nianbao::app::PathCommand::Given(nianbao::app::Purpose::Save, path));
    assert!(said(&desk).contains("已保存"), "{}", said(&desk));
}

/// The days that are left are of the report that is due next.
#[test]
fn a_report_of_another_year_has_no_days_left() {
    let mut desk = sample(SIZE);
    let painted = |desk: &Desk| {
        let mut shapes: Vec<&egui::Shape> =
            desk.harness.output().shapes.iter().map(|shape| &shape.shape).collect();
        let mut found = false;
        while let Some(shape) = shapes.pop() {
            match shape {
                egui::Shape::Vec(more) => shapes.extend(more),
                egui::Shape::Text(text) => found |= text.galley.text() == "距报送截止",
                _ => {}
            }
        }
        found
    };
    assert!(painted(&desk));
    edit(&mut desk, vec![Edit::Year(Some(2023))]);
    assert!(!painted(&desk));
}

#[test]
fn refusal_and_status_count_the_same_columns() {
    let mut desk = sample(SIZE);
    for columns in 1..=3 {
        let cells = (0..columns).map(|column| Edit::Value(received(column), Value::Count(99)));
        edit(&mut desk, cells.collect());
        assert!(desk.says(&format!("勾稽：{columns} 列不平")), "{columns}");
        desk.give(Command::Do(Action::Save));
        assert!(desk.says(&format!("下列 {columns} 列不符合")), "{columns}");
        desk.press(Key::Escape);
    }
}

#[test]
fn at_every_size_the_status_line_is_there_and_what_lacks_is_heard() {
    for size in [[1366.0, 738.0], [1280.0, 690.0], [1093.0, 590.0], [960.0, 492.0]] {
        let mut desk = sample(size);
        desk.give(NavigationCommand::Show(Part::Section(3)));
        let status = desk.node("勾稽：7 列平衡").rect();
        assert!(status.bottom() <= size[1] && status.top() > size[1] - 40.0, "{size:?} {status}");
        edit(&mut desk, vec![Edit::Value(received(0), Value::Blank)]);
        assert!(desk.has("三、申请办理，空 1 格") || desk.says("三、申请办理，"), "{size:?}");
        let name = desk.name_with("三、申请办理");
        assert!(!name.contains("填齐"), "{name}");
    }
}

#[test]
fn an_invalid_cell_is_not_called_filled_in() {
    let mut desk = sample(SIZE);
    desk.give(NavigationCommand::Goto(Place::Cell(received(0))));
    assert!(desk.has("已填齐"));
    desk.type_text("abc");
    assert!(!desk.has("已填齐") && desk.has("1 格填写有误"));
    assert!(!desk.name_with("三、申请办理").contains("填齐"));
    desk.press(Key::Escape);
    assert!(desk.has("已填齐"));
}

#[test]
fn table_two_is_gone_through_as_it_is_read() {
    let mut desk = sample(SIZE);
    desk.press_with(Modifiers::ALT, Key::Num2);
    let mut seen = vec![desk.focused()];
    for _ in 0..9 {
        desk.press(Key::Enter);
        seen.push(desk.focused());
    }
    let seen: Vec<&str> = seen.iter().map(|name| name.trim_start_matches("表二 ")).collect();
    assert_eq!(
        seen,
        [
            "规章 本年制发件数",
            "行政规范性文件 本年制发件数",
            "规章 本年废止件数",
            "行政规范性文件 本年废止件数",
            "规章 现行有效件数",
            "行政规范性文件 现行有效件数",
            "行政许可 本年处理决定数量",
            "行政处罚 本年处理决定数量",
            "行政强制 本年处理决定数量",
            "行政事业性收费 本年收费金额（单位：万元）",
        ]
    );
}

#[test]
fn the_caret_is_where_it_was_left() {
    let mut desk = sample(SIZE);
    let at = desk.report().text(Field::Before(1)).find("柳塘镇").unwrap();
    desk.give(NavigationCommand::Goto(Place::Text(Field::Before(1), at..at)));
    desk.press_with(Modifiers::ALT, Key::Num3);
    for _ in 0..3 {
        desk.press(Key::ArrowDown);
    }
    let cell = desk.focused();
    desk.press_with(Modifiers::ALT, Key::Num1);
    desk.type_text("某");
    assert!(desk.report().text(Field::Before(1)).contains("某柳塘镇"));
    desk.press_with(Modifiers::ALT, Key::Num3);
    assert_eq!(desk.focused(), cell);
    // Where one is already, nothing moves either.
    desk.press_with(Modifiers::ALT, Key::Num3);
    assert_eq!(desk.focused(), cell);
}

#[test]
fn headings_are_written_under_one_after_the_other() {
    let mut desk = Desk::new();
    desk.run();
    desk.press_with(Modifiers::COMMAND, Key::N);
    desk.press_with(Modifiers::ALT, Key::Num1);
    desk.give(Command::Do(Action::InsertAspects));
    for words in ["公开。", "申请。", "管理。", "平台。", "监督。"] {
        desk.type_text(words);
        desk.press(Key::F7);
    }
    let text = desk.report().text(Field::Before(1)).to_owned();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 10, "{text}");
    for (at, words) in ["公开。", "申请。", "管理。", "平台。", "监督。"].iter().enumerate()
    {
        assert_eq!(lines[2 * at + 1], *words, "{text}");
    }
    // From a cell it leads into section one.
    desk.give(NavigationCommand::Goto(Place::Cell(received(0))));
    desk.press(Key::F7);
    desk.type_text("又。");
    assert!(desk.report().text(Field::Before(1)).contains("（一）主动公开情况又。"));
}

#[test]
fn a_warning_moves_no_field_of_the_basic_information() {
    let mut desk = sample(SIZE);
    desk.press_with(Modifiers::ALT, Key::Num0);
    let fields = ["机关全称", "标题", "署名", "成文日期"];
    let places = |desk: &Desk| fields.map(|name| desk.field(name).rect());
    let before = places(&desk);
    let wrong = [
        (Field::Agency, "柳塘镇"),
        (Field::Title, "年度总结"),
        (Field::SignatureName, ""),
        (Field::SignatureDate, "明天"),
    ];
    edit(&mut desk, wrong.map(|(field, text)| Edit::Text(field, text.into())).to_vec());
    assert_eq!(places(&desk).map(|rect| rect.min), before.map(|rect| rect.min));
    let grave = desk.app().document().unwrap().findings().iter();
    let told = grave.filter(|f| matches!(f.place, Place::Field(_) | Place::Text(..)));
    let message = told.map(|f| f.message.clone()).next().unwrap();
    assert!(desk.says(&message), "and it is read beside its field");
}

#[test]
fn what_is_carried_over_is_said() {
    let mut desk = Desk::new();
    desk.run();
    let last = nianbao::file::parse("示例", include_bytes!("../../assets/sample.ron")).unwrap().1;
    desk.give(OpeningCommand::StartFrom(Box::new(last)));
    assert!(desk.says("已带入") && desk.says("机关名称、正文和上年数"));
    desk.press(Key::Escape);
    desk.give(Command::Do(Action::FromLast));
    assert!(desk.says("沿用上年的情况") && desk.says("带入"), "it can be read again");
}

#[test]
fn the_export_remembers_its_forms_and_opens_the_file() {
    let mut desk = sample(SIZE);
    desk.give(Command::Do(Action::Export));
    let ticked = |desk: &Desk, name: &str| {
        let boxes = desk.harness.query_all_by_role(egui::Role::CheckBox);
        let mut boxes = boxes
            .filter(|node| node.accesskit_node().label().is_some_and(|label| label.contains(name)));
        boxes.next().map(|node| node.accesskit_node().toggled())
    };
    let on = Some(Some(egui::accesskit::Toggled::True));
    assert_eq!(ticked(&desk, "PDF"), on);
    desk.click(&desk.name_with("Word 文档").clone());
    let folder = desk.path("出");
    std::fs::create_dir(&folder).unwrap();
    let field = desk.field("文件夹");
    field.focus();
    desk.run();
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.type_text(folder.to_str().unwrap());
    desk.press(Key::Enter);
    desk.run();
    assert!(desk.has("打开文件") && desk.has("打开文件夹"), "{:?}", desk.app().modal());
    desk.press(Key::Escape);
    desk.give(Command::Do(Action::Export));
    assert_eq!((ticked(&desk, "PDF"), ticked(&desk, "Word 文档")), (on, on));
}
