//! R31, R32: what templates and conversions leave behind.

use std::ops::Range;

use super::claims::{self, has};
use super::context::Context;
use super::nearby::{self, enclosed};
use super::{Found, Point, Rule};
use crate::finding::{Fix, Severity};
use crate::report::place::{Field, Place};
use crate::report::{Edit, Report};
use crate::zh::WordList;
use crate::zh::{self, chinese_digit};

/// R31: leftovers of a template; a blank that was to be filled in is an error.
pub static TEMPLATE: Rule = Rule {
    code: "R31",
    severity: Severity::Warning,
    title: "没有模板里的提示语和待填的空",
    basis: "国办格式和各地模板中的提示，不是报告的内容",
    point: Point::Leftovers,
    safe: false,
    check: template,
};

/// R32: residue of a conversion: taken out and noted on import, mended where it was typed or
/// pasted.
pub static RESIDUE: Rule = Rule {
    code: "R32",
    severity: Severity::Info,
    title: "没有复制、转换带来的残留符号",
    basis: "从 Word、网页复制文字时常见",
    point: Point::Leftovers,
    safe: true,
    check: residue,
};

/// Sentences of the form's model text and of templates.
static SENTENCES: WordList = WordList::new(&[
    "该部分以表格形式报告",
    "本部分以表格形式报告",
    "表格如下",
    "此部分根据实际",
    "根据实际情况填写",
    "根据实际情况修改",
    "（示例）",
    "（参考模板）",
]);

/// Blanks that were to be filled in.
static BLANKS: WordList = WordList::new(&[
    "XX",
    "xx",
    "××",
    "ＸＸ",
    "xｘ",
    "__",
    "＿＿",
    "此处填写",
    "请填写",
    "待填写",
    "（填写",
    "某某",
    "【】",
    "□□",
    "○○",
]);

/// What a template has inside brackets of any kind.
const TO_COME: [&str; 7] = ["待补充", "待填", "待定", "待完善", "待核实", "待更新", "待确认"];

/// What such a remark asks for, in any brackets: 【此处插入数据】, （请填写实际数字）.
static ASKED: WordList = WordList::new(&[
    "此处填",
    "此处插",
    "此处补",
    "此处写",
    "请填",
    "请补充",
    "请插入",
    "根据实际情况",
    "按实际情况",
]);

/// What it has inside square ones: 【单位名称】.
const NAMES: [&str; 12] = [
    "单位名称",
    "机关名称",
    "单位",
    "机关",
    "名称",
    "乡镇名称",
    "年份",
    "日期",
    "数字",
    "数量",
    "填写",
    "姓名",
];

fn template(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    for field in Report::printed_fields() {
        let text = report.text(field);
        for (at, words) in SENTENCES.places(text) {
            // 该部分以表格形式报告。表格如下：one leftover.
            let before = nearby::before(text, at, 6);
            // 以上内容可根据实际情况修改 is a writing machine's, R48's.
            if (words == "表格如下" && before.ends_with("报告。")) || before.ends_with("内容可")
            {
                continue;
            }
            let message = format!("“{words}”是模板里的提示语，正式报告里应当删去。");
            found.add(Place::Text(field, at..at + words.len()), message, None);
        }
        notes(context, field, found);
        let mut end = 0;
        let mut blanks = blanks(text);
        blanks.extend(bracketed(text).map(|range| (range.start, range.len())));
        blanks.sort_unstable();
        for (at, length) in blanks {
            if at < end {
                continue;
            }
            let first = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
            let run = text.get(at..).unwrap_or_default();
            let run = run.len() - run.trim_start_matches(first).len();
            end = at + run.max(length);
            let written = text.get(at..end).unwrap_or_default();
            let message = format!("“{written}”是留着待填的空，请填上实际内容，或者删去。");
            found.add(Place::Text(field, at..end), message, None).severity = Severity::Error;
        }
    }
}

