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

# The sample as the report of another year and agency, in balance: so many more requests, and as many granted.
# What it carries over is what the next year's has carried in; 2025 carries one over.
report_of() {
    local of=$1 agency=$2 more=$3 out=2
    [ "$of" -lt 2025 ] || out=0
    sed -e "s/year: 2025/year: $of/; s/2025年/$of年/g; s/2026年1月/$((of + 1))年1月/" \
        -e "s/云泽县柳塘镇人民政府/$agency/" \
        -e "s/\"received\": {\"natural\": 23/\"received\": {\"natural\": $((23 + more))/" \
        -e "s/\"granted\": {\"natural\": 11/\"granted\": {\"natural\": $((11 + more - out))/" \
        -e "s/\"carried_out\": {\"natural\": 0/\"carried_out\": {\"natural\": $out/" \
        -e "s/\"in_force\": 14/\"in_force\": $((14 - 2 * (2025 - of)))/" assets/sample.ron
}

# Two units write this, and no other.
copied="各股室每周把拟公开的材料送交专人登记，由分管负责人逐件把关，确认没有涉密内容以后再放到网站上；\
群众来电询问的，当天转给经办人回复，回复的要点另行整理成问答，放在大厅的展板上。\
村里的干部定期到邻近的村看他们的公开栏，回来以后照着改进，把补贴的发放过程写得更清楚，老人和孩子家长都看得懂。\
年末把全年的材料按门类装订，摆在阅览角供人翻看。"

# A county's folder with every state, and that of the year before.
county() {
    local now=$1/2025 before=$1/2024 n=0 kind names name file
    rm -rf "$1"
    mkdir -p "$now" "$before"
    echo "单位代码,单位名称,单位类型,联系人,电话" >"$now/名录.csv"
    while read -r kind names; do
        for name in $names; do
            n=$((n + 1))
            echo "U$n,$name,$kind,王五,0000-5550123" >>"$now/名录.csv"
            report_of 2024 "云泽县$name" $((n * 7 % 31)) >"$before/$name.nianbao"
            file=$now/$name.nianbao
            report_of 2025 "云泽县$name" $((n * 11 % 37)) >"$file"
            case $name in
            马溪镇 | 双溪乡) rm "$file"; continue ;;
            石桥镇 | 青石乡) sed -i "0,/    before: \[/s//&\"$copied\",/" "$file" ;;
            云岭镇) sed -i 's/"carried_out": {"natural": 0/"carried_out": {"natural": 1/' "$file" ;;
            安平镇) sed -i 's/"carried_in": {"natural": 2/"carried_in": {"natural": 1/
                s/"not_held": {"natural": 3/"not_held": {"natural": 2/' "$file" ;;
            大坪乡) sed -i '/section_5/,/],/{/^      "/d}' "$file" ;;
            南浦镇) cp "$file" "$now/南浦镇（重报）.nianbao"; touch -d "2026-01-18 08:50" "$now/南浦镇（重报）.nianbao" ;;
            esac
            touch -d "2026-01-$((8 + n % 9)) $((8 + n * 5 % 10)):$((10 + n * 13 % 50))" "$file"
        done
    done <<UNITS
街道 城关街道 白沙街道 河西街道
乡镇 柳塘镇 石桥镇 云岭镇 马溪镇 安平镇 南浦镇 清渡镇 枫林镇 塔山镇 青石乡 大坪乡 双溪乡 黄泥乡
县直部门 教育局 民政局 财政局 水利局 农业农村局 卫生健康局 审计局 统计局
UNITS
    cat >"$now/汇总.nianbao-rollup" <<RON
(version: 1, year: 2025, scope: "本行政区域", last: "../2024", units: {
  "U1": (kind: Accepted, date: "2026-01-12"), "U2": (kind: Accepted, date: "2026-01-12"),
  "U4": (kind: Accepted, date: "2026-01-13"), "U11": (kind: Accepted, date: "2026-01-13"),
  "U10": (kind: Returned, reason: "缺第五部分", date: "2026-01-14"),
})
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

    # Years side by side; in 2023 of more bodies than usual.
    years=()
    while read -r year more; do
        file=$desk/柳塘镇$year年年度报告.nianbao
        report_of "$year" 云泽县柳塘镇人民政府 "$more" >"$file"
        [ "$year" != 2023 ] ||
            sed -i "s/本年度没有其他需要报告的事项。/统计范围含当年并入的2个事业单位，新收多9件。/" "$file"
        years+=("$file")
    done <<<$'2021 -11\n2022 -8\n2023 11\n2024 -4\n2025 0'
    settings
    start "${years[@]}"
    shot 18-years
    stop

    # The county's board.
    county "$home/云泽县"
    settings
    start "$home/云泽县/2025"
    keys F4 F4 F4
    shot 17-rollup
    stop

    # Beside last year's figures.
    "$program" new --from "$report" --draft -o "$desk/next.nianbao" >/dev/null
    settings
    start "$desk/next.nianbao"
    keys alt+3 2 6 Tab 4 Tab 0 Tab 0 Tab 1 Tab 0 Tab 1 Tab
    shot 9-last-year
    stop
done
