//! One kind of work done on many things, on all cores, its results in the things' order.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

/// How many things are under way, or done and waiting for an earlier one, for each core.
const UNDER_WAY: usize = 8;

/// How long results are let gather while all cores have work. Woken for each of some thousand
/// results a second, whoever takes them would push the work off its core as often.
const GATHER: Duration = Duration::from_millis(1);

/// A wish to stop, shared by who wishes and who works.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Nothing further is begun; what is under way is finished.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was wished.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The work on one thing ended in a panic, which is a bug; the other things are worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkPanicked;

/// Works on each thing on the next core that is free, and hands each with its result to `take`, in
/// the things' order and on the caller's thread. The next things are asked for while earlier ones
/// are worked on, no more than a few for each core ahead of what was taken. Ends early where `take`
/// breaks or the wish to stop is heard; then what was begun is finished and not taken.
pub fn in_order<T: Send, R: Send>(
    things: impl IntoIterator<Item = T>,
    cancel: &Cancel,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(T, Result<R, WorkPanicked>) -> ControlFlow<()>,
) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (give, given) = mpsc::channel::<(usize, T)>();
    let given = Mutex::new(given);
    let (send, receive) = mpsc::channel();
    std::thread::scope(|scope| {
        // Dropped before the scope waits for the threads, which end when nothing is given any more.
        let give = give;
        for _ in 0..cores {
            let (send, given, work) = (send.clone(), &given, &work);
            scope.spawn(move || {
                while let Ok(Ok((index, thing))) = given.lock().map(|given| given.recv())
                    && !cancel.is_cancelled()
                {
                    let result = catch_unwind(AssertUnwindSafe(|| work(&thing)));
                    let done = (thing, result.map_err(|_| WorkPanicked));
                    if send.send((index, done)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let (mut things, mut done) = (things.into_iter(), BTreeMap::new());
        let (mut asked, mut taken) = (0, 0);
        loop {
            while asked < taken + cores * UNDER_WAY
                && let Some(thing) = things.next()
                && !cancel.is_cancelled()
            {
                if give.send((asked, thing)).is_err() {
                    return;
                }
                asked += 1;
            }
            if taken == asked || cancel.is_cancelled() {
                return;
            }
            let results = gathered(&receive, asked - taken - done.len() > cores);
            if results.is_empty() {
                return;
            }
            done.extend(results);
            while let Some((thing, result)) = done.remove(&taken) {
                taken += 1;
                if take(thing, result).is_break() {
                    cancel.cancel();
                    return;
                }
            }
        }
    });
}

/// What was sent, one at least; nothing where no one sends any more.
fn gathered<R>(receive: &mpsc::Receiver<R>, busy: bool) -> Vec<R> {
    if busy {
        std::thread::sleep(GATHER);
    }
    receive.recv().into_iter().chain(receive.try_iter()).collect()
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{Cancel, UNDER_WAY, WorkPanicked, in_order};

    #[test]
    fn results_come_in_order_and_no_list_is_read_far_ahead() {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let asked = AtomicUsize::new(0);
        let things = (0..1000_usize).inspect(|_| {
            asked.fetch_add(1, Ordering::Relaxed);
        });
        let mut taken = Vec::new();
        let slow_first = |n: &usize| {
            if n.is_multiple_of(7) {
                std::thread::yield_now();
            }
            n * 2
        };
        in_order(things, &Cancel::default(), slow_first, |thing, result| {
            let ahead = asked.load(Ordering::Relaxed) - taken.len();
            assert!(ahead <= cores * UNDER_WAY, "{ahead}");
            taken.push((thing, result));
            ControlFlow::Continue(())
        });
        let expected: Vec<_> = (0..1000).map(|n| (n, Ok(n * 2))).collect();
        assert_eq!(taken, expected);
    }

    #[test]
    fn a_panic_is_one_things_own() {
        let mut taken = Vec::new();
        let work = |n: &u8| {
            assert!(*n != 3, "expected in this test");
            *n
        };
        in_order(0..6, &Cancel::default(), work, |_, result| {
            taken.push(result);
            ControlFlow::Continue(())
        });
        assert_eq!(taken, [Ok(0), Ok(1), Ok(2), Err(WorkPanicked), Ok(4), Ok(5)]);
    }

    #[test]
    fn what_breaks_or_is_cancelled_ends_early() {
        let mut taken = 0;
        in_order(
            0..,
            &Cancel::default(),
            |n: &u64| *n,
            |_, _| {
                taken += 1;
                if taken == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(taken, 5);
        let cancel = Cancel::default();
        let mut taken = 0;
        in_order(
            0..,
            &cancel,
            |n: &u64| *n,
            |_, _| {
                taken += 1;
                if taken == 5 {
                    cancel.cancel();
                }
                ControlFlow::Continue(())
            },
        );
        assert!(taken >= 5);
        in_order(0..0, &cancel, |n: &u64| *n, |_, _| ControlFlow::Continue(()));
    }
}
