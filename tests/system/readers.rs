//! What is written, before readers and checkers of other people: PDF/UA and PDF/A checkers, readers
//! of OFD, checkers of Word documents, and the editors that a piece of a web page is pasted into.
//!
//! `check.sh` installs them; where one is not installed its test says so and passes, but not in
//! continuous integration.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use nianbao::export::docx::{docx, form};
use nianbao::export::html::fragment;
use nianbao::export::ofd::ofd;
use nianbao::export::pdf::pdf;
use nianbao::export::{ExportSetup, Format, ReviewCopy, checklist, review};
use nianbao::font::Fonts;
use nianbao::grid::{Content, Grid, GridCell};
use nianbao::layout::page::{Item, LaidOut};
use nianbao::layout::{self, Options, layout};
use nianbao::report::{Filled, Form, Report};
use nianbao::rules::{self, Balanced, Config, checklist::from_findings};

use crate::support::sources::{SOURCES, read};

/// What stands beside what is built.
pub(super) fn built(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join(name)
}

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

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Files of a folder, one each.
fn files(folder: &Path, ending: &str, contents: impl Iterator<Item = Vec<u8>>) -> Vec<PathBuf> {
    let write = |(index, bytes): (usize, Vec<u8>)| {
        let path = folder.join(format!("{index}.{ending}"));
        std::fs::write(&path, bytes).unwrap();
        path
    };
    contents.enumerate().map(write).collect()
}

fn laid(report: &Report) -> LaidOut {
    layout(report, Fonts::builtin(), Options::default()).document
}

/// Every kind of PDF that there is: reports, a form, a checklist, a 送审稿.
fn pdfs() -> Vec<Vec<u8>> {
    let fonts = Fonts::builtin();
    let report = read(SOURCES[3]);
    let findings = rules::check(&report, &Config::default());
    let items = from_findings(&report, &Config::default(), &findings);
    let blank = Form {
        edition: report.edition().clone(),
        table: 1,
        agency: report.agency.clone(),
        year: 2025,
    };
    let copy = ReviewCopy { line_numbers: true, findings: true };
    let balanced = Balanced::new(&report).unwrap_or_else(|_| panic!("balanced"));
    let setup = ExportSetup::default();
    let mut all: Vec<_> = SOURCES.iter().map(|source| pdf(&laid(&read(source)), fonts)).collect();
    all.push(pdf(&layout::form(&blank, fonts, Options::default()).document, fonts));
    all.push(checklist::checklist_pdf(&report, &items, None, fonts));
    all.push(review(balanced, &findings, copy, Format::Pdf, &setup).unwrap().bytes);
    all
}

/// Says what `outloud` finds in each file, but not what it only wishes to tell, a line each.
///
/// Its count of the columns of a row (TBL-004) is made good: `Grid.row_widths` takes a row off
/// what still runs down before it counts what stands right of the row's last own cell, so that a
/// header of two rows in the last column is missing in the second of them, and no table with one
/// could ever close. So is what it says of a ruled grid without a table (TBL-014): it asks only for
/// tables that begin on the same page, so a checklist that runs on over two pages has none on the
/// second.
const OUTLOUD: &str = "
import sys
from outloud import check
from outloud.model import Document
from outloud.rules.tables import Grid, element_page

def row_widths(grid):
    widths, left = [], {}
    for row in grid.rows:
        taken, column = {k: n for k, n in left.items() if n > 0}, 0
        for cell in row:
            while column in taken:
                column += 1
            for column in range(column, column + cell.colspan):
                assert column not in taken, 'two cells in one place'
                taken[column] = cell.rowspan
            column += 1
        widths.append(len(taken))
        left = {k: n - 1 for k, n in taken.items()}
    assert not any(left.values()), 'a cell runs out of the table'
    return widths

def runs_on(path, page):
    document = Document(path)
    before = [t for t in document.elements_of('Table') if element_page(t) <= page]
    return any(r.page == page for t in before for n in t.descendants() for r in n.mcrefs)

