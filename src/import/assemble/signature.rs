//! The end of a report: who signs it and when, and what a site puts below that.

use super::end_lists;
use super::outline::{SectionPart, only_line};
use crate::import::blocks::{Block, TextLine};
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::folding::{bag, fold, likeness, plain};
use crate::import::vocabulary::furniture::is_particulars;
use crate::import::vocabulary::labels::{is_of_a_form, is_word_of_a_form};
use crate::import::vocabulary::page_lists::{counts, is_dated_title};
use crate::import::vocabulary::site_words::{Says, Sited, says_of_report, sited};
use crate::import::vocabulary::years::is_signing_date;

/// The lines that say who signs, and when.
pub(super) type SignatureLines = (Option<TextLine>, Option<TextLine>);

/// A heading moved in this far is at the right, as signatures are.
const AT_RIGHT: usize = 8;

/// A longer line is no agency's name.
const MAX_NAME: usize = 40;

/// What names of agencies end with.
pub(super) const AGENCY_ENDS: &[&str] =
    &["政府", "办事处", "办公室", "局", "委员会", "委", "厅", "部", "中心", "院", "所", "署"];

/// Lines at the end that are looked at for who signs the title's report.
const MAX_TAIL: usize = 20;

/// Blocks at the end that are looked at for a site's lines.
const MAX_END: usize = 1000;

/// The end of the last section: who signs, and what a site puts below the report.
#[derive(Default)]
pub(super) struct PageEnd {
    pub signature: SignatureLines,
    /// A site's lines.
    pub aside: Vec<TextLine>,
}

/// Takes the signature and a site's lines off the end of the last part.
pub(super) fn end(parts: &mut [SectionPart], blocks: &mut Vec<Block>, agency: &str) -> PageEnd {
    let Some(part) = parts.last_mut() else { return PageEnd::default() };
    let start = part.blocks.start.max(blocks.len().saturating_sub(MAX_END)).min(blocks.len());
    let here = blocks.split_off(start).into_iter();
    let here: Vec<Block> = here.flat_map(|block| name_and_date(block, agency)).collect();
    let mut lines: Vec<EndLine> = here.iter().map(|block| EndLine::of(block, agency)).collect();
    let may_sign = |block: &Block| {
        only_line(block)
            .is_some_and(|line| is_name(&line, agency) && sited(&line.text) < Sited::Anywhere)
    };
    let names: Vec<bool> = here.iter().map(may_sign).collect();
    let is_own =
        |block: &Block| only_line(block).is_some_and(|line| is_own_name(&line.text, agency));
    let own: Vec<bool> = here.iter().map(is_own).collect();
    // No list begins above the lines that sign, and none of its own lines sign.
    let by_own = |(name, date): (Option<usize>, usize)| {
        let is_own = name.is_some_and(|name| agency.is_empty() || own[name]);
        is_own.then(|| name.unwrap_or(date).max(date) + 1)
    };
    let behind = signed(&lines, &names, &own).and_then(by_own).unwrap_or(0);
    if let Some(list) = end_lists::start(&here, behind) {
        lines[list..].fill(EndLine::Site);
    }
    let signed = signed(&lines, &names, &own);
    let mut page = PageEnd::default();
    let is_aside = match signed {
        Some((name, date)) => below_date(&lines, name.unwrap_or(date).min(date)),
        None => below_report(&lines),
    };
    for (at, block) in here.into_iter().enumerate() {
        if signed.is_some_and(|(name, _)| name == Some(at)) {
            page.signature.0 = only_line(&block);
        } else if signed.is_some_and(|(_, date)| date == at) {
            page.signature.1 = only_line(&block);
        } else if is_aside.get(at) == Some(&true) {
            page.aside.extend(block.lines());
        } else {
            blocks.push(block);
        }
    }
    part.blocks.end = blocks.len();
    if signed.is_none() {
        page.signature = sign(parts, blocks, agency);
        let kept = parts.last().map_or(0, |part| part.blocks.end);
        blocks.truncate(kept);
    }
    page
}

/// A block, or the two of a line that says who signs, and when.
fn name_and_date(block: Block, agency: &str) -> Vec<Block> {
    let Some(line) = only_line(&block) else { return vec![block] };
    let parted = line.text.char_indices().find_map(|(at, c)| {
        let (name, date) = line.text.split_at_checked(at)?;
        let name = TextLine { text: name.trim_end().to_owned(), ..line.clone() };
        let date = TextLine { text: date.to_owned(), ..line.clone() };
        let begins = c.is_ascii_digit() || crate::zh::is_numeral(c);
        (begins && is_signing_date(&date.text) && is_name(&name, agency)).then_some((name, date))
    });
    match parted {
        Some((name, date)) => vec![Block::Paragraph(name), Block::Paragraph(date)],
        None => vec![block],
    }
}

