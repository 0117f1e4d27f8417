//! A page as characters and rules in their places.

use hayro_font::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};
use unicode_normalization::UnicodeNormalization as _;

use super::ink::ContentInk;
use crate::import::blocks::AsideKind;
use crate::import::source::marked;

/// What is no wider than this, in points, is a rule and no box.
const MAX_RULE: f64 = 3.0;

/// A rule shorter than this is a part of a picture or of a letter.
const MIN_RULE: f64 = 3.0;

/// More of either no page has.
const MAX_PER_PAGE: usize = 400_000;

/// More bytes than this are not written across a page.
const MAX_TURNED: usize = 2000;

/// Text runs along the page or across it, but for this part: a scan may lie a little askew.
const SLANT: f64 = 0.07;

/// Smaller than this, in points, nothing can be read.
const MIN_SEEN: f64 = 1.5;

/// On a page with more filled areas any may be a ground; each white character is looked for in all.
const MAX_GROUNDS: usize = 100;

/// Nothing is printed nearer to the edge of the paper than this, in points.
const EDGE: f64 = 3.0;

/// Digits of a figure are no further apart than this, in sizes.
const NEXT: f64 = 0.1;

/// Stands for digits that are not on the paper.
const CUT: char = '…';

/// A character; lengths in points, from the page's upper left corner.
#[derive(Clone, Debug)]
pub(super) struct PdfGlyph {
    pub x: f64,
    /// Of its baseline.
    pub y: f64,
    pub width: f64,
    pub size: f64,
    pub text: String,
    /// Hardly darker than what it stands on, as watermarks are.
    pub is_faint: bool,
}

impl PdfGlyph {
    /// Where it is looked for: half its width, a third of its height.
    pub(super) fn middle(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y - self.size / 3.0)
    }

    fn is_digit(&self) -> bool {
        self.text.trim_end_matches(CUT).chars().all(|c| c.is_ascii_digit())
    }

    /// Whether it is the next digit of a figure.
    pub(super) fn goes_on(&self, last: &Self) -> bool {
        let gap = (self.x - (last.x + last.width)).abs().max((self.y - last.y).abs());
        self.is_digit() && last.is_digit() && gap < NEXT * self.size
    }
}

/// A rule from one place to another, across or down.
#[derive(Clone, Copy, Debug)]
pub(super) struct PdfRule {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl PdfRule {
    pub(super) fn is_across(&self) -> bool {
        self.x1 - self.x0 >= self.y1 - self.y0
    }
}

/// The direction of text that does not run to the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TextDirection {
    Down,
    Left,
    Up,
}

/// How a character is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GlyphInk {
    Dark,
    /// In a colour that is hardly seen on white.
    Faint,
    White,
    /// Not at all, as the text behind a scan is.
    Undrawn,
}

/// The content of a page.
#[derive(Debug)]
pub(super) struct PdfPage {
    pub height: f64,
    pub glyphs: Vec<PdfGlyph>,
    pub rules: Vec<PdfRule>,
    /// What is written across the page, as stamps and watermarks are.
    pub turned: String,
    /// Characters that do not run to the right, until [`Self::turn_upright`] says what they are.
    others: Vec<(TextDirection, PdfGlyph)>,
    /// Characters that run neither along the page nor across it, in the same way.
    slanted: Vec<(Option<TextDirection>, PdfGlyph)>,
    /// Filled areas, on which white text is seen, and how light each is; `None` where they may be
    /// anywhere.
    grounds: Option<Vec<(Rect, f64)>>,
    /// Whether it has a picture.
    pub has_picture: bool,
    /// Paths that were drawn on it.
    pub paths: usize,
}

impl PdfPage {
    pub(super) fn new(height: f64) -> Self {
        Self {
            height,
            glyphs: Vec::new(),
            rules: Vec::new(),
            turned: String::new(),
            others: Vec::new(),
            slanted: Vec::new(),
            grounds: Some(Vec::new()),
            has_picture: false,
            paths: 0,
        }
    }

