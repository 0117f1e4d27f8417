//! Headings as agencies write them: other words, other numbers, another order, none at all.

use crate::import_reading::{counts, has, read, told, whole, with};
use nianbao::import::{Imported, NoteKind};

const HEADINGS: [&str; 6] = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
];

/// The base with all of its headings written otherwise.
fn headed(write: impl Fn(usize, &str) -> String) -> Imported {
    let words = HEADINGS.map(|heading| heading.split_once('、').unwrap().1);
    let new: Vec<String> = words.iter().enumerate().map(|(at, words)| write(at, words)).collect();
    let changes: Vec<(&str, &str)> =
        HEADINGS.iter().copied().zip(new.iter().map(String::as_str)).collect();
    let imported = read(&with(&changes));
    for (section, new) in imported.report.sections.iter().zip(&new) {
        assert_eq!(&section.heading, new, "{}", told(&imported));
    }
    imported
}

type Write = &'static dyn Fn(usize, &str) -> String;

#[test]
fn numbered_in_other_ways() {
    const CHINESE: [&str; 6] = ["一", "二", "三", "四", "五", "六"];
    const FORMAL: [&str; 6] = ["壹", "贰", "叁", "肆", "伍", "陆"];
    const ROMAN: [&str; 6] = ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ"];
    let writes: [Write; 11] = [
        &|at, words| format!("第{}部分 {words}", CHINESE[at]),
        &|at, words| format!("第{}部分、{words}", CHINESE[at]),
        &|at, words| format!("第{}章　{words}", CHINESE[at]),
        &|at, words| format!("第{}节 {words}", CHINESE[at]),
        &|at, words| format!("第{}部分：{words}", at + 1),
        &|at, words| format!("（第{}部分）{words}", CHINESE[at]),
        &|at, words| format!("（{}）{words}", CHINESE[at]),
        &|at, words| format!("{}、{words}", FORMAL[at]),
        &|at, words| format!("{}、{words}", ROMAN[at]),
        &|at, words| format!("{}．{words}", at + 1),
        &|_, words| words.to_owned(),
    ];
    for write in writes {
        let imported = headed(write);
        whole(&imported, "");
        assert!(!has(&imported, NoteKind::Unsure, "序号"), "{}", told(&imported));
    }
}

#[test]
fn numbers_that_are_not_the_sections() {
    let numerals = ["一", "一", "二", "三", "四", "五"];
    let imported = headed(|at, words| format!("{}、{words}", numerals[at]));
    whole(&imported, "");
    assert!(has(&imported, NoteKind::Unsure, "“二、收到和处理政府信息公开申请情况”按第三部分读取"));
    // The words are others as well.
    let words = [
        "一、工作总体情况",
        "一、主动公开情况",
        "二、依申请公开办理情况",
        "三、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "四、政府信息公开工作存在的主要问题及改进情况",
        "五、其他需要说明的事项",
    ];
    whole(&headed(|at, _| words[at].to_owned()), "");
    // One higher, from two on, or each of them; one of them alone.
    let higher = ["二", "三", "四", "五", "六", "七"];
    whole(&headed(|at, words| format!("{}、{words}", higher[at])), "");
    let repeated = ["一", "二", "三", "三", "四", "五"];
    whole(&headed(|at, words| format!("{}、{words}", repeated[at])), "");
    let all_one = headed(|_, words| format!("一、{words}"));
    whole(&all_one, "");
}

#[test]
fn section_five_and_six_in_other_words() {
    for words in [
        "存在问题和下步打算",
        "存在的困难与不足及下一步工作计划",
        "存在的主要问题和改进措施",
        "工作中的短板和改进方向",
        "当前存在的不足及今后努力方向",
        "问题与对策",
        "主要问题及整改情况",
        "面临的困难及下一步举措",
        "政府信息公开工作存在的不足及下一年度工作安排",
        "存在的薄弱环节和解决办法",
        "不足之处及改进意见",
    ] {
        let imported = read(&with(&[(HEADINGS[4], &format!("五、{words}"))]));
        whole(&imported, "");
        assert!(imported.report.sections[4].before.starts_with("存在的问题是"), "{words}");
    }
    for words in
        ["其它事项", "其他事项", "需要说明的其他事项", "其他", "其他有关情况", "其他重要事项"]
    {
        let imported = read(&with(&[(HEADINGS[5], &format!("六、{words}"))]));
        whole(&imported, "");
    }
    for words in ["依申请公开情况", "政府信息公开申请办理情况", "受理政府信息公开申请的情况"]
    {
        whole(&read(&with(&[(HEADINGS[2], &format!("三、{words}"))])), "");
    }
    for words in ["行政复议和行政诉讼情况", "复议、诉讼情况", "被申请行政复议、提起行政诉讼的情况"]
    {
        whole(&read(&with(&[(HEADINGS[3], &format!("四、{words}"))])), "");
    }
}

