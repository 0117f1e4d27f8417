#!/usr/bin/env bash
# Installs the package in a clean system without Rust, uses it as a clerk does, and removes it.
#
#   packaging/test.sh nianbao_0.1.0_arm64.deb [suite [mirror]]       bookworm by default
#   LINTIAN= packaging/test.sh …                                     without lintian
#   PICTURES=folder packaging/test.sh …                              pictures of the window go there
#   TRIED=file packaging/test.sh …                                   a line is added there: see release.sh
#
# A package for another processor is tried by qemu (packaging/emulate.sh), and what it writes is compared
# with what the amd64 package beside it writes here, where there is one. Needs root, debootstrap, Xvfb,
# openbox, xdotool, x11-apps and imagemagick, and a mirror. Ends with 0 where all holds.
set -euo pipefail
deb=$(realpath "$1")
suite=${2:-bookworm}
mirror=${3:-http://deb.debian.org/debian}
arch=$(dpkg-deb -f "$deb" Architecture)
project=$(realpath "$(dirname "$0")/..")
# How many times as long something may take that is emulated.
patience=1
[ "$arch" = "$(dpkg --print-architecture)" ] || patience=20
"$project/packaging/emulate.sh" "$arch"
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

say "a clean $suite on $arch"
checked=()
[ "$suite" = bionic ] && checked=(--no-check-gpg)
# An emulated one takes minutes: as it came it is kept for the next package.
kept=$(realpath -m "${CARGO_TARGET_DIR:-$project/target}")/packaging/$suite-$arch.tar
if [ $patience != 1 ] && [ -f "$kept" ]; then
    mkdir "$root"
    tar -C "$root" -xf "$kept"
else
    debootstrap --arch="$arch" --variant=minbase "${checked[@]}" "$suite" "$root" "$mirror" \
        >"$work/log" 2>&1 || { tail "$work/log" >&2 && exit 1; }
    if [ $patience != 1 ]; then
        tar -C "$root" -cf "$kept.new" .
        mv "$kept.new" "$kept"
    fi
fi
[ "$suite" != bionic ] || echo "deb $mirror bionic main universe" >"$root/etc/apt/sources.list"
# A mirror that stands still is older than what its Release file allows.
echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/90snapshot"
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
cp "$project/assets/sample.ron" "$root/home/clerk/年度报告.nianbao"
cp "$root/home/clerk/年度报告.nianbao" "$root/home/clerk/without-extension"
inside chown -R clerk /home/clerk
clerk nianbao --version
clerk nianbao check 年度报告.nianbao >"$work/check" || fail "nianbao check"
grep -q 没有发现问题 "$work/check" || fail "nianbao check says: $(cat "$work/check")"
outputs="--pdf a.pdf --ofd a.ofd --docx a.docx --html a.html --text a.txt"
clerk "nianbao render 年度报告.nianbao $outputs"
head -c 5 "$root/home/clerk/a.pdf" | grep -q %PDF- || fail "no PDF"
other=${deb%_"$arch".deb}_amd64.deb
if [ "$arch" != amd64 ] && [ -f "$other" ]; then
    dpkg-deb -x "$other" "$work/amd64"
    mkdir "$work/written"
    # shellcheck disable=SC2086
    (cd "$work/written" && HOME=$work/written "$work/amd64/usr/bin/nianbao" render \
        "$project/assets/sample.ron" $outputs)
    for file in "$work"/written/a.*; do
        cmp "$file" "$root/home/clerk/${file##*/}" || fail "${file##*/} is another on amd64"
    done
    say "the same bytes as on amd64: $(cd "$work/written" && echo a.*)"
fi

say "a command that panics"
compiler=(cc)
if [ "$arch" != amd64 ]; then
    # zig, which build.sh has fetched.
    read -r _ target _ < <(grep "^$arch " "$project/packaging/targets")
    zig=$(realpath -m "${CARGO_TARGET_DIR:-$project/target}")/packaging/venv/bin/python3
    compiler=("$zig" -m ziglang cc -target "${target/-unknown/}")
fi
"${compiler[@]}" -shared -fPIC -o "$root/srv/no_clock.so" "$project/tests/support/no_clock.c" -ldl
code=0
clerk "LD_PRELOAD=/srv/no_clock.so NIANBAO_NO_CLOCK=/etc/passwd nianbao check 年度报告.nianbao" \
    >"$work/panic" 2>&1 || code=$?
rm "$root/srv/no_clock.so"
if [ $code != 2 ] || ! grep -q 程序出错，已停止 "$work/panic"; then
    fail "a panic ends with $code: $(cat "$work/panic")"
fi

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
windows() { xdotool search --onlyvisible --class nianbao 2>/dev/null; }
picture() {
    [ -z "${PICTURES:-}" ] || xwd -root -silent | convert xwd:- "$PICTURES/$arch-$suite-$1.png"
}
# Waits for a window with the report's title.
opened() {
    local waited=0 title=""
    until case "$title" in *柳塘镇人民政府2025年*) true ;; *) false ;; esac; do
        sleep 0.2
        waited=$((waited + 1))
        [ $waited -lt $((300 * patience)) ] || fail "$1: no window with the report, but: $title"
        window=$(windows | head -n 1) || true
        [ -z "$window" ] || title=$(xdotool getwindowname "$window" 2>/dev/null || true)
    done
    say "$1: $title"
    xdotool windowactivate "$window"
    # The first start asks for the agency: Esc puts that off.
    sleep $((2 + patience))
    xdotool key Escape
    sleep $((1 + patience))
}
closed() {
    while windows >/dev/null; do
        xdotool key Escape
        sleep 0.5
        xdotool key ctrl+q
        sleep $((1 + patience / 4))
    done
}
command=$(sed -n 's/^Exec=//p' "$root/usr/share/applications/nianbao.desktop")
clerk "${command/\%f/年度报告.nianbao}" &
opened "the desktop entry"
picture window
closed
clerk xdg-open 年度报告.nianbao &
opened "xdg-open"
closed

