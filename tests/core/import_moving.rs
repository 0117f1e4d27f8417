//! Lines of a source that the clerk moves.

use nianbao::import::{self, Imported, LineTarget, LineUse, moved};
use nianbao::report::Report;
use nianbao::report::place::Field;

const SOURCE: &str = "\
某某镇2023年政府信息公开工作年度报告
浏览次数：9
根据条例编制本报告。
本镇深入贯彻条例，公开信息九条。
一、总体情况
（一）主动公开。公开信息。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
五、存在的主要问题及改进情况
人手不足。
六、其他需要报告的事项
无。
";

fn read() -> Imported {
    import::read("a.txt", SOURCE.as_bytes()).unwrap()
}

/// Moves a line, and takes the step back: the report is as it was.
fn step(imported: &Imported, line: usize, to: LineTarget) -> (Report, Vec<Vec<LineUse>>) {
    let way = moved(&imported.report, &imported.provenance, line, to).unwrap();
    let mut report = imported.report.clone();
    let mut back = Vec::new();
    for edit in way.edits {
        back.push(report.apply(edit).unwrap());
    }
    let done = report.clone();
    for edit in back.into_iter().rev() {
        report.apply(edit).unwrap();
    }
    assert_eq!(report, imported.report);
    (done, way.provenance.uses())
}

#[test]
fn lines_are_moved_and_taken_back() {
    let imported = read();
    let uses = imported.provenance.uses();
    let lead_in = vec![LineUse::Field(Field::LeadIn)];
    assert_eq!(uses[1..4], [vec![LineUse::Furniture], lead_in.clone(), lead_in]);
    // From the lead-in into section one, before what stands behind it.
    let (report, uses) = step(&imported, 4, LineTarget::Prose(1));
    assert_eq!(report.lead_in, "根据条例编制本报告。");
    let first = "本镇深入贯彻条例，公开信息九条。\n（一）主动公开。公开信息。";
    assert_eq!(report.sections[0].before, first);
    assert_eq!(uses[3], [LineUse::Field(Field::Before(1))]);
    // From prose to what is set aside: kept, and seen.
    let (report, uses) = step(&imported, 10, LineTarget::Furniture);
    assert_eq!(report.sections[4].before, "");
    assert!(report.imported.unwrap().unplaced.contains(&"人手不足。".to_owned()));
    assert_eq!(uses[9], [LineUse::Furniture]);
    // From what was set aside into the report: no longer told as without a place.
    let (report, uses) = step(&imported, 2, LineTarget::Prose(6));
    assert_eq!(report.text(Field::Before(6)), "浏览次数：9\n无。");
    assert!(report.imported.unwrap().unplaced.is_empty());
    assert_eq!(uses[1], [LineUse::Field(Field::Before(6))]);
}

#[test]
fn what_is_no_prose_stays() {
    let imported = read();
    let way = |line, to| moved(&imported.report, &imported.provenance, line, to);
    assert!(way(1, LineTarget::LeadIn).is_none());
    assert!(way(5, LineTarget::LeadIn).is_none());
    assert!(way(4, LineTarget::LeadIn).is_none());
    assert!(way(0, LineTarget::LeadIn).is_none());
    assert!(way(99, LineTarget::Prose(1)).is_none());
    assert!(way(4, LineTarget::Prose(7)).is_none());
    // A paragraph that was changed since is the clerk's.
    let mut report = imported.report.clone();
    report.sections[0].before = "改过了。".to_owned();
    assert!(moved(&report, &imported.provenance, 6, LineTarget::LeadIn).is_none());
}

#[test]
fn what_found_no_place_is_set_aside_or_taken_in() {
    let heading = "三、收到和处理政府信息公开申请情况\n";
    let source = SOURCE.replace(heading, &format!("{heading}1\t\t1\n"));
    let imported = import::read("a.txt", source.replace("浏览次数：9\n", "").as_bytes()).unwrap();
    let lines = &imported.provenance.lines;
    let at = lines.iter().position(|line| line == "1\t\t1").unwrap() + 1;
    let is = |uses: &[Vec<LineUse>], to| assert_eq!(uses[at - 1], [to]);
    is(&imported.provenance.uses(), LineUse::Unplaced);
    let (report, uses) = step(&imported, at, LineTarget::Furniture);
    assert!(report.imported.unwrap().unplaced.is_empty());
    is(&uses, LineUse::Furniture);
    let (report, uses) = step(&imported, at, LineTarget::Prose(6));
    assert_eq!(report.text(Field::Before(6)), "1\t\t1\n无。");
    is(&uses, LineUse::Field(Field::Before(6)));
}

#[test]
fn a_line_of_several_things_is_told_as_each() {
    let source = SOURCE.replace("一、总体情况\n", "一、总体情况 ");
    let imported = import::read("a.txt", source.as_bytes()).unwrap();
    let uses = imported.provenance.uses();
    assert_eq!(
        uses[4],
        [LineUse::Field(Field::Heading(1)), LineUse::Field(Field::Before(1))],
        "{:?}",
        imported.provenance.lines
    );
    let told = imported.notes.iter().any(|note| note.message.contains("1 行有几样内容"));
    assert!(told, "{:?}", imported.notes);
}
