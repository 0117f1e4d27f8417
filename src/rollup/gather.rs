//! Submissions → units with their states, and what follows from all of them together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::alike::{TextSketch, alike};
use super::matching::{Binding, UnitNames};
use super::published::{RollUpContext, published, scope_problem};
use super::sums::sums;
use super::{
    Decisions, Duplicate, FindingCounts, Received, Register, RollUp, RollUpProblem, Submission,
    Unit, UnitResult, UnitState,
};
use crate::edition::Edition;
use crate::zh::agency::{self, AgencyKind};

/// What a roll-up is made with.
#[derive(Clone, Debug)]
pub struct RollupSetup {
    /// The year reported on.
    pub year: u16,
    /// The edition of that year.
    pub edition: Arc<Edition>,
    /// Who is to report; `None` where the reports that came in are all there is.
    pub register: Option<Register>,
    /// What was decided.
    pub decisions: Decisions,
    /// From how many percent on two sections are alike.
    pub threshold: u8,
    /// What the sums are held against.
    pub context: RollUpContext,
}

/// Rolls submissions up.
#[must_use]
pub fn roll_up(setup: RollupSetup, submissions: &[Submission]) -> RollUp {
    roll_up_again(setup, submissions, None)
}

/// Rolls submissions up as [`roll_up`] does. Where `former` is a roll-up with its submissions in which
/// each unit sent the very same files, texts are not compared again.
#[must_use]
pub fn roll_up_again(
    setup: RollupSetup,
    submissions: &[Submission],
    former: Option<(&RollUp, &[Submission])>,
) -> RollUp {
    let RollupSetup { year, edition, register, decisions, threshold, context } = setup;
    let mut units = register.map_or_else(|| found_units(submissions), |register| register.units);
    for unit in &mut units {
        if let Some(whole) = decisions.contained.get(&unit.code) {
            unit.contained_in.clone_from(whole);
        }
    }
    let (sent, unmatched) = sent_by_units(&units, &decisions, submissions);
    let result = |(unit, sent): (Unit, &Vec<usize>)| {
        let decision = decisions.units.get(&unit.code).cloned().map(Box::new);
        let chosen = decisions.chosen.get(&unit.code).map(String::as_str);
        let (state, submission) = state(submissions, (sent, chosen), year, &edition);
        let parts = parts(submissions, submission, sent);
        let findings = found(submissions, &parts);
        let file = submission.map(|index| submissions[index].file.clone());
        let submission = submission.filter(|index| submissions[*index].received.is_some());
        UnitResult { unit, state, decision, submission, parts, file, findings }
    };
    let units: Vec<UnitResult> = given_back(units).zip(&sent).map(result).collect();
    let summed = units.iter().enumerate().filter(|(_, unit)| unit.is_summed());
    let summed: Vec<(usize, &Received)> = summed
        .flat_map(|(index, unit)| unit.received(submissions).map(move |received| (index, received)))
        .collect();
    let texts = units.iter().enumerate().filter_map(|(index, unit)| {
        Some((index, unit.received(submissions).next()?.texts.as_slice()))
    });
    let texts: Vec<(usize, &[TextSketch])> = texts.collect();
    let sums = sums(&edition, &summed);
    let same = former.filter(|former| sent_the_same(*former, (&units, submissions)));
    let alike = same.map_or_else(|| alike(&texts, threshold), |(former, _)| former.alike.clone());
    let mut problems = problems(&units, submissions, &edition);
    let duplicates = duplicates(&units, &sent, submissions);
    let scope = decisions.scope;
    problems.extend(scope_problem(&context, &scope));
    let mut result = RollUp {
        year,
        edition,
        scope,
        units,
        unmatched,
        duplicates,
        alike,
        sums,
        problems,
        published: Vec::new(),
    };
    let (differences, told) = published(&context, &result, submissions);
    result.published = differences;
    result.problems.extend(told);
    result
}

