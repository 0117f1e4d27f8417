#!/usr/bin/env bash
# The tests' own documents as seeds: reports as text, as pages, and the documents of Word files.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p corpus/{text,html,docx,pdf,xlsx,ron}
cp ../tests/reports/*.txt corpus/text/
cp ../assets/sample.ron corpus/ron/
pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT
NIANBAO_PUBLISHED="$pages" cargo test --quiet --no-default-features \
    --manifest-path ../Cargo.toml --test core -- --exact import_structured::pages_written_by_hand
cp "$pages"/*.html corpus/html/
for file in ../tests/published/*.docx; do
    unzip -p "$file" word/document.xml >"corpus/docx/$(basename "$file").xml"
done
