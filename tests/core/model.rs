//! Random work on one report, with saves that fail, power cuts and other programs in between,
//! against a simple model of what must be there. All of it in memory.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::support::clerk::{Clerk, sample};
use crate::support::random::Random;
use nianbao::app::{
    Action, Command, DocumentCommand, DraftChoice, DraftsCommand, DraftsModal, Modal,
    OpeningCommand, OpeningModal, SaveChoice, SaveCommand, SaveModal,
};
use nianbao::file;
use nianbao::report::place::Field;
use nianbao::storage::{Failing, Links, Memory, StepFailure, Storage as _};

/// What must be there: the words of the one text that is worked on are taken for the whole report.
#[derive(Debug)]
struct Model {
    past: Vec<String>,
    present: String,
    future: Vec<String>,
    /// What the file holds.
    file: String,
    /// All that the file ever held.
    held: Vec<String>,
    /// All that was ever typed.
    typed: Vec<String>,
}

impl Model {
    fn opened(file: String, held: Vec<String>, typed: Vec<String>) -> Self {
        Self { past: vec![], present: file.clone(), future: vec![], file, held, typed }
    }

    fn put(&mut self, words: String) {
        if words != self.present {
            self.past.push(std::mem::replace(&mut self.present, words));
            self.future.clear();
        }
    }

    fn now_in_file(&mut self, words: String) {
        self.held.push(words.clone());
        self.file = words;
    }
}

struct Run {
    memory: Memory,
    failing: Arc<Failing>,
    clerk: Clerk,
    path: PathBuf,
    model: Model,
    random: Random,
    count: usize,
    log: Vec<String>,
}

type Step = fn(&mut Run);

/// Settings are none of this test's business: a folder that cannot be made costs no time.
const NOWHERE: &str = "/dev/null/nianbao";

impl Run {
    fn new(seed: u64) -> Self {
        let folder = Path::new("/文件");
        let memory = Memory::with_folders(&[folder, Path::new(NOWHERE)]);
        let path = folder.join("报告.nianbao");
        file::write_whole(&memory, &path, &sample()).unwrap();
        let failing =
            Arc::new(Failing::new(Arc::new(memory.clone()), usize::MAX, StepFailure::Gone));
        let clerk = Clerk::unsettled(failing.clone(), Path::new(NOWHERE));
        let first = text_of(&sample());
        let model = Model::opened(first.clone(), vec![first.clone()], vec![first]);
        let (random, log) = (Random::new(seed), vec![]);
        let mut run = Self { memory, failing, clerk, path, model, random, count: 0, log };
        run.open();
        run
    }

    fn open(&mut self) {
        let path = self.path.clone();
        self.clerk.open(&path);
        while let Some(Modal::Drafts(DraftsModal::LeftBehind | DraftsModal::OfFile(_))) =
            self.clerk.app.modal()
        {
            self.recover();
        }
        assert!(self.clerk.app.modal().is_none(), "{:?}", self.clerk.app.modal());
    }

    /// A draft was left behind: it holds what was typed. It is given up, or gone on with and saved.
    fn recover(&mut self) {
        let draft = self.clerk.app.left_behind().drafts.first().unwrap();
        let (path, words) =
            (draft.path.clone(), draft.report().unwrap().text(Field::Before(1)).to_owned());
        assert!(self.model.typed.contains(&words), "nobody typed {words}");
        if self.random.below(2) == 0 {
            self.clerk.give(DraftsCommand::Choose(path, DraftChoice::GiveUp));
            return;
        }
        self.clerk.give(DraftsCommand::Choose(path, DraftChoice::Restore));
        assert_eq!(self.clerk.text(), words);
        if words != self.model.file {
            assert!(self.clerk.is_dirty());
            self.clerk.save();
            self.model.now_in_file(words);
        }
        self.clerk.give(Command::Do(Action::CloseReport));
        let (file, held) = (self.model.file.clone(), std::mem::take(&mut self.model.held));
        self.model = Model::opened(file, held, std::mem::take(&mut self.model.typed));
        let report = self.path.clone();
        self.clerk.open(&report);
    }

