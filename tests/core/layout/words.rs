//! Every word and every figure is there, once, in reading order.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use nianbao::edition;
use nianbao::font::{Face, Fonts};
use nianbao::layout::{Laid, MISSING, Trouble};
use nianbao::report::Report;
use nianbao::report::place::{CellId, Field, Place};
use nianbao::units::Length;

use super::pages::runs;

/// What a character is shown as; remembered, since looking into four faces takes its time.
pub fn shown(c: char) -> char {
    thread_local! {
        static KNOWN: RefCell<BTreeMap<char, char>> = const { RefCell::new(BTreeMap::new()) };
    }
    let look = || match c {
        '\t' | '\n' | '\r' => ' ',
        c if nianbao::zh::is_unprintable(c) => MISSING,
        c if Fonts::builtin().resolve(Face::FangSong, c).is_some() => c,
        c if c.is_whitespace() => ' ',
        _ => MISSING,
    };
    KNOWN.with_borrow_mut(|known| *known.entry(c).or_insert_with(look))
}

/// A field's text as its pages should have it, line breaks aside.
pub fn expected(field: Field, text: &str) -> String {
    if field == Field::Title {
        return close_up(&text.chars().map(shown).collect::<String>());
    }
    if field.is_line() {
        return text.chars().map(shown).collect();
    }
    let paragraphs = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    paragraphs.flat_map(str::chars).map(shown).collect()
}

/// A title without its spaces, those between Latin letters aside.
pub fn close_up(title: &str) -> String {
    let characters: Vec<char> = title.chars().collect();
    let solid = |c: &&char| !c.is_whitespace();
    let keeps = |index: usize| {
        let before = characters[..index].iter().rev().find(solid);
        let after = characters[index..].iter().find(solid);
        let is_letter = |c: Option<&char>| c.is_some_and(char::is_ascii_alphabetic);
        !characters[index].is_whitespace() || (is_letter(before) && is_letter(after))
    };
    (0..characters.len()).filter(|index| keeps(*index)).map(|index| characters[index]).collect()
}

/// Every text is there, once, in reading order.
pub fn check_words(report: &Report, laid: &Laid) {
    let mut found: BTreeMap<Field, String> = BTreeMap::new();
    let mut last = (0, 0);
    let fields = Report::printed_fields();
    for run in laid.document.pages.iter().flat_map(runs) {
        let Some(Place::Text(field, range)) = &run.place else { continue };
        let order = fields.iter().position(|other| other == field).unwrap();
        assert!((order, range.start) >= last, "out of order: {run:?}");
        last = (order, range.end);
        let source = report.text(*field).get(range.clone()).unwrap();
        if *field == Field::Title {
            let solid = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            let source: String = source.chars().map(shown).collect();
            let source = source.replace(char::is_whitespace, " ");
            assert_eq!(solid(&source), solid(&run.text.replace(char::is_whitespace, " ")));
        } else {
            assert_eq!(source.chars().map(shown).collect::<String>(), run.text);
        }
        found.entry(*field).or_default().push_str(&run.text);
    }
    for field in fields {
        let text = expected(field, report.text(field));
        assert_eq!(found.remove(&field).unwrap_or_default(), text, "{field:?}");
    }
}

/// Every figure is there, once, or reported as cut.
pub fn check_figures(report: &Report, laid: &Laid) {
    let mut found: BTreeMap<CellId, String> = BTreeMap::new();
    for run in laid.document.pages.iter().flat_map(runs) {
        if let Some(Place::Cell(id)) = run.place {
            assert!(run.size >= Length::milli(5_500) || !mandated(report), "{run:?}");
            found.entry(id).or_default().push_str(&run.text);
        }
    }
    let cut: BTreeSet<CellId> = laid
        .problems
        .iter()
        .filter_map(|problem| match (&problem.place, problem.trouble) {
            (Place::Cell(id), Trouble::Cut) => Some(*id),
            _ => None,
        })
        .collect();
    let areas = laid.document.pages.iter().flat_map(|page| &page.cells);
    let mut areas: Vec<CellId> = areas
        .filter_map(|area| if let Place::Cell(id) = area.place { Some(id) } else { None })
        .collect();
    areas.sort();
    assert_eq!(areas, report.figures.cells().collect::<Vec<_>>());
    for id in report.figures.cells() {
        let text: String = report.figures.shown(id).text().chars().map(shown).collect();
        let found = found.remove(&id).unwrap_or_default();
        if cut.contains(&id) {
            assert!(text.starts_with(&found) && found.len() < text.len(), "{text}: {found}");
        } else {
            assert_eq!(found, text);
        }
    }
}

/// Whether the labels are the mandated ones.
pub fn mandated(report: &Report) -> bool {
    let form = edition::by_id(&report.edition().id).unwrap();
    report.edition().tables[0].rows[0].path == form.tables[0].rows[0].path
}