/// What letters, captions and typesetters leave: 根据贵办《…》, 图1 …, （宋体加粗小四号字）.
fn notes(context: &Context<'_>, field: Field, found: &mut Found) {
    static LETTERS: WordList = WordList::new(&[
        "根据贵办",
        "根据贵局",
        "按照贵办",
        "按贵办",
        "贵办《",
        "贵局《",
        "贵单位",
        "贵委",
    ]);
    let text = context.report.text(field);
    let mut met = 0;
    let mut letters: Vec<(usize, &str)> = LETTERS.places(text).collect();
    letters.sort_unstable();
    for (at, words) in letters {
        if at < met {
            continue;
        }
        met = at + words.len();
        let words = words.trim_end_matches('《');
        let message = format!("“{words}”是写给上级的函里的话，公布的报告里应当改写。");
        found.add(Place::Text(field, at..at + words.len()), message, None);
    }
    for range in enclosed(text, &[('（', '）'), ('(', ')')]) {
        let inside = text.get(range.clone()).unwrap_or_default();
        if is_typesetting(inside) {
            let message = format!("“{inside}”是排版说明，不是报告的内容，应当删去。");
            let edits = vec![Edit::Splice(field, range.clone(), String::new())];
            let fix = Fix { label: "删去排版说明".into(), edits };
            found.add(Place::Text(field, range), message, Some(fix));
        }
    }
    for paragraph in context.paragraphs().iter().filter(|paragraph| paragraph.field == field) {
        if is_caption(paragraph.text) {
            let message = format!(
                "“{}”是图的标题，报告里没有图，请删去这一行或者改写成文字。",
                paragraph.text
            );
            found.add(paragraph.place(0..paragraph.text.len()), message, None);
        }
    }
}

/// Whether what is in brackets is a note on faces and sizes, and nothing else.
fn is_typesetting(inside: &str) -> bool {
    const FACES: [&str; 12] = [
        "宋体",
        "黑体",
        "仿宋",
        "楷体",
        "加粗",
        "号字",
        "行距",
        "字号",
        "首行缩进",
        "居中",
        "小四",
        "三号",
    ];
    const REST: [&str; 30] = [
        "（",
        "）",
        "(",
        ")",
        "方正",
        "小标宋",
        "简体",
        "宋体",
        "黑体",
        "仿宋",
        "楷体",
        "加粗",
        "不加粗",
        "号字",
        "号",
        "字体",
        "字号",
        "字",
        "行距",
        "固定值",
        "磅",
        "首行缩进",
        "字符",
        "居中",
        "小",
        "初",
        "标题",
        "正文",
        "，",
        "、",
    ];
    const NUMBERS: [&str; 12] =
        ["一", "二", "三", "四", "五", "六", "_GB2312", "GB2312", "倍", "单", "左对齐", "顶格"];
    inside.chars().nth(40).is_none()
        && (FACES.iter().filter(|face| inside.contains(*face)).count() > 1
            || has(inside, &["号字", "字号", "行距", "加粗", "首行缩进"]))
        && claims::made_of(inside, &[&REST[..], &NUMBERS[..]].concat())
}

/// Whether a paragraph is the caption of a picture: 图1 …, short and no sentence.
pub(super) fn is_caption(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('图') else { return false };
    let rest = rest.trim_start();
    let behind = rest.trim_start_matches(|c: char| {
        c.is_ascii_digit() || "一二三四五六七八九十-—.．".contains(c)
    });
    let numbered = behind.len() < rest.len();
    let apart = behind.is_empty() || behind.starts_with([' ', '　', '：', ':', '、']);
    numbered
        && (apart || behind.chars().all(|c| !"，。；".contains(c)))
        && text.chars().nth(40).is_none()
        && !text.contains(['。', '；', '，'])
}

