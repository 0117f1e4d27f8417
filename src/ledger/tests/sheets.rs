//! A ledger as a sheet, out and in.

use std::sync::Arc;

use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::ledger::sheet::{self, ExportedNames};
use crate::ledger::{
    Entry, Inquiry, Ledger, LedgerForm, Proceeding, ProceedingResult, ProceedingStage, Request,
    RequestFee, RequestField as Field, Yuan,
};
use crate::testing::cases;
use crate::workbook;

fn words() -> impl Strategy<Value = String> {
    "[甲乙=+@'a\"1 -][甲乙丙,;a\"'=\t\n ]{0,6}[甲乙丙a1]"
}

fn optional(words: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    proptest::option::of(words).prop_map(Option::unwrap_or_default)
}

fn day() -> impl Strategy<Value = Entry<Date>> {
    let days = (0..36_000).prop_map(|days| date(2000, 1, 2).checked_add(Span::new().days(days)));
    prop_oneof![
        3 => days.prop_map(|day| Entry::Known(day.unwrap())),
        2 => Just(Entry::Blank),
        1 => "近[日期]{1,3}".prop_map(Entry::Unread),
    ]
}

fn amount() -> impl Strategy<Value = Entry<Yuan>> {
    prop_oneof![
        (0_i64..100_000_000).prop_map(|fen| Entry::Known(Yuan { fen })),
        Just(Entry::Blank),
        "[约免]{2}".prop_map(Entry::Unread),
    ]
}

fn cases_of_a_request() -> impl Strategy<Value = Entry<Vec<Proceeding>>> {
    let stage = proptest::sample::select(ProceedingStage::ALL.to_vec());
    let result = proptest::sample::select(ProceedingResult::ALL.to_vec());
    let one = (stage, 0_i32..9000, 0_i32..800, result, 0..3).prop_map(
        |(stage, first, more, result, known)| {
            let at = |days| date(2010, 1, 1).checked_add(Span::new().days(days)).ok();
            let pending = result == ProceedingResult::Pending;
            let brought = at(first).filter(|_| known != 0 || pending);
            let decided =
                at(first + more).filter(|_| !pending && (known != 1 || brought.is_none()));
            Proceeding { stage, brought, decided, result }
        },
    );
    prop_oneof![
        2 => Just(Entry::Blank),
        2 => proptest::collection::vec(one, 1..3).prop_map(Entry::Known),
        1 => Just(Entry::Unread("有一件".into())),
    ]
}

fn request() -> impl Strategy<Value = Request> {
    let form = LedgerForm::for_year(2025);
    let owned = |list: Vec<&'static str>| {
        proptest::sample::select(list.into_iter().map(ToOwned::to_owned).collect::<Vec<String>>())
    };
    let kind = prop_oneof![owned(form.kinds()), words()];
    let outcome = optional(prop_oneof![owned(form.outcomes()), words()]);
    let inquiry = || (day(), day()).prop_map(|(asked, answered)| Inquiry { asked, answered });
    let fee = (day(), amount(), day(), amount());
    let fee = fee.prop_map(|(billed, amount, paid, received)| RequestFee {
        billed,
        amount,
        paid,
        received,
    });
    let texts =
        (words(), optional(words()), optional(words()), optional(words()), optional(words()));
    let days = (day(), inquiry(), inquiry(), inquiry(), day(), day());
    (texts, kind, outcome, days, fee, cases_of_a_request()).prop_map(
        |(texts, kind, outcome, days, fee, proceedings)| {
            let (number, channel, applicant, content, remark) = texts;
            let (received, correction, third_party, other_agencies, extended, replied) = days;
            Request {
                number,
                received,
                channel,
                applicant,
                kind,
                content,
                correction,
                third_party,
                other_agencies,
                extended,
                outcome,
                replied,
                fee,
                proceedings,
                remark,
            }
        },
    )
}

fn ledger() -> impl Strategy<Value = Ledger> {
    let requests = proptest::collection::vec(request(), 0..6);
    requests.prop_map(|requests| Ledger {
        requests: requests.into_iter().map(Arc::new).collect(),
        ..Ledger::default()
    })
}

fn read(bytes: &[u8]) -> sheet::ReadLedger {
    sheet::read(&workbook::read(bytes).unwrap()).unwrap()
}

