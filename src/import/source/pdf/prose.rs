//! Characters → lines → paragraphs; what is at the head and foot of every page is taken out.

use super::page::{PdfGlyph, PdfPage};
use super::words;
use crate::import::source::flow::{AT_RIGHT, FlowItem, join};
use crate::import::vocabulary::folding::{fold, split_numeral};
use crate::import::vocabulary::furniture::is_page_number;
use crate::import::vocabulary::headings::is_heading;

/// A line that starts this many characters further right starts a paragraph.
const INDENT: f64 = 1.2;

/// A line that ends this many characters before the right edge ends a paragraph: a mark that may
/// not begin a line takes another character down with it.
const SHORT: f64 = 2.6;

/// A line that starts this many characters to the right is set right, or centred.
const FAR: f64 = 8.0;

/// A gap this much wider than the usual one between lines ends a paragraph.
const GAP: f64 = 1.25;

/// Lines of a paragraph are no further apart than this, in sizes of their characters.
const USUAL: f64 = 2.4;

/// First lines of paragraphs are moved in by no more characters than this.
const MAX_INDENT: f64 = 5.0;

/// The least distance of columns, in characters; words in one line are closer.
pub(super) const WORD_GAP: f64 = 1.2;

/// The least distance of columns, in characters, where a figure is on one side.
const FIGURE_GAP: f64 = 0.4;

/// Heads and feet are within this share of a page's height.
const MARGIN: f64 = 0.12;

/// The most characters that a number takes with it to the next line: its unit, a day of a month.
const UNIT: usize = 5;

/// Characters of one line.
#[derive(Clone, Debug)]
pub(super) struct PdfLine {
    /// Of the baseline.
    pub y: f64,
    pub size: f64,
    pub glyphs: Vec<PdfGlyph>,
    /// Of a line of a table, where they are known.
    pub cells: Vec<String>,
}

impl PdfLine {
    pub(super) fn start(&self) -> f64 {
        let first = self.glyphs.iter().find(|glyph| !glyph.text.trim().is_empty());
        first.map_or(0.0, |glyph| glyph.x)
    }

    pub(super) fn end(&self) -> f64 {
        let last = self.glyphs.iter().rfind(|glyph| !glyph.text.trim().is_empty());
        last.map_or(0.0, |glyph| glyph.x + glyph.width)
    }

    /// How wide what cannot be broken at its start is: an address, a number with its unit (2032条),
    /// a document's year and number (〔2021〕30号), or 码:999000, whose first character no line ends
    /// with, since none begins with the sign behind it. In the measure of the page.
    fn first_word(&self) -> f64 {
        let is_latin = |glyph: &&PdfGlyph| glyph.text.chars().all(|c| c.is_ascii_graphic());
        let is_blank = |glyph: &&PdfGlyph| glyph.text.trim().is_empty();
        let is_year = |glyph: &&PdfGlyph| {
            matches!(glyph.text.as_str(), "第" | "〔" | "〕") || is_latin(glyph)
        };
        let mut letters = self.glyphs.iter().skip_while(is_blank).peekable();
        let number: Vec<_> = letters.clone().take_while(is_year).collect();
        if number.last().is_some_and(|glyph| glyph.text.ends_with(|c: char| c.is_ascii_digit())) {
            let with_unit = letters.clone().take(number.len() + UNIT);
            return with_unit.last().map_or(0.0, |glyph| glyph.x + glyph.width - self.start());
        }
        let is_first = letters.next_if(|glyph| !is_latin(glyph)).is_none();
        let sign = |glyph: &&PdfGlyph| glyph.text.starts_with([':', ';', ',', '.', '!', '?', ')']);
        if !is_first && !letters.peek().is_some_and(sign) {
            return 0.0;
        }
        let word = letters.take_while(is_latin);
        word.last().map_or(0.0, |glyph| glyph.x + glyph.width - self.start())
    }

