//! Headings and paragraphs → lines.

use super::flow::{FlowBlock, SetLine};
use super::line::{self, Line, Measures};
use super::measure::{Measure, Shaped};
use super::page::Run;
use super::sheet::{BODY, INDENT, LEFT, LineGrid, MEASURE, baseline};
use super::tags::{ContentTag, Element};
use super::{LayoutProblem, Options, ReviewLayout, Trouble};
use crate::font::{Face, Fonts};
use crate::report::place::{Field, Place};
use crate::units::Length;
use crate::zh::is_numeral;

/// Characters to a line of the page.
pub(super) const LINE: usize = 28;

/// The flow in the making.
pub(super) struct Setter<'a> {
    pub measure: Measure<'a>,
    /// The lines of its pages.
    pub grid: LineGrid,
    pub blocks: Vec<FlowBlock>,
    pub elements: Vec<Element>,
    /// What could not be set, and how many blocks are before it.
    pub problems: Vec<(usize, LayoutProblem)>,
    /// Whether every page is marked as 送审稿, and how.
    pub review: Option<ReviewLayout>,
}

impl<'a> Setter<'a> {
    pub fn new(fonts: &'a Fonts, options: Options) -> Self {
        Self {
            measure: Measure::new(fonts, options),
            grid: LineGrid { lines: options.lines() },
            blocks: Vec::new(),
            elements: Vec::new(),
            problems: Vec::new(),
            review: options.review,
        }
    }

    /// Begins a page, however much of the last is blank.
    pub fn begin_page(&mut self) {
        self.blocks.push(FlowBlock::Turn);
    }

    /// Adds a line of text, or a blank one.
    pub fn add_line(&mut self, line: SetLine) {
        self.blocks.push(FlowBlock::Line(line));
    }

    /// Begins something that texts belong to; what tags them so.
    pub fn begin_element(&mut self, element: Element) -> ContentTag {
        self.elements.push(element);
        ContentTag { element: self.elements.len() - 1, cell: 0 }
    }

    /// A section's heading: 黑体, and nothing where there is none.
    pub fn heading(&mut self, field: Field, text: &str) {
        if text.is_empty() {
            return;
        }
        let shaped = self.measure.shape(text, Face::HeiTi, BODY);
        self.paragraph(field, 0, &shaped, Some((text.trim().to_owned(), 0)), true);
    }

    /// Paragraphs, one a line of the text.
    pub fn prose(&mut self, field: Field, text: &str) {
        let mut start = 0;
        for whole in text.split('\n') {
            let paragraph = whole.strip_suffix('\r').unwrap_or(whole);
            self.prose_paragraph(field, start, paragraph);
            start += whole.len() + 1;
        }
    }

    fn prose_paragraph(&mut self, field: Field, start: usize, text: &str) {
        let (head, body) = text.split_at(subheading(text).unwrap_or(0));
        let mut shaped = self.measure.shape(head, Face::KaiTi, BODY);
        self.measure.append(&mut shaped, body, Face::FangSong);
        let title = head.trim().trim_end_matches(['。', '：', ':']);
        let heading = (!head.is_empty()).then(|| (title.to_owned(), 1));
        let alone = heading.is_some() && body.trim().is_empty();
        self.paragraph(field, start, &shaped, heading, alone);
    }

    /// Adds a paragraph; `keep` holds its end, or the whole where it is short, on the page of what
    /// follows.
    fn paragraph(
        &mut self,
        field: Field,
        start: usize,
        shaped: &Shaped,
        mut heading: Option<(String, u8)>,
        keep: bool,
    ) {
        self.note_missing(|at, c| Place::Text(field, start + at..start + at + c.len_utf8()));
        let indent = indent(shaped);
        let measures = Measures { first: MEASURE - indent, rest: MEASURE, justify: true };
        let lines = line::lines(shaped, measures);
        let count = lines.len();
        if count == 0 {
            return;
        }
        let tag = self.begin_element(match (&heading, keep) {
            (Some((_, level)), true) => Element::Heading(level + 2),
            _ => Element::Paragraph,
        });
        for (index, line) in lines.iter().enumerate() {
            let x = if index == 0 { LEFT + indent } else { LEFT };
            let mut set = self.body_line(shaped, line, x, field, start, tag);
            set.keep = keeps(index, count) || (keep && keeps_before_more(index, count));
            set.begins = index == 0;
            set.heading = heading.take();
            self.add_line(set);
        }
    }

