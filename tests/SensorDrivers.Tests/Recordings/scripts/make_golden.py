"""Makes golden/*.csv(.gz) and golden/expected.json: small synthetic recordings, and NumPy's statistics of them per UTC second.

Run: python3 make_golden.py   (NumPy 1.24 or newer). The files are stored, so that the tests need no Python.
"""
import gzip
import io
import json
import pathlib

import numpy as np

golden = pathlib.Path(__file__).resolve().parent.parent / "golden"
random = np.random.default_rng(20260504)


def table(header, times, columns):
    lines = [header]
    for row, time in enumerate(times):
        cells = ["" if np.isnan(column[row]) else f"{column[row]:.6g}" for column in columns]
        lines.append(",".join([time, *cells]))
    return "\n".join(lines) + "\n"


def stamps(unix_ms, zone):
    return [str(np.datetime64(int(ms), "ms")) + zone for ms in unix_ms]


def statistics(text, first_is_stamp, start_ns):
    """Reads the table back with NumPy and gives count, mean, RMS, minimum and maximum of each channel in each UTC second."""
    cells = np.genfromtxt(io.StringIO(text), delimiter=",", skip_header=1, dtype=str)
    if first_is_stamp:
        ns = np.array([np.datetime64(c.rstrip("Z"), "ns") for c in cells[:, 0]]).astype("int64")
    else:
        ns = np.round(cells[:, 0].astype(float) * 1e9).astype("int64") + start_ns
    values = np.array([[float(c) if c else np.nan for c in row] for row in cells[:, 1:]])
    result = []
    for second in np.unique(ns // 1_000_000_000):
        window = values[ns // 1_000_000_000 == second]
        channels = []
        for column in window.T:
            measured = column[~np.isnan(column)]
            channels.append({
                "count": int(measured.size),
                "mean": float(measured.mean()),
                "rms": float(np.sqrt(np.mean(measured ** 2))),
                "min": float(measured.min()),
                "max": float(measured.max()),
            })
        result.append({"second": int(second), "rows": int(window.shape[0]), "channels": channels})
    return result


def jittered():
    """100 Hz, stamps rounded to milliseconds with a jitter of up to 1 ms, one gap of 0.25 s, some empty cells, no zone."""
    count = 1000
    ms = np.round(1_777_888_800_601 + np.arange(count) * 10.0 + random.uniform(-1, 1, count))
    keep = np.ones(count, bool)
    keep[420:445] = False
    strain = -145 + 3 * np.sin(np.arange(count) / 40) + random.normal(0, 0.3, count)
    force = 260 + random.normal(0, 0.01, count)
    force[[3, 4, 500]] = np.nan
    return table("timestamp,strain_01_ue,force_01_kN", stamps(ms[keep], ""), [strain[keep], force[keep]])


def elapsed():
    """256 Hz, elapsed seconds written with six decimals, compressed."""
    count = 700
    times = [f"{i / 256:.6f}".rstrip("0").rstrip(".") for i in range(count)]
    acceleration = [random.normal(0, 1e-4, count), random.normal(9.81, 2, count)]
    return table("time_s,acc_01_mps2,acc_02_g", times, acceleration)


files = {"jittered.csv": (jittered(), True, 0), "elapsed.csv.gz": (elapsed(), False, 1_700_000_000_250_000_000)}
expected = {}
for name, (text, is_stamp, start_ns) in files.items():
    if name.endswith(".gz"):
        with gzip.GzipFile(golden / name, "wb", mtime=0) as target:
            target.write(text.encode())
    else:
        (golden / name).write_text(text)
    expected[name] = {"startUtcNs": start_ns, "seconds": statistics(text, is_stamp, start_ns)}
(golden / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
