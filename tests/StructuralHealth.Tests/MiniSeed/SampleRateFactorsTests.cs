using EdgeTwin.StructuralHealth.MiniSeed;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.MiniSeed;

public sealed class SampleRateFactorsTests
{
    /// <summary>The four forms with the standard's examples (SEED 2.4, chapter 8, fields 10 and 11).</summary>
    [Theory]
    [InlineData(33, 10, 330)]
    [InlineData(330, 1, 330)]
    [InlineData(3306, -10, 330.6)]
    [InlineData(-60, 1, 1.0 / 60)]
    [InlineData(1, -10, 0.1)]
    [InlineData(-10, 1, 0.1)]
    [InlineData(-1, -10, 0.1)]
    [InlineData(0, 1, 0)]
    public void Join_StandardsExamples_AreTheirRates(int factor, int multiplier, double rateHz) =>
        Assert.Equal(rateHz, SampleRateFactors.Join(factor, multiplier), 1e-12);

    [Theory]
    [InlineData(1000)]
    [InlineData(62.5)]
    [InlineData(0.1)]
    [InlineData(1.0 / 600)]
    [InlineData(50_000)]
    [InlineData(1.0 / 86_400)]
    [InlineData(1000.0 / 3)]
    [InlineData(3.90625e-3)]
    public void Split_UsualRates_IsExact(double rateHz)
    {
        var (factor, multiplier) = SampleRateFactors.Split(rateHz);

        Expect.Close(rateHz, SampleRateFactors.Join(factor, multiplier), 1e-14, "rate");
    }

    [Fact]
    public void Split_AnyRate_IsNearerThanSinglePrecisionOrAtLeastClose() =>
        Prop.ForAll(Gen.Choose(-40_000, 40_000).Select(exponent => Math.Pow(10, exponent / 10_000.0)).ToArbitrary(), rateHz =>
        {
            var (factor, multiplier) = SampleRateFactors.Split(rateHz);
            var joined = SampleRateFactors.Join(factor, multiplier);
            // The best fraction of 15-bit numbers is within 1/(32767 · denominator) of the rate; above 16 384 or below its inverse that is coarse.
            return Math.Abs(joined - rateHz) <= rateHz * 4e-5;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData(99.998_761_2)]
    [InlineData(31_234.567)]
    [InlineData(65_537)]
    public void WriteVersion2_RateThatIsNoFraction_IsReadWithinSinglePrecision(double rateHz)
    {
        var record = MiniSeedFiles.Read(MiniSeedFiles.Write(MiniSeedFiles.Options(version: 2, rateHz: rateHz), [1, 2, 3]))[0];

        Expect.Close(rateHz, record.SampleRateHz, 6e-8, "rate");
    }
}
