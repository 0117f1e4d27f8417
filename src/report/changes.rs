//! What differs between two states of a report, as a plain list for a clerk.

use super::place::{CellId, Field, Place};
use super::{Comment, CommentPlace, Report, Value};
use crate::edition::names;
use crate::zh::numeral;

/// One difference between two reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where it is; in the later state's form.
    pub place: Place,
    /// In a clerk's words, on one line: 第三部分“本年新收—自然人” 12 → 15.
    pub words: String,
}

/// Upper bound on figures of a table that are listed one by one; the rest are counted.
const FIGURES: usize = 12;

/// The most characters of a line of text that are shown.
const SHOWN: usize = 24;

/// What differs between two states, in the report's order. Empty where they are the same, and only
/// there.
#[must_use]
pub fn changes(from: &Report, to: &Report) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut add = |place: Place, words: Option<String>| {
        changes.extend(words.map(|words| Change { place, words }));
    };
    let text = |field: Field| text(field, from.text(field), to.text(field));
    add(Place::Field(Field::Agency), text(Field::Agency));
    add(Place::Year, year(from.year, to.year));
    for field in [Field::Title, Field::LeadIn] {
        add(Place::Field(field), text(field));
    }
    let same_form = from.edition() == to.edition();
    if !same_form {
        let (old, new) = (&from.edition().name, &to.edition().name);
        let words = format!("表格由{old}换成{new}，各格的数没有逐一比较");
        add(Place::Report, Some(words));
    }
    for section in 1..=6 {
        for field in [Field::Heading(section), Field::Before(section)] {
            add(Place::Field(field), text(field));
        }
        if let Some(table) = to.edition().table_in(section).filter(|_| same_form) {
            figures(from, to, table, &mut add);
        }
        add(Place::Field(Field::After(section)), text(Field::After(section)));
    }
    for field in [Field::SignatureName, Field::SignatureDate] {
        add(Place::Field(field), text(field));
    }
    let mut aside = |same: bool, words: &str| {
        add(Place::Report, (!same).then(|| words.to_owned()));
    };
    aside(from.last == to.last, "所对照的上年报告有改动");
    aside(from.waivers == to.waivers, "对问题的说明有改动");
    aside(from.imported == to.imported, "导入时的记录有改动");
    aside(from.published == to.published, "公布情况有改动");
    // Marks move with their words: then as much is decided on them as before.
    let decisions = |report: &Report| -> Vec<_> {
        report.carried.iter().map(|mark| mark.decision.clone()).collect()
    };
    let moved = decisions(from) == decisions(to) && !changes.is_empty();
    if from.carried != to.carried && !moved {
        let words = "对沿用的上年数字的核对有改动".to_owned();
        changes.push(Change { place: Place::Report, words });
    }
    // Comments move with their words as well.
    let moved = said_alike(&from.comments, &to.comments) && !changes.is_empty();
    if from.comments != to.comments && !moved {
        changes.push(Change { place: Place::Report, words: "审阅意见有改动".to_owned() });
    }
    changes
}

/// Whether comments are the same but for the stretches of text that they are about.
fn said_alike(from: &[Comment], to: &[Comment]) -> bool {
    let alike = |(old, new): (&Comment, &Comment)| match (&old.place, &new.place) {
        (CommentPlace::Text(_), CommentPlace::Text(_)) => {
            Comment { place: new.place.clone(), ..old.clone() } == *new
        }
        _ => old == new,
    };
    from.len() == to.len() && from.iter().zip(to).all(alike)
}

fn year(from: Option<u16>, to: Option<u16>) -> Option<String> {
    let words = |year: Option<u16>| year.map_or_else(|| "空白".to_owned(), |y| y.to_string());
    (from != to).then(|| format!("年度 {} → {}", words(from), words(to)))
}

/// The name of a field: 第一部分正文.
fn name(field: Field) -> String {
    match field {
        Field::Agency => "机关全称".into(),
        Field::Title => "标题".into(),
        Field::LeadIn => "引言".into(),
        Field::Heading(n) => format!("{}标题", part(n)),
        Field::Before(n) => format!("{} 正文", part(n)),
        Field::After(n) => format!("{} 表后文字", part(n)),
        Field::SignatureName => "署名".into(),
        Field::SignatureDate => "成文日期".into(),
    }
}

fn part(section: u8) -> String {
    format!("第{}部分", numeral(section.into()))
}

fn text(field: Field, from: &str, to: &str) -> Option<String> {
    if from == to {
        return None;
    }
    let name = name(field);
    if field.is_line() {
        return Some(match (shown(from), shown(to)) {
            (from, to) if from == to => format!("{name}有改动"),
            (from, to) => format!("{name} {from} → {to}"),
        });
    }
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let (before, after) = (count(from), count(to));
    let how_much = match (before, after) {
        (0, 1..) => return Some(format!("{name}填写了 {after} 字")),
        (1.., 0) => return Some(format!("{name}已清空（原有 {before} 字）")),
        (before, after) if after > before => format!("多 {} 字", after - before),
        (before, after) if after < before => format!("少 {} 字", before - after),
        _ => "字数不变".into(),
    };
    Some(format!("{name}有改动（{how_much}）"))
}

/// A line of text in quotes, not all of it where it is long.
fn shown(text: &str) -> String {
    if text.is_empty() {
        return "空白".into();
    }
    let mut words: String = text.chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        words.push('…');
    }
    format!("“{words}”")
}

