//! Prose laid out for the screen: paragraphs indented, headings larger and in the accent colour,
//! room for a card under one paragraph.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{ByteIndex, CharIndex, Galley, LayoutJob, LayoutSection, TextFormat};
use egui::{Color32, FontId, Rect, Ui, pos2};

use crate::layout::subheading;
use crate::ui::theme::{Colours, size};

/// Indent of a paragraph: two characters.
pub(crate) const INDENT: f32 = 30.0;
/// Room over a heading.
const OVER_HEADING: f32 = 10.0;

/// Room kept free under a paragraph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ParagraphGap {
    /// A byte in the paragraph.
    pub byte: usize,
    /// The height of the room, in points of the screen.
    pub height: f32,
}

/// The text of a field as it stands on the screen, kept from frame to frame.
#[derive(Clone, Default)]
pub(crate) struct ProseSheet {
    job: LayoutJob,
    ink: Color32,
    gap: Option<ParagraphGap>,
    /// What egui made of the job, by which a change is known.
    raw: Option<Arc<Galley>>,
    galley: Option<Arc<Galley>>,
    /// Where each row starts: character and byte.
    starts: Vec<(usize, usize)>,
    /// Characters that count: no spaces, no line ends.
    pub characters: usize,
}

impl ProseSheet {
    /// Lays the text out; work is done only where something changed since the last frame.
    pub fn lay(
        &mut self,
        ui: &Ui,
        text: &str,
        width: f32,
        colours: &Colours,
        gap: Option<ParagraphGap>,
    ) -> Arc<Galley> {
        if self.raw.is_none() || self.job.text != text || self.ink != colours.ink {
            self.job = job(text, colours);
            self.ink = colours.ink;
            self.characters = text.chars().filter(|c| !c.is_whitespace()).count();
            self.raw = None;
        }
        self.job.wrap.max_width = width;
        let raw = ui.fonts_mut(|fonts| fonts.layout_job(self.job.clone()));
        let same = self.raw.as_ref().is_some_and(|old| Arc::ptr_eq(old, &raw));
        if !same || self.gap != gap {
            self.gap = gap;
            self.galley = Some(Arc::new(self.spaced(&raw)));
            self.raw = Some(Arc::clone(&raw));
        }
        self.galley.clone().unwrap_or(raw)
    }

    /// Moves the rows apart over headings and under the paragraph with the card.
    fn spaced(&mut self, raw: &Galley) -> Galley {
        let mut galley = raw.clone();
        self.starts.clear();
        let mut text = self.job.text.chars();
        let (mut char, mut byte, mut down) = (0, 0, 0.0);
        let mut begins = true;
        let gap_end = self.gap.map(|gap| paragraph(&self.job.text, gap.byte).end);
        for row in &mut galley.rows {
            if begins && byte > 0 && is_heading(self.job.text.get(byte..).unwrap_or_default()) {
                down += OVER_HEADING;
            }
            row.pos.y += down;
            self.starts.push((char, byte));
            let count = row.char_count_including_newline().0;
            byte += text.by_ref().take(count).map(char::len_utf8).sum::<usize>();
            char += count;
            if row.glyphs.is_empty() {
                // The caret stands where the paragraph will begin.
                Arc::make_mut(&mut row.row).size.x = INDENT;
            }
            begins = row.ends_with_newline;
            let ended = byte - usize::from(begins);
            if let Some(gap) = self.gap.filter(|_| gap_end == Some(ended)) {
                down += gap.height;
            }
        }
        galley.rect.max.y += down;
        galley.mesh_bounds.max.y += down;
        galley
    }

    fn rows(&self) -> &[egui::epaint::text::PlacedRow] {
        self.galley.as_ref().map_or(&[], |galley| &galley.rows)
    }

    /// Where a range of bytes stands: row and rectangle, for each row that it touches.
    pub fn rects(&self, range: &Range<usize>) -> Vec<(usize, Rect)> {
        let last = self.starts.len();
        let first = self.starts.partition_point(|(_, byte)| *byte <= range.start).max(1) - 1;
        let mut rects = Vec::new();
        for index in first..last {
            let (_, start) = self.starts[index];
            if start >= range.end && index > first {
                break;
            }
            let column = |byte: usize| {
                let before = self.job.text.get(start..byte.max(start));
                CharIndex(before.map_or(0, |text| text.chars().count()))
            };
            let Some(row) = self.rows().get(index) else { break };
            let from = row.x_offset(column(range.start));
            let end = self.starts.get(index + 1).map_or(self.job.text.len(), |(_, byte)| *byte);
            let to = if range.end >= end { row.size.x } else { row.x_offset(column(range.end)) };
            let (top, bottom) = (row.min_y(), row.max_y());
            rects.push((
                index,
                Rect::from_min_max(
                    pos2(from + row.pos.x, top),
                    pos2(to.max(from) + row.pos.x, bottom),
                ),
            ));
        }
        rects
    }

