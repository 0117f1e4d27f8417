#!/usr/bin/env bash
# Makes the pictures of docs/manual/pictures from the real window, on a screen of its own.
#
#   docs/screens.sh [folder]          1366×768, light and dark
#   SIZE=1280x720 docs/screens.sh d   another screen
#   SCALE=1.25 docs/screens.sh d      the desktop's scaling
#   THEMES=Light PROGRAM=… docs/screens.sh d
#
# Needs Xvfb, openbox, xdotool, xwd and ImageMagick; pngquant and zopfli make the pictures smaller.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(realpath -m "${1:-docs/manual/pictures}")
program=$(realpath "${PROGRAM:-target/dist/nianbao}")
size=${SIZE:-1366x768}
mkdir -p "$out"

# The clerk's folder stands in the pictures.
desk=$(mktemp -d)
home=/tmp/政务公开
mkdir "$home"
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$desk" "$home"' EXIT
export XDG_CONFIG_HOME=$desk/config XDG_DATA_HOME=$desk/data NIANBAO_DIALOG=path TZ=Asia/Shanghai
[ -z "${SCALE:-}" ] || export WINIT_X11_SCALE_FACTOR=$SCALE

Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp -noreset -r 3>"$desk/display" 2>/dev/null &
until [ -s "$desk/display" ]; do sleep 0.05; done
DISPLAY=:$(cat "$desk/display")
export DISPLAY
# A window without a title bar fills the screen: the pictures show the program only.
mkdir -p "$desk/config/openbox"
cat >"$desk/config/openbox/rc.xml" <<'XML'
<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
<application class="*"><decor>no</decor><maximized>yes</maximized></application>
</applications></openbox_config>
XML
openbox 2>/dev/null &

# Waits until the program sleeps and has not worked for a while.
rest() {
    local last="" now same=0
    while [ "$same" -lt 10 ]; do
        now=$(cat "/proc/$running/task/"*/schedstat 2>/dev/null || true)
        if [ "$now" = "$last" ]; then same=$((same + 1)); else same=0; fi
        last=$now
        sleep 0.02
    done
}

start() {
    "$program" "$@" &
    running=$!
    until window=$(xdotool search --onlyvisible --class nianbao 2>/dev/null | head -n 1) && [ -n "$window" ]; do
        sleep 0.05
    done
    until [ "$(xdotool getwindowfocus 2>/dev/null)" = "$window" ]; do
        xdotool windowactivate "$window" 2>/dev/null || true
        sleep 0.05
    done
    xdotool mousemove 700 "$((${size#*x} - 12))"
    rest
}

stop() {
    kill "$running"
    wait "$running" 2>/dev/null || true
}

keys() {
    local key
    for key in "$@"; do
        xdotool key "$key"
        rest
    done
}

# Walks to a line of the first menu.
line() {
    local step
    keys Alt_L
    for ((step = 0; step < $1; step++)); do keys Down; done
    keys Return
}

shot() {
    local file="$out/$1-$name.png"
    # A palette is enough for a window, and the program carries every picture.
    if command -v pngquant >/dev/null; then
        xwd -root -silent | convert xwd:- -strip png:- | pngquant --nofs 64 - >"$file"
    else
        xwd -root -silent | convert xwd:- -colors 64 +dither -strip "$file"
    fi
    ! command -v zopflipng >/dev/null || zopflipng -y "$file" "$file" >/dev/null
    echo "$file"
}

settings() {
    rm -rf "$XDG_DATA_HOME" "$XDG_CONFIG_HOME/nianbao"
    mkdir -p "$XDG_DATA_HOME/nianbao/drafts" "$XDG_CONFIG_HOME/nianbao"
    local recent="" line
    for line in "2025:$home/柳塘镇2025年年度报告.nianbao:2026:1:12" \
        "2024:$home/柳塘镇2024年年度报告.nianbao:2025:1:17" \
        "2022:/media/U盘/柳塘镇2022年年度报告.nianbao:2023:1:18"; do
        IFS=: read -r of path year month day <<<"$line"
        recent+="(path:\"$path\",agency:\"云泽县柳塘镇人民政府\",year:Some($of),"
        recent+="used:(year:$year,month:$month,day:$day)),"
    done
    cat >"$XDG_CONFIG_HOME/nianbao/settings.ron" <<RON
(agency:"云泽县柳塘镇人民政府",address:"云泽县柳塘镇塘前街1号",telephone:"0000-5550123",theme:$theme,recent:[$recent])
RON
}

# A printer, as far as the window asks for one.
mkdir "$desk/bin"
for answer in "lpstat:[ \"\$1\" != -e ] || echo 党政办打印机" "lp:true"; do
    printf '#!/bin/sh\n%s\n' "${answer#*:}" >"$desk/bin/${answer%%:*}"
    chmod +x "$desk/bin/${answer%%:*}"
done
PATH=$desk/bin:$PATH

report=$home/柳塘镇2025年年度报告.nianbao
for theme in ${THEMES:-Light Dark}; do
    name=${theme,,}
    cp assets/sample.ron "$report"
    cp assets/sample.ron "$home/柳塘镇2024年年度报告.nianbao"
    cp tests/published/sample.libreoffice.docx "$home/柳塘镇2025年年度报告.docx"
    settings
    # The draft of the start page is what a window leaves that is ended while it is typed in.
    start "$report"
    keys alt+3 2 4 Tab
    until [ -n "$(ls "$XDG_DATA_HOME/nianbao/drafts")" ]; do sleep 0.1; done
    stop
    start
    shot 14-drafts
    keys Escape
    shot 1-start
    stop

    settings
    start "$report"
    keys alt+2 Tab Tab Tab 4 Tab ctrl+s alt+2 Tab Tab Tab 3 Tab ctrl+s
    line 9
    shot 15-versions
    stop

    settings
    start "$report"
    keys alt+0
    shot 2-basic
    keys alt+1 ctrl+f
    # Letters that are on no key need their time.
    for letter in 公 开; do
        xdotool type "$letter"
        rest
    done
    shot 3-prose
    keys Escape alt+2
    shot 4-table-two
    keys alt+3 2 4 Tab
    shot 5-unbalanced
    keys ctrl+s
    shot 6-refused
    keys Escape ctrl+z alt+7
    shot 7-tables
    keys ctrl+comma
    shot 8-settings
    keys Escape alt+1 F9
    shot 10-preview
    keys F9 ctrl+p
    shot 11-print
    keys Escape ctrl+e
    shot 12-export
    stop

    # Last year's report as a Word file, beside what was read of it.
    settings
    start "$home/柳塘镇2025年年度报告.docx"
    keys F4
    shot 13-import
    stop

    # Beside last year's figures.
    "$program" new --from "$report" --draft -o "$desk/next.nianbao" >/dev/null
    settings
    start "$desk/next.nianbao"
    keys alt+3 2 6 Tab 4 Tab 0 Tab 0 Tab 1 Tab 0 Tab 1 Tab
    shot 9-last-year
    stop
done
