//! A sentence said through the desktop, where there is neither a window nor a terminal to say it in.

use std::process::Command;

use super::programs::comes_up;

/// What desktops on X11 and Wayland have for it, the plainest last. `{}` stands for the sentence.
const PROGRAMS: [(&str, &[&str]); 3] = [
    ("zenity", &["--error", "--no-markup", "--width=420", "--title=年报", "--text={}"]),
    ("kdialog", &["--title", "年报", "--error", "{}"]),
    ("notify-send", &["--urgency=critical", "--icon=nianbao", "年报", "{}"]),
];

/// Says a sentence by the first of the desktop's programs that is there and shows it, and does not
/// wait until it has been read; whether there is one.
#[must_use]
pub fn say(text: &str) -> bool {
    PROGRAMS.iter().any(|(program, arguments)| {
        let mut command = Command::new(program);
        command.args(arguments.iter().map(|argument| argument.replace("{}", text)));
        comes_up(&mut command).is_ok_and(|shown| shown)
    })
}
