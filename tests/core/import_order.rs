//! Text out of a PDF whose lines are not in the order of the rows: a row never takes its
//! neighbour's figures, what is sure is read, and the rest is noted.

use crate::support::corpus;
use nianbao::edition::{self, Table};
use nianbao::import;
use nianbao::report::place::CellId;

/// A table of the newest form in plain text, a row a line, each of its figures like no other.
struct Plain {
    table: usize,
    rows: Vec<(String, Vec<String>)>,
    text: String,
}

impl Plain {
    /// The rows as they are written: a label and its figures.
    fn new(table: usize, write: impl Fn(&str, &[String]) -> String) -> Self {
        let form: &Table = &edition::all().last().unwrap().tables[table];
        let row = |row: &edition::Row| {
            let figures = row.cells.clone().map(|cell| (1000 + cell).to_string());
            (row.path.last().unwrap().clone(), figures.collect())
        };
        let rows: Vec<(String, Vec<String>)> = form.rows.iter().map(row).collect();
        let text: Vec<String> = rows.iter().map(|(label, figures)| write(label, figures)).collect();
        Self { table, rows, text: text.join("\n") }
    }

    fn in_lines(table: usize) -> Self {
        Self::new(table, |label, figures| format!("{label} {}", figures.join(" ")))
    }

    fn figures(&self, label: &str) -> &[String] {
        &self.rows.iter().find(|(row, _)| row == label).unwrap().1
    }

    /// Puts other text in the place of that from one label up to another, or to the end.
    fn replace(&mut self, from: &str, to: &str, text: &str) {
        let start = self.text.find(from).unwrap();
        let (before, rest) = self.text.split_at(start);
        let end = if to.is_empty() { rest.len() } else { rest.find(to).unwrap() };
        let (_, after) = rest.split_at(end);
        self.text = format!("{before}{text}\n{after}");
    }

    /// Reads it: rows are blank and noted, but the others have their own figures.
    fn check(&self, blank: &[&str]) {
        let mut parts = ["", "", "", "", "", ""].map(String::from);
        parts[self.table + 1] = format!("{}\n", self.text);
        let heads = [
            "一、总体情况\n无。\n",
            "二、主动公开政府信息情况\n",
            "三、收到和处理政府信息公开申请情况\n",
            "四、政府信息公开行政复议、行政诉讼情况\n",
            "五、存在的主要问题及改进情况\n无。\n",
            "六、其他需要报告的事项\n无。\n",
        ];
        let parts = heads.iter().zip(&parts).flat_map(|(head, part)| [*head, part]);
        let body: String = parts.collect();
        let source = format!("上官乡人民政府2023年政府信息公开工作年度报告\n{body}");
        let imported = import::read("order", source.as_bytes()).unwrap();
        let form = &imported.report.edition().tables[self.table];
        let kept = imported.report.imported.as_ref().unwrap().unplaced.join("\n");
        for (row, (label, figures)) in form.rows.iter().zip(&self.rows) {
            for (index, figure) in row.cells.clone().zip(figures) {
                let id = CellId { table: self.table, index };
                let read = corpus::read_of(&imported.report, id);
                if blank.contains(&label.as_str()) {
                    assert_eq!(read, "", "{label}\n{source}");
                    assert!(corpus::is_told(&imported, id), "{label}\n{source}");
                    let lost = source.contains(figure) && !kept.contains(figure);
                    assert!(!lost, "{figure} of {label}\n{kept}\n{source}");
                } else {
                    assert_eq!(&read, figure, "{label}\n{}\n{source}", corpus::told(&imported));
                }
            }
        }
    }
}

const THIRD: &str = "4.保护第三方合法权益";
const INNER: &str = "5.属于三类内部事务信息";
const PROCESS: &str = "6.属于四类过程性信息";
const UNKNOWN: &str = "1.本机关不掌握相关政府信息";
const MAKE: &str = "2.没有现成信息需要另行制作";
const UNCLEAR: &str = "3.补正后申请内容仍不明确";
const COPIES: &str = "3.要求提供公开出版物";
const OFTEN: &str = "4.无正当理由大量反复申请";
const AGAIN: &str = "5.要求行政机关确认或重新出具已获取信息";

#[test]
fn all_in_order() {
    Plain::in_lines(0).check(&[]);
    Plain::in_lines(1).check(&[]);
}

