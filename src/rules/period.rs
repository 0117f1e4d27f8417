//! R25, R26: the statistical period, and the date of the signature.

use super::context::Context;
use super::years::is_period;
use super::{Found, Point, Rule};
use crate::finding::Severity;
use crate::report::place::{Field, Place};
use crate::zh::dates::{Date, dates};

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
    for sentence in context.sentences().iter().filter(|s| is_period(s.text)) {
        let told = dates(sentence.text);
        let (Some(first), Some(last)) = (told.first(), told.last()) else { continue };
        // 统计期限为2021年度
        if told.len() == 1 && first.month.is_none() && first.year == Some(year) {
            continue;
        }
        let begins = first.year == Some(year) && (first.month, first.day) == (Some(1), Some(1));
        let ends = told.len() == 2
            && last.year.is_none_or(|told| told == year)
            && (last.month, last.day) == (Some(12), Some(31));
        if begins && ends {
            continue;
        }
        let at = sentence.range.start;
        let range = at + first.range.start..at + last.range.end;
        let message = format!(
            "统计期限写的是“{}”，应当是“{year}年1月1日起至{year}年12月31日止”。",
            sentence.between(range.start, range.end)
        );
        found.add(sentence.place(range), message, None);
    }
}

fn signed(context: &Context<'_>, found: &mut Found) {
    let text = context.report.signature.date.trim();
    let place = Place::Field(Field::SignatureDate);
    let Some(year) = context.report.year.map(u64::from).filter(|_| !text.is_empty()) else {
        return;
    };
    let told = dates(text);
    let Some(Date { year: Some(told), month: Some(month), day: Some(day), .. }) = told.first()
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
        ] {
            prose("R25", text, &[]);
        }
        for text in [
            "统计期限自2020年1月1日起至2020年12月31日止。",
            "统计期限自2021年1月1日起至202121年12月31日止。",
            "统计期限自2021年1月1日起至2021年11月30日止。",
            "统计期限自2021年1月1日起。",
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