/// What a block at the end of a report may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EndLine {
    /// Rows of a table, sentences: the report's.
    Said,
    /// Words that a report has: the report's, unless they stand below a site's lines.
    Words,
    /// A day and nothing else.
    Date,
    /// （盖章）.
    Seal,
    /// What may be who signs.
    Name,
    /// Where to reach somebody.
    Contact,
    /// A site's.
    Site,
    /// A short line that may be anybody's.
    Short,
}

impl EndLine {
    fn of(block: &Block, agency: &str) -> Self {
        match block {
            Block::Grid(tiles) => Self::of_cells(tiles.cells.iter().map(|cell| cell.text.as_str())),
            Block::Row(row) if row.cells.len() > 1 => {
                Self::of_cells(row.cells.iter().map(|cell| cell.text.as_str()))
            }
            block => block.lines().first().map_or(Self::Short, |line| Self::of_line(line, agency)),
        }
    }

    /// A row of links is a site's, any other table is not.
    fn of_cells<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let cells: Vec<&str> = cells.filter(|cell| !cell.trim().is_empty()).collect();
        let of_table = |cell: &&str| is_figure(cell) || is_of_a_form(cell) || cell.contains('。');
        let joined = cells.join(" ");
        if cells.iter().any(of_table) {
            Self::Said
        } else if sited(&joined) >= Sited::AtEnd || is_particulars(&joined) {
            Self::Site
        } else {
            Self::Said
        }
    }

    fn of_line(line: &TextLine, agency: &str) -> Self {
        let sited = sited(&line.text);
        if is_signing_date(&line.text) {
            return Self::Date;
        }
        let seals = ["(盖章)", "(公章)", "(印章)", "(章)", "盖章", "公章"];
        if seals.contains(&fold(&line.text).as_str()) {
            return Self::Seal;
        }
        match sited {
            Sited::Anywhere => Self::Site,
            _ if is_figure(&line.text) || is_label(&line.text) => Self::Said,
            Sited::AtEnd => Self::Site,
            Sited::Contact => Self::Contact,
            Sited::Unknown if says_of_report(&line.text) == Says::Surely => Self::Said,
            // 制作图解12个 below 政策图解, which is a link elsewhere.
            Sited::Unknown if counts(&line.text) && !is_dated_title(&line.text) => Self::Said,
            Sited::Unknown if says_of_report(&line.text) == Says::Words => Self::Words,
            Sited::Unknown if is_particulars(&line.text) || is_imprint(&line.text) => Self::Site,
            Sited::Unknown if is_name(line, agency) => Self::Name,
            Sited::Unknown if line.text.chars().nth(MAX_NAME).is_some() => Self::Words,
            Sited::Unknown => Self::Short,
        }
    }

    fn is_sites(self) -> bool {
        matches!(self, Self::Site | Self::Contact | Self::Date)
    }
}

/// The name and the date that sign a report, where both stand together: the first such behind what
/// the report says last. A date alone signs where it is the first behind that, and nothing but
/// a site's lines and short ones follow. The report's own agency may stand below the date.
fn signed(lines: &[EndLine], names: &[bool], own: &[bool]) -> Option<(Option<usize>, usize)> {
    let dates = || (0..lines.len()).filter(|at| lines[*at] == EndLine::Date);
    // The word of a seal stands between them, or nothing.
    let name_of = |date: usize| {
        let above = date.checked_sub(1)?;
        let above = if lines[above] == EndLine::Seal { above.checked_sub(1)? } else { above };
        names[above].then_some(above)
    };
    // What a page says below its report is no reason to look for another signature.
    if let Some((name, date)) = dates().find_map(|date| Some((name_of(date)?, date))) {
        return Some((Some(name), date));
    }
    let last = lines.iter().rposition(|line| *line == EndLine::Said).map_or(0, |at| at + 1);
    let is_free = |date: &usize| lines[last..*date].iter().all(|line| *line != EndLine::Site);
    let date = dates().find(|date| *date >= last).filter(is_free)?;
    let below = Some(date + 1).filter(|name| own.get(*name) == Some(&true));
    Some((below, date))
}

/// What is a site's below a signed report: all but what is said in sentences, and those too
/// where they stand among a site's lines.
fn below_date(lines: &[EndLine], date: usize) -> Vec<bool> {
    let mut sites = false;
    let mut aside = vec![false; lines.len()];
    for (at, line) in lines.iter().enumerate().skip(date + 1) {
        sites |= *line == EndLine::Site;
        aside[at] = sites || !matches!(line, EndLine::Said | EndLine::Words);
    }
    aside
}

/// What is a site's at the end of a report that nobody signs: behind the last that the report says,
/// from the first line that is surely a site's.
fn below_report(lines: &[EndLine]) -> Vec<bool> {
    let last = lines.iter().rposition(|line| *line == EndLine::Said).map_or(0, |at| at + 1);
    let first = (last..lines.len()).find(|at| lines[*at] == EndLine::Site);
    // Contacts above a site's lines are the site's as well.
    let first = first.map(|first| {
        let contacts = lines[last..first].iter().rev();
        first - contacts.take_while(|line| line.is_sites()).count()
    });
    (0..lines.len()).map(|at| first.is_some_and(|first| at >= first)).collect()
}

