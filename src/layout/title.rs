//! The title: 小标宋, centred, broken between words into a trapezoid or a diamond.

use super::Options;
use super::even::{self, FORBIDDEN};
use super::flow::SetLine;
use super::kinsoku::may_break;
use super::line::Line;
use super::measure::{Measure, Shaped};
use super::prose::{Setter, keeps_before_more, tagged};
use super::sheet::{LEFT, TITLE, WIDTH, baseline};
use super::tags::Element;
use super::title_words::{BEST, gaps};
use crate::font::{Face, Fonts};
use crate::report::place::{Field, Place};
use crate::units::Length;

impl Setter<'_> {
    /// The title and a blank line, or nothing.
    pub fn title(&mut self, title: &str, agency: &str) {
        if title.is_empty() {
            return;
        }
        let mut shaped = self.measure.shape(title, Face::XiaoBiaoSong, TITLE);
        self.note_missing(|at, c| Place::Text(Field::Title, at..at + c.len_utf8()));
        // Spaces that a web page had in it are no part of a title.
        self.measure.close_up(&mut shaped);
        if shaped.glyphs.is_empty() {
            return;
        }
        let lines = lines(&shaped, title, agency);
        let tag = self.begin_element(Element::Heading(1));
        let baseline = baseline(self.grid.pitch(), TITLE);
        for (index, line) in lines.iter().enumerate() {
            let place = |range| Some(Place::Text(Field::Title, range));
            let runs = line.runs(&shaped, left(&shaped, line), baseline, place);
            let keep = keeps_before_more(index, lines.len());
            self.add_line(SetLine { runs: tagged(runs, tag), keep, ..SetLine::default() });
        }
        self.add_line(SetLine { keep: true, ..SetLine::default() });
    }
}

/// Left edge of a line whose words are centred, whatever spaces are around them.
fn left(shaped: &Shaped, line: &Line) -> Length {
    let glyphs = &shaped.glyphs[line.glyphs.clone()];
    let spaces = glyphs.iter().take_while(|glyph| glyph.shown.is_whitespace()).count();
    let visible = glyphs.iter().rposition(|glyph| !glyph.shown.is_whitespace());
    let start = line.glyphs.start;
    let before = shaped.width(start..start + spaces);
    let to = visible.map_or(Length::ZERO, |last| shaped.width(start..start + last + 1));
    let middle = LEFT + (WIDTH - (to - before)) / 2 - before;
    middle.min(LEFT + WIDTH - line.width(shaped)).max(LEFT)
}

/// A title in the lines that the pages set it in, without the spaces that they leave out.
#[must_use]
pub fn title_lines(title: &str, agency: &str, fonts: &Fonts) -> Vec<String> {
    let mut measure = Measure::new(fonts, Options::default());
    let mut shaped = measure.shape(title, Face::XiaoBiaoSong, TITLE);
    measure.close_up(&mut shaped);
    if shaped.glyphs.is_empty() {
        return Vec::new();
    }
    let lines = lines(&shaped, title, agency);
    let ends = lines.iter().skip(1).map(|line| shaped.at(line.glyphs.start)).chain([title.len()]);
    let line = |start: &mut usize, end| title.get(std::mem::replace(start, end)..end);
    ends.scan(0, line).map(closed_up).collect()
}

/// Text without its spaces, but those between words in Latin letters: see [`Measure::close_up`].
fn closed_up(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut spaces = String::new();
    for c in text.chars() {
        if c.is_whitespace() {
            spaces.push(c);
            continue;
        }
        if c.is_ascii_alphabetic() && kept.ends_with(|before: char| before.is_ascii_alphabetic()) {
            kept.push_str(&spaces);
        }
        spaces.clear();
        kept.push(c);
    }
    kept
}

fn lines(shaped: &Shaped, title: &str, agency: &str) -> Vec<Line> {
    between_words(shaped, title, agency).unwrap_or_else(|| {
        // A word that is longer than a line: anything is better than losing it.
        let cost = |end| if may_break_at(shaped, end) { even::LINE * 4 } else { FORBIDDEN };
        even::lines(shaped, WIDTH, cost)
    })
}

fn may_break_at(shaped: &Shaped, end: usize) -> bool {
    may_break(shaped.glyphs[end - 1].shown, shaped.glyphs[end].shown)
}

