//! Every step that can fail, every moment at which the plug can be pulled.

use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::file::read_from;
use crate::storage::{Failing, Links, Memory, StepFailure};

/// A save on a storage that fails at each step in turn: the old content or the new one is whole,
/// nothing is left beside it, and what is said is Chinese and true.
fn at_every_step(trouble: StepFailure, on: &dyn Fn() -> (Arc<dyn Storage>, std::path::PathBuf)) {
    for new in [false, true] {
        for step in 0.. {
            let (storage, path) = on();
            if !new {
                write_whole(&*storage, &path, b"former").unwrap();
            }
            let failing = Failing::new(Arc::clone(&storage), step, trouble);
            let result = write_whole(&failing, &path, "新的内容".as_bytes());
            let failed = failing.has_failed();
            let left = storage.read(&path, 100, Links::Follow).ok();
            let is_new = left.as_deref() == Some("新的内容".as_bytes());
            let is_old = left.as_deref() == (!new).then_some(b"former".as_slice());
            assert!(is_new || is_old, "{trouble:?} at {step}: {left:?}");
            let beside = storage.list(path.parent().unwrap()).unwrap().len();
            assert_eq!(beside, usize::from(left.is_some()), "{trouble:?} at {step}");
            match result {
                Ok(_) => assert!(is_new),
                Err(error) => {
                    let told = error.to_string();
                    assert_eq!(told.contains("原有文件没有改动"), is_old, "{told}");
                    assert!(told.contains('。') && !told.contains("os error"), "{told}");
                }
            }
            if !failed {
                assert!(step >= 6, "all steps were come to");
                break;
            }
        }
    }
}

#[test]
fn no_step_that_fails_costs_the_file() {
    let errors = [28, 5, 13]; // ENOSPC, EIO, EACCES
    for number in errors {
        at_every_step(StepFailure::Once(number), &|| {
            let folder = Path::new("/文件");
            (Arc::new(Memory::with_folders(&[folder])), folder.join("报告.nianbao"))
        });
    }
    for number in errors {
        let folder = tempfile::tempdir().unwrap();
        let count = std::cell::Cell::new(0);
        at_every_step(StepFailure::Once(number), &|| {
            count.set(count.get() + 1);
            let own = folder.path().join(count.get().to_string());
            std::fs::create_dir(&own).unwrap();
            (Arc::new(Disk), own.join("报告.nianbao"))
        });
    }
}

/// The plug is pulled after each step: whatever the disk kept, one of the two is whole.
#[test]
fn no_crash_costs_the_file() {
    for step in 0..=7 {
        for luck in 0..40 {
            let folder = Path::new("/文件");
            let (memory, path) = (Memory::with_folders(&[folder]), folder.join("报告.nianbao"));
            write_whole(&memory, &path, b"former").unwrap();
            let failing = Failing::new(Arc::new(memory.clone()), step, StepFailure::Gone);
            let result = write_whole(&failing, &path, b"a new one");
            memory.crash(luck);
            let left = memory.read(&path, 100, Links::Follow).unwrap();
            assert!(left == b"former" || left == b"a new one", "{step} {luck}: {left:?}");
            assert!(result.is_err() || left == b"a new one", "what was saved is saved");
        }
    }
}

#[cfg(windows)]
#[test]
fn a_file_that_another_program_keeps_to_itself_is_told() {
    use std::os::windows::fs::OpenOptionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("甲.nianbao");
    write_atomic(&path, b"former").unwrap();
    let kept = std::fs::OpenOptions::new().read(true).share_mode(0).open(&path).unwrap();
    let write = write_atomic(&path, b"new").unwrap_err().to_string();
    let read = crate::file::read(&path).unwrap_err().to_string();
    for told in [write, read] {
        assert!(told.contains("其他程序正在使用这个文件"), "{told}");
    }
    drop(kept);
    write_atomic(&path, b"new").unwrap();
}

#[cfg(unix)]
#[test]
fn permissions_owners_and_links_are_kept_or_told() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    let (path, plain) = (folder.path().join("甲.nianbao"), folder.path().join("plain"));
    std::fs::File::create(&plain).unwrap();
    write_atomic(&path, b"one").unwrap();
    assert_eq!(mode(&path), mode(&plain), "as any new file");
    for kept in [0o600, 0o640, 0o664, 0o444] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(kept)).unwrap();
        assert_eq!(write_whole(&Disk, &path, b"two").unwrap(), Written::default());
        assert_eq!(mode(&path), kept);
    }
    let link = folder.path().join("乙.nianbao");
    symlink(&path, &link).unwrap();
    write_atomic(&link, b"three").unwrap();
    assert!(link.is_symlink() && std::fs::read(&path).unwrap() == b"three");
    std::fs::hard_link(&path, folder.path().join("丙.nianbao")).unwrap();
    assert_eq!(write_whole(&Disk, &path, b"four").unwrap().other_names, 1);
}

#[cfg(unix)]
#[test]
fn what_is_private_is_read_by_nobody_else_and_follows_no_link() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let victim = folder.path().join("victim");
    write_atomic(&victim, b"kept").unwrap();
    let path = folder.path().join("新/稿/甲.ron");
    write_private(&Disk, &path, b"one").unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    let planted = path.with_file_name("乙.ron");
    symlink(&victim, &planted).unwrap();
    assert!(read_from(&Disk, &planted, Links::Refuse).is_err());
    write_private(&Disk, &planted, b"two").unwrap();
    assert!(!planted.is_symlink());
    // A pipe would be waited for for ever.
    let pipe = path.with_file_name("丙.ron");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert!(read_from(&Disk, &pipe, Links::Refuse).is_err());
    let elsewhere = folder.path().join("elsewhere");
    symlink(path.parent().unwrap(), &elsewhere).unwrap();
    assert!(write_private(&Disk, &elsewhere.join("丙.ron"), b"three").is_err());
    assert_eq!(std::fs::read(&victim).unwrap(), b"kept");
}