/// 云泽县人民政府办公室2024年1月10日印发: what is printed below an official document.
fn is_imprint(text: &str) -> bool {
    let text: String = text.split_whitespace().collect();
    let Some(issued) = text.strip_suffix("印发") else { return false };
    issued.ends_with('日') && issued.contains('年') && !text.contains(['。', '，', '；', '《'])
}

/// The short lines at the report's end without their spaces: one of them is who signs.
pub(crate) fn last_words(blocks: &[Block]) -> Vec<String> {
    let last = blocks.iter().rev().filter(|block| !matches!(block, Block::Grid(_)));
    let lines = last.take(2 * MAX_TAIL).flat_map(Block::lines);
    let short = lines.filter(|line| line.text.chars().nth(MAX_NAME).is_none());
    short.map(|line| line.text.split_whitespace().collect()).collect()
}

/// Takes the signature, name and date, off the end of the last part.
fn sign(
    parts: &mut [SectionPart],
    blocks: &[Block],
    agency: &str,
) -> (Option<TextLine>, Option<TextLine>) {
    let Some(part) = parts.last_mut() else { return (None, None) };
    let mut take = |fits: &dyn Fn(&TextLine) -> bool| {
        let line = only_line(blocks.get(part.blocks.clone())?.last()?).filter(|line| fits(line))?;
        part.blocks.end -= 1;
        Some(line)
    };
    let date = take(&|line| is_signing_date(&line.text));
    let name = take(&|line| is_name(line, agency));
    (name, date)
}

/// Whether a line is a label of the form, or a good part of one: 举报 alone is a button.
fn is_label(text: &str) -> bool {
    const MIN: usize = 4;
    is_word_of_a_form(text) || (text.chars().nth(MIN - 1).is_some() && is_of_a_form(text))
}

/// Whether a line is the report's agency, or the end of its name: 柳塘镇 of 云泽县柳塘镇人民政府.
fn is_own_name(text: &str, agency: &str) -> bool {
    const PLACES: [char; 8] = ['镇', '乡', '县', '市', '区', '旗', '州', '盟'];
    let text: String = text.split_whitespace().collect();
    let alike = likeness(&bag(&plain(&text)), &bag(&plain(agency))) >= 800;
    let ends = text.ends_with(PLACES)
        || text.ends_with("街道")
        || AGENCY_ENDS.iter().any(|end| text.ends_with(end));
    let part = text.chars().nth(1).is_some() && agency.contains(&text) && ends;
    !agency.is_empty() && (alike || part)
}

fn is_name(line: &TextLine, agency: &str) -> bool {
    let text: String = line.text.split_whitespace().collect();
    let short = text.chars().count() <= MAX_NAME;
    let sentence = text.contains(['。', '，', '；', '：', '！', '？', ',', ';', ':', '、']);
    if is_signing_date(&text) {
        return false;
    }
    let named = is_own_name(&text, agency) || AGENCY_ENDS.iter().any(|end| text.ends_with(end));
    // A lone 无 set in by spaces is what a section says, not who signs.
    let several = text.chars().nth(1).is_some();
    short && !sentence && (named || (several && line.indent >= AT_RIGHT))
}

#[cfg(test)]
mod tests {
    use super::super::outline::parts;
    use super::{TextLine, sign};
    use crate::import::source::text::line_blocks::read;
    use crate::import::source::text::residue::lines;

    #[test]
    fn signatures() {
        let check = |source: &str, name: Option<&str>, date: Option<&str>, left: usize| {
            let source = format!("五、存在的主要问题及改进情况\n{source}");
            let blocks = read(&lines(&source).0).unwrap();
            let mut parts = parts(&blocks);
            let (n, d) = sign(&mut parts, &blocks, "大岚镇人民政府");
            let text = |line: &Option<TextLine>| line.as_ref().map(|line| line.text.clone());
            assert_eq!((text(&n).as_deref(), text(&d).as_deref()), (name, date), "{source}");
            assert_eq!(parts[0].blocks.len(), left);
        };
        let date = Some("2021年12月29日");
        check("无。\n 大岚镇镇人民政府\n2021年12月29日", Some("大岚镇镇人民政府"), date, 1);
        check("无\n2021年12月29日", None, date, 1);
        check("无\n        某某站\n2022-1-5", Some("某某站"), Some("2022-1-5"), 1);
        check("无\n大岚镇人民政府\n2022年1月", Some("大岚镇人民政府"), Some("2022年1月"), 1);
        check("无\n        二〇二二年一月", None, Some("二〇二二年一月"), 1);
        check("无", None, None, 1);
        check("", None, None, 0);
    }
}
