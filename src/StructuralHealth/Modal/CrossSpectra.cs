using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>Cross-spectral matrices of all channels by Welch's method: Hann segments, half overlapped, over every stretch of a record. Unscaled; only their form is used.</summary>
internal sealed class CrossSpectra
{
    private readonly double[][] _real;
    private readonly double[][] _imaginary;

    private CrossSpectra(int channels, int bins, double binWidthHz)
    {
        Channels = channels;
        Bins = bins;
        BinWidthHz = binWidthHz;
        _real = [.. Enumerable.Range(0, channels * channels).Select(_ => new double[bins])];
        _imaginary = [.. Enumerable.Range(0, channels * channels).Select(_ => new double[bins])];
    }

    public int Channels { get; }

    public int Bins { get; }

    public double BinWidthHz { get; }

    public int Segments { get; private set; }

    public double Real(int row, int column, int bin) => _real[(row * Channels) + column][bin];

    public double Imaginary(int row, int column, int bin) => _imaginary[(row * Channels) + column][bin];

    public ReadOnlySpan<double> Power(int channel) => _real[(channel * Channels) + channel];

    /// <summary>Spectra with segments of the given length, or shorter where no stretch is that long.</summary>
    public static CrossSpectra Of(IReadOnlyList<double[][]> stretches, double rateHz, int segmentLength)
    {
        var length = Math.Max(8, Math.Min(segmentLength, stretches.Max(stretch => stretch[0].Length)) / 2 * 2);
        var fft = new RealFft(length);
        var spectra = new CrossSpectra(stretches[0].Length, fft.BinCount, rateHz / length);
        var window = new double[length];
        for (var index = 0; index < length; index++)
            window[index] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * index / length));
        foreach (var stretch in stretches)
        {
            for (var start = 0; start + length <= stretch[0].Length; start += length / 2)
                spectra.Add(stretch, start, window, fft);
        }

        return spectra;
    }

    private void Add(double[][] stretch, int start, double[] window, RealFft fft)
    {
        var real = new double[Channels][];
        var imaginary = new double[Channels][];
        var samples = new double[window.Length];
        for (var channel = 0; channel < Channels; channel++)
        {
            System.Numerics.Tensors.TensorPrimitives.Multiply<double>(stretch[channel].AsSpan(start, window.Length), window, samples);
            real[channel] = new double[Bins];
            imaginary[channel] = new double[Bins];
            fft.Forward(samples, real[channel], imaginary[channel]);
        }

        for (var row = 0; row < Channels; row++)
        {
            for (var column = 0; column < Channels; column++)
                Accumulate(_real[(row * Channels) + column], _imaginary[(row * Channels) + column], real[row], imaginary[row], real[column], imaginary[column]);
        }

        Segments++;
    }

    /// <summary>Adds a times the conjugate of b.</summary>
    private static void Accumulate(double[] sumReal, double[] sumImaginary, double[] ar, double[] ai, double[] br, double[] bi)
    {
        for (var bin = 0; bin < sumReal.Length; bin++)
        {
            sumReal[bin] += (ar[bin] * br[bin]) + (ai[bin] * bi[bin]);
            sumImaginary[bin] += (ai[bin] * br[bin]) - (ar[bin] * bi[bin]);
        }
    }
}
