//! Published pages of the kinds that were once read wrongly, each with what is right; and the same
//! kinds in other words.

use nianbao::import::{self, Imported, NoteKind};
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Report, Value};

fn read_bytes(name: &str, bytes: &[u8]) -> Imported {
    import::read(name, bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn case(name: &str) -> Imported {
    let path = format!("{}/tests/reading/{name}", env!("CARGO_MANIFEST_DIR"));
    read_bytes(name, &std::fs::read(path).unwrap())
}

/// The base of all the others: nothing is wrong with it.
fn base() -> String {
    let path = format!("{}/tests/reading/00.txt", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

/// The base with some of its words replaced, each of which it must have.
pub fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(base(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    })
}

pub fn read(source: &str) -> Imported {
    read_bytes(source.get(..60).unwrap_or("source"), source.as_bytes())
}

pub fn counts(imported: &Imported) -> Vec<usize> {
    imported.tables.iter().map(|table| table.read).collect()
}

fn row(report: &Report, table: usize, label: &str) -> Vec<String> {
    let form = &report.edition().tables[table];
    let is_it = |row: &&nianbao::edition::Row| {
        row.path.last().map_or(label.is_empty(), |words| words.contains(label))
    };
    let row = form.rows.iter().find(is_it);
    let cells = row.unwrap_or_else(|| panic!("{label}")).cells.clone();
    let text = |index: usize| {
        let id = CellId { table, index };
        let figures = &report.figures;
        let value =
            if figures.is_total(id) { figures.printed(id) } else { Some(figures.typed(id)) };
        value.map_or_else(String::new, Value::text)
    };
    cells.map(text).collect()
}

pub fn has(imported: &Imported, kind: NoteKind, words: &str) -> bool {
    imported.notes.iter().any(|note| note.kind == kind && note.message.contains(words))
}

pub fn told(imported: &Imported) -> String {
    let notes: Vec<String> = imported.notes.iter().map(ToString::to_string).collect();
    notes.join("\n")
}

/// All figures, every section, and no word of the prose but the base's own.
pub fn whole(imported: &Imported, lead_in: &str) {
    let report = &imported.report;
    assert_eq!(counts(imported), [10, 175, 15], "{}", told(imported));
    assert_eq!(report.lead_in, lead_in, "{}", told(imported));
    assert_eq!(report.sections[0].before.lines().count(), 5, "{}", told(imported));
    assert_eq!(report.sections[1].before, "", "{}", told(imported));
    assert_eq!(report.sections[2].before, "", "{}", told(imported));
    assert!(report.sections[5].before.starts_with("本年度没有收取"), "{}", told(imported));
    let lost: Vec<&String> =
        report.sections.iter().map(|s| &s.heading).filter(|heading| heading.is_empty()).collect();
    assert!(lost.is_empty(), "{}", told(imported));
}

const LEAD_IN: &str = "根据《中华人民共和国政府信息公开条例》规定编制本报告。";
const TITLE: &str = "云泽县柳塘镇人民政府2023年政府信息公开工作年度报告";

fn is_named(imported: &Imported) {
    let report = &imported.report;
    assert_eq!(report.title, TITLE, "{}", told(imported));
    assert_eq!(report.agency, "云泽县柳塘镇人民政府", "{}", told(imported));
    assert_eq!(report.year, Some(2023), "{}", told(imported));
}

#[test]
fn the_base_and_where_its_lines_went() {
    let imported = case("00.txt");
    whole(&imported, "");
    is_named(&imported);
    assert!(has(&imported, NoteKind::Found, "引言：没有"));
    let uses = imported.provenance.uses();
    assert_eq!(uses.len(), imported.provenance.lines.len());
    let said = imported.provenance.lines.iter().filter(|line| !line.trim().is_empty()).count();
    assert!(
        has(&imported, NoteKind::Found, &format!("原文 {said} 行的去向")),
        "{}",
        told(&imported)
    );
}

#[test]
fn rows_that_begin_with_a_bar() {
    let imported = case("01.txt");
    whole(&imported, "");
    let report = &imported.report;
    assert_eq!(row(report, 0, "行政规范性文件"), ["3", "1", "9"]);
    assert_eq!(row(report, 0, "行政许可"), ["12"]);
    assert_eq!(row(report, 0, "行政处罚"), ["4"]);
    assert_eq!(row(report, 0, "行政强制"), ["0"]);
    assert_eq!(row(report, 0, "行政事业性收费"), ["0.5"]);
    assert_eq!(row(report, 1, "本年新收")[..2], ["2", "0"]);
    assert_eq!(row(report, 1, "予以公开")[..2], ["2", "0"]);
}

#[test]
fn a_blank_label_drags_no_other_row_down() {
    let imported = case("02.txt");
    let report = &imported.report;
    assert_eq!(row(report, 0, "规章"), ["", "", ""]);
    assert_eq!(row(report, 0, "行政规范性文件"), ["1", "0", "3"]);
    assert_eq!(counts(&imported), [7, 175, 15]);
    assert!(has(&imported, NoteKind::Unsure, "规章"), "{}", told(&imported));
}

#[test]
fn labels_with_notes_behind_them() {
    let imported = case("03.txt");
    assert_eq!(counts(&imported), [22, 161, 15]);
    let report = &imported.report;
    assert_eq!(row(report, 0, "规章"), ["0", "0", "0"]);
    assert_eq!(row(report, 0, "规范性文件"), ["6", "6", "20"]);
    assert!(has(&imported, NoteKind::Unplaced, "其他主动公开文件"), "{}", told(&imported));
    for note in
        ["（部门不填）", "（含地方政府规章）", "（县级以上填写）", "【本级】", "(设区的市填写)"]
    {
        let imported = read(&with(&[("规章\t0", &format!("规章{note}\t7"))]));
        assert_eq!(row(&imported.report, 0, "规章"), ["7", "0", "0"], "{note}");
    }
    for note in ["（已录取或已出具）", "（含部分）", "（件）"] {
        let imported = read(&with(&[("（一）予以公开\t0", &format!("（一）予以公开{note}\t0"))]));
        whole(&imported, "");
    }
}

#[test]
fn headings_within_a_line() {
    let imported = case("04a.txt");
    let lead_in = "根据《中华人民共和国政府信息公开条例》规定编制本报告。\
                   本报告所列数据的统计期限为2023年1月1日至12月31日。";
    whole(&imported, lead_in);
    is_named(&imported);
    let imported = case("04b.txt");
    whole(&imported, lead_in);
    is_named(&imported);
    // Run on with each other and with what is before and behind them.
    for (old, new) in [
        ("一、总体情况\n（一）", "一、总体情况（一）"),
        ("一、总体情况\n（一）", "一、总体情况 （一）"),
        ("情形。\n二、", "情形。 二、"),
        ("情形。\n二、", "情形。二、"),
        ("情形。\n二、", "情形。　　二、"),
        ("0\n三、", "0\n三、"),
        ("六、其他需要报告的事项\n", "六、其他需要报告的事项 "),
        ("六、其他需要报告的事项\n", "六、其他需要报告的事项"),
        ("培训。\n六、其他需要报告的事项\n", "培训。 六、其他需要报告的事项 "),
        ("改进情况\n存在", "改进情况 存在"),
        ("五、存在的主要问题及改进情况\n", "五、存在的主要问题及改进措施 "),
    ] {
        let imported = read(&with(&[(old, new)]));
        whole(&imported, "");
        assert!(imported.report.sections[4].before.starts_with("存在的问题是"), "{new}");
        assert!(imported.report.sections[4].before.ends_with("培训。"), "{new}");
    }
}

#[test]
fn notes_of_the_template_in_headings() {
    whole(&case("05.txt"), "");
    for note in [
        "（宋体加粗小四号字）",
        "（800字以内）",
        "(不少于500字)",
        "（黑体三号）",
        "（请按附件格式填写）",
        "（必填）",
        "（字数：300—800）",
        "（仿宋_GB2312，三号）",
        "（参考模板）",
        "（由办公室填写）",
    ] {
        for heading in ["一、总体情况", "二、主动公开政府信息情况", "六、其他需要报告的事项"]
        {
            let imported = read(&with(&[(heading, &format!("{heading}{note}"))]));
            whole(&imported, "");
        }
    }
}

#[test]
fn section_one_under_another_name() {
    for name in [
        "一、政府信息公开工作的基本情况",
        "一、工作概述",
        "一、概述",
        "一、工作开展情况",
        "一、2023年工作情况",
        "一、政务公开工作总体推进情况",
        "一、基本概况",
        "一、全年工作回顾",
        "1、工作概况",
        "1.主要工作及成效",
        "概述",
        "工作概述",
        "基本情况",
        "政府信息公开工作概况",
    ] {
        let imported = read(&with(&[("一、总体情况", name)]));
        whole(&imported, "");
        assert_eq!(imported.report.sections[0].heading, name);
    }
    // A list of contents has it once more.
    let list = format!("{TITLE}\n目录\n一、概述 1\n二、主动公开政府信息情况 2\n");
    let imported = read(&with(&[(&format!("{TITLE}\n"), &list), ("一、总体情况", "一、概述")]));
    whole(&imported, "");
}

#[test]
fn a_section_one_that_is_not_found_is_told() {
    let imported = read(&with(&[("一、总体情况\n", "")]));
    let Report { lead_in, sections, .. } = &imported.report;
    assert_eq!((lead_in.as_str(), sections[0].before.lines().count()), ("", 5));
    assert!(has(&imported, NoteKind::Unsure, "5 段按第一部分的文字读取"), "{}", told(&imported));
    assert!(has(&imported, NoteKind::Unsure, "没有找到“一、总体情况”的标题"));
    let long = "根据条例，政务新媒体信息若干条，依申请公开工作有序。".repeat(40);
    let imported = read(&with(&[("一、总体情况\n", &format!("{long}\n一、总体情况\n"))]));
    assert!(has(&imported, NoteKind::Unsure, "引言：1 段"), "{}", told(&imported));
    // Other words where the number says are read as the heading, and told.
    let imported = read(&with(&[("五、存在的主要问题及改进情况", "五、思考与展望")]));
    assert!(has(&imported, NoteKind::Unsure, "“五、思考与展望”按"), "{}", told(&imported));
}

#[test]
fn markdown() {
    let imported = case("07.txt");
    whole(&imported, "");
    let title = "云泽县柳塘镇人民政府 2023 年 政府信息公开工作年度报告";
    assert_eq!(imported.report.title, title);
    assert_eq!(imported.report.agency, "云泽县柳塘镇人民政府");
    assert!(has(&imported, NoteKind::Cleaned, "Markdown"));
    for (old, new) in [
        ("一、总体情况", "# 一、总体情况"),
        ("一、总体情况", "#### 一、总体情况"),
        ("一、总体情况", "##一、总体情况"),
        ("一、总体情况", "**一、总体情况**"),
        ("一、总体情况", "## **一、总体情况**"),
        ("一、总体情况", "## 一、总体情况 ##"),
        (TITLE, "# 云泽县柳塘镇人民政府2023年政府信息公开工作年度报告"),
        (TITLE, "**云泽县柳塘镇人民政府2023年政府信息公开工作年度报告**"),
    ] {
        let imported = read(&with(&[(old, new)]));
        whole(&imported, "");
        is_named(&imported);
        assert_eq!(imported.report.sections[0].heading, "一、总体情况", "{new}");
    }
    // A text that speaks of a PDF's mark is none.
    let imported = read(&with(&[(TITLE, &format!("# {TITLE}\n\n> 原文以 %PDF- 开头。"))]));
    assert_eq!(counts(&imported), [10, 175, 15]);
}

#[test]
fn a_small_table_for_each_row() {
    let imported = case("08.txt");
    let report = &imported.report;
    assert_eq!(counts(&imported), [10, 175, 15], "{}", told(&imported));
    assert_eq!(row(report, 1, "本年新收"), ["5", "0", "0", "0", "0", "0", "5"]);
    assert_eq!(row(report, 1, "上年结转"), ["0"; 7]);
    assert_eq!(row(report, 1, "予以公开"), ["4", "0", "0", "0", "0", "0", "4"]);
    assert_eq!(row(report, 1, "部分公开"), ["0"; 7]);
    let four = row(report, 2, "");
    assert_eq!(four.join(" "), "1 0 0 0 1 0 0 0 0 0 0 0 2 0 2");
    assert_eq!(report.sections[2].before, "");
    // In another order the tables are not taken for the form's.
    let text =
        std::fs::read_to_string(format!("{}/tests/reading/08.txt", env!("CARGO_MANIFEST_DIR")))
            .unwrap();
    let swapped = text
        .replace("### 行政复议\n", "### 甲\n")
        .replace("### 行政诉讼（复议后起诉）", "### 行政复议")
        .replace("### 甲\n", "### 行政诉讼（复议后起诉）\n");
    assert_eq!(counts(&read(&swapped))[2], 0);
}

#[test]
fn titles_of_sites_and_repeats() {
    let own = "本报告根据《中华人民共和国政府信息公开条例》的要求编制。";
    let imported = case("10.txt");
    whole(&imported, own);
    is_named(&imported);
    let imported = case("11a.txt");
    whole(&imported, LEAD_IN);
    assert_eq!(imported.report.title, "云泽县柳塘镇2023年政府信息公开工作年度报告");
    for lines in [
        format!("{TITLE}（文字版）\n{TITLE}\n{LEAD_IN}"),
        format!("{TITLE}（图文）\n云泽县柳塘镇人民政府\n2023年政府信息公开工作年度报告\n{LEAD_IN}"),
        format!("{TITLE}\n{TITLE}\n{LEAD_IN}"),
        format!("{TITLE}\n云泽县柳塘镇人民政府\n2023年政府信息公开工作年度报告\n{LEAD_IN}"),
        format!("{TITLE}\n云泽县柳塘镇人民政府\n2023年政府信息公开工作\n年度报告\n{LEAD_IN}"),
        format!("政府信息公开年报\n{TITLE}\n{LEAD_IN}"),
        format!("{TITLE}\n政府信息公开工作年度报告\n{LEAD_IN}"),
        format!("柳塘镇政府信息公开年度报告\n发布时间：2024-01-10\n{TITLE}\n{LEAD_IN}"),
        format!("{TITLE}\n（2024年1月10日）\n{LEAD_IN}"),
        format!("{TITLE}\n\n{LEAD_IN}"),
    ] {
        let imported = read(&with(&[(TITLE, &lines)]));
        whole(&imported, LEAD_IN);
        is_named(&imported);
    }
}

#[test]
fn furniture_is_set_aside_and_told() {
    for name in ["12a.txt", "12b.txt", "12c.txt", "12g.txt"] {
        let imported = case(name);
        whole(&imported, LEAD_IN);
        is_named(&imported);
        assert!(has(&imported, NoteKind::Unplaced, "像是网页上的文字"), "{}", told(&imported));
    }
    for lines in [
        "撰写时间：2024年1月12日",
        "时间：2024-01-11 11:18",
        "日期：2024-01-11",
        "分享：",
        "稿源：柳塘镇",
        "| 公开形式 | 责任部门 |",
        "文号\n时效\n有效",
        "点击收听",
        "语音朗读",
        "无障碍阅读",
        "信息公开元数据",
        "浏览次数：331",
        "收藏",
        "附件：柳塘镇2023年年报.pdf",
        "相关稿件",
        "字号：【大】【中】【小】",
        "字体大小：大 中 小\n打印本页\n关闭窗口",
        "索引号\t00293/2024-01\t主题分类\t政务公开",
        "来源\n柳塘镇党政办\n发布时间\n2024-01-16",
        "2024-01-16 09:30",
        "云泽县人民政府门户网站",
        "发布日期：2024-01-16 浏览次数： 120 次 【字体：大 中 小】",
    ] {
        let imported = read(&with(&[(TITLE, &format!("{TITLE}\n{lines}\n{LEAD_IN}"))]));
        whole(&imported, LEAD_IN);
        is_named(&imported);
        for line in lines.lines() {
            let kept = &imported.report.imported.as_ref().unwrap().unplaced;
            assert!(kept.iter().any(|kept| kept.contains(line)), "{line}: {kept:?}");
        }
    }
    // Lead-ins that are no plain sentence stay.
    for lead_in in [
        "根据《中华人民共和国政府信息公开条例》编制",
        "现将柳塘镇2023年政府信息公开工作情况公布如下：",
        "本报告由六个部分组成。\n如有疑问，请联系：\n地址：柳塘镇长街1号，电话：0000-1234567。",
    ] {
        whole(&read(&with(&[(TITLE, &format!("{TITLE}\n{lead_in}"))])), lead_in);
    }
}

#[test]
fn question_marks_that_were_spaces() {
    let imported = case("13.txt");
    whole(&imported, LEAD_IN);
    is_named(&imported);
    assert!(has(&imported, NoteKind::Cleaned, "问号"), "{}", told(&imported));
    for (old, new) in [
        ("规章\t0\t0\t0", "???规章\t0\t0\t?0?"),
        ("一、总体情况", "????一、总体情况"),
        ("（一）主动公开。", "????（一）主动公开。"),
    ] {
        whole(&read(&with(&[(old, new)])), "");
    }
}

#[test]
fn rules_of_two_tables_nearly_on_one_line() {
    for name in ["22-control.pdf", "22.pdf"] {
        let imported = case(name);
        let report = &imported.report;
        assert_eq!(counts(&imported), [10, 175, 15], "{name}\n{}", told(&imported));
        assert_eq!(row(report, 1, "本年新收"), ["30", "6", "0", "0", "0", "0", "36"]);
        assert_eq!(row(report, 1, "上年结转")[0], "2");
        assert_eq!(row(report, 1, "予以公开")[..2], ["20", "4"]);
        assert_eq!(row(report, 1, "不掌握")[..2], ["11", "2"]);
        assert_eq!(row(report, 1, "结转下年度")[0], "1");
        assert_eq!(row(report, 2, "").join(" "), "2 1 0 0 3 0 0 0 0 0 1 0 0 0 1");
    }
}

#[test]
fn several_rows_printed_as_one() {
    let imported = case("23.txt");
    assert_eq!(counts(&imported), [10, 154, 15]);
    assert!(
        has(&imported, NoteKind::Unsure, "原文把“（六）其他处理”印成一行"),
        "{}",
        told(&imported)
    );
    let is_split = |note: &&import::Note| note.message.contains("小项只能都是 0");
    let split = imported.notes.iter().find(is_split).and_then(|note| note.fix.clone()).unwrap();
    let mut report = imported.report.clone();
    for edit in split.edits {
        report.apply(edit).unwrap();
    }
    let label = "1.申请人无正当理由逾期不补正";
    assert_eq!(row(&report, 1, label)[..6], ["0"; 6]);
    // Where a column has some, nobody knows whose they are.
    let text =
        std::fs::read_to_string(format!("{}/tests/reading/23.txt", env!("CARGO_MANIFEST_DIR")))
            .unwrap();
    let some = text.replace("（六）其他处理\t0\t0", "（六）其他处理\t5\t0");
    let imported = read(&some);
    let split = imported.notes.iter().find(is_split).and_then(|note| note.fix.clone()).unwrap();
    let mut report = imported.report.clone();
    for edit in split.edits {
        report.apply(edit).unwrap();
    }
    assert_eq!(row(&report, 1, label)[..3], ["", "0", "0"]);
}

#[test]
fn heads_of_another_edition() {
    let imported = case("26.txt");
    whole(&imported, "");
    for head in ["本年新制作数量", "本年新公开数量", "对外公开总数量"] {
        let words = format!("表中文字“{head}”与规定的不同");
        assert!(has(&imported, NoteKind::Unsure, &words), "{}", told(&imported));
    }
    let unplaced = &imported.report.imported.as_ref().unwrap().unplaced;
    assert!(unplaced.is_empty(), "{unplaced:?}");
}

#[test]
fn a_lead_in_with_an_address() {
    let imported = case("29.txt");
    assert_eq!(imported.report.lead_in.lines().count(), 1);
    assert_eq!(counts(&imported), [10, 175, 15]);
}

#[test]
fn whose_report_and_of_which_year() {
    let bare = "2023年政府信息公开工作年度报告";
    let signed = "实际收取0元。\n云泽县柳塘镇人民政府\n2024年1月15日";
    let imported = read(&with(&[(TITLE, bare), ("实际收取0元。", signed)]));
    assert_eq!(imported.report.agency, "云泽县柳塘镇人民政府");
    assert!(has(&imported, NoteKind::Found, "（来自落款）"), "{}", told(&imported));
    let imported = read(&with(&[(TITLE, &format!("{bare}\n来源：云泽县水利局\n{LEAD_IN}"))]));
    assert_eq!(imported.report.agency, "云泽县水利局");
    assert!(has(&imported, NoteKind::Unsure, "来自来源一栏，请核对"), "{}", told(&imported));
    let lead_in = "本报告由云泽县柳塘镇人民政府编制。";
    let imported = read(&with(&[(TITLE, &format!("{bare}\n{lead_in}"))]));
    assert_eq!(imported.report.agency, "云泽县柳塘镇人民政府");
    assert!(has(&imported, NoteKind::Unsure, "来自引言，请核对"), "{}", told(&imported));
    let imported = read(&with(&[(TITLE, bare), ("全年公开", "我镇全年公开")]));
    assert_eq!(imported.report.agency, "");
    assert!(has(&imported, NoteKind::Unsure, "正文自称“我镇”"), "{}", told(&imported));
    // The year, where 年 is lost behind it or the title has none.
    let title = "云泽县柳塘镇人民政府2023政府信息公开工作年度报告";
    let imported = read(&with(&[(TITLE, title)]));
    assert_eq!(imported.report.year, Some(2023));
    assert_eq!(imported.report.agency, "云泽县柳塘镇人民政府");
    let title = "云泽县柳塘镇人民政府政府信息公开工作年度报告";
    let lead_in = "本报告的统计期限为2023 1月1日至12月31日，由办公室编制。";
    let imported = read(&with(&[(TITLE, &format!("{title}\n{lead_in}"))]));
    assert_eq!(imported.report.year, Some(2023));
    assert!(has(&imported, NoteKind::Found, "来自引言"), "{}", told(&imported));
}

#[test]
fn traditional_characters() {
    const PAIRS: [(&str, &str); 20] = [
        ("总", "總"),
        ("体", "體"),
        ("况", "況"),
        ("动", "動"),
        ("开", "開"),
        ("处", "處"),
        ("报", "報"),
        ("规", "規"),
        ("数", "數"),
        ("请", "請"),
        ("复", "復"),
        ("议", "議"),
        ("诉", "訴"),
        ("讼", "訟"),
        ("结", "結"),
        ("维", "維"),
        ("务", "務"),
        ("项", "項"),
        ("业", "業"),
        ("关", "關"),
    ];
    let text = PAIRS.iter().fold(base(), |text, (old, new)| text.replace(old, new));
    let imported = read(&text);
    assert_eq!(counts(&imported), [10, 175, 15], "{}", told(&imported));
    assert_eq!(imported.report.sections[0].heading, "一、總體情況");
    assert_eq!(
        imported.report.text(Field::Title),
        TITLE.replace('务', "務").replace('开', "開").replace('报', "報")
    );
    let once = imported.notes.iter().filter(|note| note.message.contains("繁体字")).count();
    assert_eq!(once, 1, "{}", told(&imported));
}

#[test]
fn every_encoding() {
    let text = base();
    let units = |order: fn(u32) -> [u8; 4], mark: &[u8]| -> Vec<u8> {
        let body = text.chars().flat_map(|c| order(u32::from(c)));
        mark.iter().copied().chain(body).collect()
    };
    for bytes in [
        units(u32::to_le_bytes, b"\xFF\xFE\0\0"),
        units(u32::to_be_bytes, b"\0\0\xFE\xFF"),
        encoding_rs::GB18030.encode(&text).0.into_owned(),
    ] {
        whole(&read_bytes("编码", &bytes), "");
    }
}

#[test]
fn what_is_no_report_of_this_kind() {
    let refused = |text: &str| import::read("报告", text.as_bytes()).unwrap_err().to_string();
    let company = "某某股份有限公司2023年年度报告\n一、总体情况\n公司营业收入增长，净利润下降。\n\
                   二、股东情况\n前十名股东持股情况如下。\n三、其他事项\n董事会通过。";
    assert!(refused(company).contains("公司、企业的年度报告"), "{}", refused(company));
    let other =
        "某某县水利局2023年年度报告\n一、总体情况\n修好了堤坝。\n二、存在的问题\n经费不足。";
    assert!(refused(other).contains("别的年度报告"), "{}", refused(other));
    let minutes = "会议纪要\n一、总体情况\n到会十人。";
    assert!(refused(minutes).contains("找不到年度报告的各个部分"), "{}", refused(minutes));
}

#[test]
fn signs_in_scripts_are_no_tags() {
    let cells: String = base()
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            match cells.as_slice() {
                [line] => format!("<p>{line}</p>\n"),
                cells => format!("<table><tr><td>{}</td></tr></table>\n", cells.join("</td><td>")),
            }
        })
        .collect();
    let script = "if (a<b) { x = a <c ? 1 : 2; } ".repeat(500);
    let page = |inner: &str| {
        format!("<!DOCTYPE html><html><head>{inner}</head><body>{cells}</body></html>")
    };
    for inner in [
        format!("<script>{script}</script>"),
        format!("<style>{script}</style>"),
        format!("<!-- {script} -->"),
        format!("<meta name=a{}content=b>", " ".repeat(900)),
    ] {
        let imported = read(&page(&inner));
        assert_eq!(
            imported.tables.iter().map(|table| table.read).sum::<usize>(),
            200,
            "{}",
            told(&imported)
        );
    }
}

#[test]
fn captions_and_units_over_tables_are_no_prose() {
    for line in ["单位：件", "（单位：件、万元）", "表一：主动公开政府信息情况统计表", "附表1"]
    {
        let imported =
            read(&with(&[("第二十条第（一）项", &format!("{line}\n第二十条第（一）项"))]));
        whole(&imported, "");
        assert!(has(&imported, NoteKind::Unplaced, line), "{line}\n{}", told(&imported));
    }
    // A sentence over the table stays.
    let said = "2023年主动公开情况如下表所示：";
    let imported = read(&with(&[("第二十条第（一）项", &format!("{said}\n第二十条第（一）项"))]));
    assert_eq!(imported.report.sections[1].before, said);
}

#[test]
fn other_characters_of_the_same_words() {
    let imported = read(&base().replace("其他", "其它").replace("3.其它\t0\t0", "3.其它\t7\t8"));
    assert_eq!(counts(&imported), [10, 175, 15], "{}", told(&imported));
}
