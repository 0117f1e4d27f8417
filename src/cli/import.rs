//! `import`: a published report or a draft → a report file; a folder of them → a folder.

use super::flags::{DRAFT, OUT};
use super::outcome::{Next, Outcome, Session};
use super::spec::{Given, Misuse, Need, Operands, Spec};
use super::write::write_report;
use super::{findings, folder};
use crate::file::FileError;
use crate::open::{Opened, open};

pub(super) static COMMAND: Spec = Spec {
    name: "import",
    operands: Operands::One(("来源", "SOURCE")),
    flags: &[(&OUT, Need::Required), (&DRAFT, Need::Optional)],
    what: (
        "读入已公布的报告或草稿，存为报告文件；\
         来源是文件夹的，里面的报告逐个读入另一文件夹，列出结果，不覆盖已有文件",
        "Read a published report or a draft into a report file; a folder's into another folder, \
         over no file that is there.",
    ),
    run,
};

fn run(given: &Given, session: &mut Session<'_>) -> Result<Next, Misuse> {
    let (source, out) = (given.operand()?, given.required_path(&OUT)?);
    let draft = given.has(&DRAFT);
    if source.is_dir() {
        return Ok(Next::Print(folder::import(source, out, draft, session)));
    }
    let mut outcome = Outcome::default();
    let done = (|| -> Result<(), FileError> {
        let opened = open(source)?;
        if let Opened::Published(imported) = &opened {
            findings::imported(&mut outcome, &source.display().to_string(), imported);
        }
        write_report(&mut outcome, opened.report(), out, draft)
    })();
    Ok(Next::end(outcome, done))
}
