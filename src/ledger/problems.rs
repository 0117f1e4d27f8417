//! What is wrong with the rows of a ledger, in words that quote nothing personal.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Ledger;
use super::calendar::WorkCalendar;
use super::clock::RequestState;
use super::count::{Counting, Uncounted};
use super::form::LedgerForm;
use super::request::{Channel, Inquiry, Request, RequestField};

/// Working days in which an applicant is asked to correct a request (art. 30).
const CORRECTION_ASKED: i64 = 7;

/// Something that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerProblem {
    /// The request, by its index in the ledger.
    pub request: usize,
    /// The field to be looked at.
    pub field: RequestField,
    /// What is wrong and what to do; no name and no content in it.
    pub message: String,
    /// Whether the request is not counted because of it.
    pub uncounted: bool,
}

/// The problems of all requests as they are known on a day, in the order of the ledger.
#[must_use]
pub fn problems(ledger: &Ledger, calendar: &WorkCalendar, today: Date) -> Vec<LedgerProblem> {
    let mut counting = Counting::new(LedgerForm::for_year(today.year()), today.year());
    let mut numbers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, request) in ledger.requests.iter().enumerate() {
        numbers.entry(request.number.trim()).or_default().push(index);
    }
    let mut all = Vec::new();
    for (index, request) in ledger.requests.iter().enumerate() {
        let mut found = Problems { request: index, all: &mut all };
        uncounted(request, &mut counting, &mut found);
        unread(request, &mut found);
        let same = numbers.get(request.number.trim()).map_or(&[][..], Vec::as_slice);
        number(ledger, same, &mut found);
        outcome(request, &mut counting, &mut found);
        inquiries(request, calendar, &mut found);
        fee(request, &mut found);
        period(request, calendar, today, &mut found);
    }
    all
}

struct Problems<'a> {
    request: usize,
    all: &'a mut Vec<LedgerProblem>,
}

impl Problems<'_> {
    fn add(&mut self, field: RequestField, message: impl Into<String>) {
        let (request, message) = (self.request, message.into());
        self.all.push(LedgerProblem { request, field, message, uncounted: false });
    }

    fn add_uncounted(&mut self, field: RequestField, message: &str, request: &Request) {
        let tables = if request.proceedings.is_blank() {
            "没有计入表三"
        } else {
            "没有计入表三，它的复议、诉讼没有计入表四"
        };
        let message = format!("{message}；这一件{tables}");
        self.all.push(LedgerProblem { request: self.request, field, message, uncounted: true });
    }
}

fn uncounted<'a>(request: &'a Request, counting: &mut Counting<'a>, found: &mut Problems<'_>) {
    match counting.of(request) {
        Err(Uncounted::NotReceived) if request.received.is_blank() => {
            found.add_uncounted(RequestField::Received, "没有写收到日期", request);
        }
        Err(Uncounted::NotReceived) => {
            let message = "收到日期看不懂，请写成 2025-03-07 这样";
            found.add_uncounted(RequestField::Received, message, request);
        }
        Err(Uncounted::NoKind) => {
            let message = if request.kind.trim().is_empty() {
                "没有写申请人类别"
            } else {
                "申请人类别不是表三六类之一"
            };
            let remedy = "请写自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他之一";
            found.add_uncounted(RequestField::Kind, &format!("{message}，{remedy}"), request);
        }
        Err(Uncounted::RepliedBefore) => {
            found.add_uncounted(RequestField::Replied, "答复日期早于收到日期", request);
        }
        Ok(_) => {}
    }
}

/// What was not understood, and does not keep the request from being counted.
fn unread(request: &Request, found: &mut Problems<'_>) {
    let unread = RequestField::ALL
        .into_iter()
        .filter(|field| *field != RequestField::Received && request.is_unread(*field));
    for field in unread {
        let heading = field.heading();
        let message = match field {
            RequestField::Proceedings => {
                "复议诉讼看不懂，请写成“行政复议，2025-03-01提出，2025-05-10结果维持”这样；改好以前没有计入表四"
                    .to_owned()
            }
            RequestField::FeeAmount | RequestField::FeeReceived => {
                format!("{heading}看不懂，请只写数字，单位是元")
            }
            _ => format!("{heading}看不懂，请写成 2025-03-07 这样"),
        };
        found.add(field, message);
    }
    if !request.channel.trim().is_empty() && Channel::read(&request.channel).is_none() {
        let words: Vec<&str> = Channel::ALL.into_iter().map(Channel::word).collect();
        let message = format!("收到渠道应当是{}之一", words.join("、"));
        found.add(RequestField::Channel, message);
    }
}

