//! An import beside its source in the window: chosen, dropped or pasted; compared, corrected,
//! opened as a report or taken as a template.

use crate::desk;
#[cfg(unix)]
use std::ffi::OsString;
#[cfg(unix)]
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::desk::Desk;
#[cfg(unix)]
use crate::desk::NoDialogs;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
#[cfg(unix)]
use nianbao::app::programs::{Output, Programs};
use nianbao::app::{
    Action, Command, DocumentCommand, Modal, NavigationCommand, OpeningCommand, OpeningModal,
    ReviewCommand,
};
use nianbao::export::html::html;
use nianbao::export::{ExportSetup, Format, export};
use nianbao::import::{self, SourceKind};
use nianbao::open::open;
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{Report, Value};
use nianbao::rules::Balanced;

fn published(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports").join(name)
}

/// A desk with a published report open for review.
pub(crate) fn reviewing(name: &str) -> Desk {
    let mut desk = Desk::new();
    desk.run();
    desk.give(OpeningCommand::File(published(name)));
    assert!(desk.app().review().is_some());
    desk
}

/// A cell of a table by the ids of its row and column.
fn cell(report: &Report, table: usize, row: &str, column: &str) -> CellId {
    let form = &report.edition().tables[table];
    let row = form.row(row).unwrap();
    let column = form.band_of(row).columns.iter().position(|label| label.id == column).unwrap();
    CellId { table, index: form.cell_at(row, column).unwrap() }
}

/// The text in the source that is marked.
fn marked(desk: &Desk) -> Vec<String> {
    let review = desk.app().review().unwrap();
    let spots = review.marked(desk.report(), desk.app().cursor());
    let text = |spot: import::Spot| {
        let line = &review.trace().lines[spot.line - 1];
        line.get(review.trace().bytes(spot).unwrap()).unwrap().to_owned()
    };
    spots.into_iter().map(text).collect()
}

#[test]
fn every_line_of_the_five_reports_is_told_what_it_became() {
    for name in ["000.txt", "001.txt", "002.txt", "003.txt", "004.txt"] {
        let desk = reviewing(name);
        let review = desk.app().review().unwrap();
        for (line, to) in review.trace().lines.iter().zip(review.uses()) {
            assert!(line.trim().is_empty() || !to.is_empty(), "{name}: {line}");
        }
        assert!(desk.has(&format!("核对导入：{name}")), "{name}");
        assert!(desk.says("原文件不会改动"));
    }
}

#[test]
fn a_cell_shows_its_source_and_a_line_its_cell() {
    let mut desk = reviewing("001.txt");
    let received = cell(desk.report(), 1, "received", "natural");
    desk.give(NavigationCommand::Goto(Place::Cell(received)));
    assert_eq!(desk.focused(), "表三 一、本年新收政府信息公开申请数量 自然人");
    assert_eq!(marked(&desk), ["7"]);
    desk.press(Key::ArrowDown);
    assert_eq!(marked(&desk), ["1"]);
    desk.give(NavigationCommand::Goto(Place::Field(Field::Title)));
    assert_eq!(marked(&desk), ["殷都区人民政府办公室2021年政府信息公开工作年度报告"]);

    // By keyboard in the source: the first line is the title, the fifth a paragraph.
    let words = "原文，第 1 行：殷都区人民政府办公室2021年政府信息公开工作年度报告（标题）";
    desk.node(words).focus();
    desk.run();
    for _ in 0..4 {
        desk.press(Key::ArrowDown);
    }
    desk.press(Key::Enter);
    assert_eq!(desk.app().cursor(), Some(&Place::Field(Field::Before(1))));
    assert!(marked(&desk)[0].starts_with("2021年,区政府办认真贯彻"));
}

/// A desk with a text open for review.
fn reading(text: &str) -> Desk {
    let mut desk = Desk::new();
    desk.run();
    let path = desk.path("公示.txt");
    nianbao::file::write_atomic(&path, text.as_bytes()).unwrap();
    desk.give(OpeningCommand::File(path));
    assert!(desk.app().review().is_some());
    desk
}

