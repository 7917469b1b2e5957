using EdgeTwin.SensorDrivers.StrainBridges;

namespace EdgeTwin.SensorDrivers.Tests.StrainBridges;

public sealed class ShuntCalibrationTests
{
    // Shunts across a gauge, k = 2: Yokogawa, DL850E manual, appendix on shunt calibration, general equation; and hardware/wiring.
    [Theory]
    [InlineData(120, 59_880, 1000)]
    [InlineData(120, 29_880, 2000)]
    [InlineData(120, 11_880, 5000)]
    [InlineData(120, 5_880, 10_000)]
    [InlineData(350, 174_650, 1000)]
    [InlineData(350, 87_150, 2000)]
    [InlineData(350, 34_650, 5000)]
    [InlineData(350, 17_150, 10_000)]
    [InlineData(350, 180_000, 970.3)]
    [InlineData(350, 36_000, 4814.3)]
    [InlineData(350, 100_000, 1743.9)]
    public void ExpectedMicrostrain_QuarterBridge_IsTheMakersTable(double gaugeOhm, double shuntOhm, double expected) =>
        Assert.Equal(-expected, new Shunt(shuntOhm).ExpectedMicrostrain(Bridge(BridgeType.Quarter, gaugeOhm)), 0.05);

    // HBM, Somat eDAQ shunt tool: 4e6 Rb / (2 Rb + 4 Rs) / (k bridge factor), for bridges whose reading is linear.
    [Theory]
    [InlineData(BridgeType.Half, 2)]
    [InlineData(BridgeType.Full, 4)]
    [InlineData(BridgeType.FullBendingPoisson, 2.6)]
    public void ExpectedMicrostrain_LinearBridges_IsHbmsFormula(BridgeType type, double bridgeFactor)
    {
        var expected = 4e6 * 350 / (2 * 350 + 4 * 100_000) / (2.1 * bridgeFactor);

        Assert.Equal(-expected, new Shunt(100_000).ExpectedMicrostrain(Bridge(type, 350, gaugeFactor: 2.1)), 1e-6);
        Assert.Equal(expected, new Shunt(100_000, ShuntedArm.Neighbour).ExpectedMicrostrain(Bridge(type, 350, gaugeFactor: 2.1)), 1e-6);
    }

