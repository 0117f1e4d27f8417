//! The columns of the list: which are shown, how wide, and what stands in a cell.

use jiff::civil::Date;

use crate::app::App;
use crate::app::ledger::document::LedgerDocument;
pub(super) use crate::ledger::HIDDEN;
use crate::ledger::{Entry, LedgerForm, Request, RequestField};

/// A column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListColumn {
    /// A field of the request.
    Field(RequestField),
    /// How it stands; nothing can be typed there.
    Standing,
}

impl ListColumn {
    /// What stands in its head.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Field(RequestField::Received) => "收到",
            Self::Field(RequestField::Channel) => "渠道",
            Self::Field(RequestField::Kind) => "类别",
            Self::Field(RequestField::Replied) => "答复",
            Self::Field(field) => field.heading(),
            Self::Standing => "办理状态",
        }
    }

    pub(super) fn field(self) -> Option<RequestField> {
        match self {
            Self::Field(field) => Some(field),
            Self::Standing => None,
        }
    }
}

/// Columns with their widths; the one of 申请内容 takes what is left.
const COLUMNS: [(ListColumn, f32, f32); 9] = [
    (ListColumn::Field(RequestField::Number), 92.0, 84.0),
    (ListColumn::Field(RequestField::Received), 88.0, 84.0),
    (ListColumn::Field(RequestField::Channel), 52.0, 0.0),
    (ListColumn::Field(RequestField::Applicant), 124.0, 92.0),
    (ListColumn::Field(RequestField::Kind), 104.0, 92.0),
    (ListColumn::Field(RequestField::Content), 0.0, 0.0),
    (ListColumn::Standing, 172.0, 156.0),
    (ListColumn::Field(RequestField::Replied), 88.0, 84.0),
    (ListColumn::Field(RequestField::Outcome), 176.0, 132.0),
];

/// The least width of 申请内容.
const CONTENT: f32 = 150.0;

/// The columns that a width has room for, each with its left edge and its width.
pub(super) fn columns(width: f32) -> Vec<(ListColumn, f32, f32)> {
    let full: f32 = COLUMNS.iter().map(|(_, wide, _)| wide).sum();
    let narrow = width < full + 220.0;
    let of =
        |(column, wide, small): (ListColumn, f32, f32)| (column, if narrow { small } else { wide });
    let is_content = |column: ListColumn| column == ListColumn::Field(RequestField::Content);
    let mut shown: Vec<(ListColumn, f32)> =
        COLUMNS.into_iter().map(of).filter(|(c, width)| is_content(*c) || *width > 0.0).collect();
    let fixed: f32 = shown.iter().map(|(_, width)| width).sum();
    for (column, room) in &mut shown {
        if is_content(*column) {
            *room = (width - fixed).max(CONTENT);
        }
    }
    let mut left = 0.0;
    shown
        .into_iter()
        .map(|(column, width)| {
            let at = left;
            left += width;
            (column, at, width)
        })
        .collect()
}

/// Whether an applicant's name is hidden: that of a natural person, and of whoever nobody has said
/// what they are.
pub(super) fn is_hidden(app: &App, request: &Request) -> bool {
    app.ledger_view().hide_names && !request.applicant.trim().is_empty() && is_person(request)
}

fn is_person(request: &Request) -> bool {
    let form = LedgerForm::for_year(request.received.day().map_or(2021, Date::year));
    let first = form.kinds().first().and_then(|label| form.kind(label));
    let kind = form.kind(&request.kind);
    kind.is_none() || kind == first
}

/// What a cell shows: days of the year that is shown without it, outcomes by their own label.
pub(super) fn words(app: &App, request: &Request, field: RequestField) -> String {
    match field {
        RequestField::Applicant if is_hidden(app, request) => HIDDEN.to_owned(),
        RequestField::Received | RequestField::Replied => {
            let day = request.day(field).and_then(Entry::day);
            match (day, app.ledger_view().year) {
                (Some(day), Some(year)) if day.year() == year => {
                    format!("{:02}-{:02}", day.month(), day.day())
                }
                _ => request.words(field),
            }
        }
        _ => request.words(field),
    }
}

/// The values that a field is chosen from; none for one that is written freely.
pub(super) fn choices(document: &LedgerDocument, row: usize, field: RequestField) -> Vec<String> {
    let request = document.ledger().requests.get(row);
    let day = request.and_then(|request| request.replied.day().or(request.received.day()));
    let form = LedgerForm::for_year(day.map_or(2021, Date::year));
    let own = |words: Vec<&str>| words.into_iter().map(ToOwned::to_owned).collect();
    match field {
        RequestField::Kind => own(form.kinds()),
        RequestField::Outcome => own(form.outcomes()),
        RequestField::Channel => {
            own(crate::ledger::Channel::ALL.into_iter().map(crate::ledger::Channel::word).collect())
        }
        _ => Vec::new(),
    }
}
