//! Upright watermarks: faint words that are drawn over a page's text, or much larger than it, or in the
//! same place of several pages. They are set aside, as slanted ones are.

use std::collections::BTreeMap;

use super::page::{PdfGlyph, PdfPage};
use crate::import::source::marked;

/// A watermark's characters are so many times as large as most of the page's.
const LARGE: f64 = 1.6;

/// A character's own share of its place, from the middle: lines that stand close do not touch.
const SHARE: f64 = 0.7;

/// The next character of a run is no further off than this, in sizes.
const NEXT: f64 = 4.0;

/// Sizes differ by no more than this part, and places by no more than so many points.
const SAME: f64 = 0.05;
const PLACE: f64 = 2.0;

/// Characters are compared no more often than this on a page.
const MAX_COMPARED: usize = 4_000_000;

/// Faint characters that follow each other on a line: the places of them among the page's.
struct FaintRun {
    glyphs: Vec<usize>,
    text: String,
    is_mark: bool,
}

/// Sets aside what of a page's faint words is a watermark.
pub(super) fn part(page: &mut PdfPage) {
    let mut runs = runs(page);
    let usual = usual_size(page);
    if runs.is_empty() || usual.is_none() {
        return;
    }
    let usual = usual.unwrap_or_default();
    let words = PageWords::new(page);
    let mut left = MAX_COMPARED;
    for run in &mut runs {
        let large = page.glyphs[run.glyphs[0]].size >= LARGE * usual && !page.has_picture;
        let seen = || run.glyphs.iter().any(|at| page.glyphs[*at].is_faint);
        let over = |at: &usize| words.lie_under(&page.glyphs[*at], page, &mut left);
        run.is_mark = large || (seen() && run.glyphs.iter().any(over));
    }
    // What is written as a mark is written stands there as well.
    let marks: Vec<(String, f64)> =
        runs.iter().filter(|run| run.is_mark).map(|run| run.named(page)).collect();
    if marks.is_empty() {
        return;
    }
    for run in runs.iter_mut().filter(|run| !run.is_mark) {
        let (text, size) = run.named(page);
        let same = |mark: &(String, f64)| mark.0 == text && is_same(mark.1, size);
        run.is_mark = marks.iter().any(same);
    }
    take(page, &runs);
}

/// Sets aside faint words that stand in the same place of several pages.
pub(super) fn part_repeated(pages: &mut [PdfPage]) {
    let mut places: BTreeMap<(String, i64, i64), usize> = BTreeMap::new();
    let all: Vec<Vec<FaintRun>> = pages.iter().map(runs).collect();
    let place = |page: &PdfPage, run: &FaintRun| {
        let first = &page.glyphs[run.glyphs[0]];
        #[expect(clippy::cast_possible_truncation, reason = "a place on paper, in points")]
        let near = |at: f64| (at / PLACE).round() as i64;
        (run.text.clone(), near(first.x), near(first.y))
    };
    for (page, runs) in pages.iter().zip(&all) {
        for run in runs {
            *places.entry(place(page, run)).or_default() += 1;
        }
    }
    for (page, mut runs) in pages.iter_mut().zip(all) {
        for run in &mut runs {
            run.is_mark = places.get(&place(page, run)).is_some_and(|times| *times > 1);
        }
        take(page, &runs);
    }
}

impl FaintRun {
    /// What it says, and how large.
    fn named(&self, page: &PdfPage) -> (String, f64) {
        (self.text.clone(), page.glyphs[self.glyphs[0]].size)
    }
}

fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME * a.max(b)
}

/// Whether a character may be a watermark's.
fn is_light(glyph: &PdfGlyph) -> bool {
    glyph.is_faint || marked::is_unseen(&glyph.text)
}

/// The faint words of a page; none where most of the page's are.
fn runs(page: &PdfPage) -> Vec<FaintRun> {
    let faint = page.glyphs.iter().filter(|glyph| is_light(glyph)).count();
    if faint == 0 || 2 * faint > page.glyphs.len() {
        return Vec::new();
    }
    let mut runs: Vec<FaintRun> = Vec::new();
    let mut last: Option<&PdfGlyph> = None;
    for (at, glyph) in page.glyphs.iter().enumerate().filter(|(_, glyph)| is_light(glyph)) {
        let goes_on = last.is_some_and(|last| {
            let gap = (glyph.x - last.x - last.width) / last.size;
            let level = (glyph.y - last.y).abs() <= 0.2 * last.size;
            level && is_same(glyph.size, last.size) && (-0.5..NEXT).contains(&gap)
        });
        last = Some(glyph);
        let text = marked::seen(&glyph.text);
        match runs.last_mut().filter(|_| goes_on) {
            Some(run) => {
                run.glyphs.push(at);
                run.text.push_str(&text);
            }
            None => runs.push(FaintRun { glyphs: vec![at], text, is_mark: false }),
        }
    }
    runs.retain(|run| !run.text.trim().is_empty());
    runs
}

/// The size of most of a page's characters that are not faint.
fn usual_size(page: &PdfPage) -> Option<f64> {
    let mut sizes: Vec<f64> =
        page.glyphs.iter().filter(|glyph| !is_light(glyph)).map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied()
}

/// The page's own characters, from top to bottom.
struct PageWords {
    order: Vec<usize>,
    largest: f64,
}

