#!/usr/bin/env python3
"""Writes sta_lta_vectors.json: both forms of the ratio as linear filters of SciPy over the squares. Run it beside this file to make the vectors anew."""
import json
import os

import numpy
import scipy
import scipy.signal as signal

generator = numpy.random.default_rng(20260213)
SHORT, LONG, COUNT = 7, 60, 260
x = generator.standard_normal(COUNT)
x[120:150] *= 12
squares = x**2


def box(length):
    return signal.lfilter(numpy.full(length, 1 / length), 1, squares)


def exponential(length):
    return signal.lfilter([1 / length], [1, 1 / length - 1], squares)


vectors = {
    "scipy": scipy.__version__,
    "shortSamples": SHORT,
    "longSamples": LONG,
    "samples": x.tolist(),
    "classic": (box(SHORT) / box(LONG))[LONG - 1:].tolist(),
    "recursive": (exponential(SHORT) / exponential(LONG))[LONG - 1:].tolist(),
}
folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "sta_lta_vectors.json"), "w", encoding="utf-8") as file:
    json.dump(vectors, file, separators=(",", ":"))
    file.write("\n")
