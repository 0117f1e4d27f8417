//! A document as each shape of plain text has it.

use super::form::{Document, Form, Tile};

/// Writes a document down in a shape: A to H, by its letter.
pub fn write(document: &Document, shape: char) -> String {
    let mut lines: Vec<String> = document.before.clone();
    lines.push(document.title.clone());
    lines.push(String::new());
    lines.extend(document.lead_in.iter().map(|text| format!("　　{text}")));
    for (section, heading) in document.headings.iter().enumerate() {
        lines.push(heading.clone());
        lines.extend(document.prose[section].iter().map(|text| format!("　　{text}")));
        if let Some(form) = document.form_in(section) {
            lines.push(String::new());
            table(form, shape, &mut lines);
            lines.push(String::new());
        }
    }
    lines.extend(document.signature.iter().map(|text| format!("{}{text}", " ".repeat(40))));
    lines.extend(document.after.clone());
    lines.join("\n") + "\n"
}

fn table(form: &Form, shape: char, lines: &mut Vec<String>) {
    let mut written = 0;
    for row in 0..form.rows {
        let across = form.across(row);
        if across.iter().all(|(_, begins)| !begins) {
            continue;
        }
        match shape {
            'A' => {
                lines.extend(
                    across.iter().map(|(tile, begins)| format!("\t{}", text(tile, *begins))),
                );
                lines.push(String::new());
            }
            'B' => lines.push(places(form, row).join("\t")),
            'C' => {
                for (tile, _) in
                    across.iter().filter(|(tile, begins)| *begins && !tile.text.is_empty())
                {
                    lines.push(tile.text.clone());
                    lines.push(String::new());
                }
            }
            'D' => {
                for (tile, begins) in &across {
                    lines.extend(Some(text(tile, *begins)).filter(|text| !text.is_empty()));
                    lines.push("|".to_owned());
                }
            }
            'E' => {
                lines.extend(
                    across.iter().map(|(tile, begins)| format!("{} |", text(tile, *begins))),
                );
            }
            'F' => {
                let cell =
                    |text: &String| if text.is_empty() { "|".into() } else { format!("| {text} ") };
                lines.push(places(form, row).iter().map(cell).collect::<String>() + "|");
            }
            'G' => {
                lines.push(format!("| {} |", places(form, row).join(" | ")));
                if written == 0 {
                    lines.push("| --- ".repeat(form.columns) + "|");
                }
            }
            _ => printed(&across, written, lines),
        }
        written += 1;
        if shape == 'H' && written.is_multiple_of(12) {
            lines.push(String::new());
            lines.push(format!("- {} -", written / 12 + 2));
            lines.push(String::new());
        }
    }
}

fn text(tile: &Tile, begins: bool) -> String {
    if begins { tile.text.clone() } else { String::new() }
}

fn places(form: &Form, row: usize) -> Vec<String> {
    form.row(row)
        .iter()
        .map(|tile| tile.map(|tile| tile.text.clone()).unwrap_or_default())
        .collect()
}

/// A row as a PDF's text has it: long labels broken, before the figures or around them.
fn printed(across: &[(&Tile, bool)], written: usize, lines: &mut Vec<String>) {
    let begun = across.iter().filter(|(tile, begins)| *begins && !tile.text.is_empty());
    let (figures, words): (Vec<&Tile>, Vec<&Tile>) =
        begun.map(|(tile, _)| *tile).partition(|tile| tile.figure.is_some());
    let figures: Vec<&str> = figures.iter().map(|tile| tile.text.as_str()).collect();
    let words: Vec<&str> = words.iter().map(|tile| tile.text.as_str()).collect();
    let (figures, words) = (figures.join(" "), words.join(" "));
    let whole: Vec<char> = words.chars().collect();
    if figures.is_empty() || whole.len() < 12 || written.is_multiple_of(3) {
        lines.push(format!("{words} {figures}").trim().to_owned());
        return;
    }
    let (first, second) = whole.split_at(whole.len() * 2 / 3);
    let (first, second): (String, String) = (first.iter().collect(), second.iter().collect());
    if written % 3 == 1 {
        lines.extend([first, format!("{second} {figures}")]);
    } else {
        lines.extend([first, figures, second]);
    }
}
