//! Figures that last year's prose has left: each has a mark that only the clerk's decision on that
//! very number takes away.

use std::collections::BTreeSet;

use crate::support::behind::{app, give};
use crate::support::clerk::sample;
use crate::support::random::Random;
use nianbao::app::carried::items::items;
use nianbao::app::{
    Action, App, CarriedCommand, CarriedState, Command, CommentsCommand, DocumentCommand,
    FindingsCommand, Merge, OpeningCommand, PathCommand, Purpose, SearchCommand,
};
use nianbao::file;
use nianbao::finding::Finding;
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{Anchor, CarriedFigure, CommentPlace, Edit, Report};
use nianbao::rules::checklist::PointState;
use nianbao::rules::{Config, Point, check};

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
    let nowhere = CarriedFigure::new(Anchor::new(Field::Before(1), 7..99_999), "3".into());
    let broken = file::draft_text(&Report { carried: vec![nowhere], ..plain });
    assert!(file::parse("草稿", broken.as_bytes()).is_err());
}

/// Words of the first section that are commented on.
const COMMENTED: [&str; 4] = ["公开信息94条", "培训2次", "收到申请", "我们将培训4次"];

/// A clerk at random, and what they have decided on: for every step of the history, the indices of
/// the marks that are settled.
struct Walk {
    app: App,
    random: Random,
    /// What was settled before each step that can be taken back.
    past: Vec<BTreeSet<usize>>,
    settled: BTreeSet<usize>,
    /// What was settled after each step that was taken back.
    future: Vec<BTreeSet<usize>>,
    /// How often the report was saved and opened anew.
    reopened: usize,
    /// How many marks were settled by a deletion.
    deleted: usize,
    /// The comments whose words were gone, or broken up, at some time.
    broken: BTreeSet<usize>,
}

impl Walk {
    /// A step that settles these marks, if it was made at all.
    fn does(&mut self, settles: impl IntoIterator<Item = usize>, how: impl FnOnce(&mut App)) {
        let before = report(&self.app).clone();
        how(&mut self.app);
        let settles: BTreeSet<usize> = settles.into_iter().collect();
        if *report(&self.app) != before {
            self.past.push(self.settled.clone());
            self.future.clear();
            self.settled.extend(settles);
        }
    }

    fn hand(&mut self, settles: impl IntoIterator<Item = usize>, field: Field, text: String) {
        self.does(settles, |app| {
            let (label, edits) = ("输入".into(), vec![Edit::Text(field, text)]);
            give(app, DocumentCommand::Edit { label, edits, merge: Some(Merge::Field(field)) });
            give(app, DocumentCommand::EndMerge);
        });
    }

    /// One thing at random, in the window's own commands.
    fn step(&mut self) {
        let field = self.random.one_of(&[Field::Before(1), Field::Before(5)]);
        let text = report(&self.app).text(field).to_owned();
        let open: Vec<usize> = (0..report(&self.app).carried.len())
            .filter(|at| !self.settled.contains(at))
            .filter(|at| !report(&self.app).carried[*at].at.is_gone())
            .collect();
        let at = open.get(self.random.below(open.len())).copied();
        let mark = at.map(|at| (at, report(&self.app).carried[at].clone()));
        match (self.random.below(13), mark) {
            (0, Some((at, mark))) => {
                self.does([at], |app| give(app, CarriedCommand::StillRight(mark)));
            }
            (1, Some((at, mark))) => {
                let mut text = report(&self.app).text(mark.at.field()).to_owned();
                text.replace_range(mark.at.range(), "6543");
                self.hand([at], mark.at.field(), text);
            }
            (2, Some((at, mark))) => self.does([at], |app| {
                give(app, CarriedCommand::Goto(mark));
                give(app, CarriedCommand::CurrentIs("77".into()));
            }),
            (3, _) => {
                // Words between figures; beside one, but no digit.
                let inside = |at: usize| {
                    let marks = report(&self.app).carried.iter();
                    marks.filter(|m| m.at.field() == field).any(|m| {
                        let range = m.at.range();
                        range.start < at && at < range.end
                    })
                };
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                let at = places.get(self.random.below(places.len())).copied();
                if let Some(at) = at.filter(|at| !inside(*at)) {
                    let mut text = text;
                    text.insert_str(at, "某、");
                    self.hand([], field, text);
                }
            }
            (4, _) => self.does([], |app| {
                give(app, Command::Do(Action::Tidy));
                give(app, FindingsCommand::Tidy);
                give(app, Command::Dismiss);
            }),
            (5, _) => {
                let findings = self.app.document().unwrap().findings().iter();
                let fixes: Vec<_> = findings.filter(|f| f.fix.is_some()).map(Finding::id).collect();
                if let Some(id) = fixes.get(self.random.below(fixes.len())).cloned() {
                    let all = self.random.below(2_usize) == 0;
                    let command =
                        if all { FindingsCommand::FixAll(id) } else { FindingsCommand::Fix(id) };
                    self.does([], |app| give(app, command));
                }
            }
            (6, _) => {
                let (words, with) =
                    self.random.one_of(&[("条", "件"), ("2025", "2026"), ("，", "、"), ("3", "5")]);
                self.does([], |app| {
                    give(app, SearchCommand::Find);
                    give(app, SearchCommand::Seek { words: words.into(), with: with.into() });
                    give(app, SearchCommand::ReplaceAll);
                    give(app, SearchCommand::Close);
                });
            }
            (7, _) => self.does([], |app| give(app, Command::Do(Action::InsertAspects))),
            (8, _) => {
                if let Some(before) = self.past.pop() {
                    self.future.push(std::mem::replace(&mut self.settled, before));
                }
                give(&mut self.app, Command::Do(Action::Undo));
            }
            (9, _) => {
                if let Some(after) = self.future.pop() {
                    self.past.push(std::mem::replace(&mut self.settled, after));
                }
                give(&mut self.app, Command::Do(Action::Redo));
            }
            (10 | 11, _) => self.delete(field, &text),
            _ => self.save_and_reopen(),
        }
    }