    /// Turns a page on which most of the text runs another way so that it runs to the right, and
    /// puts what then still runs another way aside. Gives the width of the page back.
    pub(super) fn turn_upright(&mut self, width: f64) -> f64 {
        let height = self.height;
        self.part_slanted();
        let count = |way| self.others.iter().filter(|(own, _)| *own == way).count();
        let most = [TextDirection::Down, TextDirection::Left, TextDirection::Up]
            .into_iter()
            .max_by_key(|way| count(*way));
        let others = std::mem::take(&mut self.others);
        let way = most.filter(|way| {
            let same = others.iter().filter(|(own, _)| own == way).count();
            same > self.glyphs.len() && 2 * same > others.len()
        });
        // The page's upper left corner is another one then.
        let turn = |(x, y): (f64, f64)| match way {
            None => (x, y),
            Some(TextDirection::Down) => (y, width - x),
            Some(TextDirection::Left) => (width - x, height - y),
            Some(TextDirection::Up) => (height - y, x),
        };
        let Some(way) = way else {
            for (way, glyph) in others {
                self.aside(way, glyph);
            }
            return width;
        };
        for rule in &mut self.rules {
            let (from, to) = (turn((rule.x0, rule.y0)), turn((rule.x1, rule.y1)));
            (rule.x0, rule.x1) = (from.0.min(to.0), from.0.max(to.0));
            (rule.y0, rule.y1) = (from.1.min(to.1), from.1.max(to.1));
        }
        let upright = std::mem::take(&mut self.glyphs);
        for (own, mut glyph) in others {
            if own == way {
                (glyph.x, glyph.y) = turn((glyph.x, glyph.y));
                self.glyphs.push(glyph);
            } else {
                self.aside(own, glyph);
            }
        }
        for glyph in upright {
            self.aside(TextDirection::Up, glyph);
        }
        if way == TextDirection::Left {
            return width;
        }
        self.height = width;
        height
    }

    /// Notes an area on which white text is seen, and how light it is; without one, that it may be
    /// anywhere.
    pub(super) fn has_ground(&mut self, area: Option<(Rect, f64)>) {
        let thin = |(area, _): (Rect, f64)| area.width().min(area.height()) <= MAX_RULE;
        if area.is_some_and(thin) {
            return;
        }
        match (&mut self.grounds, area) {
            (Some(grounds), Some(area)) if grounds.len() < MAX_GROUNDS => grounds.push(area),
            (grounds, _) => *grounds = None,
        }
    }

    /// Whether a character cannot be seen.
    fn is_unseen(&self, ink: GlyphInk, at: Point, size: f64) -> bool {
        let on_ground = || {
            self.has_picture
                || self
                    .grounds
                    .as_ref()
                    .is_none_or(|all| all.iter().any(|(area, _)| area.contains(at)))
        };
        size < MIN_SEEN
            || match ink {
                GlyphInk::Dark | GlyphInk::Faint => false,
                GlyphInk::White => !on_ground(),
                GlyphInk::Undrawn => true,
            }
    }

    /// Whether a character is hardly seen on what is below it.
    fn is_faint(&self, ink: GlyphInk, at: Point) -> bool {
        let on_dark = |all: &Vec<(Rect, f64)>| {
            all.iter().any(|(area, light)| ContentInk::is_dark(*light) && area.contains(at))
        };
        ink == GlyphInk::Faint && self.grounds.as_ref().is_some_and(|all| !on_dark(all))
    }

    /// Notes what is written across the page, or over its text.
    pub(super) fn turn_aside(&mut self, text: &str) {
        if self.turned.len() < MAX_TURNED {
            self.turned.push_str(text);
        }
    }

    /// Where most of a page is not drawn, that is its text, as behind a scan.
    pub(super) fn reveal(&mut self) {
        let unseen = |glyph: &&PdfGlyph| marked::is_unseen(&glyph.text);
        let count = self.glyphs.iter().filter(unseen).count();
        if 2 * count > self.glyphs.len() {
            for glyph in &mut self.glyphs {
                glyph.text = marked::seen(&glyph.text);
            }
        }
    }

    /// What runs aslant is a watermark, unless the page's own text does.
    fn part_slanted(&mut self) {
        let slanted = std::mem::take(&mut self.slanted);
        let is_own = slanted.len() > self.glyphs.len() + self.others.len();
        for (way, glyph) in slanted {
            match way {
                None if is_own => self.glyphs.push(glyph),
                Some(way) if is_own => self.others.push((way, glyph)),
                _ => self.turn_aside(&marked::seen(&glyph.text)),
            }
        }
    }

    /// What does not run as the page's text does: upside down it is read in its place, across it
    /// is a stamp.
    fn aside(&mut self, way: TextDirection, glyph: PdfGlyph) {
        if way == TextDirection::Left {
            self.glyphs.push(glyph);
        } else {
            self.turn_aside(&glyph.text);
        }
    }

