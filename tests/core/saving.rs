//! Saving where something prevents it, on real disks: the old file stays whole, the report
//! stays open with what was typed, and there is a way on.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::clerk::{Clerk, SmallDisk, names, read, sample};
use nianbao::app::{
    Action, Command, How, Modal, OpeningCommand, OpeningModal, PathModal, SaveCommand, SaveModal,
};
use nianbao::file::Owner;
use nianbao::report::place::Field;
use nianbao::storage::{Disk, Hold, Storage as _};

/// A clerk who has the sample open, from a file in the folder, and typed something.
fn typing(folder: &Path, at: &Path) -> (Clerk, PathBuf) {
    let path = at.join("报告.nianbao");
    fs::create_dir_all(at).unwrap();
    fs::write(&path, sample()).unwrap();
    let mut clerk = Clerk::new(folder);
    clerk.open(&path);
    clerk.write("新写的一段。");
    (clerk, path)
}

/// Not saved, and nothing lost by it.
fn refused(clerk: &Clerk, path: &Path, words: &[&str]) {
    let trouble = clerk.trouble();
    for words in words {
        assert!(trouble.contains(words), "{words} in {trouble}");
    }
    assert!(clerk.is_dirty() && clerk.text() == "新写的一段。");
    if path.exists() {
        assert_eq!(fs::read(path).unwrap(), sample(), "the old file is whole");
    }
}

/// The way on that is always offered.
fn can_be_saved_elsewhere(clerk: &mut Clerk, folder: &Path) {
    let other = folder.join("另一处.nianbao");
    clerk.give(Command::Dismiss);
    clerk.save_as(&other);
    assert!(!clerk.is_dirty(), "{}", clerk.trouble());
    assert_eq!(read(&other).text(Field::Before(1)), "新写的一段。");
}

#[test]
fn a_full_disk() {
    let folder = tempfile::tempdir().unwrap();
    let stick = folder.path().join("U盘");
    let Some(_mounted) = SmallDisk::mount(&stick, "size=256k") else { return };
    let (mut clerk, path) = typing(folder.path(), &stick);
    let full = fs::write(stick.join("别的文件"), vec![1; 1 << 20]).unwrap_err();
    assert_eq!(full.kind(), std::io::ErrorKind::StorageFull);
    clerk.save();
    refused(&clerk, &path, &["磁盘已满", "原有文件没有改动", "换一个位置"]);
    assert_eq!(names(&stick), [".~lock.报告.nianbao#", "别的文件", "报告.nianbao"]);
    can_be_saved_elsewhere(&mut clerk, folder.path());
    assert_eq!(names(&stick), ["别的文件", "报告.nianbao"], "the lock went along");
}

#[test]
fn a_read_only_disk() {
    let folder = tempfile::tempdir().unwrap();
    let share = folder.path().join("共享");
    let Some(mounted) = SmallDisk::mount(&share, "size=1m") else { return };
    let (mut clerk, path) = typing(folder.path(), &share);
    clerk.give(Command::Do(Action::CloseReport));
    clerk.give(OpeningCommand::Close(nianbao::app::SaveChoice::Discard));
    mounted.make_read_only();
    clerk.open(&path);
    assert!(clerk.app.read_only().is_none() && clerk.app.modal().is_none());
    clerk.write("新写的一段。");
    clerk.save();
    refused(&clerk, &path, &["只读", "换一个位置"]);
    can_be_saved_elsewhere(&mut clerk, folder.path());
}

#[test]
fn a_stick_that_was_pulled() {
    let folder = tempfile::tempdir().unwrap();
    let stick = folder.path().join("U盘");
    let (mut clerk, path) = typing(folder.path(), &stick);
    fs::remove_dir_all(&stick).unwrap();
    clerk.save();
    refused(&clerk, &path, &["不见了", "U 盘可能已经拔出"]);
    fs::create_dir(&stick).unwrap();
    fs::write(&path, sample()).unwrap();
    clerk.give(Command::Dismiss);
    clerk.save();
    assert!(!clerk.is_dirty(), "it is back as it was: {}", clerk.trouble());
}

