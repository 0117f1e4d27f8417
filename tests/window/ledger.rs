//! The ledger of requests at the window: by the keyboard alone, by the mouse alone, with wrong input,
//! and with 20,000 rows.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{Key, Modifiers};

use crate::desk::{Desk, SIZE, settings};
use nianbao::app::{Action, Command, LedgerCommand, OpeningCommand, PathCommand, Purpose};
use nianbao::file;
use nianbao::ledger::{Ledger, Request, RequestField as Field};

const ROWS: [[&str; 7]; 5] = [
    ["2025-001", "2025-03-07", "赵铁柱", "自然人", "危房改造名单", "予以公开", "2025-03-20"],
    ["2025-002", "2025-11-10", "禾丰公司", "商业企业", "招标文件", "", ""],
    ["2025-003", "2025-12-29", "李小明", "自然人", "补贴标准", "", ""],
    ["2025-004", "2025-12-18", "钱多多", "自然人", "仓库租约", "", ""],
    ["2025-005", "2025-06-02", "孙某", "自然人", "征地批复", "（二）部分公开", "2025-06-20"],
];

fn ledger() -> Ledger {
    let fields = [
        Field::Number,
        Field::Received,
        Field::Applicant,
        Field::Kind,
        Field::Content,
        Field::Outcome,
        Field::Replied,
    ];
    let request = |row: &[&str; 7]| {
        let mut request = Request::default();
        for (field, text) in fields.into_iter().zip(row) {
            request.set(field, text);
        }
        Arc::new(request)
    };
    Ledger { requests: ROWS.iter().map(request).collect(), ..Ledger::default() }
}

fn open_sized(size: [f32; 2], ledger: &Ledger) -> (Desk, PathBuf) {
    let mut desk = Desk::sized(size, &settings());
    let path = desk.path("台账.taizhang");
    fs::write(&path, file::ledger_text(ledger)).unwrap();
    desk.give(OpeningCommand::File(path.clone()));
    desk.give(LedgerCommand::Year(Some(2025)));
    (desk, path)
}

pub(crate) fn open() -> (Desk, PathBuf) {
    open_sized(SIZE, &ledger())
}

fn read(path: &PathBuf) -> Ledger {
    file::parse_ledger("台账", &fs::read(path).unwrap()).unwrap()
}

fn words(desk: &Desk, row: usize, field: Field) -> String {
    desk.app().ledger().unwrap().ledger().requests[row].words(field)
}

fn selected(desk: &Desk) -> String {
    let row = desk.app().ledger_view().selected.unwrap();
    words(desk, row, Field::Number)
}

#[test]
fn the_list_says_how_each_stands_and_hides_the_names_of_persons() {
    let (desk, _) = open();
    for says in ["超期", "余 4 个工作日", "已办结，用 9 日"] {
        assert!(desk.says(says), "{says}");
    }
    assert!(desk.has("全部，5 件") && desk.has("待办，3 件") && desk.has("超期，1 件"));
    assert!(desk.has("勾稽：7 列平衡"));
    for name in ["赵铁柱", "李小明"] {
        assert!(!desk.says(name), "{name} is hidden");
    }
    assert!(desk.has("登记申请") && !desk.has("保存"), "each row saves itself");
}

#[test]
fn a_request_is_registered_and_answered_by_the_keyboard_alone() {
    let (mut desk, path) = open();
    desk.press_with(Modifiers::COMMAND, Key::N);
    assert_eq!(selected(&desk), "2026-001");
    // The list has the keyboard: Enter opens the form.
    desk.press(Key::Enter);
    assert_eq!(desk.focused(), "编号");
    desk.press(Key::Enter);
    assert_eq!(desk.focused(), "申请内容");
    desk.type_text("镇级预算");
    desk.press(Key::Escape);
    for _ in 0..4 {
        desk.press(Key::ArrowRight);
    }
    // Typing in the list replaces the cell; the arrow keys choose among the values that fit.
    desk.type_text("商业");
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    let row = desk.app().ledger_view().selected.unwrap_or(5);
    assert_eq!(words(&desk, 5, Field::Kind), "商业企业", "{row}");
    desk.press(Key::Home);
    let saved = read(&path);
    assert_eq!(saved.requests.len(), 6);
    assert_eq!(saved.requests[5].words(Field::Content), "镇级预算");
    // The most urgent one stands first, and F4 goes to the next; undo takes back what was done last.
    assert_eq!(selected(&desk), "2025-002");
    desk.press(Key::F4);
    assert_eq!(selected(&desk), "2025-004");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(words(&desk, 5, Field::Kind), "");
}

#[test]
fn a_request_is_answered_by_the_mouse_alone() {
    let (mut desk, path) = open();
    let row = "2025-002，11-10，招标文件";
    let label = desk.name_with(row);
    desk.click(&label);
    assert_eq!(selected(&desk), "2025-002");
    desk.click("登记答复");
    assert_eq!(words(&desk, 1, Field::Replied), "2026-01-12", "today");
    desk.click("处理结果");
    desk.click("（一）予以公开");
    assert_eq!(words(&desk, 1, Field::Outcome), "（一）予以公开");
    desk.click("待办，2 件");
    assert_eq!(read(&path).requests[1].words(Field::Replied), "", "not left yet");
    let other = desk.name_with("2025-003，12-29");
    desk.click(&other);
    assert_eq!(read(&path).requests[1].words(Field::Replied), "2026-01-12");
    desk.click("已办结，3 件");
    assert_eq!(desk.app().ledger_overview().unwrap().rows.len(), 3);
}

