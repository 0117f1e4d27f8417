//! Printing in the window, by keyboard, on a system whose programs answer as they are told.

use crate::desk;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::desk::{Desk, NoDialogs, NoPrograms};
use egui::{Key, Modifiers};
use nianbao::app::programs::{Output, Programs};
use nianbao::app::{
    Action, App, Command, DocumentCommand, Modal, PrintCommand, PrintModal, SaveModal,
};
use nianbao::export::{ExportSetup, Format, ReviewCopy, export, review};
use nianbao::report::place::CellId;
use nianbao::report::{Edit, Value};
use nianbao::rules::Balanced;

/// An office with two printers.
#[derive(Default)]
struct Office {
    /// What `lp` refuses with.
    refusal: &'static str,
    /// What `lpstat` says of a job that is over.
    alerts: &'static str,
    /// The job never leaves the queue by itself.
    stuck: bool,
    /// The desktop prints by its verb.
    shell: bool,
    told: Mutex<Vec<String>>,
    opened: Mutex<Vec<PathBuf>>,
    /// The pages that `lp` was given, and what the job was called.
    printed: Mutex<Vec<(String, Vec<u8>)>>,
}

impl Office {
    fn answer(&self, line: &str) -> Output {
        let waiting = self.stuck && !self.was_told("cancel");
        let good = |out: &str| Output { success: true, out: out.into(), error: String::new() };
        match line {
            "lpstat -e" => good("一楼\n二楼\n"),
            "lpstat -d" => good("system default destination: 二楼\n"),
            "lpstat -W not-completed -o" if waiting => good("x-7  li  1024  now\n"),
            "lpstat -l -W completed -o" => good(&format!("x-7  li\n\tAlerts: {}\n", self.alerts)),
            "lpstat -p 二楼" => good("printer 二楼 disabled since now -\n\tPaused\n"),
            _ if line.starts_with("lp ") && !self.refusal.is_empty() => {
                Output { success: false, out: String::new(), error: self.refusal.into() }
            }
            _ if line.starts_with("lp ") => good("request id is 二楼-7 (1 file(s))\n"),
            _ => good(""),
        }
    }

    fn was_told(&self, start: &str) -> bool {
        self.told.lock().unwrap().iter().any(|line| line.starts_with(start))
    }

    /// What `lp` was told, up to the file.
    fn order(&self) -> Option<String> {
        let told = self.told.lock().unwrap();
        let line = told.iter().find(|line| line.starts_with("lp "))?;
        line.split_once(" -t ").map(|(options, _)| options.to_owned())
    }
}

impl Programs for Office {
    fn run(&self, program: &str, arguments: &[OsString]) -> io::Result<Output> {
        let words = arguments.iter().map(|word| word.to_string_lossy());
        let line = words.fold(program.to_owned(), |line, word| format!("{line} {word}"));
        self.told.lock().unwrap().push(line.clone());
        if let (true, Some((before, path))) = (program == "lp", line.split_once(" -- ")) {
            let (_, title) = before.split_once(" -t ").unwrap();
            let pages = std::fs::read(path)?;
            self.printed.lock().unwrap().push((title.to_owned(), pages));
        }
        Ok(self.answer(&line))
    }

    fn open(&self, path: &Path) -> io::Result<()> {
        assert!(std::fs::read(path)?.starts_with(b"%PDF"));
        self.opened.lock().unwrap().push(path.to_owned());
        Ok(())
    }

    fn prints_by_shell(&self) -> bool {
        self.shell
    }

    fn pause(&self) -> Duration {
        Duration::ZERO
    }
}

/// The sample on a desk in such an office, where it is to be printed.
fn asked(office: Office) -> (Desk, Arc<Office>) {
    let office = Arc::new(office);
    let mut desk = Desk::on(Arc::new(NoDialogs), office.clone());
    desk.give(Command::Do(Action::Sample));
    desk.press_with(Modifiers::COMMAND, Key::P);
    (desk, office)
}

#[test]
fn enter_prints_one_copy_on_the_systems_own_printer() {
    let (mut desk, office) = asked(Office::default());
    assert_eq!(desk.focused(), "份数");
    assert!(desk.has("二楼（系统默认）"));
    desk.press(Key::Enter);
    let order = office.order().unwrap();
    assert_eq!(order, "lp -d 二楼 -n 1 -o media=A4 -o sides=one-sided");
    assert!(desk.has("打印完毕"));
    assert!(desk.says("打印机“二楼”已打印完毕"));
    desk.press(Key::Escape);
    assert!(desk.app().modal().is_none());
    assert!(desk.app().notice().unwrap().contains("已打印完毕"));
}

