//! On random reports with nothing wrong in them no rule does more than inform; with one fault
//! planted, its rule reports it at its place, and no other but those that follow from it.

use crate::support::clean;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::support::clean::{cell, misprint, number, put, write};
use crate::support::random::Random;
use nianbao::edition::{self, Total};
use nianbao::finding::{Finding, Severity};
use nianbao::ledger::Ledger;
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{Edit, Report, Value};
use nianbao::rules::{ALL, Config, check};

const REPORTS: u64 = 200;

/// What a report is told, but for what only informs; of one rule that as well.
fn told(report: &Report, config: &Config, with: &str) -> Vec<Finding> {
    let findings = check(report, config).into_iter();
    findings.filter(|found| found.severity < Severity::Info || found.code == with).collect()
}

/// The rules with which a rule's fault is asked for: a locality's length of section one, an empty
/// ledger of the year.
fn config(code: &str, report: &Report) -> Config {
    let mut config = Config::default();
    match code {
        "R52" => config.section_one_most = 200,
        "R62" => {
            let year = i16::try_from(report.year.unwrap()).unwrap();
            config.ledger = Some(Arc::new(Ledger::default().tally(year)));
        }
        _ => {}
    }
    config
}

/// A fault to be planted.
struct Fault {
    /// The rule that must report it.
    code: &'static str,
    /// Rules that report what follows from it.
    follow: &'static [&'static str],
    /// Whether last year's report has to be known.
    last: bool,
    /// Plants it; where it is to be reported. `None` where this report has no room for it.
    plant: fn(&mut Report) -> Option<Place>,
}

/// Replaces words of section one; the place of some of the new ones.
fn replace(report: &mut Report, from: &str, to: &str, told: &str) -> Option<Place> {
    replace_in(report, Field::Before(1), from, to, told)
}

/// The same in any field.
fn replace_in(
    report: &mut Report,
    field: Field,
    from: &str,
    to: &str,
    told: &str,
) -> Option<Place> {
    let text = report.text(field).to_owned();
    text.contains(from).then_some(())?;
    write(report, field, &text.replacen(from, to, 1));
    let at = report.text(field).find(to).unwrap() + to.find(told).unwrap();
    Some(Place::Text(field, at..at + told.len()))
}

fn add(report: &mut Report, name: &str, more: i64) -> Place {
    let now = number(report, name);
    put(report, name, now + more);
    Place::Cell(cell(report, name))
}

/// The topmost cell of a column of table three.
fn column(report: &Report, column: &str) -> CellId {
    cell(report, &format!("applications.received.{column}"))
}

