//! The kinds of page, each a way to make a document into what a site, a copy or a program leaves of
//! it. Words, order and marks vary with the seed.

use nianbao::grid::{Content, Grid};

use std::fmt::Write as _;

use super::around;
use super::words::{self, pick};
use crate::support::corpus::form::{Document, Random};
use crate::support::corpus::shapes::write;

/// What is made: the bytes, and what the report should say of itself.
pub struct Page {
    pub bytes: Vec<u8>,
    /// Nothing names the agency but what is unsure.
    pub unsure_agency: bool,
}

/// A kind of page.
pub struct Kind {
    pub name: &'static str,
    pub make: fn(&mut Document, &mut Random) -> Page,
}

pub const KINDS: [Kind; 31] = [
    Kind { name: "各种文本写法", make: plain },
    Kind { name: "标题连在行内", make: headings_in_lines },
    Kind { name: "全文一行", make: one_line },
    Kind { name: "第一部分另有名称", make: other_first },
    Kind { name: "标题带说明", make: noted_headings },
    Kind { name: "Markdown", make: markdown },
    Kind { name: "一行一张小表", make: small_tables },
    Kind { name: "竖线起行", make: bar_rows },
    Kind { name: "行名带括注", make: noted_labels },
    Kind { name: "网站标题在前", make: site_title },
    Kind { name: "网页上的文字", make: furniture },
    Kind { name: "问号代空格", make: questions },
    Kind { name: "标题无机关", make: title_without_agency },
    Kind { name: "标题无年度", make: title_without_year },
    Kind { name: "年字丢失", make: year_without_sign },
    Kind { name: "繁体字", make: traditional },
    Kind { name: "网页", make: web_page },
    Kind { name: "各种编码", make: encodings },
    Kind { name: "空格符号", make: entities },
    Kind { name: "编号不同", make: numbers },
    Kind { name: "第几部分", make: around::parts_as_numbers },
    Kind { name: "编号错位", make: around::shifted_numbers },
    Kind { name: "第五第六部分另有名称", make: around::last_in_other_words },
    Kind { name: "次序不同", make: around::another_order },
    Kind { name: "页末文字", make: around::end_of_page },
    Kind { name: "页末的文章列表", make: around::lists_below },
    Kind { name: "正文中的网页文字", make: around::within_sections },
    Kind { name: "标题前的栏目名", make: around::tagged_title },
    Kind { name: "标题简写机关", make: around::short_name },
    Kind { name: "一页几份", make: around::several_reports },
    Kind { name: "乱码", make: around::wrong_encoding },
];

pub fn page(text: &str) -> Page {
    Page { bytes: text.as_bytes().to_vec(), unsure_agency: false }
}

pub fn shape(random: &mut Random) -> char {
    pick(&['A', 'B', 'C', 'E', 'F', 'G', 'H'], random)
}

fn plain(document: &mut Document, random: &mut Random) -> Page {
    page(&write(document, shape(random)))
}

fn headings_in_lines(document: &mut Document, random: &mut Random) -> Page {
    let mut text = write(document, pick(&['B', 'F', 'H'], random));
    for at in [0, 4, 5] {
        let heading = &document.headings[at];
        let gap = pick(&[" ", "　　", "  "], random);
        if random.below(2) == 0 {
            text = text.replace(&format!("\n{heading}\n　　"), &format!("\n{heading}{gap}"));
        } else {
            let before =
                if at == 0 { &document.lead_in[0] } else { &document.prose[at - 1][..].join("") };
            if !before.is_empty() {
                let ends = format!("{before}\n{heading}\n");
                text = text.replace(&ends, &format!("{before}{gap}{heading}\n"));
            }
        }
    }
    page(&text)
}

fn one_line(document: &mut Document, random: &mut Random) -> Page {
    let gap = pick(&[" ", "  ", "　"], random);
    let text = write(document, 'C');
    let lines = text.lines();
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    page(&words.join(gap))
}

fn other_first(document: &mut Document, random: &mut Random) -> Page {
    document.headings[0] = pick(&words::FIRST, random).to_owned();
    plain(document, random)
}

fn noted_headings(document: &mut Document, random: &mut Random) -> Page {
    let at = random.below(6);
    document.headings[at].push_str(pick(&words::NOTES, random));
    plain(document, random)
}

fn markdown(document: &mut Document, random: &mut Random) -> Page {
    let mut text = write(document, 'G');
    let mark = pick(&["## ", "### ", "# ", "##"], random);
    for heading in &document.headings {
        let marked = if random.below(4) == 0 {
            format!("\n**{heading}**\n")
        } else {
            format!("\n{mark}{heading}\n")
        };
        text = text.replace(&format!("\n{heading}\n"), &marked);
    }
    page(&format!("# {text}"))
}