#[test]
fn a_file_that_another_program_changed() {
    let theirs = String::from_utf8(sample()).unwrap().replace("柳塘镇", "柳溏镇");
    let changed = || {
        let folder = tempfile::tempdir().unwrap();
        let (mut clerk, path) = typing(folder.path(), folder.path());
        fs::write(&path, &theirs).unwrap();
        clerk.save();
        assert!(clerk.trouble().contains("Changed"), "{}", clerk.trouble());
        assert!(clerk.is_dirty() && clerk.text() == "新写的一段。");
        assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
        (folder, clerk, path)
    };
    // Over it: what the others wrote stays as a version.
    let (_folder, mut clerk, path) = changed();
    clerk.give(SaveCommand::Over(path.clone()));
    assert!(!clerk.is_dirty());
    assert_eq!(read(&path).text(Field::Before(1)), "新写的一段。");
    clerk.give(Command::Do(Action::Versions));
    let Some(Modal::Save(SaveModal::Versions(versions))) = clerk.app.modal() else { panic!() };
    assert!(versions[0].content.agency.contains("柳溏镇"));
    // What the others wrote: what was typed is one undo away.
    let (_folder, mut clerk, path) = changed();
    clerk.give(SaveCommand::Reload(path.clone()));
    assert!(clerk.report().agency.contains("柳溏镇") && !clerk.is_dirty());
    clerk.give(Command::Do(Action::Undo));
    assert_eq!(clerk.text(), "新写的一段。");
    clerk.save();
    assert!(!clerk.is_dirty(), "{}", clerk.trouble());
    assert_eq!(read(&path).text(Field::Before(1)), "新写的一段。");
    // Beside it.
    let (folder, mut clerk, path) = changed();
    can_be_saved_elsewhere(&mut clerk, folder.path());
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
}

#[test]
fn a_file_that_was_touched_or_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = typing(folder.path(), folder.path());
    fs::write(&path, sample()).unwrap();
    clerk.save();
    assert!(!clerk.is_dirty(), "the same content is no change: {}", clerk.trouble());
    clerk.write("又一段。");
    fs::remove_file(&path).unwrap();
    clerk.save();
    assert!(clerk.trouble().contains("Gone") && clerk.is_dirty());
    clerk.give(SaveCommand::Over(path.clone()));
    assert_eq!(read(&path).text(Field::Before(1)), "又一段。");
}

#[test]
fn names_that_a_system_refuses() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = typing(folder.path(), folder.path());
    let long = "长".repeat(100);
    for (name, words) in [
        ("报告:一.nianbao", "“:”"),
        ("报告?.nianbao", "“?”"),
        ("报告<1>|\"*.nianbao", "不能有"),
        ("报告\t.nianbao", "控制符"),
        ("报告.nianbao ", "末尾"),
        ("报告.", "末尾"),
        ("NUL.nianbao", "保留"),
        ("con", "保留"),
        (&*long, "太长"),
    ] {
        clerk.save_as(&folder.path().join(name));
        refused(&clerk, &path, &[words]);
        clerk.give(Command::Dismiss);
    }
    let deep = folder.path().join("深/".repeat(2000));
    clerk.save_as(&deep.join("报告.nianbao"));
    refused(&clerk, &path, &["太长"]);
    can_be_saved_elsewhere(&mut clerk, folder.path());
}

#[cfg(unix)]
#[test]
fn what_cannot_be_kept_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (mut clerk, path) = typing(folder.path(), folder.path());
    fs::hard_link(&path, folder.path().join("同一个.nianbao")).unwrap();
    clerk.save();
    assert!(clerk.notice().contains("硬链接"), "{}", clerk.notice());
    clerk.write("又一段。");
    fs::create_dir_all(&clerk.folders.data).unwrap();
    let versions = clerk.folders.data.join("versions");
    fs::remove_dir_all(&versions).unwrap();
    fs::write(&versions, "in the way").unwrap();
    clerk.save();
    assert!(!clerk.is_dirty(), "a version that fails blocks no save");
    assert!(clerk.notice().contains("没有留作历次保存"), "{}", clerk.notice());
}

