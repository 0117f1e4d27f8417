#!/usr/bin/env python3
"""Sums of tables two to four over very many report files, with PySpark.

    python3 examples/rollup_pyspark.py FOLDER YEAR [NIANBAO]

Each shard of the list of files goes through `nianbao show - --format csv`, which reads paths from standard
input and gives one line a cell; Spark only adds. Printed is one line a cell of the form: section, row, column,
sum, number of units whose figure is not 0. As in `nianbao rollup`, reports of another year, reports that do not
balance and all but the newest of an agency are left out; so are files that cannot be read. What takes a register
(left out, contained in another) is for `rollup`.

In local mode, from PyPI: pip install pyspark (it needs Java). On a cluster the program has to be on every worker,
and the files where every worker sees them.
"""

import csv
import os
import shlex
import sys
from decimal import Decimal, InvalidOperation

from pyspark.sql import SparkSession

# The rows of table three of which the first two are, in each column, what the last two are.
ROWS = ("一、本年新收", "二、上年结转", "总计", "四、结转下年度")


def cells(lines):
    """(file, agency, year, edition), (section, row, column), figure of each line with a figure."""
    for record in csv.reader(lines):
        if len(record) != 8 or record[0] == "file":
            continue
        file, agency, year, edition, section, row, column, value = record
        try:
            figure = Decimal(value) if value else None
        except InvalidOperation:
            figure = None
        if figure is not None:
            yield (file, agency, year, edition), ((int(section), row, column), figure)


def balances(figures):
    """Whether 新收 + 上年结转 is 办结 + 结转下年度 in every column of table three."""
    sides = {}
    for (section, row, column), figure in figures:
        if section != 3:
            continue
        last = row.split(" / ")[-1]
        for side, start in ((1, ROWS[0]), (1, ROWS[1]), (-1, ROWS[3])):
            if row.startswith(start):
                sides[column] = sides.get(column, 0) + side * figure
        if row.startswith("三、") and last.endswith(ROWS[2]):
            sides[column] = sides.get(column, 0) - figure
    return all(difference == 0 for difference in sides.values())


def newest(one, other):
    """Of two reports of an agency the one whose file was changed last, on a tie the last by name."""
    return max(one, other, key=lambda report: report[:2])


def main(folder, year, program):
    files = sorted(
        os.path.join(place, name)
        for place, _, names in os.walk(folder)
        for name in names
        if not name.startswith((".", "~$", "名录.")) and not name.endswith(".nianbao-rollup")
    )
    spark = SparkSession.builder.appName("nianbao").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    shards = max(1, min(len(files) // 500, 10_000))
    command = f"{shlex.quote(program)} show - --format csv"
    lines = spark.sparkContext.parallelize(files, shards).pipe(command)
    reports = (
        lines.mapPartitions(cells)
        .groupByKey()
        .filter(lambda report: report[0][2] == year)
        .mapValues(list)
        .map(lambda r: (r[0][1], (int(os.path.getmtime(r[0][0])), r[0][0], r[1])))
        .reduceByKey(newest)
        .filter(lambda report: balances(report[1][2]))
    )
    sums = (
        reports.flatMap(lambda report: report[1][2])
        .map(lambda cell: (cell[0], (cell[1], int(cell[1] != 0))))
        .reduceByKey(lambda a, b: (a[0] + b[0], a[1] + b[1]))
    )
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["section", "row", "column", "sum", "units"])
    for (section, row, column), (total, units) in sorted(sums.collect()):
        out.writerow([section, row, column, total.normalize().__format__("f"), units])
    spark.stop()


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) == 4 else "nianbao")
