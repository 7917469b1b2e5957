using EdgeTwin.StructuralHealth.CrackGrowth;

namespace EdgeTwin.StructuralHealth.Tests.CrackGrowth;

public sealed class CrackForecasterTests
{
    private static readonly CrackGrowthVectors Stored = CrackGrowthVectors.Stored;
    private static readonly CrackGrowthModel Model = Stored.Likelihood.ToModel(Stored.TrueScatter);

    // The standard normal and Student's quantile of 95 %, with the 10 degrees of freedom of 12 specimens.
    private const double Student = 1.812461122811676;

    [Fact]
    public void Forecast_StoredCracks_EqualsDrawsOfNumPy()
    {
        Assert.Equal(9, Stored.Forecasts.Length);
        foreach (var expected in Stored.Forecasts)
        {
            var record = Record(expected.Specimen, expected.Rows);
            var prognosis = CrackForecaster.Forecast(Model, record, Stored.LengthsMm[^1], new CrackGrowthOptions { TransferDeviation = expected.Transfer });

            Expect.Close(expected.Median, prognosis.MedianCycles, 2e-3, "median");
            Expect.Close(expected.DeviationOfLog, Math.Log(prognosis.HighCycles / prognosis.LowCycles) / (2 * Student), 0.01, "deviation");
            Expect.Close(expected.Misfit, prognosis.MisfitRatio, 1e-8, "misfit");
        }
    }

    [Fact]
    public void Forecast_CracksOfThePopulation_HoldTheirLifeAsOftenAsPromised()
    {
        var random = new Random(20);
        var held = new int[3];
        const int cracks = 400;
        for (var crack = 0; crack < cracks; crack++)
        {
            var record = Simulated(random);
            for (var quarter = 1; quarter <= 3; quarter++)
            {
                var known = record.UpTo(0.25 * quarter * record.Cycles[^1]);
                var prognosis = CrackForecaster.Forecast(Model, known, record.LengthsMm[^1], new CrackGrowthOptions());
                var remaining = record.Cycles[^1] - known.Cycles[^1];
                held[quarter - 1] += prognosis.LowCycles <= remaining && remaining <= prognosis.HighCycles ? 1 : 0;
            }
        }

        // Student's quantile of 12 specimens gives 93 % where the scatter is known.
        Assert.All(held, count => Assert.InRange(count / (double)cracks, 0.87, 0.97));
    }

    [Fact]
    public void Forecast_MoreReadings_NarrowsTheInterval()
    {
        double[] widths = [.. new[] { 12, 24, 36, 44 }.Select(rows =>
        {
            var prognosis = CrackForecaster.Forecast(Model, Record(Stored.Specimens, rows), Stored.LengthsMm[^1], new CrackGrowthOptions());
            return prognosis.HighCycles - prognosis.LowCycles;
        })];

        Assert.Equal(widths.OrderDescending(), widths);
    }

    [Fact]
    public void Forecast_CrackOfAnotherKind_SaysThatItDoesNotFit()
    {
        var record = new CrackRecord([.. Stored.LengthsMm.Take(20)], [.. Stored.Cycles[0].Take(20).Select((cycles, row) => cycles * (row < 10 ? 1 : 5))]);

        Assert.True(CrackForecaster.Forecast(Model, record, 40, new CrackGrowthOptions()).MisfitProbability < 1e-6);
        Assert.True(CrackForecaster.Forecast(Model, Record(Stored.Specimens, 20), 40, new CrackGrowthOptions()).MisfitProbability > 0.01);
    }

    [Fact]
    public void Forecast_ParisCrackWithoutAPopulation_HoldsItsClosedForm()
    {
        // da/dN = C a^1.5: N = 2 / C (a0^-0.5 - a^-0.5).
        static double Cycles(double lengthMm) => 2 / 1e-6 * ((1 / Math.Sqrt(10)) - (1 / Math.Sqrt(lengthMm)));
        double[] lengths = [10, 11.1, 12.4, 13.8, 15.3, 17];
        var record = new CrackRecord(lengths, [.. lengths.Select(Cycles)]);

        var prognosis = CrackForecaster.Forecast(CrackGrowthModel.OfExperience(record), record, 30, new CrackGrowthOptions());

        Expect.Close(Cycles(30) - Cycles(17), prognosis.MedianCycles, 0.1, "median");
        Assert.InRange(Cycles(30) - Cycles(17), prognosis.LowCycles, prognosis.HighCycles);
    }

