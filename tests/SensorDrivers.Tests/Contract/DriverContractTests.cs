using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Contract;

/// <summary>What every driver owes its caller, on its simulated chip: deliver the truth, and account for every sample.</summary>
public sealed class DriverContractTests
{
    public static TheoryData<string> Kinds => ContractCase.Names;

    [Fact]
    public void Kinds_EachOfThem_IsUnderContract() =>
        Assert.Equal(
            SensorCatalog.Kinds.Where(kind => kind.CanBeSimulated).Select(kind => kind.Name).Order(), ContractCase.All.Select(item => item.Kind).Distinct().Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Describe_ValidSettings_FitsTheDriverAndItsBlocks(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build();

        var described = station.Description;
        Assert.Equal(described.Channels, station.Driver.Description.Channels);
        Assert.Equal(item.Truth.Length, described.Channels.Count);
        Assert.Equal(described.Channels.Count, described.Channels.Select(channel => channel.Name).Distinct().Count());
        Assert.All(described.Channels.Zip(item.Truth), pair => Assert.InRange(pair.Second, pair.First.RangeMin, pair.First.RangeMax));
        Assert.InRange(described.PollInterval.TotalSeconds, 0.0005, 0.25);
        Assert.Contains(item.Location.Type, station.Kind.BusTypes);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_ConstantSignals_DeliversThemWithinHalfAStep(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build();

        station.Driver.Start();
        station.Run(item.AWhile);

        Assert.True(station.Delivered.Samples >= 3);
        for (var channel = 0; channel < item.Truth.Length; channel++)
        {
            var half = item.Step[channel] * 0.51 + Math.Abs(item.Truth[channel]) * 1e-6;
            Assert.All(station.Delivered.Channel(channel), sample => Assert.InRange(sample, item.Truth[channel] - half, item.Truth[channel] + half));
        }

        Assert.All(station.Delivered.Status.SelectMany(status => status), status => Assert.Equal(ChannelStatus.Ok, status));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_RampingSignals_SaysWhenEachSampleWasTaken(string kind)
    {
        var item = ContractCase.Of(kind);
        const double slopePerSecond = 0.1;
        using var station = item.Build(signals: channel => ns => item.Truth[channel] + slopePerSecond * ns * 1e-9);
        // A chip's filter shows what was before; before the beginning of time is nothing.
        station.Time.Advance(TimeSpan.FromSeconds(1));

        station.Driver.Start();
        station.Run(item.AWhile);

        for (var i = 0; i < station.Delivered.Samples; i++)
        {
            for (var channel = 0; channel < item.Truth.Length; channel++)
            {
                var truth = item.Truth[channel] + slopePerSecond * station.Delivered.TimesNs[i] * 1e-9;
                var timing = slopePerSecond * TimingSeconds(item, channel, station.Description.PollInterval);
                Assert.InRange(station.Delivered.Channel(channel)[i], truth - timing - item.Step[channel], truth + timing + item.Step[channel]);
            }
        }
    }

    // Half an interval where the chip samples on its own clock; the second input of a multiplexer is converted a poll later.
    private static double TimingSeconds(ContractCase item, int channel, TimeSpan pollInterval) =>
        Math.Min(0.6 / item.SampleRateHz, 0.02) + (item.Kind == "ads1115" ? channel * pollInterval.TotalSeconds : 0);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_AtUnevenTimes_EverySampleIsDeliveredOrMissing(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build();
        station.Driver.Start();
        var poll = station.Description.PollInterval;

        for (var i = 0; i < 600; i++)
        {
            station.Time.Advance(i % 41 == 40 ? poll * 9.3 : poll * (0.4 + 0.2 * (i % 6)));
            station.Read();
        }

        var slots = station.Time.GetTimestamp() * 1e-9 * item.SampleRateHz;
        var delivered = station.Delivered;
        Assert.Equal(delivered.NextSequence, delivered.Samples + delivered.Missing);
        var unread = Math.Max(2, (poll * 11).TotalSeconds * item.SampleRateHz);
        Assert.InRange(delivered.NextSequence, slots - unread - item.WakeSeconds * item.SampleRateHz, slots + 1);
        Assert.True(delivered.Missing > 0 || item.KeepsWhilePaused || poll * 9.3 < TimeSpan.FromSeconds(1 / item.SampleRateHz));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_Frozen_DeliversTheSameValueOn(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build(isNoisy: true);
        station.Driver.Start();
        station.Run(item.AWhile);
        station.Chip.Fault = SimulatedFault.Frozen;
        var before = (int)station.Delivered.Samples;

        station.Run(item.AWhile);

        Assert.True(station.Delivered.Samples - before >= 3);
        for (var channel = 0; channel < item.Truth.Length; channel++)
            Assert.Single(station.Delivered.Channel(channel).Skip(before + 40 * (item.SampleRateHz > 10 ? 1 : 0)).Distinct());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_InSteadyState_AllocatesNothing(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build();
        station.Driver.Start();
        var pool = new SampleBlockPool(item.Truth.Length, 64, 1);
        long allocated = 0;
        var delivered = 0;

        for (var i = 0; i < 400; i++)
        {
            station.Time.Advance(station.Description.PollInterval);
            Assert.True(pool.TryRent(out var block));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var outcome = station.Driver.Read(block);
            if (i >= 100)
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            delivered += outcome == ReadOutcome.Ok ? 1 : 0;
            block.Dispose();
        }

        Assert.True(delivered > 3);
#if EDGE_PACKAGES_NUGET
        // System.Device.Gpio 4.2 keeps every level that is written in a new node of 40 bytes; an HX711 takes 50 of them for a sample.
        const long bytesPerGpioSample = 2000;
        Assert.InRange(allocated, 0, item.Location.Type == BusType.Gpio ? delivered * bytesPerGpioSample : 0);
#else
        Assert.Equal(0, allocated);
#endif
    }
}
