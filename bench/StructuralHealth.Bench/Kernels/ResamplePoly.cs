using EdgeTwin.StructuralHealth.Filters;

namespace EdgeTwin.StructuralHealth.Bench.Kernels;

/// <summary>A recording's channels brought from 1000 to 256 Hz.</summary>
internal sealed class ResamplePoly : IKernel
{
    private const int Axes = 15;
    private const int Samples = 60_000;
    private readonly double[] _samples = BenchSignals.Axes(Axes, Samples);
    private readonly double[][] _result = new double[Axes][];

    public string Name => "resample_poly";

    public string Work => "15 axes, 60 s from 1000 to 256 Hz";

    public double TargetRatio => 1;

    public bool IsPerWindow => false;

    public bool IsSignal => true;

    public IReadOnlyDictionary<string, double[]> Inputs => new Dictionary<string, double[]> { ["samples"] = _samples, ["axes"] = [Axes], ["up"] = [32], ["down"] = [125] };

    public void Run()
    {
        var resampler = new PolyphaseResampler(32, 125);
        for (var axis = 0; axis < Axes; axis++)
            _result[axis] = resampler.Resample(_samples.AsSpan(axis * Samples, Samples));
    }

    public double[] Result() => [.. _result.SelectMany(axis => axis)];
}
