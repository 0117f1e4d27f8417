//! R50: a percentage of the text against the counts beside it: 占 N% of a whole, 增长 N% on last year.
//!
//! Held against what the sentence itself says, and for requests received against last year's file.
//! Rounding in either direction passes; 约, 近 and 以上 are not judged.

use super::carried::of_last_year;
use super::cells::Applications;
use super::claims::{self, has};
use super::context::{Context, Sentence};
use super::{Found, Point, Rule, nearby};
use crate::finding::Severity;
use crate::zh::counts::Count;

/// R50: a percentage of the text against the counts beside it: 占 N% of a whole, 增长 N% on last
/// year.
pub static RULE: Rule = Rule {
    code: "R50",
    severity: Severity::Info,
    title: "百分比与旁边的件数相符",
    basis: "同一段文字中的数字应当前后相符",
    point: Point::ProseAndTables,
    safe: false,
    check,
};

/// A percentage: where, in bytes of the sentence, its value in ten-thousandths of a percent, and its
/// decimals.
struct Percent {
    start: usize,
    end: usize,
    value: i64,
    unit: i64,
}

/// How many counts before a percentage may be those that it is computed from.
const NEAR: usize = 12;

fn check(context: &Context<'_>, found: &mut Found) {
    for sentence in context.sentences().iter().filter(|s| s.text.contains(['%', '％'])) {
        for percent in percents(sentence.text) {
            let near = nearby::before(sentence.text, percent.start, 16);
            let clause = near.rsplit(['，', '；', '、', '（']).next().unwrap_or_default();
            let behind = nearby::after(sentence.text, percent.end, 2);
            if has(clause, &["约", "近", "超", "逾", "大约"])
                || has(behind, &["以上", "左右", "多", "余"])
            {
                continue;
            }
            let expected = if clause.contains('占') {
                share(sentence, &percent)
            } else if has(clause, &["增长", "增加", "上升", "提高", "减少", "下降", "降低"])
            {
                growth(context, sentence, &percent, clause)
            } else {
                None
            };
            let Some((part, whole, how)) = expected.filter(|(_, whole, _)| *whole > 0) else {
                continue;
            };
            // Within one of the last decimal written: rounded or cut off.
            let right = i128::from(part) * 1_000_000 / i128::from(whole);
            if (right - i128::from(percent.value)).abs() >= i128::from(percent.unit) {
                let written = sentence.text.get(percent.start..percent.end).unwrap_or_default();
                let right = format!("{}.{:02}", right / 10_000, right % 10_000 / 100);
                let message = format!("写的是“{written}”，{how}，算出来是 {right}%。请核对。");
                let at = sentence.range.start;
                found.add(sentence.place(at + percent.start..at + percent.end), message, None);
            }
        }
    }
}

/// The percentages of a text.
fn percents(text: &str) -> Vec<Percent> {
    let sign = text.match_indices(['%', '％']);
    let read = sign.filter_map(|(at, sign)| {
        let near = nearby::before(text, at, 8);
        let head = near.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number = near.get(head.len()..)?;
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        let places = u32::try_from(decimals.len()).ok().filter(|places| *places <= 4)?;
        let unit = 10_i64.pow(4 - places);
        let value = whole.parse::<i64>().ok()?.checked_mul(10_000)?
            + decimals.parse::<i64>().unwrap_or(0) * unit;
        Some(Percent { start: at - number.len(), end: at + sign.len(), value, unit })
    });
    read.collect()
}

/// 网站发布60条，占总数的50%: the count before it is a part of the first of its unit.
fn share(sentence: &Sentence<'_>, percent: &Percent) -> Option<(i64, i64, String)> {
    let at = sentence.range.start + percent.start;
    let index = sentence.counts.partition_point(|count| count.range.end <= at);
    let near = &sentence.counts[index.saturating_sub(NEAR)..index];
    let part = near.last()?;
    // Right before it, with no other subject between.
    let between = sentence.between(part.range.end, at);
    if !claims::made_of(
        between,
        &[
            "，", "、", "（", "占", "占比", "的", "总数", "总量", "全部", "比", "为", "比例", "达",
            "其",
        ],
    ) {
        return None;
    }
    let whole = near[..near.len() - 1].iter().find(|count| count.unit == part.unit)?;
    let is_largest = near.iter().all(|c| c.unit != whole.unit || c.amount <= whole.amount);
    let (part, whole, unit) =
        (claims::exact_any(part)?, claims::exact_any(whole).filter(|_| is_largest)?, part.unit);
    Some((part, whole, format!("{part}{unit}占 {whole}{unit}")))
}

