using EdgeTwin.StructuralHealth.Fatigue;

namespace EdgeTwin.StructuralHealth.Tests.Fatigue;

public sealed class LifeAssessmentTests
{
    private static readonly StressOptions InMPa = new() { MPaPerUnit = 1 };
    private static readonly DetailCategory Category = DetailCategory.Parse("80");
    private static readonly FatigueUncertainty Certain = new()
    {
        StrainCalibration = 0,
        Modulus = 0,
        GaugeFactor = 0,
        CountedTime = 0,
        LogLifeDeviation = 0,
    };

    [Fact]
    public void Assess_NothingUncertain_IsTheCharacteristicDamage()
    {
        var life = Assess([new(100, 0, 1e5)], Certain);

        Expect.Close(1e5 / 2e6 * Math.Pow(100.0 / 80, 3), life.CharacteristicDamage, 1e-12, "characteristic");
        Expect.Close(life.CharacteristicDamage * Math.Pow(1.15, 3), life.DesignDamage, 1e-12, "design");
        Expect.Close(life.CharacteristicDamage, life.MedianDamage, 1e-5, "median");
        Expect.Close(life.CharacteristicDamage, life.HighDamage, 1e-5, "high");
    }

    [Fact]
    public void Assess_OneSlope_HasTheLognormalQuantilesOfClosedForm()
    {
        // Far above the knee D goes with the cube of the stress: ln D has the deviation of 3 ln(stress), ln(10) log N and ln(time) together.
        var life = Assess([new(400, 0, 1e3)], new FatigueUncertainty());
        static double Log(double relative) => Math.Sqrt(Math.Log(1 + (relative * relative)));
        var deviation = Math.Sqrt((9 * ((Log(0.02) * Log(0.02)) + (Log(0.03) * Log(0.03)) + (Log(0.1) * Log(0.1)))) + Math.Pow(Math.Log(10) * 0.2, 2) + (Log(0.1) * Log(0.1)));

        var median = life.CharacteristicDamage * Math.Pow(10, -1.645 * 0.2);
        Expect.Close(median, life.MedianDamage, 1e-4, "median");
        Expect.Close(median * Math.Exp(-1.6448536269514722 * deviation), life.LowDamage, 1e-3, "low");
        Expect.Close(median * Math.Exp(1.6448536269514722 * deviation), life.HighDamage, 1e-3, "high");
        Expect.Close(deviation, Math.Sqrt(life.Shares.Sum(share => share.LogDamageDeviation * share.LogDamageDeviation)), 1e-3, "shares");
    }

    [Fact]
    public void Assess_RangesAroundTheCutOff_EqualsMonteCarlo()
    {
        RainflowCycle[] cycles = [new(33, 0, 4e6), new(58, 0, 2e5), new(22, 0, 5e7)];
        var uncertainty = new FatigueUncertainty();
        var life = Assess(cycles, uncertainty);
        var random = new Random(5);
        var stress = Math.Sqrt(Math.Log(1 + (0.02 * 0.02)) + Math.Log(1 + (0.03 * 0.03)) + Math.Log(1 + (0.1 * 0.1)));
        var rest = Math.Sqrt(Math.Pow(Math.Log(10) * 0.2, 2) + Math.Log(1 + (0.1 * 0.1)));
        double[] damages = [.. Enumerable.Range(0, 40_000).Select(_ =>
        {
            var sum = new MinerSum(Category, InMPa with { GaugeFactor = Math.Exp(stress * Signals.Gaussian(random)) }, PartialFactors.Characteristic);
            sum.Add(cycles);
            return sum.Damage * Math.Exp((-1.645 * Math.Log(10) * 0.2) + (rest * Signals.Gaussian(random)));
        }).Order()];

        Expect.Close(damages[20_000], life.MedianDamage, 0.02, "median");
        Expect.Close(damages[2_000], life.LowDamage, 0.04, "low");
        Expect.Close(damages[38_000], life.HighDamage, 0.04, "high");
    }

    [Fact]
    public void Assess_EverythingBelowTheCutOff_IsNoDamageButNamesWhatAnErrorWouldDo()
    {
        var life = Assess([new(30, 0, 1e9)], new FatigueUncertainty());

        Assert.Equal((0, 0, 0), (life.CharacteristicDamage, life.MedianDamage, life.LowDamage));
        Assert.True(life.HighDamage > 0);
        Assert.True(life.IsBelowConstantAmplitudeLimit);
        Assert.Equal(double.PositiveInfinity, life.Shares.Single(share => share.Source == "GaugeFactor").LogDamageDeviation);
    }

    [Fact]
    public void Assess_ImpossibleUncertainty_Throws() =>
        Assert.Throws<ArgumentException>(() => Assess([], new FatigueUncertainty { GaugeFactor = 2 }));

    private static ConsumedLife Assess(RainflowCycle[] cycles, FatigueUncertainty uncertainty) =>
        LifeAssessment.Assess(cycles, Category, InMPa, PartialFactors.Recommended(isSafeLife: true, isHighConsequence: false), uncertainty);
}