/// The units in order, whose room is given back on the way: of 100,000 it is 18 MB.
fn given_back(mut units: Vec<Unit>) -> impl Iterator<Item = Unit> {
    const AT_A_TIME: usize = 4096;
    units.reverse();
    std::iter::from_fn(move || {
        let unit = units.pop();
        if units.len().is_multiple_of(AT_A_TIME) {
            units.shrink_to_fit();
        }
        unit
    })
}

/// The submissions of each unit, by their indices, and the files that cannot be read or belong to none.
fn sent_by_units(
    units: &[Unit],
    decisions: &Decisions,
    submissions: &[Submission],
) -> (Vec<Vec<usize>>, Vec<String>) {
    let bound = bound(units, decisions, submissions);
    let mut unmatched: Vec<String> = Vec::new();
    let mut sent: Vec<Vec<usize>> = units.iter().map(|_| Vec::new()).collect();
    for (index, (submission, unit)) in submissions.iter().zip(&bound).enumerate() {
        if let Some(sent) = unit.and_then(|unit| sent.get_mut(unit)) {
            sent.push(index);
        }
        if unit.is_none() || submission.received.is_none() {
            unmatched.push(submission.file.clone());
        }
    }
    unmatched.sort();
    (sent, unmatched)
}

/// Whether each unit sent the very same file as in a former roll-up.
fn sent_the_same(
    (former, sent): (&RollUp, &[Submission]),
    (units, submissions): (&[UnitResult], &[Submission]),
) -> bool {
    let file = |unit: &UnitResult, of: &[Submission]| {
        unit.sent(of).next().map(|(submission, _)| (submission.file.clone(), submission.content))
    };
    former.units.len() == units.len()
        && former.units.iter().zip(units).all(|(a, b)| file(a, sent) == file(b, submissions))
}

/// Without a register: a unit for each agency that sent a report, its name for a code.
fn found_units(submissions: &[Submission]) -> Vec<Unit> {
    let agencies: BTreeSet<&str> = submissions
        .iter()
        .filter_map(|submission| Some(submission.received.as_ref()?.agency.as_str()))
        .filter(|agency| !agency.trim().is_empty())
        .collect();
    // The longest name of an agency is its unit's; what is bound to that is no unit of its own.
    let mut names: Vec<&str> = agencies.into_iter().collect();
    names.sort_by_cached_key(|name| std::cmp::Reverse(name.chars().count()));
    let (mut units, mut known): (Vec<Unit>, UnitNames) = Default::default();
    for name in names {
        if known.bind(name) == Binding::Unknown {
            known.add(units.len(), name);
            let kind = match agency::kind(name) {
                AgencyKind::Township | AgencyKind::Town => "乡镇",
                AgencyKind::Subdistrict => "街道",
                AgencyKind::CountyDepartment => "县直部门",
                AgencyKind::Other => "其他",
            };
            let (code, name, kind) = (name.to_owned(), name.to_owned(), kind.to_owned());
            units.push(Unit { code, name, kind, included: true, ..Unit::default() });
        }
    }
    units.sort_by(|a, b| a.name.cmp(&b.name));
    units
}

/// The unit of each submission: as it was bound by hand, else by the agency's name, else, where it
/// cannot be read, by the name of the file.
fn bound(units: &[Unit], decisions: &Decisions, submissions: &[Submission]) -> Vec<Option<usize>> {
    let names = UnitNames::new(units);
    let codes = units.iter().enumerate().rev().map(|(index, unit)| (unit.code.as_str(), index));
    let by_code: BTreeMap<&str, usize> = codes.filter(|_| !decisions.bindings.is_empty()).collect();
    let of = |submission: &Submission| {
        let by_hand = decisions.bindings.get(&submission.file);
        if let Some(code) = by_hand {
            return by_code.get(code.as_str()).copied();
        }
        let binding = match &submission.received {
            Some(received) if !received.agency.trim().is_empty() => names.bind(&received.agency),
            _ => names.bind_file(&submission.file),
        };
        match binding {
            Binding::Unit(index) => Some(index),
            Binding::Unknown | Binding::Several => None,
        }
    };
    submissions.iter().map(of).collect()
}

