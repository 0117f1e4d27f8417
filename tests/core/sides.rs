//! What comes back of a report, what goes out of it, what was published, and who changed what: the
//! program behind the window, with files.

use std::fs;
use std::path::{Path, PathBuf};

use nianbao::app::path::Purpose;
use nianbao::app::{
    Action, Command, CommentsCommand, DeliveryCommand, DocumentCommand, ListSubject, Modal,
    OpeningCommand, PackageChoice, PathCommand, Settings, SettingsCommand, SideOf, SidesCommand,
    SidesModal,
};
use nianbao::export::comments::comment_list;
use nianbao::export::docx::docx;
use nianbao::export::lists::ListFormat;
use nianbao::file;
use nianbao::layout::Options;
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{Anchor, CommentPlace, Edit, Report, Value};
use nianbao::reviewed::read_text;
use proptest::prelude::*;

use crate::support::clerk::{Clerk, read, sample};
use crate::support::word::came_back;

/// A clerk with the sample open from a file of its own.
fn clerk(folder: &Path) -> (Clerk, PathBuf) {
    let path = folder.join("年报.nianbao");
    fs::write(&path, sample()).unwrap();
    let mut clerk = Clerk::new(folder);
    clerk.open(&path);
    (clerk, path)
}

fn edit(clerk: &mut Clerk, edits: Vec<Edit>) {
    clerk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
}

/// The sample as a leader gives it back: three changes of words, one of a figure.
fn reviewed(report: &Report) -> Report {
    let mut changed = report.clone();
    let text = report.text(Field::Before(1)).to_owned();
    let text = text.replacen("232条", "241条", 1).replacen("取得了新的成效", "更新18处", 1);
    changed.apply(Edit::Text(Field::Before(1), text)).unwrap();
    let five = format!("{}\n（三）新增一段。", report.text(Field::Before(5)));
    changed.apply(Edit::Text(Field::Before(5), five)).unwrap();
    let cell = CellId { table: 0, index: 0 };
    changed.apply(Edit::Value(cell, Value::Count(7))).unwrap();
    changed
}

#[test]
fn a_word_file_that_came_back_changes_nothing_until_it_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, _) = clerk(folder.path());
    let begun = clerk.report().clone();
    let wanted = reviewed(&begun);
    let word = folder.path().join("审阅.docx");
    fs::write(&word, came_back(&begun, &wanted)).unwrap();
    // Opened while its report is open, it is offered as what it is.
    clerk.open(&word);
    assert!(
        matches!(clerk.app.modal(), Some(Modal::Sides(SidesModal::IsReturn(path))) if *path == word)
    );
    clerk.give(SidesCommand::ReadReturned(word));
    assert_eq!(clerk.report(), &begun, "nothing is taken unasked");
    let changes = clerk.app.sides().unwrap().changes();
    assert_eq!(changes, 4, "{:#?}", clerk.app.sides().unwrap().lines);
    clerk.give(SidesCommand::Take(0));
    assert_eq!(clerk.app.sides().unwrap().changes(), 3);
    clerk.give(Command::Do(Action::Undo));
    assert_eq!((clerk.app.sides().unwrap().changes(), clerk.report()), (4, &begun));
    clerk.give(SidesCommand::TakeAll);
    assert!(clerk.report().prints_like(&wanted) && clerk.app.sides().unwrap().changes() == 0);
    clerk.give(Command::Do(Action::Undo));
    assert_eq!(clerk.report(), &begun);
    clerk.give(SidesCommand::Next);
    assert_eq!(clerk.app.sides().unwrap().current, 1);
    clerk.give(SidesCommand::Goto(1));
    assert!(clerk.app.sides().is_none() && clerk.app.target().is_some());
}

