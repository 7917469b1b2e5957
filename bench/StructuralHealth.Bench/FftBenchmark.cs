using BenchmarkDotNet.Attributes;
using EdgeTwin.StructuralHealth.Spectra;
using MathNet.Numerics.IntegralTransforms;

namespace EdgeTwin.StructuralHealth.Bench;

/// <summary>Own real FFT against MathNet's, the reason why there is an own one.</summary>
[MemoryDiagnoser]
public class FftBenchmark
{
    private RealFft _fft = new(2);
    private double[] _samples = [];
    private double[] _real = [];
    private double[] _imaginary = [];
    private double[] _inPlace = [];

    [Params(1024, 8000, 8192)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Create()
    {
        var random = new Random(1);
        _fft = new RealFft(Length);
        _samples = [.. Enumerable.Range(0, Length).Select(_ => random.NextDouble())];
        _real = new double[_fft.BinCount];
        _imaginary = new double[_fft.BinCount];
        _inPlace = new double[Length + 2];
    }

    [Benchmark(Baseline = true)]
    public double Own()
    {
        _fft.Forward(_samples, _real, _imaginary);
        return _real[1];
    }

    [Benchmark]
    public double MathNet()
    {
        _samples.CopyTo(_inPlace, 0);
        Fourier.ForwardReal(_inPlace, Length, FourierOptions.Matlab);
        return _inPlace[2];
    }
}