/// More places to break than this are not tried.
const MOST_GAPS: usize = 20;
/// The title is set in no more lines if words are not to be broken.
const MOST_LINES: usize = 5;
/// A title of more characters than this does not fit the lines that a title may have.
const MOST_GLYPHS: usize = 250;
/// The cost of a line that is shorter than the one before and the one after it: a waist.
const WAIST: i64 = 300;

/// The cost of breaking a name and then going on after it on the same line.
const TORN: i64 = 100;

/// The cheapest lines that end between words; `None` where no such lines fit.
fn between_words(shaped: &Shaped, title: &str, agency: &str) -> Option<Vec<Line>> {
    if shaped.glyphs.len() > MOST_GLYPHS {
        return None;
    }
    let glyph = |at: usize| shaped.glyphs.partition_point(|glyph| glyph.at < at);
    let mut places: Vec<(usize, i64)> =
        gaps(title, agency).into_iter().map(|gap| (glyph(gap.at), gap.cost)).collect();
    // Spaces at either end of the title are not among the glyphs.
    let inside = 1..shaped.glyphs.len();
    places.retain(|(end, _)| inside.contains(end) && may_break_at(shaped, *end));
    places.dedup_by_key(|(end, _)| *end);
    if places.len() > MOST_GAPS {
        return None;
    }
    let mut search = TitleSearch { shaped, places, best: None };
    search.go_on(0, &mut Vec::new());
    let (_, ends) = search.best?;
    let starts = std::iter::once(0).chain(ends.iter().copied());
    Some(starts.zip(&ends).map(|(start, end)| Line::plain(start..*end)).collect())
}

struct TitleSearch<'a> {
    shaped: &'a Shaped,
    /// Before which glyphs a line may end, and what it costs.
    places: Vec<(usize, i64)>,
    /// What the best lines cost, and their ends.
    best: Option<(i64, Vec<usize>)>,
}

impl TitleSearch<'_> {
    /// Tries all ends of the line that begins after the last of `ends`, from a place on.
    fn go_on(&mut self, from: usize, ends: &mut Vec<usize>) {
        let start = ends.last().copied().unwrap_or(0);
        let count = self.shaped.glyphs.len();
        let last = (self.places.len(), count);
        let places = (from..self.places.len()).map(|index| (index, self.places[index].0));
        for (index, end) in places.chain([last]).collect::<Vec<_>>() {
            if self.shaped.width(start..end) > WIDTH {
                break;
            }
            ends.push(end);
            if end == count {
                self.judge(ends);
            } else if ends.len() < MOST_LINES {
                self.go_on(index + 1, ends);
            }
            ends.pop();
        }
    }

    fn judge(&mut self, ends: &[usize]) {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let widths: Vec<Length> =
            starts.zip(ends).map(|(start, end)| self.shaped.width(start..*end)).collect();
        let lines: i64 = widths.iter().map(|width| even::line_cost(*width, WIDTH)).sum();
        let breaks = self.places.iter().filter(|(end, _)| ends.contains(end));
        let breaks: i64 = breaks.map(|(_, cost)| cost).sum();
        let name_end = self.places.iter().find(|(_, cost)| *cost == BEST).map(|(end, _)| *end);
        let is_torn = name_end.is_some_and(|end| ends[0] < end && !ends.contains(&end));
        let cost = lines
            + breaks
            + if is_torn { TORN } else { 0 }
            + if has_waist(&widths) { WAIST } else { 0 };
        if self.best.as_ref().is_none_or(|(best, _)| cost < *best) {
            self.best = Some((cost, ends.to_vec()));
        }
    }
}

/// Whether lines become shorter and then longer again: neither trapezoid nor diamond.
fn has_waist(widths: &[Length]) -> bool {
    let shrinks = widths.windows(2).position(|pair| pair[1] < pair[0]);
    shrinks.is_some_and(|at| widths[at + 1..].windows(2).any(|pair| pair[1] > pair[0]))
}

#[cfg(test)]
mod tests {
    use super::{has_waist, left, lines, title_lines};
    use crate::font::{Face, Fonts};
    use crate::layout::Options;
    use crate::layout::measure::{Measure, Shaped};
    use crate::layout::sheet::{LEFT, TITLE, WIDTH};
    use crate::units::Length;