proptest! {
    // A case is three files.
    #![proptest_config(ProptestConfig { cases: cases().cases / 3 + 1, ..cases() })]

    #[test]
    fn what_is_exported_comes_back(ledger in ledger()) {
        let shown = ExportedNames::Shown;
        let back = read(&sheet::csv(&ledger, shown));
        prop_assert_eq!(&back.ledger, &ledger);
        let bytes = sheet::xlsx(&ledger, 2025, shown).unwrap();
        let back = read(&bytes);
        prop_assert_eq!(&back.ledger, &ledger);
        prop_assert_eq!(&back.notes, &Vec::<String>::new());
        prop_assert_eq!(bytes, sheet::xlsx(&ledger, 2025, shown).unwrap());
    }
}

#[test]
fn an_offices_own_table_comes_in() {
    let text = "\
云泽县柳塘镇依申请公开台账,,,,,,,,,
序号,登记号,申请时间,申请方式,申请人姓名,申请人性质,申请公开的内容,答复时间,办理结果,承办科室
1,2025-001,2025.3.7,网上申请,张三,自然人,危房改造名单,2025年3月20日,予以公开,村建办
2,2025-002,20250310,信函,李四,法人,土地台账,2025/3/31,不掌握相关政府信息,自然资源所
,,,,,,,,,
3,2025-003,三月中旬,当面,,商业企业,合同,,,
合计,,,,,,3件,,,
";
    let read = read(text.as_bytes());
    let requests = &read.ledger.requests;
    assert_eq!(requests.len(), 4);
    assert_eq!(requests[0].number, "2025-001");
    assert_eq!(requests[0].received.day(), Some(date(2025, 3, 7)));
    assert_eq!(requests[0].remark, "序号：1；承办科室：村建办");
    assert_eq!(requests[1].replied.day(), Some(date(2025, 3, 31)));
    assert_eq!(requests[2].received, Entry::Unread("三月中旬".into()));
    assert_eq!(requests[3].content, "3件");
    let tally = read.ledger.tally(2025);
    assert_eq!(tally.uncounted, [1, 2, 3]);
    insta::assert_snapshot!(format!("{:#?}\n{:#?}", read.notes, read.rows));
}

#[test]
fn headings_are_found_in_any_order_under_usual_names() {
    for (headings, expected) in [
        ("收件日期,编号,申请人类型,答复类型,回复时间", 5),
        ("受理 日期,受理编号,申请人性质,处理结果（类型）,办结时间", 5),
        ("*收到时间,件号,申请主体,答复结果,答复日期", 5),
        ("征求第三方意见时间,第三方意见答复时间,登记日期,编号,延期时间", 5),
        ("编号,申请人,承办科室,收到日期", 3),
    ] {
        let text = format!("{headings}\n{}\n", "甲,".repeat(headings.split(',').count()));
        let read = read(text.as_bytes());
        let request = &read.ledger.requests[0];
        let filled = Field::ALL
            .into_iter()
            .filter(|field| *field != Field::Remark && request.words(*field) == "甲");
        assert_eq!(filled.count(), expected, "{headings}: {request:?}");
    }
    let none = workbook::read("姓名,年龄\n甲,3\n".as_bytes()).unwrap();
    assert_eq!(sheet::read(&none), None);
}

#[test]
fn applicants_can_be_hidden() {
    let mut request = Request::default();
    request.set(Field::Number, "1");
    request.set(Field::Applicant, "赵铁柱");
    let ledger = Ledger { requests: vec![Arc::new(request), Arc::default()], ..Ledger::default() };
    let hidden = sheet::csv(&ledger, ExportedNames::Hidden);
    let text = String::from_utf8(hidden).unwrap();
    assert!(!text.contains("赵铁柱") && text.matches("已隐去").count() == 1, "{text}");
    let bytes = sheet::xlsx(&ledger, 2025, ExportedNames::Hidden).unwrap();
    assert_eq!(read(&bytes).ledger.requests[0].applicant, "已隐去");
}

