//! Whether the desktop wishes for high contrast: asked once, as the window starts, of the settings portal
//! (`org.freedesktop.appearance`, `contrast`) on the session bus.
//!
//! Two calls are made and nothing is listened to, so the few messages are written here by hand.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

/// So long the bus may take.
const PATIENCE: Duration = Duration::from_secs(3);
/// Upper bound on the bytes of an answer.
const LONGEST: u32 = 64 * 1024;

/// Asks aside; `wish` becomes true where high contrast is wished for, and `wake` is called then.
pub(super) fn ask(wish: Arc<AtomicBool>, wake: Arc<dyn Fn() + Send + Sync>) {
    let Ok(address) = std::env::var("DBUS_SESSION_BUS_ADDRESS") else { return };
    let asking = move || {
        if contrast(&address) == Some(1) {
            wish.store(true, Relaxed);
            wake();
        }
    };
    // Where no thread can be had, nothing is wished for.
    let _thread = std::thread::Builder::new().name("contrast".into()).spawn(asking);
}

/// The portal's answer: 0 for no wish, 1 for more contrast; `None` where there is no answer.
fn contrast(address: &str) -> Option<u32> {
    let mut bus = address.split(';').find_map(connect)?;
    bus.set_read_timeout(Some(PATIENCE)).ok()?;
    bus.set_write_timeout(Some(PATIENCE)).ok()?;
    let user = rustix::process::getuid().as_raw().to_string();
    // The number's digits, each as two hexadecimal ones.
    let user: String = user.chars().flat_map(|digit| ['3', digit]).collect();
    bus.write_all(format!("\0AUTH EXTERNAL {user}\r\n").as_bytes()).ok()?;
    if !line(&mut bus)?.starts_with("OK") {
        return None;
    }
    bus.write_all(b"BEGIN\r\n").ok()?;
    let hello = call(1, ["org.freedesktop.DBus", "/org/freedesktop/DBus", "Hello"], &[]);
    bus.write_all(&hello).ok()?;
    answer(&mut bus)?;
    let portal = ["org.freedesktop.portal.Settings", "/org/freedesktop/portal/desktop", "Read"];
    let asked = call(2, portal, &["org.freedesktop.appearance", "contrast"]);
    bus.write_all(&asked).ok()?;
    // A variant in a variant, whose number stands last.
    let body = answer(&mut bus)?;
    Some(u32::from_le_bytes(*body.last_chunk::<4>()?))
}

/// Connects to one address of a bus: unix:path=/run/user/1000/bus,guid=….
fn connect(address: &str) -> Option<UnixStream> {
    let mut parts = address.strip_prefix("unix:")?.split(',');
    let path = parts.find_map(|part| part.strip_prefix("path="))?;
    UnixStream::connect(path).ok()
}

/// A line of the greeting, without its end.
fn line(bus: &mut UnixStream) -> Option<String> {
    let mut line = Vec::new();
    while !line.ends_with(b"\r\n") && line.len() < 512 {
        let mut byte = [0];
        bus.read_exact(&mut byte).ok()?;
        line.extend(byte);
    }
    String::from_utf8(line).ok()
}

/// The body of the next answer; signals are passed over. `None` for an error.
fn answer(bus: &mut UnixStream) -> Option<Vec<u8>> {
    loop {
        let mut head = [0; 16];
        bus.read_exact(&mut head).ok()?;
        let length = |at: usize| {
            let bytes = head.get(at..at + 4)?.try_into().ok()?;
            Some(u32::from_le_bytes(bytes)).filter(|length| *length <= LONGEST)
        };
        // Little endian, as the bus was asked.
        let (body, fields) = (length(4)?, length(12)?);
        let mut rest = vec![0; usize::try_from(fields.next_multiple_of(8) + body).ok()?];
        bus.read_exact(&mut rest).ok()?;
        match (head[0], head[1]) {
            (b'l', 2) => {
                return Some(rest.split_off(usize::try_from(fields.next_multiple_of(8)).ok()?));
            }
            (b'l', 4) => {}
            _ => return None,
        }
    }
}

/// A call of a method: interface, object and method, and its arguments, which are strings. The
/// destination is the interface's owner, which here has its name, but for the portal.
fn call(serial: u32, [interface, object, method]: [&str; 3], arguments: &[&str]) -> Vec<u8> {
    let owner = match interface.strip_suffix(".Settings") {
        Some(portal) => format!("{portal}.Desktop"),
        None => interface.to_owned(),
    };
    let mut body = Vec::new();
    for argument in arguments {
        text(&mut body, argument);
    }
    let mut fields = Vec::new();
    let strings = [(1, "o", object), (2, "s", interface), (3, "s", method), (6, "s", &owner)];
    for (code, kind, words) in strings {
        align(&mut fields, 8);
        fields.push(code);
        signature(&mut fields, kind);
        text(&mut fields, words);
    }
    if !arguments.is_empty() {
        align(&mut fields, 8);
        fields.push(8);
        signature(&mut fields, "g");
        signature(&mut fields, &"s".repeat(arguments.len()));
    }
    let mut message = vec![b'l', 1, 0, 1];
    for number in [count(&body), serial, count(&fields)] {
        message.extend(number.to_le_bytes());
    }
    message.extend(fields);
    align(&mut message, 8);
    message.extend(body);
    message
}

fn align(bytes: &mut Vec<u8>, to: usize) {
    bytes.resize(bytes.len().next_multiple_of(to), 0);
}

fn text(bytes: &mut Vec<u8>, words: &str) {
    align(bytes, 4);
    bytes.extend(count(words.as_bytes()).to_le_bytes());
    bytes.extend(words.bytes().chain([0]));
}

fn signature(bytes: &mut Vec<u8>, kinds: &str) {
    bytes.push(u8::try_from(kinds.len()).unwrap_or(0));
    bytes.extend(kinds.bytes().chain([0]));
}

fn count(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(0)
}
