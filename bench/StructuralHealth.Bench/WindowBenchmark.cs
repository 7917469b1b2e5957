using BenchmarkDotNet.Attributes;

namespace EdgeTwin.StructuralHealth.Bench;

/// <summary>
/// Everything that happens once a minute on the reference station. The budgets: an hour of it, 60 whole windows, under 2 s of one core, so 33 ms a
/// window; 0 bytes allocated, which tests/StructuralHealth.Tests/Statistics/StationWindowAllocationTests.cs proves of the same calls.
/// </summary>
[MemoryDiagnoser]
public class WindowBenchmark
{
    private readonly StationWindow _window = new();

    [Benchmark]
    public double Statistics() => _window.Statistics();

    [Benchmark]
    public int Spectra() => _window.Spectra();

    [Benchmark]
    public double PeaksBandsAndModes() => _window.PeaksBandsAndModes();

    [Benchmark]
    public int Faults() => _window.Faults();

    [Benchmark]
    public double Novelty() => _window.Novelty();

    [Benchmark(Baseline = true)]
    public double WholeWindow() => _window.Whole();

    [GlobalSetup]
    public void Fill() => _window.Whole();
}
