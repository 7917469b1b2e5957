#!/usr/bin/env python3
"""The reference of every kernel: one function each, named as the kernel, that gets its inputs as keywords and returns an array.

Run by the bench as a child process. A request is one line of words parted by tabs: "prepare KERNEL NAME=FILE ..." loads arrays of doubles
(one value becomes a number), "run" runs the kernel once and answers with its seconds, "result FILE" writes what it computed.
"""
import collections
import itertools
import platform
import sys
import time

import numpy
import scipy
import scipy.fft
import scipy.signal

from ssi_cov import ssi_cov  # noqa: F401


def real_fft(samples, rows):
    return scipy.fft.rfft(samples.reshape(int(rows), -1)).view(numpy.float64)


def welch_psd(samples, axes, rate, segment):
    return scipy.signal.welch(samples.reshape(int(axes), -1), fs=rate, nperseg=int(segment))[1]


def filter_bank(samples, axes, rate, order, edges):
    channels = samples.reshape(int(axes), -1)
    bands = [scipy.signal.butter(int(order), pair, btype="bandpass", fs=rate, output="sos") for pair in zip(edges[:-1], edges[1:])]
    return [scipy.signal.sosfilt(band, channels) for band in bands]


def zero_phase_band(samples, axes, rate):
    return scipy.signal.sosfiltfilt(scipy.signal.butter(4, [0.5, 20], btype="bandpass", fs=rate, output="sos"), samples.reshape(int(axes), -1))


def resample_poly(samples, axes, up, down):
    return scipy.signal.resample_poly(samples.reshape(int(axes), -1), int(up), int(down), axis=1)


def rainflow(samples, gauges):
    """ASTM E1049 as it is usually written in plain Python: turning points, then a stack of them; what is left at the end is not counted here."""
    sums = []
    for gauge in samples.reshape(int(gauges), -1):
        count = total = cubes = 0.0
        stack = collections.deque()
        for point in turning_points(gauge.tolist()):
            stack.append(point)
            while len(stack) >= 3:
                x, y = abs(stack[-2] - stack[-1]), abs(stack[-3] - stack[-2])
                if x < y:
                    break
                if len(stack) == 3:
                    weight = 0.5
                    stack.popleft()
                else:
                    weight = 1.0
                    last = stack.pop()
                    stack.pop()
                    stack.pop()
                    stack.append(last)
                count += weight
                total += weight * y
                cubes += weight * y * y * y
        sums += [count, total, cubes]
    return sums


def turning_points(series):
    """The first value and every reversal; the last value only becomes one when the series turns after it."""
    here, rising = series[1], series[1] - series[0]
    yield series[0]
    for value in itertools.islice(series, 2, None):
        if value == here:
            continue
        step = value - here
        if rising * step < 0:
            yield here
        here, rising = value, step


def loaded(word):
    name, file = word.split("=", 1)
    values = numpy.fromfile(file)
    return name, values if values.size != 1 else float(values[0])


def serve():
    print(f"Python {platform.python_version()}, NumPy {numpy.__version__}, SciPy {scipy.__version__}", flush=True)
    for line in sys.stdin:
        command, *words = line.rstrip("\n").split("\t")
        if command == "prepare":
            kernel, inputs = globals()[words[0]], dict(loaded(word) for word in words[1:])
            print("prepared", flush=True)
        elif command == "run":
            start = time.perf_counter()
            result = kernel(**inputs)
            print(time.perf_counter() - start, flush=True)
        else:
            numpy.asarray(result, dtype=numpy.float64).ravel().tofile(words[0])
            print("written", flush=True)


serve()
