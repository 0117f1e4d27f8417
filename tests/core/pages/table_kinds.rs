//! Kinds of page whose tables are not as the form has them: marks beside the figures, columns in
//! another order, cells and figures that are missing or too many.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use super::kinds::{Kind, Page};
use super::words::pick;
use crate::support::corpus::form::{Document, Form, Random, Tile};
use crate::support::corpus::shapes::write;

pub const TABLE_KINDS: [Kind; 5] = [
    Kind { name: "上标与划线", make: marks },
    Kind { name: "列次不同", make: columns },
    Kind { name: "网页列次不同", make: columns_of_a_page },
    Kind { name: "行内缺格", make: missing },
    Kind { name: "表四多一个数", make: too_many },
];

/// A figure with something beside it that is no part of it; `{}` is the figure.
const MARKS: [&str; 25] = [
    "{}<sup>1</sup>",
    "{}<sup>①</sup>",
    "<sup>2</sup>{}",
    "{}<sub>3</sub>",
    "<del>9</del>{}",
    "<s>98</s> {}",
    "<strike>7</strike>{}",
    "{}<del datetime=2024>5</del>",
    "<span style='text-decoration:line-through'>4</span>{}",
    "<span style=\"TEXT-DECORATION: underline line-through\">4</span>{}",
    "<span style=\"text-decoration-line:line-through\">41</span><b>{}</b>",
    "{}<span style='font-size:8pt;vertical-align:super'>6</span>",
    "{}<span style='vertical-align:4pt'>6</span>",
    "{}<span style='vertical-align: sub'>12</span>",
    "<p><s>3</s></p><p>{}</p>",
    "<s><span>1</span>2</s><span>{}</span>",
    "{}<a href='#n1'><sup>[1]</sup></a>",
    "<sup style='vertical-align:baseline'>{}</sup>",
    "<span class='gone x'>8</span>{}",
    "{}<em class=note>2</em>",
    "<span class=old>7</span>{}",
    "{}①",
    "{}[1]",
    "{}²",
    "{}（注1）",
];

/// What the pages say of their classes.
const SHEET: &str = "<style>p{margin:0} .gone, td .old { color:red; text-decoration: line-through }\n\
    em.note{vertical-align:super;font-size:8px}</style>";

fn page(document: &Document, mut cell: impl FnMut(&Form, &Tile) -> Option<String>) -> Page {
    let mut body = format!("<h1>{}</h1>", document.title);
    let paragraph = |text: &String| format!("<p>　　{text}</p>");
    body.extend(document.lead_in.iter().map(paragraph));
    for (section, heading) in document.headings.iter().enumerate() {
        let _ = write!(body, "<h2>{heading}</h2>");
        body.extend(document.prose[section].iter().map(paragraph));
        let Some(form) = document.form_in(section) else { continue };
        body += "<table>";
        for row in 0..form.rows {
            body += "<tr>";
            let mut tiles: Vec<&Tile> = form.tiles.iter().filter(|tile| tile.row == row).collect();
            tiles.sort_by_key(|tile| tile.column);
            for tile in tiles {
                let Some(text) = cell(form, tile) else { continue };
                let (rows, columns) = (tile.rows, tile.columns);
                let _ = write!(body, "<td rowspan={rows} colspan={columns}>{text}</td>");
            }
            body += "</tr>";
        }
        body += "</table>";
    }
    body.extend(document.signature.iter().map(|text| format!("<p align=right>{text}</p>")));
    let bytes = format!("<html><head>{SHEET}</head><body>{body}</body></html>").into_bytes();
    Page { bytes, unsure_agency: false }
}

fn marks(document: &mut Document, random: &mut Random) -> Page {
    page(document, |_, tile| {
        let marked = tile.figure.is_some() && random.below(9) == 0;
        let pattern = if marked { pick(&MARKS, random) } else { "{}" };
        Some(pattern.replace("{}", &tile.text))
    })
}

/// Exchanges the columns of tables three and four as far as they have the same head above them.
fn exchange(document: &mut Document, random: &mut Random) {
    for form in &mut document.forms {
        let first = form.tiles.iter().filter(|tile| tile.figure.is_some()).map(|tile| tile.column);
        let Some(first) = first.min() else { continue };
        // The five columns under the legal persons; one of the groups of table four.
        let (start, count) = match (form.table, form.columns - first) {
            (1, _) => (first + 1, 5),
            (2, 15) => (first + 5 * random.below(3_usize), 5),
            _ => continue,
        };
        let turn = 1 + random.below(count - 1);
        let within = start..start + count;
        for tile in form.tiles.iter_mut().filter(|tile| tile.columns == 1) {
            if within.contains(&tile.column) {
                tile.column = start + (tile.column - start + turn) % count;
            }
        }
        form.tiles.sort_by_key(|tile| (tile.row, tile.column));
        // The total before all the others.
        if form.table == 1 && random.below(2) == 0 {
            let last = form.columns - 1;
            for tile in form.tiles.iter_mut().filter(|tile| tile.column >= first) {
                let whole = tile.columns == form.columns - first;
                tile.column = match tile.column {
                    column if whole => column,
                    column if column == last => first,
                    column => column + 1,
                };
            }
            form.tiles.sort_by_key(|tile| (tile.row, tile.column));
        }
    }
}

fn columns(document: &mut Document, random: &mut Random) -> Page {
    exchange(document, random);
    let text = write(document, pick(&['B', 'C', 'E', 'F'], random));
    Page { bytes: text.into_bytes(), unsure_agency: false }
}

fn columns_of_a_page(document: &mut Document, random: &mut Random) -> Page {
    exchange(document, random);
    page(document, |_, tile| Some(tile.text.clone()))
}

/// A page whose tables have rows with a cell too few; which, nobody knows.
fn missing(document: &mut Document, random: &mut Random) -> Page {
    let (mut last, mut open) = (None, BTreeSet::new());
    let edition = Arc::clone(&document.edition);
    let page = page(document, |form, tile| {
        let row = Some((form.table, tile.row));
        let several = form.tiles.iter().filter(|t| t.row == tile.row && t.figure.is_some());
        let drop = tile.figure.is_some() && several.count() > 1 && random.below(40) == 0;
        if drop && last != row {
            last = row;
            let cell = tile.figure.map(|index| &edition.tables[form.table].cells[index]);
            open.extend(cell.map(|cell| (form.table, cell.row)));
            return None;
        }
        Some(tile.text.clone())
    });
    for (id, value) in &mut document.expected {
        let cell = &document.edition.tables[id.table].cells[id.index];
        if open.contains(&(id.table, cell.row)) {
            value.clear();
        }
    }
    page
}

fn too_many(document: &mut Document, random: &mut Random) -> Page {
    // More than any sum, so that only this one can be left out.
    let extra = (1_000_000_000 + random.below(30_u64)).to_string();
    for form in document.forms.iter_mut().filter(|form| form.table == 2) {
        let figures: Vec<usize> =
            (0..form.tiles.len()).filter(|at| form.tiles[*at].figure.is_some()).collect();
        let at = pick(&figures, random);
        form.tiles[at].text = format!("{}\t{extra}", form.tiles[at].text);
    }
    let text = write(document, 'B');
    Page { bytes: text.into_bytes(), unsure_agency: false }
}
