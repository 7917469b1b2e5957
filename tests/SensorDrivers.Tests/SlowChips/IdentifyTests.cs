using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Tests.Contract;

namespace EdgeTwin.SensorDrivers.Tests.SlowChips;

/// <summary>A look at an address tells the chips apart that can be there.</summary>
public sealed class IdentifyTests
{
    private static readonly string[] OnI2c = ["ads1115", "sht3x", "sht4x", "tmp117", "ina226", "seesaw-soil"];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var looking in OnI2c)
            {
                foreach (var there in OnI2c)
                    pairs.Add(looking, there);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Identify_AnyChipInThePlace_KnowsOnlyItsOwn(string looking, string there)
    {
        using var station = ContractCase.Of(there).Build();
        station.Time.Advance(TimeSpan.FromSeconds(1));

        var identity = SensorCatalog.Find(looking)!.Identify(station.Settings.Location, station.Buses);

        var expected = looking != there ? IdentityMatch.No : looking == "ads1115" ? IdentityMatch.Possible : IdentityMatch.Yes;
        Assert.Equal(expected, identity.Match);
        Assert.Equal(expected == IdentityMatch.No, identity.Detail.Length == 0);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Identify_WhileAnotherChipMeasures_DoesNotDisturbIt(string looking, string there)
    {
        var item = ContractCase.Of(there);
        using var station = item.Build();
        var other = SensorCatalog.Find(looking)!;
        station.Driver.Start();
        station.Run(item.AWhile);

        other.Identify(item.Location, station.Buses);
        station.Time.Advance(TimeSpan.FromMilliseconds(20));
        station.Run(item.AWhile);

        Assert.True(station.Delivered.Samples >= 5);
        for (var channel = 0; channel < item.Truth.Length; channel++)
            Assert.All(station.Delivered.Channel(channel), sample => Assert.Equal(item.Truth[channel], sample, item.Step[channel] + 1e-4));
    }

    [Theory]
    [InlineData("ads1115", 0x48, 0x4B)]
    [InlineData("tmp117", 0x48, 0x4B)]
    [InlineData("ina226", 0x40, 0x4F)]
    [InlineData("sht3x", 0x44, 0x45)]
    [InlineData("sht4x", 0x44, 0x46)]
    [InlineData("seesaw-soil", 0x36, 0x39)]
    public void I2cAddresses_EachKind_AreThoseThatItsSettingsAccept(string kind, int lowest, int highest) =>
        Assert.Equal(Enumerable.Range(lowest, highest - lowest + 1), SensorCatalog.Find(kind)!.I2cAddresses);

    [Theory]
    [InlineData("ads1115")]
    [InlineData("sht3x")]
    [InlineData("sht4x")]
    [InlineData("tmp117")]
    [InlineData("ina226")]
    [InlineData("seesaw-soil")]
    public void Identify_EmptyPlaceAndHangingBus_AreNotTheSame(string kind)
    {
        using var station = ContractCase.Of(kind).Build();
        Assert.Equal(IdentityMatch.No, station.Kind.Identify(station.Settings.Location with { Bus = 9 }, station.Buses).Match);

        station.Chip.Fault = SimulatedFault.LineHeldLow;

        Assert.Throws<SensorException>(() => station.Kind.Identify(station.Settings.Location, station.Buses));
    }
}
