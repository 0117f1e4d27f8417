//! Text that the program proposes: the lead-in, the five aspects' headings, the fee sentence.

use super::settings::Settings;
use crate::report::Report;
use crate::report::place::Field;

/// The five aspects that section one covers, as they are headed.
pub const ASPECTS: [&str; 5] = [
    "主动公开情况",
    "依申请公开情况",
    "政府信息管理情况",
    "政府信息公开平台建设情况",
    "监督保障情况",
];

/// Words by which an aspect is known to be there.
const MARKS: [&str; 5] = ["主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"];

/// A lead-in with agency, legal basis, parts, period and contact filled in.
#[must_use]
pub fn lead_in(report: &Report, settings: &Settings) -> String {
    let year = report.year.map_or_else(|| "____".into(), |year| year.to_string());
    let notice = report.edition().notice.number.as_str();
    let blank = |text: &str| if text.is_empty() { "____".to_owned() } else { text.to_owned() };
    let agency = blank(&report.agency);
    let (address, telephone) = (blank(&settings.address), blank(&settings.telephone));
    format!(
        "根据《中华人民共和国政府信息公开条例》和国务院办公厅政府信息与政务公开办公室有关通知（{notice}）要求，\
         由{agency}编制本报告。本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、\
         政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。\
         本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。\
         如对本报告有疑问，请与{agency}联系（地址：{address}，电话：{telephone}）。"
    )
}

/// For each aspect, whether section one has it: a paragraph that begins with its words, number
/// marks aside.
#[must_use]
pub fn aspects_present(report: &Report) -> [bool; 5] {
    let text = report.text(Field::Before(1));
    MARKS.map(|mark| {
        text.lines().any(|line| {
            let words = line.trim_start_matches(|c: char| {
                c.is_whitespace() || "（）()、.一二三四五六七八九十".contains(c)
            });
            words.chars().take(14).collect::<String>().contains(mark)
        })
    })
}

/// Section one with the headings of the aspects that it lacks, in their order, at its end.
#[must_use]
pub fn with_aspects(report: &Report) -> String {
    let mut text = report.text(Field::Before(1)).to_owned();
    let numerals = ["一", "二", "三", "四", "五"];
    for ((present, aspect), numeral) in aspects_present(report).iter().zip(ASPECTS).zip(numerals) {
        if !present {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(&format!("（{numeral}）{aspect}"));
        }
    }
    text
}

/// Section six with the sentence on 信息处理费 before what it says already (国办函〔2020〕109号).
#[must_use]
pub fn with_fee_sentence(report: &Report) -> String {
    let sentence = "本年度发出收费通知0件，总金额0元，实际收取信息处理费0元。";
    let text = report.text(Field::Before(6));
    if text.contains("信息处理费") {
        return text.to_owned();
    }
    if text.is_empty() { sentence.to_owned() } else { format!("{sentence}\n{text}") }
}
