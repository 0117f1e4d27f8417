//! What stands before section one: the title with agency and year in it, and the lead-in.

use super::signature::AGENCY_ENDS;
use crate::import::blocks::TextLine;
use crate::import::vocabulary::folding::{fold, plain, split_heading_numeral, split_numeral};
use crate::import::vocabulary::furniture::{is_furniture, is_sentence, opens_lead_in};
use crate::import::vocabulary::site_words::{Sited, sited};
use crate::import::vocabulary::titles::{
    agency, is_name, is_part, is_whole, is_yearly, names_report, tag,
};
use crate::import::vocabulary::years::title_year;
use crate::zh::is_han;

/// Of more lines that may be a title only the last are looked at.
const MAX_CANDIDATES: usize = 200;

/// A title stands in no more lines than this.
const MAX_LINES: usize = 5;

/// What names of places end with.
const PLACES: &str = "省市县区州盟旗乡镇";

/// Bounds on the characters of a line that names one place or several.
const MIN_PLACE: usize = 3;
const MAX_PLACE: usize = 30;

/// What stands before section one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    /// The title's lines; none where there is no title.
    pub title: Vec<TextLine>,
    /// Sentences behind it.
    pub lead_in: Vec<TextLine>,
    /// What a site puts around a report, the title once more, lists.
    pub furniture: Vec<TextLine>,
    /// Sentences before the title.
    pub unplaced: Vec<TextLine>,
}

/// Finds the title: of the short lines that complete 年度报告 or 年报 the one that says most of
/// itself (a site repeats it in breadcrumbs and lists), with the lines before it where it is not
/// whole alone, or where only they make it the name that the report is signed with. Behind it only
/// sentences are the lead-in.
pub(super) fn front(lines: Vec<TextLine>, signed: &[String]) -> FrontMatter {
    let ends = (0..lines.len()).rev().filter(|at| completes_title(&lines, *at));
    let candidates = ends.take(MAX_CANDIDATES).map(|end| {
        let count = title_lines(lines.get(..=end).unwrap_or_default(), signed);
        (weight(&joined(&lines, end + 1 - count, count)), end, count)
    });
    let candidates: Vec<(usize, usize, usize)> = candidates.collect();
    let Some((_, end, count)) = fullest(&lines, &candidates) else {
        let (furniture, lead_in) = lines.into_iter().partition(|line| is_furniture(&line.text));
        return FrontMatter { lead_in, furniture, ..FrontMatter::default() };
    };
    let mut front = FrontMatter::default();
    let mut rest = lines.into_iter();
    let before: Vec<TextLine> = rest.by_ref().take(end + 1 - count).collect();
    (front.unplaced, front.furniture) = before
        .into_iter()
        .partition(|line| !is_furniture(&line.text) && line.text.contains(['。', '，', '；']));
    front.title = rest.by_ref().take(count).collect();
    front.untag();
    let title = joined(&front.title, 0, front.title.len());
    front.behind_title(&title, &rest.collect::<Vec<_>>());
    front
}

/// The title that says most of itself: the last of them, or the one that has its agency's name in full
/// where the last has only a part of it (柳塘镇 in a table of particulars).
fn fullest(
    lines: &[TextLine],
    candidates: &[(usize, usize, usize)],
) -> Option<(usize, usize, usize)> {
    let best = candidates.iter().copied().max()?;
    let name =
        |(_, end, count): (usize, usize, usize)| agency(&joined(lines, end + 1 - count, count));
    let is_full = |name: &str| AGENCY_ENDS.iter().any(|end| name.ends_with(end));
    let short = name(best);
    if short.is_empty() || is_full(&short) {
        return Some(best);
    }
    let same = candidates.iter().copied().filter(|other| other.0 == best.0);
    let full = same.filter(|other| {
        let other = name(*other);
        is_full(&other) && other.contains(&short)
    });
    full.max().or(Some(best))
}

/// What a lead-in speaks of, and section one does not begin with.
const OF_LEAD_IN: [&str; 18] = [
    "条例》",
    "编制",
    "统计期限",
    "年度报告",
    "年报",
    "本报告",
    "如下",
    "电话",
    "下载",
    "邮编",
    "网址",
    "如有疑问",
    "组成",
    "六个部分",
    "全文包括",
    "现将",
    "规定",
    "各位",
];

/// Splits what section one says off a lead-in, where its heading is missing: from the first
/// sub-heading, or the first paragraph that speaks of nothing that a lead-in speaks of.
pub(super) fn without_section_one(lead_in: &mut Vec<TextLine>) -> Vec<TextLine> {
    let is_sub = |line: &TextLine| is_sub_heading(&line.text) || is_numbered(&line.text, 1..2);
    let is_own = |line: &TextLine| OF_LEAD_IN.iter().any(|words| line.text.contains(words));
    let from = lead_in.iter().position(is_sub);
    let from = from.or_else(|| Some(lead_in.iter().rposition(is_own)? + 1));
    let behind = |from: usize| lead_in.iter().skip(from).any(|line| line.text.contains('。'));
    match from.or(Some(0)).filter(|from| behind(*from)) {
        Some(from) => lead_in.split_off(from),
        None => Vec::new(),
    }
}

