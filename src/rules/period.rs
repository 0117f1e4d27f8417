//! R25, R26: the statistical period, and the date of the signature.

use std::ops::Range;

use super::context::Context;
use super::years::{NAMES_OF_PERIOD, is_period};
use super::{Found, Point, Rule, nearby};
use crate::finding::Severity;
use crate::report::place::{Field, Place};
use crate::zh::dates::{TextDate, dates};

/// R25: the period is 1 January to 31 December of the year, and well formed.
pub static PERIOD: Rule = Rule {
    code: "R25",
    severity: Severity::Error,
    title: "统计期限是报告年度的1月1日至12月31日",
    basis: "《条例》第四十九条、第五十条：报告上一年度的情况",
    point: Point::Period,
    safe: false,
    check: period,
};

/// R26: the signature is dated after the year's end, and no later than the report is due.
pub static SIGNED: Rule = Rule {
    code: "R26",
    severity: Severity::Warning,
    title: "成文日期在报告年度结束之后",
    basis: "《条例》第四十九条：每年1月31日前公布上一年度的报告；地方另有规定的从其规定",
    point: Point::Signature,
    safe: false,
    check: signed,
};

fn period(context: &Context<'_>, found: &mut Found) {
    let Some(year) = context.report.year.map(u64::from) else { return };
    for sentence in context.sentences().iter().filter(|s| is_period(s)) {
        let Some(stretch) = stretch(sentence.text) else { continue };
        let written = sentence.text.get(stretch.clone()).unwrap_or_default();
        if is_right(sentence.text, &stretch, year) {
            continue;
        }
        let garbled = dates(written).iter().filter(|date| date.day.is_some()).count() < 2;
        let how = if garbled { "，写得不完整" } else { "" };
        let message = format!(
            "统计期限写的是“{written}”{how}，应当是“{year}年1月1日起至{year}年12月31日止”。"
        );
        let at = sentence.range.start;
        found.add(sentence.place(at + stretch.start..at + stretch.end), message, None);
    }
}

/// Whether a stretch names the whole year and nothing else: 2021年1月1日至12月31日, 2021年度.
fn is_right(sentence: &str, stretch: &Range<usize>, year: u64) -> bool {
    let written = sentence.get(stretch.clone()).unwrap_or_default();
    let told = dates(written);
    // 2021年度（1月1日至12月31日）
    let told = match told.as_slice() {
        [year_alone, days @ ..] if days.len() == 2 && year_alone.month.is_none() => {
            if year_alone.year != Some(year) {
                return false;
            }
            days
        }
        told => told,
    };
    let (Some(first), Some(last)) = (told.first(), told.last()) else { return false };
    if told.len() == 1 && first.month.is_none() && first.year == Some(year) {
        return true;
    }
    let named = || {
        let own = format!("{year}年");
        written.starts_with(&own) || nearby::before(sentence, stretch.start, 8).contains(&own)
    };
    let begins = first.year.map_or_else(named, |told| told == year)
        && (first.month, first.day) == (Some(1), Some(1));
    let ends = told.len() == 2
        && last.year.is_none_or(|told| told == year)
        && (last.month, last.day) == (Some(12), Some(31));
    begins && ends
}

/// Where a sentence names the period: from the number behind its 自, or behind the words for it, to
/// the last number before the next mark.
fn stretch(text: &str) -> Option<Range<usize>> {
    let begins = |from: usize| {
        let rest = text.get(from..)?;
        let start = from + (rest.len() - rest.trim_start().len());
        text.get(start..)?.starts_with(is_digit).then_some(start)
    };
    let since = text.match_indices(['自', '从']).filter_map(|(at, word)| begins(at + word.len()));
    let start = since.rev().find(|start| runs_on(text, *start)).or_else(|| {
        let named = NAMES_OF_PERIOD.places(text).map(|(at, name)| at + name.len()).next();
        let dated = || {
            let head = text.get(..text.find("1月1日")?)?;
            let of_date = |c: char| is_digit(c) || "年度（( ".contains(c);
            Some(head.trim_end_matches(of_date).len())
        };
        let from = named.or_else(dated)?;
        text.get(from..)?.find(is_digit).map(|at| from + at)
    })?;
    let rest = text.get(start..)?;
    let end = rest.find(['）', ')', '，', '、', '止', '。', '《']).unwrap_or(rest.len());
    let own = rest.get(..end)?;
    let end = own.rfind(|c: char| is_digit(c) || "年月日度".contains(c))?;
    let last = own.get(end..)?.chars().next()?;
    Some(start..start + end + last.len_utf8())
}

