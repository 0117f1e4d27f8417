//! What is asked about handing a report in and publishing it, and what comes of it.

use std::path::PathBuf;

use crate::file::FileError;

/// What goes into a package besides what always does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PackageChoice {
    /// The pages as OFD.
    pub ofd: bool,
    /// The record of who changed what, in the report's file.
    pub with_changes: bool,
}

/// What views ask for about handing in and publishing.
#[derive(Clone, Debug)]
pub enum DeliveryCommand {
    /// Says what is open, and asks what goes into the package.
    AskPackage,
    /// Asks where the package is written.
    Package(PackageChoice),
    /// Writes the package.
    WritePackage(PackageChoice, PathBuf),
    /// Asks when and where the report was published.
    AskPublished,
    /// Marks the report as published on a day, at an address that may be empty.
    Published(String, String),
}

/// What a job about handing in sends back.
pub(crate) enum DeliveryAnswer {
    /// A package was written with so many files, or why it was not.
    Packed { path: PathBuf, result: Result<usize, FileError> },
}

/// Sheets about handing in and publishing.
#[derive(Clone, Debug)]
pub enum DeliveryModal {
    /// What is open, and what goes into the package.
    Package(Vec<String>),
    /// When and where it was published.
    Published,
}