/// That a request has no number, or that of others, which are named by what tells them apart.
fn number(ledger: &Ledger, same: &[usize], found: &mut Problems<'_>) {
    /// Upper bound on requests that are named; the rest is counted.
    const NAMED: usize = 4;
    let this = found.request;
    if ledger.requests[this].number.trim().is_empty() {
        found.add(RequestField::Number, "没有写编号");
    } else if same.len() > 1 {
        let others = same.iter().filter(|index| **index != this);
        let named: Vec<String> = others.take(NAMED).map(|index| ledger.place(*index)).collect();
        let more = match same.len() - 1 {
            others if others > NAMED => format!("等 {others} 件"),
            _ => String::new(),
        };
        let message = format!(
            "编号重复：这是{}，{}{more}也是这个编号，请改成不同的编号",
            ledger.place(this),
            named.join("、")
        );
        found.add(RequestField::Number, message);
    }
}

fn outcome<'a>(request: &'a Request, counting: &mut Counting<'a>, found: &mut Problems<'_>) {
    let written = !request.outcome.trim().is_empty();
    let Some(replied) = request.replied.day() else {
        if written && request.replied.is_blank() {
            found.add(RequestField::Replied, "有处理结果，没有答复日期；补上以前按没有办结计算");
        }
        return;
    };
    if !written {
        found.add(RequestField::Outcome, "有答复日期，没有处理结果；补上以前按没有办结计算");
        return;
    }
    let Some(row) = counting.outcome(replied.year(), request) else {
        found.add(
            RequestField::Outcome,
            "处理结果不是表三“本年度办理结果”中的一行，或者可能是其中几行；改好以前按没有办结计算",
        );
        return;
    };
    let form = LedgerForm::for_year(replied.year());
    if form.is_not_corrected(row) && request.correction.asked.is_blank() {
        found.add(RequestField::CorrectionAsked, "处理结果是逾期不补正，没有补正通知日期");
    }
    if form.is_unpaid(row) && request.fee.billed.is_blank() {
        found.add(RequestField::FeeBilled, "处理结果是逾期未缴费，没有收费通知日期");
    }
}

fn inquiries(request: &Request, calendar: &WorkCalendar, found: &mut Problems<'_>) {
    use RequestField as Field;
    let all = [
        (&request.correction, Field::CorrectionAsked, Field::CorrectionAnswered),
        (&request.third_party, Field::ThirdPartyAsked, Field::ThirdPartyAnswered),
        (&request.other_agencies, Field::OthersAsked, Field::OthersAnswered),
    ];
    for (inquiry, asked, answered) in all {
        let Inquiry { asked: first, answered: second } = inquiry;
        if let (Some(first), Some(second)) = (first.day(), second.day())
            && second < first
        {
            let message = format!("{}早于{}", answered.heading(), asked.heading());
            found.add(answered, message);
        } else if first.is_blank() && second.day().is_some() {
            let message = format!("有{}，没有{}", answered.heading(), asked.heading());
            found.add(asked, message);
        }
    }
    let asked = request.correction.asked.day();
    if let (Some(received), Some(asked)) = (request.received.day(), asked) {
        let days = calendar.between(received, asked);
        if days > CORRECTION_ASKED {
            let message =
                format!("收到后第 {days} 个工作日才通知补正，应当在 {CORRECTION_ASKED} 个工作日内");
            found.add(Field::CorrectionAsked, message);
        }
    }
}

fn fee(request: &Request, found: &mut Problems<'_>) {
    let fee = &request.fee;
    if fee.billed.is_blank() && (!fee.amount.is_blank() || fee.paid.day().is_some()) {
        found.add(RequestField::FeeBilled, "有收费金额或者缴费日期，没有收费通知日期");
    }
    if let (Some(billed), Some(paid)) = (fee.billed.day(), fee.paid.day())
        && paid < billed
    {
        found.add(RequestField::FeePaid, "缴费日期早于收费通知日期");
    }
}

fn period(request: &Request, calendar: &WorkCalendar, today: Date, found: &mut Problems<'_>) {
    if let Some(deadline) = request.deadline(calendar, today) {
        if let (RequestState::Overdue, Some(due), Some(left)) =
            (deadline.state, deadline.due, deadline.days_left)
        {
            let days = -left;
            let message = format!("超期 {days} 个工作日，应当在 {due} 以前答复");
            found.add(RequestField::Replied, message);
        }
    } else if let (Some(received), Some(replied), Some(due)) =
        (request.received.day(), request.replied.day(), request.last_day(calendar))
        && replied > due
        && received <= replied
    {
        let days = calendar.between(due, replied);
        let message = format!("答复晚了 {days} 个工作日，应当在 {due} 以前答复");
        found.add(RequestField::Replied, message);
    }
    if let (Some(extended), Some(end)) =
        (request.extended.day(), request.first_period_end(calendar))
        && extended > end
    {
        let message = format!("延期时期限已满，应当在 {end} 以前延期");
        found.add(RequestField::Extended, message);
    }
}
