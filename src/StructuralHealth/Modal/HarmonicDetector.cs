using System.Numerics;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Tells lines of machines from modes. A line has little damping and, in a narrow band, the kurtosis of a sine, 1.5;
/// a mode in random excitation swells and fades, and its narrow-band signal has the kurtosis of normal noise, 3, however little it is damped: a stay cable may have less than 0.001. The amplitude is found by demodulation,
/// over the channel that shows the mode best and only while it is there, so that a machine that starts and stops is still a machine. Below 100 cycles nothing is told apart.
/// Sources: R. Brincker, P. Andersen, N. Møller, IMAC XVIII, 2000; N.-J. Jacobsen, P. Andersen, R. Brincker, IOMAC, 2007.
/// </summary>
internal static class HarmonicDetector
{
    private const double CyclesMinimum = 100;
    public const double DampingMaximum = 0.005;
    private const double KurtosisMaximum = 1.8;
    private const double BandwidthsOfMode = 4;
    private const double BandwidthsOfRecord = 16;
    private const double StrongQuantile = 0.95;
    private const double OnShare = 0.25;

    /// <param name="record">The prepared record.</param>
    /// <param name="frequencyHz">Frequency of the mode.</param>
    /// <param name="dampingRatio">Its damping ratio.</param>
    /// <param name="shape">Its shape with every channel at unit deviation.</param>
    /// <param name="neighbourHz">Distance to the nearest other mode.</param>
    public static HarmonicCheck Check(PreparedRecord record, double frequencyHz, double dampingRatio, ReadOnlySpan<Complex> shape, double neighbourHz)
    {
        var channel = 0;
        for (var index = 1; index < shape.Length; index++)
        {
            if (Complex.Abs(shape[index]) > Complex.Abs(shape[channel]))
                channel = index;
        }

        var seconds = record.Stretches.Sum(stretch => stretch[0].Length) / record.RateHz;
        var bandwidthHz = Math.Min(Math.Max(BandwidthsOfMode * dampingRatio * frequencyHz, BandwidthsOfRecord / seconds), Math.Min(0.5 * neighbourHz, 0.5 * frequencyHz));
        var kurtosis = NarrowBandKurtosis(record, channel, frequencyHz, Math.Max(2, (int)(record.RateHz / bandwidthHz)));
        var isLine = dampingRatio < DampingMaximum && kurtosis < KurtosisMaximum;
        return new HarmonicCheck(isLine && seconds * frequencyHz >= CyclesMinimum, kurtosis);
    }

    /// <summary>1.5 E[a^4] / E[a^2]^2 of the amplitude a that is left after two running means, where it is above a quarter of its strong values.</summary>
    private static double NarrowBandKurtosis(PreparedRecord record, int channel, double frequencyHz, int width)
    {
        var squares = new List<double>();
        foreach (var stretch in record.Stretches)
        {
            var demodulated = new Complex[stretch[channel].Length];
            for (var index = 0; index < demodulated.Length; index++)
                demodulated[index] = stretch[channel][index] * Complex.FromPolarCoordinates(1, -2 * Math.PI * frequencyHz / record.RateHz * index);
            squares.AddRange(RunningMean(RunningMean(demodulated, width), width).Select(value => (value.Real * value.Real) + (value.Imaginary * value.Imaginary)));
        }

        if (squares.Count == 0)
            return double.NaN;
        squares.Sort();
        var least = OnShare * OnShare * squares[(int)(StrongQuantile * (squares.Count - 1))];
        var on = squares.Where(square => square >= least).ToArray();
        var mean = on.Average();
        return mean > 0 ? 1.5 * on.Average(square => square * square) / (mean * mean) : double.NaN;
    }

    private static Complex[] RunningMean(Complex[] values, int width)
    {
        var result = new Complex[Math.Max(0, values.Length - width + 1)];
        var sum = Complex.Zero;
        for (var index = 0; index < values.Length; index++)
        {
            sum += values[index];
            if (index >= width)
                sum -= values[index - width];
            if (index >= width - 1)
                result[index - width + 1] = sum / width;
        }

        return result;
    }
}
