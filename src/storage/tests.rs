//! What a crash keeps, and what a failing step leaves.

use std::sync::Arc;

use super::*;

const FOLDER: &str = "/文件";

fn disk() -> (Memory, PathBuf) {
    (Memory::with_folders(&[Path::new(FOLDER)]), Path::new(FOLDER).join("甲.ron"))
}

fn put(storage: &dyn Storage, path: &Path, bytes: &[u8], sync: bool) {
    let mut file = storage.begin(path.parent().unwrap()).unwrap();
    file.write(bytes).unwrap();
    if sync {
        file.sync().unwrap();
    }
    file.put(path).unwrap();
}

fn content(storage: &dyn Storage, path: &Path) -> Option<Vec<u8>> {
    storage.read(path, 100, Links::Follow).ok()
}

#[test]
fn what_was_flushed_outlives_a_crash() {
    for luck in 0..50 {
        let (disk, path) = disk();
        put(&disk, &path, b"one", true);
        disk.sync_folder(Path::new(FOLDER)).unwrap();
        put(&disk, &path, b"two", true);
        disk.crash(luck);
        let left = content(&disk, &path).unwrap();
        assert!(left == b"one" || left == b"two", "{left:?}");
    }
}

/// The memory would be no test of anything if it kept what a real disk may lose.
#[test]
fn what_was_not_flushed_may_be_lost() {
    let after = |luck| {
        let (disk, path) = disk();
        put(&disk, &path, b"one", false);
        disk.crash(luck);
        content(&disk, &path)
    };
    let seen: Vec<_> = (0..100).map(after).collect();
    for expected in [None, Some(vec![]), Some(b"on".to_vec()), Some(b"one".to_vec())] {
        assert!(seen.contains(&expected), "{expected:?} in {seen:?}");
    }
}

#[test]
fn one_that_is_dropped_is_removed() {
    let (memory, path) = disk();
    let folder = tempfile::tempdir().unwrap();
    for (storage, folder) in
        [(&memory as &dyn Storage, path.parent().unwrap()), (&Disk, folder.path())]
    {
        let mut file = storage.begin(folder).unwrap();
        file.write(b"half").unwrap();
        assert_eq!(storage.list(folder).unwrap().len(), 1);
        drop(file);
        assert_eq!(storage.list(folder).unwrap(), Vec::<PathBuf>::new());
    }
}

#[test]
fn links_are_followed_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (memory, path) = disk();
    let link = path.with_file_name("乙.ron");
    put(&memory, &path, b"one", true);
    memory.link(&link, &path);
    let real = folder.path().join("甲.ron");
    put(&Disk, &real, b"one", true);
    #[cfg_attr(not(unix), allow(unused_mut))] // Few may make a link on Windows.
    let mut cases = vec![(&memory as &dyn Storage, link, path)];
    #[cfg(unix)]
    {
        let real_link = folder.path().join("乙.ron");
        std::os::unix::fs::symlink(&real, &real_link).unwrap();
        cases.push((&Disk, real_link, real));
    }
    for (storage, link, path) in cases {
        assert_eq!(storage.metadata(&link).unwrap().kind, EntryKind::Link);
        assert_eq!(content(storage, &link).unwrap(), b"one");
        let refused = storage.read(&link, 100, Links::Refuse).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::Unsupported);
        let large = storage.read(&path, 2, Links::Refuse).unwrap_err();
        assert_eq!(large.kind(), io::ErrorKind::FileTooLarge);
    }
}

#[test]
fn a_name_is_held_by_one_and_its_note_is_for_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("甲.lock");
    let Hold::Mine(held) = Disk.hold(&path, "one").unwrap() else { panic!("it is free") };
    let Hold::Taken(note) = Disk.hold(&path, "two").unwrap() else { panic!("it is held") };
    assert_eq!(note, "one");
    assert_eq!(content(&Disk, &path).unwrap(), b"one");
    drop(held);
    assert!(!path.exists());
    assert!(matches!(Disk.hold(&path, "three").unwrap(), Hold::Mine(_)));
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_be_made_nobody_holds_anything() {
    assert!(Disk.hold(Path::new("/proc/lock"), "one").is_err());
}

#[test]
fn a_folder_is_told_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let error = Disk.read(folder.path(), 100, Links::Follow).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
}

#[test]
fn a_step_fails_once_or_for_good() {
    let (memory, path) = disk();
    let once = Failing::new(Arc::new(memory.clone()), 1, StepFailure::Once(28));
    let mut file = once.begin(Path::new(FOLDER)).unwrap();
    assert_eq!(file.write(b"1234").unwrap_err().kind(), io::ErrorKind::StorageFull);
    file.write(b"56").unwrap();
    file.put(&path).unwrap();
    assert!(once.has_failed());
    assert_eq!(content(&once, &path).unwrap(), b"1256", "half was written before");

    let gone = Failing::new(Arc::new(memory.clone()), 1, StepFailure::Gone);
    let mut file = gone.begin(Path::new(FOLDER)).unwrap();
    assert!(file.write(b"1234").is_err() && file.sync().is_err());
    drop(file);
    assert_eq!(memory.list(Path::new(FOLDER)).unwrap().len(), 2, "nothing could be removed");
}
