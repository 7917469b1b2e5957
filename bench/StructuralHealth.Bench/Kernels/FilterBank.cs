using EdgeTwin.StructuralHealth.Filters;

namespace EdgeTwin.StructuralHealth.Bench.Kernels;

/// <summary>Eight third-octave-like bands of the reference station's axes: Butterworth band passes of order 4, ten seconds in blocks of one second.</summary>
internal sealed class FilterBank : IKernel
{
    private const int Axes = 15;
    private const int Seconds = 10;
    private const int RateHz = 1000;
    private const int Order = 4;
    private static readonly double[] s_edges = [1, 2, 4, 8, 16, 32, 64, 128, 256];
    private readonly double[] _samples = BenchSignals.Axes(Axes, Seconds * RateHz);
    private readonly double[] _block = new double[Axes * RateHz];
    private readonly SosFilter[] _filters =
        [.. s_edges.Zip(s_edges.Skip(1), (low, high) => new SosFilter(IirDesign.Butterworth(Order, PassBand.Between(low, high), RateHz), Axes))];

    private readonly double[] _result;

    public FilterBank() => _result = new double[_filters.Length * Axes * Seconds * RateHz];

    public string Name => "filter_bank";

    public string Work => "15 axes, 10 s at 1 kHz, 8 band passes of 4 sections";

    public double TargetRatio => 3;

    public bool IsPerWindow => true;

    public bool IsSignal => true;

    public IReadOnlyDictionary<string, double[]> Inputs => new Dictionary<string, double[]>
    {
        ["samples"] = _samples,
        ["axes"] = [Axes],
        ["rate"] = [RateHz],
        ["order"] = [Order],
        ["edges"] = s_edges,
    };

    public void Run()
    {
        foreach (var filter in _filters)
            filter.Reset();
        for (var second = 0; second < Seconds; second++)
        {
            for (var axis = 0; axis < Axes; axis++)
                _samples.AsSpan((axis * Seconds * RateHz) + (second * RateHz), RateHz).CopyTo(_block.AsSpan(axis * RateHz));
            for (var band = 0; band < _filters.Length; band++)
                _filters[band].Process(_block, _result.AsSpan(((second * _filters.Length) + band) * _block.Length, _block.Length));
        }
    }

    /// <summary>The blocks [second][band][axis][sample] in Python's order [band][axis][sample].</summary>
    public double[] Result()
    {
        var ordered = new double[_result.Length];
        for (var part = 0; part < _result.Length / RateHz; part++)
        {
            var (second, bandAxis) = Math.DivRem(part, _filters.Length * Axes);
            _result.AsSpan(part * RateHz, RateHz).CopyTo(ordered.AsSpan(((bandAxis * Seconds) + second) * RateHz));
        }

        return ordered;
    }
}
