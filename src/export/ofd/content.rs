//! A page's items → the objects of an OFD page.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{DECLARATION, NAMESPACE, escaped};
use crate::font::{Face, Fonts};
use crate::layout::page::{Item, Page, RuleLine, Run};
use crate::units::Length;

/// Numbers for objects, each given once, from 1.
#[derive(Debug, Default)]
pub(super) struct Ids(usize);

impl Ids {
    /// A number that nothing has yet.
    pub fn next(&mut self) -> usize {
        self.0 += 1;
        self.0
    }

    /// The highest number given.
    pub fn last(&self) -> usize {
        self.0
    }
}

/// How far above the baseline an object reaches, and how high it is, in hundredths of its size:
/// wide enough for every character, since some readers cut what is outside it.
const ABOVE: i32 = 110;
const HIGH: i32 = 150;

/// A page's content.
pub(super) fn page(
    page: &Page,
    fonts: &Fonts,
    faces: &BTreeMap<Face, usize>,
    ids: &mut Ids,
) -> String {
    let mut out = format!(
        "{DECLARATION}<ofd:Page xmlns:ofd=\"{NAMESPACE}\"><ofd:Area>\
         <ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area><ofd:Content>"
    );
    let faint: Vec<&Run> = page
        .items
        .iter()
        .filter_map(|item| if let Item::Faint(run) = item { Some(run) } else { None })
        .collect();
    if !faint.is_empty() {
        let _ = write!(out, "<ofd:Layer ID=\"{}\" Type=\"Background\">", ids.next());
        for run in faint {
            text(&mut out, run, "<ofd:FillColor Value=\"217 217 217\"/>", fonts, faces, ids);
        }
        out.push_str("</ofd:Layer>");
    }
    let _ = write!(out, "<ofd:Layer ID=\"{}\" Type=\"Body\">", ids.next());
    rules(&mut out, page, ids);
    for item in &page.items {
        if let Item::Text(run) = item {
            text(&mut out, run, "", fonts, faces, ids);
        }
    }
    out.push_str("</ofd:Layer></ofd:Content></ofd:Page>");
    out
}

/// The rules of each width as one path over the whole page.
fn rules(out: &mut String, page: &Page, ids: &mut Ids) {
    let mut by_width = BTreeMap::<Length, Vec<&RuleLine>>::new();
    for item in &page.items {
        if let Item::Rule(rule) = item {
            by_width.entry(rule.width).or_default().push(rule);
        }
    }
    for (width, rules) in by_width {
        let _ = write!(
            out,
            "<ofd:PathObject ID=\"{}\" Boundary=\"0 0 210 297\" LineWidth=\"{}\">\
             <ofd:StrokeColor Value=\"0 0 0\"/><ofd:AbbreviatedData>",
            ids.next(),
            millimetres(width),
        );
        for (index, rule) in rules.into_iter().enumerate() {
            let [x0, y0, x1, y1] = [rule.x0, rule.y0, rule.x1, rule.y1].map(millimetres);
            let space = if index > 0 { " " } else { "" };
            let _ = write!(out, "{space}M {x0} {y0} L {x1} {y1}");
        }
        out.push_str("</ofd:AbbreviatedData></ofd:PathObject>");
    }
}

/// A run, with the distance of each character from the one before.
fn text(
    out: &mut String,
    run: &Run,
    fill: &str,
    fonts: &Fonts,
    faces: &BTreeMap<Face, usize>,
    ids: &mut Ids,
) {
    let Some(font) = faces.get(&run.face) else { return };
    let above = run.size.scale(ABOVE, 100);
    let (x, y) = (millimetres(run.x), millimetres(run.baseline - above));
    let (width, height) = (run.width.max(run.size), run.size.scale(HIGH, 100));
    let _ = write!(
        out,
        "<ofd:TextObject ID=\"{}\" Boundary=\"{x} {y} {} {}\" Font=\"{font}\" Size=\"{}\">{fill}\
         <ofd:TextCode X=\"0\" Y=\"{}\"",
        ids.next(),
        millimetres(width),
        millimetres(height),
        millimetres(run.size),
        millimetres(above),
    );
    let mut at = Length::ZERO;
    let mut before = 0;
    let mut deltas = String::new();
    for (index, c) in run.text.chars().enumerate() {
        if index > 0 {
            // Differences of rounded places: what is rounded off does not add up.
            let here = tenths_of_microns(at);
            let space = if index > 1 { " " } else { "" };
            let _ = write!(deltas, "{space}{}", decimal(here - before));
            before = here;
        }
        at += fonts.advance(run.face, c, run.size) + run.spacing;
    }
    if !deltas.is_empty() {
        let _ = write!(out, " DeltaX=\"{deltas}\"");
    }
    let _ = write!(out, ">{}</ofd:TextCode></ofd:TextObject>", escaped(&run.text));
}

/// A length in ten-thousandths of a millimetre.
fn tenths_of_microns(length: Length) -> i64 {
    (i64::from(length.0) * 254_000 + 36_000).div_euclid(72_000)
}

/// A length in millimetres, with as many digits as it needs.
pub(super) fn millimetres(length: Length) -> String {
    decimal(tenths_of_microns(length))
}

/// Ten-thousandths as a decimal number.
fn decimal(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, rest) = (value.abs() / 10_000, value.abs() % 10_000);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let digits = format!("{rest:04}");
    format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::{decimal, millimetres};
    use crate::units::Length;

    #[test]
    fn lengths_in_millimetres() {
        for (length, expected) in [
            (Length::mm(28), "28"),
            (Length::milli(15_750), "5.5563"),
            (Length::pt(-72), "-25.4"),
            (Length::ZERO, "0"),
        ] {
            let found = millimetres(length);
            let off = found.parse::<f64>().unwrap() - expected.parse::<f64>().unwrap();
            assert!(off.abs() < 0.0004, "{found} {expected}");
        }
        assert_eq!(decimal(5), "0.0005");
        assert_eq!(decimal(-12_300), "-1.23");
    }
}
