//! R23: itemised counts of the text add up to the total that the text states.
//!
//! Items follow their total (共公开794条，组织机构61条、…) or stand before it (…，共计92条). After
//! 其中 only some of them may be named, which is told as a matter of interest. Separate facts in
//! one sentence are no items: what has a verb of its own is not taken for one; two of them alone are
//! items only where they come to more than the whole. A number of parts (7个部分, 七部分) is held
//! against the parts that are named.

use super::claims::{self, has};
use super::context::{Context, Sentence};
use super::{Found, Point, Rule};
use crate::finding::Severity;
use crate::zh;
use crate::zh::counts::Count;

/// R23.
pub static RULE: Rule = Rule {
    code: "R23",
    severity: Severity::Warning,
    title: "文字中各分项之和等于所写的总数",
    basis: "同一段文字中的数字应当前后相符",
    point: Point::ProseAndTables,
    safe: false,
    check,
};

/// What makes a sum of a count: 共公开794条.
const SUM: [&str; 7] = ["共", "总计", "合计", "总数", "总量", "全年", "累计"];

/// A fact of its own, not an item of what was counted before.
const VERBS: [&str; 16] = [
    "发布",
    "公开了",
    "更新",
    "收到",
    "受理",
    "召开",
    "开展",
    "举办",
    "制作",
    "印发",
    "办理",
    "答复",
    "回复",
    "推送",
    "整改",
    "培训",
];

/// What names ways of publishing and nothing else: two of them are surely items.
const CHANNELS: [&str; 30] = [
    "网站",
    "门户",
    "政府",
    "政务",
    "微信",
    "微博",
    "公众号",
    "公众",
    "抖音",
    "客户端",
    "平台",
    "公开栏",
    "新媒体",
    "线上",
    "线下",
    "县",
    "镇",
    "乡",
    "官方",
    "通过",
    "公开",
    "发布",
    "推送",
    "信息",
    "、",
    "，",
    "和",
    "共",
    "为",
    "了",
];

fn check(context: &Context<'_>, found: &mut Found) {
    for sentence in context.sentences() {
        if let Some(stated) = after(sentence).or_else(|| before(sentence)) {
            compare(sentence, &stated, found);
        }
        parts(sentence, found);
    }
}

/// A stated total and the counts that should make it up.
struct Stated<'s> {
    total: &'s Count,
    items: Vec<&'s Count>,
    some: bool,
}

/// Whether two counts count the same thing, exactly.
fn like(total: &Count, item: &Count) -> bool {
    item.unit == total.unit && claims::exact_any(item).is_some()
}

/// A total with its items behind it.
fn after<'s>(sentence: &'s Sentence<'_>) -> Option<Stated<'s>> {
    let (index, total) = sentence.counts.iter().enumerate().find(|(index, total)| {
        let from =
            index.checked_sub(1).map_or(sentence.range.start, |i| sentence.counts[i].range.end);
        let next = sentence.counts.get(index + 1).map_or(sentence.range.end, |c| c.range.start);
        let (ahead, behind) =
            (sentence.between(from, total.range.start), sentence.between(total.range.end, next));
        claims::exact_any(total).is_some()
            && !claims::is_change(ahead)
            && (has(behind, &["其中", "，即", "（即"])
                || (is_sum(ahead) && behind.starts_with(['，', ',', '：', ':', '（', '('])))
    })?;
    let next = sentence.counts.get(index + 1)?;
    let behind = sentence.between(total.range.end, next.range.start);
    let some = behind.contains("其中");
    let in_brackets = behind.starts_with(['（', '(']);
    let mut items = Vec::new();
    let mut from = total.range.end;
    for count in &sentence.counts[index + 1..] {
        let words = sentence.between(from, count.range.start);
        let first = items.is_empty();
        // An item's own items: 网站100条（动态60条、公告40条）.
        let nested = inside(sentence.between(total.range.end, count.range.start)) && !in_brackets;
        let closed = in_brackets && !inside(sentence.between(total.range.end, count.range.start));
        let again = !first && (words.contains("其中") || sums_up(words));
        if closed || again || (!some && has(words, &VERBS)) {
            break;
        }
        from = count.range.end;
        if !nested && like(total, count) && !claims::is_change(words) {
            items.push(count);
        }
    }
    // Two facts side by side are no list, unless they are said to be one.
    let enough = if some || in_brackets || has(behind, &["：", ":", "分别", "包括", "，即"])
    {
        2
    } else {
        3
    };
    let all: i64 = items.iter().map(|item| item.amount).sum();
    let end = items.last().map_or(total.range.end, |last| last.range.start);
    let too_many = items.len() == 2
        && all > total.amount
        && claims::made_of(&without_counts(sentence, total.range.end, end, &items), &CHANNELS);
    (items.len() >= enough || too_many).then_some(Stated { total, items, some })
}

