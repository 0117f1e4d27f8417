//! Text whose lines were broken at a width, as programs write it that take the text out of a PDF: the
//! lines of a paragraph are joined again.
//!
//! Such a text shows itself by lines that reach one right edge and do not end a sentence; a text with
//! a paragraph a line has hardly any. Numbers of lines stay: a paragraph stands in its first line, and
//! the lines that went into it are blank.

use std::collections::BTreeMap;

use super::residue::SourceLine;
use crate::import::vocabulary::furniture::is_page_number;
use crate::import::vocabulary::headings::is_heading;
use crate::zh::marks::mark;

/// Shorter lines say nothing of a right edge, in columns: 20 characters.
const LEAST: usize = 40;

/// A full line ends no further before the edge, in columns: a mark that may not begin a line takes
/// another character down with it.
const SHORT: usize = 5;

/// It ends no further behind the edge than this: marks may hang.
const OVER: usize = 2;

/// So many full lines that do not end a sentence are no chance.
const ENOUGH: usize = 4;

/// What ends a paragraph.
const ENDS: [char; 8] = ['。', '！', '？', '；', '：', '”', '」', '…'];

/// A line as far as its breaking is concerned.
struct LineMeasure {
    /// Columns before its text, and up to its end.
    indent: usize,
    end: usize,
    /// Whether it may be a line of a paragraph.
    is_prose: bool,
    /// Whether its last mark ends a sentence.
    ends: bool,
}

/// Joins the lines of paragraphs in place; what was done, where something was.
pub(super) fn join(lines: &mut [SourceLine]) -> Option<String> {
    let measures: Vec<LineMeasure> = lines.iter().map(|line| measure(&line.text)).collect();
    let edge = edge(&measures)?;
    // First lines that are moved in tell where paragraphs begin.
    let prose = || measures.iter().filter(|line| line.is_prose);
    let left = prose().map(|line| line.indent).min().unwrap_or(0);
    let moved_in = prose().filter(|line| line.indent >= left + 2).count();
    let by_indent = moved_in * 20 >= prose().count() && moved_in < prose().count();
    let mut paragraphs = 0;
    let mut at = 0;
    while at < lines.len() {
        let mut text = lines[at].text.trim_end().to_owned();
        let mut last = at;
        while let Some(next) = next_line(lines, last) {
            let (line, following) = (&measures[last], &measures[next]);
            // First lines moved in tell where paragraphs begin; else the end of a sentence does.
            let new = if by_indent { following.indent >= left + 2 } else { line.ends };
            let goes_on = line.is_prose && is_full(line, edge) && following.is_prose && !new;
            if !goes_on || begins_paragraph(&lines[next].text) {
                break;
            }
            text.push_str(&between(&text, &lines[next].text));
            text.push_str(lines[next].text.trim());
            lines[next].text.clear();
            last = next;
        }
        if last > at {
            paragraphs += 1;
            lines[at].text = text;
        }
        at += 1;
    }
    (paragraphs > 0)
        .then(|| format!("原文按固定宽度换行，已把分成几行的 {paragraphs} 段各自接成一段"))
}

/// A space where two Latin words meet, else nothing.
fn between(before: &str, behind: &str) -> String {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let meet = latin(before.chars().last()) && latin(behind.trim_start().chars().next());
    if meet { " ".to_owned() } else { String::new() }
}

/// The right edge that lines are broken at, in columns, where the text has one.
fn edge(measures: &[LineMeasure]) -> Option<usize> {
    let long = || measures.iter().filter(|line| line.is_prose && line.end - line.indent >= LEAST);
    let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
    for line in long().filter(|line| !line.ends) {
        *ends.entry(line.end).or_default() += 1;
    }
    let near = |edge: usize| {
        ends.range(edge.saturating_sub(SHORT)..=edge + OVER).map(|(_, count)| count).sum::<usize>()
    };
    let (count, edge) = ends.keys().map(|edge| (near(*edge), *edge)).max()?;
    // Longer lines are none of such a text: but for a few that are no prose.
    let longer = long().filter(|line| line.end > edge + OVER).count();
    (count >= ENOUGH && longer * 10 <= count).then_some(edge)
}

fn is_full(line: &LineMeasure, edge: usize) -> bool {
    line.end + SHORT >= edge && line.end <= edge + OVER
}

