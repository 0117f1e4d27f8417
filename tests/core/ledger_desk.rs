//! The ledger at the program behind the window: registered, saved row by row, kept, held against
//! the report; and what happens where a disk fails.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::support::behind;
use crate::support::clerk::{Clerk, SmallDisk, sample};
use nianbao::app::ledger::filter::LedgerFilter;
use nianbao::app::{
    Action, App, Command, Desk, DraftChoice, DraftsCommand, LedgerCommand, LedgerModal, Modal,
    OpeningCommand, PathCommand, Purpose,
};
use nianbao::file;
use nianbao::ledger::{Ledger, Request, RequestField as Field};
use nianbao::report::place::Field as TextField;
use nianbao::storage::{Failing, Links, Memory, StepFailure, Storage as _};

/// 编号, 收到日期, 申请人, 申请人类别, 申请内容, 处理结果, 答复日期.
type Row = [&'static str; 7];

const FIELDS: [Field; 7] = [
    Field::Number,
    Field::Received,
    Field::Applicant,
    Field::Kind,
    Field::Content,
    Field::Outcome,
    Field::Replied,
];

const ROWS: [Row; 4] = [
    ["2025-001", "2025-03-07", "赵铁柱", "自然人", "危房改造名单", "予以公开", "2025-03-20"],
    ["2025-002", "2025-11-10", "孙大圣公司", "商业企业", "招标文件", "", ""],
    ["2025-003", "2025-12-29", "李小明", "自然人", "补贴标准", "", ""],
    ["2024-009", "2024-12-30", "钱多多", "自然人", "仓库租约", "（二）部分公开", "2025-01-10"],
];

/// What must be in no notice, log, name or setting.
const SECRETS: [&str; 5] = ["赵铁柱", "孙大圣", "李小明", "危房改造", "补贴标准"];

fn ledger(rows: &[Row]) -> Ledger {
    let request = |row: &Row| {
        let mut request = Request::default();
        for (field, text) in FIELDS.into_iter().zip(row) {
            request.set(field, text);
        }
        Arc::new(request)
    };
    Ledger { requests: rows.iter().map(request).collect(), ..Ledger::default() }
}

fn read(path: &Path) -> Ledger {
    file::parse_ledger("台账", &fs::read(path).unwrap()).unwrap()
}

/// A clerk with a ledger open, from a file.
fn open(folder: &Path) -> (Clerk, PathBuf) {
    let path = folder.join("台账.taizhang");
    fs::write(&path, file::ledger_text(&ledger(&ROWS))).unwrap();
    let mut clerk = Clerk::new(folder);
    clerk.give(OpeningCommand::File(path.clone()));
    assert_eq!(clerk.app.front(), Desk::Ledger, "{:?}", clerk.app.modal());
    (clerk, path)
}

fn write(clerk: &mut Clerk, row: usize, field: Field, text: &str) {
    clerk.give(LedgerCommand::Write { row, field, text: text.into() });
}

fn now(app: &App) -> &Ledger {
    app.ledger().unwrap().ledger()
}

fn words(app: &App, row: usize, field: Field) -> String {
    now(app).requests[row].words(field)
}

fn trouble(app: &App) -> String {
    format!("{:?}", app.modal())
}

#[test]
fn a_row_is_saved_when_it_is_left_with_one_version_a_session() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = open(folder.path());
    clerk.give(LedgerCommand::Select(Some(1)));
    write(&mut clerk, 1, Field::Replied, "1.5");
    write(&mut clerk, 1, Field::Outcome, "予以公开");
    assert_eq!(words(&clerk.app, 1, Field::Replied), "2026-01-05", "the last such day");
    assert_eq!(read(&path), ledger(&ROWS), "not before it is left");
    clerk.give(LedgerCommand::Select(Some(2)));
    assert_eq!(read(&path).requests[1].words(Field::Outcome), "予以公开");
    assert!(!clerk.app.ledger().unwrap().is_dirty());
    for (row, text) in [(2, "一"), (3, "二")] {
        write(&mut clerk, row, Field::Remark, text);
        clerk.give(LedgerCommand::Select(Some(0)));
    }
    clerk.give(LedgerCommand::ListVersions);
    let Some(Modal::Ledger(LedgerModal::Versions(versions))) = clerk.app.modal() else { panic!() };
    assert_eq!(versions.len(), 1, "one a session");
    assert_eq!(versions[0].content, ledger(&ROWS));
    assert_eq!(versions[0].changes, ["改了 3 件申请"]);
    let id = versions[0].id;
    clerk.give(LedgerCommand::RestoreVersion(id));
    assert_eq!(read(&path), ledger(&ROWS), "and it is saved");
    clerk.give(Command::Do(Action::Undo));
    assert_eq!(read(&path).requests[3].words(Field::Remark), "二");
}