    /// The line's words; gaps between columns of figures are tabs.
    pub(super) fn text(&self) -> String {
        if !self.cells.is_empty() {
            return self.cells.join("\t");
        }
        let figure = |glyph: &PdfGlyph| glyph.text.chars().all(|c| c.is_ascii_digit() || c == '-');
        let wide = |a: &PdfGlyph, b: &PdfGlyph| {
            let least = if figure(a) || figure(b) { FIGURE_GAP } else { WORD_GAP };
            b.x - (a.x + a.width) > least * self.size
        };
        let spoken: Vec<PdfGlyph> =
            self.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).cloned().collect();
        if spoken.windows(2).filter(|pair| wide(&pair[0], &pair[1])).count() < 2 {
            return words(&self.glyphs);
        }
        let mut text = String::new();
        for chunk in spoken.chunk_by(|a, b| !wide(a, b)) {
            text.push_str(if text.is_empty() { "" } else { "\t" });
            text.push_str(&words(chunk));
        }
        text
    }
}

/// Characters in lines, from top to bottom and left to right.
pub(super) fn lines(mut glyphs: Vec<PdfGlyph>) -> Vec<PdfLine> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines: Vec<PdfLine> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line) if glyph.y - line.y <= 0.4 * glyph.size.min(line.size) => {
                line.size = line.size.max(glyph.size);
                line.glyphs.push(glyph);
            }
            _ => {
                let (y, size, cells) = (glyph.y, glyph.size, Vec::new());
                lines.push(PdfLine { y, size, glyphs: vec![glyph], cells });
            }
        }
    }
    for line in &mut lines {
        line.glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
        // Bold that is made by printing twice.
        line.glyphs.dedup_by(|b, a| {
            a.text == b.text && b.x - a.x < 0.2 * a.size && a.width > 0.3 * a.size
        });
    }
    lines.retain(|line| line.glyphs.iter().any(|glyph| !glyph.text.trim().is_empty()));
    lines
}

/// What was at the heads and feet of pages.
#[derive(Debug, Default)]
pub(super) struct Margins {
    /// What every page has, once.
    pub beside: Vec<String>,
    /// The pages' numbers.
    pub numbers: Vec<String>,
}

/// Takes page numbers out, and what every page has at its head or foot.
pub(super) fn take_margins(pages: &mut [PdfPage]) -> Margins {
    let mut seen: Vec<(String, usize)> = Vec::new();
    let margins: Vec<[Vec<PdfLine>; 2]> = pages.iter().map(margins).collect();
    for line in margins.iter().flatten().flatten() {
        let text = without_digits(&words(&line.glyphs));
        match seen.iter_mut().find(|(head, _)| *head == text) {
            Some((_, times)) => *times += 1,
            None => seen.push((text, 1)),
        }
    }
    let everywhere = |text: &str| {
        let times = seen.iter().find(|(head, _)| head == text).map_or(0, |(_, times)| *times);
        !text.is_empty() && pages.len() > 2 && times >= pages.len()
    };
    let mut found = Margins::default();
    let mut taken: Vec<Vec<PdfLine>> = Vec::new();
    for (index, page) in margins.iter().enumerate() {
        let mut here = Vec::new();
        for edge in page {
            // What is within is text: the first line that stays is the first of it.
            for line in edge {
                let text = words(&line.glyphs);
                let same = without_digits(&text);
                let is_number = is_page_number(&text) || is_folio(&text, index + 1);
                if !is_number && !everywhere(&same) {
                    break;
                }
                if is_number {
                    found.numbers.push(text.trim().to_owned());
                } else if !found.beside.iter().any(|told| without_digits(told) == same) {
                    found.beside.push(text.trim().to_owned());
                }
                here.push(line.clone());
            }
        }
        taken.push(here);
    }
    for (page, lines) in pages.iter_mut().zip(taken) {
        let of = |line: &PdfLine, glyph: &PdfGlyph| {
            (glyph.y - line.y).abs() <= 0.5 * line.size && is_in(line, glyph)
        };
        page.glyphs.retain(|glyph| !lines.iter().any(|line| of(line, glyph)));
    }
    found
}

