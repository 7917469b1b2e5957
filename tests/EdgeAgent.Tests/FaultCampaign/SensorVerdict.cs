using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Tests.FaultCampaign;

/// <summary>
/// Holds what one sensor delivers against what its chip converted: every value is the one that was converted at the stated time, no
/// value comes twice, and every sample that is not delivered is counted as missing where it is missing.
/// </summary>
internal sealed class SensorVerdict(string sensorId, SensorDescription description, double trueIntervalNs)
{
    // Where a sample was taken is known to half an interval and a little after a start with a new phase.
    private const double PlaceIntervals = 0.75;

    // Counts across a start are counted from the time, so a new phase may round them up or down.
    private const double CountSlack = 1.51;
    private const int ComplaintsMax = 20;

    // What a chip's clock drifts over a campaign.
    private const double ClockDrift = 300e-6;

    private readonly ChannelDiary[] _diaries = [.. description.Channels.Select(_ => new ChannelDiary())];
    private double _lastNs = double.NaN;
    private long _nextSequence;

    public string SensorId => sensorId;

    public long Delivered { get; private set; }

    public long Gaps { get; private set; }

    public long Missing { get; private set; }

    public long Converted { get; private set; }

    /// <summary>When the last sample was taken, on the monotonic clock.</summary>
    public double LastSampleNs => _lastNs;

    /// <summary>What was wrong, the first few.</summary>
    public List<string> Complaints { get; } = [];

    public void Made(long monotonicNs, int channel, double value)
    {
        if (channel == 0)
            Converted++;
        _diaries[channel].Write(monotonicNs, value);
    }

    public void Take(SampleBlock block)
    {
        CheckPlace(block);
        for (var channel = 0; channel < block.ChannelCount; channel++)
        {
            for (var sample = 0; sample < block.SampleCount; sample++)
                CheckSample(block, channel, sample);
        }

        Delivered += block.SampleCount;
        Missing += block.MissingBefore;
        _nextSequence = block.FirstSequence + block.SampleCount;
        _lastNs = block.FirstSampleMonotonicNs + ((block.SampleCount - 1) * block.SampleIntervalNs);
    }

    // The sequence number goes on by what time went on.
    private void CheckPlace(SampleBlock block)
    {
        if (block.FirstSequence != _nextSequence + block.MissingBefore)
            Complain($"sequence {block.FirstSequence} after {_nextSequence} with {block.MissingBefore} missing");
        if (double.IsNaN(_lastNs))
            return;
        var steps = (block.FirstSampleMonotonicNs - _lastNs) / trueIntervalNs;
        if (steps <= 0 || Math.Abs(steps - 1 - block.MissingBefore) > CountSlack + (steps * ClockDrift) + (Known(block.SampleClock.TimeUncertaintyNs) / trueIntervalNs))
            Complain($"{block.MissingBefore} missing before {At(block.FirstSampleMonotonicNs)}, but {steps - 1:0.00} intervals went by");
    }

    private void CheckSample(SampleBlock block, int channel, int sample)
    {
        var value = block.Channel(channel)[sample];
        if (float.IsNaN(value))
        {
            Gaps++;
            return;
        }

        var atNs = block.FirstSampleMonotonicNs + (sample * block.SampleIntervalNs);
        var toleranceNs = (PlaceIntervals * trueIntervalNs) + Known(block.SampleClock.TimeUncertaintyNs);
        if (_diaries[channel].Take(atNs, value, toleranceNs) is not var (made, distanceNs, skipped))
        {
            Complain($"channel {channel} at {At(atNs)}: {value} was never converted");
            return;
        }

        if (Math.Abs(distanceNs) > toleranceNs)
            Complain($"channel {channel} at {At(atNs)}: the nearest conversion was {distanceNs / 1e6:0.000} ms away");
        if (!ChannelDiary.IsSame(value, made))
            Complain($"channel {channel} at {At(atNs)}: delivered {value}, converted {made}");
        // A chip that the host starts may be started again for one slot; every slot is accounted for by the place of the samples.
        if (description.IsChipClocked && skipped > (sample == 0 ? block.MissingBefore + 1 : 0))
            Complain($"channel {channel} at {At(atNs)}: {skipped} conversions were not delivered, {(sample == 0 ? block.MissingBefore : 0)} are counted");
        var range = description.Channels[channel];
        if (IsAtAnEnd(value, range) && block.Status[channel] != ChannelStatus.Saturated)
            Complain($"channel {channel} at {At(atNs)}: {value} is an end of the range and not marked as saturated");
    }

    private static double Known(double uncertaintyNs) => double.IsFinite(uncertaintyNs) ? uncertaintyNs : 0;

    // 100 % of humidity and 0 V are values like others; the ends of a converter's range are not.
    private static bool IsAtAnEnd(float value, ChannelDescription range) =>
        range.Quantity != "relativeHumidity" && (value >= range.RangeMax || (range.RangeMin < 0 && value <= range.RangeMin));

    private static string At(double monotonicNs) => $"{monotonicNs / 1e9:0.0000} s";

    private void Complain(string what)
    {
        if (Complaints.Count < ComplaintsMax)
            Complaints.Add($"{sensorId} ({description.Kind}): {what}");
    }
}