    fn on_disk(&self) -> Vec<u8> {
        self.memory.read(&self.path, 1 << 24, Links::Follow).unwrap()
    }

    fn new_words(&mut self) -> String {
        self.count += 1;
        let words = format!("第{}稿。", self.count);
        self.model.typed.push(words.clone());
        words
    }

    fn step(&mut self) {
        let steps: [(&str, Step); 12] = [
            ("edit", Self::edit),
            ("edit", Self::edit),
            ("edit", Self::edit),
            ("undo", Self::undo),
            ("redo", Self::redo),
            ("save", Self::save),
            ("save", Self::save),
            ("failing save", Self::failing_save),
            ("power cut", Self::power_cut),
            ("reopen", Self::reopen),
            ("restore", Self::restore),
            ("other program", Self::other_program),
        ];
        let (name, step) = steps[self.random.below(steps.len())];
        self.log.push(name.into());
        step(self);
        self.check();
    }

    fn check(&self) {
        let (clerk, model) = (&self.clerk, &self.model);
        assert_eq!(clerk.text(), model.present);
        assert_eq!(text_of(&self.on_disk()), model.file);
        assert_eq!(clerk.is_dirty(), model.present != model.file);
        let document = clerk.app.document().unwrap();
        assert_eq!(document.undo_label().is_some(), !model.past.is_empty());
        assert_eq!(document.redo_label().is_some(), !model.future.is_empty());
    }

    fn edit(&mut self) {
        let words = self.new_words();
        self.clerk.write(&words);
        self.clerk.give(DocumentCommand::EndMerge);
        self.model.put(words);
    }

    fn undo(&mut self) {
        self.clerk.give(Command::Do(Action::Undo));
        if let Some(words) = self.model.past.pop() {
            self.model.future.push(std::mem::replace(&mut self.model.present, words));
        }
    }

    fn redo(&mut self) {
        self.clerk.give(Command::Do(Action::Redo));
        if let Some(words) = self.model.future.pop() {
            self.model.past.push(std::mem::replace(&mut self.model.present, words));
        }
    }

    fn save(&mut self) {
        self.clerk.save();
        assert!(self.clerk.app.modal().is_none(), "{}", self.clerk.trouble());
        let former = std::mem::take(&mut self.model.file);
        self.model.now_in_file(self.model.present.clone());
        if former != self.model.present && self.random.below(3) == 0 {
            assert_eq!(self.versions().first(), Some(&former), "what was there is a version");
        }
    }

    /// What the versions hold; each is something that the file once held.
    fn versions(&mut self) -> Vec<String> {
        self.clerk.give(Command::Do(Action::Versions));
        let Some(Modal::Save(SaveModal::Versions(versions))) = self.clerk.app.modal() else {
            panic!()
        };
        let texts: Vec<_> =
            versions.iter().map(|v| v.content.text(Field::Before(1)).to_owned()).collect();
        self.clerk.give(Command::Dismiss);
        for text in &texts {
            assert!(self.model.held.contains(text), "{text} was never saved");
        }
        texts
    }

    fn failing_save(&mut self) {
        let error = [28, 5, 13][self.random.below(3)];
        self.failing.fail(self.random.below(14), StepFailure::Once(error));
        self.clerk.save();
        self.failing.mend();
        let now = text_of(&self.on_disk());
        assert!(now == self.model.file || now == self.model.present);
        match self.clerk.app.modal() {
            None => assert_eq!(now, self.model.present, "what was called saved is saved"),
            // One that could not be confirmed: the report counts as not saved, and is there.
            Some(Modal::Save(SaveModal::NotSaved { .. })) if now == self.model.present => {
                self.clerk.give(Command::Dismiss);
                self.clerk.save();
                assert!(self.clerk.app.modal().is_none(), "{}", self.clerk.trouble());
            }
            Some(Modal::Save(SaveModal::NotSaved { .. })) => self.clerk.give(Command::Dismiss),
            other => panic!("{other:?}"),
        }
        self.model.now_in_file(now);
        let beside = self.memory.list(Path::new("/文件")).unwrap();
        assert_eq!(beside, std::slice::from_ref(&self.path), "nothing is left beside it");
    }