#[test]
fn a_report_that_came_back_is_taken_change_by_change() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = clerk(folder.path());
    let wanted = reviewed(clerk.report());
    let returned = folder.path().join("退回.nianbao");
    fs::write(&returned, file::draft_text(&wanted)).unwrap();
    // The clerk has gone on since it was sent, and saved that.
    let text = clerk.report().text(Field::Before(1)).replacen("369条", "370条", 1);
    let text = text.replacen("232条", "240条", 1);
    edit(&mut clerk, vec![Edit::Text(Field::Before(1), text)]);
    clerk.save();
    assert!(path.exists());
    let begun = clerk.report().clone();
    clerk.give(SidesCommand::ReadReturned(returned));
    assert_eq!(clerk.report(), &begun, "nothing is taken unasked");
    let view = clerk.app.sides().unwrap();
    let found = &view.returned.as_ref().unwrap().found;
    assert_eq!((view.changes(), found.of_both()), (4, 1), "{:#?}", view.lines);
    assert!(view.lines.iter().any(|line| line.by.contains("两边都改过，原来是“232”")));
    clerk.give(SidesCommand::TakeAll);
    assert!(clerk.notice().contains("两边都改过的 1 处没有一并采纳"), "{}", clerk.notice());
    assert_eq!(clerk.app.sides().unwrap().changes(), 1);
    assert!(clerk.text().contains("240条") && clerk.text().contains("370条"));
    clerk.give(SidesCommand::Take(0));
    assert!(clerk.text().contains("241条") && clerk.text().contains("370条"));
    assert_eq!(clerk.app.sides().unwrap().changes(), 0);
    for _ in 0..2 {
        clerk.give(Command::Do(Action::Undo));
    }
    assert_eq!(clerk.report(), &begun);
}

#[test]
fn what_is_no_return_is_opened_or_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = clerk(folder.path());
    let mut other = clerk.report().clone();
    for edit in [
        Edit::Text(Field::Title, "别处县2025年报告".into()),
        Edit::Text(Field::Before(1), "完全不同的文字，说的是别的事情。".into()),
        Edit::Text(Field::Before(5), "另一个机关的问题和改进，没有相同的句子。".into()),
        Edit::Text(Field::Before(6), "没有其他事项需要在这里报告说明。".into()),
    ] {
        other.apply(edit).unwrap();
    }
    let word = folder.path().join("别处.docx");
    fs::write(&word, docx(&other, Options::default())).unwrap();
    clerk.give(SidesCommand::ReadReturned(word.clone()));
    assert!(format!("{:?}", clerk.app.modal()).contains("别处县2025年报告"));
    clerk.give(Command::Dismiss);
    let picture = folder.path().join("图.png");
    fs::write(&picture, [0x89, 0x50, 0, 1, 2]).unwrap();
    clerk.give(SidesCommand::ReadReturned(picture));
    assert!(format!("{:?}", clerk.app.modal()).contains("不是退回的文件"));
    clerk.give(Command::Dismiss);
    assert_eq!(clerk.app.document().unwrap().path.as_deref(), Some(&*path));
    // Opened by the menu it is read as any published report.
    clerk.open(&word);
    assert!(clerk.app.review().is_some());
}

