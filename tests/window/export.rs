//! Exporting in the window, by keyboard: forms, names, folder, what is there already, what failed.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::desk::{Desk, NoDialogs, NoPrograms};
use egui::{Key, Modifiers};
use nianbao::app::programs::{Output, Programs};
use nianbao::app::{
    Action, Command, Dialogs, DocumentCommand, ExportModal, FileQuestion, Modal, PathCommand,
    Picked, Purpose, SaveModal,
};
use nianbao::report::Edit;
use nianbao::report::Value;
use nianbao::report::place::CellId;

/// The desktop's dialog for a folder, which gives always the same.
struct Chooser(PathBuf);

impl Dialogs for Chooser {
    fn folder(&self, _: &FileQuestion) -> Picked {
        Picked::File(self.0.clone())
    }

    fn open(&self, _: &FileQuestion) -> Picked {
        Picked::Unavailable
    }

    fn save(&self, _: &FileQuestion, _: &str, _: &str) -> Picked {
        Picked::Unavailable
    }
}

/// A desktop that opens folders.
#[derive(Default)]
struct Opener(Mutex<Vec<PathBuf>>);

impl Programs for Opener {
    fn run(&self, _: &str, _: &[OsString]) -> io::Result<Output> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn open(&self, path: &Path) -> io::Result<()> {
        self.0.lock().unwrap().push(path.to_owned());
        Ok(())
    }
}

const ALL: [&str; 5] = ["PDF", "OFD", "Word 文档", "网页", "文字"];

/// The sample where it is to be exported.
fn asked(desk: &mut Desk) {
    desk.give(Command::Do(Action::Sample));
    desk.press_with(Modifiers::COMMAND, Key::E);
    assert_eq!(desk.focused(), "PDF");
}

fn walk(desk: &mut Desk, label: &str) {
    for _ in 0..20 {
        if desk.focused() == label {
            return;
        }
        desk.press(Key::Tab);
    }
    panic!("Tab does not lead to {label}");
}

/// Writes into a field what is to stand there alone.
fn fill(desk: &mut Desk, label: &str, text: &str) {
    walk(desk, label);
    // What stands there is selected.
    desk.press(Key::Delete);
    desk.type_text(text);
}

/// The names of the files in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn all_forms_are_exported_at_once_by_keyboard() {
    let opener = Arc::new(Opener::default());
    let out = tempfile::tempdir().unwrap();
    let mut desk = Desk::on(Arc::new(NoDialogs), opener.clone());
    asked(&mut desk);
    for label in ALL.into_iter().skip(1) {
        walk(&mut desk, label);
        desk.press(Key::Space);
    }
    walk(&mut desk, "GB18030");
    desk.press(Key::Space);
    fill(&mut desk, "文件名", "报告.pdf");
    fill(&mut desk, "文件夹", out.path().to_str().unwrap());
    assert!(desk.says("将生成 5 个文件：报告.pdf 等"));
    desk.press(Key::Enter);
    assert_eq!(names(out.path()), ["报告.docx", "报告.html", "报告.ofd", "报告.pdf", "报告.txt"]);
    let text = std::fs::read(out.path().join("报告.txt")).unwrap();
    assert!(String::from_utf8(text).is_err(), "GB18030");
    assert!(desk.has("已导出 5 个文件"));
    desk.press(Key::Enter);
    assert_eq!(*opener.0.lock().unwrap(), [out.path()]);
    assert!(desk.app().modal().is_none());
    assert!(desk.app().notice().unwrap().contains("已导出 5 个文件到"));

    // The next time begins with the same forms and folder; files are replaced all at once.
    desk.press_with(Modifiers::COMMAND, Key::E);
    fill(&mut desk, "文件名", "报告");
    desk.press(Key::Enter);
    assert!(desk.says("文件夹中已有下列 5 个文件"));
    assert!(desk.has("报告.docx"));
    // Going back keeps what was chosen.
    desk.press(Key::Escape);
    assert_eq!(desk.field("文件名").value().unwrap_or_default(), "报告");
    desk.press(Key::Enter);
    desk.press(Key::Enter);
    assert!(desk.has("已导出 5 个文件"));
}

