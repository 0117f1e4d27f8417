//! Figures that last year's prose has left: each has a mark that only the clerk's decision on that
//! very number takes away.

use crate::support::behind::{app, give};
use crate::support::clerk::sample;
use crate::support::random::Random;
use nianbao::app::{
    Action, App, CarriedCommand, Command, DocumentCommand, FindingsCommand, Merge, OpeningCommand,
    SearchCommand,
};
use nianbao::file;
use nianbao::report::place::Field;
use nianbao::report::{Anchor, CarriedFigure, Edit, Report};

/// A report that was started from last year's, whose first section is these words.
fn started(app: &mut App, words: &str) {
    let mut last = file::parse("示例", &sample()).unwrap().1;
    last.apply(Edit::Text(Field::Before(1), words.into())).unwrap();
    give(app, OpeningCommand::StartFrom(Box::new(last)));
    give(app, Command::Dismiss);
}

fn report(app: &App) -> &Report {
    app.document().unwrap().report()
}

/// The numbers of the first section that nobody has decided on, as they are now.
fn left(app: &App) -> Vec<&str> {
    let text = report(app).text(Field::Before(1));
    let here = app.undecided_in(Field::Before(1)).into_iter();
    here.map(|range| text.get(range).unwrap()).collect()
}

fn typed(app: &mut App, from: &str, to: &str) {
    let text = report(app).text(Field::Before(1)).replacen(from, to, 1);
    let field = Field::Before(1);
    let (label, edits) = ("输入".into(), vec![Edit::Text(field, text)]);
    give(app, DocumentCommand::Edit { label, edits, merge: Some(Merge::Field(field)) });
    give(app, DocumentCommand::EndMerge);
}

const WORDS: &str =
    "2024年，公开信息94条，培训2次。\n收到申请3件，其中2件延期。\n2025年，我们将培训4次。";

#[test]
fn every_year_and_every_figure_is_decided_on_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    started(&mut app, WORDS);
    assert_eq!(left(&app), ["2024", "94", "2", "3", "2", "2025", "4"]);
    // A change elsewhere in the paragraph is no decision.
    typed(&mut app, "，公开信息", "，主动公开政府信息");
    assert_eq!(left(&app), ["2024", "94", "2", "3", "2", "2025", "4"]);
    // Another number is one, letter by letter as well; of two that are alike only the one.
    typed(&mut app, "94条", "104条");
    assert_eq!(left(&app), ["2024", "2", "3", "2", "2025", "4"]);
    typed(&mut app, "其中2件", "其中5件");
    assert_eq!(left(&app), ["2024", "2", "3", "2025", "4"]);
    // Deleted with its words.
    typed(&mut app, "，培训2次", "");
    assert_eq!(left(&app), ["2024", "3", "2025", "4"]);
    // Still right.
    give(&mut app, CarriedCommand::Next);
    give(&mut app, CarriedCommand::CurrentStillRight);
    for _ in 0..2 {
        give(&mut app, Command::Do(Action::Undo));
    }
    assert_eq!(left(&app), ["2024", "2", "3", "2025", "4"]);
    give(&mut app, Command::Do(Action::Redo));
    assert_eq!(left(&app), ["2024", "3", "2025", "4"]);
}

#[test]
fn what_the_program_changes_is_still_to_be_decided_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    started(&mut app, "2024年,公开信息 94 条,培训 2 次。\n2024年,收到申请 3 件。");
    let before = left(&app).len();
    give(&mut app, Command::Do(Action::Tidy));
    give(&mut app, FindingsCommand::Tidy);
    assert!(report(&app).text(Field::Before(1)).contains('，'), "it was tidied");
    assert_eq!(left(&app), ["2024", "94", "2", "2024", "3"]);
    give(&mut app, SearchCommand::Find);
    let (words, with) = ("2024".into(), "2025".into());
    give(&mut app, SearchCommand::Seek { words, with });
    give(&mut app, SearchCommand::ReplaceAll);
    assert_eq!(left(&app), ["2025", "94", "2", "2025", "3"]);
    give(&mut app, Command::Do(Action::InsertAspects));
    assert_eq!(left(&app).len(), before);
}