/// Whether a line begins as a section's sub-headings do: （一）, 一是.
fn is_sub_heading(text: &str) -> bool {
    let folded = fold(text);
    let listed = "一二三四五"
        .chars()
        .any(|c| folded.strip_prefix(c).is_some_and(|rest| rest.starts_with('是')));
    let numeral = split_numeral(&folded).0;
    listed || numeral.is_some_and(|numeral| numeral.bracketed && numeral.value < 20)
}

/// Whether a line is short words behind a number without brackets: 一、概述.
pub(super) fn is_numbered(text: &str, numbers: std::ops::Range<usize>) -> bool {
    const MAX: usize = 30;
    let folded = fold(text);
    let (numeral, rest) = split_heading_numeral(&folded);
    let short = rest.chars().nth(MAX).is_none() && !rest.is_empty() && !rest.contains(['。', ';']);
    short && numeral.is_some_and(|number| !number.bracketed && numbers.contains(&number.value))
}

/// Whether a numbered line has sentences below it; the last entry of a list of contents has them, too.
fn heads_sentences(lines: &[TextLine], at: usize) -> bool {
    let numbered = |line: &TextLine| is_numbered(&line.text, 1..20);
    let listed = at.checked_sub(1).and_then(|at| lines.get(at)).is_some_and(numbered);
    let below = lines.get(at + 1);
    let said = below.is_some_and(|line| is_sentence(&line.text) || is_sub_heading(&line.text));
    said && !listed && lines.get(at).is_some_and(numbered)
}

fn joined(lines: &[TextLine], start: usize, count: usize) -> String {
    let lines = lines.get(start..start + count).unwrap_or_default();
    lines.iter().map(|line| line.text.as_str()).collect()
}

impl FrontMatter {
    /// Takes what a site sets before a title, 【年报】, off its first line.
    fn untag(&mut self) {
        let whole = joined(&self.title, 0, self.title.len());
        let Some(line) = self.title.first_mut() else { return };
        let length = tag(&whole);
        let Some((words, title)) = line.text.split_at_checked(length) else { return };
        if length > 0 && !title.trim().is_empty() {
            self.furniture.push(TextLine { text: words.trim().to_owned(), ..line.clone() });
            line.text = title.trim_start().to_owned();
        }
    }

    /// Tells the lead-in's sentences from what stands around them.
    fn behind_title(&mut self, title: &str, lines: &[TextLine]) {
        let mut at = 0;
        let mut open = false;
        while let Some(line) = lines.get(at) {
            let again = repeats_title(title, lines, at);
            if again > 0 {
                self.furniture.extend(lines.iter().skip(at).take(again).cloned());
                at += again;
                continue;
            }
            // A sentence goes on in the next line where it has not ended.
            let said = open
                || is_sentence(&line.text)
                || is_sub_heading(&line.text)
                || heads_sentences(lines, at);
            let prose = said && !is_of_site(&line.text);
            open = prose && !line.text.ends_with(['。', '！', '；', '”', '）']);
            let to = if prose { &mut self.lead_in } else { &mut self.furniture };
            to.push(line.clone());
            at += 1;
        }
    }
}

/// Whether a line around the title is a site's.
fn is_of_site(text: &str) -> bool {
    let is_marked = is_furniture(text) && !opens_lead_in(text);
    is_marked || sited(text) == Sited::Anywhere
}

/// The number of lines from a place that are the title once more, in the same words or in a part of
/// them.
fn repeats_title(title: &str, lines: &[TextLine], at: usize) -> usize {
    let title = plain(title);
    let most = lines.iter().skip(at).take(MAX_LINES).take_while(|line| is_part(line)).count();
    let is_title = |count: &usize| {
        let words = joined(lines, at, *count);
        let said = plain(&words);
        let same = said == title || title.starts_with(&said) || said.starts_with(&title);
        names_report(&words) && (same || is_whole(&words))
    };
    (1..=most).find(is_title).unwrap_or(0)
}

/// The number of the lines, the last of which completes the title, that are the title.
fn title_lines(lines: &[TextLine], signed: &[String]) -> usize {
    let before = lines.iter().rev().skip(1).take(MAX_LINES - 1);
    // A line above that is a whole title itself is the title once more.
    let is_above =
        |line: &&TextLine| is_part(line) && !(names_report(&line.text) && is_whole(&line.text));
    let most = 1 + before.take_while(is_above).count();
    let joined = |count: usize| joined(lines, lines.len() - count, count);
    let count = (1..=most).find(|count| is_whole(&joined(*count))).unwrap_or(most.min(2));
    let is_signed = |count: &usize| signed.contains(&agency(&joined(*count)));
    if let Some(signed) = (count..=most).find(is_signed) {
        return signed;
    }
    let name = agency(&joined(count));
    let above = lines.iter().rev().skip(count).take(most - count);
    count + above.take_while(|line| is_name(&name) && is_place(&line.text, &name)).count()
}

