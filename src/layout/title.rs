//! The title: 小标宋, centred, broken between agency, year and the report's name.

use super::Options;
use super::even;
use super::flow::{Block, SetLine};
use super::kinsoku::may_break;
use super::line::Line;
use super::measure::{Measure, Shaped};
use super::prose::{Setter, pitch};
use super::sheet::{LEFT, TITLE, WIDTH, baseline};
use crate::font::{Face, Fonts};
use crate::report::place::{Field, Place};

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

/// A title in the lines that the pages set it in.
#[must_use]
pub fn title_lines<'a>(title: &'a str, agency: &str, fonts: &Fonts) -> Vec<&'a str> {
    let mut measure = Measure::new(fonts, Options::default());
    let shaped = measure.shape(title, Face::XiaoBiaoSong, TITLE);
    let lines = lines(&shaped, title, agency);
    let ends = lines.iter().skip(1).map(|line| shaped.at(line.glyphs.start)).chain([title.len()]);
    let line = |start: &mut usize, end| title.get(std::mem::replace(start, end)..end);
    ends.scan(0, line).collect()
}

fn lines(shaped: &Shaped, title: &str, agency: &str) -> Vec<Line> {
    let costs = break_costs(shaped, title, agency);
    even::lines(shaped, WIDTH, |end| costs[end - 1])
}

/// What it costs to end a line after each glyph, next to [`even::LINE`].
fn break_costs(shaped: &Shaped, title: &str, agency: &str) -> Vec<i64> {
    let year = year(title);
    let name_end = if title.starts_with(agency) { agency.len() } else { year.start };
    // Spaces after a part stay with it.
    let name_end = title.len() - title.get(name_end..).unwrap_or_default().trim_start().len();
    (1..shaped.glyphs.len())
        .map(|end| {
            let (a, b) = (shaped.glyphs[end - 1].shown, shaped.glyphs[end].shown);
            let at = shaped.at(end);
            let ends_place = "省市县区州盟旗乡镇".contains(a)
                && !title.get(at..).is_some_and(|rest| rest.starts_with("人民政府"));
            match at {
                _ if !may_break(a, b) => even::FORBIDDEN,
                _ if at == name_end => 0,
                _ if at == year.end => 10,
                // 某某省某某市人民政府: a name may part after a place.
                _ if at < name_end && (ends_place || a.is_whitespace()) => 60,
                _ => 400,
            }
        })
        .collect()
}

/// Where the year stands in the title: 2025年, or 2025 年; empty where there is none.
fn year(title: &str) -> std::ops::Range<usize> {
    for (at, year) in title.match_indices('年') {
        let before = title.get(..at).unwrap_or_default().trim_end();
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if before.len() - digits == 4 {
            return digits..at + year.len();
        }
    }
    0..0
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::font::{Face, Fonts};
    use crate::layout::Options;
    use crate::layout::measure::Measure;
    use crate::layout::sheet::TITLE;

    fn check(agency: &str, rest: &str, expected: &[&str]) {
        let title = format!("{agency}{rest}");
        let shaped = Measure::new(Fonts::builtin(), Options::default()).shape(
            &title,
            Face::XiaoBiaoSong,
            TITLE,
        );
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
        let spaced = " 2022 年政府信息公开工作 年度报告";
        let rest = spaced.trim_start();
        check("云岭县云溪镇人民政府", spaced, &["云岭县云溪镇人民政府 ", rest]);
        check("", "", &[]);
    }

    #[test]
    fn what_has_no_good_break_still_fits() {
        let ones = |count| "1".repeat(count);
        check("", &ones(90), &[&ones(26), &ones(31), &ones(33)]);
    }
}