#[test]
fn a_line_is_moved_with_one_command_and_taken_back() {
    let text = "某某镇2023年政府信息公开工作年度报告\n浏览次数：9\n根据条例编制本报告。\n\
                本镇深入贯彻条例，公开信息九条。\n一、总体情况\n（一）主动公开。公开信息。\n\
                二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n\
                五、存在的主要问题及改进情况\n人手不足。\n六、其他需要报告的事项\n无。\n";
    let mut desk = reading(text);
    let read = desk.report().clone();
    let line = |desk: &Desk, number: usize| {
        let words = format!("原文，第 {number} 行");
        let lines = desk.harness.query_all_by_label_contains(&words);
        assert_eq!(lines.count(), 1, "the keyboard is not on line {number}");
    };
    desk.node("原文，第 1 行：某某镇2023年政府信息公开工作年度报告（标题）").focus();
    desk.run();
    // What a site put there, the lead-in and prose have their marks.
    for (number, mark) in [(2, "（网页文字）"), (3, "（引言）"), (4, "（引言）")] {
        desk.press(Key::ArrowDown);
        line(&desk, number);
        assert!(desk.says(mark), "line {number} {mark}");
    }
    desk.press(Key::Space);
    let first = "归入第一部分正文";
    assert!(desk.has(first) && desk.has("不属于报告，放在一边") && !desk.has("归入引言"));
    while desk.focused() != first {
        desk.press(Key::ArrowDown);
    }
    desk.press(Key::Enter);
    assert_eq!(desk.report().lead_in, "根据条例编制本报告。");
    let prose = "本镇深入贯彻条例，公开信息九条。\n（一）主动公开。公开信息。";
    assert_eq!(desk.report().text(Field::Before(1)), prose);
    assert_eq!(desk.undo_label(), Some("第 4 行归入第一部分正文"));
    let mark = "原文，第 4 行：本镇深入贯彻条例，公开信息九条。（第一部分）";
    assert!(desk.has(mark), "the keyboard is where it was, and the mark tells where the line went");
    // The other way of asking: the pointer's.
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(*desk.report(), read);
    assert!(!desk.has(mark) && desk.says("第 4 行：本镇深入贯彻条例，公开信息九条。（引言）"));
    desk.press_with(Modifiers::COMMAND, Key::Y);
    assert!(desk.has(mark));
    // What is edited afterwards leaves the move as it stands.
    let edits = vec![nianbao::report::Edit::Text(Field::Before(1), "改过。".into())];
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
    assert!(desk.has(mark));
    desk.give(Command::Do(Action::Undo));
    desk.give(Command::Do(Action::Undo));
    assert_eq!(*desk.report(), read);
    assert!(!desk.has(mark));
    // From what was set aside into the report, and back.
    desk.give(ReviewCommand::MoveLine(2, import::LineTarget::Prose(6)));
    assert_eq!(desk.report().text(Field::Before(6)), "浏览次数：9\n无。");
    desk.give(Command::Do(Action::Undo));
    assert_eq!(*desk.report(), read);
}

#[test]
fn pages_word_files_and_pdfs_open_the_same_way() {
    let sample = desk::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample.ron")));
    let balanced = Balanced::new(&sample).unwrap();
    for (format, name, kind) in [
        (Format::Html, "公示.html", "网页；"),
        (Format::Docx, "公示.docx", "Word 文档；"),
        (Format::Pdf, "公示.pdf", "PDF；"),
    ] {
        let mut desk = Desk::new();
        desk.run();
        let bytes = export(balanced, format, &ExportSetup::default()).bytes;
        let path = desk.path(name);
        nianbao::file::write_atomic(&path, &bytes).unwrap();
        desk.give(OpeningCommand::File(path));
        assert!(desk.has(&format!("核对导入：{name}")) && desk.says(kind), "{name}");
        let same = sample.figures.without_printed() == desk.report().figures.without_printed();
        assert!(same, "{name}");
        let received = cell(desk.report(), 1, "received", "natural");
        desk.give(NavigationCommand::Goto(Place::Cell(received)));
        assert_eq!(marked(&desk), [sample.figures.typed(received).text()], "{name}");
    }
}

#[test]
fn a_proposal_is_accepted_and_taken_back() {
    let mut desk = reviewing("001.txt");
    let id = cell(desk.report(), 1, "carried_out", "natural");
    let read = desk.report().clone();
    assert_eq!(*read.figures.typed(id), Value::Blank);
    desk.press(Key::F4);
    desk.press_with(Modifiers::COMMAND, Key::M);
    assert_eq!(*desk.report().figures.typed(id), Value::Count(0));
    assert!(desk.undo_label().unwrap().starts_with("采纳："));
    assert!(desk.says("建议，已处理"));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(*desk.report(), read);
    assert!(!desk.says("建议，已处理"));
    desk.press_with(Modifiers::COMMAND, Key::Y);
    let button = desk.harness.query_all_by_label_contains("撤回，").next().unwrap();
    button.click();
    desk.run();
    assert_eq!(*desk.report(), read);
}

