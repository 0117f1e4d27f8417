//! A file that came back, with what it was made of: read once, and held against the report as often as
//! that changes.

use super::base::{self, BaseItem, ReviewBase};
use super::document::{self, ReviewedBlock, ReviewedText, Tracked};
use super::lines::{self, ReportItem};
use super::proposals::{self, ThreeTexts};
use super::{ReviewFault, Reviewed, comments, placed};
use crate::report::place::Field;
use crate::report::{Comment, Report};

/// A file that came back.
#[derive(Clone, Debug)]
pub struct ReviewSource {
    /// Name of the file.
    pub name: String,
    /// What its changes are told by.
    pub told_by: ReviewBase,
    kind: ReturnedKind,
}

#[derive(Clone, Debug)]
enum ReturnedKind {
    /// A Word file, and the paragraphs and tables that it was made of.
    Word(Box<ReviewedText>, Vec<BaseItem>),
    /// A report, the one that it was made of, and who changed it, where its own record says so.
    Report { returned: Box<Report>, base: Box<Report>, by: Option<(String, u64)> },
}

impl ReviewSource {
    /// Reads a reviewed Word file; `earlier` are states of the report that were kept, the newest first,
    /// and `name` is the file's.
    ///
    /// # Errors
    /// That it is no Word file, or that of another report.
    pub fn word(
        name: &str,
        bytes: &[u8],
        report: &Report,
        earlier: &[&Report],
    ) -> Result<Self, ReviewFault> {
        let text = document::read(bytes).map_err(ReviewFault::Unreadable)?;
        refuse_another(report, &lines::items(report), &text)?;
        let states: Vec<&Report> = std::iter::once(report).chain(earlier.iter().copied()).collect();
        let (told_by, base) = if let Some(imprint) = &text.imprint {
            (ReviewBase::Exported, base::of_imprint(imprint, &text.original, &states))
        } else {
            let at = base::nearest(&states, &text.original);
            (told_by(at), base::of_report(states[at]))
        };
        Ok(Self { name: name.to_owned(), told_by, kind: ReturnedKind::Word(Box::new(text), base) })
    }

    /// Takes a report that came back; `earlier` are states of the own one that were kept, the newest
    /// first, and `name` is the file's.
    #[must_use]
    pub fn report(name: &str, returned: Report, report: &Report, earlier: &[&Report]) -> Self {
        let states: Vec<&Report> = std::iter::once(report).chain(earlier.iter().copied()).collect();
        // What was last saved before it went out is the state whose record it goes on with.
        let common = |state: &Report| {
            let (own, other) = (&state.log.saves, &returned.log.saves);
            if other.starts_with(own) { own.len() } else { 0 }
        };
        let most = states.iter().map(|state| common(state)).max().unwrap_or(0);
        let known: Vec<usize> =
            (0..states.len()).filter(|at| most == 0 || common(states[*at]) == most).collect();
        let known_states: Vec<&Report> = known.iter().map(|at| states[*at]).collect();
        let at = known[base::nearest(&known_states, &base::blocks(&returned))];
        let by = {
            let saves = returned.log.saves.get(states[at].log.saves.len().min(most)..);
            let mut saves = saves.unwrap_or_default().iter().filter(|save| !save.who.is_empty());
            let last = saves.next_back();
            let alone = last.filter(|last| saves.all(|save| save.who == last.who));
            let is_known = most > 0 || states[at].log.is_empty();
            alone.filter(|_| is_known).map(|last| (last.who.clone(), last.minute))
        };
        let base = Box::new(states[at].as_published());
        let returned = Box::new(returned);
        let kind = ReturnedKind::Report { returned, base, by };
        Self { name: name.to_owned(), told_by: told_by(at), kind }
    }

    /// Whether it is a Word file.
    #[must_use]
    pub fn is_word(&self) -> bool {
        matches!(self.kind, ReturnedKind::Word(..))
    }

