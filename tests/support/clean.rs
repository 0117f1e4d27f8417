//! Random reports with nothing wrong in them: tables in balance, prose whose counts are theirs.

use crate::support::random::Random;
use nianbao::edition::{self, Total};
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, LastYear, Report, Value};

/// A cell by the names of its table, row and column.
pub fn cell(report: &Report, name: &str) -> CellId {
    let [table, row, column] = name.split('.').collect::<Vec<_>>()[..] else { panic!("{name}") };
    let tables = &report.edition().tables;
    let table = tables.iter().position(|t| t.id == table).unwrap();
    let form = &tables[table];
    let row = form.row(row).unwrap();
    let column = form.band_of(row).columns.iter().position(|c| c.id == column).unwrap();
    CellId { table, index: form.cell_at(row, column).unwrap() }
}

/// The number in a cell.
pub fn number(report: &Report, name: &str) -> i64 {
    report.figures.number(cell(report, name))
}

/// Puts a count into a cell.
pub fn put(report: &mut Report, name: &str, number: i64) {
    let id = cell(report, name);
    report.apply(Edit::Value(id, Value::Count(number))).unwrap();
}

/// Puts words into a field.
pub fn write(report: &mut Report, field: Field, text: &str) {
    report.apply(Edit::Text(field, text.to_owned())).unwrap();
}

/// A report with nothing wrong in it; with last year's where that is asked for.
pub fn report(random: &mut Random, with_last: bool) -> Report {
    let year = 2021 + u16::try_from(random.below(5)).unwrap();
    let (place, kind) = random.one_of(&[
        ("柳塘镇", "镇"),
        ("石桥乡", "乡"),
        ("青浦岭镇", "镇"),
        ("白鹭湾乡", "乡"),
    ]);
    let agency = format!("云泽县{place}人民政府");
    let mut report = Report::blank(edition::for_year(year).unwrap(), &agency, year);
    fill(&mut report, random);
    prose(&mut report, random, place, kind);
    report.signature.name.clone_from(&agency);
    report.signature.date = format!("{}年1月{}日", year + 1, 4 + random.below(20));
    if with_last {
        report.last = Some(last(&report));
    }
    report
}

fn fill(report: &mut Report, random: &mut Random) {
    for id in report.figures.cells().collect::<Vec<_>>() {
        if !report.figures.is_total(id) {
            let kind = report.figures.cell(id).unwrap().kind;
            report.apply(Edit::Value(id, Value::read(kind, "0"))).unwrap();
        }
    }
    let made = random.below(4);
    let repealed = random.below(3);
    put(report, "disclosure.normative_documents.made", made);
    put(report, "disclosure.normative_documents.repealed", repealed);
    put(report, "disclosure.normative_documents.in_force", made + 3 + random.below(9));
    for row in ["licences", "penalties", "coercion"] {
        let number = random.below(60);
        put(report, &format!("disclosure.{row}.decisions"), number);
    }
    applications(report, random);
    for group in ["review", "direct", "after_review"] {
        for result in ["upheld", "corrected", "other", "pending"] {
            let number = random.below(8) / 6;
            put(report, &format!("proceedings.cases.{group}_{result}"), number);
        }
    }
}

/// Each column: what came in is dealt with in some way, or carried over.
fn applications(report: &mut Report, random: &mut Random) {
    const OUTCOMES: [&str; 7] =
        ["granted", "partial", "state_secret", "third_party", "not_held", "complaint", "repeated"];
    for column in ["natural", "business", "research", "welfare", "legal", "other"] {
        let most = if column == "natural" { 30 } else { 4 };
        let (received, carried_in) = (random.below(most), random.below(3));
        put(report, &format!("applications.received.{column}"), received);
        put(report, &format!("applications.carried_in.{column}"), carried_in);
        let carried_out = random.below(3).min(received + carried_in);
        put(report, &format!("applications.carried_out.{column}"), carried_out);
        for _ in 0..received + carried_in - carried_out {
            let name = format!("applications.{}.{column}", random.one_of(&OUTCOMES));
            let more = number(report, &name) + 1;
            put(report, &name, more);
        }
    }
}

