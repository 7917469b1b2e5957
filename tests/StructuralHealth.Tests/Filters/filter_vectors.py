#!/usr/bin/env python3
"""Writes filter_vectors.json: what SciPy and NumPy make of one signal. Run it beside this file to make the vectors anew."""
import json
import os

import numpy
import scipy
import scipy.signal as signal

generator = numpy.random.default_rng(20260211)
RATE = 100.0
COUNT = 360
BANDS = {"lowpass": 10.0, "highpass": 0.5, "bandpass": [0.5, 20.0], "bandstop": [9.0, 11.0]}
x = 3 + numpy.sin(2 * numpy.pi * 1.7 * numpy.arange(COUNT) / RATE) + 0.5 * generator.standard_normal(COUNT)


def design(family, order, kind, edges, *ripple):
    sos = getattr(signal, family)(order, *ripple, edges, btype=kind, fs=RATE, output="sos")
    return {
        "family": family,
        "order": order,
        "ripple": ripple[0] if ripple else 0,
        "kind": kind,
        "edges": numpy.atleast_1d(edges).tolist(),
        "sections": sos.tolist(),
    }


designs = [design("butter", order, kind, edges) for order in range(1, 13) for kind, edges in BANDS.items()]
designs += [design("cheby1", order, kind, edges, 0.5) for order in (1, 2, 5, 8) for kind, edges in BANDS.items()]
designs += [design("cheby2", order, kind, edges, 40.0) for order in (1, 2, 5, 8) for kind, edges in BANDS.items()]
designs += [design("butter", 12, "bandpass", [0.3, 0.9]), design("butter", 4, "bandpass", [0.01, 49.0]), design("butter", 16, "lowpass", 2.0)]


def filtered(family, order, kind, edges, *ripple):
    made = design(family, order, kind, edges, *ripple)
    sos = numpy.array(made["sections"])
    return made | {
        "causal": signal.sosfilt(sos, x).tolist(),
        "settled": signal.sosfilt(sos, x, zi=signal.sosfilt_zi(sos) * x[0])[0].tolist(),
        "zeroPhase": signal.sosfiltfilt(sos, x).tolist(),
    }


def fir(taps, kind, edges, window):
    coefficients = signal.firwin(taps, edges, window=window, pass_zero=kind, fs=RATE)
    return {"taps": taps, "kind": kind, "edges": numpy.atleast_1d(edges).tolist(), "window": window if isinstance(window, str) else window[0],
            "parameter": 0.0 if isinstance(window, str) else window[1], "coefficients": coefficients.tolist()}


smooth = numpy.array(fir(41, "lowpass", 8.0, "hamming")["coefficients"])
vectors = {
    "scipy": scipy.__version__,
    "numpy": numpy.__version__,
    "sampleRateHz": RATE,
    "samples": x.tolist(),
    "designs": designs,
    "filtered": [
        filtered("butter", 1, "lowpass", 10.0),
        filtered("butter", 4, "bandpass", [0.5, 20.0]),
        filtered("butter", 5, "highpass", 0.8),
        filtered("cheby2", 6, "bandstop", [9.0, 11.0], 40.0),
    ],
    "fir": [
        fir(41, "lowpass", 8.0, "hamming"),
        fir(40, "lowpass", 8.0, "hann"),
        fir(31, "highpass", 5.0, "hamming"),
        fir(64, "bandpass", [2.0, 12.0], "blackman"),
        fir(33, "bandstop", [9.0, 14.0], ("kaiser", 6.5)),
    ],
    "firCausal": signal.lfilter(smooth, 1, x).tolist(),
    "firZeroPhase": numpy.convolve(x, smooth, "same").tolist(),
    "decimated": [{"factor": factor, "values": signal.decimate(x, factor).tolist()} for factor in (2, 5, 10)],
    "resampled": [
        {"up": up, "down": down, "values": signal.resample_poly(x, up, down).tolist()}
        for up, down in ((3, 2), (2, 3), (4, 10), (1, 4), (5, 1), (147, 160))
    ],
    "envelopes": [{"count": count, "values": numpy.abs(signal.hilbert(x[:count])).tolist()} for count in (360, 359, 81, 2, 1)],
}
folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "filter_vectors.json"), "w", encoding="utf-8") as file:
    json.dump(vectors, file, separators=(",", ":"))
    file.write("\n")
