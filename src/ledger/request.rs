//! One row of the ledger: a request and what became of it.

use jiff::civil::Date;

use super::entry::{Entry, Yuan};
use super::proceedings::Proceeding;

/// A request for disclosure. Clauses are those of the Regulation on Open Government Information
/// (《政府信息公开条例》, 2019).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// 编号, unique in the ledger.
    pub number: String,
    /// 收到日期 by art. 31: handed in: that day; registered post: signed for; ordinary post, fax
    /// and web: confirmed with the applicant.
    pub received: Entry<Date>,
    /// 收到渠道 as written; [`Channel::read`] understands it.
    pub channel: String,
    /// 申请人; may be empty.
    pub applicant: String,
    /// 申请人类别 as written: a column's label of table three.
    pub kind: String,
    /// What is asked for (申请内容).
    pub content: String,
    /// 补正 (art. 30): asked within 7 working days; the period begins anew with the corrected
    /// request.
    pub correction: Inquiry,
    /// 征求第三方意见 (art. 32): they have 15 working days; the time does not count (art. 33).
    pub third_party: Inquiry,
    /// 征求其他机关意见 (art. 34): likewise.
    pub other_agencies: Inquiry,
    /// 延期日期 (art. 33): by at most 20 working days.
    pub extended: Entry<Date>,
    /// 处理结果 as written: a row's label of table three; empty while open.
    pub outcome: String,
    /// Day of the reply (答复日期).
    pub replied: Entry<Date>,
    /// 信息处理费 (art. 42).
    pub fee: RequestFee,
    /// Reconsiderations and lawsuits about the reply (复议诉讼).
    pub proceedings: Entry<Vec<Proceeding>>,
    /// Remark (备注).
    pub remark: String,
}

/// Somebody was asked, and answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inquiry {
    /// When they were asked.
    pub asked: Entry<Date>,
    /// When the answer came.
    pub answered: Entry<Date>,
}

/// The fee of a request (国办函〔2020〕109号).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestFee {
    /// Day of the notice of a fee (收费通知日期).
    pub billed: Entry<Date>,
    /// Amount of the notice of a fee (收费通知金额).
    pub amount: Entry<Yuan>,
    /// 缴费日期; the period begins anew the day after.
    pub paid: Entry<Date>,
    /// Amount that was paid (实收金额).
    pub received: Entry<Yuan>,
}

/// How a request came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// Handed in (当面).
    InPerson,
    /// By post (邮寄).
    Post,
    /// By the web (网络).
    Web,
    /// By fax (传真).
    Fax,
    /// In another way (其他).
    Other,
}

impl Channel {
    /// All, in the order of the list.
    pub const ALL: [Self; 5] = [Self::InPerson, Self::Post, Self::Web, Self::Fax, Self::Other];

    /// As it is written.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::InPerson => "当面",
            Self::Post => "邮寄",
            Self::Web => "网络",
            Self::Fax => "传真",
            Self::Other => "其他",
        }
    }

    /// Reads the word and its usual variants: 网上 and 电子邮件 are 网络, 信函 is 邮寄.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches("申请").trim_end_matches("提交");
        Some(match text {
            "当面" | "现场" | "当场" | "窗口" => Self::InPerson,
            "邮寄" | "信函" | "信件" | "邮政" | "挂号信" | "快递" | "平信" | "来信" => {
                Self::Post
            }
            "网络" | "网上" | "网站" | "在线" | "互联网" | "电子邮件" | "邮件" | "电子邮箱"
            | "线上" | "平台" => Self::Web,
            "传真" => Self::Fax,
            "其他" | "其它" => Self::Other,
            _ => return None,
        })
    }
}

/// A field of a request, which is a column of the sheet; in the order of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // Each is the field of `Request` of the same name.
pub enum RequestField {
    Number,
    Received,
    Channel,
    Applicant,
    Kind,
    Content,
    CorrectionAsked,
    CorrectionAnswered,
    ThirdPartyAsked,
    ThirdPartyAnswered,
    OthersAsked,
    OthersAnswered,
    Extended,
    Outcome,
    Replied,
    FeeBilled,
    FeeAmount,
    FeePaid,
    FeeReceived,
    Proceedings,
    Remark,
}

impl RequestField {
    /// All, in the order of the columns.
    pub const ALL: [Self; 21] = [
        Self::Number,
        Self::Received,
        Self::Channel,
        Self::Applicant,
        Self::Kind,
        Self::Content,
        Self::CorrectionAsked,
        Self::CorrectionAnswered,
        Self::ThirdPartyAsked,
        Self::ThirdPartyAnswered,
        Self::OthersAsked,
        Self::OthersAnswered,
        Self::Extended,
        Self::Outcome,
        Self::Replied,
        Self::FeeBilled,
        Self::FeeAmount,
        Self::FeePaid,
        Self::FeeReceived,
        Self::Proceedings,
        Self::Remark,
    ];

