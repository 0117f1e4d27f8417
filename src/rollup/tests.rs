use super::{
    Decision, DecisionKind, Decisions, FindingCounts, Received, Register, RollUp, RollUpContext,
    RollupSetup, Submission, TextSketch, Unit, UnitState, roll_up, workbook,
};
use crate::report::place::CellId;
use crate::report::{Amount, Edit, Report, Value};
use crate::workbook::CellContent;
use UnitState as S;

fn unit(code: &str, name: &str) -> Unit {
    Unit { code: code.into(), name: name.into(), included: true, ..Unit::default() }
}

/// A report of an agency with 本年新收 and 结转下年度 of natural persons.
fn received(agency: &str, count: i64) -> Received {
    let mut report = Report::blank(crate::edition::by_id("2021").unwrap(), agency, 2025);
    for index in [0, 24 * 7] {
        let id = CellId { table: 1, index };
        report.apply(Edit::Value(id, Value::Count(count))).unwrap();
    }
    let received = Received::of(&report, &[], true);
    Received { findings: FindingCounts::default(), ..received }
}

fn sent(file: &str, modified: u64, received: Option<Received>) -> Submission {
    let content = file.bytes().map(u64::from).sum();
    Submission { file: file.into(), modified, content, received, trouble: String::new() }
}

fn setup(units: Vec<Unit>) -> RollupSetup {
    RollupSetup {
        year: 2025,
        edition: crate::edition::by_id("2021").unwrap(),
        register: Some(Register { units }),
        decisions: Decisions::default(),
        threshold: 90,
        context: RollUpContext::default(),
    }
}

fn states(result: &RollUp) -> Vec<UnitState> {
    result.units.iter().map(|unit| unit.state).collect()
}

fn first_sum(result: &RollUp) -> (Option<i64>, Vec<(usize, i64)>) {
    let id = CellId { table: 1, index: 0 };
    let sum = result.sums.iter().find(|sum| sum.cell == id).unwrap();
    let of = sum.of.iter().map(|(unit, amount)| (unit, amount.count().unwrap()));
    (sum.total.and_then(Amount::count), of.collect())
}

#[test]
fn the_first_state_that_holds_is_the_units() {
    let names = ["甲镇", "乙镇", "丙镇", "丁镇", "戊镇", "己镇", "庚镇", "辛镇", "壬镇"];
    let units = names.iter().enumerate().map(|(n, name)| unit(&n.to_string(), name));
    let found = |blocks, errors, warnings| FindingCounts { blocks, errors, warnings, infos: 3 };
    let with = |name: &str, findings| Some(Received { findings, ..received(name, 1) });
    let other_year = Some(Received { year: Some(2024), ..received("丙镇", 1) });
    let other_form = Some(Received { edition: "2019".into(), ..received("丁镇", 1) });
    let submissions = [
        sent("乙镇 扫描.pdf", 0, None),
        sent("c", 0, other_year),
        sent("d", 0, other_form),
        sent("e", 0, with("戊镇", found(1, 1, 1))),
        sent("f1", 5, with("己镇", found(0, 1, 1))),
        sent("f2", 5, with("己镇", found(0, 1, 1))),
        sent("g", 0, with("庚镇", found(0, 1, 1))),
        sent("h", 0, with("辛镇", found(0, 0, 1))),
        sent("i", 0, with("壬镇", found(0, 0, 0))),
        sent("外县.docx", 0, with("癸镇", found(0, 0, 0))),
    ];
    let result = roll_up(setup(units.collect()), &submissions);
    let expected = [
        S::Missing,
        S::Unreadable,
        S::WrongYear,
        S::WrongEdition,
        S::Unbalanced,
        S::Duplicate,
        S::Errors,
        S::Warnings,
        S::Clean,
    ];
    assert_eq!(states(&result), expected);
    assert_eq!(result.unmatched, ["乙镇 扫描.pdf", "外县.docx"]);
    assert_eq!(result.duplicates[0].files, ["f1", "f2"]);
    // On a tie the last by name counts.
    assert_eq!(result.units[5].file.as_deref(), Some("f2"));
    assert_eq!(first_sum(&result), (Some(4), vec![(5, 1), (6, 1), (7, 1), (8, 1)]));
    assert!(!result.is_complete());
    let lacking = result.lacking().unwrap();
    assert!(lacking.starts_with("应汇总 9 个单位，已汇总 4 个，未计入：甲镇（未交）"), "{lacking}");
}