/// 12件，比上年10件增长20%; 收到申请12件，同比增长20% against last year's file.
fn growth(
    context: &Context<'_>,
    sentence: &Sentence<'_>,
    percent: &Percent,
    clause: &str,
) -> Option<(i64, i64, String)> {
    let at = sentence.range.start + percent.start;
    let index = sentence.counts.partition_point(|count| count.range.end <= at);
    let counts = &sentence.counts[index.saturating_sub(NEAR)..index];
    let last = |count: &&Count| {
        let before = sentence.between(sentence.end_before(count), count.range.start);
        has(before, &["上年", "去年", "上一年", "同期"]) && !claims::is_change_of(before)
    };
    let now =
        counts.iter().find(|count| !last(count)).filter(|c| claims::exact_any(c).is_some())?;
    let before = match counts.iter().find(last) {
        Some(before) if before.unit == now.unit => claims::exact_any(before)?,
        Some(_) => return None,
        None => {
            // One count, of what table three counts in its first row.
            let own = counts.len() == 1
                && has(clause, &["上年", "去年", "上一年", "同比"])
                && super::received::received(context, sentence).len() == 1;
            let table = Applications::of(context.report).filter(|_| own)?;
            of_last_year(context, context.last()?, table.total(table.received)?)?
        }
    };
    let now_number = claims::exact_any(now)?;
    let falls = has(clause, &["减少", "下降", "降低"]);
    let change = if falls { before - now_number } else { now_number - before };
    let unit = now.unit;
    Some((change, before, format!("上年 {before}{unit}、本年 {now_number}{unit}")))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::prose;

    #[test]
    fn percentages() {
        for (text, told) in [
            ("全年公开信息200条，其中网站120条，占50%。", "120条占 200条，算出来是 60.00%"),
            ("公开信息300条，公众号发布100条，占总数的35.3%。", "算出来是 33.33%"),
            ("收到申请12件，比上年10件增长30%。", "上年 10件、本年 12件，算出来是 20.00%"),
            ("公开信息80条，较去年的100条减少30%。", "算出来是 20.00%"),
            ("共3件，其中答复1件（占43.33%）。", "算出来是 33.33%"),
            ("公开信息150条，比上年100条增加40％。", "算出来是 50.00%"),
        ] {
            prose("R50", text, &[told]);
        }
        for text in [
            "全年公开信息200条，其中网站120条，占60%。",
            "公开信息300条，公众号发布100条，占总数的33.3%。",
            "公开信息300条，公众号发布200条，占66.6%。",
            "收到申请12件，比上年10件增长20%。",
            "公开信息300条，公众号发布100条，约占40%。",
            "群众满意度为98.5%，办结率100%。",
            "公开信息200条，同比增长12%。",
            "公开率占绝大多数，达90%以上。",
            "公开信息200条，网站120条、公众号80条，占比不同。",
        ] {
            prose("R50", text, &[]);
        }
    }

    #[test]
    fn against_last_years_file() {
        use crate::report::place::Field;
        use crate::rules::tests::{found, put, report, write};
        for (text, many) in [
            ("收到政府信息公开申请12件，同比增长20%。", 0),
            ("收到政府信息公开申请12件，同比增长50%。", 1),
            ("收到政府信息公开申请12件，比上年增长50%。", 1),
            ("公开信息12条，同比增长50%。", 0),
        ] {
            let mut before = report("2021");
            put(&mut before, "applications.received.natural=10");
            let mut now = report("2021");
            put(&mut now, "applications.received.natural=12");
            let mut last = before.as_last_year();
            last.year = Some(2020);
            now.last = Some(last);
            write(&mut now, Field::Before(1), text);
            assert_eq!(found(&now, "R50").len(), many, "{text}");
        }
    }
}
