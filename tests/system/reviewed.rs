//! Word files that LibreOffice has commented and changed, read back: every comment at its words, every
//! change proposed, and none invented.
//!
//! Where it is not installed the test says so and passes, but not in continuous integration.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use nianbao::export::docx::docx;
use nianbao::layout::Options;
use nianbao::open::open;
use nianbao::report::place::{CellId, Field};
use nianbao::report::{CommentPlace, Report};
use nianbao::reviewed::read;

const SOURCES: [&str; 6] = [
    "assets/sample.ron",
    "tests/reports/000.txt",
    "tests/reports/001.txt",
    "tests/reports/002.txt",
    "tests/reports/003.txt",
    "tests/reports/004.txt",
];

/// What LibreOffice does to a file: a tracked and a plain change of some words, another figure in the
/// first table, then a comment on other words; in another order it ends by itself.
const MACRO: &str = r#"Sub Run()
  Dim props(0) As New com.sun.star.beans.PropertyValue
  props(0).Name = "Hidden"
  props(0).Value = True
  doc = StarDesktop.loadComponentFromURL(ConvertToURL("FOLDER/#.docx"), "_blank", 0, props())
  search = doc.createSearchDescriptor()
  search.SearchString = "TRACKED"
  found = doc.findFirst(search)
  doc.RecordChanges = True
  found.setString("修订")
  doc.RecordChanges = False
  search.SearchString = "PLAIN"
  found = doc.findFirst(search)
  found.setString("直接改")
  names = doc.TextTables.getByIndex(0).getCellNames()
  For i = UBound(names) To 0 Step -1
    cell = doc.TextTables.getByIndex(0).getCellByName(names(i))
    If IsNumeric(cell.getString()) Then
      cell.setString("98765")
      Exit For
    End If
  Next i
  search.SearchString = "COMMENTED"
  found = doc.findFirst(search)
  note = doc.createInstance("com.sun.star.text.textfield.Annotation")
  note.Author = "王科长"
  note.Content = "请核对第#份"
  found.getText().insertTextContent(found, note, True)
  props(0).Name = "FilterName"
  props(0).Value = "MS Word 2007 XML"
  doc.storeToURL(ConvertToURL("FOLDER/#-back.docx"), props())
  doc.close(True)
End Sub
"#;

/// What a tool does; `None` where it is not installed.
fn run(command: &mut Command) -> Option<Output> {
    match command.output() {
        Ok(output) => Some(output),
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{command:?}: {error}");
            eprintln!("skipped: {command:?}: {error}");
            None
        }
    }
}

