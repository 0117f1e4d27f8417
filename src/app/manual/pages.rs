//! The manual: where its pages lie, so that the desktop can open them.
//!
//! A package brings them; a program that stands alone writes the copy that is built into it, with
//! light pictures, or none where it was built for a package.

use std::path::{Path, PathBuf};

use crate::file::{self, FileError};

include!(concat!(env!("OUT_DIR"), "/manual.rs"));

/// What can be read in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManualPage {
    /// The manual itself.
    Manual,
    /// The licences of the program, its faces and the crates in it.
    Licences,
}

impl ManualPage {
    fn name(self) -> &'static str {
        match self {
            Self::Manual => "index.html",
            Self::Licences => "licences.txt",
        }
    }

    /// The page as a file: installed beside `program`, else written into the folder `data`.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn at_hand(self, program: Option<&Path>, data: &Path) -> Result<PathBuf, FileError> {
        let installed = program.and_then(installed).map(|folder| folder.join(self.name()));
        match installed.filter(|page| page.is_file()) {
            Some(page) => Ok(page),
            None => unpacked(&data.join("manual")).map(|folder| folder.join(self.name())),
        }
    }
}

/// Where a package puts the manual for a program in `bin`.
fn installed(program: &Path) -> Option<PathBuf> {
    Some(program.parent()?.parent()?.join("share/doc/nianbao/manual"))
}

/// Writes what is not there as it should be.
fn unpacked(folder: &Path) -> Result<PathBuf, FileError> {
    for (name, bytes) in FILES {
        let path = folder.join(name);
        if std::fs::read(&path).is_ok_and(|there| there == *bytes) {
            continue;
        }
        if let Some(parent) = path.parent() {
            // A folder that cannot be made fails at the file, with a message of its own.
            let _told_below = std::fs::create_dir_all(parent);
        }
        file::write_atomic(&path, bytes)?;
    }
    Ok(folder.to_owned())
}

#[cfg(test)]
mod tests {
    use super::ManualPage;

    #[test]
    fn a_program_that_stands_alone_writes_its_manual() {
        let data = tempfile::tempdir().unwrap();
        let page = ManualPage::Manual.at_hand(None, data.path()).unwrap();
        let html = std::fs::read_to_string(&page).unwrap();
        assert!(html.starts_with("<!DOCTYPE html>"), "{html:.40}");
        let pictures = page.parent().unwrap().join("pictures");
        for picture in html.split("pictures/").skip(1) {
            let name = picture.split('"').next().unwrap();
            assert!(pictures.join(name).is_file(), "{name} is not built in");
        }
        let licences = ManualPage::Licences.at_hand(None, data.path()).unwrap();
        assert!(std::fs::read_to_string(licences).unwrap().contains("GNU GENERAL PUBLIC LICENSE"));
    }

    #[test]
    fn an_installed_manual_comes_first() {
        let root = tempfile::tempdir().unwrap();
        let manual = root.path().join("usr/share/doc/nianbao/manual");
        std::fs::create_dir_all(&manual).unwrap();
        crate::file::write_atomic(&manual.join("index.html"), b"installed").unwrap();
        let program = root.path().join("usr/bin/nianbao");
        let page = ManualPage::Manual.at_hand(Some(&program), root.path()).unwrap();
        assert_eq!(page, manual.join("index.html"));
    }
}
