//! R57: a year without its 年: 2023共收到. Only the report's own year and its neighbours, at the start
//! of a clause or behind 在, 截至 and the like, before a word that no number is followed by.

use super::context::Context;
use super::{Found, Point, Rule, nearby};
use crate::finding::{Fix, Severity};
use crate::zh::is_han;

/// R57: a year without its 年: 2023共收到.
pub static RULE: Rule = Rule {
    code: "R57",
    severity: Severity::Warning,
    title: "年份后面有“年”字",
    basis: "GB/T 15835—2011《出版物上数字用法》：年份写全",
    point: Point::Wording,
    safe: true,
    check,
};

/// What a count is followed by, or a range of years, or a number of something else.
const NOT_BEHIND: &str = "年条件个次元万号余多份篇项人名户米期批场家起宗例则类块处册张部亿千百十个\
    至到—届版型级式分秒点时日月平公吨亩岁台辆栋套座间步页字位种第";

/// What leads a year.
const LEADS: [&str; 12] =
    ["在", "自", "从", "于", "截至", "截止", "至", "到", "即", "对", "本镇", "我镇"];

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(year) = context.report.year else { return };
    for paragraph in context.paragraphs() {
        let text = paragraph.text;
        for told in [year - 1, year, year + 1] {
            let digits = told.to_string();
            for (at, _) in text.match_indices(&digits) {
                let end = at + digits.len();
                let before = nearby::before(text, at, 2);
                let behind = nearby::after(text, end, 2);
                let next = behind.trim_start().chars().next();
                let begins = before.is_empty()
                    || before.ends_with(['，', '。', '；', '：', '、', '（', '\u{3000}'])
                    || LEADS.iter().any(|lead| before.ends_with(lead));
                let word = next.is_some_and(|c| is_han(c) && !NOT_BEHIND.contains(c));
                if !begins || !word {
                    continue;
                }
                let message = format!("“{digits}”后面少了“年”字。");
                let edits = vec![paragraph.splice(end..end, "年")];
                let fix = Fix { label: format!("改为“{digits}年”"), edits };
                found.add(paragraph.place(at..end), message, Some(fix));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{mended, prose};

    #[test]
    fn years_without_their_word() {
        for text in [
            "2021共收到政府信息公开申请3件。",
            "全年平稳。2021度开展培训2次。",
            "（一）主动公开。2021我镇公开信息120条。",
            "在2021全镇公开工作中，公开120条。",
            "截至2021底，公开120条。",
            "2021 共开展培训2次。",
            "比上年多，2020收到3件。",
        ] {
            prose("R57", text, &["后面少了“年”字"]);
        }
        mended(
            "R57",
            "",
            "2021共开展培训2次，2021年底完成。",
            "2021年共开展培训2次，2021年底完成。",
        );
        for text in [
            "2021年共收到3件，2021 年底。",
            "规划期2021—2025，2021至2025年。",
            "公开信息2021条，阅读量2021人次。",
            "电话0571-2021共享，编号A2021共2份。",
            "国办函〔2021〕30号，2021.12。",
            "发布总数达2021篇。",
            "门牌2021号。",
            "1999共收到。",
        ] {
            prose("R57", text, &[]);
        }
    }
}
