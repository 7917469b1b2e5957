#!/usr/bin/env python3
"""Reference numbers for normalisation and novelty, by NumPy: python3 normalisation_reference.py > normalisation_reference.json

Written from the definitions, independently of the product.
"""
import json
import numpy as np

rng = np.random.default_rng(4101)


def features(n=120):
    """Six features that follow two common causes."""
    cause = np.column_stack([np.sin(np.arange(n) / 9), rng.normal(0, 1, n)])
    mix = rng.normal(0, 1, (2, 6))
    return np.round(np.array([3.4, 9.1, 120, 0.02, 55, 7]) + np.array([0.05, 0.1, 9, 0.003, 4, 0.6]) * (cause @ mix + 0.3 * rng.normal(0, 1, (n, 6))), 7)


def components():
    X = features()
    mean, std = X.mean(0), X.std(0, ddof=1)
    Z = (X - mean) / std
    _, s, Vt = np.linalg.svd(Z, full_matrices=False)
    variances = s ** 2 / (len(X) - 1)
    kept = int(np.argmax(np.cumsum(variances) / variances.sum() >= 0.9)) + 1
    P = Vt[:kept].T
    t2 = np.sum((Z @ P) ** 2 / variances[:kept], axis=1)
    residual = Z - Z @ P @ P.T
    half = P @ np.diag(variances[:kept] ** -0.5) @ P.T
    return dict(rows=X.tolist(), kept=kept, variances=variances.tolist(), tSquared=t2.tolist(), q=np.sum(residual ** 2, axis=1).tolist(),
                tSquaredParts=((Z @ half) ** 2).tolist(), qParts=(residual ** 2).tolist())


def mahalanobis():
    X = features(80)
    mean, S = X.mean(0), np.cov(X.T)
    R = X - mean
    D = np.sqrt(np.diag(S))
    values, vectors = np.linalg.eigh(S / np.outer(D, D))
    W = np.diag(1 / D) @ vectors @ np.diag(values ** -0.5) @ vectors.T
    return dict(rows=X.tolist(), mean=mean.tolist(), covariance=S.tolist(),
                distances=np.einsum('ij,ij->i', R, np.linalg.solve(S, R.T).T).tolist(), parts=((R @ W) ** 2).tolist())


def regression():
    n = 400
    t = np.zeros(n)
    for i in range(1, n):
        t[i] = 0.95 * t[i - 1] + rng.normal(0, 1.2)
    t += 3 * np.sin(np.arange(n) * 2 * np.pi / 24)
    t = np.round(t, 3)
    e = np.zeros(n)
    for i in range(1, n):
        e[i] = 0.7 * e[i - 1] + rng.normal(0, 0.01)
    lag = np.concatenate([np.full(3, np.nan), t[:-3]])
    y = np.round(4 - 0.01 * t - 0.02 * np.minimum(t, 0) - 0.004 * np.nan_to_num(lag) + e, 6)
    y[50:55] = np.nan
    ok = np.isfinite(y) & np.isfinite(lag)
    X = np.column_stack([np.ones(n), t, np.minimum(t - 0, 0), lag])
    beta, *_ = np.linalg.lstsq(X[ok], y[ok], rcond=None)
    residual = np.where(ok, y - np.nan_to_num(X) @ beta, 0)
    v = np.where(ok[:, None], np.nan_to_num(X) * residual[:, None], 0)
    rho = np.array([np.sum(v[1:, c] * v[:-1, c]) / np.sum(0.5 * (v[1:, c] ** 2 + v[:-1, c] ** 2)) for c in range(4)])
    w = v.copy()
    w[1:] = v[1:] - rho * v[:-1]
    m, p = ok.sum(), 4
    lags = int(4 * (m / 100) ** (2 / 9))
    S = w.T @ w
    for l in range(1, lags + 1):
        G = w[l:].T @ w[:-l]
        S += (1 - l / (lags + 1)) * (G + G.T)
    A = np.diag(1 / (1 - rho))
    bread = np.linalg.inv(X[ok].T @ X[ok])
    covariance = bread @ A @ S @ A @ bread * m / (m - p)
    total = np.sum((y[ok] - y[ok].mean()) ** 2)
    return dict(values=[None if np.isnan(a) else a for a in y], temperature=t.tolist(), coefficients=beta.tolist(),
                standardErrors=np.sqrt(np.diag(covariance)).tolist(), varianceExplained=1 - np.sum(residual ** 2) / total)


def extremal():
    n = 4000
    z = rng.standard_exponential(n) ** -1.0
    x = np.maximum(z[1:] * 0.5, z[:-1] * 0.5)  # moving maximum: extremal index 1/2
    times = np.flatnonzero(x > np.quantile(x, 0.97))
    gaps = np.diff(times)
    index = min(1, 2 * np.sum(gaps - 1) ** 2 / (len(gaps) * np.sum((gaps - 1) * (gaps - 2)))) if gaps.max() > 2 else min(1, 2 * gaps.sum() ** 2 / (len(gaps) * np.sum(gaps ** 2)))
    return dict(times=times.tolist(), index=float(index))


print(json.dumps(dict(components=components(), mahalanobis=mahalanobis(), regression=regression(), extremal=extremal())))
