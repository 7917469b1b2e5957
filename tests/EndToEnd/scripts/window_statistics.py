"""Window statistics of a recording with NumPy alone, as the judge of `edgetwin replay`.

usage: window_statistics.py FILE WINDOW_SECONDS > statistics.json

Rows belong to the UTC window that their own stamp lies in (time_s counts from 1970-01-01; a stamp without a zone is UTC).
Empty cells are missing. Values are rounded to float32 first, as the station's sample blocks hold them; all sums are in float64.
Prints {window start in seconds since 1970: {column: {mean, std, rms, min, max, peak, crest, kurtosis, range, count}}}.
"""
import csv
import datetime
import gzip
import json
import math
import sys

import numpy


def seconds_of(cell, is_stamp):
    if not is_stamp:
        return float(cell)
    text = cell.replace("Z", "")
    stamp = datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.timezone.utc)
    return stamp.timestamp()


def statistics(values):
    mean = values.mean()
    centred = values - mean
    std = values.std()
    peak = numpy.abs(centred).max()
    return {
        "mean": mean,
        "std": std,
        "rms": math.sqrt((values * values).mean()),
        "min": values.min(),
        "max": values.max(),
        "peak": peak,
        "crest": peak / std if std > 0 else None,
        "kurtosis": (centred**4).mean() / std**4 if std > 0 else None,
        "range": values.max() - values.min(),
        "count": len(values),
    }


def main():
    path, window_seconds = sys.argv[1], int(sys.argv[2])
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", newline="") as file:
        rows = list(csv.reader(file))
    header, rows = rows[0], rows[1:]
    is_stamp = header[0] == "timestamp"
    times = numpy.array([seconds_of(row[0], is_stamp) for row in rows])
    windows = numpy.floor(times / window_seconds + 1e-9).astype(numpy.int64) * window_seconds
    result = {}
    for column, name in enumerate(header[1:], start=1):
        cells = numpy.array([float(row[column]) if row[column] else math.nan for row in rows], dtype=numpy.float32).astype(numpy.float64)
        for window in numpy.unique(windows):
            values = cells[(windows == window) & ~numpy.isnan(cells)]
            if len(values):
                result.setdefault(str(window), {})[name] = statistics(values)
    json.dump(result, sys.stdout)


main()
