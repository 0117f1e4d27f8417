//! One web page that needs no other file, as the agency's site publishes it.
//!
//! Its elements say what things are (headings, paragraphs, tables with headers and their scope), so
//! that it can be pasted into a site's editor, which keeps elements and drops styles. What style
//! there is serves paper and small screens: a wide table scrolls in a box of its own.

mod fragment;
mod table;

pub use fragment::{figures_fragment, fragment, table_fragment};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::parts::{ReportPart, parts, plain};
use crate::font::Fonts;
use crate::layout;
use crate::report::Report;

const STYLE: &str = include_str!("html/page.css");

/// The report as a web page in UTF-8.
#[must_use]
pub fn html(report: &Report) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (plain(&report.title)) }
                meta name="author" content=(plain(&report.agency));
                style { (PreEscaped(STYLE)) }
            }
            body {
                main { @for part in parts(report) { (part_of(report, part)) "\n" } }
            }
        }
    };
    page.into_string()
}

fn part_of(report: &Report, part: ReportPart<'_>) -> Markup {
    html! {
        @match part {
            // It breaks where the pages break it, and elsewhere only where it has to.
            ReportPart::Title(text) => h1 {
                @let lines = layout::title_lines(text, &report.agency, Fonts::builtin());
                @for (index, line) in lines.into_iter().enumerate() {
                    @if index > 0 { wbr; }
                    (words(&line))
                }
            },
            ReportPart::Heading(text) => h2 { (words(text)) },
            ReportPart::Subheading(text) => h3 { (words(text)) },
            ReportPart::Paragraph(head, body) => p {
                @if !head.is_empty() { strong { (words(head)) } }
                (words(body))
            },
            ReportPart::Table(index) => (table::table(report, index)),
            ReportPart::Signature(signature) => {
                @for words in [&signature.name, &signature.date] {
                    @if !words.is_empty() { p.signature { (self::words(words)) } }
                }
            },
        }
    }
}

/// Text whose tabs and runs of spaces stay: a browser makes one space of them otherwise.
fn words(text: &str) -> Markup {
    let text = plain(text);
    let is_space = |c: char| matches!(c, ' ' | '\t');
    let characters: Vec<char> = text.chars().collect();
    let pieces = characters.chunk_by(|a, b| is_space(*a) == is_space(*b));
    html! {
        @for piece in pieces {
            @match piece {
                [' '] => " ",
                [first, ..] if is_space(*first) => {
                    span.kept { (piece.iter().collect::<String>()) }
                }
                piece => (piece.iter().collect::<String>()),
            }
        }
    }
}
