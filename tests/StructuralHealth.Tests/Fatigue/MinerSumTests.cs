using System.Text.Json;
using EdgeTwin.StructuralHealth.Fatigue;

namespace EdgeTwin.StructuralHealth.Tests.Fatigue;

/// <summary>Against EN 1993-1-9 with 50 digits: en1993_vectors.py made the numbers.</summary>
public sealed class MinerSumTests
{
    private static readonly StressOptions InMPa = new() { MPaPerUnit = 1 };

    public static TheoryData<string> Categories => [.. FatigueVectors.En1993.Curves.Select(curve => curve.Name)];

    [Theory]
    [MemberData(nameof(Categories))]
    public void CyclesToFailure_EveryCategory_EqualsTheStandard(string name)
    {
        var expected = FatigueVectors.En1993.Curves.Single(curve => curve.Name == name);
        var curve = new SnCurve(DetailCategory.Parse(name));

        Expect.Close(expected.ReferenceMPa, curve.ReferenceMPa, 1e-15, "reference");
        Expect.Close(expected.CutOffMPa, curve.CutOffMPa, 1e-12, "cut-off");
        if (expected.ConstantAmplitudeLimitMPa is { } limit)
            Expect.Close(limit, curve.ConstantAmplitudeLimitMPa, 1e-12, "constant amplitude limit");
        else
            Assert.True(double.IsNaN(curve.ConstantAmplitudeLimitMPa));
        for (var index = 0; index < expected.RangesMPa.Length; index++)
        {
            var cycles = curve.CyclesToFailure(expected.RangesMPa[index]);
            if (expected.Cycles[index] is { } stored)
                Expect.Close(stored, cycles, 1e-9, $"{expected.RangesMPa[index]} MPa");
            else
                Assert.Equal(double.PositiveInfinity, cycles);
        }
    }

