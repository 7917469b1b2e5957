#!/usr/bin/env python3
"""Writes scipy_vectors.json: samples (float32) and what SciPy and NumPy say of them. Run it beside this file to make the vectors anew."""
import json
import os

import numpy
import scipy
import scipy.signal
import scipy.stats

generator = numpy.random.default_rng(20260107)


def rounded(values):
    """Samples as the program gets them: single precision."""
    return numpy.asarray(values, dtype=numpy.float32)


def welch_case(name, samples, rate, segment):
    exact = samples.astype(numpy.float64)
    frequencies, density = scipy.signal.welch(exact, fs=rate, nperseg=segment)
    return {
        "name": name,
        "sampleRateHz": rate,
        "segmentLength": segment,
        "samples": [float(value) for value in samples],
        "frequencyHz": [float(frequencies[1]), float(frequencies[-1])],
        "psd": density.tolist(),
    }


def statistics_case(name, samples):
    exact = samples.astype(numpy.float64)
    valid = exact[~numpy.isnan(exact)]
    # The mean is taken exactly (as the mean of differences from the first value), as a reference for large offsets.
    shifted = valid - valid[0]
    central = shifted - shifted.mean()
    second = numpy.mean(central**2)
    return {
        "name": name,
        "samples": [None if numpy.isnan(value) else float(value) for value in samples],
        "count": int(valid.size),
        "mean": float(valid[0] + shifted.mean()),
        "standardDeviation": float(numpy.sqrt(second)),
        "rms": float(numpy.sqrt(numpy.mean(valid**2))),
        "minimum": float(valid.min()),
        "maximum": float(valid.max()),
        "peak": float(numpy.abs(central).max()),
        "crestFactor": float(numpy.abs(central).max() / numpy.sqrt(second)),
        "kurtosis": float(scipy.stats.kurtosis(shifted, fisher=False)),
    }


def time_axis(count, rate):
    return numpy.arange(count) / rate


noise = generator.standard_normal
with_gaps = rounded(noise(257))
with_gaps[[0, 5, 6, 7, 100, 256]] = numpy.nan
vectors = {
    "scipy": scipy.__version__,
    "numpy": numpy.__version__,
    "welch": [
        welch_case("noise, power of two", rounded(noise(1500)), 100.0, 256),
        welch_case("two sines on gravity, 8 s at 90 Hz", rounded(9.80665 + 0.01 * numpy.sin(2 * numpy.pi * 3.03 * time_axis(1800, 90)) + 0.002 * numpy.sin(2 * numpy.pi * 12.4 * time_axis(1800, 90)) + 0.001 * noise(1800)), 90.0, 720),
        welch_case("odd length", rounded(noise(800)), 33.3, 135),
        welch_case("prime length", rounded(noise(500)), 10.0, 101),
        welch_case("radix 2, 3 and 5", rounded(noise(1900)), 1000.0, 750),
        welch_case("twice an odd number", rounded(noise(300)), 1.0, 90),
        welch_case("one segment", rounded(noise(64)), 64.0, 64),
        welch_case("shortest", rounded(noise(9)), 2.0, 2),
    ],
    "statistics": [
        statistics_case("noise", rounded(noise(1000))),
        statistics_case("offset a million times the signal", rounded(1e6 + numpy.round(noise(1000) * 8) / 8)),
        statistics_case("gravity", rounded(9.80665 + 1e-4 * noise(4001))),
        statistics_case("gaps", with_gaps),
        statistics_case("one spike", rounded(numpy.where(numpy.arange(333) == 77, 50.0, 0.01 * noise(333)))),
        statistics_case("three samples", rounded([1.5, -2.25, 4.0])),
    ],
}
folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "scipy_vectors.json"), "w", encoding="utf-8") as file:
    json.dump(vectors, file, separators=(",", ":"))
    file.write("\n")
