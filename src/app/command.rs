//! What views send to the program.

use std::path::PathBuf;

use super::action::Action;
use super::document::Merge;
use super::exporting::Request;
use super::keeping::NotSaved;
use super::opening::{Elsewhere, How};
use super::preview::TileId;
use super::print::{Order, Problem};
use super::review::Step as ReviewStep;
use super::settings::Settings;
use super::state::{ExportChoices, Exporting, Part, PrintChoices, Printing, Publish, Purpose};
use super::versions::Version;
use crate::report::Edit;
use crate::report::place::{Field, Place};
use crate::rules::Mend;
use crate::rules::checklist::Item;

/// One request.
#[derive(Clone, Debug)]
pub enum Command {
    /// An action by name.
    Do(Action),
    /// Edits as one labelled step of the history.
    Edit {
        /// What the undo menu says.
        label: String,
        /// The edits, in order.
        edits: Vec<Edit>,
        /// What neighbouring edits it joins into one step.
        merge: Option<Merge>,
    },
    /// Ends a run of typing: what follows is a step of its own.
    EndMerge,
    /// Shows a part of the report.
    Show(Part),
    /// Shows and focuses a place.
    Goto(Place),
    /// The place has been shown: nothing moves again until the next [`Command::Goto`].
    Arrived,
    /// Tells where the cursor is, for what follows it (help, fill this row, next problem).
    Cursor(Option<Place>),
    /// Opens a file of any readable shape.
    Open(PathBuf),
    /// Reads the text of a published report.
    Paste(String),
    /// Accepts an item of the import under review, by its index, or takes it back.
    Review(usize, ReviewStep),
    /// Accepts in one step all the proposals of the import under review that go together.
    AcceptProposals,
    /// Shows an item of the import under review in the source and in the form.
    GotoNote(usize),
    /// Ends the review: what was read is a report like any other.
    AcceptReview,
    /// Ends the review with the next year's report, started from what was read.
    ReviewAsTemplate,
    /// What was kept of last year's in a field was looked at, and is right as it stands.
    LookedAt(Field),
    /// Starts the report of a year from a file (opened as last year's).
    Template(PathBuf),
    /// Does something with a draft that was left behind or given up, by its file.
    Draft(PathBuf, DraftChoice),
    /// Takes a file off the recent ones.
    Forget(PathBuf),
    /// Answers a modal that asked for a path.
    Path(Purpose, PathBuf),
    /// Overwrites the file that a modal asked about.
    Overwrite(Purpose, PathBuf),
    /// Does something with the open report's file.
    WithFile(WithFile),
    /// Answers the question before closing.
    Close(SaveChoice),
    /// Closes whatever modal is open.
    Dismiss,
    /// Prints or exports although something is to be mended.
    PublishAnyway(Publish),
    /// Asks the system for a folder to export to.
    ChooseFolder,
    /// Exports what was chosen, where no file is there already.
    Export(Request),
    /// Answers the question whether files are replaced; without it the choices come again.
    ReplaceExported(bool),
    /// Has the desktop open a folder.
    OpenFolder(PathBuf),
    /// Looks for printers once more.
    LookForPrinters,
    /// Gives the pages that were made to a printer.
    Print(Order),
    /// Takes back the print job that is shown.
    CancelPrinting,
    /// Has the desktop print the pages.
    PrintByShell,
    /// Has the desktop open the pages.
    OpenPages,
    /// Looks for the office's faces on this machine.
    LookForFaces,
    /// Takes over new settings.
    Settings(Box<Settings>),
    /// What to find, and what to put in its place.
    Search {
        /// The words sought.
        words: String,
        /// What to put in their place.
        with: String,
    },
    /// Replaces the hit that is shown.
    ReplaceOne,
    /// Replaces all hits.
    ReplaceAll,
    /// Closes the find bar.
    CloseSearch,
    /// Accepts the fix of a finding, by its index.
    Fix(usize),
    /// Shows the finding with this index and makes it the current one.
    GotoFinding(usize),
    /// Shows the other place that the finding with this index is about.
    GotoOther(usize),
    /// Accepts every fix of the same kind as a finding's, by its index.
    FixAll(usize),
    /// Asks where the checklist is written as PDF.
    ExportChecklist,
    /// Makes the changes that [`Modal::Tidy`] lists.
    Tidy,
    /// Asks why findings, by their indices, are to stand.
    AskReason(Vec<usize>),
    /// Waives findings with a written reason.
    Waive {
        /// Their indices.
        findings: Vec<usize>,
        /// Why they stand.
        reason: String,
    },
    /// Takes the reason of a finding back.
    Unwaive(usize),
    /// No finding is the current one any more.
    LeaveFinding,
    /// Lays the report out for the preview.
    LayOut,
    /// Draws pieces of the preview's pages.
    Draw(Vec<TileId>),
}

