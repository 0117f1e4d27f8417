#!/usr/bin/env bash
# Builds nianbao.exe, nianbaow.exe and the portable zip, and prints the folder they are in; called by
# build.sh. Wants Rust with the target's standard library or with that library's source, and Debian's
# gcc-mingw-w64-x86-64, librsvg2-bin, imagemagick and zip.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/common.sh
target=$1
made=$out/$target/windows
rm -rf "$made"
mkdir -p "$made"
for s in 16 32 48 256; do rsvg-convert -w $s packaging/linux/nianbao.svg -o "$made/$s.png"; done
convert "$made"/{16,32,48,256}.png "$made/nianbao.ico"
# Quoted once for the shell that windres calls the preprocessor by.
x86_64-w64-mingw32-windres --include-dir "$made" -D "VERSION=\\\"$version\\\"" \
    -D "NUMBERS=${version//./,},0" packaging/windows/nianbao.rc -O coff -o "$made/nianbao.res"
rm "$made"/*.png

std=()
if ! ls "$(rustc --print target-libdir --target "$target")"/libstd-*.rlib >/dev/null 2>&1; then
    export RUSTC_BOOTSTRAP=1
    std=(-Z "build-std=std,panic_unwind")
fi
# GNU ld takes at most 65535 exported names, and a library that one crate builds in passing has more. It
# writes the time into a program unless told not to.
RUSTFLAGS+=" -Clink-arg=-Wl,--exclude-all-symbols -Clink-arg=-Wl,--no-insert-timestamp"
# What Windows has since 8.1 only.
[[ $target != *-win7-* ]] || RUSTFLAGS+=" --cfg=windows_slim_errors"
for program in nianbao nianbaow; do
    manifest=Cargo.toml used=$profile
    [ $program = nianbao ] || manifest=packaging/windows/nianbaow/Cargo.toml used=release
    cargo rustc "${std[@]}" --manifest-path $manifest --profile "$used" --locked --target "$target" \
        --bin $program -- -C "link-arg=$made/nianbao.res" >&2
    cp "$out/$target/$used/$program.exe" "$made"
done

# The zip is unpacked anywhere, and has what the installer installs.
name=nianbao_${version}_$target
folder=$made/nianbao
mkdir -p "$folder/bin" "$folder/share/doc/nianbao/manual"
cp "$made"/*.exe "$folder/bin"
cp -r docs/manual/index.html docs/manual/licences.txt docs/manual/pictures "$folder/share/doc/nianbao/manual"
printf '\xef\xbb\xbf%s\r\n' "年报 $version" "双击 bin\\nianbaow.exe 打开窗口；命令行用 bin\\nianbao.exe。" \
    "不需要安装，不写注册表。手册：share\\doc\\nianbao\\manual\\index.html" >"$folder/说明.txt"
find "$folder" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
(cd "$made" && find nianbao -print | LC_ALL=C sort | zip -q -9 -X "$name.zip" -@)
rm -rf "$folder"
echo "$made"
