#!/usr/bin/env bash
# Builds the programs for Windows on Linux, a portable zip and an installer, and prints the folder they
# are in.
#
#   packaging/windows/build.sh                             for Windows 10 and later
#   packaging/windows/build.sh x86_64-win7-windows-gnu     for Windows 7: see docs/release.md
#   PROFILE=release packaging/windows/build.sh             quicker, to try something
#
# Where Rust here has no standard library for the target, the programs are built in Debian sid
# (packaging/sid.sh), which makes that library from its source; all that takes is a Debian, root and a
# mirror. The installer wants npm, which brings Inno Setup, and wine, which is sid's.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/common.sh
target=${1:-x86_64-pc-windows-gnu}
sid=()
has_target "$target" || sid=(packaging/sid.sh "$target")
made=$("${sid[@]}" packaging/windows/programs.sh "$target")
if command -v npm >/dev/null && [ "$(id -u)" = 0 ]; then
    packaging/windows/installer.sh "$target" >&2
else
    echo "no installer: that takes npm and root" >&2
fi
echo "$made"
