//! A mend for Chinese input on X11.
//!
//! egui interrupts the composition at every change of focus, and then the input context is made
//! anew, so that fcitx5 drops to English at every click; it also takes the context away where no
//! field has the focus. Here the context stays, and is interrupted only while something is being
//! composed. The candidate box stands a line lower, so that it never covers the line.

use egui::{Context, Event, FullOutput, ImeEvent, RawInput};

/// See the module.
#[derive(Debug, Default)]
pub struct SteadyInput {
    composing: bool,
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

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        let ime = &mut output.platform_output.ime;
        match ime {
            Some(now) => {
                now.should_interrupt_composition &= self.composing;
                let line = now.cursor_rect.height();
                now.cursor_rect = now.cursor_rect.translate(egui::vec2(0.0, line));
                self.last = Some(*now);
            }
            None => *ime = self.last,
        }
    }
}
