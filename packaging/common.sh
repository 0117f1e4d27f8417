# What the builds of every system share; to be sourced in the project's folder.
#
# Folders of the machine are cut out of what is built, so that the same sources, compiler and linker
# give the same bytes wherever they stand.
# shellcheck shell=bash disable=SC2034 # What is set here is used there.

profile=${PROFILE:-dist}
out=$(realpath -m "${CARGO_TARGET_DIR:-target}")
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
# What the About window says beside the version.
if [ -z "${NIANBAO_BUILD+set}" ]; then
    NIANBAO_BUILD=$(git rev-parse --short=8 HEAD 2>/dev/null || true)
    [ -z "$(git status --porcelain --untracked-files=no 2>/dev/null)" ] || NIANBAO_BUILD+=+
fi
# The time of every file in a package: that of the commit.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
RUSTFLAGS+=" --remap-path-prefix=$PWD=/nianbao --remap-path-prefix=$out=/target"
# The package has the manual's pictures beside the program.
export NIANBAO_BUILD NIANBAO_PICTURES=no RUSTFLAGS SOURCE_DATE_EPOCH TZ=UTC

# Whether Rust here has the standard library of a target, or the means to build it.
has_target() {
    [ -d "$(rustc --print target-libdir --target "$1" 2>/dev/null)" ]
}
