using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Bench.Kernels;

/// <summary>Real transforms of eight seconds at 1 kHz, whose length is no power of two.</summary>
internal sealed class RealTransform : IKernel
{
    private const int Rows = 60;
    private const int Length = 8000;
    private readonly double[] _samples = BenchSignals.Axes(Rows, Length);
    private readonly RealFft _fft = new(Length);
    private readonly double[] _real;
    private readonly double[] _imaginary;

    public RealTransform()
    {
        _real = new double[Rows * _fft.BinCount];
        _imaginary = new double[Rows * _fft.BinCount];
    }

    public string Name => "real_fft";

    public string Work => "60 transforms of 8000 samples";

    public double TargetRatio => 0;

    public bool IsPerWindow => true;

    public bool IsSignal => true;

    public IReadOnlyDictionary<string, double[]> Inputs => new Dictionary<string, double[]> { ["samples"] = _samples, ["rows"] = [Rows] };

    public void Run()
    {
        for (var row = 0; row < Rows; row++)
            _fft.Forward(_samples.AsSpan(row * Length, Length), _real.AsSpan(row * _fft.BinCount, _fft.BinCount), _imaginary.AsSpan(row * _fft.BinCount, _fft.BinCount));
    }

    /// <summary>Real and imaginary parts in turn, as NumPy keeps complex numbers.</summary>
    public double[] Result() => [.. _real.Zip(_imaginary).SelectMany(pair => new[] { pair.First, pair.Second })];
}
