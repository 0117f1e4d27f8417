//! The title: 小标宋, centred, broken between agency, year and the report's name.

use super::flow::{Block, SetLine};
use super::kinsoku::may_break;
use super::line::{self, Line, Measures};
use super::measure::Shaped;
use super::prose::{Setter, pitch};
use super::sheet::{LEFT, TITLE, WIDTH, baseline};
use crate::font::Face;
use crate::report::place::{Field, Place};
use crate::units::Length;

/// Beyond this many characters it is no title, and broken like prose.
const LONGEST: usize = 200;

impl Setter<'_> {
    /// The title and a blank line, or nothing.
    pub fn title(&mut self, title: &str, agency: &str) {
        if title.is_empty() {
            return;
        }
        let shaped = self.measure.shape(title, Face::XiaoBiaoSong, TITLE);
        self.note_missing(|at, c| Place::Text(Field::Title, at..at + c.len_utf8()));
        for line in lines(&shaped, title, agency) {
            let x = LEFT + (WIDTH - line.width(&shaped)) / 2;
            let place = |range| Some(Place::Text(Field::Title, range));
            let runs = line.runs(&shaped, x, baseline(pitch(), TITLE), place);
            self.blocks.push(Block::Line(SetLine { runs, keep: true, ..SetLine::default() }));
        }
        self.blocks.push(Block::Line(SetLine { keep: true, ..SetLine::default() }));
    }
}

fn lines(shaped: &Shaped, title: &str, agency: &str) -> Vec<Line> {
    if shaped.glyphs.len() > LONGEST {
        return line::lines(shaped, Measures::ragged(WIDTH));
    }
    let costs = break_costs(shaped, title, agency);
    best_breaks(shaped, &costs)
}

/// What it costs to end a line after each glyph, next to 100 for a line more.
fn break_costs(shaped: &Shaped, title: &str, agency: &str) -> Vec<i64> {
    let agency_end = if title.starts_with(agency) { agency.len() } else { 0 };
    let year_end = title
        .match_indices('年')
        .find(|(at, _)| title.as_bytes().get(at.saturating_sub(4)..*at).is_some_and(is_year))
        .map_or(0, |(at, year)| at + year.len());
    (1..shaped.glyphs.len())
        .map(|end| {
            let (a, b) = (shaped.glyphs[end - 1].shown, shaped.glyphs[end].shown);
            let at = shaped.at(end);
            let in_name = at < agency_end.max(year_end);
            let ends_place = "省市县区州盟旗乡镇".contains(a)
                && !title.get(at..).is_some_and(|rest| rest.starts_with("人民政府"));
            match at {
                _ if !may_break(a, b) => 10_000,
                _ if at == agency_end || a.is_whitespace() => 0,
                _ if at == year_end => 10,
                // 某某省某某市人民政府: a name may part after a place.
                _ if in_name && ends_place => 60,
                _ => 400,
            }
        })
        .collect()
}

fn is_year(digits: &[u8]) -> bool {
    digits.len() == 4 && digits.iter().all(u8::is_ascii_digit)
}

/// The cheapest set of lines: few, broken well, and about equally long.
fn best_breaks(shaped: &Shaped, costs: &[i64]) -> Vec<Line> {
    let count = shaped.glyphs.len();
    // For each end: the least cost of the lines up to it, and where its last line begins.
    let mut best: Vec<(i64, usize)> = vec![(0, 0)];
    for end in 1..=count {
        let mut width = Length::ZERO;
        let mut found = (i64::MAX, end - 1);
        for start in (0..end).rev() {
            width += shaped.glyphs[start].advance;
            if width > WIDTH && start + 1 < end {
                break;
            }
            let cost = best[start].0 + line_cost(width);
            if cost < found.0 {
                found = (cost, start);
            }
        }
        let here = if end < count { costs[end - 1] } else { 0 };
        best.push((found.0.saturating_add(here), found.1));
    }
    let mut lines = Vec::new();
    let mut end = count;
    while end > 0 {
        let start = best[end].1;
        lines.push(Line::plain(start..end));
        end = start;
    }
    lines.reverse();
    lines
}

/// 100, and up to 50 more the emptier the line: squared, so that equal lines are cheapest.
fn line_cost(width: Length) -> i64 {
    let empty = i64::from((WIDTH - width).0.max(0)) * 100 / i64::from(WIDTH.0);
    100 + empty * empty / 200
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::font::{Face, Fonts};
    use crate::layout::measure::Measure;
    use crate::layout::sheet::TITLE;

    fn check(agency: &str, rest: &str, expected: &[&str]) {
        let title = format!("{agency}{rest}");
        let shaped = Measure::new(Fonts::builtin()).shape(&title, Face::XiaoBiaoSong, TITLE);
        let lines = lines(&shaped, &title, agency);
        let found: Vec<_> = lines
            .iter()
            .map(|line| title.get(shaped.at(line.glyphs.start)..shaped.at(line.glyphs.end)))
            .collect();
        let expected: Vec<_> = expected.iter().copied().map(Some).collect();
        assert_eq!(found, expected);
    }

    const REST: &str = "2025年政府信息公开工作年度报告";

    #[test]
    fn titles() {
        check("云溪镇", REST, &["云溪镇2025年政府信息公开工作年度报告"]);
        check("云岭县云溪镇人民政府", REST, &["云岭县云溪镇人民政府", REST]);
        check(
            "某某省某某市某某县云溪镇人民政府办公室综合科",
            REST,
            &["某某省某某市某某县", "云溪镇人民政府办公室综合科", REST],
        );
        check("", "", &[]);
    }

    #[test]
    fn what_has_no_good_break_still_fits() {
        let ones = |count| "1".repeat(count);
        check("", &ones(90), &[&ones(33), &ones(31), &ones(26)]);
    }
}
