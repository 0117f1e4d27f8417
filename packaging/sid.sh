#!/usr/bin/env bash
# Runs a command in a Debian sid of its own, whose Rust builds for a processor or system that the Rust
# of this machine has no standard library for. The root is made once, below the target folder.
#
#   packaging/sid.sh TARGET COMMAND…
#   MIRROR=http://snapshot.debian.org/archive/debian/20261110T000000Z …      the sid of a day
#
# The project, the target folder and cargo's own stand in it where they stand outside, so a command is
# written the same for both; all else is the root's. Needs root and debootstrap.
set -euo pipefail
cd "$(dirname "$0")/.."
target=$1
shift
mirror=${MIRROR:-http://deb.debian.org/debian}
out=$(realpath -m "${CARGO_TARGET_DIR:-target}")
cargo=${CARGO_HOME:-$HOME/.cargo}
root=$out/packaging/sid
mkdir -p "$out/packaging" "$cargo"
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

[ "$(id -u)" = 0 ] || { echo "$0: needs root, for debootstrap and chroot" >&2; exit 1; }
if ! command -v debootstrap >/dev/null; then
    apt-get install -y --no-install-recommends debootstrap >&2
fi
if ! [ -d "$root" ]; then
    rm -rf "$root.new"
    debootstrap --variant=minbase --include=ca-certificates,gcc,libc6-dev,cargo,rustc \
        sid "$root.new" "$mirror" >&2
    # A snapshot is older than what its own Release file allows.
    echo 'Acquire::Check-Valid-Until "false";' >"$root.new/etc/apt/apt.conf.d/90snapshot"
    mv "$root.new" "$root"
fi
cp -L /etc/resolv.conf "$root/etc/resolv.conf"

# The standard library of another Linux is the one package of that architecture with it, without what
# runs there; that of Windows is built from its source, and what the linker begins with from there too.
prepare() {
    set -euo pipefail
    lib=/usr/lib/rustlib/$1/lib
    ! [ -e "$lib/prepared" ] || return 0
    case $1 in
        aarch64-*-linux-*) arch=arm64 ;;
        loongarch64-*-linux-*) arch=loong64 ;;
        x86_64-*-linux-*) return 0 ;;
        *-windows-gnu) arch= ;;
        *) echo "no standard library is known for $1" >&2 && return 1 ;;
    esac
    if [ -n "$arch" ]; then
        dpkg --add-architecture "$arch"
        apt-get update -q
        cd /tmp
        apt-get download -q "libstd-rust-dev:$arch=$(dpkg-query -W -f '${Version}' rustc)"
        dpkg-deb -x libstd-rust-dev_*_"$arch".deb /
        rm libstd-rust-dev_*_"$arch".deb
    else
        apt-get update -q
        apt-get install -q -y --no-install-recommends rust-src gcc-mingw-w64-x86-64-win32 \
            librsvg2-bin imagemagick zip
        mkdir -p "$lib"
        for object in rsbegin rsend; do
            rustc --target "$1" --emit=obj -o "$lib/$object.o" \
                "/usr/lib/rustlib/src/rust/library/rtstartup/$object.rs"
        done
    fi
    apt-get clean
    touch "$lib/prepared"
}

inside() {
    # In a mount namespace of its own: nothing stays mounted, however this ends.
    # shellcheck disable=SC2016 # For the shell in the root.
    unshare --mount bash -euc '
        root=$1 here=$2; shift 2
        for folder in "$here" "$CARGO_TARGET_DIR" "$CARGO_HOME"; do
            mkdir -p "$root$folder"
            mount --bind "$folder" "$root$folder"
        done
        # The certificates of this machine, which its network may have some of its own among.
        certificates=/etc/ssl/certs/ca-certificates.crt
        [ ! -e $certificates ] || mount --bind $certificates "$root$certificates"
        mount -t proc proc "$root/proc"
        mount --bind /dev "$root/dev"
        exec chroot "$root" sh -c "cd \"\$0\" && exec \"\$@\"" "$here" "$@"' \
        inside "$root" "$PWD" "$@"
}

export CARGO_TARGET_DIR=$out CARGO_HOME=$cargo HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin
unset CARGO RUSTC RUSTUP_TOOLCHAIN
inside env RUSTC_BOOTSTRAP=1 bash -c "$(declare -f prepare); prepare $target" >&2
inside "$@"
