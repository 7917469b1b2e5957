using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>The corr-max transformation of some of the features: w = r · D^(-1/2) · R^(-1/2), with D the variances and R the correlations.</summary>
internal sealed class CorrMax
{
    private readonly int[] _indices;

    public CorrMax(double[][] covariance, int[] indices)
    {
        _indices = indices;
        var deviation = Array.ConvertAll(indices, i => Math.Sqrt(covariance[i][i]));
        var correlation = Matrix<double>.Build.Dense(
            indices.Length, indices.Length, (a, b) => covariance[indices[a]][indices[b]] / (deviation[a] * deviation[b]));
        var eigen = correlation.Evd(Symmetricity.Symmetric);
        var values = eigen.EigenValues.Select(v => v.Real).ToArray();
        if (!(values.Min() > 0))
            throw new ArgumentException("The covariance of the baseline is not positive definite.");
        var root = eigen.EigenVectors * Matrix<double>.Build.DenseOfDiagonalArray([.. values.Select(v => 1 / Math.Sqrt(v))]) * eigen.EigenVectors.Transpose();
        Whitening = [.. indices.Select((_, a) => indices.Select((_, b) => 0.5 * (root[a, b] + root[b, a]) / deviation[a]).ToArray())];
    }

    public double[][] Whitening { get; }

    /// <summary>Fills the parts of the distance and returns the distance; features outside the set get 0.</summary>
    public double Contributions(ReadOnlySpan<double> residuals, Span<double> contributions)
    {
        contributions.Clear();
        var sum = 0.0;
        for (var b = 0; b < _indices.Length; b++)
        {
            var value = 0.0;
            for (var a = 0; a < _indices.Length; a++)
                value += residuals[_indices[a]] * Whitening[a][b];
            contributions[_indices[b]] = value * value;
            sum += value * value;
        }

        return sum;
    }
}