#[test]
fn typing_in_a_field_is_one_step_and_registering_another() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = open(folder.path());
    clerk.give(Command::Do(Action::New));
    assert_eq!(now(&clerk.app).requests.len(), 5);
    assert_eq!(clerk.app.ledger_view().selected, Some(4));
    assert_eq!(words(&clerk.app, 4, Field::Number), "2026-001", "of this year");
    assert_eq!(words(&clerk.app, 4, Field::Received), "2026-01-12");
    for text in ["危", "危房", "危房改"] {
        write(&mut clerk, 4, Field::Content, text);
    }
    clerk.give(LedgerCommand::EndField);
    write(&mut clerk, 4, Field::Kind, "自然人");
    for (left, content) in [(5, "危房改"), (5, ""), (4, "")] {
        clerk.give(Command::Do(Action::Undo));
        assert_eq!(now(&clerk.app).requests.len(), left);
        if left == 5 {
            assert_eq!(words(&clerk.app, 4, Field::Content), content);
        }
    }
    assert_eq!(read(&path), ledger(&ROWS));
    for _ in 0..3 {
        clerk.give(Command::Do(Action::Redo));
    }
    assert_eq!(words(&clerk.app, 4, Field::Kind), "自然人");
    clerk.give(LedgerCommand::Delete(0));
    assert_eq!(now(&clerk.app).requests.len(), 4);
    clerk.give(Command::Do(Action::Undo));
    assert_eq!(words(&clerk.app, 0, Field::Number), "2025-001");
}

#[test]
fn days_are_understood_as_they_are_typed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, _) = open(folder.path());
    // Today is 12 January 2026.
    for (typed, day) in [
        ("3.7", "2025-03-07"),
        ("3-7", "2025-03-07"),
        ("3/7", "2025-03-07"),
        ("3月7日", "2025-03-07"),
        ("1.12", "2026-01-12"),
        ("1.13", "2025-01-13"),
        ("20250307", "2025-03-07"),
        ("2027-01-01", "2027-01-01"),
        ("２０２５．３．７", "2025-03-07"),
        ("三月七日", "三月七日"),
        ("13.7", "13.7"),
        ("", ""),
    ] {
        write(&mut clerk, 0, Field::Received, typed);
        assert_eq!(words(&clerk.app, 0, Field::Received), day, "{typed}");
    }
}

#[test]
fn what_was_not_saved_comes_back_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = open(folder.path());
    clerk.give(LedgerCommand::Select(Some(1)));
    for (field, text) in [(Field::Replied, "2026-01-05"), (Field::Outcome, "予以公开")] {
        write(&mut clerk, 1, field, text);
    }
    clerk.give(DraftsCommand::Keep);
    assert!(clerk.app.ledger_draft_kept().is_some());
    let folders = clerk.folders.clone();
    drop(clerk);
    assert_eq!(read(&path), ledger(&ROWS), "the file is as it was");
    let mut next = behind::start(folder.path());
    let draft = next.left_behind().drafts[0].clone();
    assert_eq!(draft.origin.file.as_ref(), Some(&path));
    assert!(draft.report().is_none());
    let name = draft.path.file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(name, "1.ron", "its name says nothing");
    behind::give(&mut next, DraftsCommand::Choose(draft.path, DraftChoice::Restore));
    assert_eq!(next.front(), Desk::Ledger, "{:?}", next.modal());
    assert_eq!(words(&next, 1, Field::Outcome), "予以公开");
    behind::give(&mut next, Command::Do(Action::Undo));
    assert_eq!(words(&next, 1, Field::Outcome), "", "its steps came along");
    behind::give(&mut next, LedgerCommand::Select(Some(0)));
    assert_eq!(read(&path).requests[1].words(Field::Replied), "2026-01-05");
    let mut left = fs::read_dir(folders.data.join("drafts")).unwrap();
    let is_draft = |path: PathBuf| path.extension().is_some_and(|extension| extension == "ron");
    assert!(!left.any(|entry| is_draft(entry.unwrap().path())));
}