#[test]
fn versions_are_listed_and_gone_back_to() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("我的文件");
    let (mut clerk, path) = typing(folder.path(), &own);
    for words in ["第一稿。", "第二稿。", "第三稿。"] {
        clerk.write(words);
        clerk.save();
    }
    assert_eq!(names(&own), [".~lock.报告.nianbao#", "报告.nianbao"], "nothing of it is here");
    clerk.give(Command::Do(Action::Versions));
    let Some(Modal::Save(SaveModal::Versions(versions))) = clerk.app.modal() else { panic!() };
    let texts: Vec<_> = versions.iter().map(|v| v.content.text(Field::Before(1))).collect();
    assert_eq!(texts[..2], ["第二稿。", "第一稿。"]);
    assert_eq!(versions.len(), 3);
    assert!(versions[0].changes[0].starts_with("第一部分"), "{:?}", versions[0].changes);
    clerk.restore(1);
    assert!(clerk.text() == "第一稿。" && clerk.is_dirty());
    clerk.give(Command::Do(Action::Undo));
    assert_eq!(clerk.text(), "第三稿。");
    clerk.give(Command::Do(Action::Redo));
    clerk.save();
    assert_eq!(read(&path).text(Field::Before(1)), "第一稿。");
}

#[test]
fn what_a_crash_left_beside_goes_in_time() {
    let folder = tempfile::tempdir().unwrap();
    let (old, young) = (folder.path().join(".nianbao-aaaa"), folder.path().join(".nianbao-bbbb"));
    for path in [&old, &young] {
        fs::write(path, "half").unwrap();
    }
    let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    fs::File::options().write(true).open(&old).unwrap().set_modified(long_ago).unwrap();
    let _typing = typing(folder.path(), folder.path());
    assert!(!old.exists() && young.exists());
}

/// Another window's lock, as another process holds it.
fn held_by(owner: &Owner, path: &Path) -> nianbao::storage::Holding {
    let name = format!(".~lock.{}#", path.file_name().unwrap().to_str().unwrap());
    let note = format!("nianbao\n{}\n{}\n{}\n{}\n", owner.user, owner.host, owner.pid, owner.since);
    match Disk.hold(&path.canonicalize().unwrap().with_file_name(name), &note).unwrap() {
        Hold::Mine(holding) => holding,
        Hold::Taken(note) => panic!("{note}"),
    }
}

fn another() -> Owner {
    Owner { user: "王芳".into(), pid: 1, since: "今天".into(), ..Owner::me("") }
}

#[test]
fn a_report_that_is_open_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("报告.nianbao");
    fs::write(&path, sample()).unwrap();
    let holding = held_by(&another(), &path);
    let mut clerk = Clerk::new(folder.path());
    let asked = |clerk: &Clerk| match clerk.app.modal() {
        Some(Modal::Opening(OpeningModal::Elsewhere(elsewhere))) => elsewhere.owner.to_string(),
        other => panic!("{other:?}"),
    };
    clerk.open(&path);
    assert!(asked(&clerk).starts_with("王芳") && asked(&clerk).ends_with("今天起"));
    clerk.give(OpeningCommand::Elsewhere(How::Copy));
    assert!(clerk.app.document().unwrap().path.is_none() && clerk.app.read_only().is_none());
    clerk.give(Command::Do(Action::CloseReport));
    clerk.open(&path);
    clerk.give(OpeningCommand::Elsewhere(How::ReadOnly));
    assert_eq!(clerk.app.read_only().unwrap().user, "王芳");
    clerk.write("新写的一段。");
    clerk.save();
    assert!(
        matches!(clerk.app.modal(), Some(Modal::Path(PathModal::Ask { .. }))),
        "another place is asked for"
    );
    clerk.save_as(&path);
    refused(&clerk, &path, &["Locked", "王芳"]);
    // The other window closes, having saved: what is read here is old.
    let theirs = String::from_utf8(sample()).unwrap().replace("柳塘镇", "柳溏镇");
    fs::write(&path, &theirs).unwrap();
    drop(holding);
    clerk.give(Command::Dismiss);
    clerk.save_as(&path);
    assert!(clerk.trouble().contains("Changed"), "{}", clerk.trouble());
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    clerk.give(SaveCommand::Over(path.clone()));
    assert!(clerk.app.read_only().is_none() && !clerk.is_dirty());
}

