namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>A moisture probe on one input of the converter.</summary>
/// <param name="Name">Name of the channel.</param>
/// <param name="Input">Input of the converter, 0 to 3.</param>
/// <param name="Curve">What the probe's voltage means.</param>
internal sealed record MoistureProbe(string Name, int Input, MoistureCurve Curve);