#[test]
fn a_disk_that_fails_at_any_step_loses_nothing() {
    let (data, path) = (Path::new("/data"), Path::new("/文件/台账.taizhang"));
    let before = file::ledger_text(&ledger(&ROWS));
    let mut failed = 0;
    for step in 0..60 {
        for trouble in [StepFailure::Once(28), StepFailure::Gone] {
            let memory = Memory::with_folders(&[data, Path::new("/文件")]);
            file::write_whole(&memory, path, before.as_bytes()).unwrap();
            let failing = Arc::new(Failing::new(Arc::new(memory), usize::MAX, trouble));
            let folder = tempfile::tempdir().unwrap();
            let mut clerk = Clerk::on(failing.clone(), folder.path());
            clerk.give(LedgerCommand::Open(path.to_owned()));
            write(&mut clerk, 1, Field::Remark, "新写的");
            failing.fail(step, trouble);
            clerk.give(LedgerCommand::Select(Some(0)));
            failing.mend();
            let there = failing.read(path, 1 << 20, Links::Refuse).unwrap();
            let saved = file::parse_ledger("", &there).expect("the old one or the new one");
            let is_new = saved.requests[1].words(Field::Remark) == "新写的";
            assert!(is_new || there == before.as_bytes(), "step {step}");
            assert_eq!(words(&clerk.app, 1, Field::Remark), "新写的");
            if clerk.app.ledger_save_failed() {
                failed += 1;
                let told = self::trouble(&clerk.app);
                assert!(told.contains("NotSaved"), "step {step}: {told}");
                clerk.give(Command::Dismiss);
                clerk.give(LedgerCommand::Save);
            }
            let modal = self::trouble(&clerk.app);
            assert!(!clerk.app.ledger().unwrap().is_dirty(), "step {step} {trouble:?}: {modal}");
        }
    }
    assert!(failed > 4, "only {failed} saves failed");
}

#[test]
fn a_full_disk_keeps_the_file_and_the_draft() {
    let folder = tempfile::tempdir().unwrap();
    let stick = folder.path().join("U盘");
    let Some(_mounted) = SmallDisk::mount(&stick, "size=256k") else { return };
    let path = stick.join("台账.taizhang");
    let before = file::ledger_text(&ledger(&ROWS));
    fs::write(&path, &before).unwrap();
    let mut clerk = Clerk::new(folder.path());
    clerk.give(LedgerCommand::Open(path.clone()));
    fs::write(stick.join("别的文件"), vec![1; 1 << 20]).unwrap_err();
    write(&mut clerk, 0, Field::Remark, "新写的");
    clerk.give(LedgerCommand::Select(Some(1)));
    assert!(trouble(&clerk.app).contains("磁盘已满"), "{}", trouble(&clerk.app));
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    assert!(clerk.app.ledger_draft_kept().is_some(), "the draft has it");
    clerk.give(Command::Dismiss);
    let other = folder.path().join("另一处.taizhang");
    clerk.give(PathCommand::Given(Purpose::LedgerSave, other.clone()));
    assert_eq!(read(&other).requests[0].words(Field::Remark), "新写的");
    assert!(!clerk.app.ledger().unwrap().is_dirty() && !clerk.app.ledger_save_failed());
}

#[test]
fn what_another_program_made_of_the_file_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = open(folder.path());
    let theirs = file::ledger_text(&ledger(&ROWS[..2]));
    fs::write(&path, &theirs).unwrap();
    write(&mut clerk, 0, Field::Remark, "我的");
    clerk.give(LedgerCommand::Select(Some(1)));
    assert!(trouble(&clerk.app).contains("Changed"), "{}", trouble(&clerk.app));
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    clerk.give(LedgerCommand::Reload(path.clone()));
    assert_eq!(*now(&clerk.app), ledger(&ROWS[..2]));
    clerk.give(Command::Do(Action::Undo));
    assert_eq!(words(&clerk.app, 0, Field::Remark), "我的", "it can be had back");
    assert_eq!(read(&path).requests.len(), 4);
    // Removed meanwhile: it is written there only where the clerk says so.
    fs::remove_file(&path).unwrap();
    write(&mut clerk, 1, Field::Remark, "又一");
    clerk.give(LedgerCommand::Select(Some(0)));
    assert!(trouble(&clerk.app).contains("Gone") && !path.exists());
    clerk.give(LedgerCommand::Over(path.clone()));
    assert_eq!(read(&path).requests[1].words(Field::Remark), "又一");
}

#[test]
fn a_damaged_ledger_costs_a_message_and_the_report_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut clerk = Clerk::new(folder.path());
    clerk.give(Command::Do(Action::Sample));
    clerk.write("正在写的一段。");
    let text = file::ledger_text(&ledger(&ROWS));
    let half = text.get(..text.find("补贴标准").unwrap()).unwrap();
    for (name, bytes) in [
        ("甲.taizhang", half.as_bytes().to_vec()),
        ("乙.taizhang", vec![0xFF; 400]),
        ("丙.taizhang", Vec::new()),
        ("丁.taizhang", sample()),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, &bytes).unwrap();
        clerk.give(OpeningCommand::File(path.clone()));
        let Some(Modal::Failed(told)) = clerk.app.modal() else { panic!("{name} opened") };
        assert!(told.contains(name), "{told}");
        for secret in SECRETS {
            assert!(!told.contains(secret), "{told}");
        }
        assert_eq!(fs::read(&path).unwrap(), bytes);
        assert_eq!(clerk.text(), "正在写的一段。");
        clerk.give(Command::Dismiss);
    }
}