impl PageWords {
    fn new(page: &PdfPage) -> Self {
        let own = |at: &usize| {
            let glyph = &page.glyphs[*at];
            !is_light(glyph) && !glyph.text.trim().is_empty()
        };
        let mut order: Vec<usize> = (0..page.glyphs.len()).filter(own).collect();
        order.sort_by(|a, b| page.glyphs[*a].y.total_cmp(&page.glyphs[*b].y));
        let largest = order.iter().map(|at| page.glyphs[*at].size).fold(0.0, f64::max);
        Self { order, largest }
    }

    /// Whether one of them is where another character is.
    fn lie_under(&self, glyph: &PdfGlyph, page: &PdfPage, left: &mut usize) -> bool {
        if glyph.text.trim().is_empty() {
            return false;
        }
        let top = glyph.y - glyph.size;
        let from = self.order.partition_point(|at| page.glyphs[*at].y < top);
        let near = self.order.get(from..).unwrap_or_default().iter();
        let near = near.map(|at| &page.glyphs[*at]);
        for other in near.take_while(|other| other.y < glyph.y + self.largest) {
            let Some(rest) = left.checked_sub(1) else { return false };
            *left = rest;
            if touch(glyph, other) {
                return true;
            }
        }
        false
    }
}

/// Whether two characters are drawn over each other.
fn touch(a: &PdfGlyph, b: &PdfGlyph) -> bool {
    let ((ax, ay), (bx, by)) = (a.middle(), b.middle());
    let across = SHARE * (a.width + b.width) / 2.0;
    let down = SHARE * (a.size + b.size) / 2.0;
    (ax - bx).abs() < across && (ay - by).abs() < down
}

/// Takes watermarks off a page, each text told once.
fn take(page: &mut PdfPage, runs: &[FaintRun]) {
    let marks = || runs.iter().filter(|run| run.is_mark);
    let mut told: Vec<&str> = Vec::new();
    for run in marks() {
        let text = run.text.trim();
        if !told.contains(&text) {
            told.push(text);
        }
    }
    page.turn_aside(&told.join(" "));
    let mut gone = vec![false; page.glyphs.len()];
    marks().flat_map(|run| &run.glyphs).for_each(|at| gone[*at] = true);
    let mut gone = gone.into_iter();
    page.glyphs.retain(|_| gone.next() != Some(true));
}

#[cfg(test)]
mod tests {
    use super::super::page::GlyphInk;
    use super::*;
    use hayro_font::kurbo::Affine;

    /// Texts at their places, with their sizes; those that begin with ~ are faint. What is read, and what
    /// is set aside.
    fn read(texts: &[(f64, f64, f64, &str)]) -> (String, String) {
        let mut page = page(texts);
        part(&mut page);
        said(&page)
    }

    fn page(texts: &[(f64, f64, f64, &str)]) -> PdfPage {
        let mut page = PdfPage::new(800.0);
        for (x, y, size, text) in texts {
            let faint = text.strip_prefix('~');
            let ink = faint.map_or(GlyphInk::Dark, |_| GlyphInk::Faint);
            for (at, c) in (0_u32..).zip(faint.unwrap_or(text).chars()) {
                let place = Affine::translate((x + size * f64::from(at), *y));
                let place = place * Affine::scale_non_uniform(*size, -size);
                page.glyph(place, &c.to_string(), Some(1000.0), ink);
            }
        }
        page
    }

    fn said(page: &PdfPage) -> (String, String) {
        (page.glyphs.iter().map(|glyph| glyph.text.as_str()).collect(), page.turned.clone())
    }

    #[test]
    fn faint_words_over_the_text_are_set_aside() {
        let own = (50.0, 100.0, 10.0, "全年公开信息二十条");
        for (marks, left, aside) in [
            // Over the text in its own size, once, and again where nothing is.
            (vec![(55.0, 103.0, 10.0, "~内部资料")], "", "内部资料"),
            (
                vec![(55.0, 103.0, 10.0, "~内部资料"), (55.0, 300.0, 10.0, "~内部资料")],
                "",
                "内部资料",
            ),
            // Much larger, beside the text.
            (vec![(50.0, 300.0, 40.0, "~内部")], "", "内部"),
            // A faint line of its own, and one right below the text.
            (vec![(50.0, 300.0, 10.0, "~单位：件")], "单位：件", ""),
            (vec![(50.0, 111.0, 10.0, "~单位：件")], "单位：件", ""),
        ] {
            let texts = [vec![own, (50.0, 500.0, 10.0, "本年度没有")], marks].concat();
            let expected = (format!("全年公开信息二十条本年度没有{left}"), aside.to_owned());
            assert_eq!(read(&texts), expected);
        }
        // A page whose text is faint is read.
        assert_eq!(read(&[(50.0, 100.0, 10.0, "~全年公开"), own]).0.chars().count(), 9);
        assert_eq!(read(&[(50.0, 100.0, 10.0, "~全年公开信息十条"), (9.0, 9.0, 9.0, "一")]).1, "");
    }

    #[test]
    fn faint_words_in_the_same_place_of_several_pages_are_set_aside() {
        let of = |text, mark| page(&[(50.0, 100.0, 10.0, text), (300.0, 400.0, 10.0, mark)]);
        let mut pages = vec![
            of("全年公开信息二十条", "~内部资料"),
            of("本年度没有收费的", "~内部资料"),
            of("其他需要报告的事项", "~单位：件"),
        ];
        part_repeated(&mut pages);
        let said: Vec<(String, String)> = pages.iter().map(said).collect();
        let expected = [
            ("全年公开信息二十条", "内部资料"),
            ("本年度没有收费的", "内部资料"),
            ("其他需要报告的事项单位：件", ""),
        ];
        assert_eq!(said, expected.map(|(text, aside)| (text.to_owned(), aside.to_owned())));
    }
}
