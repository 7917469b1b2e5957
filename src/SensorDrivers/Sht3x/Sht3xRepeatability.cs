namespace EdgeTwin.SensorDrivers.Sht3x;

/// <summary>How often the chip measures for one value: more takes longer and is less noisy (data sheet SHT3x-DIS, tables 1, 2, 4 and 9).</summary>
/// <param name="Name">The word in the station file.</param>
/// <param name="Command">The single-shot command without clock stretching.</param>
/// <param name="DurationNsMax">Longest measurement, with a margin.</param>
/// <param name="DurationNsTypical">Usual measurement.</param>
/// <param name="TemperatureNoiseC">Three standard deviations of the temperature, in degC.</param>
/// <param name="HumidityNoisePercent">Three standard deviations of the relative humidity, in percent.</param>
internal sealed record Sht3xRepeatability(
    string Name, ushort Command, long DurationNsMax, long DurationNsTypical, double TemperatureNoiseC, double HumidityNoisePercent)
{
    /// <summary>The three of them.</summary>
    public static readonly Sht3xRepeatability[] All =
    [
        new("high", 0x2400, 16_500_000, 12_500_000, 0.04, 0.08),
        new("medium", 0x240B, 7_500_000, 4_500_000, 0.08, 0.15),
        new("low", 0x2416, 5_500_000, 2_500_000, 0.15, 0.21),
    ];

    /// <summary>The words, as the station file has them.</summary>
    public static string[] Names { get; } = [.. All.Select(item => item.Name)];

    /// <summary>The one with a name.</summary>
    public static Sht3xRepeatability Of(string name) => All.First(item => item.Name == name);
}