fn small_tables(document: &mut Document, random: &mut Random) -> Page {
    let text = write(document, 'G');
    let columns = document.forms.iter().find(|form| form.table == 1).map_or(0, |form| form.columns);
    let head = pick(&["类别", "项目", "内容", "事项"], random);
    let mut made = String::new();
    for line in text.lines() {
        let cells: Vec<&str> = line
            .trim_matches('|')
            .split('|')
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
            .collect();
        let figures =
            cells.iter().rev().take_while(|cell| cell.bytes().all(|b| b.is_ascii_digit()));
        // Rows of table three: seven figures behind a label.
        if columns > 0 && line.starts_with('|') && figures.count() == 7 && cells.len() > 7 {
            let (labels, figures) = cells.split_at(cells.len() - 7);
            let _ = write!(made, "\n| {head} {}|\n|{}\n", "| 数据 ".repeat(7), "---|".repeat(8));
            let label = labels.last().unwrap_or(&"");
            let _ = writeln!(made, "| {label} | {} |", figures.join(" | "));
        } else {
            made.push_str(line);
            made.push('\n');
        }
    }
    page(&made)
}

fn bar_rows(document: &mut Document, random: &mut Random) -> Page {
    let mut lines: Vec<String> = vec![document.title.clone()];
    lines.extend(document.lead_in.clone());
    let bars = pick(&["||", "|||", "| |"], random);
    for (section, heading) in document.headings.iter().enumerate() {
        lines.push(heading.clone());
        lines.extend(document.prose[section].clone());
        let Some(form) = document.form_in(section) else { continue };
        for row in 0..form.rows {
            let cells: Vec<String> =
                form.row(row).into_iter().flatten().map(|tile| tile.text.clone()).collect();
            let Some((last, others)) = cells.split_last() else { continue };
            lines.push("|".to_owned());
            lines.extend(others.iter().filter(|c| !c.is_empty()).map(|cell| format!("{cell} |")));
            lines.push(format!("{last} | {bars}"));
        }
    }
    lines.extend(document.signature.clone());
    page(&lines.join("\n"))
}

fn noted_labels(document: &mut Document, random: &mut Random) -> Page {
    let note = pick(&words::LABEL_NOTES, random);
    for form in &mut document.forms {
        let labels: Vec<usize> = (0..form.tiles.len()).filter(|at| form.tiles[*at].label).collect();
        if form.table == 0 {
            let at = labels[random.below(labels.len())];
            form.tiles[at].text.push_str(note);
        }
    }
    page(&write(document, pick(&['A', 'B', 'F'], random)))
}

fn site_title(document: &mut Document, random: &mut Random) -> Page {
    let suffix = pick(&["（文字版）", "（图文）", "", "（全文）"], random);
    document.before.push(format!("{}{suffix}", document.title));
    let title = document.title.clone();
    let text = write(document, pick(&['A', 'B', 'F'], random));
    let at = title.find(&document.year.to_string()).unwrap_or(0);
    let (agency, rest) = title.split_at(at);
    let broken = if random.below(2) == 0 && !agency.is_empty() {
        format!("\n{agency}\n{rest}\n")
    } else {
        format!("\n{title}\n")
    };
    page(&text.replacen(&format!("\n{title}\n"), &broken, 1))
}

fn furniture(document: &mut Document, random: &mut Random) -> Page {
    let mut lines: Vec<String> = Vec::new();
    for _ in 0..=random.below(5) {
        lines.push(words::furniture(random));
    }
    let text = write(document, pick(&['A', 'B', 'E', 'F'], random));
    let title = &document.title;
    let behind = format!("{title}\n{}\n", lines.join("\n"));
    let mut text = text.replacen(&format!("{title}\n"), &behind, 1);
    for _ in 0..random.below(4) {
        text = format!("{}\n{text}", words::furniture(random));
    }
    for _ in 0..random.below(3) {
        text.push_str(&words::furniture(random));
        text.push('\n');
    }
    page(&text)
}

fn questions(document: &mut Document, random: &mut Random) -> Page {
    let text = write(document, pick(&['A', 'B', 'F'], random));
    let marks = "?".repeat(3 + random.below(12));
    page(&format!("{marks}{}", text.replace("　　", &marks)))
}

