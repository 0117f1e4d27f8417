//! The lines of a letter that gives a report back: its points, who signed it and when.

use crate::ledger::read_day;
use crate::zh::dates::civil_minute;
use crate::zh::value;

/// What may stand over the points of a letter.
const HEADINGS: [&str; 6] = ["退回意见", "退回通知", "退回函", "审核意见", "修改意见", "反馈意见"];

/// What a line begins with that is no more of the point above it.
const ASIDE: [&str; 11] =
    ["其他", "其它", "另：", "另外", "另，", "此外", "以上", "上述", "请于", "请你", "附："];

/// How a letter ends that says no more.
const FORMULAS: [&str; 6] = ["特此通知", "特此函告", "特此函复", "特此函达", "特此反馈", "此复"];

/// A letter, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Letter<'a> {
    /// The lines of each point, the number of the first one left out.
    pub points: Vec<Vec<&'a str>>,
    /// Who signed it; empty where nobody did.
    pub who: &'a str,
    /// Its day, in minutes since 1970.
    pub minute: Option<u64>,
}

impl<'a> Letter<'a> {
    /// Takes the lines of a letter apart, of which none is blank. Without a number anywhere, each line is a
    /// point but those that greet, sign or date.
    pub(super) fn read(lines: &[&'a str]) -> Self {
        let (lines, who, minute) = signed(lines);
        let numbered = lines.iter().any(|line| point(line).is_some());
        let mut points: Vec<Vec<&str>> = Vec::new();
        let mut begun = false;
        for line in lines {
            if let Some(words) = point(line) {
                begun = true;
                points.push(vec![words]);
            } else if begun && !is_aside(line) && !is_formula(line) {
                // More of the point above.
                points.last_mut().into_iter().for_each(|last| last.push(line));
            } else if !is_formula(line) && (begun || !opens(line, numbered, points.is_empty())) {
                points.push(vec![line]);
            }
        }
        Self { points, who, minute }
    }
}

/// The lines without the name and the day below them.
fn signed<'a, 'b>(lines: &'b [&'a str]) -> (&'b [&'a str], &'a str, Option<u64>) {
    let Some((last, before)) = lines.split_last() else { return (lines, "", None) };
    let Some(minute) = whole_day(last) else {
        // A name alone is one only where it is plainly an office's.
        let is_office = is_name(last) && point(last).is_none() && before.len() > 1;
        return if is_office { (before, last, None) } else { (lines, "", None) };
    };
    match before.split_last() {
        Some((name, rest)) if is_short(name) && point(name).is_none() => (rest, name, Some(minute)),
        _ => (before, "", Some(minute)),
    }
}

/// The day that a line is, and nothing else.
fn whole_day(line: &str) -> Option<u64> {
    let line = line.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
    if let Some(day) = read_day(line) {
        return Some(civil_minute(day));
    }
    // 二〇二六年一月十八日
    let (year, rest) = line.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix(['日', '号'])?;
    let day = jiff::civil::Date::new(
        i16::try_from(value(year.trim())?).ok()?,
        i8::try_from(value(month.trim())?).ok()?,
        i8::try_from(value(day.trim())?).ok()?,
    );
    day.ok().map(civil_minute)
}

fn is_short(line: &str) -> bool {
    const MARKS: [char; 9] = ['。', '，', '；', '：', ':', '“', '”', '？', '！'];
    line.chars().count() <= 30 && !line.contains(MARKS) && !names_a_place(line)
}

/// Whether a line is the name of an office.
fn is_name(line: &str) -> bool {
    const ENDS: [&str; 9] = [
        "办公室",
        "政府",
        "委员会",
        "中心",
        "领导小组",
        "政务公开办",
        "公开科",
        "公开股",
        "政府办",
    ];
    is_short(line) && ENDS.iter().any(|end| line.ends_with(end))
}

/// Whether a line may be about something that a report has.
fn names_a_place(line: &str) -> bool {
    const OF_A_REPORT: [&str; 8] = ["表", "部分", "署名", "标题", "日期", "段", "字", "数"];
    OF_A_REPORT.iter().any(|word| line.contains(word))
}

/// Whether a line is no point since it opens the letter: above the first number, or the first point.
fn opens(line: &str, numbered: bool, is_first: bool) -> bool {
    (numbered || is_first) && is_greeting(line)
}

/// Whether a line before the first point only addresses somebody, is the letter's heading or number, or says
/// that the report is returned and nothing of what is in it.
fn is_greeting(line: &str) -> bool {
    let sends = ["退回", "报送", "如下", "收悉", "审核"].iter().any(|word| line.contains(word));
    let is_addressed = line.ends_with(['：', ':']) && !names_a_place(line);
    let of = ["通知", "函", "意见", "反馈", "通报", "回复", "复函"];
    let is_title = line.starts_with("关于") && of.iter().any(|end| line.ends_with(end));
    let is_number = line.contains('〔') && line.ends_with('号') && line.chars().count() < 24;
    HEADINGS.contains(&line)
        || is_addressed
        || is_title
        || is_number
        || (sends && !names_a_place(line) && !line.starts_with("退回原因"))
}

