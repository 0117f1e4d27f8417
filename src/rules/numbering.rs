//! R13: numbers of headings run on, are written as GB/T 9704 has them, and no space follows them.
//!
//! Half-width brackets are the business of R35, and a space behind them of R37; a section's
//! heading without any number is R12's.

use super::context::{Context, Paragraph};
use super::{Found, Point, Rule};
use crate::finding::{Fix, Severity};
use crate::report::Edit;
use crate::report::place::{Field, Place};
use crate::zh::marks::{Mark, Style, broken_mark, mark};
use crate::zh::numeral;

/// R13: numbers of headings run on, are written as GB/T 9704 has them, and no space follows them.
pub static RULE: Rule = Rule {
    code: "R13",
    severity: Severity::Warning,
    title: "标题序号连续、写法规范，序号后不空格",
    basis: "GB/T 9704—2012 7.3.3：结构层次序数依次用“一、”“（一）”“1.”“（1）”标注",
    point: Point::Sections,
    safe: true,
    check,
};

/// What lists of other programs put at a paragraph's start.
const BULLETS: [char; 9] = ['-', '•', '·', '●', '■', '◆', '*', '–', '○'];

fn check(context: &Context<'_>, found: &mut Found) {
    for number in 1..=6 {
        heading(context, number, found);
        let mut run = NumberRun::default();
        let paragraphs = context.section(number);
        for (index, paragraph) in paragraphs.iter().enumerate() {
            run.next(paragraph, &paragraphs[..index], found);
        }
        run.sections(paragraphs, found);
    }
}

fn heading(context: &Context<'_>, number: u8, found: &mut Found) {
    let field = Field::Heading(number);
    let text = context.report.text(field);
    let start = text.len() - text.trim_start().len();
    let Some(mark) = text.get(start..).and_then(mark) else { return };
    let wanted = format!("{}、", numeral(u32::from(number)));
    let written = text.get(start..start + mark.end).unwrap_or_default();
    let message = if written != wanted {
        format!("标题序号“{written}”应写作“{wanted}”。")
    } else if mark.rest > mark.end {
        format!("标题序号“{written}”后面多了空格。")
    } else {
        return;
    };
    let edit = Edit::Splice(field, start..start + mark.rest, wanted.clone());
    let fix = Fix { label: format!("改为“{wanted}”"), edits: vec![edit] };
    found.add(Place::Field(field), message, Some(fix));
}

/// How far the numbers of a section have come, level by level.
#[derive(Default)]
struct NumberRun {
    bracketed: u32,
    digit: u32,
    bracketed_digit: u32,
    /// Whether （1） is written where （一） should be.
    digits_first: bool,
    /// Marks 一、 below （一）, each with the index of its paragraph.
    misplaced: Vec<(usize, Mark)>,
}

