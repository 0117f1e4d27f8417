//! The system asks the program to end: at shutdown, when the session is closed, from a terminal.

use std::sync::Arc;

use crate::app::crash::LastCopy;

/// Has a last draft written when the system asks the program to end, which it then does.
#[cfg(unix)]
pub fn listen(last: Arc<LastCopy>) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    // Where signals cannot be heard, the draft is as old as it is.
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) else {
        return;
    };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            last.write();
            // Ends the program as the signal would have done.
            let _ended = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
}

/// Windows asks through the window itself, which is answered as its closing is.
#[cfg(not(unix))]
pub fn listen(_: Arc<LastCopy>) {}
