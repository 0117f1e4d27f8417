//! What stood beside the words and figures of a source, and is no part of them: told, and kept.

use crate::import::blocks::{Aside, AsideKind};
use crate::import::imported::Imported;
use crate::import::notes::{Note, NoteKind};
use crate::import::provenance::{ReadState, Spot};
use crate::report::place::Place;

/// Tells of each of them: beside a figure, the figure is to be looked at.
pub(super) fn tell(read: &mut Imported, asides: Vec<Aside>) {
    for aside in asides {
        let Aside { number: line, column, kind, text } = aside;
        let cell = line.zip(column).and_then(|(line, column)| {
            let here = Spot { line, column: Some(column) };
            read.provenance.cells.iter_mut().find(|(_, reading)| reading.spot == Some(here))
        });
        if let Some((id, reading)) = cell {
            if reading.state == ReadState::Read {
                reading.state = ReadState::Unsure;
            }
            let id = *id;
            let what = match kind {
                AsideKind::Raised => format!("数旁的上标或下标“{text}”没有算进数里，请核对"),
                AsideKind::Struck => format!("原文划掉的“{text}”没有读入，请核对"),
                AsideKind::Unseen => format!("原文中看不见的“{text}”没有读入，请核对"),
            };
            let place = Place::Cell(id);
            let message = format!("{}：{what}", place.words(&read.report));
            let place = Some(place);
            read.notes.push(Note { kind: NoteKind::Unsure, line, place, message, fix: None });
        } else {
            let message = match kind {
                AsideKind::Raised => format!("上标或下标“{text}”像是注释的标记，没有放进报告"),
                AsideKind::Struck => format!("“{text}”在原文中被划掉，没有放进报告"),
                AsideKind::Unseen => format!("“{text}”在原文中看不见，没有放进报告"),
            };
            let (kind, place) = (NoteKind::Unplaced, None);
            read.notes.push(Note { kind, line, place, message, fix: None });
            read.report.imported.get_or_insert_default().unplaced.push(text);
        }
    }
}
