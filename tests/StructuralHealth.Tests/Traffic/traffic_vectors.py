#!/usr/bin/env python3
"""Writes traffic_vectors.json: strain of two gauges below simulated traffic. Run it beside this file to make the vectors anew.

Simply supported span of 20 m, gauges below it at 8 m and 12 m; strain is the bending moment of the axles (influence lines of the beam) over its section, with the first bending mode of the bridge
swinging a little and white noise. Strain is stored in hundredths of um/m.
"""
import json
import os

import numpy

SPAN_M, GAUGES_M, RATE_HZ = 20.0, (8.0, 12.0), 200.0
MICROSTRAIN_PER_KNM = 0.03
MODE_HZ, MODE_DAMPING = 6.0, 0.02
generator = numpy.random.default_rng(20260517)

# Axle loads in kN (front first) and spacings in m.
VEHICLES = {
    "lorry of two axles": ([62.0, 110.0], [5.1]),
    "lorry of three axles": ([70.0, 95.0, 90.0], [4.6, 1.35]),
    "articulated lorry": ([68.0, 112.0, 75.0, 76.0, 73.0], [3.7, 5.6, 1.31, 1.31]),
    "crane": ([98.0, 102.0, 110.0, 104.0], [2.6, 2.2, 1.65]),
    "lorry with trailer": ([65.0, 90.0, 82.0, 78.0], [4.9, 5.3, 1.5]),
}


def moment(section, place):
    inside = (place >= 0) & (place <= SPAN_M)
    left = numpy.where(place <= section, place * (SPAN_M - section), section * (SPAN_M - place)) / SPAN_M
    return numpy.where(inside, left, 0.0)


def crossing(time, vehicle, start, speed, direction, vibration):
    """Strain at both gauges; the first axle enters the span at the start."""
    loads, spacings = VEHICLES[vehicle]
    behind = numpy.concatenate([[0], numpy.cumsum(spacings)])
    strain = numpy.zeros((2, len(time)))
    for load, distance in zip(loads, behind):
        way = speed * (time - start) - distance
        place = way if direction > 0 else SPAN_M - way
        for gauge, section in enumerate(GAUGES_M):
            strain[gauge] += load * moment(section, place) * MICROSTRAIN_PER_KNM
    peak = strain.max()
    after = numpy.maximum(time - start, 0)
    swing = vibration * peak * numpy.sin(2 * numpy.pi * MODE_HZ * after) * numpy.exp(-MODE_DAMPING * 2 * numpy.pi * MODE_HZ * after) * (time > start)
    return strain + swing * numpy.array([[numpy.sin(numpy.pi * GAUGES_M[0] / SPAN_M)], [numpy.sin(numpy.pi * GAUGES_M[1] / SPAN_M)]])


def truth(vehicle, start, speed, direction):
    loads, spacings = VEHICLES[vehicle]
    return {"vehicle": vehicle, "startSeconds": start, "speedMps": speed, "direction": "FirstToSecond" if direction > 0 else "SecondToFirst", "axleLoadsKN": loads, "axleSpacingsM": spacings}


def recording(name, crossings, seconds, noise, vibration, drift=0.0):
    time = numpy.arange(int(seconds * RATE_HZ)) / RATE_HZ
    strain = noise * generator.standard_normal((2, len(time))) + drift * numpy.sin(2 * numpy.pi * time / 300) + numpy.array([[-145.0], [37.0]])
    for item in crossings:
        strain += crossing(time, *item, vibration)
    hundredths = numpy.round(100 * strain).astype(int)
    return {"name": name, "sampleRateHz": RATE_HZ, "first": hundredths[0].tolist(), "second": hundredths[1].tolist(), "truth": [truth(*item) for item in crossings]}


calibration = recording("calibration", [
    ("lorry of three axles", 4.0, 22.0, 1), ("lorry of three axles", 9.0, 14.0, -1), ("lorry of three axles", 15.0, 25.0, -1),
    ("crane", 20.0, 16.0, 1), ("crane", 26.0, 20.0, -1), ("lorry of three axles", 31.0, 18.0, 1)], 38, 0.1, 0.003, drift=1.0)
traffic = recording("traffic", [
    ("articulated lorry", 4.0, 22.2, 1), ("lorry of two axles", 9.0, 27.8, -1), ("lorry with trailer", 14.0, 13.9, -1), ("articulated lorry", 20.0, 25.0, -1),
    ("lorry of two axles", 25.0, 8.3, 1), ("crane", 32.0, 19.4, 1), ("lorry with trailer", 37.0, 23.6, 1), ("articulated lorry", 42.0, 16.7, -1)], 48, 0.1, 0.003, drift=1.0)
awkward = recording("awkward", [
    ("articulated lorry", 5.0, 22.2, 1), ("lorry of three axles", 5.4, 19.0, -1), ("lorry of two axles", 14.0, 20.0, 1), ("lorry of two axles", 15.0, 20.0, 1)], 22, 0.1, 0.003)
ordinates = numpy.arange(-12, 13) * 1.0
vectors = {
    "numpy": numpy.__version__,
    "gaugeDistanceM": GAUGES_M[1] - GAUGES_M[0],
    "recordings": [calibration, traffic, awkward],
    "influence": {"placesM": ordinates.tolist(),
                  "first": (moment(GAUGES_M[0], GAUGES_M[0] + ordinates) * MICROSTRAIN_PER_KNM).tolist(),
                  "second": (moment(GAUGES_M[1], GAUGES_M[1] + ordinates) * MICROSTRAIN_PER_KNM).tolist()},
}
folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "traffic_vectors.json"), "w", encoding="utf-8") as file:
    json.dump(vectors, file, separators=(",", ":"))
    file.write("\n")
