//! Pages of any report: nothing outside the text area, nothing overlapping, nothing lost.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use nianbao::edition::{self, Edition};
use nianbao::font::Fonts;
use nianbao::layout::page::{CellArea, Item, Page, Rule, Run};
use nianbao::layout::{self, Laid, MISSING, Options, Trouble, sheet};
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{Edit, Figures, Report, Value};
use nianbao::units::Length;
use proptest::prelude::*;

fn cases(most: u32) -> ProptestConfig {
    let cases = std::env::var("NIANBAO_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(100);
    ProptestConfig { cases: most.min(cases), failure_persistence: None, ..Default::default() }
}

// What is laid out.

const COMMON: &[&str] = &[
    "政府信息公开",
    "一是",
    "。",
    "，",
    "、",
    "：",
    "“",
    "”",
    "《",
    "》",
    "（",
    "）",
    "……",
    "——",
    "2025年",
    "98.5%",
    "12345678",
    "gov.cn",
    "https://www.example.gov.cn/col/1.html",
    " ",
    "　",
    "\n",
    "\n（一）主动公开。",
    "\n（二）依申请公开",
    "\n1.",
    "垟",
    "㎡",
    "①",
];

fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => proptest::sample::select(COMMON).prop_map(str::to_owned),
        4 => "[一-龥]{1,30}",
        2 => any::<char>().prop_map(String::from),
        1 => proptest::sample::select(&['\t', '\r', '\u{300}', '\u{200b}', '\u{feff}', '\u{fe0f}',
            '\u{1f600}', '\u{a0}', '\u{2028}', '\0', '\u{10ffff}'][..]).prop_map(String::from),
        1 => "[0-9a-zA-Z]{1,60}",
    ]
}

fn prose(fragments: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(fragment(), 0..fragments).prop_map(|parts| {
        let mut text = parts.concat();
        let end = (0..=text.len().min(8192)).rev().find(|end| text.is_char_boundary(*end));
        text.truncate(end.unwrap_or(0));
        text
    })
}

fn one_line(fragments: usize) -> impl Strategy<Value = String> {
    prose(fragments).prop_map(|text| text.replace(['\n', '\r'], ""))
}

fn figure() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => Just(Value::Blank),
        2 => Just(Value::Count(0)),
        6 => (0..100_000_000_i64).prop_map(Value::Count),
        1 => Just(Value::Mark("/".into())),
        1 => (0..1_000_000_u32).prop_map(|amount| Value::Written(format!("{amount}元"))),
        1 => one_line(8).prop_map(Value::Written),
    ]
}

/// A built-in edition with every label so many times as long.
fn with_labels(id: &str, times: usize) -> Arc<Edition> {
    let text = match id {
        "2019" => include_str!("../assets/editions/2019.ron"),
        _ => include_str!("../assets/editions/2021.ron"),
    };
    let mut long = String::new();
    for (index, part) in text.split("label: \"").enumerate() {
        let (label, rest) = if index == 0 { ("", part) } else { part.split_once('"').unwrap() };
        if index > 0 {
            write!(long, "label: \"{}\"", label.repeat(times)).unwrap();
        }
        long.push_str(rest);
    }
    Arc::new(Edition::read(id, &long).unwrap())
}

fn forms() -> impl Strategy<Value = Arc<Edition>> {
    (
        proptest::sample::select(&["2019", "2021"][..]),
        prop_oneof![3 => Just(1_usize), 2 => 2..=5_usize],
    )
        .prop_map(|(id, times)| with_labels(id, times))
}

fn fill(edition: &Arc<Edition>, texts: Vec<(Field, String)>, values: &[Value]) -> Report {
    let mut report = Report::blank(edition.clone(), "云溪县柳塘镇人民政府", 2025);
    for (field, text) in texts {
        report.apply(Edit::Text(field, text)).unwrap();
    }
    let cells: Vec<CellId> =
        report.figures.cells().filter(|id| !report.figures.is_total(*id)).collect();
    for (id, value) in cells.into_iter().zip(values.iter().cycle()) {
        // As typed: what makes no sense for a cell of its kind is refused.
        let kind = report.figures.cell(id).unwrap().kind;
        let _ = report.apply(Edit::Value(id, Value::read(kind, &value.text())));
    }
    report
}

