"""A report's parts (JSON) as a Word file with merged cells, by python-docx.

Usage: word.py PARTS.json OUT.docx
"""

import json
import sys

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt


def table(document, rows):
    columns = max(cell["column"] + cell["columns"] for row in rows for cell in row)
    made = document.add_table(rows=len(rows), cols=columns)
    made.style = "Table Grid"
    for at, row in enumerate(rows):
        for cell in row:
            first = made.cell(at, cell["column"])
            last = made.cell(at + cell["rows"] - 1, cell["column"] + cell["columns"] - 1)
            merged = first if first is last else first.merge(last)
            merged.text = cell["text"]
            for paragraph in merged.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(9)


def main(source, target):
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name = "Noto Serif CJK SC"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    with open(source, encoding="utf-8") as file:
        parts = json.load(file)
    for kind, content in parts:
        if kind == "title":
            paragraph = document.add_paragraph(content)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif kind == "heading":
            document.add_heading(content, level=1)
        elif kind == "paragraph":
            paragraph = document.add_paragraph(content)
            paragraph.paragraph_format.first_line_indent = Pt(22)
        elif kind == "signature":
            paragraph = document.add_paragraph(content)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        else:
            table(document, content)
    document.save(target)


main(*sys.argv[1:])
