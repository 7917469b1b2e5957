using System.Text.Json;
using EdgeTwin.SensorDrivers.StrainBridges;

namespace EdgeTwin.SensorDrivers.Tests.StrainBridges;

public sealed class StrainBridgeTests
{
    // Worked with the formulas of National Instruments ("Strain Gauge Configuration Types"): k = 2, Poisson's ratio 0.3.
    [Theory]
    [InlineData(BridgeType.Quarter, 0.5e-3, 1001.001001)]
    [InlineData(BridgeType.Quarter, -0.5e-3, -999.000999)]
    [InlineData(BridgeType.Half, 0.5e-3, 500)]
    [InlineData(BridgeType.HalfPoisson, 0.5e-3, 769.645194)]
    [InlineData(BridgeType.Full, 0.5e-3, 250)]
    [InlineData(BridgeType.FullBendingPoisson, 0.5e-3, 384.615385)]
    [InlineData(BridgeType.FullPoisson, 0.5e-3, 384.718985)]
    public void Microstrain_PublishedFormula_Agrees(BridgeType type, double ratio, double expected)
    {
        var bridge = new StrainBridge(type, 2);

        Assert.Equal(expected, bridge.Microstrain(ratio), 1e-3);
        Assert.Equal(ratio, bridge.Ratio(bridge.Microstrain(ratio)), 1e-15);
    }

    // The bridge as the four resistors that it is, each gauge at its own strain.
    [Theory]
    [InlineData(BridgeType.Quarter, 1, 0, 0, 0)]
    [InlineData(BridgeType.Half, 1, -1, 0, 0)]
    [InlineData(BridgeType.HalfPoisson, 1, -0.3, 0, 0)]
    [InlineData(BridgeType.Full, 1, -1, 1, -1)]
    [InlineData(BridgeType.FullBendingPoisson, 1, -1, 0.3, -0.3)]
    [InlineData(BridgeType.FullPoisson, 1, -0.3, 1, -0.3)]
    public void Ratio_FourResistors_GiveTheSame(BridgeType type, double one, double two, double three, double four)
    {
        const double x = 2 * 3000e-6;
        var network = (1 + one * x) / (2 + (one + two) * x) - (1 + four * x) / (2 + (three + four) * x);

        Assert.Equal(network, new StrainBridge(type, 2).Ratio(3000), 1e-12);
    }

    [Theory]
    [InlineData("""{ "bridge": "quarter", "quarterWires": 2, "leadOhm": 3.5 }""", 1.02)]
    [InlineData("""{ "bridge": "quarter", "leadOhm": 3.5 }""", 1.01)]
    [InlineData("""{ "bridge": "half", "leadOhm": 1.2, "gaugeOhm": 120 }""", 1.01)]
    [InlineData("""{ "bridge": "full", "leadOhm": 1.4 }""", 1.008)]
    [InlineData("""{ "bridge": "full" }""", 1)]
    public void Read_Leads_TakeTheirShareOfTheSensitivity(string options, double factor)
    {
        var read = StrainBridgeOptions.Of(Settings(options));

        Assert.Equal(factor, read.Bridge.LeadFactor, 1e-12);
        Assert.Equal(factor, read.Bridge.Microstrain(1e-3) / (read.Bridge with { LeadFactor = 1 }).Microstrain(1e-3), 1e-12);
    }

    [Theory]
    [InlineData("""{ "bridge": "quarter", "quarterWires": 4 }""", "options.quarterWires")]
    [InlineData("""{ "bridge": "third" }""", "options.bridge")]
    [InlineData("""{ "poissonRatio": 0.6 }""", "options.poissonRatio")]
    public void Validate_ImpossibleBridge_SaysWhere(string options, string path)
    {
        var error = Assert.Single(SensorCatalog.Find("ads1220")!.Validate(Settings(options)));

        Assert.Equal(path, error.Path);
    }

    [Fact]
    public void Microstrain_BeyondWhatABridgeCanGive_IsMissing()
    {
        Assert.Equal(double.NaN, new StrainBridge(BridgeType.Quarter, 2).Microstrain(0.5));
        Assert.Equal(double.NaN, new StrainBridge(BridgeType.Quarter, 2).Microstrain(0.7));
    }

    [Theory]
    [InlineData(BridgeType.Quarter)]
    [InlineData(BridgeType.HalfPoisson)]
    [InlineData(BridgeType.FullPoisson)]
    [InlineData(BridgeType.Full)]
    public void Range_ConverterWiderThanTheBridge_IsInOrder(BridgeType type)
    {
        var (lowest, highest) = new StrainBridge(type, 2).Range(-1, 1);

        Assert.True(lowest < 0 && highest > 0 && double.IsFinite(lowest) && double.IsFinite(highest));
    }

    private static SensorSettings Settings(string options) =>
        new("s-1", "ads1220", new BusLocation(BusType.Spi, 1, 0), 90, JsonDocument.Parse(options).RootElement);
}