#[test]
fn nothing_is_counted_twice_or_against_a_decision() {
    let mut units =
        vec![unit("1", "甲局"), unit("2", "乙局"), unit("3", "丙局"), unit("4", "丁局")];
    units[1].contained_in = "1".into();
    units[2].included = false;
    let submissions =
        ["甲局", "乙局", "丙局", "丁局"].map(|name| sent(name, 0, Some(received(name, 10))));
    let mut setup = setup(units);
    let decision = Decision {
        kind: DecisionKind::LeftOut,
        reason: "非行政机关".into(),
        date: "2026-01-20".into(),
        seen: 0,
    };
    setup.decisions.units.insert("4".into(), decision);
    let result = roll_up(setup.clone(), &submissions);
    assert_eq!(first_sum(&result), (Some(10), vec![(0, 10)]));
    assert!(result.is_complete(), "what does not count lacks nothing");
    let without_whole = roll_up(setup, &submissions[1..]);
    let told: Vec<_> = without_whole.problems.iter().map(|p| p.code.as_str()).collect();
    assert!(told.contains(&"contained"), "{told:?}");
}

#[test]
fn a_file_is_bound_by_hand_where_its_name_does_not_tell() {
    let mut setup = setup(vec![unit("1", "柳塘镇"), unit("2", "石桥乡")]);
    setup.decisions.bindings.insert("a".into(), "2".into());
    let result = roll_up(setup, &[sent("a", 0, Some(received("新镇", 7)))]);
    assert_eq!(states(&result), [UnitState::Missing, UnitState::Clean]);
    assert!(result.unmatched.is_empty());
}

#[test]
fn one_file_of_two_units_is_told() {
    let mut second = sent("b", 0, Some(received("乙镇", 1)));
    second.content = sent("a", 0, None).content;
    let units = vec![unit("1", "甲镇"), unit("2", "乙镇")];
    let result = roll_up(setup(units), &[sent("a", 0, Some(received("甲镇", 1))), second]);
    let told: Vec<_> = result.problems.iter().filter(|p| p.code == "same-file").collect();
    assert_eq!(told.len(), 2);
}

/// A filled form of an office: one table, no prose.
fn form(agency: &str, cell: CellId, count: i64) -> Received {
    let mut report = Report::blank(crate::edition::by_id("2021").unwrap(), agency, 2025);
    report.apply(Edit::Value(cell, Value::Count(count))).unwrap();
    let received = Received::of_published(&report, &[], true);
    assert!(received.is_form);
    received
}

#[test]
fn forms_of_different_tables_count_together_and_of_one_table_the_newest() {
    let (two, three) = (CellId { table: 0, index: 0 }, CellId { table: 1, index: 0 });
    let units = vec![unit("1", "教育局办公室"), unit("2", "教育局招生科")];
    let submissions = [
        sent("1 表三 旧", 1, Some(form("教育局办公室", three, 90))),
        sent("1 表三", 5, Some(form("教育局办公室", three, 7))),
        sent("1 表二", 2, Some(form("教育局办公室", two, 4))),
        sent("2 表三", 2, Some(form("教育局招生科", three, 5))),
        sent("教育局招生科 表二", 2, Some(form("", two, 6))),
    ];
    let result = roll_up(setup(units), &submissions);
    assert_eq!(states(&result), [S::Duplicate, S::Clean]);
    assert_eq!(result.units[0].parts, [1, 2]);
    assert_eq!(first_sum(&result), (Some(12), vec![(0, 7), (1, 5)]));
    let sum = result.sums.iter().find(|sum| sum.cell == two).unwrap();
    assert_eq!(
        sum.total.and_then(Amount::count),
        Some(10),
        "who gave no agency is known by the file"
    );
    assert_eq!(sum.blank, 0);
    let tidy: String = super::tidy(&result, &submissions).collect();
    assert!(tidy.contains("2,教育局招生科,clean,教育局招生科 表二,2,"), "{tidy}");
    assert!(!tidy.contains(",90\n"), "{tidy}");
}

