using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Tests.Contract;

namespace EdgeTwin.DeviceFiles.Chips;

/// <summary>Every chip of the catalog, read by its driver through the real device files of Linux.</summary>
public sealed class ChipsOnDeviceFilesTests(AllChips chips) : IClassFixture<AllChips>
{
    public static TheoryData<string> Kinds => [.. AllChips.Cases];

    [Fact]
    public void Kinds_OfTheCatalogWithABusDeviceFile_AreAllHere() =>
        Assert.Equal(
            SensorCatalog.Kinds.Where(kind => kind.CanBeSimulated && kind.BusTypes.Any(type => type is BusType.I2c or BusType.Spi)).Select(kind => kind.Name).Order(),
            AllChips.Cases.Select(name => ContractCase.Of(name).Kind).Distinct().Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Read_ThroughTheDeviceFile_DeliversTheTruth(string kind) => chips.Of(kind).Delivered;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Read_Unplugged_NamesThePlaceAndWhatToLookAt(string kind)
    {
        var story = chips.Of(kind);

        var (read, start) = await story.Unplugged;

        Assert.All([read, start], error =>
        {
            Assert.Contains(story.Location.ToString(), error.Message, StringComparison.Ordinal);
            Assert.Contains(story.Location.Type == BusType.Spi ? "MISO" : "SDA", error.Advice, StringComparison.Ordinal);
            Assert.True(error.IsTransient);
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Start_PluggedInAgain_DeliversTheTruthAndCountsWhatIsMissing(string kind) => chips.Of(kind).DeliveredAgain;
}
