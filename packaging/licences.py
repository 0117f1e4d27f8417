#!/usr/bin/env python3
"""Writes docs/manual/licences.txt: the licences of the program, its faces and every crate in it.

    packaging/licences.py            writes the file
    packaging/licences.py --check    ends with 1 where it is not up to date

Reads what cargo resolves and the crates as they were fetched; the network is not used.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs/manual/licences.txt"
TARGET = "x86_64-unknown-linux-gnu"
LINE = "=" * 80
FACES = ROOT / "fonts/licences"
NAMES = ("license", "licence", "copying", "notice", "unlicense", "copyright")
HEAD = """年报（nianbao）的许可

源代码按 MIT 或者 Apache-2.0 许可，由使用者选择。程序中带有 Fandol 的仿宋、楷体字体（GPL 第 3 版，附字体例外），
因此编译好的程序整体按 GPL-3.0-or-later 许可。用程序制作的文件不因为嵌入这些字体而受 GPL 约束。

The source code is under MIT or Apache-2.0, as you choose. The program carries two faces of Fandol,
which are under the GPL, version 3, with the font exception: THE PROGRAM AS A WHOLE IS UNDER
GPL-3.0-or-later. A document in which they are embedded is not under the GPL for that reason.

In this file: the source code; the faces FangSong and KaiTi (Fandol), WenKai (LXGW WenKai), HeiTi (Noto Sans
CJK SC), XiaoBiaoSong (Noto Serif CJK SC); the crates that are linked in."""
OWN = [
    ("The source code, either of two: MIT", ROOT / "LICENSE-MIT"),
    ("The source code, either of two: Apache-2.0", ROOT / "LICENSE-APACHE"),
    ("FangSong and KaiTi (Fandol): how they were changed", FACES / "Fandol-CHANGES.txt"),
    ("FangSong and KaiTi (Fandol): what their makers say", FACES / "Fandol-README.txt"),
    ("FangSong and KaiTi (Fandol), and the program as a whole: GPL-3.0", FACES / "Fandol-COPYING.txt"),
    ("WenKai (LXGW WenKai): OFL-1.1", FACES / "WenKai-OFL.txt"),
    ("HeiTi (Noto Sans CJK SC): OFL-1.1", FACES / "HeiTi-OFL.txt"),
    ("XiaoBiaoSong (Noto Serif CJK SC): OFL-1.1", FACES / "XiaoBiaoSong-OFL.txt"),
]
# Of the same house and under the same licence, with the text that the other one lacks.
SIBLINGS = {"alloc-stdlib": "alloc-no-stdlib"}


def crates():
    """What is linked into the program: no build scripts, no tests."""
    tree = ["cargo", "tree", "--locked", "--target", TARGET, "--edges", "normal,no-proc-macro"]
    tree += ["--prefix", "none", "--format", "{p}"]
    lines = subprocess.run(tree, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    linked = {tuple(line.split()[:2]) for line in lines.splitlines() if line}
    metadata = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET]
    packages = json.loads(subprocess.check_output(metadata, cwd=ROOT))["packages"]
    found = [p for p in packages if (p["name"], f"v{p['version']}") in linked]
    assert len(found) == len(linked), "a crate is missing from the metadata"
    # Those of this repository have no source, and its licences stand first.
    others = (p for p in found if p["source"])
    return sorted(others, key=lambda p: (p["name"], p["version"]))


def texts(package):
    """The licence files of a crate, without those of what it does not use."""
    folder = Path(package["manifest_path"]).parent
    files = [f for f in folder.iterdir() if f.is_file() and f.name.lower().startswith(NAMES)]
    return [f.read_text(encoding="utf-8", errors="replace").strip() for f in sorted(files)]


def content():
    """The whole file."""
    parts = [HEAD]
    parts += [f"{LINE}\n{title}\n\n{path.read_text(encoding='utf-8').strip()}" for title, path in OWN]
    packages = crates()
    by_name = {package["name"]: package for package in packages}
    by_text, listed = {}, []
    for package in packages:
        name = f"{package['name']} {package['version']}"
        licence = package["license"] or "see its text"
        listed.append(f"{name}  {licence}")
        own = texts(by_name[SIBLINGS.get(package["name"], package["name"])])
        # Without a text of its own: the one licence whose text names no holder.
        if not own and "Apache-2.0" not in licence:
            sys.exit(f"{name} ({licence}) carries no text of its licence")
        for text in own or [(ROOT / "LICENSE-APACHE").read_text().strip()]:
            # The same text with other line breaks is the same text.
            by_text.setdefault(" ".join(text.split()), (text, []))[1].append(name)
    parts.append(f"{LINE}\nThe crates in the program\n\n" + "\n".join(listed))
    parts += [f"{LINE}\n{', '.join(names)}\n\n{text}" for text, names in by_text.values()]
    lines = "\n\n".join(parts).replace("\r\n", "\n").replace("\f", "").split("\n")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def main():
    made = content()
    if sys.argv[1:] == ["--check"]:
        sys.exit(0 if OUT.read_text(encoding="utf-8") == made else f"{OUT} is not up to date")
    OUT.write_text(made, encoding="utf-8")


main()