    /// Marks figures that end at the right edge of the paper: nobody knows how they go on.
    pub(super) fn mark_cut(&mut self, width: f64) {
        for at in 0..self.glyphs.len() {
            let (last, next) = (&self.glyphs[at], self.glyphs.get(at + 1));
            let at_edge = last.x <= width && last.x + last.width > width - EDGE;
            if last.is_digit() && at_edge && !next.is_some_and(|next| next.goes_on(last)) {
                self.glyphs[at].text.push(CUT);
            }
        }
    }

    fn rule(&mut self, area: Rect) {
        let (width, height) = (area.width(), area.height());
        let thin = width.min(height) <= MAX_RULE && width.max(height) >= MIN_RULE;
        let sound = [area.x0, area.y0, area.x1, area.y1].iter().all(|at| at.is_finite());
        if !(thin && sound && self.rules.len() < MAX_PER_PAGE) {
            return;
        }
        let (x, y) = (area.center().x, area.center().y);
        self.rules.push(if width >= height {
            PdfRule { x0: area.x0, y0: y, x1: area.x1, y1: y }
        } else {
            PdfRule { x0: x, y0: area.y0, x1: x, y1: area.y1 }
        });
    }

    /// Each straight line of a path that is stroked.
    pub(super) fn strokes(&mut self, path: &BezPath) {
        let mut start = Point::ZERO;
        let mut at = Point::ZERO;
        for element in path.elements() {
            let (from, to) = match *element {
                PathEl::MoveTo(point) => {
                    (start, at) = (point, point);
                    continue;
                }
                PathEl::LineTo(point) => (at, point),
                PathEl::ClosePath => (at, start),
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                    at = point;
                    continue;
                }
            };
            self.rule(Rect::from_points(from, to));
            at = to;
        }
    }

    /// Each part of a path that is filled and thin.
    pub(super) fn fills(&mut self, path: &BezPath) {
        let mut part = BezPath::new();
        for element in path.elements() {
            if let PathEl::MoveTo(_) = element {
                let whole = std::mem::take(&mut part);
                if !whole.is_empty() {
                    self.rule(whole.bounding_box());
                }
            }
            part.push(*element);
        }
        if !part.is_empty() {
            self.rule(part.bounding_box());
        }
    }

    /// A glyph, whose place counts in its size; its advance is in thousandths of that.
    pub(super) fn glyph(&mut self, place: Affine, text: &str, advance: Option<f32>, ink: GlyphInk) {
        let (origin, [a, b, c, d, ..]) = (place * Point::ZERO, place.as_coeffs());
        let size = c.hypot(d);
        let advance = advance.map(f64::from).filter(|advance| *advance > 0.0);
        let advance = advance.unwrap_or(if text.is_ascii() { 500.0 } else { 1000.0 });
        let width = advance / 1000.0 * size;
        let sound = [origin.x, origin.y, width, size].iter().all(|n| n.is_finite());
        if !sound || size <= 0.0 || self.count() >= MAX_PER_PAGE {
            return;
        }
        let unseen = self.is_unseen(ink, origin, size).then_some(AsideKind::Unseen);
        let text = marked::marked(&text.chars().map(whole).collect::<String>(), unseen);
        let is_faint = self.is_faint(ink, origin);
        let glyph = PdfGlyph { x: origin.x, y: origin.y, width, size, text, is_faint };
        let way = match (b.abs() <= a.abs(), a > 0.0, b > 0.0) {
            (true, true, _) => None,
            (true, false, _) => Some(TextDirection::Left),
            (false, _, true) => Some(TextDirection::Down),
            (false, _, false) => Some(TextDirection::Up),
        };
        match way {
            _ if a.abs().min(b.abs()) > SLANT * a.abs().max(b.abs()) => {
                self.slanted.push((way, glyph));
            }
            None => self.glyphs.push(glyph),
            Some(way) => self.others.push((way, glyph)),
        }
    }

    fn count(&self) -> usize {
        self.glyphs.len() + self.others.len() + self.slanted.len()
    }
}

/// Faces call many characters by the radical, or the mark, that looks the same.
fn whole(c: char) -> char {
    match c {
        // Its full form by compatibility is 戶; what a page in simplified characters shows is 户.
        '\u{2F3E}' => '户',
        '\u{2329}' | '\u{232A}' | '\u{2F00}'..='\u{2FD5}' => c.nfkc().next().unwrap_or(c),
        '\u{2E80}'..='\u{2EF3}' => {
            let found = RADICALS.chars().step_by(2).position(|radical| radical == c);
            found.and_then(|at| RADICALS.chars().nth(2 * at + 1)).unwrap_or(c)
        }
        _ => c,
    }
}