#[test]
fn a_ledger_opens_beside_the_report_whatever_it_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let mut clerk = Clerk::new(folder.path());
    clerk.give(Command::Do(Action::Sample));
    let path = folder.path().join("没有后缀");
    fs::write(&path, file::ledger_text(&ledger(&ROWS))).unwrap();
    clerk.give(OpeningCommand::File(path));
    assert_eq!(clerk.app.front(), Desk::Ledger, "{:?}", clerk.app.modal());
    assert!(clerk.app.document().is_some(), "the report is still open");
    clerk.give(Command::Do(Action::Section3));
    assert_eq!(clerk.app.front(), Desk::Report);
    clerk.give(Command::Do(Action::ShowLedger));
    assert_eq!(clerk.app.front(), Desk::Ledger);
    clerk.give(Command::Do(Action::CloseReport));
    assert!(clerk.app.ledger().is_none() && clerk.app.document().is_some());
    assert_eq!(clerk.app.front(), Desk::Report);
}

#[test]
fn the_report_is_held_against_it_and_filled_in_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = open(folder.path());
    clerk.give(Command::Do(Action::CloseReport));
    let report = folder.path().join("报告.nianbao");
    fs::write(&report, sample()).unwrap();
    clerk.open(&report);
    let year = clerk.report().year;
    assert_eq!(year, Some(2025));
    let findings = |clerk: &Clerk| {
        let all = clerk.app.document().unwrap().findings();
        all.iter().filter(|finding| finding.code == "R62").count()
    };
    assert_eq!(findings(&clerk), 0, "no ledger is known");
    clerk.give(PathCommand::Given(Purpose::LedgerCompare, path));
    assert!(matches!(clerk.app.modal(), Some(Modal::Ledger(LedgerModal::Compare))));
    assert_eq!(clerk.app.front(), Desk::Report, "the report stays in front");
    assert!(findings(&clerk) > 0);
    let found = clerk.app.ledger_comparison().unwrap();
    let cell = found.cells[0].clone();
    assert!(found.cells.len() > 2, "{found:?}");
    let before = clerk.report().clone();
    clerk.give(LedgerCommand::Fill(vec![cell.cell]));
    let one = clerk.app.ledger_comparison().unwrap();
    assert_eq!(one.cells.len(), found.cells.len() - 1, "only that cell");
    clerk.give(LedgerCommand::FillAll);
    assert_eq!((clerk.app.ledger_comparison().unwrap().cells.len(), findings(&clerk)), (0, 0));
    clerk.give(Command::Do(Action::Undo));
    clerk.give(Command::Do(Action::Undo));
    assert_eq!(*clerk.report(), before);
    // Sections six and one.
    assert_eq!(found.fees, None, "section six says it already");
    for (field, text) in [(Field::FeeBilled, "2025-12-01"), (Field::FeeAmount, "30")] {
        write(&mut clerk, 1, field, text);
    }
    let fees = clerk.app.ledger_comparison().unwrap().fees.unwrap();
    assert!(fees.contains("收费通知1件，总金额30元"), "{fees}");
    clerk.give(LedgerCommand::WriteFees);
    assert!(clerk.report().text(TextField::Before(6)).contains(&fees));
    let counts = found.counts.unwrap();
    assert_eq!(
        counts,
        "全年共收到政府信息公开申请3件，上年结转1件，办结2件，结转下年度继续办理2件。"
    );
    clerk.give(LedgerCommand::WriteCounts);
    assert!(clerk.report().text(TextField::Before(1)).contains(&counts));
    // Another agency's ledger says nothing of this report.
    clerk.give(LedgerCommand::Agency("别的机关".into()));
    assert!(clerk.app.ledger_tally().is_none());
    assert_eq!(findings(&clerk), 0);
}