fn figures(from: &Report, to: &Report, table: usize, add: &mut impl FnMut(Place, Option<String>)) {
    let form = &to.edition().tables[table];
    let ids = || (0..form.cells.len()).map(|index| CellId { table, index });
    let differs = |id: &CellId| from.figures.typed(*id) != to.figures.typed(*id);
    for id in ids().filter(differs).take(FIGURES) {
        let (old, new) = (from.figures.typed(id), to.figures.typed(id));
        let name = names::brief(form, id.index);
        let words = format!("{}“{name}” {} → {}", part(form.section), figure(old), figure(new));
        add(Place::Cell(id), Some(words));
    }
    let more = ids().filter(differs).count().saturating_sub(FIGURES);
    let words = format!("{}的表中另有 {more} 格有改动", part(form.section));
    add(Place::Table(table), (more > 0).then_some(words));
    let printed = ids().any(|id| from.figures.printed(id) != to.figures.printed(id));
    let words = format!("{}的表中，导入时所印的总计有改动", part(form.section));
    add(Place::Table(table), printed.then_some(words));
}

fn figure(value: &Value) -> String {
    let text = value.text();
    match text.chars().nth(SHOWN) {
        _ if text.is_empty() => "空白".into(),
        Some(_) => text.chars().take(SHOWN).chain(['…']).collect(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::changes;
    use crate::report::place::{CellId, Field};
    use crate::report::{Edit, Figures, Report, Value, Waiver};

    fn blank() -> Report {
        let edition = crate::edition::by_id("2021").unwrap();
        Report::blank(edition, "云泽县柳塘镇人民政府", 2025)
    }

    /// What is said of some edits, made to a report with a few words in it.
    fn said(edits: Vec<Edit>) -> Vec<String> {
        let mut from = blank();
        from.apply(Edit::Text(Field::Before(5), "甲乙丙。\n丁。".into())).unwrap();
        let mut to = from.clone();
        for edit in edits {
            to.apply(edit).unwrap();
        }
        let said: Vec<_> = changes(&from, &to).into_iter().map(|change| change.words).collect();
        assert_eq!(said.is_empty(), from == to);
        assert!(changes(&to, &to).is_empty());
        assert_eq!(changes(&to, &from).is_empty(), from == to);
        said
    }

    fn text(field: Field, text: &str) -> Edit {
        Edit::Text(field, text.into())
    }

    #[test]
    fn every_kind_of_change_is_said_in_the_order_of_the_report() {
        let cell = |index| CellId { table: 1, index };
        let other = blank().as_last_year();
        let edits = vec![
            Edit::Waivers(vec![Waiver::default()]),
            Edit::Last(Some(Box::new(other))),
            text(Field::SignatureDate, "2026年1月15日"),
            text(Field::Before(5), "甲乙。"),
            text(Field::After(3), "十个字的说明。"),
            Edit::Value(cell(0), Value::Count(15)),
            Edit::Value(cell(7 * 10 + 1), Value::Mark("/".into())),
            text(Field::Heading(1), ""),
            text(Field::Before(1), "总体情况，三十五字。"),
            text(Field::Title, "云泽县柳塘镇人民政府2025年度政府信息公开工作年度报告"),
            Edit::Year(None),
            text(Field::Agency, "柳塘镇"),
        ];
        assert_eq!(
            said(edits),
            [
                "机关全称 “云泽县柳塘镇人民政府” → “柳塘镇”",
                "年度 2025 → 空白",
                "标题 “云泽县柳塘镇人民政府2025年政府信息公开工作年…” → “云泽县柳塘镇人民政府2025年度政府信息公开工作…”",
                "第一部分标题 “一、总体情况” → 空白",
                "第一部分 正文填写了 10 字",
                "第三部分“本年新收—自然人” 空白 → 15",
                "第三部分“（三）7.属于行政执法案卷—商业企业” 空白 → /",
                "第三部分 表后文字填写了 7 字",
                "第五部分 正文有改动（少 3 字）",
                "成文日期 空白 → “2026年1月15日”",
                "所对照的上年报告有改动",
                "对问题的说明有改动",
            ]
        );
    }

    #[test]
    fn texts_that_differ_where_it_is_not_shown() {
        for (before, words) in [
            ("甲乙丙。\n丙。", "第五部分 正文有改动（字数不变）"),
            ("甲乙丙。丁。", "第五部分 正文有改动（字数不变）"),
            ("甲乙丙。\n丁戊己。", "第五部分 正文有改动（多 2 字）"),
            ("", "第五部分 正文已清空（原有 6 字）"),
        ] {
            assert_eq!(said(vec![text(Field::Before(5), before)]), [words]);
        }
        let mut from = blank();
        from.apply(text(Field::Title, &"长".repeat(30))).unwrap();
        let mut to = from.clone();
        to.apply(text(Field::Title, &"长".repeat(31))).unwrap();
        assert_eq!(changes(&from, &to)[0].words, "标题有改动");
    }

    #[test]
    fn many_figures_are_counted() {
        let fill = |index| Edit::Value(CellId { table: 1, index }, Value::Count(0));
        let said = said((0..20).filter(|index| index % 7 != 6).map(fill).collect());
        assert_eq!(said.len(), 13);
        assert_eq!(said[12], "第三部分的表中另有 6 格有改动");
    }

    #[test]
    fn another_edition_is_one_change() {
        let old = Figures::blank(crate::edition::by_id("2019").unwrap());
        let said = said(vec![Edit::Figures(Box::new(old))]);
        assert_eq!(said, ["表格由2021年版换成2019年版，各格的数没有逐一比较"]);
    }
}
