//! Tables of several years in one report: this year's is read, or none, and it is told which.

use crate::support::corpus;
use crate::support::corpus::form::Document;
use crate::support::corpus::shapes::write;
use nianbao::edition;
use nianbao::import::{self, Imported};
use nianbao::report::place::CellId;

/// What stands over last year's table and over this year's; L and Y stand for the years.
const TOLD_APART: [(&str, &str); 16] = [
    ("L年", "Y年"),
    ("L年度", "Y年度"),
    ("附：L年度", ""),
    ("", "Y年度数据如下"),
    ("上年度情况", "本年度情况"),
    ("去年数据：", "今年数据："),
    ("（上年）", "（本年）"),
    ("上一年度统计表", ""),
    ("L年政府信息公开情况对比：", ""),
    ("表（L年度）", "表（Y年度）"),
    ("往年情况", "本年情况"),
    ("L年1月1日至L年12月31日", "Y年1月1日至Y年12月31日"),
    ("二〇Z年", ""),
    ("前一年", "当年"),
    ("云泽县L年统计表", "云泽县Y年统计表"),
    ("一、L年度", "二、Y年度"),
];

/// What does not tell them apart.
const ALIKE: [(&str, &str); 5] =
    [("", ""), ("甲", "乙"), ("表一", "表二"), ("单位：件", "单位：件"), ("Y年", "Y年")];

/// The text of a document between two of its headings, its table.
fn table(document: &Document, text: &str, section: usize) -> String {
    let (_, after) = text.split_once(&document.headings[section]).unwrap();
    let (table, _) = after.split_once(&document.headings[section + 1]).unwrap();
    table.trim_matches('\n').to_owned()
}

fn said(pattern: &str, year: u16) -> String {
    let last = (year - 1).to_string();
    let chinese = if year == 2021 { "二〇" } else { "一八" };
    pattern
        .replace("二〇Z", &format!("二〇{chinese}"))
        .replace('L', &last)
        .replace('Y', &year.to_string())
}

/// A document in a shape with last year's figures beside one of its tables.
fn with_last(
    own: &Document,
    shape: char,
    section: usize,
    apart: (&str, &str),
    first: bool,
) -> String {
    let mut last = Document::new(&own.edition, 99);
    // No table is left out for being the same.
    for tile in last.forms.iter_mut().flat_map(|form| &mut form.tiles) {
        if tile.figure.is_some() {
            "77".clone_into(&mut tile.text);
        }
    }
    let text = write(own, shape);
    let (this, other) = (table(own, &text, section), table(&last, &write(&last, shape), section));
    let with = |caption: &str, table: &str| format!("{}\n\n{table}\n", said(caption, own.year));
    let (other, mine) = (with(apart.0, &other), with(apart.1, &this));
    let both = if first { format!("{other}\n{mine}") } else { format!("{mine}\n{other}") };
    text.replacen(&this, &both, 1)
}

fn read(name: &str, text: &str) -> Imported {
    import::read(name, text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"))
}

/// Each figure is this year's, or it is blank and told; `open`: all of the table are.
fn check(name: &str, own: &Document, table: usize, open: bool, text: &str) {
    let read = read(name, text);
    for (id, value) in &own.expected {
        let found = corpus::read_of(&read.report, *id);
        let blank = found.is_empty() && corpus::is_told(&read, *id);
        let right = if open && id.table == table { blank } else { found == *value };
        let what = corpus::name(&read.report, *id);
        assert!(right, "{name}: {what} is {found}, not {value}\n{}\n{text}", corpus::told(&read));
    }
    let place = CellId { table, index: 0 };
    assert!(corpus::is_told(&read, place), "{name}: nothing said\n{text}");
}

fn each(shapes: &[char], apart: &[(&str, &str)], open: bool) {
    for edition in edition::all() {
        for shape in shapes {
            for (at, apart) in apart.iter().enumerate() {
                let section = 1 + at % 3;
                let own = Document::new(edition, 7 + at as u64);
                for first in [true, false] {
                    let text = with_last(&own, *shape, section, *apart, first);
                    let name = format!("{shape} {} {section} {apart:?} {first}", edition.id);
                    check(&name, &own, section - 1, open, &text);
                }
            }
        }
    }
}

#[test]
fn this_years_table_is_read() {
    each(&['B', 'C', 'D', 'E', 'F'], &TOLD_APART, false);
}

#[test]
fn tables_that_nothing_tells_apart_stay_open() {
    each(&['B', 'C', 'E'], &ALIKE, true);
}

/// Years side by side are not the form's columns.
#[test]
fn years_side_by_side_stay_open() {
    let own = Document::new(edition::all().last().unwrap(), 3);
    for heads in [
        "信息内容\t2020年\t2021年\t增减",
        "信息内容\t上年\t本年\t增减",
        "信息内容\t2020\t2021\t增减",
        "项目\t去年数\t今年数\t合计",
        "项目\t2021年度\t2020年度\t2019年度",
        "\t本年\t上年同期\t比较",
        "信息内容\t（2020年）\t（2021年）\t说明",
        "内容\t2020年数据\t2021年数据\t变化",
        "内容\t上年度\t本年度\t差额",
        "内容\t2021年数量\t2020年数量\t差额",
    ] {
        let text = write(&own, 'B');
        let this = table(&own, &text, 1);
        let text =
            text.replacen(&this, &format!("{heads}\n规章\t1\t2\t3\n行政规范性文件\t4\t5\t6"), 1);
        check(heads, &own, 0, true, &text);
    }
}

/// A table that is of another year by its own words is read, and told.
#[test]
fn only_another_years_table_is_told() {
    let own = Document::new(edition::all().last().unwrap(), 3);
    for caption in ["2020年", "2020年度统计表", "附：2020年度", "（2019年度）"] {
        let text = write(&own, 'B');
        let this = table(&own, &text, 2);
        let text = text.replacen(&this, &format!("{caption}\n{this}"), 1);
        check(caption, &own, 1, false, &text);
    }
    // A date, and the year of the report itself, say nothing else.
    for caption in ["2021年", "统计至2022年1月15日", "单位：件"] {
        let text = write(&own, 'B');
        let this = table(&own, &text, 2);
        let text = text.replacen(&this, &format!("{caption}\n{this}"), 1);
        let read = read(caption, &text);
        let told = corpus::is_told(&read, CellId { table: 1, index: 0 });
        assert!(!told, "{caption}\n{}", corpus::told(&read));
    }
}
