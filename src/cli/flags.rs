//! The options that several commands take.

use super::spec::{Flag, Takes};

/// What is written by `import`, `new` and the like.
pub(super) static OUT: Flag = Flag {
    long: "output",
    short: Some('o'),
    takes: Takes::Path(("输出", "OUT")),
    what: (
        "写到哪个文件；来源是文件夹或者报送包的，写到哪个文件夹",
        "The file to write; for a folder or a package, another folder.",
    ),
};

pub(super) static DRAFT: Flag = Flag {
    long: "draft",
    short: None,
    takes: Takes::Nothing,
    what: (
        "存为草稿；勾稽关系不平或填写有误的也可以存，但不能制版",
        "Write a draft, which may be out of balance and cannot be rendered.",
    ),
};

pub(super) static YEAR: Flag = YEAR_FLAG;

const YEAR_FLAG: Flag = Flag {
    long: "year",
    short: None,
    takes: Takes::Year,
    what: ("年度，不写的为刚结束的一年", "The year reported on; by default the one just ended."),
};

/// The option `--year` of commands that have to be told the year.
pub(super) static GIVEN_YEAR: Flag =
    Flag { what: ("哪一年度", "The year reported on."), ..YEAR_FLAG };

pub(super) static AGENCY: Flag = Flag {
    long: "agency",
    short: None,
    takes: Takes::Line(("机关全称", "AGENCY")),
    what: ("机关全称", "The agency's full name."),
};

pub(super) static LAST: Flag = Flag {
    long: "last",
    short: None,
    takes: Takes::Path(("上年报告", "LAST")),
    what: ("用来对照的上年报告", "Last year's report, to compare with."),
};

/// How results are listed.
pub(super) static FORMAT: Flag = Flag {
    long: "format",
    short: None,
    takes: Takes::Choice(&["text", "json", "csv"]),
    what: ("列出结果的格式", "How results are listed."),
};
