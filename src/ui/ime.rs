//! A mend for Chinese input on X11.
//!
//! egui interrupts the composition at every change of focus, and then the input context is made
//! anew, so that fcitx5 drops to English at every click; it also takes the context away where no
//! field has the focus. Here the context stays. It is interrupted only where the focus moves while
//! something is being composed, so that what was begun in one field does not end in another. The
//! candidate box stands a line lower, so that it never covers the line.

use egui::{Context, Event, FullOutput, ImeEvent, RawInput};

/// See the module.
#[derive(Debug, Default)]
pub struct SteadyInput {
    composing: bool,
    focused: Option<egui::Id>,
    interrupted: Option<u64>,
    last: Option<egui::output::IMEOutput>,
}

impl egui::Plugin for SteadyInput {
    fn debug_name(&self) -> &'static str {
        "steady input"
    }

    fn input_hook(&mut self, _ctx: &Context, input: &mut RawInput) {
        for event in &input.events {
            match event {
                Event::Ime(ImeEvent::Preedit { text, .. }) => self.composing = !text.is_empty(),
                Event::Ime(ImeEvent::Commit(_)) => self.composing = false,
                _ => {}
            }
        }
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let focused = ctx.memory(egui::Memory::focused);
        let moved = std::mem::replace(&mut self.focused, focused) != focused;
        // A frame may take several passes, of which the last one's word counts: what the first
        // asked for is asked for again.
        let frame = ctx.cumulative_frame_nr();
        if self.composing && moved {
            self.composing = false;
            self.interrupted = Some(frame);
        }
        let interrupt = self.interrupted == Some(frame);
        let ime = &mut output.platform_output.ime;
        if let Some(now) = ime {
            let line = now.cursor_rect.height();
            now.cursor_rect = now.cursor_rect.translate(egui::vec2(0.0, line));
            self.last = Some(*now);
        } else {
            *ime = self.last;
        }
        if let Some(ime) = ime {
            ime.should_interrupt_composition = interrupt;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SteadyInput;
    use egui::{Context, Event, FullOutput, Id, ImeEvent, Plugin as _, RawInput};

    /// Whether the composition is interrupted in each of two passes of a frame in which the focus
    /// moves.
    fn check(preedit: &str, expected: [bool; 2]) {
        let (ctx, mut plugin) = (Context::default(), SteadyInput::default());
        let event = ImeEvent::Preedit { text: preedit.into(), active_range_chars: None };
        let mut input = RawInput { events: vec![Event::Ime(event)], ..RawInput::default() };
        let pass = |plugin: &mut SteadyInput| {
            let mut output = FullOutput::default();
            output.platform_output.ime = Some(egui::output::IMEOutput {
                purpose: egui::IMEPurpose::Normal,
                rect: egui::Rect::ZERO,
                cursor_rect: egui::Rect::ZERO,
                should_interrupt_composition: false,
            });
            plugin.output_hook(&ctx, &mut output);
            output.platform_output.ime.is_some_and(|ime| ime.should_interrupt_composition)
        };
        plugin.input_hook(&ctx, &mut input);
        assert!(!pass(&mut plugin), "the focus has not moved");
        ctx.memory_mut(|memory| memory.request_focus(Id::unique("another field")));
        assert_eq!([pass(&mut plugin), pass(&mut plugin)], expected, "{preedit}");
    }

    #[test]
    fn only_an_open_composition_is_interrupted_and_in_every_pass() {
        check("gongkai", [true, true]);
        check("", [false, false]);
    }
}
