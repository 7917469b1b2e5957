#!/usr/bin/env python3
"""Reference numbers for the novelty baseline, by NumPy and SciPy: python3 novelty_reference.py > novelty_reference.json

Written from the definitions, independently of the product: the M-estimates are fixed points reached by plain iteration, the minimum
covariance determinant comes from many more random starts than the product takes, the tail from scipy.stats and scipy.optimize.
"""
import json
import numpy as np
from scipy import optimize, stats

rng = np.random.default_rng(20260101)


def bisquare_regression(X, y):
    def mad(r):
        return 1.4826022185056018 * np.median(np.abs(r - np.median(r)))
    beta = np.linalg.lstsq(X, y, rcond=None)[0]
    for weight in (lambda u: np.minimum(1, 1.345 / np.maximum(np.abs(u), 1e-300)),
                   lambda u: np.where(np.abs(u) < 4.685, (1 - (u / 4.685) ** 2) ** 2, 0)):
        for _ in range(3000):
            r = y - X @ beta
            w = np.sqrt(weight(r / mad(r)))
            new = np.linalg.lstsq(X * w[:, None], y * w, rcond=None)[0]
            done = np.max(np.abs(new - beta)) < 1e-15
            beta = new
            if done:
                break
    return beta


def mcd(R, share=0.75, starts=3000):
    n, p = R.shape
    h = int(np.ceil(share * n))
    best = (np.inf, None)
    for _ in range(starts):
        subset = rng.choice(n, p + 1, replace=False)
        previous = np.inf
        for _ in range(100):
            m, S = R[subset].mean(0), np.cov(R[subset].T)
            d = np.einsum('ij,jk,ik->i', R - m, np.linalg.pinv(S), R - m)
            subset = np.argsort(d)[:h]
            det = np.linalg.slogdet(np.cov(R[subset].T))[1]
            if det >= previous - 1e-13:
                break
            previous = det
        if det < best[0]:
            best = (det, subset)
    consistency = lambda a: a / stats.chi2.cdf(stats.chi2.ppf(a, p), p + 2)
    subset = best[1]
    m, S = R[subset].mean(0), np.cov(R[subset].T) * consistency(h / n)
    d = np.einsum('ij,jk,ik->i', R - m, np.linalg.inv(S), R - m)
    kept = R[d <= stats.chi2.ppf(0.975, p)]
    return kept.mean(0), np.cov(kept.T) * consistency(0.975)


def baseline():
    n = 260
    t = 6 + 12 * np.sin(np.arange(n) * 2 * np.pi / 130) + rng.normal(0, 0.7, n)
    e = np.exp(rng.normal(-3, 0.5, n))
    le = np.log(e)
    common = rng.normal(0, 1, n)
    y = np.column_stack([
        3.40 - 0.004 * t - 0.02 * np.minimum(t, 0) - 0.003 * le + 0.006 * (rng.normal(0, 1, n) + 0.6 * common),
        9.10 - 0.011 * t - 0.05 * np.minimum(t, 0) + 0.015 * (rng.normal(0, 1, n) + 0.6 * common),
        np.exp(3.0 + 0.9 * le + 0.12 * (rng.normal(0, 1, n) + 0.8 * common)),
        np.exp(2.0 + 1.1 * le + 0.002 * t + 0.10 * rng.normal(0, 1, n)),
    ])
    odd = rng.choice(n, 20, replace=False)
    y[odd, 0] += 0.08
    y[odd, 2] *= 2.5
    # Stored values are what both sides start from.
    y, t, e = np.round(y, 6), np.round(t, 4), np.round(e, 6)
    le = np.log(e)
    mad = lambda v: 1.4826022185056018 * np.median(np.abs(v - np.median(v)))
    ct, st, ce, se = np.median(t), mad(t), np.median(le), mad(le)
    X = np.column_stack([(t - ct) / st, (le - ce) / se, np.minimum(t, 0) / st, np.ones(n)])
    z = np.column_stack([y[:, 0], y[:, 1], np.log(y[:, 2]), np.log(y[:, 3])])
    B = np.column_stack([bisquare_regression(X, z[:, j]) for j in range(4)])
    R = z - X @ B
    m, S = mcd(R)
    D = np.sqrt(np.diag(S))
    vals, vecs = np.linalg.eigh(S / np.outer(D, D))
    W = np.diag(1 / D) @ (vecs @ np.diag(vals ** -0.5) @ vecs.T)
    r = R - m
    scores = np.einsum('ij,jk,ik->i', r, np.linalg.inv(S), r)
    without_second = [0, 2, 3]
    marginal = np.einsum('ij,jk,ik->i', r[:, without_second], np.linalg.inv(S[np.ix_(without_second, without_second)]), r[:, without_second])
    return dict(temperature=t.tolist(), excitation=e.tolist(), features=y.tolist(), coefficients=B[:3].tolist(),
                intercept=(B[3] + m).tolist(), covariance=S.tolist(), scores=scores.tolist(),
                contributions=((r @ W) ** 2).tolist(), scoresWithoutSecond=marginal.tolist())


def tail():
    excesses = np.round(stats.genpareto.rvs(0.25, scale=3, size=120, random_state=11), 5)
    shape, _, scale = stats.genpareto.fit(excesses, floc=0)
    windows, distance = 4000, 25.0
    peaks = len(excesses)
    rate = peaks / windows * stats.genpareto.sf(distance, shape, scale=scale)

    def profile(log_rate, lowest=0.0):
        def negative(v):
            log_peaks, xi = v
            ratio = log_peaks - np.log(windows) - log_rate
            if ratio <= 0 or xi < lowest or xi > 0.5:
                return 1e9
            s = distance / ratio if abs(xi) < 1e-9 else xi * distance / np.expm1(xi * ratio)
            return -(peaks * log_peaks - np.exp(log_peaks) + np.sum(stats.genpareto.logpdf(excesses, xi, scale=s)))
        starts = [(np.log(peaks), x) for x in (0.02, 0.15, 0.3, 0.45, *([-0.05, -0.15, -0.25] if lowest < 0 else []))]
        return max(-optimize.minimize(negative, s, method='Nelder-Mead', options=dict(xatol=1e-9, fatol=1e-10, maxiter=4000)).fun for s in starts)
    top = profile(np.log(rate))
    cut = top - stats.chi2.ppf(0.9, 1) / 2
    # The lower end allows a bounded tail, down to a shape of -0.3.
    low = optimize.brentq(lambda x: profile(x, -0.3) - cut, np.log(rate) - 12, np.log(rate))
    high = optimize.brentq(lambda x: profile(x) - cut, np.log(rate), np.log(rate) + 5)
    return dict(excesses=excesses.tolist(), shape=shape, scale=scale, windows=windows, distance=distance, rate=rate, low=np.exp(low), high=np.exp(high))


print(json.dumps(dict(baseline=baseline(), tail=tail())))
