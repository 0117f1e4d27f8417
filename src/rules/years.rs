//! R24: a year left over from last year's text.
//!
//! The report's own year is right everywhere; the next one in plans only, the last one in
//! comparisons only; budgets and final accounts have years of their own. Earlier and later years,
//! and years inside titles of documents, in ranges and where something began, are taken as meant,
//! but for an earlier one in which the agency is said to have published or received so many. A year
//! needs its 年: 2032条 is a count.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use super::claims::has;
use super::context::{Context, Paragraph, Sentence};
use super::nearby::{self, enclosed, within};
use super::{Found, Point, Rule};
use crate::finding::{Fix, Severity};
use crate::report::Edit;
use crate::report::place::{Field, Place};
use crate::zh::WordList;
use crate::zh::dates::{TextDate, dates};
use crate::zh::marks::mark;

/// R24: a year left over from last year's text.
pub static RULE: Rule = Rule {
    code: "R24",
    severity: Severity::Warning,
    title: "没有沿用上年文字留下的年份",
    basis: "报告的是本年度的情况；下一年只在计划中出现，上一年只在比较中出现",
    point: Point::Period,
    safe: false,
    check,
};

/// What is yet to be.
static PLAN: WordList = WordList::new(&[
    "将",
    "下一步",
    "计划",
    "明年",
    "今后",
    "打算",
    "拟",
    "力争",
    "继续",
    "进一步",
    "下一年",
    "下年",
    "争取",
    "确保",
    "要",
    "着力",
    "重点",
    "目标",
    "新的一年",
    "改进",
    "推动",
    "推进",
    "加强",
    "规划",
]);

/// What is held against this year, or came before it.
static COMPARISON: WordList = WordList::new(&[
    "比",
    "较",
    "同期",
    "上年",
    "去年",
    "上一年",
    "增长",
    "增加",
    "减少",
    "下降",
    "上升",
    "结转",
    "历年",
    "往年",
    "相应",
    "度报告",
    "年报",
    "持平",
    "遗留",
    "累计",
]);

/// What follows a year in which something began or was made, or up to which something runs.
static SINCE: WordList = WordList::new(&[
    "以来",
    "起",
    "底",
    "末",
    "修订",
    "印发",
    "制定",
    "出台",
    "颁布",
    "施行",
    "实施",
    "版",
    "成立",
    "至",
    "—",
    "以前",
    "之前",
    "及以前",
    "及之前",
    "以后",
    "之后",
    "及以后",
    "及之后",
    "前的",
    "前制",
    "前印发",
    "前形成",
    "前出台",
]);

/// What is done with what an earlier year left: its files are put away, its findings are mended.
static LEFT_BEHIND: WordList = WordList::new(&[
    "归档",
    "档案",
    "年鉴",
    "查找",
    "查摆",
    "指出",
    "反馈",
    "通报",
    "考核结果",
    "考核得分",
    "评估结果",
    "评议结果",
    "测评结果",
    "清理",
    "沿用",
    "遗留问题",
]);

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(year) = context.report.year.map(u64::from) else { return };
    let plans = |field| matches!(field, Field::Before(5 | 6) | Field::After(5 | 6));
    for sentence in context.sentences().iter().filter(|s| s.text.contains('年')) {
        if is_period(sentence) {
            continue; // R25
        }
        let view = SentenceView::new(sentence, year);
        for date in sentence.dates() {
            let Some(told) = date.year else { continue };
            let years_ago = told + 2 <= year && told + 3 >= year && view.is_account(date);
            let last = told + 1 == year && !view.is_past(date);
            let message = if years_ago {
                format!("报告的是 {year} 年，这里写的是 {told} 年，像是沿用往年文字时没有改。")
            } else if last {
                format!("报告的是 {year} 年，这里写的是 {told} 年，像是沿用上年文字时没有改。")
            } else if told == year + 1 && !view.is_plan(date, plans(sentence.field)) {
                format!("报告的是 {year} 年，这里写的是 {told} 年；下一年只应在计划和打算里出现。")
            } else {
                continue;
            };
            let at = sentence.range.start;
            let digits = at + date.year_range.start..at + date.year_range.end;
            let edits = vec![Edit::Splice(sentence.field, digits, year.to_string())];
            let fix = Fix { label: format!("改为 {year} 年"), edits };
            let place = sentence.place(at + date.range.start..at + date.range.end);
            found.add(place, message, Some(fix));
        }
    }
    own_reports(context, year, found);
    headings(context, year, found);
}

