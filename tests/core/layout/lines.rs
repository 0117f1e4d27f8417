//! How lines and pages break: no forbidden mark at an end, no lone line, no heading at a foot.

use std::collections::BTreeSet;

use nianbao::font::Fonts;
use nianbao::layout::page::{CellArea, Run};
use nianbao::layout::{Laid, sheet, subheading};
use nianbao::report::Report;
use nianbao::report::place::{Field, Place};
use nianbao::units::Length;

use super::pages::runs;

const NO_START: &str = "。，、；：？！）》〕】〉」』〗］｝”’…·～％‰℃㎡.,;:?!)]}%";
const NO_END: &str = "（《〔【〈「『〖［｛“‘￥([{";
const CLOSES: &str = "。，、；：！）》〕】〉」』〗］｝”’";
const OPENS: &str = "（《〔【〈「『〖［｛“‘";

/// One line of text on a page, tables aside.
pub struct Line<'a> {
    pub page: usize,
    pub field: Field,
    /// Which paragraph of the field it belongs to.
    pub paragraph: usize,
    pub runs: Vec<&'a Run>,
}

impl Line<'_> {
    fn chars(&self) -> Vec<char> {
        self.runs.iter().flat_map(|run| run.text.chars()).collect()
    }

    /// Each character, its left edge and its advance.
    fn places(&self) -> Vec<(char, Length, Length)> {
        let mut places = Vec::new();
        for run in &self.runs {
            let mut x = run.x;
            for c in run.text.chars() {
                let advance = Fonts::builtin().advance(run.face, c, run.size);
                places.push((c, x, advance));
                x += advance + run.spacing;
            }
        }
        places
    }
}

/// All lines of text, in order.
pub fn lines<'a>(report: &Report, laid: &'a Laid) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    for (page, run) in
        laid.document.pages.iter().enumerate().flat_map(|(n, page)| runs(page).map(move |r| (n, r)))
    {
        let Some(Place::Text(field, range)) = &run.place else { continue };
        match lines.last_mut() {
            Some(last)
                if last.page == page
                    && last.field == *field
                    && last.runs[0].baseline == run.baseline =>
            {
                last.runs.push(run);
            }
            _ => {
                let before = report.text(*field).get(..range.start).unwrap();
                let paragraph = before.matches('\n').count();
                lines.push(Line { page, field: *field, paragraph, runs: vec![run] });
            }
        }
    }
    lines
}

pub fn check(report: &Report, laid: &Laid) {
    let lines = lines(report, laid);
    let paragraphs: Vec<&[Line]> =
        lines.chunk_by(|a, b| (a.field, a.paragraph) == (b.field, b.paragraph)).collect();
    for paragraph in &paragraphs {
        check_line_ends(paragraph);
        check_page_ends(paragraph);
        for line in *paragraph {
            check_marks(line);
            check_grid(line);
        }
    }
    check_order(&lines);
    check_headings(report, laid, &lines);
    check_signature(laid, &lines);
}

/// How lines break, whatever is added between characters.
pub fn check_breaks(report: &Report, laid: &Laid) {
    let lines = lines(report, laid);
    let in_one = |a: &Line, b: &Line| (a.field, a.paragraph) == (b.field, b.paragraph);
    lines.chunk_by(in_one).for_each(check_line_ends);
}

