namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>value = (raw - Offset) * Factor, in the channel's unit. The driver's raw value is never overwritten.</summary>
internal sealed record CalibrationConfiguration(double Factor = 1, double Offset = 0);