/// The words between two bytes of a sentence, but for the counts of some items.
fn without_counts(sentence: &Sentence<'_>, from: usize, to: usize, items: &[&Count]) -> String {
    let mut from = from;
    let mut words = String::new();
    for item in items {
        words.push_str(sentence.between(from, item.range.start.min(to)));
        from = item.range.end;
    }
    words
}

/// Items with their total behind them: …，共计92条.
fn before<'s>(sentence: &'s Sentence<'_>) -> Option<Stated<'s>> {
    let (index, total) = sentence.counts.iter().enumerate().skip(2).find(|(index, total)| {
        let words = sentence.between(sentence.counts[index - 1].range.end, total.range.start);
        sums_up(words) && claims::exact_any(total).is_some()
    })?;
    let items: Vec<&Count> = sentence.counts[..index].iter().collect();
    let plain = items.iter().all(|item| like(total, item))
        && !claims::is_change(sentence.between(sentence.range.start, total.range.start))
        && !inside(sentence.between(sentence.range.start, total.range.start))
        && !is_sum(sentence.between(sentence.range.start, items[0].range.start));
    plain.then_some(Stated { total, items, some: false })
}

/// Whether words before a count make a sum of it: 全年共公开, but not 公共服务.
fn is_sum(words: &str) -> bool {
    const OTHER: [&str; 6] = ["公共", "共享", "共建", "共同", "中共", "共治"];
    let plain = OTHER.iter().fold(words.to_owned(), |words, other| words.replace(other, ""));
    has(&plain, &SUM)
}

/// Whether words before a count add up what came before: ，共计.
fn sums_up(words: &str) -> bool {
    let words = words.trim_start_matches(['，', ',', '、', ' ']);
    ["共计", "合计", "总计", "共"].iter().any(|sum| words.starts_with(sum))
}

/// Whether brackets are open at the end of some words.
fn inside(words: &str) -> bool {
    let open = words.matches(['（', '(']).count();
    open > words.matches(['）', ')']).count()
}

fn compare(sentence: &Sentence<'_>, stated: &Stated<'_>, found: &mut Found) {
    let Some(total) = claims::exact_any(stated.total) else { return };
    let parts: Vec<i64> = stated.items.iter().filter_map(|item| item.whole()).collect();
    let sum: i64 = parts.iter().sum();
    if sum == total {
        return;
    }
    let added: Vec<String> = parts.iter().map(ToString::to_string).collect();
    let unit = stated.total.unit;
    let advice = if stated.some {
        "“其中”若已列全，请核对"
    } else {
        "请核对各项和总数"
    };
    let message = format!(
        "写的总数是 {total}{unit}，列出的各项 {}＝{sum}，相差 {}。{advice}。",
        added.join("＋"),
        (total - sum).abs()
    );
    let (first, last) = (stated.items[0], stated.items[stated.items.len() - 1]);
    let finding = found.add(sentence.place(stated.total.range.clone()), message, None);
    finding.other = Some(sentence.place(first.range.start..last.range.end));
    if stated.some {
        finding.severity = Severity::Info;
    }
}

/// The six parts of a report, by words that any way of naming them has.
const PARTS: [&[&str]; 6] = [
    &["总体情况", "概述"],
    &["主动公开"],
    &["依申请公开", "公开申请"],
    &["复议", "诉讼"],
    &["主要问题", "改进"],
    &["其他需要报告", "其他事项", "需要报告的其他"],
];