#[test]
fn a_list_of_comments_goes_there_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, _) = clerk(folder.path());
    let report = clerk.report().clone();
    let text = report.text(Field::Before(1));
    let at = text.find("发布信息232条").unwrap();
    let anchor = Anchor::new(Field::Before(1), at..at + "发布信息232条".len());
    let cell = Place::Cell(CellId { table: 1, index: 14 });
    let places =
        [CommentPlace::Text(anchor), CommentPlace::of(&report, &cell), CommentPlace::Report];
    for (place, words) in places.into_iter().zip(["请核对月报", "请写明何种登记", "总体可以"])
    {
        clerk.give(CommentsCommand::Add(place, words.into()));
    }
    // One is signed and one is not, whatever user the system names.
    let mut comments = clerk.report().comments.clone();
    comments[0].who = String::new();
    comments[1].who = "张主任".into();
    edit(&mut clerk, vec![Edit::Comments(comments)]);
    let list = comment_list(clerk.report());
    let returned = folder.path().join("退回意见.txt");
    clerk.give(PathCommand::Given(
        Purpose::List(ListSubject::Comments, ListFormat::Text),
        returned.clone(),
    ));
    assert_eq!(fs::read_to_string(&returned).unwrap(), list.text);
    let had = clerk.report().comments.clone();
    let found = read_text("退回意见.txt", list.text.as_bytes(), &report).unwrap();
    for (found, had) in found.iter().zip([&had[2], &had[0], &had[1]]) {
        assert_eq!((&found.place, &found.quote), (&had.place, &had.quote), "{}", list.text);
        assert!(found.text.contains(&had.text), "{} {}", found.text, had.text);
        assert_eq!((&found.who, found.minute), (&had.who, had.minute));
    }
    // What is there already is not there twice.
    edit(&mut clerk, vec![Edit::Comments(Vec::new())]);
    clerk.give(SidesCommand::ReadReturned(returned.clone()));
    assert_eq!(clerk.report().comments.len(), 3);
    clerk.give(SidesCommand::ReadReturned(returned));
    assert_eq!(clerk.report().comments.len(), 3, "{:#?}", clerk.report().comments);
}

#[test]
fn points_of_a_letter_are_put_where_they_belong() {
    let report = nianbao::open::read("sample", &sample()).unwrap().into_report();
    let letter = "柳塘镇：\n你镇报来的年报现予退回，请改好后重新报送。\n\
                  1. 第一部分“各项工作取得了新的成效”太空，请写具体做法。\n\
                  2、表三“本年新收”自然人的数请核对。\n（三）表二请补行政处罚的数。\n4. 3.5万元应当写明。\n\
                  接第四点，并附依据。\n5) 第五部分写得简单。";
    let found = read_text("退回.txt", letter.as_bytes(), &report).unwrap();
    let places: Vec<String> =
        found.iter().map(|comment| comment.place.place(&report).unwrap().words(&report)).collect();
    assert_eq!(found.len(), 5, "{found:#?}");
    assert_eq!(found[0].quote, "各项工作取得了新的成效");
    assert!(places[0].starts_with("第一部分"), "{places:?}");
    assert!(places[1].starts_with("表三") && places[1].ends_with("自然人"), "{places:?}");
    assert!(places[2].starts_with("表二“行政处罚”"), "{places:?}");
    assert!(found[3].text.contains("接第四点"), "{}", found[3].text);
    assert!(places[4].starts_with("第五部分"));
    // A text without numbers is a point a line; what is no text is none.
    assert_eq!(read_text("", "请核对表三。\n请补署名。".as_bytes(), &report).unwrap().len(), 2);
    assert!(
        read_text("", b"\0\x01", &report).is_none() && read_text("", b" \n", &report).is_none()
    );
}

