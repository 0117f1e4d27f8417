//! R24: a year left over from last year's text.
//!
//! The report's own year is right everywhere; the next one in plans only, the last one in
//! comparisons only; budgets and final accounts have years of their own. Earlier and later years,
//! and years inside titles of documents, in ranges and where something began, are taken as meant,
//! but for an earlier one in which the agency is said to have published or received so many. A year
//! needs its 年: 2032条 is a count.

use super::claims::has;
use super::context::{Context, Sentence};
use super::{Found, Point, Rule};
use crate::finding::{Fix, Severity};
use crate::report::Edit;
use crate::report::place::{Field, Place};
use crate::zh::dates::{Date, dates};
use crate::zh::marks::mark;

/// R24.
pub static RULE: Rule = Rule {
    code: "R24",
    severity: Severity::Warning,
    title: "没有沿用上年文字留下的年份",
    basis: "报告的是本年度的情况；下一年只在计划中出现，上一年只在比较中出现",
    point: Point::Period,
    safe: false,
    check,
};

/// What is yet to be.
const PLAN: [&str; 24] = [
    "将",
    "下一步",
    "计划",
    "明年",
    "今后",
    "打算",
    "拟",
    "力争",
    "继续",
    "进一步",
    "下一年",
    "下年",
    "争取",
    "确保",
    "要",
    "着力",
    "重点",
    "目标",
    "新的一年",
    "改进",
    "推动",
    "推进",
    "加强",
    "规划",
];

/// What is held against this year, or came before it.
const COMPARISON: [&str; 20] = [
    "比",
    "较",
    "同期",
    "上年",
    "去年",
    "上一年",
    "增长",
    "增加",
    "减少",
    "下降",
    "上升",
    "结转",
    "历年",
    "往年",
    "相应",
    "度报告",
    "年报",
    "持平",
    "遗留",
    "累计",
];

/// What follows a year in which something began or was made.
const SINCE: [&str; 14] = [
    "以来", "起", "底", "修订", "印发", "制定", "出台", "颁布", "施行", "实施", "版", "成立", "至",
    "—",
];

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(year) = context.report.year.map(u64::from) else { return };
    let plans = |field| matches!(field, Field::Before(5 | 6) | Field::After(5 | 6));
    for sentence in context.sentences().iter().filter(|s| s.text.contains('年')) {
        if is_period(sentence.text) {
            continue; // R25
        }
        for date in dates(sentence.text) {
            let Some(told) = date.year else { continue };
            let years_ago =
                told + 2 <= year && told + 3 >= year && is_account(sentence, &date, year);
            let last = told + 1 == year && !is_past(sentence, &date, year);
            let message = if years_ago {
                format!("报告的是 {year} 年，这里写的是 {told} 年，像是沿用往年文字时没有改。")
            } else if last {
                format!("报告的是 {year} 年，这里写的是 {told} 年，像是沿用上年文字时没有改。")
            } else if told == year + 1 && !is_plan(sentence, &date, plans(sentence.field)) {
                format!("报告的是 {year} 年，这里写的是 {told} 年；下一年只应在计划和打算里出现。")
            } else {
                continue;
            };
            let at = sentence.range.start;
            let digits = at + date.year_range.start..at + date.year_range.end;
            let edits = vec![Edit::Splice(sentence.field, digits, year.to_string())];
            let fix = Fix { label: format!("改为 {year} 年"), edits };
            let place = sentence.place(at + date.range.start..at + date.range.end);
            found.add(place, message, Some(fix));
        }
    }
    headings(context, year, found);
}

/// Years in the headings of sections.
fn headings(context: &Context<'_>, year: u64, found: &mut Found) {
    for field in (1..=6).map(Field::Heading) {
        for date in dates(context.report.text(field)) {
            if date.year.is_some_and(|told| told + 1 == year) {
                let edits = vec![Edit::Splice(field, date.year_range, year.to_string())];
                let fix = Fix { label: format!("改为 {year} 年"), edits };
                let message = format!("报告的是 {year} 年，标题里写的是 {} 年。", year - 1);
                found.add(Place::Text(field, date.range), message, Some(fix));
            }
        }
    }
}

/// Whether a sentence tells the statistical period.
pub(super) fn is_period(text: &str) -> bool {
    has(text, &["统计期限", "统计时限", "统计时间", "统计区间", "统计周期", "统计范围", "报告期"])
        || (has(text, &["数据", "统计"]) && text.contains("1月1日"))
}

/// Whether last year is rightly named.
fn is_past(sentence: &Sentence<'_>, date: &Date, year: u64) -> bool {
    let after = sentence.text.get(date.range.end..).unwrap_or_default();
    let after = after.strip_prefix('度').unwrap_or(after);
    let before = sentence.text.get(..date.range.start).unwrap_or_default();
    in_title(before)
        || SINCE.iter().any(|word| after.trim_start().starts_with(word))
        || before.ends_with(['自', '从', '于', '至', '—', '-', '和', '、'])
        || has(clause_of(sentence, date), &COMPARISON)
        || is_of_money(after)
        || beside_own(sentence, year)
}