impl Command {
    /// Whether what it changes shows at once; the others start work whose answer shows.
    #[must_use]
    pub fn shows(&self) -> bool {
        !matches!(self, Self::LayOut | Self::Draw(_))
    }
}

/// What is done with a report's file where something stands against the usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithFile {
    /// Saves over what another program made of it, or where it was removed.
    SaveOver,
    /// Reads it again, in the place of what is open.
    Reload,
    /// Opens it though somebody else has it open.
    Open(How),
    /// Goes back to one of the versions that are listed.
    Restore(usize),
}

/// What to do with changes before closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveChoice {
    /// Save first.
    Save,
    /// Keep them as a draft.
    KeepDraft,
    /// Give them up.
    Discard,
}

/// What to do with a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftChoice {
    /// Goes on with it in the place of its file.
    Restore,
    /// Goes on with it as with a new report, and leaves its file alone.
    Beside,
    /// Moves it to the bin; one that is there is deleted.
    GiveUp,
}

/// What stands in front of everything else until it is answered.
#[derive(Clone, Debug)]
pub enum Modal {
    /// The first start: the agency's full name.
    Welcome,
    /// Saving was refused: the identity fails, or figures are wrong.
    Refused,
    /// A path is asked for in the window itself, since no dialog could be had.
    AskPath {
        /// What for.
        purpose: Purpose,
        /// What to start from.
        proposed: PathBuf,
    },
    /// A file of that name exists.
    AskOverwrite {
        /// What is written.
        purpose: Purpose,
        /// The file.
        path: PathBuf,
    },
    /// The report was not saved.
    NotSaved {
        /// Where it was to be.
        path: PathBuf,
        /// Why.
        trouble: NotSaved,
    },
    /// Somebody else has the file open.
    OpenElsewhere(Box<Elsewhere>),
    /// What the report's file held before.
    Versions(Vec<Version>),
    /// There are changes; what leads away from them is in [`super::App`].
    AskClose,
    /// Something is to be mended before publishing; how many things.
    AskPublish {
        /// What was asked for.
        publish: Publish,
        /// How many findings of the E kind.
        errors: usize,
    },
    /// Forms, names and folder of an export.
    Export(Box<ExportChoices>),
    /// Files are there already: all of them are replaced, or none.
    AskReplace {
        /// What was chosen.
        choices: Box<ExportChoices>,
        /// The files that are there.
        names: Vec<String>,
    },
    /// Files are being written.
    Exporting(Exporting),
    /// They were, each or not.
    Exported(Exporting),
    /// The pages are being made, and printers looked for.
    LookingForPrinters,
    /// Printer, copies, pages, sides.
    Print(PrintChoices),
    /// The desktop prints, or opens the pages.
    PrintByShell,
    /// Nothing could be printed.
    NotPrinted(Problem),
    /// A print job is under way.
    Printing(Printing),
    /// A print job ended.
    Printed {
        /// How, in a word.
        title: &'static str,
        /// What to do.
        words: String,
    },
    /// What was carried over from last year's report, and what was not.
    FromLast,
    /// What 整理格式 would change.
    Tidy(Box<Mend>),
    /// Why these findings, by their indices, are to stand.
    Reason(Vec<usize>),
    /// What is to be gone through before publishing.
    Checklist(Vec<Item>),
    /// Something failed: a sentence with what to do.
    Failed(String),
    /// The drafts that were left behind.
    Drafts,
    /// The drafts that were given up in the last thirty days.
    Bin,
    /// Settings.
    Settings,
    /// Help for where the cursor is.
    Help,
    /// Version and licences.
    About,
}
