namespace EdgeTwin.EdgeAgent.Acquisition;

/// <summary>How a sensor is doing, for health and the page.</summary>
/// <param name="Running">Whether it delivers.</param>
/// <param name="Message">Empty when all is well; otherwise what is wrong and which wire to look at.</param>
/// <param name="Restarts">How often it had to be started again.</param>
/// <param name="MeasuredRateHz">Output rate as estimated from its sample clock; NaN before it is known.</param>
internal sealed record SensorState(bool Running, string Message, int Restarts, double MeasuredRateHz)
{
    public static SensorState Starting { get; } = new(false, "Not started yet.", 0, double.NaN);
}
