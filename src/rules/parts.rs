//! R47: how many parts the report says it has, against six and against those it names.

use super::claims::has;
use super::context::{Context, Sentence};
use super::{Found, Point, Rule, nearby};
use crate::finding::Severity;

/// R47: how many parts the report says it has, against six and against those it names.
pub static RULE: Rule = Rule {
    code: "R47",
    severity: Severity::Warning,
    title: "所说的部分数与规定的六个部分、与列出的各部分一致",
    basis: "国办公开办函〔2021〕30号、〔2019〕60号：年度报告分六个部分",
    point: Point::Sections,
    safe: false,
    check,
};

/// The six parts of a report: a name, and the words that any way of naming it has.
const PARTS: [(&str, &[&str]); 6] = [
    ("总体情况", &["总体情况", "概述", "总体概况", "基本情况"]),
    ("主动公开政府信息情况", &["主动公开"]),
    (
        "收到和处理政府信息公开申请情况",
        &["依申请公开", "公开申请", "申请公开", "申请情况", "处理申请"],
    ),
    ("政府信息公开行政复议、行政诉讼情况", &["复议", "诉讼"]),
    ("存在的主要问题及改进情况", &["主要问题", "改进", "存在的问题", "存在问题"]),
    ("其他需要报告的事项", &["其他需要报告", "其他事项", "需要报告的其他", "其他需要说明"]),
];

/// What makes parts of the report of a number.
const MADE_OF: [&str; 5] = ["组成", "包括", "分为", "构成", "共分"];

fn check(context: &Context<'_>, found: &mut Found) {
    for sentence in context.sentences() {
        if sentence.text.contains("部分") && has(sentence.text, &MADE_OF) {
            of_sentence(sentence, found);
        }
    }
}

fn of_sentence(sentence: &Sentence<'_>, found: &mut Found) {
    let missing: Vec<&str> = PARTS
        .iter()
        .filter(|(_, words)| !has(sentence.text, words))
        .map(|(name, _)| *name)
        .collect();
    let named = PARTS.len() - missing.len();
    let of_report =
        named >= 3 || has(sentence.text, &["本报告", "报告由", "报告分", "全文", "年报"]);
    if !of_report {
        return;
    }
    for (at, _) in sentence.text.match_indices("部分") {
        let Some((start, told)) = number_before(sentence.text, at) else { continue };
        let message = if told != PARTS.len() {
            let listed = if named == PARTS.len() { "，列出的是 6 个" } else { "" };
            format!("写的是 {told} 个部分{listed}，规定的是 6 个。请核对。")
        } else if (3..PARTS.len()).contains(&named) {
            format!("写的是 6 个部分，列出的是 {named} 个，少了“{}”。请补上。", missing.join("”“"))
        } else {
            continue;
        };
        let from = sentence.range.start;
        found.add(sentence.place(from + start..from + at + "部分".len()), message, None);
        return;
    }
}

/// The number before 部分, and where it begins: 六, 6个; 一部分 is some of it, 第二部分 one of them.
fn number_before(text: &str, at: usize) -> Option<(usize, usize)> {
    let near = nearby::before(text, at, 5);
    let head = near.trim_end_matches(['个', '大', ' ']);
    let number = head.chars().next_back()?;
    let numeral = |c: char| "一二三四五六七八九十".chars().position(|n| n == c);
    let told = number.to_digit(10).map(|n| n as usize).or(numeral(number).map(|n| n + 1))?;
    let before = head.get(..head.len() - number.len_utf8())?;
    // 第二部分, 第二、三、四部分 are some of them.
    let list = nearby::before(text, at - near.len() + before.len(), 12);
    let list = list.trim_end_matches(|c| numeral(c).is_some() || "、和".contains(c));
    let longer = list.ends_with('第')
        || before.ends_with(|c: char| c.is_ascii_digit() || numeral(c).is_some());
    (told > 1 && !longer).then(|| (at - near.len() + before.len(), told))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::prose;

    const FIVE: &str = "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况";

    #[test]
    fn numbers_of_parts() {
        for (text, told) in [
            (format!("本报告由{FIVE}、其他需要报告的事项7个部分组成。"), "写的是 7 个部分，列出的是 6 个"),
            (format!("本报告由{FIVE}、其他需要报告的事项七部分组成。"), "写的是 7 个部分，列出的是 6 个"),
            (format!("全文由{FIVE}等六部分组成，现予公布。"), "列出的是 5 个，少了“其他需要报告的事项”"),
            ("本报告共分为五个部分。".into(), "写的是 5 个部分，规定的是 6 个"),
            ("全文包括7大部分。".into(), "写的是 7 个部分"),
            (
                "本报告包括总体情况、主动公开情况、行政复议诉讼情况、存在的主要问题、其他事项6个部分。".into(),
                "列出的是 5 个，少了“收到和处理政府信息公开申请情况”",
            ),
        ] {
            prose("R47", &text, &[told]);
        }
        for text in [
            format!("本报告由{FIVE}、其他需要报告的事项六个部分组成。"),
            format!("本报告由{FIVE}、其他需要报告的事项六部分组成，第二部分为一部分表格。"),
            "本报告由六部分组成。".into(),
            "共分六大块，7个部分存在问题。".into(),
            "公开指南包括三个部分，分为机构职能、公开范围和办理程序。".into(),
            "一部分信息包括办事指南，另一部分为政策文件。".into(),
            "年报第五部分包括存在的问题。".into(),
            "报告分为六个部分，其中第二、三、四部分为表格。".into(),
        ] {
            prose("R47", &text, &[]);
        }
    }
}