/// The agency's own report of another year, where this one is announced: 现公布《云泽县2022年政府信息公开工作年度报告》.
/// What was published last January is this year's news.
fn own_reports(context: &Context<'_>, year: u64, found: &mut Found) {
    const ANNOUNCED: [&str; 6] = ["现公布", "现将", "现予", "现发布", "本报告", "现向社会公布"];
    const DONE: [&str; 14] = [
        "发布了",
        "已公布",
        "已发布",
        "公布了",
        "公开了",
        "编制完成",
        "编制了",
        "已编制",
        "完成了",
        "完成",
        "按时",
        "按期",
        "及时",
        "上年",
    ];
    let agency = context.report.agency.trim();
    let named = |paragraph: &&Paragraph<'_>| paragraph.text.contains("年度报告》");
    for paragraph in context.paragraphs().iter().filter(named) {
        for title in enclosed(paragraph.text, &[('《', '》')]) {
            let inside = paragraph.text.get(title.clone()).unwrap_or_default();
            let is_report = inside.contains("信息公开") && inside.contains("年度报告》");
            let told = if is_report { dates(inside) } else { Vec::new() };
            let [date] = told.as_slice() else { continue };
            let Some(told) = date.year.filter(|told| *told != year) else { continue };
            let named = inside.get('《'.len_utf8()..date.range.start).unwrap_or_default().trim();
            let own = named.is_empty() || agency.contains(named) || named.contains(agency);
            let before = nearby::before(paragraph.text, title.start, 16);
            let before = before.rsplit(['。', '；']).next().unwrap_or_default();
            let behind = nearby::after(paragraph.text, title.end, 8);
            let announced = paragraph.field == Field::LeadIn || has(before, &ANNOUNCED);
            if !own || agency.is_empty() || !announced || has(before, &DONE) || has(behind, &DONE) {
                continue;
            }
            let at = title.start;
            let digits = at + date.year_range.start..at + date.year_range.end;
            let message = format!(
                "报告的是 {year} 年，这里说的却是本机关 {told} 年的报告“{}”，像是沿用往年文字时没有改。",
                inside.trim_matches(['《', '》'])
            );
            let edits = vec![paragraph.splice(digits, year.to_string())];
            let fix = Fix { label: format!("改为 {year} 年"), edits };
            found.add(
                paragraph.place(at + date.range.start..at + date.range.end),
                message,
                Some(fix),
            );
        }
    }
}

/// Years in the headings of sections.
fn headings(context: &Context<'_>, year: u64, found: &mut Found) {
    for field in (1..=6).map(Field::Heading) {
        for date in dates(context.report.text(field)) {
            if date.year.is_some_and(|told| told + 1 == year) {
                let edits = vec![Edit::Splice(field, date.year_range, year.to_string())];
                let fix = Fix { label: format!("改为 {year} 年"), edits };
                let message = format!("报告的是 {year} 年，标题里写的是 {} 年。", year - 1);
                found.add(Place::Text(field, date.range), message, Some(fix));
            }
        }
    }
}

/// What the statistical period is called.
pub(super) static NAMES_OF_PERIOD: WordList = WordList::new(&[
    "统计期限",
    "统计时限",
    "统计时间",
    "统计区间",
    "统计周期",
    "统计范围",
    "报告期",
]);

static COUNTED: WordList = WordList::new(&["数据", "统计"]);

/// Whether a sentence names the statistical period; of a garbled one (自202311日至20231231日) it is
/// enough that it runs from one number to another.
pub(super) fn is_period(sentence: &Sentence<'_>) -> bool {
    let text = sentence.text;
    sentence.has(&NAMES_OF_PERIOD)
        || (sentence.has(&COUNTED)
            && (text.contains("1月1日") || super::period::garbled(text).is_some()))
}

/// What is asked of a sentence more than once, worked out when it is first asked.
struct SentenceView<'s, 'a> {
    sentence: &'s Sentence<'a>,
    year: u64,
    plan: OnceCell<bool>,
    beside_own: OnceCell<bool>,
    clause: RefCell<Option<(Range<usize>, ClauseWords)>>,
}

/// What a clause says.
#[derive(Clone, Copy)]
struct ClauseWords {
    compares: bool,
    left_behind: bool,
}

impl<'s, 'a> SentenceView<'s, 'a> {
    fn new(sentence: &'s Sentence<'a>, year: u64) -> Self {
        let (plan, beside_own, clause) = (OnceCell::new(), OnceCell::new(), RefCell::new(None));
        Self { sentence, year, plan, beside_own, clause }
    }

