//! Where the lines of a source went, counted for the import report.

use std::collections::BTreeSet;

use crate::import::imported::Imported;
use crate::import::notes::{Note, NoteKind};
use crate::import::provenance::{LineUse, Provenance};
use crate::report::place::{Field, Place};

/// Counts anew where the source's lines went, after some more were put somewhere.
pub(super) fn again(read: &mut Imported) {
    let counted = of(&read.provenance);
    let is_count = |note: &&mut Note| note.message.contains(" 行的去向：");
    if let Some(note) = read.notes.iter_mut().find(is_count) {
        *note = counted;
    }
}

/// How many lines of the source went where; each that says something is told. A line that holds
/// several things is told as each of them.
pub(super) fn of(provenance: &Provenance) -> Note {
    let uses = provenance.uses();
    let kinds =
        ["标题", "引言", "各部分标题", "正文", "表格", "落款", "网页上的文字", "没有找到位置"];
    let kind = |to: &LineUse| match to {
        LineUse::Field(Field::Title) => Some(0),
        LineUse::Field(Field::LeadIn) => Some(1),
        LineUse::Field(Field::Heading(_)) => Some(2),
        LineUse::Field(Field::Before(_) | Field::After(_)) => Some(3),
        LineUse::Figures(_) | LineUse::Words(_) => Some(4),
        LineUse::Field(Field::SignatureName | Field::SignatureDate) => Some(5),
        LineUse::Furniture => Some(6),
        LineUse::Unplaced => Some(7),
        // An agency is named in a title, a lead-in, a signature; alone it is a part of the title.
        LineUse::Field(Field::Agency) => None,
    };
    let of: Vec<BTreeSet<usize>> = uses
        .iter()
        .map(|line| {
            let kinds: BTreeSet<usize> = line.iter().filter_map(kind).collect();
            let alone = kinds.is_empty() && !line.is_empty();
            if alone { BTreeSet::from([0]) } else { kinds }
        })
        .collect();
    let kinds: Vec<(&str, usize)> = kinds
        .into_iter()
        .enumerate()
        .map(|(kind, name)| (name, of.iter().filter(|line| line.contains(&kind)).count()))
        .collect();
    let all = of.iter().filter(|line| !line.is_empty()).count();
    let several = match of.iter().filter(|line| line.len() > 1).count() {
        0 => String::new(),
        several => format!("；其中 {several} 行有几样内容，各处都算"),
    };
    let told: Vec<String> = kinds
        .iter()
        .filter(|(_, lines)| *lines > 0)
        .map(|(name, lines)| format!("{name} {lines}"))
        .collect();
    let message = format!("原文 {all} 行的去向：{}{several}", told.join("，"));
    let (line, place, fix) = (None, Some(Place::Report), None);
    Note { kind: NoteKind::Found, line, place, message, fix }
}