    /// A line of body text; `start` is where the shaped text begins in its field.
    pub fn body_line(
        &self,
        shaped: &Shaped,
        line: &Line,
        x: Length,
        field: Field,
        start: usize,
        tag: ContentTag,
    ) -> SetLine {
        let place = |range: std::ops::Range<usize>| {
            Some(Place::Text(field, start + range.start..start + range.end))
        };
        let runs = line.runs(shaped, x, baseline(self.grid.pitch(), shaped.size), place);
        SetLine { runs: tagged(runs, tag), ..SetLine::default() }
    }

    /// Notes the characters just shaped that no face has.
    pub fn note_missing(&mut self, place: impl Fn(usize, char) -> Place) {
        for (at, c) in self.measure.take_missing() {
            let problem = LayoutProblem { place: place(at, c), trouble: Trouble::NoGlyph(c) };
            self.problems.push((self.blocks.len(), problem));
        }
    }
}

/// Whether a line of a paragraph of so many stays with the next one: two lines of a paragraph stand
/// together at either end.
fn keeps(index: usize, count: usize) -> bool {
    index + 1 < count && (index == 0 || index + 2 == count)
}

/// Whether a heading's line stays with the next: a heading does not part from what follows, nor, if
/// it is short, from itself. What follows may want a page of its own, so the two lines before the
/// last two stand together as well: one of them would be left with a page of its own.
pub(super) fn keeps_before_more(index: usize, count: usize) -> bool {
    count <= SHORT || index + 1 == count || index + 4 == count || keeps(index, count)
}

/// Lines of a heading, a title or a signature that are kept on one page; more may part.
const SHORT: usize = 3;

/// Runs as parts of an element.
pub(super) fn tagged(mut runs: Vec<Run>, tag: ContentTag) -> Vec<Run> {
    for run in &mut runs {
        run.tag = Some(tag);
    }
    runs
}

/// Two characters, less the spaces that the text itself begins with.
fn indent(shaped: &Shaped) -> Length {
    let spaces = shaped.glyphs.iter().take_while(|glyph| glyph.shown.is_whitespace()).count();
    let own = if spaces > 4 { INDENT } else { shaped.width(0..spaces) };
    if own < INDENT { INDENT - own } else { Length::ZERO }
}

/// How far the heading of a paragraph reaches that begins with （一）: to its first 。 or ：, or
/// over the whole of a paragraph of one line that has neither.
#[must_use]
pub fn subheading(text: &str) -> Option<usize> {
    let rest = text.trim_start().strip_prefix(['（', '('])?;
    let after = rest.trim_start_matches(is_numeral);
    if after.len() == rest.len() {
        return None;
    }
    let after = after.strip_prefix(['）', ')'])?;
    let number = text.len() - after.len();
    if let Some((at, mark)) = after.char_indices().find(|(_, c)| matches!(c, '。' | '：' | ':')) {
        return Some(number + at + mark.len_utf8());
    }
    (text.chars().count() <= LINE).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::subheading;

    fn check(text: &str, heading: Option<&str>) {
        assert_eq!(subheading(text).and_then(|end| text.get(..end)), heading);
    }

    #[test]
    fn subheadings() {
        check("（一）主动公开。全年公开信息12条。", Some("（一）主动公开。"));
        check("(十二) 主动公开：全年公开", Some("(十二) 主动公开："));
        check("（三）政府信息管理", Some("（三）政府信息管理"));
        let long = format!("（三）{}", "长".repeat(40));
        check(&long, None);
        check("（1）主动公开", None);
        check("1.主动公开", None);
        check("一是公开", None);
        check("（）公开", None);
        check("（一", None);
    }
}