/// Radicals, each before the character that it looks like.
const RADICALS: &str = "⺁厂⺎兀⺐尢⺝月⺟母⺠民⺩王⺫目⺬示⺷羊⺻聿⺼月⻁虎⻂衤⻃覀⻄西⻅见⻆角⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻑長⻒镸⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻭歯⻮齿⻯竜⻰龙⻳龟⺆冂⺇几⺈刀⺌小⺍小⺕彐⺛旡⺡氵⺣灬⺤爪⺥爪⺦丬⺨犭⺪疋⺭礻⺮竹⺯糸⺰纟⺶羊⺸羊⺹耂⺾艹⺿艹⻀艹";

#[cfg(test)]
mod tests {
    use super::*;

    /// Text on a page of 600 by 800 points, turned as the content of a page turns it.
    fn read(turn: Affine, texts: &[(f64, f64, &str)]) -> (Vec<(f64, f64, String)>, String, f64) {
        let mut page = PdfPage::new(800.0);
        page.rule(turn.transform_rect_bbox(Rect::new(50.0, 90.0, 150.0, 90.5)));
        for (x, y, text) in texts {
            for (at, c) in (0_u32..).zip(text.chars()) {
                let place = Affine::translate((x + 10.0 * f64::from(at), *y));
                let flip = Affine::scale_non_uniform(10.0, -10.0);
                page.glyph(turn * place * flip, &c.to_string(), Some(1000.0), GlyphInk::Dark);
            }
        }
        let width = page.turn_upright(600.0);
        assert!(page.rules[0].is_across() && (page.rules[0].y0 - 90.25).abs() < 0.1);
        let round = |glyph: &PdfGlyph| (glyph.x.round(), glyph.y.round(), glyph.text.clone());
        (page.glyphs.iter().map(round).collect(), page.turned, width)
    }

    #[test]
    fn turned_pages_are_read_upright() {
        let texts = [(50.0, 100.0, "规章"), (50.0, 120.0, "1")];
        let expected: Vec<(f64, f64, String)> =
            vec![(50.0, 100.0, "规".into()), (60.0, 100.0, "章".into()), (50.0, 120.0, "1".into())];
        // The page as it is, and on it the text of a page that lies on its side or its head.
        for (turn, width) in [
            (Affine::IDENTITY, 600.0),
            (Affine::new([0.0, 1.0, -1.0, 0.0, 600.0, 0.0]), 800.0),
            (Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, 800.0]), 800.0),
            (Affine::new([-1.0, 0.0, 0.0, -1.0, 600.0, 800.0]), 600.0),
        ] {
            assert_eq!(read(turn, &texts), (expected.clone(), String::new(), width), "{turn:?}");
        }
    }

    #[test]
    fn what_runs_aslant_is_set_aside() {
        let turned = |degrees: f64| Affine::rotate(degrees.to_radians());
        let own = |page: &mut PdfPage, turn: Affine, text: &str| {
            for (at, c) in (0_u32..).zip(text.chars()) {
                let place = Affine::translate((50.0 + 10.0 * f64::from(at), 100.0));
                let flip = Affine::scale_non_uniform(10.0, -10.0);
                page.glyph(turn * place * flip, &c.to_string(), Some(1000.0), GlyphInk::Dark);
            }
        };
        let said = |page: &PdfPage| page.glyphs.iter().map(|g| g.text.as_str()).collect::<String>();
        for degrees in [-30.0, -45.0, 30.0, 45.0, 60.0, 10.0, -10.0, 135.0, 200.0, 80.0, -60.0] {
            let mut page = PdfPage::new(800.0);
            own(&mut page, turned(degrees), "内部2024");
            own(&mut page, Affine::IDENTITY, "规章及其他12");
            page.turn_upright(600.0);
            assert_eq!((said(&page).as_str(), page.turned.as_str()), ("规章及其他12", "内部2024"));
        }
        // A page that lies askew is read.
        for degrees in [1.0, -2.0, 3.0, 10.0] {
            let mut page = PdfPage::new(800.0);
            own(&mut page, turned(degrees), "规章及其他12");
            page.turn_upright(600.0);
            assert_eq!((said(&page).as_str(), page.turned.as_str()), ("规章及其他12", ""));
        }
    }

    #[test]
    fn radicals_are_the_characters_that_a_page_shows() {
        let said = "门\u{2F3E}，\u{2F42}\u{2F00}\u{2EE9}\u{2329}";
        assert_eq!(said.chars().map(whole).collect::<String>(), "门户，文一黄〈");
    }
}