fn title_without_agency(document: &mut Document, random: &mut Random) -> Page {
    document.title = format!("{}年政府信息公开工作年度报告", document.year);
    let signed = random.below(3) > 0;
    if !signed {
        document.signature.remove(0);
        let agency = "上官乡人民政府";
        let line = pick(
            &["来源：上官乡人民政府", "发布机构：上官乡人民政府 发布时间：2024-01-12"],
            random,
        );
        if random.below(2) == 0 {
            document.before.push(line.to_owned());
        } else {
            document.lead_in[0] = format!("本报告由{agency}编制。{}", document.lead_in[0]);
        }
    }
    Page { unsure_agency: !signed, ..page(&write(document, shape(random))) }
}

fn title_without_year(document: &mut Document, random: &mut Random) -> Page {
    "上官乡人民政府政府信息公开工作年度报告".clone_into(&mut document.title);
    page(&write(document, shape(random)))
}

fn year_without_sign(document: &mut Document, random: &mut Random) -> Page {
    document.title = format!("上官乡人民政府{}政府信息公开工作年度报告", document.year);
    page(&write(document, shape(random)))
}

/// The form's words and the headings in traditional characters; the prose stays.
fn traditional(document: &mut Document, random: &mut Random) -> Page {
    for form in &mut document.forms {
        form.tiles.iter_mut().for_each(|tile| tile.text = words::traditional(&tile.text));
    }
    document.headings.iter_mut().for_each(|heading| *heading = words::traditional(heading));
    page(&write(document, pick(&['A', 'B', 'F'], random)))
}

fn web_page(document: &mut Document, random: &mut Random) -> Page {
    let script = "for (i=0;i<n;i++) { if (a <b ) x = '</div>'; } ".repeat(40);
    let mut body = format!("<h1>{}</h1>", document.title);
    let table = |form: &crate::support::corpus::form::Form| {
        let grid = Grid::new(&document.edition.tables[form.table]);
        let mut rows = vec![String::new(); grid.rows];
        for (cell, tile) in grid.cells.iter().zip(&form.tiles) {
            let tag = if matches!(cell.content, Content::Header(_)) { "th" } else { "td" };
            let _ = write!(
                rows[cell.row],
                "<{tag} rowspan={} colspan={}><p>{}&nbsp;</p></{tag}>",
                cell.rows, cell.columns, tile.text
            );
        }
        format!("<table><tr>{}</tr></table>", rows.join("</tr><tr>"))
    };
    let paragraph = |text: &String| format!("<p>&emsp;&emsp;{text}</p>");
    body.extend(document.lead_in.iter().map(paragraph));
    for (section, heading) in document.headings.iter().enumerate() {
        let _ = write!(body, "<p><strong>{heading}</strong></p>");
        body.extend(document.prose[section].iter().map(paragraph));
        body.extend(document.form_in(section).map(table));
    }
    body.extend(document.signature.iter().map(|text| format!("<p align=right>{text}</p>")));
    let head = pick(&["<style>p<b { } </style>", "<!-- a <b c -->", ""], random);
    page(&format!(
        "<!DOCTYPE html><html><head>{head}<script>{script}</script></head><body><div>{body}</div></body></html>"
    ))
}

fn encodings(document: &mut Document, random: &mut Random) -> Page {
    let text = write(document, shape(random));
    let bytes = match random.below(5) {
        0 => encoding_rs::GB18030.encode(&text).0.into_owned(),
        1 => "\u{FEFF}"
            .chars()
            .chain(text.chars())
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect(),
        2 => "\u{FEFF}"
            .chars()
            .chain(text.chars())
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect(),
        3 => format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => format!("\u{FEFF}{}", text.replace('\n', "\r\n")).into_bytes(),
    };
    Page { bytes, unsure_agency: false }
}

fn entities(document: &mut Document, random: &mut Random) -> Page {
    let space = pick(&["&nbsp;", "&emsp;", "&ensp;", "&#12288;", "&#160;"], random);
    let text = write(document, pick(&['B', 'F'], random));
    page(&text.replace("　　", &space.repeat(2)))
}

fn numbers(document: &mut Document, random: &mut Random) -> Page {
    let to: &[char] = match random.below(3) {
        0 => &['1', '2', '3', '4', '5', '6'],
        1 => &['１', '２', '３', '４', '５', '６'],
        _ => &['一', '二', '三', '四', '五', '六'],
    };
    let mark = pick(&["、", "．", ".", "、 "], random);
    for (heading, number) in document.headings.iter_mut().zip(to) {
        if let Some((_, words)) = heading.split_once('、') {
            *heading = format!("{number}{mark}{words}");
        }
    }
    plain(document, random)
}
