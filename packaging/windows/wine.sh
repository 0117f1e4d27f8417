#!/usr/bin/env bash
# Runs a program for Windows under the wine of Debian sid (packaging/sid.sh), with a disk of its own.
#
#   packaging/windows/wine.sh PROGRAM.exe ARGUMENT…
#
# WINEPREFIX is the disk's folder, below the target folder unless it is set; one that is set has to be
# below the target folder as well. DISPLAY, WINEDEBUG and WINEDLLOVERRIDES count as always.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/common.sh
sid=$out/packaging/sid
linux=x86_64-unknown-linux-gnu
[ -L "$sid/usr/bin/wine" ] || packaging/sid.sh $linux packaging/windows/prepare.sh >&2
export WINEPREFIX=${WINEPREFIX:-$out/packaging/wine} WINEDEBUG=${WINEDEBUG:--all}
packaging/sid.sh $linux wine "$@"
