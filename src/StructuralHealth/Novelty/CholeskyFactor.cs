using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>Lower triangle L with L Lᵀ = a covariance. Written out because the search for a robust covariance factors thousands of small
/// matrices, for which a general library's calls cost more than their arithmetic.</summary>
internal sealed class CholeskyFactor
{
    private const double SingularBelow = 1e-14;
    private readonly double[][] _lower;

    private CholeskyFactor(double[][] lower, double logDeterminant)
    {
        _lower = lower;
        LogDeterminant = logDeterminant;
    }

    public double LogDeterminant { get; }

    /// <summary><see langword="null"/> where the matrix is not positive definite to working precision.</summary>
    public static CholeskyFactor? Of(double[][] covariance)
    {
        var lower = new double[covariance.Length][];
        var logDeterminant = 0.0;
        for (var a = 0; a < covariance.Length; a++)
        {
            lower[a] = new double[a + 1];
            for (var b = 0; b < a; b++)
                lower[a][b] = (covariance[a][b] - TensorPrimitives.Dot<double>(lower[a].AsSpan(0, b), lower[b].AsSpan(0, b))) / lower[b][b];
            var pivot = covariance[a][a] - TensorPrimitives.SumOfSquares<double>(lower[a].AsSpan(0, a));
            if (!(pivot > SingularBelow * covariance[a][a]))
                return null;
            lower[a][a] = Math.Sqrt(pivot);
            logDeterminant += Math.Log(pivot);
        }

        return new CholeskyFactor(lower, logDeterminant);
    }

    /// <summary>Squared Mahalanobis distance of a point; <paramref name="solved"/> is scratch space.</summary>
    public double Distance(double[] point, double[] location, double[] solved)
    {
        for (var a = 0; a < _lower.Length; a++)
            solved[a] = (point[a] - location[a] - TensorPrimitives.Dot<double>(_lower[a].AsSpan(0, a), solved.AsSpan(0, a))) / _lower[a][a];
        return TensorPrimitives.SumOfSquares<double>(solved);
    }
}