#[test]
fn wrong_input_is_said_below_its_field_and_the_request_is_not_counted() {
    let (mut desk, _) = open();
    desk.give(LedgerCommand::Select(Some(0)));
    desk.press(Key::Enter);
    desk.give(LedgerCommand::Write { row: 0, field: Field::Replied, text: "2025-02-01".into() });
    desk.press(Key::Escape);
    assert!(desk.says("答复日期早于收到日期"), "below the field");
    assert!(desk.has("1 件没有计入表三"));
    assert!(desk.has("待改正，2 件"));
    assert_eq!(desk.app().ledger_overview().unwrap().tally.uncounted, [0]);
    desk.give(LedgerCommand::Write { row: 0, field: Field::Kind, text: "法人".into() });
    assert!(desk.says("申请人类别不是表三六类之一"));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert!(desk.has("勾稽：7 列平衡"));
}

#[test]
fn search_and_order_and_year() {
    let (mut desk, _) = open();
    desk.press_with(Modifiers::COMMAND, Key::F);
    assert_eq!(desk.focused(), "查找申请");
    desk.type_text("租约");
    assert_eq!(desk.app().ledger_overview().unwrap().rows.as_slice(), [3]);
    desk.press(Key::Escape);
    assert_eq!(desk.app().ledger_overview().unwrap().rows.len(), 5);
    desk.click("编号列，点击排序");
    assert_eq!(desk.app().ledger_overview().unwrap().rows.as_slice(), [0, 1, 2, 3, 4]);
    desk.click("编号列，由小到大排列，点击排序");
    assert_eq!(desk.app().ledger_overview().unwrap().rows.as_slice(), [4, 3, 2, 1, 0]);
    desk.click("2026 年");
    assert_eq!(desk.app().ledger_overview().unwrap().rows.len(), 3, "what is carried over");
}

#[test]
fn the_start_page_tells_what_is_due_and_leads_there() {
    let (mut desk, _) = open();
    desk.press_with(Modifiers::COMMAND, Key::W);
    assert!(desk.app().ledger().is_none());
    assert!(desk.says("申请台账：超期 1 件，七天内到期"), "on the start page");
    desk.click("打开台账");
    assert!(desk.app().ledger().is_some(), "{:?}", desk.app().modal());
    let list = desk.name_with("申请列表，");
    assert_eq!(list, "申请列表，3 件，方向键选择，回车打开", "what is open this year");
}

#[test]
fn a_new_ledger_asks_for_its_file_and_tells_how_to_begin() {
    let mut desk = Desk::new();
    desk.give(Command::Do(Action::NewLedger));
    let path = desk.path("新台账.taizhang");
    desk.give(PathCommand::Given(Purpose::LedgerSave, path.clone()));
    assert_eq!(read(&path).agency, "云泽县柳塘镇人民政府");
    desk.press_with(Modifiers::COMMAND, Key::N);
    desk.press_with(Modifiers::COMMAND, Key::N);
    let numbers: Vec<String> = read(&path).requests.iter().map(|r| r.number.clone()).collect();
    assert_eq!(numbers.first().map(String::as_str), Some("2026-001"));
}

#[test]
fn every_size_shows_the_list_and_the_form() {
    for size in [[1366.0, 738.0], [1093.0, 544.0], [1280.0, 650.0], [960.0, 520.0], [300.0, 200.0]]
    {
        let (mut desk, _) = open_sized(size, &ledger());
        desk.press(Key::ArrowDown);
        desk.press(Key::Enter);
        // A window that is lower has room for one of both.
        if size[1] > 500.0 {
            assert!(desk.says("申请列表"), "{size:?}");
            assert!(desk.has("登记答复") || desk.has("收到补正"), "{size:?}");
        }
    }
}

#[test]
fn twenty_thousand_rows_lay_out_only_what_is_seen() {
    let rows = ledger();
    let many = (0..20_000).map(|n| {
        let mut request = Request::clone(&rows.requests[n % 5]);
        request.number = format!("2025-{n:05}");
        Arc::new(request)
    });
    let many = Ledger { requests: many.collect(), ..Ledger::default() };
    let (mut desk, _) = open_sized(SIZE, &many);
    let seen = |desk: &Desk| {
        use egui_kittest::kittest::Queryable as _;
        let rows = desk.harness.query_all_by(|node| node.role() == egui::accesskit::Role::ListItem);
        rows.count()
    };
    assert!((5..30).contains(&seen(&desk)), "{}", seen(&desk));
    desk.press(Key::End);
    assert!(desk.app().ledger_view().selected.is_some());
    assert!((5..30).contains(&seen(&desk)), "{}", seen(&desk));
    let last = *desk.app().ledger_overview().unwrap().rows.last().unwrap();
    assert_eq!(desk.app().ledger_view().selected, usize::try_from(last).ok());
}
