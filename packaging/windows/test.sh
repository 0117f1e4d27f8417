#!/usr/bin/env bash
# Tries the programs for Windows under wine: every command beside the program for Linux, the window, the
# paths and files that Windows has of its own, and the installer.
#
#   packaging/windows/test.sh FOLDER LINUX     the folder that build.sh prints, a nianbao of the same commit
#   PICTURES=folder …                          pictures of the window go there
#
# All of it happens in Debian sid (packaging/sid.sh), with wine, a screen and a keyboard of its own; folder,
# program and what PICTURES and TRIED name have to be below the target folder. Needs root and a mirror. Ends with 0 where all holds.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ -z "${NIANBAO_IN_SID:-}" ]; then
    . packaging/common.sh
    linux=x86_64-unknown-linux-gnu
    [ -L "$out/packaging/sid/usr/bin/wine" ] || packaging/sid.sh $linux packaging/windows/prepare.sh >&2
    exec packaging/sid.sh $linux env NIANBAO_IN_SID=1 PICTURES="${PICTURES:-}" \
        TRIED="${TRIED:-}" packaging/windows/test.sh "$@"
fi

made=$1
linux=$2
work=$(mktemp -d /tmp/nianbao-wine.XXXXXX)
export WINEPREFIX=$work/disk WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml= HOME=$work/home LANG=C.UTF-8
export LC_ALL=C.UTF-8
mkdir "$HOME"
wineserver() { /usr/lib/x86_64-linux-gnu/wine/wineserver "$@"; }
clean() {
    for disk in "$work"/disk*; do WINEPREFIX=$disk wineserver -k 2>/dev/null || true; done
    # shellcheck disable=SC2046
    kill $(jobs -p) 2>/dev/null || true
    rm -rf "$work"
}
trap clean EXIT

say() { printf '== %s\n' "$*"; }
fail() {
    picture failed
    printf 'failed: %s\n' "$*" >&2
    exit 1
}
picture() { [ -z "${PICTURES:-}" ] || xwd -root -silent | convert xwd:- "$PICTURES/wine-$1.png"; }
# Waits until a command holds.
until_so() {
    local what=$1 waited=0
    shift
    until "$@" >/dev/null 2>&1; do
        sleep 0.5
        waited=$((waited + 1))
        [ $waited -lt 240 ] || fail "waited in vain: $what"
    done
}

Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp -noreset 3>"$work/display" 2>/dev/null &
until [ -s "$work/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY
openbox >/dev/null 2>&1 &
say "$(wine --version), $(wine cmd /c ver 2>/dev/null | tr -d '\r' | grep .)"
# A face of Windows, by one that is here.
wine reg add 'HKCU\Software\Wine\Fonts\Replacements' /v 'Microsoft YaHei' /d 'Noto Sans CJK SC' /f >/dev/null
wineserver -w
# It stays between the programs.
wineserver -p
drive=$WINEPREFIX/drive_c

say "unpacked from the zip"
unzip -q "$made"/nianbao_*.zip -d "$drive/办公"
bin=$drive/办公/nianbao/bin
ours() { wine "$bin/nianbao.exe" "$@"; }

say "every command, beside the program for Linux"
for system in linux windows; do
    mkdir -p "$work/$system/文本"
    cp assets/sample.ron "$work/$system/年度报告.nianbao"
    cp tests/reports/00[012].txt "$work/$system/文本"
done
# What is said, with one kind of line end and of stroke between folders.
plain() { sed 's/\r$//; s|\\|/|g'; }
number=0
while IFS= read -r line; do
    [ "${line###}" = "$line" ] || continue
    number=$((number + 1))
    read -ra words <<<"$line"
    expected=0 code=0
    (cd "$work/linux" && "$linux" "${words[@]}") >"$work/expected" 2>&1 </dev/null || expected=$?
    (cd "$work/windows" && ours "${words[@]}") >"$work/said" 2>&1 </dev/null || code=$?
    [ $code = $expected ] || fail "$line: ends with $code, on Linux with $expected: $(cat "$work/said")"
    diff <(plain <"$work/expected") <(plain <"$work/said") || fail "$line: says another thing"
done <packaging/windows/commands.txt
# Where a report was read from is kept as it was said.
sed -i 's|文本\\\\|文本/|' "$work"/windows/逐个读入/*
# A workbook says which system its archive was made on: its parts are compared.
for book in "$work"/windows/*.xlsx; do
    other=$work/linux/${book##*/}
    cmp <(unzip -p "$book") <(unzip -p "$other") || fail "another workbook: $book"
    rm "$book" "$other"
done
diff -r "$work/linux" "$work/windows" || fail "another file was written"
say "$number command lines: what they say, write and end with is the same"

