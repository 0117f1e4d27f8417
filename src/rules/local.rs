//! R52: what a province or a city asks of section one beyond the form: its length, and figures that
//! it has to give. Nothing unless a local profile or the settings ask for it.

use super::claims::has;
use super::config::RequiredFigure;
use super::context::Context;
use super::{Found, Point, Rule};
use crate::finding::Severity;
use crate::report::place::{Field, Place};

/// R52: what a province or a city asks of section one beyond the form: its length, and figures
/// that it has to give.
pub static RULE: Rule = Rule {
    code: "R52",
    severity: Severity::Warning,
    title: "第一部分符合本地要求的字数，写明本地要求的数字",
    basis: "本地规则（设置或者 --rules 选用的规则文件）",
    point: Point::Content,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    let section = context.section(1);
    let most = context.config.section_one_most;
    let length: usize = section.iter().map(|paragraph| paragraph.text.chars().count()).sum();
    if most > 0 && length > most {
        let message = format!(
            "第一部分 {length} 字，本地要求不超过 {most} 字，请删减 {} 字。",
            length - most
        );
        found.add(Place::Field(Field::Before(1)), message, None);
    }
    if section.is_empty() {
        return; // R14
    }
    let missing: Vec<&str> = context
        .config
        .section_one_figures
        .iter()
        .filter(|asked| !gives(context, **asked))
        .map(|asked| asked.title())
        .collect();
    if !missing.is_empty() {
        let message = format!("本地要求第一部分写明{}的数字，没有的写 0。", missing.join("、"));
        let place = section.first().map(|first| first.place(0..first.text.len()));
        found.add(place.unwrap_or(Place::Field(Field::Before(1))), message, None);
    }
}

/// Whether a sentence of section one gives a figure, or says that there is none.
fn gives(context: &Context<'_>, asked: RequiredFigure) -> bool {
    let of_one = |field| matches!(field, Field::Before(1) | Field::After(1));
    context.sentences().iter().filter(|sentence| of_one(sentence.field)).any(|sentence| {
        let figure = !sentence.counts.is_empty()
            || has(sentence.text, &["没有", "未", "无", "为零", "均为0", "为0"]);
        figure && asked.words().iter().all(|words| has(sentence.text, words))
    })
}

#[cfg(test)]
mod tests {
    use crate::report::place::Field;
    use crate::rules::config::RequiredFigure;
    use crate::rules::tests::{report, write};
    use crate::rules::{Config, check};

    fn told(config: &Config, text: &str) -> Vec<String> {
        let mut report = report("2021");
        write(&mut report, Field::Before(1), text);
        let findings = check(&report, config).into_iter().filter(|f| f.code == "R52");
        findings.map(|finding| finding.message).collect()
    }

    #[test]
    fn length_of_section_one() {
        let config = Config { section_one_most: 10, ..Config::default() };
        for (text, many) in [
            ("全年公开信息。", 0),
            ("全年公开信息十条。", 0),
            ("全年主动公开信息十条整。", 1),
            ("全年公开。\n全年公开。", 0),
            ("全年公开。\n全年公开了。", 1),
            ("", 0),
        ] {
            assert_eq!(told(&config, text).len(), many, "{text}");
        }
        assert!(told(&Config::default(), &"全年公开信息。".repeat(2000)).is_empty());
        let long = told(&config, &"好".repeat(12));
        assert_eq!(long, ["第一部分 12 字，本地要求不超过 10 字，请删减 2 字。"]);
    }

    #[test]
    fn figures_of_section_one() {
        let all = RequiredFigure::ALL.to_vec();
        let config = Config { section_one_figures: all, ..Config::default() };
        let full = "制发规章和行政规范性文件2件，废止1件，现行有效9件。运行政府网站和政务新媒体平台3个，设公开专区1个，编发政府公报4期。";
        assert!(told(&config, full).is_empty());
        for (from, to, title) in [
            ("废止1件，", "", "废止"),
            ("现行有效9件", "数量不多", "现行有效"),
            ("制发规章和行政规范性文件2件，", "行政规范性文件", "制发"),
            ("平台3个", "平台", "平台"),
            ("公开专区1个", "宣传栏1个", "专区"),
            ("政府公报4期", "简报4期", "公报"),
        ] {
            let text = full.replace(from, to).replace("新媒体平台，设", "新媒体平台。设");
            let told = told(&config, &text);
            assert!(told.len() == 1 && told[0].contains(title), "{text}: {told:?}");
        }
        let none = "未制发、废止规章和行政规范性文件，没有现行有效的规范性文件；没有自办平台，未设公开专区，无政府公报。";
        assert!(told(&config, none).is_empty());
    }
}
