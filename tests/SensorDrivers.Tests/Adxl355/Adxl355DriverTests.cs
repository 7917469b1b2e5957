namespace EdgeTwin.SensorDrivers.Tests.Adxl355;

public sealed class Adxl355DriverTests
{
    private const double StandardGravityMps2 = 9.80665;

    private static readonly BusLocation Place = new(BusType.Spi, 0, 0);

    [Fact]
    public void Read_AtPollInterval_DeliversTheSignalWithEveryTime()
    {
        using var station = new StationUnderTest(
            "adxl355", 1000, Place, """{ "simulation": { "noiseScale": 0 } }""",
            axis => ns => Math.Sin(2 * Math.PI * 3 * ns * 1e-9) + axis);

        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(20));

        var delivered = station.Delivered;
        Assert.Equal(0, delivered.Missing);
        Assert.InRange(delivered.Samples, 19_980, 20_000);
        for (var i = 10_000; i < delivered.Samples; i++)
        {
            var truth = Math.Sin(2 * Math.PI * 3 * delivered.TimesNs[i] * 1e-9);
            // Half a sample of phase is 2 pi 3 Hz 0.5 ms = 0.0095: polls in step with the samples show no more.
            Assert.InRange(delivered.Channel(0)[i], truth - 0.01, truth + 0.01);
            Assert.InRange(delivered.Channel(2)[i], truth + 1.99, truth + 2.01);
        }
    }

    [Theory]
    [InlineData(3000)]
    [InlineData(-3000)]
    [InlineData(300)]
    public void Read_ChipClockOff_IntervalIsEstimatedAndNothingIsMissing(double clockErrorPpm)
    {
        using var station = new StationUnderTest(
            "adxl355", 1000, Place, $$"""{ "simulation": { "clockErrorPpm": {{clockErrorPpm}} } }""");

        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(120), TimeSpan.FromMilliseconds(17.3));

        var trueIntervalNs = 1e6 / (1 + clockErrorPpm * 1e-6);
        Assert.InRange(station.Delivered.IntervalNs, trueIntervalNs * (1 - 5e-6), trueIntervalNs * (1 + 5e-6));
        Assert.Equal(0, station.Delivered.Missing);
        Assert.InRange(station.Delivered.Samples, 120e9 / trueIntervalNs - 20, 120e9 / trueIntervalNs + 20);
        // A sample n appears n + 1 intervals after the start and is older by the filter's delay (data sheet: 1.78 ms at 1000 Hz).
        var last = station.Delivered.TimesNs.Count - 1;
        Assert.InRange(station.Delivered.TimesNs[last] - (last + 1 - 1.78) * trueIntervalNs, -100e3, 100e3);
    }

    [Fact]
    public void Read_AfterAPause_CountsWhatTheFifoLost()
    {
        using var station = new StationUnderTest("adxl355", 1000, Place);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(5));

        station.Time.Advance(TimeSpan.FromSeconds(2));
        station.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(1, station.Delivered.Overruns);
        Assert.InRange(station.Delivered.Missing, 1950, 2035);
        var elapsedSamples = station.Time.GetTimestamp() * 1e-6;
        Assert.InRange(station.Delivered.NextSequence, elapsedSamples - 2, elapsedSamples + 1);
        Assert.Contains(ChannelStatus.Gap, station.Delivered.Status.SelectMany(status => status));
    }

    [Fact]
    public void Read_PollsAtEveryPhase_NeverRotatesTheAxes()
    {
        using var station = new StationUnderTest(
            "adxl355", 1000, Place, """{ "simulation": { "noiseScale": 0, "clockErrorPpm": 7 } }""", axis => _ => axis + 1);
        station.Driver.Start();

        for (var poll = 0; poll < 20_000; poll++)
        {
            station.Time.Advance(TimeSpan.FromMicroseconds(poll % 97 == 0 ? 45_001.7 : 9_999.9 + poll % 7));
            station.Read();
        }

        Assert.True(station.Delivered.Overruns > 100);
        for (var axis = 0; axis < 3; axis++)
            Assert.All(station.Delivered.Channel(axis).Distinct(), value => Assert.Equal(axis + 1, value, 1e-4));
        var elapsed = station.Time.GetTimestamp() * 1e-9 * 1000 * (1 + 7e-6);
        Assert.InRange(station.Delivered.NextSequence, elapsed - 60, elapsed + 60);
    }

    [Fact]
    public void Read_BeyondTheRange_IsSaturated()
    {
        using var station = new StationUnderTest("adxl355", 1000, Place, signals: axis => _ => axis == 1 ? 3 * StandardGravityMps2 : 0);
        station.Driver.Start();

        station.Run(TimeSpan.FromMilliseconds(64));

        Assert.All(station.Delivered.Status, status => Assert.Equal([ChannelStatus.Ok, ChannelStatus.Saturated, ChannelStatus.Ok], status));
    }

    [Fact]
    public void Read_WithNoise_HasTheDataSheetsDensity()
    {
        using var station = new StationUnderTest("adxl355", 1000, Place);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(30));

        var samples = station.Delivered.Channel(0);
        var rms = Math.Sqrt(samples.Average(sample => (double)sample * sample));
        var expected = 22.5e-6 * StandardGravityMps2 * Math.Sqrt(250);
        Assert.InRange(rms, expected * 0.98, expected * 1.02);
    }

    [Fact]
    public void Read_SmallBlock_LeavesTheRestForTheNextRead()
    {
        using var station = new StationUnderTest("adxl355", 1000, Place, capacity: 5);
        station.Driver.Start();
        station.Time.Advance(TimeSpan.FromMilliseconds(16.5));

        Assert.Equal([ReadOutcome.Ok, ReadOutcome.Ok, ReadOutcome.Ok, ReadOutcome.Ok, ReadOutcome.NotReady], Enumerable.Range(0, 5).Select(_ => station.Read()));
        Assert.Equal(16, station.Delivered.Samples);
    }
}
