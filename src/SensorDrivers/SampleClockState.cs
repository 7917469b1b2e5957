namespace EdgeTwin.SensorDrivers;

/// <summary>What is known of the clock that timed a block of samples.</summary>
/// <param name="Stability">Whether the uncertainties can be relied on.</param>
/// <param name="IntervalUncertaintyPpm">Half width of what the sample interval can be, in parts per million of it; 0 for <see cref="ClockStability.HostPaced"/>.</param>
/// <param name="TimeUncertaintyNs">Half width of what a sample's time on the monotonic clock can be, in nanoseconds; 0 for <see cref="ClockStability.HostPaced"/>.</param>
public readonly record struct SampleClockState(ClockStability Stability, double IntervalUncertaintyPpm, double TimeUncertaintyNs);