#[test]
fn what_was_decided_of_files_and_figures_holds() {
    let units = vec![unit("1", "甲局"), unit("2", "乙局")];
    let submissions = [
        sent("a", 1, Some(received("甲局", 10))),
        sent("b", 2, Some(received("甲局", 20))),
        sent("c", 2, Some(received("乙局", 5))),
    ];
    let mut setup = setup(units);
    assert_eq!(first_sum(&roll_up(setup.clone(), &submissions)).0, Some(25));
    setup.decisions.chosen.insert("1".into(), "a".into());
    let chosen = roll_up(setup.clone(), &submissions);
    assert_eq!((first_sum(&chosen).0, chosen.units[0].state), (Some(15), S::Clean));
    setup.decisions.contained.insert("2".into(), "1".into());
    assert_eq!(first_sum(&roll_up(setup.clone(), &submissions)).0, Some(10));
    // A choice of a file that is gone is none.
    setup.decisions.chosen.insert("1".into(), "gone".into());
    assert_eq!(first_sum(&roll_up(setup, &submissions)).0, Some(20));
}

#[test]
fn what_cannot_be_read_is_told_at_its_unit_and_the_rest_goes_on() {
    let unread =
        |file: &str, trouble: &str| Submission { trouble: trouble.into(), ..sent(file, 1, None) };
    let submissions = [
        unread("甲镇.docx", "：文件超过 16 MiB。请核对。"),
        unread("扫描件.pdf", "：里面只有图片。请另要一份。"),
        sent("b", 1, Some(received("乙镇", 3))),
    ];
    let result = roll_up(setup(vec![unit("1", "甲镇"), unit("2", "乙镇")]), &submissions);
    assert_eq!(states(&result), [S::Unreadable, S::Clean]);
    let told: Vec<(&str, &str, &str)> = result
        .problems
        .iter()
        .map(|p| (p.unit.as_str(), p.code.as_str(), p.message.as_str()))
        .collect();
    let expected = [
        ("1", "unreadable", "“甲镇.docx”：文件超过 16 MiB。请核对。"),
        ("", "unreadable", "“扫描件.pdf”：里面只有图片。请另要一份。"),
    ];
    assert_eq!(told, expected);
    assert_eq!(first_sum(&result).0, Some(3));
}

