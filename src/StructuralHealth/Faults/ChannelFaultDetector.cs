using System.Numerics;

namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>
/// Judges one channel window by window and tells a broken sensor from a loud bridge. It learns the channel's own noise floor from windows in which it finds nothing.
/// What a structure can do is never a fault: the limits are either physical (a lone sample, an impossible value, random numbers over the whole range)
/// or far from everything the channel has shown in its quiet moments. The order of the checks goes from the fault that explains most to the one that explains least.
/// One instance per channel; one thread at a time; allocates nothing per window.
/// </summary>
public sealed class ChannelFaultDetector
{
    private const int HistoryWindows = 128;

    /// <summary>A channel whose longest rest is shorter moves by its own noise.</summary>
    private const int RestlessRun = 10;

    /// <summary>Changes of the value that must have been seen before a channel is called restless.</summary>
    private const int RestlessChanges = 100;
    private const int FewestSlowSamples = 20;
    private readonly ChannelFaultOptions _options;
    private readonly NoiseHistory _noise = new(HistoryWindows);
    private float _lastValue = float.NaN;
    private long _run;
    private long _longestHealthyRun;
    private long _healthyWindows;
    private long _changes;

    /// <summary>Starts without history.</summary>
    /// <param name="options">Limits; defaults when null.</param>
    public ChannelFaultDetector(ChannelFaultOptions? options = null) => _options = options ?? new ChannelFaultOptions();

    /// <summary>Windows in which nothing was found since the start or <see cref="Reset"/>.</summary>
    public long HealthyWindows => _healthyWindows;

    /// <summary>Forgets the channel's history, for a repaired or exchanged sensor.</summary>
    public void Reset()
    {
        _noise.Clear();
        _lastValue = float.NaN;
        _run = 0;
        _longestHealthyRun = 0;
        _healthyWindows = 0;
        _changes = 0;
    }

    /// <summary>Judges the next window of the channel.</summary>
    /// <param name="window">Samples in order; <see cref="float.NaN"/> is a missing sample. May be shorter than expected.</param>
    /// <param name="expectedCount">Samples that a complete window has.</param>
    /// <param name="rangeMin">Lowest value the chip can represent, in the unit of the samples; NaN or infinite when not known.</param>
    /// <param name="rangeMax">Highest value the chip can represent; NaN or infinite when not known.</param>
    /// <param name="quantity">What is measured: <c>acceleration</c>, <c>strain</c>, <c>temperature</c>, <c>relativeHumidity</c>, <c>moisture</c>, <c>displacement</c>, …</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expectedCount"/> is not positive.</exception>
    public ChannelFaultResult Inspect(ReadOnlySpan<float> window, double expectedCount, double rangeMin, double rangeMax, string quantity)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        if (!(expectedCount > 0))
            throw new ArgumentOutOfRangeException(nameof(expectedCount), expectedCount, "A complete window has at least one sample.");
        var limits = QuantityLimits.Of(quantity);
        var values = WindowValues.Of(window, rangeMin, rangeMax, limits, _options.ClipTolerance);
        var completeness = values.Count / expectedCount;
        if (values.Count == 0 || completeness < _options.AbsentBelow)
            return new ChannelFaultResult(ChannelFaultKind.Absent, 100 * completeness, 100 * _options.AbsentBelow, completeness);

        var (longestRun, longestEndedRun) = TrackRuns(window);
        var blocks = NoiseBlocks.Of(window, rangeMin, rangeMax);
        var sampleRateHz = expectedCount / _options.WindowSeconds;
        var finding = Garbage(blocks, rangeMax - rangeMin)
            ?? Implausible(values, limits)
            ?? Clipped(values, limits)
            ?? Stuck(longestRun, blocks, sampleRateHz, limits)
            ?? Spikes(window, sampleRateHz, limits)
            ?? WhiteNoise(blocks)
            ?? Incomplete(completeness);
        if (finding is { } fault)
            return new ChannelFaultResult(fault.Kind, fault.Measured, fault.Limit, completeness);

