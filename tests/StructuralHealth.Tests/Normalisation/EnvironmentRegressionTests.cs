using EdgeTwin.StructuralHealth.Normalisation;

namespace EdgeTwin.StructuralHealth.Tests.Normalisation;

public sealed class EnvironmentRegressionTests
{
    private static readonly EnvironmentTerm s_temperature = new("temperature");

    [Fact]
    public void Fit_KinkAndLag_EqualsNumPy()
    {
        var reference = NormalisationReference.Part("regression");
        var term = s_temperature with { Kink = EnvironmentKink.Given, KinkAt = 0, LagRows = [3] };
        var model = EnvironmentRegression.Fit(reference.Numbers("values"), [term], [reference.Numbers("temperature")]).Model!;
        Expect.Close(reference.Numbers("coefficients"), [.. model.Coefficients.Select(c => c.Value)], 1e-9, "coefficient");
        Expect.Close(reference.Numbers("standardErrors"), [.. model.Coefficients.Select(c => c.StandardError)], 1e-9, "standard error");
        Expect.Close(reference.GetProperty("varianceExplained").GetDouble(), model.Quality.VarianceExplained, 1e-9, "variance explained");
        Assert.Equal(["constant", "temperature", "temperature below kink", "temperature lag 3"], model.Coefficients.Select(c => c.Name));
    }

    /// <summary>Residuals with a correlation of 0.8 between neighbours: intervals that took them for independent would hold the truth in half of the cases only.</summary>
    [Fact]
    public void Fit_DependentResiduals_StatesIntervalsThatCover()
    {
        var held = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var (temperature, values) = Series(seed, 1000, t => 4 - (0.01 * t), 0.8);
            var slope = EnvironmentRegression.Fit(values, [s_temperature], [temperature]).Model!.Coefficients[1];
            held += slope.Low <= -0.01 && slope.High >= -0.01 ? 1 : 0;
        }

        Assert.InRange(held, 165, 196);
    }

    [Fact]
    public void Fit_KinkToBeFound_FindsItWithAnIntervalThatHoldsIt()
    {
        var held = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var (temperature, values) = Series(seed, 1500, t => 4 - (0.01 * t) - (0.03 * Math.Min(t - 1.5, 0)), 0.5);
            var kink = EnvironmentRegression.Fit(values, [s_temperature with { Kink = EnvironmentKink.Found }], [temperature]).Model!.Kinks[0];
            Assert.InRange(kink.At, -0.5, 3.5);
            held += kink.Low <= 1.5 && kink.High >= 1.5 ? 1 : 0;
        }

        Assert.InRange(held, 15, 20);
    }

    [Fact]
    public void Fit_StraightLine_DoesNotInventAKink()
    {
        var invented = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var (temperature, values) = Series(seed, 800, t => 4 - (0.01 * t), 0.6);
            var model = EnvironmentRegression.Fit(values, [s_temperature with { Kink = EnvironmentKink.Found }], [temperature]).Model!;
            invented += double.IsNaN(model.Kinks[0].At) ? 0 : 1;
        }

        Assert.InRange(invented, 0, 2);
    }

    [Fact]
    public void Normalise_BeyondTheTrainedRange_SaysNothing()
    {
        var (temperature, values) = Series(1, 1000, t => 4 - (0.01 * t), 0.3);
        var model = EnvironmentRegression.Fit(values, [s_temperature with { LagRows = [1] }], [temperature]).Model!;
        var (low, high) = model.Range[0];
        var series = model.Normalise([4, 4, 4, 4], [[high, high + (0.1 * (high - low)), high, low]]);
        Assert.Equal([EnvironmentCoverage.Unknown, EnvironmentCoverage.Beyond, EnvironmentCoverage.Beyond, EnvironmentCoverage.Trained], series.Coverage);
        Assert.Equal([false, false, false, true], series.Expected.Select(double.IsFinite));
    }

    [Fact]
    public void Fit_ExcitationLevel_IsTakenOutByItsLogarithm()
    {
        var random = new Random(5);
        var excitation = Enumerable.Range(0, 600).Select(_ => Math.Exp(-4 + Signals.Gaussian(random))).ToArray();
        var values = excitation.Select(e => 3 - (0.02 * Math.Log(e)) + (0.005 * Signals.Gaussian(random))).ToArray();
        var model = EnvironmentRegression.Fit(values, [new EnvironmentTerm("excitation") { Transform = EnvironmentTransform.Logarithm }], [excitation]).Model!;
        Assert.Equal(-0.02, model.Coefficients[1].Value, 0.001);
        Assert.InRange(model.Quality.VarianceExplainedHeldOut, 0.92, 0.96);
        Assert.InRange(model.Quality.ResidualDeviation, 0.0045, 0.0055);
    }

    [Fact]
    public void Fit_UnrelatedCondition_ExplainsNothingHeldOut()
    {
        var (temperature, _) = Series(1, 600, t => t, 0);
        var (_, values) = Series(77, 600, _ => 4, 0.9);
        var quality = EnvironmentRegression.Fit(values, [s_temperature with { LagRows = [1, 2] }], [temperature]).Model!.Quality;
        Assert.InRange(quality.VarianceExplainedHeldOut, -1, 0.1);
        Assert.True(quality.VarianceExplained > quality.VarianceExplainedHeldOut, "seen rows cannot be explained worse than unseen ones");
    }

    [Fact]
    public void Fit_FewEffectiveRowsOrConstantCondition_RefusesWithTheNumbers()
    {
        var (temperature, values) = Series(2, 60, t => 4 - (0.01 * t), 0.95);
        Assert.Contains("independent ones", EnvironmentRegression.Fit(values, [s_temperature], [temperature]).Refusal, StringComparison.Ordinal);
        Assert.Contains("constant", EnvironmentRegression.Fit(values, [s_temperature], [[.. values.Select(_ => 20.0)]]).Refusal, StringComparison.Ordinal);
    }

    /// <summary>Hourly temperature with a daily wave and weather, and a feature with autoregressive residuals of 0.02.</summary>
    private static (double[] Temperature, double[] Values) Series(int seed, int count, Func<double, double> truth, double persistence)
    {
        var random = new Random(seed);
        var (weather, noise) = (0.0, 0.0);
        var (temperature, values) = (new double[count], new double[count]);
        for (var i = -100; i < count; i++)
        {
            weather = (0.97 * weather) + (1.2 * Signals.Gaussian(random));
            noise = (persistence * noise) + (0.02 * Math.Sqrt(1 - (persistence * persistence)) * Signals.Gaussian(random));
            if (i < 0)
                continue;
            temperature[i] = weather + (4 * Math.Sin(i * 2 * Math.PI / 24));
            values[i] = truth(temperature[i]) + noise;
        }

        return (temperature, values);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4.1)]
    public void Fit_ConstantFeature_RefusesInsteadOfExplainingIt(double value)
    {
        var (temperature, values) = Series(1, 400, t => t, 0.1);
        Array.Fill(values, value);
        var fit = EnvironmentRegression.Fit(values, [s_temperature with { Kink = EnvironmentKink.Found }], [temperature]);
        Assert.Null(fit.Model);
        Assert.Contains("does not change", fit.Refusal, StringComparison.Ordinal);
    }
}
