using System.Numerics;
using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Gradient of sums p^T dU q, U being the first left singular vectors, with respect to the correlations that the Hankel matrix is made of.
/// For i within the signal space and j outside it, u_j^T du_i = (s_i u_j^T dH v_i + s_j u_i^T dH v_j) / (s_i^2 - s_j^2); what U does not span at all moves by dH v_i / s_i.
/// The gradient is kept as a sum of outer products a_i v_i^T + u_i b_i^T.
/// </summary>
internal sealed class HankelGradient
{
    private readonly SubspaceModel _model;
    private readonly int _order;
    private readonly RowMatrix _leftReal;
    private readonly RowMatrix _leftImaginary;
    private readonly RowMatrix _rightReal;
    private readonly RowMatrix _rightImaginary;

    public HankelGradient(SubspaceModel model, int order)
    {
        _model = model;
        _order = order;
        _leftReal = new RowMatrix(order, model.Svd.Left.Columns);
        _leftImaginary = new RowMatrix(order, model.Svd.Left.Columns);
        _rightReal = new RowMatrix(order, model.Svd.Right.Columns);
        _rightImaginary = new RowMatrix(order, model.Svd.Right.Columns);
    }

    /// <summary>Adds the gradient of p^T dU q.</summary>
    public void Add(Complex[] p, Complex[] q)
    {
        var (left, right, values) = (_model.Svd.Left, _model.Svd.Right, _model.Svd.Values);
        double[] restReal = [.. p.Select(value => value.Real)];
        double[] restImaginary = [.. p.Select(value => value.Imaginary)];
        for (var j = 0; j < values.Length; j++)
        {
            var u = left.Row(j);
            var along = new Complex(TensorPrimitives.Dot(u, restReal), TensorPrimitives.Dot(u, restImaginary));
            RowMatrix.AddScaled(u, -along.Real, restReal);
            RowMatrix.AddScaled(u, -along.Imaginary, restImaginary);
            if (j < _order || values[j] == 0)
                continue;
            for (var i = 0; i < _order; i++)
            {
                var weight = along * q[i] / ((values[i] * values[i]) - (values[j] * values[j]));
                AddComplex(u, values[i] * weight, _leftReal.Row(i), _leftImaginary.Row(i));
                AddComplex(right.Row(j), values[j] * weight, _rightReal.Row(i), _rightImaginary.Row(i));
            }
        }

        for (var i = 0; i < _order; i++)
        {
            var weight = q[i] / values[i];
            AddComplex(restReal, weight, _leftReal.Row(i), _leftImaginary.Row(i));
            AddComplex(restImaginary, weight * Complex.ImaginaryOne, _leftReal.Row(i), _leftImaginary.Row(i));
        }
    }

    /// <summary>Real and imaginary parts by correlation, laid out as <see cref="CorrelationBlocks.Mean"/>.</summary>
    public (double[] Real, double[] Imaginary) Folded()
    {
        var real = new double[_model.Correlations.Mean.Length];
        var imaginary = new double[real.Length];
        for (var i = 0; i < _order; i++)
        {
            Fold(_leftReal.Row(i), _model.Svd.Right.Row(i), real);
            Fold(_leftImaginary.Row(i), _model.Svd.Right.Row(i), imaginary);
            Fold(_model.Svd.Left.Row(i), _rightReal.Row(i), real);
            Fold(_model.Svd.Left.Row(i), _rightImaginary.Row(i), imaginary);
        }

        return (real, imaginary);
    }

    private static void AddComplex(ReadOnlySpan<double> values, Complex weight, Span<double> real, Span<double> imaginary)
    {
        RowMatrix.AddScaled(values, weight.Real, real);
        RowMatrix.AddScaled(values, weight.Imaginary, imaginary);
    }

    /// <summary>Adds an outer product future x past onto the lags past + future + 1.</summary>
    private void Fold(ReadOnlySpan<double> future, ReadOnlySpan<double> past, Span<double> correlations)
    {
        var (channels, references) = (_model.Channels, _model.Correlations.References.Length);
        var lagSize = channels * references;
        for (var block = 0; block < _model.BlockRows; block++)
        {
            for (var row = 0; row < future.Length; row++)
            {
                var to = correlations.Slice(((block + 1) * lagSize) + (row * references), references);
                var weight = future[row];
                for (var reference = 0; reference < references; reference++)
                    to[reference] += weight * past[(block * references) + reference];
            }
        }
    }
}