/// The line that a paragraph may go on in: the next one, or the first of the next page.
fn next_line(lines: &[SourceLine], at: usize) -> Option<usize> {
    let mut next = at + 1;
    if lines.get(next)?.text.trim().is_empty() || is_page_number(&lines[next].text) {
        let mut numbers = 0;
        while let Some(line) = lines.get(next) {
            let is_number = is_page_number(&line.text);
            if !is_number && !line.text.trim().is_empty() {
                break;
            }
            numbers += usize::from(is_number);
            next += 1;
        }
        // Without a page's number between them blank lines part paragraphs.
        if numbers == 0 {
            return None;
        }
    }
    lines.get(next).map(|_| next)
}

/// Whether a line begins a paragraph by its words: a heading, a number.
fn begins_paragraph(text: &str) -> bool {
    let text = text.trim();
    is_heading(text) || mark(text).is_some()
}

fn measure(text: &str) -> LineMeasure {
    let columns = |c: char| if c.is_ascii() { 1 } else { 2 };
    let trimmed = text.trim();
    let indent: usize = text.chars().take_while(|c| c.is_whitespace()).map(columns).sum();
    let end = indent + trimmed.chars().map(columns).sum::<usize>();
    let apart = trimmed.contains("  ") || trimmed.contains("　　");
    let said = trimmed.chars().any(char::is_alphabetic);
    let is_prose = said && !apart && !trimmed.contains(['\t', '|']) && !is_page_number(trimmed);
    let ends = trimmed.ends_with(ENDS);
    LineMeasure { indent, end, is_prose, ends }
}

#[cfg(test)]
mod tests {
    use super::super::residue;
    use super::join;

    /// The lines that are left, and whether anything was joined.
    fn check(text: &str, expected: &[&str]) {
        let (mut lines, _) = residue::lines(text);
        let told = join(&mut lines).is_some();
        let left: Vec<&str> =
            lines.iter().map(|line| line.text.trim()).filter(|text| !text.is_empty()).collect();
        assert_eq!(left, expected);
        assert_eq!(told, left.len() < text.lines().filter(|line| !line.trim().is_empty()).count());
    }

    const PARAGRAPHS: [&str; 3] = [
        "根据《中华人民共和国政府信息公开条例》和国务院办公厅政府信息与政务公开办公室有关规定，结合本镇实际，编制本年度报告，供社会各界查阅。",
        "全年通过政府门户网站、政务新媒体和公开栏主动公开政府信息三百二十条，内容包括财政资金、社会救助、乡村振兴等重点领域，群众查询方便，没有差错。",
        "下一步将加强业务培训，完善公开目录，按时更新栏目内容，丰富政策解读形式，让群众看得到、看得懂、能监督，进一步提升政务公开工作的质量和水平。",
    ];

    fn broken(width: usize, indent: &str) -> String {
        let mut text = String::from("某镇2023年政府信息公开工作年度报告\n");
        for paragraph in PARAGRAPHS {
            let mut line = String::from(indent);
            let room = |line: &str| line.chars().count() < width;
            for c in paragraph.chars() {
                if !room(&line) && !matches!(c, '，' | '。' | '、' | '》') {
                    text.push_str(&line);
                    text.push('\n');
                    line.clear();
                }
                line.push(c);
            }
            text.push_str(&line);
            text.push('\n');
        }
        text
    }

    #[test]
    fn paragraphs_are_whole_again() {
        let mut whole = vec!["某镇2023年政府信息公开工作年度报告"];
        whole.extend(PARAGRAPHS);
        for width in 22..30 {
            check(&broken(width, ""), &whole);
            check(&broken(width, "　　"), &whole);
        }
        // Over a page's end.
        let text = broken(24, "");
        let at = text.lines().nth(4).unwrap();
        let paged = text.replacen(at, &format!("— 1 —\n\n{at}"), 1);
        let mut paged_whole = whole.clone();
        let place = paged_whole.iter().position(|line| line.contains(at.get(3..30).unwrap()));
        paged_whole.insert(place.unwrap() + 1, "— 1 —");
        check(&paged, &paged_whole);
    }

    #[test]
    fn a_paragraph_a_line_stays() {
        let text = PARAGRAPHS.join("\n");
        check(&text, &PARAGRAPHS);
        let many = "一、总体情况\n本镇全年公开信息九条，内容全面，更新及时，群众满意。\n规章 0 0 0\n\
                    （一）主动公开\n全年公开信息九条";
        check(many, &many.lines().collect::<Vec<_>>());
        // Lines of one length that each end a sentence.
        let equal = "全年通过政府门户网站主动公开各类政府信息共计三百二十余条次。\n".repeat(8);
        check(&equal, &equal.lines().collect::<Vec<_>>());
    }
}
