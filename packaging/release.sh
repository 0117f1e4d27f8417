#!/usr/bin/env bash
# Makes every package of this commit, tries each, and writes one page of downloads: index.html, with each
# file's size and sha256 and with what that very file was tried on, and SHA256SUMS.
#
#   packaging/release.sh FOLDER                 all of it; hours, mostly of emulated processors
#   packaging/release.sh FOLDER build|try|page  one step: `build` makes what is not there, `try` tries on
#                                               what it was not tried on yet, `page` takes what there is
#
# What was tried stands in FOLDER/tried.tsv, a line each: sha256, system, date, as test.sh writes it. Needs
# root and a Debian: see build.sh, test.sh, windows/build.sh and windows/test.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/common.sh
folder=$(realpath -m "$1")
step=${2:-all}
mkdir -p "$folder"
windows=nianbao_${version}_x86_64-pc-windows-gnu
export TRIED=$folder/tried.tsv

build() {
    local arch name made
    while read -r arch _; do
        [ -f "$folder/nianbao_${version}_$arch.deb" ] || packaging/deb.sh "$arch" "$folder"
    done <packaging/targets
    if ! [ -f "$folder/$windows.zip" ]; then
        made=$(packaging/windows/build.sh)
        for name in "$made/$windows.zip" "$made/${windows}_setup.exe"; do
            [ ! -f "$name" ] || cp "$name" "$folder"
        done
    fi
}

# Whether a file is in the list for a system.
tried() { grep -qs "^$(sha256sum <"$1" | cut -c 1-64)	$2	" "$TRIED"; }

try() {
    local arch deb suite
    while read -r arch _; do
        deb=$folder/nianbao_${version}_$arch.deb
        # Debian has LoongArch in sid only.
        for suite in $([ "$arch" = loong64 ] && echo sid || echo bookworm bullseye); do
            tried "$deb" "Debian $suite $arch" || packaging/test.sh "$deb" "$suite"
        done
    done <packaging/targets
    if ! tried "$folder/$windows.zip" wine; then
        mkdir -p "$out/packaging/amd64"
        dpkg-deb -x "$folder/nianbao_${version}_amd64.deb" "$out/packaging/amd64"
        packaging/windows/test.sh "$out/x86_64-pc-windows-gnu/windows" "$out/packaging/amd64/usr/bin/nianbao"
    fi
}

page() {
    (cd "$folder" && sha256sum nianbao_* >SHA256SUMS)
    {
        cat <<HTML
<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>年报 $version 下载</title>
<style>body{max-width:60em;margin:2em auto;font:16px/1.6 sans-serif}td,th{text-align:left;vertical-align:top;
padding:.4em 1em .4em 0;border-top:1px solid #ccc}code{font-size:12px;word-break:break-all}</style></head>
<body><h1>年报 $version</h1>
<p>按电脑的系统和处理器选一个文件。最后一列只写这个文件本身在哪里装过、用过；没有写的没有试过。源码版本 $NIANBAO_BUILD。</p>
<table><tr><th>给谁用</th><th>文件</th><th>大小</th><th>试过</th></tr>
HTML
        local file name for
        for file in "$folder"/nianbao_*; do
            name=${file##*/}
            case $name in
                *_amd64.deb) for="UOS、麒麟、Debian、Ubuntu：x86-64（兆芯、海光、Intel、AMD）" ;;
                *_arm64.deb) for="UOS、麒麟、Debian、Ubuntu：arm64（飞腾、鲲鹏）" ;;
                *_loong64.deb) for="LoongArch 新世界（glibc 2.36 以上）" ;;
                *_setup.exe) for="Windows 10 以上，64 位：安装程序" ;;
                *.zip) for="Windows 10 以上，64 位：解开就用" ;;
                *) continue ;;
            esac
            printf '<tr><td>%s</td><td><a href="%s">%s</a><br><code>SHA-256 %s</code></td><td>%s MB</td><td>%s</td></tr>\n' \
                "$for" "$name" "$name" "$(sha256sum <"$file" | cut -c 1-64)" \
                "$(du -b "$file" | awk '{ printf "%.1f", $1 / 1e6 }')" \
                "$(awk -F '\t' -v sum="$(sha256sum <"$file" | cut -c 1-64)" \
                    '$1 == sum { print $2 "，" $3 "<br>"; n = 1 } END { if (!n) print "没有" }' "$TRIED")"
        done
        echo '</table></body></html>'
    } >"$folder/index.html"
}

touch "$TRIED"
case $step in
    all) build && try && page ;;
    build | try | page) $step ;;
    *) echo "usage: $0 FOLDER [build|try|page]" >&2 && exit 2 ;;
esac
echo "$folder/index.html"