#[test]
fn proposals_are_accepted_together_and_taken_back_in_one_step() {
    let sample = desk::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample.ron")));
    let mut page = html(&sample);
    for label in ["一、本年新收政府信息公开申请数量", "（一）予以公开"] {
        // The first figure of the row.
        let at = page.find(&format!(">{label}</th><td>")).unwrap() + label.len() + ">".len();
        let start = at + "</th><td>".len();
        let end = start + page.get(start..).unwrap().find('<').unwrap();
        page.replace_range(start..end, "");
    }
    let mut desk = Desk::new();
    desk.run();
    desk.give(OpeningCommand::Text(page));
    let read = desk.report().clone();
    let safe = desk.app().review().unwrap().safe(&read).len();
    assert_eq!(safe, 2);
    desk.node("全部采纳，2 处建议").click();
    desk.run();
    assert_eq!(desk.undo_label().unwrap(), "采纳 2 处建议");
    assert!(desk.app().review().unwrap().safe(desk.report()).is_empty());
    assert!(!desk.says("全部采纳"));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(*desk.report(), read);
}

#[test]
fn blanks_are_filled_in_the_form() {
    let mut desk = reviewing("001.txt");
    let id = cell(desk.report(), 0, "normative_documents", "in_force");
    desk.give(NavigationCommand::Goto(Place::Cell(id)));
    desk.type_text("5");
    assert_eq!(*desk.report().figures.typed(id), Value::Count(5));
    assert!(desk.says("空白，已处理，第 28 行"));
}

#[test]
fn f6_leaves_the_form_for_what_comes_next() {
    let mut desk = reviewing("001.txt");
    let id = cell(desk.report(), 0, "normative_documents", "in_force");
    desk.give(NavigationCommand::Goto(Place::Cell(id)));
    let template = format!("作为 {} 年的模板", desk.report().year.unwrap() + 1);
    desk.press(Key::F6);
    assert_eq!(desk.focused(), template);
    desk.press(Key::Enter);
    assert!(desk.app().review().is_none());
}

#[test]
fn opened_as_the_report_of_its_year() {
    let mut desk = reviewing("003.txt");
    let read = desk.report().clone();
    let source = std::fs::read(published("003.txt")).unwrap();
    desk.press_with(Modifiers::COMMAND, Key::S);
    assert!(desk.app().modal().is_none(), "not before it is opened");
    desk.click("打开为 2021 年度报告");
    assert!(desk.app().review().is_none());
    assert_eq!(*desk.report(), read);
    assert!(desk.app().document().unwrap().is_dirty());
    assert_eq!(std::fs::read(published("003.txt")).unwrap(), source);
}

#[test]
fn taken_as_a_template() {
    let mut desk = reviewing("003.txt");
    desk.click("作为 2022 年的模板");
    assert!(desk.app().review().is_none());
    assert!(desk.app().modal().is_none(), "{:?}", desk.app().modal());
    let report = desk.report();
    assert_eq!((report.year, report.edition().id.as_str()), (Some(2022), "2021"));
    assert_eq!(report.last.as_ref().unwrap().year, Some(2021));
}

#[test]
fn what_is_not_carried_over_is_told_and_told_again() {
    let mut desk = reviewing("002.txt");
    desk.click("作为 2021 年的模板");
    assert!(matches!(desk.app().modal(), Some(Modal::Opening(OpeningModal::FromLast))));
    assert!(desk.says("上年报告是2019年版，表二与2021年版的格式不同"));
    desk.press(Key::Escape);
    assert!(desk.app().modal().is_none());
    desk.give(Command::Do(Action::FromLast));
    assert!(desk.says("不能换算"));
}