impl NumberRun {
    fn next(&mut self, paragraph: &Paragraph<'_>, before: &[Paragraph<'_>], found: &mut Found) {
        let bullet = bullet(paragraph.text);
        if bullet > 0 {
            let sign = paragraph.text.get(..bullet).unwrap_or_default().trim();
            let message = format!("这一段前面有项目符号“{sign}”，公文不用项目符号，请删去。");
            let edits = vec![paragraph.splice(0..bullet, "")];
            let fix = Fix { label: "删去项目符号".into(), edits };
            found.add(paragraph.place(0..bullet), message, Some(fix));
        }
        // What lacks a bracket is R53's; it counts all the same.
        if let Some(broken) = paragraph.text.get(bullet..).and_then(broken_mark) {
            self.bracketed = broken.number;
            (self.digit, self.bracketed_digit) = (0, 0);
            return;
        }
        let Some(mark) = paragraph.text.get(bullet..).and_then(mark) else { return };
        let (style, number) = match mark.style {
            Style::Section if self.bracketed > 0 && bullet == 0 => {
                self.misplaced.push((before.len(), mark));
                return;
            }
            Style::Section | Style::Listed => return,
            Style::BracketedDigit if self.is_first_level(mark.number) => {
                self.digits_first = true;
                (Style::Bracketed, self.count(Style::Bracketed, mark.number))
            }
            style => (style, self.count(style, mark.number)),
        };
        let skipped = style == Style::Bracketed && number == 1 && mark.number == 2;
        if let Some(first) =
            skipped.then(|| before.iter().rfind(|before| is_bare_heading(before))).flatten()
        {
            self.bracketed = 2;
            let message = format!("“{}”后面从（二）开始编号，它应当是（一）。", first.text);
            let edits = vec![first.splice(0..0, "（一）")];
            let fix = Fix { label: "加上“（一）”".into(), edits };
            found.add(first.place(0..first.text.len()), message, Some(fix));
            return;
        }
        tell(paragraph, bullet, mark, (style, number), found);
    }

    /// 一、二、 below （三）: the level below is 1. Numbers that do not run from 1 are another matter
    /// (a section's heading that got among the prose).
    fn sections(&self, paragraphs: &[Paragraph<'_>], found: &mut Found) {
        let (mut due, mut runs, mut certain) = (1, true, true);
        let mut misplaced = self.misplaced.iter().peekable();
        for (index, paragraph) in paragraphs.iter().enumerate() {
            match mark(paragraph.text) {
                Some(_) if misplaced.next_if(|(own, _)| *own == index).is_some() => {
                    let number = mark(paragraph.text).map_or(0, |mark| mark.number);
                    runs &= number == due || number == 1;
                    due = number + 1;
                }
                // Where 1. is in use besides and is no part of this run, what is meant is not certain.
                Some(mark) if mark.style == Style::Digit => {
                    certain &= mark.number == due;
                    due = mark.number + 1;
                }
                Some(mark) if mark.style == Style::Bracketed => due = 1,
                _ => {}
            }
        }
        for (index, mark) in self.misplaced.iter().filter(|_| runs) {
            let paragraph = &paragraphs[*index];
            let written = paragraph.text.get(..mark.end).unwrap_or_default();
            let wanted = format!("{}.", mark.number);
            let message = format!("“（一）”下面一层的序号是“1.”，这里写的是“{written}”。");
            let edits = vec![paragraph.splice(0..mark.rest, wanted.clone())];
            let fix = Fix { label: format!("改为“{wanted}”"), edits };
            found.add(paragraph.place(0..mark.end), message, certain.then_some(fix));
        }
    }

    /// Whether （1） is where （一） should be: the first level below a section's heading.
    fn is_first_level(&self, number: u32) -> bool {
        let follows = number > 1 && number == self.bracketed + 1;
        let none_below = (self.digit, self.bracketed_digit) == (0, 0);
        self.digits_first || (none_below && (self.bracketed == 0 || follows))
    }

    /// The number that is due; 1 starts anew once a run is a run.
    fn count(&mut self, style: Style, written: u32) -> u32 {
        let level = match style {
            Style::Bracketed => &mut self.bracketed,
            Style::Digit => &mut self.digit,
            _ => &mut self.bracketed_digit,
        };
        *level = if written == 1 && *level > 1 { 1 } else { *level + 1 };
        let due = *level;
        match style {
            Style::Bracketed => (self.digit, self.bracketed_digit) = (0, 0),
            Style::Digit => self.bracketed_digit = 0,
            _ => {}
        }
        due
    }
}

fn tell(
    paragraph: &Paragraph<'_>,
    at: usize,
    mark: Mark,
    (style, number): (Style, u32),
    found: &mut Found,
) {
    let written = paragraph.text.get(at..at + mark.end).unwrap_or_default();
    let wanted = match style {
        Style::Digit => format!("{number}."),
        Style::BracketedDigit => format!("（{number}）"),
        _ => format!("（{}）", numeral(number)),
    };
    // Brackets that are half-width and nothing else are R35's, the space behind them R37's.
    let agrees = style == mark.style && number == mark.number;
    if mark.half_width && agrees {
        return;
    }
    let spaces = mark.rest;
    let message = if style != mark.style {
        format!("“一、”下面一层的序号是“（一）”，这里写的是“{written}”。")
    } else if number != mark.number {
        format!("序号不连续：按顺序这里是“{wanted}”，写的是“{written}”。")
    } else if written != wanted {
        format!("序号“{written}”应写作“{wanted}”。")
    } else if spaces > mark.end {
        format!("序号“{written}”后面多了空格。")
    } else {
        return;
    };
    let edits = vec![paragraph.splice(at..at + spaces, wanted.clone())];
    let fix = Fix { label: format!("改为“{wanted}”"), edits };
    found.add(paragraph.place(at..at + mark.end), message, Some(fix));
}

/// How far a bullet and the spaces behind it reach; 0 where there is none.
fn bullet(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(BULLETS) else { return 0 };
    let spaces = rest.len() - rest.trim_start().len();
    // -3 is a number, ·名 a name's dot.
    if spaces == 0 && mark(rest).is_none() { 0 } else { text.len() - rest.len() + spaces }
}

