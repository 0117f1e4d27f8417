//! `package`: a report with all that goes with it as one zip, and such a zip opened and proved.

use std::path::Path;

use super::findings::{left_out, text_of};
use super::flags::OUT;
use super::outcome::{Next, Outcome, Session};
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use super::write::not_the_source;
use crate::export::ExportSetup;
use crate::file::{self, FileError, FileKind, write_atomic};
use crate::layout;
use crate::open::{Opened, open};
use crate::package::{self, LIST, PackageFault};
use crate::report::{Report, SaveLog};
use crate::rules::Balanced;

pub(super) static COMMAND: Spec = Spec {
    name: "package",
    operands: Operands::Optional(("文件", "FILE")),
    flags: &[
        (&OUT, Need::Required),
        (&WITH_OFD, Need::Optional),
        (&WITH_CHANGES, Need::Optional),
        (&OPEN, Need::Optional),
    ],
    what: (
        "把报告和它的 PDF、Word、网页、核对单、问题说明装成一个报送包，附各文件的 SHA-256；\
         --open 解开报送包并逐个核对",
        "Pack a report with its PDF, Word document, web page, checklist and reasons into one zip, with \
         the SHA-256 of each file; --open unpacks such a zip and proves every file.",
    ),
    run,
};

static WITH_OFD: Flag = Flag {
    long: "ofd",
    short: None,
    takes: Takes::Nothing,
    what: ("报送包里加上 OFD", "Put the pages as OFD into the package too."),
};

static WITH_CHANGES: Flag = Flag {
    long: "with-changes",
    short: None,
    takes: Takes::Nothing,
    what: (
        "报告文件里带上修改记录；不写的不带",
        "Keep the record of who changed what in the packed report; it is left out otherwise.",
    ),
};

static OPEN: Flag = Flag {
    long: "open",
    short: None,
    takes: Takes::Path(("报送包", "X.zip")),
    what: ("解开这个报送包，-o 是放到哪个文件夹", "Unpack this package; -o is the folder."),
};

fn run(given: &Given, _: &mut Session<'_>) -> Result<Next, Misuse> {
    let out = given.required_path(&OUT)?;
    let mut outcome = Outcome::default();
    let done = match (given.operands.first(), given.path(&OPEN)) {
        (Some(file), None) => {
            let with = (given.has(&WITH_OFD), given.has(&WITH_CHANGES));
            pack(&mut outcome, file, out, with)
        }
        (None, Some(zip)) if !given.has(&WITH_OFD) && !given.has(&WITH_CHANGES) => {
            unpack(&mut outcome, zip, out)
        }
        (None, Some(_)) => {
            let problem = "--ofd 和 --with-changes 只在装包时有用，不能和 --open 一起写";
            return Err(Misuse::new(problem));
        }
        (Some(_), Some(_)) => return Err(Misuse::new("装包写报告文件，解包写 --open，不能一起写")),
        (None, None) => return Err(Misuse::new("请写明要装包的报告，或者用 --open 写明报送包")),
    };
    Ok(Next::end(outcome, done))
}

fn pack(
    outcome: &mut Outcome,
    file: &Path,
    out: &Path,
    (ofd, with_changes): (bool, bool),
) -> Result<(), FileError> {
    let opened = open(file)?;
    let name = file.display();
    if matches!(opened, Opened::File(FileKind::Draft, _)) {
        outcome.fail(1, format!("“{name}”是草稿，不能报送。请改好存为报告，再装包。"));
        return Ok(());
    }
    let log = if with_changes { opened.report().log.clone() } else { SaveLog::default() };
    let report = &Report { log, ..opened.report().clone() };
    if let Some(line) = left_out(&opened) {
        outcome.line(line);
    }
    let balanced = match Balanced::new(report) {
        Ok(balanced) => balanced,
        Err(findings) => {
            outcome.fail(1, "没有装包，先要改正：");
            for finding in &findings {
                outcome.fail(1, text_of(report, finding));
            }
            return Ok(());
        }
    };
    if layout::lines_of(report) > layout::MAX_LINES {
        outcome.fail(1, "没有装包：文字太长，不像一份年度报告。请删减误粘贴的大段文字。");
        return Ok(());
    }
    not_the_source(file, out)?;
    file::not_ours(out)?;
    let packed = package::pack(balanced, ofd, &ExportSetup::default());
    if packed.bytes.len() as u64 > file::MAX_BYTES {
        let problem = "没有写成，装成的报送包超过 16 MiB，就打不开了";
        return Err(FileError::new(out, problem, "请删去误粘贴的大段文字后再装包。"));
    }
    for note in &packed.notes {
        outcome.line(note);
    }
    write_atomic(out, &packed.bytes)?;
    let open = package::open_points(report);
    if !open.is_empty() {
        outcome.line("还没有处理完的：");
        for line in &open {
            outcome.line(format!("  {line}"));
        }
    }
    outcome.line(format!("已装成报送包：{}（{} 个文件）", out.display(), packed.names.len()));
    for name in &packed.names {
        outcome.line(format!("  {name}"));
    }
    Ok(())
}

fn unpack(outcome: &mut Outcome, zip: &Path, folder: &Path) -> Result<(), FileError> {
    let bytes = file::read(zip)?;
    let unpacked = match package::unpack(&bytes) {
        Ok(unpacked) => unpacked,
        Err(fault) => return refused(outcome, zip, &fault),
    };
    let list = (LIST.to_owned(), unpacked.list.into_bytes());
    let files: Vec<(String, Vec<u8>)> = unpacked.files.into_iter().chain([list]).collect();
    for (name, _) in &files {
        let path = folder.join(name);
        if path.symlink_metadata().is_ok() {
            let problem = "文件夹里已有这个文件，没有覆盖，也没有写出别的文件";
            return Err(FileError::new(&path, problem, "请换一个空的文件夹。"));
        }
    }
    if let Err(error) = std::fs::create_dir_all(folder) {
        let (what, remedy) = file::problem::io(&error);
        return Err(FileError::new(folder, format!("建不了这个文件夹，{what}"), remedy));
    }
    for (name, content) in &files {
        write_atomic(&folder.join(name), content)?;
    }
    outcome.line(format!(
        "已核对并解开 {} 个文件，都与清单相符：{}",
        files.len(),
        folder.display()
    ));
    for (name, _) in &files {
        outcome.line(format!("  {name}"));
    }
    Ok(())
}

/// A package that was changed on its way is refused; what is no package cannot be read.
fn refused(outcome: &mut Outcome, zip: &Path, fault: &PackageFault) -> Result<(), FileError> {
    let error = FileError::new(zip, fault.to_string(), fault.remedy());
    if fault.is_tampered() {
        outcome.fail(1, error.to_string());
        return Ok(());
    }
    Err(error)
}
