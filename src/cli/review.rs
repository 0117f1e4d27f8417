//! `review`: an exported Word file, a report or a letter that came back, read against its report.

use std::path::Path;

use super::flags::{DRAFT, OUT};
use super::outcome::{Next, Outcome, Session};
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use super::write::{not_the_source, write_report};
use crate::file::{self, FileError, FileKind};
use crate::open::open;
use crate::report::{Comment, Edit, PlaceWords, Report, writer_words};
use crate::reviewed::{self, ReviewFault, ReviewProposal, ReviewSource, Reviewed};
use crate::zh::dates::minute_words;
use crate::zh::shortened;

pub(super) static COMMAND: Spec = Spec {
    name: "review",
    operands: Operands::Two(("报告 审阅稿", "REPORT REVIEWED")),
    flags: &[(&TAKE, Need::Optional), (&OUT, Need::Optional), (&DRAFT, Need::Optional)],
    what: (
        "审阅稿导入：列出送审的 Word 文档或者退回的报告文件里的意见和改动（修订的、直接改的都算），或者\
         退回意见（txt）里的各条；-o 把意见记入报告文件，加 --take 的连改动一起采纳",
        "List the comments and the changes, tracked or not, of an exported Word file or a report file that \
         came back, or the points of a letter (txt); -o writes the report with the comments, and with \
         --take with the changes.",
    ),
    run,
};

static TAKE: Flag = Flag {
    long: "take",
    short: None,
    takes: Takes::Nothing,
    what: (
        "采纳全部改动，两边都改过的除外，和 -o 一起用",
        "Take all changes but those of what both changed; together with -o.",
    ),
};

fn run(given: &Given, _: &mut Session<'_>) -> Result<Next, Misuse> {
    let [report, word] = given.operands.as_slice() else {
        return Err(Misuse::new(
            "请写出报告文件和审阅过的 Word 文档（或者退回的报告文件、退回意见的文字），共两份",
        ));
    };
    if given.has(&TAKE) && !given.has(&OUT) {
        return Err(Misuse::new("--take 要和 -o 一起写：采纳后另存到哪里"));
    }
    let mut outcome = Outcome::default();
    let done = review(&mut outcome, given, report, word);
    Ok(Next::end(outcome, done))
}

fn review(
    outcome: &mut Outcome,
    given: &Given,
    source: &Path,
    word: &Path,
) -> Result<(), FileError> {
    let mut report = open(source)?.into_report();
    let found = match said_by(word, &report)? {
        Ok(found) => found,
        Err(fault) => {
            let code = if matches!(fault, ReviewFault::OtherReport(..)) { 1 } else { 2 };
            outcome.fail(code, format!("“{}”{fault}", word.display()));
            return Ok(());
        }
    };
    list(outcome, &report, &found);
    let Some(out) = given.path(&OUT) else { return Ok(()) };
    not_the_source(word, out)?;
    let comments = found.new_comments(&report);
    let added = comments.len();
    let all = report.comments.iter().cloned().chain(comments).collect();
    let mut edits = vec![Edit::Comments(all)];
    if given.has(&TAKE) {
        edits.extend(found.edits(&report));
    }
    let taken = edits.len() - 1;
    for edit in edits {
        if let Err(error) = report.apply(edit) {
            return Err(FileError::new(word, error.to_string(), "请对照文件，在报告里改。"));
        }
    }
    write_report(outcome, &report, out, given.has(&DRAFT))?;
    if outcome.code == 0 {
        outcome.line(format!("已记入意见 {added} 条，采纳改动 {taken} 处。"));
        if given.has(&TAKE) && found.of_both() > 0 {
            let both = found.of_both();
            outcome.line(format!("两边都改过的 {both} 处没有采纳，请在窗口里一处一处定。"));
        }
    }
    Ok(())
}

