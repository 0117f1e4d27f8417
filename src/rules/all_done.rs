//! R46: 全部办结, 均已答复 and 100% against what was carried over, or against nothing received.
//!
//! Only what is said of requests for information. Rates of being on time are contradicted by what
//! was carried over neither (it is not due yet), only by nothing having been received.

use super::cells::Applications;
use super::claims::{self, has};
use super::context::{Context, Sentence};
use super::{Found, Point, Rule};
use crate::finding::Severity;
use crate::report::place::{Field, Place};
use crate::zh::WordList;

/// R46: 全部办结, 均已答复 and 100% against what was carried over, or against nothing received.
pub static RULE: Rule = Rule {
    code: "R46",
    severity: Severity::Warning,
    title: "“全部办结”“均已答复”与表三一致",
    basis: "文字与表格说的是同一件事，不应当相反",
    point: Point::ProseAndTables,
    safe: false,
    check,
};

/// That all was settled.
static ALL_DONE: WordList = WordList::new(&[
    "全部办结",
    "全部办理完毕",
    "全部答复",
    "全部予以答复",
    "全部按规定答复",
    "均已办结",
    "均已答复",
    "均已办理完毕",
    "均已办理",
    "均予以答复",
    "均作出答复",
    "均作了答复",
    "均已作出答复",
    "都已答复",
    "都已办结",
    "已全部答复",
    "已全部办结",
    "办结率100%",
    "办结率为100%",
    "办结率达100%",
    "办结率达到100%",
    "答复率100%",
    "答复率为100%",
    "答复率达100%",
    "答复率达到100%",
    "百分之百办结",
]);

/// That what was due was done in time.
static ON_TIME: WordList = WordList::new(&[
    "按时",
    "按期",
    "及时",
    "法定期限",
    "法定时限",
    "规定时限",
    "规定期限",
    "时限内",
    "期限内",
    "如期",
]);

/// That all was answered in time.
static TIMELY: WordList = WordList::new(&[
    "均按时答复",
    "均按期答复",
    "均按时办结",
    "全部按时答复",
    "全部按期答复",
    "全部按时办结",
    "均及时答复",
    "均在法定期限内",
    "均在规定时限内",
    "均在法定时限内",
    "全部在法定期限内",
    "均依法答复",
]);

/// What a sentence about it has.
static SETTLED: WordList =
    WordList::new(&["办结", "答复", "办理完毕", "均已办理", "法定期限", "时限内"]);

/// What else may have been settled.
static OTHERS: WordList = WordList::new(&[
    "12345", "留言", "建议", "提案", "信访", "热线", "来信", "来电", "咨询", "投诉", "举报",
    "诉求", "工单", "许可", "审批", "处罚", "问题", "整改", "信箱", "意见",
]);

/// What takes some out, besides 结转.
const BUT: [&str; 5] = ["除", "其余", "尚", "正在", "未到期"];

/// What is meant to be.
static MEANT: WordList =
    WordList::new(&["确保", "做到", "力争", "保证", "要求", "将", "下一步", "努力", "如有", "凡"]);

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(table) = Applications::of(context.report) else { return };
    let number = |row: usize| table.number(row);
    let (Some(received), Some(carried_in), Some(carried_out)) =
        (number(table.received), number(table.carried_in), number(table.carried_out))
    else {
        return;
    };
    let none = received + carried_in == 0;
    if !none && carried_out == 0 {
        return;
    }
    for sentence in context.sentences() {
        let plans = matches!(sentence.field, Field::Before(5) | Field::After(5));
        if plans || !is_of_requests(context, sentence) {
            continue;
        }
        for clause in sentence.clauses() {
            let words = sentence.between(clause.start, clause.end);
            let all = ALL_DONE.first_in(words);
            let timely = TIMELY.first_in(words);
            let in_time = timely.is_some() || ON_TIME.are_in(words);
            let Some(said) = all.or(timely) else { continue };
            let said = clause.start + said.start..clause.start + said.end;
            let lead = sentence.lead(said.start);
            let other = OTHERS.are_in(lead) || claims::of_others(context.report, lead);
            let meant = MEANT.are_in(sentence.between(clause.start, said.start));
            if claims::elsewhen(context.report, words) || (!none && in_time) || other || meant {
                continue;
            }
            let phrase = sentence.between(said.start, said.end);
            let (message, row) = if none {
                let message = format!(
                    "文字写“{phrase}”，表三的本年新收和上年结转却都是 0，没有可以办结的申请。请核对，改正其中一处。"
                );
                (message, table.received)
            } else {
                let message = format!(
                    "文字写“{phrase}”，表三“{}”的总计却是 {carried_out}，两处不一致。请核对，改正其中一处。",
                    table.label(table.carried_out)
                );
                (message, table.carried_out)
            };
            let finding = found.add(sentence.place(said), message, None);
            finding.other = table.total(row).map(Place::Cell);
        }
    }
}

/// Whether a sentence is about requests for information and nothing else, without reserve.
fn is_of_requests(context: &Context<'_>, sentence: &Sentence<'_>) -> bool {
    sentence.has(&SETTLED)
        && (sentence.text.contains("申请") || claims::about_applications(context.report, sentence))
        && !reserves(sentence.text)
}

/// Whether some are taken out. 无结转 takes none out.
fn reserves(text: &str) -> bool {
    const NONE: [&str; 5] = ["无结转", "没有结转", "未结转", "零结转", "不存在结转"];
    let carried = text.matches("结转").count();
    let none: usize = NONE.iter().map(|none| text.matches(none).count()).sum();
    carried > none || has(text, &BUT)
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{against, prose};

    const OVER: &str = "applications.received.natural=7 applications.granted.natural=5 \
        applications.carried_out.natural=2";

    #[test]
    fn all_done() {
        for text in [
            "收到政府信息公开申请7件，全部办结。",
            "全年收到政府信息公开申请7件，均已答复。",
            "政府信息公开申请办结率100%。",
            "受理依申请公开申请7件，答复率达100%。",
            "收到政府信息公开申请7件，已全部答复申请人，没有投诉。",
            "政府信息公开申请均已办理完毕。",
            "全年依申请公开办结率100%，无结转。",
            "收到政府信息公开申请7件，全部办结，没有结转到下年的。",
        ] {
            against("R46", OVER, text, &["“四、结转下年度继续办理”的总计却是 2"]);
        }
        for text in [
            "全年收到的政府信息公开申请均已答复。",
            "政府信息公开申请按时答复率100%。",
            "政府信息公开申请均在法定期限内办理。",
        ] {
            prose("R46", text, &["本年新收和上年结转却都是 0"]);
        }
    }

    #[test]
    fn what_does_not_contradict() {
        for text in [
            "收到政府信息公开申请7件，均在法定期限内予以答复。",
            "政府信息公开申请按期答复率100%。",
            "收到政府信息公开申请7件，除结转下年度2件外全部办结。",
            "12345热线转办件全部办结。",
            "人大代表建议、政协提案均已答复。",
            "做到政府信息公开申请全部答复。",
            "2020年收到的政府信息公开申请均已答复。",
            "县教育局收到的政府信息公开申请均已答复。",
        ] {
            against("R46", OVER, text, &[]);
        }
        let done = "applications.received.natural=7 applications.granted.natural=7";
        against("R46", done, "收到政府信息公开申请7件，全部办结，答复率100%。", &[]);
        prose("R46", "确保政府信息公开申请答复率100%。", &[]);
    }
}
