//! Titles with what a site sets before them, whose report it is, several reports in one source, and
//! what is no report of this kind.

use crate::import_reading::{counts, has, read, told, with};
use nianbao::import::{self, NoteKind};

const TITLE: &str = "云泽县柳塘镇人民政府2023年政府信息公开工作年度报告";
const END: &str = "实际收取0元。";

fn refused(text: &str) -> String {
    import::read("报告", text.as_bytes()).expect_err(text).to_string()
}

#[test]
fn tags_before_a_title() {
    for tag in [
        "【年报】",
        "[年报]",
        "［年报］",
        "（年报）",
        "【信息公开】 ",
        "[置顶]",
        "年报 | ",
        "★",
        "【年报】【图文】",
        "〔公开〕",
        "〖公示〗",
        "[2023年报] ",
    ] {
        let imported = read(&with(&[(TITLE, &format!("{tag}{TITLE}"))]));
        assert_eq!(imported.report.title, TITLE, "{tag}");
        assert_eq!(imported.report.agency, "云泽县柳塘镇人民政府", "{tag}");
        let kept = &imported.report.imported.as_ref().unwrap().unplaced;
        assert_eq!(kept.as_slice(), [tag.trim()], "{}", told(&imported));
    }
}

#[test]
fn title_and_signature() {
    let signed = |title: &str, name: &str| {
        let title = format!("{title}2023年政府信息公开工作年度报告");
        read(&with(&[(TITLE, &title), (END, &format!("{END}\n{name}\n2024年1月15日"))]))
    };
    for title in ["柳塘镇", "柳塘镇人民政府", "云泽县柳塘镇"] {
        let imported = signed(title, "云泽县柳塘镇人民政府");
        assert_eq!(imported.report.agency, "云泽县柳塘镇人民政府");
        assert!(
            has(&imported, NoteKind::Found, &format!("标题简写为“{title}”")),
            "{}",
            told(&imported)
        );
    }
    for (title, name) in [
        ("双河镇", "云泽县柳塘镇人民政府"),
        ("云泽县水利局", "云泽县林业局"),
        ("云泽县教育局", "青禾县教育局"),
    ] {
        let imported = signed(title, name);
        assert_eq!(imported.report.agency, title);
        let words = format!("落款是“{name}”，请核对");
        assert!(has(&imported, NoteKind::Unsure, &words), "{}", told(&imported));
    }
    for (title, name) in
        [("云泽县柳塘镇人民政府", "柳塘镇人民政府"), ("云泽县人民政府", "云泽县人民政府办公室")]
    {
        let imported = signed(title, name);
        assert_eq!(imported.report.agency, title);
        assert!(!has(&imported, NoteKind::Unsure, "落款是"), "{}", told(&imported));
    }
    // Name and date in one line.
    for line in [
        "云泽县司法局 2024年1月18日",
        "云泽县司法局2024年1月18日",
        "云泽县司法局　　二〇二四年一月十八日",
        "云泽县司法局\n（盖章）\n2024年1月18日",
    ] {
        let title = "2023年政府信息公开工作年度报告";
        let imported = read(&with(&[(TITLE, title), (END, &format!("{END}\n{line}"))]));
        assert_eq!(imported.report.agency, "云泽县司法局", "{}", told(&imported));
        assert!(imported.report.sections[5].before.ends_with(END), "{line}");
    }
    // The year of the title is doubted where the period or the date says otherwise.
    let lead_in = "本报告统计期限为2022年1月1日至2022年12月31日。";
    let imported = read(&with(&[(TITLE, &format!("{TITLE}\n{lead_in}"))]));
    assert!(has(&imported, NoteKind::Unsure, "统计期限是2022年"), "{}", told(&imported));
    let early = format!("{END}\n云泽县柳塘镇人民政府\n2022年1月15日");
    let imported = read(&with(&[(END, &early)]));
    assert!(has(&imported, NoteKind::Unsure, "落款的日期在2022年"), "{}", told(&imported));
}

