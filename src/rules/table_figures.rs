//! Which figure of the tables a number of the prose stands for, as the rules that hold one against
//! the other read it.

use super::{ALL, Config, Context, Found, Point};
use crate::report::place::CellId;
use crate::report::{Anchor, CarriedFigure, Edit, Report};

/// A number of the prose with the figure that the tables have for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFigure {
    /// The number in the prose.
    pub at: Anchor,
    /// The cell; of a sum of several the first.
    pub cell: CellId,
    /// What the tables have.
    pub figure: i64,
}

/// What the tables have for the figures of last year's prose that nobody has decided on, as far as
/// their cells are filled in: (the mark, its figure), in reading order.
///
/// A sentence that still names last year is read as one of this year.
#[must_use]
pub fn table_figures(report: &Report, config: &Config) -> Vec<(CarriedFigure, TableFigure)> {
    let marks: Vec<&CarriedFigure> = report.undecided().collect();
    if marks.is_empty() {
        return Vec::new();
    }
    let read = this_year(report, &marks);
    let context = Context::new(&read, config);
    let mut figures: Vec<TableFigure> = Vec::new();
    for rule in ALL.iter().filter(|rule| rule.point == Point::ProseAndTables) {
        let mut found = Found::new(rule);
        (rule.check)(&context, &mut found);
        figures.append(&mut found.figures);
    }
    let of = |mark: &CarriedFigure| {
        let mut here = figures.iter().filter(|figure| figure.at == mark.at);
        let first = here.next()?;
        // Rules that read it otherwise leave it to the clerk.
        here.all(|other| other.figure == first.figure).then(|| (mark.clone(), first.clone()))
    };
    marks.into_iter().filter_map(of).collect()
}

/// The report with its own year where the prose still has the year before; no place moves by that.
fn this_year(report: &Report, marks: &[&CarriedFigure]) -> Report {
    let mut read = report.clone();
    let Some(year) = report.year else { return read };
    let (last, own) = ((year - 1).to_string(), year.to_string());
    for mark in marks.iter().filter(|mark| mark.at.words(report) == Some(last.as_str())) {
        // Digits take the place of as many digits.
        let _made = read.apply(Edit::Splice(mark.at.field(), mark.at.range(), own.clone()));
    }
    read
}

#[cfg(test)]
mod tests {
    use super::table_figures;
    use crate::report::place::Field;
    use crate::report::{Edit, Report};
    use crate::rules::Config;
    use crate::rules::tests::{put, report};

    /// What is offered for the numbers of a first section that last year's report has left: the
    /// number, the table's figure and the table.
    fn offered(figures: &str, text: &str) -> Vec<String> {
        let mut last = report("2021");
        last.apply(Edit::Text(Field::Before(1), text.into())).unwrap();
        let next = last.template(last.edition().clone(), &last.agency, last.year.unwrap() + 1);
        let mut next = Report { figures: last.figures.clone(), ..next };
        put(&mut next, figures);
        let said = table_figures(&next, &Config::default()).into_iter();
        said.map(|(mark, figure)| {
            let table = &next.edition().tables[figure.cell.table].name;
            format!("{} {table} {}", mark.was, figure.figure)
        })
        .collect()
    }

    #[test]
    fn numbers_with_a_cell_are_offered_its_figure() {
        const SEVEN: &str = "applications.received.natural=7 applications.carried_in.natural=0 \
            applications.granted.natural=5 applications.carried_out.natural=2";
        for (text, expected) in [
            ("2021年，全镇共收到政府信息公开申请8件。", &["8 表三 7"][..]),
            (
                "全年收到政府信息公开申请7件，其中予以公开4件，结转下年度0件。",
                &["7 表三 7", "4 表三 5", "0 表三 2"],
            ),
            ("公开信息94条，培训2次。", &[]),
            ("2021年收到政府信息公开申请12件，比2020年多3件。", &["12 表三 7"]),
            ("上年结转政府信息公开申请3件。", &["3 表三 0"]),
            ("收到政府信息公开申请9件，较上年增加1件。", &["9 表三 7"]),
        ] {
            assert_eq!(offered(SEVEN, text), expected, "{text}");
        }
        // Nothing is offered from blank cells.
        let blank = "applications.received.natural=";
        assert!(offered(blank, "全镇共收到政府信息公开申请8件。").is_empty());
        let two = "disclosure.normative_documents.made=3 disclosure.licences.decisions=24";
        let text = "制发行政规范性文件2件。作出行政许可19件。";
        assert_eq!(offered(two, text), ["2 表二 3", "19 表二 24"]);
    }
}
