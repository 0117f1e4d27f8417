//! What is exported of a roll-up.

/// What is exported of a roll-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollUpExport {
    /// The workbook with states, sums and figures.
    Workbook,
    /// The board, to be printed and signed.
    Board,
    /// Every figure as a line.
    Tidy,
    /// The texts for all units that are to be written to.
    Letters,
}

impl RollUpExport {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Workbook, Self::Board, Self::Letters, Self::Tidy];

    /// What it is called.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Workbook => "汇总工作簿（Excel）",
            Self::Board => "收报情况表（PDF，可以签字）",
            Self::Letters => "催报和退回的文字（文本文件）",
            Self::Tidy => "各单位各格的数（csv）",
        }
    }

    /// The extension of its file.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Workbook => "xlsx",
            Self::Board => "pdf",
            Self::Tidy => "csv",
            Self::Letters => "txt",
        }
    }

    /// What its file is called, without an extension.
    #[must_use]
    pub fn stem(self) -> &'static str {
        match self {
            Self::Workbook => "汇总",
            Self::Board => "收报情况",
            Self::Tidy => "汇总明细",
            Self::Letters => "催报和退回",
        }
    }
}