#[test]
fn what_is_due_is_told_on_the_start_page_by_numbers_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = open(folder.path());
    clerk.give(Command::Do(Action::CloseReport));
    clerk.give(LedgerCommand::LookForDue(path.clone()));
    let due = clerk.app.ledger_due().unwrap();
    // 2025-002 was received on 10 November: its last day was 8 December.
    assert_eq!((due.overdue, due.requests.len()), (1, 1));
    assert_eq!(due.requests[0].0, "2025-002");
    assert_eq!(due.requests[0].1.to_string(), "2025-12-08");
    clerk.give(LedgerCommand::Open(path));
    clerk.give(LedgerCommand::Year(Some(2025)));
    let overview = clerk.app.ledger_overview().unwrap();
    let counts = [LedgerFilter::All, LedgerFilter::Open, LedgerFilter::Overdue]
        .map(|filter| overview.count(filter));
    assert_eq!(counts, [4, 2, 1]);
    clerk.give(LedgerCommand::NextOpen);
    assert_eq!(clerk.app.ledger_view().selected, Some(1), "the most urgent first");
    clerk.give(LedgerCommand::NextOpen);
    assert_eq!(clerk.app.ledger_view().selected, Some(2));
}

#[test]
fn nothing_of_a_request_leaves_the_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, _) = open(folder.path());
    let mut told = Vec::new();
    for (row, field, text) in [
        (0, Field::Applicant, "赵铁柱二"),
        (0, Field::Content, "危房改造名单二"),
        (1, Field::Remark, "补贴标准"),
    ] {
        write(&mut clerk, row, field, text);
        told.extend(clerk.app.notice().map(ToOwned::to_owned));
        told.extend(clerk.app.ledger().unwrap().undo_label().map(ToOwned::to_owned));
    }
    clerk.give(LedgerCommand::Select(Some(2)));
    clerk.give(LedgerCommand::Delete(2));
    told.extend(clerk.app.notice().map(ToOwned::to_owned));
    clerk.give(LedgerCommand::Register);
    write(&mut clerk, 3, Field::Applicant, "李小明");
    clerk.give(DraftsCommand::Keep);
    clerk.give(Command::Do(Action::Undo));
    told.push(fs::read_to_string(clerk.folders.config.join("settings.ron")).unwrap_or_default());
    for folder in [&clerk.folders.config, &clerk.folders.data] {
        names_below(folder, &mut told);
    }
    for secret in SECRETS {
        assert!(!told.iter().any(|words| words.contains(secret)), "{secret}: {told:?}");
    }
}

/// The names of all files below a folder, and what logs hold.
fn names_below(folder: &Path, told: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        told.push(path.display().to_string());
        if path.is_dir() {
            names_below(&path, told);
        } else if path.extension().is_some_and(|extension| extension == "log") {
            told.push(fs::read_to_string(&path).unwrap_or_default());
        }
    }
}

#[test]
fn a_table_comes_in_and_the_ledger_goes_out() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("台账.csv");
    fs::write(
        &table,
        "编号,收到日期,申请人,申请人性质,申请内容\n1,2025-3-7,甲,自然人,名单\n2,三月,乙,村民,\n",
    )
    .unwrap();
    let mut clerk = Clerk::new(folder.path());
    clerk.give(PathCommand::Given(Purpose::LedgerImport, table));
    let Some(Modal::Ledger(LedgerModal::Imported(imported))) = clerk.app.modal() else {
        panic!("{:?}", clerk.app.modal())
    };
    assert_eq!((imported.ledger.requests.len(), imported.rows.len()), (2, 1));
    assert_eq!(imported.rows[0].line, 3);
    assert_eq!(now(&clerk.app).agency, "云泽县柳塘镇人民政府");
    // It is not in a file: closing asks.
    clerk.give(Command::Dismiss);
    clerk.give(Command::Do(Action::CloseReport));
    assert!(matches!(clerk.app.modal(), Some(Modal::Ledger(LedgerModal::AskClose))));
    let path = folder.path().join("台账.taizhang");
    clerk.give(PathCommand::Given(Purpose::LedgerSave, path.clone()));
    assert_eq!(read(&path).requests.len(), 2);
    for (name, hidden) in [("出.xlsx", true), ("出.csv", false)] {
        let names = if hidden {
            nianbao::ledger::sheet::ExportedNames::Hidden
        } else {
            nianbao::ledger::sheet::ExportedNames::Shown
        };
        clerk.give(LedgerCommand::Export(names));
        let out = folder.path().join(name);
        clerk.give(PathCommand::Given(Purpose::LedgerExport, out.clone()));
        let back = nianbao::open::ledger_table(name, &fs::read(&out).unwrap()).unwrap();
        let first = if hidden { "已隐去" } else { "甲" };
        assert_eq!(back.ledger.requests[0].applicant, first);
    }
    clerk.give(Command::Do(Action::CloseReport));
    assert!(clerk.app.ledger().is_none(), "{:?}", clerk.app.modal());
}
