//! Two states of a report, or two reports, side by side: every paragraph by words, every figure.

use super::words::{Stretch, StretchKind, stretches};
use crate::edition::names;
use crate::report::place::{CellId, Field, Place};
use crate::report::{CellName, LastYear, Report, Value};

/// One line of two texts side by side: a paragraph, or a figure that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairedLine {
    /// Where it is in the later report.
    pub place: Place,
    /// Where it is, in a clerk's words.
    pub words: String,
    /// What the earlier says: without added stretches.
    pub earlier: Vec<Stretch>,
    /// What the later says: without removed stretches.
    pub later: Vec<Stretch>,
    /// Whether they differ.
    pub changed: bool,
}

/// More bytes of one field than this are compared as a whole, not by words.
const MOST: usize = 120_000;

impl PairedLine {
    fn of(place: Place, words: String, all: &[Stretch]) -> Self {
        let without = |kind: StretchKind| {
            let kept = all.iter().filter(|stretch| stretch.kind != kind);
            kept.cloned().collect::<Vec<_>>()
        };
        let changed = all.iter().any(|stretch| stretch.kind != StretchKind::Same);
        Self {
            place,
            words,
            earlier: without(StretchKind::Added),
            later: without(StretchKind::Removed),
            changed,
        }
    }

    /// A line of two words that differ as a whole.
    #[must_use]
    pub fn replaced(place: Place, words: String, earlier: &str, later: &str) -> Self {
        let part = |kind, text: &str| Stretch { kind, text: text.to_owned() };
        let all = if earlier == later {
            vec![part(StretchKind::Same, earlier)]
        } else {
            let both = [part(StretchKind::Removed, earlier), part(StretchKind::Added, later)];
            both.into_iter().filter(|stretch| !stretch.text.is_empty()).collect()
        };
        Self::of(place, words, &all)
    }
}

/// Every line of two reports, in the order of the later one. Figures are paired by the names that the
/// editions give their rows and columns; those that are the same are left out.
#[must_use]
pub fn paired(earlier: &Report, later: &Report) -> Vec<PairedLine> {
    let mut lines = Vec::new();
    let year = |report: &Report| report.year.map(|year| year.to_string()).unwrap_or_default();
    let (was, is) = (year(earlier), year(later));
    if was != is {
        lines.push(PairedLine::replaced(Place::Year, "年度".into(), &was, &is));
    }
    let text = |field: Field, lines: &mut Vec<PairedLine>| {
        lines.extend(field_lines(field, earlier, later));
    };
    for field in [Field::Agency, Field::Title, Field::LeadIn] {
        text(field, &mut lines);
    }
    for section in 1..=6 {
        text(Field::Heading(section), &mut lines);
        text(Field::Before(section), &mut lines);
        if let Some(table) = later.edition().table_in(section) {
            lines.extend(figures(earlier, later, table));
        }
        text(Field::After(section), &mut lines);
    }
    text(Field::SignatureName, &mut lines);
    text(Field::SignatureDate, &mut lines);
    lines
}

/// Last year's report, as far as it is known, to be put beside this year's: title, lead-in and signature
/// are this year's, since nothing is known of last year's.
#[must_use]
pub fn last_year_beside(last: &LastYear, report: &Report) -> Report {
    let mut earlier = Report { figures: last.figures.clone(), last: None, ..report.as_published() };
    for (section, text) in earlier.sections.iter_mut().zip(&last.sections) {
        section.before.clone_from(text);
        section.after.clear();
    }
    earlier.year = last.year.or(report.year);
    earlier
}

/// The paragraphs of a field; those that are blank in both are left out.
fn field_lines(field: Field, earlier: &Report, later: &Report) -> Vec<PairedLine> {
    let (old, new) = (earlier.text(field), later.text(field));
    let name = Place::Field(field).words(later);
    if old.trim().is_empty() && new.trim().is_empty() {
        return Vec::new();
    }
    if field.is_line() || old.len() + new.len() > MOST {
        return vec![PairedLine::replaced(Place::Field(field), name, old, new)];
    }
    let mut lines =
        FieldLines { field, later, at: 0, start: 0, held: Vec::new(), found: Vec::new() };
    for stretch in stretches(old, new) {
        if stretch.kind == StretchKind::Same {
            // Where both begin a paragraph a line ends.
            for piece in stretch.text.split_inclusive('\n') {
                lines.push(StretchKind::Same, piece);
                if piece.ends_with('\n') {
                    lines.end();
                }
            }
        } else {
            lines.push(stretch.kind, &stretch.text);
        }
    }
    lines.end();
    lines.found
}

struct FieldLines<'a> {
    field: Field,
    later: &'a Report,
    /// Where the reading is in the later text, and where its line began.
    at: usize,
    start: usize,
    held: Vec<Stretch>,
    found: Vec<PairedLine>,
}

impl FieldLines<'_> {
    fn push(&mut self, kind: StretchKind, text: &str) {
        if kind != StretchKind::Removed {
            self.at += text.len();
        }
        self.held.push(Stretch { kind, text: text.to_owned() });
    }

    fn end(&mut self) {
        let all = std::mem::take(&mut self.held);
        let start = std::mem::replace(&mut self.start, self.at);
        if all
            .iter()
            .all(|stretch| stretch.text.trim().is_empty() && stretch.kind == StretchKind::Same)
        {
            return;
        }
        let text = self.later.text(self.field);
        let words = text.get(start..self.at).unwrap_or_default();
        let end = start + words.trim_end_matches('\n').len();
        let place = Place::Text(self.field, start..end);
        let name = place.words(self.later);
        self.found.push(PairedLine::of(place, name, &all));
    }
}

