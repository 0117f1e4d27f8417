#!/bin/sh
# Fetches what the built-in faces are made from, out of Debian's packages.
#
# Needs apt-get, dpkg-deb and Debian 12 (bookworm), whose packages these are. The packages are
# fetched and unpacked, not installed. They go to $FONT_CACHE, or target/fonts-src, where the faces
# as published are left under published/. Does nothing where all is there.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${FONT_CACHE:-$here/../target/fonts-src}
mkdir -p "$cache/deb" "$cache/published" "$cache/doc"
cache=$(cd "$cache" && pwd)

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
take texlive-lang-chinese $tl usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolKai-Regular.otf published/FandolKai-Regular.otf
take texlive-lang-chinese $tl usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz doc/fandol-COPYING.gz
take texlive-lang-chinese $tl usr/share/doc/texlive-doc/fonts/fandol/README doc/fandol-README
take fonts-lxgw-wenkai $lx usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf published/LXGWWenKai-Regular.ttf
take fonts-lxgw-wenkai $lx usr/share/doc/fonts-lxgw-wenkai/copyright doc/lxgw-wenkai-copyright
take fonts-noto-cjk $no usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc published/NotoSansCJK-Regular.ttc
take fonts-noto-cjk $no usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc published/NotoSerifCJK-Bold.ttc
take fonts-noto-cjk $no usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc published/NotoSerifCJK-Regular.ttc
take fonts-noto-cjk $no usr/share/doc/fonts-noto-cjk/copyright doc/noto-cjk-copyright
take unicode-data 15.0.0-1 usr/share/unicode/Unihan_OtherMappings.txt.bz2 doc/Unihan_OtherMappings.txt.bz2
