"""One Typst process: `compile.py` only starts up, `compile.py FACES CONTENT PDF` writes a PDF."""

import os
import sys

import typst

if len(sys.argv) > 1:
    faces, content, out = sys.argv[1:]
    # Nothing but the faces it needs: no look at the system's or at its own.
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[faces]
    )
    typst.compile(
        os.path.join(os.path.dirname(content), "report.typ"),
        output=out,
        font_paths=fonts,
        sys_inputs={
            "content": os.path.basename(content),
            # A cut face may not keep its name.
            "kaiti": next(name for name in fonts.families() if "Kai" in name),
        },
        # Without it the file says when it was made.
        timestamp=0,
    )