    // National Instruments, "Strain Gauge Configuration Types": U = -Rg / (4 Rs + 2 Rg), simulated strain -4 U / (k (1 + 2 U)).
    [Fact]
    public void ExpectedMicrostrain_NeighbourOfTheGauge_IsNationalInstrumentsFormula()
    {
        const double u = -350.0 / (4 * 100_000 + 2 * 350);

        var measured = new Shunt(100_000, ShuntedArm.Neighbour).ExpectedMicrostrain(Bridge(BridgeType.Quarter, 350));

        Assert.Equal(-4 * u / (2 * (1 + 2 * u)) * 1e6, measured, 1e-9);
        Assert.Equal(1750, measured, 1e-9);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void ExpectedMicrostrain_AtTheGaugeOfLongLeads_IsThatOfNone(int wires)
    {
        var bridge = Bridge(BridgeType.Quarter, 350, new BridgeLeads(wires, 5, 350));

        Assert.Equal(-1743.8963, new Shunt(100_000).ExpectedMicrostrain(bridge), 1e-3);
        Assert.NotEqual(-1743.8963, new Shunt(100_000, Place: ShuntPlace.AtConverter).ExpectedMicrostrain(bridge), 10);
    }

    // Worked by hand: arm 360 ohm, 360 || 100 k = 358.7086 ohm, change -3.58709e-3 of the arm, times 360/350, over k.
    [Fact]
    public void ExpectedMicrostrain_AtTheConverter_ShuntsTheLeadsToo() =>
        Assert.Equal(
            -1844.789,
            new Shunt(100_000, Place: ShuntPlace.AtConverter).ExpectedMicrostrain(Bridge(BridgeType.Quarter, 350, new BridgeLeads(2, 5, 350))), 1e-2);

    [Fact]
    public void ExpectedMicrostrain_FourWiresOfAFullBridge_AreCorrected() =>
        Assert.Equal(
            new Shunt(100_000).ExpectedMicrostrain(Bridge(BridgeType.Full, 350)),
            new Shunt(100_000).ExpectedMicrostrain(Bridge(BridgeType.Full, 350, new BridgeLeads(4, 1.4, 350))), 1e-9);

    [Fact]
    public void Judge_ReadingOnePercentSmall_PassesAndProposesTheFactor()
    {
        var result = Calibration().Judge(Around(120), Around(120 - 1743.8963 * 0.99));

        Assert.Equal(ShuntVerdict.Passed, result.Verdict);
        Assert.Equal(-1, result.DeviationPercent, 0.05);
        Assert.Equal(1 / 0.99, result.ProposedFactor, 1e-3);
        Assert.Equal(-1743.8963, result.ExpectedMicrostrain, 1e-3);
        Assert.Equal(-1743.8963 * 0.99, result.MeasuredMicrostrain, 0.5);
    }

    [Fact]
    public void Judge_PresentFactor_IsJudgedAndReplacedNotMultiplied()
    {
        var result = Calibration().Judge(Around(0), Around(-1743.8963 / 1.25), presentFactor: 1.25);

        Assert.Equal(ShuntVerdict.Passed, result.Verdict);
        Assert.Equal(0, result.DeviationPercent, 0.05);
        Assert.Equal(1.25, result.ProposedFactor, 1e-3);
    }

    [Theory]
    [InlineData(0.95, "gauge factor")]
    [InlineData(0.5, "bridge type")]
    [InlineData(2, "bridge type")]
    [InlineData(0, "did not change")]
    [InlineData(-1, "swapped")]
    public void Judge_BeyondTheLimit_FailsAndSaysWhatToLookAt(double share, string advice)
    {
        var result = Calibration().Judge(Around(50), Around(50 - 1743.8963 * share));

        Assert.Equal(ShuntVerdict.Failed, result.Verdict);
        Assert.Contains(advice, result.Words, StringComparison.Ordinal);
        Assert.Equal(share <= 0, !(result.ProposedFactor is > 0 and < 10));
    }

    [Fact]
    public void Judge_WrongSign_ProposesNothing() =>
        Assert.Equal(double.NaN, Calibration().Judge(Around(0), Around(1743.8963)).ProposedFactor);

    [Fact]
    public void Judge_MissingSamples_AreLeftOutNotZero()
    {
        float[] before = [.. Around(500), float.NaN, float.NaN];

        Assert.Equal(ShuntVerdict.Passed, Calibration().Judge(before, Around(500 - 1743.8963)).Verdict);
    }

    [Fact]
    public void Judge_TooFewSamples_ProvesNothing()
    {
        var result = Calibration().Judge(Around(0).AsSpan(0, 9), Around(-1743.8963));

        Assert.Equal(ShuntVerdict.NotProven, result.Verdict);
        Assert.Equal(double.NaN, result.ProposedFactor);
        Assert.Equal(ShuntVerdict.NotProven, Calibration().Judge([], []).Verdict);
    }

    [Fact]
    public void Judge_TrafficOnTheBridge_ProvesNothing()
    {
        var result = Calibration().Judge(Around(0, 300), Around(-1743.8963, 300));

        Assert.Equal(ShuntVerdict.NotProven, result.Verdict);
        Assert.Contains("traffic", result.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(51)]
    [InlineData(double.NaN)]
    public void Create_LimitThatMeansNothing_IsRefused(double limitPercent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShuntCalibration(Bridge(BridgeType.Quarter, 350), new Shunt(100_000), limitPercent));

    private static ShuntCalibration Calibration() => new(Bridge(BridgeType.Quarter, 350), new Shunt(100_000));

    private static StrainBridgeOptions Bridge(BridgeType type, double gaugeOhm, BridgeLeads? leads = null, double gaugeFactor = 2)
    {
        var wires = leads ?? new BridgeLeads(type is BridgeType.Quarter or BridgeType.Half ? 3 : 6, 0, gaugeOhm);
        return new StrainBridgeOptions(new StrainBridge(type, gaugeFactor, wires.Factor), wires);
    }

    private static float[] Around(double mean, double scatter = 1) =>
        [.. Enumerable.Range(0, 40).Select(i => (float)(mean + scatter * (i % 2 == 0 ? 1 : -1)))];
}
