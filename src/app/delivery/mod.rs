//! Handing a report in as one package (报送), and marking it as published (已公布).

pub mod messages;

use std::path::PathBuf;
use std::sync::Arc;

use messages::{DeliveryAnswer, DeliveryCommand, DeliveryModal, PackageChoice};

use super::core::Core;
use super::jobs::Wait;
use super::path::messages::Purpose;
use super::save::messages::SaveCommand;
use crate::export::ExportSetup;
use crate::file::{self, FileError, write_atomic};
use crate::layout;
use crate::ledger::read_day;
use crate::package;
use crate::report::{Edit, Publication, Report, SaveLog};
use crate::rules::Balanced;

/// Does what is asked about handing in and publishing.
pub(super) fn handle(core: &mut Core, command: DeliveryCommand) {
    match command {
        DeliveryCommand::AskPackage => ask_package(core),
        DeliveryCommand::Package(choice) => {
            core.modal = None;
            core.ask_path(Purpose::Package(choice));
        }
        DeliveryCommand::WritePackage(choice, path) => write_package(core, choice, path),
        DeliveryCommand::AskPublished => {
            if core.report().is_some_and(|report| Balanced::new(report).is_err()) {
                return core.send(SaveCommand::Refuse);
            }
            core.modal = Some(DeliveryModal::Published.into());
        }
        DeliveryCommand::Published(date, address) => publish(core, &date, &address),
    }
}

/// Takes what a job about handing in sends back.
pub(super) fn take(core: &mut Core, answer: DeliveryAnswer) {
    let DeliveryAnswer::Packed { path, result } = answer;
    match result {
        Ok(files) => {
            core.notify(format!("已装成报送包“{}”，{files} 个文件", path.display()));
        }
        Err(error) => core.fail(error.to_string()),
    }
}

/// What is wrong with a day on which a report of a year is said to have been published.
#[must_use]
pub fn day_problem(report: &Report, date: &str) -> Option<String> {
    let Some(day) = read_day(date) else {
        return Some("公布日期：请写成 2026-01-28 这样".to_owned());
    };
    let year = report.year.filter(|year| i32::from(day.year()) <= i32::from(*year))?;
    Some(format!("公布日期：{day} 在 {year} 年结束之前，请核对"))
}

fn ask_package(core: &mut Core) {
    let Some(report) = core.report() else { return };
    if Balanced::new(report).is_err() {
        return core.send(SaveCommand::Refuse);
    }
    if layout::lines_of(report) > layout::MAX_LINES {
        return core.fail("没有装包：文字太长，不像一份年度报告。请删减误粘贴的大段文字。");
    }
    let open = package::open_points(report);
    core.modal = Some(DeliveryModal::Package(open).into());
}

/// Packs the report as it is now, aside.
fn write_package(core: &mut Core, choice: PackageChoice, path: PathBuf) {
    let Some(report) = core.report() else { return };
    let log = if choice.with_changes { report.log.clone() } else { SaveLog::default() };
    let report = Report { log, ..report.clone() };
    let (faces, layout) = (core.settings.get().faces, core.settings.get().layout());
    core.notify(format!("正在装包“{}”…", path.display()));
    core.jobs.start_awaited(Wait::Export, move || {
        let result = file::not_ours(&path).and_then(|()| {
            let problem = |what: &str| FileError::new(&path, what, "请按问题栏所列改正后再试。");
            let balanced = Balanced::new(&report).map_err(|_| problem("勾稽关系不平，没有装包"))?;
            let setup = ExportSetup { fonts: faces.fonts(), layout, gb18030: false };
            let packed = package::pack(balanced, choice.ofd, &setup);
            if packed.bytes.len() as u64 > file::MAX_BYTES {
                return Err(problem("没有写成，装成的报送包超过 16 MiB，就打不开了"));
            }
            write_atomic(&path, &packed.bytes).map(|()| packed.names.len())
        });
        DeliveryAnswer::Packed { path, result }
    });
}

/// Keeps the whole of what went out in the report, as a step that can be taken back.
fn publish(core: &mut Core, date: &str, address: &str) {
    let Some(report) = core.report() else { return };
    if let Some(problem) = day_problem(report, date) {
        return core.fail(problem);
    }
    let date = read_day(date).map(|day| day.to_string()).unwrap_or_default();
    let published = report.publish(Publication { date, address: address.trim().to_owned() });
    core.modal = None;
    core.edit("标记为已公布", vec![Edit::Published(Some(Arc::new(published)))]);
    core.notify("已标记为已公布，公布的内容整份留在文件里，以后的改动都同它对照；保存后写入文件");
}
