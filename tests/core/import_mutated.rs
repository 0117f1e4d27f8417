//! Reports that were mutilated: bytes, cells and lines. No panic, and no word is lost.

use crate::support::corpus;
use crate::support::corpus::damage::DAMAGES;
use crate::support::corpus::form::{Document, Random};
use crate::support::corpus::shapes::write;
use nianbao::edition;
use nianbao::grid::{Content, Grid};
use nianbao::import::{self, Imported};
use nianbao::report::Report;

/// A document in some shape with some damage.
fn source(random: &mut Random) -> String {
    let editions = edition::all();
    let mut document = Document::new(&editions[random.below(editions.len())], random.0 >> 20);
    let shape = "ABCDEFGH".chars().nth(random.below(8)).unwrap();
    let (_, apply) = DAMAGES[random.below(DAMAGES.len())];
    apply(&mut document, shape, random);
    write(&document, shape)
}

fn bytes(bytes: &mut Vec<u8>, random: &mut Random) {
    let (from, length) = (random.below(bytes.len()), random.below(60));
    let end = (from + length).min(bytes.len());
    match random.below(4) {
        0 => bytes[from] ^= 1 << random.below(8),
        1 => drop(bytes.drain(from..end)),
        2 => {
            let piece = bytes[from..end].to_vec();
            let at = random.below(bytes.len());
            bytes.splice(at..at, piece);
        }
        _ => bytes.insert(from, u8::try_from(random.below(256)).unwrap()),
    }
}

fn lines(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let (at, other) = (random.below(lines.len()), random.below(lines.len()));
    let words = [
        "总计",
        "0",
        "三、收到和处理情况",
        "|",
        "\t",
        "规章",
        "第 3 页",
        "年度报告",
        "- 2 -",
        "+--+",
        "无",
    ];
    match random.below(6) {
        0 => drop(lines.remove(at)),
        1 => lines.swap(at, other),
        2 => lines.insert(other, lines[at].clone()),
        3 => {
            let next = lines.remove(at);
            lines[at.saturating_sub(1)].push_str(&next);
        }
        4 => lines.insert(at, words[random.below(words.len())].to_owned()),
        _ => {
            let cells: Vec<char> = lines[at].chars().collect();
            let (first, second) = cells.split_at(random.below(cells.len() + 1));
            let (first, second): (String, String) =
                (first.iter().collect(), second.iter().collect());
            lines[at] = first;
            lines.insert(at + 1, second);
        }
    }
    lines.join("\n")
}

fn cells(text: &str, random: &mut Random) -> String {
    let marks: Vec<usize> = text.match_indices(['\t', '|', ' ']).map(|(at, _)| at).collect();
    let Some(at) = marks.get(random.below(marks.len())) else { return text.to_owned() };
    let (before, after) = text.split_at(*at);
    let cells = ["", "\t", "\t\t", "|", " | ", "7", "\t99999999\t", "甲乙丙", "O", "/"];
    format!("{before}{}{}", cells[random.below(cells.len())], after.get(1..).unwrap())
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Every word of the source that is kept somewhere: in the report, with what found no place, in
/// what was noted, or as a word of the form.
fn kept(imported: &Imported) -> String {
    let report = &imported.report;
    let mut kept: Vec<String> =
        Report::printed_fields().iter().map(|field| bare(report.text(*field))).collect();
    kept.extend(report.imported.iter().flat_map(|left| &left.unplaced).map(|t| bare(t)));
    kept.extend(imported.notes.iter().map(|note| bare(&note.message)));
    kept.extend(corpus::cells(report).values().map(|text| bare(text)));
    for table in &report.edition().tables {
        kept.extend(Grid::new(table).cells.iter().filter_map(|cell| match &cell.content {
            Content::Caption(words) | Content::Header(words) | Content::Label(words, _) => {
                Some(bare(words))
            }
            Content::Figure(_) => None,
        }));
    }
    kept.join("\n")
}

fn count() -> u64 {
    std::env::var("NIANBAO_MUTATED").ok().and_then(|n| n.parse().ok()).unwrap_or(500)
}

#[test]
fn mutilated_bytes_do_not_panic() {
    let mut random = Random(20_261_120);
    for _ in 0..count() / 2 {
        let mut mutated = source(&mut random).into_bytes();
        for _ in 0..=random.below(8) {
            bytes(&mut mutated, &mut random);
        }
        if let Ok(imported) = import::read("坏", &mutated) {
            assert!(!imported.notes.is_empty());
            assert!(imported.provenance.cells.values().filter_map(|read| read.spot).all(|spot| {
                let bytes = imported.provenance.bytes(spot);
                bytes.is_some_and(|b| imported.provenance.lines[spot.line - 1].get(b).is_some())
            }));
        }
    }
}

#[test]
fn no_word_is_lost() {
    let mut random = Random(20_261_121);
    for time in 0..count() / 2 {
        let mut mutated = source(&mut random);
        for _ in 0..=random.below(5) {
            mutated = if random.below(2) == 0 {
                lines(&mutated, &mut random)
            } else {
                cells(&mutated, &mut random)
            };
        }
        let Ok(imported) = import::read("坏", mutated.as_bytes()) else { continue };
        let kept = kept(&imported);
        for line in &imported.provenance.lines {
            for word in line.split(['\t', '|', ' ', '\u{3000}']) {
                // A figure may stick to a label.
                let word = bare(word.trim_end_matches(|c: char| c.is_ascii_digit()));
                let figure = word.chars().all(|c| c.is_numeric() || "O无件万元".contains(c));
                assert!(
                    figure || kept.contains(&word),
                    "lost {word} {line:?} {time}\n{}\n{mutated}",
                    corpus::told(&imported)
                );
            }
        }
    }
}
