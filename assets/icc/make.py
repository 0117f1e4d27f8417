"""Writes srgb.icc, the profile that says what the colours of a PDF mean.

    python3 make.py

sRGB (IEC 61966-2-1) as an ICC version 2 display profile of matrix and curves, as small as such a
profile can well be: ISO 19005-2 asks for one even where all ink is black. The primaries are those
of the standard, adapted to D50 (Bradford); the curve is the standard's, at 65 places. The same
script gives the same bytes.
"""

import pathlib
import struct

PLACES = 65
PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
D50 = (0.9642, 1.0, 0.8249)


def linear(value):
    """Light for a value of sRGB, both 0 to 1."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def numbers(values):
    """s15Fixed16."""
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def described(text):
    """A textDescriptionType: ASCII, and no Unicode or Macintosh text."""
    text = text.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(8 + 3 + 67)


def profile():
    curve = [round(linear(place / (PLACES - 1)) * 65535) for place in range(PLACES)]
    curve = b"curv\0\0\0\0" + struct.pack(f">I{PLACES}H", PLACES, *curve)
    tags = {
        b"desc": described("sRGB"),
        b"cprt": b"text\0\0\0\0" + b"CC0\0",
        b"wtpt": b"XYZ \0\0\0\0" + numbers(D50),
        **{tag: b"XYZ \0\0\0\0" + numbers(values) for tag, values in PRIMARIES.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    at = 128 + 4 + 12 * len(tags)
    table, data, places = b"", b"", {}
    for tag, content in tags.items():
        if content not in places:
            places[content] = at + len(data)
            data += content + bytes(-len(content) % 4)
        table += tag + struct.pack(">II", places[content], len(content))
    header = struct.pack(
        ">I4sI4s4s4s6H4s4sI4s4sQI12s4s44x",
        at + len(data),
        bytes(4),  # no preferred engine
        0x02100000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *(2026, 11, 20, 0, 0, 0),
        b"acsp",
        bytes(4),  # no platform
        0,
        bytes(4),
        bytes(4),
        0,
        0,  # perceptual
        numbers(D50),
        bytes(4),
    )
    return header + struct.pack(">I", len(tags)) + table + data


pathlib.Path(__file__).with_name("srgb.icc").write_bytes(profile())
