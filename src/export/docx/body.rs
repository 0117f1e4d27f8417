//! The paragraphs of a report in their styles.

use maud::{Markup, html};

use super::super::parts::{ReportPart, parts, plain};
use super::table;
use crate::font::Fonts;
use crate::layout::{self, TableShape};
use crate::report::{Filled, Form, Report, Signature};
use crate::zh::width;

/// A character's width in a paragraph's measures, which count hundredths of one.
const CHARACTER: i32 = 100;

pub(super) fn body(report: &Report, tables: &[TableShape]) -> Markup {
    let parts = parts(report);
    html! {
        @for (index, part) in parts.iter().enumerate() {
            // A signature never stands alone on a page, and a table not without what leads to it.
            @let next = parts.get(index + 1);
            @let keep = matches!(next, Some(ReportPart::Signature(_) | ReportPart::Table(_)));
            // The room below a table is that of the next paragraph: a paragraph of its own could
            // stand alone on a page, where the table ends with one and the next is to be kept whole.
            @let below = index > 0 && matches!(parts.get(index - 1), Some(ReportPart::Table(_)));
            @match *part {
                ReportPart::Title(text) => (title(text, &report.agency)),
                ReportPart::Heading(text) => (paragraph("Heading1", (false, below), &run("", text))),
                ReportPart::Subheading(text) => (paragraph("Heading2", (false, below), &run("", text))),
                ReportPart::Paragraph(head, text) => (paragraph("BodyText", (keep, below), &html! {
                    (run("Heading2Char", head)) (run("", text))
                })),
                ReportPart::Table(index) => {
                    @let filled = Filled::new(&report.figures, index);
                    @if let Some(shape) = tables.get(index) {
                        (gap(true))
                        (table::table(filled, shape, &about(report, filled)))
                        // Two tables would grow together, and a document does not end with one.
                        @if matches!(next, None | Some(ReportPart::Table(_))) {
                            (gap(false))
                        }
                    }
                },
                ReportPart::Signature(signature) => (signature_block(signature)),
            }
        }
    }
}

/// A title and paragraphs, one a line.
pub(super) fn prose(heading: &str, agency: &str, text: &str) -> Markup {
    html! {
        (title(heading, agency))
        @for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            (paragraph("BodyText", (false, false), &run("", line)))
        }
    }
}

/// What a table is about: its name, and the section that it is in.
fn about(report: &Report, filled: Filled<'_>) -> String {
    let form = filled.form();
    let section = &report.section(form.section).heading;
    format!("{}：{}", form.name, section.trim())
}

/// Height of the room above and below a table, in twentieths of a point.
const GAP: i32 = 100;

/// A little room before or after a table; `keep` holds it on the table's page.
fn gap(keep: bool) -> Markup {
    paragraph("TableGap", (keep, false), &html! {})
}

/// The title, broken where the pages break it.
fn title(text: &str, agency: &str) -> Markup {
    let lines = layout::title_lines(text, agency, Fonts::builtin());
    let runs = html! {
        @for (index, line) in lines.iter().enumerate() {
            (run("", line))
            @if index + 1 < lines.len() { w:r { w:br {} } }
        }
    };
    paragraph("Title", (false, false), &runs)
}

pub(super) fn form(form: &Form, shape: &TableShape) -> Markup {
    html! {
        @for line in form.heading() { (paragraph("FormTitle", (true, false), &run("", &line))) }
        (paragraph("FormLine", (true, false), &html! {
            @for (label, share) in Form::FILLED_BY {
                (run("", &format!("{label}：")))
                (run("WriteIn", &"\u{3000}".repeat(usize::try_from(share * 3 / 5).unwrap_or(4))))
                (run("", " "))
            }
        }))
        (gap(true))
        (table::table(form.table(), shape, &form.title()))
        (gap(false))
    }
}

/// A paragraph in a style; whether it stays with the next one, and whether there is a little room
/// above it.
fn paragraph(style: &str, (keep, room): (bool, bool), runs: &Markup) -> Markup {
    html! {
        w:p {
            w:pPr {
                w:pStyle w:val=(style) {}
                @if keep { w:keepNext {} }
                @if room { w:spacing w:before=(GAP) {} }
            }
            (runs)
        }
    }
}

/// Text in a style of characters, or in its paragraph's own (""); nothing where there is none.
fn run(style: &str, text: &str) -> Markup {
    html! {
        @if !text.is_empty() {
            w:r {
                @if !style.is_empty() { w:rPr { w:rStyle w:val=(style) {} } }
                (words(text))
            }
        }
    }
}

/// The words of a run.
fn words(text: &str) -> Markup {
    html! { w:t xml:space="preserve" { (plain(text)) } }
}

/// Name and date, as far from the right as GB/T 9704 has it: see `layout::signature`.
fn signature_block(signature: &Signature) -> Markup {
    let Signature { name, date } = signature;
    let (name_right, date_right) = distances(characters(name), characters(date));
    html! {
        @for (words, right, first) in [(name, name_right, true), (date, date_right, name.is_empty())] {
            @if !words.is_empty() {
                w:p {
                    w:pPr {
                        w:pStyle w:val="Signature" {}
                        @if first && !date.is_empty() && !name.is_empty() { w:keepNext {} }
                        @if first { w:spacing w:before="579" {} }
                        w:ind w:rightChars=(right) w:right=(right * 315 / CHARACTER) {}
                    }
                    (run("", words))
                }
            }
        }
    }
}

/// A text's width in hundredths of a character.
fn characters(text: &str) -> i32 {
    text.chars().map(|c| if width(c) < 2 { CHARACTER / 2 } else { CHARACTER }).sum()
}

/// How far name and date end from the right, given their widths.
fn distances(name: i32, date: i32) -> (i32, i32) {
    const INDENT: i32 = 2 * CHARACTER;
    if name == 0 || date > name {
        ((date - name + 2 * INDENT).max(0), INDENT)
    } else {
        (INDENT, name - date)
    }
}

#[cfg(test)]
mod tests {
    use super::{characters, distances};

    /// Measures in hundredths of a character, from the right.
    fn check(name: &str, date: &str, expected: (i32, i32)) {
        assert_eq!(distances(characters(name), characters(date)), expected);
    }

    #[test]
    fn the_date_begins_two_characters_right_of_the_name() {
        // Ten characters, and six and a half.
        check("云泽县柳塘镇人民政府", "2026年1月15日", (200, 350));
        check("柳塘镇政府", "2026年1月15日", (550, 200));
    }
}