#[test]
fn printer_copies_pages_and_sides_are_chosen_by_keyboard() {
    let (mut desk, office) = asked(Office::default());
    // What stands there is selected.
    desk.type_text("３");
    desk.press(Key::Tab);
    assert_eq!(desk.focused(), "页码");
    desk.type_text("1-2，4");
    for label in ["单面", "双面"] {
        desk.press(Key::Tab);
        assert_eq!(desk.focused(), label);
    }
    desk.press(Key::Space);
    for label in ["份数", "二楼（系统默认）", "一楼"] {
        while desk.focused() != label {
            desk.press_with(Modifiers::SHIFT, Key::Tab);
        }
    }
    desk.press(Key::Space);
    desk.press(Key::Enter);
    let order = office.order().unwrap();
    assert_eq!(order, "lp -d 一楼 -n 3 -o media=A4 -o sides=two-sided-long-edge -P 1-2,4");
    // The next time begins with the printer and the sides of this one.
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND, Key::P);
    let Some(Modal::Print(PrintModal::Choose(choices))) = desk.app().modal() else {
        panic!("no choices")
    };
    assert_eq!((choices.chosen, choices.both_sides), (0, true));
}

#[test]
fn wrong_choices_are_told_and_not_printed() {
    for (field, text, told) in [
        ("份数", "0", "份数请填 1 到 999 的整数。"),
        ("份数", "", "份数请填 1 到 999 的整数。"),
        ("份数", "abc", "份数请填 1 到 999 的整数。"),
        ("页码", "5-2", "“5-2”的起止页颠倒了，请写成 2-5。"),
        ("页码", "abc", "页码请写成 1-3,5 这样；全部打印的，不用填。"),
        ("页码", "99", "页，没有第 99 页。"),
    ] {
        let (mut desk, office) = asked(Office::default());
        if field == "页码" {
            desk.press(Key::Tab);
        }
        desk.press(Key::Delete);
        desk.type_text(text);
        assert!(desk.says(told), "{field} {text}");
        desk.press(Key::Enter);
        assert_eq!(office.order(), None, "{field} {text}");
        assert!(matches!(desk.app().modal(), Some(Modal::Print(PrintModal::Choose(_)))));
    }
}

#[test]
fn without_a_printer_the_pdf_is_opened() {
    let mut desk = Desk::on(Arc::new(NoDialogs), Arc::new(NoPrograms));
    desk.give(Command::Do(Action::Sample));
    desk.press_with(Modifiers::COMMAND, Key::P);
    assert!(desk.says("没有安装打印程序"));
    desk.press(Key::Enter);
    assert!(desk.says("没有可以打开 PDF 的程序"));

    // A printer that is refused leads to the same offer.
    let refusal = "lp: Error - The printer or class does not exist.\n";
    let (mut desk, office) = asked(Office { refusal, ..Office::default() });
    desk.press(Key::Enter);
    assert!(desk.says("打印机“二楼”已经不在"));
    desk.press(Key::Enter);
    let opened = office.opened.lock().unwrap().clone();
    assert_eq!(opened.len(), 1);
    let name = opened[0].file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(name, desk.app().proposed_name("pdf"));
    // The file is there for as long as the program is.
    assert!(opened[0].exists());
    drop(desk);
    assert!(!opened[0].exists());
}

#[test]
fn a_job_that_is_stuck_is_left_to_itself_or_taken_back() {
    let office = Arc::new(Office { stuck: true, ..Office::default() });
    let folder = tempfile::tempdir().unwrap();
    let dialogs = Arc::new(NoDialogs);
    let mut app = desk::start_with(folder.path(), &desk::settings(), dialogs, office.clone());
    let give = |app: &mut App, command| {
        app.handle(command);
        app.settle(Duration::from_secs(10));
    };
    give(&mut app, Command::Do(Action::Sample));
    give(&mut app, Command::Do(Action::Print));
    let order = nianbao::app::print::system::Order {
        queue: "二楼".into(),
        copies: 1,
        pages: nianbao::app::print::pages::Pages::default(),
        both_sides: false,
    };
    app.handle(PrintCommand::Send(order.clone()));
    app.handle(PrintCommand::Cancel);
    app.settle(Duration::from_secs(10));
    assert!(office.was_told("cancel 二楼-7"));
    assert!(matches!(
        app.modal(),
        Some(Modal::Print(PrintModal::Ended { title: "已取消打印", .. }))
    ));

    office.told.lock().unwrap().clear();
    app.handle(PrintCommand::Send(order));
    // In the background: told in the line below, and nothing comes to the front.
    give(&mut app, Command::Dismiss);
    assert!(app.modal().is_none());
    assert!(app.notice().unwrap().contains("还没有打印完毕的消息"));
}

#[test]
fn how_a_job_ended_is_told() {
    for (alerts, told) in [
        ("job-canceled-by-user", "已取消打印机“二楼”的这次打印"),
        ("job-aborted-by-system", "没有完成这次打印"),
        ("job-completed-successfully", "已打印完毕"),
    ] {
        let (mut desk, _) = asked(Office { alerts, ..Office::default() });
        desk.press(Key::Enter);
        assert!(desk.says(told), "{alerts}");
    }
}

