//! What a save changes of the comments, each by its place: added, answered, settled, deleted, moved.

use crate::export::comments::comment_place;
use crate::report::{Comment, NotedChange, PlaceWords, Report, writer_words};
use crate::zh::shortened;

/// How much of a comment is noted beside what became of it.
const SHOWN: usize = 30;

/// The changes of the comments from one state to another; those that only moved with their words are none.
pub(super) fn comment_changes(before: &Report, now: &Report) -> Vec<NotedChange> {
    let (words_before, words_now) = (PlaceWords::new(before), PlaceWords::new(now));
    let mut left: Vec<&Comment> = before.comments.iter().collect();
    let mut found = Vec::new();
    for comment in &now.comments {
        let place = noted_place(now, &words_now, comment);
        let mut note = |old: String, new: String| {
            found.push(NotedChange { place: place.clone(), old, new });
        };
        match left.iter().position(|other| is_same(other, comment)) {
            Some(at) => changed(left.remove(at), comment, (before, now), &mut note),
            None => note(String::new(), format!("新增意见：{}", said(&comment.who, &comment.text))),
        }
    }
    for comment in left {
        let place = noted_place(before, &words_before, comment);
        let old = format!("意见：{}", said(&comment.who, &comment.text));
        found.push(NotedChange { place, old, new: "已删除".to_owned() });
    }
    found
}

fn is_same(one: &Comment, other: &Comment) -> bool {
    (&one.who, one.minute, &one.text, &one.source)
        == (&other.who, other.minute, &other.text, &other.source)
}

/// What became of one comment.
fn changed(
    was: &Comment,
    is: &Comment,
    (before, now): (&Report, &Report),
    note: &mut impl FnMut(String, String),
) {
    let about = shortened(&is.text.replace('\n', "¶"), SHOWN);
    for answer in is.answers.iter().filter(|answer| !was.answers.contains(answer)) {
        let words = said(&answer.who, &answer.text);
        note(String::new(), format!("答复“{about}”：{words}"));
    }
    for answer in was.answers.iter().filter(|answer| !is.answers.contains(answer)) {
        let words = said(&answer.who, &answer.text);
        note(format!("答复“{about}”：{words}"), "已删除".to_owned());
    }
    let state = |comment: &Comment| if comment.settled { "已处理" } else { "待处理" };
    if was.settled != is.settled {
        note(format!("“{about}”：{}", state(was)), format!("“{about}”：{}", state(is)));
    }
    if was.quote != is.quote {
        note(format!("“{about}”指“{}”", was.quote), format!("“{about}”指“{}”", is.quote));
    } else if !was.is_lost(before) && is.is_lost(now) {
        note(format!("“{about}”指“{}”", was.quote), "所指的文字已删去".to_owned());
    }
}

fn noted_place(report: &Report, words: &PlaceWords<'_>, comment: &Comment) -> String {
    format!("审阅意见，{}", comment_place(report, words, comment))
}

fn said(who: &str, text: &str) -> String {
    format!("{text}（{}）", writer_words(who))
}

#[cfg(test)]
mod tests {
    use super::comment_changes;
    use crate::report::place::{CellId, Field, Place};
    use crate::report::{Anchor, Comment, CommentAnswer, CommentPlace, Edit, Report};

    fn comment(place: CommentPlace, quote: &str, text: &str) -> Comment {
        Comment {
            who: "李镇长".into(),
            minute: Some(1),
            place,
            quote: quote.into(),
            text: text.into(),
            answers: Vec::new(),
            settled: false,
            source: String::new(),
        }
    }

    /// What is noted of a change of three comments.
    fn noted(change: impl Fn(&mut Report)) -> Vec<(String, String, String)> {
        let sample = include_bytes!("../../../assets/sample.ron");
        let mut before = crate::file::parse("sample", sample).unwrap().1;
        let at = before.text(Field::Before(1)).find("232条").unwrap();
        let words = CommentPlace::Text(Anchor::new(Field::Before(1), at..at + "232条".len()));
        let cell = CommentPlace::of(&before, &Place::Cell(CellId { table: 1, index: 0 }));
        let comments = vec![
            comment(words, "232条", "请核对"),
            comment(cell, "23", "对吗"),
            comment(CommentPlace::Report, "", "总体可以"),
        ];
        before.apply(Edit::Comments(comments)).unwrap();
        let mut now = before.clone();
        change(&mut now);
        let noted = comment_changes(&before, &now).into_iter();
        noted.map(|change| (change.place, change.old, change.new)).collect()
    }

    #[test]
    fn each_change_of_a_comment_is_noted_by_its_place() {
        assert_eq!(noted(|_| {}), []);
        let moved = noted(|report| {
            let text = format!("前言。{}", report.text(Field::Before(1)));
            report.apply(Edit::Text(Field::Before(1), text)).unwrap();
        });
        assert_eq!(moved, [], "it moved with its words");
        let all = noted(|report| {
            let answer =
                CommentAnswer { who: String::new(), minute: None, text: "已核对".into() };
            report.comments[0].answers.push(answer);
            report.comments[0].settled = true;
            report.comments.remove(2);
            report.comments.push(comment(CommentPlace::Table("x".into()), "", "新的"));
        });
        let said = |at: usize| (all[at].1.as_str(), all[at].2.as_str());
        assert_eq!(all.len(), 4, "{all:#?}");
        assert!(all[0].0.starts_with("审阅意见，第一部分"), "{all:#?}");
        assert_eq!(said(0), ("", "答复“请核对”：已核对（未署名）"));
        assert_eq!(said(1), ("“请核对”：待处理", "“请核对”：已处理"));
        assert_eq!(all[2].0, "审阅意见，未能对上原文");
        assert_eq!(said(2), ("", "新增意见：新的（李镇长）"));
        assert_eq!(all[3].0, "审阅意见，全文");
        assert_eq!(said(3), ("意见：总体可以（李镇长）", "已删除"));
        let lost = noted(|report| {
            let text = report.text(Field::Before(1)).replacen("232条", "", 1);
            report.apply(Edit::Text(Field::Before(1), text)).unwrap();
        });
        assert_eq!(lost.len(), 1);
        assert_eq!(lost[0].1, "“请核对”指“232条”");
    }
}