    /// The heading of its column, by which messages name it too.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Number => "编号",
            Self::Received => "收到日期",
            Self::Channel => "收到渠道",
            Self::Applicant => "申请人",
            Self::Kind => "申请人类别",
            Self::Content => "申请内容",
            Self::CorrectionAsked => "补正通知日期",
            Self::CorrectionAnswered => "补正收到日期",
            Self::ThirdPartyAsked => "征求第三方日期",
            Self::ThirdPartyAnswered => "第三方答复日期",
            Self::OthersAsked => "征求其他机关日期",
            Self::OthersAnswered => "其他机关答复日期",
            Self::Extended => "延期日期",
            Self::Outcome => "处理结果",
            Self::Replied => "答复日期",
            Self::FeeBilled => "收费通知日期",
            Self::FeeAmount => "收费通知金额",
            Self::FeePaid => "缴费日期",
            Self::FeeReceived => "实收金额",
            Self::Proceedings => "复议诉讼",
            Self::Remark => "备注",
        }
    }
}

impl Request {
    /// The day in a field that holds one; `None` for the other fields.
    #[must_use]
    pub fn day(&self, field: RequestField) -> Option<&Entry<Date>> {
        Some(match field {
            RequestField::Received => &self.received,
            RequestField::CorrectionAsked => &self.correction.asked,
            RequestField::CorrectionAnswered => &self.correction.answered,
            RequestField::ThirdPartyAsked => &self.third_party.asked,
            RequestField::ThirdPartyAnswered => &self.third_party.answered,
            RequestField::OthersAsked => &self.other_agencies.asked,
            RequestField::OthersAnswered => &self.other_agencies.answered,
            RequestField::Extended => &self.extended,
            RequestField::Replied => &self.replied,
            RequestField::FeeBilled => &self.fee.billed,
            RequestField::FeePaid => &self.fee.paid,
            _ => return None,
        })
    }

    /// The amount in a field that holds one; `None` for the other fields.
    #[must_use]
    pub fn amount(&self, field: RequestField) -> Option<&Entry<Yuan>> {
        match field {
            RequestField::FeeAmount => Some(&self.fee.amount),
            RequestField::FeeReceived => Some(&self.fee.received),
            _ => None,
        }
    }

    /// A field as it is written.
    #[must_use]
    pub fn words(&self, field: RequestField) -> String {
        match field {
            RequestField::Number => self.number.clone(),
            RequestField::Channel => self.channel.clone(),
            RequestField::Applicant => self.applicant.clone(),
            RequestField::Kind => self.kind.clone(),
            RequestField::Content => self.content.clone(),
            RequestField::Outcome => self.outcome.clone(),
            RequestField::Remark => self.remark.clone(),
            RequestField::Proceedings => self.proceedings.words(),
            _ => match (self.day(field), self.amount(field)) {
                (Some(day), _) => day.words(),
                (_, Some(amount)) => amount.words(),
                (None, None) => String::new(),
            },
        }
    }

    /// Puts what was written into a field.
    pub fn set(&mut self, field: RequestField, text: &str) {
        match field {
            RequestField::Number => text.clone_into(&mut self.number),
            RequestField::Received => self.received = Entry::read(text),
            RequestField::Channel => text.clone_into(&mut self.channel),
            RequestField::Applicant => text.clone_into(&mut self.applicant),
            RequestField::Kind => text.clone_into(&mut self.kind),
            RequestField::Content => text.clone_into(&mut self.content),
            RequestField::CorrectionAsked => self.correction.asked = Entry::read(text),
            RequestField::CorrectionAnswered => self.correction.answered = Entry::read(text),
            RequestField::ThirdPartyAsked => self.third_party.asked = Entry::read(text),
            RequestField::ThirdPartyAnswered => self.third_party.answered = Entry::read(text),
            RequestField::OthersAsked => self.other_agencies.asked = Entry::read(text),
            RequestField::OthersAnswered => self.other_agencies.answered = Entry::read(text),
            RequestField::Extended => self.extended = Entry::read(text),
            RequestField::Outcome => text.clone_into(&mut self.outcome),
            RequestField::Replied => self.replied = Entry::read(text),
            RequestField::FeeBilled => self.fee.billed = Entry::read(text),
            RequestField::FeeAmount => self.fee.amount = Entry::read(text),
            RequestField::FeePaid => self.fee.paid = Entry::read(text),
            RequestField::FeeReceived => self.fee.received = Entry::read(text),
            RequestField::Proceedings => self.proceedings = Entry::read(text),
            RequestField::Remark => text.clone_into(&mut self.remark),
        }
    }

    /// Whether words are in a field that must be a day, an amount or a list of cases, and were
    /// not understood.
    #[must_use]
    pub fn is_unread(&self, field: RequestField) -> bool {
        let day = self.day(field).is_some_and(Entry::is_unread);
        let amount = self.amount(field).is_some_and(Entry::is_unread);
        day || amount || (field == RequestField::Proceedings && self.proceedings.is_unread())
    }

    /// Whether it stands in the list of a year: it came in by its end and was not replied to before
    /// it. One whose day of receipt is not known stands in every year's, to be mended.
    #[must_use]
    pub fn is_of(&self, year: i16) -> bool {
        let received = self.received.day().is_none_or(|day| day.year() <= year);
        received && self.replied.day().is_none_or(|day| day.year() >= year)
    }

    /// How its number is named in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        let number = self.number.trim();
        if number.is_empty() { "（无编号）" } else { number }
    }
}