/// The page's number alone, or with that of all pages: 3, 3/8.
fn is_folio(text: &str, page: usize) -> bool {
    let page = page.to_string();
    let (number, of) = text.split_once('/').unwrap_or((text, "1"));
    number.trim() == page && of.trim().parse::<u16>().is_ok()
}

/// The lines at a page's head, from the top, and at its foot, from the bottom.
fn margins(page: &PdfPage) -> [Vec<PdfLine>; 2] {
    let all = lines(page.glyphs.clone());
    let head = all.iter().filter(|line| line.y < MARGIN * page.height).cloned();
    let foot = all.iter().rev().filter(|line| line.y > (1.0 - MARGIN) * page.height).cloned();
    [head.collect(), foot.collect()]
}

fn is_in(line: &PdfLine, glyph: &PdfGlyph) -> bool {
    line.start() - 0.1 <= glyph.x && glyph.x <= line.end()
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect()
}

/// Lines being joined to paragraphs, from page to page.
pub(super) struct Prose {
    setting: ProseSetting,
    open: Option<OpenParagraph>,
}

/// How the paragraphs of a document are set.
struct ProseSetting {
    /// Where most lines start, and the right edge.
    left: f64,
    right: f64,
    /// From line to line in a paragraph, in sizes of its characters.
    pitch: f64,
    /// Paragraphs start further right than their other lines.
    indented: bool,
}

struct OpenParagraph {
    text: String,
    last: PdfLine,
    /// Between its lines, where there are two on a page.
    pitch: Option<f64>,
    turned: bool,
}

impl Prose {
    pub(super) fn new(pages: &[PdfPage]) -> Self {
        Self { setting: ProseSetting::of(pages), open: None }
    }

    pub(super) fn line(&mut self, line: PdfLine, pieces: &mut Vec<FlowItem>) {
        if let Some(open) = self.open.as_mut().filter(|open| self.setting.continues(open, &line)) {
            if !open.turned {
                open.pitch = open.pitch.or(Some(line.y - open.last.y));
            }
            join(&mut open.text, &line.text());
            open.turned = false;
            open.last = line;
            return;
        }
        self.close(pieces);
        let far = line.start() - self.setting.left > FAR * line.size;
        let indent = if far { AT_RIGHT } else { "" };
        let text = format!("{indent}{}", line.text());
        self.open = Some(OpenParagraph { text, last: line, pitch: None, turned: false });
    }

    pub(super) fn end_page(&mut self) {
        if let Some(open) = &mut self.open {
            open.turned = true;
        }
    }

    pub(super) fn close(&mut self, pieces: &mut Vec<FlowItem>) {
        if let Some(open) = self.open.take() {
            pieces.push(FlowItem::Text(open.text));
        }
    }
}

