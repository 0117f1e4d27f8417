#!/usr/bin/env bash
# Builds the program that is given away, for systems back to glibc 2.17, and prints where it is.
#
#   packaging/build.sh
#
# zig links against the symbols of an old glibc; it comes from PyPI into the target folder. Folders
# of the machine are cut out of what is built, so that the same sources, compiler and linker give
# the same bytes wherever they stand.
set -euo pipefail
cd "$(dirname "$0")/.."
target=x86_64-unknown-linux-gnu
glibc=2.17
out=$(realpath -m "${CARGO_TARGET_DIR:-target}")
tools=$out/packaging/venv
if ! [ -x "$tools/bin/cargo-zigbuild" ]; then
    python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check cargo-zigbuild==0.24.0 ziglang==0.17.0 >&2
fi
# What the About window says beside the version.
NIANBAO_BUILD=$(git rev-parse --short=8 HEAD 2>/dev/null || true)
[ -z "$(git status --porcelain --untracked-files=no 2>/dev/null)" ] || NIANBAO_BUILD+=+
RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
RUSTFLAGS+=" --remap-path-prefix=$PWD=/nianbao --remap-path-prefix=$out=/target"
# The package has the manual's pictures beside the program.
export NIANBAO_BUILD RUSTFLAGS NIANBAO_PICTURES=no
PATH=$tools/bin:$PATH cargo-zigbuild build --profile dist --locked --target "$target.$glibc" \
    --bin nianbao >&2
echo "$out/$target/dist/nianbao"
