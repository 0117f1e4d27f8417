//! Puts what was copied on the system's clipboard.
//!
//! egui puts text there and nothing else. What holds a table goes by `arboard`, which egui itself
//! uses, as text and as a piece of a web page at once: so on X11, Windows and macOS. Under Wayland
//! `arboard` reaches only the clipboard of X11 programs, which the desktop shares as it likes, so
//! that there it stays with egui's text.

use egui::Context;

use crate::export::Copied;

/// Where copies go.
pub trait CopyTarget {
    /// Puts something on the clipboard; whether its tables are there too, and not its text alone.
    fn put(&mut self, ctx: &Context, copied: &Copied) -> bool;
}

/// Text alone, by egui.
#[derive(Debug, Default)]
pub struct TextOnly;

impl CopyTarget for TextOnly {
    fn put(&mut self, ctx: &Context, copied: &Copied) -> bool {
        ctx.copy_text(copied.text.clone());
        false
    }
}

/// The system's clipboard.
pub struct SystemClipboard(Option<arboard::Clipboard>);

impl Default for SystemClipboard {
    /// The clipboard of the desktop that the window is on.
    fn default() -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let wayland = ["WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(set);
        Self((!wayland).then(arboard::Clipboard::new).and_then(Result::ok))
    }
}

impl CopyTarget for SystemClipboard {
    fn put(&mut self, ctx: &Context, copied: &Copied) -> bool {
        let Copied { text, html } = copied;
        let done = self.0.as_mut().is_some_and(|board| board.set().html(html, Some(text)).is_ok());
        done || TextOnly.put(ctx, copied)
    }
}