impl ProseSetting {
    fn of(pages: &[PdfPage]) -> Self {
        let pages: Vec<Vec<PdfLine>> =
            pages.iter().map(|page| lines(page.glyphs.clone())).collect();
        let long = |line: &&PdfLine| line.glyphs.len() > 15;
        let left = pages.iter().flatten().filter(long).map(PdfLine::start).min_by(f64::total_cmp);
        let right = pages.iter().flatten().filter(long).map(PdfLine::end).max_by(f64::total_cmp);
        let (left, right) = (left.unwrap_or(0.0), right.unwrap_or(0.0));
        let mut setting = Self { left, right, pitch: USUAL, indented: false };
        let pairs = || pages.iter().flat_map(|lines| lines.windows(2));
        let rest = pairs().filter(|pair| {
            let prose = pair.iter().all(|line| !line.text().contains('\t'));
            long(&&pair[0]) && prose && setting.full(&pair[0]) && setting.flush(&pair[1])
        });
        let same = rest.filter(|pair| is_same(pair[0].size, pair[1].size));
        let mut steps: Vec<f64> = same.map(|pair| (pair[1].y - pair[0].y) / pair[1].size).collect();
        steps.sort_by(f64::total_cmp);
        let pitch = steps.get(steps.len() / 2);
        let is_new = |pair: &&[PdfLine]| {
            let room = pair[0].end() + pair[1].first_word() <= right;
            !setting.full(&pair[0]) && room && long(&&pair[1])
        };
        let (mut flush, mut moved) = (0, 0);
        for pair in pairs().filter(is_new) {
            let near = pair[1].start() - left < MAX_INDENT * pair[1].size;
            flush += usize::from(setting.flush(&pair[1]));
            moved += usize::from(near && !setting.flush(&pair[1]));
        }
        setting.pitch = pitch.map_or(USUAL, |pitch| pitch.clamp(1.0, USUAL));
        setting.indented = moved > 2 * flush;
        setting
    }

    fn full(&self, line: &PdfLine) -> bool {
        line.end() >= self.right - SHORT * line.size
    }

    fn flush(&self, line: &PdfLine) -> bool {
        line.start() - self.left < INDENT * line.size
    }

    /// Whether a line is the rest of the paragraph before it.
    fn continues(&self, open: &OpenParagraph, line: &PdfLine) -> bool {
        let last = &open.last;
        let text = line.text();
        // A long address that found no room goes to the next line as a whole.
        let word = if self.indented { line.first_word() } else { 0.0 };
        let full = self.full(last) || last.end() + word > self.right;
        let same = is_same(last.size, line.size);
        let step = line.y - last.y;
        let usual = open.pitch.unwrap_or(self.pitch * line.size);
        let near = open.turned || (step > 0.0 && step < GAP * usual);
        let tabbed = text.contains('\t') || open.text.contains('\t');
        full && self.flush(line) && same && near && !tabbed && !self.begins(open, &text)
    }

    /// Whether what begins as headings and numbered paragraphs do begins one, after a sentence's
    /// end: in a document that moves first lines in, only the headings of the sections.
    fn begins(&self, open: &OpenParagraph, text: &str) -> bool {
        let folded = fold(text);
        let numbered = split_numeral(&folded).0.is_some();
        open.text.trim_end().ends_with(['。', '！', '？', '；'])
            && numbered
            && (!self.indented || is_heading(text))
    }
}

fn is_same(size: f64, other: f64) -> bool {
    (other - size).abs() < 0.1 * other
}

#[cfg(test)]
mod tests {
    use super::{Margins, Prose, lines, take_margins, words};
    use crate::import::source::flow::FlowItem;
    use crate::import::source::pdf::page::{PdfGlyph, PdfPage};

    fn page(texts: &[(f64, &str)]) -> PdfPage {
        let mut page = PdfPage::new(800.0);
        for (y, text) in texts {
            page.glyphs.extend(text.chars().zip(0_u32..).map(|(c, at)| {
                let (x, text) = (50.0 + 10.0 * f64::from(at), c.to_string());
                PdfGlyph { x, y: *y, width: 10.0, size: 10.0, text, is_faint: false }
            }));
        }
        page
    }

    /// Paragraphs of a page whose right edge is 20 characters to the right.
    fn paragraphs(lines: &[(f64, &str)]) -> Vec<String> {
        let full = "从左边到右边的一整行文字正好是二十个字啊";
        let mut all = vec![(40.0, full), (55.0, full), (70.0, full), (85.0, "止。")];
        all.extend(lines);
        let page = page(&all);
        let mut prose = Prose::new(std::slice::from_ref(&page));
        let mut pieces = Vec::new();
        for line in super::lines(page.glyphs) {
            prose.line(line, &mut pieces);
        }
        prose.close(&mut pieces);
        let text = |piece| match piece {
            FlowItem::Text(text) => text,
            FlowItem::Table(_) => String::new(),
        };
        pieces.into_iter().skip(1).map(text).collect()
    }