#[test]
fn pasted_on_the_start_page() {
    let mut desk = Desk::new();
    desk.run();
    desk.paste(&std::fs::read_to_string(published("000.txt")).unwrap());
    assert!(desk.has("核对导入：粘贴的文字"));
    assert_eq!(desk.report().year, Some(2021));
    desk.click("返回");
    assert!(desk.app().document().is_none());
    // The source of a web page is one, pasted as well as opened.
    let page = html(&open(&published("000.txt")).unwrap().into_report());
    let body = page.split_once("<main>").unwrap().1;
    for source in [page.as_str(), body, &format!("正文：\n{body}")] {
        desk.paste(source);
        assert!(desk.has("核对导入：粘贴的文字"));
        assert_eq!(desk.app().review().unwrap().trace().kind, SourceKind::WebPage);
        assert_eq!(desk.report().year, Some(2021));
        desk.click("返回");
    }
    desk.paste("今天天气很好");
    assert!(matches!(desk.app().modal(), Some(Modal::Failed(text)) if text.contains("粘贴的文字")));
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn dropped_on_the_window() {
    let mut desk = Desk::new();
    desk.run();
    let drop = |desk: &mut Desk, name: &str| {
        let file: Arc<dyn egui::DroppedFile + Send + Sync> = Arc::new(Dropped(published(name)));
        desk.harness.input_mut().dropped_files.push(file);
        desk.run();
    };
    drop(&mut desk, "004.txt");
    assert!(desk.has("核对导入：004.txt"));
    // Untouched, it gives way; once something was typed into it, it is asked for first.
    drop(&mut desk, "000.txt");
    assert!(desk.has("核对导入：000.txt"));
    let id = cell(desk.report(), 1, "received", "natural");
    desk.give(NavigationCommand::Goto(Place::Cell(id)));
    desk.type_text("9");
    drop(&mut desk, "004.txt");
    assert!(matches!(desk.app().modal(), Some(Modal::Opening(OpeningModal::AskClose))));
}

#[test]
fn last_years_figures_in_the_text_are_marked_until_each_is_decided_on() {
    let mut desk = reviewing("001.txt");
    desk.click("作为 2022 年的模板");
    assert!(desk.says("“结转下年度继续办理”有 2 格没有数字"));
    desk.press(Key::Escape);
    desk.press_with(Modifiers::ALT, Key::Num1);
    let field = Field::Before(1);
    let marks = desk.app().undecided_in(field);
    let text = desk.report().text(field).to_owned();
    assert!(marks.iter().any(|range| text.get(range.clone()) == Some("2021")));
    let all = desk.app().undecided().len();
    assert!(desk.has(&format!("还有 {all} 处上年的数没有核对")));
    // F4 goes to the next, typing changes it: that one is decided on, and no other.
    desk.press(Key::F4);
    let here = desk.app().undecided_here().unwrap().at.range();
    desk.type_text("77");
    let mut changed = text.clone();
    changed.replace_range(here, "77");
    assert_eq!(desk.report().text(field), changed);
    assert_eq!(desk.app().undecided_in(field).len(), marks.len() - 1);
    desk.press(Key::F4);
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(desk.app().undecided_in(field).len(), marks.len() - 2);
    assert_eq!(desk.report().text(field), changed, "a key that decides types nothing");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.app().undecided_in(field).len(), marks.len() - 1);
    assert!(desk.has(&format!("还有 {} 处上年的数没有核对", desk.app().undecided().len())));
}

#[test]
fn a_year_of_another_edition_leaves_the_source_and_the_text_beside_each_other() {
    let mut desk = reviewing("001.txt");
    let report = desk.report().clone();
    let edition = nianbao::edition::by_id("2019").unwrap();
    let settings = desk.app().settings().clone();
    let moved = nianbao::app::document::basics::into_edition(&report, &settings, 2020, &edition);
    let label = "改为 2020 年度".to_owned();
    desk.give(DocumentCommand::Edit { label, edits: moved.edits, merge: None });
    for index in 0..12 {
        desk.give(ReviewCommand::Goto(index));
        desk.give(ReviewCommand::Step(index, nianbao::app::review::comparison::ReviewStep::Accept));
    }
    desk.give(NavigationCommand::Goto(Place::Field(Field::Before(5))));
    assert!(!marked(&desk).is_empty());
    let last = report.edition().tables[1].cells.len() - 1;
    let line =
        desk.app().review().unwrap().spots(&report, &Place::Cell(CellId { table: 1, index: last }));
    assert_eq!(desk.app().review().unwrap().place_at(desk.report(), line[0].line, 0), None);
}

