using EdgeTwin.StructuralHealth.Stiffness;

namespace EdgeTwin.StructuralHealth.Tests.Stiffness;

public sealed class LinearFitTests
{
    /// <summary>NIST Statistical Reference Datasets, "Norris": y, then x.</summary>
    private static readonly double[] s_norrisY =
    [
        0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8, 557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6,
        557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2,
    ];
    private static readonly double[] s_norrisX =
    [
        0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5, 11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3,
        556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5,
    ];

    [Fact]
    public void Of_NorrisOfNist_EqualsTheCertifiedValues()
    {
        var fit = LinearFit.Of(s_norrisX, s_norrisY);

        Expect.Close(1.00211681802045, fit.Slope, 1e-12, "slope");
        Expect.Close(-0.262323073774029, fit.Intercept, 1e-10, "intercept");
        Expect.Close(0.884796396144373, fit.ResidualDeviation, 1e-9, "residual deviation");
        Expect.Close(0.999993745883712, fit.RSquared, 1e-12, "R squared");
        Assert.Equal(36, fit.Count);
    }

    [Fact]
    public void Of_ResidualsThatRepeatEachOther_StatesAnErrorThatCoversTheTruth()
    {
        var covered = 0;
        const int Trials = 300;
        for (var trial = 0; trial < Trials; trial++)
        {
            var random = new Random(trial);
            var (x, y, disturbance) = (new double[800], new double[800], 0.0);
            for (var index = 0; index < x.Length; index++)
            {
                disturbance = (0.9 * disturbance) + Signals.Gaussian(random);
                x[index] = 0.01 * index;
                y[index] = (3 * x[index]) + disturbance;
            }

            var fit = LinearFit.Of(x, y);
            covered += Math.Abs(fit.Slope - 3) <= 1.96 * fit.SlopeStandardError ? 1 : 0;
        }

        // An error that takes the samples for independent covers 40 %.
        Assert.InRange((double)covered / Trials, 0.86, 0.99);
    }

    [Fact]
    public void Of_MissingPairs_LeavesThemOut() =>
        Assert.Equal(2, LinearFit.Of([0, 1, double.NaN, 2, 3], [0, 2, 5, double.NaN, 6]).Slope, 12);

    [Fact]
    public void Of_ConstantX_IsNoNumber() => Assert.True(double.IsNaN(LinearFit.Of([1, 1, 1, 1], [1, 2, 3, 4]).Slope));
}
