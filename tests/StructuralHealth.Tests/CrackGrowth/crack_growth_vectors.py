#!/usr/bin/env python3
"""Writes crack_growth_vectors.json: simulated cracks, and what NumPy and SciPy make of them. Run it beside this file to make the vectors anew.

The fit is a Nelder-Mead search by SciPy; the forecast is checked by drawing the cracks ahead from the conditional distribution 400,000 times.
"""
import json
import os

import numpy
import scipy
import scipy.optimize

generator = numpy.random.default_rng(20260304)
GROWTH, DEGREE, SPECIMENS = 0.1, 3, 12
MEDIAN = numpy.array([0.1, 0.1, 0.1, 0.1, 0.3])
LENGTHS = 8.0 * 1.04 ** numpy.arange(48)
TRUE = numpy.array([0.06, 0.08, 0.05, 0.09, 0.35])


def simulated():
    """Cycles at the fixed lengths: Paris' law with a specimen's own C and m, a wandering rate and local scatter."""
    log = numpy.log(LENGTHS)
    middle = 0.5 * (log[1:] + log[:-1])
    centred = middle - 0.5 * (log[0] + log[-1])
    wander = TRUE[3] * numpy.linalg.cholesky(numpy.exp(-abs(centred[:, None] - centred) / TRUE[4])) @ generator.standard_normal(len(middle))
    rate = numpy.log(2e-4) + 1.4 * centred + TRUE[0] * generator.standard_normal() + TRUE[1] * centred * generator.standard_normal() + wander
    rate += TRUE[2] * numpy.sqrt(2.4) * generator.standard_normal(len(middle))
    return numpy.round(numpy.concatenate([[0], numpy.cumsum(numpy.diff(LENGTHS) / numpy.exp(rate))]))


def segments(lengths, cycles):
    ends = [0]
    for row in range(1, len(lengths)):
        if numpy.log(lengths[row] / lengths[ends[-1]]) >= numpy.log(1 + GROWTH) - 1e-9:
            ends.append(row)
    ends[-1] = len(lengths) - 1
    a, n = lengths[ends], cycles[ends]
    return 0.5 * numpy.log(a[1:] * a[:-1]), numpy.log(numpy.diff(a) / numpy.diff(n))


CENTRE = 0.5 * numpy.log(LENGTHS[0] * LENGTHS[-1])
HALF = 0.5 * numpy.log(LENGTHS[-1] / LENGTHS[0])


def basis(log):
    return numpy.vander((log - CENTRE) / HALF, DEGREE + 1, increasing=True)


def covariance(first, second, scatter, same):
    x, y = first - CENTRE, second - CENTRE
    value = scatter[0] ** 2 + scatter[1] ** 2 * numpy.outer(x, y) + scatter[3] ** 2 * numpy.exp(-abs(x[:, None] - y) / scatter[4])
    return value + scatter[2] ** 2 * numpy.eye(len(x)) if same else value


def least_squares(population, scatter):
    information, projection, square, log_determinant = 0, 0, 0, 0
    for log, rate in population:
        inverse = numpy.linalg.inv(covariance(log, log, scatter, True))
        x = basis(log)
        information = information + x.T @ inverse @ x
        projection = projection + x.T @ inverse @ rate
        square += rate @ inverse @ rate
        log_determinant -= 0.5 * numpy.linalg.slogdet(inverse)[1]
    mean = numpy.linalg.solve(information, projection)
    cost = log_determinant + 0.5 * (square - mean @ projection) + 0.5 * numpy.linalg.slogdet(information)[1]
    return mean, numpy.linalg.inv(information), cost


def cost(log_scatter, population):
    return least_squares(population, numpy.exp(log_scatter))[2] + 0.5 * numpy.sum(((log_scatter - numpy.log(MEDIAN)) / 1.5) ** 2)


def forecast(model, scatter, lengths, cycles, critical, transfer):
    mean, mean_covariance = model
    log, rate = segments(lengths, cycles)
    total = numpy.log(critical / lengths[-1])
    count = int(numpy.ceil(total / numpy.log(1 + GROWTH) - 1e-9))
    edges = lengths[-1] * numpy.exp(total * numpy.arange(count + 1) / count)
    ahead = 0.5 * numpy.log(edges[1:] * edges[:-1])

    def whole(first, second, same):
        return (covariance(first, second, scatter, same) + basis(first) @ mean_covariance @ basis(second).T
                + transfer**2 * numpy.exp(-abs(first[:, None] - second)))

    cross = whole(ahead, log, False)
    inverse = numpy.linalg.inv(whole(log, log, True))
    residual = rate - basis(log) @ mean
    centre = basis(ahead) @ mean + cross @ inverse @ residual
    spread = whole(ahead, ahead, True) - cross @ inverse @ cross.T
    draws = generator.multivariate_normal(centre, spread, 400_000)
    remaining = (numpy.diff(edges) * numpy.exp(-draws)).sum(axis=1)
    return {"mean": float(remaining.mean()), "deviationOfLog": float(numpy.log(remaining).std()), "median": float(numpy.median(remaining)),
            "misfit": float(residual @ inverse @ residual / len(rate))}


cycles = [simulated() for _ in range(SPECIMENS + 3)]
population = [segments(LENGTHS, specimen) for specimen in cycles[:SPECIMENS]]
search = scipy.optimize.minimize(cost, numpy.log(MEDIAN), args=(population,), method="Nelder-Mead", options={"maxiter": 4000, "xatol": 1e-7, "fatol": 1e-9})
fixed = least_squares(population, TRUE)
forecasts = []
for specimen in range(SPECIMENS, SPECIMENS + 3):
    for rows, transfer in ((12, 0.0), (24, 0.0), (36, 0.1)):
        row = forecast(fixed[:2], TRUE, LENGTHS[:rows], cycles[specimen][:rows], float(LENGTHS[-1]), transfer)
        forecasts.append({"specimen": specimen, "rows": rows, "transfer": transfer, **row})
vectors = {
    "scipy": scipy.__version__,
    "numpy": numpy.__version__,
    "specimens": SPECIMENS,
    "lengthsMm": LENGTHS.tolist(),
    "cycles": [specimen.tolist() for specimen in cycles],
    "scatter": TRUE.tolist(),
    "mean": fixed[0].tolist(),
    "costAtScatter": cost(numpy.log(TRUE), population),
    "bestCost": float(search.fun),
    "bestScatter": numpy.exp(search.x).tolist(),
    "forecasts": forecasts,
}
folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "crack_growth_vectors.json"), "w", encoding="utf-8") as file:
    json.dump(vectors, file, separators=(",", ":"))
    file.write("\n")