#[test]
fn the_desktops_own_verb_prints_or_the_pdf_is_opened() {
    let (mut desk, office) = asked(Office { shell: true, ..Office::default() });
    assert!(desk.says("由系统打印到默认打印机"));
    desk.press(Key::Enter);
    assert!(office.was_told("powershell"));
    assert!(desk.app().notice().unwrap().contains("已交给系统打印"));
    desk.press_with(Modifiers::COMMAND, Key::P);
    desk.click("打开 PDF");
    assert_eq!(office.opened.lock().unwrap().len(), 1);
}

#[test]
fn only_a_balanced_report_is_printed_and_errors_ask_once_more() {
    let office = Arc::new(Office::default());
    let mut desk = Desk::on(Arc::new(NoDialogs), office.clone());
    desk.give(Command::Do(Action::Sample));
    // A year that the form is not of is to be mended before publishing.
    let edits = vec![Edit::Year(Some(2020))];
    desk.give(DocumentCommand::Edit { label: "删".into(), edits, merge: None });
    desk.press_with(Modifiers::COMMAND, Key::P);
    assert!(desk.says("处须改正的问题，公布前应当改好。是否仍要打印？"));
    desk.click("仍要打印");
    assert!(matches!(desk.app().modal(), Some(Modal::Print(PrintModal::Choose(_)))));
    desk.press(Key::Escape);

    let edits = vec![Edit::Value(CellId { table: 1, index: 0 }, Value::Count(999))];
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
    desk.press_with(Modifiers::COMMAND, Key::P);
    assert!(matches!(desk.app().modal(), Some(Modal::Save(SaveModal::Refused))));
    assert_eq!(office.order(), None);
}

/// The pages of the report on the desk as they are to be printed.
fn pages(desk: &Desk, copy: Option<ReviewCopy>) -> Vec<u8> {
    let balanced = Balanced::new(desk.report()).unwrap();
    let findings = desk.app().document().unwrap().findings();
    let setup = ExportSetup::default();
    match copy {
        None => export(balanced, Format::Pdf, &setup).bytes,
        Some(copy) => review(balanced, findings, copy, Format::Pdf, &setup).unwrap().bytes,
    }
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

#[test]
fn the_leaders_copy_is_printed_with_its_mark_as_it_was_chosen() {
    let (mut desk, office) = asked(Office::default());
    let count = |desk: &Desk| match desk.app().modal() {
        Some(Modal::Print(PrintModal::Choose(choices))) => choices.pages,
        other => panic!("{other:?}"),
    };
    let published = count(&desk);
    let mut copy = ReviewCopy::default();
    walk(&mut desk, "送审稿");
    desk.press(Key::Space);
    assert!(count(&desk) > published, "lines stand further apart");
    walk(&mut desk, "每页编行号");
    desk.press(Key::Space);
    copy.line_numbers = true;
    desk.press(Key::Enter);
    let expected = pages(&desk, Some(copy));
    let (title, printed) = office.printed.lock().unwrap().pop().unwrap();
    assert!(title.ends_with("（送审稿）") && printed == expected);
    // The next time begins with what is published.
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND, Key::P);
    desk.press(Key::Enter);
    let (title, printed) = office.printed.lock().unwrap().pop().unwrap();
    assert!(!title.contains("送审稿") && printed == pages(&desk, None));
}

#[test]
fn a_report_with_errors_left_is_printed_for_the_leader() {
    let office = Arc::new(Office::default());
    let mut desk = Desk::on(Arc::new(NoDialogs), office.clone());
    desk.give(Command::Do(Action::Sample));
    let edits = vec![Edit::Year(Some(2020))];
    desk.give(DocumentCommand::Edit { label: "删".into(), edits, merge: None });
    desk.press_with(Modifiers::COMMAND, Key::P);
    desk.click("打印送审稿");
    walk(&mut desk, "末页列出问题");
    desk.press(Key::Space);
    desk.press(Key::Enter);
    let expected = pages(&desk, Some(ReviewCopy { findings: true, ..ReviewCopy::default() }));
    assert!(office.printed.lock().unwrap().pop().unwrap().1 == expected);
}

#[test]
fn by_the_desktops_verb_the_leaders_copy_can_be_chosen_too() {
    let (mut desk, office) = asked(Office { shell: true, ..Office::default() });
    desk.click("送审稿");
    desk.click("打开 PDF");
    let opened = office.opened.lock().unwrap().pop().unwrap();
    assert!(opened.to_string_lossy().contains("（送审稿）"));
    assert!(std::fs::read(opened).unwrap() == pages(&desk, Some(ReviewCopy::default())));
}
