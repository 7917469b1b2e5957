using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// State-space models of all orders from one covariance Hankel matrix: its singular value decomposition, the shifted observability matrix reduced once
/// by Householder reflectors, and for each order a triangular solve with leading parts of the same factors.
/// Sources: B. Peeters, G. De Roeck, Reference-based stochastic subspace identification, MSSP 13(6), 1999;
/// M. Döhler, L. Mevel, Fast multi-order computation of system matrices in subspace-based system identification, Control Engineering Practice 20, 2012.
/// </summary>
internal sealed class SubspaceModel
{
    private readonly RowMatrix _triangle;
    private readonly RowMatrix _shifted;

    private SubspaceModel(CorrelationBlocks correlations, int blockRows, ThinSvd svd, int orderMaximum)
    {
        Correlations = correlations;
        BlockRows = blockRows;
        Svd = svd;
        OrderMaximum = orderMaximum;
        (_triangle, _shifted) = Reduce(svd.Left, correlations.Channels, orderMaximum);
    }

    public CorrelationBlocks Correlations { get; }

    /// <summary>Block columns of the Hankel matrix; it has one block row more.</summary>
    public int BlockRows { get; }

    public ThinSvd Svd { get; }

    public int OrderMaximum { get; }

    public int Channels => Correlations.Channels;

    public static SubspaceModel From(CorrelationBlocks correlations, int orderMaximum)
    {
        var blockRows = (correlations.Lags - 1) / 2;
        var svd = ThinSvd.Of(TransposedHankel(correlations, blockRows));
        var rank = svd.Values.Count(value => value > 0) / 2 * 2;
        return new SubspaceModel(correlations, blockRows, svd, Math.Min(rank, orderMaximum));
    }

    /// <summary>State matrix of one even order, in the basis of the left singular vectors: least squares of the shifted observability matrix.</summary>
    public RowMatrix StateMatrix(int order)
    {
        var result = _shifted.Leading(order, order);
        for (var row = order - 1; row >= 0; row--)
        {
            var values = result.Row(row);
            for (var column = row + 1; column < order; column++)
                RowMatrix.AddScaled(result.Row(column), -_triangle[row, column], values);
            TensorPrimitives.Divide(values, _triangle[row, row], values);
        }

        return result;
    }

    /// <summary>Solves with the transposed triangle and then with the triangle: the inverse of the upper observability part's Gram matrix.</summary>
    public void SolveGram(Span<double> vector)
    {
        var order = vector.Length;
        for (var row = 0; row < order; row++)
        {
            var sum = vector[row];
            for (var above = 0; above < row; above++)
                sum -= _triangle[above, row] * vector[above];
            vector[row] = sum / _triangle[row, row];
        }

        for (var row = order - 1; row >= 0; row--)
        {
            var sum = vector[row] - TensorPrimitives.Dot<double>(_triangle.Row(row)[(row + 1)..order], vector[(row + 1)..]);
            vector[row] = sum / _triangle[row, row];
        }
    }

    /// <summary>Row (past block, reference), column (future block, channel): the correlation of lag past + future + 1.</summary>
    private static RowMatrix TransposedHankel(CorrelationBlocks correlations, int blockRows)
    {
        var (channels, references) = (correlations.Channels, correlations.References.Length);
        var result = new RowMatrix(blockRows * references, (blockRows + 1) * channels);
        for (var past = 0; past < blockRows; past++)
        {
            for (var future = 0; future <= blockRows; future++)
            {
                var from = (past + future + 1) * channels * references;
                for (var channel = 0; channel < channels; channel++)
                {
                    for (var reference = 0; reference < references; reference++)
                        result[(past * references) + reference, (future * channels) + channel] = correlations.Mean[from + (channel * references) + reference];
                }
            }
        }

        return result;
    }

    /// <summary>Householder QR of the observability matrix without its last block row; the same reflectors turn the one without its first.</summary>
    private static (RowMatrix Triangle, RowMatrix Shifted) Reduce(RowMatrix left, int channels, int order)
    {
        var length = left.Columns - channels;
        var upper = new RowMatrix(order, length);
        var lower = new RowMatrix(order, length);
        for (var column = 0; column < order; column++)
        {
            left.Row(column)[..length].CopyTo(upper.Row(column));
            left.Row(column)[channels..].CopyTo(lower.Row(column));
        }

        var triangle = new RowMatrix(order, order);
        for (var k = 0; k < order; k++)
        {
            for (var row = 0; row < k; row++)
                triangle[row, k] = upper[k, row];
            var reflector = upper.Row(k)[k..];
            var (value, factor) = SymmetricEigen.Reflector(reflector);
            triangle[k, k] = value;
            for (var column = k + 1; column < order && factor != 0; column++)
                Reflect(upper.Row(column)[k..], reflector, factor);
            for (var column = 0; column < order && factor != 0; column++)
                Reflect(lower.Row(column)[k..], reflector, factor);
        }

        return (triangle, lower.Transposed().Leading(order, order));
    }

    private static void Reflect(Span<double> values, ReadOnlySpan<double> reflector, double factor) =>
        RowMatrix.AddScaled(reflector, -factor * TensorPrimitives.Dot(values, reflector), values);
}
