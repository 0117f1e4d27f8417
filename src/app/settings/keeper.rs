//! The settings as they stand, and their way to the disk: aside, and not before the window has
//! been drawn by them.

use std::sync::{Arc, Mutex, PoisonError};

use super::super::jobs::{Jobs, Wait};
use super::messages::SettingsAnswer;
use super::values::{Folders, Settings};

/// A change is written when so many frames have begun since: one frame has then been drawn with
/// it whole, so that a zoom or a pane that ends the program is not what the next start begins with.
const FRAMES: u8 = 2;

/// The settings of the running program.
pub(crate) struct SettingsKeeper {
    settings: Settings,
    folders: Folders,
    /// Frames that are to begin before the last change is written; none where all is written.
    unwritten: Option<u8>,
    /// Counts what was given to be written.
    number: u64,
    /// The number of what was written last. Jobs may come in any order: an older one writes nothing.
    written: Arc<Mutex<u64>>,
}

impl SettingsKeeper {
    /// Keeps settings that were read from these folders.
    pub(crate) fn new(settings: Settings, folders: Folders) -> Self {
        Self { settings, folders, unwritten: None, number: 0, written: Arc::default() }
    }

    pub(crate) fn get(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Changes them; they are written when the window has been drawn by them.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Settings)) {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings != before {
            self.unwritten = Some(FRAMES);
        }
    }

    /// Whether something is still to be written.
    pub(crate) fn is_unwritten(&self) -> bool {
        self.unwritten.is_some()
    }

    /// A frame begins: starts to write what has been shown long enough.
    pub(crate) fn frame(&mut self, jobs: &mut Jobs) {
        match self.unwritten {
            Some(frames) if frames > 1 => self.unwritten = Some(frames - 1),
            Some(_) => self.write(jobs),
            None => {}
        }
    }

    /// Starts to write what is not written yet.
    pub(crate) fn write(&mut self, jobs: &mut Jobs) {
        if self.unwritten.take().is_none() {
            return;
        }
        self.number += 1;
        let (settings, folders) = (self.settings.clone(), self.folders.clone());
        let (number, written) = (self.number, Arc::clone(&self.written));
        jobs.start_awaited(Wait::Settings, move || {
            let mut last = written.lock().unwrap_or_else(PoisonError::into_inner);
            if *last > number {
                return SettingsAnswer::Written(Ok(()));
            }
            *last = number;
            SettingsAnswer::Written(settings.save(&folders))
        });
    }
}