    [Theory]
    [InlineData(9, "must be above the last reading")]
    [InlineData(100, "nothing is known of cracks longer")]
    [InlineData(double.NaN, "must be above the last reading")]
    public void Forecast_LengthThatCannotBeJudged_IsRefused(double criticalMm, string why)
    {
        var prognosis = CrackForecaster.Forecast(Model, Record(0, 20), criticalMm, new CrackGrowthOptions());

        Assert.False(prognosis.IsJudged);
        Assert.Contains(why, prognosis.Refusal, StringComparison.Ordinal);
        Assert.True(double.IsNaN(prognosis.MedianCycles));
    }

    [Fact]
    public void Forecast_CriticalLengthReachedByAnEarlierReading_IsRefused()
    {
        var record = Record(0, 20);
        var fallen = new CrackRecord([.. record.LengthsMm, 0.98 * record.LengthsMm[^1]], [.. record.Cycles, record.Cycles[^1] + 10]);

        var prognosis = CrackForecaster.Forecast(Model, fallen, 0.99 * record.LengthsMm[^1], new CrackGrowthOptions());

        Assert.Contains("reached already", prognosis.Refusal, StringComparison.Ordinal);
        Assert.True(double.IsNaN(prognosis.MedianCycles));
    }

    [Fact]
    public void Forecast_TwoReadingsWithoutAPopulation_IsRefused()
    {
        var record = new CrackRecord([10, 12], [0, 1000]);

        Assert.Contains("3 segments", CrackForecaster.Forecast(CrackGrowthModel.OfExperience(record), record, 20, new CrackGrowthOptions()).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void CrackRecord_ReadingsThatCannotBe_Throw()
    {
        Assert.Throws<ArgumentException>(() => new CrackRecord([10, 11], [0]));
        Assert.Throws<ArgumentException>(() => new CrackRecord([10, double.NaN], [double.NaN, 4]));
        Assert.Throws<ArgumentException>(() => new CrackRecord([0, 11], [0, 100]));
        Assert.Throws<ArgumentException>(() => new CrackRecord([10, 11], [100, 50]));
        Assert.Throws<ArgumentException>(() => new CrackRecord([10, 20, 14.9], [0, 50, 100]));
        Assert.Equal(3, new CrackRecord([10, 20, 15.1], [0, 50, 100]).LengthsMm.Count);
        Assert.Equal([10.0, 12], new CrackRecord([10, 11, 12], [0, double.NaN, 200]).LengthsMm);
    }

    private static CrackRecord Record(int specimen, int rows) =>
        new([.. Stored.LengthsMm.Take(rows)], [.. Stored.Cycles[specimen].Take(rows)]);

    /// <summary>A crack drawn from the model itself, at segments of its own.</summary>
    private static CrackRecord Simulated(Random random)
    {
        var (lengths, cycles) = (new List<double> { Stored.LengthsMm[0] }, new List<double> { 0 });
        var scatter = Stored.TrueScatter;
        var (specimen, slope) = (scatter.Specimen * Signals.Gaussian(random), scatter.Slope * Signals.Gaussian(random));
        var step = Math.Log(1.1) + 1e-6;
        var (wander, decay) = (scatter.Wander * Signals.Gaussian(random), Math.Exp(-step / scatter.WanderLength));
        while (lengths[^1] * Math.Exp(step) < Stored.LengthsMm[^1])
        {
            var next = lengths[^1] * Math.Exp(step);
            var middle = Math.Sqrt(lengths[^1] * next);
            var rate = Math.Log(Model.MedianRateMmPerCycle(middle)) + specimen + (slope * (Math.Log(middle) - Model.Centre)) + wander + (scatter.Segment * Signals.Gaussian(random));
            cycles.Add(cycles[^1] + ((next - lengths[^1]) / Math.Exp(rate)));
            lengths.Add(next);
            wander = (decay * wander) + (scatter.Wander * Math.Sqrt(1 - (decay * decay)) * Signals.Gaussian(random));
        }

        return new CrackRecord(lengths, cycles);
    }
}
