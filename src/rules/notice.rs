//! R41: the notice that is cited is the one of the report's own edition.

use super::context::{Context, Paragraph};
use super::{Found, Point, Rule};
use crate::edition;
use crate::finding::{Fix, Severity};

/// R41.
pub static RULE: Rule = Rule {
    code: "R41",
    severity: Severity::Warning,
    title: "引用的格式通知与所用版本一致",
    basis: "国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    point: Point::Form,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    let own = &context.report.edition().notice.number;
    let others: Vec<String> = edition::all()
        .iter()
        .map(|edition| edition.notice.number.as_str())
        .filter(|number| number != own)
        .flat_map(forms)
        .collect();
    let paragraphs = context.paragraphs();
    let cited = paragraphs.iter().flat_map(|paragraph| {
        let matches = others.iter().flat_map(|form| paragraph.text.match_indices(form.as_str()));
        matches.map(move |(at, form)| (paragraph, at, form))
    });
    let cited: Vec<_> = cited.collect();
    // Cited beside its own, another is history: 替代〔2019〕60号.
    let is_own = |paragraph: &Paragraph<'_>| plain(paragraph.text).contains(&plain(own));
    if cited.is_empty() || paragraphs.iter().any(is_own) {
        return;
    }
    for (paragraph, at, form) in cited {
        let edits = vec![paragraph.splice(at..at + form.len(), own.clone())];
        let fix = Fix { label: format!("改为“{own}”"), edits };
        let message = format!(
            "引用的是“{form}”，本报告用的是{}，应当引用“{own}”。",
            context.report.edition().name
        );
        found.add(paragraph.place(at..at + form.len()), message, Some(fix));
    }
}

/// A number with any of the brackets that are in use.
fn forms(number: &str) -> Vec<String> {
    [("〔", "〕"), ("[", "]"), ("［", "］"), ("（", "）"), ("(", ")"), ("【", "】")]
        .iter()
        .map(|(open, close)| number.replace('〔', open).replace('〕', close))
        .collect()
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"〔〕[]［］（）()【】".contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{mended, prose};

    #[test]
    fn notices() {
        prose("R41", "按照国办公开办函〔2019〕60号编制。", &["引用的是“国办公开办函〔2019〕60号”"]);
        mended("R41", "", "按照国办公开办函[2019]60号编制。", "按照国办公开办函〔2021〕30号编制。");
        for text in [
            "按照国办公开办函〔2021〕30号编制。",
            "按照国办公开办函〔2021〕30号（替代国办公开办函〔2019〕60号）。",
            "国办函〔2020〕109号。",
        ] {
            prose("R41", text, &[]);
        }
    }
}
