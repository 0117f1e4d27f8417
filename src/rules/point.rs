//! The points that are to be gone through before a report is published, in the mandated order.

/// One point of the checklist; every rule belongs to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// The edition and the notice it cites.
    Form,
    /// Title and the agency's name.
    Names,
    /// The six sections and their headings.
    Sections,
    /// What the sections have to say.
    Content,
    /// 信息处理费.
    Fees,
    /// The figures are filled in, and possible.
    Figures,
    /// Totals as printed.
    Totals,
    /// The balance identity.
    Identity,
    /// Against last year's report.
    LastYear,
    /// The years and figures that last year's prose has left.
    Carried,
    /// Prose against tables.
    ProseAndTables,
    /// Years and the statistical period.
    Period,
    /// Personal data.
    Personal,
    /// What templates and conversions leave behind.
    Leftovers,
    /// Wording, punctuation, characters.
    Wording,
    /// Signature and date.
    Signature,
}

impl Point {
    /// Every point, in the order of the checklist.
    pub const ALL: [Self; 16] = [
        Self::Form,
        Self::Names,
        Self::Sections,
        Self::Content,
        Self::Fees,
        Self::Figures,
        Self::Totals,
        Self::Identity,
        Self::LastYear,
        Self::Carried,
        Self::ProseAndTables,
        Self::Period,
        Self::Personal,
        Self::Leftovers,
        Self::Wording,
        Self::Signature,
    ];

    /// What is to be seen to.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Form => "格式版本与报告年度相符",
            Self::Names => "标题和机关名称",
            Self::Sections => "六个部分及其标题",
            Self::Content => "各部分应当写明的内容",
            Self::Fees => "信息处理费",
            Self::Figures => "表格数字填写完整、合规",
            Self::Totals => "表格各项总计",
            Self::Identity => "表三勾稽关系",
            Self::LastYear => "与上年报告衔接",
            Self::Carried => "沿用上年的年份和数字逐处核对",
            Self::ProseAndTables => "文字与表格数字一致",
            Self::Period => "年度和统计期限",
            Self::Personal => "个人信息保护",
            Self::Leftovers => "模板和复制留下的文字",
            Self::Wording => "文字、标点和用字",
            Self::Signature => "署名和成文日期",
        }
    }
}
