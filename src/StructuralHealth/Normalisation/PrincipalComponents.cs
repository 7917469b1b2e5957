using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.Normalisation;

/// <summary>
/// Principal components of standardised features. The environment moves many features together, so the first components carry it without
/// its having been measured; what is left after them is judged (A.-M. Yan et al., Mech. Syst. Signal Process. 19, 2005).
/// T² is how unusual the common movement is, Q (squared prediction error) how badly the features follow it. Immutable.
/// Source: J. E. Jackson, A User's Guide to Principal Components, 1991, chapters 1 and 2.
/// </summary>
public sealed class PrincipalComponents
{
    /// <summary>Most features of one model.</summary>
    public const int FeaturesMax = 512;

    private readonly double[] _mean;
    private readonly double[] _deviation;
    private readonly double[][] _loadings;
    private readonly double[][] _symmetric;

    private PrincipalComponents(double[] mean, double[] deviation, double[] variances, double[][] loadings, int rows)
    {
        (_mean, _deviation, _loadings) = (mean, deviation, loadings);
        (Variances, Rows) = (variances, rows);
        VarianceExplained = variances[..loadings.Length].Sum() / variances.Sum();
        // P Λ^(-1/2) Pᵀ: the squares of what it gives add up to T², one per feature.
        _symmetric = [.. mean.Select((_, a) => mean.Select((_, b) => loadings.Select((p, k) => p[a] * p[b] / Math.Sqrt(variances[k])).Sum()).ToArray())];
    }

    /// <summary>Mean of each feature.</summary>
    public IReadOnlyList<double> Mean => _mean;

    /// <summary>Standard deviation (n - 1) of each feature.</summary>
    public IReadOnlyList<double> Deviation => _deviation;

    /// <summary>Variance of every component, the largest first; they add up to the number of features.</summary>
    public IReadOnlyList<double> Variances { get; }

    /// <summary>[component][feature] of the components that are kept, of length 1, the largest entry positive.</summary>
    public IReadOnlyList<double[]> Loadings => _loadings;

    /// <summary>Share of the variance that the kept components explain: the most that the environment can.</summary>
    public double VarianceExplained { get; }

    /// <summary>Complete rows that the fit used.</summary>
    public int Rows { get; }

