//! Between which words of a title a line may end, and how good a place that is.
//!
//! The words are the ones that titles of annual reports are made of: the agency's full name with
//! its parts (县, 镇, 人民政府), the year, 政府信息公开, 工作, 年度报告. Nothing else is taken
//! apart, so that no word is ever broken.

use std::ops::Range;

/// A place between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WordGap {
    /// The byte before which a line may end.
    pub at: usize,
    /// What that costs, next to [`super::even::LINE`].
    pub cost: i64,
}

/// After the agency's name.
pub(super) const BEST: i64 = 0;
/// Beside the year, and before 关于.
const GOOD: i64 = 10;
/// Between a county and its town, before 人民政府, after it: where a name is too long.
const PLACE: i64 = 60;
const GOVERNMENT: i64 = 100;
const OFFICE: i64 = 130;
/// Between the words of the report's name, and at a space that is no end of a name.
const WORD: i64 = 150;

/// The places where lines of a title may end, in order; never its end.
pub(super) fn gaps(title: &str, agency: &str) -> Vec<WordGap> {
    let year = year(title);
    let name_end = match title.strip_prefix(agency) {
        Some(_) if !agency.is_empty() => agency.len(),
        _ if !year.is_empty() => year.start,
        _ => title.find("政府信息公开").unwrap_or(0),
    };
    let mut gaps = name_gaps(title, name_end);
    // 关于 belongs to what follows it.
    gaps.push(WordGap { at: after_spaces(title, name_end), cost: BEST });
    gaps.push(WordGap { at: year.start, cost: GOOD });
    gaps.push(WordGap { at: after_spaces(title, year.end), cost: GOOD });
    let tail = |at: usize| at > name_end && (at < year.start || at > year.end);
    gaps.extend(title.match_indices("关于").map(|(at, _)| WordGap { at, cost: GOOD }));
    gaps.extend(tail_gaps(title).filter(|at| tail(*at)).map(|at| WordGap { at, cost: WORD }));
    let inside = |gap: &WordGap| 0 < gap.at && gap.at < title.len() && !within(&year, gap.at);
    gaps.retain(inside);
    gaps.sort_by_key(|gap| (gap.at, gap.cost));
    gaps.dedup_by_key(|gap| gap.at);
    gaps
}

fn within(range: &Range<usize>, at: usize) -> bool {
    range.start < at && at < range.end
}

/// The byte after the spaces at a place: they go with the word before them.
fn after_spaces(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start().len()
}

/// The byte range of the year in the title: 2025年, 2025 年 or 2025年度; empty where there is none.
fn year(title: &str) -> Range<usize> {
    for (at, year) in title.match_indices('年') {
        let before = title.get(..at).unwrap_or_default().trim_end();
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let end = at + year.len();
        if before.len() - digits == 4 {
            let rest = title.get(end..).unwrap_or_default();
            // 2020年度报告 is one word, 2020年度政府信息公开 is not.
            let more = if rest.starts_with("度报告") {
                "度报告"
            } else if rest.starts_with('度') {
                "度"
            } else {
                ""
            };
            return digits..end + more.len();
        }
    }
    0..0
}

/// Places after 省, 市, 县, 镇 and the like in a name that ends at a byte, before 人民政府 and
/// after it.
fn name_gaps(title: &str, end: usize) -> Vec<WordGap> {
    let name = title.get(..end).unwrap_or_default();
    let mut gaps = Vec::new();
    let mut start = 0;
    for (at, c) in name.char_indices() {
        let after = at + c.len_utf8();
        let (Some(part), Some(rest)) = (name.get(start..after), name.get(after..)) else {
            continue;
        };
        // Not counted to their ends: a title may be of any length.
        let long_enough = [part, rest].iter().all(|text| text.chars().nth(1).is_some());
        let cost = if c.is_whitespace() {
            PLACE
        } else if ends_place(part, rest) {
            if rest.starts_with("人民政府") { GOVERNMENT } else { PLACE }
        } else if OFFICES.iter().any(|office| part.ends_with(office)) {
            OFFICE
        } else {
            continue;
        };
        if long_enough {
            gaps.push(WordGap { at: after, cost });
            start = after;
        }
    }
    gaps
}

/// What the name of an office ends with where a part of that office follows.
const OFFICES: [&str; 7] = ["人民政府", "委员会", "管委会", "街道", "办事处", "办公室", "管理局"];

