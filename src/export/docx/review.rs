//! What makes a Word document a 送审稿: a mark in the head and behind the text of every page, room
//! between lines, line numbers, and a list of what is open.

use maud::{Markup, html};

use super::super::parts::plain;
use crate::layout::{ListSheet, MARK};

/// Height of a line in twentieths of a point: half as much again as in the published report.
pub(super) const LINE: &str = "850";

/// The parts of the head, with their names in the file.
pub(super) const HEADERS: [&str; 2] = ["word/header1.xml", "word/header2.xml"];

/// The head of every page, with the mark behind the text; `number` differs from head to head.
pub(super) fn header(number: usize) -> Markup {
    const MAIN: &str = super::MAIN;
    const STYLE: &str = "position:absolute;margin-left:0;margin-top:0;width:390pt;height:130pt;\
        z-index:-251658752;mso-position-horizontal:center;\
        mso-position-horizontal-relative:page;mso-position-vertical:center;\
        mso-position-vertical-relative:page";
    html! {
        w:hdr xmlns:w=(MAIN) xmlns:v="urn:schemas-microsoft-com:vml"
            xmlns:o="urn:schemas-microsoft-com:office:office" {
            w:p {
                w:pPr { w:pStyle w:val="Header" {} }
                w:r { w:t { (MARK) } }
                w:r {
                    w:pict {
                        v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136"
                            adj="10800" path="m@7,l@8,m@5,21600l@6,21600e" {
                            v:formulas {
                                v:f eqn="sum #0 0 10800" {}
                                v:f eqn="prod #0 2 1" {}
                                v:f eqn="sum 21600 0 @1" {}
                                v:f eqn="sum 0 0 @2" {}
                                v:f eqn="sum 21600 0 @3" {}
                                v:f eqn="if @0 @3 0" {}
                                v:f eqn="if @0 21600 @1" {}
                                v:f eqn="if @0 0 @2" {}
                                v:f eqn="if @0 @4 21600" {}
                            }
                            v:path textpathok="t" o:connecttype="rect" {}
                            v:textpath on="t" fitshape="t" {}
                        }
                        v:shape id=(format!("Mark{number}")) o:spid=(format!("_x0000_s{}", 2048 + number))
                            type="#_x0000_t136" alt=(MARK) style=(STYLE) o:allowincell="f"
                            fillcolor="#d9d9d9" stroked="f" {
                            v:fill opacity=".5" {}
                            v:textpath style="font-family:黑体;font-size:1pt" string=(MARK) {}
                        }
                    }
                }
            }
        }
    }
}

/// A list, on a new page where `turns`.
pub(super) fn list(sheet: &ListSheet, turns: bool) -> Markup {
    // The text area in twentieths of a point.
    const WIDTH: i32 = 8845;
    let width = |share: i32| WIDTH * share / 100;
    html! {
        @for (index, line) in sheet.heading.iter().enumerate() {
            w:p {
                w:pPr {
                    w:pStyle w:val="FormTitle" {}
                    w:keepNext {}
                    @if turns && index == 0 { w:pageBreakBefore {} }
                }
                w:r { w:t xml:space="preserve" { (plain(line)) } }
            }
        }
        @for line in &sheet.before { (line_of(line)) }
        w:tbl {
            w:tblPr {
                w:tblW w:w=(WIDTH) w:type="dxa" {}
                w:jc w:val="center" {}
                (borders())
                w:tblLayout w:type="fixed" {}
                w:tblCaption w:val=(plain(&sheet.title)) {}
            }
            w:tblGrid {
                @for (share, _) in &sheet.columns { w:gridCol w:w=(width(*share)) {} }
            }
            @for (number, row) in sheet.rows.iter().enumerate() {
                w:tr {
                    w:trPr { w:cantSplit {} @if number == 0 { w:tblHeader {} } }
                    @for (text, (share, centred)) in row.iter().zip(&sheet.columns) {
                        w:tc {
                            w:tcPr {
                                w:tcW w:w=(width(*share)) w:type="dxa" {}
                                w:vAlign w:val="center" {}
                            }
                            w:p {
                                w:pPr {
                                    w:pStyle w:val=(if number == 0 { "TableHead" } else { "TableText" }) {}
                                    @if number > 0 && !centred { w:jc w:val="left" {} }
                                }
                                w:r { w:t xml:space="preserve" { (plain(text)) } }
                            }
                        }
                    }
                }
            }
        }
        w:p { w:pPr { w:pStyle w:val="TableGap" {} } }
        @for fields in &sheet.fields {
            @let words: Vec<String> = fields.iter().map(|field| format!("{}：", field.label)).collect();
            (line_of(&words.join("　　　　　　　　")))
        }
    }
}

/// A hairline around every cell.
fn borders() -> Markup {
    html! {
        w:tblBorders {
            w:top w:val="single" w:sz="4" w:space="0" w:color="000000" {}
            w:left w:val="single" w:sz="4" w:space="0" w:color="000000" {}
            w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000" {}
            w:right w:val="single" w:sz="4" w:space="0" w:color="000000" {}
            w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000" {}
            w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000" {}
        }
    }
}

/// A line of small text.
fn line_of(text: &str) -> Markup {
    html! {
        w:p {
            w:pPr { w:pStyle w:val="TableText" {} w:jc w:val="left" {} }
            w:r { w:t xml:space="preserve" { (plain(text)) } }
        }
    }
}