#[rustfmt::skip]
const FAULTS: &[Fault] = &[
    Fault { code: "R01", follow: &[], last: false, plant: |report| {
        let id = misprint(report, |total: &Total| total.across, "applications");
        Some(Place::Cell(id))
    } },
    Fault { code: "R02", follow: &[], last: false, plant: |report| {
        let id = misprint(report, |total: &Total| !total.across, "applications");
        Some(Place::Cell(id))
    } },
    Fault { code: "R03", follow: &["R19", "R20"], last: false, plant: |report| {
        add(report, "applications.received.legal", 1);
        Some(Place::Column(column(report, "legal")))
    } },
    Fault { code: "R04", follow: &[], last: false, plant: |report| {
        let id = misprint(report, |_| true, "proceedings");
        Some(Place::Cell(id))
    } },
    Fault { code: "R05", follow: &[], last: false, plant: |report| {
        let id = cell(report, "disclosure.fees.amount");
        report.apply(Edit::Value(id, Value::Written("0.00001".into()))).unwrap();
        Some(Place::Cell(id))
    } },
    Fault { code: "R06", follow: &[], last: true, plant: |report| {
        let id = cell(report, "disclosure.licences.decisions");
        report.apply(Edit::Value(id, Value::Mark("/".into()))).unwrap();
        Some(Place::Cell(id))
    } },
    Fault { code: "R07", follow: &[], last: true, plant: |report| {
        let id = cell(report, "applications.carried_out.other");
        let mut before = report.clone();
        before.figures = report.last.as_ref().unwrap().figures.clone();
        let more = before.figures.number(id) + 1;
        before.apply(Edit::Value(id, Value::Count(more))).unwrap();
        report.last.as_mut().unwrap().figures = before.figures;
        Some(Place::Cell(cell(report, "applications.carried_in.other")))
    } },
    Fault { code: "R08", follow: &[], last: true, plant: |report| {
        Some(add(report, "disclosure.normative_documents.in_force", 1))
    } },
    Fault { code: "R09", follow: &[], last: false, plant: |report| {
        let made = number(report, "disclosure.normative_documents.made");
        (made > 0).then_some(())?;
        put(report, "disclosure.normative_documents.in_force", made - 1);
        Some(Place::Cell(cell(report, "disclosure.normative_documents.made")))
    } },
    Fault { code: "R10", follow: &[], last: false, plant: |report| {
        Some(add(report, "disclosure.rules.in_force", 2))
    } },
    Fault { code: "R11", follow: &[], last: false, plant: |report| {
        write(report, Field::Heading(4), "");
        Some(Place::Field(Field::Heading(4)))
    } },
    Fault { code: "R12", follow: &[], last: false, plant: |report| {
        write(report, Field::Heading(5), "五、存在的主要问题及改进措施");
        Some(Place::Field(Field::Heading(5)))
    } },
    Fault { code: "R13", follow: &[], last: false, plant: |report| {
        replace(report, "（二）依申请公开", "（三）依申请公开", "（三）")
    } },
    Fault { code: "R14", follow: &[], last: false, plant: |report| {
        write(report, Field::Before(5), "无");
        Some(Place::Field(Field::Before(5)))
    } },
    Fault { code: "R15", follow: &[], last: false, plant: |report| {
        replace(report, "（三）政府信息管理情况", "（三）制度建设情况", "（三）")?;
        Some(Place::Field(Field::Before(1)))
    } },
    Fault { code: "R16", follow: &[], last: false, plant: |report| {
        replace(report, "，考核结果均为合格以上；", "；", "；")?;
        replace(report, "（五）监督保障情况", "（五）监督保障情况", "（五）监督保障情况")
    } },
    Fault { code: "R17", follow: &[], last: false, plant: |report| {
        write(report, Field::Before(6), "本年度没有其他需要报告的事项。");
        Some(Place::Field(Field::Before(6)))
    } },
    Fault { code: "R18", follow: &[], last: false, plant: |report| {
        let told = "本年度发出收费通知0件，总金额50元，实际收取信息处理费0元";
        let was = "本年度发出收费通知0件，总金额0元，实际收取信息处理费0元";
        replace_in(report, Field::Before(6), was, told, told)
    } },
    Fault { code: "R19", follow: &[], last: false, plant: |report| {
        let received = number(report, "applications.received.total");
        let (from, to) = (format!("收到政府信息公开申请{received}件"), format!("{}件", received + 1));
        replace(report, &from, &format!("收到政府信息公开申请{to}"), &to)
    } },
    Fault { code: "R20", follow: &[], last: false, plant: |report| {
        (number(report, "applications.received.total") > 0).then_some(())?;
        let said = "未收到政府信息公开申请";
        let to = format!("本年度{said}，规范办理流程和答复文本");
        replace(report, "规范办理流程和答复文本", &to, said)
    } },
    Fault { code: "R21", follow: &[], last: false, plant: |report| {
        let granted = number(report, "applications.granted.total");
        let to = format!("{}件", granted + 3);
        replace(report, &format!("予以公开{granted}件"), &format!("予以公开{to}"), &to)
    } },
    Fault { code: "R22", follow: &[], last: false, plant: |report| {
        let made = "制发行政规范性文件";
        replace(report, "没有制发行政规范性文件", "制发行政规范性文件2件", made)
    } },
    Fault { code: "R23", follow: &[], last: false, plant: |report| {
        let said = "一村2场、二村3场、三村4场";
        let to = format!("全年共举办政策宣讲8场：{said}。围绕乡村振兴");
        replace(report, "围绕乡村振兴", &to, "8场")
    } },
    Fault { code: "R24", follow: &[], last: false, plant: |report| {
        let year = report.year.unwrap();
        let (was, told) = (format!("{year}年，"), format!("{}年", year - 1));
        replace(report, &was, &format!("{told}，"), &told)
    } },
    Fault { code: "R25", follow: &[], last: false, plant: |report| {
        let year = report.year.unwrap();
        let told = format!("{year}年1月1日起至{year}年11月30日");
        let was = format!("{year}年1月1日起至{year}年12月31日");
        replace_in(report, Field::LeadIn, &was, &told, &told)
    } },
    Fault { code: "R26", follow: &[], last: false, plant: |report| {
        let date = format!("{}年12月29日", report.year.unwrap());
        write(report, Field::SignatureDate, &date);
        Some(Place::Field(Field::SignatureDate))
    } },
    Fault { code: "R27", follow: &[], last: false, plant: |report| {
        let [own, other] = if report.agency.contains('镇') { ["全镇", "全乡"] } else { ["全乡", "全镇"] };
        replace(report, own, other, other)
    } },
    Fault { code: "R28", follow: &[], last: false, plant: |report| {
        replace(report, "各项工作取得", "会内各项工作取得", "会内")
    } },
    Fault { code: "R29", follow: &[], last: false, plant: |report| {
        let name = report.agency.replace("人民政府", "人民政府政府");
        write(report, Field::SignatureName, &name);
        Some(Place::Field(Field::SignatureName))
    } },
    Fault { code: "R30", follow: &[], last: false, plant: |report| {
        replace_in(report, Field::Title, "年政府信息", "年度政府信息", "年")?;
        Some(Place::Field(Field::Title))
    } },
    Fault { code: "R31", follow: &[], last: false, plant: |report| {
        let words = "该部分以表格形式报告";
        write(report, Field::Before(2), &format!("{words}。"));
        Some(Place::Text(Field::Before(2), 0..words.len()))
    } },
    Fault { code: "R32", follow: &["R43"], last: false, plant: |report| {
        replace(report, "便民服务中心", "便民服务\u{ad}中心", "\u{ad}")
    } },
    Fault { code: "R33", follow: &[], last: false, plant: |report| {
        let told = "重点领域和重点领域";
        replace(report, "等重点领域，", &format!("等{told}，"), told)
    } },
    Fault { code: "R34", follow: &[], last: false, plant: |report| {
        replace(report, "就近查阅。", "就近查阅", "阅")
    } },
    Fault { code: "R35", follow: &[], last: false, plant: |report| {
        replace(report, "群众关切，", "群众关切,", ",")
    } },
    Fault { code: "R36", follow: &[], last: false, plant: |report| {
        replace(report, "“三审三校”", "\"三审三校\"", "\"")
    } },
    Fault { code: "R37", follow: &[], last: false, plant: |report| {
        replace(report, "认真贯彻", "认真 贯彻", " ")
    } },
    Fault { code: "R38", follow: &[], last: false, plant: |report| {
        replace(report, "就近查阅", "就近查阅，联系人电话13812345678", "13812345678")
    } },
    Fault { code: "R39", follow: &[], last: true, plant: |report| {
        let prose = report.prose(1);
        report.last.as_mut().unwrap().sections[0] = prose;
        Some(Place::Field(Field::Before(1)))
    } },
    Fault { code: "R40", follow: &["R24", "R25", "R26", "R30", "R41"], last: false, plant: |report| {
        report.apply(Edit::Year(Some(2020))).unwrap();
        Some(Place::Year)
    } },
    Fault { code: "R41", follow: &[], last: false, plant: |report| {
        let told = "国办公开办函〔2019〕60号";
        replace_in(report, Field::LeadIn, "国办公开办函〔2021〕30号", told, told)
    } },
    Fault { code: "R42", follow: &[], last: true, plant: |report| {
        let now = number(report, "disclosure.penalties.decisions");
        Some(add(report, "disclosure.penalties.decisions", now * 9 + 500))
    } },
    Fault { code: "R43", follow: &["R32"], last: false, plant: |report| {
        replace(report, "便民服务中心", "便民服务\u{e000}中心", "\u{e000}")
    } },
    Fault { code: "R44", follow: &[], last: false, plant: |report| {
        let force = number(report, "disclosure.normative_documents.in_force");
        let told = format!("{}件", force + 2);
        let to = format!("方便群众就近查阅。现行有效的行政规范性文件{told}");
        replace(report, "方便群众就近查阅", &to, &told)
    } },
    Fault { code: "R45", follow: &["R23"], last: false, plant: |report| {
        let to = "全年共召开公开工作会议次、专题调度会3次。围绕乡村振兴";
        replace(report, "围绕乡村振兴", to, "会议次")
    } },
    Fault { code: "R46", follow: &[], last: false, plant: |report| {
        (number(report, "applications.carried_out.total") > 0).then_some(())?;
        let to = "规范办理流程和答复文本，收到的政府信息公开申请全部办结";
        replace(report, "规范办理流程和答复文本", to, "全部办结")
    } },
    Fault { code: "R47", follow: &[], last: false, plant: |report| {
        replace_in(report, Field::LeadIn, "编制本报告。", "编制本报告。本报告由七部分组成。", "七部分")
    } },
    Fault { code: "R48", follow: &[], last: false, plant: |report| {
        replace_in(report, Field::Before(5), "个别村报送", "个别单位报送", "个别单位")
    } },
    Fault { code: "R49", follow: &[], last: false, plant: |report| {
        let received = number(report, "applications.received.total");
        (received > 0).then_some(())?;
        let (was, told) = (format!("申请{received}件，"), format!("{received}条"));
        replace(report, &was, &format!("申请{told}，"), &told)
    } },
    Fault { code: "R50", follow: &[], last: false, plant: |report| {
        let to = "全年发布图解60条，其中公众号发布24条，占45%。围绕乡村振兴";
        replace(report, "围绕乡村振兴", to, "45%")
    } },
    Fault { code: "R51", follow: &["R19", "R20", "R21"], last: false, plant: |report| {
        let table = cell(report, "applications.received.natural").table;
        for id in report.figures.cells().collect::<Vec<_>>() {
            if id.table == table && !report.figures.is_total(id) {
                report.apply(Edit::Value(id, Value::Count(0))).unwrap();
            }
        }
        put(report, "proceedings.cases.review_upheld", 1);
        Some(Place::Cell(cell(report, "proceedings.cases.review_total")))
    } },
    Fault { code: "R52", follow: &[], last: false, plant: |_| Some(Place::Field(Field::Before(1))) },
    Fault { code: "R53", follow: &[], last: false, plant: |report| {
        replace(report, "“三审三校”", "“三审三校", "“")
    } },
    Fault { code: "R54", follow: &[], last: false, plant: |report| {
        replace(report, "群众关切，", "群众关切，。", "，。")
    } },
    Fault { code: "R55", follow: &[], last: false, plant: |report| {
        replace_in(report, Field::LeadIn, "国办公开办函〔2021〕30号", "国办公开办函[2021]30号", "[2021]30号")
    } },
    Fault { code: "R56", follow: &[], last: false, plant: |report| {
        let year = report.year.unwrap();
        let to = format!("截止{year}年12月31日，全年通过县政府门户网站");
        replace(report, "全年通过县政府门户网站", &to, "截止")
    } },
    Fault { code: "R57", follow: &[], last: false, plant: |report| {
        let year = report.year.unwrap();
        replace(report, &format!("{year}年，"), &format!("{year}我镇按要求推进公开。{year}年，"), &year.to_string())
            .filter(|_| report.agency.contains('镇'))
    } },
    Fault { code: "R58", follow: &["R29", "R30"], last: false, plant: |report| {
        write(report, Field::Agency, "");
        Some(Place::Field(Field::Agency))
    } },
    Fault { code: "R59", follow: &["R15", "R13"], last: false, plant: |report| {
        let to = "（五）监督保障情况\n（六）其他工作情况\n";
        replace(report, "（五）监督保障情况\n", to, "（五）监督保障情况")
    } },
    Fault { code: "R60", follow: &["R15"], last: false, plant: |report| {
        let to = "嚴格落實“三審三校”制度，對政務新媒體實行日常監測，設置信息公開查詢點和自助查詢設備，\
            對擬發佈的內容逐級審核，確保準確、權威、規範，並將審查責任落實到崗到人，豐富解讀形式，\
            擴大宣傳範圍，廣泛聽取意見，幫助羣眾辦理業務，";
        replace(report, "严格落实“三审三校”制度，", to, "嚴")?;
        Some(Place::Report)
    } },
    Fault { code: "R61", follow: &[], last: false, plant: |report| {
        let other_heads = "2019年版".to_owned();
        let imported = nianbao::report::ImportRecord { other_heads, ..Default::default() };
        report.apply(Edit::Imported(Some(Box::new(imported)))).unwrap();
        Some(Place::Report)
    } },
    Fault { code: "R62", follow: &[], last: false, plant: |report| {
        let received = cell(report, "applications.received.natural");
        let asked = number(report, "applications.received.total") > 0;
        let row = report.edition().tables[received.table].cells[received.index].row;
        asked.then_some(Place::Row(received.table, row))
    } },
    Fault { code: "R63", follow: &[], last: false, plant: |report| {
        let next = report.year.unwrap() + 1;
        let next = report.template(edition::for_year(next).unwrap(), &report.agency, next);
        let marks: Vec<_> = next.undecided().cloned().collect();
        let first = marks.first().unwrap().at.place();
        report.apply(Edit::Carried(marks)).unwrap();
        Some(first)
    } },
    Fault { code: "R64", follow: &["R19", "R20", "R21", "R22", "R03", "R02"], last: false, plant: |report| {
        for id in report.figures.cells().collect::<Vec<_>>() {
            if report.figures.is_total(id) {
                report.apply(Edit::Printed(id, None)).unwrap();
            } else {
                report.apply(Edit::Value(id, Value::Blank)).unwrap();
            }
        }
        Some(Place::Report)
    } },
    Fault { code: "R65", follow: &[], last: false, plant: |report| {
        replace(report, "各项工作取得", "部份工作取得", "部份")
    } },
];

