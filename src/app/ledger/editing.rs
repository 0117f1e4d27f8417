//! Registering requests: each field is an edit, typing in one field is one step.

use std::sync::Arc;

use jiff::civil::Date;

use super::super::core::Core;
use super::document::{LedgerDocument, LedgerMerge};
use crate::ledger::{Ledger, LedgerEdit, Request, RequestField, read_day_near};

/// Writes into a field of a request. A day is understood as clerks type it: 3.7 is the last such
/// day that has come.
pub(super) fn write(core: &mut Core, row: usize, field: RequestField, text: &str) {
    let today = today(core);
    let Some(request) = core.ledger.document.as_ref().and_then(|d| d.ledger().requests.get(row))
    else {
        return;
    };
    let mut changed = Request::clone(request);
    match (changed.day(field).is_some(), read_day_near(today, text)) {
        (true, Some(day)) => changed.set(field, &day.to_string()),
        _ => changed.set(field, text),
    }
    let label = format!("填写 {} 的{}", shown_number(&changed), field.heading());
    let edit = LedgerEdit::Rows { at: row, gone: 1, rows: vec![Arc::new(changed)] };
    make(core, &label, vec![edit], Some(LedgerMerge { row, field }));
}

/// Begins a request: numbered on from the last one of the year, received today. Its index.
pub(super) fn register(core: &mut Core) -> Option<usize> {
    let today = today(core);
    let ledger = core.ledger.document.as_ref()?.ledger();
    let mut request = Request { number: next_number(ledger, today.year()), ..Request::default() };
    request.set(RequestField::Received, &today.to_string());
    let (at, number) = (ledger.requests.len(), request.number.clone());
    let edit = LedgerEdit::Rows { at, gone: 0, rows: vec![Arc::new(request)] };
    make(core, &format!("登记 {number}"), vec![edit], None);
    Some(at)
}

/// Takes a request out.
pub(super) fn delete(core: &mut Core, row: usize) {
    let Some(request) = core.ledger.document.as_ref().and_then(|d| d.ledger().requests.get(row))
    else {
        return;
    };
    let label = format!("删除 {}", shown_number(request));
    let edit = LedgerEdit::Rows { at: row, gone: 1, rows: Vec::new() };
    make(core, &label, vec![edit], None);
    core.notify(format!("已{label}，可以撤销"));
}

/// Makes edits as one step.
pub(super) fn make(
    core: &mut Core,
    label: &str,
    edits: Vec<LedgerEdit>,
    merge: Option<LedgerMerge>,
) {
    let minute = core.now.minutes();
    let made = core.ledger.document.as_mut().map(|d| d.edit(label, edits, merge, minute));
    if let Some(Err(problem)) = made {
        core.notify(problem);
    }
}

/// Takes the last step back, or makes it again.
pub(super) fn step(core: &mut Core, word: &str, how: fn(&mut LedgerDocument) -> Option<String>) {
    if let Some(label) = core.ledger.document.as_mut().and_then(how) {
        core.notify(format!("已{word}：{label}"));
    }
}

/// The day now, as ledgers count days.
pub(super) fn today(core: &Core) -> Date {
    day(core.now.date)
}

/// A day of the window as one of the ledger.
pub(super) fn day(date: crate::app::date::Date) -> Date {
    let part = |n: u8| i8::try_from(n).unwrap_or(1);
    let year = i16::try_from(date.year).unwrap_or(i16::MAX);
    Date::new(year, part(date.month), part(date.day)).unwrap_or_default()
}

fn shown_number(request: &Request) -> String {
    request.name().chars().take(20).collect()
}

/// The number after the greatest one of a year: 2025-024 after 2025-023, as wide as that one.
fn next_number(ledger: &Ledger, year: i16) -> String {
    let head = format!("{year}-");
    let numbers = ledger.requests.iter().filter_map(|request| {
        let digits = request.number.trim().strip_prefix(&head)?;
        let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        Some((digits.parse::<u32>().ok().filter(|_| is_number)?, digits.len()))
    });
    let (last, width) = numbers.max().unwrap_or((0, 3));
    format!("{head}{:0width$}", last.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::next_number;
    use crate::ledger::{Ledger, Request};

    #[test]
    fn numbers_go_on_as_wide_as_they_were() {
        let next = |numbers: &[&str]| {
            let request = |number: &&str| {
                Arc::new(Request { number: (*number).to_owned(), ..Request::default() })
            };
            let requests = numbers.iter().map(request).collect();
            next_number(&Ledger { requests, ..Ledger::default() }, 2025)
        };
        assert_eq!(next(&[]), "2025-001");
        assert_eq!(next(&["2025-023", "2025-007", "2024-100", "2025-甲", "2025-"]), "2025-024");
        assert_eq!(next(&["2025-9"]), "2025-10");
        assert_eq!(next(&["2025-0999"]), "2025-1000");
    }
}
