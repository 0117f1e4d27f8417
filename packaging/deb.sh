#!/usr/bin/env bash
# Builds the Debian package for Debian, Ubuntu, UOS and Kylin, and prints where it is.
#
#   packaging/deb.sh [amd64 | arm64 | loong64 [folder]]
#                                       nianbao_VERSION_amd64.deb in the folder (target/packaging)
#   PROGRAM=… packaging/deb.sh          around a program that is already built
#   MAINTAINER='Name <address>' …       who answers for the package
#
# Needs dpkg-deb, gzip and rsvg-convert, and for the program what packaging/build.sh says.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/common.sh
if ! command -v rsvg-convert >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get install -y --no-install-recommends librsvg2-bin >&2
fi
arch=${1:-amd64}
folder=$(realpath -m "${2:-$out/packaging}")
program=${PROGRAM:-$(packaging/build.sh "$arch")}
read -r _ _ glibc < <(grep "^$arch " packaging/targets)
maintainer=${MAINTAINER:-The nianbao authors <nianbao@packages.invalid>}
export LC_ALL=C
day=$(date -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)

umask 022
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
share=$root/usr/share
doc=$share/doc/nianbao
from=packaging/linux

filled() { sed "s/@VERSION@/$version/g; s/@DATE@/$day/g" "$1"; }
put() { mkdir -p "$(dirname "$1")" && cat >"$1"; }
zipped() { mkdir -p "$(dirname "$1")" && gzip -9n >"$1"; }

install -D -m 755 "$program" "$root/usr/bin/nianbao"
install -D -m 644 $from/nianbao.desktop "$share/applications/nianbao.desktop"
install -D -m 644 $from/nianbao-mime.xml "$share/mime/packages/nianbao.xml"
install -D -m 644 $from/lintian-overrides "$share/lintian/overrides/nianbao"
info=io.github.nianbao.nianbao.metainfo.xml
filled $from/$info | put "$share/metainfo/$info"

icons=$share/icons/hicolor
install -D -m 644 $from/nianbao.svg "$icons/scalable/apps/nianbao.svg"
for type in application-x-nianbao application-x-nianbao-ledger; do
    install -D -m 644 $from/$type.svg "$icons/scalable/mimetypes/$type.svg"
done
for size in 16 22 24 32 48 64 128 256 512; do
    for icon in apps/nianbao mimetypes/application-x-nianbao mimetypes/application-x-nianbao-ledger; do
        sized=$icons/${size}x$size/${icon%/*}
        mkdir -p "$sized"
        rsvg-convert -w $size -h $size "$from/${icon#*/}.svg" -o "$sized/${icon#*/}.png"
    done
done

# The Chinese page is what the program says itself; it may be one that does not run here.
filled $from/nianbao.1 | zipped "$share/man/man1/nianbao.1.gz"
{
    filled $from/nianbao.1 | sed '/^\.SH NAME/,$d'
    printf '.SH 名称\nnianbao \\- 政府信息公开工作年度报告的填写、核对与制版\n.SH 说明\n.nf\n'
    sed 's/\\/\\e/g; s/^[.'"'"']/\\\&&/; s/-/\\-/g' $from/help.txt
    printf '.fi\n.SH 使用手册\n/usr/share/doc/nianbao/manual/index.html\n'
} | zipped "$share/man/zh_CN/man1/nianbao.1.gz"

completions=$from/completions
install -D -m 644 $completions/nianbao.bash "$share/bash-completion/completions/nianbao"
install -D -m 644 $completions/_nianbao "$share/zsh/vendor-completions/_nianbao"
install -D -m 644 $completions/nianbao.fish "$share/fish/vendor_completions.d/nianbao.fish"

mkdir -p "$doc/manual"
cp -r docs/manual/index.html docs/manual/licences.txt docs/manual/pictures "$doc/manual/"
zipped "$doc/CHANGELOG.md.gz" <CHANGELOG.md
packaging/licences.py --check
{
    printf 'nianbao (%s) unstable; urgency=low\n\n  * See CHANGELOG.md.gz.\n\n' "$version"
    printf ' -- %s  %s\n' "$maintainer" "$(date -R -d "@$SOURCE_DATE_EPOCH")"
} | zipped "$doc/changelog.gz"
indented() { tail -n "+$1" "$2" | sed 's/^[[:space:]]*$/./; s/^/ /'; }
{
    sed '/^@MIT@/,$d' $from/copyright
    indented 5 LICENSE-MIT
    sed '1,/^@MIT@/d; /^@OFL@/,$d' $from/copyright
    sed '1,/^SIL OPEN FONT/d; 1d' fonts/licences/HeiTi-OFL.txt >"$root/ofl"
    indented 1 "$root/ofl"
} | put "$doc/copyright"
rm "$root/ofl"

size=$(du -k -s --apparent-size "$root" | cut -f 1)
put "$root/DEBIAN/control" <<CONTROL
Package: nianbao
Version: $version
Architecture: $arch
Maintainer: $maintainer
Installed-Size: $size
Depends: libc6 (>= $glibc), $(cat $from/depends)
Recommends: $(cat $from/recommends)
Section: text
Priority: optional
Description: annual reports on open government information (年报)
 Every township of China must publish an annual report on open government
 information each January: six mandated sections, three statutory tables, and
 an identity that must hold in seven columns. This program reads last year's
 report, computes the totals, checks what a supervisor would check, refuses to
 save while the identity fails, and writes PDF, Word, web page and text.
 .
 年报：填写、核对、打印政府信息公开工作年度报告。读入上年的报告，自动合计，
 勾稽不平不保存，生成公文格式的 PDF、Word 文档、网页和文字。全程离线。
CONTROL
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
mkdir -p "$folder"
# xz: what the dpkg of 2018 can unpack.
deb=$folder/nianbao_${version}_$arch.deb
dpkg-deb --root-owner-group -Zxz --build "$root" "$deb" >&2
echo "$deb"
