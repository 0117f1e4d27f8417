//! Reading web pages that were made by other hands: what stands around and between the text.

use crate::support::published::{Cell, Part, differences, html, parts};
use crate::support::sources;
use nianbao::app::review::comparison::Review;
use nianbao::import::{self, Imported};
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Report, Value};

/// The sample, and what its page is made of.
fn sample() -> (Report, Vec<Part>) {
    let report = sources::read("assets/sample.ron");
    let parts = parts(&report);
    (report, parts)
}

fn read(page: &str) -> Imported {
    import::read("年报.html", page.as_bytes()).unwrap()
}

/// The sample's page with each figure written in a way of its own.
fn with_figures(write: impl Fn(&Cell) -> String) -> String {
    let (_, mut parts) = sample();
    for part in &mut parts {
        let Part::Table(rows) = part else { continue };
        for cell in rows.iter_mut().flatten().filter(|cell| cell.is_figure) {
            cell.text = write(cell);
        }
    }
    // Marks of elements came through as words.
    html::plain(&parts).replace("&lt;", "<").replace("&gt;", ">")
}

fn told(read: &Imported) -> String {
    let left = read.report.imported.as_ref().unwrap();
    assert_eq!(left.unplaced, [] as [&str; 0]);
    left.cleaned.join("\n")
}

#[test]
fn the_words_of_buttons_and_fields_are_told() {
    let (report, parts) = sample();
    let around = "<body><form><button><b>打印</b>本页</button><input type=submit value=搜索>\
        <input type=text placeholder=请输入关键词><input type=hidden value=暗><input type=radio value=甲>\
        <select><option>省政府<option selected>县政府</select><textarea>留言 内容</textarea>\
        <button style='display:none'>藏</button><svg><style>x</style><text>图</text></svg></form>";
    let read = read(&html::plain(&parts).replacen("<body>", around, 1));
    assert_eq!(differences(&report, &read), [] as [&str; 0]);
    assert_eq!(
        told(&read),
        "网页的按钮、输入框等 6 处：“打印 本页”“搜索”“请输入关键词”“省政府 县政府”“留言 内容”“图”\n\
         原文中隐藏的文字 1 个字符，没有读取"
    );
}

#[test]
fn figures_in_the_fields_of_a_table_are_its_figures() {
    let (report, _) = sample();
    for open in ["<input type=text value=", "<span><input name=a value=", "<textarea rows=1>"] {
        let close = if open.ends_with('=') { "/>" } else { "</textarea>" };
        let page = with_figures(|cell| format!("{open}{} {close}", cell.text));
        let read = read(&page);
        assert_eq!(differences(&report, &read), [] as [&str; 0], "{open}");
        assert_eq!(told(&read), "");
    }
    // A search box in a table that holds the page together is none of them.
    let page = html::plain(&sample().1).replacen(
        "<body>",
        "<body><table><tr><td><input value=检索></td><td>政务公开</td></tr></table>",
        1,
    );
    let left = read(&page).report.imported.unwrap();
    assert_eq!(left.cleaned, ["网页的按钮、输入框等 1 处：“检索”"]);
    assert_eq!(left.unplaced, ["政务公开"]);
}

#[test]
fn a_cell_that_is_not_seen_keeps_its_place() {
    let (report, _) = sample();
    let page = html::plain(&sample().1);
    let rows = [
        "<td>一、本年新收政府信息公开申请数量</td>",
        "<td colspan=\"3\">一、本年新收政府信息公开申请数量</td>",
    ];
    let row = rows.into_iter().find(|row| page.contains(row)).unwrap();
    let blank = "<td style=\"visibility: hidden\">";
    let (before, after) = page.split_once(row).unwrap();
    let read = read(&format!("{before}{row}{}", after.replacen("<td>", blank, 1)));
    let found = differences(&report, &read);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("Some(\"\")"), "{found:?}");
}

#[test]
fn headings_with_a_line_break() {
    let (report, mut parts) = sample();
    for part in &mut parts {
        if let Part::Heading(text) = part {
            let at = text.char_indices().nth(5).unwrap().0;
            text.insert_str(at, "<br>");
        }
    }
    let read = read(&html::plain(&parts).replace("&lt;br&gt;", "<br>"));
    assert_eq!(differences(&report, &read), [] as [&str; 0]);
    let said = read.notes.iter().any(|note| note.message.ends_with("（原文分为两行，已连成一行）"));
    assert!(said, "{:?}", read.notes);
    assert_eq!(read.provenance.fields[&Field::Heading(3)].len(), 2);
}

#[test]
fn words_own_marks_of_names_break_no_line() {
    let (report, parts) = sample();
    let page = html::plain(&parts)
        .replace("柳塘", "<st1:PlaceName w:st=\"on\">柳<ruby><rb>塘</rb></ruby></st1:PlaceName>");
    assert_eq!(differences(&report, &read(&page)), [] as [&str; 0]);
}