    fn shape(title: &str) -> Shaped {
        let mut measure = Measure::new(Fonts::builtin(), Options::default());
        measure.shape(title, Face::XiaoBiaoSong, TITLE)
    }

    fn check(agency: &str, rest: &str, expected: &[&str]) {
        let title = format!("{agency}{rest}");
        let shaped = shape(&title);
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
    fn one_line_and_two() {
        check("云溪镇", REST, &["云溪镇2025年政府信息公开工作年度报告"]);
        check("云岭县云溪镇人民政府", REST, &["云岭县云溪镇人民政府", REST]);
        // The name is the longer.
        check(
            "双江拉祜族佤族布朗族傣族自治县人民政府",
            REST,
            &["双江拉祜族佤族布朗族傣族自治县人民政府", REST],
        );
    }

    #[test]
    fn three_lines_are_a_trapezoid_or_a_diamond() {
        check(
            "某某省某某市某某县云溪镇人民政府办公室综合科",
            REST,
            &["某某省某某市某某县", "云溪镇人民政府办公室综合科", REST],
        );
        // After 县 the rest of the name would be a waist between two long lines.
        check(
            "双江拉祜族佤族布朗族傣族自治县沙河乡人民政府",
            REST,
            &["双江拉祜族佤族布朗族傣族自治县沙河乡", "人民政府2025年政府信息公开工作年度报告"],
        );
        check(
            "双江拉祜族佤族布朗族傣族自治县沙河彝族白族乡人民政府",
            REST,
            &[
                "双江拉祜族佤族布朗族傣族自治县",
                "沙河彝族白族乡人民政府2025年",
                "政府信息公开工作年度报告",
            ],
        );
        check(
            "某某经济技术开发区管理委员会自然资源和规划建设局",
            REST,
            &["某某经济技术开发区", "管理委员会自然资源和规划建设局", REST],
        );
    }

    #[test]
    fn titles_as_they_stand() {
        let spaced = " 2022 年政府信息公开工作 年度报告";
        let rest = spaced.trim_start();
        check("云岭县云溪镇人民政府", spaced, &["云岭县云溪镇人民政府 ", rest]);
        let rest = "关于2021年度政府信息公开工作情况的报告";
        check("某某县农业农村局", rest, &["某某县农业农村局", rest]);
        check(
            "九间楼乡",
            "政府信息公开工作2020年度报告",
            &["九间楼乡政府信息公开工作2020年度报告"],
        );
    }

    #[test]
    fn other_forms_have_no_more_spaces_in_it_than_the_pages() {
        let lines = |title, agency| title_lines(title, agency, Fonts::builtin());
        let spaced = " 云岭县云溪镇人民政府 2022 年　政府信息公开工作\t年度报告 ";
        let expected = ["云岭县云溪镇人民政府", "2022年政府信息公开工作年度报告"];
        assert_eq!(lines(spaced, "云岭县云溪镇人民政府"), expected);
        assert_eq!(lines("云溪镇 Open Data 报告", "云溪镇"), ["云溪镇Open Data报告"]);
        assert_eq!(lines(" 　", ""), Vec::<String>::new());
    }

    #[test]
    fn spaces_at_the_ends_do_not_move_the_words() {
        let title = "云岭县云溪镇人民政府 2022年政府信息公开工作年度报告";
        let shaped = shape(title);
        let lines = lines(&shaped, title, "云岭县云溪镇人民政府");
        assert_eq!(left(&shaped, &lines[0]), LEFT + (WIDTH - TITLE * 10) / 2);
    }

    #[test]
    fn waists() {
        let check = |widths: &[i32], expected| {
            let widths: Vec<Length> = widths.iter().copied().map(Length::pt).collect();
            assert_eq!(has_waist(&widths), expected);
        };
        for fine in [&[3][..], &[3, 3], &[1, 2, 3], &[3, 2, 1], &[1, 3, 2], &[1, 3, 3, 2]] {
            check(fine, false);
        }
        for waist in [&[3, 1, 2][..], &[3, 3, 1, 2], &[1, 3, 1, 3]] {
            check(waist, true);
        }
    }

    #[test]
    fn what_has_no_good_break_still_fits() {
        let ones = |count| "1".repeat(count);
        check("", &ones(90), &[&ones(26), &ones(31), &ones(33)]);
    }
}
