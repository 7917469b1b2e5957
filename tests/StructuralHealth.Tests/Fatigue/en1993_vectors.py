#!/usr/bin/env python3
"""Writes en1993_vectors.json: fatigue strength curves and damage sums of EN 1993-1-9:2005, section 7.1 and annex A.5, with 50 digits. Run it beside this file to make the vectors anew."""
import json
import os
from decimal import Decimal as D
from decimal import getcontext

getcontext().prec = 50
DIRECT = [160, 140, 125, 112, 100, 90, 80, 71, 63, 56, 50, 45, 40, 36]
SHEAR = [100, 80]
NEXT_HIGHER = {36: 40, 45: 50, 50: 56}


def root(value, n):
    return (value.ln() / n).exp()


def limits(category, kind, raised, factor):
    """Reference, knee (stress, cycles, slope above) and cut-off, the strength multiplied by a factor."""
    reference = D(NEXT_HIGHER[category] if raised else category) * factor
    if kind == "shear":
        cut = reference * root(D(2) / 100, 5)
        return reference, cut, D(100) * 10**6, 5, cut
    knee_cycles = D(10 if raised else 5) * 10**6
    knee = reference * root(D(2) * 10**6 / knee_cycles, 3)
    return reference, knee, knee_cycles, 3, knee * root(knee_cycles / D(10**8), 5)


def life(stress, curve):
    reference, knee, knee_cycles, slope, cut = curve
    if stress < cut:
        return None
    if stress >= knee:
        return D(2) * 10**6 * (reference / stress) ** slope
    return knee_cycles * (knee / stress) ** 5


def rows():
    for kind, categories in (("direct", DIRECT), ("shear", SHEAR)):
        for category in categories:
            yield kind, category, False
    for category in NEXT_HIGHER:
        yield "direct", category, True


def number(value):
    return None if value is None else float(value)


curves = []
for kind, category, raised in rows():
    curve = limits(category, kind, raised, D(1))
    stresses = [D(step) * category / 20 for step in (1, 5, 8, 9, 10, 11, 13, 14, 15, 16, 20, 25, 30, 60)]
    curves.append({
        "name": ("shear " if kind == "shear" else "") + str(category) + ("*" if raised else ""),
        "referenceMPa": number(curve[0]),
        "constantAmplitudeLimitMPa": None if kind == "shear" else number(curve[1]),
        "cutOffMPa": number(curve[4]),
        "rangesMPa": [number(stress) for stress in stresses],
        "cycles": [number(life(D(number(stress)), curve)) for stress in stresses],
    })

# Ranges in MPa and cycles of a made-up bridge, from slow large cycles to many small ones.
SPECTRUM = [(118, 3), (92.5, 40), (74, 900), (56.25, 21000), (41, 260000), (29.5, 1900000), (22, 8000000), (13, 40000000), (6, 200000000)]
sums = []
for kind, category, raised in rows():
    for load, strength in (("1", "1"), ("1", "1.15"), ("1.1", "1.35")):
        curve = limits(category, kind, raised, 1 / D(strength))
        total = D(0)
        for stress, count in SPECTRUM:
            cycles = life(D(load) * D(stress), curve)
            total += 0 if cycles is None else D(count) / cycles
        sums.append({"name": ("shear " if kind == "shear" else "") + str(category) + ("*" if raised else ""), "loads": float(load), "strength": float(strength), "damage": number(total)})

vectors = {
    "curves": curves,
    "spectrum": [[float(stress), float(count)] for stress, count in SPECTRUM],
    "sums": sums,
    # As printed in the standard, to three digits: section 7.1(2) and (3).
    "printed": {"directLimit": 0.737, "directCutOffOfLimit": 0.549, "directCutOff": 0.405, "shearCutOff": 0.457},
}
folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "en1993_vectors.json"), "w", encoding="utf-8") as file:
    json.dump(vectors, file, separators=(",", ":"))
    file.write("\n")
