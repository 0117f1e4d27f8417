//! Agency and year as titles, lead-ins and sites say them in unusual ways: right, or told as unsure.

use crate::import_reading::{has, read, told, with};
use nianbao::import::{Imported, NoteKind};

const TITLE: &str = "云泽县柳塘镇人民政府2023年政府信息公开工作年度报告";
const END: &str = "实际收取0元。";

/// Whether the agency or the year is told as unsure.
fn doubts(imported: &Imported, words: &str) -> bool {
    let notes = imported.notes.iter().filter(|note| note.kind == NoteKind::Unsure);
    notes.filter(|note| note.message.contains("请核对") || note.message.contains("请填写")).any(
        |note| match words {
            "年" => ["年度：", "标题没有写年度", "没有找到年度"]
                .iter()
                .any(|begin| note.message.starts_with(begin)),
            _ => note.message.starts_with("机关") || note.message.contains("机关名称"),
        },
    )
}

/// A report under a title, with the agency and the year that it is of.
fn check(changes: &[(&str, &str)], agency: &str, year: Option<u16>, doubted: &str) {
    let imported = read(&with(changes));
    let report = &imported.report;
    assert_eq!((report.agency.as_str(), report.year), (agency, year), "{}", told(&imported));
    for words in ["年", "机关"] {
        assert_eq!(doubts(&imported, words), doubted.contains(words), "{}", told(&imported));
    }
}

#[test]
fn agencies_in_unusual_titles() {
    for (title, agency, doubted) in [
        ("云泽县2023年度柳塘镇政府信息公开工作年度报告", "云泽县柳塘镇", "机关"),
        ("云泽县2023年水利局政府信息公开工作年度报告", "云泽县水利局", "机关"),
        ("青禾市2023年度云泽县水利局政府信息公开工作年度报告", "青禾市云泽县水利局", "机关"),
        (
            "云泽县人民政府2023年度云泽县柳塘街道办事处政府信息公开工作年度报告",
            "云泽县柳塘街道办事处",
            "机关",
        ),
        ("柳塘镇人民政府关于印发2023年政府信息公开工作年度报告的通知", "柳塘镇人民政府", ""),
        ("云泽县水利局关于公布2023年政府信息公开工作年度报告的公告", "云泽县水利局", ""),
        ("云泽县水利局关于发布2023年度政府信息公开年报的通知", "云泽县水利局", ""),
        ("云泽县水利局关于报送2023年政府信息公开工作年度报告的函", "云泽县水利局", ""),
        ("云泽县教育局关于转发2023年政府信息公开工作年度报告的通知", "云泽县教育局", ""),
        ("2023年政府信息公开工作年度报告（云泽县柳塘镇）", "云泽县柳塘镇", "机关"),
        ("2023年度政府信息公开工作年度报告(云泽县水利局)", "云泽县水利局", "机关"),
        ("XX局2023年政府信息公开工作年度报告", "XX局", "机关"),
        ("××镇人民政府2023年政府信息公开工作年度报告", "××镇人民政府", "机关"),
        ("云泽县2023年全县政府信息公开工作年度报告", "云泽县", ""),
        ("云泽县水利局 2 0 2 3 年政府信息公开工作年度报告", "云泽县水利局", ""),
    ] {
        check(&[(TITLE, title)], agency, Some(2023), doubted);
    }
    // Who signs confirms it.
    let signed = format!("{END}\n云泽县柳塘镇\n2024年1月15日");
    let title = "云泽县2023年度柳塘镇政府信息公开工作年度报告";
    check(&[(TITLE, title), (END, &signed)], "云泽县柳塘镇", Some(2023), "");
}

#[test]
fn agencies_in_a_page_s_place() {
    let bare = "2023年度政府信息公开工作年度报告";
    for place in [
        "当前位置：首页 > 云泽县水利局 > 政府信息公开年报 > 2023年",
        "首页 » 部门 » 云泽县水利局 » 年报",
        "您的位置：网站首页 > 政务公开 > 云泽县水利局 > 年度报告",
    ] {
        check(&[(TITLE, &format!("{place}\n{bare}"))], "云泽县水利局", Some(2023), "机关");
    }
    check(&[(TITLE, &format!("首页 > 政务公开 > 年报\n{bare}"))], "", Some(2023), "机关");
}

#[test]
fn years_in_unusual_titles() {
    let agency = "云泽县柳塘镇人民政府";
    for (title, year, doubted) in [
        ("云泽县柳塘镇人民政府23年政府信息公开工作年度报告", Some(2023), "年"),
        ("云泽县柳塘镇人民政府2021-2023年政府信息公开工作年度报告", Some(2023), "年"),
        ("云泽县柳塘镇人民政府2022—2023年政府信息公开工作年度报告", Some(2023), "年"),
        ("云泽县柳塘镇人民政府2022年至2023年政府信息公开工作年度报告", Some(2023), "年"),
        ("云泽县柳塘镇人民政府 ２０２３ 年政府信息公开工作年度报告", Some(2023), ""),
        ("云泽县柳塘镇人民政府2 0 2 3年度政府信息公开工作年度报告", Some(2023), ""),
        ("云泽县柳塘镇人民政府二 〇 二 三年政府信息公开工作年度报告", Some(2023), ""),
        ("云泽县柳塘镇人民政府20XX年政府信息公开工作年度报告", None, "年"),
    ] {
        check(&[(TITLE, title)], agency, year, doubted);
    }
}

#[test]
fn years_where_no_title_says_one() {
    let title = "云泽县柳塘镇人民政府政府信息公开工作年度报告";
    let agency = "云泽县柳塘镇人民政府";
    for (above, below, first, year) in [
        ("发布日期：2024-01-20", "", "全年公开政府信息120条，较2022年增长10%。", Some(2023)),
        ("发布时间：2024年1月20日 10:20", "", "公开政府信息120条。", Some(2023)),
        ("", "现将我镇2023年度政府信息公开工作情况报告如下。", "公开政府信息120条。", Some(2023)),
        ("", "根据条例，现公布2023年年度报告。", "较2022年增长10%。", Some(2023)),
        ("发布日期：2025-06-20", "", "2023年，我镇公开政府信息120条。", Some(2023)),
        ("", "", "公开政府信息120条，与2022年持平。", None),
    ] {
        let head = [above, title, below].into_iter().filter(|line| !line.is_empty());
        let head = head.collect::<Vec<_>>().join("\n");
        let changes = [(TITLE, head.as_str()), ("（一）主动公开。全年公开政府信息120条。", first)];
        check(&changes, agency, year, "年");
    }
}

#[test]
fn years_that_the_day_of_signing_doubts() {
    for (date, doubted) in [
        ("2023年1月10日", "年"),
        ("2023-03-10", "年"),
        ("二〇二三年六月一日", "年"),
        ("二○二三年元月十日", "年"),
        ("2022年12月30日", "年"),
        ("2023年12月31日", ""),
        ("2024年1月10日", ""),
        ("2024.1.10", ""),
        ("二〇二四年一月十日", ""),
    ] {
        let signed = format!("{END}\n云泽县柳塘镇人民政府\n{date}");
        check(&[(END, &signed)], "云泽县柳塘镇人民政府", Some(2023), doubted);
    }
    let early = format!("{END}\n云泽县柳塘镇人民政府\n2023年1月10日");
    let imported = read(&with(&[(END, &early)]));
    assert!(has(&imported, NoteKind::Unsure, "落款的日期在2023年"), "{}", told(&imported));
}
