//! A page as an SVG picture: outlines and boxes, so that it looks the same where the faces are
//! missing, with its title and its words for those who do not see it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ttf_parser::{GlyphId, OutlineBuilder};

use crate::font::{Face, Fonts};
use crate::layout::page::{Item, LaidOut, RuleLine, Run};
use crate::units::Length;

/// The first page, with a description; the same page gives the same text.
#[must_use]
pub fn svg(document: &LaidOut, description: &str, fonts: &Fonts) -> String {
    let mut glyphs = BTreeMap::new();
    let mut body = String::new();
    for item in document.pages.first().map(|page| page.items.as_slice()).unwrap_or_default() {
        match item {
            Item::Rule(rule) => draw_rule(&mut body, rule),
            Item::Text(run) | Item::Faint(run) => draw_run(&mut body, run, fonts, &mut glyphs),
        }
    }
    let (width, height) = (document.paper.width, document.paper.height);
    let (title, description) = (escaped(&document.title), escaped(description));
    let mut outlines = String::new();
    for ((face, glyph), number) in order(glyphs) {
        let mut outline = PathData::default();
        fonts.font(face).tables().outline_glyph(GlyphId(glyph), &mut outline);
        let _ = writeln!(outlines, "<path id=\"g{number}\" d=\"{}\"/>", outline.0);
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"zh-CN\" role=\"img\" \
         aria-labelledby=\"title desc\" width=\"{}pt\" height=\"{}pt\" viewBox=\"0 0 {} {}\">\n\
         <title id=\"title\">{title}</title>\n<desc id=\"desc\">{description}</desc>\n\
         <defs>\n{outlines}</defs>\n<rect width=\"{}\" height=\"{}\" fill=\"#fff\"/>\n\
         <g aria-hidden=\"true\">\n{body}</g>\n</svg>\n",
        width.to_pt(),
        height.to_pt(),
        width.0,
        height.0,
        width.0,
        height.0,
    )
}

/// The outlines that were used, in the order of their numbers.
fn order(glyphs: BTreeMap<(Face, u16), usize>) -> Vec<((Face, u16), usize)> {
    let mut glyphs: Vec<_> = glyphs.into_iter().collect();
    glyphs.sort_by_key(|(_, number)| *number);
    glyphs
}

/// A line as a box, without caps, as the other outputs have it.
fn draw_rule(body: &mut String, rule: &RuleLine) {
    let half = rule.width / 2;
    let (x, y) = if rule.x0 == rule.x1 { (half, Length::ZERO) } else { (Length::ZERO, half) };
    let (left, top) = (rule.x0 - x, rule.y0 - y);
    let (right, bottom) = (rule.x1 + x, rule.y1 + y);
    let (width, height) = (right - left, bottom - top);
    let _ = writeln!(
        body,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
        left.0, top.0, width.0, height.0
    );
}

fn draw_run(
    body: &mut String,
    run: &Run,
    fonts: &Fonts,
    glyphs: &mut BTreeMap<(Face, u16), usize>,
) {
    let font = fonts.font(run.face);
    let mut x = run.x;
    for c in run.text.chars() {
        if let Some(glyph) = font.glyph(c) {
            let next = glyphs.len();
            let number = *glyphs.entry((run.face, glyph)).or_insert(next);
            // Thousandths of a point to a unit of the font, with three places.
            let scale = i64::from(run.size.0) * 1000 / i64::from(font.units_per_em().max(1));
            let scale = format!("{}.{:03}", scale / 1000, scale % 1000);
            let (x, y) = (x.0, run.baseline.0);
            let _ = writeln!(
                body,
                "<use href=\"#g{number}\" transform=\"matrix({scale} 0 0 -{scale} {x} {y})\"/>"
            );
        }
        x += fonts.advance(run.face, c, run.size) + run.spacing;
    }
}

fn escaped(text: &str) -> String {
    text.chars()
        .filter(|c| !crate::zh::is_unprintable(*c) || *c == '\n')
        .collect::<String>()
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// An outline as path data.
#[derive(Default)]
struct PathData(String);

impl OutlineBuilder for PathData {
    fn move_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "M{x} {y}");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "L{x} {y}");
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let _ = write!(self.0, "Q{x1} {y1} {x} {y}");
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let _ = write!(self.0, "C{x1} {y1} {x2} {y2} {x} {y}");
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}
