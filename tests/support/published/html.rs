//! Web pages as content management systems and Word write them.

use super::{Cell, Part};

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn spans(cell: &Cell) -> String {
    let one = |name: &str, n: usize| if n > 1 { format!(" {name}=\"{n}\"") } else { String::new() };
    one("colspan", cell.columns) + &one("rowspan", cell.rows)
}

fn tables(rows: &[Vec<Cell>], cell: impl Fn(&Cell) -> String) -> String {
    let row =
        |cells: &Vec<Cell>| format!("<tr>{}</tr>\n", cells.iter().map(&cell).collect::<String>());
    rows.iter().map(row).collect()
}

/// As a careful hand writes it.
pub fn plain(parts: &[Part]) -> String {
    let body: String = parts
        .iter()
        .map(|part| match part {
            Part::Title(text) => format!("<h1>{}</h1>\n", escaped(text)),
            Part::Heading(text) => format!("<h2>{}</h2>\n", escaped(text)),
            Part::Paragraph(text) => format!("<p>{}</p>\n", escaped(text)),
            Part::Signature(text) => {
                format!("<p style=\"text-align: right\">{}</p>\n", escaped(text))
            }
            Part::Table(rows) => {
                let cell = |cell: &Cell| format!("<td{}>{}</td>", spans(cell), escaped(&cell.text));
                format!("<table><tbody>\n{}</tbody></table>\n", tables(rows, cell))
            }
        })
        .collect();
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>年度报告</title><style>table {{ border-collapse: collapse }} td {{ border: 1px solid }}</style></head><body>{body}</body></html>"
    )
}

/// As a site's system has it: the page in layout tables, everything in spans, paragraphs and line
/// breaks in cells, `&nbsp;` for blank, scripts and hidden parts between.
pub fn site(parts: &[Part]) -> String {
    let span = |text: &str| {
        let mut out = String::new();
        for (index, piece) in text.chars().collect::<Vec<_>>().chunks(7).enumerate() {
            let piece: String = piece.iter().collect();
            let open = [
                "<span style=\"font-size:16pt;\">",
                "<span style=\"font-family:仿宋_GB2312\"><span>",
            ][index % 2];
            let close = ["</span>", "</span></span>"][index % 2];
            out.extend([open, &escaped(&piece), close]);
        }
        out
    };
    let cell = |cell: &Cell| {
        let words = if cell.text.is_empty() { "&nbsp;".to_owned() } else { span(&cell.text) };
        let broken = match cell.text.char_indices().nth(4) {
            Some((at, _)) if !cell.is_figure => {
                let (a, b) = cell.text.split_at(at);
                format!("{}<br/>{}", span(a), span(b))
            }
            _ => words,
        };
        format!(
            "\n  <td{} style=\"BORDER: windowtext 1pt solid\" valign=\"top\">\n   <p style=\"TEXT-ALIGN: center\">&nbsp;{broken}&nbsp;</p>\n  </td>",
            spans(cell)
        )
    };
    let body: String = parts
        .iter()
        .map(|part| match part {
            Part::Title(text) => format!("<div align=\"center\"><strong>{}</strong></div><!--来源：本站-->\n", span(text)),
            Part::Heading(text) => format!("<p><strong>　　{}</strong></p>\n", span(text)),
            Part::Paragraph(text) => format!("<p style=\"text-indent:2em\">&nbsp;&nbsp;&nbsp;&nbsp;{}</p><p>&nbsp;</p>\n", span(text)),
            Part::Signature(text) => format!("<div style=\"text-align:right;\">{}　　</div>", span(text)),
            Part::Table(rows) => format!(
                "<div class=\"table\"><table border=1 cellspacing=0><colgroup><col/><col/></colgroup>{}</table></div><br>",
                tables(rows, cell)
            ),
        })
        .collect();
    format!(
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\" />\
         <script>if (a<b) document.write('<td>99</td>');</script><style>td {{ color: red }}</style></head>\n\
         <body><table width=\"1000\"><tr><td><script>share();</script><div style=\"display:none\">9 9 9</div>\
         <table><tr><td><noscript>请打开脚本</noscript><div id=\"zoom\">\n{body}\n</div></td></tr></table>\
         </td></tr></table><input type=\"hidden\" value=\"8\"></body></html>"
    )
}

/// As Word saves it.
pub fn word(parts: &[Part]) -> String {
    let run = |text: &str| {
        format!(
            "<span lang=EN-US style='font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:\n仿宋'>{}<o:p></o:p></span>",
            escaped(text).replace(' ', "&nbsp;")
        )
    };
    let cell = |cell: &Cell| {
        let text =
            if cell.text.is_empty() { "<o:p>&nbsp;</o:p>".to_owned() } else { run(&cell.text) };
        format!(
            "  <td width=94{} style='width:70.6pt;\n  mso-border-alt:solid windowtext .5pt'>\n  <p class=MsoNormal align=center>{text}</p>\n  </td>\n",
            spans(cell)
        )
    };
    let body: String = parts
        .iter()
        .map(|part| match part {
            Part::Title(text) => format!("<p class=MsoTitle align=center><b>{}</b></p>\n\n", run(text)),
            Part::Heading(text) | Part::Paragraph(text) => format!("<p class=MsoNormal style='text-indent:32.0pt'>{}</p>\n\n", run(text)),
            Part::Signature(text) => format!("<p class=MsoNormal align=right style='text-align:right'>{}</p>\n", run(text)),
            Part::Table(rows) => format!(
                "<div align=center>\n<table class=MsoNormalTable border=1>\n <thead></thead>{}<![if !supportMisalignedColumns]><tr height=0><td width=94></td></tr><![endif]></table>\n</div>\n",
                tables(rows, cell)
            ),
        })
        .collect();
    format!(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">\n<head>\n<meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">\n\
         <!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->\n</head>\n\
         <body lang=ZH-CN style='tab-interval:21.0pt'>\n<div class=Section1>\n{body}</div>\n</body>\n</html>"
    )
}
