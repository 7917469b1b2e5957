using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.CrackGrowth;

/// <summary>Restricted likelihood of a population under a scatter, with the mean curve in generalised least squares.</summary>
internal sealed class GrowthLikelihood
{
    private readonly CrackSegments[] _specimens;
    private readonly Matrix<double>[] _basis;
    private readonly Vector<double>[] _logRate;
    private readonly double _centre;
    private readonly double _halfWidth;
    private readonly int _coefficients;

    public GrowthLikelihood(CrackSegments[] specimens, int degree, double centre, double halfWidth)
    {
        _specimens = specimens;
        _centre = centre;
        _halfWidth = halfWidth;
        _coefficients = degree + 1;
        var model = ModelOf(Vector<double>.Build.Dense(_coefficients), Matrix<double>.Build.Dense(_coefficients, _coefficients), new GrowthScatter(1, 1, 1, 1, 1));
        _basis = [.. specimens.Select(specimen => model.Basis(specimen.LogLength))];
        _logRate = [.. specimens.Select(specimen => Vector<double>.Build.Dense(specimen.LogRate))];
    }

    /// <summary>Half the log determinants and the squared residuals; constants left out.</summary>
    public double MinusLogRestricted(GrowthScatter scatter)
    {
        var fit = Solve(scatter);
        return fit.LogDeterminant + (0.5 * fit.Residual) + (0.5 * Math.Log(fit.Information.Determinant()));
    }

    public CrackGrowthModel ToModel(GrowthScatter scatter)
    {
        var fit = Solve(scatter);
        return ModelOf(fit.Mean, fit.Information.Inverse(), scatter);
    }

    private (Vector<double> Mean, Matrix<double> Information, double LogDeterminant, double Residual) Solve(GrowthScatter scatter)
    {
        var information = Matrix<double>.Build.Dense(_coefficients, _coefficients);
        var projection = Vector<double>.Build.Dense(_coefficients);
        var (logDeterminant, square) = (0.0, 0.0);
        for (var specimen = 0; specimen < _specimens.Length; specimen++)
        {
            var factor = Covariance(_specimens[specimen].LogLength, scatter).Cholesky();
            var weighted = factor.Solve(_basis[specimen]);
            information += _basis[specimen].TransposeThisAndMultiply(weighted);
            projection += weighted.TransposeThisAndMultiply(_logRate[specimen]);
            square += _logRate[specimen].DotProduct(factor.Solve(_logRate[specimen]));
            logDeterminant += 0.5 * factor.DeterminantLn;
        }

        var mean = information.Cholesky().Solve(projection);
        return (mean, information, logDeterminant, square - mean.DotProduct(projection));
    }

    private Matrix<double> Covariance(double[] logLength, GrowthScatter scatter) =>
        Matrix<double>.Build.Dense(
            logLength.Length, logLength.Length, (row, column) => scatter.Covariance(logLength[row] - _centre, logLength[column] - _centre, row == column));

    private CrackGrowthModel ModelOf(Vector<double> mean, Matrix<double> covariance, GrowthScatter scatter) =>
        new(mean, covariance, scatter, _centre, _halfWidth, _specimens.Length);
}
