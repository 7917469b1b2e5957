"""Writes waveform.bin from the format's description in WaveformStream.cs, independently of both implementations."""
import math
import struct

start_ns = 1_767_225_600_000_000_000
column_ns = 10e6
first = start_ns / column_ns
missing = math.copysign(math.nan, -1)  # the quiet NaN that .NET writes
gap = (missing, missing)
empty = (math.inf, -math.inf)


def record(channel, last, last_ns, columns):
    head = struct.pack("<HHfdd", channel, len(columns), last, first, last_ns / 1e6)
    return head + b"".join(struct.pack("<ff", *column) for column in columns)


with open("waveform.bin", "wb") as file:
    file.write(struct.pack("<4sHHd", b"ETW1", 2, 600, column_ns))
    file.write(record(0, 11.0, start_ns + 24_000_000, [(0, 9), gap, (7, 11)]))
    file.write(struct.pack("<HHfdd", 65535, 0, missing, 0, 0))
    file.write(record(1, 13.0, start_ns + 20_000_000, [(12.5, 12.5), empty, (13, 13)]))