Grid.row_widths = row_widths
for path in sys.argv[1:]:
    result = check(path)
    assert result.error is None, result.error
    assert not any(run.status == 'crashed' for run in result.runs), result.runs
    for found in result.findings:
        known = found.rule == 'TBL-014' and runs_on(path, found.page - 1)
        if found.severity != 'info' and not known:
            print('found:', found.rule, found.message)
";

/// What TBL-010 says of a report: it takes a form for shredded that has more labels than figures
/// (表二 and 表四 of both editions), or more than three rows of labels alone (表二 has two for each
/// of its bands). Every label is a header cell here and every figure a data cell, as the form has
/// them: that `pdf::structure` holds. So it is to find just that, by the form's own numbers.
fn held_for_shredded(report: &Report) -> Vec<String> {
    let mut said = Vec::new();
    for table in &report.edition().tables {
        let grid = Grid::new(table);
        let is_figure = |cell: &&GridCell| matches!(cell.content, Content::Figure(_));
        let figures = grid.cells.iter().filter(is_figure).count();
        let labels = grid.cells.len() - figures;
        let heads = (0..grid.rows).filter(|row| {
            let mut cells = grid.cells.iter().filter(|cell| cell.row == *row).peekable();
            cells.peek().is_some() && !cells.any(|cell| is_figure(&cell))
        });
        let heads = heads.count();
        let mut reasons = Vec::new();
        if labels > figures {
            reasons.push(format!("{labels} header cells against {figures} data cells"));
        }
        if heads > 3 {
            reasons.push(format!("{heads} header rows"));
        }
        if !reasons.is_empty() {
            let reasons = reasons.join("; ");
            said.push(format!("found: TBL-010 header cells look shredded: {reasons}"));
        }
    }
    said
}

