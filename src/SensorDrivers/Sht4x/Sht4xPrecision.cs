namespace EdgeTwin.SensorDrivers.Sht4x;

/// <summary>How long the chip measures for one value (data sheet SHT4x, tables 1, 2, 5 and 8). The heater is switched on by none of them.</summary>
/// <param name="Name">The word in the station file.</param>
/// <param name="Command">The command.</param>
/// <param name="DurationNsMax">Longest measurement, with a margin.</param>
/// <param name="DurationNsTypical">Usual measurement.</param>
/// <param name="TemperatureNoiseC">Three standard deviations of the temperature, in degC.</param>
/// <param name="HumidityNoisePercent">Three standard deviations of the relative humidity, in percent.</param>
internal sealed record Sht4xPrecision(
    string Name, byte Command, long DurationNsMax, long DurationNsTypical, double TemperatureNoiseC, double HumidityNoisePercent)
{
    /// <summary>The three of them.</summary>
    public static readonly Sht4xPrecision[] All =
    [
        new("high", 0xFD, 9_000_000, 6_900_000, 0.04, 0.08),
        new("medium", 0xF6, 5_000_000, 3_700_000, 0.07, 0.15),
        new("low", 0xE0, 2_100_000, 1_300_000, 0.1, 0.25),
    ];

    /// <summary>The words, as the station file has them.</summary>
    public static string[] Names { get; } = [.. All.Select(item => item.Name)];

    /// <summary>The one with a name.</summary>
    public static Sht4xPrecision Of(string name) => All.First(item => item.Name == name);
}
