//! The system's file dialogs, asked from a thread. Where none can be had the window asks itself.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::app::{Dialogs, FileQuestion, Picked};

/// An answer of nothing within this time is no clerk's: there is no dialog to be had.
const TOO_QUICK: Duration = Duration::from_millis(300);

/// A dialog that has not taken the focus from the window by then does not come.
const TOO_SLOW: Duration = Duration::from_secs(3);

/// Counts how often the window lost the focus, as it does when a dialog opens.
#[derive(Clone, Debug, Default)]
pub struct FocusLost(Arc<AtomicU32>);

impl FocusLost {
    /// Notes one more loss.
    pub fn note(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn count(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The system's dialogs.
#[derive(Debug, Default)]
pub struct Native {
    /// How the window tells that something else has come to the front.
    pub focus_lost: FocusLost,
}

impl Native {
    /// `NIANBAO_DIALOG=path` asks for paths in the window, for tests and for desktops whose
    /// dialogs do not work.
    fn wanted() -> bool {
        std::env::var_os("NIANBAO_DIALOG").is_none_or(|value| value != "path")
    }

    fn ask(&self, ask: impl FnOnce() -> Option<PathBuf> + Send + 'static) -> Picked {
        self.ask_several(|| ask().map(|path| vec![path]))
    }

    fn ask_several(&self, ask: impl FnOnce() -> Option<Vec<PathBuf>> + Send + 'static) -> Picked {
        if !Self::wanted() {
            return Picked::Unavailable;
        }
        let (sender, receiver) = channel();
        let (asked, lost) = (Instant::now(), self.focus_lost.count());
        std::thread::spawn(move || sender.send(ask()));
        let mut answer = receiver.recv_timeout(TOO_SLOW);
        if answer == Err(RecvTimeoutError::Timeout) {
            if self.focus_lost.count() == lost {
                return Picked::Unavailable;
            }
            answer = receiver.recv().map_err(|_| RecvTimeoutError::Disconnected);
        }
        match answer {
            Ok(Some(mut paths)) => match (paths.pop(), paths.is_empty()) {
                (Some(path), true) => Picked::File(path),
                (Some(path), false) => {
                    paths.push(path);
                    Picked::Files(paths)
                }
                (None, _) => Picked::Cancelled,
            },
            Ok(None) if asked.elapsed() > TOO_QUICK => Picked::Cancelled,
            Ok(None) | Err(_) => Picked::Unavailable,
        }
    }
}

/// A dialog for what is asked. Some desktops tell ending.DOCX from ending.docx: both are shown.
fn dialog(asked: &FileQuestion) -> rfd::FileDialog {
    let (name, extensions) = asked.files;
    let mut dialog = rfd::FileDialog::new().set_title(asked.title);
    // The stick with the last report may be gone.
    if asked.folder.is_dir() {
        dialog = dialog.set_directory(&asked.folder);
    }
    if extensions.is_empty() {
        return dialog;
    }
    let mut all: Vec<String> = extensions.iter().map(|&extension| extension.into()).collect();
    if cfg!(target_os = "linux") {
        all.extend(extensions.iter().map(|extension| extension.to_uppercase()));
    }
    dialog.add_filter(name, &all).add_filter("所有文件", &["*"])
}

impl Dialogs for Native {
    fn open(&self, asked: &FileQuestion) -> Picked {
        let dialog = dialog(asked);
        self.ask(move || dialog.pick_file())
    }

    fn open_several(&self, asked: &FileQuestion) -> Picked {
        let dialog = dialog(asked);
        self.ask_several(move || dialog.pick_files())
    }

    fn folder(&self, asked: &FileQuestion) -> Picked {
        let dialog = dialog(asked);
        self.ask(move || dialog.pick_folder())
    }

    fn save(&self, asked: &FileQuestion, name: &str, extension: &str) -> Picked {
        let dialog = dialog(asked).set_file_name(name).add_filter(extension, &[extension]);
        let picked = self.ask(move || dialog.save_file());
        match picked {
            // Dialogs append no extension.
            Picked::File(path) if path.extension().is_none() => {
                Picked::File(path.with_extension(extension))
            }
            other => other,
        }
    }
}

/// Says a sentence in a box of the system's own, where neither a window nor a terminal can.
#[cfg(any(windows, target_os = "macos"))]
pub fn say(text: &str) {
    let of = rfd::MessageDialog::new().set_level(rfd::MessageLevel::Error).set_title("年报");
    of.set_description(text).show();
}

/// Says a sentence through the desktop, where neither a window nor a terminal can.
#[cfg(not(any(windows, target_os = "macos")))]
pub fn say(text: &str) {
    // The exit code is all that is left to say it.
    let _unseen = crate::app::message::say(text);
}

#[cfg(test)]
mod tests {
    use super::Native;
    use crate::app::{Picked, Purpose};

    /// Every purpose that reads a file shows such files at first, under a Chinese name.
    #[test]
    fn what_is_asked_for_is_shown() {
        for (purpose, extension) in [
            (Purpose::Open, "taizhang"),
            (Purpose::Open, "nianbao"),
            (Purpose::Import, "xlsx"),
            (Purpose::Import, "wps"),
            (Purpose::LastYear, "docx"),
            (Purpose::Returned, "docx"),
            (Purpose::LedgerOpen, "taizhang"),
            (Purpose::LedgerImport, "csv"),
        ] {
            let (name, extensions) = purpose.files();
            assert!(!name.is_empty() && extensions.contains(&extension), "{purpose:?}");
        }
    }

    #[test]
    fn a_quick_nothing_means_that_there_is_no_dialog() {
        assert_eq!(Native::default().ask(|| None), Picked::Unavailable);
        let path = std::path::PathBuf::from("报告.nianbao");
        let picked = path.clone();
        assert_eq!(Native::default().ask(move || Some(picked)), Picked::File(path));
    }
}