    /// Whether last year is rightly named.
    fn is_past(&self, date: &TextDate) -> bool {
        let text = self.sentence.text;
        let after = nearby::after(text, date.range.end, 16);
        let after = after.strip_prefix('度').unwrap_or(after);
        self.quoted(date)
            || SINCE.begin(after.trim_start()).is_some()
            || nearby::before(text, date.range.start, 1)
                .starts_with(['自', '从', '于', '至', '—', '-', '和', '、'])
            || is_cause(text, date)
            || self.compares(date)
            || is_of_money(after)
            || self.is_left_behind(date)
            || self.beside_own()
    }

    /// Whether a year is that of something which is dealt with now: 2020年查找出的问题均已整改. A
    /// clause that the year opens is an account of it: 2020年，我镇….
    fn is_left_behind(&self, date: &TextDate) -> bool {
        let before = nearby::before(self.sentence.text, date.range.start, 8);
        let after = nearby::after(self.sentence.text, date.range.end, 3);
        let after = after.trim_start_matches('度');
        let opens = after.is_empty() || after.starts_with(['，', ',', ' ', '我', '本', '全', '共']);
        has(before, &["参加", "针对", "对照", "承接", "延续"])
            || (!opens && self.clause(date).left_behind)
    }

    /// Whether a date is in a title or a quotation.
    fn quoted(&self, date: &TextDate) -> bool {
        within(self.sentence.quoted(), date.range.start)
    }

    /// Whether the clauses that a date is in and leads on to compare years with each other.
    fn compares(&self, date: &TextDate) -> bool {
        self.clause(date).compares
    }

    /// What the clauses that a date stands in and leads on to say; dates of one clause ask once.
    fn clause(&self, date: &TextDate) -> ClauseWords {
        let range = clause_of(self.sentence, date);
        if let Some((known, words)) = &*self.clause.borrow()
            && *known == range
        {
            return *words;
        }
        let text = self.sentence.between(range.start, range.end);
        let words = ClauseWords {
            compares: COMPARISON.are_in(text),
            left_behind: LEFT_BEHIND.are_in(text),
        };
        *self.clause.borrow_mut() = Some((range, words));
        words
    }

    /// Whether the report's own year is named beside another: 2020年收到9件，2021年收到6件.
    fn beside_own(&self) -> bool {
        *self.beside_own.get_or_init(|| {
            self.sentence.dates().iter().any(|date| {
                date.year == Some(self.year) && date.range.start > 0 && !self.quoted(date)
            })
        })
    }

    /// Whether a sentence begins with a year and says how much the agency itself published or
    /// received in it: 2019年，我镇公开信息94条.
    fn is_account(&self, date: &TextDate) -> bool {
        let text = self.sentence.text;
        let after = nearby::after(text, date.range.end, 6);
        let after = after.trim_start_matches(['度', '，', ',', ' ']);
        let begins =
            date.range.start < 32 && mark(text).map_or(0, |mark| mark.rest) == date.range.start;
        begins
            && date.month.is_none()
            && ["我", "本", "全", "共"].iter().any(|own| after.starts_with(own))
            && has(text, &["公开", "发布", "收到", "受理"])
            && !self.sentence.counts.is_empty()
            && !COMPARISON.are_in(text)
            && !SINCE.are_in(text)
            && !self.beside_own()
    }

    /// Whether next year is rightly named.
    fn is_plan(&self, date: &TextDate, plans: bool) -> bool {
        // What is done about the report itself is done next year.
        let of_report = date.month.is_some_and(|month| month <= 4);
        plans
            || of_report
            || self.quoted(date)
            || is_of_money(nearby::after(self.sentence.text, date.range.end, 16))
            || *self.plan.get_or_init(|| self.sentence.has(&PLAN))
    }
}

/// Whether a year is that of what led to something: 因2022年度…申请引发的复议1件.
fn is_cause(text: &str, date: &TextDate) -> bool {
    let before = nearby::before(text, date.range.start, 8);
    let before = before.rsplit(['，', '、', '：']).next().unwrap_or_default();
    let after = nearby::after(text, date.range.end, 40);
    has(before, &["因", "由", "就", "对", "不服"])
        && has(after, &["引发", "引起", "提起", "导致", "申请复议", "申请行政复议", "产生的"])
}

/// Whether what follows a year is a budget or accounts, which are made for other years.
fn is_of_money(after: &str) -> bool {
    has(nearby::after(after, 0, 12), &["预算", "决算", "预决算"])
}