/// Whether what follows a year is a budget or accounts, which are made for other years.
fn is_of_money(after: &str) -> bool {
    let end = after.char_indices().nth(12).map_or(after.len(), |(at, _)| at);
    has(after.get(..end).unwrap_or_default(), &["预算", "决算", "预决算"])
}

/// Whether the report's own year is told beside another: 2020年收到9件，2021年收到6件.
fn beside_own(sentence: &Sentence<'_>, year: u64) -> bool {
    dates(sentence.text).iter().any(|date| {
        let before = sentence.text.get(..date.range.start).unwrap_or_default();
        date.year == Some(year) && date.range.start > 0 && !in_title(before)
    })
}

/// Whether a sentence begins with a year and says how much the agency itself published or received
/// in it: 2019年，我镇公开信息94条.
fn is_account(sentence: &Sentence<'_>, date: &Date, year: u64) -> bool {
    let after = sentence.text.get(date.range.end..).unwrap_or_default();
    let after = after.trim_start_matches(['度', '，', ',', ' ']);
    let begins = mark(sentence.text).map_or(0, |mark| mark.rest) == date.range.start;
    begins
        && date.month.is_none()
        && ["我", "本", "全", "共"].iter().any(|own| after.starts_with(own))
        && has(sentence.text, &["公开", "发布", "收到", "受理"])
        && !sentence.counts.is_empty()
        && !has(sentence.text, &COMPARISON)
        && !has(sentence.text, &SINCE)
        && !beside_own(sentence, year)
}

/// Whether next year is rightly named.
fn is_plan(sentence: &Sentence<'_>, date: &Date, plans: bool) -> bool {
    let before = sentence.text.get(..date.range.start).unwrap_or_default();
    // What is done about the report itself is done next year.
    let of_report = date.month.is_some_and(|month| month <= 4);
    let after = sentence.text.get(date.range.end..).unwrap_or_default();
    plans || of_report || in_title(before) || is_of_money(after) || has(sentence.text, &PLAN)
}

/// Whether a place is inside 《…》 or 〔…〕.
fn in_title(before: &str) -> bool {
    [('《', '》'), ('〔', '〕'), ('“', '”')].iter().any(|(open, close)| {
        before.rfind(*open).is_some_and(|at| !before.get(at..).unwrap_or_default().contains(*close))
    })
}

/// The clauses that a date stands in and leads on to.
fn clause_of<'a>(sentence: &Sentence<'a>, date: &Date) -> &'a str {
    let at = sentence.range.start + date.range.start;
    let clauses = sentence.clauses();
    let index = clauses.iter().position(|clause| clause.contains(&at)).unwrap_or(0);
    let Some(own) = clauses.get(index) else { return "" };
    // 2020年，…: what it leads on to is not part of it, unless nothing else is.
    let alone = own.end <= sentence.range.start + date.range.end + '度'.len_utf8();
    let end = if alone { clauses.get(index + 1).map_or(own.end, |next| next.end) } else { own.end };
    sentence.between(own.start, end)
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{mended, prose};

    #[test]
    fn years_left_over() {
        let last = "这里写的是 2020 年，像是沿用上年";
        for (text, told) in [
            ("2020年，我镇认真贯彻条例，公开信息94条。", last),
            ("2020 年我镇共收到申请3件。", last),
            ("２０２０年度全镇公开信息。", last),
            ("二〇二〇年全镇公开信息。", last),
            ("2022年，我镇公开信息94条。", "这里写的是 2022 年；下一年只应在计划"),
        ] {
            prose("R24", text, &[told]);
        }
        for text in ["2019年，我镇公开信息94条。", "（一）2019年度，全镇共收到申请3件。"]
        {
            prose("R24", text, &["这里写的是 2019 年，像是沿用往年"]);
        }
        prose("R24", "2020年，落实2021年要点，公开信息。", &[]);
        mended("R24", "", "2020 年，全镇公开。", "2021 年，全镇公开。");
    }

    #[test]
    fn years_that_are_meant() {
        for text in [
            "2021年，我镇公开信息94条，其中公开信息2032条。",
            "比2020年增加3条，较2020年度增长5%。",
            "2020年结转申请2件。",
            "2022年，我镇将进一步加强公开。",
            "自2020年起，落实2020年修订的办法。",
            "贯彻《2020年政务公开工作要点》和国办发〔2020〕3号。",
            "自2019年条例修订以来，2018年以来。",
            "2022年1月15日前完成报告。",
            "数据统计期限自2020年1月1日起。",
            "与2020年持平。",
            "公开2020年度部门决算和2021年度部门预算。",
            "公开2020年财政决算。",
            "2020年收到申请9件，2021年收到申请6件。",
            "2021年底前完成2022年度预算公开准备。",
            "2019年，我镇成立政务公开领导小组，公开信息2条。",
            "2018年，县里开通网站。",
        ] {
            prose("R24", text, &[]);
        }
    }
}