/// Words of a field that are there once in the whole report: of some characters, from a place on.
fn unique(report: &Report, field: Field, from: usize, length: usize) -> String {
    let all: String = Report::printed_fields()
        .into_iter()
        .map(|field| report.text(field).to_owned() + "\n")
        .collect();
    let characters: Vec<char> = report.text(field).chars().collect();
    let words = characters.windows(length).skip(from).map(|words| words.iter().collect::<String>());
    let plain = |words: &String| words.chars().all(char::is_alphabetic);
    let once = |words: &String| plain(words) && all.matches(words.as_str()).count() == 1;
    words.into_iter().find(once).unwrap()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[test]
fn libreoffice_comments_and_changes_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let profile = format!("-env:UserInstallation=file://{}", at("profile"));
    let mut reports = Vec::new();
    let mut macros = Vec::new();
    for (index, source) in SOURCES.iter().enumerate() {
        let report =
            open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(source)).unwrap().into_report();
        let one = at(&format!("{index}.docx"));
        fs::write(&one, docx(&report, Options::default())).unwrap();
        let field = Field::Before(1);
        let commented = unique(&report, field, 0, 7);
        let tracked = unique(&report, field, 60, 6);
        let plain = unique(&report, field, 140, 5);
        let steps = MACRO
            .replace("FOLDER", &folder.path().display().to_string())
            .replace("COMMENTED", &commented)
            .replace("TRACKED", &tracked)
            .replace("PLAIN", &plain);
        macros.push(steps.replace('#', &index.to_string()));
        reports.push((report, commented, tracked, plain));
    }
    // Opened and written without a change; the first start makes the profile that the macro is put into.
    let mut first = Command::new("soffice");
    first.arg(&profile).args(["--headless", "--convert-to", "docx", "--outdir"]).arg(at("same"));
    if run(first.args((0..SOURCES.len()).map(|index| at(&format!("{index}.docx"))))).is_none() {
        return;
    }
    let basic = folder.path().join("profile/user/basic/Standard");
    for steps in macros {
        let module = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE script:module PUBLIC \
             \"-//OpenOffice.org//DTD OfficeDocument 1.0//EN\" \"module.dtd\">\n<script:module \
             xmlns:script=\"http://openoffice.org/2000/script\" script:name=\"Module1\" \
             script:language=\"StarBasic\">{}</script:module>\n",
            escaped(&steps)
        );
        fs::write(basic.join("Module1.xba"), module).unwrap();
        let mut soffice = Command::new("soffice");
        soffice.arg(&profile).args([
            "--headless",
            "--norestore",
            "macro:///Standard.Module1.Run()",
        ]);
        run(&mut soffice).unwrap();
    }
    for (index, (report, commented, tracked, plain)) in reports.iter().enumerate() {
        let file = |name: &str| fs::read(at(name)).unwrap();
        let same = read("审.docx", &file(&format!("same/{index}.docx")), report).unwrap();
        assert!(same.comments.is_empty(), "{index}: {same:?}");
        assert!(same.proposals.is_empty() && same.unplaced.is_empty(), "{index}: {same:?}");
        let back = read("审.docx", &file(&format!("{index}-back.docx")), report).unwrap();
        assert!(back.unplaced.is_empty(), "{index}: {:?}", back.unplaced);
        assert_eq!(back.comments.len(), 1, "{index}");
        let comment = &back.comments[0];
        let CommentPlace::Text(anchor) = &comment.place else { panic!("{index}: {comment:?}") };
        assert_eq!(anchor.words(report), Some(commented.as_str()), "{index}");
        assert_eq!(
            (comment.who.as_str(), comment.text.as_str()),
            ("王科长", format!("请核对第{index}份").as_str())
        );
        // Taken, the report says what was written, and nothing else.
        let mut taken = report.clone();
        for edit in back.edits(report) {
            taken.apply(edit).unwrap();
        }
        let expected = report.text(Field::Before(1));
        let expected = expected.replacen(tracked, "修订", 1).replacen(plain, "直接改", 1);
        assert_eq!(taken.text(Field::Before(1)), expected, "{index}");
        let differs = |id: &CellId| taken.figures.typed(*id) != report.figures.typed(*id);
        let changed: Vec<CellId> = report.figures.cells().filter(differs).collect();
        assert_eq!(changed.len(), 1, "{index}: {changed:?}");
        assert_eq!(taken.figures.typed(changed[0]).text(), "98765", "{index}");
        assert!(
            back.proposals.iter().any(|proposal| proposal.minute.is_some()),
            "{index}: tracked"
        );
    }
}

/// What python-docx does to a file: a comment on a run, and words behind another paragraph. It prints
/// the words of the run.
const PYTHON: &str = "\
import sys, docx
d = docx.Document(sys.argv[1])
body = [p for p in d.paragraphs if len(p.text) > 30 and len(p.runs) > 0]
run = body[0].runs[0]
d.add_comment(run, text='请核对', author='县办', initials='县')
body[1].runs[-1].text += '（直接加的）'
d.save(sys.argv[2])
print(run.text, end='')
";

#[test]
fn python_docx_comments_and_changes_come_back() {
    let python = super::readers::built("pip/bin/python3");
    if !python.exists() {
        assert!(std::env::var_os("CI").is_none(), "{}", python.display());
        return eprintln!("skipped: {}", python.display());
    }
    let folder = tempfile::tempdir().unwrap();
    for source in SOURCES {
        let report =
            open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(source)).unwrap().into_report();
        let (one, back) = (folder.path().join("一.docx"), folder.path().join("回.docx"));
        fs::write(&one, docx(&report, Options::default())).unwrap();
        let done = Command::new(&python).args(["-c", PYTHON]).arg(&one).arg(&back).output();
        let done = done.unwrap();
        assert!(done.status.success(), "{done:?}");
        let words = String::from_utf8(done.stdout).unwrap();
        let found = read("回.docx", &fs::read(&back).unwrap(), &report).unwrap();
        assert_eq!(found.comments.len(), 1, "{source}");
        let comment = &found.comments[0];
        assert_eq!((comment.who.as_str(), comment.text.as_str()), ("县办", "请核对"), "{source}");
        assert!(!comment.is_lost(&report) && comment.quote.contains(words.trim()), "{source}");
        assert_eq!(found.proposals.len(), 1, "{source}: {:?}", found.proposals);
        assert_eq!(found.proposals[0].new, "（直接加的）", "{source}");
    }
}
