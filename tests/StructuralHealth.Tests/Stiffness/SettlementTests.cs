using EdgeTwin.StructuralHealth.Stiffness;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.Stiffness;

public sealed class SettlementTests
{
    private const double RateHz = 10;
    private static readonly int[] s_supports = [0, 1];

    [Fact]
    public void Find_StepsBetweenLevels_GivesEachLevelWithItsMean()
    {
        var test = LoadTest.Read(Test(settlementMm: 0, seed: 1), RateHz);

        Assert.Equal(4, test.Unloaded.Count);
        Assert.Equal(2, test.Loaded.Count);
        Assert.Equal(200, test.Unloaded[0].Mean[0], 0.1);
        Assert.Equal(8, test.Response(0, 0), 0.15);
        Assert.Equal(2, test.Response(0, 1), 0.15);
        Assert.Equal(8, test.LargestResponse(1), 0.15);
    }

    [Fact]
    public void Compare_SameState_IsNoChange()
    {
        var result = Settlement.Compare(Read(0, 1), Read(0, 2), s_supports);

        Assert.False(result.IsChanged);
        Assert.InRange(result.Index, 0, 0.05);
    }

    [Fact]
    public void Compare_LoweredSupport_IsToldApartAndTheSharesStay()
    {
        var result = Settlement.Compare(Read(0, 1), Read(5, 2), s_supports);

        Assert.True(result.IsChanged);
        Assert.Equal(-10, result.Channels[0].Change, 0.3);
        Assert.InRange(Math.Abs(result.ShareChange), 0, 4 * result.ShareStandardError);
    }

    [Fact]
    public void Compare_SmallChangeBelowTheEffectOfTheLoad_IsNotCalledOne() =>
        Assert.False(Settlement.Compare(Read(0, 1), Read(0.2, 2), s_supports).IsChanged);

    [Fact]
    public void Compare_GrowingSettlement_GrowsTheIndex() =>
        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(Gen.Choose(1, 10_000).ToArbitrary(), seed =>
        {
            var reference = Read(0, seed);
            var indices = new[] { 0, 1, 2, 4, 8 }.Select(settlement => Settlement.Compare(reference, Read(settlement, seed + settlement + 1), s_supports).Index).ToArray();
            return indices.Zip(indices.Skip(1), (before, after) => after > before).All(grows => grows);
        }));

    [Fact]
    public void Read_LoadThatNeverRests_IsRefused()
    {
        double[][] channels = [[.. Enumerable.Range(0, 3000).Select(index => (double)index)], new double[3000]];
        Assert.Throws<ArgumentException>(() => LoadTest.Read(channels, RateHz));
    }

    [Fact]
    public void Compare_OneUnloadedPlateau_IsRefused()
    {
        var test = Read(0, 1);
        Assert.Throws<ArgumentException>(() => Settlement.Compare(test with { Unloaded = [test.Unloaded[0]] }, test, s_supports));
    }

    private static LoadTest Read(double settlementMm, int seed) => LoadTest.Read(Test(settlementMm, seed), RateHz);

    /// <summary>Two supports; the load crosses to a place near the first, then near the second; each millimetre of settlement takes 2 kN off the first support and puts 1 kN on the second.</summary>
    private static double[][] Test(double settlementMm, int seed)
    {
        var random = new Random(seed);
        double[] near = [0, 1, 0, 2, 0, 0];
        var channels = new[] { new double[4800], new double[4800] };
        for (var index = 0; index < 4800; index++)
        {
            var stage = index / 800;
            var isPassing = stage == 4 && index % 800 > 700;
            var (first, second) = isPassing ? (6, 6) : near[stage] == 1 ? (8, 2) : near[stage] == 2 ? (2, 8) : (0, 0);
            channels[0][index] = 200 - (2 * settlementMm) + first + (0.00002 * index) + (0.05 * Signals.Gaussian(random));
            channels[1][index] = 180 + settlementMm + second + (0.00002 * index) + (0.05 * Signals.Gaussian(random));
        }

        return channels;
    }
}
