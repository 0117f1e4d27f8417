//! What the rules cost: no rule may grow faster than its text.
//!
//! Each rule is fed repetitions of one token; the characters that it looks at are counted (`steps`)
//! for n, 2n and 4n of them. In a rule whose work follows the text they double each time; in one that
//! looks at all for each they grow fourfold.

use super::steps::of;
use super::tests::{put, report};
use super::{ALL, Config, Context, Found, Rule};
use crate::report::place::Field;
use crate::report::{Edit, Report};

/// What is repeated: what rules look for, and what opens and does not close.
const TOKENS: [&str; 37] = [
    "2020年",
    "2021年",
    "2022年，",
    "a\n",
    "一、\n",
    "（",
    "（一）甲\n",
    "（一）甲。\n",
    "）",
    "《",
    "“",
    "0571-88881234 ",
    "13812345678，",
    "收到政府信息公开申请8件，",
    "收到政府信息公开申请8件",
    "予以公开、",
    "予以公开3件、",
    "其中动态3条、",
    "共公开3条，",
    "未收到申请，",
    "行政复议1件、",
    "行政规范性文件2件，",
    "制发行政规范性文件2件，",
    "行政许可3件、",
    "占50%，",
    "公开3条，占50%，比上年2条增长50%，",
    "信息条、1件、",
    "请告诉我",
    "公开信息条、1条、",
    "全部办结申请，",
    "六部分组成",
    "国办函[2021]3号",
    "截止2021年",
    "2021共",
    "做为部份",
    "宜宾市各部门",
    ",;(\"",
];

fn text_of(token: &str, times: usize) -> Report {
    let mut report = report("2021");
    put(&mut report, "applications.received.natural=7 applications.carried_out.natural=7");
    let mut last = report.as_last_year();
    last.year = Some(2020);
    report.last = Some(last);
    for field in [Field::LeadIn, Field::Before(1), Field::Before(5)] {
        report.apply(Edit::Text(field, token.repeat(times))).unwrap();
    }
    report
}

/// The characters that each rule looks at.
fn costs(token: &str, times: usize) -> Vec<u64> {
    let report = text_of(token, times);
    let config = Config { section_one_most: 1000, ..Config::default() };
    let context = Context::new(&report, &config);
    // What all rules share is no single one's.
    let _shared = (context.sentences().len(), context.paragraphs().len(), context.kind());
    let cost = |rule: &&'static Rule| {
        let mut found = Found::new(rule);
        of(|| (rule.check)(&context, &mut found))
    };
    ALL.iter().map(cost).collect()
}

#[test]
fn no_rule_grows_faster_than_its_text() {
    const N: usize = 40;
    let mut steep = Vec::new();
    for token in TOKENS {
        let [one, two, four] = [N, 2 * N, 4 * N].map(|times| costs(token, times));
        for (index, rule) in ALL.iter().enumerate() {
            let (one, two, four) = (one[index], two[index], four[index]);
            // From 2n to 4n the work grows twice as much as from n to 2n; fourfold, it follows the
            // square of the text.
            if four.saturating_sub(two) * 2 > two.saturating_sub(one) * 5 + 10_000 {
                steep.push(format!("{} {token:?}: {one}, {two}, {four}", rule.code));
            }
        }
    }
    assert!(steep.is_empty(), "{steep:#?}");
}