    [Theory]
    [InlineData(-50, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(50, -1)]
    [InlineData(50, double.NaN)]
    [InlineData(50, double.PositiveInfinity)]
    public void Add_ClassThatCannotBe_ThrowsAndAddsNothing(double range, double cycles)
    {
        var sum = new MinerSum(DetailCategory.Parse("36"), InMPa, PartialFactors.Characteristic);

        Assert.Throws<ArgumentException>(() => sum.Add([new RainflowCycle(range, 0, cycles)]));
        Assert.Equal(0, sum.Damage);
    }

    [Fact]
    public void LargestRange_S235_IsThatOfSection8()
    {
        Assert.Equal(352.5, NominalStressLimit.LargestRangeMPa(235, StressKind.Direct));
        Assert.Equal(203.516, NominalStressLimit.LargestRangeMPa(235, StressKind.Shear), 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => NominalStressLimit.LargestRangeMPa(double.NaN, StressKind.Direct));
    }

    [Fact]
    public void Limits_RoundedToThreeDigits_AreThePrintedFactors()
    {
        var printed = FatigueVectors.En1993.Printed;
        var direct = new SnCurve(DetailCategory.Parse("100"));
        var shear = new SnCurve(DetailCategory.Parse("shear 100"));

        Assert.Equal(printed.DirectLimit, direct.ConstantAmplitudeLimitMPa / 100, 3);
        Assert.Equal(printed.DirectCutOffOfLimit, direct.CutOffMPa / direct.ConstantAmplitudeLimitMPa, 3);
        Assert.Equal(printed.DirectCutOff, Math.Round(direct.CutOffMPa / 100, 3), 3);
        Assert.Equal(printed.ShearCutOff, shear.CutOffMPa / 100, 3);
    }

    [Fact]
    public void Add_Spectrum_EqualsTheStandardForEveryCategoryAndPartialFactor()
    {
        RainflowCycle[] spectrum = [.. FatigueVectors.En1993.Spectrum.Select(row => new RainflowCycle(row[0], 0, row[1]))];
        Assert.Equal(57, FatigueVectors.En1993.Sums.Count);
        foreach (var expected in FatigueVectors.En1993.Sums)
        {
            var sum = new MinerSum(DetailCategory.Parse(expected.Name), InMPa, new PartialFactors(expected.Loads, expected.Strength));
            sum.Add(spectrum);
            Expect.Close(expected.Damage, sum.Damage, 1e-9, $"{expected.Name}, {expected.Loads}, {expected.Strength}");
        }
    }

    [Fact]
    public void Count_CyclesOfAStream_EqualsTheSumOfTheirClasses()
    {
        var (counter, cycles) = (new RainflowCounter(new RainflowOptions()), new CycleList());
        var sum = new MinerSum(DetailCategory.Parse("71"), new StressOptions(), PartialFactors.Characteristic);
        var classes = new MinerSum(DetailCategory.Parse("71"), new StressOptions(), PartialFactors.Characteristic);
        var samples = Signals.Noise(20_000, 150, seed: 9);

        counter.Add(samples, sum);
        new RainflowCounter(new RainflowOptions()).Add(samples, cycles);
        classes.Add(cycles.Cycles);

        Assert.True(sum.Damage > 0);
        Expect.Close(classes.Damage, sum.Damage, 1e-12, "damage");
    }

    [Theory]
    [InlineData(100, 50, 100)]
    [InlineData(100, 0, 80)]
    [InlineData(100, -50, 60)]
    [InlineData(100, -200, 60)]
    [InlineData(100, 30, 92)]
    public void RangeMPa_StressRelieved_CountsCompressionAtSixtyPercent(double range, double mean, double expected) =>
        Assert.Equal(expected, new StressOptions { MPaPerUnit = 1, IsStressRelieved = true }.RangeMPa(range, mean), 12);

    [Fact]
    public void IsBelowConstantAmplitudeLimit_DependsOnTheLargestDesignRange()
    {
        var sum = new MinerSum(DetailCategory.Parse("100"), InMPa, new PartialFactors(1, 1.15));
        sum.Add([new RainflowCycle(64, 0, 1e6)]);
        Assert.True(sum.IsBelowConstantAmplitudeLimit);
        sum.Add([new RainflowCycle(64.2, 0, 0.5)]);
        Assert.False(sum.IsBelowConstantAmplitudeLimit);
    }

    [Theory]
    [InlineData(25, 1)]
    [InlineData(50, 0.870550563296124)]
    public void TransverseButtWeld_Thickness_ReducesAbove25Mm(double thicknessMm, double expected) =>
        Assert.Equal(expected, SizeEffect.TransverseButtWeld(thicknessMm), 12);

    [Fact]
    public void Restore_StoredState_GoesOnWithDamageAndLargestRange()
    {
        var factors = new PartialFactors(1, 1.15);
        var before = new MinerSum(DetailCategory.Parse("36*"), InMPa, factors);
        before.Add([new RainflowCycle(90, 0, 1e4)]);
        var state = JsonSerializer.Deserialize<MinerState>(JsonSerializer.Serialize(before.Save()))!;
        var after = new MinerSum(DetailCategory.Parse("36*"), InMPa, factors);

        after.Restore(state);

        Assert.Equal((before.Damage, 90, false), (after.Damage, after.LargestRangeMPa, after.IsBelowConstantAmplitudeLimit));
        Assert.Throws<ArgumentException>(() => after.Restore(state with { Version = 7 }));
        Assert.Throws<ArgumentException>(() => after.Restore(state with { Damage = double.NaN }));
        Assert.Throws<ArgumentException>(() => new MinerSum(DetailCategory.Parse("36"), InMPa, factors).Restore(state));
        Assert.Throws<ArgumentException>(() => new MinerSum(DetailCategory.Parse("36*"), InMPa, PartialFactors.Characteristic).Restore(state));
    }

    [Theory]
    [InlineData("73")]
    [InlineData("40*")]
    [InlineData("shear 71")]
    [InlineData("")]
    public void Parse_NoCategoryOfTheStandard_Throws(string name) => Assert.Throws<ArgumentException>(() => DetailCategory.Parse(name));

    [Fact]
    public void Constructor_FactorOutOfRange_Throws()
    {
        var category = DetailCategory.Parse("71");
        Assert.Throws<ArgumentException>(() => new MinerSum(category, InMPa, new PartialFactors(0, 1)));
        Assert.Throws<ArgumentException>(() => new MinerSum(category, InMPa, PartialFactors.Characteristic, sizeFactor: 1.2));
        Assert.Throws<ArgumentException>(() => new MinerSum(category, new StressOptions { MPaPerUnit = 0 }, PartialFactors.Characteristic));
        Assert.Throws<ArgumentException>(() => new SnCurve(new DetailCategory(StressKind.Direct, 73)));
    }
}