fn is_formula(line: &str) -> bool {
    FORMULAS.contains(&line.trim_end_matches(['。', '！']))
}

fn is_aside(line: &str) -> bool {
    ASIDE.iter().any(|word| line.starts_with(word))
}

/// The words of a line after its number; `None` where it has none.
pub(super) fn point(line: &str) -> Option<&str> {
    // ① ⑴ ⒈
    if let Some(words) = line.strip_prefix(|c: char| ('\u{2460}'..='\u{249B}').contains(&c)) {
        let words = words.trim_start_matches(['、', '．', '.', '，', ' ']).trim();
        return (!words.is_empty()).then_some(words);
    }
    // - ·
    if let Some(words) = line.strip_prefix(['-', '·', '•', '－']) {
        let is_words = !words.trim().is_empty() && !words.starts_with(|c: char| c.is_numeric());
        return is_words.then_some(words.trim());
    }
    // 第一，
    if let Some(rest) = line.strip_prefix('第') {
        let after = rest.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
        let words =
            after.strip_prefix(['，', '、', '：', ',']).filter(|_| after.len() < rest.len())?;
        return (!words.trim().is_empty()).then_some(words.trim());
    }
    let (open, rest) = match line.strip_prefix(['（', '(']) {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    // 一是
    if let Some(words) = line.strip_prefix(|c: char| "一二三四五六七八九".contains(c))
        && let Some(words) = words.strip_prefix('是')
    {
        return (!words.trim().is_empty()).then_some(words.trim());
    }
    let is_number = |c: char| {
        c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c)
    };
    let after = rest.trim_start_matches(is_number);
    if after.len() == rest.len() || rest.len() - after.len() > 12 {
        return None;
    }
    let words = if open {
        after.strip_prefix(['）', ')'])?
    } else {
        let words = after.strip_prefix(['.', '．', '、', ')', '）'])?;
        // 3.5万元 is no third point.
        if words.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
            return None;
        }
        words
    };
    let words = words.trim();
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::Letter;

    fn read(lines: &[&str]) -> (Vec<String>, String, bool) {
        let letter = Letter::read(lines);
        let points = letter.points.iter().map(|lines| lines.join("|")).collect();
        (points, letter.who.to_owned(), letter.minute.is_some())
    }

    #[test]
    fn points_and_who_signed() {
        let greeting = ["柳塘镇人民政府：", "你镇报送的年度报告收悉，经审核，问题如下："];
        let signature = ["县政府办公室", "2026年1月18日"];
        for (middle, expected) in [
            (
                vec!["1.表三总计不对。", "2.第五部分太空。"],
                vec!["表三总计不对。", "第五部分太空。"],
            ),
            (vec!["表三总计不对。", "第五部分太空。"], vec!["表三总计不对。", "第五部分太空。"]),
            (
                vec!["一、表三总计不对。", "请核对原始台账。", "其他：署名不全。"],
                vec!["表三总计不对。|请核对原始台账。", "其他：署名不全。"],
            ),
            (
                vec!["①标题年份", "请于1月20日前改正后重报。", "特此通知。"],
                vec!["标题年份", "请于1月20日前改正后重报。"],
            ),
            (
                vec!["表三存在以下问题：", "1.新收不等于办结。"],
                vec!["表三存在以下问题：", "新收不等于办结。"],
            ),
        ] {
            let lines = [&greeting[..], &middle, &signature].concat();
            let expected = expected.iter().map(ToString::to_string).collect();
            assert_eq!(read(&lines), (expected, "县政府办公室".to_owned(), true), "{middle:?}");
        }
    }

    #[test]
    fn what_is_no_signature_stays() {
        for (lines, who, day, points) in [
            (&["表三总计不对。", "署名是柳塘镇人民政府"][..], "", false, 2),
            (&["1.太空。", "2.写错机关名称：柳塘镇政府"], "", false, 2),
            (&["1.太空。", "2.太长。", "县政务公开办"], "县政务公开办", false, 2),
            (&["1.太空。", "王科长", "二〇二六年一月十八日"], "王科长", true, 1),
            (&["1.太空。", "（2026年1月18日）"], "", true, 1),
            (&["1.太空。", "修改后于2026年1月18日前重报。"], "", false, 1),
            (&["关于柳塘镇年度报告的审核意见", "政办函〔2026〕3号", "表二没有填。"], "", false, 1),
            (&["2026年1月18日"], "", true, 0),
            (&[], "", false, 0),
        ] {
            let (found, name, has_day) = read(lines);
            assert_eq!((found.len(), name.as_str(), has_day), (points, who, day), "{found:?}");
        }
    }
}
