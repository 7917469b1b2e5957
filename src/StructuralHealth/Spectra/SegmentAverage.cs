using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// Average over segments, per bin: mean, or median without its bias. For the median one row per segment is kept; the store grows to the largest number
/// of segments seen and then allocates nothing.
/// </summary>
internal sealed class SegmentAverage(int binCount, SpectrumAverage kind)
{
    private double[] _rows = new double[binCount];
    private double[] _column = [];

    public int Segments { get; private set; }

    public void Clear()
    {
        Segments = 0;
        _rows.AsSpan(0, binCount).Clear();
    }

    /// <summary>Where the values of the next segment are added.</summary>
    public Span<double> Next()
    {
        Segments++;
        if (kind == SpectrumAverage.Mean)
            return _rows;
        if (_rows.Length < Segments * binCount)
            Array.Resize(ref _rows, 2 * Segments * binCount);
        var row = _rows.AsSpan((Segments - 1) * binCount, binCount);
        row.Clear();
        return row;
    }

    /// <summary>Writes the averages; NaN without a segment.</summary>
    public void Compute(Span<double> averages)
    {
        if (Segments == 0)
            averages.Fill(double.NaN);
        else if (kind == SpectrumAverage.Mean)
            TensorPrimitives.Divide(_rows.AsSpan(0, binCount), Segments, averages);
        else
            Medians(averages);
    }

    private void Medians(Span<double> medians)
    {
        if (_column.Length < Segments)
            _column = new double[2 * Segments];
        var column = _column.AsSpan(0, Segments);
        for (var bin = 0; bin < binCount; bin++)
        {
            for (var row = 0; row < Segments; row++)
                column[row] = _rows[(row * binCount) + bin];
            column.Sort();
            medians[bin] = (column[(Segments - 1) / 2] + column[Segments / 2]) / 2;
        }

        TensorPrimitives.Divide(medians, Bias(), medians);
    }

    /// <summary>How much the median of exponentially distributed powers lies off their mean, as a factor.</summary>
    private double Bias()
    {
        var bias = 1.0;
        for (var term = 1; term <= (Segments - 1) / 2; term++)
            bias += (1 / ((2.0 * term) + 1)) - (1 / (2.0 * term));
        return bias;
    }
}
