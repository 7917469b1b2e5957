namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>
/// Cycles by range and mean in a fixed number of classes. Counts are whole half cycles, so histograms add up exactly. Ranges and means outside the classes are kept in classes of their own,
/// with the largest range and the extreme means seen. Allocates only when made. One thread at a time.
/// </summary>
public sealed class RangeMeanHistogram : ICycleSink
{
    private readonly long[] _halfCycles;
    private readonly int _columns;
    private double _lowestMean = double.PositiveInfinity;
    private double _highestMean = double.NegativeInfinity;

    /// <summary>Makes an empty histogram.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public RangeMeanHistogram(RangeMeanOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        _columns = options.MeanClasses + 2;
        _halfCycles = new long[(options.RangeClasses + 1) * _columns];
    }

    /// <summary>The classes.</summary>
    public RangeMeanOptions Options { get; }

    /// <summary>Half cycles of all classes, the outer ones included.</summary>
    public long HalfCycles { get; private set; }

    /// <summary>Half cycles whose range lies above the highest range class.</summary>
    public long HalfCyclesAboveRange => Row(Options.RangeClasses).ToArray().Sum();

    /// <summary>Half cycles whose mean lies outside the mean classes.</summary>
    public long HalfCyclesOutsideMean => Enumerable.Range(0, Options.RangeClasses + 1).Sum(range => HalfCyclesIn(range, -1) + HalfCyclesIn(range, Options.MeanClasses));

    /// <summary>Largest range seen; 0 before the first cycle.</summary>
    public double LargestRange { get; private set; }

    /// <inheritdoc/>
    public void Count(double range, double mean, int halfCycles)
    {
        var row = range < Options.RangeClasses * Options.RangeWidth ? Math.Min((int)(range / Options.RangeWidth), Options.RangeClasses - 1) : Options.RangeClasses;
        var offset = Math.Floor((mean - Options.MeanFrom) / Options.MeanWidth);
        var column = 1 + (int)Math.Clamp(offset, -1, Options.MeanClasses);
        _halfCycles[(row * _columns) + column] += halfCycles;
        HalfCycles += halfCycles;
        LargestRange = Math.Max(LargestRange, range);
        _lowestMean = Math.Min(_lowestMean, mean);
        _highestMean = Math.Max(_highestMean, mean);
    }

    /// <summary>Half cycles of one class.</summary>
    /// <param name="rangeClass">0 to <see cref="RangeMeanOptions.RangeClasses"/>; the last one holds all larger ranges.</param>
    /// <param name="meanClass">-1 (means below the classes) to <see cref="RangeMeanOptions.MeanClasses"/> (means above).</param>
    public long HalfCyclesIn(int rangeClass, int meanClass)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(meanClass, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(meanClass, Options.MeanClasses);
        return Row(rangeClass)[meanClass + 1];
    }

    /// <summary>
    /// The classes that hold cycles, each with the upper edge of its range class (the larger classes with <see cref="LargestRange"/>) and the middle of its mean class
    /// (the extreme mean seen for the outer classes): damage reckoned from it is never less than that of the cycles themselves where means play no part.
    /// </summary>
    public IReadOnlyList<RainflowCycle> ToCycles()
    {
        var cycles = new List<RainflowCycle>();
        for (var range = 0; range <= Options.RangeClasses; range++)
        {
            var upper = range < Options.RangeClasses ? Math.Min((range + 1) * Options.RangeWidth, LargestRange) : LargestRange;
            for (var mean = -1; mean <= Options.MeanClasses; mean++)
            {
                if (HalfCyclesIn(range, mean) is > 0 and var halfCycles)
                    cycles.Add(new RainflowCycle(upper, MeanOf(mean), 0.5 * halfCycles));
            }
        }

        return cycles;
    }

    /// <summary>What has to be remembered over a restart. Allocates.</summary>
    public RangeMeanState Save() => new()
    {
        Options = Options,
        HalfCycles = [.. _halfCycles],
        LargestRange = LargestRange,
        LowestMean = HalfCycles > 0 ? _lowestMean : 0,
        HighestMean = HalfCycles > 0 ? _highestMean : 0,
    };

    /// <summary>Makes a histogram from a saved state.</summary>
    /// <exception cref="ArgumentException">The state is of another version or contradicts itself.</exception>
    public static RangeMeanHistogram Restore(RangeMeanState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var histogram = new RangeMeanHistogram(state.Options);
        if (state.Version != RangeMeanState.CurrentVersion || state.HalfCycles.Count != histogram._halfCycles.Length || state.HalfCycles.Any(count => count < 0))
            throw new ArgumentException($"The range-mean state cannot be used: version {state.Version}, {state.HalfCycles.Count} classes.", nameof(state));
        for (var index = 0; index < state.HalfCycles.Count; index++)
            histogram._halfCycles[index] = state.HalfCycles[index];
        histogram.HalfCycles = state.HalfCycles.Sum();
        histogram.LargestRange = state.LargestRange;
        if (histogram.HalfCycles > 0)
            (histogram._lowestMean, histogram._highestMean) = (state.LowestMean, state.HighestMean);
        return histogram;
    }

    private ReadOnlySpan<long> Row(int rangeClass)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rangeClass);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rangeClass, Options.RangeClasses);
        return _halfCycles.AsSpan(rangeClass * _columns, _columns);
    }

    private double MeanOf(int meanClass) => meanClass < 0
        ? _lowestMean
        : meanClass == Options.MeanClasses ? _highestMean : Options.MeanFrom + ((meanClass + 0.5) * Options.MeanWidth);
}