#[test]
fn a_package_is_made_opened_and_refused_where_it_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, _) = clerk(folder.path());
    clerk.give(CommentsCommand::Add(CommentPlace::Report, "请再核对".into()));
    clerk.save();
    assert!(!clerk.report().log.is_empty());
    clerk.give(DeliveryCommand::AskPackage);
    assert!(format!("{:?}", clerk.app.modal()).contains("1 条待处理"), "what is open is said");
    let zip = folder.path().join("包.zip");
    for with_changes in [true, false] {
        let choice = PackageChoice { ofd: false, with_changes };
        let out = folder.path().join(format!("{with_changes}.zip"));
        clerk.give(DeliveryCommand::WritePackage(choice, out.clone()));
        assert!(clerk.notice().contains("已装成报送包"), "{}", clerk.notice());
        let files = nianbao::package::unpack(&fs::read(&out).unwrap()).unwrap().files;
        let own = files.iter().find(|(name, _)| name.ends_with(".nianbao")).unwrap();
        let packed = file::parse("", &own.1).unwrap().1;
        assert_eq!(packed.log.is_empty(), !with_changes);
        fs::copy(&out, &zip).unwrap();
    }
    // The county opens it; it comes back with a comment more.
    edit(&mut clerk, vec![Edit::Comments(Vec::new())]);
    clerk.open(&zip);
    assert!(matches!(clerk.app.modal(), Some(Modal::Sides(SidesModal::IsReturn(_)))));
    clerk.give(SidesCommand::ReadReturned(zip.clone()));
    assert_eq!(clerk.report().comments[0].text, "请再核对");
    // Who has another report open, or none, looks at the packed one.
    clerk.give(Command::Do(Action::CloseReport));
    clerk.give(OpeningCommand::Close(nianbao::app::SaveChoice::Discard));
    clerk.open(&zip);
    assert!(clerk.app.read_only().is_some() && clerk.report().comments.len() == 1);
    let mut bytes = fs::read(&zip).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 0xff;
    fs::write(&zip, bytes).unwrap();
    clerk.give(SidesCommand::ReadReturned(zip));
    assert!(matches!(clerk.app.modal(), Some(Modal::Failed(_))), "{:?}", clerk.app.modal());
}

#[test]
fn no_finding_of_a_letter_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (clerk, _) = clerk(folder.path());
    let texts = |letter: &str| -> Vec<String> {
        let read = read_text("退回", letter.as_bytes(), clerk.report()).unwrap();
        read.into_iter().map(|comment| comment.text).collect()
    };
    assert_eq!(
        texts(
            "柳塘镇：\n退回意见\n署名用错了机关名称，请改正。\n表四少填一件，请核对。\n1. 日期有误。"
        ),
        ["署名用错了机关名称，请改正。", "表四少填一件，请核对。", "日期有误。"]
    );
    assert_eq!(
        texts("①署名有误\n②、表四少一件\n第三，日期有误\n⑷第一部分太短\n5.总计有误"),
        ["署名有误", "表四少一件", "日期有误", "第一部分太短", "总计有误"]
    );
    assert_eq!(
        texts("王主任：\n现将意见反馈如下。\n署名用错了机关名称\n表二如下各行要补\n1、日期有误"),
        ["署名用错了机关名称", "表二如下各行要补", "日期有误"],
        "nor one without a full stop"
    );
    let letter = "柳塘镇：\n　　你单位报送的报告现予退回，请改好后重新报送。\n　　退回原因：太短。\n　　1．（须改正）表三不平。\n";
    assert_eq!(texts(letter), ["退回原因：太短。", "（须改正）表三不平。"]);
}

/// Whether opening a file asks whether it is a return of the open report.
fn is_asked(clerk: &mut Clerk, path: &Path) -> bool {
    clerk.open(path);
    let asked = matches!(clerk.app.modal(), Some(Modal::Sides(SidesModal::IsReturn(_))));
    clerk.give(Command::Dismiss);
    asked
}