/// Whether what begins with a number runs on to another within a date's length.
fn runs_on(text: &str, start: usize) -> bool {
    let near = nearby::after(text, start, 20);
    near.split_once(['至', '到', '—', '-', '－', '~', '～'])
        .is_some_and(|(_, to)| to.trim_start().starts_with(is_digit))
        || nearby::after(text, start, 9).chars().all(|c| c.is_ascii_digit())
        || near.contains("1月1日")
}

/// Where a sentence has a period whose dates lack 年 or 月: 自202311日至20231231日.
pub(super) fn garbled(text: &str) -> Option<usize> {
    text.match_indices(['自', '从']).map(|(at, word)| at + word.len()).find(|start| {
        let near = nearby::after(text, *start, 20).trim_start();
        let digits = near.chars().take_while(char::is_ascii_digit).count();
        digits >= 5 && near.contains('日')
    })
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || c == '二'
}

fn signed(context: &Context<'_>, found: &mut Found) {
    let text = context.report.signature.date.trim();
    let place = Place::Field(Field::SignatureDate);
    let Some(year) = context.report.year.map(u64::from).filter(|_| !text.is_empty()) else {
        return;
    };
    let told = dates(text);
    let Some(TextDate { year: Some(told), month: Some(month), day: Some(day), .. }) = told.first()
    else {
        let message =
            format!("成文日期“{text}”读不出年月日，应写作“{}年1月15日”这样的形式。", year + 1);
        found.add(place, message, None);
        return;
    };
    let (due_month, due_day) = context.config.due;
    if *told <= year {
        let message = format!(
            "成文日期是 {told}年{month}月{day}日，报告的是 {year} 年全年的情况，应当在 {year}年12月31日以后。"
        );
        found.add(place, message, None);
    } else if (*told, *month, *day) > (year + 1, u64::from(due_month), u64::from(due_day)) {
        let message = format!(
            "成文日期是 {told}年{month}月{day}日，已过公布期限 {}年{due_month}月{due_day}日。",
            year + 1
        );
        found.add(place, message, None).severity = Severity::Info;
    }
}

#[cfg(test)]
mod tests {
    use crate::report::place::Field;
    use crate::rules::tests::{found, prose, report, write};

    #[test]
    fn the_period() {
        for text in [
            "本报告所列数据的统计期限自2021年1月1日起至2021年12月31日止。",
            "数据统计期限为2021年1月1日至12月31日。",
            "统计期限为2021年度。",
            "本报告数据自 2021 年 1 月 1 日至 2021 年 12 月 31 日。",
            "现将2021年度政府信息公开工作情况公布如下（本报告所列数据统计期限自2021年1月1日起至2021年12月31日止）：",
            "2020年条例实施以来，数据统计期限从2021年1月1日到2021年12月31日。",
            "本报告统计2021年度（1月1日至12月31日）数据。",
            "统计期限为2021年1月1日—2021年12月31日，其中2020年结转的另计。",
            "统计数据自2019年条例修订以来逐年公开。",
        ] {
            prose("R25", text, &[]);
        }
        for text in [
            "统计期限自2020年1月1日起至2020年12月31日止。",
            "统计期限自2021年1月1日起至202121年12月31日止。",
            "统计期限自2021年1月1日起至2021年11月30日止。",
            "统计期限自2021年1月1日起。",
            "统计期限自202111日至20211231日。",
            "数据统计期限自2021111231日。",
            "本报告中所列数据自202111日起至20211231日止。",
            "统计期限自1月1日起至12月31日止。",
            "统计期限自2021年1月起至2021年12月止。",
            "2021年，数据统计期限（自2020年1月1日起至2020年12月31日止）。",
        ] {
            prose("R25", text, &["应当是“2021年1月1日起至2021年12月31日止”"]);
        }
    }

    #[test]
    fn the_date_of_the_signature() {
        for (date, told) in [
            ("2022年1月15日", None),
            ("二〇二二年一月五日", None),
            ("", None),
            ("2021年12月29日", Some("应当在 2021年12月31日以后")),
            ("2022年3月1日", Some("已过公布期限 2022年1月31日")),
            ("2022年1月", Some("读不出年月日")),
        ] {
            let mut report = report("2021");
            write(&mut report, Field::SignatureDate, date);
            let found = found(&report, "R26");
            assert_eq!(found.len(), usize::from(told.is_some()), "{date}: {found:?}");
            assert!(found.iter().zip(told).all(|(found, told)| found.contains(told)), "{found:?}");
        }
    }
}