#[test]
fn several_reports_in_one_source() {
    let of = |title: &str, first: &str| {
        format!("{}\n", with(&[(TITLE, title), ("规章\t0", &format!("规章\t{first}"))]))
    };
    let (older, newer) = (TITLE.replace("2023", "2022"), TITLE.replace("2023", "2024"));
    let other = TITLE.replace("柳塘", "双河");
    for (text, title, why, number) in [
        (of(&older, "1") + &of(TITLE, "2"), TITLE, "年度最近的一份", 2),
        (of(&newer, "1") + &of(TITLE, "2") + &of(&older, "3"), newer.as_str(), "年度最近的一份", 1),
        (of(TITLE, "1") + &of(&other, "2"), TITLE, "排在最前的一份", 1),
        (of(&other, "1") + &of(TITLE, "2"), other.as_str(), "排在最前的一份", 1),
    ] {
        let imported = read(&text);
        assert_eq!(imported.report.title, title, "{}", told(&imported));
        assert_eq!(counts(&imported), [10, 175, 15]);
        let words = format!("读入的是第 {number} 份（{why}）");
        assert!(has(&imported, NoteKind::Unsure, &words), "{}", told(&imported));
        // Every line of the others is kept.
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        assert!(
            has(&imported, NoteKind::Found, &format!("原文 {lines} 行的去向")),
            "{}",
            told(&imported)
        );
    }
}

#[test]
fn other_documents() {
    let six = "一、总体情况\n好。\n二、主要做法\n做。\n三、存在的主要问题及改进情况\n少。\n四、其他需要报告的事项\n无。\n";
    for (title, words) in [
        ("石桥乡2023年法治政府建设年度报告", "法治政府建设年度报告"),
        ("石桥乡2023年依法行政工作情况报告", "法治政府建设年度报告"),
        ("石桥乡2023年政务公开工作总结", "工作总结"),
        ("石桥乡2023年工作总结", "工作总结"),
        ("石桥乡党政办述职报告", "工作总结"),
        ("枫桥市2023年度全面依法治市工作报告", "法治政府建设年度报告"),
        ("竹溪街道2023年度绩效自评报告", "别的年度报告"),
        ("白鹭镇2023年度工作情况汇报", "工作总结"),
        ("青禾县水利局2023年度部门决算", "部门预算、决算"),
        ("青禾县水利局2024年度部门预算公开说明", "部门预算、决算"),
        ("青禾县2023年政府网站工作年度报表", "政府网站工作年度报表"),
        ("青禾县2024年政务公开工作要点", "通知、方案、指南"),
        ("关于做好2023年政府信息公开工作年度报告编制工作的通知", "通知、方案、指南"),
        ("《石桥乡2023年政府信息公开工作年度报告》解读", "解读"),
        ("石桥乡2023年普法工作年度报告", "别的年度报告"),
        ("石桥乡人民政府2012年政府信息公开工作年度报告", "2019年以前"),
    ] {
        let told = refused(&format!("{title}\n{six}"));
        assert!(told.contains(words), "{title}: {told}");
    }
    let notice = "各乡镇、各部门：\n现将2023年政府信息公开工作年度报告格式印发你们，请于1月15日前报送。\n\
        一、总体情况\n应当写明主动公开。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n\
        四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n六、其他需要报告的事项\n青禾县人民政府办公室";
    assert!(refused(notice).contains("通知、方案、指南"), "{}", refused(notice));
    // With its tables a report is one, whatever is over it.
    let imported = read(&with(&[(TITLE, "云泽县柳塘镇2023年政府信息公开工作总结")]));
    assert_eq!(counts(&imported), [10, 175, 15]);
}

#[test]
fn text_in_a_wrong_encoding() {
    let text = with(&[]);
    let latin = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
    let gbk = encoding_rs::GB18030.encode(&text).0.into_owned();
    let windows = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&gbk).0.into_owned();
    for wrong in [latin(&gbk), windows, latin(text.as_bytes()), format!("\u{FEFF}{}", latin(&gbk))]
    {
        let imported = read(&wrong);
        assert_eq!(counts(&imported), [10, 175, 15]);
        assert_eq!(imported.report.title, TITLE);
        assert!(has(&imported, NoteKind::Cleaned, "乱码"), "{}", told(&imported));
    }
    // As GBK some bytes are lost: no figure is to be trusted.
    let lost = encoding_rs::GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned();
    assert!(refused(&lost).contains("乱码"), "{}", refused(&lost));
    let lost = String::from_utf8_lossy(&gbk).into_owned();
    assert!(refused(&lost).contains("乱码"), "{}", refused(&lost));
}
