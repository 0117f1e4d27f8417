#!/usr/bin/env bash
# Lets this machine run programs of another processor, by qemu, until it is started anew.
#
#   packaging/emulate.sh arm64 | loong64
#
# Where the kernel knows no way to run them, one is registered with the emulator of Debian sid, which is
# one static program and newer than a stable release's. The kernel keeps it open, so that it serves in
# every root (the F of the flags). Needs root.
set -euo pipefail
cd "$(dirname "$0")/.."
# What an ELF file of the processor begins with: after the common head, the kind of file and the machine.
case $1 in
    amd64) exit 0 ;;
    arm64) cpu=aarch64 machine='\xb7\x00' ;;
    loong64) cpu=loongarch64 machine='\x02\x01' ;;
    *) echo "usage: $0 arm64 | loong64" >&2 && exit 2 ;;
esac
known=/proc/sys/fs/binfmt_misc
[ "$(uname -m)" != "$cpu" ] || exit 0
[ -e $known/register ] || mount -t binfmt_misc none $known
! [ -e $known/qemu-"$cpu" ] || exit 0

out=$(realpath -m "${CARGO_TARGET_DIR:-target}")/packaging
if ! [ -x "$out/qemu-$cpu" ]; then
    # shellcheck disable=SC2016 # For the shell in sid.
    packaging/sid.sh x86_64-unknown-linux-gnu sh -euc 'cd "$1"
        apt-get update -q
        apt-get download -q qemu-user
        dpkg-deb --fsys-tarfile qemu-user_*.deb | tar xO ./usr/bin/qemu-"$2" >qemu-"$2".new
        chmod +x qemu-"$2".new
        mv qemu-"$2".new qemu-"$2"
        rm qemu-user_*.deb' get "$out" "$cpu" >&2
fi
head='\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00'
mask='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
printf '%s\n' ":qemu-$cpu:M::$head$machine:$mask:$out/qemu-$cpu:POCF" >$known/register
