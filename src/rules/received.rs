//! R19: how many applications the text says were received is what the table says.
//!
//! Counts of other years, of single channels (信函申请3件) and of other things received
//! (行政复议申请, 信访) are not judged, nor is a table with blanks in the row. 受理 may include
//! those carried over from last year; 收到 may where the text says so (含上年结转).

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::cells::Applications;
use super::claims::{self, RECEIVED, has};
use super::context::{Context, Sentence, known};
use super::{Found, Point, Rule};
use crate::finding::{Fix, Severity};
use crate::report::Edit;
use crate::report::place::{CellId, Place};
use crate::zh::counts::Count;

/// R19: how many applications the text says were received is what the table says.
pub static RULE: Rule = Rule {
    code: "R19",
    severity: Severity::Warning,
    title: "文字中收到申请的件数与表三一致",
    basis: "文字与表格说的是同一件事，数字应当相同",
    point: Point::ProseAndTables,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(table) = Applications::of(context.report) else { return };
    let Some(total) = table.total(table.received) else { return };
    let Some(new) = table.number(table.received) else { return };
    let over = table.number(table.carried_in).unwrap_or(0);
    // How often the text gives each number.
    let mut all: BTreeMap<i64, usize> = BTreeMap::new();
    for sentence in context.sentences() {
        for told in received(context, sentence).into_iter().filter_map(|(_, c)| claims::exact(c)) {
            *all.entry(told).or_default() += 1;
        }
    }
    let holds = OnceCell::new();
    for sentence in context.sentences() {
        for (clause, count) in received(context, sentence) {
            let Some(told) = claims::exact(count) else { continue };
            let words = sentence.between(clause.start, clause.end);
            let with_last = words.contains("受理") || sentence.text.contains("上年结转");
            if over == 0 || !(words.contains("受理") || words.contains("上年结转")) {
                found.stands_for(sentence.field, &count.number, (total, new));
            }
            if told == new || (with_last && told == new + over) {
                continue;
            }
            let last = if told == new + over {
                format!("（上年结转的 {over} 件另计，两项合计才是 {told}）")
            } else {
                String::new()
            };
            let message = format!(
                "文字写收到申请 {told} 件，表三“{}”的总计是 {new}{last}，两处不一致。请核对，改正其中一处。",
                table.label(table.received)
            );
            // Which side is wrong is not certain where the number is of two rows, where the
            // text says it twice, or where the table does not hold.
            let several =
                ["受理", "上年结转"].iter().any(|word| words.contains(word)) || told == new + over;
            let twice = all.get(&told).is_some_and(|times| *times > 1);
            let sound = !several && !twice && *holds.get_or_init(|| table.holds());
            let figure = sound.then_some(new);
            differs(found, sentence, count, total, message, figure);
        }
        parts(context, &table, sentence, found);
    }
}

/// A count of the text that a cell contradicts; the fix puts the table's figure in, where there is
/// one that is certain.
pub(super) fn differs(
    found: &mut Found,
    sentence: &Sentence<'_>,
    count: &Count,
    cell: CellId,
    message: String,
    figure: Option<i64>,
) {
    let fix = figure.map(|figure| {
        let edit = Edit::Splice(sentence.field, count.number.clone(), figure.to_string());
        Fix { label: format!("文字改为 {figure}"), edits: vec![edit] }
    });
    let finding = found.add(sentence.place(count.range.clone()), message, fix);
    finding.other = Some(Place::Cell(cell));
}

/// The clauses that say how many applications were received, with the count.
pub(super) fn received<'s>(
    context: &Context<'_>,
    sentence: &'s Sentence<'_>,
) -> Vec<(Range<usize>, &'s Count)> {
    if sentence.counts.is_empty()
        || !has(sentence.text, &RECEIVED)
        || !claims::about_applications(context.report, sentence)
    {
        return Vec::new();
    }
    let clauses = sentence.clauses();
    let mut told = Vec::new();
    for (index, clause) in clauses.iter().enumerate() {
        let words = sentence.between(clause.start, clause.end);
        let Some(verb) = claims::first(words, &RECEIVED) else { continue };
        let before = words.get(..verb.start).unwrap_or_default().trim_end_matches("有");
        let subject = sentence.lead(clause.start + verb.start);
        if before.ends_with(['未', '没', '无', '不'])
            || claims::elsewhen(context.report, words)
            || claims::of_others(context.report, subject)
        {
            continue;
        }
        let after = clause.start + verb.end..clause.end;
        let next = clauses.get(index + 1).filter(|next| {
            let words = sentence.between(next.start, next.end);
            ["共", "合计", "总计", "计", "数量", "总数"].iter().any(|sum| words.starts_with(sum))
        });
        let usable = |stretch: &Range<usize>| {
            sentence.counts_in(stretch).find(|count| claims::exact(count).is_some())
        };
        let Some(count) = usable(&after).or_else(|| next.and_then(usable)) else { continue };
        let object = sentence.between(after.start, count.range.start);
        let behind = sentence.between(count.range.end, clause.end.max(count.range.end));
        let all = words.contains("申请")
            && !claims::OTHERS.are_in(object)
            && (object.contains("申请") || !claims::OTHERS.are_in(behind))
            && !claims::is_change(object)
            && !claims::only_some(words);
        if all {
            told.push((clause.clone(), count));
        }
    }
    told
}

