#!/usr/bin/env python3
"""Writes spectrum_vectors.json: windows, trends, spectra with options and cross spectra of SciPy and NumPy. Run it beside this file to make them anew."""
import json
import os

import numpy
import scipy
import scipy.signal as signal

generator = numpy.random.default_rng(20260212)
RATE = 50.0
COUNT = 600
seconds = numpy.arange(COUNT) / RATE
x = 2 + 0.05 * seconds + numpy.sin(2 * numpy.pi * 3.1 * seconds) + generator.standard_normal(COUNT)
y = 0.3 * numpy.roll(x, 2) + 1e-3 * generator.standard_normal(COUNT)
WINDOWS = ["boxcar", "hann", "hamming", "blackman", "blackmanharris", "flattop", ("tukey", 0.5), ("tukey", 0.2), ("tukey", 0.0), ("tukey", 1.0), ("kaiser", 0.0), ("kaiser", 8.6)]


def named(window):
    return {"window": window, "parameter": 0.0} if isinstance(window, str) else {"window": window[0], "parameter": window[1]}


def window_case(window, length):
    return named(window) | {
        "length": length,
        "periodic": signal.get_window(window, length, fftbins=True).tolist(),
        "symmetric": signal.get_window(window, length, fftbins=False).tolist(),
    }


def spectrum_case(length, overlap, window, detrend, scaling, average):
    options = {"fs": RATE, "nperseg": length, "noverlap": overlap, "window": window, "detrend": detrend, "scaling": scaling, "average": average}
    cross = signal.csd(x, y, **options)[1]
    case = named(window) | {"segmentLength": length, "overlapSamples": overlap, "detrend": detrend or "none", "scaling": scaling, "average": average}
    return case | {"psd": signal.welch(x, **options)[1].tolist(), "crossReal": cross.real.tolist(), "crossImaginary": cross.imag.tolist()}


def trend(order):
    place = numpy.linspace(-1, 1, 120)
    samples = x[:120] + 40 * place**3
    valid = numpy.ones(120, dtype=bool)
    valid[[3, 50, 51, 52, 119]] = False
    fit = numpy.polynomial.Legendre.fit(place[valid], samples[valid], order)
    whole = numpy.polynomial.Legendre.fit(place, samples, order)
    return {"order": order, "samples": samples.tolist(), "missing": [3, 50, 51, 52, 119], "whole": (samples - whole(place)).tolist(), "withGaps": (samples - fit(place))[valid].tolist()}


vectors = {
    "scipy": scipy.__version__,
    "numpy": numpy.__version__,
    "sampleRateHz": RATE,
    "x": x.tolist(),
    "y": y.tolist(),
    "windows": [window_case(window, length) for window in WINDOWS for length in (1, 2, 9, 16)],
    "spectra": [
        spectrum_case(128, 64, "hann", "constant", "density", "mean"),
        spectrum_case(128, 0, "hamming", "linear", "density", "mean"),
        spectrum_case(100, 75, ("tukey", 0.5), False, "density", "mean"),
        spectrum_case(75, 30, "flattop", "constant", "spectrum", "mean"),
        spectrum_case(97, 48, "blackman", "linear", "density", "median"),
        spectrum_case(64, 32, "boxcar", False, "spectrum", "median"),
        spectrum_case(256, 200, ("kaiser", 6.0), "constant", "density", "median"),
    ],
    "coherence": signal.coherence(x, y, fs=RATE, nperseg=128)[1].tolist(),
    "linear": signal.detrend(x[:100], type="linear").tolist(),
    "trends": [trend(order) for order in (0, 1, 3, 8)],
}
folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "spectrum_vectors.json"), "w", encoding="utf-8") as file:
    json.dump(vectors, file, separators=(",", ":"))
    file.write("\n")
