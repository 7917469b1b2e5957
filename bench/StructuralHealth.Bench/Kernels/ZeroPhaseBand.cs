using EdgeTwin.StructuralHealth.Filters;

namespace EdgeTwin.StructuralHealth.Bench.Kernels;

/// <summary>A recording's channels filtered forwards and backwards.</summary>
internal sealed class ZeroPhaseBand : IKernel
{
    private const int Axes = 15;
    private const int Samples = 60_000;
    private readonly double[] _samples = BenchSignals.Axes(Axes, Samples);
    private readonly SosCascade _cascade = IirDesign.Butterworth(4, PassBand.Between(0.5, 20), 1000);
    private readonly double[] _result = new double[Axes * Samples];

    public string Name => "zero_phase_band";

    public string Work => "15 axes, 60 s at 1 kHz, one band pass of 4 sections";

    public double TargetRatio => 3;

    public bool IsPerWindow => false;

    public bool IsSignal => true;

    public IReadOnlyDictionary<string, double[]> Inputs => new Dictionary<string, double[]> { ["samples"] = _samples, ["axes"] = [Axes], ["rate"] = [1000] };

    public void Run() => ZeroPhase.Filter(_cascade, _samples, _result, Axes);

    public double[] Result() => _result;
}