/// The clauses that a date is in and leads on to, in bytes of the field's text.
fn clause_of(sentence: &Sentence<'_>, date: &TextDate) -> Range<usize> {
    let at = sentence.range.start + date.range.start;
    let clauses = sentence.clauses();
    let index = clauses.partition_point(|clause| clause.end <= at);
    let Some(own) = clauses.get(index) else { return at..at };
    // 2020年，…: what it leads on to is not part of it, unless nothing else is.
    let alone = own.end <= sentence.range.start + date.range.end + '度'.len_utf8();
    let end = if alone { clauses.get(index + 1).map_or(own.end, |next| next.end) } else { own.end };
    own.start..end
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{mended, prose};

    #[test]
    fn years_left_over() {
        let last = "这里写的是 2020 年，像是沿用上年";
        for (text, told) in [
            ("2020年，我镇认真贯彻条例，公开信息94条。", last),
            ("2020 年我镇共收到申请3件。", last),
            ("２０２０年度全镇公开信息。", last),
            ("二〇二〇年全镇公开信息。", last),
            ("2022年，我镇公开信息94条。", "这里写的是 2022 年；下一年只应在计划"),
            ("2020年，我镇对归档文件进行清理，公开信息94条。", last),
            ("2020年前三季度公开信息94条。", last),
            ("2020年度，全镇考核结果良好。", last),
            ("2020年度组织人员参加培训3次。", last),
        ] {
            prose("R24", text, &[told]);
        }
        for text in ["2019年，我镇公开信息94条。", "（一）2019年度，全镇共收到申请3件。"]
        {
            prose("R24", text, &["这里写的是 2019 年，像是沿用往年"]);
        }
        prose("R24", "2020年，落实2021年要点，公开信息。", &[]);
        mended("R24", "", "2020 年，全镇公开。", "2021 年，全镇公开。");
        for text in [
            "现公布《柳塘镇人民政府2020年政府信息公开工作年度报告》。",
            "本报告即《柳塘镇2019年政府信息公开工作年度报告》，请予监督。",
            "现将《2020年度政府信息公开工作年度报告》予以公布。",
        ] {
            prose("R24", text, &["这里说的却是本机关"]);
        }
        mended(
            "R24",
            "",
            "现公布《柳塘镇2020年政府信息公开工作年度报告》。",
            "现公布《柳塘镇2021年政府信息公开工作年度报告》。",
        );
    }

    #[test]
    fn years_that_are_meant() {
        for text in [
            "2021年，我镇公开信息94条，其中公开信息2032条。",
            "比2020年增加3条，较2020年度增长5%。",
            "2020年结转申请2件。",
            "2022年，我镇将进一步加强公开。",
            "自2020年起，落实2020年修订的办法。",
            "贯彻《2020年政务公开工作要点》和国办发〔2020〕3号。",
            "自2019年条例修订以来，2018年以来。",
            "2022年1月15日前完成报告。",
            "数据统计期限自2020年1月1日起。",
            "与2020年持平。",
            "公开2020年度部门决算和2021年度部门预算。",
            "公开2020年财政决算。",
            "2020年收到申请9件，2021年收到申请6件。",
            "2021年底前完成2022年度预算公开准备。",
            "2019年，我镇成立政务公开领导小组，公开信息2条。",
            "2018年，县里开通网站。",
            "因2020年度政府信息公开申请引发的行政复议1件。",
            "对2020年及以前制定的文件进行全面清理，继续有效12件、失效2件。",
            "对2020年以前的文件逐件审核。",
            "2020年之前公开的信息全部归集。",
            "公开2020年底前制定的文件目录。",
            "完成2020年度文书档案移交。",
            "2020年查找出的3项问题已全部整改。",
            "针对2020年考核反馈的问题逐项落实。",
            "2020年末仍有效的文件12件。",
            "继续沿用2020年的考核细则。",
            "参加2020年度全县政务公开考核，得分98.5分。",
            "就2020年答复的申请提起的行政诉讼2件，均已审结。",
            "1月，发布了《柳塘镇人民政府2020年政府信息公开工作年度报告》。",
            "《柳塘镇人民政府2020年政府信息公开工作年度报告》编制完成并公布。",
            "现将《云泽县2020年政务公开工作要点》落实情况报告如下。",
            "按照《青山镇人民政府2020年政府信息公开工作年度报告》的做法。",
        ] {
            prose("R24", text, &[]);
        }
    }
}
