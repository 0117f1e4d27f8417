//! R45: a number left out before its unit: 财政领域信息条、政务动态12条.
//!
//! Only behind a noun that such counts are of, at the end of its piece, and where the sentence has
//! another count; 逐条, 每件, 条例, 头条 are words of their own.

use super::context::Context;
use super::{Found, Point, Rule, nearby};
use crate::finding::Severity;

/// R45: a number left out before its unit: 财政领域信息条、政务动态12条.
pub static RULE: Rule = Rule {
    code: "R45",
    severity: Severity::Warning,
    title: "件、条、次前面写了数字",
    basis: "分项的数字应当填写完整",
    point: Point::Wording,
    safe: false,
    check,
};

/// What is counted in such units.
const NOUNS: [&str; 65] = [
    "信息",
    "公告",
    "公示",
    "动态",
    "文件",
    "申请",
    "通知",
    "简介",
    "概况",
    "预算",
    "决算",
    "培训",
    "会议",
    "政策",
    "解读",
    "回应",
    "其他",
    "其它",
    "留言",
    "建议",
    "提案",
    "新闻",
    "要闻",
    "资讯",
    "微博",
    "微信",
    "视频",
    "图解",
    "简报",
    "制度",
    "计划",
    "总结",
    "数据",
    "领域",
    "复议",
    "诉讼",
    "许可",
    "处罚",
    "强制",
    "活动",
    "检查",
    "宣传",
    "平台",
    "网站",
    "公众号",
    "公开",
    "推进会",
    "座谈会",
    "例会",
    "听证会",
    "发布会",
    "工作会",
    "恳谈会",
    "研讨会",
    "开放日",
    "咨询",
    "报道",
    "稿件",
    "材料",
    "手册",
    "折页",
    "工单",
    "意见",
    "事项",
    "指南",
];

/// In what they are counted.
const UNITS: [char; 5] = ['条', '件', '次', '篇', '份'];

fn check(context: &Context<'_>, found: &mut Found) {
    for sentence in context.sentences().iter().filter(|s| !s.counts.is_empty()) {
        let counted = UNITS.map(|unit| {
            let unit = unit.to_string();
            sentence.counts.iter().any(|count| count.unit == unit)
        });
        let people = sentence.counts.iter().any(|count| count.unit == "人次");
        for (at, unit) in sentence.text.match_indices(UNITS) {
            let known = UNITS.iter().position(|other| unit.starts_with(*other));
            // 组织培训次，参训86人次.
            let beside = unit == "次" && people;
            let end = at + unit.len();
            let behind = nearby::after(sentence.text, end, 1);
            let ends =
                behind.is_empty() || behind.starts_with(['、', '，', '；', ',', '）', ')', '：']);
            let before = nearby::before(sentence.text, at, 3);
            let Some(noun) = NOUNS.iter().find(|noun| before.ends_with(*noun)) else { continue };
            // 文件件, but 复议案件 and 诉讼案件 are words.
            let told = beside || known.is_some_and(|index| counted[index]);
            let phrase = nearby::before(sentence.text, at, 6);
            if !ends || !told || is_one(phrase, noun, unit) {
                continue;
            }
            let message = format!("“{noun}{unit}”少了数字，请填上件数；没有的写 0{unit}。");
            let range = sentence.range.start + at - noun.len()..sentence.range.start + end;
            found.add(sentence.place(range), message, None);
        }
    }
}

/// Whether a noun and its unit are a word for one such thing: 依申请公开件, 每一申请件.
fn is_one(phrase: &str, noun: &str, unit: &str) -> bool {
    let before = phrase.strip_suffix(noun).unwrap_or_default();
    let one = ["每", "每一", "每个", "各", "各类", "该", "所有", "全部", "上述", "单个", "依"];
    one.iter().any(|word| before.ends_with(word))
        || unit == "件" && noun == "公开" && before.ends_with("申请")
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::prose;

    #[test]
    fn numbers_left_out() {
        for (text, told) in [
            ("公开财政领域信息条、政务动态12条。", "“信息条”少了数字"),
            ("召开政务公开推进会次，开展培训3次。", "“推进会次”"),
            ("发放宣传手册份、明白纸300份。", "“手册份”"),
            ("发布公告3条，政策解读条。", "“解读条”"),
            ("收到申请件，其中予以公开2件。", "“申请件”"),
            ("召开会议2次、业务培训次。", "“培训次”少了数字，请填上件数；没有的写 0次"),
            ("制作图解篇、推送视频3篇。", "“图解篇”"),
            ("网站公开80条（预算条、决算2条）。", "“预算条”"),
            ("发放宣传份，明白纸300份。", "“宣传份”"),
            ("组织培训次，参训人员86人次。", "“培训次”"),
            ("受理公开申请件、咨询3件。", "“申请件”"),
        ] {
            prose("R45", text, &[told]);
        }
        for text in [
            "公开信息12条，逐条核对文件。",
            "公开信息条目清楚，共12条。",
            "落实信息公开条例，公开12条。",
            "具备公开条件，公开信息12条。",
            "今日头条，发布3条。",
            "行政诉讼案件，共2件。",
            "信息条、动态条均不为空。",
            "每件申请，共办结3件。",
            "公开信息十二条，动态12条。",
            "规范办理依申请公开件，全年办理12件。",
            "对每一申请件、每个回复件逐一核对，共3件。",
            "上述申请件，均在3件以内。",
        ] {
            prose("R45", text, &[]);
        }
    }
}