/// The submissions that count for a unit: the one that is chosen, and filled forms of other tables
/// that complete it, the newest of each.
fn parts(submissions: &[Submission], chosen: Option<usize>, sent: &[usize]) -> Vec<usize> {
    let Some(chosen) = chosen.filter(|index| submissions[*index].received.is_some()) else {
        return Vec::new();
    };
    let mut parts = vec![chosen];
    let mut others: Vec<usize> = sent.iter().copied().filter(|other| *other != chosen).collect();
    others.sort_by_key(|index| std::cmp::Reverse(age(&submissions[*index])));
    for other in others {
        let Some(received) = &submissions[other].received else { continue };
        let all = parts.iter().filter_map(|part| submissions[*part].received.as_ref());
        if all.into_iter().all(|part| received.completes(part)) {
            parts.push(other);
        }
    }
    parts
}

/// What was found in several submissions together.
fn found(submissions: &[Submission], parts: &[usize]) -> FindingCounts {
    let received = parts.iter().filter_map(|part| submissions[*part].received.as_ref());
    received.map(|received| received.findings).fold(FindingCounts::default(), FindingCounts::plus)
}

/// By what the newest of several is found: the time, on a tie the name.
fn age(submission: &Submission) -> (u64, String) {
    (submission.modified, submission.file.clone())
}

/// A unit's state, and which of its submissions counts: the one that was chosen, else the newest
/// that can be read, on a tie the last by name.
fn state(
    submissions: &[Submission],
    (sent, choice): (&[usize], Option<&str>),
    year: u16,
    edition: &Edition,
) -> (UnitState, Option<usize>) {
    let newest = |readable: bool| {
        let of_kind = |index: &&usize| submissions[**index].received.is_some() == readable;
        sent.iter().filter(of_kind).max_by_key(|index| age(&submissions[**index])).copied()
    };
    let is_choice = |index: &&usize| {
        let submission = &submissions[**index];
        submission.received.is_some() && choice.is_some_and(|choice| submission.file == choice)
    };
    let choice = sent.iter().find(is_choice).copied();
    let Some(index) = choice.or_else(|| newest(true)) else {
        let unreadable = newest(false);
        let state = if unreadable.is_some() { UnitState::Unreadable } else { UnitState::Missing };
        return (state, unreadable);
    };
    let readable = sent.iter().filter(|index| submissions[**index].received.is_some()).count();
    let parts = parts(submissions, Some(index), sent);
    let spare = choice.is_none() && readable > parts.len();
    let Some(received) = &submissions[index].received else {
        return (UnitState::Unreadable, Some(index));
    };
    let found = found(submissions, &parts);
    let state = if received.year != Some(year) {
        UnitState::WrongYear
    } else if received.edition != edition.id {
        UnitState::WrongEdition
    } else if found.blocks > 0 {
        UnitState::Unbalanced
    } else if spare {
        UnitState::Duplicate
    } else if found.errors > 0 {
        UnitState::Errors
    } else if found.warnings > 0 {
        UnitState::Warnings
    } else {
        UnitState::Clean
    };
    (state, Some(index))
}

fn duplicates(
    units: &[UnitResult],
    sent: &[Vec<usize>],
    submissions: &[Submission],
) -> Vec<Duplicate> {
    let of = |(unit, sent): (&UnitResult, &Vec<usize>)| {
        let readable = sent.iter().map(|index| &submissions[*index]);
        let readable = readable.filter(|submission| submission.received.is_some());
        let mut files: Vec<String> = readable.map(|submission| submission.file.clone()).collect();
        files.sort();
        (files.len() > unit.parts.len().max(1))
            .then(|| Duplicate { name: unit.unit.name.clone(), files })
    };
    units.iter().zip(sent).filter_map(of).collect()
}

