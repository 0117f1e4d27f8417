#!/usr/bin/env bash
# All that CI runs. The last line is the test runner's own.
#
#   ./check.sh quick  what needs no other program: format, lints, and the tests without a screen
#   ./check.sh        a pass over everything, with small numbers of random cases
#   ./check.sh long   the same with the large numbers, the package, and the profile that is shipped
#
# README.md says how long each takes. Tools that the tests need are installed where apt can be used;
# with CI=true one that is missing is a failure, elsewhere it is named before the tests run and the
# tests that want it are skipped.
set -euo pipefail
cd "$(dirname "$0")"

mode=${1:-}
case "$mode" in '' | quick | long) ;; *) echo "usage: ./check.sh [quick | long]" >&2; exit 2 ;; esac
# The same random cases every time: what is new is looked for by the long run.
export NIANBAO_CASES=${NIANBAO_CASES:-100} NIANBAO_DAMAGE=${NIANBAO_DAMAGE:-400}
export NIANBAO_MUTATED=${NIANBAO_MUTATED:-500} NIANBAO_PROCESSES=${NIANBAO_PROCESSES:-20}
export NIANBAO_KILLS=${NIANBAO_KILLS:-25} NIANBAO_LEDGERS=${NIANBAO_LEDGERS:-200}
export NIANBAO_SEQUENCES=${NIANBAO_SEQUENCES:-1000}
export PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED:-20261120}

# What is built once needs no parts kept for the next time: a third of the room on the disk.
[ "${CI:-}" != true ] || export CARGO_INCREMENTAL=0

step() { printf '\n== %s\n' "$1"; }

# Runs tests in a profile, each in a process of its own where nextest is installed: all of them, or
# those that the further arguments choose.
tests() {
    local profile=$1
    shift
    if cargo nextest --version >/dev/null 2>&1; then
        cargo nextest run --locked --no-fail-fast --cargo-profile "$profile" "$@"
    else
        cargo test --locked --no-fail-fast --quiet --profile "$profile" "$@"
    fi
}

step "format"
cargo fmt --check
step "lints"
cargo clippy --locked --all-targets -- -D warnings
step "core without a window"
cargo check --locked --lib --no-default-features
if [ "$mode" = quick ]; then
    step "tests without a screen"
    export NIANBAO_CASES=20 NIANBAO_DAMAGE=50 NIANBAO_MUTATED=50 NIANBAO_SEQUENCES=100
    tests test --lib --test core --test window
    exit 0
fi

# command:Debian package
tools="pdftotext:poppler-utils qpdf:qpdf Xvfb:xvfb openbox:openbox xdotool:xdotool xwd:x11-apps
    convert:imagemagick fcitx5:fcitx5 dbus-daemon:dbus-daemon cupsd:cups lp:cups-client
    soffice:libreoffice-writer-nogui chromium:chromium desktop-file-validate:desktop-file-utils
    appstreamcli:appstream update-mime-database:shared-mime-info gio:libglib2.0-bin python3:python3
    java:default-jre-headless"
# Of these the largest are libreoffice-writer-nogui (323 MB, 99 MB to fetch) and chromium (348, 108).
# What the window, the input method and the print queue need besides, and has no command.
libraries="libgl1 libgl1-mesa-dri libegl1 libx11-xcb1 libxcursor1 libxi6 libxrandr2
    libreoffice-calc-nogui libxkbcommon-x11-0 fcitx5-pinyin fcitx5-chinese-addons fcitx5-modules cups-filters
    fonts-noto-cjk libpdfbox2-java libactivation-java libjaxb-api-java python3-venv
    at-spi2-core python3-gi gir1.2-atspi-2.0"
missing=""
wanted=""
for tool in $tools; do
    command -v "${tool%%:*}" >/dev/null || wanted="$wanted ${tool##*:}"
done
if command -v dpkg-query >/dev/null; then
    for library in $libraries; do
        dpkg-query -W -f '${Status}' "$library" 2>/dev/null | grep -q ' installed$' || wanted="$wanted $library"
    done
fi
if [ -n "$wanted" ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    # shellcheck disable=SC2086
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $wanted; } \
        >/tmp/nianbao-apt.log 2>&1 || tail -n 5 /tmp/nianbao-apt.log >&2
fi
for tool in $tools; do
    command -v "${tool%%:*}" >/dev/null || missing="$missing ${tool%%:*}"
done
# The validator of web pages and a site's editor stand beside what is built.
npm_folder="${CARGO_TARGET_DIR:-target}/npm"
if command -v npm >/dev/null && ! [ -f "$npm_folder/node_modules/tinymce/tinymce.min.js" ]; then
    mkdir -p "$npm_folder"
    npm install --silent --no-audit --no-fund --prefix "$npm_folder" html-validate@9.7.1 tinymce@7 \
        >/tmp/nianbao-npm.log 2>&1 || tail -n 5 /tmp/nianbao-npm.log >&2