        Learn(longestEndedRun, blocks);
        return new ChannelFaultResult(ChannelFaultKind.None, double.NaN, double.NaN, completeness);
    }

    /// <summary>
    /// Longest row of identical samples seen in this window, and the longest that ended in it: only what was followed by another value shows that the channel lives.
    /// Rows go on across windows and gaps.
    /// </summary>
    private (long Longest, long LongestEnded) TrackRuns(ReadOnlySpan<float> window)
    {
        var longest = 0L;
        var ended = 0L;
        for (var index = 0; index < window.Length; index++)
        {
            if (index > 0 && index <= window.Length - Vector<float>.Count && IsRestless(window, index))
            {
                index += Vector<float>.Count - 1;
                (ended, longest) = (Math.Max(ended, Math.Max(_run, 1)), Math.Max(longest, 1));
                (_run, _lastValue) = (1, window[index]);
                _changes += Vector<float>.Count;
                continue;
            }

            var value = window[index];
            if (!float.IsFinite(value))
                continue;
            if (value == _lastValue)
            {
                _run++;
            }
            else
            {
                ended = Math.Max(ended, _run);
                _run = 1;
                _changes++;
            }

            _lastValue = value;
            longest = Math.Max(longest, _run);
        }

        return (longest, ended);
    }

    /// <summary>Whether a vector of samples is there, with the one before it, and each is another than the one before.</summary>
    private static bool IsRestless(ReadOnlySpan<float> window, int index)
    {
        var values = new Vector<float>(window[index..]);
        var before = new Vector<float>(window[(index - 1)..]);
        var limit = new Vector<float>(float.MaxValue);
        return !Vector.EqualsAny(values, before)
            && Vector.LessThanOrEqualAll(Vector.Abs(values), limit)
            && Vector.LessThanOrEqualAll(Vector.Abs(before), limit);
    }

    private static Finding? Garbage(in NoiseBlocks blocks, double range) =>
        blocks.GarbageShare > 0 ? new Finding(ChannelFaultKind.Noise, blocks.LoudestLevel, range / Math.Sqrt(12)) : null;

    private static Finding? Implausible(in WindowValues values, in QuantityLimits limits)
    {
        if (values.Maximum > limits.Maximum)
            return new Finding(ChannelFaultKind.Implausible, values.Maximum, limits.Maximum);
        if (values.Minimum < limits.Minimum)
            return new Finding(ChannelFaultKind.Implausible, values.Minimum, limits.Minimum);
        if (Math.Abs(values.Mean) > limits.MaximumMean)
            return new Finding(ChannelFaultKind.Implausible, values.Mean, limits.MaximumMean);
        return null;
    }

    private Finding? Clipped(in WindowValues values, in QuantityLimits limits)
    {
        if (limits.RestsAtEnds || values.AtEnds < _options.ClipSamples)
            return null;
        return new Finding(ChannelFaultKind.Clipped, values.AtEnds, values.End);
    }

    private Finding? Stuck(long longestRun, in NoiseBlocks blocks, double sampleRateHz, in QuantityLimits limits)
    {
        var allowed = limits.IsFast
            ? Math.Max(_options.StuckSamples, _options.StuckSeconds * sampleRateHz)
            : Math.Max(FewestSlowSamples, SlowStuckSeconds * sampleRateHz);
        allowed = Math.Max(allowed, _options.StuckRunFactor * _longestHealthyRun);
        if (longestRun >= allowed)
            return new Finding(ChannelFaultKind.Stuck, longestRun / sampleRateHz, allowed / sampleRateHz);

        // Only a fast quantity must show the sensor's noise at any moment.
        var collapsed = _noise.Least() / _options.NoiseFactor;
        if (limits.IsFast && HasLearnt && blocks.LoudestLevel < collapsed)
            return new Finding(ChannelFaultKind.Stuck, blocks.LoudestLevel, collapsed);
        return null;
    }

    private double SlowStuckSeconds =>
        HasLearnt && _changes >= RestlessChanges && _longestHealthyRun <= RestlessRun ? _options.SlowStuckSeconds : _options.CoarseStuckSeconds;

    private Finding? Spikes(ReadOnlySpan<float> window, double sampleRateHz, in QuantityLimits limits)
    {
        if (!double.IsInfinity(limits.ReturningJump))
        {
            var jump = SpikeScan.LargestReturningJump(window, limits.ReturningJump);
            if (jump > 0)
                return new Finding(ChannelFaultKind.Spikes, jump, limits.ReturningJump);
        }

        if (!limits.IsFast || sampleRateHz < _options.SpikeSampleRateHz)
            return null;
        var spike = SpikeScan.LargestLoneSample(window, _options.SpikeFactor, out var limit);
        return spike > 0 ? new Finding(ChannelFaultKind.Spikes, spike, limit) : null;
    }

    private Finding? WhiteNoise(in NoiseBlocks blocks)
    {
        var limit = _noise.Most() * _options.NoiseFactor;
        return HasLearnt && limit > 0 && blocks.WhiteShare >= 0.75 && blocks.QuietestLevel > limit
            ? new Finding(ChannelFaultKind.Noise, blocks.QuietestLevel, limit)
            : null;
    }

    private Finding? Incomplete(double completeness) => completeness < _options.MinimumCompleteness
        ? new Finding(ChannelFaultKind.Incomplete, 100 * completeness, 100 * _options.MinimumCompleteness)
        : null;

    private bool HasLearnt => _noise.Count >= _options.LearningWindows;

    private void Learn(long longestEndedRun, in NoiseBlocks blocks)
    {
        _healthyWindows++;
        _longestHealthyRun = Math.Max(_longestHealthyRun, longestEndedRun);
        if (!double.IsNaN(blocks.QuietestLevel))
            _noise.Add(blocks.QuietestLevel);
    }

    private readonly record struct Finding(ChannelFaultKind Kind, double Measured, double Limit);
}
