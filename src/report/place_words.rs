//! Where places are, in words, for many places of one report.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::Report;
use super::place::{Field, Place};

/// Says where places of a report are as [`Place::words`] does, and goes through each text only once,
/// however many places are asked about.
pub struct PlaceWords<'a> {
    report: &'a Report,
    /// Where the paragraphs of a field begin, blank lines left out, in bytes.
    paragraphs: RefCell<BTreeMap<Field, Vec<usize>>>,
}

impl<'a> PlaceWords<'a> {
    /// For the places of a report.
    #[must_use]
    pub fn new(report: &'a Report) -> Self {
        Self { report, paragraphs: RefCell::default() }
    }

    /// Where a place is, in a clerk's words.
    #[must_use]
    pub fn of(&self, place: &Place) -> String {
        let Place::Text(field, range) = place else { return place.words(self.report) };
        let part = Place::Field(*field).words(self.report);
        let mut paragraphs = self.paragraphs.borrow_mut();
        let starts = paragraphs.entry(*field).or_insert_with(|| starts(self.report.text(*field)));
        match starts.as_slice() {
            [] | [_] => part,
            starts => {
                let number = starts.partition_point(|start| *start <= range.start).max(1);
                format!("{part}第 {number} 段")
            }
        }
    }
}

fn starts(text: &str) -> Vec<usize> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        (start, line)
    });
    lines.filter(|(_, line)| !line.trim().is_empty()).map(|(start, _)| start).collect()
}

#[cfg(test)]
mod tests {
    use super::PlaceWords;
    use crate::report::place::{Field, Place};
    use crate::report::{Edit, Report};

    #[test]
    fn places_are_said_as_one_by_one() {
        let edition = crate::edition::by_id("2021").unwrap();
        for text in ["", "甲。", "甲。\n", "\n\n甲。\n \n乙。\r\n丙。\n", "\n", "甲。\n\n\n乙"]
        {
            let mut report = Report::blank(edition.clone(), "甲镇", 2025);
            report.apply(Edit::Text(Field::Before(1), text.to_owned())).unwrap();
            let words = PlaceWords::new(&report);
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let place = Place::Text(Field::Before(1), at..at);
                assert_eq!(words.of(&place), place.words(&report), "{text:?} {at}");
            }
            assert_eq!(words.of(&Place::Year), "年度");
        }
    }

    #[test]
    fn cells_whose_columns_share_a_label_have_the_group_in_their_words() {
        let report = Report::blank(crate::edition::for_year(2025).unwrap(), "柳塘镇人民政府", 2025);
        for id in report.figures.cells() {
            let words = Place::Cell(id).words(&report);
            let same = report.figures.cells().filter(|other| {
                report.edition().tables[other.table].section == 4
                    && Place::Cell(*other).words(&report) == words
            });
            assert!(same.count() <= 1, "{words}");
        }
    }
}
