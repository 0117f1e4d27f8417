//! The manual page in English, from the table of commands.

use std::fmt::Write as _;

use super::help::{option, pieces};
use super::spec::Spec;
use super::table::COMMANDS;

/// The text before the commands. `@VERSION@` is filled in by the package.
const HEAD: &str = r#".TH NIANBAO 1 "" "nianbao @VERSION@" "User Commands"
.SH NAME
nianbao \- write, check and print annual reports on open government information
.SH SYNOPSIS
.nf
.B nianbao [FILE...]
"#;

const DESCRIPTION: &str = r".B nianbao --help | --version
.fi
.SH DESCRIPTION
Without a command
.B nianbao
opens its window, on
.I FILE
where one is named; several reports of one agency are put side by side by year.
The commands read a report file, or a published report as text, web page, Word
document or PDF; files are known by their content.
What they print is Chinese.
.SH COMMANDS
";

const END: &str = r".SH EXIT STATUS
.TP
0
Done, even with warnings.
.TP
1
Refused; for
.BR check ,
something is to be mended.
.TP
2
Unreadable or misused, or no window can be had.
.SH ENVIRONMENT
.TP
.B NIANBAO_DIALOG
.B path
asks for paths in the window where the desktop's file dialogs do not work.
.SH FILES
.TP
.I ~/.config/nianbao/settings.ron
Settings.
.TP
.I ~/.local/share/nianbao/
What is not saved yet.
.SH SEE ALSO
The manual, in Chinese:
.I /usr/share/doc/nianbao/manual/index.html
";

/// Columns of a terminal, less the page's indent.
const WIDE: usize = 72;

/// The manual page, in the language of man.
#[must_use]
pub fn man_page() -> String {
    let mut page = HEAD.to_owned();
    for spec in COMMANDS {
        synopsis(&mut page, spec);
    }
    page.push_str(DESCRIPTION);
    for spec in COMMANDS {
        let _infallible = writeln!(page, ".TP\n.B {}\n{}", spec.name, spec.what.1);
    }
    page.push_str(".SH OPTIONS\n");
    let mut options: Vec<(String, &str)> = Vec::new();
    for (flag, _) in COMMANDS.iter().flat_map(|spec| spec.flags) {
        let written = option(flag, |words| words.1);
        let written =
            if flag.short.is_some() { format!("{written}, --{}", flag.long) } else { written };
        if !options.iter().any(|(known, _)| *known == written) {
            options.push((written, flag.what.1));
        }
    }
    for (written, what) in options {
        let _infallible = writeln!(page, ".TP\n.B {}\n{what}", written.replace('-', r"\-"));
    }
    page + END
}

/// How a command is written, over as many lines as it takes.
fn synopsis(page: &mut String, spec: &Spec) {
    let mut line = format!("nianbao {}", spec.name);
    for word in pieces(spec, |words| words.1) {
        let word = word.replace('…', "...");
        if line.len() + 1 + word.len() > WIDE {
            let _infallible = writeln!(page, ".B {line}");
            line = " ".repeat(14);
        }
        line = format!("{line} {word}");
    }
    let _infallible = writeln!(page, ".B {line}");
}