#[test]
fn each_unit_gets_its_own_text() {
    use crate::finding::{Finding, Severity};
    use crate::report::place::Place;
    let names = ["甲镇", "乙镇", "丙镇", "丁镇"];
    let units = names.iter().enumerate().map(|(n, name)| unit(&n.to_string(), name)).collect();
    let mut setup = setup(units);
    let decision = Decision {
        kind: DecisionKind::Returned,
        reason: "表三空白没有补 0".into(),
        date: "2026-01-20".into(),
        seen: 0,
    };
    setup.decisions.units.insert("2".into(), decision);
    let submissions = [
        sent("乙镇.pdf", 1, None),
        sent("c.docx", 1, Some(received("丙镇", 1))),
        sent("d.docx", 1, Some(received("丁镇", 1))),
    ];
    let result = roll_up(setup, &submissions);
    let finding = |severity, message: &str| Finding {
        code: "R14",
        severity,
        place: Place::Report,
        other: None,
        message: message.into(),
        fix: None,
        waived: None,
    };
    let found = [
        finding(Severity::Warning, "文中为 28 件，表三为 29 件"),
        finding(Severity::Info, "可以不看"),
        finding(Severity::Error, "第五部分还没有内容，请写明情况。"),
    ];
    let text = |at: usize, found: &[Finding]| {
        super::letter(&result, &result.units[at], found, ("云泽县政务公开办公室", "2026年1月21日"))
    };
    let missing = text(0, &[]);
    assert!(missing.starts_with("甲镇：\n") && missing.contains("至今没有收到"), "{missing}");
    assert!(missing.ends_with("云泽县政务公开办公室\n　　　　2026年1月21日"), "{missing}");
    assert!(text(1, &[]).contains("“乙镇.pdf”）打不开"));
    let returned = text(2, &found);
    assert!(returned.contains("现予退回") && returned.contains("退回原因：表三空白没有补 0。"));
    let (first, second) = (
        "1．（须改正）第五部分还没有内容，请写明情况。",
        "2．（请核对）文中为 28 件，表三为 29 件。",
    );
    assert!(returned.find(first) < returned.find(second), "{returned}");
    assert!(returned.contains(first) && !returned.contains("可以不看"), "{returned}");
    assert!(text(3, &[]).contains("没有发现问题"));
}

#[test]
fn the_board_can_be_signed() {
    let units = (1..=3).map(|n| unit(&n.to_string(), &format!("{n}号镇"))).collect();
    let result = roll_up(setup(units), &[sent("a", 1, Some(received("1号镇", 1)))]);
    let sheet = super::board_sheet(&result, "县办", "2026年1月21日制表。");
    assert_eq!(sheet.rows.len(), 4);
    assert!(sheet.rows.iter().all(|row| row.len() == sheet.columns.len()));
    assert_eq!(sheet.columns.iter().map(|(width, _)| width).sum::<i32>(), 100);
    assert_eq!(sheet.rows[2][1..3], ["2号镇", "未交"]);
    assert!(sheet.before[1].contains("已汇总 1 个"), "{:?}", sheet.before);
}

/// The workbook's sums are formulas over its own figures, with the results beside them.
#[test]
fn the_workbook_sums_what_it_shows() {
    let units: Vec<Unit> = (1..=3).map(|n| unit(&n.to_string(), &format!("{n}号镇"))).collect();
    let submissions: Vec<Submission> =
        (1..=2).map(|n| sent(&n.to_string(), 0, Some(received(&format!("{n}号镇"), n)))).collect();
    let result = roll_up(setup(units), &submissions);
    let sheets = workbook(&result, &submissions);
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let expected = ["情况总表", "汇总表二", "汇总表三", "汇总表四", "明细", "问题清单", "催报名单"];
    assert_eq!(names, expected);
    let formulas: Vec<(&str, f64)> = sheets[2]
        .cells
        .iter()
        .filter_map(|cell| match &cell.content {
            CellContent::Formula(formula, value) => Some((formula.as_str(), *value)),
            _ => None,
        })
        .collect();
    assert_eq!(formulas.len(), 175);
    // Ten cells of table two and four columns are before the first of table three.
    assert_eq!(formulas[0], ("SUMIF('明细'!$D$2:$D$4,\"是\",'明细'!O$2:O$4)", 3.0));
    let heads: Vec<&str> = sheets[4]
        .cells
        .iter()
        .filter(|cell| cell.row == 0 && cell.column == 14)
        .map(|cell| match &cell.content {
            CellContent::Text(text) => text.as_str(),
            _ => "",
        })
        .collect();
    assert_eq!(heads, ["表三 一、本年新收政府信息公开申请数量 自然人"]);
    let bytes = crate::workbook::xlsx(&sheets).unwrap();
    assert_eq!(bytes, crate::workbook::xlsx(&workbook(&result, &submissions)).unwrap());
}

