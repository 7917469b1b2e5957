using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>Expectation of missing residuals given the available ones: S_MA · S_AA⁻¹ · r_A.</summary>
internal static class ConditionalMean
{
    /// <summary>Replaces NaN in place.</summary>
    public static void Fill(double[][] covariance, Span<double> residuals)
    {
        var available = new List<int>();
        var values = new List<double>();
        for (var i = 0; i < residuals.Length; i++)
        {
            if (double.IsNaN(residuals[i]))
                continue;
            available.Add(i);
            values.Add(residuals[i]);
        }

        if (available.Count == 0)
        {
            residuals.Clear();
            return;
        }

        var inner = Matrix<double>.Build.Dense(available.Count, available.Count, (a, b) => covariance[available[a]][available[b]]);
        var solved = inner.Cholesky().Solve(Vector<double>.Build.DenseOfEnumerable(values));
        for (var i = 0; i < residuals.Length; i++)
        {
            if (!double.IsNaN(residuals[i]))
                continue;
            residuals[i] = 0;
            for (var a = 0; a < available.Count; a++)
                residuals[i] += covariance[i][available[a]] * solved[a];
        }
    }
}