    /// The bytes that stand between two heights.
    pub fn between(&self, top: f32, bottom: f32) -> Range<usize> {
        let rows = self.rows();
        let first = rows.partition_point(|row| row.max_y() < top);
        let last = rows.partition_point(|row| row.min_y() <= bottom);
        let byte = |row: usize| self.starts.get(row).map_or(self.job.text.len(), |(_, byte)| *byte);
        byte(first)..byte(last)
    }

    /// The bottom of the last row of the paragraph that a byte is in.
    pub fn bottom_of_paragraph(&self, byte: usize) -> f32 {
        let end = paragraph(&self.job.text, byte).end;
        let row = self.starts.partition_point(|(_, start)| *start <= end).max(1) - 1;
        self.rows().get(row).map_or(0.0, egui::epaint::text::PlacedRow::max_y)
    }

    /// Whether a heading stands after the paragraph that a byte is in.
    pub fn heading_after(&self, byte: usize) -> bool {
        let end = paragraph(&self.job.text, byte).end;
        self.job.text.get(end + 1..).is_some_and(is_heading)
    }
}

/// The bytes of the paragraph that a byte is in, without its line end.
pub(crate) fn paragraph(text: &str, byte: usize) -> Range<usize> {
    let (before, after) = text.split_at_checked(byte.min(text.len())).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    start..after.find('\n').map_or(text.len(), |at| byte + at)
}

/// Whether the first line is a heading and nothing else.
fn is_heading(text: &str) -> bool {
    let line = text.split('\n').next().unwrap_or_default();
    subheading(line).is_some_and(|end| end == line.trim_end().len())
}

fn job(text: &str, colours: &Colours) -> LayoutJob {
    let mut job = LayoutJob { keep_trailing_whitespace: true, ..LayoutJob::default() };
    text.clone_into(&mut job.text);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        let head = subheading(words).unwrap_or(0);
        if head > 0 && head == words.trim_end().len() {
            section(&mut job, start..start + line.len(), 0.0, format(size::TITLE, colours.accent));
        } else {
            let indent = own_indent(words);
            if head > 0 {
                section(&mut job, start..start + head, indent, format(size::TEXT, colours.accent));
            }
            let indent = if head > 0 { 0.0 } else { indent };
            section(
                &mut job,
                start + head..start + line.len(),
                indent,
                format(size::TEXT, colours.ink),
            );
        }
        start += line.len();
    }
    if text.is_empty() {
        section(&mut job, 0..0, 0.0, format(size::TEXT, colours.ink));
    }
    job
}

/// Two characters, less the spaces that the text itself begins with.
fn own_indent(words: &str) -> f32 {
    let own: f32 = words
        .chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\u{3000}' { 15.0 } else { 4.0 })
        .sum();
    (INDENT - own).max(0.0)
}

fn section(job: &mut LayoutJob, range: Range<usize>, leading_space: f32, format: TextFormat) {
    let byte_range = ByteIndex(range.start)..ByteIndex(range.end);
    job.sections.push(LayoutSection { leading_space, byte_range, format });
}

fn format(points: f32, color: Color32) -> TextFormat {
    let font_id = FontId::proportional(points);
    TextFormat { font_id, color, line_height: Some(size::PROSE_LINE), ..TextFormat::default() }
}

#[cfg(test)]
mod tests {
    use super::{is_heading, paragraph};

    #[test]
    fn paragraphs_and_headings() {
        let text = "甲\n乙乙\n";
        assert_eq!(paragraph(text, 0), 0..3);
        assert_eq!(paragraph(text, 4), 4..10);
        assert_eq!(paragraph(text, 11), 11..11);
        assert!(is_heading("（一）主动公开情况\n全年"));
        assert!(!is_heading("（一）主动公开。全年公开信息\n"));
        assert!(!is_heading(""));
    }
}