fn prose(report: &mut Report, random: &mut Random, place: &str, kind: &str) {
    let year = report.year.unwrap();
    let notice = report.edition().notice.number.clone();
    let total = |report: &Report, row: &str| number(report, &format!("applications.{row}.total"));
    write(
        report,
        Field::LeadIn,
        &format!(
            "根据《中华人民共和国政府信息公开条例》和国务院办公厅政府信息与政务公开办公室《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（{notice}）要求，编制本报告。本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。如有疑问，请与{place}党政综合办公室联系（电话：0000-5550123）。"
        ),
    );
    let items = [45 + random.below(40), 143 + random.below(90), 20 + random.below(70)];
    let all: i64 = items.iter().sum();
    let [first, second, third] = items;
    let (received, carried_in, carried_out) =
        (total(report, "received"), total(report, "carried_in"), total(report, "carried_out"));
    let (granted, partial) = (total(report, "granted"), total(report, "partial"));
    let applied = if received > 0 {
        format!(
            "全年共收到政府信息公开申请{received}件，上年结转{carried_in}件，均在法定期限内办理，其中予以公开{granted}件、部分公开{partial}件，结转下年度继续办理{carried_out}件。"
        )
    } else {
        format!(
            "全年未收到政府信息公开申请，上年结转{carried_in}件，结转下年度继续办理{carried_out}件。"
        )
    };
    let review = number(report, "proceedings.cases.review_total");
    let suits = number(report, "proceedings.cases.direct_total")
        + number(report, "proceedings.cases.after_review_total");
    let cases = if review + suits == 0 {
        "未发生因政府信息公开工作引发的行政复议、行政诉讼。".to_owned()
    } else {
        format!("因政府信息公开工作被申请行政复议{review}件、被提起行政诉讼{suits}件。")
    };
    let made = number(report, "disclosure.normative_documents.made");
    let documents = if made == 0 {
        "全年没有制发行政规范性文件".to_owned()
    } else {
        format!("全年制发行政规范性文件{made}件")
    };
    write(report, Field::Before(1), &[
        format!("{year}年，{place}认真贯彻落实上级政务公开工作部署，紧紧围绕全{kind}中心工作和群众关切，加大重点领域信息公开力度，各项工作取得了新的成效。"),
        "（一）主动公开情况".into(),
        format!("全年通过县政府门户网站发布信息{all}条，其中概况类{first}条、政务动态类{second}条、公开目录类{third}条。围绕乡村振兴、社会救助等重点领域，及时公开政策文件和办理结果。"),
        "（二）依申请公开情况".into(),
        format!("规范办理流程和答复文本，做到申请有登记、办理有时限、答复可溯源。{applied}{cases}"),
        "（三）政府信息管理情况".into(),
        format!("落实公开属性源头认定和发布前保密审查制度，{documents}，完成历史文件的归集。"),
        "（四）政府信息公开平台建设情况".into(),
        "严格落实“三审三校”制度，对政务新媒体实行日常监测，在便民服务中心设置信息公开查询点和自助查询设备，方便群众就近查阅。".into(),
        "（五）监督保障情况".into(),
        format!("明确一名班子成员分管，全年组织业务培训{}次。将政府信息公开工作纳入各村年度工作考核，考核结果均为合格以上；通过意见箱和网上评议开展社会评议，群众满意度为98.5%；全年没有发生需要追究责任的情形。", 1 + random.below(4)),
    ].join("\n"));
    write(
        report,
        Field::Before(5),
        "（一）存在的主要问题。一是部分信息发布不够及时，个别村报送信息的时间与业务办结时间间隔较长。二是政策解读形式比较单一，图文和视频解读的数量偏少。\n（二）改进情况。一是建立信息报送提醒和月度通报机制，明确发布时限和责任人。二是与县融媒体中心建立协作机制，对惠民政策采用图解、短视频等形式解读。",
    );
    write(
        report,
        Field::Before(6),
        "本年度发出收费通知0件，总金额0元，实际收取信息处理费0元。\n本年度没有其他需要报告的事项。",
    );
}

/// Last year's report that this year's follows from.
fn last(report: &Report) -> LastYear {
    let mut last = report.as_last_year();
    last.year = report.year.map(|year| year - 1);
    last.sections = Default::default();
    let mut before = report.clone();
    for column in ["natural", "business", "research", "welfare", "legal", "other"] {
        let carried = number(report, &format!("applications.carried_in.{column}"));
        put(&mut before, &format!("applications.carried_out.{column}"), carried);
    }
    let row = |name: &str| number(report, &format!("disclosure.normative_documents.{name}"));
    let in_force = row("in_force") - row("made") + row("repealed");
    put(&mut before, "disclosure.normative_documents.in_force", in_force);
    last.figures = before.figures;
    last
}

/// Notes a total as printed, one more than it is; the total's cell.
pub fn misprint(report: &mut Report, of: impl Fn(&Total) -> bool, table: &str) -> CellId {
    let tables = &report.edition().tables;
    let table = tables.iter().position(|t| t.id == table).unwrap();
    let total = tables[table].totals.iter().find(|total| of(total)).unwrap().total;
    let id = CellId { table, index: total };
    let printed = Value::Count(report.figures.number(id) + 1);
    report.apply(Edit::Printed(id, Some(printed))).unwrap();
    id
}
