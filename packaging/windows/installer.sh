#!/usr/bin/env bash
# Makes the installer of the programs that programs.sh has built, with Inno Setup under wine, and prints
# where it is. Inno Setup comes from npm.
#
#   packaging/windows/installer.sh x86_64-pc-windows-gnu
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/common.sh
made=$out/$1/windows
inno=$out/packaging/innosetup
if ! [ -d "$inno" ]; then
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$inno.new" innosetup@6.4.1 >&2
    mv "$inno.new" "$inno"
fi
iscc=$(find "$inno" -iname ISCC.exe | head -n 1)
# Z: is the root as wine sees it. Any X server does: nothing is shown.
windows_path() { printf 'Z:%s' "${1//\//\\}"; }
packaging/windows/wine.sh "$iscc" /Q "/DVersion=$version" "/DMade=$(windows_path "$made")" \
    "/O$(windows_path "$made")" "/Fnianbao_${version}_$1_setup" \
    "$(windows_path "$PWD/packaging/windows/nianbao.iss")" >&2
echo "$made/nianbao_${version}_$1_setup.exe"