#[test]
fn outloud_hears_a_conforming_document() {
    let folder = tempfile::tempdir().unwrap();
    let files = files(folder.path(), "pdf", pdfs().into_iter());
    let mut command = Command::new(built("pip/bin/python"));
    command.args(["-c", OUTLOUD]).args(files);
    let Some(output) = run(&mut command) else { return };
    assert!(output.status.success(), "{}", said(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    // It adds that most labels are one word, where it finds rows enough.
    let found = text.lines().map(|line| line.trim_end_matches("; header rows of single words"));
    // It counts words by the spaces between them: a title in one line, with a year in it, is a
    // reference number to it. That H1 is the title holds `pdf::structure`.
    let title = "found: HDG-010 /H1 text reads as a reference number";
    let found: Vec<&str> = found.filter(|line| *line != title).collect();
    // The six reports, the blank form, which is as empty as it should be, and the 送审稿 of the fourth
    // report; the checklist has nothing of these.
    let mut expected: Vec<String> =
        SOURCES.iter().flat_map(|source| held_for_shredded(&read(source))).collect();
    let fourth = read(SOURCES[3]);
    let cells = Grid::new(&fourth.edition().tables[1]).cells;
    let all = cells.len();
    let blank = cells.iter().filter(|cell| matches!(cell.content, Content::Figure(_))).count();
    expected
        .push(format!("found: TBL-012 {blank} of {all} cells are empty; this may not be a table"));
    expected.extend(held_for_shredded(&fourth));
    assert_eq!(found, expected);
}

#[test]
fn preflight_finds_what_part_one_alone_forbids() {
    const JARS: [&str; 8] = [
        "preflight",
        "pdfbox2",
        "xmpbox",
        "fontbox2",
        "commons-logging",
        "javax.activation",
        "jaxb-api",
        "bcprov",
    ];
    if !Path::new("/usr/share/java/preflight.jar").is_file() {
        assert!(std::env::var_os("CI").is_none(), "libpdfbox2-java is missing");
        return eprintln!("skipped: preflight");
    }
    let folder = tempfile::tempdir().unwrap();
    let files = files(folder.path(), "pdf", pdfs().into_iter());
    let jars = JARS.map(|jar| format!("/usr/share/java/{jar}.jar")).join(":");
    let mut command = Command::new("java");
    command.args(["-cp", &jars, "org.apache.pdfbox.preflight.Validator_A1b"]);
    for file in files {
        let mut command = Command::new(command.get_program());
        command.args(["-cp", &jars, "org.apache.pdfbox.preflight.Validator_A1b"]).arg(file);
        let Some(output) = run(&mut command) else { return };
        let said = said(&output);
        // It knows PDF/A-1b only: that has no streams of references, wants a list of the characters
        // of each cut face, and calls itself part 1.
        let known = |line: &str| {
            line.starts_with("1.4 :") && line.contains("cross reference streams")
                || line.starts_with("3.1.11 :") && line.contains("CIDSet")
                || line.starts_with("7.11.2 :") && line.contains("part must be 1")
        };
        let lines = said.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
        let new: Vec<&str> = lines.filter(|line| !known(line)).collect();
        assert!(said.contains("not a valid PDF/A-1b file") && new.is_empty(), "{said}");
    }
}

/// The characters of a document in order, page numbers included, without spaces.
fn text_of(document: &LaidOut) -> String {
    let items = document.pages.iter().flat_map(|page| &page.items);
    let runs = items.filter_map(|item| if let Item::Text(run) = item { Some(run) } else { None });
    let text: String = runs.map(|run| run.text.as_str()).collect();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn two_readers_take_all_text_out_of_an_ofd_in_order() {
    const EASYOFD: &str = "
import sys
from loguru import logger
logger.remove()
from easyofd.ofd import OFD
for path in sys.argv[1:]:
    ofd = OFD()
    ofd.read(path, fmt='path')
    pages = [p for d in ofd.data for _, p in sorted(d['page_info'].items())]
    print('text:' + ''.join(t['text'] for p in pages for t in p['text_list']).replace(' ', ''))
";
    const OFDKIT: &str = "
import sys, ofdkit
for path in sys.argv[1:]:
    runs = [run.text for page in ofdkit.open(path).pages for run in page.runs]
    print('text:' + ''.join(''.join(runs).split()))
";
    let folder = tempfile::tempdir().unwrap();
    let documents: Vec<LaidOut> = SOURCES.iter().map(|source| laid(&read(source))).collect();
    let bytes = documents.iter().map(|document| ofd(document, Fonts::builtin(), None));
    let files = files(folder.path(), "ofd", bytes);
    for script in [EASYOFD, OFDKIT] {
        let mut command = Command::new(built("pip/bin/python"));
        command.args(["-c", script]).args(&files);
        let Some(output) = run(&mut command) else { return };
        assert!(output.status.success(), "{}", said(&output));
        let text = String::from_utf8(output.stdout).unwrap();
        let found: Vec<String> = text
            .lines()
            // A reader may tell of itself beside.
            .filter_map(|line| line.strip_prefix("text:"))
            .map(|line| line.chars().filter(|c| !c.is_whitespace()).collect())
            .collect();
        let expected: Vec<String> = documents.iter().map(text_of).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn checkers_of_word_documents_find_nothing() {
    const PYTHON_DOCX: &str = "
import sys, docx
for path in sys.argv[1:]:
    document = docx.Document(path)
    assert document.paragraphs and document.core_properties.title
    for table in document.tables:
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
";
    let folder = tempfile::tempdir().unwrap();
    let report = read(SOURCES[3]);
    let findings = rules::check(&report, &Config::default());
    let blank = Form {
        edition: report.edition().clone(),
        table: 0,
        agency: report.agency.clone(),
        year: 2025,
    };
    let balanced = Balanced::new(&report).unwrap_or_else(|_| panic!("balanced"));
    let copy = ReviewCopy { line_numbers: true, findings: true };
    let mut all: Vec<_> =
        SOURCES.iter().map(|source| docx(&read(source), Options::default())).collect();
    all.push(form(&blank, Options::default()));
    all.push(
        review(balanced, &findings, copy, Format::Docx, &ExportSetup::default()).unwrap().bytes,
    );
    let files = files(folder.path(), "docx", all.into_iter());
    let mut python = Command::new(built("pip/bin/python"));
    let Some(output) = run(python.args(["-c", PYTHON_DOCX]).args(&files)) else { return };
    assert!(output.status.success(), "{}", said(&output));
    for file in &files {
        let mut audit = Command::new(built("pip/bin/openxml-audit"));
        let Some(output) = run(audit.arg(file)) else { return };
        assert!(output.status.success(), "{}: {}", file.display(), said(&output));
    }
}

/// The spans of the cells of a report's tables, in order.
fn spans(report: &Report) -> Vec<(usize, usize)> {
    let tables = 0..report.edition().tables.len();
    let cells = tables
        .flat_map(|table| Grid::new(Filled::new(&report.figures, table).form()).cells.into_iter());
    cells.map(|cell| (cell.rows, cell.columns)).collect()
}

/// What a page in a browser says after `PROBE`.
fn probe(folder: &Path, page: &str) -> Option<String> {
    let file = folder.join("page.html");
    std::fs::write(&file, page).unwrap();
    let output = run(Command::new("chromium")
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"])
        .arg(format!("--user-data-dir={}", folder.join("browser").display()))
        .args(["--virtual-time-budget=20000", "--dump-dom"])
        .arg(file))?;
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let start = dom.find("PROBE ").unwrap_or_else(|| panic!("{}", said(&output)));
    Some(dom.get(start + 6..).unwrap().split('<').next().unwrap().to_owned())
}

/// Tells the spans of all cells below an element, and how many have no line around them.
const CELLS: &str = "
function told(root, view) {
    const cells = [...root.querySelectorAll('td, th')];
    const lines = cell => {
        const style = view.getComputedStyle(cell);
        return style.borderTopStyle == 'solid' && parseFloat(style.borderTopWidth) > 0;
    };
    document.title = 'PROBE ' + cells.map(c => c.rowSpan + 'x' + c.colSpan).join(' ')
        + ' bare:' + cells.filter(c => !lines(c)).length;
}";

fn expected(report: &Report) -> String {
    let cells = spans(report).into_iter().map(|(rows, columns)| format!("{rows}x{columns}"));
    format!("{} bare:0", cells.collect::<Vec<_>>().join(" "))
}

fn script(text: &str) -> String {
    serde_json::to_string(text).unwrap().replace("</", "<\\/")
}

#[test]
fn a_piece_pasted_into_an_editable_page_keeps_cells_and_lines() {
    let folder = tempfile::tempdir().unwrap();
    for source in SOURCES {
        let report = read(source);
        let page = format!(
            "<!DOCTYPE html><meta charset=utf-8><title></title>
            <div id=editor contenteditable>正文</div><script>{CELLS}
            const editor = document.getElementById('editor');
            editor.focus();
            document.execCommand('selectAll');
            document.execCommand('insertHTML', false, {});
            told(editor, window);</script>",
            script(&fragment(&report))
        );
        let Some(found) = probe(folder.path(), &page) else { return };
        assert_eq!(found, expected(&report), "{source}");
    }
}

#[test]
fn a_piece_pasted_into_a_sites_editor_keeps_cells_and_lines() {
    let tinymce = built("npm/node_modules/tinymce/tinymce.min.js");
    if !tinymce.is_file() {
        assert!(std::env::var_os("CI").is_none(), "tinymce is missing");
        return eprintln!("skipped: tinymce");
    }
    let folder = tempfile::tempdir().unwrap();
    for source in [SOURCES[2], SOURCES[5]] {
        let report = read(source);
        let page = format!(
            "<!DOCTYPE html><meta charset=utf-8><title></title>
            <textarea id=editor></textarea><script src='file://{}'></script><script>{CELLS}
            tinymce.init({{ selector: '#editor', license_key: 'gpl', plugins: 'table',
                setup: editor => editor.on('init', () => {{
                    editor.execCommand('mceInsertClipboardContent', false, {{ html: {} }});
                    told(editor.getBody(), editor.getWin());
                }}) }});</script>",
            tinymce.display(),
            script(&fragment(&report))
        );
        let Some(found) = probe(folder.path(), &page) else { return };
        assert_eq!(found, expected(&report), "{source}");
    }
}

#[test]
fn a_piece_taken_into_writer_keeps_cells_and_lines() {
    let folder = tempfile::tempdir().unwrap();
    let report = read(SOURCES[5]);
    let page = format!("<!DOCTYPE html><meta charset=\"utf-8\">{}", fragment(&report));
    let file = folder.path().join("piece.html");
    std::fs::write(&file, page).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("lo").display());
    let output = run(Command::new("soffice")
        .arg(profile)
        .args(["--headless", "--infilter=HTML (StarWriter)", "--convert-to", "odt", "--outdir"])
        .arg(folder.path())
        .arg(file));
    if output.is_none() {
        return;
    }
    let odt = std::fs::File::open(folder.path().join("piece.odt")).unwrap();
    let mut content = String::new();
    let mut zip = zip::ZipArchive::new(odt).unwrap();
    zip.by_name("content.xml").unwrap().read_to_string(&mut content).unwrap();
    let xml = roxmltree::Document::parse(&content).unwrap();
    let named =
        |name: &'static str| xml.descendants().filter(move |node| node.tag_name().name() == name);
    assert_eq!(named("table").count(), report.edition().tables.len());
    let span = |node: &roxmltree::Node<'_, '_>, name: &str| {
        let found = node.attributes().find(|attribute| attribute.name() == name);
        found.map_or(1, |attribute| attribute.value().parse::<usize>().unwrap())
    };
    let found: Vec<(usize, usize)> = named("table-cell")
        .map(|cell| (span(&cell, "number-rows-spanned"), span(&cell, "number-columns-spanned")))
        .collect();
    // Writer shares the space between rows and columns anew, but no merged cell is lost.
    let merged = |cells: &[(usize, usize)]| {
        cells.iter().filter(|(rows, columns)| *rows > 1 || *columns > 1).count()
    };
    assert_eq!(found.len(), spans(&report).len());
    assert_eq!(merged(&found), merged(&spans(&report)));
    let lines = named("table-cell-properties").filter(|style| {
        style.attributes().any(|a| a.name().starts_with("border") && a.value().contains("solid"))
    });
    assert!(lines.count() > 0);
}

#[test]
fn labels_of_a_word_document_break_where_the_pages_break_them() {
    let folder = tempfile::tempdir().unwrap();
    let reports = SOURCES.map(read);
    let bytes = reports.iter().map(|report| docx(report, Options::default()));
    let files = files(folder.path(), "docx", bytes);
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("lo").display());
    let output = run(Command::new("soffice")
        .arg(profile)
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .args(&files));
    if output.is_none() {
        return;
    }
    for (report, file) in reports.iter().zip(&files) {
        let laid = layout(report, Fonts::builtin(), Options::default());
        let pdf = file.with_extension("pdf");
        let arguments = ["-bbox-layout", "-enc", "UTF-8"];
        let Some(output) = run(Command::new("pdftotext").args(arguments).arg(&pdf).arg("-")) else {
            return;
        };
        let text = String::from_utf8(output.stdout).unwrap();
        let text = text.split_once("<html").map_or("", |(_, rest)| rest);
        let pages = text.matches("<page ").count();
        let ours = laid.document.pages.len();
        assert!(pages.abs_diff(ours) <= 1, "{}: {pages} pages, not {ours}", pdf.display());
        // Each has more on it than its number.
        for page in text.split("<page ").skip(1) {
            assert!(page.matches("<word ").count() > 3, "{}: an empty page", pdf.display());
        }
        // Every line of a label is a line of the converted page, or begins one: words side by side
        // are apart, since each stands in a cell of its own.
        let words: Vec<String> = text
            .split("<word ")
            .skip(1)
            .filter_map(|word| Some(word.split_once('>')?.1.split_once('<')?.0.to_owned()))
            .collect();
        for (index, shape) in laid.tables.iter().enumerate() {
            let grid = Grid::new(Filled::new(&report.figures, index).form());
            for (cell, (lines, _)) in grid.cells.iter().zip(&shape.cells) {
                if matches!(cell.content, Content::Figure(_)) {
                    continue;
                }
                for line in lines {
                    let is_line = |word: &String| word.replace("&quot;", "\"") == *line;
                    assert!(words.iter().any(is_line), "{}: {line}", pdf.display());
                }
            }
        }
    }
}