    /// The power goes at some step of a save; the program is started anew.
    fn power_cut(&mut self) {
        self.failing.fail(self.random.below(14), StepFailure::Gone);
        self.clerk.save();
        let saved = self.clerk.app.modal().is_none();
        self.memory.crash(self.random.0);
        self.failing.mend();
        let now = text_of(&self.on_disk());
        assert!(now == self.model.present || (!saved && now == self.model.file), "{now}");
        self.sweep();
        self.clerk = Clerk::unsettled(self.failing.clone(), Path::new(NOWHERE));
        self.model.now_in_file(now.clone());
        let typed = std::mem::take(&mut self.model.typed);
        self.model = Model::opened(now, std::mem::take(&mut self.model.held), typed);
        self.open();
        self.versions();
    }

    /// What a cut left of files being written, so that the next one's differs from it.
    fn sweep(&self) {
        for path in self.memory.list(Path::new("/文件")).unwrap() {
            if path != self.path {
                self.memory.remove(&path).unwrap();
            }
        }
    }

    fn reopen(&mut self) {
        self.clerk.give(Command::Do(Action::CloseReport));
        if self.model.present != self.model.file {
            assert!(matches!(self.clerk.app.modal(), Some(Modal::Opening(OpeningModal::AskClose))));
            self.clerk.give(OpeningCommand::Close(SaveChoice::Discard));
        }
        let held = std::mem::take(&mut self.model.held);
        let typed = std::mem::take(&mut self.model.typed);
        self.model = Model::opened(self.model.file.clone(), held, typed);
        self.open();
    }

    fn restore(&mut self) {
        let versions = self.versions();
        if versions.is_empty() {
            return;
        }
        let index = self.random.below(versions.len());
        self.clerk.give(Command::Do(Action::Versions));
        self.clerk.restore(index);
        self.model.put(versions[index].clone());
    }

    /// Another program writes the file; then a save asks.
    fn other_program(&mut self) {
        let words = self.new_words();
        let mut report = file::parse("", &self.on_disk()).unwrap().1;
        let edit = nianbao::report::Edit::Text(Field::Before(1), words.clone());
        report.apply(edit).unwrap();
        let balanced = nianbao::rules::Balanced::new(&report).unwrap();
        let text = file::report_text(balanced);
        file::write_whole(&self.memory, &self.path, text.as_bytes()).unwrap();
        self.model.now_in_file(words.clone());
        self.clerk.save();
        assert!(self.clerk.trouble().contains("Changed"), "{}", self.clerk.trouble());
        if self.random.below(2) == 0 {
            self.clerk.give(SaveCommand::Reload(self.path.clone()));
            self.model.put(words);
        } else {
            self.clerk.give(SaveCommand::Over(self.path.clone()));
            self.model.now_in_file(self.model.present.clone());
            assert_eq!(self.versions().first(), Some(&words), "theirs is a version");
        }
        assert!(self.clerk.app.modal().is_none());
    }
}

fn text_of(bytes: &[u8]) -> String {
    file::parse("", bytes).unwrap().1.text(Field::Before(1)).to_owned()
}

fn sequences(of: u64) {
    let all: u64 =
        std::env::var("NIANBAO_SEQUENCES").ok().and_then(|n| n.parse().ok()).unwrap_or(200);
    for seed in (of..all).step_by(4) {
        let mut run = Run::new(seed * 0x1000);
        // Time goes on, so that versions have their order.
        for step in 0..14 {
            run.memory.tell_time(Duration::from_secs(1_768_000_000 + step * 60));
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run.step()));
            if let Err(panic) = done {
                eprintln!("sequence {seed}: {:?}", run.log);
                std::panic::resume_unwind(panic);
            }
        }
    }
}

#[test]
fn nothing_is_lost_in_a_first_part_of_the_sequences() {
    sequences(0);
}

#[test]
fn nothing_is_lost_in_a_second_part_of_the_sequences() {
    sequences(1);
}

#[test]
fn nothing_is_lost_in_a_third_part_of_the_sequences() {
    sequences(2);
}

#[test]
fn nothing_is_lost_in_a_fourth_part_of_the_sequences() {
    sequences(3);
}