    #[test]
    fn paragraphs_that_end_at_the_right_edge() {
        let full = "这一行文字也一直写到右边的边上才算结束。";
        // What is numbered begins one.
        assert_eq!(
            paragraphs(&[(100.0, full), (115.0, "六、其他需要报告的事项"), (130.0, "无。")]),
            [full, "六、其他需要报告的事项", "无。"]
        );
        assert_eq!(paragraphs(&[(100.0, full), (115.0, "（二）公开")]), [full, "（二）公开"]);
        // Or what is further below than lines of a paragraph are.
        assert_eq!(paragraphs(&[(100.0, full), (121.0, "另起一段")]), [full, "另起一段"]);
        assert_eq!(paragraphs(&[(100.0, full), (115.0, "还是它")]), [format!("{full}还是它")]);
    }

    #[test]
    fn addresses_that_found_no_room() {
        let lines = [
            (100.0, "　　请看看这个网站在哪里能够找到"),
            (115.0, "www.xinxigongkai.cn"),
            (130.0, "　　又是一段写到右边的边上才结束的文字。"),
            (145.0, "（二）也在这一段里"),
        ];
        assert_eq!(
            paragraphs(&lines),
            [
                "　　请看看这个网站在哪里能够找到www.xinxigongkai.cn",
                "　　又是一段写到右边的边上才结束的文字。（二）也在这一段里"
            ]
        );
    }

    #[test]
    fn a_character_before_a_half_width_sign_goes_with_it() {
        let lines = [
            (100.0, "　　请看看这个网站在哪里，邮政编"),
            (115.0, "码:999000。"),
            (130.0, "　　又是一段写到右边的边上才结束的文字。"),
            (145.0, "（二）也在这一段里"),
        ];
        let read = paragraphs(&lines);
        assert_eq!(read.first().unwrap(), "　　请看看这个网站在哪里，邮政编码:999000。");
        // Where there was room for it, a line ends where a paragraph does.
        let ends = [
            (100.0, "　　请看。"),
            (115.0, "码:9。"),
            (130.0, "　　又是一段写到右边的边上才结束的文字。"),
        ];
        assert_eq!(paragraphs(&ends).len(), 3);
    }

    #[test]
    fn a_number_goes_with_its_unit_or_year() {
        for rest in ["2032条。", "〔2021〕30号。", "第2032条。", "300000万元。"] {
            let lines = [
                (100.0, "　　请看看这个网站在哪里，编号"),
                (115.0, rest),
                (130.0, "　　又是一段写到右边的边上才结束的文字。"),
                (145.0, "（二）也在这一段里"),
            ];
            let expected = format!("　　请看看这个网站在哪里，编号{rest}");
            assert_eq!(paragraphs(&lines).first(), Some(&expected));
        }
    }

    #[test]
    fn heads_feet_and_page_numbers_are_no_text() {
        let mut pages: Vec<PdfPage> = ["1/3", "2/3", "3/3"]
            .iter()
            .map(|number| {
                page(&[
                    (30.0, "上官乡年度报告"),
                    (50.0, "0000000"),
                    (400.0, "正文"),
                    (760.0, "末行"),
                    (780.0, number),
                ])
            })
            .collect();
        pages[0].glyphs.retain(|glyph| (glyph.y - 760.0).abs() > 1.0);
        let Margins { beside, numbers } = take_margins(&mut pages);
        assert_eq!(beside, ["上官乡年度报告"]);
        assert_eq!(numbers.len(), pages.len());
        let left = |page: &PdfPage| -> Vec<String> {
            lines(page.glyphs.clone()).iter().map(|line| words(&line.glyphs)).collect()
        };
        // A row of figures at the very top is on every page, too, and is none of these.
        assert_eq!(left(&pages[1]), ["0000000", "正文", "末行"]);
    }
}
