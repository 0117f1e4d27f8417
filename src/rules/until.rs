//! R56: 截至 with a date, not 截止: what ends is 截止, what is counted up to a day is 截至.

use super::context::Context;
use super::{Found, Point, Rule, nearby};
use crate::finding::{Fix, Severity};
use crate::zh::is_han;

/// R56: 截至 with a date, not 截止: what ends is 截止, what is counted up to a day is 截至.
pub static RULE: Rule = Rule {
    code: "R56",
    severity: Severity::Warning,
    title: "“截至”某日，不写“截止”",
    basis: "《现代汉语词典》：截至，截止到（某个时候）；截止，到一定期限停止",
    point: Point::Wording,
    safe: true,
    check,
};

/// What a day up to which is counted may be called.
const DAYS: [&str; 11] =
    ["目前", "当前", "现在", "日前", "年底", "年末", "去年", "今年", "本年", "上年", "报告期"];

fn check(context: &Context<'_>, found: &mut Found) {
    for paragraph in context.paragraphs() {
        let text = paragraph.text;
        for (at, word) in text.match_indices("截止") {
            let end = at + word.len();
            let behind = nearby::after(text, end, 12);
            let joint =
                ["到了", "到", "至", "于"].into_iter().find(|joint| behind.starts_with(joint));
            let joint = joint.unwrap_or_default();
            let day = behind.get(joint.len()..).unwrap_or_default().trim_start();
            // 报名截止3月1日: there something ends.
            let own = nearby::before(text, at, 1).chars().next().is_some_and(is_han)
                && !nearby::before(text, at, 2).ends_with("数据");
            if own || !(is_date(day) || DAYS.iter().any(|word| day.starts_with(word))) {
                continue;
            }
            let written = text.get(at..end + joint.len()).unwrap_or_default();
            let message = format!("到某一天为止写作“截至”，这里写的是“{written}”。");
            let edits = vec![paragraph.splice(at..end + joint.len(), "截至")];
            let fix = Fix { label: "改为“截至”".into(), edits };
            found.add(paragraph.place(at..end + joint.len()), message, Some(fix));
        }
    }
}

/// Whether a text begins with a date: 2021年, 12月31日.
fn is_date(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| {
        c.is_ascii_digit() || ('０'..='９').contains(&c) || "〇一二三四五六七八九十".contains(c)
    });
    rest.len() < text.len() && rest.trim_start().starts_with(['年', '月'])
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{mended, prose};

    #[test]
    fn up_to_a_day() {
        for text in [
            "截止2021年12月31日，公开信息120条。",
            "全年稳步推进，截止12月底，公开120条。",
            "截止到2021年底，公开120条。",
            "截止目前，公开120条。",
            "截止至2021年12月31日，公开120条。",
            "（截止 2021 年12月31日）公开120条。",
            "截止二〇二一年底，公开120条。",
        ] {
            prose("R56", text, &["写作“截至”"]);
        }
        mended("R56", "", "截止到2021年底，截止12月31日。", "截至2021年底，截至12月31日。");
        for text in [
            "截至2021年12月31日，公开120条。",
            "截止时间为2021年12月31日。",
            "报送截止日期是1月15日。",
            "报名截止3月1日。",
            "征求意见于3月1日截止。",
            "截止公示期满，未收到意见。",
        ] {
            prose("R56", text, &[]);
        }
    }
}
