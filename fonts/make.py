"""Cuts the built-in faces. Run by make.sh; see README.md.

make.py CACHE OUT [FACE...]   CACHE as make.sh leaves it; OUT gets the faces.
"""

import bz2
import gzip
import multiprocessing
import os
import sys
import unicodedata

import fontforge
import numpy as np
from fontTools import subset
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

# The days on which Fandol's faces were changed: the GPL asks that a changed version says so.
CHANGED = {"FangSong.otf": "2026-11-20", "KaiTi.otf": "2026-11-30"}

# How far, in units of 1000 to the em, FangSong's outlines may move.
BOUND = 2.0
# What fontforge is asked to try on each contour; the shortest result that
# stays within the bound is taken, else the contour stays as it was.
TOLERANCES = 0.5, 1, 1.5, 2
FLAGS = (
    ("mergelines", "ignoreslopes", "smoothcurves", "removesingletonpoints"),
    ("mergelines", "ignoreslopes", "ignoreextrema", "removesingletonpoints"),
    ("mergelines", "ignoreslopes", "ignoreextrema", "smoothcurves", "choosehv", "removesingletonpoints"),
)

# Beyond GB2312, the 8,105 and Latin-1: what turns up in office text and in
# the window. Characters that no face has are dropped from the list.
OFFICE = (
    "·‐‑‒–—―‖‘’‚“”„†‡•‣…‰‱′″‹›※‾⁄€™℃℅℉№℡Ω"  # punctuation and signs
    "㎎㎏㎜㎝㎞㎡㎥㎖㏄㏎㏑㏒㏕㈱㊣"  # units in one cell
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚❶❷❸❹❺❻❼❽❾❿"
    "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ"
    "¼½¾⅓⅔⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
    "←↑→↓↔↕↖↗↘↙⇐⇒⇔⏎"
    "∈∏∑∕√∝∞∟∠∣∥∧∨∩∪∫∮∴∵∶∷∽≈≌≒≠≡≤≥≦≧≮≯⊕⊙⊥⊿−"
    "■□▪▫▲△▶▷▸▼▽▾◀◁◂◆◇○◎●◢◣◤◥◯◻★☆☉☎☐☑☒♀♂✓✔✕✖✗✘⚠ⓘ"
    "〇〈〉《》「」『』【】〒〓〔〕〖〗〝〞、。〃々〆〜"
    "ˉˇ¨ˊˋ˙"
    "︰︱︳︴︵︶"
    "\u2002\u2003\u2009"  # spaces
)

# What page numbers are made of; the dash is full-width all the same.
FOLIO = "0123456789 —"


def decoded(codec, first, second):
    """What the two-byte codes of a codec stand for."""
    return {
        c
        for a in first
        for b in second
        for c in bytes([a, b]).decode(codec, "ignore")
        if ord(c) >= 0x80 and unicodedata.category(c) != "Co"
    }


def lists(cache):
    """The named sets of characters the list is built from."""
    rows = range(0xA1, 0xF8), range(0xA1, 0xFF)
    with bz2.open(f"{cache}/doc/Unihan_OtherMappings.txt.bz2", "rt") as unihan:
        tgh = {chr(int(line.split()[0][2:], 16)) for line in unihan if "\tkTGH\t" in line}
    assert len(tgh) == 8105
    # GBK's decoding of row 1 has · and —, GB2312's has ・ and ―: both stay.
    gb2312 = decoded("gb2312", *rows)
    assert sum("\u4e00" <= c <= "\u9fff" for c in gb2312) == 6763
    gb2312 |= {"·", "—"}
    gbk = decoded("gbk", range(0x81, 0xFF), range(0x40, 0xFF))
    box = {chr(c) for c in range(0x2500, 0x2580)}
    latin = {chr(c) for c in [*range(0x20, 0x7F), *range(0xA0, 0x100)] if c != 0xAD}
    forms = {chr(c) for c in [*range(0x3000, 0x3020), *range(0xFF01, 0xFF5F), *range(0xFFE0, 0xFFE7)]}
    return {
        "gb2312": gb2312 - box,
        "tgh": tgh,
        "gbk": gbk - box,
        "list": (gb2312 | tgh | latin | forms | set(OFFICE)) - box,
    }


