using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Standard deviation of the mean of a series whose neighbours may be correlated, as the blocks of a lightly damped structure are:
/// sample covariances up to a stated lag under a triangular weight. Source: W. Newey, K. West, Econometrica 55, 1987.
/// </summary>
internal static class BlockMeanDeviation
{
    /// <summary>Deviation of the mean of <paramref name="deviations"/>, which sum to zero. The memory is limited to a quarter of the series.</summary>
    public static double Of(ReadOnlySpan<double> deviations, int memory)
    {
        var count = deviations.Length;
        var lags = Math.Min(memory, count / 4);
        var sum = TensorPrimitives.Dot(deviations, deviations);
        for (var lag = 1; lag <= lags; lag++)
            sum += 2 * (1 - (lag / (lags + 1.0))) * TensorPrimitives.Dot(deviations[lag..], deviations[..^lag]);
        return Math.Sqrt(Math.Max(0, sum) / ((double)count * (count - 1)));
    }
}
