//! Characters that stand beside the words of a page: smaller ones above or below their line, and
//! those with a line through them.

use super::page::{PdfGlyph, PdfPage, PdfRule};
use crate::import::blocks::AsideKind;
use crate::import::source::marked;

/// What is raised is smaller than this, in sizes of what it stands beside.
const SMALLER: f64 = 0.85;

/// How far it stands above or below the line, in those sizes.
const OFF: std::ops::Range<f64> = 0.12..0.8;

/// Where the line through a character is above its baseline, in sizes.
const THROUGH: std::ops::Range<f64> = 0.15..0.5;

/// A line through characters ends with them, but for this part of their size.
const ENDS: f64 = 0.35;

/// Rules are compared with no more characters than this on a page.
const MAX_COMPARED: usize = 4_000_000;

/// Marks the characters of a page that stand beside its words.
pub(super) fn mark(page: &mut PdfPage) {
    mark_struck(page);
    mark_raised(&mut page.glyphs);
}

/// What is right behind or before a character, smaller and off its line. It is put on the line, so
/// that it stays with its word.
fn mark_raised(glyphs: &mut [PdfGlyph]) {
    let mut base: Option<(PdfGlyph, f64)> = None;
    for glyph in glyphs {
        if glyph.text.trim().is_empty() {
            continue;
        }
        if let Some((beside, end)) = &mut base {
            let off = (glyph.y - beside.y).abs() / beside.size;
            let gap = (glyph.x - *end) / beside.size;
            let small = glyph.size < SMALLER * beside.size;
            if small && OFF.contains(&off) && (-0.3..0.5).contains(&gap) {
                glyph.y = beside.y;
                *end = glyph.x + glyph.width;
                glyph.text = marked::marked(&glyph.text, Some(AsideKind::Raised));
                continue;
            }
        }
        base = Some((glyph.clone(), glyph.x + glyph.width));
    }
}

/// Characters that a rule goes through from the first to the last; the rule is none of a table's.
fn mark_struck(page: &mut PdfPage) {
    let mut by_height: Vec<usize> = (0..page.glyphs.len()).collect();
    by_height.sort_by(|a, b| page.glyphs[*a].y.total_cmp(&page.glyphs[*b].y));
    let largest = page.glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    let mut left = MAX_COMPARED;
    let glyphs = &mut page.glyphs;
    page.rules.retain(|rule| {
        if !rule.is_across() {
            return true;
        }
        let first = by_height.partition_point(|at| glyphs[*at].y < rule.y0);
        let near = by_height.get(first..).unwrap_or_default().iter().copied();
        let near: Vec<usize> =
            near.take_while(|at| glyphs[*at].y < rule.y0 + largest).take(left).collect();
        left -= near.len();
        let struck: Vec<usize> =
            near.into_iter().filter(|at| goes_through(rule, &glyphs[*at])).collect();
        if !ends_with(rule, &struck, glyphs) {
            return true;
        }
        for at in struck {
            glyphs[at].text = marked::marked(&glyphs[at].text, Some(AsideKind::Struck));
        }
        false
    });
}

fn goes_through(rule: &PdfRule, glyph: &PdfGlyph) -> bool {
    let above = (glyph.y - rule.y0) / glyph.size;
    let slack = ENDS * glyph.size;
    let within = rule.x0 - slack <= glyph.x && glyph.x + glyph.width <= rule.x1 + slack;
    THROUGH.contains(&above) && within
}

/// Whether a rule is as long as the words that it goes through: a table's is longer.
fn ends_with(rule: &PdfRule, struck: &[usize], glyphs: &[PdfGlyph]) -> bool {
    let said = struck.iter().map(|at| &glyphs[*at]).filter(|glyph| !glyph.text.trim().is_empty());
    let start = said.clone().map(|glyph| glyph.x).fold(f64::INFINITY, f64::min);
    let end = said.clone().map(|glyph| glyph.x + glyph.width).fold(f64::NEG_INFINITY, f64::max);
    let size = said.map(|glyph| glyph.size).fold(0.0, f64::max);
    (start - rule.x0).abs() <= ENDS * size && (end - rule.x1).abs() <= ENDS * size
}

#[cfg(test)]
mod tests {
    use super::{PdfGlyph, PdfPage, PdfRule, mark};
    use crate::import::source::marked::unmarked;

    /// Characters five points wide, with their sizes; and rules. What is read, raised and struck.
    fn read(texts: &[(f64, f64, f64, &str)], rules: &[(f64, f64, f64)]) -> [String; 3] {
        let mut page = PdfPage::new(800.0);
        for (x, y, size, text) in texts {
            page.glyphs.extend((0_u32..).zip(text.chars()).map(|(at, c)| PdfGlyph {
                x: x + f64::from(at) * size / 2.0,
                y: *y,
                width: size / 2.0,
                size: *size,
                text: c.to_string(),
                is_faint: false,
            }));
        }
        let rule = |(x0, x1, y): &(f64, f64, f64)| PdfRule { x0: *x0, x1: *x1, y0: *y, y1: *y };
        page.rules = rules.iter().map(rule).collect();
        mark(&mut page);
        let text: String = page.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        let parts = unmarked(&text);
        [parts.words, parts.raised, parts.struck]
    }

    #[test]
    fn what_stands_beside_the_words_of_a_page() {
        for (texts, rules, expected) in [
            // A mark above a figure, one below it, and a figure in a smaller line of its own.
            (&[(50.0, 100.0, 10.0, "37"), (60.0, 96.0, 6.0, "1")][..], &[][..], ["37", "1", ""]),
            (&[(50.0, 100.0, 10.0, "37"), (60.0, 102.0, 6.0, "12")], &[], ["37", "12", ""]),
            (&[(50.0, 100.0, 10.0, "37"), (60.0, 110.0, 6.0, "1")], &[], ["371", "", ""]),
            (&[(50.0, 100.0, 10.0, "37"), (90.0, 96.0, 6.0, "1")], &[], ["371", "", ""]),
            // Struck out, underlined, and with a table's rule through them.
            (
                &[(50.0, 100.0, 10.0, "98"), (60.0, 100.0, 10.0, "37")],
                &[(50.0, 60.0, 97.0)],
                ["37", "", "98"],
            ),
            (&[(50.0, 100.0, 10.0, "98")], &[(50.0, 60.0, 101.0)], ["98", "", ""]),
            (&[(50.0, 100.0, 10.0, "98")], &[(20.0, 90.0, 97.0)], ["98", "", ""]),
        ] {
            assert_eq!(read(texts, rules), expected.map(String::from));
        }
    }
}