/// Units by code and by name: codes before names, and of the same name the first.
fn by_code_or_name(units: &[UnitResult]) -> BTreeMap<&str, &UnitResult> {
    let names = units.iter().rev().map(|unit| (unit.unit.name.as_str(), unit));
    let codes = units.iter().rev().map(|unit| (unit.unit.code.as_str(), unit));
    names.chain(codes).collect()
}

/// What is to be looked at: of each unit, then of several together.
fn problems(
    units: &[UnitResult],
    submissions: &[Submission],
    edition: &Edition,
) -> Vec<RollUpProblem> {
    let mut problems = Vec::new();
    let mut contents: Vec<(u64, &UnitResult)> = Vec::new();
    let troubled = || submissions.iter().filter(|submission| !submission.trouble.is_empty());
    let by_file: BTreeMap<&str, &Submission> =
        troubled().map(|submission| (submission.file.as_str(), submission)).collect();
    let is_contained = units.iter().any(|unit| !unit.unit.contained_in.is_empty());
    let by_name = if is_contained { by_code_or_name(units) } else { BTreeMap::new() };
    for unit in units {
        let mut add = |code: &str, message: String| {
            let (unit, code) = (unit.unit.code.clone(), code.to_owned());
            problems.push(RollUpProblem { unit, code, message });
        };
        let whole = &unit.unit.contained_in;
        let whole = by_name.get(whole.as_str()).filter(|_| !whole.is_empty());
        if let Some(whole) = whole.filter(|whole| !whole.is_summed()) {
            let name = &whole.unit.name;
            add("contained", format!("已含于“{name}”，而“{name}”没有计入汇总。请核对。"));
        }
        let sent = unit.file.as_deref().and_then(|file| by_file.get(file));
        if let Some(submission) = sent.filter(|_| unit.state == UnitState::Unreadable) {
            add("unreadable", submission.told());
        }
        for submission in unit.parts.iter().filter_map(|part| submissions.get(*part)) {
            let Some(received) = &submission.received else { continue };
            contents.push((submission.content, unit));
            for (code, message) in &received.told {
                add(code, message.clone());
            }
            for id in received.unsummable.iter().filter(|_| unit.is_summed()) {
                let Some(form) = edition.tables.get(id.table) else { continue };
                let row = form.row_of(id.index).path.last().map_or("", String::as_str);
                let form = &form.name;
                let told = format!("{form}“{row}”有一格不是能相加的数，没有计入合计。请核对。");
                add("figure", told);
            }
        }
    }
    let unreadable = units.iter().filter(|unit| unit.state == UnitState::Unreadable);
    let of_units: BTreeSet<&str> = unreadable.filter_map(|unit| unit.file.as_deref()).collect();
    for submission in troubled().filter(|submission| !of_units.contains(submission.file.as_str())) {
        let (unit, code) = (String::new(), "unreadable".to_owned());
        problems.push(RollUpProblem { unit, code, message: submission.told() });
    }
    problems.extend(same_files(contents));
    problems
}

/// Units that sent the very same file: the contents of their files, by a hash, with the units.
fn same_files(mut contents: Vec<(u64, &UnitResult)>) -> Vec<RollUpProblem> {
    let mut problems = Vec::new();
    // In the order of the contents, and of the units within one.
    contents.sort_by_key(|(content, _)| *content);
    for same in contents.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        let names: Vec<&str> = same.iter().map(|(_, unit)| unit.unit.name.as_str()).collect();
        for (_, unit) in same {
            problems.push(RollUpProblem {
                unit: unit.unit.code.clone(),
                code: "same-file".into(),
                message: format!("{}报送的是同一个文件。请核对。", names.join("、")),
            });
        }
    }
    problems
}