say "a path over 260 characters"
long=$drive/办公
while [ ${#long} -lt 400 ]; do long=$long/政府信息公开工作年度报告材料汇编; done
mkdir -p "$long"
cp assets/sample.ron "$long/年度报告.nianbao"
# As a dialog hands it over: with its drive.
dos() { local tail=${1#"$drive"}; printf 'C:%s' "${tail//\//\\}"; }
ours render "$(dos "$long")\\年度报告.nianbao" --pdf "$(dos "$long")\\报告.pdf" >/dev/null
cmp "$long/报告.pdf" "$work/linux/报告.pdf" || fail "another PDF below a long path"

say "a network path"
mkdir -p "$work/share" "$WINEPREFIX/dosdevices/unc/server"
ln -s "$work/share" "$WINEPREFIX/dosdevices/unc/server/公开"
cp assets/sample.ron "$work/share/年度报告.nianbao"
ours render '\\server\公开\年度报告.nianbao' --pdf '\\server\公开\报告.pdf' >/dev/null
cmp "$work/share/报告.pdf" "$work/linux/报告.pdf" || fail "another PDF on the network"

say "names that no code page of China has"
name='отчёт ភាសា 🦉'
cp assets/sample.ron "$drive/办公/$name.nianbao"
ours render "C:\\办公\\$name.nianbao" --pdf "C:\\办公\\$name.pdf" >/dev/null
cmp "$drive/办公/$name.pdf" "$work/linux/报告.pdf" || fail "another PDF of $name"

say "a file that is read-only"
cp assets/sample.ron "$drive/办公/只读.nianbao"
wine attrib +r 'C:\办公\只读.nianbao'
code=0
ours import "$(dos "$long")\\年度报告.nianbao" -o 'C:\办公\只读.nianbao' >"$work/said" 2>&1 || code=$?
cmp -s assets/sample.ron "$drive/办公/只读.nianbao" || fail "a read-only file was written"
[ $code = 2 ] || fail "a read-only file: ends with $code"
cat "$work/said"

# The window.
windows() { xdotool search --onlyvisible --class nianbao.exe; }
titles() { for w in $(windows); do xdotool getwindowname "$w"; done; }
titled() { titles | grep -q "$1"; }
key() { for k; do xdotool key "$k"; sleep 1; done; }
closed() {
    key Escape ctrl+q
    ! windows >/dev/null
}
opened() {
    until_so "a window with $1" titled "$1"
    sleep 3
    # The first start asks for the agency: Esc puts that off.
    key Escape
    say "the window: $(titles)"
}
say "the window, by nianbaow"
cp assets/sample.ron "$drive/办公/一.nianbao"
sed 's/柳塘镇/云溪镇/g' assets/sample.ron >"$drive/办公/二.nianbao"
wine "$bin/nianbaow.exe" 'C:\办公\一.nianbao' &
opened 柳塘镇
picture window
[ -e "$drive/办公/.~lock.一.nianbao#" ] || fail "no lock beside the file"

say "two processes: a second computer opens the same file"
mkdir "$work/disk2"
(
    export WINEPREFIX=$work/disk2
    # With a name of its own: processes of two wines probably have the same numbers.
    exec unshare --uts sh -euc 'hostname second; wine cmd /c ver >/dev/null 2>&1; exec wine "$@"' two \
        "$bin/nianbaow.exe" "Z:${drive//\//\\}\\办公\\一.nianbao"
) &
two() { [ "$(windows | wc -l)" = 2 ]; }
until_so "a second window" two
sleep 10
picture lock
# The answer that is proposed: to look only.
key Return
until_so "the second is read-only" titled 只读
say "the second: $(titled 只读 && titles | grep 只读)"
WINEPREFIX=$work/disk2 wineserver -k
one() { [ "$(windows | wc -l)" = 1 ]; }
until_so "one window again" one

say "a second start hands its file over"
wine "$bin/nianbaow.exe" 'C:\办公\二.nianbao'
opened 云溪镇
one || fail "a second window"
picture second

say "typed, kept as a draft, saved, with the former content as a version"
xdotool windowactivate --sync "$(windows)"
key alt+1 ctrl+End
xdotool type ok
until_so "the mark of changes" titled '^●'
draft() { find "$drive/users" -path '*nianbao*drafts*' -type f | grep .; }
until_so "a draft" draft
key ctrl+s
unmarked() { ! titled '^●'; }
until_so "the mark of changes to go" unmarked
grep -q ok "$drive/办公/二.nianbao" || fail "what was typed was not saved"
find "$drive/users" -path '*nianbao*' -type f | sed "s|$drive|C:|" | sort

say "handed over to be printed"
# PowerShell is asked to use the print verb, and wine has an empty one: as far as the file it is given.
key ctrl+p
sleep 3
picture print
key Return
handed() { find "$drive/users" -path '*Temp/nianbao-*' -name '*.pdf' -exec head -c 5 {} \; | grep -q %PDF-; }
until_so "a PDF to be printed" handed
sleep 3
picture printed
until_so "the window closed" closed
[ ! -e "$drive/办公/.~lock.二.nianbao#" ] || fail "the lock is still there"

setup=$(find "$made" -name '*_setup.exe')
if [ -n "$setup" ]; then
    say "the installer, in Chinese"
    wine "$setup" /ALLUSERS &
    until_so "the installer's window" xdotool search --onlyvisible --name 安装
    sleep 5
    picture installer
    key alt+F4 Return alt+y
    wineserver -k
    say "installed for all users, opened by the file type, removed"
    wine "$setup" /VERYSILENT /ALLUSERS /NORESTART
    [ -f "$drive/Program Files/nianbao/bin/nianbao.exe" ] || fail "not installed"
    wine start 'C:\办公\一.nianbao'
    opened 柳塘镇
    until_so "the window closed" closed
    wine "$drive/Program Files/nianbao/unins000.exe" /VERYSILENT /NORESTART
    removed() { [ ! -e "$drive/Program Files/nianbao/bin/nianbao.exe" ]; }
    until_so "removed" removed
    ! wine reg query 'HKCR\nianbao.report' >/dev/null 2>&1 || fail "the file type is still there"
    [ -f "$drive/办公/一.nianbao" ] || fail "the report is gone"
fi
if [ -n "$TRIED" ]; then
    # The programs are the same in both.
    for file in "$made"/nianbao_*.zip $setup; do
        printf '%s\t%s\t%s\n' "$(sha256sum <"$file" | cut -c 1-64)" wine "$(date -u +%F)" >>"$TRIED"
    done
fi
say "all holds"