#[test]
fn the_panes_of_an_import_are_sized_and_cut_no_row() {
    let mut desk = reviewing("001.txt");
    let bottom = |desk: &Desk| {
        let list = desk.harness.query_all_by_role(egui::Role::ListItem);
        let rows: Vec<_> = list.map(|row| row.rect()).collect();
        (rows.len(), rows[0].top(), rows.last().unwrap().bottom())
    };
    let edge = desk.node("清单的高度").rect();
    let (before, ..) = bottom(&desk);
    let drag = |desk: &mut Desk, from: egui::Pos2, to: egui::Pos2| {
        let button = |pos, pressed| egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        desk.frame(vec![egui::Event::PointerMoved(from), button(from, true)]);
        desk.frame(vec![egui::Event::PointerMoved(to)]);
        desk.frame(vec![button(to, false)]);
        desk.run();
    };
    drag(&mut desk, edge.center(), edge.center() + egui::vec2(0.0, 75.0));
    let (after, top, end) = bottom(&desk);
    assert!(after < before, "{after} {before}");
    assert!(((end - top) / 29.0).fract() < 0.01, "whole rows only");
    assert!(desk.app().settings().import_list_height > 0.0, "what was dragged is kept");
    let edge = desk.node("原文的宽度").rect();
    drag(&mut desk, edge.center(), edge.center() - egui::vec2(120.0, 0.0));
    assert!((desk.node("原文的宽度").rect().center().x - edge.center().x + 120.0).abs() < 3.0);
    // The identity stays in view, in a low window as well.
    for height in [738.0, 560.0] {
        let mut desk = Desk::sized([1366.0, height], &crate::desk::settings());
        desk.run();
        desk.give(OpeningCommand::File(published("001.txt")));
        desk.give(NavigationCommand::Show(nianbao::app::Part::Section(3)));
        let rect = desk.node("勾稽核对 总计").rect();
        let foot = desk.node("返回").rect().top();
        assert!(rect.bottom() <= foot && rect.height() > 10.0, "{height}: {rect} {foot}");
    }
}

#[test]
fn esc_goes_back_from_a_cell_once_nothing_is_typed_in_it() {
    let mut desk = reviewing("001.txt");
    let cell = CellId { table: 1, index: 0 };
    desk.give(NavigationCommand::Goto(Place::Cell(cell)));
    desk.type_text("99");
    assert_eq!(desk.report().figures.shown(cell).text(), "99");
    desk.press(Key::Escape);
    assert_ne!(desk.report().figures.shown(cell).text(), "99", "it is taken back");
    desk.press(Key::Escape);
    assert!(desk.app().document().is_none() || desk.app().modal().is_some());
}

#[test]
fn esc_goes_back_from_an_import_and_an_empty_list_has_no_room() {
    let mut desk = reviewing("001.txt");
    desk.press(Key::Escape);
    if desk.app().modal().is_none() && desk.app().review().is_some() {
        // The first one left a field.
        desk.press(Key::Escape);
    }
    assert!(desk.app().document().is_none(), "{:?}", desk.app().modal());
    // A report with nothing to look at: ours, as text.
    let sample = nianbao::file::parse("示例", include_bytes!("../../assets/sample.ron")).unwrap().1;
    let text = nianbao::export::text::text(&sample);
    let mut desk = Desk::new();
    desk.run();
    desk.give(OpeningCommand::Text(text));
    let review = desk.app().review().unwrap();
    assert!(review.items(desk.report()).is_empty());
    assert!(!desk.has("清单的高度") && desk.says("没有需要核对的地方"));
}

/// A system with a LibreOffice that takes a Word document which lies ready for any file.
#[cfg(unix)]
struct WithOffice(PathBuf);

