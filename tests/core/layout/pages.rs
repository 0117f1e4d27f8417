//! What holds of every page: nothing outside the text area, nothing over anything else.

use nianbao::layout::page::{CellArea, Item, Page, RuleLine, Run};
use nianbao::layout::sheet;
use nianbao::report::place::Place;
use nianbao::units::Length;

/// A run's em boxes: left, top, right, bottom.
pub fn em_box(run: &Run) -> [Length; 4] {
    let top = run.baseline - run.size.scale(88, 100);
    [run.x, top, run.x + run.width, top + run.size]
}

pub fn runs(page: &Page) -> impl Iterator<Item = &Run> {
    page.items.iter().filter_map(|item| match item {
        Item::Text(run) => Some(run),
        Item::Rule(_) | Item::Faint(_) => None,
    })
}

pub fn rules(page: &Page) -> impl Iterator<Item = &RuleLine> {
    page.items.iter().filter_map(|item| match item {
        Item::Rule(rule) => Some(rule),
        Item::Text(_) | Item::Faint(_) => None,
    })
}

pub fn is_inside([left, top, right, bottom]: [Length; 4]) -> bool {
    left >= sheet::LEFT
        && top >= sheet::TOP
        && right <= sheet::LEFT + sheet::WIDTH
        && bottom <= sheet::TOP + sheet::HEIGHT
}

pub fn check_page(page: &Page) {
    let folios = runs(page).filter(|run| run.place.is_none()).count();
    assert_eq!(folios, 1, "one page number");
    for run in runs(page).filter(|run| run.place.is_some()) {
        assert!(is_inside(em_box(run)), "outside the text area: {run:?}");
        assert!(!run.text.is_empty() && run.width >= Length::ZERO, "{run:?}");
    }
    for rule in rules(page) {
        let half = rule.width / 2;
        let (dx, dy) = if rule.y0 == rule.y1 { (Length::ZERO, half) } else { (half, Length::ZERO) };
        let area = [rule.x0 - dx, rule.y0 - dy, rule.x1 + dx, rule.y1 + dy];
        assert!(is_inside(area), "outside the text area: {rule:?}");
    }
    check_overlaps(page);
    check_cells(page);
}

/// Cells lie in the text area, side by side, and whatever leads into a table is in one that
/// leads there too.
pub fn check_cells(page: &Page) {
    let areas = |cell: &CellArea| [cell.left, cell.top, cell.right, cell.bottom];
    for (index, cell) in page.cells.iter().enumerate() {
        let [left, top, right, bottom] = areas(cell);
        assert!(is_inside([left, top, right, bottom]) && left < right && top < bottom, "{cell:?}");
        for other in &page.cells[index + 1..] {
            let apart = right <= other.left
                || other.right <= left
                || bottom <= other.top
                || other.bottom <= top;
            assert!(apart, "overlap:\n{cell:?}\n{other:?}");
        }
    }
    for run in runs(page) {
        let Some(place) = &run.place else { continue };
        if !matches!(place, Place::Text(..)) {
            let [left, top, right, bottom] = em_box(run);
            let holds = |cell: &CellArea| {
                let across = cell.left <= left && right <= cell.right;
                cell.place == *place && across && cell.top <= top && bottom <= cell.bottom
            };
            assert!(page.cells.iter().any(holds), "outside its cell: {run:?}");
        }
    }
}

pub fn check_overlaps(page: &Page) {
    let mut boxes: Vec<_> = runs(page).map(|run| (em_box(run), run)).collect();
    boxes.sort_by_key(|([_, top, ..], _)| *top);
    for (index, ([left, _, right, bottom], run)) in boxes.iter().enumerate() {
        let below = boxes[index + 1..].iter().take_while(|([_, top, ..], _)| top < bottom);
        for ([other_left, _, other_right, _], other) in below {
            let apart = right <= other_left || other_right <= left || shares_a_half(run, other);
            assert!(apart, "overlap:\n{run:?}\n{other:?}");
        }
    }
}

/// Whether two runs side by side overlap by no more than the blank half of a mark.
pub fn shares_a_half(a: &Run, b: &Run) -> bool {
    let (a, b) = if a.x < b.x { (a, b) } else { (b, a) };
    let closes = a.text.ends_with(|c| "。，、；：！）》〕】〉」』〗］｝”’".contains(c));
    let opens = b.text.starts_with(|c| "（《〔【〈「『〖［｛“‘".contains(c));
    let half = a.size == b.size && a.x + a.width - b.x <= a.size / 2;
    a.baseline == b.baseline && (closes || opens) && half
}