#[test]
fn formulas_hold_the_counts() {
    let mut ledger = Ledger::default();
    for (number, kind, outcome, replied) in [
        ("1", "自然人", "予以公开", "2025-03-20"),
        ("2", "自然人", "（一）予以公开", "2025-03-21"),
        ("3", "法人或其他组织/商业企业", "其他处理/逾期不补正", "2025-03-21"),
        ("4", "其他", "", ""),
    ] {
        let mut request = Request::default();
        request.set(Field::Number, number);
        request.set(Field::Received, "2025-03-03");
        request.set(Field::Kind, kind);
        request.set(Field::Outcome, outcome);
        request.set(Field::Replied, replied);
        ledger.requests.push(Arc::new(request));
    }
    let bytes = sheet::xlsx(&ledger, 2025, ExportedNames::Shown).unwrap();
    let book = workbook::read(&bytes).unwrap();
    let names: Vec<_> = book.sheets.iter().map(|s| (s.name.as_str(), s.hidden)).collect();
    assert_eq!(names, [("台账", false), ("表三", false), ("选项", true)]);
    let table = &book.sheets[1];
    // Figures stand below three rows of heads, right of three columns of labels.
    let figure = |row: u32, column: u16| {
        let row = table.rows.iter().find(|r| r.number == row).unwrap();
        row.at(column).map(|value| value.text().into_owned())
    };
    let tally = ledger.tally(2025);
    let form = &tally.figures.edition().tables[1];
    for (row, id) in (7..).zip(&form.rows) {
        for (column, index) in (3..).zip(id.cells.clone()) {
            let cell = crate::report::place::CellId { table: 1, index };
            let expected = Some(tally.figures.number(cell).to_string());
            assert_eq!(figure(row, column), expected, "{} {row} {column}", id.id);
        }
    }
}

#[test]
fn workbooks_of_other_programs_come_in() {
    let of = |bytes: &[u8]| {
        let read = read(bytes);
        let rows = read.ledger.requests.iter().map(|request| {
            let fields = [Field::Number, Field::Received, Field::Kind, Field::Content];
            let fields = fields.into_iter().chain([Field::Outcome, Field::Replied, Field::Remark]);
            fields.map(|field| request.words(field)).collect::<Vec<_>>().join(" | ")
        });
        let rows: Vec<String> = rows.collect();
        format!("{}\n{:#?}\n{:#?}", rows.join("\n"), read.notes, read.rows)
    };
    insta::assert_snapshot!("openpyxl", of(include_bytes!("openpyxl.xlsx")));
    insta::assert_snapshot!("libreoffice", of(include_bytes!("libreoffice.xlsx")));
}

#[test]
fn what_says_that_there_is_nothing_is_blank_and_told() {
    let text = "编号,收到日期,申请人,申请人类别,申请内容,处理结果,答复日期,复议诉讼,征求第三方日期,延期日期,收费通知金额\n\
                1,2025-6-1,无,自然人,无,予以公开,2025-6-9,无,/,—,没有\n\
                2,2025-6-2,甲,自然人,乙,办理中,未,否,不涉及,-, 暂无 \n";
    let read = sheet::read(&workbook::read(text.as_bytes()).unwrap()).unwrap();
    assert_eq!(read.rows, vec![], "nothing is to be mended");
    let [first, second] = &read.ledger.requests[..] else { panic!("{:?}", read.ledger) };
    assert_eq!([Field::Applicant, Field::Content].map(|field| first.words(field)), ["无", "无"]);
    for field in [Field::Outcome, Field::Replied, Field::Proceedings, Field::ThirdPartyAsked] {
        assert_eq!(second.words(field), "", "{field:?}");
    }
    assert!(read.notes.iter().any(|note| note.starts_with("10 格")), "{:?}", read.notes);
}

#[test]
fn what_offices_call_an_outcome_is_known() {
    let form = LedgerForm::for_year(2025);
    let row = |text: &str| form.outcome(text);
    for words in ["逾期未缴费", "逾期不缴费", "申请人逾期未交费", "逾期未缴纳费用"]
    {
        assert_eq!(row(words), row("申请人逾期未按收费通知要求缴纳费用"), "{words}");
    }
    assert_eq!(row("逾期未补正"), row("逾期不补正"));
    assert!(row("逾期未缴费").is_some() && row("逾期不补正").is_some() && row("逾期").is_none());
}

