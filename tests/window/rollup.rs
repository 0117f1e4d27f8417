//! The roll-up at the window: the board by keyboard and by mouse, decisions, sums, what it gives, and
//! 3,000 units.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use egui::{Key, Modifiers};

use crate::desk::{Desk, SIZE, settings};
use nianbao::app::rollup::board::BoardFilter;
use nianbao::app::rollup::messages::RollUpPage;
use nianbao::app::{
    Action, Command, Modal, OpeningCommand, PathCommand, Purpose, RollUpCommand, RollUpExport,
    RollUpModal,
};
use nianbao::file;
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Report, Value};
use nianbao::rollup::{DecisionKind, Decisions};

const NAMES: [(&str, &str); 6] = [
    ("城关街道", "街道"),
    ("柳塘镇", "乡镇"),
    ("石桥镇", "乡镇"),
    ("云岭镇", "乡镇"),
    ("马溪镇", "乡镇"),
    ("教育局", "县直部门"),
];

/// What two units write and no other.
const COPIED: &str = "各股室每周把拟公开的材料送交专人登记，由分管负责人逐件把关，确认没有涉密内容以后再放到网站上；\
群众来电询问的，当天转给经办人回复，回复的要点另行整理成问答，放在大厅的展板上。\
村里的干部定期到邻近的村看他们的公开栏，回来以后照着改进，把补贴的发放过程写得更清楚，老人和孩子家长都看得懂。\
年末把全年的材料按门类装订，摆在阅览角供人翻看。";

/// The sample as a unit's own: 本年新收 and 予以公开 are `count`.
fn report(name: &str, count: i64) -> Report {
    let sample = include_bytes!("../../assets/sample.ron");
    let mut report = file::parse("sample", sample).unwrap().1;
    let agency = format!("云泽县{name}");
    let title = report.edition().title(&agency, 2025);
    for edit in [
        Edit::Text(Field::Title, title),
        Edit::Text(Field::Agency, agency.clone()),
        Edit::Text(Field::SignatureName, agency),
        Edit::Last(None),
    ] {
        report.apply(edit).unwrap();
    }
    let ids: Vec<CellId> = report.figures.cells().filter(|id| id.table == 1).collect();
    for id in ids {
        let _total = report.apply(Edit::Value(id, Value::Count(0)));
    }
    for index in [0, 14] {
        let id = CellId { table: 1, index };
        report.apply(Edit::Value(id, Value::Count(count))).unwrap();
    }
    report
}

pub(crate) struct County {
    pub(crate) desk: Desk,
    folder: PathBuf,
}

impl County {
    /// 城关街道 and 教育局 are sound, 石桥镇 has no prose in section five, 云岭镇 does not balance, 柳塘镇
    /// came twice, 马溪镇 is missing; one file belongs to nobody.
    fn new() -> Self {
        Self::sized(SIZE)
    }

