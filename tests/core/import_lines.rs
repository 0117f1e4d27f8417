//! No line of a published text is ever dropped: whatever is put between its lines is in the report
//! afterwards, or in a note.

use crate::support::corpus;
use std::collections::BTreeMap;

use crate::support::corpus::form::{Document, Random};
use crate::support::corpus::shapes::write;
use nianbao::edition;
use nianbao::grid::{Content, Grid};
use nianbao::import::{self, Imported, NoteKind};
use nianbao::report::Report;

fn cases() -> usize {
    std::env::var("NIANBAO_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(200)
}

/// Words as they are compared: a table's punctuation and spaces are its shape's.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Everything a reading has to show for its source: the report's text and figures, what found no
/// place, and words that a note says were read as others.
fn kept(imported: &Imported) -> Vec<String> {
    let report = &imported.report;
    let mut kept: Vec<String> =
        Report::printed_fields().iter().map(|field| bare(report.text(*field))).collect();
    kept.extend(report.figures.cells().map(|id| bare(&corpus::read_of(report, id))));
    kept.extend(report.imported.iter().flat_map(|left| &left.unplaced).map(|text| bare(text)));
    let told = imported.notes.iter().filter(|note| note.kind == NoteKind::Unsure);
    kept.extend(told.map(|note| bare(quoted(&note.message))));
    kept.retain(|text| !text.is_empty());
    kept
}

/// What a note says that the source has: before what it is read as, or behind the row's name.
fn quoted(message: &str) -> &str {
    let message = message.strip_prefix("表中文字").unwrap_or(message);
    let words = message.split_once("”按“").or_else(|| message.split_once("”与规定的不同"));
    words.map_or_else(|| message.split_once('”').map_or("", |(_, rest)| rest), |(words, _)| words)
}

fn characters(kept: &[String]) -> BTreeMap<char, usize> {
    let mut count = BTreeMap::new();
    for c in kept.iter().flat_map(|text| text.chars()) {
        *count.entry(c).or_default() += 1;
    }
    count
}

/// All captions, headers and labels.
fn words() -> Vec<String> {
    let tables = edition::all().iter().flat_map(|edition| edition.tables.iter());
    let cells = tables.flat_map(|table| Grid::new(table).cells);
    let words = cells.filter_map(|cell| match cell.content {
        Content::Caption(words) | Content::Header(words) | Content::Label(words, _) => Some(words),
        Content::Figure(_) => None,
    });
    words.filter(|words| !words.is_empty()).collect()
}

/// A piece of the form's words, a whole one, or words that no form has.
fn line(words: &[String], random: &mut Random) -> String {
    const OTHERS: &str = "梨园春雨鹤鸣桥";
    let all: Vec<char> = match random.below(4) {
        0 => OTHERS.chars().collect(),
        1 => return words[random.below(words.len())].clone(),
        _ => words[random.below(words.len())].chars().collect(),
    };
    let start = random.below(all.len());
    let count = 1 + random.below(5);
    all.into_iter().skip(start).take(count).collect()
}

/// Puts lines into a source, each at some boundary, and looks for them.
fn check(
    name: &str,
    source: &str,
    words: &[String],
    random: &mut Random,
    times: usize,
) -> Vec<String> {
    let lines: Vec<&str> = source.lines().collect();
    let before = kept(&import::read(name, source.as_bytes()).unwrap());
    let mut lost = Vec::new();
    for _ in 0..times {
        let line = line(words, random);
        let at = random.below(lines.len() + 1);
        let (above, below) = lines.split_at(at);
        let changed = [above, &[line.as_str()], below].concat().join("\n");
        let after = kept(&import::read(name, changed.as_bytes()).unwrap());
        let mut missing = characters(&before);
        for c in bare(&line).chars() {
            *missing.entry(c).or_default() += 1;
        }
        let found = characters(&after);
        missing.retain(|c, count| *count > found.get(c).copied().unwrap_or(0));
        if !missing.is_empty() {
            let missing: String = missing.into_keys().collect();
            lost.push(format!("{name}: “{line}” before line {}: {missing} is lost", at + 1));
        }
    }
    lost
}

#[test]
fn a_line_anywhere_is_kept_or_told() {
    let words = words();
    let mut random = Random(20_261_120);
    let mut lost = Vec::new();
    for edition in edition::all() {
        for shape in 'A'..='H' {
            let document = Document::new(edition, 3);
            let name = format!("{shape} {}", edition.id);
            let source = write(&document, shape);
            lost.extend(check(&name, &source, &words, &mut random, cases() / 20));
        }
    }
    for number in ["000", "001", "002", "003", "004"] {
        let path = format!("{}/tests/reports/{number}.txt", env!("CARGO_MANIFEST_DIR"));
        let source = std::fs::read_to_string(path).unwrap();
        lost.extend(check(number, &source, &words, &mut random, cases() / 20));
    }
    assert!(lost.is_empty(), "{}\n{}", lost.len(), lost.join("\n"));
}
