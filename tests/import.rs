//! Reading published reports: the five real ones, cell for cell and line for line, and anything
//! else without a panic.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use nianbao::grid::{Content, Grid};
use nianbao::import::{self, Imported, NoteKind};
use nianbao::report::Report;
use nianbao::report::place::{CellId, Field};
use proptest::prelude::*;

const REPORTS: [&str; 5] = ["000", "001", "002", "003", "004"];

fn file(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reports").join(name);
    std::fs::read_to_string(path).unwrap()
}

fn imported(number: &str) -> (String, Imported) {
    let name = format!("{number}.txt");
    let source = file(&name);
    let imported = import::read(&name, source.as_bytes()).unwrap();
    (source, imported)
}

/// The figures as in `NNN.cells.txt`.
fn cells(report: &Report) -> String {
    let mut text = String::new();
    for (index, table) in report.edition().tables.iter().enumerate() {
        for row in &table.rows {
            write!(text, "{} {}", table.id, row.id).unwrap();
            for cell in row.cells.clone() {
                let id = CellId { table: index, index: cell };
                let figures = &report.figures;
                let printed = figures.printed(id);
                let typed = (!figures.is_total(id)).then(|| figures.typed(id));
                let value = typed.or(printed).expect("the source has a place for every total");
                let shown = Some(value.text()).filter(|text| !text.is_empty());
                write!(text, " {}", shown.as_deref().unwrap_or("_")).unwrap();
            }
            text.push('\n');
        }
    }
    text
}

#[test]
fn every_cell_of_the_five() {
    for number in REPORTS {
        let (_, imported) = imported(number);
        assert_eq!(cells(&imported.report), file(&format!("{number}.cells.txt")), "{number}");
    }
}

/// A field by its name in `NNN.fields.txt`, and what stands after the name.
fn field(line: &str) -> Option<(Field, &str)> {
    let (name, rest) = line.split_once(' ')?;
    let numbered = |field: fn(u8) -> Field| {
        let (number, rest) = rest.split_once(' ').unwrap();
        Some((field(number.parse().unwrap()), rest))
    };
    match name {
        "title" => Some((Field::Title, rest)),
        "lead_in" => Some((Field::LeadIn, rest)),
        "heading" => numbered(Field::Heading),
        "before" => numbered(Field::Before),
        "after" => numbered(Field::After),
        "name" => Some((Field::SignatureName, rest)),
        "date" => Some((Field::SignatureDate, rest)),
        _ => None,
    }
}

/// Lines `5-27` of a source, trimmed, without blank ones and bookmarks.
fn lines(source: &str, range: &str) -> Vec<String> {
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
    let lines = source.lines().skip(first - 1).take(last + 1 - first);
    lines
        .map(|line| line.replace("[bookmark: _GoBack]", "").trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn every_line_of_prose_of_the_five() {
    for number in REPORTS {
        let (source, imported) = imported(number);
        let report = &imported.report;
        let expected = file(&format!("{number}.fields.txt"));
        let given = |name: &str| -> Vec<&str> {
            expected.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(' ')).collect()
        };
        assert_eq!(given("agency"), [report.agency.as_str()]);
        assert_eq!(given("year"), [report.year.unwrap().to_string().as_str()]);
        assert_eq!(given("edition"), [report.edition().id.as_str()]);
        let left = report.imported.as_ref().unwrap();
        assert_eq!(left.source, format!("{number}.txt"));
        assert_eq!(left.unplaced, given("unplaced"), "{number}");
        assert_eq!(left.cleaned, given("cleaned"), "{number}");
        let texts: BTreeMap<Field, &str> = expected.lines().filter_map(field).collect();
        for field in Report::printed_fields() {
            let between = if field == Field::Title { "" } else { "\n" };
            let lines = texts.get(&field).map(|range| lines(&source, range)).unwrap_or_default();
            assert_eq!(report.text(field), lines.join(between), "{number} {field:?}");
        }
    }
}

/// Letters, digits and Chinese characters alone, as labels are compared.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn no_line_of_the_five_is_lost() {
    for number in REPORTS {
        let (source, imported) = imported(number);
        let report = &imported.report;
        let fields = Report::printed_fields();
        let mut kept: Vec<String> = fields.iter().map(|field| bare(report.text(*field))).collect();
        kept.extend(report.imported.iter().flat_map(|left| &left.unplaced).map(|t| bare(t)));
        kept.extend(imported.notes.iter().map(|note| bare(&note.message)));
        for table in &report.edition().tables {
            kept.extend(Grid::new(table).cells.iter().filter_map(|cell| match &cell.content {
                Content::Caption(words) | Content::Header(words) | Content::Label(words, _) => {
                    Some(bare(words))
                }
                Content::Figure(_) => None,
            }));
        }
        let mut figures = 0;
        for line in source.lines() {
            for cell in line.replace("[bookmark: _GoBack]", "").split('\t') {
                if !cell.trim().is_empty() && cell.trim().parse::<u32>().is_ok() {
                    figures += 1;
                } else {
                    let whole = kept.iter().any(|kept| kept.contains(&bare(cell)));
                    assert!(whole, "{number}: {cell}");
                }
            }
        }
        let read: usize = imported.tables.iter().map(|table| table.read).sum();
        let strange = if number == "001" { 2 } else { 0 };
        assert_eq!(figures, read + strange, "{number}");
    }
}