#[cfg(unix)]
impl Programs for WithOffice {
    fn run(&self, _: &str, _: &[OsString]) -> io::Result<Output> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn open(&self, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn libreoffice(&self) -> Option<PathBuf> {
        Some(self.0.clone())
    }
}

/// A desk with such a LibreOffice, an old Word file, and what the office makes of one.
#[cfg(unix)]
fn with_office(script: &str) -> (Desk, PathBuf, tempfile::TempDir) {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let office = folder.path().join("soffice");
    let docx = nianbao::export::docx::docx(&clerk_sample(), nianbao::layout::Options::default());
    nianbao::file::write_atomic(&folder.path().join("ready.docx"), &docx).unwrap();
    nianbao::file::write_atomic(&office, script.as_bytes()).unwrap();
    std::fs::set_permissions(&office, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut desk = Desk::on(Arc::new(NoDialogs), Arc::new(WithOffice(office)));
    desk.run();
    let old = desk.path("去年.doc");
    nianbao::file::write_atomic(&old, b"{\\rtf1 \\u25253 ?}").unwrap();
    (desk, old, folder)
}

fn clerk_sample() -> Report {
    nianbao::file::parse("示例", include_bytes!("../../assets/sample.ron")).unwrap().1
}

#[cfg(unix)]
const CONVERTS: &str = "#!/bin/sh\nfor last; do :; done\n\
    cp \"$(dirname \"$0\")/ready.docx\" \"$(dirname \"$last\")/source.docx\"\n";

#[cfg(unix)]
#[test]
fn an_old_word_file_is_converted_where_the_clerk_wants_it() {
    let (mut desk, old, _office) = with_office(CONVERTS);
    desk.give(OpeningCommand::File(old.clone()));
    assert!(desk.says("可以用本机的 LibreOffice 转换后读入"));
    desk.press(Key::Escape);
    assert!(desk.app().document().is_none() && desk.app().modal().is_none());
    let before = std::fs::read(&old).unwrap();
    desk.give(OpeningCommand::File(old.clone()));
    desk.press(Key::Enter);
    assert!(desk.says("核对导入：去年.doc（由 LibreOffice 转换，请对照原文核对）"));
    assert_eq!(desk.report().title, clerk_sample().title);
    assert_eq!(std::fs::read(&old).unwrap(), before);
}

#[cfg(unix)]
#[test]
fn what_libreoffice_cannot_convert_is_told() {
    let (mut desk, old, _office) = with_office("#!/bin/sh\nexit 1\n");
    desk.give(OpeningCommand::File(old));
    desk.click("转换后读入");
    assert!(desk.says("转换没有成功") && desk.says("另存为 .docx"));
    assert!(desk.app().document().is_none());
}

#[test]
fn without_libreoffice_an_old_word_file_is_told_what_helps() {
    let mut desk = Desk::new();
    desk.run();
    let old = desk.path("去年.doc");
    nianbao::file::write_atomic(&old, b"{\\rtf1 \\u25253 ?}").unwrap();
    desk.give(OpeningCommand::File(old));
    assert!(desk.says("另存为 .docx") && !desk.has("转换后读入"));
}

#[test]
fn no_row_of_the_form_is_cut_in_half_where_rows_are_of_different_heights() {
    for size in [[1280.0, 690.0], [960.0, 492.0], [1093.0, 544.0]] {
        let mut desk = Desk::sized(size, &crate::desk::settings());
        desk.run();
        desk.give(OpeningCommand::File(published("001.txt")));
        let received = cell(desk.report(), 1, "received", "natural");
        desk.give(NavigationCommand::Goto(Place::Cell(received)));
        for _ in 0..24 {
            whole_rows(&desk, size);
            desk.press(Key::ArrowDown);
        }
    }
    // All columns are in view where the window is 1280 wide.
    let mut desk = Desk::sized([1280.0, 690.0], &crate::desk::settings());
    desk.run();
    desk.give(OpeningCommand::File(published("001.txt")));
    let total = desk.node("表三 （一）予以公开 总计").rect();
    assert!(total.right() <= 1280.0 && total.width() > 50.0, "{total}");
}

/// No cell goes over the line where what scrolls ends: the first of the rows that stay below, or the line
/// of the identity.
fn whole_rows(desk: &Desk, size: [f32; 2]) {
    let top = |label: &str| desk.harness.query_by_label(label).map(|node| node.rect().top());
    let total = top("表三 （七）总计 自然人").filter(|_| desk.says("下有"));
    let end = total.or_else(|| top("勾稽核对 总计")).unwrap();
    for cell in desk.harness.query_all_by_role(egui::Role::Cell) {
        let rect = cell.rect();
        let whole = rect.bottom() <= end + 1.5 || rect.top() >= end - 1.5;
        assert!(whole, "{size:?}: {rect} over {end}");
    }
}

#[test]
fn the_list_of_an_import_is_no_higher_than_its_rows() {
    let mut desk = Desk::new();
    desk.run();
    // A PDF of ours: page numbers were taken out, and that is all there is to tell.
    let report = clerk_sample();
    let balanced = Balanced::new(&report).unwrap();
    let pdf = export(balanced, Format::Pdf, &ExportSetup::default()).bytes;
    let path = desk.path("公布.pdf");
    nianbao::file::write_atomic(&path, &pdf).unwrap();
    desk.give(OpeningCommand::File(path));
    let review = desk.app().review().unwrap();
    assert_eq!(review.items(desk.report()).len(), 1);
    let (edge, foot) = (desk.node("清单的高度").rect(), desk.node("返回").rect());
    assert!(foot.top() - edge.center().y < 32.0 + 29.0 + 20.0, "{edge} {foot}");
}