    /// Deletes some words by hand, whatever stands in them: the numbers of which any digit goes are
    /// decided on, and no other is.
    fn delete(&mut self, field: Field, text: &str) {
        let places: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let from = self.random.below(places.len());
        let to = (from + 1 + self.random.below(12_usize)).min(places.len() - 1);
        let cut = places[from]..places[to];
        let [before, gone, after] =
            [0..cut.start, cut.clone(), cut.end..text.len()].map(|part| text.get(part).unwrap());
        let is_digit = |c: char| c.is_ascii_digit();
        // Digits that come together are another number; letters that are alike leave it open which went.
        let joins = before.ends_with(is_digit) && after.starts_with(is_digit);
        let open_which = gone.chars().next() == after.chars().next()
            || gone.chars().next_back() == before.chars().next_back();
        if cut.is_empty() || joins || open_which {
            return;
        }
        let marks = report(&self.app).carried.iter().enumerate();
        let hit = marks.filter(|(_, mark)| {
            let at = mark.at.range();
            mark.at.field() == field && at.start < cut.end && cut.start < at.end
        });
        let hit: Vec<usize> = hit.map(|(at, _)| at).collect();
        self.deleted += hit.iter().filter(|at| !self.settled.contains(at)).count();
        self.hand(hit, field, [before, after].concat());
    }

    /// Saves where that is possible, and opens the file anew; the history ends with that.
    fn save_and_reopen(&mut self) {
        give(&mut self.app, Command::Do(Action::Save));
        let document = self.app.document().unwrap();
        let Some(path) = document.path.clone().filter(|_| !document.is_dirty()) else {
            return give(&mut self.app, Command::Dismiss);
        };
        give(&mut self.app, Command::Do(Action::CloseReport));
        assert!(self.app.document().is_none(), "{:?}", self.app.modal());
        give(&mut self.app, OpeningCommand::File(path));
        (self.past, self.future) = (Vec::new(), Vec::new());
        self.reopened += 1;
    }

    /// Every comment is at its words for as long as they are there, or is told as lost with them; on a
    /// table it stays.
    fn comments_agree(&mut self, told: &str) {
        let report = report(&self.app);
        assert_eq!(report.comments.len(), COMMENTED.len() + 1, "{told}");
        for (at, comment) in report.comments.iter().enumerate() {
            let CommentPlace::Text(anchor) = &comment.place else {
                assert!(matches!(comment.place.place(report), Some(Place::Cell(_))), "{told}");
                continue;
            };
            let (quote, words) = (COMMENTED[at], anchor.words(report).unwrap());
            assert_eq!(comment.quote, quote, "{told}");
            match report.text(anchor.field()).matches(quote).count() {
                0 => {
                    self.broken.insert(at);
                    assert!(comment.is_lost(report) || comment.changed_words(report).is_some());
                }
                1 if !self.broken.contains(&at) => assert_eq!(words, quote, "{told}"),
                _ => {}
            }
        }
        let again = file::parse("", file::draft_text(report).as_bytes()).unwrap().1;
        assert_eq!(again.comments, report.comments, "as the file has them");
    }

