//! Reading published reports: the five real ones, cell for cell and line for line, and anything
//! else without a panic.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use nianbao::grid::{Content, Grid};
use nianbao::import::{self, Imported, NoteKind};
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Report, Value};
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

/// The figures as in `NNN.cells.txt`; `?` is a total that the source has no place for.
fn shown(report: &Report) -> String {
    let mut text = String::new();
    for (index, table) in report.edition().tables.iter().enumerate() {
        for row in &table.rows {
            write!(text, "{} {}", table.id, row.id).unwrap();
            for cell in row.cells.clone() {
                let id = CellId { table: index, index: cell };
                let figures = &report.figures;
                let printed = figures.printed(id);
                let typed = (!figures.is_total(id)).then(|| figures.typed(id));
                let shown = typed.or(printed).map(Value::text);
                let shown =
                    shown.as_deref().map_or("?", |text| if text.is_empty() { "_" } else { text });
                write!(text, " {shown}").unwrap();
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
        assert_eq!(shown(&imported.report), file(&format!("{number}.cells.txt")), "{number}");
    }
}

/// A field by its name in `NNN.fields.txt`, and what is after the name.
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

/// Report 004 with words replaced: the row, as in `NNN.cells.txt`, and notes on it.
fn damaged(from: &str, to: &str, row: &str, notes: &[&str]) {
    let source = file("004.txt");
    assert!(source.contains(from), "{from}");
    let imported = import::read("a.txt", source.replace(from, to).as_bytes()).unwrap();
    let (table, id) = row.split_once(' ').unwrap();
    let (id, _) = id.split_once(' ').unwrap();
    let shown = shown(&imported.report);
    let found = shown.lines().find(|line| line.starts_with(&format!("{table} {id} ")));
    assert_eq!(found, Some(row), "{to}");
    let told: Vec<String> = imported.notes.iter().map(ToString::to_string).collect();
    for note in notes {
        assert!(told.iter().any(|told| told.contains(note)), "{note} in {told:#?}");
    }
    let known: Vec<&str> = notes.to_vec();
    let strange =
        imported.notes.iter().filter(|n| !matches!(n.kind, NoteKind::Found | NoteKind::Proposed));
    for note in strange.map(ToString::to_string) {
        assert!(known.iter().any(|known| note.contains(known)), "{note}");
    }
}

#[test]
fn damaged_rows() {
    const OTHER: &str = "3.其他\t\t0\t0\t0\t0\t0\t0\t0\t";
    const TOTAL: &str = "(七) 总计\t0\t0\t0\t0\t0\t0\t0\t\t";
    const LAST: &str = "四、结转下年度继续办理\t\t0\t0\t0\t0\t0\t0\t0\t";
    // Shifted, its number lost, its words cut or damaged.
    damaged(
        OTHER,
        "\t3.其他\t1\t2\t0\t0\t0\t0\t3",
        "applications other_outcome 1 2 0 0 0 0 3",
        &[],
    );
    damaged(
        OTHER,
        "\t其他\t1\t0\t0\t0\t0\t0\t1",
        "applications other_outcome 1 0 0 0 0 0 1",
        &["“其他”按“3.其他”读取"],
    );
    damaged(
        TOTAL,
        "总计\t7\t0\t0\t0\t0\t0\t7\t\t",
        "applications outcome_total 7 0 0 0 0 0 7",
        &["“总计”按“（七）总计”读取"],
    );
    damaged("2.重复申请", "２、重复 申请", "applications repeated 0 0 0 0 0 0 0", &[]);
    damaged(
        "不掌握相关政府信息\t0",
        "不掌握相关政府\t5",
        "applications not_held 5 0 0 0 0 0 0",
        &["按“1.本机关不掌握相关政府信息”读取"],
    );
    // Blank, a letter for 0, a unit, a mark, no figure at all.
    damaged(
        LAST,
        "四、结转下年度继续办理\t\t\t\t\t\t\t\t\t",
        "applications carried_out _ _ _ _ _ _ _",
        &[
            "“四、结转下年度继续办理”整行为空白",
            "“四、结转下年度继续办理”有空白，由合计和勾稽关系推算只能是：自然人 0、",
        ],
    );
    damaged(
        OTHER,
        "\t\t3.其他\tO\t0件\t/\t\t1,234\t约2\t0",
        "applications other_outcome 0 0 / _ 1234 约2 0",
        &[
            "“3.其他”自然人：“O”按 0 读取",
            "“3.其他”商业企业：“0件”按 0 读取",
            "“3.其他”社会公益组织为空白",
            "“3.其他”科研机构写的是“/”",
            "“3.其他”其他：“约2”照原样保留",
        ],
    );
    // A subtotal is left out; a row that can be read in two ways is.
    damaged(
        OTHER,
        "\t\t3.其他\t1\t2\t0\t0\t0\t0\t2\t3",
        "applications other_outcome 1 2 0 0 0 0 3",
        &["“2”是小计，没有读入"],
    );
    damaged(
        OTHER,
        "3.其他\t5\t0\t0\t",
        "applications other_outcome _ _ _ _ _ _ ?",
        &["“3.其他”应有 7 个数，原文有 3 个"],
    );
    // Missing, twice, elsewhere.
    damaged(
        &format!("{OTHER}\n"),
        "",
        "applications other_outcome _ _ _ _ _ _ ?",
        &["没有找到“3.其他”这一行"],
    );
    damaged(
        OTHER,
        &format!("{OTHER}\n3.其他\t9\t9\t9\t9\t9\t9\t9"),
        "applications other_outcome 0 0 0 0 0 0 0",
        &["“3.其他\t9\t9\t9\t9\t9\t9\t9”没有找到位置"],
    );
    damaged(
        &format!("{OTHER}\n{TOTAL}\n{LAST}"),
        &format!("{TOTAL}\n{LAST}\n{}", OTHER.replace('0', "6")),
        "applications other_outcome 6 6 6 6 6 6 6",
        &["“3.其他”不在规定的位置"],
    );
    // A heading of its own is missing: the table is found under the one before.
    damaged(
        "三、收到和处理政府信息公开申请情况\n",
        "",
        "applications granted 0 0 0 0 0 0 0",
        &["没有找到“三、收到和处理政府信息公开申请情况”的标题"],
    );
    // Table four.
    damaged(
        "0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0",
        "1\t0\t0\t0\t1\t/\t/\t/\t/\t/\t0\t0\t\t0\t0",
        "proceedings cases 1 0 0 0 1 / / / / / 0 0 _ 0 0",
        &["“表四”行政诉讼复议后起诉其他结果为空白", "“表四”行政诉讼未经复议直接起诉结果维持、"],
    );
}

#[test]
fn year_and_edition_without_words() {
    let check = |source: &str, year: Option<u16>, edition: &str| {
        let report = import::read("a.txt", source.as_bytes()).unwrap().report;
        assert_eq!((report.year, report.edition().id.as_str()), (year, edition), "{source}");
    };
    let sections = "一、总体情况\n无\n五、存在的主要问题及改进情况\n无\n六、其他需要报告的事项\n无";
    check(&format!("某乡2020年政府信息公开工作年度报告\n{sections}"), Some(2020), "2019");
    check(&format!("某乡年度报告\n统计期限自2019年1月1日起。\n{sections}"), Some(2019), "2019");
    check(&format!("{sections}\n某乡人民政府\n2023年1月5日"), Some(2022), "2021");
    check(sections, None, "2021");
    // Words between which there is a space are those of the form, not what is left of them.
    let table = "二、主动公开政府信息情况\n信息 内容 本年 制发件数\n行政 规范性文件 0 2 5";
    let title = "某乡2023年政府信息公开工作年度报告";
    check(&format!("{title}\n{table}\n六、其他需要报告的事项\n无"), Some(2023), "2021");
    let other = "二、主动公开政府信息情况\n规范性文件 0 2 5";
    check(&format!("{title}\n{other}\n六、其他需要报告的事项\n无"), Some(2023), "2021");
}

#[test]
fn titles_over_three_lines() {
    let title = "某某自治区某某市\n某某县某某乡人民政府\n2023年政府信息公开工作年度报告";
    let whole = "某某自治区某某市某某县某某乡人民政府";
    let check = |signed: &str, agency: &str| {
        let source = format!(
            "{title}\n一、总体情况\n无\n五、存在的主要问题及改进情况\n无\n\
             六、其他需要报告的事项\n无\n{signed}\n2024年1月5日"
        );
        let report = import::read("a.txt", source.as_bytes()).unwrap().report;
        assert_eq!(report.agency, agency, "{signed}");
        assert!(report.imported.unwrap().joined_title);
    };
    check(whole, whole);
    check("某某乡", whole);
    check("某某县某某乡人民政府", "某某县某某乡人民政府");
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
    let size = 200_000;
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
        "0 ",
        "0\n",
        "甲 0\n",
        "其他 0\n",
        "其他\n\n",
        "规章 |\n",
        "甲\n|\n",
        "| 规章 | 0 |\n",
        "3.其他\t0\t0\n",
    ] {
        let source = format!("{head}{}\n一、本年新收{tail}", piece.repeat(size / piece.len()));
        let _ = import::read("大", source.as_bytes());
    }
    assert!(import::read("大", &vec![b'\n'; 16 * 1024 * 1024 + 1]).is_err());
}
