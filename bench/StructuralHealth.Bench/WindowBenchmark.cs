using BenchmarkDotNet.Attributes;

namespace EdgeTwin.StructuralHealth.Bench;

/// <summary>Everything that happens once a minute on the reference station. The budget is 0 bytes allocated.</summary>
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

    [Benchmark(Baseline = true)]
    public double WholeWindow() => _window.Statistics() + _window.Spectra() + _window.PeaksBandsAndModes() + _window.Faults();

    [GlobalSetup]
    public void Fill() => _window.Spectra();
}
