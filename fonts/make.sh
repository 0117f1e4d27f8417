#!/bin/sh
# Makes the four built-in faces again, from Debian's packages.
#
# Runs on Debian 12 (bookworm), on which the faces in this folder were made.
# Needs apt-get, dpkg-deb, and the packages python3-fontforge,
# python3-fonttools and python3-numpy (Debian's own, so that the release pins their versions):
#
#     apt-get update
#     apt-get install --no-install-recommends python3-fontforge python3-fonttools python3-numpy
#     fonts/make.sh
#
# The sources are fetched and unpacked, not installed. They go to $FONT_CACHE,
# or target/fonts-src, where the uncut faces stay under published/.
# The same sources give the same bytes.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${FONT_CACHE:-$here/../target/fonts-src}
python=${PYTHON:-/usr/bin/python3}
mkdir -p "$cache/deb" "$cache/published" "$cache/doc"
cache=$(cd "$cache" && pwd)

"$python" -c 'import fontforge, fontTools, numpy' || {
    echo "make.sh: apt-get install python3-fontforge python3-fonttools python3-numpy" >&2
    exit 1
}

# The packages, with the version and the digest of what the faces were made from.
packages='
texlive-lang-chinese 2022.20230122-1 9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0
fonts-lxgw-wenkai 1.250+repack-1 6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318
fonts-noto-cjk 1:20220127+repack1-1 4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502
unicode-data 15.0.0-1 5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc
'

deb() { # the downloaded file of a package and version
    echo "$cache/deb/$1_$(echo "$2" | sed 's/:/%3a/')_all.deb"
}

echo "$packages" | while read -r name version digest; do
    [ -n "$name" ] || continue
    file=$(deb "$name" "$version")
    if [ ! -f "$file" ]; then
        (cd "$cache/deb" && apt-get download "$name=$version")
    fi
    echo "$digest  $file" | sha256sum --check --quiet
done

# take PACKAGE VERSION PATH-IN-PACKAGE TO: one file out of a package.
take() {
    [ -s "$cache/$4" ] || {
        dpkg-deb --fsys-tarfile "$(deb "$1" "$2")" | tar -xO "./$3" > "$cache/$4.part"
        mv "$cache/$4.part" "$cache/$4"
    }
}
tl=2022.20230122-1
lx=1.250+repack-1
no=1:20220127+repack1-1
take texlive-lang-chinese $tl usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf published/FandolFang-Regular.otf
take texlive-lang-chinese $tl usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz doc/fandol-COPYING.gz
take texlive-lang-chinese $tl usr/share/doc/texlive-doc/fonts/fandol/README doc/fandol-README
take fonts-lxgw-wenkai $lx usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf published/LXGWWenKai-Regular.ttf
take fonts-lxgw-wenkai $lx usr/share/doc/fonts-lxgw-wenkai/copyright doc/lxgw-wenkai-copyright
take fonts-noto-cjk $no usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc published/NotoSansCJK-Regular.ttc
take fonts-noto-cjk $no usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc published/NotoSerifCJK-Bold.ttc
take fonts-noto-cjk $no usr/share/doc/fonts-noto-cjk/copyright doc/noto-cjk-copyright
take unicode-data 15.0.0-1 usr/share/unicode/Unihan_OtherMappings.txt.bz2 doc/Unihan_OtherMappings.txt.bz2

# Fandol's date of release: nothing in the faces depends on today.
export SOURCE_DATE_EPOCH=1437235200 PYTHONHASHSEED=0
"$python" "$here/make.py" "$cache" "$here" "$@"
