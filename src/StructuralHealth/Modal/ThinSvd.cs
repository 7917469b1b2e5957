using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Thin singular value decomposition of a matrix that is handed over transposed, by the eigenvectors of its smaller Gram matrix.
/// Singular values are the lengths of the mapped eigenvectors, so they are right to about 1e-8 of the largest; smaller ones are noise.
/// A covariance Hankel matrix of measured data never gets that low: 1e-7 is 140 dB.
/// </summary>
internal sealed class ThinSvd
{
    private const double Resolved = 1e-10;

    private ThinSvd(double[] values, RowMatrix left, RowMatrix right)
    {
        Values = values;
        Left = left;
        Right = right;
    }

    /// <summary>Singular values, falling; those that are not resolved are 0.</summary>
    public double[] Values { get; }

    /// <summary>Left singular vectors as rows; a row of zeros where the singular value is 0.</summary>
    public RowMatrix Left { get; }

    /// <summary>Right singular vectors as rows.</summary>
    public RowMatrix Right { get; }

    /// <summary>Decomposes the transpose of <paramref name="transposed"/>, which has no more rows than columns.</summary>
    public static ThinSvd Of(RowMatrix transposed)
    {
        var (_, right) = SymmetricEigen.Decompose(transposed.GramOfRows());
        var left = right.Times(transposed);
        var values = new double[left.Rows];
        for (var row = 0; row < left.Rows; row++)
        {
            var vector = left.Row(row);
            var length = Math.Sqrt(TensorPrimitives.Dot<double>(vector, vector));
            values[row] = length > Resolved * values[0] || row == 0 ? length : 0;
            if (values[row] > 0)
                TensorPrimitives.Multiply(vector, 1 / length, vector);
            else
                vector.Clear();
        }

        return new ThinSvd(values, left, right);
    }
}
