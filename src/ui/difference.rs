//! What changed between two texts, as it is drawn and read out. What went is struck through, what came is
//! underlined, so that colour is not needed.

use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Stroke};

use super::theme::{Colours, size};
use crate::compare::{Stretch, StretchKind};

/// The words of one side in lines of a height; no break at their end.
pub(super) fn job(stretches: &[Stretch], line_height: f32, colours: &Colours) -> LayoutJob {
    let mut job = LayoutJob::default();
    let end = stretches.len().saturating_sub(1);
    for (at, stretch) in stretches.iter().enumerate() {
        let plain = TextFormat {
            font_id: FontId::proportional(size::TEXT),
            color: colours.ink,
            line_height: Some(line_height),
            ..TextFormat::default()
        };
        let format = match stretch.kind {
            StretchKind::Same => plain,
            StretchKind::Removed => TextFormat {
                color: colours.ink2,
                background: colours.head,
                strikethrough: Stroke::new(1.0, colours.ink),
                ..plain
            },
            StretchKind::Added => TextFormat {
                background: colours.accent_soft,
                underline: Stroke::new(2.0, colours.accent),
                ..plain
            },
        };
        let text = stretch.text.as_str();
        job.append(if at == end { text.trim_end_matches('\n') } else { text }, 0.0, format);
    }
    job
}

/// The words of one side as they are read out, with what went and what came.
pub(super) fn spoken(stretches: &[Stretch]) -> String {
    let words = |stretch: &Stretch| match stretch.kind {
        StretchKind::Same => stretch.text.clone(),
        StretchKind::Removed => format!("〔删去：{}〕", stretch.text),
        StretchKind::Added => format!("〔增加：{}〕", stretch.text),
    };
    let all: String = stretches.iter().map(words).collect();
    if all.is_empty() { "（无）".into() } else { all }
}