/// Whether a line is the beginning of an agency's name: places only, and none that the rest of
/// the name begins with.
fn is_place(text: &str, name: &str) -> bool {
    let short = (MIN_PLACE..=MAX_PLACE).contains(&text.chars().count());
    let listed = text.starts_with(|c| PLACES.contains(c) || matches!(c, '各' | '本' | '全'));
    let place = text.ends_with(|c| PLACES.contains(c)) && text.chars().all(is_han);
    short && place && !listed && !name.starts_with(text)
}

/// Whether a line completes a title, alone or with the end of the line before.
fn completes_title(lines: &[TextLine], at: usize) -> bool {
    let Some(line) = lines.get(at).filter(|line| is_part(line)) else { return false };
    if names_report(&line.text) {
        return true;
    }
    let before = at.checked_sub(1).and_then(|at| lines.get(at)).filter(|line| is_part(line));
    before.is_some_and(|before| {
        let is_end = line.text.ends_with(['告', '报']) && !names_report(&before.text);
        is_end && names_report(&format!("{}{}", before.text, line.text))
    })
}

/// How much a title says: what it is about, of whom, of which year, and nothing after it.
fn weight(text: &str) -> usize {
    let folded = fold(text);
    let ends = folded.ends_with("报告") || folded.ends_with("年报");
    8 * usize::from(is_yearly(&folded))
        + 4 * usize::from(is_whole(text))
        + 2 * usize::from(title_year(&folded).is_some())
        + usize::from(ends)
}

#[cfg(test)]
mod tests {
    use super::front;
    use crate::import::blocks::TextLine;

    /// How many lines are the title, and how many found no place.
    fn check(lines: &[&str], signed: &[&str], title: usize, unplaced: usize) {
        let signed: Vec<String> = signed.iter().map(|name| (*name).to_owned()).collect();
        let front = front(lines.iter().map(|text| TextLine::new(1, text)).collect(), &signed);
        assert_eq!(
            (front.title.len(), front.unplaced.len() + front.furniture.len()),
            (title, unplaced),
            "{lines:?}"
        );
        assert_eq!(front.lead_in.len(), lines.len() - title - unplaced);
    }

    #[test]
    fn titles_over_two_lines() {
        let check = |lines: &[&str], title, unplaced| check(lines, &[], title, unplaced);
        check(&["某乡2021年政府信息公开工作", "年度报告"], 2, 0);
        check(&["某乡人民政府", "2021年政府信息公开工作年度报告", "前言。"], 2, 0);
        check(&["字号 打印", "某乡人民政府2021年政府信息公开工作年度报告", "前言。"], 1, 1);
        check(&["政府信息公开年报", "某乡2021年政府信息公开工作年度报告", "来源：某乡"], 1, 2);
        check(&["首页 > 公开 > 年报", "某乡政府信息公开工作", "2021年度报告", "前言。"], 2, 1);
        // The name in full goes before a part of it in a table of particulars; another's does not.
        let full = "某县某镇人民政府2021年政府信息公开工作年度报告";
        let part = "某镇2021年政府信息公开工作年度报告";
        assert_eq!(
            front(vec![TextLine::new(1, full), TextLine::new(2, part)], &[]).title[0].number,
            1
        );
        let other = "某县人民政府2021年政府信息公开工作年度报告";
        assert_eq!(
            front(vec![TextLine::new(1, other), TextLine::new(2, part)], &[]).title[0].number,
            2
        );
        check(&["根据条例编制本报告。"], 0, 0);
        check(&[], 0, 0);
    }

    #[test]
    fn titles_over_several_lines() {
        // A name that is only a kind of agency's goes on above.
        check(&["巴东县野三关镇", "人民政府2023年政府信息公开工作年度报告", "前言。"], &[], 2, 0);
        let four = ["字号 打印", "某某镇", "人民政府", "2023年政府信息公开", "工作年度报告"];
        check(&four, &[], 4, 1);
        check(&["某某镇人民政府2023年政府信息公开工作年度", "报告", "前言。"], &[], 2, 0);
        // What it is signed with tells how much of the lines above is the name.
        let three = [
            "某某县信息公开",
            "某某省某某市某某县",
            "云溪镇人民政府办公室综合科",
            "2025年政府信息公开工作年度报告",
        ];
        check(&three, &["某某省某某市某某县云溪镇人民政府办公室综合科"], 3, 1);
        check(&three, &[], 3, 1);
        check(&three, &["云溪镇人民政府办公室综合科"], 2, 2);
        // Places above it are of the name, unless it begins with them, or they are a list's.
        let title = "云溪镇人民政府2025年政府信息公开工作年度报告";
        check(&["某某县", title], &[], 2, 0);
        check(&["云溪镇", title], &[], 1, 1);
        check(&["乡镇", title], &[], 1, 1);
        check(&["各县市区", title], &[], 1, 1);
    }

    #[test]
    fn titles_without_the_usual_words() {
        let other = "关于某镇人民政府2023年度政府信息公开工作情况的报告";
        check(&[other, "前言。"], &[], 1, 0);
        check(&["某镇2023年政府信息公开工作年度报告", other], &[], 1, 1);
        check(&["政府信息公开工作情况的报告"], &[], 0, 0);
    }
}
