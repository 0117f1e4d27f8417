#!/usr/bin/env bash
# Builds the program that is given away, for systems back to the oldest glibc of a processor, and
# prints where it is.
#
#   packaging/build.sh [amd64 | arm64 | loong64]      amd64 by default
#   PROFILE=release packaging/build.sh arm64          quicker, to try something
#
# zig links against the symbols of an old glibc; it comes from PyPI into the target folder. Rust is the
# one of this machine where it has the target's standard library, else Debian sid's (packaging/sid.sh).
# packaging/targets has Debian's name of a processor, Rust's of the target, and the glibc.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/common.sh
read -r _ target glibc < <(grep "^${1:-amd64} " packaging/targets) || {
    echo "usage: $0 [$(cut -d ' ' -f 1 packaging/targets | paste -s -d '|')]" >&2
    exit 2
}
tools=$out/packaging/venv
if ! [ -x "$tools/bin/cargo-zigbuild" ]; then
    python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check cargo-zigbuild==0.24.0 ziglang==0.17.0 >&2
fi
CARGO_ZIGBUILD_ZIG_PATH=$(echo "$tools"/lib/python3*/site-packages/ziglang/zig)
export CARGO_ZIGBUILD_ZIG_PATH
sid=()
has_target "$target" || sid=(packaging/sid.sh "$target")
"${sid[@]}" "$tools/bin/cargo-zigbuild" build --profile "$profile" --locked \
    --target "$target.$glibc" --bin nianbao >&2
echo "$out/$target/$profile/nianbao"
