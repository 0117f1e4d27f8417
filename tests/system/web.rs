//! The web page: its elements, and what a browser and a validator make of it.
//!
//! Where a tool is not installed its test says so and passes, but not in continuous integration.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::sources::{SOURCES, read};
use nianbao::export::html::html;
use nianbao::grid::{Content, Grid};
use nianbao::report::place::Field;
use nianbao::report::{Edit, Filled};

/// What stands between the first two marks in a text.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    Some(text.split_once(start)?.1.split_once(end)?.0)
}

/// A table's cells in order: element, scope, rows, columns, words.
fn cells(table: &str) -> Vec<(&str, &str, usize, usize, &str)> {
    let tags = table.split('<').filter(|tag| tag.starts_with("th ") || tag.starts_with("td"));
    tags.map(|tag| {
        let (tag, words) = tag.split_once('>').unwrap();
        let span = |name: &str| {
            between(tag, &format!("{name}=\""), "\"").map_or(1, |count| count.parse().unwrap())
        };
        let name = tag.split(' ').next().unwrap();
        let scope = between(tag, "scope=\"", "\"").unwrap_or("");
        (name, scope, span("rowspan"), span("colspan"), words)
    })
    .collect()
}

#[test]
fn tables_are_merged_as_the_form_has_them_and_their_headers_have_a_scope() {
    for source in SOURCES {
        let report = read(source);
        let page = html(&report);
        let tables: Vec<&str> = page.split("<table").skip(1).collect();
        assert_eq!(tables.len(), 3);
        for (index, table) in tables.into_iter().enumerate() {
            let table = table.split_once("</table>").unwrap().0;
            // What stands in a cell may go along while its figures scroll.
            let table = &table.replace("<span>", "").replace("</span>", "");
            let filled = Filled::new(&report.figures, index);
            let grid = Grid::new(filled.form());
            let expected: Vec<_> = grid
                .cells
                .iter()
                .map(|cell| {
                    let (name, scope) = match cell.content {
                        Content::Caption(_) => ("th", "rowgroup"),
                        Content::Header(_) if cell.columns > 1 => ("th", "colgroup"),
                        Content::Header(_) => ("th", "col"),
                        Content::Label(..) if cell.rows > 1 => ("th", "rowgroup"),
                        Content::Label(..) => ("th", "row"),
                        Content::Figure(_) => ("td", ""),
                    };
                    (name, scope, cell.rows, cell.columns, filled.words(&cell.content))
                })
                .collect();
            let found: Vec<_> = cells(table)
                .into_iter()
                .map(|(name, scope, rows, columns, words)| {
                    (name, scope, rows, columns, words.to_owned())
                })
                .collect();
            assert_eq!(found, expected, "{source} {index}");
            assert_eq!(table.matches("<tr>").count(), grid.rows);
            assert!(table.contains(&format!("<caption>{}</caption>", filled.form().name)));
            let head = between(table, "<thead>", "</thead>").unwrap_or("");
            assert_eq!(head.matches("<tr>").count(), grid.head_rows);
        }
    }
}

