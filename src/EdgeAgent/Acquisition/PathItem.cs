using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Acquisition;

/// <summary>What travels from sampling to processing: a block, or only the time when there is none.</summary>
/// <param name="Block">Samples, owned by the receiver; <see langword="null"/> for a tick.</param>
/// <param name="UtcNs">Station time when the item was made.</param>
/// <param name="MonotonicNs">Monotonic time when the item was made.</param>
/// <param name="Quality">Quality of <paramref name="UtcNs"/>.</param>
internal readonly record struct PathItem(SampleBlock? Block, long UtcNs, long MonotonicNs, ClockQuality Quality);
