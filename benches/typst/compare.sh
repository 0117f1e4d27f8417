#!/bin/sh
# Measures `nianbao render --pdf` beside Typst on the five published reports of tests/reports, and
# fails where a bound is broken. See benches/README.md.
#
#     benches/typst/compare.sh [options of compare.py, such as --rounds 21]
#
# Needs Python 3.9 or later and network for the first run: Typst comes from PyPI, the faces as
# published from Debian's packages (see fonts/fetch.sh). pdftotext, if there, reads both PDFs back.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
cache=${FONT_CACHE:-$root/target/fonts-src}
venv=$target/typst-venv
work=$target/typst-compare

profile=${PROFILE:-release}
cargo build --profile "$profile" --quiet --manifest-path "$root/Cargo.toml"

if ! "$venv/bin/python" -c 'import typst' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.0
fi

for face in FandolFang-Regular.otf FandolKai-Regular.otf LXGWWenKai-Regular.ttf NotoSansCJK-Regular.ttc NotoSerifCJK-Bold.ttc; do
    if [ ! -s "$cache/published/$face" ]; then
        FONT_CACHE=$cache "$root/fonts/fetch.sh"
        break
    fi
done

# Typst finds faces by folder: the program's own in one with nothing else.
mkdir -p "$work/cut"
cp "$root"/fonts/*.otf "$root"/fonts/*.ttf "$work/cut/"

python3 "$here/compare.py" \
    --nianbao "$target/$profile/nianbao" \
    --python "$venv/bin/python" \
    --published "$cache/published" \
    --cut "$work/cut" \
    --work "$work" \
    "$@" \
    "$root"/tests/reports/00[0-4].txt