/// Brackets that hold nothing, or what is to be put there: （ ）条, 【待补充】, [单位名称].
pub(super) fn bracketed(text: &str) -> impl Iterator<Item = Range<usize>> {
    static OPENING: WordList = WordList::new(&["（", "(", "【", "[", "［", "〔"]);
    OPENING.places(text).filter_map(move |(at, open)| {
        let (close, square) = match open {
            "（" => ('）', false),
            "(" => (')', false),
            "【" => ('】', true),
            "[" => (']', true),
            "［" => ('］', true),
            _ => ('〕', true),
        };
        // What is to come is named in a few words.
        let near = nearby::after(text, at + open.len(), 20);
        let (inside, _) = near.split_once(close)?;
        let words = inside.trim();
        let blank = ["", "/", "／"].contains(&words)
            && (open != "(" || !inside.is_empty())
            && (words.is_empty() || !square);
        let named = square && NAMES.contains(&words)
            || ASKED.are_in(words)
            || open == "〔" && is_phrases(words);
        let end = at + open.len() + inside.len() + close.len_utf8();
        (!inside.contains('\n') && (blank || named || TO_COME.contains(&words))).then_some(at..end)
    })
}

/// Whether it is what a phrase of the program has for a figure that the report lacks: 表三 本年新收 总计.
fn is_phrases(words: &str) -> bool {
    ["年", "上年", "机关"].contains(&words)
        || words.starts_with('表') && words.split_whitespace().count() == 3
}

/// The blanks of a text, where and how long; XX inside a Latin word is none, nor ○○ in 二○○八年.
fn blanks(text: &str) -> Vec<(usize, usize)> {
    BLANKS
        .places(text)
        .filter(|(at, words)| {
            let numeral = |c: char| chinese_digit(c).is_some();
            let in_year = nearby::before(text, *at, 1).ends_with(numeral)
                || nearby::after(text, at + words.len(), 1).starts_with(numeral);
            if *words == "○○" && in_year {
                return false;
            }
            let letters = words.starts_with(|c: char| c.is_ascii_alphabetic());
            let latin = |c: char| c.is_ascii_alphanumeric() && !c.eq_ignore_ascii_case(&'x');
            let before = text.get(..*at).unwrap_or_default();
            let after = text.get(at + words.len()..).unwrap_or_default();
            !letters
                || !(before.ends_with(latin)
                    || after.trim_start_matches(['x', 'X']).starts_with(latin))
        })
        .map(|(at, words)| (at, words.len()))
        .collect()
}

fn residue(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    for field in Report::printed_fields() {
        for (range, name) in in_text(report.text(field)) {
            let edits = vec![Edit::Splice(field, range.clone(), String::new())];
            let fix = Fix { label: "删去".into(), edits };
            let message = format!("这里有{name}，是复制或转换留下的，印出来不应当有。");
            found.add(Place::Text(field, range), message, Some(fix)).severity = Severity::Warning;
        }
    }
    let Some(imported) = &report.imported else { return };
    if !imported.cleaned.is_empty() {
        let cleaned = imported.cleaned.join("；");
        let message = format!("读入“{}”时清除了转换残留：{cleaned}。", imported.source);
        found.add(Place::Report, message, None);
    }
    if !imported.unplaced.is_empty() {
        let shown: Vec<String> =
            imported.unplaced.iter().take(3).map(|line| format!("“{}”", short(line))).collect();
        let more = if imported.unplaced.len() > 3 { "等" } else { "" };
        let message = format!(
            "读入“{}”时有 {} 行文字没有找到位置：{}{more}。请看看是不是残留，有用的请填到应在的地方。",
            imported.source,
            imported.unplaced.len(),
            shown.join("、")
        );
        found.add(Place::Report, message, None);
    }
}

fn short(line: &str) -> String {
    let line: Vec<&str> = line.split_whitespace().collect();
    let line = line.join(" ");
    if line.chars().count() <= 20 {
        line
    } else {
        line.chars().take(20).collect::<String>() + "…"
    }
}

/// How the markup of web pages and Word files begins.
static MARKUP: WordList =
    WordList::new(&["[bookmark:", "[Bookmark:", "<w:", "&nbsp;", "&lt;", "&gt;", "&amp;"]);

