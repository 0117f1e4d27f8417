//! R14, R15, R16: what sections one and five have to say.

use super::context::{Context, Paragraph};
use super::{Found, Point, Rule};
use crate::finding::Severity;
use crate::report::place::{Field, Place};
use crate::zh::WordList;
use crate::zh::marks::mark;
use crate::zh::numeral;

/// R14: sections one and five are not empty, not 无, not a token sentence.
pub static FILLED: Rule = Rule {
    code: "R14",
    severity: Severity::Error,
    title: "第一、第五部分应当有实际内容",
    basis: "《条例》第五十条；年度报告格式第一、第五部分",
    point: Point::Content,
    safe: false,
    check: filled,
};

/// R15: section one covers its five aspects, each with a paragraph or heading of its own.
pub static ASPECTS: Rule = Rule {
    code: "R15",
    severity: Severity::Warning,
    title: "第一部分写到五个方面",
    basis: "年度报告格式第一部分：主动公开、依申请公开、政府信息管理、平台建设、监督保障",
    point: Point::Content,
    safe: false,
    check: aspects,
};

/// R16: the results of 考核, 社会评议 and 责任追究 are reported, as is required of every 人民政府.
pub static RESULTS: Rule = Rule {
    code: "R16",
    severity: Severity::Warning,
    title: "写明工作考核、社会评议和责任追究结果",
    basis: "《条例》第四十六条、第五十条；年度报告格式第一部分（监督保障）",
    point: Point::Content,
    safe: false,
    check: results,
};

fn filled(context: &Context<'_>, found: &mut Found) {
    for number in [1, 5] {
        let section = context.section(number);
        let length: usize = section.iter().map(|p| p.text.chars().count()).sum();
        let message = if length == 0 {
            "还没有内容，请写明情况。".to_owned()
        } else if length < context.config.token_sentence {
            let text: String = section.iter().map(|p| p.text).collect();
            format!("只写了“{text}”，{length} 个字，请写明实际情况。")
        } else {
            continue;
        };
        let message = format!("第{}部分{message}", numeral(number.into()));
        found.add(Place::Field(Field::Before(number)), message, None);
    }
}

/// The five aspects and the words that a heading has for them.
static FIVE: [(&str, WordList); 5] = [
    ("主动公开", WordList::new(&["主动公开"])),
    ("依申请公开", WordList::new(&["依申请", "申请公开"])),
    ("政府信息管理", WordList::new(&["信息管理", "信息资源管理", "信息规范管理"])),
    ("政府信息公开平台建设", WordList::new(&["平台"])),
    (
        "监督保障",
        WordList::new(&[
            "监督保障",
            "保障监督",
            "监督与保障",
            "监督和保障",
            "保障措施",
            "监督管理",
        ]),
    ),
];

fn aspects(context: &Context<'_>, found: &mut Found) {
    let section = context.section(1);
    if section.is_empty() {
        return; // R14
    }
    let leads: Vec<&str> = section.iter().map(lead).collect();
    let missing: Vec<&str> = FIVE
        .iter()
        .filter(|(_, words)| !leads.iter().any(|lead| words.are_in(lead)))
        .map(|(aspect, _)| *aspect)
        .collect();
    if !missing.is_empty() {
        let message =
            format!("第一部分没有专门写{}，应当各有一段，或者有小标题。", missing.join("、"));
        found.add(Place::Field(Field::Before(1)), message, None);
    }
}

/// What a paragraph is about: its words up to the first stop, where they are no more than a
/// heading.
fn lead<'a>(paragraph: &Paragraph<'a>) -> &'a str {
    let text = paragraph.text.trim_start_matches(['-', '•', '·', '●']).trim_start();
    let text = text.get(mark(text).map_or(0, |mark| mark.rest)..).unwrap_or_default();
    let end = text.find(['。', '：', '，', '；', ':', ',', ';']).unwrap_or(text.len());
    text.get(..end).filter(|lead| lead.chars().count() <= 20).unwrap_or_default()
}

