//! Which requests the list shows, and in which order.

use crate::ledger::{Ledger, Request, RequestField, Standing};

/// Which requests of a year are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LedgerFilter {
    /// 全部.
    #[default]
    All,
    /// 待办: not replied to.
    Open,
    /// 即将到期: the last day is near.
    Near,
    /// 超期: the last day is past.
    Overdue,
    /// 已办结.
    Closed,
    /// 复议诉讼: with a review or a lawsuit.
    Cases,
    /// 待改正: with something to be mended.
    Problems,
}

impl LedgerFilter {
    /// All, in the order of the list.
    pub const ALL: [Self; 7] = [
        Self::All,
        Self::Open,
        Self::Near,
        Self::Overdue,
        Self::Closed,
        Self::Cases,
        Self::Problems,
    ];

    /// What it is called.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "全部",
            Self::Open => "待办",
            Self::Near => "即将到期",
            Self::Overdue => "超期",
            Self::Closed => "已办结",
            Self::Cases => "复议诉讼",
            Self::Problems => "待改正",
        }
    }

    /// Whether it shows a request that stands so; `wrong` where something of it must be mended.
    #[must_use]
    pub fn shows(self, request: &Request, standing: Standing, wrong: bool) -> bool {
        match self {
            Self::All => true,
            Self::Open => standing.is_open(),
            Self::Near => standing.is_near(),
            Self::Overdue => standing.is_overdue(),
            Self::Closed => matches!(standing, Standing::Closed { .. }),
            Self::Cases => !request.proceedings.is_blank(),
            Self::Problems => wrong,
        }
    }
}

/// By what the list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LedgerOrder {
    /// What is most urgent first, what is done last, the last reply before the others.
    #[default]
    Urgency,
    /// By a field, upwards or downwards.
    Field(RequestField, SortDirection),
}

/// Upwards or downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortDirection {
    /// The least first.
    Up,
    /// The greatest first.
    Down,
}

impl LedgerOrder {
    /// The order after a click on a field's heading: up, down, and by urgency again.
    #[must_use]
    pub fn after_click(self, field: RequestField) -> Self {
        match self {
            Self::Field(of, SortDirection::Up) if of == field => {
                Self::Field(field, SortDirection::Down)
            }
            Self::Field(of, SortDirection::Down) if of == field => Self::Urgency,
            _ => Self::Field(field, SortDirection::Up),
        }
    }

    /// Puts rows into this order; `standings` are of all rows of the ledger.
    pub fn sort(self, rows: &mut [u32], ledger: &Ledger, standings: &[Standing]) {
        let index = |row: u32| usize::try_from(row).unwrap_or(usize::MAX);
        match self {
            Self::Urgency => {
                let key = |row: &u32| standings.get(index(*row)).map(|s| s.urgency());
                // What came in first is handled first.
                rows.sort_by_cached_key(|row| {
                    let received = ledger.requests.get(index(*row)).map(|r| r.received.day());
                    (key(row), received, *row)
                });
            }
            Self::Field(field, direction) => {
                // What is blank stands last either way.
                let key = |row: u32| {
                    let request = ledger.requests.get(index(row));
                    let words = request.map_or_else(String::new, |r| sortable(r, field));
                    (words.is_empty(), words)
                };
                let mut keyed: Vec<((bool, String), u32)> =
                    rows.iter().map(|row| (key(*row), *row)).collect();
                keyed.sort_by(|(a, x), (b, y)| {
                    let words = a.1.cmp(&b.1);
                    let words =
                        if direction == SortDirection::Down { words.reverse() } else { words };
                    a.0.cmp(&b.0).then(words).then(x.cmp(y))
                });
                for (row, (_, sorted)) in rows.iter_mut().zip(keyed) {
                    *row = sorted;
                }
            }
        }
    }
}

/// Words that stand in the order of what they mean: numbers in a number of a request as numbers.
fn sortable(request: &Request, field: RequestField) -> String {
    let words = request.words(field);
    if field != RequestField::Number {
        return words;
    }
    let mut out = String::new();
    let mut digits = String::new();
    for c in words.trim().chars().chain(std::iter::once('\0')) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            let zeros = 12_usize.saturating_sub(digits.len());
            out.extend(std::iter::repeat_n('0', zeros));
            out.push_str(&std::mem::take(&mut digits));
        }
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

