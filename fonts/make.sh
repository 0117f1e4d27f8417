#!/bin/sh
# Makes the built-in faces again, from Debian's packages.
#
# Runs on Debian 12 (bookworm), on which the faces in this folder were made.
# Needs apt-get, dpkg-deb, and the packages python3-fontforge,
# python3-fonttools and python3-numpy (Debian's own, so that the release pins their versions):
#
#     apt-get update
#     apt-get install --no-install-recommends python3-fontforge python3-fonttools python3-numpy
#     fonts/make.sh
#
# The sources are fetched by fetch.sh, which says where they go. The same sources give the same bytes.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${FONT_CACHE:-$here/../target/fonts-src}
python=${PYTHON:-/usr/bin/python3}
mkdir -p "$cache"
cache=$(cd "$cache" && pwd)

"$python" -c 'import fontforge, fontTools, numpy' || {
    echo "make.sh: apt-get install python3-fontforge python3-fonttools python3-numpy" >&2
    exit 1
}

FONT_CACHE=$cache "$here/fetch.sh"

# Fandol's date of release: nothing in the faces depends on today.
export SOURCE_DATE_EPOCH=1437235200 PYTHONHASHSEED=0
"$python" "$here/make.py" "$cache" "$here" "$@"
