using System.Numerics;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Cross-check of modes by frequency-domain decomposition: the first singular value of the spectral matrix should have a peak at a mode, and its vector should be the mode's shape.
/// Only the neighbourhood of each mode is decomposed. Source: R. Brincker, L. Zhang, P. Andersen, Smart Materials and Structures 10, 2001.
/// </summary>
internal sealed class FrequencyDomainDecomposition
{
    private const int AveragesWanted = 8;
    private const double BinsPerLowest = 16;
    private const double SearchShare = 0.01;
    private const int SearchBins = 2;

    private readonly CrossSpectra _spectra;
    private readonly IReadOnlyList<MotionQuantity> _quantities;

    public FrequencyDomainDecomposition(PreparedRecord record, IReadOnlyList<MotionQuantity> quantities)
    {
        var longest = record.Stretches.Max(stretch => stretch[0].Length);
        var wanted = (int)(BinsPerLowest * record.RateHz / record.Band.LowHz);
        _spectra = CrossSpectra.Of(record.Stretches, record.RateHz, Math.Max(64, Math.Min(wanted, 2 * longest / (AveragesWanted + 1))));
        _quantities = quantities;
    }

    /// <summary>The highest local peak within 1 % or two bins of a mode, whichever is wider, but nearer to it than to its neighbour.</summary>
    public FrequencyDomainCheck Check(double frequencyHz, ReadOnlySpan<Complex> shape, double neighbourHz)
    {
        var reach = Math.Max(SearchBins, (int)(SearchShare * frequencyHz / _spectra.BinWidthHz));
        reach = (int)Math.Clamp(0.5 * neighbourHz / _spectra.BinWidthHz, 1, reach);
        var middle = (int)Math.Round(frequencyHz / _spectra.BinWidthHz);
        var first = Math.Max(1, middle - reach);
        var last = Math.Min(_spectra.Bins - 2, middle + reach);
        var (best, largest) = (-1, 0.0);
        var values = new double[Math.Max(0, last - first + 3)];
        for (var index = 0; index < values.Length; index++)
            values[index] = First(first - 1 + index).Value;
        for (var index = 1; index < values.Length - 1; index++)
        {
            if (values[index] >= values[index - 1] && values[index] >= values[index + 1] && values[index] > largest)
                (best, largest) = (first - 1 + index, values[index]);
        }

        if (best < 0)
            return new FrequencyDomainCheck(false, double.NaN, double.NaN);
        return new FrequencyDomainCheck(true, best * _spectra.BinWidthHz, ModeShape.Mac(First(best).Vector, shape));
    }

    /// <summary>Largest eigenvalue of the Hermitian spectral matrix and its vector, as displacements, by the real symmetric matrix of twice the size.</summary>
    private (double Value, Complex[] Vector) First(int bin)
    {
        var size = _spectra.Channels;
        var matrix = new RowMatrix(2 * size, 2 * size);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                matrix[row, column] = matrix[row + size, column + size] = _spectra.Real(row, column, bin);
                matrix[row + size, column] = _spectra.Imaginary(row, column, bin);
                matrix[row, column + size] = -_spectra.Imaginary(row, column, bin);
            }
        }

        var (values, vectors) = SymmetricEigen.Decompose(matrix);
        var result = new Complex[size];
        for (var channel = 0; channel < size; channel++)
            result[channel] = new Complex(vectors[0, channel], vectors[0, channel + size]) * Complex.Pow(-Complex.ImaginaryOne, (int)_quantities[channel]);
        return (values[0], result);
    }
}
