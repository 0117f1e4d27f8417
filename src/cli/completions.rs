//! Completions for shells, from the table of commands.

use std::fmt::Write as _;

use super::spec::{Flag, Spec, Takes};
use super::table::COMMANDS;

/// A shell that completions are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// The completion is a file `nianbao.bash`.
    Bash,
    /// A file `_nianbao`.
    Zsh,
    /// A file `nianbao.fish`.
    Fish,
}

/// The completion script for a shell: commands, options, and the words of those that take one of a
/// few; files elsewhere.
#[must_use]
pub fn completions(shell: Shell) -> String {
    match shell {
        Shell::Bash => bash(),
        Shell::Zsh => zsh(),
        Shell::Fish => fish(),
    }
}

/// The first words of commands, each once, with what the first of them does.
fn first_words() -> Vec<(&'static str, &'static str)> {
    let mut words: Vec<(&str, &str)> = Vec::new();
    for spec in COMMANDS {
        let word = spec.name.split(' ').next().unwrap_or_default();
        if !words.iter().any(|(known, _)| *known == word) {
            words.push((word, first_sentence(spec.what.0)));
        }
    }
    words
}

fn first_sentence(text: &str) -> &str {
    text.split(['。', '；']).next().unwrap_or_default()
}

/// The options of all commands with the same first word, each once.
fn options(word: &str) -> Vec<&'static Flag> {
    let begins = |spec: &&&Spec| spec.name.split(' ').next() == Some(word);
    let mut flags: Vec<&'static Flag> = Vec::new();
    for (flag, _) in COMMANDS.iter().filter(begins).flat_map(|spec| spec.flags) {
        if !flags.iter().any(|known| known.long == flag.long) {
            flags.push(flag);
        }
    }
    flags
}

/// The second words of commands of two.
fn second_words(word: &str) -> Vec<&'static str> {
    let second = |spec: &&Spec| spec.name.strip_prefix(word)?.strip_prefix(' ');
    COMMANDS.iter().filter_map(second).collect()
}

fn bash() -> String {
    let words: Vec<&str> = first_words().into_iter().map(|(word, _)| word).collect();
    let mut cases = String::new();
    for word in &words {
        let mut offered = second_words(word);
        let written: Vec<String> =
            options(word).iter().map(|flag| format!("--{}", flag.long)).collect();
        offered.extend(written.iter().map(String::as_str));
        let _infallible = writeln!(cases, "        {word}) words=\"{}\" ;;", offered.join(" "));
    }
    let mut choices = String::new();
    for word in &words {
        for flag in options(word) {
            if let Takes::Choice(of) = flag.takes {
                let of = of.join(" ");
                let _infallible =
                    writeln!(choices, "        {word}/--{}) choices=\"{of}\" ;;", flag.long);
            }
        }
    }
    format!(
        "# bash completion for nianbao
_nianbao() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}
    local words=\"\" choices=\"\"
    if [ \"$COMP_CWORD\" -eq 1 ]; then
        words=\"{} --help --version\"
    else
        case ${{COMP_WORDS[1]}} in
{}        esac
        case ${{COMP_WORDS[1]}}/$previous in
{}        esac
    fi
    if [ -n \"$choices\" ]; then
        COMPREPLY=($(compgen -W \"$choices\" -- \"$current\"))
        return
    fi
    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))
    case $current in
        -*) ;;
        *) compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- \"$current\")) ;;
    esac
}}
complete -F _nianbao nianbao
",
        words.join(" "),
        cases.replace("        ", "            "),
        choices.replace("        ", "            "),
    )
}

fn zsh() -> String {
    let mut commands = String::new();
    let mut cases = String::new();
    for (word, what) in first_words() {
        let _infallible = writeln!(commands, "    '{word}:{what}'");
        let seconds = second_words(word);
        let operand = if seconds.is_empty() {
            "'*:文件:_files'".to_owned()
        } else {
            format!("'1: :({})' '*:文件:_files'", seconds.join(" "))
        };
        let mut flags = String::new();
        for flag in options(word) {
            let what = first_sentence(flag.what.0);
            let behind = match flag.takes {
                Takes::Nothing => String::new(),
                Takes::Path(_) => ":文件:_files".into(),
                Takes::Choice(of) => format!(":写法:({})", of.join(" ")),
                Takes::Line(_) | Takes::Year => ":内容: ".into(),
            };
            let _infallible = write!(flags, "'--{}[{what}]{behind}' ", flag.long);
        }
        let _infallible = writeln!(cases, "        {word}) _arguments {flags}{operand} ;;");
    }
    format!(
        "#compdef nianbao
local -a commands
commands=(
{commands})
if (( CURRENT == 2 )); then
    _describe '命令' commands
    _files
else
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
{cases}    esac
fi
"
    )
}

fn fish() -> String {
    let mut out = "# fish completion for nianbao\n".to_owned();
    for (word, what) in first_words() {
        let _infallible =
            writeln!(out, "complete -c nianbao -n __fish_use_subcommand -a {word} -d '{what}'");
        let seen = format!("'__fish_seen_subcommand_from {word}'");
        for second in second_words(word) {
            let _infallible = writeln!(out, "complete -c nianbao -n {seen} -a {second}");
        }
        for flag in options(word) {
            let short = flag.short.map(|short| format!(" -s {short}")).unwrap_or_default();
            let behind = match flag.takes {
                Takes::Nothing => String::new(),
                Takes::Path(_) => " -r -F".into(),
                Takes::Choice(of) => format!(" -x -a '{}'", of.join(" ")),
                Takes::Line(_) | Takes::Year => " -x".into(),
            };
            let (long, what) = (flag.long, first_sentence(flag.what.0));
            let _infallible =
                writeln!(out, "complete -c nianbao -n {seen}{short} -l {long}{behind} -d '{what}'");
        }
    }
    out
}