say "on paper"
# A print service of the root's own, whose printer writes a PDF.
inside apt-get install -q -y --no-install-recommends cups-daemon cups-client cups-filters >>"$work/log" 2>&1
sed -i 's/^Listen localhost.*//' "$root/etc/cups/cupsd.conf"
echo 'FileDevice Yes' >>"$root/etc/cups/cups-files.conf"
mkdir -p "$root/run/cups"
chroot "$root" /usr/sbin/cupsd -f >>"$work/log" 2>&1 &
waited=0
until inside lpstat -r 2>/dev/null | grep -q 'is running'; do
    sleep 0.5
    waited=$((waited + 1))
    [ $waited -lt $((60 * patience)) ] || fail "no print service"
done
inside lpadmin -p office -E -v file:/srv/printed.pdf \
    -P /usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd 2>/dev/null
inside lpadmin -d office
clerk nianbao 年度报告.nianbao &
opened "to be printed"
waited=0
# What a printer gets begins with words to the printer.
until grep -aqs '^%PDF-' "$root/srv/printed.pdf"; do
    [ $((waited % 30)) != 0 ] || xdotool key ctrl+p
    sleep $((1 + patience / 4))
    picture print
    xdotool key Return
    sleep 1
    waited=$((waited + 1))
    [ $waited -lt $((30 * patience)) ] || fail "nothing was printed"
done
say "printed: $(du -k "$root/srv/printed.pdf" | cut -f 1) kB"
closed

say "removed"
inside apt-get purge -q -y nianbao >>"$work/log" 2>&1
left=$(inside sh -c 'find / -xdev \( -path /proc -o -path /dev -o -path /home/clerk -o -path /srv/nianbao.deb \) -prune -o -name "*nianbao*" -print')
# What apt itself keeps: its own log of what it did has no file of ours.
[ -z "$left" ] || fail "left behind: $left"
! inside grep -rlqs nianbao /usr/share /etc /var/lib/dpkg/status || fail "still named: $(inside grep -rls nianbao /usr/share /etc)"
[ -f "$root/home/clerk/年度报告.nianbao" ] || fail "the report is gone"
inside find /home/clerk -type f | sort
[ -z "${TRIED:-}" ] ||
    printf '%s\t%s\t%s\n' "$(sha256sum <"$deb" | cut -c 1-64)" "Debian $suite $arch" "$(date -u +%F)" >>"$TRIED"
say "all holds"
