//! A storage that fails at the n-th step, or is gone from there on.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Hold, Links, Lost, Meta, Storage, Temporary};

/// What happens at the step that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepFailure {
    /// This step fails with an error of the system by its number; those after it succeed.
    Once(i32),
    /// This step panics, as a fault of the program would; those after it succeed.
    Fault,
    /// This step and all that follow fail: the stick was pulled, the power is gone.
    Gone,
}

/// Fails at one of the steps that change anything. A write that fails leaves half of its bytes.
#[derive(Debug)]
pub struct Failing {
    inner: Arc<dyn Storage>,
    plan: Mutex<FailurePlan>,
}

#[derive(Clone, Copy, Debug)]
struct FailurePlan {
    /// Steps done so far.
    done: usize,
    /// The step that fails.
    at: usize,
    trouble: StepFailure,
}

/// The system's number for an input or output error.
const EIO: i32 = 5;

impl Failing {
    /// Fails at the step with this number, from 0.
    pub fn new(inner: Arc<dyn Storage>, at: usize, trouble: StepFailure) -> Self {
        Self { inner, plan: Mutex::new(FailurePlan { done: 0, at, trouble }) }
    }

    /// Fails at the step with this number, counted from now.
    pub fn fail(&self, at: usize, trouble: StepFailure) {
        *self.plan() = FailurePlan { done: 0, at, trouble };
    }

    /// Fails no more.
    pub fn mend(&self) {
        self.fail(usize::MAX, StepFailure::Gone);
    }

    /// Whether the step that fails was come to.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        let plan = self.plan();
        plan.done > plan.at
    }

    fn plan(&self) -> MutexGuard<'_, FailurePlan> {
        // A test that failed elsewhere leaves the plan usable.
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn step(&self) -> io::Result<()> {
        let mut plan = self.plan();
        let step = plan.done;
        plan.done += 1;
        match plan.trouble {
            StepFailure::Once(number) if step == plan.at => {
                Err(io::Error::from_raw_os_error(number))
            }
            StepFailure::Fault if step == plan.at => panic!("a fault that was asked for"),
            StepFailure::Gone if step >= plan.at => Err(io::Error::from_raw_os_error(EIO)),
            _ => Ok(()),
        }
    }

    fn is_gone(&self) -> bool {
        self.plan().trouble == StepFailure::Gone && self.has_failed()
    }

    /// What only reads is no step, but needs the disk to be there.
    fn look(&self) -> io::Result<()> {
        if self.is_gone() { Err(io::Error::from_raw_os_error(EIO)) } else { Ok(()) }
    }
}

impl Storage for Failing {
    fn begin(&self, folder: &Path) -> io::Result<Box<dyn Temporary + '_>> {
        self.step()?;
        Ok(Box::new(Faulty { of: self, inner: Some(self.inner.begin(folder)?) }))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        self.inner.sync_folder(folder)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        self.inner.create_folder(folder)
    }

    fn read(&self, path: &Path, at_most: u64, links: Links) -> io::Result<Vec<u8>> {
        self.look()?;
        self.inner.read(path, at_most, links)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.look()?;
        self.inner.list(folder)
    }

    fn metadata(&self, path: &Path) -> io::Result<Meta> {
        self.look()?;
        self.inner.metadata(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.look()?;
        self.inner.resolve(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        self.inner.remove(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        self.inner.rename(from, to)
    }

    fn hold(&self, path: &Path, note: &str) -> io::Result<Hold> {
        self.look()?;
        self.inner.hold(path, note)
    }
}

struct Faulty<'a> {
    of: &'a Failing,
    /// Until it is put in its place.
    inner: Option<Box<dyn Temporary + 'a>>,
}

impl Faulty<'_> {
    fn inner(&mut self) -> io::Result<&mut (dyn Temporary + '_)> {
        match &mut self.inner {
            Some(inner) => Ok(inner.as_mut()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

impl Temporary for Faulty<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let result = self.of.step();
        let written = if result.is_ok() { bytes.len() } else { bytes.len() / 2 };
        self.inner()?.write(bytes.get(..written).unwrap_or_default())?;
        result
    }

    fn copy_metadata(&mut self, former: Option<&Path>) -> io::Result<Lost> {
        self.of.step()?;
        self.inner()?.copy_metadata(former)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.of.step()?;
        self.inner()?.sync()
    }

    fn put(mut self: Box<Self>, path: &Path) -> io::Result<()> {
        self.of.step()?;
        match self.inner.take() {
            Some(inner) => inner.put(path),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

impl Drop for Faulty<'_> {
    fn drop(&mut self) {
        // Where the disk is gone nothing can be removed from it.
        if self.of.is_gone() {
            std::mem::forget(self.inner.take());
        }
    }
}
