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
}