/// What is reported, the words for it, and the words of a result.
static REPORTED: [(&str, WordList, WordList); 3] = [
    (
        "工作考核",
        WordList::new(&["考核", "考评"]),
        WordList::new(&[
            "结果",
            "合格",
            "优秀",
            "良好",
            "优良",
            "名列",
            "名次",
            "前三",
            "第一",
            "第二",
            "第三",
            "得分",
            "达标",
            "等次",
            "表彰",
            "颁发",
            "通报",
            "排名",
            "奖励",
            "扣分",
            "满分",
            "分，",
            "未开展",
            "没有开展",
        ]),
    ),
    (
        "社会评议",
        WordList::new(&["评议"]),
        WordList::new(&[
            "结果",
            "良好",
            "满意",
            "好评",
            "优秀",
            "合格",
            "得分",
            "优良",
            "未收到",
            "没有收到",
            "意见",
            "未开展",
            "没有开展",
        ]),
    ),
    (
        "责任追究",
        WordList::new(&["追究", "问责", "追责"]),
        WordList::new(&[
            "未发生",
            "没有发生",
            "未产生",
            "未出现",
            "没有出现",
            "没有产生",
            "不存在",
            "无责任",
            "无需",
            "没有需要",
            "未有",
            "没有",
            "未因",
            "0起",
            "0人",
            "0次",
            "0件",
            "人次",
            "约谈",
            "情况为",
            "均无",
            "无追",
            "无问",
            "无被",
            "无人",
            "零追",
            "零问",
            "为零",
            "为0",
            "为无",
            "：无",
            ":无",
            "：零",
            "：0",
        ]),
    ),
];

/// Before the words: what will be, or what follows from a result, is none.
static NONE: WordList = WordList::new(&["根据评议", "根据考核", "依据评议", "依据考核"]);

fn results(context: &Context<'_>, found: &mut Found) {
    if context.section(1).is_empty() {
        return; // R14
    }
    let told = |words: &WordList, results: &WordList| {
        let sentences = context.sentences().iter().filter(|sentence| sentence.has(words));
        sentences.into_iter().any(|s| s.has(results) && !s.has(&NONE))
    };
    let missing: Vec<&str> =
        REPORTED.iter().filter(|(_, w, r)| !told(w, r)).map(|(name, ..)| *name).collect();
    if !missing.is_empty() {
        let message = format!("没有写明{}的结果，请在监督保障一段写清楚。", missing.join("、"));
        let section = context.section(1);
        let own = section.iter().find(|paragraph| FIVE[4].1.are_in(lead(paragraph)));
        let place = own.map_or(Place::Field(Field::Before(1)), |p| p.place(0..p.text.len()));
        found.add(place, message, None);
    }
}

#[cfg(test)]
mod tests {
    use crate::report::place::Field;
    use crate::rules::tests::{found, prose, report, write};

    #[test]
    fn sections_without_content() {
        for (text, told) in [
            ("", Some("第五部分还没有内容")),
            ("无。", Some("只写了“无。”，2 个字")),
            ("存在一些问题，将加以改进。", Some("13 个字")),
            ("一是部分信息发布不够及时，二是政策解读形式比较单一，下一步将建立提醒机制。", None),
        ] {
            let mut report = report("2021");
            write(&mut report, Field::Before(1), FIVE);
            write(&mut report, Field::Before(5), text);
            let found = found(&report, "R14");
            assert_eq!(found.len(), usize::from(told.is_some()), "{text}: {found:?}");
            assert!(found.iter().zip(told).all(|(found, told)| found.contains(told)), "{found:?}");
        }
    }

    const FIVE: &str = "（一）主动公开情况\n公开。\n（二）依申请公开办理情况。全年没有收到。\n\
        三是政府信息管理：规范。\n政务公开平台建设\n网站。\n（五）信息公开监督保障\n考核。";

    #[test]
    fn five_aspects() {
        prose("R15", FIVE, &[]);
        prose("R15", &FIVE.replace("政府信息管理", "制度"), &["没有专门写政府信息管理，"]);
        let inline = "负责主动公开、依申请公开、政府信息管理、平台建设、监督保障工作。";
        prose(
            "R15",
            inline,
            &["写主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障"],
        );
    }

    #[test]
    fn three_results() {
        let all = "考核结果均为合格，社会评议良好，未产生责任追究相关问题。";
        prose("R16", all, &[]);
        for blame in [
            "责任追究结果：无。",
            "责任追究：无。",
            "无被追责人员。",
            "全年零追责。",
            "责任追究为零。",
        ] {
            prose("R16", &format!("工作考核结果优秀；社会评议结果良好；{blame}"), &[]);
        }
        prose("R16", "考核结果均为合格。社会评议良好。", &["没有写明责任追究的结果"]);
        prose(
            "R16",
            "对其工作进行考核。关注社会评议。采取责任追究的形式。2021年未发生责任追究情况。",
            &["没有写明工作考核、社会评议的结果"],
        );
        let plans = "完善年度考核指标。根据评议结果完善制度。认真落实失职问责追责制度。";
        prose("R16", plans, &["没有写明工作考核、社会评议、责任追究的结果"]);
    }
}
