using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;

namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>Location and scatter of the bulk of some points.</summary>
internal sealed record RobustScatter(double[] Location, double[][] Covariance);

/// <summary>
/// FAST-MCD (Rousseeuw and Van Driessen, Technometrics 41, 1999): the subset of points whose covariance has the smallest
/// determinant, found by concentration steps from many small random subsets, then one reweighting step. Up to a quarter of the
/// windows may be anything. Subsets are drawn by index from a fixed seed, so the result is the same on every machine and moves with
/// the data under any affine map.
/// </summary>
internal static class MinimumCovarianceDeterminant
{
    private const int StartsMax = 200;
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
        var factor = CholeskyFactor.Of(scatter.Covariance) ?? throw new ArgumentException("The covariance is not positive definite.");
        var location = scatter.Location;
        var solved = new double[location.Length];
        return Array.ConvertAll(points, point => factor.Distance(point, location, solved));
    }

    /// <summary>Mean and covariance of all points.</summary>
    public static RobustScatter Classical(double[][] points) => Classical(points, [.. Enumerable.Range(0, points.Length)]);

    /// <summary>Mean and covariance (divisor n - 1) of the chosen points.</summary>
    private static RobustScatter Classical(double[][] points, ReadOnlySpan<int> chosen)
    {
        var dimension = points[0].Length;
        var location = new double[dimension];
        foreach (var i in chosen)
            TensorPrimitives.Add(location, points[i], location);
        TensorPrimitives.Divide(location, chosen.Length, location);

        var covariance = new double[dimension][];
        for (var a = 0; a < dimension; a++)
            covariance[a] = new double[dimension];
        var centred = new double[dimension];
        foreach (var i in chosen)
        {
            TensorPrimitives.Subtract(points[i], location, centred);
            for (var a = 0; a < dimension; a++)
                TensorPrimitives.MultiplyAdd(centred.AsSpan(0, a + 1), centred[a], covariance[a].AsSpan(0, a + 1), covariance[a].AsSpan(0, a + 1));
        }

        for (var a = 0; a < dimension; a++)
        {
            for (var b = 0; b <= a; b++)
                covariance[a][b] = covariance[b][a] = covariance[a][b] / (chosen.Length - 1);
        }

        return new RobustScatter(location, covariance);
    }

    private static List<RobustScatter> Search(double[][] points, double share, int dimension, Random random)
    {
        var subset = (int)Math.Ceiling(share * points.Length);
        var order = Enumerable.Range(0, points.Length).ToArray();
        var found = new List<(double LogDeterminant, RobustScatter Scatter)>();
        for (var start = 0; start < StartsMax; start++)
        {
            random.Shuffle(order);
            if (Elementary(points, order, dimension) is { } scatter)
                found.Add(Concentrate(points, scatter, subset, 2));
        }

        // Points so alike that every small subset is degenerate: begin with all of them.
        if (found.Count == 0)
            found.Add(Concentrate(points, Classical(points, order), subset, 2));
        return [.. found.OrderBy(c => c.LogDeterminant).Take(BestKept).Select(c => c.Scatter)];
    }

    /// <summary>Covariance of dimension + 1 points, extended by further points while it is singular.</summary>
    private static RobustScatter? Elementary(double[][] points, int[] order, int dimension)
    {
        for (var size = dimension + 1; size <= Math.Min(points.Length, 3 * dimension + 3); size++)
        {
            var scatter = Classical(points, order.AsSpan(0, size));
            if (CholeskyFactor.Of(scatter.Covariance) is not null)
                return scatter;
        }

        return null;
    }

    private static (double LogDeterminant, RobustScatter Scatter) Concentrate(double[][] points, RobustScatter scatter, int subset, int stepsMax)
    {
        var last = double.PositiveInfinity;
        var order = new int[points.Length];
        for (var step = 0; step < stepsMax; step++)
        {
            var distances = Distances(points, scatter);
            for (var i = 0; i < order.Length; i++)
                order[i] = i;
            Array.Sort(distances, order);
            var next = Classical(points, order.AsSpan(0, subset));
            if (CholeskyFactor.Of(next.Covariance) is not { } factor)
                break;
            scatter = next;
            var converged = factor.LogDeterminant >= last - 1e-14 * Math.Abs(last);
            last = factor.LogDeterminant;
            if (converged)
                break;
        }

        return (last, scatter);
    }

    private static RobustScatter Reweight(double[][] points, RobustScatter raw, double share)
    {
        var dimension = raw.Location.Length;
        var scaled = Scaled(raw, Consistency(share, dimension));
        var cutoff = ChiSquared.InvCDF(dimension, ReweightQuantile);
        var distances = Distances(points, scaled);
        var kept = Enumerable.Range(0, points.Length).Where(i => distances[i] <= cutoff).ToArray();
        return kept.Length <= 2 * dimension ? scaled : Scaled(Classical(points, kept), Consistency(ReweightQuantile, dimension));
    }

    private static RobustScatter Scaled(RobustScatter scatter, double factor) =>
        scatter with { Covariance = Array.ConvertAll(scatter.Covariance, row => Array.ConvertAll(row, v => v * factor)) };

    /// <summary>Makes the covariance of the inner share of normal points that of all of them (Croux and Haesbroeck 1999).</summary>
    private static double Consistency(double share, int dimension) =>
        share >= 1 ? 1 : share / ChiSquared.CDF(dimension + 2, ChiSquared.InvCDF(dimension, share));

    private static double[][] Draw(double[][] points, int count, Random random)
    {
        var order = Enumerable.Range(0, points.Length).ToArray();
        random.Shuffle(order);
        return [.. order.Take(count).Order().Select(i => points[i])];
    }
}
