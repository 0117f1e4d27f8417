//! `review` from the command line: a Word file that came back.

use std::fs;

use nianbao::cli::{Next, Outcome, run};
use nianbao::export::docx::docx;
use nianbao::file;
use nianbao::layout::Options;
use nianbao::report::place::Field;
use nianbao::report::{Edit, Report};

use crate::support::clerk::sample;
use crate::support::word::came_back;

fn nianbao(arguments: &[&str]) -> Outcome {
    match run(arguments.iter().map(Into::into).collect(), 2026) {
        Next::Print(outcome) | Next::Window(outcome, _) => outcome,
    }
}

#[test]
fn changes_are_listed_and_taken_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let report: Report = nianbao::open::read("sample", &sample()).unwrap().into_report();
    let mut other = report.clone();
    let text = report.text(Field::Before(1)).replacen("369条", "372条", 1);
    other.apply(Edit::Text(Field::Before(1), text)).unwrap();
    let [own, word, out] = ["a.nianbao", "b.docx", "c.nianbao"].map(path);
    fs::write(&own, sample()).unwrap();
    fs::write(&word, came_back(&report, &other)).unwrap();
    let said = nianbao(&["review", &own, &word]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(said.out.contains("意见 0 条") && said.out.contains("改动 1 处"), "{}", said.out);
    assert!(said.out.contains("“369” → “372”"), "{}", said.out);
    let read = |path: &str| file::parse(path, &fs::read(path).unwrap()).unwrap().1;
    assert_eq!(nianbao(&["review", &own, &word, "-o", &out]).code, 0);
    assert_eq!(read(&out), report, "nothing is taken unasked");
    assert_eq!(nianbao(&["review", &own, &word, "--take", "-o", &out]).code, 0);
    assert_eq!(read(&out), other);
    assert_eq!(nianbao(&["review", &own, &word, "--take"]).code, 2);
    assert_eq!(nianbao(&["review", &own]).code, 2);
    // A report that came back is read as well, and what is neither is refused.
    fs::write(&out, file::draft_text(&other)).unwrap();
    let said = nianbao(&["review", &own, &out]);
    assert!(said.code == 0 && said.out.contains("“369” → “372”"), "{}", said.out);
    // So is a letter of points; what is no text is refused.
    fs::write(&out, "柳塘镇：\n1.标题不对。\n2.第五部分太空。\n县政府办公室\n2026年1月18日\n")
        .unwrap();
    let said = nianbao(&["review", &own, &out]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    for words in ["意见 2 条", "县政府办公室 2026-01-18", "标题不对。", "改动 0 处"]
    {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
    fs::write(&out, [0, 1, 2, 3]).unwrap();
    assert_eq!(nianbao(&["review", &own, &out]).code, 2);
    fs::remove_file(&out).unwrap();
    assert_eq!(nianbao(&["review", &own, &word, "-o", &word]).code, 2);
    // The Word file of another report.
    let title = Edit::Text(Field::Title, "别处县民政局2025年政府信息公开工作年度报告".into());
    let mut foreign = Report::blank(report.edition().clone(), "别处县民政局", 2025);
    foreign.apply(title).unwrap();
    fs::write(&word, docx(&foreign, Options::default())).unwrap();
    let said = nianbao(&["review", &own, &word]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.err.contains("不是这份报告的审阅稿"), "{}", said.err);
}
