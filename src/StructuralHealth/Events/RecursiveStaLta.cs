namespace EdgeTwin.StructuralHealth.Events;

/// <summary>
/// Ratio of a short to a long exponential mean of squares, without memory for samples. Source: M. Withers et al., Bull. Seism. Soc. Am. 88 (1998) 95-106.
/// A missing sample (NaN) is left out of both means. Allocates nothing per sample; not thread-safe.
/// </summary>
public sealed class RecursiveStaLta
{
    private readonly double _shortShare;
    private readonly double _longShare;
    private readonly int _warmUp;
    private int _count;
    private double _shortMean;
    private double _longMean;

    /// <summary>Prepares the means of one channel.</summary>
    /// <param name="shortSamples">Time constant of the short mean in samples, at least 1.</param>
    /// <param name="longSamples">Time constant of the long mean, more than <paramref name="shortSamples"/>.</param>
    /// <exception cref="ArgumentException">A window is out of range.</exception>
    public RecursiveStaLta(int shortSamples, int longSamples)
    {
        StaLtaWindows.Validate(shortSamples, longSamples);
        (_shortShare, _longShare, _warmUp) = (1.0 / shortSamples, 1.0 / longSamples, longSamples);
    }

    /// <summary>The short mean: mean square of the last moments, in unit squared.</summary>
    public double ShortMeanSquare => _shortMean;

    /// <summary>Takes the next sample.</summary>
    /// <returns>The ratio; NaN for as many samples as the long mean spans, for a missing sample, and while everything is 0.</returns>
    public double Next(double sample)
    {
        if (!double.IsFinite(sample))
            return double.NaN;
        var square = sample * sample;
        _shortMean += _shortShare * (square - _shortMean);
        _longMean += _longShare * (square - _longMean);
        _count = Math.Min(_count + 1, _warmUp);
        return _count < _warmUp ? double.NaN : _shortMean / _longMean;
    }
}