#[test]
fn what_is_written_is_text_and_never_markup() {
    let mut report = read("assets/sample.ron");
    let prose = "（一）<script>alert(1)</script>\n甲&乙\u{0}\"丙\"。";
    report.apply(Edit::Text(Field::Before(1), prose.to_owned())).unwrap();
    report.apply(Edit::Text(Field::Title, "</title><b>年度报告".to_owned())).unwrap();
    let page = html(&report);
    assert!(!page.contains("<script") && !page.contains("<b>"));
    assert!(page.contains("<h3>（一）&lt;script&gt;alert(1)&lt;/script&gt;</h3>"));
    assert!(page.contains("甲&amp;乙\u{fffd}&quot;丙&quot;。"));
    // Nothing is fetched.
    for word in ["http:", "https:", "src=", "href=", "url(", "@import"] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn paragraphs_and_headings_are_elements_of_their_own() {
    let report = read("assets/sample.ron");
    let page = html(&report);
    for (element, count) in [("<h1>", 1), ("<h2>", 6), ("<p class=\"signature\">", 2)] {
        assert_eq!(page.matches(element).count(), count, "{element}");
    }
    assert!(page.contains("<h2>一、总体情况</h2>"));
    assert!(page.contains(&format!("<title>{}</title>", report.title)));
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"));
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

/// Pages in files of their own.
fn files(folder: &Path, pages: impl Iterator<Item = String>) -> Vec<PathBuf> {
    let file = |(index, page): (usize, String)| {
        let path = folder.join(format!("{index}.html"));
        std::fs::write(&path, page).unwrap();
        path
    };
    pages.enumerate().map(file).collect()
}

/// `check.sh` puts it beside what is built.
#[test]
fn a_validator_finds_nothing_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let built = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let validator = built.join("npm/node_modules/.bin/html-validate");
    let mut spaced = read(SOURCES[0]);
    spaced.apply(Edit::Text(Field::LeadIn, "前言\t有制表符，  有空格。".into())).unwrap();
    let reports = SOURCES.iter().map(|source| read(source)).chain([spaced]);
    let pages = files(folder.path(), reports.map(|report| html(&report)));
    let Some(output) = run(Command::new(validator).args(pages)) else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// Tells how wide the window and the page are, which tables scroll in their own boxes, and, with
/// these scrolled to their ends, how many labels have gone or lie over each other.
const PROBE: &str = "<script>
const boxes = [...document.querySelectorAll('.table')];
const wider = boxes.map(box => box.scrollWidth > box.clientWidth);
let lost = document.querySelector('.level2') ? 0 : 99;
for (const box of boxes) {
    box.scrollLeft = 9999;
    const room = box.getBoundingClientRect();
    const rects = [...box.querySelectorAll('[class^=level]')].map(c => c.getBoundingClientRect());
    const edge = Math.max(room.left, ...rects.map(r => r.right));
    lost += rects.filter(r => r.left < room.left - 1 || r.right > room.right + 1).length;
    for (const a of rects) for (const b of rects)
        if (a !== b && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2) lost += 1;
    for (const words of box.querySelectorAll('th > span')) {
        const [cell, text] = [words.parentElement, words].map(e => e.getBoundingClientRect());
        const seen = Math.min(cell.right, room.right) - Math.max(cell.left, edge);
        if (seen > text.width + 20 && text.left < edge) lost += 1;
    }
}
parent.document.title =
    ['PROBE', innerWidth, document.documentElement.scrollWidth, ...wider, 'lost', lost].join(' ');
</script>";

/// A page in a frame so wide: no window of a browser is as narrow as a phone.
fn framed(source: &str, width: &str) -> String {
    let page = html(&read(source)).replace("</body>", &format!("{PROBE}</body>"));
    let page = page.replace('&', "&amp;").replace('"', "&quot;");
    format!(
        "<!DOCTYPE html><iframe width={width} height=800 frameborder=0 srcdoc=\"{page}\"></iframe>"
    )
}

fn probe(folder: &Path, page: &Path) -> Option<String> {
    let output = run(Command::new("chromium")
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"])
        .arg(format!("--user-data-dir={}", folder.join("browser").display()))
        .args(["--window-size=1400,900", "--dump-dom"])
        .arg(page))?;
    let dom = String::from_utf8_lossy(&output.stdout);
    Some(between(&dom, "PROBE ", "<").unwrap_or_else(|| panic!("{output:?}")).to_owned())
}

#[test]
fn a_phone_scrolls_wide_tables_under_their_labels_and_not_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        (SOURCES[5], "360", "false true true"),
        (SOURCES[2], "360", "false true true"),
        (SOURCES[5], "1200", "false false false"),
    ];
    let pages = files(folder.path(), cases.iter().map(|(source, width, _)| framed(source, width)));
    for ((_, width, tables), page) in cases.iter().zip(&pages) {
        let Some(told) = probe(folder.path(), page) else { return };
        assert_eq!(told, format!("{width} {width} {tables} lost 0"));
    }
}
