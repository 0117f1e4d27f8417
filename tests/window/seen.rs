//! What is painted: nothing lies over anything else, and nothing is cut.

use egui::epaint::ClippedShape;
use egui::{Key, Rect, Role, Shape};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::app::{Action, Command, NavigationCommand};
use nianbao::report::place::{CellId, Place};

use crate::desk::{Desk, SIZE, settings};
use crate::{carried, comments, problems};

/// The shapes of the last frame, each with what it is clipped to.
fn shapes(desk: &Desk) -> Vec<(Rect, Shape)> {
    fn add(clip: Rect, shape: &Shape, out: &mut Vec<(Rect, Shape)>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| add(clip, shape, out)),
            shape => out.push((clip, shape.clone())),
        }
    }
    let mut all = Vec::new();
    for ClippedShape { clip_rect, shape, .. } in &desk.harness.output().shapes {
        add(*clip_rect, shape, &mut all);
    }
    all
}

/// The rows of the navigation.
fn rows(desk: &Desk) -> Vec<(String, Rect)> {
    let tabs = desk.harness.query_all_by_role(Role::Tab);
    let rows = tabs.map(|tab| (tab.accesskit_node().label().unwrap_or_default(), tab.rect()));
    let numbered = |name: &str| name.contains("、") || name.starts_with("基本信息");
    let rows: Vec<(String, Rect)> = rows.filter(|(name, _)| numbered(name)).collect();
    assert!(rows.len() >= 7, "{rows:?}");
    rows
}

/// Desks whose navigation has something to say: nothing filled, many problems, comments, last year's figures.
fn desks(size: [f32; 2]) -> Vec<(&'static str, Desk)> {
    let mut blank = Desk::sized(size, &settings());
    blank.run();
    blank.give(Command::Do(Action::New));
    blank.press(Key::Enter);
    blank.run();
    vec![
        ("blank", blank),
        ("faulty", problems::faulty(size)),
        ("comments", comments::desk(size)),
        ("carried", carried::started(size)),
    ]
}

#[test]
fn names_and_counts_of_the_navigation_stand_apart() {
    for size in [SIZE, [1280.0, 720.0], [960.0, 492.0]] {
        for (told, desk) in desks(size) {
            if desk.app().document().is_none() {
                continue;
            }
            let shapes = shapes(&desk);
            for (name, row) in rows(&desk) {
                let texts = shapes.iter().filter_map(|(clip, shape)| match shape {
                    Shape::Text(text) => {
                        let rect = text.visual_bounding_rect();
                        let is_here = row.contains(rect.center()) && clip.intersects(row);
                        is_here.then(|| (text.galley.text().to_owned(), rect))
                    }
                    _ => None,
                });
                let texts: Vec<(String, Rect)> = texts.collect();
                for (at, (words, rect)) in texts.iter().enumerate() {
                    assert!(
                        row.expand(1.0).contains_rect(*rect),
                        "{told} {size:?} {name}: {words} is cut"
                    );
                    for (other, there) in &texts[at + 1..] {
                        assert!(
                            !rect.intersects(*there),
                            "{told} {size:?} {name}: {words} over {other}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn the_folded_navigation_has_a_sign_for_what_is_missing() {
    for (told, mut desk) in desks(SIZE) {
        let open = rows(&desk);
        desk.give(Command::Do(Action::ToggleNav));
        desk.run();
        let folded = rows(&desk);
        let shapes = shapes(&desk);
        for ((name, before), (_, row)) in open.iter().zip(&folded) {
            assert!(row.width() < before.width() / 2.0, "{told} {name}: it is folded");
            let sign = Rect::from_min_max(row.center_top(), row.right_bottom());
            let painted = shapes.iter().any(|(clip, shape)| {
                let rect = shape.visual_bounding_rect();
                let small = rect.width() < 20.0 && rect.is_positive();
                small && sign.contains(rect.center()) && clip.contains_rect(rect.shrink(1.0))
            });
            assert_eq!(painted, name.contains('，'), "{told}: {name}");
        }
    }
}

#[test]
fn the_ring_of_a_cell_is_whole_in_every_row() {
    for size in [SIZE, [960.0, 492.0]] {
        let mut desk = comments::desk(size);
        for table in [0, 1, 2] {
            let cells = desk.report().edition().tables[table].cells.len();
            for index in (0..cells).step_by(3) {
                let place = Place::Cell(CellId { table, index });
                desk.give(NavigationCommand::Goto(place));
                let name = desk.focused();
                let cell = desk.harness.get_by_label(&name).rect();
                let shapes = shapes(&desk);
                let ring = shapes.iter().find_map(|(clip, shape)| match shape {
                    Shape::Rect(ring) if ring.stroke.width >= 1.0 => {
                        let around = ring.rect.expand(2.0).contains_rect(cell);
                        let near = cell.expand(4.0).contains_rect(ring.rect);
                        (around && near).then_some((*clip, ring.rect))
                    }
                    _ => None,
                });
                let Some((clip, ring)) = ring else {
                    panic!("{size:?} {name}: no ring at {cell:?}")
                };
                assert!(clip.contains_rect(ring), "{size:?} {name}: {ring:?} is cut by {clip:?}");
            }
        }
    }
}