/// Residue in a text: where, and what a clerk may call it.
fn in_text(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| !zh::is_han(*c)) {
        let name = match c {
            '\u{AD}' => "看不见的软连字符".to_owned(),
            '\u{FFFD}' => "无法识别的字符“\u{FFFD}”".to_owned(),
            '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' => {
                "看不见的控制符".to_owned()
            }
            '\u{E000}'..='\u{F8FF}' => format!("图形符号（U+{:04X}）", u32::from(c)),
            c if zh::is_unprintable(c) => "看不见的控制符".to_owned(),
            _ => continue,
        };
        found.push((at..at + c.len_utf8(), name));
    }
    for (at, open) in MARKUP.places(text) {
        let rest = text.get(at..).unwrap_or_default();
        let close = match open.chars().next() {
            Some('[') => rest.find(']').map(|end| end + 1),
            Some('<') => rest.find('>').map(|end| end + 1),
            _ => Some(open.len()),
        };
        let end = at + close.unwrap_or(open.len());
        found.push((at..end, format!("“{}”", text.get(at..end).unwrap_or_default())));
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

#[cfg(test)]
mod tests {
    use crate::report::ImportRecord;
    use crate::rules::tests::{found, mended, prose, report};

    #[test]
    fn leftovers_of_templates() {
        prose("R31", "该部分以表格形式报告。表格如下：", &["“该部分以表格形式报告”是模板"]);
        prose("R31", "情况见表，表格如下。", &["“表格如下”"]);
        prose(
            "R31",
            "公开信息XX条，收到申请×××件，电话____，此处填写内容。",
            &["“XX”", "“×××”", "“____”", "“此处填写”"],
        );
        prose(
            "R31",
            "○○镇全年公开信息（ ）条，【待补充】，由[单位名称]负责（　）。",
            &["“○○”", "“（ ）”", "“【待补充】”", "“[单位名称]”", "“（　）”"],
        );
        prose("R37", "全年公开信息（ ）条。", &[]);
        prose(
            "R31",
            "〔年〕年收到申请〔表三 本年新收 总计〕件，按国办公开办函〔2021〕30号办理。",
            &["“〔年〕”", "“〔表三 本年新收 总计〕”"],
        );
        prose("R31", "二○○八年起（含乡），【政策】[1]解读（待补充的另行公布）。", &[]);
        prose(
            "R31",
            "根据贵办《关于报送年度报告的通知》，现报告如下。\n图1 公开渠道分布\n网站（/）公开。",
            &["“根据贵办”是写给上级的函", "“图1 公开渠道分布”是图的标题", "“（/）”"],
        );
        prose(
            "R31",
            "一般情况（宋体加粗小四号字）\n正文（仿宋_GB2312三号，行距固定值28磅）。",
            &["“（宋体加粗小四号字）”是排版说明", "是排版说明"],
        );
        mended("R31", "", "（一）主动公开（楷体三号字）", "（一）主动公开");
        prose("R31", "图书馆设查阅点，图文解读3篇。\n图1为全年公开数量，比上年增加。", &[]);
        prose("R31", "书法（楷体）培训班，和/或，2020/2021（含）。", &[]);
        for text in ["MAXX系统，XXL号。", "以表格形式公开。", "3×4。", "A_B"] {
            prose("R31", text, &[]);
        }
    }

    #[test]
    fn residue_of_conversions() {
        prose(
            "R32",
            "[bookmark: _GoBack]四是自\u{AD}觉\u{FFFD}。",
            &["“[bookmark: _GoBack]”", "软连字符", "无法识别"],
        );
        mended(
            "R32",
            "",
            "[bookmark: _GoBack]四是自\u{AD}觉\u{FFFD}\u{200B}&nbsp;。",
            "四是自觉。",
        );
        prose("R32", "〔2021〕30号，第[1]项，A&B。", &[]);
        let mut imported = report("2021");
        imported.imported = Some(ImportRecord {
            source: "a.txt".into(),
            unplaced: vec!["1   1".into()],
            cleaned: vec!["书签 1 处".into()],
            ..ImportRecord::default()
        });
        let found = found(&imported, "R32");
        assert!(found[0].contains("清除了转换残留：书签 1 处"), "{found:?}");
        assert!(found[1].contains("有 1 行文字没有找到位置：“1 1”"), "{found:?}");
    }
}
