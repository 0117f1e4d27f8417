//! The preview: what is asked of it, and whether its pages are those of the report as it is.

use super::super::core::Core;
use super::messages::{PreviewAnswer, PreviewCommand};
use super::pages::Preview;
use super::sheets::{PreviewInput, Sheets};

/// Does what is asked about the preview.
pub(crate) fn handle(preview: &mut Preview, core: &mut Core, command: PreviewCommand) {
    match command {
        PreviewCommand::LayOut => lay_out(preview, core),
        PreviewCommand::Draw(tiles) => {
            if let Some(work) = preview.draw(tiles) {
                core.jobs.start(move || {
                    let (painter, tiles) = work();
                    PreviewAnswer::Drawn(painter, tiles)
                });
            }
        }
    }
}

/// Takes what a job about the preview sends back.
pub(crate) fn take(preview: &mut Preview, core: &Core, answer: PreviewAnswer) {
    match answer {
        PreviewAnswer::Laid(sheets) => preview.laid(*sheets, core.generation),
        PreviewAnswer::Drawn(painter, tiles) => preview.take_drawn(painter, tiles),
    }
}

/// Whether pages are those of the report as it is, laid out as the clerk chose.
pub(crate) fn is_current(core: &Core, sheets: &Sheets) -> bool {
    let PreviewInput { generation, revision, options, faces, .. } = sheets.input;
    let settings = core.settings.get();
    core.document.as_ref().is_some_and(|document| {
        (generation, revision) == (core.generation, document.revision())
            && (options, faces) == (settings.layout(), settings.faces)
    })
}

fn lay_out(preview: &mut Preview, core: &mut Core) {
    let Some(document) = &core.document else { return };
    let settings = core.settings.get();
    let input = PreviewInput {
        generation: core.generation,
        revision: document.revision(),
        options: settings.layout(),
        faces: settings.faces,
        report: document.report().clone(),
        findings: document.findings().iter().filter(|f| !document.is_pending(f)).cloned().collect(),
    };
    if let Some(work) = preview.lay_out(input) {
        core.jobs.start(move || PreviewAnswer::Laid(Box::new(work())));
    }
}