    fn sized(size: [f32; 2]) -> Self {
        let desk = Desk::sized(size, &settings());
        let folder = desk.path("2025");
        fs::create_dir_all(&folder).unwrap();
        let mut register = String::from("单位代码,单位名称,单位类型,联系人,电话\n");
        for (n, (name, kind)) in NAMES.iter().enumerate() {
            writeln!(register, "U{n},{name},{kind},王五,0123").unwrap();
        }
        fs::write(folder.join("名录.csv"), register).unwrap();
        let county = Self { desk, folder };
        for (n, (name, _)) in NAMES.iter().enumerate().filter(|(n, _)| *n != 4) {
            let mut report = report(name, 10 + i64::try_from(n).unwrap());
            if n == 2 {
                let text = Edit::Text(Field::Before(5), String::new());
                report.apply(text).unwrap();
            }
            if n == 3 || n == 5 {
                let text = format!("{}\n{COPIED}", report.text(Field::Before(1)));
                report.apply(Edit::Text(Field::Before(1), text)).unwrap();
            }
            if n == 3 {
                let id = CellId { table: 1, index: 0 };
                report.apply(Edit::Value(id, Value::Count(99))).unwrap();
            }
            county.put(&format!("{name}.nianbao"), &file::draft_text(&report));
        }
        county.put("更新/柳塘镇.nianbao", &file::draft_text(&report("柳塘镇", 50)));
        county.put("会议通知.txt", "下周一开会，请准时参加。");
        county
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn open() -> Self {
        let mut county = Self::new();
        county.read();
        county
    }

    fn read(&mut self) {
        let folder = self.folder.clone();
        self.desk.give(OpeningCommand::File(folder));
        assert!(self.desk.app().roll_up_in_front(), "{:?}", self.desk.app().modal());
    }

    fn decisions(&self) -> Decisions {
        let text = fs::read_to_string(self.folder.join(Decisions::FILE)).unwrap();
        Decisions::read(&text).unwrap()
    }

    fn selected(&self) -> String {
        let unit = self.desk.app().selected_unit();
        unit.map_or_else(String::new, |(_, unit)| unit.unit.name.clone())
    }

    /// Goes to a unit by the mouse.
    fn go(&mut self, name: &str) {
        let row = self.desk.name_with(&format!("{name}，"));
        self.desk.click(&row);
        assert_eq!(self.selected(), name);
    }
}

#[test]
fn the_board_says_how_each_unit_stands() {
    let county = County::open();
    let desk = &county.desk;
    for says in [
        "马溪镇，未交",
        "云岭镇，不平衡",
        "石桥镇，有错",
        "柳塘镇，重复报送 2 份",
        "会议通知.txt，没有归到单位",
        "应交 6 · 已交 5 · 未交 1 · 退回 0",
        "云岭镇不平衡，未计入合计",
        "勾稽平衡",
        "勾稽：1 个单位不平衡",
    ] {
        assert!(desk.says(says), "{says}");
    }
    for chip in ["全部 6", "未交 1", "不平衡 1", "重复报送 1"] {
        assert!(desk.has(chip), "{chip}");
    }
    assert!(!desk.has("退回 0"), "a chip without units is not drawn");
    assert!(!county.folder.join(Decisions::FILE).exists(), "reading writes nothing");
}

#[test]
fn a_unit_is_returned_and_accepted_by_the_keyboard_alone() {
    let mut county = County::open();
    assert_eq!(county.selected(), "城关街道");
    county.desk.press(Key::F4);
    assert_eq!(county.selected(), "柳塘镇");
    county.desk.press(Key::ArrowDown);
    assert_eq!(county.selected(), "石桥镇");
    county.desk.press(Key::ArrowDown);
    county.desk.press(Key::ArrowDown);
    assert_eq!(county.selected(), "马溪镇");
    county.desk.press(Key::ArrowDown);
    assert_eq!(county.selected(), "教育局", "bands are gone over");
    county.desk.press(Key::Home);
    assert_eq!(county.selected(), "城关街道");
    county.desk.press_with(Modifiers::COMMAND, Key::F);
    assert_eq!(county.desk.focused(), "查找单位");
    county.desk.type_text("石桥");
    assert_eq!(county.selected(), "石桥镇");
    county.desk.press(Key::Escape);
    assert_eq!(county.desk.app().board_rows().iter().filter(|row| row.is_target()).count(), 7);
    // What is wrong with it stands beside it; a reason is asked for before it goes back.
    assert!(county.desk.says("有 1 处须改正，改正后才能通过"));
    county.desk.give(RollUpCommand::AskReason(DecisionKind::Returned));
    county.desk.press(Key::Enter);
    assert!(county.desk.app().modal().is_some(), "without a reason it stays");
    county.desk.type_text("第五部分没有写");
    county.desk.press(Key::Enter);
    let decisions = county.decisions();
    let decision = &decisions.units["U2"];
    assert_eq!(
        (decision.kind, decision.reason.as_str()),
        (DecisionKind::Returned, "第五部分没有写")
    );
    assert_eq!(decision.date, "2026-01-12");
    assert!(county.desk.says("石桥镇，退回"));
    assert!(county.desk.says("应交 6 · 已交 4 · 未交 1 · 退回 1"));
}

#[test]
fn a_unit_is_decided_about_by_the_mouse_alone() {
    let mut county = County::open();
    county.go("教育局");
    county.desk.click("通过");
    assert_eq!(county.decisions().units["U5"].kind, DecisionKind::Accepted);
    assert!(county.desk.says("教育局，已通过") && county.desk.has("已通过 1"));
    county.desk.click("撤回决定");
    assert!(county.decisions().units.is_empty());
    // One that does not balance cannot be accepted.
    county.go("云岭镇");
    county.desk.give(RollUpCommand::Decide(DecisionKind::Accepted, String::new()));
    assert!(county.decisions().units.is_empty());
    // Of two files the clerk chooses one.
    county.go("柳塘镇");
    county.desk.click("改用这一份");
    let open = county.desk.app().roll_up().unwrap();
    let chosen = county.decisions().chosen["U1"].clone();
    assert_eq!(open.result.units[1].file.as_ref(), Some(&chosen));
    assert!(open.result.units[1].state != nianbao::rollup::UnitState::Duplicate);
}

#[test]
fn a_unit_contained_in_another_is_not_counted_twice_and_a_stray_file_is_bound_once() {
    let mut county = County::open();
    let sum = |county: &County| {
        county.desk.app().roll_up().unwrap().board.sums[0].and_then(nianbao::report::Amount::count)
    };
    let before = sum(&county).unwrap();
    county.go("教育局");
    county.desk.click("已含于…");
    county.desk.type_text("城关");
    county.desk.press(Key::Enter);
    assert_eq!(county.decisions().contained["U5"], "U0");
    assert_eq!(sum(&county), Some(before - 15));
    county.go("城关街道");
    county.desk.click("不纳入…");
    county.desk.type_text("单独公布");
    county.desk.press(Key::Enter);
    assert_eq!(sum(&county), Some(before - 15 - 10));
    county.put("扫描的.nianbao", &file::draft_text(&report("马家溪", 3)));
    county.desk.press_with(Modifiers::COMMAND, Key::I);
    let row = county.desk.name_with("扫描的.nianbao，没有归到单位");
    county.desk.click(&row);
    county.desk.press(Key::Enter);
    assert!(matches!(county.desk.app().modal(), Some(Modal::RollUp(RollUpModal::Bind(_)))));
    county.desk.type_text("马溪");
    county.desk.press(Key::Enter);
    assert_eq!(county.decisions().bindings["扫描的.nianbao"], "U4");
    assert_eq!(sum(&county), Some(before - 25 + 3));
}

#[test]
fn only_what_is_new_is_read_again() {
    let mut county = County::open();
    assert_eq!(county.desk.app().notice(), Some("已读 7 个文件"));
    county.desk.press_with(Modifiers::COMMAND, Key::I);
    assert_eq!(county.desk.app().notice(), Some("没有新的文件"));
    county.put("马溪镇.nianbao", &file::draft_text(&report("马溪镇", 4)));
    fs::remove_file(county.folder.join("会议通知.txt")).unwrap();
    county.desk.press_with(Modifiers::COMMAND, Key::I);
    assert_eq!(county.desk.app().notice(), Some("新收到或改过 1 个文件，少了 1 个"));
    assert!(county.desk.says("未交 0 · 退回 0"));
    let units = &county.desk.app().roll_up().unwrap().result.units;
    assert!(units[4].is_summed());
}

#[test]
fn what_is_sent_again_after_a_decision_waits_anew() {
    let mut county = County::open();
    county.go("教育局");
    county.desk.click("通过");
    county.go("石桥镇");
    county.desk.give(RollUpCommand::Decide(DecisionKind::Returned, "缺第五部分".into()));
    assert!(county.desk.says("石桥镇，退回") && county.desk.says("退回 1"));
    for name in ["石桥镇", "教育局"] {
        county.put(&format!("{name}.nianbao"), &file::draft_text(&report(name, 20)));
        let file =
            fs::File::options().write(true).open(county.folder.join(format!("{name}.nianbao")));
        let later =
            std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(4_000_000_000);
        file.unwrap().set_modified(later).unwrap();
    }
    county.desk.press_with(Modifiers::COMMAND, Key::I);
    assert!(county.desk.says("石桥镇，重报待审"), "it came again");
    assert!(county.desk.says("教育局，重报待审"), "what was accepted is not what is there now");
    assert!(county.desk.says("退回 0"));
    county.go("石桥镇");
    county.desk.click("通过");
    assert_eq!(county.decisions().units["U2"].kind, DecisionKind::Accepted);
    assert!(county.desk.says("石桥镇，已通过"));
}

#[test]
fn what_somebody_else_decided_is_kept_and_told() {
    let mut county = County::open();
    let other = "(version: 1, units: {\"U0\": (kind: Accepted, date: \"2026-01-11\")})";
    county.put(Decisions::FILE, other);
    county.go("教育局");
    county.desk.click("通过");
    assert_eq!(county.decisions().units.len(), 2);
    assert_eq!(county.desk.app().notice(), Some("已写入；别人刚刚也定了城关街道"));
    // The same unit: the later one is not written over the earlier.
    let other = "(version: 1, units: {\"U1\": (kind: LeftOut, reason: \"并入城关\", date: \"\")})";
    county.put(Decisions::FILE, other);
    county.go("柳塘镇");
    county.desk.give(RollUpCommand::Decide(DecisionKind::Returned, "重报".into()));
    let Some(Modal::Failed(told)) = county.desk.app().modal() else { panic!("it is told") };
    assert!(told.contains("别人刚刚改过同一项决定"), "{told}");
    assert_eq!(county.decisions().units["U1"].reason, "并入城关");
    county.desk.press(Key::Escape);
    assert!(county.desk.says("柳塘镇，不纳入"), "what the other has written is shown");
}

#[test]
fn a_damaged_file_of_decisions_is_told_and_left_alone() {
    let mut county = County::new();
    county.put(Decisions::FILE, "(version: 1, units: {");
    let folder = county.folder.clone();
    county.desk.give(OpeningCommand::File(folder));
    let Some(Modal::Failed(told)) = county.desk.app().modal() else { panic!("it is told") };
    assert!(told.contains(Decisions::FILE) && told.contains("备份"), "{told}");
    county.desk.press(Key::Escape);
    assert!(county.desk.says("马溪镇，未交"), "the board is there");
    county.go("教育局");
    county.desk.click("通过");
    assert!(matches!(county.desk.app().modal(), Some(Modal::Failed(_))));
    let text = fs::read_to_string(county.folder.join(Decisions::FILE)).unwrap();
    assert_eq!(text, "(version: 1, units: {");
}

#[test]
fn the_report_is_a_click_away_and_is_only_looked_at() {
    let mut county = County::open();
    county.go("石桥镇");
    let finding = county.desk.name_with("第五部分还没有内容");
    let before = fs::read(county.folder.join("石桥镇.nianbao")).unwrap();
    county.desk.click(&finding);
    let app = county.desk.app();
    assert!(!app.roll_up_in_front() && app.document().is_some());
    assert!(app.read_only().is_some(), "its file is not written");
    assert_eq!(app.part(), nianbao::app::Part::Section(5));
    county.desk.click("回到汇总");
    assert!(county.desk.app().roll_up_in_front());
    assert_eq!(county.selected(), "石桥镇");
    county.desk.press(Key::Enter);
    county.desk.press_with(Modifiers::ALT, Key::Num9);
    assert!(county.desk.app().roll_up_in_front());
    county.desk.press(Key::Enter);
    assert!(!county.desk.app().roll_up_in_front());
    assert_eq!(fs::read(county.folder.join("石桥镇.nianbao")).unwrap(), before);
}

#[test]
fn sums_show_their_units() {
    let mut county = County::open();
    county.desk.give(RollUpCommand::Show(RollUpPage::Sums));
    county.desk.click("表三");
    county.desk.give(RollUpCommand::Sum(CellId { table: 1, index: 0 }));
    // 城关街道 10, 柳塘镇 one of its two, 石桥镇 12, 教育局 15.
    for says in ["城关街道 10", "石桥镇 12", "教育局 15", "来自 4 个单位"] {
        assert!(county.desk.says(says), "{says}");
    }
    assert!(!county.desk.says("云岭镇 99"));
    county.desk.press(Key::ArrowRight);
    let cell = county.desk.app().roll_up_view().cell;
    assert_eq!(cell, Some(CellId { table: 1, index: 1 }));
}

#[test]
fn the_first_arrow_stays_in_the_page_that_has_just_opened() {
    let mut county = County::open();
    let page = county.desk.name_with("汇总三表，");
    county.desk.click(&page);
    for index in [0, 3] {
        county.desk.press(Key::ArrowDown);
        assert_eq!(county.desk.app().roll_up_view().cell, Some(CellId { table: 0, index }));
    }
}

#[test]
fn texts_that_are_alike_are_shown_side_by_side() {
    let mut county = County::open();
    assert!(county.desk.app().roll_up().unwrap().result.alike.len() == 1, "what all have is none");
    assert!(county.desk.says("文字与教育局") || county.desk.says("教育局 100% 相同"));
    county.desk.give(RollUpCommand::Show(RollUpPage::Alike));
    county.desk.press(Key::ArrowDown);
    assert_eq!(county.selected(), "云岭镇", "the panel is of the first of the two");
    county.desk.click("并排看");
    assert!(matches!(county.desk.app().modal(), Some(Modal::RollUp(RollUpModal::Beside(_)))));
    county.desk.press(Key::Escape);
    county.desk.press(Key::Enter);
    let Some(Modal::RollUp(RollUpModal::Beside(texts))) = county.desk.app().modal() else {
        panic!("{:?}", county.desk.app().modal())
    };
    assert!(texts.texts.iter().all(|text| text.iter().any(|(same, _)| *same)));
    county.desk.press(Key::Escape);
}

#[test]
fn it_gives_texts_files_and_the_countys_report() {
    let mut county = County::open();
    county.go("马溪镇");
    county.desk.click("复制催报文字");
    assert!(county.desk.app().copied().1.text.contains("马溪镇：\n　　你单位的2025年"));
    county.go("石桥镇");
    county.desk.click("复制退回文字");
    assert!(county.desk.app().copied().1.text.contains("第五部分"));
    county.desk.press_with(Modifiers::COMMAND, Key::E);
    assert!(matches!(county.desk.app().modal(), Some(Modal::RollUp(RollUpModal::Export))));
    county.desk.press(Key::Enter);
    for (what, head) in [
        (RollUpExport::Workbook, &b"PK"[..]),
        (RollUpExport::Board, b"%PDF"),
        (RollUpExport::Tidy, b"code,name,state"),
        (RollUpExport::Letters, "柳塘镇：".as_bytes()),
    ] {
        let path = county.desk.path(&format!("出.{}", what.extension()));
        county.desk.give(PathCommand::Given(Purpose::RollUp(what), path.clone()));
        let bytes = fs::read(&path).unwrap();
        assert!(bytes.starts_with(head), "{what:?}");
        if what == RollUpExport::Letters {
            let text = String::from_utf8(bytes).unwrap();
            assert!(
                text.contains("马溪镇：")
                    && text.contains("云岭镇：")
                    && !text.contains("教育局：")
            );
        }
    }
    county.desk.give(Command::Do(Action::New));
    let Some(Modal::RollUp(RollUpModal::Incomplete(lacking))) = county.desk.app().modal() else {
        panic!("it says first who is missing")
    };
    assert!(lacking.contains("马溪镇（未交）"), "{lacking}");
    county.desk.click("仍然生成");
    let report = county.desk.report();
    assert_eq!(report.year, Some(2025));
    let sum = county.desk.app().roll_up().unwrap().board.sums[0];
    let id = CellId { table: 1, index: 6 };
    assert_eq!(report.figures.number(id), sum.and_then(nianbao::report::Amount::count).unwrap());
}

#[test]
fn without_a_register_one_is_made_of_who_has_reported() {
    let mut county = County::new();
    fs::remove_file(county.folder.join("名录.csv")).unwrap();
    county.read();
    assert_eq!(county.desk.app().roll_up().unwrap().result.units.len(), 5);
    county.desk.click("汇总信息");
    county.desk.click("按收到的报告生成名录");
    let text = fs::read_to_string(county.folder.join("名录.csv")).unwrap();
    assert!(text.contains("001,") && text.contains("云泽县柳塘镇"), "{text}");
    let open = county.desk.app().roll_up().unwrap();
    assert_eq!((open.result.units.len(), open.register.is_some()), (5, true));
}

#[test]
fn a_folder_that_is_gone_and_one_of_no_reports_are_told() {
    let mut desk = Desk::new();
    let gone = desk.path("没有");
    desk.give(RollUpCommand::Open(gone));
    assert!(
        matches!(desk.app().modal(), Some(Modal::Failed(told)) if told.contains("没有这个文件夹"))
    );
    desk.press(Key::Escape);
    let empty = desk.path("空");
    fs::create_dir_all(&empty).unwrap();
    desk.give(OpeningCommand::File(empty));
    assert!(desk.has("选择名录"));
    desk.press_with(Modifiers::COMMAND, Key::W);
    assert!(desk.app().roll_up().is_none());
}

#[test]
fn three_thousand_units_lay_out_only_what_is_seen() {
    use egui_kittest::kittest::Queryable as _;
    let mut county = County::new();
    let mut register = String::from("单位代码,单位名称,单位类型\n");
    for n in 0..3000 {
        writeln!(register, "{n:04},第{n}号乡,乡镇").unwrap();
    }
    county.put("名录.csv", &register);
    county.read();
    let seen = |desk: &Desk| {
        let rows = desk.harness.query_all_by(|node| node.role() == egui::accesskit::Role::ListItem);
        rows.count()
    };
    assert!((5..40).contains(&seen(&county.desk)), "{}", seen(&county.desk));
    county.desk.press(Key::End);
    assert!((5..40).contains(&seen(&county.desk)), "{}", seen(&county.desk));
    county.desk.give(RollUpCommand::Filter(BoardFilter::Missing));
    county.desk.give(RollUpCommand::Find("第2999号".into()));
    assert_eq!(county.selected(), "第2999号乡");
}

#[test]
fn every_size_shows_the_board() {
    for size in [[1366.0, 738.0], [1280.0, 650.0], [1093.0, 544.0], [960.0, 520.0], [300.0, 200.0]]
    {
        let mut county = County::sized(size);
        county.read();
        if size[1] > 500.0 {
            assert!(county.desk.says("马溪镇，未交"), "{size:?}");
        }
        for page in RollUpPage::ALL {
            county.desk.give(RollUpCommand::Show(page));
        }
    }
}