fn reports() -> impl Strategy<Value = Report> {
    let sometimes = |text: BoxedStrategy<String>| prop_oneof![Just(String::new()), text];
    let fields: Vec<_> = Report::printed_fields()
        .into_iter()
        .map(|field| match field {
            Field::Title => one_line(12).boxed(),
            Field::Heading(_) => sometimes(one_line(6).boxed()).boxed(),
            Field::SignatureName | Field::SignatureDate => sometimes(one_line(5).boxed()).boxed(),
            _ => sometimes(prose(200).boxed()).boxed(),
        })
        .collect();
    // Half of the reports keep the mandated title and headings.
    (forms(), fields, any::<bool>(), proptest::collection::vec(figure(), 1..40)).prop_map(
        |(edition, texts, own, values)| {
            let texts = Report::printed_fields().into_iter().zip(texts);
            let mandated = |field: &Field| matches!(field, Field::Title | Field::Heading(_));
            let texts = texts.filter(|(field, _)| own || !mandated(field)).collect();
            fill(&edition, texts, &values)
        },
    )
}

// What must hold of it.

/// A run's em boxes: left, top, right, bottom.
fn em_box(run: &Run) -> [Length; 4] {
    let top = run.baseline - run.size.scale(88, 100);
    [run.x, top, run.x + run.width, top + run.size]
}

fn runs(page: &Page) -> impl Iterator<Item = &Run> {
    page.items.iter().filter_map(|item| match item {
        Item::Text(run) => Some(run),
        Item::Rule(_) => None,
    })
}

fn rules(page: &Page) -> impl Iterator<Item = &Rule> {
    page.items.iter().filter_map(|item| match item {
        Item::Rule(rule) => Some(rule),
        Item::Text(_) => None,
    })
}

fn is_inside([left, top, right, bottom]: [Length; 4]) -> bool {
    left >= sheet::LEFT
        && top >= sheet::TOP
        && right <= sheet::LEFT + sheet::WIDTH
        && bottom <= sheet::TOP + sheet::HEIGHT
}

fn check_page(page: &Page) {
    let folios = runs(page).filter(|run| run.place.is_none()).count();
    assert_eq!(folios, 1, "one page number");
    for run in runs(page).filter(|run| run.place.is_some()) {
        assert!(is_inside(em_box(run)), "outside the text area: {run:?}");
        assert!(!run.text.is_empty() && run.width >= Length::ZERO, "{run:?}");
    }
    for rule in rules(page) {
        let half = rule.width / 2;
        let (dx, dy) = if rule.y0 == rule.y1 { (Length::ZERO, half) } else { (half, Length::ZERO) };
        let area = [rule.x0 - dx, rule.y0 - dy, rule.x1 + dx, rule.y1 + dy];
        assert!(is_inside(area), "outside the text area: {rule:?}");
    }
    check_overlaps(page);
    check_cells(page);
}

/// Cells lie in the text area, side by side, and whatever leads into a table stands in one that
/// leads there too.
fn check_cells(page: &Page) {
    let areas = |cell: &CellArea| [cell.left, cell.top, cell.right, cell.bottom];
    for (index, cell) in page.cells.iter().enumerate() {
        let [left, top, right, bottom] = areas(cell);
        assert!(is_inside([left, top, right, bottom]) && left < right && top < bottom, "{cell:?}");
        for other in &page.cells[index + 1..] {
            let apart = right <= other.left
                || other.right <= left
                || bottom <= other.top
                || other.bottom <= top;
            assert!(apart, "overlap:\n{cell:?}\n{other:?}");
        }
    }
    for run in runs(page) {
        let Some(place) = &run.place else { continue };
        if !matches!(place, Place::Text(..)) {
            let [left, top, right, bottom] = em_box(run);
            let holds = |cell: &CellArea| {
                let across = cell.left <= left && right <= cell.right;
                cell.place == *place && across && cell.top <= top && bottom <= cell.bottom
            };
            assert!(page.cells.iter().any(holds), "outside its cell: {run:?}");
        }
    }
}

fn check_overlaps(page: &Page) {
    let mut boxes: Vec<_> = runs(page).map(|run| (em_box(run), run)).collect();
    boxes.sort_by_key(|([_, top, ..], _)| *top);
    for (index, ([left, _, right, bottom], run)) in boxes.iter().enumerate() {
        let below = boxes[index + 1..].iter().take_while(|([_, top, ..], _)| top < bottom);
        for ([other_left, _, other_right, _], other) in below {
            let apart = right <= other_left || other_right <= left || shares_a_half(run, other);
            assert!(apart, "overlap:\n{run:?}\n{other:?}");
        }
    }
}

/// Whether two runs side by side overlap by no more than the blank half of a mark.
fn shares_a_half(a: &Run, b: &Run) -> bool {
    let (a, b) = if a.x < b.x { (a, b) } else { (b, a) };
    let closes = a.text.ends_with(|c| "。，、；：！）》〕】〉」』〗］｝”’".contains(c));
    let opens = b.text.starts_with(|c| "（《〔【〈「『〖［｛“‘".contains(c));
    let half = a.size == b.size && a.x + a.width - b.x <= a.size / 2;
    a.baseline == b.baseline && (closes || opens) && half
}