/// The figures of a table that differ; totals follow from them and are left out.
fn figures(earlier: &Report, later: &Report, table: usize) -> Vec<PairedLine> {
    let form = &later.edition().tables[table];
    let shown = |value: &Value| if value.is_blank() { "空白".to_owned() } else { value.text() };
    let mut lines = Vec::new();
    let ids = (0..form.cells.len()).map(|index| CellId { table, index });
    for id in ids.filter(|id| !later.figures.is_total(*id)) {
        let name = CellName::of(later.edition(), id);
        let there = name.as_ref().and_then(|name| name.cell(earlier.edition()));
        let is = later.figures.typed(id);
        let was = there.map(|there| earlier.figures.shown(there));
        if was.as_ref() == Some(is) || (was.is_none() && is.is_blank()) {
            continue;
        }
        let words = format!("{}“{}”", form.name, names::brief(form, id.index));
        let was = was.map_or_else(|| "表中没有这一格".to_owned(), |was| shown(&was));
        lines.push(PairedLine::replaced(Place::Cell(id), words, &was, &shown(is)));
    }
    // What the earlier form asks and the later does not.
    let Some(old) = earlier.edition().tables.iter().position(|other| other.id == form.id) else {
        return lines;
    };
    let old_form = &earlier.edition().tables[old];
    for index in 0..old_form.cells.len() {
        let id = CellId { table: old, index };
        let name = CellName::of(earlier.edition(), id);
        let gone = name.is_some_and(|name| name.cell(later.edition()).is_none());
        let value = earlier.figures.typed(id);
        if gone && !value.is_blank() && !earlier.figures.is_total(id) {
            let words = format!("{}“{}”", form.name, names::brief(old_form, index));
            let place = Place::Table(table);
            lines.push(PairedLine::replaced(place, words, &shown(value), "表中没有这一格"));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{PairedLine, last_year_beside, paired};
    use crate::report::place::{CellId, Field, Place};
    use crate::report::{Edit, Report, Value};

    fn sample() -> Report {
        crate::file::parse("sample", include_bytes!("../../assets/sample.ron")).unwrap().1
    }

    fn changed(earlier: &Report, later: &Report) -> Vec<PairedLine> {
        paired(earlier, later).into_iter().filter(|line| line.changed).collect()
    }

    fn text(stretches: &[crate::compare::Stretch]) -> String {
        stretches.iter().map(|stretch| stretch.text.as_str()).collect()
    }

    #[test]
    fn every_change_is_a_line_and_nothing_else_is() {
        let old = sample();
        assert!(changed(&old, &old).is_empty() && !paired(&old, &old).is_empty());
        let mut new = old.clone();
        let cell = CellId { table: 1, index: 0 };
        let first = old.text(Field::Before(5)).to_owned();
        for edit in [
            Edit::Value(cell, Value::Count(99)),
            Edit::Text(Field::Title, "新标题".into()),
            Edit::Text(Field::Before(5), format!("新的一段。\n{first}")),
        ] {
            new.apply(edit).unwrap();
        }
        let lines = changed(&old, &new);
        assert_eq!(lines.len(), 3, "{lines:#?}");
        assert_eq!(lines[0].place, Place::Field(Field::Title));
        assert_eq!((text(&lines[1].earlier), text(&lines[1].later)), ("23".into(), "99".into()));
        assert!(text(&lines[2].later).starts_with("新的一段。"));
    }

    #[test]
    fn forms_of_two_editions_are_paired_by_their_names() {
        let new = sample();
        let old = crate::edition::by_id("2019").unwrap();
        let old = Report::blank(old, "甲镇", 2019);
        let lines = changed(&old, &new);
        assert!(lines.iter().any(|line| text(&line.earlier) == "空白"), "{lines:#?}");
        let last = new.as_last_year();
        let beside = last_year_beside(&last, &new);
        assert!(changed(&beside, &new).is_empty());
    }

    proptest! {
        #![proptest_config(crate::testing::cases())]

        #[test]
        fn the_lines_of_a_field_make_both_texts(
            old in "[甲乙0-9。\n]{0,24}", new in "[甲乙0-9。\n]{0,24}"
        ) {
            let mut earlier = sample();
            let mut later = earlier.clone();
            earlier.apply(Edit::Text(Field::Before(5), old.clone())).unwrap();
            later.apply(Edit::Text(Field::Before(5), new.clone())).unwrap();
            let lines = super::field_lines(Field::Before(5), &earlier, &later);
            let join = |side: fn(&PairedLine) -> &Vec<crate::compare::Stretch>| -> String {
                let all: String = lines.iter().map(|line| text(side(line))).collect();
                all.chars().filter(|c| *c != '\n').collect()
            };
            let plain = |text: &str| text.chars().filter(|c| *c != '\n').collect::<String>();
            if !(old.trim().is_empty() && new.trim().is_empty()) {
                prop_assert_eq!(join(|line| &line.earlier), plain(&old));
                prop_assert_eq!(join(|line| &line.later), plain(&new));
            }
            for line in &lines {
                if let Place::Text(field, range) = &line.place {
                    prop_assert!(later.text(*field).get(range.clone()).is_some());
                }
            }
            prop_assert_eq!(lines.iter().any(|line| line.changed), old != new);
        }
    }
}