def write_list(path, chars):
    """The list: sorted, 50 characters a line; spaces are named, not shown."""
    spaces = sorted(c for c in chars if unicodedata.category(c) == "Zs")
    shown = "".join(sorted(chars - set(spaces)))
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write(
            "# The characters the built-in faces are cut to. Made by make.sh: change make.py instead.\n"
            "# GB2312 without box drawing, the 8,105 of the 通用规范汉字表 (kTGH of Unicode 15.0),\n"
            "# CJK punctuation, full-width forms, ASCII, Latin-1, and signs of office text.\n"
            "# A line is 50 characters; one that starts with '# ' is a comment. Sorted by code point.\n"
            f"# {len(chars)} characters, {len(spaces)} of them spaces, not shown: "
            + " ".join(f"U+{ord(c):04X}" for c in spaces)
            + "\n"
        )
        for at in range(0, len(shown), 50):
            out.write(shown[at : at + 50] + "\n")


def cut(path, number, chars, halves=""):
    """A face with only these characters and the tables the program needs; some half as wide as high."""
    options = subset.Options()
    options.drop_tables += [
        *("BASE", "GDEF", "GPOS", "GSUB", "JSTF", "VORG", "vhea", "vmtx", "gasp", "DSIG", "meta"),
    ]
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 10, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.legacy_cmap = False
    options.symbol_cmap = False
    options.prune_codepage_ranges = False
    options.recalc_timestamp = False
    # Not rounded up from the points: hhea and OS/2 give the line height.
    options.recalc_bounds = False
    options.canonical_order = True
    font = TTFont(path, fontNumber=number, recalcTimestamp=False)
    if halves:
        half_width(font, halves)
    # A format 14 table (variants) is not looked at.
    font["cmap"].tables = [t for t in font["cmap"].tables if t.isUnicode() and t.format != 14]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(c) for c in chars])
    cutter.subset(font)
    return font


def half_width(font, chars):
    """Leads characters to the glyphs that are half as wide as high."""
    table = font["GSUB"].table
    features = [r.Feature for r in table.FeatureList.FeatureRecord if r.FeatureTag == "hwid"]
    halves = {}
    for number in {n for feature in features for n in feature.LookupListIndex}:
        for rule in table.LookupList.Lookup[number].SubTable:
            halves |= getattr(rule, "ExtSubTable", rule).mapping
    for part in font["cmap"].tables:
        if not part.isUnicode() or part.format == 14:
            continue
        for c in chars:
            glyph = part.cmap.get(ord(c))
            if glyph in halves:
                part.cmap[ord(c)] = halves[glyph]


def names(font, records):
    """Sets name records (Windows, Unicode, US English); None takes one out."""
    table = font["name"]
    table.names = [n for n in table.names if n.platformID == 3 and n.langID == 0x409]
    for number, text in records.items():
        table.removeNames(nameID=number)
        if text is not None:
            table.setName(text, number, 3, 1, 0x409)
    table.names.sort()
    if "CFF " in font:
        cff = font["CFF "].cff
        top = cff.topDictIndex[0]
        cff.fontNames = [table.getDebugName(6)]
        top.FamilyName = table.getDebugName(16) or table.getDebugName(1)
        top.FullName = table.getDebugName(4)


def contours(recorded):
    """A recorded outline as a list of contours."""
    out, contour = [], []
    for step in recorded:
        contour.append(step)
        if step[0] in ("closePath", "endPath"):
            out.append(contour)
            contour = []
    return out


def points(contour):
    """Points along a contour, some 15 units apart, the first one again last."""
    out, at = [], None

    def line(to):
        n = max(1, int(np.hypot(to[0] - at[0], to[1] - at[1]) / 15))
        t = np.linspace(0, 1, n + 1)[1:, None]
        out.append((1 - t) * np.array(at) + t * np.array(to))

    for op, args in contour:
        if op == "moveTo":
            out.append(np.array(args, float))
        elif op == "lineTo":
            line(args[0])
        elif op == "curveTo":
            p = np.array([at, *args], float)
            n = max(3, int(np.abs(np.diff(p, axis=0)).sum() / 15))
            t = np.linspace(0, 1, n + 1)[1:, None]
            s = 1 - t
            out.append(s**3 * p[0] + 3 * s * s * t * p[1] + 3 * s * t * t * p[2] + t**3 * p[3])
        if args:
            at = args[-1]
    line(contour[0][1][0])
    return np.concatenate(out)