/// What a character is shown as; remembered, since looking into four faces takes its time.
fn shown(c: char) -> char {
    thread_local! {
        static KNOWN: RefCell<BTreeMap<char, char>> = const { RefCell::new(BTreeMap::new()) };
    }
    let look = || match c {
        c if c.is_control() => ' ',
        c if Fonts::builtin().covers(c) => c,
        c if c.is_whitespace() => ' ',
        _ => MISSING,
    };
    KNOWN.with_borrow_mut(|known| *known.entry(c).or_insert_with(look))
}

/// A field's text as its pages should have it, line breaks aside.
fn expected(field: Field, text: &str) -> String {
    if field.is_line() {
        return text.chars().map(shown).collect();
    }
    let paragraphs = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    paragraphs.flat_map(str::chars).map(shown).collect()
}

/// Every text is there, once, in reading order.
fn check_words(report: &Report, laid: &Laid) {
    let mut found: BTreeMap<Field, String> = BTreeMap::new();
    let mut last = (0, 0);
    let fields = Report::printed_fields();
    for run in laid.document.pages.iter().flat_map(runs) {
        let Some(Place::Text(field, range)) = &run.place else { continue };
        let order = fields.iter().position(|other| other == field).unwrap();
        assert!((order, range.start) >= last, "out of order: {run:?}");
        last = (order, range.end);
        let source = report.text(*field).get(range.clone()).unwrap();
        assert_eq!(source.chars().map(shown).collect::<String>(), run.text);
        found.entry(*field).or_default().push_str(&run.text);
    }
    for field in fields {
        let text = expected(field, report.text(field));
        assert_eq!(found.remove(&field).unwrap_or_default(), text, "{field:?}");
    }
}

/// Every figure is there, once, or told to be cut.
fn check_figures(report: &Report, laid: &Laid) {
    let mut found: BTreeMap<CellId, String> = BTreeMap::new();
    for run in laid.document.pages.iter().flat_map(runs) {
        if let Some(Place::Cell(id)) = run.place {
            assert!(run.size >= Length::milli(5_500) || !mandated(report), "{run:?}");
            found.entry(id).or_default().push_str(&run.text);
        }
    }
    let cut: BTreeSet<CellId> = laid
        .problems
        .iter()
        .filter_map(|problem| match (&problem.place, problem.trouble) {
            (Place::Cell(id), Trouble::Cut) => Some(*id),
            _ => None,
        })
        .collect();
    let areas = laid.document.pages.iter().flat_map(|page| &page.cells);
    let mut areas: Vec<CellId> = areas
        .filter_map(|area| if let Place::Cell(id) = area.place { Some(id) } else { None })
        .collect();
    areas.sort();
    assert_eq!(areas, report.figures.cells().collect::<Vec<_>>());
    for id in report.figures.cells() {
        let text: String = report.figures.shown(id).text().chars().map(shown).collect();
        let found = found.remove(&id).unwrap_or_default();
        if cut.contains(&id) {
            assert!(text.starts_with(&found) && found.len() < text.len(), "{text}: {found}");
        } else {
            assert_eq!(found, text);
        }
    }
}

/// Whether the labels are the mandated ones.
fn mandated(report: &Report) -> bool {
    let form = edition::by_id(&report.edition().id).unwrap();
    report.edition().tables[0].rows[0].path == form.tables[0].rows[0].path
}

fn check(report: &Report) -> Laid {
    let laid = layout::layout(report, Fonts::builtin(), Options::default());
    let pages = &laid.document.pages;
    pages.iter().for_each(check_page);
    check_words(report, &laid);
    check_figures(report, &laid);
    let empty = pages.iter().filter(|page| page.items.len() < 2).count();
    assert_eq!(empty, 0, "an empty page");
    let missing: BTreeSet<char> = laid
        .problems
        .iter()
        .filter_map(|problem| match problem.trouble {
            Trouble::NoGlyph(c) => Some(c),
            _ => None,
        })
        .collect();
    assert!(missing.iter().all(|c| !Fonts::builtin().covers(*c)));
    laid
}

/// The pages on which a table stands.
fn table_pages(laid: &Laid, table: usize) -> BTreeSet<usize> {
    let in_table = |place: &Place| match place {
        Place::Table(found) | Place::Row(found, _) => *found == table,
        Place::Cell(id) | Place::Column(id) => id.table == table,
        _ => false,
    };
    let on_page = |page: &Page| runs(page).any(|run| run.place.as_ref().is_some_and(in_table));
    let pages = laid.document.pages.iter().enumerate();
    pages.filter(|(_, page)| on_page(page)).map(|(index, _)| index).collect()
}