#[test]
fn by_place_where_the_words_say_nothing() {
    for (at, words) in
        [(3, "涉诉涉复情况"), (4, "工作瓶颈和优化路径"), (4, "思考与展望"), (5, "补遗")]
    {
        let (number, _) = HEADINGS[at].split_once('、').unwrap();
        let heading = format!("{number}、{words}");
        let imported = read(&with(&[(HEADINGS[at], &heading)]));
        whole(&imported, "");
        assert_eq!(imported.report.sections[at].heading, heading, "{}", told(&imported));
        assert!(has(&imported, NoteKind::Unsure, &format!("“{heading}”按")), "{}", told(&imported));
    }
    // A list that begins with 一、 is the section's own.
    let list = "一、形式单一。\n五、宣传较少\n将增加图解。";
    let imported = read(&with(&[(&format!("{}\n", HEADINGS[4]), &format!("{list}\n"))]));
    assert_eq!(imported.report.sections[4].heading, "", "{}", told(&imported));
}

#[test]
fn marks_before_headings() {
    for mark in ["★ ", "● ", "◆", "▲　"] {
        whole(&headed(|at, _| format!("{mark}{}", HEADINGS[at])), "");
    }
}

#[test]
fn glued_to_each_other_and_to_text() {
    for (old, new) in [
        ("一、总体情况\n", "一、总体情况。"),
        ("一、总体情况\n", "一、总体情况："),
        ("五、存在的主要问题及改进情况\n", "五、存在的主要问题及改进情况："),
        ("五、存在的主要问题及改进情况\n", "五、存在问题及改进措施。"),
        ("五、存在的主要问题及改进情况\n", "五、存在不足和下步打算："),
        ("六、其他需要报告的事项\n", "六、其他需要报告的事项。"),
        ("六、其他需要报告的事项\n", "六、其他事项："),
    ] {
        let imported = read(&with(&[(old, new)]));
        whole(&imported, "");
        assert!(imported.report.sections[0].before.starts_with("（一）"), "{new}");
        assert!(imported.report.sections[4].before.starts_with("存在的问题是"), "{new}");
    }
    let glued =
        "四、政府信息公开行政复议、行政诉讼情况五、存在的主要问题及改进情况六、其他需要报告的事项";
    let listed = format!(
        "目录：一、总体情况二、主动公开政府信息情况三、收到和处理政府信息公开申请情况{glued}"
    );
    let imported = read(&with(&[(HEADINGS[0], &format!("{listed}\n{}", HEADINGS[0]))]));
    assert_eq!(counts(&imported), [10, 175, 15], "{}", told(&imported));
}

#[test]
fn sections_in_another_order() {
    let text = with(&[]);
    let place = |heading: &str| text.find(heading).unwrap();
    let title = text.get(..place(HEADINGS[0])).unwrap();
    let part = |at: usize| {
        let end = HEADINGS.get(at + 1).map_or(text.len(), |next| place(next));
        let part = text.get(place(HEADINGS[at])..end).unwrap();
        if part.ends_with('\n') { part.to_owned() } else { format!("{part}\n") }
    };
    for order in [
        [0, 4, 5, 1, 2, 3],
        [1, 2, 3, 0, 4, 5],
        [0, 2, 1, 3, 4, 5],
        [0, 1, 2, 3, 5, 4],
        [5, 4, 3, 2, 1, 0],
    ] {
        let parts: String = order.iter().map(|at| part(*at)).collect();
        let imported = read(&format!("{title}{parts}"));
        whole(&imported, "");
        assert!(
            has(&imported, NoteKind::Unsure, "各部分的先后与规定的不同"),
            "{}",
            told(&imported)
        );
    }
}

#[test]
fn no_heading_over_section_one() {
    let lead_in = "根据《中华人民共和国政府信息公开条例》规定编制本报告。";
    let title = "云泽县柳塘镇人民政府2023年政府信息公开工作年度报告\n";
    for (before, left) in [
        (String::new(), ""),
        (format!("{lead_in}\n"), lead_in),
        (format!("{lead_in}\n本年度，柳塘镇扎实推进各项公开工作。\n"), lead_in),
    ] {
        let imported = read(&with(&[(title, &format!("{title}{before}")), ("一、总体情况\n", "")]));
        let report = &imported.report;
        assert_eq!(report.lead_in.lines().next().unwrap_or_default(), left, "{}", told(&imported));
        assert!(report.sections[0].before.contains("（一）主动公开"), "{}", told(&imported));
        assert!(report.sections[0].before.lines().count() >= 5, "{}", told(&imported));
        assert_eq!(report.sections[0].heading, "");
        assert!(has(&imported, NoteKind::Unsure, "段按第一部分的文字读取"), "{}", told(&imported));
    }
}
