//! The system's own allocator, which ends the program with a sentence where memory runs out.
//!
//! Stable Rust ends a program that gets no memory by a signal, which a script takes for a fault of
//! the program, and first writes a message that may itself take memory: one such run waited for
//! itself for ever. This is all the unsafe code of the program. It forwards each call to the
//! system, looks only at whether the answer is null, and takes no memory to say so.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is written to standard error before the program ends with 2.
pub const MESSAGE: &str = "内存不足，程序已停止。请关闭其他程序后再试；原有文件没有改动。\n";

/// The allocator. It is put into its place by `#[global_allocator]`.
pub struct Allocator;

/// How many allocations are left until one fails; 0 where none is to.
static LEFT: AtomicUsize = AtomicUsize::new(0);

/// Lets the n-th allocation from now on find no memory, for tests; 0 lets none.
pub fn fail_nth(n: usize) {
    LEFT.store(n, Ordering::SeqCst);
}

impl Allocator {
    /// The memory, unless there is none.
    #[inline]
    fn checked(memory: *mut u8) -> *mut u8 {
        if memory.is_null() || LEFT.load(Ordering::Relaxed) != 0 && is_last() {
            exhausted();
        }
        memory
    }
}

#[cold]
fn is_last() -> bool {
    LEFT.fetch_sub(1, Ordering::SeqCst) == 1
}

// SAFETY: every call is the system allocator's own with the same arguments, so that its guarantees
// and its conditions are those of `System`; no null is ever given back.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises about the layout are passed on.
        Self::checked(unsafe { System.alloc(layout) })
    }

    #[inline]
    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: the memory is from `System`, with this layout, as the caller promises.
        unsafe { System.dealloc(memory, layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as for `alloc`.
        Self::checked(unsafe { System.alloc_zeroed(layout) })
    }

    #[inline]
    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as for `dealloc`; the caller's promises about the size are passed on.
        Self::checked(unsafe { System.realloc(memory, layout, size) })
    }
}

/// Says that there is no memory, and ends the program at once: nothing that would run at its end
/// can count on memory.
#[cold]
fn exhausted() -> ! {
    #[cfg(unix)]
    // SAFETY: the bytes live as long as the program; both calls are safe at any moment, in any
    // thread and in a signal's handler.
    unsafe {
        let _written = libc::write(2, MESSAGE.as_ptr().cast(), MESSAGE.len());
        libc::_exit(2)
    }
    #[cfg(not(unix))]
    {
        use std::io::Write as _;
        // Standard error is not buffered.
        let _written = std::io::stderr().write_all(MESSAGE.as_bytes());
        std::process::exit(2)
    }
}
