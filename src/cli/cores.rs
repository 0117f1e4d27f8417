//! The same work on many things, on all cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Told after each thing: how many are done, of how many.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// Each thing on the next core that is free; the results in the things' order.
pub(super) fn on_all<T: Sync, R: Send>(
    things: &[T],
    work: impl Fn(&T) -> R + Sync,
    progress: Progress<'_>,
) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(things.len());
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::channel();
    let mut done: Vec<Option<R>> = things.iter().map(|_| None).collect();
    std::thread::scope(|scope| {
        for _ in 0..cores {
            let (send, next, work) = (send.clone(), &next, &work);
            scope.spawn(move || {
                while let Some((index, thing)) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    things.get(index).map(|thing| (index, thing))
                } {
                    // Nobody listens where the window of the terminal was closed.
                    let _unheard = send.send((index, work(thing)));
                }
            });
        }
        drop(send);
        for (count, (index, result)) in (1..).zip(receive) {
            done[index] = Some(result);
            progress(count, things.len());
        }
    });
    done.into_iter().flatten().collect()
}