/// 其中自然人申请5件: single kinds of applicants, after the sum.
fn parts(
    context: &Context<'_>,
    table: &Applications<'_>,
    sentence: &Sentence<'_>,
    found: &mut Found,
) {
    let Some(start) = sentence.text.find("其中") else { return };
    if received(context, sentence).is_empty() {
        return;
    }
    let start = sentence.range.start + start;
    let mut from = start;
    for count in sentence.counts.iter().filter(|count| count.range.start > start) {
        let words = sentence.between(from, count.range.start);
        from = count.range.end;
        let (Some(told), Some(cell)) =
            (claims::exact(count), table.applicant(table.received, words))
        else {
            continue;
        };
        let figure = known(&context.report.figures, cell);
        let plain = !claims::OTHERS.are_in(words) && !has(words, &["公开", "答复", "提供", "处理"]);
        if let Some(figure) = figure.filter(|_| plain) {
            found.stands_for(sentence.field, &count.number, (cell, figure));
        }
        if let Some(figure) = figure.filter(|figure| *figure != told && plain) {
            let place = Place::Cell(cell).words(context.report);
            let message = format!(
                "文字写 {told} 件，{place}一格是 {figure}，两处不一致。请核对，改正其中一处。"
            );
            differs(found, sentence, count, cell, message, table.holds().then_some(figure));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{against, mended};

    const SEVEN: &str = "applications.received.natural=5 applications.received.business=2 \
        applications.carried_in.natural=1";

    fn seven(text: &str, expected: &[&str]) {
        against("R19", SEVEN, text, expected);
    }

    #[test]
    fn what_must_be_told() {
        seven(
            "2021 年共收到政府信息公开申请8件,均在法定期限内予以答复。",
            &[
                "收到申请 8 件，表三“一、本年新收政府信息公开申请数量”的总计是 7（上年结转的 1 件另计",
            ],
        );
        for text in [
            "2021年我乡共收到公民、法人和其他组织通过各种形式提出的信息公开申请1件。",
            "（二）依申请公开\n全年收到申请十二件。",
            "全年收到12件政府信息公开申请，均已答复。",
            "全年通过网络、信函等渠道收到政府信息公开申请，共计12件。",
            "本年新收政府信息公开申请１２件、上年结转1件。",
            "依申请公开：本年度受理政府信息公开申请9件。",
            "收到政府信息公开申请1.2万件。",
            "收到政府信息公开申请两件，其中自然人5件。",
            "全年收到政府信息公开申请0件。",
        ] {
            seven(text, &["两处不一致"]);
        }
        seven("收到政府信息公开申请7件，其中自然人4件、商业企业3件。", &["自然人", "商业企业"]);
    }

    #[test]
    fn what_is_right_or_something_else_is_not_told() {
        for text in [
            "全年共收到政府信息公开申请7件，上年结转1件。",
            "全年共收到政府信息公开申请８件（含上年结转1件）。",
            "全年共受理政府信息公开申请8件。",
            "收到政府信息公开申请7件，其中自然人5件、商业企业2件。",
            "收到政府信息公开申请7件，其中自然人申请予以公开3件。",
            "未收到政府信息公开申请3件以上。",
            "全年收到行政复议申请3件，收到信访举报20件。",
            "政府信息公开申请方面，收到网络申请3件。",
            "2020年收到政府信息公开申请3件，较上年减少2件。",
            "上半年收到政府信息公开申请3件。",
            "收到政府信息公开申请近百件。",
            "全年受理行政许可申请120件。",
            "（二）依申请公开\n受理低保救助申请120件。",
            "收到政府信息公开申请较上年增加2件。",
            "共接收群众来信12件。",
            "县公安局全年收到政府信息公开申请12件。",
            "各部门共收到政府信息公开申请25件。",
            "全县共收到政府信息公开申请300件。",
        ] {
            seven(text, &[]);
        }
        against("R19", "applications.received.natural=", "收到政府信息公开申请8件。", &[]);
    }

    #[test]
    fn the_fix_puts_the_tables_figure_in() {
        let balanced =
            format!("{SEVEN} applications.granted.natural=6 applications.granted.business=2");
        mended(
            "R19",
            &balanced,
            "共收到政府信息公开申请１２ 件，其中自然人两件。",
            "共收到政府信息公开申请7 件，其中自然人5件。",
        );
        for (figures, text) in [
            (SEVEN, "共收到政府信息公开申请12件。"),
            (&balanced, "共收到政府信息公开申请8件。"),
            (&balanced, "共受理政府信息公开申请9件。"),
            (&balanced, "共收到政府信息公开申请9件。\n全年收到政府信息公开申请9件。"),
        ] {
            mended("R19", figures, text, text);
        }
    }
}
