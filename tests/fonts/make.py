"""Makes the faces that tests take for an office's. Needs fonttools.

    python3 make.py

They are the program's own, cut to a few dozen characters and named as what an office has: a glyf
face of 256 units to the em in a collection, a name-keyed CFF face, a CID-keyed one, and one that
forbids embedding. Small, and nobody's property but the faces' they are cut from (see
fonts/README.md): the OFL, and no reserved name.
"""

import pathlib

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.scaleUpem import scale_upem

HERE = pathlib.Path(__file__).parent
FONTS = HERE.parent.parent / "fonts"
TEXT = "年度政府信息公开工作报告一二三四五六、（）。，总体情况人民云泽县柳塘镇项计0123456789H—“”"


def cut(name, text=TEXT):
    options = subset.Options()
    options.name_IDs = []
    options.glyph_names = False
    options.notdef_outline = True
    font = TTFont(FONTS / name, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    return font


def call(font, chinese, english, postscript, fs_type=0):
    """Names the face, and says what may be done with it."""
    names = font["name"]
    names.names = []
    for number, text in {1: english, 2: "Regular", 4: english, 6: postscript}.items():
        names.setName(text, number, 3, 1, 0x409)
    names.setName(chinese, 1, 3, 1, 0x804)
    names.setName("Cut from the built-in faces of nianbao for its tests; SIL OFL 1.1", 13, 3, 1, 0x409)
    font["OS/2"].fsType = fs_type
    if "CFF " in font:
        font["CFF "].cff.fontNames = [postscript]
    return font


def name_keyed(name):
    """The same outlines in a CFF table with names instead of CIDs."""
    font = cut(name)
    strings, metrics, order = {}, {}, font.getGlyphOrder()
    glyphs = font.getGlyphSet()
    for glyph in order:
        pen = T2CharStringPen(font["hmtx"][glyph][0], glyphs)
        glyphs[glyph].draw(pen)
        strings[glyph] = pen.getCharString()
        metrics[glyph] = font["hmtx"][glyph]
    made = FontBuilder(font["head"].unitsPerEm, isTTF=False)
    made.setupGlyphOrder(order)
    made.setupCharacterMap(font.getBestCmap())
    made.setupCFF("Nianbao-Test", {}, strings, {})
    made.setupHorizontalMetrics(metrics)
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": "x"})
    made.setupOS2(sCapHeight=700, version=4)
    made.setupPost()
    made.font["head"].created = made.font["head"].modified = 0
    made.font.recalcTimestamp = False
    return made.font


def write(font, name):
    font.save(HERE / name)


imitation = cut("WenKai.ttf")
scale_upem(imitation, 256)
call(imitation, "仿宋_GB2312", "FangSong_GB2312", "FangSong_GB2312", 8)
other = call(cut("WenKai.ttf", "年"), "别的字体", "Another Face", "AnotherFace")
collection = TTCollection()
collection.fonts = [other, imitation]
collection.save(HERE / "simfang.ttc")
write(call(name_keyed("HeiTi.otf"), "黑体", "SimHei", "SimHei"), "simhei.otf")
write(call(cut("XiaoBiaoSong.otf"), "方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXBSJW--GB1-0", 4), "FZXBSJW.otf")
write(call(cut("WenKai.ttf", "年政府"), "楷体_GB2312", "KaiTi_GB2312", "KaiTi_GB2312", 2), "simkai.ttf")
