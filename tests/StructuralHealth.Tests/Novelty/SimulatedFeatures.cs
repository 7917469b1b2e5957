using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.StructuralHealth.Tests.Novelty;

/// <summary>Windows of a structure that is known: linear in temperature and log excitation, correlated scatter, no damage.</summary>
internal sealed class SimulatedFeatures(int features, int seed, int degreesOfFreedom = 0)
{
    private readonly Random _random = new(seed);
    private int _window;

    public IReadOnlyList<NoveltyFeature> Features { get; } =
        [.. Enumerable.Range(0, features).Select(i => new NoveltyFeature($"f{i}", i % 3 == 2 ? FeatureTransform.Logarithm : FeatureTransform.Identity))];

    public IReadOnlyList<NoveltyCovariate> Covariates { get; } =
        [new("temperature", "degC", FeatureTransform.Identity), new("excitation", "m/s2", FeatureTransform.Logarithm)];

    /// <summary>Shift of each feature in its own standard deviations.</summary>
    public double[] Shift { get; } = new double[features];

    public (double[] Features, double[] Covariates) Next()
    {
        var temperature = 12 + 8 * Math.Sin(_window++ * 2 * Math.PI / 144) + Normal();
        var logExcitation = -4 + 0.4 * Normal();
        var common = Normal();
        var heavy = degreesOfFreedom > 0 ? Math.Sqrt(degreesOfFreedom / Enumerable.Range(0, degreesOfFreedom).Sum(_ => Math.Pow(Normal(), 2))) : 1;
        var values = new double[features];
        for (var i = 0; i < features; i++)
        {
            var scatter = heavy * (0.6 * common + 0.8 * Normal()) + Shift[i];
            var z = 3 + i - 0.01 * (i + 1) * temperature + 0.05 * i * logExcitation + 0.02 * (i + 1) * scatter;
            values[i] = Features[i].Transform == FeatureTransform.Logarithm ? Math.Exp(z) : z;
        }

        return (values, [temperature, Math.Exp(logExcitation)]);
    }

    public NoveltyWindows Period(int windows)
    {
        var period = new NoveltyWindows(Features, Covariates);
        for (var i = 0; i < windows; i++)
        {
            var (values, covariates) = Next();
            period.Add(values, covariates);
        }

        return period;
    }

    private double Normal()
    {
        var u = 1 - _random.NextDouble();
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * _random.NextDouble());
    }
}