/// Every fault in the first three reports that have room for it.
pub fn planted(mut each: impl FnMut(&PlantedCase)) {
    for fault in FAULTS {
        let cases = (0..REPORTS).filter_map(|seed| {
            let mut report = clean::report(&mut Random::new(seed), fault.last);
            let place = (fault.plant)(&mut report)?;
            let config = config(fault.code, &report);
            Some(PlantedCase { code: fault.code, follow: fault.follow, report, config, place })
        });
        cases.take(3).for_each(|case| each(&case));
    }
}

/// A report with a fault in it.
pub struct PlantedCase {
    /// The rule that must report it.
    pub code: &'static str,
    /// Rules that report what follows from it.
    pub follow: &'static [&'static str],
    /// The report.
    pub report: Report,
    /// The rules it is checked with.
    pub config: Config,
    /// Where the fault is to be reported.
    pub place: Place,
}

#[test]
fn clean_reports_are_told_nothing() {
    for seed in 0..REPORTS {
        let report = clean::report(&mut Random::new(seed), seed % 2 == 0);
        let told = told(&report, &Config::default(), "");
        assert!(told.is_empty(), "{seed}: {told:#?}\n{}", report.prose(1));
    }
}

#[test]
fn a_planted_fault_is_told_by_its_rule_alone() {
    let codes: BTreeSet<&str> = FAULTS.iter().map(|fault| fault.code).collect();
    let unplanted: Vec<&str> =
        ALL.iter().map(|rule| rule.code).filter(|code| !codes.contains(code)).collect();
    assert!(unplanted.is_empty(), "{unplanted:?}");
    for fault in FAULTS {
        // As many reports as it takes: not every report has room for every fault.
        let planted = (0..REPORTS).filter(|seed| plant(fault, *seed)).take(5).count();
        assert!(planted >= 2, "{}: {planted}", fault.code);
    }
}

/// Plants a fault into a report, where it has room for it, and sees it reported.
fn plant(fault: &Fault, seed: u64) -> bool {
    let mut report = clean::report(&mut Random::new(seed), fault.last);
    let Some(place) = (fault.plant)(&mut report) else { return false };
    let told = told(&report, &config(fault.code, &report), fault.code);
    let own = |finding: &&Finding| finding.code == fault.code;
    assert!(
        told.iter().filter(own).any(|finding| finding.place == place),
        "{seed} {}: not told at {place:?}: {told:#?}\n{}",
        fault.code,
        report.prose(1)
    );
    let allowed = |f: &Finding| f.code == fault.code || fault.follow.contains(&f.code);
    assert!(told.iter().all(allowed), "{seed} {}: {told:#?}", fault.code);
    true
}
