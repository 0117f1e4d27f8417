//! R17, R18: 信息处理费, which section six reports from the report for 2021 on.

use super::claims::{elsewhen, has, made_of};
use super::context::{Context, Sentence};
use super::{Found, Point, Rule, nearby};
use crate::finding::{Fix, Severity};
use crate::report::Edit;
use crate::report::place::{Field, Place};
use crate::zh::WordList;

/// R17: section six reports 信息处理费.
pub static REPORTED: Rule = Rule {
    code: "R17",
    severity: Severity::Warning,
    title: "第六部分写明信息处理费收取情况",
    basis: "国办函〔2020〕109号第十条：按年度在年度报告中说明",
    point: Point::Fees,
    safe: false,
    check: reported,
};

/// R18: what is reported of 信息处理费 agrees: received is at most what was billed, and without notices
/// there are no amounts.
pub static AGREE: Rule = Rule {
    code: "R18",
    severity: Severity::Error,
    title: "信息处理费的件数和金额相符",
    basis: "国办函〔2020〕109号",
    point: Point::Fees,
    safe: false,
    check: agree,
};

/// First report year in which it is reported.
const FIRST_YEAR: u16 = 2021;

/// The sentence that is offered, where nothing was charged.
const NOTHING: &str = "本年度发出收费通知0件，总金额0元，实际收取信息处理费0元。";

static WORDS: WordList = WordList::new(&["信息处理费", "收费通知", "信息公开处理费", "收取费用"]);

fn reported(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    let due = report.year.is_some_and(|year| year >= FIRST_YEAR);
    if !due || context.sentences().iter().any(|sentence| sentence.has(&WORDS)) {
        return;
    }
    let field = Field::Before(6);
    let text = report.text(field).trim();
    let others = match text.trim_end_matches('。') {
        "" => String::new(),
        "无" => "\n本年度没有其他需要报告的事项。".to_owned(),
        _ => format!("\n{text}"),
    };
    let year = report.year.and_then(|year| i16::try_from(year).ok());
    let ledger = context.config.ledger.as_ref().filter(|tally| Some(tally.year) == year);
    let (label, sentence) = match ledger {
        Some(tally) => ("按台账写上这一句", tally.fees.sentence()),
        None => ("没有收取的，写上这一句", NOTHING.to_owned()),
    };
    let edits = vec![Edit::Text(field, format!("{sentence}{others}"))];
    let fix = Fix { label: label.into(), edits };
    let message = "第六部分没有写信息处理费。没有收取的，也应当写明发出收费通知的件数、总金额和实际收取的总金额。";
    found.add(Place::Field(field), message, Some(fix));
}

/// What one sentence says of the fee, in ten-thousandths of a yuan.
#[derive(Clone, Copy, Default)]
struct Fee {
    notices: Option<i64>,
    /// Whether it is said in words that there were no notices: 未发出收费通知.
    none: bool,
    billed: Option<i64>,
    received: Option<i64>,
}

impl Fee {
    /// What is told, with what an earlier sentence told where this one says nothing of it.
    fn after(self, earlier: Self) -> Self {
        let told = self.notices.is_some();
        Self {
            notices: self.notices.or(earlier.notices),
            none: if told { self.none } else { earlier.none },
            billed: self.billed.or(earlier.billed),
            received: self.received.or(earlier.received),
        }
    }

    /// Whether its figures contradict each other.
    fn is_wrong(self) -> bool {
        let more = |amount: Option<i64>| amount.is_some_and(|amount| amount > 0);
        let no_notices = self.notices == Some(0);
        (no_notices && (more(self.billed) || more(self.received)))
            || matches!((self.billed, self.received), (Some(billed), Some(got)) if got > billed)
    }
}

fn agree(context: &Context<'_>, found: &mut Found) {
    let mut earlier = (Field::Before(6), Fee::default());
    for sentence in context.sentences().iter().filter(|s| s.has(&WORDS)) {
        let own = read(sentence);
        let before = if earlier.0 == sentence.field { earlier.1 } else { Fee::default() };
        let fee = own.after(before);
        // What was told to be wrong is not told again of the next sentence.
        let again = before.is_wrong() && !own.is_wrong();
        let elsewhen = elsewhen(context.report, sentence.text);
        if !elsewhen {
            earlier = (sentence.field, fee);
        }
        let fee = if elsewhen { own } else { fee };
        if again {
            continue;
        }
        let yuan = |amount: i64| {
            let (whole, part) = (amount / 10_000, amount % 10_000);
            let part = format!("{part:04}");
            let part = part.trim_end_matches('0');
            if part.is_empty() { whole.to_string() } else { format!("{whole}.{part}") }
        };
        let no_notices =
            if fee.none { "没有发出收费通知" } else { "发出收费通知写的是 0 件" };
        let message = match fee {
            Fee { notices: Some(0), billed: Some(billed), .. } if billed > 0 => {
                format!("{no_notices}，总金额却是 {} 元，请核对。", yuan(billed))
            }
            Fee { notices: Some(0), received: Some(received), .. } if received > 0 => {
                format!("{no_notices}，实际收取却是 {} 元，请核对。", yuan(received))
            }
            Fee { billed: Some(billed), received: Some(received), .. } if received > billed => {
                format!(
                    "实际收取 {} 元，多于收费通知的总金额 {} 元，请核对。",
                    yuan(received),
                    yuan(billed)
                )
            }
            _ => continue,
        };
        found.add(sentence.place(sentence.range.clone()), message, None);
    }
}