/// What came back says: a Word file, a report of the same agency and year, or a letter's points.
fn said_by(path: &Path, report: &Report) -> Result<Result<Reviewed, ReviewFault>, FileError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let (name, bytes) = (name.unwrap_or_default(), file::read(path)?);
    let word = ReviewSource::word(&name, &bytes, report, &[]);
    if matches!(word, Err(ReviewFault::Unreadable(_)))
        && let Ok((FileKind::Report | FileKind::Draft, returned)) = file::parse(&name, &bytes)
    {
        if !returned.is_state_of(report) {
            return Ok(Err(ReviewFault::OtherReport(returned.title, report.title.clone())));
        }
        let source = ReviewSource::report(&name, returned, report, &[]);
        return Ok(Ok(source.against(report)));
    }
    if matches!(word, Err(ReviewFault::Unreadable(_))) {
        // A letter of points. Headings of a report make none of it while no figure is there.
        let opened = crate::open::read(&name, &bytes).map(crate::open::Opened::into_report);
        let is_report = opened.is_ok_and(|report| {
            report.figures.cells().any(|id| !report.figures.typed(id).is_blank())
        });
        let comments = (!is_report).then(|| reviewed::read_text(&name, &bytes, report)).flatten();
        return match comments {
            Some(comments) => Ok(Ok(Reviewed { comments, ..Reviewed::default() })),
            None => Err(FileError::new(path, "没有读到意见或者改动", REMEDY)),
        };
    }
    Ok(word.map(|source| source.against(report)))
}

/// What to do with a file of which nothing was read.
const REMEDY: &str = "可以读入的有：审阅过的 Word 文档（docx，旧格式的请另存为 docx）、退回的报告文件、逐条写明意见的\
                      文字（txt）；报送包请先用 package --open 解开。";

fn list(outcome: &mut Outcome, report: &Report, found: &Reviewed) {
    let words = PlaceWords::new(report);
    outcome.line(format!("意见 {} 条", found.comments.len()));
    for (number, comment) in (1..).zip(&found.comments) {
        let place = comment.place.place(report).filter(|_| !comment.is_lost(report));
        let place = place.map_or_else(|| "未能对上原文".to_owned(), |place| words.of(&place));
        let quote = if comment.quote.is_empty() {
            String::new()
        } else {
            format!("“{}”", shortened(&comment.quote.replace('\n', "¶"), 60))
        };
        let by = by(&comment.who, comment.minute);
        outcome.line(format!("  {number}. {place}{quote}　{by}{}", state(comment)));
        outcome.line(format!("     {}", comment.text.replace('\n', " ")));
        for answer in &comment.answers {
            let by = self::by(&answer.who, answer.minute);
            outcome.line(format!("     答复：{}　{by}", answer.text.replace('\n', " ")));
        }
    }
    outcome.line(format!("改动 {} 处", found.proposals.len()));
    for (number, proposal) in (1..).zip(&found.proposals) {
        let ReviewProposal { who, minute, was, .. } = proposal;
        let place = words.of(&proposal.place());
        let what = proposal.words();
        let who = who.as_ref().map(|who| format!("　{}", by(who, *minute))).unwrap_or_default();
        let both = was.as_ref().map_or("", |_| "　两边都改过");
        outcome.line(format!("  {number}. {place}：{what}{who}{both}"));
    }
    if found.kept > 0 {
        outcome.line(format!("送出以后报告自己改过的 {} 处不算改动，保留现在的", found.kept));
    }
    if !found.unplaced.is_empty() {
        outcome.line("没有对上的");
        for line in &found.unplaced {
            outcome.line(format!("  {}", line.replace('\n', "¶")));
        }
    }
}

fn state(comment: &Comment) -> &'static str {
    if comment.settled { "　已处理" } else { "　待处理" }
}

/// Who wrote something and when.
fn by(who: &str, minute: Option<u64>) -> String {
    let who = writer_words(who);
    let when = minute.map(|minute| format!(" {}", minute_words(minute)));
    format!("{who}{}", when.unwrap_or_default())
}
