using EdgeTwin.EdgeAgent.Features;

namespace EdgeTwin.EdgeAgent.Configuration.Checks;

/// <summary>The values that a feature can take at all, from the range of the chip. Infinite where nothing is known.</summary>
internal static class FeatureReach
{
    public static (double Lowest, double Highest) Of(FeatureDefinition feature, StationChannel? channel)
    {
        var (lowest, highest) = (double.NegativeInfinity, double.PositiveInfinity);
        if (channel is not null && double.IsFinite(channel.RangeMin) && double.IsFinite(channel.RangeMax))
        {
            lowest = Math.Min(channel.RangeMin, channel.RangeMax);
            highest = Math.Max(channel.RangeMin, channel.RangeMax);
        }

        return feature.Quantity switch
        {
            "mean" or "min" or "max" => (lowest, highest),
            "rms" or "peak" or "std" or "range" => (0, Math.Max(highest - lowest, Math.Max(Math.Abs(lowest), Math.Abs(highest)))),
            "dominant-frequency" => (0, channel is null ? double.PositiveInfinity : channel.SampleRateHz / 2),
            _ when feature.Unit == "Hz" => (0, double.PositiveInfinity),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
    }
}
