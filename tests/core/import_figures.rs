//! Figures that are not where the form has them, or have something beside them: each is read where it
//! belongs, or its cell stays open and it is told.

use std::fmt::Write as _;

use crate::support::corpus;
use crate::support::corpus::form::Document;
use crate::support::corpus::shapes::write;
use nianbao::edition;
use nianbao::import::{self, Imported};
use nianbao::report::place::CellId;

fn own(seed: u64) -> Document {
    Document::new(edition::all().last().unwrap(), seed)
}

fn read(text: &str) -> Imported {
    import::read("figures", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// What a document's table says, in the form's order.
fn figures(document: &Document, table: usize) -> Vec<String> {
    let cells = document.expected.iter().filter(|(id, _)| id.table == table);
    cells.map(|(_, value)| value.clone()).collect()
}

/// The document in a shape with other words in the place of a section's table.
fn with_table(document: &Document, section: usize, table: &str) -> String {
    let text = write(document, 'B');
    let (before, after) = text.split_once(&document.headings[section]).unwrap();
    let (_, after) = after.split_once(&document.headings[section + 1]).unwrap();
    let (head, next) = (&document.headings[section], &document.headings[section + 1]);
    format!("{before}{head}\n{table}\n{next}{after}")
}

/// Each figure is the document's, or, in rows that are open, blank and told.
fn check(document: &Document, is_open: impl Fn(CellId) -> bool, text: &str) {
    let read = read(text);
    for (id, value) in &document.expected {
        let found = corpus::read_of(&read.report, *id);
        let blank = found.is_empty() && corpus::is_told(&read, *id);
        let right = if is_open(*id) { blank } else { found == *value };
        let what = corpus::name(&read.report, *id);
        assert!(right, "{what} is {found}, not {value}\n{}\n{text}", corpus::told(&read));
    }
}

const GROUPS: [&str; 3] = ["行政复议", "未经复议直接起诉", "复议后起诉"];
const WAYS: [&str; 5] = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];

#[test]
fn table_four_in_rows_of_its_groups() {
    let document = own(11);
    let all = figures(&document, 2);
    for order in [[0, 1, 2], [0, 2, 1], [2, 1, 0], [1, 0, 2], [1, 2, 0], [2, 0, 1]] {
        for (before, after) in [("", ""), ("（", "）"), ("行政诉讼（", "）"), ("其中：", "")]
        {
            let mut rows = format!("\t{}", WAYS.join("\t"));
            for group in order {
                let name = GROUPS[group];
                let name =
                    if group == 0 { name.to_owned() } else { format!("{before}{name}{after}") };
                let _ = write!(rows, "\n{name}\t{}", all[group * 5..group * 5 + 5].join("\t"));
            }
            check(&document, |_| false, &with_table(&document, 3, &rows));
            // A cell a line, they may stay open.
            let text = with_table(&document, 3, &rows.replace('\t', "\n"));
            let read = read(&text);
            for (id, value) in document.expected.iter().filter(|(id, _)| id.table == 2) {
                let found = corpus::read_of(&read.report, *id);
                let blank = found.is_empty() && corpus::is_told(&read, *id);
                assert!(blank || found == *value, "{found}, not {value}\n{text}");
            }
        }
    }
    // Names that do not tell the groups apart.
    let rows: Vec<String> = (0..3)
        .map(|group| format!("行政复议{}\t{}", group + 1, all[group * 5..group * 5 + 5].join("\t")))
        .collect();
    check(&document, |id| id.table == 2, &with_table(&document, 3, &rows.join("\n")));
}

#[test]
fn table_three_on_its_side() {
    let document = own(12);
    let form = &document.edition.tables[1];
    let all = figures(&document, 1);
    let columns =
        ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
    let labels: Vec<&str> = form.rows.iter().map(|row| row.path.last().unwrap().as_str()).collect();
    let rows = |order: &[usize]| {
        let mut rows = format!("申请人\t{}", labels.join("\t"));
        for column in order {
            let figures = (0..labels.len()).map(|row| all[row * 7 + column].as_str());
            let figures: Vec<&str> = figures.collect();
            let _ = write!(rows, "\n{}\t{}", columns[*column], figures.join("\t"));
        }
        rows
    };
    for order in [[0, 1, 2, 3, 4, 5, 6], [6, 0, 1, 2, 3, 4, 5], [0, 5, 4, 3, 2, 1, 6]] {
        check(&document, |_| false, &with_table(&document, 2, &rows(&order)));
    }
    // With a column missing, or one that nobody knows, nothing is read.
    for broken in
        [rows(&[0, 1, 2, 3, 4, 5]), rows(&[0, 1, 2, 3, 4, 5, 6]).replace("科研机构", "甲")]
    {
        check(&document, |id| id.table == 1, &with_table(&document, 2, &broken));
    }
}

#[test]
fn the_last_cell_of_a_row_needs_no_bar() {
    let document = own(13);
    let text = write(&document, 'E');
    let lines: Vec<&str> = text.lines().collect();
    let is_cell = |line: &&str| line.ends_with(" |");
    let is_figure =
        |line: &&str| is_cell(line) && line.trim_end_matches(" |").parse::<u64>().is_ok();
    let bare: Vec<&str> = (0..lines.len())
        .map(|at| {
            let next = lines.get(at + 1).is_some_and(is_figure);
            if is_figure(&lines[at]) && !next {
                lines[at].trim_end_matches(" |")
            } else {
                lines[at]
            }
        })
        .collect();
    check(&document, |_| false, &bare.join("\n"));
}

#[test]
fn an_amount_in_yuan_is_not_one_in_ten_thousands() {
    for (unit, figure, read_as) in [
        ("（单位：元）", "251000", "251000元"),
        ("（元）", "251000", "251000元"),
        ("(单位:元)", "300", "300元"),
        ("（单位：人民币元）", "1", "1元"),
        ("（单位：元）", "0", "0"),
        ("（单位：万元）", "25.1", "25.1"),
        ("（万元）", "25", "25"),
    ] {
        let document = own(14);
        let text = write(&document, 'B');
        let fee = text.lines().find(|line| line.starts_with("行政事业性收费")).unwrap();
        let text = text
            .replacen(fee, &format!("行政事业性收费\t{figure}"), 1)
            .replace("（单位：万元）", unit);
        let read = read(&text);
        let id = *document.expected.keys().rfind(|id| id.table == 0).unwrap();
        assert_eq!(corpus::read_of(&read.report, id), read_as, "{text}");
        assert!(!read_as.ends_with('元') || corpus::is_told(&read, id), "{text}");
    }
}

/// The document as a page, its figures as `cell` writes them.
fn page(document: &Document, cell: impl Fn(usize, &str) -> String) -> String {
    let mut body = format!("<h1>{}</h1>", document.title);
    for (section, heading) in document.headings.iter().enumerate() {
        let _ = write!(body, "<h2>{heading}</h2>");
        for text in &document.prose[section] {
            let _ = write!(body, "<p>{text}</p>");
        }
        let Some(form) = document.form_in(section) else { continue };
        body += "<table>";
        for row in 0..form.rows {
            body += "<tr>";
            let mut tiles: Vec<_> = form.tiles.iter().filter(|tile| tile.row == row).collect();
            tiles.sort_by_key(|tile| tile.column);
            for (at, tile) in tiles.into_iter().enumerate() {
                let text = &tile.text;
                let text = if tile.figure.is_some() { cell(at, text) } else { text.clone() };
                let _ =
                    write!(body, "<td rowspan={} colspan={}>{text}</td>", tile.rows, tile.columns);
            }
            body += "</tr>";
        }
        body += "</table>";
    }
    format!("<html><body>{body}</body></html>")
}

#[test]
fn what_nobody_sees_is_no_part_of_a_figure() {
    let document = own(15);
    for unseen in [
        "<span style='font-size:0'>9</span>",
        "<span style='font-size: 0px'>9</span>",
        "<span style='font-size:1px'>9</span>",
        "<i style='opacity:0'>9</i>",
        "<span style='opacity: 0.0'>9</span>",
        "<span style='color:#fff'>9</span>",
        "<font color=white>9</font>",
        "<font color='#FFFFFF'>9</font>",
        "<span style='color:rgb(255, 255, 255)'>9</span>",
        "<span style='color:rgba(0,0,0,0)'>9</span>",
        "<span style='color:transparent'>9</span>",
        "<span style='position:absolute;left:-9999px'>9</span>",
        "<span style='text-indent:-999px'>9</span>",
        "<span style='position:absolute;clip:rect(0,0,0,0)'>9</span>",
    ] {
        for first in [true, false] {
            let both = |text: &str| {
                if first { format!("{unseen}{text}") } else { format!("{text}{unseen}") }
            };
            let text =
                page(&document, |at, text| if at % 3 == 1 { both(text) } else { text.into() });
            check(&document, |_| false, &text);
            assert!(corpus::told(&read(&text)).contains("看不见的“9”"), "{unseen}");
        }
    }
    // What is seen is read: on a ground, in a size of its own within one of none.
    for seen in [
        "<span style='background:#036'><span style='color:#fff'>{}</span></span>",
        "<span style='color:white;background-color:red'>{}</span>",
        "<span style='font-size:0'><b style='font-size:12px'>{}</b></span>",
        "<span style='opacity:0.9'>{}</span>",
        "<span style='color:#eee'>{}</span>",
        "<span style='text-indent:-2em'>{}</span>",
    ] {
        check(&document, |_| false, &page(&document, |_, text| seen.replace("{}", text)));
    }
}

#[test]
fn a_figure_over_several_columns_is_none_of_theirs() {
    for (rows, columns) in
        [("3.要求提供公开出版物", 7), ("2.重复申请", 7), ("（七）总计", 7), ("（一）予以公开", 7)]
    {
        for wide in 2..=columns {
            let document = own(16);
            let text = page(&document, |_, text| text.to_owned());
            let at = text.find(&format!(">{rows}</td>")).unwrap();
            let (before, row) = text.split_at(at);
            let (row, after) = row.split_once("</tr>").unwrap();
            let cells: Vec<&str> = row.split("<td ").collect();
            let merged = format!("rowspan=1 colspan={wide}>0</td>");
            let mut kept = vec![cells[0], merged.as_str()];
            kept.extend(&cells[1 + wide..]);
            let text = format!("{before}{}</tr>{after}", kept.join("<td "));
            let form = &document.edition.tables[1];
            let row = form.rows.iter().position(|row| row.path.last().unwrap() == rows).unwrap();
            let cells = form.rows[row].cells.clone();
            check(&document, |id| id.table == 1 && cells.contains(&id.index), &text);
        }
    }
}

#[test]
fn rows_of_tables_are_no_prose() {
    let document = own(17);
    for row in [
        "类别\t结果\t件数",
        "上年同期\t7\t7\t7",
        "行政复议 | 行政诉讼",
        "一、本年新收政府信息公开申请数量\t1\t2\t3",
        "结果维持\t结果纠正\t其他结果",
        "序号\t项目\t数量",
        "甲\t1\t2",
        "行政许可\t行政处罚",
    ] {
        let heading = &document.headings[5];
        let text = write(&document, 'B').replacen(heading, &format!("{row}\n{heading}"), 1);
        let read = read(&text);
        assert!(!read.report.sections[4].before.contains(row), "{row}");
        let kept = &read.report.imported.as_ref().unwrap().unplaced;
        assert!(kept.iter().any(|line| line.contains(row)), "{row} {kept:?}");
    }
    // A sentence that is set with tabs is.
    for prose in ["一是公开不够全面，\t二是更新不够及时。", "联系人：张三\t电话：12345678"]
    {
        let heading = &document.headings[5];
        let text = write(&document, 'B').replacen(heading, &format!("{prose}\n{heading}"), 1);
        assert!(read(&text).report.sections[4].before.contains(prose), "{prose}");
    }
}

/// A table's rows with each cell so many times as wide.
fn widened(rows: &str, times: usize) -> String {
    let mut made = String::new();
    for (at, piece) in rows.split("colspan=").enumerate() {
        match piece.split_once('>') {
            Some((columns, rest)) if at > 0 => {
                let _ =
                    write!(made, "colspan={}>{rest}", columns.parse::<usize>().unwrap() * times);
            }
            _ => made += piece,
        }
    }
    made
}

#[test]
fn one_table_that_holds_all_three() {
    one_table_of_all(false);
}

/// As Word has it: rows of all three share sixty columns.
#[test]
fn one_table_that_holds_all_three_in_common_columns() {
    one_table_of_all(true);
}

fn one_table_of_all(is_wide: bool) {
    let document = own(18);
    let text = page(&document, |_, text| text.to_owned());
    let rows = text.split("<table>").skip(1).map(|rest| rest.split_once("</table>").unwrap().0);
    let times = document.forms.iter().map(|form| if is_wide { 60 / form.columns } else { 1 });
    let tables: Vec<String> = rows.zip(times).map(|(rows, times)| widened(rows, times)).collect();
    let headings = &document.headings;
    let line = |section: usize| format!("<h2>{}</h2>", headings[section]);
    let width = if is_wide { 60 } else { 15 };
    let row = |words: &str| format!("<tr><td colspan={width}>{words}</td></tr>");
    let one = |between: &dyn Fn(usize) -> String| {
        let rows: String = (0..3).map(|table| between(table) + &tables[table]).collect();
        format!("<table>{rows}</table>")
    };
    let start = text.split_once(&line(1)).unwrap().0;
    let end = text.split_once(&line(4)).unwrap().1;
    let lines = [line(1), line(2), line(3)];
    let none = |_: usize| String::new();
    let captions = |table: usize| row(&document.edition.tables[table].name);
    let inside = |table: usize| row(&headings[table + 1]);
    let later = |table: usize| if table == 0 { String::new() } else { inside(table) };
    let blank = |table: usize| if table == 0 { String::new() } else { row("") };
    // Whether the headings in it part it.
    for (what, is_parted, middle) in [
        ("headings above", false, lines.join("") + &one(&none)),
        ("headings above, captions in it", false, lines.join("") + &one(&captions)),
        ("headings in it", true, one(&inside)),
        ("the first above it, others in it", true, line(1) + &one(&later)),
        ("the first above it alone", false, line(1) + &one(&none)),
        ("the first above it, blank rows", false, line(1) + &one(&blank)),
        ("headings around it", false, line(1) + &one(&none) + &line(2) + &line(3)),
        ("under section three", false, line(1) + &line(2) + &one(&none) + &line(3)),
    ] {
        let text = format!("{start}{middle}{}{end}", line(4));
        let read = read(&text);
        for (id, value) in &document.expected {
            let found = corpus::read_of(&read.report, *id);
            let blank = !is_parted && found.is_empty() && corpus::is_told(&read, *id);
            let name = corpus::name(&read.report, *id);
            assert!(
                blank || found == *value,
                "{what}: {name} is {found}, not {value}\n{}",
                corpus::told(&read)
            );
        }
    }
}
