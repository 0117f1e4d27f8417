//! What happens to published reports: one kind of damage each, and what is to be read all the
//! same.

use nianbao::edition::Kind;
use nianbao::report::place::CellId;

use super::form::{Document, Random, Tile};

/// Damages a document that is to be written in a shape.
pub type Damage = fn(&mut Document, char, &mut Random);

/// Every kind of damage, by name.
pub const DAMAGES: &[(&str, Damage)] = &[
    ("nothing", |_, _, _| {}),
    ("wrapped labels", wrapped),
    ("cut labels", cut),
    ("spaces in labels", |d, _, _| labels(d, |text| spaced(text, " "))),
    ("half-width brackets", |d, _, _| {
        labels(d, |text| text.replace('（', "(").replace('）', ") ").replace('、', ","));
    }),
    ("marks after numerals", |d, _, _| labels(d, |text| text.replacen('.', "、", 1))),
    ("full-width digits", |d, _, _| {
        numbers(d, |text| text.chars().map(full_width).collect());
    }),
    ("thousands commas", |d, _, _| numbers(d, with_commas)),
    ("units", units),
    ("spaces around figures", |d, _, _| numbers(d, |text| format!("\u{a0} {text}\u{3000}"))),
    ("O for 0", |d, _, _| numbers(d, |text| text.replace('0', "O"))),
    ("marks for figures", marks),
    ("blanks", blanks),
    ("rows missing", rows_missing),
    ("rows shifted", shifted),
    ("stray lines", stray),
    ("headings renumbered", |d, _, _| {
        let wrong = [
            "一．总体情况",
            "2、主动公开政府信息情况",
            "## 三、收到和处理政府信息公开申请情况",
            "（四）政府信息公开行政复议、行政诉讼情况",
            "5、 存在的主要问题及改进情况",
            "其他需要报告的事项",
        ];
        d.headings = wrong.map(str::to_owned).to_vec();
    }),
    ("headings reworded", |d, _, _| {
        d.headings[1] = "二、政府信息主动公开情况".into();
        d.headings[4] = "五、存在问题及改进情况".into();
        d.headings[5] = "六、其它需要报告的事项".into();
    }),
    ("site furniture", furniture),
    ("conversion residue", |d, _, _| {
        labels(d, |text| spaced(text, "\u{ad}"));
        d.title = format!("[bookmark: _GoBack]{}", d.title);
        numbers(d, |text| format!("[bookmark: OLE_LINK1]{text}\u{200b}"));
    }),
    ("paragraphs behind tabs", |d, _, _| {
        for prose in &mut d.prose {
            for text in prose.iter_mut() {
                text.insert(0, '\t');
            }
        }
        d.headings.iter_mut().for_each(|text| text.insert(0, '\t'));
        d.signature.iter_mut().for_each(|text| text.insert_str(0, "\t\t\t\t"));
    }),
];

fn labels(document: &mut Document, change: impl Fn(&str) -> String) {
    for tile in tiles(document).filter(|tile| tile.figure.is_none()) {
        tile.text = change(&tile.text);
    }
}

fn tiles(document: &mut Document) -> impl Iterator<Item = &mut Tile> {
    document.forms.iter_mut().flat_map(|form| &mut form.tiles)
}

/// Changes how figures are written that are read as numbers.
fn numbers(document: &mut Document, change: impl Fn(&str) -> String) {
    let edition = document.edition.clone();
    for form in &mut document.forms {
        let cells = &edition.tables[form.table].cells;
        for tile in &mut form.tiles {
            if tile.figure.is_some_and(|cell| cells[cell].kind != Kind::AsWritten) {
                tile.text = change(&tile.text);
            }
        }
    }
}

fn units(document: &mut Document, _: char, _: &mut Random) {
    let edition = document.edition.clone();
    for form in &mut document.forms {
        let cells = &edition.tables[form.table].cells;
        for tile in &mut form.tiles {
            match tile.figure.map(|cell| cells[cell].kind) {
                Some(Kind::Count | Kind::SignedCount) => tile.text.push('件'),
                Some(Kind::Money) if tile.text == "0" => tile.text.push('元'),
                Some(Kind::Money) => tile.text.push_str("万元"),
                _ => {}
            }
        }
    }
}

fn spaced(text: &str, between: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let (first, second) = characters.split_at(characters.len() * 2 / 3);
    let (first, second): (String, String) = (first.iter().collect(), second.iter().collect());
    if characters.len() > 3 { format!("{first}{between}{second}") } else { text.to_owned() }
}

fn full_width(c: char) -> char {
    c.to_digit(10).and_then(|digit| char::from_u32(0xFF10 + digit)).unwrap_or(c)
}

