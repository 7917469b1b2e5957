namespace EdgeTwin.SensorDrivers.Tests.Contract;

/// <summary>
/// Transfers that reach the chip and whose answer is lost, half of it filled in: the chip has done what was asked (emptied its FIFO,
/// cleared its flags), and the driver that asks again is told something else.
/// </summary>
public sealed class LostAnswerTests
{
    private const double SlopePerSecond = 0.05;
    private const int StartsMax = 5;

    public static TheoryData<string> Kinds =>
        [.. ContractCase.All.Where(item => item.Location.Type is BusType.I2c or BusType.Spi).Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_AnswersLostNowAndThen_NothingIsInventedAndEverySlotIsCounted(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build(signals: channel => ns => item.Truth[channel] + SlopePerSecond * ns * 1e-9);

        var (delivered, startedNs, _) = Run(item, station);

        Assert.True(delivered.Samples >= 3);
        Assert.Equal(delivered.NextSequence, delivered.Samples + delivered.Missing);
        var slots = (station.Time.GetTimestamp() - startedNs) * 1e-9 * item.SampleRateHz;
        var poll = station.Description.PollInterval;
        Assert.InRange(delivered.NextSequence, slots - 3 - (3 * poll.TotalSeconds + item.WakeSeconds) * item.SampleRateHz, slots + 1);
        AssertTruth(item, delivered, poll);
    }

    // One lost answer is no reason to call a chip broken: it costs the samples that were in it at most.
    [Theory]
    [InlineData("adxl355")]
    [InlineData("ads1220")]
    [InlineData("ads1115")]
    [InlineData("sht3x")]
    [InlineData("sht4x")]
    [InlineData("tmp117")]
    [InlineData("ina226")]
    public void Read_AnswersLostNowAndThen_NeedsNoRestart(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build();

        var (delivered, _, restarts) = Run(item, station);

        Assert.Equal(0, restarts);
        Assert.True(delivered.Samples > delivered.Missing);
    }

    private static (Delivered Delivered, long StartedNs, int Restarts) Run(ContractCase item, StationUnderTest station)
    {
        var lost = 0;
        var bus = new BusWithAftermath(station.Buses, (transfer, read) =>
        {
            if (transfer % 11 != 5)
                return;
            lost++;
            read[(read.Length / 2)..].Fill(0x5A);
            throw new IOException("Error 5 performing a transfer.", 5);
        });
        using var driver = station.Kind.CreateDriver(station.Settings, bus, station.Time);
        var delivered = new Delivered();
        var pool = new SampleBlockPool(item.Truth.Length, 64, 1);
        var restarts = 0;
        Start(driver, station);
        var startedNs = station.Time.GetTimestamp();
        for (var elapsed = TimeSpan.Zero; elapsed < item.AWhile * 3; elapsed += station.Description.PollInterval)
        {
            station.Time.Advance(station.Description.PollInterval);
            Assert.True(pool.TryRent(out var block));
            using (block)
            {
                try
                {
                    if (driver.Read(block) == ReadOutcome.Ok)
                        delivered.Add(block);
                }
                catch (SensorException error) when (error.IsTransient)
                {
                    restarts++;
                    Start(driver, station);
                }
            }
        }

        Assert.True(lost > 2);
        return (delivered, startedNs, restarts);
    }

    private static void Start(ISensorDriver driver, StationUnderTest station)
    {
        for (var attempt = 1; ; attempt++)
        {
            station.Time.Advance(TimeSpan.FromSeconds(1));
            try
            {
                driver.Start();
                return;
            }
            catch (SensorException error) when (error.IsTransient && attempt < StartsMax)
            {
                // As the sampling loop does: again after a while.
            }
        }
    }

    private static void AssertTruth(ContractCase item, Delivered delivered, TimeSpan poll)
    {
        for (var channel = 0; channel < item.Truth.Length; channel++)
        {
            var timing = SlopePerSecond * (0.6 / item.SampleRateHz + 2 * poll.TotalSeconds);
            for (var i = 0; i < delivered.Samples; i++)
            {
                var truth = item.Truth[channel] + SlopePerSecond * delivered.TimesNs[i] * 1e-9;
                var sample = delivered.Channel(channel)[i];
                if (!float.IsNaN(sample))
                    Assert.InRange(sample, truth - timing - item.Step[channel], truth + timing + item.Step[channel]);
            }
        }
    }
}
