using BenchmarkDotNet.Attributes;

namespace EdgeTwin.SensorDrivers.Bench;

/// <summary>One simulated second of the reference station through drivers and simulated buses.</summary>
[MemoryDiagnoser]
public class DriverBenchmarks : IDisposable
{
    private ReferenceStation? _station;
    private int _stepsPerSecond;

    [Params(false, true)]
    public bool WithSlowSensors { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _station = new ReferenceStation(WithSlowSensors);
        _stepsPerSecond = (int)Math.Round(1 / _station.Step.TotalSeconds);
    }

    [Benchmark]
    public long OneSecond()
    {
        for (var step = 0; step < _stepsPerSecond; step++)
            _station!.Poll();
        return _station!.AxisSamples;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _station?.Dispose();
        GC.SuppressFinalize(this);
    }
}
