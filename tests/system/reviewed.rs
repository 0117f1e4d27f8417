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
use nianbao::reviewed::{Reviewed, read};

const SOURCES: [&str; 6] = [
    "assets/sample.ron",
    "tests/reports/000.txt",
    "tests/reports/001.txt",
    "tests/reports/002.txt",
    "tests/reports/003.txt",
    "tests/reports/004.txt",
];

/// One file opened, something done to it, and written under another name.
const STEPS: &str = r#"  props(0).Name = "Hidden"
  props(0).Value = True
  doc = StarDesktop.loadComponentFromURL(ConvertToURL("FOLDER/INDEX.docx"), "_blank", 0, props())
  search = doc.createSearchDescriptor()
  search.SearchString = "WORDS"
  found = doc.findFirst(search)
DONE
  props(0).Name = "FilterName"
  props(0).Value = "MS Word 2007 XML"
  doc.storeToURL(ConvertToURL("FOLDER/INDEX-KIND.docx"), props())
  doc.close(True)
"#;

/// Other words, tracked.
const TRACKED: &str = r#"  doc.RecordChanges = True
  found.setString("修订")
  doc.RecordChanges = False"#;

/// Other words and another figure in the first table, not tracked.
const PLAIN: &str = r#"  found.setString("直接改")
  names = doc.TextTables.getByIndex(0).getCellNames()
  For i = UBound(names) To 0 Step -1
    cell = doc.TextTables.getByIndex(0).getCellByName(names(i))
    If IsNumeric(cell.getString()) Then
      cell.setString("98765")
      Exit For
    End If
  Next i"#;

/// A comment on the words.
const COMMENTED: &str = r#"  note = doc.createInstance("com.sun.star.text.textfield.Annotation")
  note.Author = "王科长"
  note.Content = "请核对"
  found.getText().insertTextContent(found, note, True)"#;

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

/// Does something to files of a folder: what is done to each, by its number and the words that are
/// sought; what is written is called by a kind. LibreOffice 7.4 ends now and then by a fault of its own
/// before all are written: what is missing is done again, one by one.
fn office(folder: &Path, kind: &str, done: &str, files: &[(usize, String)]) {
    let is_missing =
        |file: &&(usize, String)| !folder.join(format!("{}-{kind}.docx", file.0)).exists();
    office_once(folder, kind, done, files);
    for _ in 0..12 {
        for file in files.iter().filter(is_missing) {
            office_once(folder, kind, done, std::slice::from_ref(file));
        }
    }
    let missing: Vec<_> = files.iter().filter(is_missing).collect();
    assert!(missing.is_empty(), "{kind}: {missing:?}");
}

fn office_once(folder: &Path, kind: &str, done: &str, files: &[(usize, String)]) {
    let mut steps = String::new();
    for (index, words) in files {
        steps += &STEPS
            .replace("FOLDER", &folder.display().to_string())
            .replace("INDEX", &index.to_string())
            .replace("KIND", kind)
            .replace("WORDS", words)
            .replace("DONE", done);
    }
    let steps = format!(
        "Sub Run()\n  Dim props(0) As New com.sun.star.beans.PropertyValue\n{steps}End Sub\n"
    );
    let module = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE script:module PUBLIC \
         \"-//OpenOffice.org//DTD OfficeDocument 1.0//EN\" \"module.dtd\">\n<script:module \
         xmlns:script=\"http://openoffice.org/2000/script\" script:name=\"Module1\" \
         script:language=\"StarBasic\">{}</script:module>\n",
        escaped(&steps)
    );
    fs::write(folder.join("profile/user/basic/Standard/Module1.xba"), module).unwrap();
    let mut soffice = Command::new("soffice");
    soffice.arg(profile(folder)).args(["--headless", "--norestore"]);
    run(soffice.arg("macro:///Standard.Module1.Run()")).unwrap();
}

fn profile(folder: &Path) -> String {
    format!("-env:UserInstallation=file://{}", folder.join("profile").display())
}

/// What a report becomes by taking all that a file proposes.
fn taken(report: &Report, found: &Reviewed) -> Report {
    let mut taken = report.clone();
    for edit in found.edits(report) {
        taken.apply(edit).unwrap();
    }
    taken
}

#[test]
fn libreoffice_comments_and_changes_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let field = Field::Before(1);
    let mut reports = Vec::new();
    for (index, source) in SOURCES.iter().enumerate() {
        let report =
            open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(source)).unwrap().into_report();
        fs::write(at(&format!("{index}.docx")), docx(&report, Options::default())).unwrap();
        reports.push(report);
    }
    // Opened and written without a change; the first start makes the profile that the macro is put into.
    let mut first = Command::new("soffice");
    first.arg(profile(folder.path())).args(["--headless", "--convert-to", "docx", "--outdir"]);
    first.arg(at("same")).args((0..SOURCES.len()).map(|index| at(&format!("{index}.docx"))));
    if run(&mut first).is_none() {
        return;
    }
    let words = |from, length| -> Vec<(usize, String)> {
        let of = |report| unique(report, field, from, length);
        reports.iter().map(of).enumerate().collect()
    };
    let (tracked, plain, commented) = (words(60, 6), words(140, 5), words(0, 7));
    office(folder.path(), "tracked", TRACKED, &tracked);
    office(folder.path(), "plain", PLAIN, &plain);
    office(folder.path(), "commented", COMMENTED, &commented);
    for (index, report) in reports.iter().enumerate() {
        let back = |name: &str| {
            let found = read("审.docx", &fs::read(at(name)).unwrap(), report).unwrap();
            assert!(found.unplaced.is_empty(), "{name}: {:?}", found.unplaced);
            found
        };
        let same = back(&format!("same/{index}.docx"));
        assert!(same.comments.is_empty() && same.proposals.is_empty(), "{index}: {same:?}");
        let text = report.text(field);
        let found = back(&format!("{index}-tracked.docx"));
        let expected = text.replacen(&tracked[index].1, "修订", 1);
        assert_eq!(taken(report, &found).text(field), expected, "{index}");
        assert!(found.proposals.iter().all(|proposal| proposal.minute.is_some()), "{index}");
        let found = back(&format!("{index}-plain.docx"));
        let taken = taken(report, &found);
        assert_eq!(taken.text(field), text.replacen(&plain[index].1, "直接改", 1), "{index}");
        let differs = |id: &CellId| taken.figures.typed(*id) != report.figures.typed(*id);
        let changed: Vec<CellId> = report.figures.cells().filter(differs).collect();
        assert_eq!(changed.len(), 1, "{index}: {changed:?}");
        assert_eq!(taken.figures.typed(changed[0]).text(), "98765", "{index}");
        let found = back(&format!("{index}-commented.docx"));
        assert!(found.proposals.is_empty() && found.comments.len() == 1, "{index}: {found:?}");
        let comment = &found.comments[0];
        let CommentPlace::Text(anchor) = &comment.place else { panic!("{index}: {comment:?}") };
        assert_eq!(anchor.words(report), Some(commented[index].1.as_str()), "{index}");
        assert_eq!((comment.who.as_str(), comment.text.as_str()), ("王科长", "请核对"), "{index}");
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
