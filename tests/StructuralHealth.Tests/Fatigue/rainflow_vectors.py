#!/usr/bin/env python3
"""Writes rainflow_vectors.json: histories and the cycles that ASTM E1049-85 section 5.4.4 counts in them. Run it beside this file to make the vectors anew.

The rules are transcribed step by step, with the starting point S as an index of its own and discarded points taken out of the list, unlike the program, which keeps a stack.
The first history and its table are those of the standard (figure 6 and section X1).
"""
import json
import math
import os

import numpy

generator = numpy.random.default_rng(20260211)


def turning_points(history, gate):
    """Extremes from which the history comes back by more than the gate; the first and the last extreme end the list."""
    points, low, high, direction = [], history[0], history[0], 0
    for value in history:
        low, high = min(low, value), max(high, value)
        if direction >= 0 and high - value > gate:
            points.append(high)
            direction, low, high = -1, value, value
        elif direction <= 0 and value - low > gate:
            points.append(low)
            direction, low, high = 1, value, value
    if direction:
        points.append(high if direction > 0 else low)
    return points


def astm(points):
    """Section 5.4.4 in its own words: X is the range under consideration, Y the one before it, S the starting point."""
    counted, read, kept, start = [], 0, [], 0
    while True:
        # Step 1
        if read == len(points):
            break
        kept.append(read)
        read += 1
        while len(kept) >= 3:
            # Steps 2 and 3
            x = abs(points[kept[-1]] - points[kept[-2]])
            y = abs(points[kept[-2]] - points[kept[-3]])
            if x < y:
                break
            first, second = kept[-3], kept[-2]
            if start in (first, second):
                # Step 5
                counted.append((first, second, 0.5))
                kept.remove(first)
                start = second
            else:
                # Step 4
                counted.append((first, second, 1.0))
                kept.remove(first)
                kept.remove(second)
    # Step 6
    for first, second in zip(kept, kept[1:]):
        counted.append((first, second, 0.5))
    return [[abs(points[a] - points[b]), 0.5 * (points[a] + points[b]), count] for a, b, count in counted]


def case(name, history, gate=0.0):
    history = [float(value) for value in history]
    return {"name": name, "gate": gate, "history": history, "cycles": astm(turning_points(history, gate))}


def eighths(values):
    """Values whose sums and differences are exact in binary."""
    return numpy.round(numpy.asarray(values) * 8) / 8


time = numpy.arange(900)
cases = [
    case("noise", eighths(generator.standard_normal(700) * 20)),
    case("random walk", eighths(numpy.cumsum(generator.standard_normal(900)))),
    case("random walk, gate 3", eighths(numpy.cumsum(generator.standard_normal(900))), 3.0),
    case("noise on a slow wave, gate 10", eighths(30 * numpy.sin(time / 90) + 5 * generator.standard_normal(900)), 10.0),
    case("plateaus and equal ranges", generator.integers(-4, 5, 600)),
    case("decaying", eighths(100 * (-0.96) ** numpy.arange(80))),
    case("growing", eighths(1.08 ** numpy.arange(80) * (-1.0) ** numpy.arange(80))),
]
standard = case("ASTM E1049-85, section X1", [-2, 1, -3, 5, -1, 3, -4, 4, -2])
standard["table"] = [{"range": 10, "cycles": 0}, {"range": 9, "cycles": 0.5}, {"range": 8, "cycles": 1.0}, {"range": 7, "cycles": 0}, {"range": 6, "cycles": 0.5},
                     {"range": 5, "cycles": 0}, {"range": 4, "cycles": 1.5}, {"range": 3, "cycles": 0.5}, {"range": 2, "cycles": 0}, {"range": 1, "cycles": 0}]
for row in standard["table"]:
    assert math.isclose(row["cycles"], sum(c for r, _, c in standard["cycles"] if r == row["range"])), row
folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "rainflow_vectors.json"), "w", encoding="utf-8") as file:
    json.dump({"numpy": numpy.__version__, "standard": standard, "cases": cases}, file, separators=(",", ":"))
    file.write("\n")
