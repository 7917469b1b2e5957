namespace EdgeTwin.EdgeAgent.Features;

/// <summary>
/// Tells a load that went beyond a channel's range and came back from an input that hangs at the end of its range. Both fill a window with the same
/// largest value; what differs is the way there. A structure moves towards the end and leaves it again; a broken wire is at the end from one sample to
/// the next (smeared over a few samples by the converter's filter) and stays. Whatever is not plainly the first is taken for the second
/// (docs/decisions/0009). One instance per channel; it remembers the end of the last window, since vehicles do not wait for windows. Allocates nothing.
/// </summary>
internal sealed class RailExcursion
{
    /// <summary>Longer at the end than any crossing vehicle holds a gauge there: an overload that stays looks like a broken wire.</summary>
    public const double RunSecondsMax = 5;

    /// <summary>
    /// A step at the input is through a sinc4 filter, the longest that sigma-delta converters commonly have, within four conversions. What moved earlier
    /// than that moved before the step.
    /// </summary>
    public const int SettlingSamples = 5;

    /// <summary>Share of the way from rest to the end that must have been gone before the filter can have done it.</summary>
    public const double ApproachShareMin = 0.25;

    /// <summary>How far back the approach is looked for.</summary>
    public const int ApproachSamplesMax = 25;

    /// <summary>As in the fault detector: samples this close to the end are at the end.</summary>
    private const double EndTolerance = 1e-4;

    private readonly float[] _history = new float[ApproachSamplesMax];
    private int _historyCount;
    private long _runSamples;
    private bool _runIsApproached;
    private bool _lastWindowWasDoubtful;

    /// <summary>Follows a window in which nothing lies at an end.</summary>
    public void Pass(ReadOnlySpan<float> window)
    {
        _runSamples = 0;
        _lastWindowWasDoubtful = false;
        if (window.IsEmpty)
            _historyCount = 0;
        foreach (var value in window[Math.Max(0, window.Length - ApproachSamplesMax)..])
            Remember(value);
    }

    /// <summary>
    /// Judges a window with samples at an end. True: at least one excursion ended in it, every one was plainly the structure's, and so was the window
    /// before; the true values are then at least as far out as the measured ones.
    /// </summary>
    /// <param name="window">Samples in order; NaN is a missing sample.</param>
    /// <param name="rangeMin">Lower end, in the unit of the samples.</param>
    /// <param name="rangeMax">Upper end.</param>
    /// <param name="sampleRateHz">Rate of the samples.</param>
    public bool Judge(ReadOnlySpan<float> window, double rangeMin, double rangeMax, double sampleRateHz)
    {
        var margin = EndTolerance * (rangeMax - rangeMin);
        var (low, high) = (rangeMin + margin, rangeMax - margin);
        var rest = MeanInside(window, low, high);
        var runSamplesMax = RunSecondsMax * sampleRateHz;
        var (ended, isDoubtful) = (0, false);
        foreach (var value in window)
        {
            var isAtEnd = value >= high || value <= low;
            if (isAtEnd)
            {
                if (_runSamples++ == 0)
                    _runIsApproached = IsApproached(rest, value >= high ? rangeMax : rangeMin, low, high);
                isDoubtful |= !_runIsApproached || _runSamples > runSamplesMax;
            }
            else if (_runSamples > 0)
            {
                isDoubtful |= float.IsNaN(value);
                _runSamples = 0;
                ended++;
            }

            Remember(value);
        }

        var isStructure = ended > 0 && !isDoubtful && !_lastWindowWasDoubtful;
        _lastWindowWasDoubtful = isDoubtful;
        return isStructure;
    }

    // Samples at an end are no evidence: a loose contact would otherwise vouch for itself.
    private bool IsApproached(double rest, double end, double low, double high)
    {
        var least = ApproachShareMin * Math.Abs(end - rest);
        for (var back = SettlingSamples; back <= _historyCount; back++)
        {
            var value = _history[_historyCount - back];
            if (value > low && value < high && Math.Abs(value - rest) >= least)
                return true;
        }

        return false;
    }

    private void Remember(float value)
    {
        if (float.IsNaN(value))
        {
            _historyCount = 0;
            return;
        }

        if (_historyCount == ApproachSamplesMax)
            _history.AsSpan(1).CopyTo(_history);
        else
            _historyCount++;
        _history[_historyCount - 1] = value;
    }

    private static double MeanInside(ReadOnlySpan<float> window, double low, double high)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in window)
        {
            if (!(value > low && value < high))
                continue;
            sum += value;
            count++;
        }

        return sum / count;
    }
}
