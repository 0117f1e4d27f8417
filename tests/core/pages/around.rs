//! Kinds of page that are about what stands around the tables: headings under other numbers, words
//! and in another order, a site's lines, titles and signatures, several reports, wrong encodings.

use super::kinds::{Page, page, shape};
use super::words::{self, pick};
use crate::support::corpus::form::{Document, Random};
use crate::support::corpus::shapes::write;

const NUMERALS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "七"];

fn bare(heading: &str) -> &str {
    heading.split_once('、').map_or(heading, |(_, words)| words)
}

pub fn parts_as_numbers(document: &mut Document, random: &mut Random) -> Page {
    let write_heading = |at: usize, words: &str, way: usize| match way {
        0 => format!("第{}部分 {words}", NUMERALS[at]),
        1 => format!("第{}部分：{words}", NUMERALS[at]),
        2 => format!("第{}章　{words}", NUMERALS[at]),
        3 => format!("（{}）{words}", NUMERALS[at]),
        4 => format!("第{}部分、{words}", at + 1),
        _ => words.to_owned(),
    };
    let way = random.below(6);
    for (at, heading) in document.headings.iter_mut().enumerate() {
        *heading = write_heading(at, bare(heading), way);
    }
    page(&write(document, shape(random)))
}

pub fn shifted_numbers(document: &mut Document, random: &mut Random) -> Page {
    // From which section on the numbers are one lower, or one higher.
    let from = 1 + random.below(3);
    let higher = random.below(2);
    for (at, heading) in document.headings.iter_mut().enumerate().skip(from) {
        *heading = format!("{}、{}", NUMERALS[at - 1 + 2 * higher], bare(heading));
    }
    page(&write(document, shape(random)))
}

pub fn last_in_other_words(document: &mut Document, random: &mut Random) -> Page {
    document.headings[4] = format!("五、{}", pick(&words::FIFTH, random));
    document.headings[5] = format!("六、{}", pick(&words::SIXTH, random));
    page(&write(document, shape(random)))
}

pub fn another_order(document: &mut Document, random: &mut Random) -> Page {
    let signature = std::mem::take(&mut document.signature);
    let text = write(document, pick(&['A', 'B', 'F'], random));
    let starts: Vec<usize> =
        document.headings.iter().filter_map(|h| text.find(&format!("\n{h}\n"))).collect();
    let part = |at: usize| {
        let end = starts.get(at + 1).copied().unwrap_or(text.len());
        text.get(starts[at]..end).unwrap_or_default().trim_end().to_owned()
    };
    let order = pick(
        &[[0, 4, 5, 1, 2, 3], [1, 2, 3, 0, 4, 5], [0, 1, 2, 4, 3, 5], [0, 3, 2, 1, 4, 5]],
        random,
    );
    let parts: Vec<String> = order.into_iter().map(part).collect();
    let front = text.get(..starts[0]).unwrap_or_default();
    page(&format!("{front}{}\n{}\n", parts.concat(), signature.join("\n")))
}

/// A site's lines below the report, signed or not.
pub fn end_of_page(document: &mut Document, random: &mut Random) -> Page {
    if random.below(2) == 0 {
        document.signature.clear();
    }
    for _ in 0..=random.below(6) {
        document.after.push(words::foot(random));
    }
    page(&write(document, shape(random)))
}

/// Lists of other pages below the report, with a heading or with the days beside their titles.
pub fn lists_below(document: &mut Document, random: &mut Random) -> Page {
    if random.below(2) == 0 {
        document.signature.clear();
    }
    for _ in 0..=random.below(2) {
        document.after.extend(words::list(random));
    }
    page(&write(document, shape(random)))
}

/// A site's lines among the report's paragraphs.
pub fn within_sections(document: &mut Document, random: &mut Random) -> Page {
    let text = write(document, pick(&['A', 'B', 'F'], random));
    let mut text = text;
    for section in [0, 4] {
        let after = &document.prose[section][0];
        let line = words::within(random);
        text = text.replacen(after, &format!("{after}\n{line}"), 1);
    }
    page(&text)
}

pub fn tagged_title(document: &mut Document, random: &mut Random) -> Page {
    let tag = pick(
        &["【年报】", "[年报]", "【信息公开】", "年报 | ", "［最新］", "★", "（年报）"],
        random,
    );
    let text = write(document, shape(random));
    page(&text.replacen(&document.title, &format!("{tag}{}", document.title), 1))
}

/// The title has the place only, the signature the whole name.
pub fn short_name(document: &mut Document, random: &mut Random) -> Page {
    document.title = format!("上官乡{}年政府信息公开工作年度报告", document.year);
    page(&write(document, shape(random)))
}

/// The report of the year before, or of another unit, below it.
pub fn several_reports(document: &mut Document, random: &mut Random) -> Page {
    let mut other = document.clone();
    let (name, unit) = if random.below(2) == 0 {
        (format!("{}年", document.year - 1), "上官乡人民政府")
    } else {
        (format!("{}年", document.year), "双河镇人民政府")
    };
    other.title = format!("{unit}{name}政府信息公开工作年度报告");
    other.lead_in.clear();
    unit.clone_into(&mut other.signature[0]);
    let shape = pick(&['A', 'B', 'F'], random);
    page(&format!("{}\n{}", write(document, shape), write(&other, shape)))
}

/// Stored as the characters of another encoding.
pub fn wrong_encoding(document: &mut Document, random: &mut Random) -> Page {
    let text = write(document, shape(random));
    let bytes = match random.below(2) {
        0 => encoding_rs::GB18030.encode(&text).0.into_owned(),
        _ => text.into_bytes(),
    };
    let wrong: String = bytes.into_iter().map(char::from).collect();
    page(&wrong)
}
