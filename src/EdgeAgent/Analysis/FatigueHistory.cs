using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.StructuralHealth.Fatigue;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>One channel's history over the files of a fatigue analysis.</summary>
internal sealed class FatigueHistory(string name, string unit, RainflowOptions options, StressOptions stress, DetailCategory? detail) : ICycleSink
{
    private const int PartsPerFile = 10;
    private readonly CycleList _closed = new();
    private readonly MinerSum? _sum = detail is null ? null : new MinerSum(detail, stress, PartialFactors.Characteristic);
    private readonly List<double> _parts = [];

    public string Name => name;

    public string Unit => unit;

    public StressOptions Stress => stress;

    public RainflowCounter Counter { get; } = new(options);

    public double CountedSeconds { get; private set; }

    public void Count(double range, double mean, int halfCycles)
    {
        _closed.Count(range, mean, halfCycles);
        _sum?.Count(range, mean, halfCycles);
    }

    public void Add(AnalysisChannel channel, double sampleRateHz)
    {
        if (channel.Unit != unit)
            throw new AnalysisException($"channel {name}: one file has it in {unit}, another in {channel.Unit}. Use one unit.");
        var samples = Counter.Samples;
        for (var part = 0; part < PartsPerFile; part++)
        {
            var (from, to) = (channel.Samples.Length * part / PartsPerFile, channel.Samples.Length * (part + 1) / PartsPerFile);
            var before = _sum?.Damage ?? 0;
            Counter.Add(channel.Samples.AsSpan(from..to), this);
            _parts.Add((_sum?.Damage ?? 0) - before);
        }

        CountedSeconds += (Counter.Samples - samples) / sampleRateHz;
    }

    /// <summary>Closed cycles, and the half cycles of what is open.</summary>
    public IReadOnlyList<RainflowCycle> AllCycles()
    {
        var open = new CycleList();
        Counter.CountResidue(open);
        return [.. _closed.Cycles, .. open.Cycles];
    }

    /// <summary>Relative standard error of the mean damage of the parts; what the scatter between them says about the time counted.</summary>
    public double PartsDeviation()
    {
        var mean = _parts.Average();
        return mean == 0 ? 0 : Math.Sqrt(_parts.Sum(part => (part - mean) * (part - mean)) / (_parts.Count - 1) / _parts.Count) / mean;
    }
}
