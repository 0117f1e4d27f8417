//! R39: a section is not last year's over again.
//!
//! Compared by pairs of neighbouring characters, digits, white space and punctuation aside, so
//! that neither a new year nor moved paragraphs make a new text. Short sections are not judged.

use super::context::Context;
use super::{Found, Point, Rule};
use crate::finding::Severity;
use crate::report::place::{Field, Place};
use crate::zh::{letter_count, numeral, percent_alike};

/// R39: a section is not last year's over again.
pub static RULE: Rule = Rule {
    code: "R39",
    severity: Severity::Warning,
    title: "各部分文字不照抄上年报告",
    basis: "年度报告应当反映本年度的情况",
    point: Point::LastYear,
    safe: false,
    check,
};

/// Sections of fewer characters are the same every year with good reason.
const SHORT: usize = 80;

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(last) = context.last() else { return };
    for (number, old) in (1..=6_u8).zip(&last.sections) {
        let new = context.report.prose(number);
        let letters = letter_count(&new);
        if letter_count(old) < SHORT || letters < SHORT {
            continue;
        }
        let alike = percent_alike(old, &new);
        if alike >= usize::from(context.config.similar_percent) {
            let message = format!(
                "第{}部分 {} 字，与上年报告有 {alike}% 相同（数字、标点不计）。请按本年的情况改写；确实没有变化的，写明原因。",
                numeral(number.into()),
                letters
            );
            let before = context.report.section(number).before.is_empty();
            let field = if before { Field::After(number) } else { Field::Before(number) };
            found.add(Place::Field(field), message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::report::Report;
    use crate::report::place::Field;
    use crate::rules::tests::{found, report, write};

    const OLD: &str = "2020年，柳塘镇认真贯彻落实上级政务公开工作部署，全年公开信息94条。一是完善政务公开制度，明确专人负责信息的收集、审核和发布。二是加强平台建设，通过门户网站、微信公众号和公开栏及时公布群众关心的事项。三是强化监督，主动接受群众评议，及时改进工作。";

    fn with(old: &str, new: &str) -> Vec<String> {
        let mut last = report("2021");
        write(&mut last, Field::Before(1), old);
        let mut last = last.as_last_year();
        last.year = Some(2020);
        let mut report: Report = report("2021");
        report.last = Some(last);
        write(&mut report, Field::Before(1), new);
        found(&report, "R39")
    }

    #[test]
    fn sections_like_last_years() {
        let told = with(OLD, &OLD.replace("2020", "2021").replace("94", "369"));
        assert!(told[0].contains("第一部分：第一部分 107 字，与上年报告有 100% 相同"), "{told:?}");
        let (first, rest) = OLD.split_once('。').unwrap();
        assert_eq!(with(OLD, &format!("{rest}\n{first}。")).len(), 1);
        assert!(with(OLD, &format!("{first}。今年新建便民服务中心公开专区，开展业务培训两次，覆盖全部村和站所；对历年文件进行了清理，公布了继续有效的目录；组织群众代表座谈，听取意见建议。")).is_empty());
        assert!(with("本年度没有其他事项。", "本年度没有其他事项。").is_empty());
    }
}
