//! The reports that tests start from.

use std::path::{Path, PathBuf};

use nianbao::open::open;
use nianbao::report::Report;

/// The five real reports and the sample.
pub const SOURCES: [&str; 6] = [
    "tests/reports/000.txt",
    "tests/reports/001.txt",
    "tests/reports/002.txt",
    "tests/reports/003.txt",
    "tests/reports/004.txt",
    "assets/sample.ron",
];

/// A file of the project.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// A report, whatever shape it is in.
pub fn read(source: &str) -> Report {
    open(&path(source)).unwrap().into_report()
}

/// Each source's short name and its report.
pub fn reports() -> Vec<(&'static str, Report)> {
    let name = |source: &'static str| Path::new(source).file_stem().unwrap().to_str().unwrap();
    SOURCES.iter().map(|source| (name(source), read(source))).collect()
}
