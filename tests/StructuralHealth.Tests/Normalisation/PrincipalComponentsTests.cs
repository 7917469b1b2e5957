using EdgeTwin.StructuralHealth.Normalisation;

namespace EdgeTwin.StructuralHealth.Tests.Normalisation;

public sealed class PrincipalComponentsTests
{
    [Fact]
    public void Score_EveryRow_EqualsNumPyAndTheParts()
    {
        var reference = NormalisationReference.Part("components");
        var rows = reference.Rows("rows");
        var model = PrincipalComponents.Fit(rows, 0.9)!;
        Assert.Equal(reference.GetProperty("kept").GetInt32(), model.Loadings.Count);
        Expect.Close(reference.Numbers("variances"), [.. model.Variances], 1e-9, "variance");
        var (tParts, qParts) = (new double[6], new double[6]);
        for (var i = 0; i < rows.Length; i++)
        {
            var (tSquared, q) = model.Score(rows[i], tParts, qParts);
            Expect.Close(reference.Numbers("tSquared")[i], tSquared, 1e-9, "T²");
            Expect.Close(reference.Numbers("q")[i], q, 1e-9, "Q");
            for (var f = 0; f < 6; f++)
            {
                Assert.Equal(reference.Rows("tSquaredParts")[i][f], tParts[f], 1e-9 * tSquared);
                Assert.Equal(reference.Rows("qParts")[i][f], qParts[f], 1e-9 * q);
            }

            Expect.Close(tSquared, tParts.Sum(), 1e-12, "sum of the parts of T²");
            Expect.Close(q, qParts.Sum(), 1e-12, "sum of the parts of Q");
        }
    }

    [Fact]
    public void Score_MissingFeature_IsNotJudged()
    {
        var rows = NormalisationReference.Part("components").Rows("rows");
        var (tSquared, q) = PrincipalComponents.Fit(rows)!.Score([double.NaN, 9, 120, 0.02, 55, 7], new double[6], new double[6]);
        Assert.Equal(double.NaN, tSquared);
        Assert.Equal(double.NaN, q);
    }

    [Fact]
    public void Residuals_CommonCause_TakeItOut()
    {
        var random = new Random(3);
        double[] Row(double cause, double shift) =>
            [3 + (0.1 * cause) + (0.002 * Signals.Gaussian(random)) + shift, 5 - (0.2 * cause) + (0.004 * Signals.Gaussian(random)), 9 + (0.3 * cause) + (0.006 * Signals.Gaussian(random))];
        var model = PrincipalComponents.Fit([.. Enumerable.Range(0, 300).Select(i => Row(Math.Sin(i * 0.1), 0))], 0.9)!;
        Assert.Single(model.Loadings);
        var residuals = new double[3];
        model.Residuals(Row(0.9, 0), residuals);
        Assert.InRange(Math.Abs(residuals[0]), 0, 0.008);
        model.Residuals(Row(0.9, 0.05), residuals);
        Assert.InRange(residuals[0], 0.02, 0.05);
    }

    [Fact]
    public void Fit_ConstantRedundantOrShort_RefusesRatherThanDivides()
    {
        var random = new Random(1);
        double[][] rows = [.. Enumerable.Range(0, 40).Select(_ => new[] { Signals.Gaussian(random), Signals.Gaussian(random), 4.0 })];
        Assert.Null(PrincipalComponents.Fit(rows));
        Assert.Null(PrincipalComponents.Fit([.. rows.Select(r => new[] { r[0], 2 * r[0] + 1 })]));
        Assert.Null(PrincipalComponents.Fit([.. rows.Take(5).Select(r => r[..2])]));
        Assert.NotNull(PrincipalComponents.Fit([.. rows.Select(r => r[..2])]));
    }
}