    /// <summary>Fits.</summary>
    /// <param name="rows">[row][feature]; rows with a missing value are left out.</param>
    /// <param name="varianceExplained">Components are kept until they explain at least this share, above 0 and below 1; one is always left out.</param>
    /// <returns><see langword="null"/> where there are fewer than two features or three complete rows per feature, or a feature is constant or
    /// redundant to working precision.</returns>
    /// <exception cref="ArgumentException">The share is out of its range, or the rows differ in length.</exception>
    public static PrincipalComponents? Fit(IReadOnlyList<double[]> rows, double varianceExplained = 0.9)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (!(varianceExplained is > 0 and < 1))
            throw new ArgumentException($"The share of the variance must be above 0 and below 1; it is {varianceExplained}.", nameof(varianceExplained));
        return Fit(rows, variances => Kept(variances, varianceExplained));
    }

    /// <summary>Keeps a number of components; scores of two models with the same number can be compared.</summary>
    internal static PrincipalComponents? FitKeeping(IReadOnlyList<double[]> rows, int components) => Fit(rows, _ => components);

    /// <summary>Scores a row. Allocates nothing.</summary>
    /// <param name="features">One value per feature, in its unit.</param>
    /// <param name="tSquaredParts">Part of each feature in T², none negative, adding up to it (S. J. Alcala, C. F. Qin, Automatica 45, 2009: complete decomposition).</param>
    /// <param name="qParts">Part of each feature in Q: its squared residual in standard deviations.</param>
    /// <returns>T² and Q; both NaN where a feature is missing.</returns>
    public (double TSquared, double Q) Score(ReadOnlySpan<double> features, Span<double> tSquaredParts, Span<double> qParts)
    {
        if (features.Length != _mean.Length || tSquaredParts.Length != _mean.Length || qParts.Length != _mean.Length)
            throw new ArgumentException($"The model takes {Mean.Count} features.");
        Span<double> scaled = stackalloc double[features.Length];
        for (var f = 0; f < features.Length; f++)
            scaled[f] = (features[f] - _mean[f]) / _deviation[f];
        scaled.CopyTo(qParts);
        foreach (var loading in _loadings)
            TensorPrimitives.MultiplyAdd(loading, -TensorPrimitives.Dot<double>(loading, scaled), qParts, qParts);
        for (var f = 0; f < features.Length; f++)
        {
            var part = TensorPrimitives.Dot<double>(_symmetric[f], scaled);
            tSquaredParts[f] = part * part;
            qParts[f] *= qParts[f];
        }

        return (TensorPrimitives.Sum<double>(tSquaredParts), TensorPrimitives.Sum<double>(qParts));
    }

    /// <summary>The features less what the kept components say, in their units: normalised without a thermometer.</summary>
    /// <param name="features">One value per feature, in its unit.</param>
    /// <param name="residuals">One value per feature; NaN where any feature is missing.</param>
    public void Residuals(ReadOnlySpan<double> features, Span<double> residuals)
    {
        if (features.Length != _mean.Length || residuals.Length != _mean.Length)
            throw new ArgumentException($"The model takes {Mean.Count} features.");
        Span<double> scaled = stackalloc double[features.Length];
        for (var f = 0; f < features.Length; f++)
            scaled[f] = (features[f] - _mean[f]) / _deviation[f];
        scaled.CopyTo(residuals);
        foreach (var loading in _loadings)
            TensorPrimitives.MultiplyAdd(loading, -TensorPrimitives.Dot<double>(loading, scaled), residuals, residuals);
        for (var f = 0; f < features.Length; f++)
            residuals[f] *= _deviation[f];
    }

    private static PrincipalComponents? Fit(IReadOnlyList<double[]> rows, Func<double[], int> kept)
    {
        if (rows.Count > 0 && rows.Any(r => r.Length != rows[0].Length))
            throw new ArgumentException("All rows must have the same number of features.", nameof(rows));
        var complete = rows.Where(r => r.All(double.IsFinite)).ToArray();
        if (complete.Length == 0 || complete[0].Length is < 2 or > FeaturesMax || complete.Length < 3 * complete[0].Length)
            return null;
        var features = complete[0].Length;
        var mean = Enumerable.Range(0, features).Select(f => complete.Average(r => r[f])).ToArray();
        var deviation = Enumerable.Range(0, features).Select(f => Math.Sqrt(complete.Sum(r => Math.Pow(r[f] - mean[f], 2)) / (complete.Length - 1))).ToArray();
        if (Enumerable.Range(0, features).Any(f => !(deviation[f] > 1e-12 * Math.Abs(mean[f]))))
            return null;
        var scaled = Matrix<double>.Build.Dense(complete.Length, features, (r, f) => (complete[r][f] - mean[f]) / deviation[f]);
        var eigen = (scaled.TransposeThisAndMultiply(scaled) / (complete.Length - 1)).Evd(Symmetricity.Symmetric);
        var order = Enumerable.Range(0, features).OrderByDescending(k => eigen.EigenValues[k].Real).ToArray();
        var variances = order.Select(k => eigen.EigenValues[k].Real).ToArray();
        if (!(variances[^1] > 1e-12))
            return null;
        var loadings = order.Take(kept(variances)).Select(k => Signed(eigen.EigenVectors.Column(k).ToArray())).ToArray();
        return new PrincipalComponents(mean, deviation, variances, loadings, complete.Length);
    }

    private static int Kept(double[] variances, double share)
    {
        var (sum, total) = (0.0, variances.Sum());
        for (var kept = 1; kept < variances.Length; kept++)
        {
            sum += variances[kept - 1];
            if (sum >= share * total)
                return kept;
        }

        return variances.Length - 1;
    }

    private static double[] Signed(double[] vector) => vector.MaxBy(Math.Abs) < 0 ? [.. vector.Select(v => -v)] : vector;
}
