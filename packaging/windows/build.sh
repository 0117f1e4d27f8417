#!/usr/bin/env bash
# Builds nianbao.exe, nianbaow.exe and nianbao.ico on Linux, and prints the folder they are in.
#
#   packaging/windows/build.sh
#
# Wants Rust's standard library for the target (rustup target add x86_64-pc-windows-gnu), and of
# Debian gcc-mingw-w64-x86-64, librsvg2-bin and imagemagick.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=x86_64-pc-windows-gnu
out=$(realpath -m "${CARGO_TARGET_DIR:-target}")/$target
made=$out/windows
mkdir -p "$made"
for s in 16 32 48 256; do rsvg-convert -w $s packaging/linux/nianbao.svg -o "$made/$s.png"; done
convert "$made"/{16,32,48,256}.png "$made/nianbao.ico"
version=$(cargo pkgid | sed 's/.*[#@]//')
# Quoted once for the shell that windres calls the preprocessor by.
x86_64-w64-mingw32-windres --include-dir "$made" -D "VERSION=\\\"$version\\\"" \
    -D "NUMBERS=${version//./,},0" packaging/windows/nianbao.rc -O coff -o "$made/nianbao.res"
# GNU ld takes at most 65535 exported names, and a library that one crate builds in passing has more.
export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUSTFLAGS=-Clink-arg=-Wl,--exclude-all-symbols
# The installer has the manual's pictures beside the program.
NIANBAO_PICTURES=no cargo rustc --profile dist --locked --target $target --bin nianbao -- \
    -C "link-arg=$made/nianbao.res" >&2
cp "$out/dist/nianbao.exe" "$made"
rustc --edition 2024 -O -C strip=symbols --target $target -C "link-arg=$made/nianbao.res" \
    packaging/windows/nianbaow.rs -o "$made/nianbaow.exe" >&2
echo "$made"