fi
[ -x "$npm_folder/node_modules/.bin/html-validate" ] || missing="$missing html-validate"
[ -f "$npm_folder/node_modules/tinymce/tinymce.min.js" ] || missing="$missing tinymce"
# So do readers and checkers of PDF, OFD and Word documents.
pip_folder="${CARGO_TARGET_DIR:-target}/pip"
if command -v python3 >/dev/null && ! [ -x "$pip_folder/bin/openxml-audit" ]; then
    { python3 -m venv "$pip_folder" && "$pip_folder/bin/pip" install --quiet outloud==0.2.1 \
        easyofd==20260427 ofdkit==0.2.0 python-docx==1.2.0 openxml-audit==0.8.0; } \
        >/tmp/nianbao-pip.log 2>&1 || tail -n 5 /tmp/nianbao-pip.log >&2
fi
[ -x "$pip_folder/bin/openxml-audit" ] || missing="$missing openxml-audit"
if [ -x "$pip_folder/bin/pip" ] && ! "$pip_folder/bin/python3" -c 'import openpyxl' 2>/dev/null; then
    "$pip_folder/bin/pip" install --quiet openpyxl==3.1.5 >/tmp/nianbao-pip.log 2>&1 || missing="$missing openpyxl"
fi
if [ -n "$missing" ] && [ "${CI:-}" = true ]; then
    echo "missing tools:$missing" >&2
    exit 1
fi

step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --lib
[ -z "$missing" ] || printf '\nnot installed, so their tests are skipped:%s\n' "$missing"
# What a process has only once, such as its panic hook, is shared by tests that run in one process.
step "tests that share what a process has once, in one process"
cargo test --locked --no-fail-fast --quiet --test core -- crash:: import_limits::mutated
cargo test --locked --no-fail-fast --quiet --test system -- crash:: handover:: two:: real_window::
step "checkers that are libraries"
CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-target}/checkers" \
    cargo test --locked --quiet --manifest-path tests/checkers/Cargo.toml
step "tests"
tests test

[ "$mode" = long ] || exit 0
# The window's own build, as it is tested above.
step "the program killed, the large number"
NIANBAO_KILLS=500 tests test --test system kills::
# The sums of a roll-up, made by Spark on one machine.
step "a roll-up by Spark"
spark_folder="${CARGO_TARGET_DIR:-target}/spark"
if command -v python3 >/dev/null && command -v java >/dev/null && ! [ -d "$spark_folder/bin" ]; then
    { python3 -m venv "$spark_folder" && "$spark_folder/bin/pip" install --quiet pyspark; } \
        >/tmp/nianbao-spark.log 2>&1 || tail -n 5 /tmp/nianbao-spark.log >&2
fi
if "$spark_folder/bin/python3" -c 'import pyspark' 2>/dev/null; then
    NIANBAO_SPARK="$(cd "$spark_folder" && pwd)/bin/python3" tests test --test system rollup::
else
    echo "skipped: pyspark or Java is not installed"
fi
# Panics, in the program as it is built for a package.
step "panics, in the profile that is shipped"
tests dist --test core --test system crash::
step "licences, sources, bans"
if ! cargo deny --version >/dev/null 2>&1; then
    cargo install --quiet --locked cargo-deny >/tmp/nianbao-deny.log 2>&1 || tail -n 5 /tmp/nianbao-deny.log >&2
fi
if cargo deny --version >/dev/null 2>&1; then
    cargo deny --locked check licenses sources bans
    # The database of known holes is fetched; without the network it is not looked at.
    if cargo deny fetch db >/tmp/nianbao-deny.log 2>&1; then
        cargo deny --locked check advisories
    else
        echo "advisories not checked: the database cannot be reached"
    fi
elif [ "${CI:-}" = true ]; then
    echo "missing tool: cargo-deny" >&2
    exit 1
else
    echo "not installed, so nothing is checked: cargo-deny"
fi
# The package: built, looked at by lintian, installed in a clean system, used and removed.
step "package"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends debootstrap lintian \
        librsvg2-bin python3-venv >/tmp/nianbao-apt.log 2>&1 || tail -n 5 /tmp/nianbao-apt.log >&2
    packaging/test.sh "$(packaging/deb.sh)"
else
    echo "skipped: it takes root and Debian"
fi
# The programs for Windows, beside the one that the package has.
step "Windows, under wine"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    packaging/windows/test.sh "$(packaging/windows/build.sh)" "$(packaging/build.sh)"
else
    echo "skipped: it takes root and Debian"
fi
# Optimised, without the window: the random cases are all below it.
step "tests, the large numbers"
unset PROPTEST_RNG_SEED
export NIANBAO_CASES=2000 NIANBAO_DAMAGE=4000 NIANBAO_MUTATED=10000 NIANBAO_PROCESSES=200 NIANBAO_SEQUENCES=20000 NIANBAO_SECONDS=5 NIANBAO_LEDGERS=2000
export NIANBAO_ATTACK=10000,1000000 NIANBAO_ALLOCATIONS=1 NIANBAO_DRAFTS=10000
tests long --no-default-features