#[test]
fn columns_of_personal_data_go_with_the_applicant() {
    let headings =
        "编号,收到日期,申请人,申请人类别,联系电话,身份证号,通讯地址,邮箱,微信,承办科室,备注";
    let secret =
        ["13812345678", "33010219800101123X", "柳塘村3组", "zhang@example.com", "wx_zhang"];
    let text = format!(
        "{headings}\n1,2025-6-1,赵铁柱,公民,{},村建办,赵铁柱来过，电话0571-87654321\n2,2025-6-2,,自然人,8765432,,,,,,\n",
        secret.join(",")
    );
    let read = read(text.as_bytes());
    let [first, second] = &read.ledger.requests[..] else { panic!("{:?}", read.ledger) };
    for secret in secret {
        assert!(first.applicant.contains(secret) && !first.remark.contains(secret), "{first:?}");
    }
    assert_eq!(second.applicant, "（联系电话：8765432）");
    assert!(read.notes.iter().any(|note| {
        note == "“联系电话”一列不是台账的项目，内容记在申请人后面的括号里，隐去申请人导出时一并隐去。"
    }), "{:?}", read.notes);
    assert!(
        read.notes.iter().any(|note| note.contains("写“公民”的 1 件，按“自然人”计数")),
        "{:?}",
        read.notes
    );
    let hidden = ExportedNames::Hidden;
    let csv = String::from_utf8(sheet::csv(&read.ledger, hidden)).unwrap();
    let bytes = sheet::xlsx(&read.ledger, 2025, hidden).unwrap();
    let back = sheet::read(&workbook::read(&bytes).unwrap()).unwrap();
    let back = format!("{:?}", back.ledger);
    for secret in secret.into_iter().chain(["赵铁柱", "8765432", "87654321"]) {
        assert!(!csv.contains(secret) && !back.contains(secret), "{secret}: {csv}");
    }
    assert!(csv.contains("村建办"), "{csv}");
}

#[test]
fn a_second_column_of_a_field_is_told_with_what_to_do() {
    let text = "编号,收到日期,申请人类别,答复日期,办结日期,答复日期\n1,2025-6-1,自然人,2025-6-9,2025-6-10,2025-6-11\n";
    let read = read(text.as_bytes());
    let request = &read.ledger.requests[0];
    assert_eq!(request.replied.day(), Some(date(2025, 6, 9)));
    assert_eq!(request.remark, "办结日期：2025-6-10；答复日期：2025-6-11");
    for (column, heading) in [(5, "办结日期"), (6, "答复日期")] {
        let told = format!(
            "第 {column} 列“{heading}”和第 4 列“答复日期”都是“答复日期”，只按第 4 列读入，\
             第 {column} 列的内容记在备注里。要用第 {column} 列的，请在表格里删去另一列再导入。"
        );
        assert!(read.notes.contains(&told), "{:?}", read.notes);
    }
}

/// A date below a group's heading is the group's, and a second heading row has its own columns.
#[test]
fn headings_of_two_rows_and_headings_that_come_again() {
    let text = "柳塘镇台账,,,,,,\n编号,收到日期,申请人,,补正情况,,处理结果\n\
                ,,姓名,申请人类别,通知日期,收到日期,\n\
                1,2024-12-10,张三,自然人,2024-12-12,2025-01-08,\n";
    let found = read(text.as_bytes());
    let [request] = found.ledger.requests.as_slice() else { panic!("{found:#?}") };
    assert_eq!(request.received, Entry::Known(date(2024, 12, 10)));
    assert_eq!(request.applicant, "张三");
    assert!(found.notes.iter().any(|note| note.contains("表头是两行")), "{:?}", found.notes);
    let text = "编号,收到日期,补正收到日期,申请内容\n1,2024-12-02,2024-12-20,甲\n\
                编号,补正收到日期,收到日期,申请内容\n2,2025-01-08,2024-12-20,乙\n";
    let found = read(text.as_bytes());
    let received: Vec<_> = found.ledger.requests.iter().map(|request| &request.received).collect();
    let expected = [Entry::Known(date(2024, 12, 2)), Entry::Known(date(2024, 12, 20))];
    assert_eq!(received, expected.iter().collect::<Vec<_>>());
    assert!(found.notes.iter().any(|note| note.contains("第 3 行又是表头")), "{:?}", found.notes);
    // The same headings again are only passed over.
    let text = "编号,收到日期,申请内容\n1,2024-12-02,甲\n编号,收到日期,申请内容\n2,2025-01-08,乙\n";
    let found = read(text.as_bytes());
    assert_eq!(found.ledger.requests.len(), 2);
    assert!(!found.notes.iter().any(|note| note.contains("又是表头")), "{:?}", found.notes);
}
