//! The files that paths of files and folders name.

use std::path::{Path, PathBuf};

use crate::file::{self, FileError};

/// A file to be worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it was met in a folder, not named: then it may be something else than a report.
    pub met: bool,
}

/// The files that paths of files and folders name, in the order given; those of a folder at any depth,
/// by name. Hidden files, marks of documents that are open (`~$…`) and links to folders are left
/// out.
///
/// # Errors
/// The folder that cannot be listed, and why.
pub fn expand(paths: &[PathBuf]) -> Result<Vec<FoundFile>, FileError> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, &mut found)?;
        } else {
            found.push(FoundFile { path: path.clone(), met: false });
        }
    }
    Ok(found)
}

/// Adds the files of a folder. Folders wait in a list of their own, so that depth costs no stack.
fn walk(folder: &Path, found: &mut Vec<FoundFile>) -> Result<(), FileError> {
    let mut waiting = vec![(folder.to_owned(), true)];
    while let Some((path, is_folder)) = waiting.pop() {
        if !is_folder {
            found.push(FoundFile { path, met: true });
            continue;
        }
        let fail = |error: &std::io::Error| unreadable(&path, error);
        let entries = std::fs::read_dir(&path).map_err(|error| fail(&error))?;
        let mut entries = entries.collect::<Result<Vec<_>, _>>().map_err(|error| fail(&error))?;
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries.iter().rev() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            match entry.file_type() {
                _ if name.starts_with('.') || name.starts_with("~$") => {}
                Ok(kind) if kind.is_dir() => waiting.push((entry.path(), true)),
                Ok(_) if entry.path().is_file() => waiting.push((entry.path(), false)),
                _ => {}
            }
        }
    }
    Ok(())
}

fn unreadable(folder: &Path, error: &std::io::Error) -> FileError {
    let (problem, remedy) = file::problem::io(error);
    FileError::new(folder, problem, remedy)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::expand;

    #[test]
    #[allow(clippy::disallowed_methods)] // Files for a test.
    fn folders_stand_for_the_files_in_them_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("乙/丙")).unwrap();
        for name in ["b", "a", "乙/丙/d", "乙/c", ".hidden", "~$a.docx"] {
            std::fs::write(at(name), "").unwrap();
        }
        let named = [at("b"), folder.path().to_owned(), PathBuf::from("no such file")];
        let found = expand(&named).unwrap();
        let shown: Vec<(&Path, bool)> = found
            .iter()
            .map(|found| (found.path.strip_prefix(folder.path()).unwrap_or(&found.path), found.met))
            .collect();
        let expected = [
            ("b", false),
            ("a", true),
            ("b", true),
            ("乙/c", true),
            ("乙/丙/d", true),
            ("no such file", false),
        ];
        assert_eq!(shown, expected.map(|(name, met)| (Path::new(name), met)));
    }
}
