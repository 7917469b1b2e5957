using MathNet.Numerics.Distributions;

namespace EdgeTwin.StructuralHealth.Stiffness;

/// <summary>
/// Tells states of the supports apart from how forces are distributed. A support that sinks takes load off itself for good: the unloaded levels change against each other, which no
/// traffic does. The size is held against the effect of the test load itself, so the index needs no model, and the scatter of the levels within one test (drift, temperature)
/// sets the uncertainty. Zero points must not have been set anew between the tests; a slow temperature effect that differs between them counts as a change. Pure; any thread.
/// </summary>
public static class Settlement
{
    /// <summary>Compares a later load test with an earlier one.</summary>
    /// <param name="earlier">Reference; at least two unloaded plateaus and one loaded.</param>
    /// <param name="later">Later test with the same channels; at least two unloaded plateaus.</param>
    /// <param name="sharing">Channels of one quantity that carry the load together (support forces); empty when there are none.</param>
    /// <param name="options">When a change is called one; defaults when null.</param>
    /// <exception cref="ArgumentException">Channels differ, there are too few plateaus, a channel does not answer to the load, or an option is out of range.</exception>
    public static SettlementResult Compare(LoadTest earlier, LoadTest later, IReadOnlyList<int> sharing, SettlementOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        ArgumentNullException.ThrowIfNull(sharing);
        options ??= new SettlementOptions();
        options.Validate();
        Require(earlier, later);
        var channels = Enumerable.Range(0, earlier.Unloaded[0].Mean.Count).Select(channel => ChangeOf(earlier, later, channel)).ToArray();
        var index = Math.Sqrt(channels.Average(change => change.RelativeToLoad * change.RelativeToLoad));
        var probability = Math.Min(1, channels.Length * channels.Min(change => change.PValue));
        var (share, shareError) = ShareChange(earlier, later, sharing);
        return new SettlementResult(index, probability, probability < options.Level && index > options.SmallestIndex, channels, share, shareError);
    }

    private static void Require(LoadTest earlier, LoadTest later)
    {
        if (earlier.Unloaded.Count < 2 || later.Unloaded.Count < 2)
            throw new ArgumentException($"Each test needs two unloaded plateaus to know its own scatter; there are {earlier.Unloaded.Count} and {later.Unloaded.Count}.");
        if (earlier.Loaded.Count == 0)
            throw new ArgumentException("The earlier test has no loaded plateau: the effect of the load, which the change is held against, is unknown.");
        if (earlier.Unloaded[0].Mean.Count != later.Unloaded[0].Mean.Count)
            throw new ArgumentException("The tests differ in channels.");
    }

    private static ChannelLevelChange ChangeOf(LoadTest earlier, LoadTest later, int channel)
    {
        var effect = earlier.LargestResponse(channel);
        if (!(effect > 0))
            throw new ArgumentException($"Channel {channel + 1} does not answer to the load.");
        var (first, second) = (Scatter(earlier, channel), Scatter(later, channel));
        var change = later.UnloadedLevel(channel) - earlier.UnloadedLevel(channel);

        // Drift is not averaged away by more plateaus: the scatter of single levels is taken, not that of their mean (Welch-Satterthwaite freedom).
        var variance = first + second;
        var freedom = variance * variance / ((first * first / (earlier.Unloaded.Count - 1)) + (second * second / (later.Unloaded.Count - 1)));
        var statistic = change / Math.Sqrt(variance);
        var probability = 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(statistic));
        return new ChannelLevelChange(change, Math.Sqrt(variance), statistic, probability, change / effect);
    }

    private static double Scatter(LoadTest test, int channel)
    {
        var mean = test.UnloadedLevel(channel);
        var between = test.Unloaded.Sum(plateau => Square(plateau.Mean[channel] - mean)) / (test.Unloaded.Count - 1);
        var within = test.Unloaded.Average(plateau => Square(plateau.StandardError[channel]));
        return Math.Max(between, within);
    }

    private static (double Change, double StandardError) ShareChange(LoadTest earlier, LoadTest later, IReadOnlyList<int> sharing)
    {
        if (sharing.Count < 2 || earlier.Loaded.Count != later.Loaded.Count || earlier.Loaded.Count == 0)
            return (double.NaN, double.NaN);
        var (largest, error) = (0.0, double.NaN);
        for (var place = 0; place < earlier.Loaded.Count; place++)
        {
            var (sumEarlier, sumLater) = (Sum(earlier, place, sharing), Sum(later, place, sharing));
            foreach (var channel in sharing)
            {
                var change = (later.Response(place, channel) / sumLater) - (earlier.Response(place, channel) / sumEarlier);
                if (Math.Abs(change) <= Math.Abs(largest))
                    continue;
                largest = change;
                error = Math.Sqrt((Scatter(earlier, channel) / Square(sumEarlier)) + (Scatter(later, channel) / Square(sumLater)));
            }
        }

        return (largest, error);
    }

    private static double Sum(LoadTest test, int place, IReadOnlyList<int> sharing) => sharing.Sum(channel => test.Response(place, channel));

    private static double Square(double value) => value * value;
}