/// 本报告由……7个部分组成, and six are named.
fn parts(sentence: &Sentence<'_>, found: &mut Found) {
    if !PARTS.iter().all(|words| has(sentence.text, words)) {
        return;
    }
    for (at, _) in sentence.text.match_indices("部分") {
        let before = sentence.text.get(..at).unwrap_or_default();
        let before = before.trim_end_matches(['个', '大', ' ']);
        let Some(number) = before.chars().next_back() else { continue };
        let start = before.len() - number.len_utf8();
        let numeral = zh::value(number.encode_utf8(&mut [0; 4]));
        let told = number.to_digit(10).map(i64::from).or(numeral);
        // 一部分 is some of it, 十二部分 none of this.
        let longer = before.get(..start).is_some_and(|b| {
            b.ends_with(|c: char| c.is_ascii_digit() || c == '第' || zh::is_numeral(c))
        });
        let Some(told) =
            told.filter(|told| *told > 1 && Ok(*told) != i64::try_from(PARTS.len()) && !longer)
        else {
            continue;
        };
        let message = format!("写的是 {told} 个部分，列出的是 6 个。请核对。");
        let from = sentence.range.start;
        found.add(sentence.place(from + start..from + at), message, None);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::prose;

    fn rule(text: &str, expected: &[&str]) {
        prose("R23", text, expected);
    }

    #[test]
    fn sums_that_do_not_hold() {
        for (text, told) in [
            (
                "全年政府网站共发布政府信息3694条,其中概况类信息更新45条,政务动态信息更新1438条,信息公开目录信息更新2032条;“殷都政务”微信公众号发布信息632条。",
                "总数是 3694条，列出的各项 45＋1438＋2032＝3515，相差 179",
            ),
            ("开展培训372人次，其中线下331人次、线上61人次。", "331＋61＝392，相差 20"),
            ("共公开信息21条，政策4条、动态5条、公告4条、财政0条、人事1条。", "4＋5＋4＋0＋1＝14"),
            (
                "共发布562条：动态38条、公告168条、财政45条、人事13条、规划4条、其他298条。",
                "＝566，相差 4",
            ),
            ("组织机构61条、乡镇动态31条，共计90条。", "总数是 90条，列出的各项 61＋31＝92"),
            ("全年公开信息100条（动态60条、公告30条）。", "60＋30＝90"),
            (
                "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项7个部分组成。",
                "写的是 7 个部分，列出的是 6 个",
            ),
            (
                "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项七部分组成。",
                "写的是 7 个部分，列出的是 6 个",
            ),
            ("全年公开信息372条，网站公开331条、微信公开61条。", "331＋61＝392，相差 20"),
            ("公开信息372条，即网站331条、微信61条。", "331＋61＝392，相差 20"),
        ] {
            rule(text, &[told]);
        }
    }

    #[test]
    fn sums_that_hold_and_counts_that_are_none() {
        for text in [
            "一共政务信息公开794条，组织机构61条、乡镇动态631条、部门文件59条、财政信息15条、人事信息14条、应急管理3条、建议提案1条、其他信息2条、重大领域信息公开8条。",
            "主动公开政府信息150条，其中组织机构18条，部门文件19条、工作计划12条、工作开展79条、公告告示8条、公共服务8条，应急管理3条，财政信息3条。",
            "官微和官博信息发布质量提升，分别公开政府信息156和70条。",
            "全年发布信息100条，制作图解8期，召开会议2次，微信推送50条。",
            "全年共发布信息100条，公众号发布50条，微博发布30条，抖音发布2条。",
            "共公开信息150条，比上年增加20条，增长15%。",
            "共公开信息150条，其中网站100条（动态60条、公告40条），公众号50条。",
            "共公开信息约150条，其中网站100条、公众号30条。",
            "全年收到申请29件，上年结转3件，结转下年度继续办理1件。",
            "共公开信息150条，其中网站100条。",
            "本报告由总体情况、主动公开、依申请公开、行政复议诉讼、主要问题及改进、其他需要报告的事项六个部分组成。",
            "共分六大块，7个部分存在问题。",
            "本报告由总体情况、主动公开、依申请公开、行政复议诉讼、主要问题及改进、其他需要报告的事项六部分组成，第二部分为一部分表格。",
            "全年公开信息372条，网站公开131条、微信公开61条。",
            "全镇共有查阅点12个，电子屏20个、公开栏15个。",
            "全年共印发文件12份，宣传单500份、明白纸300份。",
            "组织机构61条、乡镇动态31条，共计92条。",
        ] {
            rule(text, &[]);
        }
    }
}