fn with_commas(text: &str) -> String {
    if text.contains(['.', '-']) {
        return text.to_owned();
    }
    let mut written = String::new();
    for (index, digit) in text.chars().enumerate() {
        if index > 0 && (text.len() - index).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// Where a cell may have several lines the label has two, else a space.
fn wrapped(document: &mut Document, shape: char, _: &mut Random) {
    let between = match shape {
        'A' | 'C' | 'D' => "\n",
        _ => " ",
    };
    labels(document, |text| spaced(text, between));
}

/// Long labels lose their end.
fn cut(document: &mut Document, _: char, _: &mut Random) {
    for tile in tiles(document).filter(|tile| tile.label) {
        let characters: Vec<char> = tile.text.chars().collect();
        if characters.len() > 8 {
            tile.text = characters[..characters.len() - 2].iter().collect();
        }
    }
}

fn marks(document: &mut Document, _: char, _: &mut Random) {
    let edition = document.edition.clone();
    let mut marks = ["/", "-", "—", "无"].iter().cycle();
    for form in &mut document.forms {
        for tile in &mut form.tiles {
            let Some(cell) = tile.figure else { continue };
            if tile.text == "0" && edition.tables[form.table].cells[cell].sum_of.is_none() {
                tile.text = marks.next().copied().expect("without end").into();
                document
                    .expected
                    .insert(CellId { table: form.table, index: cell }, tile.text.clone());
            }
        }
    }
}

/// A figure or two in some rows of every table is blank. Where a blank leaves no trace nothing of
/// its row is read.
fn blanks(document: &mut Document, shape: char, random: &mut Random) {
    let edition = document.edition.clone();
    for form in &mut document.forms {
        let table = &edition.tables[form.table];
        let count = table.rows.len();
        for _ in 0..(count / 5).max(1) {
            let row = random.below(count);
            let cells = table.rows[row].cells.clone();
            let blank = cells.start + random.below(cells.len());
            for tile in &mut form.tiles {
                let Some(cell) = tile.figure.filter(|cell| cells.contains(cell)) else { continue };
                if cell == blank {
                    tile.text.clear();
                }
                if cell == blank || matches!(shape, 'C' | 'H') {
                    document
                        .expected
                        .insert(CellId { table: form.table, index: cell }, String::new());
                }
            }
        }
    }
}

fn rows_missing(document: &mut Document, _: char, random: &mut Random) {
    let edition = document.edition.clone();
    for form in document.forms.iter_mut().filter(|form| form.table < 2) {
        let table = &edition.tables[form.table];
        let row = random.below(table.rows.len());
        let cells = table.rows[row].cells.clone();
        let figure = |tile: &Tile| tile.figure.is_some_and(|cell| cells.contains(&cell));
        let at = form.tiles.iter().find(|tile| figure(tile)).expect("a row has figures").row;
        form.tiles.retain(|tile| !figure(tile) && (!tile.label || tile.row != at || tile.rows > 1));
        for cell in cells {
            document.expected.insert(CellId { table: form.table, index: cell }, String::new());
        }
    }
}

/// As in a report that was found: rows with a wide label have their figures a column too far left.
fn shifted(document: &mut Document, _: char, _: &mut Random) {
    for form in &mut document.forms {
        let wide: Vec<usize> =
            form.tiles.iter().filter(|t| t.label && t.columns > 1).map(|t| t.row).collect();
        for tile in form.tiles.iter_mut().filter(|tile| tile.figure.is_some()) {
            tile.column -= usize::from(wide.contains(&tile.row));
        }
    }
}

pub const STRAY: &str = "甘州姓田内部资料";

/// A line in the table that is none of its own, and a row of figures.
fn stray(document: &mut Document, _: char, _: &mut Random) {
    for form in document.forms.iter_mut().filter(|form| form.table == 1) {
        for tile in form.tiles.iter_mut().filter(|tile| tile.row >= 9) {
            tile.row += 1;
        }
        for tile in form.tiles.iter_mut().filter(|tile| tile.row < 9 && tile.row + tile.rows > 9) {
            tile.rows += 1;
        }
        form.rows += 1;
        let (row, text) = (9, STRAY.to_owned());
        form.tiles.push(Tile {
            row,
            column: 2,
            rows: 1,
            columns: 8,
            text,
            figure: None,
            label: false,
        });
    }
}

pub const FURNITURE: [&str; 9] = [
    "当前位置：首页 > 政务公开 > 政府信息公开年报 > 乡镇年报",
    "索引号：00293-2022-00011",
    "发布日期：2022-01-20 10:20",
    "来源：上官乡 点击数：123 字号：[大 中 小] 打印 分享",
    "生效日期\t\t废止日期\t",
    "上一篇：某某镇人民政府信息公开工作年度报告",
    "下一篇：某某局信息公开指南",
    "【打印本页】 【关闭窗口】",
    "版权所有：某某县人民政府 浙ICP备05000000号",
];

fn furniture(document: &mut Document, _: char, _: &mut Random) {
    document.before = FURNITURE[..5].iter().map(|&line| line.to_owned()).collect();
    document.before.swap(3, 4);
    // It also stands between the title and the report.
    let between = document.before.pop().expect("five lines");
    document.lead_in.insert(0, between);
    document.after = FURNITURE[5..].iter().map(|&line| line.to_owned()).collect();
}
