using EdgeTwin.StructuralHealth.Fatigue;

namespace EdgeTwin.StructuralHealth.Bench.Kernels;

/// <summary>Rainflow of a minute of four gauges at 1 kHz, a random walk each, into a histogram and a damage sum.</summary>
internal sealed class Rainflow : IKernel
{
    private const int Gauges = 4;
    private const int Samples = 60_000;
    private readonly double[] _samples = Walks();
    private readonly Moments[] _moments = [.. Enumerable.Range(0, Gauges).Select(_ => new Moments())];
    private readonly RainflowCounter[] _counters = [.. Enumerable.Range(0, Gauges).Select(_ => new RainflowCounter(new RainflowOptions()))];
    private readonly RainflowState _start = new RainflowCounter(new RainflowOptions()).Save();

    public string Name => "rainflow";

    public string Work => "4 gauges, 60 s at 1 kHz, cycles by range";

    public double TargetRatio => 10;

    public bool IsPerWindow => true;

    public IReadOnlyDictionary<string, double[]> Inputs => new Dictionary<string, double[]> { ["samples"] = _samples, ["gauges"] = [Gauges] };

    public void Run()
    {
        for (var gauge = 0; gauge < Gauges; gauge++)
        {
            _moments[gauge].Clear();
            _counters[gauge].Restore(_start);
            _counters[gauge].Add(_samples.AsSpan(gauge * Samples, Samples), _moments[gauge]);
        }
    }

    /// <summary>Closed cycles and half cycles of each gauge: how many, and the sums of their ranges and of the cubes.</summary>
    public double[] Result() => [.. _moments.SelectMany(moments => new[] { moments.Cycles, moments.Range, moments.Cube })];

    private static double[] Walks()
    {
        var random = new Random(2);
        var samples = new double[Gauges * Samples];
        for (var index = 0; index < samples.Length; index++)
            samples[index] = (index % Samples == 0 ? 0 : 0.999 * samples[index - 1]) + random.NextDouble() - 0.5;
        return samples;
    }

    private sealed class Moments : ICycleSink
    {
        public double Cycles { get; private set; }

        public double Range { get; private set; }

        public double Cube { get; private set; }

        public void Clear() => Cycles = Range = Cube = 0;

        public void Count(double range, double mean, int halfCycles)
        {
            var cycles = 0.5 * halfCycles;
            Cycles += cycles;
            Range += cycles * range;
            Cube += cycles * range * range * range;
        }
    }
}
