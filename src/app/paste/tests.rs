//! Blocks as they are pasted onto the form of 2021: what goes where, what is refused, what is told.

use super::{PastedBlock, PlacedFigures, place};
use crate::edition;
use crate::report::Value;

/// What a text puts where on a table of the form of 2021, from a cell on.
fn pasted(table: usize, (row, column): (&str, usize), text: &str) -> (PlacedFigures, Vec<String>) {
    let edition = edition::by_id("2021").unwrap();
    let form = &edition.tables[table];
    let from = form.cell_at(form.row(row).unwrap(), column).unwrap();
    let placed = place(&edition, table, from, &PastedBlock::read(text));
    let name = |cell: usize| format!("{}.{}", form.row_of(cell).id, form.column_of(cell).id);
    let some = |value: &Value| !value.is_blank() && value.text() != "0";
    let values = placed.values.iter().filter(|(_, value)| some(value));
    let words = values.map(|(cell, value)| format!("{}={}", name(*cell), value.text()));
    (placed.clone(), words.collect())
}

const FIRST: (&str, usize) = ("received", 0);

#[test]
fn labels_say_where_figures_go() {
    let rows = [
        ("予以公开\t3\t0\t0\t0\t0\t0\t3", "granted.natural=3"),
        ("三、本年度办理结果\t（一）予以公开\t\t3\t\t\t\t\t", "granted.natural=3"),
        ("四、结转下年度继续办理\t2\t\t\t\t\t", "carried_out.natural=2"),
        ("结转下年度继续办理\t\t\t2", "received.research=2"),
        ("\t自然人\t总计\n（二）部分公开\t4\t4", "partial.natural=4"),
        ("\t商业企业\n（二）部分公开\t4", "partial.business=4"),
    ];
    for (text, expected) in rows {
        let (placed, values) = pasted(1, FIRST, text);
        if expected.starts_with("received") {
            // Fewer columns than the form has begin at the cell that it is pasted on.
            assert_eq!(values, ["carried_out.research=2"], "{text}");
        } else {
            assert_eq!(values, [expected], "{text}");
        }
        assert!(placed.by_labels && placed.unknown.is_empty(), "{text}: {placed:?}");
    }
    let (placed, values) =
        pasted(0, ("rules", 0), "行政规范性文件\t3\t1\t9\n规章\t0\t0\t0\n行政处罚\t24");
    assert_eq!(
        values[..3],
        [
            "normative_documents.made=3",
            "normative_documents.repealed=1",
            "normative_documents.in_force=9",
        ]
    );
    assert!(values.contains(&"penalties.decisions=24".to_owned()), "{values:?}");
    assert_eq!(placed.lost, 0);
}

/// A table, the row and column that a text is pasted on, the text, and what it makes.
type PasteCase = (usize, (&'static str, usize), &'static str, &'static [&'static str]);

