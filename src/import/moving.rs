//! A line of the source that was put in the wrong place, moved by the clerk: into a section's prose
//! or the lead-in, or set aside as no part of the report.

use super::provenance::{Provenance, Spot};
use crate::report::place::Field;
use crate::report::{Edit, Report};

/// Where a line may be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineTarget {
    /// The lead-in.
    LeadIn,
    /// A section's prose, 1 to 6: before the section's table where it has one.
    Prose(u8),
    /// Set aside with what a site puts around a report.
    Furniture,
}

/// A line's way from one place to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedLine {
    /// What changes the report; to be undone as one step.
    pub edits: Vec<Edit>,
    /// Where everything is afterwards; the one before belongs to the undone step.
    pub provenance: Provenance,
}

/// Moves a line, counted from 1, to another place. `None` where the line holds figures or a
/// heading, says nothing, is there already, or its paragraph was changed since the import.
#[must_use]
pub fn moved(
    report: &Report,
    provenance: &Provenance,
    line: usize,
    to: LineTarget,
) -> Option<MovedLine> {
    let target = match to {
        LineTarget::LeadIn => Some(Field::LeadIn),
        LineTarget::Prose(section @ 1..=6) => Some(Field::Before(section)),
        LineTarget::Prose(_) => return None,
        LineTarget::Furniture => None,
    };
    let mut after = provenance.clone();
    let mut edits = Vec::new();
    let from = field_of(provenance, line);
    if from.is_none() && target.is_none() {
        // It is no longer told as without a place.
        if provenance.furniture.iter().any(|spot| spot.line == line) {
            return None;
        }
        edits.push(claimed(report, &mut after, line)?);
        after.furniture.push(Spot { line, column: None });
        return Some(MovedLine { edits, provenance: after });
    }
    if from == target || holds_more(provenance, line) {
        return None;
    }
    let paragraph = if let Some(field) = from {
        let (edit, paragraph) = taken(report, &mut after, field, line)?;
        edits.push(edit);
        paragraph
    } else {
        let text = provenance.lines.get(line.checked_sub(1)?)?.trim().to_owned();
        edits.extend(claimed(report, &mut after, line));
        Some(text).filter(|text| !text.is_empty())?
    };
    match target {
        Some(field) => edits.push(put(report, &mut after, field, line, &paragraph)),
        None => edits.push(set_aside(report, &mut after, line, paragraph)),
    }
    Some(MovedLine { edits, provenance: after })
}

/// The field of prose that a line is a paragraph of.
fn field_of(provenance: &Provenance, line: usize) -> Option<Field> {
    let is_prose =
        |field: &Field| matches!(field, Field::LeadIn | Field::Before(_) | Field::After(_));
    let mut fields = provenance.fields.iter().filter(|(field, _)| is_prose(field));
    let found = fields.find(|(_, spots)| spots.iter().any(|spot| spot.line == line));
    found.map(|(field, _)| *field)
}

/// Whether a line is a title, a heading, who signs, or holds a figure: that is not moved.
fn holds_more(provenance: &Provenance, line: usize) -> bool {
    // The agency's name may be known from a paragraph, which is prose all the same.
    let is_other = |field: &Field| {
        !matches!(field, Field::LeadIn | Field::Before(_) | Field::After(_) | Field::Agency)
    };
    let here = |spot: &Spot| spot.line == line;
    let heads = provenance.fields.iter().any(|(f, spots)| is_other(f) && spots.iter().any(here));
    let figures = provenance.cells.values().filter_map(|reading| reading.spot);
    heads || figures.into_iter().any(|spot| spot.line == line)
}

/// Takes a line's paragraph out of its field.
fn taken(
    report: &Report,
    provenance: &mut Provenance,
    field: Field,
    line: usize,
) -> Option<(Edit, String)> {
    let spots = provenance.fields.get_mut(&field)?;
    let mut paragraphs: Vec<&str> = report.text(field).split('\n').collect();
    if paragraphs.len() != spots.len() {
        return None;
    }
    let at = spots.iter().position(|spot| spot.line == line)?;
    spots.remove(at);
    if spots.is_empty() {
        provenance.fields.remove(&field);
    }
    let paragraph = paragraphs.remove(at).to_owned();
    let source = provenance.lines.get(line.checked_sub(1)?)?;
    source.contains(&paragraph).then(|| (Edit::Text(field, paragraphs.join("\n")), paragraph))
}

/// Puts a paragraph into a field, behind those that are before it in the source.
fn put(
    report: &Report,
    provenance: &mut Provenance,
    field: Field,
    line: usize,
    paragraph: &str,
) -> Edit {
    let text = report.text(field);
    let mut paragraphs: Vec<&str> = text.split('\n').filter(|text| !text.is_empty()).collect();
    let spots = provenance.fields.entry(field).or_default();
    let before = spots.iter().filter(|spot| spot.line < line).count();
    let at = if spots.len() == paragraphs.len() { before } else { paragraphs.len() };
    paragraphs.insert(at, paragraph);
    spots.insert(before, Spot { line, column: None });
    Edit::Text(field, paragraphs.join("\n"))
}

/// Takes a line off the list of what found no place, each piece of it.
fn claimed(report: &Report, provenance: &mut Provenance, line: usize) -> Option<Edit> {
    provenance.furniture.retain(|spot| spot.line != line);
    let mut imported = report.imported.clone()?;
    // Each entry has its spot.
    if imported.unplaced.len() != provenance.unplaced.len() {
        return None;
    }
    let entries = imported.unplaced.into_iter().zip(std::mem::take(&mut provenance.unplaced));
    let (gone, kept): (Vec<_>, Vec<_>) = entries.partition(|(_, spot)| spot.line == line);
    (imported.unplaced, provenance.unplaced) = kept.into_iter().unzip();
    (!gone.is_empty()).then(|| Edit::Imported(Some(Box::new(imported))))
}

/// Puts a line on the list of what found no place, as furniture.
fn set_aside(report: &Report, provenance: &mut Provenance, line: usize, paragraph: String) -> Edit {
    let spot = Spot { line, column: None };
    let mut imported = report.imported.clone().unwrap_or_default();
    // Each entry has its spot.
    provenance.unplaced.truncate(imported.unplaced.len());
    provenance.unplaced.push(spot);
    provenance.furniture.push(spot);
    imported.unplaced.push(paragraph);
    Edit::Imported(Some(Box::new(imported)))
}
