//! Warnings that the clerk has answered with a reason.
//!
//! A waiver names the finding by its rule, place and message, and the words or the figure it is
//! about: when any of them changes it has lapsed. A lapsed waiver stays in the report until it is
//! saved, so that typing that is taken back takes nothing with it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Config, SCOPE, run, undecided, yearly};
use crate::finding::{Finding, Severity};
use crate::report::place::{CellId, Field, Place};
use crate::report::{Edit, Report, Waiver};
use crate::zh;

/// Whether a reason can answer for a finding: it neither blocks nor has to be mended, and is none of
/// R63's, each of whose figures is decided on by itself.
#[must_use]
pub fn can_be_waived(finding: &Finding) -> bool {
    finding.severity >= Severity::Warning && finding.code != undecided::RULE.code
}

/// The edit that waives a finding; `None` where it cannot be waived: what blocks or has to be
/// mended is not a matter of reasons, and a reason has to be given.
#[must_use]
pub fn waive(report: &Report, finding: &Finding, reason: &str) -> Option<Edit> {
    let reason = reason.trim();
    if !can_be_waived(finding) || reason.is_empty() {
        return None;
    }
    let mut waivers = others(report, finding);
    waivers.push(Waiver {
        code: finding.code.to_owned(),
        place: place(report, finding),
        message: finding.message.clone(),
        about: about(report, &finding.place),
        reason: reason.to_owned(),
    });
    Some(Edit::Waivers(waivers))
}

/// The edit that takes a finding's waiver back.
#[must_use]
pub fn unwaive(report: &Report, finding: &Finding) -> Edit {
    Edit::Waivers(others(report, finding))
}

/// The waivers whose finding is no more: the text or the figure was changed. Those of rules that
/// are switched off are left alone.
#[must_use]
pub fn lapsed(report: &Report, config: &Config) -> Vec<Waiver> {
    if report.waivers.is_empty() {
        return Vec::new();
    }
    let mut index = WaiverIndex::new(report);
    for finding in run(report, config, |_| true) {
        index.take(&finding);
    }
    let left: BTreeSet<usize> = index.left().collect();
    let waivers = report.waivers.iter().enumerate();
    let lapsed = |(number, waiver): &(usize, &Waiver)| {
        if waiver.code == yearly::CHANGE {
            return !yearly::holds(report, waiver);
        }
        if waiver.code == SCOPE {
            return false;
        }
        left.contains(number) && !config.off.contains(&waiver.code)
    };
    waivers.filter(lapsed).map(|(_, waiver)| waiver.clone()).collect()
}

/// The edit that drops the lapsed waivers, where there are any.
#[must_use]
pub fn drop_lapsed(report: &Report, config: &Config) -> Option<Edit> {
    let lapsed = lapsed(report, config);
    let keep = report.waivers.iter().filter(|waiver| !lapsed.contains(waiver)).cloned().collect();
    (!lapsed.is_empty()).then_some(Edit::Waivers(keep))
}

/// Marks the findings that are waived with their reasons.
pub(super) fn mark(report: &Report, findings: &mut [Finding]) {
    if report.waivers.is_empty() {
        return;
    }
    let mut index = WaiverIndex::new(report);
    for finding in findings.iter_mut().filter(|finding| can_be_waived(finding)) {
        let waiver = index.first(finding).and_then(|number| report.waivers.get(number));
        let reason = waiver.map(|waiver| waiver.reason.as_str());
        let reason = reason.or_else(|| yearly::answer(report, finding));
        finding.waived = reason.map(str::to_owned);
    }
}

/// What a waiver names of a finding besides its code and message: the place and what it is about,
/// either of them empty where any will do.
type WaiverName<'a> = (Cow<'a, str>, Cow<'a, str>);

/// Waivers of one code and message, by what else they name: their numbers.
type WaiversOfKind<'a> = BTreeMap<WaiverName<'a>, RefCell<Vec<usize>>>;

/// The waivers of a report by what they name, so that a finding meets only its own, and a text is
/// gone through once.
struct WaiverIndex<'a> {
    report: &'a Report,
    /// By code and message, then by place and what it is about: the waivers, by their number.
    named: BTreeMap<(&'a str, &'a str), WaiversOfKind<'a>>,
    /// The sentences of the texts that were looked at.
    sentences: BTreeMap<Field, Vec<Range<usize>>>,
}

impl<'a> WaiverIndex<'a> {
    fn new(report: &'a Report) -> Self {
        let mut named: BTreeMap<_, WaiversOfKind<'a>> = BTreeMap::new();
        for (number, waiver) in report.waivers.iter().enumerate() {
            let Waiver { code, message, place, about, .. } = waiver;
            let of_kind = named.entry((code.as_str(), message.as_str())).or_default();
            let name = (Cow::Borrowed(place.as_str()), Cow::Borrowed(about.as_str()));
            of_kind.entry(name).or_default().borrow_mut().push(number);
        }
        Self { report, named, sentences: BTreeMap::new() }
    }

    /// The first waiver of a finding.
    fn first(&mut self, finding: &Finding) -> Option<usize> {
        let names = self.names(finding)?;
        let of_kind = self.named.get(&(finding.code, finding.message.as_str()))?;
        names.iter().filter_map(|name| of_kind.get(name)?.borrow().first().copied()).min()
    }

    /// Takes all waivers of a finding out.
    fn take(&mut self, finding: &Finding) {
        let Some(names) = self.names(finding) else { return };
        if let Some(of_kind) = self.named.get(&(finding.code, finding.message.as_str())) {
            for numbers in names.iter().filter_map(|name| of_kind.get(name)) {
                numbers.take();
            }
        }
    }

