using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace EdgeTwin.StructuralHealth.CrackGrowth;

/// <summary>
/// Fits a population: restricted maximum likelihood of the linear mixed model (D. A. Harville, J. Am. Stat. Assoc. 72, 1977, 320-338), with a weak lognormal prior on the five parameters of scatter
/// (median 0.1, for the memory 0.3; 68 % within a factor of 4.5) that keeps a small population from claiming that there is no scatter.
/// </summary>
public static class CrackGrowthFitter
{
    /// <summary>Fewest specimens of which a population can be made.</summary>
    public const int FewestSpecimens = 5;

    // A scatter below 1 % is not believed: a segment's mean rate is not quite the rate in its middle, and no reading is exact.
    private const double LeastDeviation = 0.01;
    private const double PriorDeviation = 1.5;
    private const int MostSteps = 3000;
    private static readonly double[] s_priorMedian = [0.1, 0.1, 0.1, 0.1, 0.3];

    /// <summary>Fits the model.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, there are fewer than <see cref="FewestSpecimens"/> specimens, or one grew too little for three segments.</exception>
    public static CrackGrowthModel Fit(IReadOnlyList<CrackRecord> population, CrackGrowthOptions options)
    {
        ArgumentNullException.ThrowIfNull(population);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (population.Count < FewestSpecimens)
            throw new ArgumentException($"A population needs at least {FewestSpecimens} specimens; there are {population.Count}.", nameof(population));
        CrackSegments[] segments = [.. population.Select(record => CrackSegments.Of(record, options.SegmentGrowth))];
        for (var specimen = 0; specimen < segments.Length; specimen++)
        {
            if (segments[specimen].Count < Math.Max(3, options.MeanDegree))
                throw new ArgumentException($"Specimen {specimen + 1} grew too little: it has {segments[specimen].Count} segments of {options.SegmentGrowth:P0} growth.", nameof(population));
        }

        var (shortest, longest) = (Math.Log(population.Min(record => record.LengthsMm.Min())), Math.Log(population.Max(record => record.LengthsMm.Max())));
        var likelihood = new GrowthLikelihood(segments, options.MeanDegree, 0.5 * (shortest + longest), 0.5 * (longest - shortest));
        return likelihood.ToModel(Scatter(Search(likelihood)));
    }

    /// <summary>Minus the logarithm of restricted likelihood times prior.</summary>
    internal static double Cost(GrowthLikelihood likelihood, Vector<double> logScatter)
    {
        var prior = 0.0;
        for (var index = 0; index < logScatter.Count; index++)
        {
            var deviation = (logScatter[index] - Math.Log(s_priorMedian[index])) / PriorDeviation;
            prior += 0.5 * deviation * deviation;
        }

        return prior + likelihood.MinusLogRestricted(Scatter(logScatter));
    }

    private static Vector<double> Search(GrowthLikelihood likelihood)
    {
        var start = Vector<double>.Build.DenseOfEnumerable(s_priorMedian.Select(median => Math.Log(median)));
        var objective = ObjectiveFunction.Value(log => Cost(likelihood, log));

        // A second simplex from where the first one ended: one alone may stop on a ridge.
        var first = new NelderMeadSimplex(1e-6, MostSteps).FindMinimum(objective, start).MinimizingPoint;
        return new NelderMeadSimplex(1e-8, MostSteps).FindMinimum(objective, first).MinimizingPoint;
    }

    private static GrowthScatter Scatter(Vector<double> log) => new(
        Math.Max(LeastDeviation, Math.Exp(log[0])), Math.Exp(log[1]), Math.Max(LeastDeviation, Math.Exp(log[2])), Math.Exp(log[3]), Math.Exp(log[4]));
}
