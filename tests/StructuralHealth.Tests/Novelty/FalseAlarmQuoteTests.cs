using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.StructuralHealth.Tests.Novelty;

/// <summary>What the quote promises, against long simulated operation of the same undisturbed structure.</summary>
public sealed class FalseAlarmQuoteTests
{
    private const int Persistence = 3;
    private const double WindowsPerYear = 8766;

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Fit_UndisturbedStructure_QuotesAnIntervalThatHoldsTheTrueRate(int degreesOfFreedom)
    {
        const int Repeats = 12;
        var held = 0;
        var seen = new List<string>();
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var simulated = new SimulatedFeatures(6, 100 + repeat, degreesOfFreedom);
            var baseline = NoveltyFitter.Fit(simulated.Period(1500), Options()).Baseline!;
            var quote = baseline.Parameters.FalseAlarms!;
            var truth = AlarmsPerYear(baseline, simulated, 40_000);
            seen.Add($"{quote.Low:0.#}..{quote.PerYear:0.#}..{quote.High:0.#} against {truth:0.#}");
            if (truth >= quote.Low && truth <= quote.High)
                held++;
        }

        // Nine of ten intervals should hold; with twelve, fewer than eight would be a matter of 1 in 200.
        Assert.True(held >= 8, string.Join("; ", seen));
    }

    [Fact]
    public void Fit_TwoFeaturesShiftedByThreeDeviations_RaisesWithinADayOfWindows()
    {
        var simulated = new SimulatedFeatures(6, 77);
        var baseline = NoveltyFitter.Fit(simulated.Period(1000), Options()).Baseline!;
        simulated.Shift[1] = 3;
        simulated.Shift[4] = -3;
        Assert.True(AlarmsPerYear(baseline, simulated, 24) > 0);
    }

    [Fact]
    public void Fit_StricterOwner_GetsAHigherThreshold()
    {
        var period = new SimulatedFeatures(6, 41).Period(1000);
        var lenient = NoveltyFitter.Fit(period, Options()).Baseline!.Parameters;
        var strict = NoveltyFitter.Fit(period, Options() with { FalseAlarmsPerYear = 0.1 }).Baseline!.Parameters;
        Assert.InRange(strict.Threshold, lenient.Threshold + 0.5, 10 * lenient.Threshold);
        Assert.InRange(strict.FalseAlarms!.PerYear, 0, 0.1 + 1e-9);
    }

    private static NoveltyOptions Options() =>
        new() { PersistenceWindows = Persistence, WindowsPerYear = WindowsPerYear, FalseAlarmsPerYear = 5 };

    /// <summary>Counts alarms as the station does: raised after so many windows above, over after so many below.</summary>
    private static double AlarmsPerYear(NoveltyBaseline baseline, SimulatedFeatures simulated, int windows)
    {
        var contributions = new double[baseline.FeatureCount];
        var (above, below, alarms, active) = (0, 0, 0, false);
        for (var i = 0; i < windows; i++)
        {
            var (features, covariates) = simulated.Next();
            var scored = baseline.TryScore(features, covariates, contributions, out var score);
            (above, below) = scored && score.Index > 1 ? (above + 1, 0) : (0, below + 1);
            if (!active && above >= Persistence)
                (active, alarms) = (true, alarms + 1);
            else if (active && below >= Persistence)
                active = false;
        }

        return alarms * WindowsPerYear / windows;
    }
}