#[test]
fn whatever_came_back_is_known_when_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = clerk(folder.path());
    let at = |name: &str| folder.path().join(name);
    // A text, whatever it is called: numbered in any way, in the encoding of an old office.
    let letters = [
        "云泽县柳塘镇人民政府：\n　　你单位报送的2025年政府信息公开工作年度报告现予退回。\n　　1．（须改正）表三总计不对。",
        "退回意见\n一、表二有一处空白\n二、请补充第五部分\n",
        "审阅意见\n（1）“232条”请核对\n",
        "王主任好：\n1、落款日期不对\n2、第一部分太短。",
    ];
    for (number, letter) in letters.iter().enumerate() {
        let path = at(["退回.txt", "意见", "审阅.md", "a.TXT"][number]);
        fs::write(&path, letter).unwrap();
        assert!(is_asked(&mut clerk, &path), "{letter}");
        fs::write(&path, encoding_rs::GB18030.encode(letter).0).unwrap();
        assert!(is_asked(&mut clerk, &path), "GB18030: {letter}");
    }
    // The report itself, with a comment; without one it is a file like any other.
    let mut returned = clerk.report().clone();
    let theirs = at("县里的.nianbao");
    fs::write(&theirs, file::draft_text(&returned)).unwrap();
    let text = read_text("县里", "1. 请核对".as_bytes(), &returned).unwrap();
    returned.apply(Edit::Comments(text)).unwrap();
    let with_comment = at("改.ron");
    fs::write(&with_comment, file::draft_text(&returned)).unwrap();
    assert!(is_asked(&mut clerk, &with_comment));
    assert!(!is_asked(&mut clerk, &path), "its own file");
    // What is a report of another agency, or last year's, is opened.
    let other = include_str!("../reports/003.txt");
    for (name, text) in [("别的.txt", other), ("说明.txt", "这里没有编号。")] {
        fs::write(at(name), text).unwrap();
        assert!(!is_asked(&mut clerk, &at(name)), "{name}");
    }
    assert!(!is_asked(&mut clerk, &theirs));
}

#[test]
fn what_was_published_is_kept_told_and_corrected() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = clerk(folder.path());
    clerk.give(Command::Do(Action::Correction));
    assert!(format!("{:?}", clerk.app.modal()).contains("还没有标记为已公布"));
    clerk.give(DeliveryCommand::Published("2025-06-01".into(), String::new()));
    assert!(format!("{:?}", clerk.app.modal()).contains("结束之前"));
    clerk.give(DeliveryCommand::Published("2026-1-28".into(), " http://x.gov.cn/ ".into()));
    let out = clerk.report().published.as_ref().unwrap().out.clone();
    assert_eq!((out.date.as_str(), out.address.as_str()), ("2026-01-28", "http://x.gov.cn/"));
    clerk.give(Command::Do(Action::Correction));
    assert!(format!("{:?}", clerk.app.modal()).contains("与公布的内容相同"));
    clerk.give(Command::Dismiss);
    let text = clerk.text().replacen("232条", "241条", 1);
    edit(&mut clerk, vec![Edit::Text(Field::Before(1), text)]);
    clerk.save();
    for (format, head) in [(ListFormat::Pdf, &b"%PDF"[..]), (ListFormat::Docx, b"PK")] {
        let list = folder.path().join(format!("更正.{}", format.extension()));
        clerk
            .give(PathCommand::Given(Purpose::List(ListSubject::Correction, format), list.clone()));
        assert!(fs::read(&list).unwrap().starts_with(head), "{}", clerk.notice());
    }
    // Side by side with what was published, one line differs.
    clerk.give(SidesCommand::Open);
    let sides = clerk.app.sides().unwrap();
    assert!(sides.choices[sides.earlier].name.contains("公布的") && sides.changes() == 1);
    clerk.give(SidesCommand::Close);
    // Next year's report takes the corrected one, and says so.
    clerk.give(OpeningCommand::Template(path));
    assert!(clerk.notice().contains("更正后的内容"), "{}", clerk.notice());
    assert!(clerk.text().contains("241条") && clerk.report().published.is_none());
}

