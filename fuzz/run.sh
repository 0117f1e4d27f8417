#!/usr/bin/env bash
# Builds a target with what libFuzzer counts, and runs it for so many seconds: ./run.sh text 600.
# It takes neither cargo-fuzz nor a nightly compiler, and runs until something is found or time is up.
set -euo pipefail
cd "$(dirname "$0")"
name=$1
seconds=${2:-600}
triple=$(rustc -vV | sed -n 's/^host: //p')
flags="--cfg fuzzing -Cpasses=sancov-module"
for option in level=4 inline-8bit-counters pc-table trace-compares; do
    flags="$flags -Cllvm-args=-sanitizer-coverage-$option"
done
RUSTFLAGS=$flags cargo build --quiet --release --target "$triple" --bin "$name"
mkdir -p "corpus/$name" "artifacts/$name"
# What is counted and checked on the way costs several times the promised five seconds.
exec "target/$triple/release/$name" "corpus/$name" -artifact_prefix="artifacts/$name/" \
    -max_total_time="$seconds" -timeout=25 -rss_limit_mb=512 -print_final_stats=1