#[test]
fn wrong_choices_are_told_and_nothing_is_written() {
    let out = tempfile::tempdir().unwrap();
    let file = out.path().join("文件");
    nianbao::file::write_atomic(&file, b"").unwrap();
    let nowhere = out.path().join("没有");
    for (label, text, told) in [
        ("文件名", "", "请填写文件名。"),
        ("文件名", "甲:乙", "文件名中不能有“:”"),
        ("文件名", "NUL", "是系统保留的名称"),
        ("文件夹", "", "请填写文件夹。"),
        ("文件夹", "甲", "请填写文件夹的完整路径。"),
        ("文件夹", file.to_str().unwrap(), "是一个文件，请填写文件夹"),
        ("文件夹", nowhere.to_str().unwrap(), "这个文件夹，请核对"),
        ("文件夹", "/proc", "不能写入“/proc”"),
    ] {
        let mut desk = Desk::new();
        asked(&mut desk);
        fill(&mut desk, label, text);
        desk.press(Key::Enter);
        assert!(
            matches!(desk.app().modal(), Some(Modal::Export(ExportModal::Choose(_)))),
            "{text}"
        );
        assert!(desk.says(told), "{label} {text}");
        assert_eq!(desk.field(label).value().unwrap_or_default(), text, "what was typed is kept");
    }
    assert_eq!(names(out.path()), ["文件"]);
    let mut desk = Desk::new();
    asked(&mut desk);
    desk.press(Key::Space);
    assert!(desk.says("请至少选择一种形式。"));
    desk.press(Key::Enter);
    assert!(matches!(desk.app().modal(), Some(Modal::Export(ExportModal::Choose(_)))));
}

#[test]
fn one_form_that_fails_stops_no_other() {
    let out = tempfile::tempdir().unwrap();
    std::fs::create_dir(out.path().join("报告.pdf")).unwrap();
    let mut desk = Desk::new();
    asked(&mut desk);
    walk(&mut desk, "网页");
    desk.press(Key::Space);
    fill(&mut desk, "文件名", "报告");
    fill(&mut desk, "文件夹", out.path().to_str().unwrap());
    desk.press(Key::Enter);
    desk.press(Key::Enter);
    assert!(desk.has("2 个文件中，1 个没有导出"));
    assert!(desk.says("报告.pdf：没有写成，这是一个文件夹"));
    assert!(out.path().join("报告.html").is_file());
}

#[test]
fn the_folder_is_chosen_in_the_systems_dialog_where_there_is_one() {
    let out = tempfile::tempdir().unwrap();
    let mut desk = Desk::on(Arc::new(Chooser(out.path().into())), Arc::new(NoPrograms));
    asked(&mut desk);
    fill(&mut desk, "文件名", "甲");
    desk.click("选择");
    assert_eq!(desk.field("文件夹").value().unwrap_or_default(), out.path().to_str().unwrap());
    assert_eq!(desk.field("文件名").value().unwrap_or_default(), "甲");
    desk.press(Key::Enter);
    assert_eq!(names(out.path()), ["甲.pdf"]);
    desk.press(Key::Enter);
    assert!(desk.app().notice().unwrap().contains("没有可以打开文件夹的程序"));

    let mut desk = Desk::new();
    asked(&mut desk);
    desk.click("选择");
    assert!(desk.says("请直接填写路径"));
}

#[test]
fn blank_forms_are_had_with_and_without_a_report() {
    let out = tempfile::tempdir().unwrap();
    let mut desk = Desk::new();
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    fill(&mut desk, "文件夹", out.path().to_str().unwrap());
    fill(&mut desk, "文件名", "空白");
    walk(&mut desk, "表三");
    desk.press(Key::Space);
    walk(&mut desk, "Word 文档");
    desk.press(Key::Space);
    desk.press(Key::Enter);
    let expected = ["空白表二.docx", "空白表二.pdf", "空白表四.docx", "空白表四.pdf"];
    assert_eq!(names(out.path()), expected);
    desk.press(Key::Escape);

    // With a report that is out of balance, of the table that is shown.
    desk.give(Command::Do(Action::Sample));
    let edits = vec![Edit::Value(CellId { table: 1, index: 0 }, Value::Count(999))];
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
    desk.give(Command::Do(Action::Section3));
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    fill(&mut desk, "文件名", "又");
    desk.press(Key::Enter);
    assert!(names(out.path()).contains(&"又表三.pdf".to_owned()));
    assert_eq!(names(out.path()).len(), 6, "in the forms chosen last");
}

#[test]
fn only_a_balanced_report_is_exported_and_errors_ask_once_more() {
    let mut desk = Desk::new();
    desk.give(Command::Do(Action::Sample));
    // A year that the form is not of is to be mended before publishing.
    let edits = vec![Edit::Year(Some(2020))];
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
    desk.press_with(Modifiers::COMMAND, Key::E);
    assert!(desk.says("处须改正的问题，公布前应当改好。是否仍要导出？"));
    desk.click("仍要导出");
    assert!(matches!(desk.app().modal(), Some(Modal::Export(ExportModal::Choose(_)))));
    desk.press(Key::Escape);
    let edits = vec![Edit::Value(CellId { table: 1, index: 0 }, Value::Count(999))];
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
    desk.press_with(Modifiers::COMMAND, Key::E);
    assert!(matches!(desk.app().modal(), Some(Modal::Save(SaveModal::Refused))));
}

