"""A report's parts (JSON) as a PDF whose faces are not in the file, by reportlab.

Usage: pdf.py PARTS.json OUT.pdf
"""

import json
import sys
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

FACE = "STSong-Light"


def style(size, **more):
    return ParagraphStyle("", fontName=FACE, fontSize=size, leading=size * 1.5, wordWrap="CJK", **more)


def table(rows):
    columns = max(cell["column"] + cell["columns"] for row in rows for cell in row)
    texts = [[""] * columns for _ in rows]
    marks = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), "Helvetica", 8)]
    marks += [("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
    for at, row in enumerate(rows):
        for cell in row:
            text = cell["text"]
            column = cell["column"]
            # Figures are in another face, as offices set them.
            if text and not text.isascii():
                text = Paragraph(escape(text).replace("\n", "<br/>"), style(7))
            texts[at][column] = text
            last = (column + cell["columns"] - 1, at + cell["rows"] - 1)
            marks.append(("SPAN", (column, at), last))
    marks += [("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
    # Table three has labels in three columns, of which the last are long.
    wide = [40, 60, 140, *[28] * 7] if columns == 10 else [430 / columns] * columns
    return Table(texts, colWidths=wide, style=marks)


def main(source, target):
    pdfmetrics.registerFont(UnicodeCIDFont(FACE))
    with open(source, encoding="utf-8") as file:
        parts = json.load(file)
    story = []
    for kind, content in parts:
        if kind == "title":
            story.append(Paragraph(escape(content), style(18, alignment=1)))
        elif kind == "paragraph":
            story.append(Paragraph(escape(content), style(12, firstLineIndent=24)))
        elif kind == "signature":
            story.append(Paragraph(escape(content), style(12, alignment=2)))
        elif kind == "heading":
            story.append(Paragraph(escape(content), style(14)))
        else:
            story.append(table(content))
            story.append(Spacer(1, 12))
    SimpleDocTemplate(target, pagesize=A4, invariant=1).build(story)


main(*sys.argv[1:])