#[test]
fn blocks_as_offices_copy_them() {
    let total = ("outcome_total", 0);
    let rows: [PasteCase; 16] = [
        // From a PDF.
        (1, FIRST, "3 0 0 0 1 0", &["received.natural=3", "received.legal=1"]),
        (1, FIRST, "（一）予以公开 3 0 0 0 0 0 3", &["granted.natural=3"]),
        (1, FIRST, "予以公开 3\n重复申请 2", &["granted.natural=3", "repeated.natural=2"]),
        // With blank lines.
        (
            1,
            FIRST,
            "3\t1\n\n2\t1\n\n",
            &[
                "received.natural=3",
                "received.business=1",
                "carried_in.natural=2",
                "carried_in.business=1",
            ],
        ),
        // From Word, with a label of two lines.
        (
            1,
            FIRST,
            "（二）部分公开\n（区分处理的，只计这一情形，不计其他情形）\t4\t1",
            &["partial.natural=4", "partial.business=1"],
        ),
        (1, FIRST, "3.补正后申请内容\n仍不明确\t4", &["still_unclear.natural=4"]),
        // Units in the header.
        (
            1,
            FIRST,
            "项目\t自然人（件）\t商业企业（件）\n予以公开\t3\t4",
            &["granted.natural=3", "granted.business=4"],
        ),
        (1, FIRST, "单位：件\n\t自然人\t总计\n予以公开\t3\t3", &["granted.natural=3"]),
        // Merged headers.
        (
            1,
            FIRST,
            "\t\t\t申请人情况\t\t\n\t\t\t自然人\t法人或其他组织\t\n\t\t\t\t商业企业\t科研机构\n\
            三、本年度办理结果\t（三）不予公开\t1.属于国家秘密\t1\t2\t3\n\t\t4.保护第三方合法权益\t0\t5\t0",
            &[
                "state_secret.natural=1",
                "state_secret.business=2",
                "state_secret.research=3",
                "third_party.business=5",
            ],
        ),
        // Rows and columns the other way round.
        (
            1,
            FIRST,
            "\t本年新收\t上年结转\t予以公开\n自然人\t3\t2\t1\n商业企业\t4\t0\t5",
            &[
                "received.natural=3",
                "received.business=4",
                "carried_in.natural=2",
                "granted.natural=1",
                "granted.business=5",
            ],
        ),
        (
            1,
            FIRST,
            "申请人\t结转下年度继续办理\n自然人\t3\n其他\t2",
            &["carried_out.natural=3", "carried_out.other=2"],
        ),
        // Wider than the table, and beginning on a total.
        (1, ("received", 4), "1\t2\t3\t4", &["received.legal=1", "received.other=2"]),
        (1, total, "9\t9", &[]),
        (0, ("rules", 0), "1件\t0件\t１２件", &["rules.made=1", "rules.in_force=12"]),
        (0, ("rules", 0), "行政事业性收费（万元）\t3.2万元", &["fees.amount=3.2"]),
        (
            2,
            ("cases", 0),
            "1 0 0 0 1 0 1 0 1 2",
            &["cases.review_upheld=1", "cases.direct_corrected=1", "cases.direct_pending=1"],
        ),
    ];
    for (table, from, text, expected) in rows {
        let (placed, values) = pasted(table, from, text);
        assert_eq!(values, expected, "{text}: {placed:?}");
        assert!(placed.refused.is_empty(), "{text}: {placed:?}");
    }
    let (placed, _) = pasted(1, ("received", 4), "1\t2\t3\t4");
    assert_eq!((placed.lost, placed.totals.len()), (1, 1), "told, not wrapped");
    let (placed, _) = pasted(1, FIRST, "\t本年新收\n自然人\t3");
    assert!(placed.turned && placed.told().join("").contains("行列互换"), "{placed:?}");
}

#[test]
fn labels_that_are_not_the_forms_are_left_out_and_nothing_is_shifted() {
    let (placed, values) = pasted(1, FIRST, "办公室\t3\t4\n民政科\t5\t6");
    assert_eq!(
        values,
        [
            "received.natural=3",
            "received.business=4",
            "carried_in.natural=5",
            "carried_in.business=6",
        ]
    );
    assert_eq!(placed.unknown, ["办公室", "民政科"]);
    assert!(!placed.by_labels);
    // Beside rows of the form one that is none has no place.
    let (placed, values) = pasted(1, FIRST, "予以公开\t3\n民政科\t5\n部分公开\t1");
    assert_eq!(values, ["granted.natural=3", "partial.natural=1"]);
    assert_eq!((placed.unknown, placed.lost), (vec!["民政科".to_owned()], 1));
}

#[test]
fn what_is_no_figure_is_refused_and_what_was_made_of_a_text_is_told() {
    let (placed, values) = pasted(1, FIRST, "3件\tabc\t12+3\t１，０００\t约3");
    assert_eq!(values, ["received.natural=3", "received.research=15", "received.welfare=1000"]);
    let refused: Vec<&str> = placed.refused.iter().map(|r| r.text.as_str()).collect();
    assert_eq!(refused, ["abc", "约3"]);
    let made: Vec<_> = placed.made.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(made, [("3件", "3"), ("12+3", "15"), ("１，０００", "1000")]);
    let (placed, _) = pasted(1, FIRST, "约3\t4");
    assert_eq!(placed.refused[0].text, "约3");
    let (placed, values) = pasted(1, FIRST, "全部为文字");
    assert_eq!((placed.refused.len(), values.len()), (1, 0));
}