#[test]
fn a_report_file_is_not_replaced() {
    let mut desk = Desk::new();
    desk.give(Command::Do(Action::Sample));
    let path = desk.path("报告.txt");
    desk.give(PathCommand::Given(Purpose::Save, path.clone()));
    let saved = std::fs::read(&path).unwrap();
    desk.press_with(Modifiers::COMMAND, Key::E);
    walk(&mut desk, "文字");
    desk.press(Key::Space);
    fill(&mut desk, "文件名", "报告");
    desk.press(Key::Enter);
    assert!(desk.says("“报告.txt”是一个报告文件"));
    assert_eq!(std::fs::read(&path).unwrap(), saved);
    assert!(!desk.path("报告.pdf").exists());
}

#[test]
fn a_copy_for_the_leader_is_marked_and_chosen_in_the_same_sheet() {
    let out = tempfile::tempdir().unwrap();
    let mut desk = Desk::new();
    desk.give(Command::Do(Action::Sample));
    desk.press_with(Modifiers::COMMAND, Key::E);
    walk(&mut desk, "送审稿");
    desk.press(Key::Space);
    assert!(!desk.has("OFD") && !desk.has("网页") && !desk.has("GB18030"), "PDF and Word alone");
    for label in ["末页列出问题", "Word 文档"] {
        walk(&mut desk, label);
        desk.press(Key::Space);
    }
    fill(&mut desk, "文件名", "报告");
    fill(&mut desk, "文件夹", out.path().to_str().unwrap());
    desk.press(Key::Enter);
    assert_eq!(names(out.path()), ["报告（送审稿）.docx", "报告（送审稿）.pdf"]);
    let word = std::fs::File::open(out.path().join("报告（送审稿）.docx")).unwrap();
    let mut zip = zip::ZipArchive::new(word).unwrap();
    let mut part = |name: &str| std::io::read_to_string(zip.by_name(name).unwrap()).unwrap();
    assert!(part("word/header1.xml").contains("送审稿"));
    let document = part("word/document.xml");
    assert!(document.contains("待处理的问题") && !document.contains("lnNumType"));
    desk.press(Key::Escape);
    // Back at the published one all forms are there, and the mark is gone.
    desk.press_with(Modifiers::COMMAND, Key::E);
    assert!(desk.has("OFD"));
    fill(&mut desk, "文件名", "报告");
    desk.press(Key::Enter);
    assert!(names(out.path()).contains(&"报告.pdf".to_owned()));
}

#[test]
fn a_report_with_errors_left_goes_to_the_leader_but_an_unbalanced_one_never() {
    let mut desk = Desk::new();
    desk.give(Command::Do(Action::Sample));
    let edits = vec![Edit::Year(Some(2020))];
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
    desk.press_with(Modifiers::COMMAND, Key::E);
    desk.click("导出送审稿");
    assert!(desk.has("每页编行号"));
    desk.press(Key::Escape);
    // By its own name nothing is asked.
    desk.give(Command::Do(Action::ExportReview));
    assert!(desk.has("末页列出问题"));
    desk.press(Key::Escape);
    let edits = vec![Edit::Value(CellId { table: 1, index: 0 }, Value::Count(999))];
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
    desk.give(Command::Do(Action::ExportReview));
    assert!(matches!(desk.app().modal(), Some(Modal::Save(SaveModal::Refused))));
}

#[test]
fn a_file_named_from_where_the_program_was_started_gives_a_whole_folder() {
    let mut desk = Desk::new();
    desk.give(Command::Do(Action::Sample));
    // As it is seen from the folder of the test.
    let here = std::env::current_dir().unwrap();
    let up: PathBuf = here.components().skip(1).map(|_| "..").collect();
    let path = up.join(desk.path("报告.nianbao").strip_prefix("/").unwrap());
    desk.give(PathCommand::Given(Purpose::Save, path));
    desk.press_with(Modifiers::COMMAND, Key::E);
    let folder = desk.field("文件夹").value().unwrap_or_default();
    assert!(Path::new(&folder).is_absolute(), "{folder}");
    assert!(!desk.says("请填写文件夹的完整路径。"));
}
