#!/usr/bin/env bash
# Makes the Word files and PDFs in this folder with other people's programs. Run by hand, once;
# the tests read what is committed. Wants LibreOffice, Chromium, python-docx and reportlab.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Each report as a page (NAME.html) and as its parts (NAME.json).
NIANBAO_PUBLISHED="$work" cargo test --quiet --no-default-features --test core -- \
    --exact import_structured::pages_written_by_hand

for page in "$work"/*.html; do
    name=$(basename "$page" .html)
    python3 "$here/word.py" "$work/$name.json" "$here/$name.python-docx.docx"
    soffice -env:UserInstallation="file://$work/profile" --headless --infilter="HTML (StarWriter)" \
        --convert-to docx:"Office Open XML Text" --outdir "$work/office" "$page" >/dev/null 2>&1
    mv "$work/office/$name.docx" "$here/$name.libreoffice.docx"
    # PDFs are large: of these only.
    case "$name" in 001 | 002 | sample) ;; *) continue ;; esac
    soffice -env:UserInstallation="file://$work/profile" --headless \
        --convert-to pdf:writer_pdf_Export --outdir "$work/office" \
        "$here/$name.python-docx.docx" >/dev/null 2>&1
    mv "$work/office/$name.python-docx.pdf" "$here/$name.libreoffice.pdf"
    chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --user-data-dir="$work/browser" \
        --print-to-pdf="$here/$name.chromium.pdf" "file://$page" >/dev/null 2>&1
    python3 "$here/pdf.py" "$work/$name.json" "$here/$name.reportlab.pdf"
done
ls -l "$here"
