use super::values::{FILE, Folders, Settings};
use crate::file::write_atomic;

/// The settings read from a file's text, and what was told.
fn loaded(text: &[u8]) -> (Settings, Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(folder.path());
    std::fs::create_dir_all(&folders.config).unwrap();
    write_atomic(&folders.config.join(FILE), text).unwrap();
    let loaded = Settings::load(&folders);
    let aside = std::fs::read(folders.config.join("settings.damaged-1.ron")).ok();
    assert_eq!(aside.is_some(), loaded.1.is_some(), "what is told is put aside");
    assert!(aside.is_none_or(|aside| aside == text));
    // Neither is it in the way of the next ones, nor met again.
    loaded.0.save(&folders).unwrap();
    assert_eq!(Settings::load(&folders), (loaded.0.clone(), None));
    loaded
}

fn folders(folder: &std::path::Path) -> Folders {
    Folders { config: folder.join("config"), data: folder.join("data") }
}

#[test]
fn damaged_settings_are_put_aside_and_told() {
    for (text, told) in [
        (&b""[..], "已损坏"),
        (b"(agency: \"", "已损坏"),
        (b"\xff\xfe(", "已损坏"),
        (b"(agency: 3)", "已损坏"),
        ("(zoom: -1)".as_bytes(), "已损坏"),
        (b"(version: 2, theme: Sepia)", "较新的程序"),
        ("(".repeat(100_000).as_bytes(), "已损坏"),
    ] {
        let (settings, said) = loaded(text);
        assert_eq!(settings, Settings::default());
        assert!(said.unwrap().contains(told));
    }
}

#[test]
fn what_makes_no_sense_is_as_if_it_had_not_been_chosen() {
    let text = "(agency: \"甲镇\", zoom: 0, problems_height: NaN, preview_width: -1e30, \
        due_month: 2, due_day: 30, of_a_later_program: 3)";
    let (settings, told) = loaded(text.as_bytes());
    let usual = Settings { agency: "甲镇".into(), ..Settings::default() };
    assert_eq!((settings, told), (usual, None));
    // Settings of the programs before this one have no version.
    assert_eq!(loaded("(zoom: 125)".as_bytes()).0.zoom, 125);
}

#[test]
fn whatever_stands_in_their_place_the_program_starts() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(folder.path());
    assert_eq!(Settings::load(&folders), (Settings::default(), None), "the first start");
    std::fs::create_dir_all(folders.config.join(FILE).join("a")).unwrap();
    let (settings, told) = Settings::load(&folders);
    assert_eq!(settings, Settings::default());
    assert!(told.unwrap().contains("settings.damaged-1.ron"));
    settings.save(&folders).unwrap();
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere_or_in_a_circle_and_a_pipe_are_put_aside() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(folder.path());
    let path = folders.config.join(FILE);
    std::fs::create_dir_all(&folders.config).unwrap();
    for to in ["nowhere", FILE] {
        std::os::unix::fs::symlink(to, &path).unwrap();
        assert!(Settings::load(&folders).1.is_some());
        assert!(!path.is_symlink());
    }
    // It would be waited for for ever.
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    assert!(Settings::load(&folders).1.is_some());
    assert!(!path.exists());
}

#[test]
fn a_file_where_the_folder_should_be_is_told_when_saving() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(folder.path());
    write_atomic(&folders.config, b"").unwrap();
    let (settings, told) = Settings::load(&folders);
    assert!(told.is_some());
    assert!(settings.save(&folders).is_err());
}
