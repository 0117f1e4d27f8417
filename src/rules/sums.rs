//! R23: itemised counts of the text add up to the total that the text states.
//!
//! Items follow their total (共公开794条，组织机构61条、…) or come before it (…，共计92条). After
//! 其中 only some of them may be named, which is reported as a matter of interest. Separate facts in
//! one sentence are no items: what has a verb of its own is not taken for one; two of them alone are
//! items only where they come to more than the whole.

use super::claims::{self, has};
use super::context::{Context, Sentence};
use super::{Found, Point, Rule, nearby};
use crate::finding::Severity;
use crate::zh::counts::Count;

/// R23: itemised counts of the text add up to the total that the text states.
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
        let stated = after(sentence).or_else(|| before(sentence));
        if let Some(stated) = stated.filter(|stated| !of_requests(sentence, stated)) {
            compare(sentence, &stated, found);
        }
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

/// Whether items are outcomes of requests, or were carried over: what came in is settled in the year
/// or later, so that they need not add up; R21 holds them against the table.
fn of_requests(sentence: &Sentence<'_>, stated: &Stated<'_>) -> bool {
    const OUTCOMES: [&str; 8] =
        ["结转", "办结", "予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "已答复"];
    let mut counts = stated.items.iter().copied().chain([stated.total]);
    counts.any(|count| {
        has(sentence.between(sentence.end_before(count), count.range.start), &OUTCOMES)
    })
}

/// A total with its items behind it.
fn after<'s>(sentence: &'s Sentence<'_>) -> Option<Stated<'s>> {
    const LISTS: [&str; 5] = ["，包括", "，包含", "，涵盖", "，分为", "，分别是"];
    let (index, total) = sentence.counts.iter().enumerate().find(|(index, total)| {
        let from =
            index.checked_sub(1).map_or(sentence.range.start, |i| sentence.counts[i].range.end);
        let next = sentence.counts.get(index + 1).map_or(sentence.range.end, |c| c.range.start);
        let (ahead, behind) =
            (sentence.between(from, total.range.start), sentence.between(total.range.end, next));
        claims::exact_any(total).is_some()
            && !claims::is_change(ahead)
            && (has(behind, &["其中", "，即", "（即"])
                || LISTS.iter().any(|list| behind.starts_with(list))
                || (is_sum(ahead) && behind.starts_with(['，', ',', '：', ':', '（', '('])))
    })?;
    let next = sentence.counts.get(index + 1)?;
    let behind = sentence.between(total.range.end, next.range.start);
    // 等 at the end of a list says that not all is named.
    let some = behind.contains("其中") || open_ended(sentence, index);
    let in_brackets = behind.starts_with(['（', '(']);
    let mut items = Vec::new();
    let mut from = total.range.end;
    let mut depth = 0;
    for count in &sentence.counts[index + 1..] {
        let words = sentence.between(from, count.range.start);
        depth = deeper(depth, words);
        let first = items.is_empty();
        // An item's own items: 网站100条（动态60条、公告40条）.
        if depth > u32::from(in_brackets) {
            from = count.range.end;
            continue;
        }
        let closed = in_brackets && depth == 0;
        // What was in brackets between this item and the one before is not part of its words.
        let words = words.rsplit(['）', ')']).next().unwrap_or_default();
        let again = !first && (words.contains("其中") || sums_up(words));
        if closed || again || (!some && has(words, &VERBS)) {
            break;
        }
        from = count.range.end;
        if like(total, count) && !claims::is_change(words) {
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

/// How many brackets are open behind some words.
fn deeper(depth: u32, words: &str) -> u32 {
    words.chars().fold(depth, |depth, c| match c {
        '（' | '(' => depth + 1,
        '）' | ')' => depth.saturating_sub(1),
        _ => depth,
    })
}

/// Whether a list ends in 等: 包括动态3条、公告2条等.
fn open_ended(sentence: &Sentence<'_>, total: usize) -> bool {
    let last = sentence.counts[total..].last().map_or(sentence.range.end, |last| last.range.end);
    nearby::after(sentence.text, last - sentence.range.start, 1) == "等"
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
            ("全年公开信息372条，网站公开331条、微信公开61条。", "331＋61＝392，相差 20"),
            ("公开信息372条，即网站331条、微信61条。", "331＋61＝392，相差 20"),
            ("发布法定主动公开内容1条，包括机构概况1条，以及预决算信息2条。", "1＋2＝3，相差 2"),
            ("公开信息20条，包含领导2条（含分工1条）、动态9条、公告8条。", "2＋9＋8＝19，相差 1"),
            ("开展活动9次，包括讲座3次、座谈会4次。", "3＋4＝7，相差 2"),
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
            "全年公开信息372条，网站公开131条、微信公开61条。",
            "全镇共有查阅点12个，电子屏20个、公开栏15个。",
            "全年共印发文件12份，宣传单500份、明白纸300份。",
            "组织机构61条、乡镇动态31条，共计92条。",
            "全年主动公开政府信息22条，其中人事信息2条，动态信息2条，财务信息2条（其中部门预算1条、部门决算1条），计划总结5条，审计结果5条，其他信息6条。",
            "共公开信息20条，领导2条（含分工1条）、动态10条、公告8条。",
            "公开信息20条，包括领导2条（含分工1条、简历1条）、动态10条（其中图片3条）、公告8条。",
            "公开信息3条，包括机构概况1条，以及预决算信息2条。",
            "公开政务信息30条，包括群众关心的低保信息。",
            "新收政府信息公开申请31件、上年结转6件，共办结34件。",
            "全年共收到政府信息公开申请22件，上年结转7件，予以公开6件、部分公开2件，结转下年度继续办理6件。",
        ] {
            rule(text, &[]);
        }
    }
}
