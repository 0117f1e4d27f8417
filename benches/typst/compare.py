"""`nianbao render --pdf` beside Typst: same content, same faces, whole programs.

Called by compare.sh. Prints a table and ends with 1 where a bound is broken.
"""

import argparse
import collections
import json
import os
import re
import shutil
import statistics
import subprocess
import sys

import content

HERE = os.path.dirname(os.path.abspath(__file__))

# Most of Typst's processor time, most of its bytes, most memory in MiB.
CPU, BYTES, MEMORY = 0.4, 0.8, 32.0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nianbao", required=True, help="the program, as released")
    parser.add_argument("--python", required=True, help="a Python that has Typst")
    parser.add_argument("--published", required=True, help="folder of the faces as published")
    parser.add_argument("--cut", required=True, help="folder of the program's own faces")
    parser.add_argument("--work", required=True, help="folder for what is made")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("reports", nargs="+", help="published reports, or report files")
    options = parser.parse_args()
    if options.rounds < 9:
        parser.error("a median of fewer than 9 runs says little")
    os.makedirs(options.work, exist_ok=True)
    shutil.copy(os.path.join(HERE, "report.typ"), options.work)
    rows = [measure(options, source) for source in options.reports]
    print_table(rows, options.rounds)
    broken = [problem for row in rows for problem in problems(row)]
    for problem in broken:
        print(problem)
    if not broken:
        print(f"All bounds held: time {CPU}, bytes {BYTES}, memory {MEMORY:.0f} MiB.")
    sys.exit(1 if broken else 0)


def measure(options, source):
    """One report's figures."""
    name = os.path.splitext(os.path.basename(source))[0][:12]
    path = lambda ending: os.path.join(options.work, name + ending)
    report, written = path(".nianbao"), path(".json")
    subprocess.run(
        [options.nianbao, "import", source, "-o", report], check=True, stdout=subprocess.DEVNULL
    )
    shown = subprocess.run(
        [options.nianbao, "show", report, "--format", "json"], check=True, stdout=subprocess.PIPE
    ).stdout
    document = content.content(json.loads(shown))
    with open(written, "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False)
    start = [options.python, os.path.join(HERE, "compile.py")]
    commands = {
        "nianbao": [options.nianbao, "render", report, "--pdf", path(".nianbao.pdf")],
        "typst": [*start, options.published, written, path(".typst.pdf")],
        "start": start,
        "cut": [*start, options.cut, written, path(".cut.pdf")],
    }
    for command in commands.values():
        run(command)
    times = collections.defaultdict(list)
    memory = []
    order = list(commands)
    for turn in range(options.rounds):
        for key in order if turn % 2 == 0 else reversed(order):
            seconds, resident = run(commands[key])
            times[key].append(seconds)
            if key == "nianbao":
                memory.append(resident)
    time = {key: statistics.median(values) for key, values in times.items()}
    return {
        "name": name,
        "nianbao": time["nianbao"],
        "typst": time["typst"] - time["start"],
        "cut": time["cut"] - time["start"],
        "start": time["start"],
        "bytes": os.path.getsize(path(".nianbao.pdf")),
        "typst_bytes": os.path.getsize(path(".typst.pdf")),
        "memory": max(memory) / 1024,
        "content": same_content(document, path(".nianbao.pdf"), path(".typst.pdf")),
    }


def run(command):
    """Processor seconds of a process, and its largest resident size in KiB.

    The size is never told below that of the process that starts it: this one stays small.
    """
    null = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, null, 1)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    os.close(null)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def same_content(document, *files):
    """What is missing from the PDFs or too much in them; `None` where it cannot be read back."""
    if shutil.which("pdftotext") is None:
        return None
    paragraphs = [squeeze(text) for text in content.paragraphs(document)]
    cells = [squeeze(text) for text in content.cells(document)]
    expected = collections.Counter("".join(paragraphs + cells))
    found = []
    for file in files:
        text = squeeze(folios_removed(read_back(file)))
        label = "nianbao" if file.endswith(".nianbao.pdf") else "Typst"
        found += [f"{label} lacks: {part}" for part in paragraphs + cells if part not in text]
        counted = collections.Counter(text)
        for sign, rest in ("-", expected - counted), ("+", counted - expected):
            found += [f"{label}: {sign}{count} {c!r}" for c, count in rest.items()]
    return found


def read_back(file):
    command = ["pdftotext", "-raw", "-enc", "UTF-8", file, "-"]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode()


def folios_removed(text):
    return "".join(re.sub(r"(?m)^\s*—\s*\d+\s*—\s*$", "", page) for page in text.split("\f"))


def squeeze(text):
    return re.sub(r"\s", "", text)


def print_table(rows, rounds):
    print(f"Processor time in ms, user and system, medians of {rounds} runs in alternation.")
    print("Typst: whole process less a Python that only imports it. own: with our cut faces.\n")
    print("report        nianbao   Typst  ratio     own  ratio   start |  nianbao    Typst  ratio |  memory")
    print("                   ms      ms             ms             ms |    bytes    bytes        |     MiB")
    for row in rows:
        print(
            f"{row['name']:<12} {row['nianbao'] * 1e3:8.1f}{row['typst'] * 1e3:8.1f}"
            f"{row['nianbao'] / row['typst']:7.2f}{row['cut'] * 1e3:8.1f}"
            f"{row['nianbao'] / row['cut']:7.2f}{row['start'] * 1e3:8.1f} |"
            f"{row['bytes']:9}{row['typst_bytes']:9}{row['bytes'] / row['typst_bytes']:7.2f} |"
            f"{row['memory']:8.1f}"
        )
    print()


def problems(row):
    name = row["name"]
    if row["nianbao"] > CPU * row["typst"]:
        yield f"BROKEN {name}: more than {CPU} of Typst's time"
    if row["bytes"] > BYTES * row["typst_bytes"]:
        yield f"BROKEN {name}: more than {BYTES} of Typst's bytes"
    if row["memory"] >= MEMORY:
        yield f"BROKEN {name}: {row['memory']:.1f} MiB of memory"
    if row["content"] is None:
        print(f"{name}: no pdftotext here, the contents were not compared")
    for difference in row["content"] or ():
        yield f"BROKEN {name}: not the same content, {difference}"


if __name__ == "__main__":
    main()
