using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Features;

/// <summary>Everything the station knows of one window. A value that could not be computed is <see cref="double.NaN"/>, never zero.</summary>
internal sealed class FeatureFrame
{
    /// <summary>Start of the window, nanoseconds since 1970 UTC; a whole multiple of the window length.</summary>
    public required long StartUtcNs { get; init; }

    /// <summary>End of the window (exclusive).</summary>
    public required long EndUtcNs { get; init; }

    /// <summary>Monotonic time of the window's end.</summary>
    public required long EndMonotonicNs { get; init; }
    public required ClockQuality ClockQuality { get; init; }

    /// <summary>The definitions; the same list instance for every frame of one configuration.</summary>
    public required IReadOnlyList<FeatureDefinition> Definitions { get; init; }

    /// <summary>One value per definition.</summary>
    public required double[] Values { get; init; }

    /// <summary>Share of expected samples, 0 to 1, one per definition.</summary>
    public required float[] Completeness { get; init; }

    /// <summary>Mean structure temperature in degC; NaN when not measured.</summary>
    public required double TemperatureC { get; init; }

    /// <summary>Excitation: RMS of the vertical accelerations in m/s2; NaN when not measured.</summary>
    public required double ExcitationMps2 { get; init; }

    /// <summary>Channels the sensor-fault gate took out of this window, with the reason; empty when all is well.</summary>
    public required IReadOnlyList<ChannelFault> Faults { get; init; }
}

/// <summary>A channel whose data cannot be used in a window.</summary>
/// <param name="Channel">For example <c>acc-3.z</c>.</param>
/// <param name="Reason">Machine word: <c>absent</c>, <c>incomplete</c>, <c>stuck</c>, <c>clipped</c>, <c>spikes</c>, <c>noise</c>, <c>implausible</c>.</param>
/// <param name="Message">What a technician reads, with the wire to look at.</param>
/// <param name="IsBeyondRange">
/// Only with <c>clipped</c>: the structure went beyond the channel's range and came back, so the true values are at least as far out as the measured ones.
/// </param>
internal sealed record ChannelFault(string Channel, string Reason, string Message, bool IsBeyondRange = false);
