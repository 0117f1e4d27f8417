//! What is shipped beside the program agrees with its table of commands: the man page, the Chinese
//! one's text, and the completions of shells. `NIANBAO_UPDATE=1 cargo test cli_table` writes them anew.

use std::path::{Path, PathBuf};

use nianbao::cli::{Next, Shell, completions, man_page, run};

fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/linux").join(name)
}

fn agrees(name: &str, generated: &str) {
    let path = shipped(name);
    if std::env::var_os("NIANBAO_UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, generated).unwrap();
    }
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, generated, "{name}: run NIANBAO_UPDATE=1 cargo test cli_table");
}

#[test]
fn the_man_page_and_the_completions_are_the_tables() {
    agrees("nianbao.1", &man_page());
    agrees("help.txt", &help(&["--help"]));
    agrees("completions/nianbao.bash", &completions(Shell::Bash));
    agrees("completions/_nianbao", &completions(Shell::Zsh));
    agrees("completions/nianbao.fish", &completions(Shell::Fish));
}

fn help(words: &[&str]) -> String {
    let Next::Print(help) = run(words.iter().map(Into::into).collect(), 2026) else {
        panic!("no help")
    };
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    help.out
}

/// Every option that the general help names is in its command's, and in what is shipped.
#[test]
fn every_option_is_explained_everywhere() {
    let all = help(&["--help"]);
    let is_word = |c: char| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit();
    let options = |text: &str| -> Vec<String> {
        let words = text.split(|c| !is_word(c)).filter(|word| word.starts_with("--"));
        words.map(str::to_owned).collect()
    };
    // A command is one word, or two: ledger import.
    let is_name = |word: &&str| word.bytes().all(|b| b.is_ascii_lowercase());
    let commands: Vec<Vec<&str>> = all
        .lines()
        .filter_map(|line| line.strip_prefix("  nianbao "))
        .map(|rest| rest.split(' ').take_while(is_name).collect())
        .filter(|name: &Vec<&str>| !name.is_empty())
        .collect();
    assert!(commands.len() >= 7, "{commands:?}");
    let one: String = {
        let of = |name: &Vec<&str>| help(&[&name[..], &["--help"]].concat());
        commands.iter().map(of).collect()
    };
    let (man, bash) = (man_page().replace('\\', ""), completions(Shell::Bash));
    let general = ["--help", "--version", "--draft"];
    for option in options(&all).into_iter().filter(|word| !general.contains(&word.as_str())) {
        for text in [&one, &man, &bash] {
            assert!(text.contains(&option), "{option} is missing");
        }
    }
    for line in all.lines().chain(one.lines()) {
        let wide: usize = line.chars().map(nianbao::zh::width).sum();
        assert!(wide <= 82, "{wide}: {line}");
    }
}
