//! Prose that was kept from last year's report: the years and figures in it that nobody has looked
//! at yet. A paragraph that was changed in any way was looked at.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::report::place::Field;
use crate::report::{Report, YEARS};
use crate::zh;

/// The paragraphs that the clerk has looked at and left as they are.
pub type LookedAt = BTreeSet<(Field, String)>;

/// The years and figures in a field that are last year's still, in bytes of its text.
#[must_use]
pub fn kept(report: &Report, field: Field, looked_at: &LookedAt) -> Vec<Range<usize>> {
    let Some(last) = &report.last else { return Vec::new() };
    let text = report.text(field);
    let old: Option<BTreeSet<&str>> = match field {
        Field::Before(n) | Field::After(n) => {
            last.sections.get(usize::from(n).wrapping_sub(1)).map(|old| old.lines().collect())
        }
        // What stood there last year is not known, but its year is.
        Field::LeadIn => None,
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        let seen = looked_at.contains(&(field, words.to_owned()));
        let here = match &old {
            _ if seen => Vec::new(),
            Some(old) if old.contains(words) => all(words),
            Some(_) => Vec::new(),
            None => years(words, |year| Some(year) == last.year),
        };
        found.extend(here.into_iter().map(|range| range.start + start..range.end + start));
        start += line.len();
    }
    found
}

/// The paragraphs of a field, as they stand now, as looked at.
pub fn look_at(report: &Report, field: Field, looked_at: &mut LookedAt) {
    looked_at.extend(report.text(field).lines().map(|line| (field, line.to_owned())));
}

/// Every year and every figure of a paragraph, in order.
fn all(words: &str) -> Vec<Range<usize>> {
    let mut found = years(words, |_| true);
    found.extend(zh::counts::counts(words).into_iter().map(|count| count.number));
    found.sort_by_key(|range| range.start);
    found
}

/// The years of a paragraph, 年 left out.
fn years(words: &str, wanted: impl Fn(u16) -> bool) -> Vec<Range<usize>> {
    let before = words.match_indices('年').filter_map(|(end, _)| {
        let start = end.checked_sub(4)?;
        let year: u16 = words.get(start..end)?.parse().ok()?;
        (YEARS.contains(&year) && wanted(year)).then_some(start..end)
    });
    before.collect()
}

#[cfg(test)]
mod tests {
    use super::{LookedAt, kept, look_at};
    use crate::edition;
    use crate::report::place::Field;
    use crate::report::{Edit, Report};

    fn write(report: &mut Report, field: Field, text: &str) {
        report.apply(Edit::Text(field, text.to_owned())).unwrap();
    }

    fn told<'a>(report: &'a Report, field: Field, looked_at: &LookedAt) -> Vec<&'a str> {
        let text = report.text(field);
        kept(report, field, looked_at).into_iter().filter_map(|range| text.get(range)).collect()
    }

    #[test]
    fn years_and_figures_of_paragraphs_that_are_last_years() {
        let edition = edition::by_id("2021").unwrap();
        let mut last = Report::blank(edition.clone(), "柳塘镇人民政府", 2024);
        let field = Field::Before(1);
        write(
            &mut last,
            field,
            "2024年，公开信息94条，培训2次。\n依据第十二条办理。\n收到申请3件。",
        );
        write(&mut last, Field::LeadIn, "自2024年1月1日起，依据2019年修订的条例。");
        let mut report = last.template(edition, "柳塘镇人民政府", 2025);
        let mut looked_at = LookedAt::new();
        assert_eq!(told(&report, field, &looked_at), ["2024", "94", "2", "3"]);
        assert_eq!(told(&report, Field::LeadIn, &looked_at), ["2024"]);
        let text = report.text(field).replace("收到申请3件", "收到申请5件");
        write(&mut report, field, &text);
        assert_eq!(told(&report, field, &looked_at), ["2024", "94", "2"]);
        look_at(&report, field, &mut looked_at);
        assert!(told(&report, field, &looked_at).is_empty());
        report.last = None;
        assert!(told(&report, Field::LeadIn, &LookedAt::new()).is_empty());
    }
}
