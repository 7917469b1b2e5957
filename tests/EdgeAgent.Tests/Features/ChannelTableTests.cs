using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Tests.Configuration;

namespace EdgeTwin.EdgeAgent.Tests.Features;

public sealed class ChannelTableTests
{
    [Fact]
    public void Build_ReversedAndOffsetChannel_HasItsRangeTurnedRoundAndInOrder()
    {
        var straight = Channel("\"z\": \"vertical\"", "\"z\": { \"factor\": 2, \"offset\": 1 }");
        var reversed = Channel("\"z\": \"-vertical\"", "\"z\": { \"factor\": 2, \"offset\": 1 }");

        Assert.True(straight.RangeMin < 0 && straight.RangeMax > 0);
        Assert.Equal(-straight.RangeMax, reversed.RangeMin, 9);
        Assert.Equal(-straight.RangeMin, reversed.RangeMax, 9);
        Assert.NotEqual(-reversed.RangeMin, reversed.RangeMax, 9);
        Assert.Equal("vertical", reversed.Direction);
        Assert.Equal(-2, reversed.Calibration.Factor);
    }

    private static StationChannel Channel(string direction, string calibration)
    {
        var text = StationText.Valid.Replace("\"x\": \"longitudinal\", \"z\": \"vertical\"", $"\"x\": \"longitudinal\", {direction}", StringComparison.Ordinal)
            .Replace("\"z\": { \"factor\": 1.01 }", calibration, StringComparison.Ordinal);
        var loaded = StationFile.Parse(System.Text.Encoding.UTF8.GetBytes(text), "test");
        Assert.Empty(loaded.Errors);
        return Assert.Single(ChannelTable.Build(loaded.Configuration!).Channels, channel => channel.Id == "acc-1.z");
    }
}
