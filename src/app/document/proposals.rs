//! Text that the program proposes: the lead-in, the five aspects' headings, the fee sentence.

use super::super::settings::values::Settings;
use crate::ledger::FeeTotals;
use crate::report::Report;
use crate::report::place::Field;
use crate::zh::{is_numeral, numeral};

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
    present(report.text(Field::Before(1)))
}

/// The bytes at which the paragraph of an aspect begins.
#[must_use]
pub fn aspect_at(text: &str, aspect: usize) -> Option<usize> {
    let mut start = 0;
    for line in text.split('\n') {
        if begins_with(line, MARKS[aspect]) {
            return Some(start);
        }
        start += line.len() + 1;
    }
    None
}

fn present(text: &str) -> [bool; 5] {
    MARKS.map(|mark| text.lines().any(|line| begins_with(line, mark)))
}

fn begins_with(line: &str, mark: &str) -> bool {
    let words = line.trim_start_matches(|c: char| {
        c.is_whitespace() || is_numeral(c) || "（）()、.".contains(c)
    });
    words.chars().take(14).collect::<String>().contains(mark)
}

/// Section one with the headings of the aspects that it lacks, each in its place with an empty line below
/// it; also the byte of the first of these lines, where one goes on to write.
#[must_use]
pub fn with_aspects(report: &Report) -> (String, usize) {
    let mut text = report.text(Field::Before(1)).to_owned();
    let mut first = None;
    for aspect in 0..ASPECTS.len() {
        if !present(&text)[aspect] {
            let end;
            (text, end) = with_aspect(&text, aspect);
            first.get_or_insert((aspect, end));
        }
    }
    let at = first.and_then(|(aspect, _)| {
        let at = aspect_at(&text, aspect)?;
        let line = text.get(at..)?;
        Some(at + line.find('\n').map_or(line.len(), |end| end + 1))
    });
    let at = at.unwrap_or(text.len());
    (text, at)
}

/// Where one writes under the next heading （一） of a text after the line of a byte, going round, or under
/// the first: on the empty line below it, else where it ends; `None` where the text has no heading.
#[must_use]
pub fn next_heading(text: &str, from: Option<usize>) -> Option<usize> {
    let mut places = Vec::new();
    let mut at = 0;
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        if unnumbered(line).is_some() {
            let below = lines.peek().is_some_and(|line| line.is_empty());
            places.push((at, at + line.len() + usize::from(below)));
        }
        at += line.len() + 1;
    }
    let next = places.iter().find(|(start, _)| from.is_none_or(|from| *start > from));
    let next = next.or(places.first());
    next.map(|(_, place)| *place)
}

/// A text with an aspect's heading put in before that of the next aspect it has, else at its end,
/// and the headings （一）, （二） … numbered anew; also the byte of the empty line below it.
#[must_use]
pub fn with_aspect(text: &str, aspect: usize) -> (String, usize) {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    // An empty last line belongs to a heading, or is none.
    let of_heading = |lines: &[String]| {
        lines.len().checked_sub(2).and_then(|at| unnumbered(lines.get(at)?)).is_some()
    };
    if lines.last().is_some_and(String::is_empty) && !of_heading(&lines) {
        lines.pop();
    }
    let later = |line: &String| {
        let mut marks = MARKS.iter().skip(aspect + 1);
        unnumbered(line).is_some() && marks.any(|mark| begins_with(line, mark))
    };
    let at = lines.iter().position(later).unwrap_or(lines.len());
    lines.insert(at, format!("（一）{}", ASPECTS[aspect]));
    lines.insert(at + 1, String::new());
    let mut number = 1;
    for line in &mut lines {
        if let Some(words) = unnumbered(line) {
            *line = format!("（{}）{words}", numeral(number));
            number += 1;
        }
    }
    let end = lines.iter().take(at + 1).map(|line| line.len() + 1).sum();
    (lines.join("\n"), end)
}

/// The words of a heading without its （一）; `None` for what has no such number.
fn unnumbered(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix(['（', '('])?;
    let words = rest.trim_start_matches(is_numeral);
    let words = (words.len() < rest.len()).then_some(words)?;
    words.strip_prefix(['）', ')'])
}

/// Section six with the sentence on 信息处理费 before what it says already (国办函〔2020〕109号).
#[must_use]
pub fn with_fee_sentence(report: &Report, fees: FeeTotals) -> String {
    let sentence = fees.sentence();
    let text = report.text(Field::Before(6));
    if text.contains("信息处理费") {
        return text.to_owned();
    }
    if text.is_empty() { sentence } else { format!("{sentence}\n{text}") }
}

#[cfg(test)]
mod tests {
    use super::{aspect_at, next_heading, with_aspect};

    fn check(text: &str, aspect: usize, expected: &str) {
        let (text, end) = with_aspect(text, aspect);
        assert_eq!(text, expected);
        assert!(text.get(..end).is_some_and(|head| head.ends_with("情况\n")), "{text} {end}");
    }

    #[test]
    fn a_heading_goes_before_the_next_aspect() {
        check("", 0, "（一）主动公开情况\n");
        check("总述。", 4, "总述。\n（一）监督保障情况\n");
        check(
            "总述。\n（一）主动公开情况\n一段。\n（二）监督保障情况\n一段。",
            2,
            "总述。\n（一）主动公开情况\n一段。\n（二）政府信息管理情况\n\n（三）监督保障情况\n一段。",
        );
        check("监督保障到位。", 0, "监督保障到位。\n（一）主动公开情况\n");
    }

    #[test]
    fn the_next_heading_is_gone_to() {
        let text = "总述。\n（一）甲情况\n一段。\n（二）乙情况";
        let first = text.find("甲情况").unwrap() + "甲情况".len();
        assert_eq!(next_heading(text, None), Some(first));
        assert_eq!(next_heading(text, Some(first)), Some(text.len()));
        assert_eq!(next_heading(text, Some(first + "\n一段".len())), Some(text.len()));
        assert_eq!(next_heading(text, Some(text.len())), Some(first));
        let empty = "（一）甲情况\n\n（二）乙情况\n";
        let below = empty.find("\n\n").unwrap() + 1;
        assert_eq!(next_heading(empty, Some(empty.len())), Some(below));
        assert_eq!(next_heading(empty, Some(below)), Some(empty.len()), "not where one is already");
        assert_eq!(next_heading("总述。", None), None);
    }

    #[test]
    fn where_an_aspect_begins() {
        let text = "总述。\n（一）主动公开情况\n一段。";
        assert_eq!(aspect_at(text, 0), text.find("（一）"));
        assert_eq!(aspect_at(text, 4), None);
    }
}