/// Whether a request has all words of a search in its number, applicant, content, kind, outcome or
/// remark.
#[must_use]
pub fn finds(words: &str, request: &Request) -> bool {
    use RequestField as F;
    const FIELDS: [F; 6] = [F::Number, F::Applicant, F::Content, F::Kind, F::Outcome, F::Remark];
    let lower = |text: &str| text.to_lowercase();
    let has = |word: &str| FIELDS.iter().any(|field| lower(&request.words(*field)).contains(word));
    words.split_whitespace().map(lower).all(|word| has(&word))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{LedgerFilter, LedgerOrder, SortDirection, finds};
    use crate::ledger::{Ledger, Request, RequestField as Field, Standing};
    use jiff::civil::date;

    fn ledger(rows: &[[&str; 4]]) -> Ledger {
        let request = |[number, received, replied, content]: &[&str; 4]| {
            let mut request = Request::default();
            request.set(Field::Number, number);
            request.set(Field::Received, received);
            request.set(Field::Replied, replied);
            request.set(Field::Outcome, if replied.is_empty() { "" } else { "予以公开" });
            request.set(Field::Content, content);
            Arc::new(request)
        };
        Ledger { requests: rows.iter().map(request).collect(), ..Ledger::default() }
    }

    fn order(order: LedgerOrder, ledger: &Ledger) -> Vec<String> {
        let calendar = ledger.calendar();
        let today = date(2025, 12, 16);
        let of = |request: &Arc<Request>| Standing::of(request, &calendar, today);
        let standings: Vec<Standing> = ledger.requests.iter().map(of).collect();
        let mut rows: Vec<u32> = (0..).take(ledger.requests.len()).collect();
        order.sort(&mut rows, ledger, &standings);
        rows.iter().map(|row| ledger.requests[*row as usize].number.clone()).collect()
    }

    #[test]
    fn the_most_urgent_is_first_and_the_last_reply_leads_what_is_done() {
        let ledger = ledger(&[
            ["done", "2025-03-03", "2025-03-20", ""],
            ["late", "2025-11-14", "", ""],
            ["near", "2025-11-20", "", ""],
            ["unread", "三月", "", ""],
            ["newest", "2025-12-01", "2025-12-10", ""],
            ["far", "2025-12-15", "", ""],
        ]);
        let expected = ["unread", "late", "near", "far", "newest", "done"];
        assert_eq!(order(LedgerOrder::Urgency, &ledger), expected);
    }

    #[test]
    fn a_number_counts_as_a_number_and_blank_is_last_either_way() {
        let ledger = ledger(&[
            ["2025-10", "2025-03-03", "", "乙"],
            ["2025-9", "2025-03-01", "2025-03-20", ""],
            ["2024-11", "2024-03-01", "2024-03-20", "甲"],
        ]);
        let by = |field, direction| order(LedgerOrder::Field(field, direction), &ledger);
        assert_eq!(by(Field::Number, SortDirection::Up), ["2024-11", "2025-9", "2025-10"]);
        assert_eq!(by(Field::Number, SortDirection::Down), ["2025-10", "2025-9", "2024-11"]);
        assert_eq!(by(Field::Replied, SortDirection::Down), ["2025-9", "2024-11", "2025-10"]);
        assert_eq!(by(Field::Content, SortDirection::Up).last().unwrap(), "2025-9");
        let clicked = LedgerOrder::Urgency.after_click(Field::Number).after_click(Field::Number);
        assert_eq!(clicked, LedgerOrder::Field(Field::Number, SortDirection::Down));
        assert_eq!(clicked.after_click(Field::Number), LedgerOrder::Urgency);
    }

    #[test]
    fn a_search_wants_every_word_somewhere() {
        let ledger = ledger(&[["2025-001", "2025-03-03", "", "危房改造 名单 ABC"]]);
        for (words, found) in [
            ("", true),
            ("危房", true),
            ("名单 2025", true),
            ("abc", true),
            ("名单 2024", false),
            ("2025-03-03", false),
        ] {
            assert_eq!(finds(words, &ledger.requests[0]), found, "{words}");
        }
        assert!(!LedgerFilter::Cases.shows(&ledger.requests[0], Standing::Unknown, false));
    }
}
