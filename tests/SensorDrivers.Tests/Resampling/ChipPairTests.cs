using System.Text.Json;
using EdgeTwin.SensorDrivers.Resampling;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Resampling;

/// <summary>
/// Two simulated ADXL355 on one bus, read by the real driver: 0.3 % apart and drifting against each other as 20 ppm/degC and half a degree a
/// minute make them, on one vibration of 10 Hz.
/// </summary>
public sealed class ChipPairTests : IDisposable
{
    private const double RateHz = 1000;
    private const double SineHz = 10;
    private const double IntervalErrorPpmMax = 10;
    private const double PhaseErrorDegreesMax = 0.4;

    private readonly ManualTimeProvider _time = new();
    private readonly SimulatedBuses _buses = new();
    private readonly ResamplingFilter _filter = new();
    private readonly List<Chip> _chips = [];
    private double _pollPhase;

    public ChipPairTests()
    {
        Add(1500, 10);
        Add(-1500, -10);
    }

    [Fact]
    public void Read_AfterAMinute_KnowsBothRatesAndFollowsThem()
    {
        Run(60);
        for (var second = 0; second < 120; second++)
        {
            Run(1);
            foreach (var chip in _chips)
            {
                var elapsedMinutes = _time.GetTimestamp() / 60e9;
                var trueNs = 1e6 / (1 + (chip.ErrorPpm + chip.DriftPpmPerMinute * elapsedMinutes) * 1e-6);
                Assert.InRange((chip.IntervalNs / trueNs - 1) * 1e6, -IntervalErrorPpmMax, IntervalErrorPpmMax);
                Assert.Equal(ClockStability.Stable, chip.State.Stability);
                Assert.InRange(chip.State.IntervalUncertaintyPpm, 0, IntervalErrorPpmMax);
                Assert.InRange(chip.State.TimeUncertaintyNs, 0, 100_000);
            }
        }
    }

    [Fact]
    public void Read_AfterAMinute_ShowsOneVibrationInPhaseOnTheTimeBase()
    {
        Run(60);
        foreach (var chip in _chips)
            chip.Outputs.Clear();
        Run(10);

        var phases = _chips.Select(chip => chip.PhaseDegrees()).ToArray();

        // Against each other, and against the vibration itself: the filter's delay is in the times.
        Assert.InRange(phases[0] - phases[1], -PhaseErrorDegreesMax, PhaseErrorDegreesMax);
        Assert.All(phases, phase => Assert.InRange(phase, -PhaseErrorDegreesMax, PhaseErrorDegreesMax));
    }

    public void Dispose() => _chips.ForEach(chip => chip.Driver.Dispose());

    private void Add(double errorPpm, double driftPpmPerMinute)
    {
        var kind = SensorCatalog.Find("adxl355")!;
        var options = JsonDocument.Parse(
            $$"""{ "simulation": { "clockErrorPpm": {{errorPpm}}, "clockDriftPpmPerMinute": {{driftPpmPerMinute}} } }""").RootElement;
        var settings = new SensorSettings($"acc-{_chips.Count}", "adxl355", new BusLocation(BusType.Spi, 0, _chips.Count), RateHz, options);
        Assert.Empty(kind.Validate(settings));
        SimulatedSignal signal = ns => Math.Sin(2 * Math.PI * SineHz * ns * 1e-9);
        kind.CreateSimulated(settings, [signal, signal, signal], _buses, _time, seed: 3 + _chips.Count);
        var chip = new Chip(kind.CreateDriver(settings, _buses, _time), new SensorResampler(_filter, 3, RateHz), errorPpm, driftPpmPerMinute);
        chip.Driver.Start();
        _chips.Add(chip);
    }

    // As the sampling loop does it.
    private void Run(double seconds)
    {
        var untilNs = _time.GetTimestamp() + (long)(seconds * 1e9);
        while (_time.GetTimestamp() < untilNs)
        {
            _pollPhase = (_pollPhase + 0.6180339887498949) % 1;
            _time.Advance(_chips[0].Driver.Description.PollInterval + TimeSpan.FromMilliseconds(_pollPhase - 0.5));
            foreach (var chip in _chips)
                chip.Read();
        }
    }

    private sealed class Chip(ISensorDriver driver, SensorResampler resampler, double errorPpm, double driftPpmPerMinute)
    {
        private readonly SampleBlockPool _pool = new(3, 64, 1);

        public ISensorDriver Driver { get; } = driver;

        public double ErrorPpm { get; } = errorPpm;

        public double DriftPpmPerMinute { get; } = driftPpmPerMinute;

        public double IntervalNs { get; private set; }

        public SampleClockState State { get; private set; }

        public List<(long Number, float Value)> Outputs { get; } = [];

        public void Read()
        {
            Assert.True(_pool.TryRent(out var block));
            using (block)
            {
                Assert.Equal(ReadOutcome.Ok, Driver.Read(block));
                (IntervalNs, State) = (block.SampleIntervalNs, block.SampleClock);
                block.FirstSampleUtcNs = block.FirstSampleMonotonicNs;
                resampler.Add(block, 0, block.SampleCount);
                for (var i = 0; i < resampler.OutputCount; i++)
                    Outputs.Add((resampler.FirstOutput + i, resampler.Output(2)[i]));
            }
        }

        // Correlation over whole periods, by the time base.
        public double PhaseDegrees()
        {
            double s = 0, c = 0;
            foreach (var (number, value) in Outputs.Take(9000))
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * SineHz * number / RateHz);
                (s, c) = (s + value * sin, c + value * cos);
            }

            return Math.Atan2(c, s) * 180 / Math.PI;
        }
    }
}