#[test]
fn marks_are_kept_in_the_file_and_only_there_in_its_second_version() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    started(&mut app, WORDS);
    let marked = report(&app).clone();
    let text = file::draft_text(&marked);
    assert!(text.contains("version: 2"));
    let again = file::parse("草稿", text.as_bytes()).unwrap().1;
    assert_eq!(again, marked);
    let plain = Report { carried: Vec::new(), ..marked.clone() };
    let text = file::draft_text(&plain);
    assert!(text.contains("version: 1"));
    assert_eq!(file::parse("草稿", text.as_bytes()).unwrap().1, plain);
    let newer = text.replace("version: 1", "version: 4");
    let refused = file::parse("草稿", newer.as_bytes()).unwrap_err();
    assert!(refused.to_string().contains("第 4 版"), "{refused}");
    let nowhere = CarriedFigure { at: Anchor::new(Field::Before(1), 7..99_999), was: "3".into() };
    let broken = file::draft_text(&Report { carried: vec![nowhere], ..plain });
    assert!(file::parse("草稿", broken.as_bytes()).is_err());
}

/// Does something at random; how many figures the clerk has decided on by it.
fn one(app: &mut App, random: &mut Random) -> usize {
    let marks: Vec<CarriedFigure> = app.undecided().into_iter().cloned().collect();
    let mark = marks.get(random.below(marks.len())).cloned();
    let field = Field::Before(1);
    let text = report(app).text(field).to_owned();
    let hand = |app: &mut App, field: Field, text: String| {
        let (label, edits) = ("输入".into(), vec![Edit::Text(field, text)]);
        give(app, DocumentCommand::Edit { label, edits, merge: Some(Merge::Field(field)) });
        give(app, DocumentCommand::EndMerge);
    };
    match (random.below(8), mark) {
        (0, Some(mark)) => {
            give(app, CarriedCommand::StillRight(mark));
            return 1;
        }
        (1, Some(mark)) => {
            let mut text = report(app).text(mark.at.field()).to_owned();
            text.replace_range(mark.at.range(), "6543");
            hand(app, mark.at.field(), text);
            return 1;
        }
        (2, _) => {
            // Words between figures.
            let inside = |at: usize| {
                marks.iter().any(|m| m.at.field() == field && m.at.range().contains(&at))
            };
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let at = places.get(random.below(places.len())).copied().filter(|at| !inside(*at));
            if let Some(at) = at {
                let mut text = text;
                text.insert_str(at, "某、");
                hand(app, field, text);
            }
        }
        (3, _) => {
            give(app, Command::Do(Action::Tidy));
            give(app, FindingsCommand::Tidy);
            give(app, Command::Dismiss);
        }
        (4, _) => {
            let findings = app.document().unwrap().findings().iter();
            let fixes: Vec<_> =
                findings.filter(|f| f.fix.is_some()).map(nianbao::finding::Finding::id).collect();
            if let Some(id) = fixes.get(random.below(fixes.len())) {
                give(app, FindingsCommand::Fix(id.clone()));
            }
        }
        (5, _) => {
            let (words, with) = random.one_of(&[("条", "件"), ("2024", "2025"), ("，", "、")]);
            give(app, SearchCommand::Find);
            give(app, SearchCommand::Seek { words: words.into(), with: with.into() });
            give(app, SearchCommand::ReplaceAll);
            give(app, SearchCommand::Close);
        }
        (6, _) => give(app, Command::Do(Action::InsertAspects)),
        _ => {
            for action in [Action::Undo, Action::Redo] {
                give(app, Command::Do(action));
            }
        }
    }
    0
}

#[test]
fn no_mark_goes_but_by_the_clerks_decision() {
    let cases = std::env::var("NIANBAO_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    for case in 0..cases {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(folder.path());
        started(&mut app, WORDS);
        let first = report(&app).clone();
        let mut random = Random::new(case);
        let mut decided = 0;
        for step in 0..25 {
            decided += one(&mut app, &mut random);
            let marks = &report(&app).carried;
            assert_eq!(first.carried.len() - marks.len(), decided, "case {case}, step {step}");
            assert!(marks.iter().all(|mark| first.carried.iter().any(|m| m.was == mark.was)));
            let again = file::parse("", file::draft_text(report(&app)).as_bytes()).unwrap().1;
            assert_eq!(again.carried, *marks, "as the file has them");
        }
        let last = report(&app).clone();
        while app.is_enabled(Action::Undo) {
            give(&mut app, Command::Do(Action::Undo));
        }
        assert_eq!(report(&app).carried, first.carried, "case {case}");
        while app.is_enabled(Action::Redo) {
            give(&mut app, Command::Do(Action::Redo));
        }
        assert_eq!(report(&app).carried, last.carried, "case {case}");
    }
}