/// A short line without a number or a stop: 主动公开.
fn is_bare_heading(paragraph: &Paragraph<'_>) -> bool {
    let text = paragraph.text;
    mark(text).is_none()
        && text.chars().count() <= 15
        && !text.contains(['。', '，', '；', '：', ',', ';', ':', '“'])
}

#[cfg(test)]
mod tests {
    use crate::report::place::Field;
    use crate::rules::tests::{found, mended, prose, report, write};

    #[test]
    fn headings_of_sections() {
        for (heading, told) in [
            ("5、存在的主要问题及改进情况", Some("“5、”应写作“五、”")),
            ("五.存在的主要问题及改进情况", Some("“五.”应写作“五、”")),
            ("四、存在的主要问题及改进情况", Some("“四、”应写作“五、”")),
            ("五、 存在的主要问题及改进情况", Some("后面多了空格")),
            ("五、存在的主要问题及改进情况", None),
            ("存在的主要问题及改进情况", None),
        ] {
            let mut report = report("2021");
            write(&mut report, Field::Heading(5), heading);
            let found = found(&report, "R13");
            assert_eq!(found.len(), usize::from(told.is_some()), "{heading}: {found:?}");
            assert!(found.iter().zip(told).all(|(found, told)| found.contains(told)), "{found:?}");
        }
    }

    #[test]
    fn numbers_in_prose() {
        for (text, expected) in [
            ("（一）甲。\n（三）乙。", &["按顺序这里是“（二）”，写的是“（三）”"][..]),
            ("（一）甲。\n（一）乙。", &["按顺序这里是“（二）”"]),
            ("主动公开\n全年公开。", &[]),
            ("主动公开\n（二）依申请公开", &["“主动公开”后面从（二）开始编号"]),
            ("总述。\n主动公开\n公开。\n（二）依申请公开", &["“主动公开”后面从（二）开始编号"]),
            (
                "（1） 问题。\n（2） 改进。",
                &["是“（一）”，这里写的是“（1）”", "是“（一）”，这里写的是“（2）”"],
            ),
            ("1、内部。\n2、外部。", &["“1、”应写作“1.”", "“2、”应写作“2.”"]),
            ("- （一）甲。\n- （二）乙。", &["项目符号“-”", "项目符号“-”"]),
            ("（一） 甲。", &["后面多了空格"]),
            (
                "（三）甲。\n一、子。\n二、丑。",
                &["这里是“（一）”", "下面一层的序号是“1.”，这里写的是“一、”", "写的是“二、”"],
            ),
            ("(一)甲。\n(三)乙。", &["按顺序这里是“（二）”"]),
        ] {
            prose("R13", text, expected);
        }
    }

    #[test]
    fn numbers_that_are_right() {
        for text in [
            "（一）甲。\n1.子。\n（1）丑。\n2.寅。\n（二）乙。\n1.卯。",
            "(一) 甲：乙。\n(二) 丙：丁。",
            "（一）甲。\n（二）乙。\n措施：\n（一）丙。\n（二）丁。",
            "1.甲。\n2.乙。",
            "一是甲。\n二是乙。",
            "－3℃。\n3.2万元。",
            "（一）主动公开。\n1.以网站为主要平台。\n2.2023年，公开信息60条。\n3.设立公开栏12处。",
            "1.2022年以来。\n2.2023 年公开。",
            "（一）甲。\n（二）乙。\n三）丙。\n（四）丁。\n（五）戊。",
            "（一）甲。\n（二乙。\n（三）丙。",
            "一、甲。\n二、乙。",
            "（一）甲。\n三、收到和处理政府信息公开申请情况",
        ] {
            prose("R13", text, &[]);
        }
    }

    #[test]
    fn mending() {
        mended("R13", "", "主动公开\n（二）依申请公开", "（一）主动公开\n（二）依申请公开");
        mended("R13", "", "（1） 问题。\n（2） 改进。", "（一）问题。\n（二）改进。");
        mended(
            "R13",
            "",
            "（一）甲。\n(二）乙。\n（三) 丙。",
            "（一）甲。\n（二）乙。\n（三）丙。",
        );
        mended("R13", "", "(一)甲。\n(三)乙。", "(一)甲。\n（二）乙。");
        mended("R13", "", "（一）甲。\n一、子。\n二、丑。", "（一）甲。\n1.子。\n2.丑。");
        mended("R13", "", "- （一）甲。\n- （二） 乙。", "（一）甲。\n（二）乙。");
    }
}