#[test]
fn versions_files_and_last_year_stand_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = clerk(folder.path());
    let mut last = clerk.report().as_last_year();
    last.year = Some(2024);
    edit(&mut clerk, vec![Edit::Last(Some(Box::new(last)))]);
    for words in ["第一稿。", "第二稿。"] {
        clerk.write(words);
        clerk.save();
    }
    clerk.give(SidesCommand::Open);
    let names: Vec<String> =
        clerk.app.sides().unwrap().choices.iter().map(|choice| choice.name.clone()).collect();
    assert!(names[0] == "现在的内容" && names.iter().any(|name| name.contains("2024 年")));
    assert!(names.iter().filter(|name| name.contains("保存的")).count() >= 2, "{names:?}");
    let version = names.iter().position(|name| name.contains("保存的")).unwrap();
    clerk.give(SidesCommand::Pick(SideOf::Earlier, version));
    assert!(clerk.app.sides().unwrap().changes() > 0);
    clerk.give(SidesCommand::Pick(SideOf::Later, version));
    assert_eq!(clerk.app.sides().unwrap().changes(), 0, "one state is itself");
    clerk.give(SidesCommand::File(SideOf::Later, path));
    let view = clerk.app.sides().unwrap();
    assert_eq!(view.choices[view.later].name, "年报.nianbao");
    clerk.give(SidesCommand::File(SideOf::Later, folder.path().join("没有.nianbao")));
    assert!(matches!(clerk.app.modal(), Some(Modal::Failed(_))));
}

#[test]
fn each_save_notes_who_changed_what() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = clerk(folder.path());
    let settings = Settings { name: "王主任".into(), ..clerk.app.settings().clone() };
    clerk.give(SettingsCommand::Set(Box::new(settings)));
    clerk.save();
    assert!(read(&path).log.is_empty(), "nothing was changed");
    assert!(!fs::read_to_string(&path).unwrap().contains("version: 3"));
    let text = clerk.text().replacen("232条", "241条", 1);
    edit(&mut clerk, vec![Edit::Text(Field::Before(1), text)]);
    clerk.save();
    let log = read(&path).log;
    assert_eq!((log.saves.len(), log.saves[0].who.as_str()), (1, "王主任"));
    let change = &log.saves[0].changes[0];
    assert!(change.old.contains("232条") && change.new.contains("241条"), "{change:?}");
    assert!(!clerk.is_dirty() && clerk.report().log == log);
    // Undo takes the words back, and leaves what was noted.
    clerk.give(Command::Do(Action::Undo));
    assert!(clerk.is_dirty() && clerk.report().log == log);
    clerk.save();
    assert_eq!(read(&path).log.saves.len(), 2);
    // Whatever is gone back to, what was changed since stays known.
    clerk.give(Command::Do(Action::Versions));
    clerk.restore(0);
    clerk.save();
    assert_eq!(read(&path).log.saves.len(), 3);
    // Comments are noted one by one, by their places.
    clerk.give(CommentsCommand::Add(CommentPlace::Report, "总体可以".into()));
    clerk.save();
    let noted = read(&path).log.saves.pop().unwrap().changes;
    assert_eq!((noted.len(), noted[0].place.as_str()), (1, "审阅意见，全文"), "{noted:?}");
    assert_eq!(noted[0].new, "新增意见：总体可以（王主任）");
    edit(&mut clerk, vec![Edit::Comments(Vec::new())]);
    clerk.save();
    assert_eq!(read(&path).log.saves.len(), 5);
    let list = folder.path().join("记录.xlsx");
    clerk.give(PathCommand::Given(
        Purpose::List(ListSubject::Changes, ListFormat::Xlsx),
        list.clone(),
    ));
    assert!(fs::read(&list).unwrap().starts_with(b"PK"), "{}", clerk.notice());
    // Nothing of it is published, printed, or carried into next year.
    assert!(clerk.report().as_published().log.is_empty());
    let settings = Settings { notes_changes: false, ..clerk.app.settings().clone() };
    clerk.give(SettingsCommand::Set(Box::new(settings)));
    clerk.write("不记的一稿。");
    clerk.save();
    assert_eq!(read(&path).log.saves.len(), 5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_text_stops_the_reading_of_points(text in "[\\PC\n]{0,200}") {
        let report = nianbao::open::read("sample", &sample()).unwrap().into_report();
        for comment in read_text("意见.txt", text.as_bytes(), &report).unwrap_or_default() {
            prop_assert!(!comment.text.is_empty());
            prop_assert!(report.comments_fit([&comment.place]));
        }
    }
}