    /// What it says of the report as it is now.
    #[must_use]
    pub fn against(&self, report: &Report) -> Reviewed {
        let mut out = Reviewed::default();
        match &self.kind {
            ReturnedKind::Word(text, base) => {
                let own = lines::items(report);
                out.unplaced.clone_from(&text.beside);
                out.unplaced.extend(comments::without_words(text));
                let (file, tracked) = (&text.revised, &text.tracked);
                let texts = ThreeTexts { report, own: &own, base, file, tracked, start: None };
                proposals::add(&texts, &mut out);
                out.comments = comments::all(&self.name, report, &own, text);
            }
            ReturnedKind::Report { returned, base, by } => {
                changes((report, returned, base), &mut out);
                if let Some((who, minute)) = by {
                    for proposal in &mut out.proposals {
                        (proposal.who, proposal.minute) = (Some(who.clone()), Some(*minute));
                    }
                }
                let comments = returned.comments.iter().map(|comment| self.named(comment));
                out.comments = comments.map(|comment| placed(comment, report)).collect();
            }
        }
        out
    }

    /// A comment of the file, which is said to be where it came from.
    fn named(&self, comment: &Comment) -> Comment {
        let mut comment = comment.clone();
        if comment.source.is_empty() {
            comment.source.clone_from(&self.name);
        }
        comment
    }
}

/// What a state is, by its index: the first is the report as it is now.
fn told_by(state: usize) -> ReviewBase {
    if state == 0 { ReviewBase::Now } else { ReviewBase::Earlier }
}

/// What a returned report changed, field by field and table by table.
fn changes((report, returned, made_of): (&Report, &Report, &Report), out: &mut Reviewed) {
    let same_form = returned.edition() == report.edition();
    if !same_form {
        let name = &returned.edition().name;
        out.unplaced.push(format!("退回的报告用{name}的表格，表中的改动没有读取"));
    }
    let tracked: &[Tracked] = &[];
    let line = |report: &Report, field: Field| lines::lines(report, field);
    for field in Report::printed_fields() {
        let own: Vec<ReportItem> = line(report, field).into_iter().map(ReportItem::Line).collect();
        let item = |line| base::of_item(made_of, &ReportItem::Line(line));
        let base: Vec<BaseItem> = line(made_of, field).into_iter().map(item).collect();
        let block = |line: lines::ReportLine| ReviewedBlock::Line(line.text);
        let file: Vec<ReviewedBlock> = line(returned, field).into_iter().map(block).collect();
        let start = Some((field, 0));
        let texts = ThreeTexts { report, own: &own, base: &base, file: &file, tracked, start };
        proposals::add(&texts, out);
        if let Field::Before(section) = field
            && let Some(table) = report.edition().table_in(section).filter(|_| same_form)
        {
            table_changes((report, returned, made_of), table, out);
        }
    }
}

fn table_changes(
    (report, returned, base): (&Report, &Report, &Report),
    table: usize,
    out: &mut Reviewed,
) {
    let item = ReportItem::Table(table);
    let base = if base.edition() == report.edition() { base } else { report };
    let base = [base::of_item(base, &item)];
    let file = [ReviewedBlock::Table(base::table_of(returned, table))];
    let texts =
        ThreeTexts { report, own: &[item], base: &base, file: &file, tracked: &[], start: None };
    proposals::add(&texts, out);
}

/// Refuses a file that neither has the report's title nor half of its paragraphs.
fn refuse_another(
    report: &Report,
    items: &[ReportItem],
    text: &ReviewedText,
) -> Result<(), ReviewFault> {
    let file = document::lines(&text.original);
    let title = file.first().map(|line| lines::packed(line)).unwrap_or_default();
    if title == lines::packed(&report.title) {
        return Ok(());
    }
    let own = items.iter().filter_map(|item| match item {
        ReportItem::Line(line) => Some(line.text.as_str()),
        ReportItem::Table(_) => None,
    });
    let own: Vec<&str> = own.filter(|line| line.chars().count() > 12).collect();
    let there = own.iter().filter(|line| file.iter().any(|other| other.trim() == **line)).count();
    if own.is_empty() || there * 2 >= own.len() {
        return Ok(());
    }
    Err(ReviewFault::OtherReport(title, report.title.clone()))
}