    /// Those that were not taken out.
    fn left(&self) -> impl Iterator<Item = usize> {
        let all = self.named.values().flat_map(BTreeMap::values);
        all.flat_map(|numbers| numbers.borrow().clone())
    }

    /// How waivers of a finding may name it; nothing where there is none of its kind.
    fn names(&mut self, finding: &Finding) -> Option<[WaiverName<'static>; 4]> {
        self.named.get(&(finding.code, finding.message.as_str()))?;
        let place: Cow<'static, str> = place(self.report, finding).into();
        let about: Cow<'static, str> = self.about(&finding.place).into();
        let any = || Cow::Borrowed("");
        Some([(any(), any()), (any(), about.clone()), (place.clone(), any()), (place, about)])
    }

    fn about(&mut self, place: &Place) -> String {
        let Place::Text(field, range) = place else { return about(self.report, place) };
        let text = self.report.text(*field);
        let sentences = self.sentences.entry(*field).or_insert_with(|| zh::sentences(text));
        let before = sentences.partition_point(|sentence| sentence.start <= range.start);
        let around = before.checked_sub(1).map(|index| &sentences[index]);
        let stretch = around.filter(|sentence| range.start < sentence.end).unwrap_or(range);
        text.get(stretch.clone()).unwrap_or_default().to_owned()
    }
}

fn others(report: &Report, finding: &Finding) -> Vec<Waiver> {
    report.waivers.iter().filter(|waiver| !answers(waiver, report, finding)).cloned().collect()
}

fn answers(waiver: &Waiver, report: &Report, finding: &Finding) -> bool {
    waiver.code == finding.code
        && waiver.message == finding.message
        && (waiver.place.is_empty() || waiver.place == place(report, finding))
        && (waiver.about.is_empty() || waiver.about == about(report, &finding.place))
}

/// Where a finding is, as a waiver keeps it: a paragraph moves when another is put before it.
fn place(report: &Report, finding: &Finding) -> String {
    match &finding.place {
        Place::Text(field, _) => Place::Field(*field).words(report),
        place => place.words(report),
    }
}

/// What a finding is about: the sentence, the line or the figure at its place.
fn about(report: &Report, place: &Place) -> String {
    match place {
        Place::Text(field, range) => {
            let text = report.text(*field);
            let sentences = zh::sentences(text);
            let around = sentences.iter().find(|s| s.start <= range.start && range.start < s.end);
            let stretch = around.unwrap_or(range).clone();
            text.get(stretch).unwrap_or_default().to_owned()
        }
        Place::Cell(id) => figure(report, *id),
        Place::Field(field) if field.is_line() => report.text(*field).to_owned(),
        _ => String::new(),
    }
}

fn figure(report: &Report, id: CellId) -> String {
    report.figures.cell(id).map_or_else(String::new, |_| report.figures.shown(id).text())
}

#[cfg(test)]
mod tests {
    use super::{drop_lapsed, lapsed, unwaive, waive};
    use crate::finding::Finding;
    use crate::report::Report;
    use crate::report::place::Field;
    use crate::rules::tests::{put, report, write};
    use crate::rules::{Config, check};

    fn of(report: &Report, code: &str) -> Vec<Finding> {
        let findings = check(report, &Config::default());
        findings.into_iter().filter(|finding| finding.code == code).collect()
    }

    #[test]
    fn a_waiver_is_of_one_place() {
        let mut report = report("2021");
        put(&mut report, "disclosure.rules.made=/ disclosure.rules.repealed=/");
        let first = &of(&report, "R06")[0];
        let edit = waive(&report, first, " 本级无权制定规章 ").unwrap();
        report.apply(edit).unwrap();
        let waived: Vec<_> = of(&report, "R06").into_iter().map(|f| f.waived).collect();
        assert_eq!(waived, [Some("本级无权制定规章".to_owned()), None]);
        let edit = unwaive(&report, &of(&report, "R06")[0]);
        report.apply(edit).unwrap();
        assert!(report.waivers.is_empty());
    }

    #[test]
    fn what_blocks_and_what_has_no_reason_is_not_waived() {
        let mut report = report("2021");
        put(&mut report, "applications.received.natural=1 disclosure.rules.made=/");
        write(&mut report, Field::Heading(3), "");
        for code in ["R03", "R11"] {
            assert_eq!(waive(&report, &of(&report, code)[0], "有原因"), None, "{code}");
        }
        assert_eq!(waive(&report, &of(&report, "R06")[0], "　"), None);
    }

    #[test]
    fn a_waiver_lapses_with_the_sentence_and_is_dropped() {
        let mut report = report("2021");
        write(&mut report, Field::Before(1), "收到政府信息公开申请8件。其他情况。");
        let edit = waive(&report, &of(&report, "R19")[0], "按登记簿").unwrap();
        report.apply(edit).unwrap();
        let rest = "全年，收到政府信息公开申请8件。另外的情况。";
        write(&mut report, Field::Before(1), rest.trim_start_matches("全年，"));
        assert!(
            of(&report, "R19")[0].waived.is_some()
                && lapsed(&report, &Config::default()).is_empty()
        );
        write(&mut report, Field::Before(1), rest);
        assert_eq!(of(&report, "R19")[0].waived, None);
        let off = Config { off: ["R19".to_owned()].into(), ..Config::default() };
        assert_eq!(drop_lapsed(&report, &off), None);
        let edit = drop_lapsed(&report, &Config::default()).unwrap();
        report.apply(edit).unwrap();
        assert!(report.waivers.is_empty());
    }
}
