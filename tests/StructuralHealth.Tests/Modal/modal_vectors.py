#!/usr/bin/env python3
"""Writes modal_vectors.json: what NumPy says of small matrices and of one small record, each step in the plainest form.

Poles: correlations as sums of products, numpy.linalg.svd of the whole Hankel matrix, numpy.linalg.lstsq for each order, numpy.linalg.eig.
Deviations: every block's correlations change the mean by a small step, and the whole identification runs again (central differences).
Needs numpy alone. Run it in this folder: python3 modal_vectors.py
"""
import json

import numpy as np

RATE, BLOCK_ROWS, BLOCKS = 50.0, 12, 20
REFERENCES = [0, 2]
ORDERS = [6, 8, 14]


def record():
    random = np.random.default_rng(20)
    frequencies, dampings = np.array([2.1, 5.3, 11.7]), np.array([0.02, 0.015, 0.01])
    shapes = np.array([[1.0, 0.8, -0.5], [0.7, -0.9, 1.0], [0.3, 0.6, 0.8]])
    exponents = 2 * np.pi * frequencies * (-dampings + 1j * np.sqrt(1 - dampings**2))
    poles = np.exp(exponents / RATE)
    state = np.zeros(3, complex)
    samples = []
    for _ in range(1625):
        state = poles * state + random.standard_normal(3)
        samples.append(shapes @ state.real + 0.3 * random.standard_normal(3))
    return np.round(np.array(samples)[200:], 4)


def correlations(samples):
    lags = 2 * BLOCK_ROWS + 1
    length = (len(samples) - lags) // BLOCKS
    blocks = np.zeros((BLOCKS, lags + 1, 3, len(REFERENCES)))
    for block in range(BLOCKS):
        at = np.arange(block * length, (block + 1) * length)
        for lag in range(lags + 1):
            blocks[block, lag] = samples[at + lag].T @ samples[at][:, REFERENCES] / length
    return blocks


def poles_of(mean, order):
    hankel = np.block([[mean[row + column + 1] for column in range(BLOCK_ROWS)] for row in range(BLOCK_ROWS + 1)])
    left = np.linalg.svd(hankel, full_matrices=False)[0][:, :order]
    state = np.linalg.lstsq(left[:-3], left[3:], rcond=None)[0]
    values, vectors = np.linalg.eig(state)
    keep = np.argsort(np.angle(values[values.imag > 0]))
    values, vectors = values[values.imag > 0][keep], vectors[:, values.imag > 0][:, keep]
    exponents = np.log(values) * RATE
    return np.abs(exponents) / 2 / np.pi, -exponents.real / np.abs(exponents), left[:3] @ vectors


def deviations(blocks, order, frequency):
    mean = blocks.mean(0)
    changes = []
    for block in blocks:
        both = []
        for step in (1e-5, -1e-5):
            f, d, _ = poles_of(mean + step * (block - mean), order)
            at = np.argmin(np.abs(f - frequency))
            both.append(np.array([f[at], d[at]]))
        changes.append((both[0] - both[1]) / 2e-5)
    changes = np.array(changes)
    return np.sqrt((changes**2).sum(0) / (BLOCKS * (BLOCKS - 1)))


def identified():
    samples = record()
    blocks = correlations(samples)
    orders = []
    for order in ORDERS:
        f, d, shapes = poles_of(blocks.mean(0), order)
        good = [at for at in range(len(f)) if 0 < d[at] < 0.1]
        orders.append({
            "order": order,
            "poles": [{
                "frequencyHz": f[at],
                "dampingRatio": d[at],
                "shapeReal": (shapes[:, at] / shapes[0, at]).real.tolist(),
                "shapeImaginary": (shapes[:, at] / shapes[0, at]).imag.tolist(),
                "deviations": deviations(blocks, order, f[at]).tolist(),
            } for at in good],
        })
    return {"rateHz": RATE, "blockRows": BLOCK_ROWS, "blocks": BLOCKS, "references": REFERENCES, "samples": samples.T.tolist(), "orders": orders}


def general(size, seed):
    matrix = np.round(np.random.default_rng(seed).standard_normal((size, size)), 3)
    values = np.linalg.eigvals(matrix)
    return {"rows": matrix.tolist(), "real": values.real.tolist(), "imaginary": values.imag.tolist()}


if __name__ == "__main__":
    vectors = {"general": [general(size, size) for size in (1, 2, 3, 7, 20, 45)], "identified": identified()}
    with open("modal_vectors.json", "w", encoding="utf-8") as file:
        json.dump(vectors, file, separators=(",", ":"))
        file.write("\n")
