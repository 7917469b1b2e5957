using EdgeTwin.StructuralHealth.Moisture;

namespace EdgeTwin.StructuralHealth.Tests.Moisture;

/// <summary>Hourly climates from formulas.</summary>
internal static class Climates
{
    public static ClimateSeries Hourly(int hours, Func<int, double> temperatureDegC, Func<int, double> humidityPct, ClimateCheckOptions? options = null)
    {
        var times = Enumerable.Range(0, hours).ToArray();
        return ClimateSeries.Create(
            Array.ConvertAll(times, hour => (double)hour), Array.ConvertAll(times, hour => temperatureDegC(hour)), Array.ConvertAll(times, hour => humidityPct(hour)), options);
    }
}