#[test]
fn a_list_of_contents_is_no_lead_in() {
    let (report, parts) = sample();
    let heading = |part: &Part| match part {
        Part::Heading(text) => Some(format!("<li><a href=#x>{text}</a></li>")),
        _ => None,
    };
    let list: String = parts.iter().filter_map(heading).collect();
    let page =
        html::plain(&parts).replacen("</h1>", &format!("</h1><p>目录</p><ul>{list}</ul>"), 1);
    let read = read(&page);
    assert_eq!(differences(&report, &read), [] as [&str; 0]);
    let unplaced = read.report.imported.unwrap().unplaced;
    assert_eq!((unplaced.len(), unplaced[0].as_str()), (7, "目录"));
}

#[test]
fn blank_rows_behind_the_signature_hide_it_not() {
    let (report, parts) = sample();
    let page = html::plain(&parts)
        .replacen("<body>", "<body><table><tr><td>", 1)
        .replace("</p>\n", "</p></td></tr><tr><td>")
        .replace("</table>\n", "</table></td></tr><tr><td>")
        .replacen("</body>", "</td></tr><tr><td>&nbsp;</td></tr></table></body>", 1);
    let read = read(&page);
    assert_eq!(differences(&report, &read), [] as [&str; 0]);
    assert_eq!(told(&read), "");
}

#[test]
fn a_page_without_a_report_says_where_it_may_be() {
    let page = "<html><body><p>政府信息公开年报</p><iframe src=年报.pdf></iframe></body></html>";
    let error = import::read("年报.html", page.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("附件") && error.contains("框架"), "{error}");
}

#[test]
fn headings_in_a_tables_rows() {
    let (report, parts) = sample();
    let page = html::plain(&parts);
    // Each table begins with its section's heading, or all are one table.
    let mut inside = page.clone();
    for heading in ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"]
    {
        let row = format!("<table><tbody>\n<tr><td colspan=10>{heading}</td></tr>");
        inside = inside.replacen(&format!("<h2>{heading}</h2>\n<table><tbody>"), &row, 1);
    }
    let mut one = page;
    for heading in ["三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"]
    {
        let row = format!("<tr><td colspan=10>{heading}</td></tr>");
        let between = format!("</tbody></table>\n<h2>{heading}</h2>\n<table><tbody>");
        one = one.replacen(&between, &row, 1);
    }
    for page in [inside, one] {
        let read = read(&page);
        assert_eq!(differences(&report, &read), [] as [&str; 0]);
        assert_eq!(told(&read), "");
    }
}

#[test]
fn merged_cells_that_were_taken_apart() {
    let (report, mut parts) = sample();
    for part in &mut parts {
        let Part::Table(rows) = part else { continue };
        let whole: Vec<(usize, Cell)> = rows
            .iter()
            .enumerate()
            .flat_map(|(at, row)| row.iter().map(move |c| (at, c.clone())))
            .collect();
        for row in rows.iter_mut() {
            row.clear();
        }
        for (at, cell) in whole {
            for row in rows.iter_mut().skip(at).take(cell.rows) {
                let one = |column| Cell { rows: 1, columns: 1, column, ..cell.clone() };
                row.extend((cell.column..cell.column + cell.columns).map(one));
            }
        }
        for row in rows.iter_mut() {
            row.sort_by_key(|cell| cell.column);
        }
    }
    let read = read(&html::plain(&parts));
    assert_eq!(differences(&report, &read), [] as [&str; 0]);
    assert_eq!(told(&read), "");
}

/// Proposals that go together are accepted together; what the clerk has set meanwhile stays.
#[test]
fn proposals_are_accepted_together() {
    let (report, mut parts) = sample();
    let blanks = ["received", "granted"].map(|row| {
        let form = &report.edition().tables[1];
        let index = form.cell_at(form.row(row).unwrap(), 1).unwrap();
        CellId { table: 1, index }
    });
    let table = parts.iter_mut().filter(|part| matches!(part, Part::Table(_))).nth(1).unwrap();
    let Part::Table(rows) = table else { unreachable!() };
    let figures = rows.iter_mut().flatten().filter(|cell| cell.is_figure);
    for (index, cell) in figures.enumerate() {
        if blanks.iter().any(|blank| blank.index == index) {
            cell.text.clear();
        }
    }
    let imported = read(&html::plain(&parts));
    let mut now = imported.report.clone();
    let mut review = Review::new("年报.html".to_owned(), imported, false);
    assert_eq!(review.safe(&now).len(), 2);
    let (name, edits) = review.accept_safe(&now);
    assert_eq!(name, "采纳 2 处建议");
    let undo: Vec<Edit> = edits.into_iter().map(|edit| now.apply(edit).unwrap()).collect();
    for id in blanks {
        assert_eq!(now.figures.typed(id), report.figures.typed(id));
    }
    assert!(review.safe(&now).is_empty());
    for edit in undo.into_iter().rev() {
        now.apply(edit).unwrap();
    }
    now.apply(Edit::Value(blanks[0], Value::Count(77))).unwrap();
    assert_eq!(review.safe(&now).len(), 1);
}