def farthest(a, b):
    """How far a point of a lies from the line through b, at most."""
    start, along = b[:-1], b[1:] - b[:-1]
    square = (along * along).sum(1)
    square[square == 0] = 1
    to = a[:, None] - start[None]
    t = np.clip((to * along).sum(2) / square, 0, 1)
    off = to - t[..., None] * along
    return np.sqrt((off * off).sum(2).min(1).max())


def length(contour):
    """The bytes a contour takes as a charstring."""
    pen = T2CharStringPen(None, None)
    for op, args in contour:
        getattr(pen, op)(*args)
    string = pen.getCharString()
    string.compile()
    return len(string.bytecode)


WORK = None


def simpler(contour):
    """The contour with fewer points, nowhere more than BOUND from what it was."""
    global WORK
    if WORK is None:
        font = fontforge.font()
        font.em = 1000
        WORK = font, font.createChar(-1, "work")
    glyph = WORK[1]
    tried = [(length(contour), 0, contour)]
    for flags in FLAGS:
        for tolerance in TOLERANCES:
            glyph.clear()
            pen = glyph.glyphPen()
            for op, args in contour:
                getattr(pen, op)(*args)
            pen = None
            glyph.simplify(tolerance, flags)
            glyph.round()
            record = RecordingPen()
            glyph.draw(record)
            got = contours(record.value)
            if len(got) == 1 and len(got[0]) > 2:
                tried.append((length(got[0]), len(tried), got[0]))
    was = points(contour)
    for _, number, new in sorted(tried, key=lambda one: one[:2]):
        if number == 0:
            return contour
        now = points(new)
        if max(farthest(was, now), farthest(now, was)) <= BOUND:
            return new


def simpler_glyph(outline):
    return [simpler(contour) for contour in outline]


def simplify(font):
    """Takes points out of CFF outlines which a curve can do without.

    Only charstrings are replaced, so that advances, CIDs and all else stay.
    """
    strings = font["CFF "].cff.topDictIndex[0].CharStrings
    glyphs = font.getGlyphSet()
    order = [name for name in font.getGlyphOrder() if name != ".notdef"]
    outlines = []
    for name in order:
        record = RecordingPen()
        glyphs[name].draw(record)
        outlines.append(contours(record.value))
    with multiprocessing.Pool() as pool:
        outlines = pool.map(simpler_glyph, outlines, chunksize=50)
    for name, outline in zip(order, outlines):
        old = strings[name]
        private = old.private
        width = font["hmtx"].metrics[name][0]
        usual = width == getattr(private, "defaultWidthX", 0)
        pen = T2CharStringPen(None if usual else width - private.nominalWidthX, None)
        for contour in outline:
            for op, args in contour:
                getattr(pen, op)(*args)
        strings[name] = pen.getCharString(private, old.globalSubrs)


def paragraphs(path, licence):
    """A licence's text out of a Debian copyright file."""
    out, inside = [], False
    for line in open(path, encoding="utf-8"):
        if line.startswith("License:"):
            inside = line.split()[1] == licence and not out
        elif inside and line.startswith(" "):
            out.append("" if line.strip() == "." else line[1:].rstrip())
        elif line.strip() and not line.startswith(" "):
            inside = False
    return "\n".join(out).strip() + "\n"


