//! Counts the characters that rules look at, so that a test can bound how a rule's work grows.
//!
//! Nothing is counted outside this crate's own tests.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// Notes how many bytes of text were looked at.
pub(super) fn spend(bytes: usize) {
    #[cfg(test)]
    STEPS.set(STEPS.get() + bytes as u64 + 1);
    #[cfg(not(test))]
    let _ = bytes;
}

/// What was noted on this thread while some work was done.
#[cfg(test)]
pub(super) fn of(work: impl FnOnce()) -> u64 {
    let before = STEPS.get();
    work();
    STEPS.get() - before
}