fn read(sentence: &Sentence<'_>) -> Fee {
    let mut fee = Fee::default();
    let mut from = sentence.range.start;
    for count in sentence.counts.iter().filter(|count| !count.about) {
        let before = sentence.between(from, count.number.start);
        let behind = sentence.between(count.range.end, sentence.range.end);
        from = count.range.end;
        match count.unit {
            "元" if has(before, &["实际", "实收", "已收", "收取", "收到", "收缴"]) => {
                fee.received = Some(count.amount);
            }
            "元" if has(before, &["金额", "应收", "通知"]) => {
                fee.billed = Some(count.amount);
            }
            "件" | "份" | "次" | "个"
                if before.contains("通知") || behind.trim_start().starts_with("收费通知") =>
            {
                fee.notices = Some(count.amount);
            }
            _ => {}
        }
    }
    fee.none = fee.notices.is_none() && no_notices(sentence.text);
    if fee.none {
        fee.notices = Some(0);
    }
    fee
}

/// Whether a sentence says in words that no notice was given.
fn no_notices(text: &str) -> bool {
    const NOT: [&str; 4] = ["未", "没有", "未曾", "无"];
    const BETWEEN: [&str; 9] =
        ["发出", "出具", "下达", "发", "任何", "信息处理费", "政府信息公开", "信息公开", "的"];
    text.match_indices("收费通知").any(|(at, _)| {
        let before = nearby::before(text, at, 24);
        NOT.iter().any(|not| {
            let behind = before.rsplit_once(not).map(|(_, behind)| behind);
            behind.is_some_and(|behind| made_of(behind, &BETWEEN))
        })
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::ledger::{Ledger, Request, RequestField};
    use crate::report::place::Field;
    use crate::rules::tests::{found, report, write};
    use crate::rules::{Config, check};

    fn section_six(code: &str, text: &str, told: Option<&str>) {
        let mut report = report("2021");
        write(&mut report, Field::Before(6), text);
        let found = found(&report, code);
        assert_eq!(found.len(), usize::from(told.is_some()), "{text}: {found:?}");
        assert!(found.iter().zip(told).all(|(found, told)| found.contains(told)), "{found:?}");
    }

    #[test]
    fn the_fix_writes_what_the_ledger_has() {
        let mut request = Request::default();
        for (field, text) in [
            (RequestField::FeeBilled, "2025-03-10"),
            (RequestField::FeeAmount, "120"),
            (RequestField::FeePaid, "2025-03-20"),
            (RequestField::FeeReceived, "100.5"),
        ] {
            request.set(field, text);
        }
        let ledger = Ledger { requests: vec![Arc::new(request)], ..Ledger::default() };
        let mut report = report("2021");
        report.year = Some(2025);
        write(&mut report, Field::Before(6), "无");
        let fixed = |year| {
            let tally = Some(Arc::new(ledger.tally(year)));
            let config = Config { ledger: tally, ..Config::default() };
            let found = check(&report, &config).into_iter().find(|f| f.code == "R17");
            let mut fixed = report.clone();
            for edit in found.unwrap().fix.unwrap().edits {
                fixed.apply(edit).unwrap();
            }
            fixed.text(Field::Before(6)).to_owned()
        };
        let said = fixed(2025);
        assert!(
            said.starts_with("本年度发出收费通知1件，总金额120元，实际收取信息处理费100.5元。\n"),
            "{said}"
        );
        assert!(fixed(2024).starts_with("本年度发出收费通知0件"), "another year's ledger");
    }

    #[test]
    fn the_fee_is_reported() {
        section_six("R17", "无", Some("没有写信息处理费"));
        section_six("R17", "", Some("没有写信息处理费"));
        section_six("R17", "本年度无其他需要报告的事项。", Some("没有写信息处理费"));
        section_six("R17", "本年度未收取信息处理费。", None);
        section_six("R17", "发出收费通知0件。", None);
        assert!(found(&report("2019"), "R17").is_empty());
    }

    #[test]
    fn the_fee_agrees() {
        let rule = |text, told| section_six("R18", text, told);
        rule("发出收费通知0件，总金额0元，实际收取信息处理费0元。", None);
        rule("发出收费通知的件数和总金额，以及实际收取的总金额均为0。", None);
        rule("发出收费通知3件，总金额300元，实际收取200.5元。", None);
        rule("发出收费通知0件，总金额300元，实际收取0元。", Some("0 件，总金额却是 300 元"));
        rule("发出0件收费通知，实际收取信息处理费20元。", Some("0 件，实际收取却是 20 元"));
        rule(
            "发出收费通知1件，总金额30元，实际收取30.5元。",
            Some("30.5 元，多于收费通知的总金额 30 元"),
        );
        rule("未收取信息处理费。", None);
        rule(
            "发出收费通知0件，总金额0元。收取信息处理费200元。",
            Some("0 件，实际收取却是 200 元"),
        );
        rule(
            "未发出收费通知。\n实际收取信息处理费15元。全年收取费用规范。",
            Some("没有发出收费通知，实际收取却是 15 元"),
        );
        rule("发出收费通知2件，总金额60元。实际收取信息处理费60元。", None);
        rule("2020年收取信息处理费30元。本年度发出收费通知0件，总金额0元，实际收取0元。", None);
        rule("未发出收费通知，未收取信息处理费。", None);
        rule("未逾期发出收费通知，总金额30元，实际收取30元。", None);
        rule(
            "未发出收费通知，收费总金额120元，实际收取信息处理费120元。",
            Some("没有发出收费通知，总金额却是 120 元"),
        );
        rule(
            "没有发出信息处理费收费通知，实际收取信息处理费120元。",
            Some("没有发出收费通知，实际收取却是 120 元"),
        );
    }
}
