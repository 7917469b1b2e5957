namespace EdgeTwin.StructuralHealth.Events;

/// <summary>
/// Ratio of the mean square over a short to that over a long window, both ending at the present sample. Source: M. Withers et al.,
/// Bull. Seism. Soc. Am. 88 (1998) 95-106. A missing sample (NaN) is left out of both windows. Allocates nothing per sample; not thread-safe.
/// </summary>
public sealed class ClassicStaLta
{
    private readonly double[] _squares;
    private readonly int _short;
    private long _count;
    private double _shortSum;
    private double _longSum;

    /// <summary>Prepares the windows of one channel.</summary>
    /// <param name="shortSamples">Samples of the short window, at least 1.</param>
    /// <param name="longSamples">Samples of the long window, more than <paramref name="shortSamples"/>.</param>
    /// <exception cref="ArgumentException">A window is out of range.</exception>
    public ClassicStaLta(int shortSamples, int longSamples)
    {
        StaLtaWindows.Validate(shortSamples, longSamples);
        _squares = new double[longSamples];
        _short = shortSamples;
    }

    /// <summary>Takes the next sample.</summary>
    /// <returns>The ratio; NaN until the long window is full, for a missing sample, and while everything is 0.</returns>
    public double Next(double sample)
    {
        if (!double.IsFinite(sample))
            return double.NaN;
        var square = sample * sample;
        var place = (int)(_count % _squares.Length);
        _longSum += square - _squares[place];
        _squares[place] = square;
        _shortSum += square;
        if (_count >= _short)
            _shortSum -= _squares[(int)((_count - _short) % _squares.Length)];
        _count++;
        if (place == _squares.Length - 1)
            SumAnew();
        return _count < _squares.Length ? double.NaN : _shortSum / _short / (_longSum / _squares.Length);
    }

    /// <summary>Once per long window, so that the rounding of running sums cannot pile up.</summary>
    private void SumAnew()
    {
        _longSum = 0;
        _shortSum = 0;
        for (var index = 0; index < _squares.Length; index++)
        {
            _longSum += _squares[index];
            if (index >= _squares.Length - _short)
                _shortSum += _squares[index];
        }
    }
}
