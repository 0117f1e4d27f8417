//! Agency and year, with all that was made from them: what still stands as it was made follows,
//! what the clerk worded otherwise stays.

use std::sync::Arc;

use super::super::settings::values::Settings;
use super::proposals;
use crate::edition::{self, Edition};
use crate::report::place::Field;
use crate::report::{Edit, Report, Value};

/// The edits that give the report another agency.
#[must_use]
pub fn agency(report: &Report, settings: &Settings, agency: &str) -> Vec<Edit> {
    let mut next = report.clone();
    agency.clone_into(&mut next.agency);
    let mut edits = vec![Edit::Text(Field::Agency, agency.to_owned())];
    edits.extend(follow(report, &next, settings));
    if report.signature.name == report.agency {
        edits.push(Edit::Text(Field::SignatureName, agency.to_owned()));
    }
    edits
}

/// The edits that give the report another year in the same edition.
#[must_use]
pub fn year(report: &Report, settings: &Settings, year: u16) -> Vec<Edit> {
    let next = Report { year: Some(year), ..report.clone() };
    let mut edits = vec![Edit::Year(Some(year))];
    edits.extend(follow(report, &next, settings));
    edits
}

/// What a change of year that changes the edition would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The edits, as one step.
    pub edits: Vec<Edit>,
    /// Figures that the form of the new edition takes over.
    pub kept: usize,
    /// Figures for which the form of the new edition has no cell.
    pub lost: usize,
}

/// Puts the report into the form of another edition for a year: figures whose table, row and
/// column it has as well stay, mandated headings become its own.
#[must_use]
pub fn into_edition(
    report: &Report,
    settings: &Settings,
    year: u16,
    edition: &Arc<Edition>,
) -> Move {
    let mut next = Report { year: Some(year), ..report.clone() };
    let (figures, lost) = report.figures.in_edition(edition);
    let filled = |id: &_| *figures.typed(*id) != Value::Blank;
    let kept = figures.cells().filter(filled).count();
    next.figures = figures.clone();
    let mut edits = vec![Edit::Year(Some(year)), Edit::Figures(Box::new(figures))];
    for (number, (old, new)) in (1..=6).zip(report.edition().sections.iter().zip(&edition.sections))
    {
        if report.section(number).heading == *old && old != new {
            edits.push(Edit::Text(Field::Heading(number), new.clone()));
        }
    }
    edits.extend(follow(report, &next, settings));
    Move { edits, kept, lost }
}

/// The years that a report can be made for: those with an edition, up to this year.
#[must_use]
pub fn years(this_year: u16) -> Vec<u16> {
    let first = edition::all().iter().map(|edition| edition.first_year).min().unwrap_or(this_year);
    let served = |year: &u16| edition::for_year(*year).is_some();
    (first..=this_year.max(first)).rev().filter(served).collect()
}

/// The title as it follows from agency and year.
#[must_use]
pub fn title(report: &Report) -> Option<String> {
    Some(report.edition().title(&report.agency, report.year?))
}

/// Title and lead-in made anew, where they stood as they were made.
fn follow(report: &Report, next: &Report, settings: &Settings) -> Vec<Edit> {
    let mut edits = Vec::new();
    if title(report).is_none_or(|made| made == report.title)
        && let Some(made) = title(next)
        && made != report.title
    {
        edits.push(Edit::Text(Field::Title, made));
    }
    let made = proposals::lead_in(next, settings);
    if report.lead_in == proposals::lead_in(report, settings) && made != report.lead_in {
        edits.push(Edit::Text(Field::LeadIn, made));
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::{agency, into_edition, year, years};
    use crate::app::Settings;
    use crate::edition;
    use crate::report::place::{CellId, Field};
    use crate::report::{Edit, Report, Value};

    fn report() -> Report {
        let mut report = Report::blank(edition::by_id("2021").unwrap(), "柳塘镇人民政府", 2025);
        report.signature.name = "柳塘镇人民政府".into();
        report
    }

    fn apply(report: &mut Report, edits: Vec<Edit>) {
        for edit in edits {
            report.apply(edit).unwrap();
        }
    }

    #[test]
    fn what_was_made_follows_and_what_was_worded_stays() {
        let settings = Settings::default();
        let mut plain = report();
        let edits = agency(&plain, &settings, "青溪镇人民政府");
        apply(&mut plain, edits);
        let edits = year(&plain, &settings, 2024);
        apply(&mut plain, edits);
        assert_eq!(plain.title, "青溪镇人民政府2024年政府信息公开工作年度报告");
        assert_eq!(plain.signature.name, "青溪镇人民政府");

        let mut own = report();
        apply(&mut own, vec![Edit::Text(Field::Title, "自拟".into())]);
        let edits = agency(&own, &settings, "青溪镇人民政府");
        apply(&mut own, edits);
        assert_eq!(own.title, "自拟");
    }

    #[test]
    fn figures_go_where_the_new_form_has_their_cell() {
        let mut report = report();
        let index = |table: usize, row: &str| {
            let form = &report.edition().tables[table];
            CellId { table, index: form.cell_at(form.row(row).unwrap(), 0).unwrap() }
        };
        let (received, rules) = (index(1, "received"), index(0, "rules"));
        apply(
            &mut report,
            vec![Edit::Value(received, Value::Count(3)), Edit::Value(rules, Value::Count(1))],
        );
        let old = edition::by_id("2019").unwrap();
        let moved = into_edition(&report, &Settings::default(), 2020, &old);
        assert_eq!((moved.kept, moved.lost), (1, 1));
        apply(&mut report, moved.edits);
        assert_eq!(report.edition().id, "2019");
        assert_eq!(report.title, "柳塘镇人民政府2020年政府信息公开工作年度报告");
        let form = &report.edition().tables[1];
        let at = form.cell_at(form.row("received").unwrap(), 0).unwrap();
        assert_eq!(*report.figures.typed(CellId { table: 1, index: at }), Value::Count(3));
    }

    #[test]
    fn years_that_have_an_edition() {
        assert_eq!(years(2021), [2021, 2020, 2019]);
    }
}