#[test]
fn a_lock_that_was_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("报告.nianbao");
    let lock = folder.path().join(".~lock.报告.nianbao#");
    fs::write(&path, sample()).unwrap();
    let note = |owner: &Owner| format!("nianbao\n{}\n{}\n4\n昨天\n", owner.user, owner.host);
    // A process of this computer that is no more.
    fs::write(&lock, note(&another())).unwrap();
    let mut clerk = Clerk::new(folder.path());
    clerk.open(&path);
    assert!(clerk.app.modal().is_none() && clerk.app.document().is_some());
    assert!(fs::read_to_string(&lock).unwrap().contains(&std::process::id().to_string()));
    clerk.give(Command::Do(Action::CloseReport));
    assert!(!lock.exists());
    // Another computer, which nobody here can ask.
    fs::write(&lock, note(&Owner { host: "别的电脑".into(), ..another() })).unwrap();
    clerk.open(&path);
    assert!(
        matches!(clerk.app.modal(), Some(Modal::Opening(OpeningModal::Elsewhere(e))) if e.owner.is_far())
    );
    clerk.give(OpeningCommand::Elsewhere(How::Anyway));
    clerk.write("新写的一段。");
    clerk.save();
    assert!(!clerk.is_dirty(), "{}", clerk.trouble());
    // The same report once more in the same window.
    clerk.open(&path);
    assert!(clerk.app.modal().is_none() && lock.exists());
    drop(clerk);
    assert!(!lock.exists());
}

#[cfg(unix)]
#[test]
fn a_lock_is_no_way_into_other_files() {
    let folder = tempfile::tempdir().unwrap();
    let (path, victim) = (folder.path().join("报告.nianbao"), folder.path().join("别人的"));
    fs::write(&path, sample()).unwrap();
    fs::write(&victim, "kept").unwrap();
    let lock = folder.path().join(".~lock.报告.nianbao#");
    for hard in [false, true] {
        if hard {
            fs::hard_link(&victim, &lock).unwrap();
        } else {
            std::os::unix::fs::symlink(&victim, &lock).unwrap();
        }
        let mut clerk = Clerk::new(folder.path());
        clerk.open(&path);
        assert!(clerk.app.document().is_some());
        drop(clerk);
        assert_eq!(fs::read_to_string(&victim).unwrap(), "kept");
        fs::remove_file(&lock).unwrap();
    }
}

#[test]
fn the_command_line_leaves_an_open_report_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (path, source) = (folder.path().join("报告.nianbao"), folder.path().join("来源.ron"));
    fs::write(&path, sample()).unwrap();
    fs::write(&source, sample()).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nianbao"));
        let output = command.args(arguments).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (path_words, source) = (path.to_str().unwrap(), source.to_str().unwrap());
    let holding = held_by(&another(), &path);
    for arguments in [
        &["import", source, "-o", path_words] as &[&str],
        &["new", "--agency", "甲镇", "-o", path_words, "--draft"],
    ] {
        let (code, told) = run(arguments);
        assert_eq!(code, 1, "{told}");
        assert!(told.contains("王芳") && told.contains("编辑"), "{told}");
        assert_eq!(fs::read(&path).unwrap(), sample());
    }
    drop(holding);
    assert_eq!(run(&["import", source, "-o", path_words]).0, 0);
    assert_eq!(names(folder.path()), ["报告.nianbao", "来源.ron"]);
}
