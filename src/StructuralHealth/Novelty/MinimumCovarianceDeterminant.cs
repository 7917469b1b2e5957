using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>Location and scatter of the bulk of some points.</summary>
internal sealed record RobustScatter(double[] Location, Matrix<double> Covariance);

/// <summary>
/// FAST-MCD (Rousseeuw and Van Driessen, Technometrics 41, 1999): the subset of points whose covariance has the smallest
/// determinant, found by concentration steps from many small random subsets, then one reweighting step. Up to a quarter of the
/// windows may be anything. Subsets are drawn by index from a fixed seed, so the result is the same on every machine and moves with
/// the data under any affine map.
/// </summary>
internal static class MinimumCovarianceDeterminant
{
    private const int StartsMax = 300;
    private const int BestKept = 10;
    private const int SearchPointsMax = 600;
    private const int StepsMax = 200;
    private const double ReweightQuantile = 0.975;

    public static RobustScatter Fit(double[][] points, double share, int seed)
    {
        var dimension = points[0].Length;
        var random = new Random(seed);
        var search = points.Length <= SearchPointsMax ? points : Draw(points, SearchPointsMax, random);
        var candidates = Search(search, share, dimension, random);
        var subset = (int)Math.Ceiling(share * points.Length);
        var raw = candidates.Select(c => Concentrate(points, c, subset, StepsMax)).MinBy(c => c.LogDeterminant)!;
        return Reweight(points, raw.Scatter, (double)subset / points.Length);
    }

    /// <summary>Squared Mahalanobis distances.</summary>
    public static double[] Distances(double[][] points, RobustScatter scatter)
    {
        var lower = scatter.Covariance.Cholesky().Factor.ToArray();
        var dimension = scatter.Location.Length;
        var solved = new double[dimension];
        return Array.ConvertAll(points, point =>
        {
            var sum = 0.0;
            for (var a = 0; a < dimension; a++)
            {
                var value = point[a] - scatter.Location[a];
                for (var b = 0; b < a; b++)
                    value -= lower[a, b] * solved[b];
                solved[a] = value / lower[a, a];
                sum += solved[a] * solved[a];
            }

            return sum;
        });
    }

    /// <summary>Mean and covariance (divisor n - 1).</summary>
    public static RobustScatter Classical(IReadOnlyList<double[]> points)
    {
        var dimension = points[0].Length;
        var location = new double[dimension];
        foreach (var point in points)
        {
            for (var a = 0; a < dimension; a++)
                location[a] += point[a] / points.Count;
        }

        var sums = new double[dimension, dimension];
        foreach (var point in points)
        {
            for (var a = 0; a < dimension; a++)
            {
                for (var b = 0; b <= a; b++)
                    sums[a, b] += (point[a] - location[a]) * (point[b] - location[b]);
            }
        }

        var covariance = Matrix<double>.Build.Dense(dimension, dimension, (a, b) => sums[Math.Max(a, b), Math.Min(a, b)] / (points.Count - 1));
        return new RobustScatter(location, covariance);
    }

    private static List<RobustScatter> Search(double[][] points, double share, int dimension, Random random)
    {
        var subset = (int)Math.Ceiling(share * points.Length);
        var found = new List<(double LogDeterminant, RobustScatter Scatter)>();
        for (var start = 0; start < StartsMax; start++)
        {
            if (Elementary(points, dimension, random) is { } scatter)
                found.Add(Concentrate(points, scatter, subset, 2));
        }

        // Points so alike that every small subset is degenerate: begin with all of them.
        if (found.Count == 0)
            found.Add(Concentrate(points, Classical(points), subset, 2));
        return [.. found.OrderBy(c => c.LogDeterminant).Take(BestKept).Select(c => c.Scatter)];
    }

    /// <summary>Covariance of dimension + 1 points, extended by further points while it is singular.</summary>
    private static RobustScatter? Elementary(double[][] points, int dimension, Random random)
    {
        var order = Enumerable.Range(0, points.Length).ToArray();
        random.Shuffle(order);
        for (var size = dimension + 1; size <= Math.Min(points.Length, 3 * dimension + 3); size++)
        {
            var scatter = Classical(order.Take(size).Select(i => points[i]).ToList());
            if (!double.IsNegativeInfinity(LogDeterminant(scatter.Covariance)))
                return scatter;
        }

        return null;
    }

    private static (double LogDeterminant, RobustScatter Scatter) Concentrate(double[][] points, RobustScatter scatter, int subset, int stepsMax)
    {
        var last = double.PositiveInfinity;
        for (var step = 0; step < stepsMax; step++)
        {
            var distances = Distances(points, scatter);
            var order = Enumerable.Range(0, points.Length).ToArray();
            Array.Sort(distances, order);
            var next = Classical(order.Take(subset).Select(i => points[i]).ToList());
            var logDeterminant = LogDeterminant(next.Covariance);
            if (double.IsNegativeInfinity(logDeterminant))
                break;
            scatter = next;
            if (logDeterminant >= last - 1e-14 * Math.Abs(last))
                break;
            last = logDeterminant;
        }

        return (LogDeterminant(scatter.Covariance), scatter);
    }

    private static RobustScatter Reweight(double[][] points, RobustScatter raw, double share)
    {
        var dimension = raw.Location.Length;
        var scaled = new RobustScatter(raw.Location, raw.Covariance * Consistency(share, dimension));
        var cutoff = ChiSquared.InvCDF(dimension, ReweightQuantile);
        var distances = Distances(points, scaled);
        var kept = points.Where((_, i) => distances[i] <= cutoff).ToList();
        if (kept.Count <= 2 * dimension)
            return scaled;
        var reweighted = Classical(kept);
        return new RobustScatter(reweighted.Location, reweighted.Covariance * Consistency(ReweightQuantile, dimension));
    }

    /// <summary>Makes the covariance of the inner share of normal points that of all of them (Croux and Haesbroeck 1999).</summary>
    private static double Consistency(double share, int dimension) =>
        share >= 1 ? 1 : share / ChiSquared.CDF(dimension + 2, ChiSquared.InvCDF(dimension, share));

    /// <summary>Negative infinity where the matrix is not positive definite to working precision.</summary>
    private static double LogDeterminant(Matrix<double> covariance)
    {
        try
        {
            var factor = covariance.Cholesky().Factor;
            var sum = 0.0;
            for (var a = 0; a < covariance.RowCount; a++)
            {
                if (factor[a, a] * factor[a, a] <= 1e-14 * covariance[a, a])
                    return double.NegativeInfinity;
                sum += 2 * Math.Log(factor[a, a]);
            }

            return sum;
        }
        catch (ArgumentException)
        {
            return double.NegativeInfinity;
        }
    }

    private static double[][] Draw(double[][] points, int count, Random random)
    {
        var order = Enumerable.Range(0, points.Length).ToArray();
        random.Shuffle(order);
        return [.. order.Take(count).Order().Select(i => points[i])];
    }
}
