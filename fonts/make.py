"""Cuts the four built-in faces. Run by make.sh; see README.md.

make.py CACHE OUT [FACE...]   CACHE as make.sh leaves it; OUT gets the faces.
"""

import bz2
import os
import sys
import unicodedata

from fontTools import subset
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._n_a_m_e import NameRecord

# How far, in units of 1000 to the em, FangSong's outlines may move.
TOLERANCE = 1.5

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


def cut(path, number, chars):
    """A face with only these characters and the tables the program needs."""
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
    # A format 14 table (variants) is not looked at.
    font["cmap"].tables = [t for t in font["cmap"].tables if t.isUnicode() and t.format != 14]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(c) for c in chars])
    cutter.subset(font)
    return font


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


def simplify(font, tolerance):
    """Takes points out of CFF outlines which a curve can do without.

    Only charstrings are replaced, so that advances, CIDs and all else stay.
    """
    import fontforge

    top = font["CFF "].cff.topDictIndex[0]
    strings = top.CharStrings
    glyphs = font.getGlyphSet()
    metrics = font["hmtx"].metrics
    work = fontforge.font()
    work.em = font["head"].unitsPerEm
    work.is_quadratic = False
    for name in font.getGlyphOrder():
        if name == ".notdef":
            continue
        old = strings[name]
        old.decompile()
        glyph = work.createChar(-1, "work")
        glyph.clear()
        pen = glyph.glyphPen()
        glyphs[name].draw(pen)
        pen = None
        glyph.simplify(tolerance, ("mergelines", "ignoreslopes", "smoothcurves", "removesingletonpoints"))
        glyph.round()
        private = old.private
        width = metrics[name][0]
        same = width == getattr(private, "defaultWidthX", 0)
        pen = T2CharStringPen(None if same else width - private.nominalWidthX, None)
        glyph.draw(pen)
        new = pen.getCharString(private, old.globalSubrs)
        strings[name] = new
    work.close()


def finish(font, path):
    font.save(path, reorderTables=True)


FANDOL = {"chars": "list"}

def main():
    cache, out, *faces = sys.argv[1:]
    published = f"{cache}/published"
    sets = lists(cache)
    sources = {
        "FangSong.otf": ("FandolFang-Regular.otf", 0),
        "KaiTi.ttf": ("LXGWWenKai-Regular.ttf", 0),
        "HeiTi.otf": ("NotoSansCJK-Regular.ttc", 2),
        "XiaoBiaoSong.otf": ("NotoSerifCJK-Bold.ttc", 2),
    }
    has = set()
    for file, number in sources.values():
        has |= {chr(c) for c in TTFont(f"{published}/{file}", fontNumber=number, lazy=True).getBestCmap()}
    print("in no face:", " ".join(sorted(f"{c} U+{ord(c):04X}" for c in sets["list"] - has)) or "none")
    chars = sets["list"] & has
    write_list(f"{out}/charset.txt", chars)
    for face in faces or sources:
        file, number = sources[face]
        wide = face in ("KaiTi.ttf", "HeiTi.otf")
        font = cut(f"{published}/{file}", number, chars | sets["gbk"] if wide and not os.environ.get("NOGBK") else chars)
        if face == "KaiTi.ttf":
            names(font, {
                1: "Nianbao Kai", 2: "Regular", 3: "Nianbao Kai Regular 1.250", 4: "Nianbao Kai",
                5: "Version 1.250", 6: "NianbaoKai-Regular", 16: None, 17: None,
            })
        elif face == "FangSong.otf":
            names(font, {})
            if not os.environ.get("NOSIMPLIFY"):
                simplify(font, TOLERANCE)
        else:
            names(font, {})
        finish(font, f"{out}/{face}")
        print(face, os.path.getsize(f"{out}/{face}"))


main()
