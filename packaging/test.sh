#!/usr/bin/env bash
# Installs the package in a clean system without Rust, uses it as a clerk does, and removes it.
#
#   packaging/test.sh nianbao_0.1.0_amd64.deb [suite [mirror]]       bookworm by default
#   LINTIAN= packaging/test.sh …                                     without lintian
#
# Needs root, debootstrap, Xvfb, openbox and xdotool, and a mirror. Ends with 0 where all holds.
set -euo pipefail
deb=$(realpath "$1")
suite=${2:-bookworm}
mirror=${3:-http://deb.debian.org/debian}
work=$(mktemp -d /tmp/nianbao-deb.XXXXXX)
root=$work/root
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive

clean() {
    # shellcheck disable=SC2046
    kill $(jobs -p) 2>/dev/null || true
    for part in tmp/.X11-unix proc dev/shm dev; do
        mountpoint -q "$root/$part" && umount -l "$root/$part"
    done
    # Nothing of the machine may hang below what is deleted.
    grep -q " $root/" /proc/mounts || rm -rf "$work"
}
trap clean EXIT

say() { printf '== %s\n' "$*"; }
fail() { printf 'failed: %s\n' "$*" >&2; exit 1; }
inside() { chroot "$root" "$@"; }
clerk() { chroot "$root" su -l clerk -c "export DISPLAY=${DISPLAY:-} LANG=C.UTF-8 NIANBAO_DIALOG=path; $*"; }

if [ -n "${LINTIAN-yes}" ]; then
    say "lintian"
    lintian --fail-on error --allow-root "$deb"
fi

say "a clean $suite"
checked=()
[ "$suite" = bionic ] && checked=(--no-check-gpg)
debootstrap --variant=minbase "${checked[@]}" "$suite" "$root" "$mirror" >"$work/log" 2>&1 || {
    tail "$work/log" >&2
    exit 1
}
[ "$suite" != bionic ] || echo "deb $mirror bionic main universe" >"$root/etc/apt/sources.list"
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
inside useradd --create-home --shell /bin/sh clerk
inside sh -c 'find / -xdev \( -path /proc -o -path /dev \) -prune -o -print' | grep -i nianbao &&
    fail "nianbao is there already"
! inside sh -c 'command -v cargo rustc' || fail "Rust is there"

say "apt install"
cp "$deb" "$root/srv/nianbao.deb"
inside apt-get update -q >>"$work/log" 2>&1
inside apt-get install -q -y /srv/nianbao.deb >>"$work/log" 2>&1 || {
    tail -n 20 "$work/log" >&2
    fail "apt install"
}
say "glibc $(inside ldd --version | sed -n '1s/.* //p'), $(inside du -m /usr/bin/nianbao | cut -f 1) MB"

say "on the command line"
cp "$(dirname "$0")/../assets/sample.ron" "$root/home/clerk/年度报告.nianbao"
cp "$root/home/clerk/年度报告.nianbao" "$root/home/clerk/without-extension"
inside chown -R clerk /home/clerk
clerk nianbao --version
clerk nianbao check 年度报告.nianbao >"$work/check" || fail "nianbao check"
grep -q 没有发现问题 "$work/check" || fail "nianbao check says: $(cat "$work/check")"
clerk nianbao render 年度报告.nianbao --pdf a.pdf
head -c 5 "$root/home/clerk/a.pdf" | grep -q %PDF- || fail "no PDF"

say "a command that panics"
cc -shared -fPIC -o "$root/srv/no_clock.so" "$(dirname "$0")/../tests/support/no_clock.c" -ldl
code=0
clerk "LD_PRELOAD=/srv/no_clock.so NIANBAO_NO_CLOCK=/etc/passwd nianbao check 年度报告.nianbao" \
    >"$work/panic" 2>&1 || code=$?
rm "$root/srv/no_clock.so"
[ $code = 2 ] && grep -q 程序出错，已停止 "$work/panic" || fail "a panic ends with $code: $(cat "$work/panic")"

say "known by name and by content"
for file in 年度报告.nianbao without-extension; do
    type=$(inside su -l clerk -c "LANG=C.UTF-8 gio info -a standard::content-type $file" 2>/dev/null |
        sed -n 's/.*content-type: //p' || true)
    # gio comes with desktops, not with the package.
    [ -z "$type" ] || [ "$type" = application/x-nianbao ] || fail "$file is taken for $type"
done
type=$(clerk xdg-mime query filetype 年度报告.nianbao)
say "xdg-mime: $type, opened with $(clerk xdg-mime query default application/x-nianbao)"
[ "$(clerk xdg-mime query default application/x-nianbao)" = nianbao.desktop ] || fail "no default"

say "in the window"
Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp -noreset -r 3>"$work/display" 2>/dev/null &
until [ -s "$work/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY
openbox >/dev/null 2>&1 &
mkdir -p "$root/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
# Waits for a window with the report's title, and closes it as a clerk does.
opened() {
    local waited=0 window="" title=""
    until case "$title" in *柳塘镇人民政府2025年*) true ;; *) false ;; esac; do
        sleep 0.2
        waited=$((waited + 1))
        [ $waited -lt 300 ] || fail "$1: no window with the report, but: $title"
        window=$(xdotool search --onlyvisible --class nianbao 2>/dev/null | head -n 1) || true
        [ -z "$window" ] || title=$(xdotool getwindowname "$window" 2>/dev/null || true)
    done
    say "$1: $title"
    xdotool windowactivate "$window"
    # The first start asks for the agency: Esc puts that off.
    while xdotool search --onlyvisible --class nianbao >/dev/null 2>&1; do
        xdotool key Escape
        sleep 0.5
        xdotool key ctrl+q
        sleep 1
    done
}
command=$(sed -n 's/^Exec=//p' "$root/usr/share/applications/nianbao.desktop")
clerk "${command/\%f/年度报告.nianbao}" &
opened "the desktop entry"
clerk xdg-open 年度报告.nianbao &
opened "xdg-open"

say "removed"
inside apt-get purge -q -y nianbao >>"$work/log" 2>&1
left=$(inside sh -c 'find / -xdev \( -path /proc -o -path /dev -o -path /home/clerk -o -path /srv/nianbao.deb \) -prune -o -name "*nianbao*" -print')
# What apt itself keeps: its own log of what it did has no file of ours.
[ -z "$left" ] || fail "left behind: $left"
! inside grep -rlqs nianbao /usr/share /etc /var/lib/dpkg/status || fail "still named: $(inside grep -rls nianbao /usr/share /etc)"
[ -f "$root/home/clerk/年度报告.nianbao" ] || fail "the report is gone"
inside find /home/clerk -type f | sort
say "all holds"