/// Whether a name's part ends with the kind of a place, rather than with a word (城市, 乡村).
fn ends_place(part: &str, rest: &str) -> bool {
    const KINDS: &str = "省市县区州盟旗乡镇";
    /// Words that begin like the kind of a place: 某某县乡村振兴局.
    const WORDS: [&str; 17] = [
        "市场", "市政", "市容", "市民", "市直", "乡村", "乡镇", "镇江", "镇海", "镇远", "镇原",
        "镇平", "区域", "区划", "县域", "州县", "旗县",
    ];
    let mut ends = part.chars().rev();
    let (Some(last), Some(before)) = (ends.next(), ends.next()) else { return false };
    if !KINDS.contains(last) || "城社".contains(before) {
        return false;
    }
    let with_next = rest.chars().next().map(|next| format!("{last}{next}")).unwrap_or_default();
    let next_is_kind = rest.starts_with(|c| KINDS.contains(c));
    !WORDS.contains(&with_next.as_str())
        && (!next_is_kind || WORDS.iter().any(|word| rest.starts_with(word)))
}

/// Places before and after the words of the report's name, and after spaces.
fn tail_gaps(title: &str) -> impl Iterator<Item = usize> {
    const WORDS: [&str; 8] =
        ["政府信息公开", "政府信息", "政务公开", "信息公开", "年度报告", "工作", "情况的", "报告"];
    let mut gaps = Vec::new();
    let mut at = 0;
    while let Some(c) = title.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = title.get(at..).unwrap_or_default();
        if let Some(word) = WORDS.iter().find(|word| rest.starts_with(**word)) {
            gaps.push(at);
            at = after_spaces(title, at + word.len());
            gaps.push(at);
        } else if c.is_whitespace() {
            at = after_spaces(title, at);
            gaps.push(at);
        } else {
            at += c.len_utf8();
        }
    }
    gaps.into_iter()
}

#[cfg(test)]
mod tests {
    use super::gaps;

    /// Marks the places where a line may end, the better ones with a double stroke.
    fn check(agency: &str, title: &str, expected: &str) {
        let mut found = String::new();
        let mut start = 0;
        for gap in gaps(title, agency) {
            found.push_str(title.get(start..gap.at).unwrap());
            found.push_str(if gap.cost <= super::GOOD { "‖" } else { "|" });
            start = gap.at;
        }
        found.push_str(title.get(start..).unwrap());
        assert_eq!(found, expected);
    }

    #[test]
    fn the_mandated_title() {
        check(
            "云溪县柳塘镇人民政府",
            "云溪县柳塘镇人民政府2025年政府信息公开工作年度报告",
            "云溪县|柳塘镇|人民政府‖2025年‖政府信息公开|工作|年度报告",
        );
        check(
            "某某省某某自治州某某民族乡人民政府办公室综合科",
            "某某省某某自治州某某民族乡人民政府办公室综合科2025年政府信息公开工作年度报告",
            "某某省|某某自治州|某某民族乡|人民政府|办公室|综合科‖2025年‖政府信息公开|工作|年度报告",
        );
    }

    #[test]
    fn imported_titles() {
        check(
            "民权县伯党乡人民政府",
            "民权县伯党乡人民政府 2022 年政府信息公开工作 年度报告",
            "民权县|伯党乡|人民政府 ‖2022 年‖政府信息公开|工作 |年度报告",
        );
        check(
            "九间楼乡",
            "九间楼乡政府信息公开工作2020年度报告",
            "九间楼乡‖政府信息公开|工作‖2020年度报告",
        );
        check(
            "某某县农业农村局",
            "某某县农业农村局关于2021年度政府信息公开工作情况的报告",
            "某某县|农业农村局‖关于‖2021年度‖政府信息公开|工作|情况的|报告",
        );
        check("甲镇", "乙市丙区政府信息公开年报", "乙市|丙区‖政府信息公开|年报");
        check("甲镇", "甲镇", "甲镇");
        check("", "", "");
    }

    #[test]
    fn words_that_look_like_places() {
        for (agency, expected) in [
            ("津市市人民政府", "津市市|人民政府"),
            ("江苏省镇江市镇江新区管理委员会", "江苏省|镇江市|镇江新区|管理委员会"),
            ("某某市市场监督管理局", "某某市|市场监督管理局"),
            ("某某县乡村振兴局", "某某县|乡村振兴局"),
            ("某某市住房和城乡建设局", "某某市|住房和城乡建设局"),
            ("郑州市城市管理局", "郑州市|城市管理局"),
            ("沙市区人民政府", "沙市区|人民政府"),
            ("某某区某某街道办事处", "某某区|某某街道|办事处"),
        ] {
            check(agency, &format!("{agency}2025年"), &format!("{expected}‖2025年"));
        }
    }
}
