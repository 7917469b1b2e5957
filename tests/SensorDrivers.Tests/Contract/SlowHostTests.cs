namespace EdgeTwin.SensorDrivers.Tests.Contract;

/// <summary>A host that stands still behind a transfer, as a busy one does: its delays are not the chip's fault.</summary>
public sealed class SlowHostTests
{
    public static TheoryData<string> Kinds =>
        [.. ContractCase.All.Where(item => item.Location.Type is BusType.I2c or BusType.Spi).Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Start_HostStandsStillBehindEachTransfer_Succeeds(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build();
        var transfers = 0;
        var bus = new BusWithAftermath(station.Buses, (transfer, _) =>
        {
            transfers = transfer;
            station.Time.Advance(TimeSpan.FromMilliseconds(200));
        });
        using var driver = station.Kind.CreateDriver(station.Settings, bus, station.Time);

        driver.Start();

        Assert.True(transfers > 0);
    }

    [Fact]
    public void Read_HostStandsStillBehindALookAtAnEmptyFifo_DoesNotCallTheChipStarved()
    {
        var item = ContractCase.Of("adxl355");
        using var station = item.Build();
        var standstill = TimeSpan.Zero;
        var bus = new BusWithAftermath(station.Buses, (_, _) => station.Time.Advance(standstill));
        using var driver = station.Kind.CreateDriver(station.Settings, bus, station.Time);
        var pool = new SampleBlockPool(item.Truth.Length, 64, 1);
        driver.Start();
        for (var i = 0; i < 10; i++)
        {
            station.Time.Advance(TimeSpan.FromMilliseconds(10));
            Assert.Equal(ReadOutcome.Ok, Read());
        }

        standstill = TimeSpan.FromMilliseconds(200);

        Assert.Equal(ReadOutcome.NotReady, Read());

        ReadOutcome Read()
        {
            Assert.True(pool.TryRent(out var block));
            using (block)
                return driver.Read(block);
        }
    }
}
