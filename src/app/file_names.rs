//! The names that are proposed for files.

use std::path::{Path, PathBuf};

use super::core::Core;
use super::path::messages::Purpose;
use crate::file::safe_name;

impl Core {
    /// The year whose report is due next: the one a new report is for.
    pub(super) fn due_year(&self) -> u16 {
        self.settings.get().due(self.now.date).1
    }

    /// The calendar year just ended.
    pub(super) fn ended_year(&self) -> u16 {
        self.now.date.year - 1
    }

    /// The name proposed for files of the open report, without an extension.
    pub(super) fn proposed_stem(&self) -> String {
        safe_name(self.report().map_or("", |report| report.title.as_str()))
    }

    /// The open file's folder, else the last used one's.
    pub(super) fn proposed_folder(&self) -> PathBuf {
        let recent = self.settings.get().recent.first().map(|recent| recent.path.as_path());
        let folder = self.document_path().or(recent).and_then(Path::parent).map(Path::to_owned);
        let folder = folder.or_else(std::env::home_dir).unwrap_or_default();
        // A file may have been named as seen from where the program was started.
        std::path::absolute(Path::new(".").join(&folder)).unwrap_or(folder)
    }

    /// What a path field starts from.
    pub(super) fn proposed_path(&self, purpose: Purpose) -> PathBuf {
        let folder = self.proposed_folder();
        match self.proposed_file(purpose) {
            Some(name) => folder.join(name),
            None => folder,
        }
    }

    /// The name proposed for a file that is to be written.
    pub(super) fn proposed_file(&self, purpose: Purpose) -> Option<String> {
        let extension = purpose.extension()?;
        let stem = self.proposed_stem();
        Some(match purpose {
            Purpose::LedgerSave | Purpose::LedgerExport => {
                format!("{}.{extension}", self.proposed_ledger_stem())
            }
            Purpose::Years(output) => format!("{stem}{}.{extension}", output.suffix()),
            Purpose::Checklist => format!("{stem}核对单.{extension}"),
            Purpose::Package(_) => format!("{stem}（报送包）.{extension}"),
            Purpose::List(subject, _) => format!("{stem}（{}）.{extension}", subject.label()),
            Purpose::RollUp(what) => format!("{}.{extension}", what.stem()),
            _ => format!("{stem}.{extension}"),
        })
    }

    /// The name proposed for files of the open ledger, without an extension.
    fn proposed_ledger_stem(&self) -> String {
        let document = self.ledger.document.as_ref();
        let stem = document.and_then(|d| d.path.as_ref()?.file_stem()?.to_str().map(safe_name));
        let agency = document.map_or("", |d| d.ledger().agency.as_str());
        stem.unwrap_or_else(|| safe_name(&format!("{agency}申请公开台账")))
    }
}
