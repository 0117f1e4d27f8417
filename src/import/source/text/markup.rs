//! Signs that a text has from the program it was copied out of: Markdown's marks for headings and
//! bold words, entities of web pages, and question marks where no-break spaces were.

use std::borrow::Cow;

/// Lower bound on question marks in a row, at a line's start, that were spaces.
const MIN_QUESTIONS: usize = 3;

/// Characters before which Markdown has a backslash.
const ESCAPED: &str = "\\`*_{}[]()#+-.!|<>~";

/// Entities of a space.
const ENTITIES: [&str; 5] = ["&nbsp;", "&ensp;", "&emsp;", "&#160;", "&#12288;"];

/// Which signs a text has, and how many of each were taken out.
#[derive(Default)]
pub(super) struct MarkupSigns {
    markdown: bool,
    questions: bool,
    taken: [usize; 3],
}

impl MarkupSigns {
    /// Looks which signs the lines have.
    pub(super) fn of(lines: &[&str]) -> Self {
        let questions = |line: &str| {
            let line = line.trim_start();
            line.len() - line.trim_start_matches('?').len()
        };
        Self {
            markdown: lines.iter().any(|line| is_heading(line) || is_bold(line)),
            questions: lines.iter().any(|line| questions(line) >= MIN_QUESTIONS),
            taken: [0; 3],
        }
    }

    /// A line without them.
    pub(super) fn strip<'a>(&mut self, line: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(line);
        if self.markdown {
            let (bare, count) = without_markdown(&text);
            if count > 0 {
                self.taken[0] += count;
                text = Cow::Owned(bare);
            }
        }
        if line.contains('&') {
            for entity in ENTITIES {
                let count = text.matches(entity).count();
                if count > 0 {
                    self.taken[1] += count;
                    text = Cow::Owned(text.replace(entity, " "));
                }
            }
        }
        // An address on the web has question marks of its own.
        if self.questions && text.contains('?') && !text.contains("://") {
            self.taken[2] += text.matches('?').count();
            text = Cow::Owned(text.replace('?', " "));
        }
        text
    }

    /// What was taken out, as a note reports it.
    pub(super) fn told(&self) -> Vec<String> {
        let [markdown, entities, questions] = self.taken;
        let told = [
            (markdown, format!("Markdown 标记（#、**、反斜杠）{markdown} 处")),
            (entities, format!("网页的空格符号（&nbsp;）{entities} 处")),
            (questions, format!("问号 {questions} 个（原为空格）")),
        ];
        told.into_iter().filter(|(count, _)| *count > 0).map(|(_, told)| told).collect()
    }
}

/// Whether a line is a heading: # to ###### and words.
fn is_heading(line: &str) -> bool {
    const MOST: usize = 6;
    let line = line.trim_start();
    let rest = line.trim_start_matches('#');
    let words =
        rest.trim_start().starts_with(|c: char| c.is_alphanumeric() || "（(《*".contains(c));
    (1..=MOST).contains(&(line.len() - rest.len())) && words
}

fn is_bold(line: &str) -> bool {
    let inner = line.trim().strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains('*'))
}

/// A line without Markdown's marks, and how many it had.
fn without_markdown(line: &str) -> (String, usize) {
    let mut count = 0;
    let mut text = line;
    if is_heading(line) {
        text = line.trim_start().trim_start_matches('#').trim_start().trim_end_matches('#');
        count += 1;
    }
    let pairs = text.matches("**").count() / 2;
    count += pairs;
    let bold: String = text.splitn(2 * pairs + 1, "**").collect();
    let mut bare = String::with_capacity(bold.len());
    let mut characters = bold.chars().peekable();
    while let Some(c) = characters.next() {
        match characters.peek() {
            Some(next) if c == '\\' && ESCAPED.contains(*next) => {
                bare.extend(characters.next());
                count += 1;
            }
            _ => bare.push(c),
        }
    }
    (bare, count)
}

#[cfg(test)]
mod tests {
    use super::MarkupSigns;

    fn check(lines: &[&str], expected: &[&str], told: &[&str]) {
        let mut marks = MarkupSigns::of(lines);
        let stripped: Vec<String> =
            lines.iter().map(|line| marks.strip(line).into_owned()).collect();
        assert_eq!(stripped, expected);
        assert_eq!(marks.told(), told);
    }

    #[test]
    fn markdown() {
        check(
            &[
                "# 某镇年度报告",
                "## 一、总体情况",
                "**（一）**主动公开",
                "1\\.属于",
                "| 规章 | \\-8 |",
            ],
            &["某镇年度报告", "一、总体情况", "（一）主动公开", "1.属于", "| 规章 | -8 |"],
            &["Markdown 标记（#、**、反斜杠）5 处"],
        );
        // Neither a number of something nor marks in a text without headings.
        check(&["#", "2**3"], &["#", "2**3"], &[]);
    }

    #[test]
    fn spaces_that_became_something_else() {
        check(
            &["????某镇", "??2023年", "见 http://a.cn/?id=1", "&nbsp;0&emsp;"],
            &["    某镇", "  2023年", "见 http://a.cn/?id=1", " 0 "],
            &["网页的空格符号（&nbsp;）2 处", "问号 6 个（原为空格）"],
        );
        check(&["是吗??"], &["是吗??"], &[]);
    }
}
