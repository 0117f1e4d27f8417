//! A corpus that grows: for each kind of page documents whose words, order and marks vary, over
//! both editions, with what is to be read beside each. What came back right is a table in
//! `docs/import-corpus.md`; `NIANBAO_UPDATE=1 cargo test --test core pages` writes it anew.

mod around;
mod kinds;
mod table_kinds;
mod words;

use std::fmt::Write as _;
use std::sync::Arc;

use nianbao::edition::{self, Edition};
use nianbao::import::{self, Imported, NoteKind};
use nianbao::report::place::{Field, Place};

use crate::support::corpus;
use crate::support::corpus::form::{Document, Random};
use kinds::{KINDS, Kind, Page};
use table_kinds::TABLE_KINDS;
use words::sentence;

/// Documents of each kind and edition.
fn each() -> usize {
    std::env::var("NIANBAO_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(12)
}

/// How many of something came back right, of how many there are.
#[derive(Clone, Copy, Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    fn text(self) -> String {
        format!("{}/{}", self.right, self.all)
    }
}

/// What came back of a kind's documents.
#[derive(Default)]
struct Tally {
    documents: usize,
    cells: Share,
    headings: Share,
    titles: Share,
    agencies: Share,
    years: Share,
    prose: Share,
    misses: Vec<String>,
}

fn document(edition: &Arc<Edition>, seed: u64, random: &mut Random) -> Document {
    let mut document = Document::new(edition, seed);
    let year = document.year;
    let mut several = |from: &[&str], most: usize| -> Vec<String> {
        let count = random.below(most) + 1;
        let first = random.below(from.len());
        let chosen = (first..first + count).map(|at| from[at % from.len()]);
        chosen.map(|pattern| sentence(pattern, year, random)).collect()
    };
    document.prose[0] = several(&words::SECTION_ONE, 6);
    document.prose[4] = several(&words::SECTION_FIVE, 3);
    document.prose[5] = several(&words::SECTION_SIX, 2);
    document.lead_in = several(&words::LEAD_IN, 1);
    // The year must be somewhere.
    if !document.lead_in[0].contains(&year.to_string()) {
        let period = sentence(words::LEAD_IN[2], year, random);
        document.lead_in.push(period);
    }
    document
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Whether the clerk is asked to look at a place.
fn is_told(imported: &Imported, place: &Place) -> bool {
    imported
        .notes
        .iter()
        .any(|note| note.kind == NoteKind::Unsure && note.place.as_ref() == Some(place))
}

fn compare(name: &str, document: &Document, page: &Page, imported: &Imported, tally: &mut Tally) {
    let report = &imported.report;
    tally.documents += 1;
    for (id, value) in &document.expected {
        let read = corpus::read_of(report, *id);
        // Blank and noted is honest; anything else but the figure is a figure made up.
        assert!(
            read == *value || (read.is_empty() && corpus::is_told(imported, *id)),
            "{name}: {} is {read}, not {value}\n{}",
            corpus::name(report, *id),
            corpus::told(imported)
        );
        let told = !value.is_empty() || corpus::is_told(imported, *id);
        assert!(told, "{name}: nothing said of {}", corpus::name(report, *id));
        tally.cells.add(read == *value);
        if read != *value {
            tally.misses.push(format!("{name}：{}没有读出", corpus::name(report, *id)));
        }
    }
    for (section, heading) in report.sections.iter().zip(&document.headings) {
        let right = squeezed(&section.heading) == squeezed(heading);
        tally.headings.add(right);
        if !right {
            tally.misses.push(format!("{name}：标题“{heading}”读成“{}”", section.heading));
        }
    }
    let first = &report.sections[0];
    assert!(!first.heading.is_empty() && !first.before.is_empty(), "{name}: section one is lost");
    let title = squeezed(&report.title) == squeezed(&document.title);
    assert!(title, "{name}: {} is not {}", report.title, document.title);
    tally.titles.add(title);
    let told = is_told(imported, &Place::Field(Field::Agency));
    assert!(report.agency == "上官乡人民政府" || told, "{name}: {}", report.agency);
    assert_eq!(told, page.unsure_agency, "{name}\n{}", corpus::told(imported));
    tally.agencies.add(report.agency == "上官乡人民政府");
    let right = report.year == Some(document.year);
    assert!(right || is_told(imported, &Place::Year), "{name}: {:?}", report.year);
    tally.years.add(right);
    let lead_in = squeezed(&report.lead_in) == squeezed(&document.lead_in.concat());
    tally.prose.add(lead_in);
    for (section, prose) in report.sections.iter().zip(&document.prose) {
        let right =
            squeezed(&section.before) == squeezed(&prose.concat()) && section.after.is_empty();
        tally.prose.add(right);
        if !right {
            let read: String = section.before.chars().take(30).collect();
            tally.misses.push(format!("{name}：“{}”的文字读成“{read}……”", section.heading));
        }
    }
    if !lead_in {
        tally.misses.push(format!("{name}：引言读成“{}”", report.lead_in));
    }
}

fn tally(kind: &Kind) -> Tally {
    let mut tally = Tally::default();
    for edition in edition::all() {
        for seed in 1..=each() as u64 {
            let mut random = Random::new(seed);
            random.below(9);
            let mut document = document(edition, seed, &mut random);
            let page = (kind.make)(&mut document, &mut random);
            let name = format!("{} {} 第 {seed} 份", kind.name, edition.id);
            let imported = import::read("网页", &page.bytes).unwrap_or_else(|error| {
                panic!("{name}: {error}\n{}", String::from_utf8_lossy(&page.bytes))
            });
            assert_eq!(imported.report.edition().id, document.edition.id, "{name}");
            compare(&name, &document, &page, &imported, &mut tally);
        }
    }
    tally
}

/// The table of what came back right.
fn table() -> String {
    let mut text = String::from(
        "# What an import brings back\n\nDocuments made up by `tests/core/pages`, kind by kind, over both editions. Written by\n\
         `NIANBAO_UPDATE=1 cargo test --test core pages`; a test compares it.\n\n\
         | kind | documents | cells | headings | titles | agencies | years | prose |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    let mut misses = Vec::new();
    for kind in KINDS.iter().chain(&TABLE_KINDS) {
        let tally = tally(kind);
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            kind.name,
            tally.documents,
            tally.cells.text(),
            tally.headings.text(),
            tally.titles.text(),
            tally.agencies.text(),
            tally.years.text(),
            tally.prose.text()
        );
        misses.extend(tally.misses);
    }
    text.push_str("\n## Misses\n\n");
    if misses.is_empty() {
        text.push_str("None.\n");
    }
    for miss in misses {
        let _ = writeln!(text, "- {miss}");
    }
    text
}

#[test]
fn what_came_back_is_in_the_docs() {
    let path = format!("{}/docs/import-corpus.md", env!("CARGO_MANIFEST_DIR"));
    let table = table();
    if std::env::var_os("NIANBAO_UPDATE").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let usual = std::env::var_os("NIANBAO_CASES").is_none();
    if usual {
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), table);
    }
}
