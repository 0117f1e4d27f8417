"""What `nianbao show --format json` says of a report, as content for report.typ."""

import re

# The cells above the row labels: `show` names rows and columns, and these are neither.
CORNERS = {2: "信息内容", 3: "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"}

# Size of type in points, space above and below it, so that each table stands on one page.
SIZES = {2: (10.5, 5.5), 3: (10.0, 2.4), 4: (10.5, 5.5)}


def content(report):
    """The document for report.typ."""
    tables = {table["section"]: form(table) for table in report["tables"]}
    return {
        "title": report["title"],
        "agency": report["agency"],
        "lead_in": prose(report["lead_in"]),
        "sections": [
            {
                "title": section["title"],
                "prose": prose(section["text"]),
                "table": tables.get(section["number"]),
            }
            for section in report["sections"]
        ],
        "signature": report["signature"] if any(report["signature"].values()) else None,
    }


def prose(text):
    """Paragraphs, each as its 楷体 heading and the rest."""
    return [split_heading(line.strip()) for line in text.split("\n")] if text else []


def split_heading(line):
    """（一） and the words up to the first 。 or ： are a heading, or a short line as a whole."""
    numbered = re.match(r"[（(][〇零一二三四五六七八九十百]+[）)]", line)
    if not numbered:
        return "", line
    mark = re.search("[。：:]", line[numbered.end():])
    if mark:
        end = numbered.end() + mark.end()
        return line[:end], line[end:]
    return (line, "") if len(line) <= 28 else ("", line)


def form(table):
    """A table as merged cells on a grid."""
    section = table["section"]
    bands = split_bands(table["cells"], section == 2)
    width = max(labels + len(columns) for _, labels, columns, _ in bands)
    cells, top = [], 0
    for caption, labels, columns, rows in bands:
        if caption is not None:
            cells.append(cell(0, top, width, 1, "header", caption))
            top += 1
        depth = max(len(path) for path in columns)
        if labels:
            cells.append(cell(0, top, labels, depth, "header", CORNERS[section]))
        # A band with fewer columns than the table is as wide: its last one takes what is left.
        starts = [labels + index for index in range(len(columns))] + [width]
        for start, end, level, last, label in tree(columns, depth):
            span = starts[end] - starts[start]
            cells.append(cell(starts[start], top + level, span, last - level, "header", label))
        top += depth
        for start, end, level, last, label in tree([path for path, _ in rows], labels):
            kind = "label" if end - start == 1 and last == labels else "group"
            cells.append(cell(level, top + start, last - level, end - start, kind, label))
        for y, (_, values) in enumerate(rows, top):
            for column, value in enumerate(values):
                span = starts[column + 1] - starts[column]
                cells.append(cell(starts[column], y, span, 1, "figure", shown(value)))
        top += len(rows)
    labels = bands[0][1]
    size, inset = SIZES[section]
    return {"cells": cells, "widths": widths(labels, width), "size": size, "inset": inset}


def split_bands(cells, captioned):
    """Runs of rows with the same columns: caption, label columns, column paths, rows."""
    bands, rows = [], []
    for entry in cells:
        if not rows or rows[-1][0] != entry["row"] or entry["column"] in rows[-1][1]:
            rows.append((entry["row"], [], []))
        rows[-1][1].append(entry["column"])
        rows[-1][2].append(entry["value"])
    for path, columns, values in rows:
        caption = path[0] if captioned else None
        if not bands or bands[-1][0] != caption:
            bands.append((caption, columns, []))
        bands[-1][2].append((path[1:] if captioned else path, values))
    return [
        (caption, max(len(path) for path, _ in rows), columns, rows)
        for caption, columns, rows in bands
    ]


def tree(paths, depth):
    """The label cells of paths: first and last leaf, first and last level, words."""
    found = []
    for level in range(depth):
        start = 0
        while start < len(paths):
            end = start + 1
            if level < len(paths[start]):
                head = paths[start][: level + 1]
                leaf = len(head) == len(paths[start])
                while not leaf and end < len(paths) and paths[end][: level + 1] == head:
                    end += 1
                found.append((start, end, level, depth if leaf else level + 1, head[-1]))
            start = end
    return found


def widths(labels, width):
    """Shares of the table's width: a tree of labels takes three sevenths of it."""
    if labels < 2:
        return [1] * width
    shares = [0.14, 0.24, 0.62]
    figures = width - labels
    return [share * 3 / 7 * figures for share in shares] + [4 / 7] * figures


def shown(value):
    return "" if value is None else str(value)


def cell(x, y, columns, rows, kind, text):
    return {"x": x, "y": y, "columns": columns, "rows": rows, "kind": kind, "text": text}


def paragraphs(document):
    """Every text that is not in a table."""
    texts = [document["title"]]
    for section in [{"title": "", "prose": document["lead_in"]}, *document["sections"]]:
        texts.append(section["title"])
        texts.extend(head + rest for head, rest in section["prose"])
    texts.extend((document["signature"] or {}).values())
    return texts


def cells(document):
    """Every text of every table."""
    tables = [section["table"] for section in document["sections"] if section["table"]]
    return [cell["text"] for table in tables for cell in table["cells"]]