def licences(cache, out):
    os.makedirs(out, exist_ok=True)

    def write(name, text):
        with open(f"{out}/{name}", "w", encoding="utf-8", newline="\n") as file:
            file.write(text)

    write("Fandol-README.txt", open(f"{cache}/doc/fandol-README", encoding="utf-8").read())
    write("Fandol-COPYING.txt", gzip.open(f"{cache}/doc/fandol-COPYING.gz", "rt", encoding="utf-8").read())
    write(
        "Fandol-CHANGES.txt",
        "Copyright © 2012-2013, the Fandol team (Clerk Ma, Jie Su).\n\n"
        f"FangSong.otf is FandolFang-Regular.otf (Version 1.300), changed on {CHANGED['FangSong.otf']}, and\n"
        f"KaiTi.otf is FandolKai-Regular.otf (Version 1.300), changed on {CHANGED['KaiTi.otf']}, for\n"
        "nianbao: characters outside charset.txt, layout tables and hints are taken out,\n"
        "and FangSong's outlines carry fewer points. make.sh and make.py are how.\n\n"
        "They stay under the GNU General Public License, version 3, with the font\n"
        "exception at the end of Fandol-COPYING.txt. The exception is extended to these\n"
        "changed versions: a document in which they or portions of them are embedded is\n"
        "not covered by the licence for that reason.\n",
    )
    wenkai = paragraphs(f"{cache}/doc/lxgw-wenkai-copyright", "OFL-1.1")
    noto = paragraphs(f"{cache}/doc/noto-cjk-copyright", "SIL-1.1")
    assert "PERMISSION & CONDITIONS" in wenkai and "PERMISSION & CONDITIONS" in noto
    write(
        "WenKai-OFL.txt",
        "Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai),\n"
        'with Reserved Font Names "霞鹜" and "LXGW".\n'
        "Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee)\n\n" + wenkai,
    )
    write("HeiTi-OFL.txt", "Copyright 2014-2021 Adobe (http://www.adobe.com/).\nNoto is a trademark of Google Inc.\n\n" + noto)
    write("XiaoBiaoSong-OFL.txt", "Copyright 2017-2022 Adobe (http://www.adobe.com/).\nNoto is a trademark of Google Inc.\n\n" + noto)


def main():
    cache, out, *faces = sys.argv[1:]
    published = f"{cache}/published"
    sets = lists(cache)
    sources = {
        "FangSong.otf": ("FandolFang-Regular.otf", 0),
        "KaiTi.otf": ("FandolKai-Regular.otf", 0),
        "WenKai.ttf": ("LXGWWenKai-Regular.ttf", 0),
        "HeiTi.otf": ("NotoSansCJK-Regular.ttc", 2),
        "XiaoBiaoSong.otf": ("NotoSerifCJK-Bold.ttc", 2),
        "SongTi.otf": ("NotoSerifCJK-Regular.ttc", 2),
    }
    has = set()
    for file, number in sources.values():
        has |= {chr(c) for c in TTFont(f"{published}/{file}", fontNumber=number, lazy=True).getBestCmap()}
    print("in no face:", " ".join(sorted(f"{c} U+{ord(c):04X}" for c in sets["list"] - has)) or "none")
    chars = sets["list"] & has
    write_list(f"{out}/charset.txt", chars)
    licences(cache, f"{out}/licences")
    for face in faces or sources:
        file, number = sources[face]
        # The page numbers are all that is set in 宋体.
        folio = face == "SongTi.otf"
        font = cut(f"{published}/{file}", number, set(FOLIO) if folio else chars, FOLIO if folio else "")
        records = {}
        if face == "WenKai.ttf":
            # The licence reserves the old names.
            records = {
                1: "Nianbao Kai", 2: "Regular", 3: "1.250;NianbaoKai-Regular", 4: "Nianbao Kai",
                5: "Version 1.250; cut for nianbao", 6: "NianbaoKai-Regular", 16: None, 17: None,
            }  # fmt: skip
        elif face in CHANGED:
            changed = CHANGED[face]
            # A report has some ten lines in 楷体: fewer points would save it 2 KB.
            simpler = face == "FangSong.otf"
            if simpler:
                simplify(font)
            records = {
                5: f"Version 1.300; cut {'and simplified ' if simpler else ''}for nianbao, {changed}",
                10: f"Chinese fonts for TeX system. Changed for nianbao on {changed}: fewer characters{', simpler outlines' if simpler else ''}.",
                13: "GNU General Public License, version 3, with the font exception, which is extended to this changed version.",
            }
        names(font, records)
        font.save(f"{out}/{face}", reorderTables=True)
        print(face, os.path.getsize(f"{out}/{face}"))


if __name__ == "__main__":
    main()
