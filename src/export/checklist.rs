//! The checklist for the file cover: the points gone through before publishing, each with its
//! result, every finding that is open with its place, every reason that was given, and lines for
//! those who answer for it.

use std::fmt::Write as _;
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::tz::offset;
use sha2::{Digest as _, Sha256};

use super::pdf::pdf;
use crate::finding::{Finding, Severity};
use crate::font::Fonts;
use crate::layout::{self, ListSheet, WriteIn};
use crate::report::{PlaceWords, Report};
use crate::rules::checklist::{ChecklistItem, PointState, counts};

/// Which file the list was made for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedFile {
    /// The first 8 digits of the SHA-256 of the file.
    pub fingerprint: String,
    /// When it was saved, as it is to be printed.
    pub saved: String,
}

impl SavedFile {
    /// A file of this content, saved at a time.
    #[must_use]
    pub fn of(bytes: &[u8], saved: Option<SystemTime>) -> Self {
        let mut fingerprint = String::new();
        for byte in Sha256::digest(bytes).iter().take(4) {
            let _ = write!(fingerprint, "{byte:02x}");
        }
        let civil = saved
            .and_then(|time| Timestamp::try_from(time).ok())
            .map(|time| offset(8).to_datetime(time));
        let saved = civil.map_or_else(
            || "不详".to_owned(),
            |t| {
                let (year, month, day) = (t.year(), t.month(), t.day());
                format!("{year}年{month}月{day}日 {:02}:{:02}", t.hour(), t.minute())
            },
        );
        Self { fingerprint, saved }
    }
}

/// The checklist of a report; without a file where the report as it is was never saved.
#[must_use]
pub fn checklist(report: &Report, items: &[ChecklistItem], file: Option<&SavedFile>) -> ListSheet {
    let mut rows = vec![["序号", "核对事项", "结果", "说明"].map(str::to_owned).to_vec()];
    for (number, item) in (1..).zip(items) {
        let point = item.point.title().to_owned();
        let remarks = remarks(report, item).join("；");
        rows.push(vec![number.to_string(), point, item.state.word().to_owned(), remarks]);
    }
    let mut before = vec![counts(report, items)];
    before.push(match file {
        Some(SavedFile { fingerprint, saved }) => {
            format!("报告文件指纹（SHA-256 前 8 位）：{fingerprint}，保存时间：{saved}")
        }
        None => "报告有未保存的改动，本单没有对应的报告文件".to_owned(),
    });
    ListSheet {
        title: format!("{}发布前核对单", report.title),
        author: report.agency.clone(),
        heading: [report.title.as_str(), "发布前核对单"]
            .into_iter()
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect(),
        before,
        columns: vec![(7, true), (27, false), (10, true), (56, false)],
        rows,
        fields: vec![
            vec![WriteIn::new("填报人", 1), WriteIn::new("审核人", 1)],
            vec![WriteIn::new("主要负责人", 1), WriteIn::new("（盖章）日期", 1)],
        ],
    }
}

/// The checklist of a report as a PDF to be printed and signed.
#[must_use]
pub fn checklist_pdf(
    report: &Report,
    items: &[ChecklistItem],
    file: Option<&SavedFile>,
    fonts: &Fonts,
) -> Vec<u8> {
    pdf(&layout::list_sheet(&checklist(report, items, file), fonts).document, fonts)
}

/// What is open of a report, as the last sheet of a 送审稿 lists it.
#[must_use]
pub fn open_findings(report: &Report, findings: &[Finding]) -> ListSheet {
    let mut rows = vec![["序号", "位置", "问题"].map(str::to_owned).to_vec()];
    let words = PlaceWords::new(report);
    for (number, finding) in (1..).zip(findings.iter().filter(|finding| is_open(finding))) {
        let place = words.of(&finding.place);
        rows.push(vec![number.to_string(), place, text(finding)]);
    }
    if rows.len() == 1 {
        rows.push(vec![String::new(), String::new(), "没有待处理的问题".to_owned()]);
    }
    ListSheet {
        title: format!("{}待处理的问题", report.title),
        author: report.agency.clone(),
        heading: vec!["待处理的问题".to_owned()],
        columns: vec![(7, true), (30, false), (63, false)],
        rows,
        ..ListSheet::default()
    }
}

fn is_open(finding: &Finding) -> bool {
    finding.waived.is_none() && finding.severity < Severity::Info
}

fn text(finding: &Finding) -> String {
    format!("{}：{}", finding.severity.word(), finding.message)
}

/// What there is to say beside a result: why nothing was judged, what is open and where, the
/// reasons given.
fn remarks(report: &Report, item: &ChecklistItem) -> Vec<String> {
    let mut remarks: Vec<String> = item.missing.iter().map(ToString::to_string).collect();
    if let PointState::NotJudged(why) = item.state {
        remarks.push(why.to_owned());
    }
    if !item.off.is_empty() {
        remarks.push(item.switched_off());
    }
    let words = PlaceWords::new(report);
    for finding in item.findings.iter().filter(|finding| is_open(finding)) {
        remarks.push(format!("{}：{}", words.of(&finding.place), text(finding)));
    }
    for finding in &item.findings {
        if let Some(reason) = &finding.waived {
            remarks.push(format!("{}：已说明：{reason}", finding.place.words(report)));
        }
    }
    remarks
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{SavedFile, checklist};
    use crate::edition;
    use crate::report::Report;
    use crate::rules::Point;
    use crate::rules::checklist::checklist as items;

    #[test]
    fn it_says_only_what_is_true() {
        let mut report = Report::blank(edition::by_id("2021").unwrap(), "某某镇人民政府", 2025);
        report.signature.date.clear();
        report.signature.name = "某某镇人民政府".to_owned();
        let list = items(&report, &crate::rules::Config::default());
        let sheet = checklist(&report, &list, None);
        let row =
            |point: Point| sheet.rows.iter().find(|row| row[1] == point.title()).unwrap().clone();
        assert_eq!(row(Point::Signature)[2..], ["待处理", "没有成文日期"]);
        for item in &list {
            for finding in item.findings.iter().filter(|finding| super::is_open(finding)) {
                assert!(row(item.point)[3].contains(&finding.message), "listed, not counted");
            }
        }
        let file = SavedFile { fingerprint: "0123abcd".into(), saved: "今天".into() };
        let sheet = checklist(&report, &list, Some(&file));
        assert!(sheet.before.iter().any(|line| line.contains("0123abcd")));
        let labels = sheet.fields.iter().flatten().map(|field| field.label.as_str());
        assert_eq!(labels.collect::<Vec<_>>(), ["填报人", "审核人", "主要负责人", "（盖章）日期"]);
    }

    #[test]
    fn a_file_is_told_by_its_content_and_the_time_in_china() {
        let saved = SystemTime::UNIX_EPOCH + Duration::from_mins(29_473_921);
        let file = SavedFile::of(b"abc", Some(saved));
        assert_eq!(file.fingerprint, "ba7816bf");
        assert_eq!(file.saved, "2026年1月15日 08:01");
        assert_eq!(SavedFile::of(b"", None).saved, "不详");
    }
}
