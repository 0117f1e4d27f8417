//! What changed in the words of the last two years, section by section: what went is struck through, what
//! came is underlined.

use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Stroke, Ui};

use super::{heading, nothing, paragraph};
use crate::app::compare::years::YearsView;
use crate::compare::{Stretch, StretchKind, stretches};
use crate::ui::theme::{self, Colours, size};
use crate::zh;

/// More characters than this are not compared word by word in a frame.
const MOST: usize = 20_000;

pub(super) fn show(ui: &mut Ui, view: &YearsView) {
    let Some(comparison) = view.comparison.as_ref().filter(|c| c.years.len() > 1) else {
        return nothing(ui, "添加上年报告后，可对照文字。");
    };
    let colours = theme::colours(ui.ctx());
    let [.., from, to] = comparison.years.as_slice() else { return };
    let words = format!("{to} 年与 {from} 年。删去的文字有删除线，增加的有下划线。");
    paragraph(ui, &words, size::SMALL, colours.ink2);
    for part in &comparison.prose {
        let numeral = zh::numeral(part.section.into());
        heading(ui, &format!("第{numeral}部分，{}% 相同", part.same_percent));
        if part.earlier.len() + part.later.len() > MOST {
            paragraph(ui, "文字太长，没有逐字对照。", size::TEXT, colours.ink2);
            continue;
        }
        if part.earlier.trim().is_empty() && part.later.trim().is_empty() {
            paragraph(ui, "两年都没有文字。", size::TEXT, colours.ink2);
            continue;
        }
        let id = ui.scope_id().with(("difference", part.section));
        // Finding it takes longer than a frame has: it is kept as long as the words are the same.
        let key = (part.earlier.clone(), part.later.clone());
        let kept: Option<KeptDifference> = ui.data(|data| data.get_temp(id));
        let found = kept.filter(|kept| kept.of == key).unwrap_or_else(|| {
            let kept = KeptDifference { stretches: stretches(&part.earlier, &part.later), of: key };
            ui.data_mut(|data| data.insert_temp(id, kept.clone()));
            kept
        });
        let response = ui.add(egui::Label::new(job(&found.stretches, colours)).wrap());
        let name = spoken(&found.stretches);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &name));
        ui.add_space(6.0);
    }
}

/// What changed between two texts.
#[derive(Clone)]
struct KeptDifference {
    of: (String, String),
    stretches: Vec<Stretch>,
}

fn job(stretches: &[Stretch], colours: &Colours) -> LayoutJob {
    let mut job = LayoutJob::default();
    for stretch in stretches {
        let plain = TextFormat {
            font_id: FontId::proportional(size::TEXT),
            color: colours.ink,
            line_height: Some(26.0),
            ..TextFormat::default()
        };
        let format = match stretch.kind {
            StretchKind::Same => plain,
            StretchKind::Removed => TextFormat {
                color: colours.ink2,
                strikethrough: Stroke::new(1.0, colours.ink),
                ..plain
            },
            StretchKind::Added => TextFormat {
                background: colours.accent_soft,
                underline: Stroke::new(2.0, colours.accent),
                ..plain
            },
        };
        job.append(&stretch.text, 0.0, format);
    }
    job
}

/// The text as it is read out, with what went and what came.
fn spoken(stretches: &[Stretch]) -> String {
    let words = |stretch: &Stretch| match stretch.kind {
        StretchKind::Same => stretch.text.clone(),
        StretchKind::Removed => format!("〔删去：{}〕", stretch.text),
        StretchKind::Added => format!("〔增加：{}〕", stretch.text),
    };
    stretches.iter().map(words).collect()
}