#[test]
fn the_rest_of_a_row_below_the_next() {
    let mut text = Plain::in_lines(1);
    let (above, row) = (text.figures(COPIES).to_vec(), text.figures(OFTEN).to_vec());
    let spoiled = format!(
        "3.4.要求提供公开出版物 {}\n无正当理由大量反复申 {}\n{}\n处理 请 {}",
        above[..3].join(" "),
        row[..3].join(" "),
        above[3..].join(" "),
        row[3..].join(" ")
    );
    text.replace(COPIES, AGAIN, &spoiled);
    text.check(&[COPIES, OFTEN]);
}

#[test]
fn a_figure_of_the_row_above_for_a_blank_one() {
    let mut text = Plain::in_lines(1);
    let (above, row) = (text.figures(THIRD).to_vec(), text.figures(INNER).to_vec());
    let spoiled = format!(
        "{THIRD} {}\n{INNER} {} {} {}\n{}\n{}",
        above[..5].join(" "),
        row[0],
        row[2],
        row[3],
        above[6],
        row[4..].join(" ")
    );
    text.replace(THIRD, PROCESS, &spoiled);
    text.check(&[THIRD, INNER]);
}

#[test]
fn figures_below_the_next_label() {
    for (above, label) in [
        ("1.本机关不掌握相关政府信\n息", "2.没有现成信息需要另行制"),
        ("1.本机关不掌握相关政\n府", "2.没有现成信息需要另"),
        ("1.4.要求提供公开", "2.没有现成信息需要另行制"),
    ] {
        let mut text = Plain::in_lines(1);
        let (unknown, make) = (text.figures(UNKNOWN).join(" "), text.figures(MAKE).join(" "));
        let spoiled = format!("{above}\n（四）无法 {label}\n{unknown}\n提供 作 {make}");
        text.replace(UNKNOWN, UNCLEAR, &spoiled);
        // Between the pieces of a label are its own figures all the same.
        let inner = text.figures(INNER).join(" ");
        text.replace(INNER, PROCESS, &format!("5.属于三类内部\n{inner}\n事务信息"));
        text.check(&[UNKNOWN, MAKE]);
    }
}

#[test]
fn single_figures_before_and_behind_their_labels() {
    let mut text = Plain::new(0, |label, figures| format!("{label}\n{}", figures.join("\n")));
    let rows = ["行政许可", "行政处罚", "行政强制", "行政事业性收费"];
    let [permit, _, force, fees] = rows.map(|row| text.figures(row).join("\n"));
    let spoiled = format!(
        "本年处理决定数量\n{permit}\n行政许可\n信息内容\n本年处理决定数量\n行政处罚\n{force}\n行政强制\n\
         本年收费金额（单位：万元）\n{fees}\n行政事业性收费"
    );
    text.replace(rows[0], "", &spoiled);
    text.check(&rows);
}

/// Cells one under the other, the last two of a row side by side.
#[test]
fn columns_under_columns() {
    let write = |label: &str, figures: &[String]| {
        format!("{label}\n{}\n{}", figures[..5].join("\n"), figures[5..].join(" "))
    };
    Plain::new(1, write).check(&[]);
    let mut text = Plain::new(1, write);
    let (total, next) = ("（七）总计", "四、结转下年度继续办理");
    let (sums, rest) = (text.figures(total).to_vec(), text.figures(next).to_vec());
    let spoiled = format!(
        "{total}\n{}\n{}\n{next}\n{}\n{}\n{}",
        sums[..4].join("\n"),
        rest[..3].join("\n"),
        sums[5..].join(" "),
        rest[3],
        rest[4..].join(" ")
    );
    text.replace(total, "", &spoiled);
    text.check(&[total, next]);
}

/// A label that nobody can read does not make the rows around it doubtful.
#[test]
fn a_damaged_label_is_one_rows_fault() {
    let write = |label: &str, figures: &[String]| format!("{label}\n{}", figures.join("\n"));
    let mut text = Plain::new(1, write);
    let (damaged, other) = (text.figures(INNER).join("\n"), text.figures(OFTEN).join("\n"));
    text.replace(INNER, PROCESS, &format!("甘州姓田\n{damaged}"));
    text.replace(OFTEN, AGAIN, &format!("甘州姓田\n{other}"));
    text.check(&[INNER, OFTEN]);
}