/// Words drawn from a list by a seed: no two seeds give the same text.
fn prose(seed: u64, sentences: usize) -> String {
    const WORDS: [&str; 40] = [
        "坚持", "推进", "公开", "政策", "解读", "平台", "栏目", "村务", "便民", "热线", "培训",
        "档案", "审核", "流程", "会议", "专栏", "公示", "补贴", "低保", "征地", "环境", "水利",
        "教育", "卫生", "安全", "督查", "整改", "群众", "满意", "回应", "舆情", "窗口", "服务",
        "清单", "目录", "更新", "检索", "移动", "媒体", "宣传",
    ];
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut word = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        WORDS[usize::try_from(state % 40).unwrap()]
    };
    let mut text = String::new();
    for _ in 0..sentences {
        text.extend((0..9).map(|_| word()));
        text.push('。');
    }
    text
}

/// A text of section one, and a unit's sketches that hold nothing else.
fn sketches(text: &str, agency: &str) -> Vec<TextSketch> {
    let mut sketches = vec![TextSketch::default(); 6];
    sketches[0] = TextSketch::of(text, agency);
    sketches
}

fn alike(texts: &[(String, String)]) -> Vec<(usize, usize, u8)> {
    let sketches: Vec<Vec<TextSketch>> =
        texts.iter().map(|(text, agency)| self::sketches(text, agency)).collect();
    let units: Vec<(usize, &[TextSketch])> =
        sketches.iter().enumerate().map(|(unit, texts)| (unit, texts.as_slice())).collect();
    super::alike::alike(&units, 90).into_iter().map(|a| (a.a, a.b, a.percent)).collect()
}

#[test]
fn copied_texts_are_found_whatever_names_and_figures_stand_in_them() {
    let statutory =
        "本报告所列数据的统计期限自年初起至年末止，由本机关依法编制并向社会公布，接受监督。";
    let own = |n: u64, name: &str| {
        (format!("{statutory}{name}共公开信息{n}条。{}", prose(n, 8)), name.to_owned())
    };
    let mut texts: Vec<(String, String)> = (1..40_u8)
        .map(|n| own(n.into(), &format!("云泽县{}镇人民政府", char::from(b'A' + n))))
        .collect();
    assert_eq!(alike(&texts), [], "independent texts");
    // The same words with another name and other figures, and two words changed.
    let copied = |name: &str, figure: &str| {
        let text = texts[4].0.replace("云泽县F镇人民政府", name).replace("共公开信息5条", figure);
        (text.replacen("坚持", "注重", 1), format!("云泽县{name}人民政府"))
    };
    let (first, second) =
        (copied("柳塘镇", "共公开信息二百一十条"), copied("石桥乡", "共公开信息33条"));
    texts.extend([first, second]);
    let found = alike(&texts);
    let pairs: Vec<(usize, usize)> = found.iter().map(|(a, b, _)| (*a, *b)).collect();
    assert_eq!(pairs, [(4, 39), (4, 40), (39, 40)], "{found:?}");
    assert!(found.iter().all(|(.., percent)| *percent >= 90));
}

#[test]
fn everyones_sentences_short_texts_and_large_groups() {
    let name = |n: usize| format!("云泽县{n}号镇");
    let statutory = prose(77, 12);
    let everyone: Vec<(String, String)> =
        (0..12).map(|n| (format!("{statutory}{}", prose(n as u64 + 100, 2)), name(n))).collect();
    assert_eq!(alike(&everyone), [], "too little is left of them without what all say");
    let short = vec![(prose(1, 2), name(1)), (prose(1, 2), name(2))];
    assert_eq!(alike(&short), []);
    let mut many: Vec<(String, String)> =
        (0..40).map(|n| (prose(n as u64 + 200, 8), name(n))).collect();
    many.extend((40..55).map(|n| (prose(9, 8), name(n))));
    let found = alike(&many);
    assert_eq!(found.len(), 14, "a group of fifteen is told by its first");
    assert!(found.iter().all(|(a, _, percent)| *a == 40 && *percent == 100));
}
