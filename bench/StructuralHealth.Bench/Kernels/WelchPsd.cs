using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Bench.Kernels;

/// <summary>Densities of the reference station's minute: 15 axes at 1 kHz in segments of 8192.</summary>
internal sealed class WelchPsd : IKernel
{
    private const int Axes = 15;
    private const int Samples = 60_000;
    private const int Segment = 8192;
    private readonly double[] _samples = BenchSignals.Axes(Axes, Samples);
    private readonly WelchSpectrum _welch = new(1000, Segment);
    private readonly double[] _psd;

    public WelchPsd() => _psd = new double[Axes * _welch.BinCount];

    public string Name => "welch_psd";

    public string Work => "15 axes, 60 s at 1 kHz, segments of 8192";

    public double TargetRatio => 3;

    public bool IsPerWindow => true;

    public IReadOnlyDictionary<string, double[]> Inputs =>
        new Dictionary<string, double[]> { ["samples"] = _samples, ["axes"] = [Axes], ["rate"] = [1000], ["segment"] = [Segment] };

    public void Run()
    {
        for (var axis = 0; axis < Axes; axis++)
            _welch.Compute(_samples.AsSpan(axis * Samples, Samples), _psd.AsSpan(axis * _welch.BinCount, _welch.BinCount));
    }

    public double[] Result() => _psd;
}
