//! R41: the notice that is cited is the one of the report's own edition.

use super::context::{Context, Paragraph};
use super::nearby::enclosed;
use super::{Found, Point, Rule};
use crate::edition::{self, Notice};
use crate::finding::{Fix, Severity};

/// R41: the notice that is cited is the one of the report's own edition.
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
    let own = &context.report.edition().notice;
    let others: Vec<&Notice> = edition::all()
        .iter()
        .map(|edition| &edition.notice)
        .filter(|notice| notice.number != own.number)
        .collect();
    numbers(context, &own.number, &others, found);
    titles(context, own, &others, found);
}

fn numbers(context: &Context<'_>, own: &str, others: &[&Notice], found: &mut Found) {
    let forms: Vec<String> = others.iter().flat_map(|notice| forms(&notice.number)).collect();
    // What is before the year is in all forms of a number.
    let issuers: Vec<&str> =
        others.iter().filter_map(|notice| notice.number.split('〔').next()).collect();
    let paragraphs = context.paragraphs();
    let cited = paragraphs.iter().flat_map(|paragraph| {
        let is_cited = issuers.iter().any(|issuer| paragraph.text.contains(issuer));
        let forms = if is_cited { forms.as_slice() } else { &[] };
        let matches = forms.iter().flat_map(|form| paragraph.text.match_indices(form.as_str()));
        matches.map(move |(at, form)| (paragraph, at, form))
    });
    let cited: Vec<_> = cited.collect();
    // Cited beside its own, another is history: 替代〔2019〕60号.
    let is_own = |paragraph: &Paragraph<'_>| plain(paragraph.text).contains(&plain(own));
    if cited.is_empty() || paragraphs.iter().any(is_own) {
        return;
    }
    for (paragraph, at, form) in cited {
        let edits = vec![paragraph.splice(at..at + form.len(), own)];
        let fix = Fix { label: format!("改为“{own}”"), edits };
        let message = format!(
            "引用的是“{form}”，本报告用的是{}，应当引用“{own}”。",
            context.report.edition().name
        );
        found.add(paragraph.place(at..at + form.len()), message, Some(fix));
    }
}

/// The title of another edition's notice, whatever number is beside it.
fn titles(context: &Context<'_>, own: &Notice, others: &[&Notice], found: &mut Found) {
    let paragraphs = context.paragraphs();
    let cites = |title: &str| paragraphs.iter().any(|paragraph| paragraph.text.contains(title));
    let others: Vec<&Notice> =
        others.iter().copied().filter(|other| cites(core(&other.title))).collect();
    if others.is_empty() || cites(core(&own.title)) {
        return;
    }
    for other in others {
        let core = core(&other.title);
        for paragraph in paragraphs {
            let Some(at) = paragraph.text.find(core) else { continue };
            let titles = enclosed(paragraph.text, &[('《', '》')]);
            let title = titles.iter().find(|title| title.contains(&at)).cloned();
            let place = title.clone().unwrap_or(at..at + core.len());
            let written = paragraph.text.get(place.clone()).unwrap_or_default();
            let right = quoted(&own.title);
            let message = format!(
                "引用的通知是“{}”（{}），本报告用的是{}，应当引用{right}（{}）。",
                written.trim_matches(['《', '》']),
                other.number,
                context.report.edition().name,
                own.number
            );
            // 关于…的通知 as a whole is replaced by the other as a whole.
            let whole = written.ends_with("通知》");
            let fix = title.filter(|_| whole).map(|title| Fix {
                label: format!("改为{right}"),
                edits: vec![paragraph.splice(title, right.clone())],
            });
            found.add(paragraph.place(place), message, fix);
        }
    }
}

/// The words that only this notice's title has: what it is about.
fn core(title: &str) -> &str {
    let inside = title.split_once('《').and_then(|(_, rest)| Some(rest.split_once('》')?.0));
    let inside = inside.map(|inside| inside.trim_start_matches("中华人民共和国"));
    let about = title.split_once("关于").map(|(_, rest)| rest);
    inside.or(about).unwrap_or(title)
}

/// A notice's title as a text cites it, without who issued it.
fn quoted(title: &str) -> String {
    let about = title.find("关于").and_then(|at| title.get(at..)).unwrap_or(title);
    format!("《{}》", about.replace('《', "〈").replace('》', "〉"))
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
        prose(
            "R41",
            "根据《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2021〕30号）编制。",
            &[
                "引用的通知是“关于政府信息公开工作年度报告有关事项的通知”（国办公开办函〔2019〕60号）",
            ],
        );
        mended(
            "R41",
            "",
            "根据《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制。",
            "根据《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制。",
        );
        for text in [
            "按照国办公开办函〔2021〕30号编制。",
            "按照国办公开办函〔2021〕30号（替代国办公开办函〔2019〕60号）。",
            "国办函〔2020〕109号。",
            "按照《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》编制。",
            "《关于政府信息公开工作年度报告有关事项的通知》已由《中华人民共和国政府信息公开工作年度报告格式》替代。",
        ] {
            prose("R41", text, &[]);
        }
    }
}