    /// Every count there is says the same, and so does every list.
    fn agrees(&self, told: &str) {
        let report = report(&self.app);
        let open = |at: &usize| !self.settled.contains(at) && !report.carried[*at].at.is_gone();
        let open: Vec<usize> = (0..report.carried.len()).filter(open).collect();
        for (at, mark) in report.carried.iter().enumerate() {
            assert_eq!(mark.decision.is_some(), self.settled.contains(&at), "{told}: {mark:?}");
        }
        let items = items(report);
        let listed = items.iter().filter(|item| item.state == CarriedState::Undecided).count();
        let findings = self.app.document().unwrap().findings();
        let told_of = findings.iter().filter(|finding| finding.code == "R63").count();
        let point = self.app.checklist().into_iter().find(|item| item.point == Point::Carried);
        let point = point.unwrap();
        let note = if open.is_empty() { String::new() } else { format!("{} 处", open.len()) };
        assert_eq!(
            (point.note(), point.state == PointState::Done),
            (note, open.is_empty()),
            "{told}"
        );
        let again = file::parse("", file::draft_text(report).as_bytes()).unwrap().1;
        assert_eq!(again.carried, report.carried, "as the file has them");
        let checked = check(&again, &Config::default());
        let checked = checked.iter().filter(|finding| finding.code == "R63").count();
        let counts = [self.app.undecided().len(), listed, told_of, checked];
        assert_eq!(counts, [open.len(); 4], "{told}");
    }
}

#[test]
fn no_mark_goes_but_by_the_clerks_decision() {
    let cases = std::env::var("NIANBAO_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let (mut reopened, mut decided, mut deleted) = (0, 0, 0);
    for case in 0..cases {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(folder.path());
        started(&mut app, WORDS);
        // Figures that balance, so that it can be saved.
        let figures = file::parse("示例", &sample()).unwrap().1.figures;
        let edits = vec![Edit::Figures(Box::new(figures))];
        give(&mut app, DocumentCommand::Edit { label: "填数".into(), edits, merge: None });
        let path = folder.path().join("报告.nianbao");
        give(&mut app, PathCommand::Given(Purpose::Save, path));
        let text = report(&app).text(Field::Before(1)).to_owned();
        let on = |words: &&str| {
            let at = text.find(words).unwrap();
            CommentPlace::Text(Anchor::new(Field::Before(1), at..at + words.len()))
        };
        let cell = CommentPlace::of(report(&app), &Place::Cell(CellId { table: 1, index: 3 }));
        for place in COMMENTED.iter().map(on).chain([cell]) {
            give(&mut app, CommentsCommand::Add(place, "请核对".into()));
        }
        give(&mut app, CommentsCommand::Close);
        give(&mut app, Command::Do(Action::Save));
        give(&mut app, Command::Do(Action::CloseReport));
        give(&mut app, OpeningCommand::File(folder.path().join("报告.nianbao")));
        let first = report(&app).clone();
        let (random, settled) = (Random::new(case), BTreeSet::new());
        let (past, future) = (vec![BTreeSet::new()], Vec::new());
        let mut walk = Walk {
            app,
            random,
            past,
            settled,
            future,
            reopened: 0,
            deleted: 0,
            broken: BTreeSet::new(),
        };
        walk.agrees("at first");
        for step in 0..30 {
            walk.step();
            let told = format!("case {case}, step {step}");
            walk.agrees(&told);
            walk.comments_agree(&told);
            let was = |report: &Report| -> Vec<String> {
                report.carried.iter().map(|mark| mark.was.clone()).collect()
            };
            assert_eq!(was(report(&walk.app)), was(&first), "no mark is lost, none is new");
        }
        let last = report(&walk.app).clone();
        let undone = (0..).take_while(|_| {
            let can = walk.app.is_enabled(Action::Undo);
            give(&mut walk.app, Command::Do(Action::Undo));
            can
        });
        for _ in 0..undone.count() {
            give(&mut walk.app, Command::Do(Action::Redo));
        }
        assert_eq!(report(&walk.app).carried, last.carried, "case {case}");
        reopened += walk.reopened;
        decided += walk.settled.len();
        deleted += walk.deleted;
    }
    assert!(reopened > 0 && decided > 0 && deleted > 0, "{reopened} {decided} {deleted}");
}