proptest! {
    #![proptest_config(cases(u32::MAX))]

    #[test]
    fn any_report_is_laid_out(report in reports()) {
        check(&report);
    }

    #[test]
    fn mandated_tables_stand_whole_and_under_their_headings(
        id in proptest::sample::select(&["2019", "2021"][..]),
        before in prose(60),
        values in proptest::collection::vec(figure(), 1..40),
    ) {
        let edition = edition::by_id(id).unwrap();
        let report = fill(&edition, vec![(Field::After(1), before)], &values);
        let laid = check(&report);
        for table in 0..edition.tables.len() {
            let pages = table_pages(&laid, table);
            prop_assert_eq!(pages.len(), 1, "table {}", table);
            let heading = &edition.sections[usize::from(edition.tables[table].section) - 1];
            let anchor = laid.document.outline.iter().find(|anchor| anchor.title == *heading);
            prop_assert_eq!(anchor.map(|anchor| anchor.page), pages.first().copied());
        }
    }
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn huge_paragraphs_are_laid_out(part in prose(40), c in any::<char>()) {
        let edition = edition::by_id("2021").unwrap();
        for part in [part, c.to_string()] {
            let huge = part.repeat(200_000 / part.len().max(1));
            let report = fill(&edition, vec![(Field::Before(1), huge.clone())], &[Value::Blank]);
            let laid = check(&report);
            let lines = huge.chars().count() + 22 * 8;
            prop_assert!(laid.document.pages.len() <= lines / 22 + 1);
        }
    }
}

/// Pages as text: for each baseline its height in mm, then the runs with their left edges.
fn as_text(laid: &Laid) -> String {
    let mm = |length: Length| f64::from(length.to_pt()) * 25.4 / 72.0;
    let mut text = String::new();
    for (number, page) in (1..).zip(&laid.document.pages) {
        writeln!(text, "== page {number}, {} rules", rules(page).count()).unwrap();
        let mut baseline = None;
        for run in runs(page) {
            if baseline != Some(run.baseline) {
                write!(
                    text,
                    "{}{:.1}:",
                    if baseline.is_some() { "\n" } else { "" },
                    mm(run.baseline)
                )
                .unwrap();
                baseline = Some(run.baseline);
            }
            let (x, size) = (mm(run.x), run.size.to_pt());
            write!(text, " {x:.1} {:?} {size} {:?}", run.face, run.text).unwrap();
            if run.spacing != Length::ZERO {
                write!(text, " {:+}", run.spacing.to_pt()).unwrap();
            }
        }
        text.push('\n');
    }
    for anchor in &laid.document.outline {
        let page = anchor.page + 1;
        writeln!(text, "{} {page} {:.1} {}", anchor.level, mm(anchor.y), anchor.title).unwrap();
    }
    text
}

fn sample() -> Report {
    let edition = edition::by_id("2021").unwrap();
    let texts = vec![
        (Field::LeadIn, "根据《中华人民共和国政府信息公开条例》（国务院令第711号）要求，编制本报告。".to_owned()),
        (
            Field::Before(1),
            "（一）主动公开。2025年，全镇通过县政府门户网站发布信息369条，其中概况类45条、政务动态类143条、公开目录类181条；通过“柳塘发布”微信公众号发布信息232条，群众满意度为98.5%。\n（二）依申请公开情况\n全年共收到政府信息公开申请29件，均在法定期限内办理。".to_owned(),
        ),
        (Field::Before(2), "本年制发、废止文件情况见下表。".to_owned()),
        (Field::Before(6), "无。".to_owned()),
        (Field::SignatureName, "云溪县柳塘镇人民政府".to_owned()),
        (Field::SignatureDate, "2026年1月15日".to_owned()),
    ];
    fill(&edition, texts, &[Value::Count(7), Value::Count(12_345_678), Value::Blank])
}

#[test]
fn sample_pages() {
    insta::assert_snapshot!(as_text(&check(&sample())));
}

#[test]
fn a_blank_report_has_pages() {
    let edition = edition::by_id("2021").unwrap();
    let report = fill(&edition, Vec::new(), &[Value::Blank]);
    assert!(check(&report).problems.is_empty());
    let mut bare = report.clone();
    bare.figures = Figures::blank(edition);
    for field in Report::printed_fields() {
        bare.apply(Edit::Text(field, String::new())).unwrap();
    }
    check(&bare);
}