/// Lines follow one another downwards, and runs from left to right.
fn check_order(lines: &[Line]) {
    for pair in lines.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        assert!((a.page, a.runs[0].baseline) < (b.page, b.runs[0].baseline), "{:?}", b.runs);
    }
    for line in lines {
        assert!(line.runs.windows(2).all(|pair| pair[0].x < pair[1].x), "{:?}", line.runs);
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// A word of more letters may be longer than a line, and has to be broken.
const LONG_WORD: usize = 20;

/// No forbidden mark at either end of a line, and no number or word broken, unless no line could
/// have been broken anywhere.
fn check_line_ends(paragraph: &[Line]) {
    for pair in paragraph.windows(2) {
        let (line, next) = (pair[0].chars(), pair[1].chars());
        let (a, b) = (line[line.len() - 1], next[0]);
        let in_word = |c: &&char| c.is_ascii_graphic();
        let word =
            line.iter().rev().take_while(in_word).count() + next.iter().take_while(in_word).count();
        let broken = (a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric() && word < LONG_WORD)
            || (a.is_ascii_digit() && is_han(b))
            || (matches!(a, '第' | '〕' | '月') && b.is_ascii_digit());
        if NO_START.contains(b) || NO_END.contains(a) || broken {
            // Beside a number characters may be its unit.
            let free = line.windows(6).any(|part| part.iter().all(|c| is_han(*c)));
            assert!(!free, "{}|{}", String::from_iter(&line), String::from_iter(&next));
        }
    }
}

/// Two lines of a paragraph at the least on each side of a page break.
fn check_page_ends(paragraph: &[Line]) {
    let parts: Vec<usize> =
        paragraph.chunk_by(|a, b| a.page == b.page).map(<[Line]>::len).collect();
    if parts.len() > 1 {
        let text: String = paragraph[0].chars().into_iter().collect();
        assert!(
            parts.iter().all(|part| *part >= 2),
            "{parts:?} lines of {:?}: {text}",
            paragraph[0].field
        );
    }
}

/// Marks side by side have given up the half that they share.
fn check_marks(line: &Line) {
    let size = line.runs[0].size;
    let places = line.places();
    let gives_half = |a: char, b: char| {
        (CLOSES.contains(a) && (CLOSES.contains(b) || OPENS.contains(b) || b == '？'))
            || (OPENS.contains(a) && OPENS.contains(b))
    };
    let mut gaps = Vec::new();
    let mut halves = Vec::new();
    for pair in places.windows(2) {
        let ((a, x, advance), (b, next, next_advance)) = (pair[0], pair[1]);
        let gap = next - x - advance;
        let full = advance == size && next_advance == size;
        if full && gives_half(a, b) { &mut halves } else { &mut gaps }.push(gap);
    }
    let spread = gaps.into_iter().min().unwrap_or_default().max(Length::ZERO);
    for half in halves {
        assert!(half <= spread - size / 2, "{half:?} {:?}", line.chars());
    }
}

/// A full line of Chinese without marks side by side is on the grid of 28 characters.
fn check_grid(line: &Line) {
    let places = line.places();
    let first = places[0].1;
    let full = places.iter().all(|(c, _, advance)| is_han(*c) && *advance == sheet::BODY);
    let count = i32::try_from(places.len()).unwrap();
    if full && first + sheet::BODY * count == sheet::LEFT + sheet::MEASURE {
        for (index, (_, x, _)) in (0..).zip(&places) {
            assert_eq!(*x, first + sheet::BODY * index);
        }
    }
}

/// Whether a line is of a heading that is alone.
fn is_heading(report: &Report, line: &Line) -> bool {
    match line.field {
        Field::Title | Field::Heading(_) => true,
        Field::SignatureName | Field::SignatureDate => false,
        field => {
            let text = report.text(field).split('\n').nth(line.paragraph).unwrap();
            let text = text.strip_suffix('\r').unwrap_or(text);
            let end = subheading(text);
            end.is_some_and(|end| text.get(end..).unwrap().trim().is_empty())
        }
    }
}

/// No heading is the last on its page, unless nothing at all follows it, or no page could hold it
/// with the table that it leads to.
fn check_headings(report: &Report, laid: &Laid, lines: &[Line]) {
    for pair in lines.windows(2) {
        let (foot, next) = (&pair[0], &pair[1]);
        let of_foot = |line: &&Line| (line.field, line.paragraph) == (foot.field, foot.paragraph);
        if foot.page == next.page || of_foot(&next) || !is_heading(report, foot) {
            continue;
        }
        let page = &laid.document.pages[foot.page];
        let follows = page.cells.iter().any(|cell| cell.bottom > foot.runs[0].baseline);
        // The title's blank line goes with it.
        let height = lines.iter().filter(of_foot).filter(|line| line.page == foot.page).count()
            + usize::from(foot.field == Field::Title);
        let over: Vec<&Line> = lines.iter().filter(|line| line.page == foot.page + 1).collect();
        let fits = fits_over(report, laid, &over, foot.page + 1, height);
        assert!(follows || !fits, "a heading at the foot: {:?}", foot.chars());
    }
}

/// Whether a number of lines more would fit a page over the table that its headings lead to; true where
/// the page does not begin with headings and a table.
fn fits_over(report: &Report, laid: &Laid, lines: &[&Line], page: usize, height: usize) -> bool {
    let cells = &laid.document.pages[page].cells;
    let Some(first) = cells.first() else { return true };
    let over: Vec<_> = lines.iter().filter(|line| line.runs[0].baseline < first.top).collect();
    // A line or two may lead to the table.
    let headings = over.iter().rev().skip(2).all(|line| is_heading(report, line));
    let table = table_of(&first.place);
    let of_table = cells.iter().filter(|cell| table_of(&cell.place) == table);
    let row_of = |cell: &CellArea| match cell.place {
        Place::Cell(id) => Some(report.edition().tables[id.table].cells[id.index].row),
        _ => None,
    };
    let last = of_table.clone().filter_map(row_of).max();
    let next = laid.document.pages.get(page + 1).and_then(|page| {
        let same = |cell: &&CellArea| table_of(&cell.place) == table;
        page.cells.iter().take_while(same).filter_map(row_of).min()
    });
    let bottom = match (table, last, next) {
        // Of a table in parts, two rows are enough to begin with; one that fills less than two pages
        // is broken only between groups of rows.
        (Some(table), Some(last), Some(next))
            if group(report, table, last) == group(report, table, next) =>
        {
            let figures = of_table.filter(|cell| matches!(cell.place, Place::Cell(_)));
            let bottoms: BTreeSet<Length> = figures.map(|cell| cell.bottom).collect();
            bottoms.into_iter().nth(1)
        }
        _ => of_table.map(|cell| cell.bottom).max(),
    };
    let height = sheet::HEIGHT / 22 * i32::try_from(height).unwrap();
    !headings || bottom.unwrap_or_default() + height <= sheet::TOP + sheet::HEIGHT
}

/// The labels over a row's own.
fn group(report: &Report, table: usize, row: usize) -> &[String] {
    let path = &report.edition().tables[table].rows[row].path;
    &path[..path.len() - 1]
}

fn table_of(place: &Place) -> Option<usize> {
    match place {
        Place::Cell(id) | Place::Column(id) => Some(id.table),
        Place::Row(table, _) | Place::Table(table) => Some(*table),
        _ => None,
    }
}

/// A signature is on one page, and two lines of what is signed with it.
fn check_signature(laid: &Laid, lines: &[Line]) {
    let is_signed =
        |line: &&Line| matches!(line.field, Field::SignatureName | Field::SignatureDate);
    let signature: Vec<&Line> = lines.iter().filter(is_signed).collect();
    let (Some(first), Some(last)) = (signature.first(), signature.last()) else { return };
    if signature.len() <= 8 {
        assert_eq!(first.page, last.page, "a broken signature");
    }
    let body = lines.iter().filter(|line| !is_signed(line));
    let with = body.clone().filter(|line| line.page == first.page).count();
    let cells = laid.document.pages[first.page].cells.len();
    assert!(with >= 2 || cells > 0 || with == body.count(), "the signature stands alone");
}

/// Lines of a title are centred, end between words and have no waist.
pub fn check_title(report: &Report, laid: &Laid) {
    let lines = lines(report, laid);
    let title: Vec<&Line> = lines.iter().filter(|line| line.field == Field::Title).collect();
    let texts: Vec<String> = title.iter().map(|line| line.chars().iter().collect()).collect();
    for word in ["政府信息公开", "工作", "年度报告", "2025年", "人民政府", "管理局", "自治县"]
    {
        let whole: usize = texts.iter().map(|text| text.matches(word).count()).sum();
        assert_eq!(whole, report.title.matches(word).count(), "{texts:?}");
    }
    let mut widths = Vec::new();
    for line in title {
        let (left, last) = (line.runs[0].x, line.runs[line.runs.len() - 1]);
        let right = last.x + last.width;
        let middle = sheet::LEFT * 2 + sheet::WIDTH;
        assert!((left + right - middle).0.abs() <= 2, "{texts:?}");
        widths.push(right - left);
    }
    let shrinks = widths.windows(2).position(|pair| pair[1] < pair[0]).unwrap_or(widths.len());
    let grows = widths.windows(2).rposition(|pair| pair[1] > pair[0]);
    assert!(grows.is_none_or(|grows| grows < shrinks), "a waist: {texts:?}");
}