#[test]
fn blanks_of_001_are_told() {
    let (_, imported) = imported("001");
    let blanks: Vec<String> = imported
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Blank)
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        blanks,
        [
            "第 28 行：“行政规范性文件”现行有效件数为空白",
            "第 71 行：“四、结转下年度继续办理”自然人、商业企业为空白"
        ]
    );
    let counts: Vec<(usize, usize)> =
        imported.tables.iter().map(|table| (table.read, table.expected)).collect();
    assert_eq!(counts, [(9, 10), (173, 175), (15, 15)]);
}

fn cases() -> u32 {
    std::env::var("NIANBAO_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(100)
}

/// A change to a source: where (in thousandths of its length), how much, what instead.
fn damage() -> impl Strategy<Value = (usize, usize, Vec<u8>)> {
    let words: &[&str] = &[
        "",
        "\t",
        "\n",
        "\r",
        "0",
        "\t\t\t\t",
        "其他",
        "总计",
        "一、总体情况",
        "+--+",
        "| ",
        "年度报告",
        "\u{0}",
        "[bookmark:",
        "２０２１年",
        "99999999999999999999",
    ];
    let words: Vec<Vec<u8>> = words.iter().map(|word| word.as_bytes().to_vec()).collect();
    let instead =
        prop_oneof![proptest::sample::select(words), proptest::collection::vec(any::<u8>(), 0..9)];
    (0..1000_usize, 0..400_usize, instead)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn damaged_reports_do_not_panic(
        number in proptest::sample::select(&REPORTS[..]),
        damages in proptest::collection::vec(damage(), 1..12),
    ) {
        let mut bytes = file(&format!("{number}.txt")).into_bytes();
        for (at, length, instead) in damages {
            let start = bytes.len() * at / 1000;
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, instead);
        }
        match import::read("坏", &bytes) {
            Ok(imported) => prop_assert!(!imported.notes.is_empty()),
            Err(error) => prop_assert!(error.to_string().starts_with("文件“坏”")),
        }
    }

    #[test]
    fn any_bytes_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = import::read("杂", &bytes);
    }
}

/// Sources in which something grows without end: read in linear time, or refused.
#[test]
fn enormous_sources() {
    let report = file("004.txt");
    let (head, tail) = report.split_once("一、本年新收").unwrap();
    let size = 400_000;
    for piece in [
        "\t",
        "\n",
        "a\t",
        "规章\t",
        "其\n",
        "一、总体情况\n",
        "\t0\n",
        "+-",
        "+--+\n",
        "|\n",
        "年",
        "（",
        "2021年\n",
    ] {
        let source = format!("{head}{}\n一、本年新收{tail}", piece.repeat(size / piece.len()));
        let _ = import::read("大", source.as_bytes());
    }
    assert!(import::read("大", &vec![b'\n'; import::MAX_BYTES + 1]).is_err());
}
