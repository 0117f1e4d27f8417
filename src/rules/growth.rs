//! What the rules cost: no rule may grow faster than its text.
//!
//! Each rule is fed repetitions of one token, n, 2n and 4n of them, and the processor time that its
//! thread spends is compared: work that follows the text grows fourfold from n to 4n, work that looks at
//! all for each sixteenfold. Only ratios count, of the least of several runs, which neither the machine
//! nor what else runs on it changes; what looks steep is measured again, with more text.

use std::time::Duration;

use super::tests::{put, report};
use super::{ALL, Config, Context, Found, Rule, groups};
use crate::finding::Finding;
use crate::report::place::Field;
use crate::report::{Edit, Report};

/// What is repeated: what rules look for, and what opens and does not close.
const TOKENS: [&str; 53] = [
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
    "http://a.cn/?b=12、",
    "宜宾市各部门",
    ",;(\"",
    "（一）",
    "（一）主动公开\n",
    "1.",
    "一是",
    "。",
    "甲",
    "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申，",
    "柳塘镇人民政府",
    "其中",
    "申请公开收到",
    "“甲”（乙）《丙》",
    "收费通知",
    "没有发出收费通知0件，",
    "信息处理费3元。",
    "（宋体）图1 ",
];

/// How often a token is repeated first.
const N: usize = 40;
/// How much faster than the text the work may grow from n to 4n: fourfold is the text, sixteenfold
/// its square.
const STEEP: u32 = 9;
/// Work that takes less is not judged: what it costs is in the noise.
const LEAST: Duration = Duration::from_micros(150);
/// How often what looks steep is measured again, each time with twice the text.
const AGAIN: u32 = 2;

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

/// Processor time of this thread so far; where the system does not tell, time.
fn spent() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    // Linux brings its count up to date when a thread gives way.
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| BEGUN.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

/// The least that some work takes in several runs.
fn least(runs: u32, mut work: impl FnMut()) -> Duration {
    let run = |_| {
        let before = spent();
        work();
        spent().saturating_sub(before)
    };
    (0..runs).map(run).min().unwrap_or_default()
}

/// A piece of the check, measured alone.
#[derive(Clone, Copy)]
enum CheckPiece {
    /// What all rules share: sentences, counts, dates, paragraphs.
    Shared,
    /// One rule.
    Rule(&'static Rule),
    /// Putting the findings into rows.
    Rows,
}

impl CheckPiece {
    fn name(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Rule(rule) => rule.code,
            Self::Rows => "rows",
        }
    }

    /// What it takes on so much text.
    fn cost(self, token: &str, times: usize, runs: u32) -> Duration {
        let report = text_of(token, times);
        let config = Config { section_one_most: 1000, ..Config::default() };
        match self {
            Self::Shared => least(runs, || {
                let context = Context::new(&report, &config);
                let sentences = context.sentences().iter();
                let dates: usize = sentences.map(|s| s.dates().len() + s.quoted().len()).sum();
                let _all = (dates, context.paragraphs().len(), context.kind());
                let _traditional = context.traditional();
            }),
            Self::Rule(rule) => {
                let context = Context::new(&report, &config);
                let run = || {
                    let mut found = Found::new(rule);
                    (rule.check)(&context, &mut found);
                    found.findings
                };
                // What is shared is worked out by whoever is first.
                let _first: Vec<Finding> = run();
                least(runs, || drop(run()))
            }
            Self::Rows => {
                let findings = super::check(&report, &config);
                least(runs, || drop(groups(&findings)))
            }
        }
    }

    /// Whether its work grows faster than the text, each time that it is measured.
    fn is_steep(self, token: &str) -> Option<String> {
        let mut told = String::new();
        for time in 0..=AGAIN {
            let n = N << time;
            let runs = 2 + 2 * time;
            let four = self.cost(token, 4 * n, runs);
            if four < LEAST {
                return None;
            }
            let (one, two) = (self.cost(token, n, runs), self.cost(token, 2 * n, runs));
            if four < one * STEEP {
                return None;
            }
            told = format!("{} {token:?}: {n} times {one:?}, {two:?}, {four:?}", self.name());
        }
        Some(told)
    }
}

/// Looks at every piece with every so-manieth token.
fn look(part: usize) {
    let pieces = [CheckPiece::Shared, CheckPiece::Rows].into_iter();
    let pieces: Vec<CheckPiece> =
        pieces.chain(ALL.iter().map(|rule| CheckPiece::Rule(rule))).collect();
    let tokens = TOKENS.into_iter().skip(part).step_by(PARTS);
    let steep = tokens.flat_map(|token| pieces.iter().filter_map(|piece| piece.is_steep(token)));
    let steep: Vec<String> = steep.collect();
    assert!(steep.is_empty(), "{steep:#?}");
}

/// The tokens are looked at in so many tests, which run side by side.
const PARTS: usize = 4;

#[test]
fn no_rule_grows_faster_than_its_text_1() {
    look(0);
}

#[test]
fn no_rule_grows_faster_than_its_text_2() {
    look(1);
}

#[test]
fn no_rule_grows_faster_than_its_text_3() {
    look(2);
}

#[test]
fn no_rule_grows_faster_than_its_text_4() {
    look(3);
}

#[test]
fn what_grows_faster_is_seen() {
    // As a rule would be that looks at all words for each.
    let all_for_each = |text: &str| {
        let of = |a: char| text.chars().filter(|b| a == *b).count();
        text.chars().map(of).max()
    };
    let cost = |times| {
        let text = "甲乙".repeat(times);
        least(3, || assert!(std::hint::black_box(all_for_each(&text)).is_some()))
    };
    let (one, four) = (cost(N), cost(4 * N));
    assert!(four > LEAST && four > one * STEEP, "{one:?}, {four:?}");
}
