using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Thin singular value decomposition of a matrix that is handed over transposed: the eigenvectors of its smaller Gram matrix, which is fast but squares the condition,
/// then one-sided Jacobi rotations of those pairs that the rounding of the squares left unorthogonal, which brings small singular values back to full accuracy.
/// Sources: G. Golub, C. Van Loan, Matrix Computations, 4th edition, section 8.6.4; Z. Drmač, K. Veselić, SIAM J. Matrix Analysis 29, 2008 (Jacobi on a prepared matrix).
/// </summary>
internal sealed class ThinSvd
{
    private const double Resolved = 1e-13;
    private const double Orthogonal = 1e-14;
    private const int SweepsMaximum = 6;

    private ThinSvd(double[] values, RowMatrix left, RowMatrix right)
    {
        Values = values;
        Left = left;
        Right = right;
    }

    /// <summary>Singular values, falling; those below 1e-13 of the largest are 0.</summary>
    public double[] Values { get; }

    /// <summary>Left singular vectors as rows; a row of zeros where the singular value is 0.</summary>
    public RowMatrix Left { get; }

    /// <summary>Right singular vectors as rows.</summary>
    public RowMatrix Right { get; }

    /// <summary>Decomposes the transpose of <paramref name="transposed"/>, which has no more rows than columns.</summary>
    public static ThinSvd Of(RowMatrix transposed)
    {
        var (_, right) = SymmetricEigen.Decompose(transposed.GramOfRows());
        var mapped = right.Times(transposed);
        double[] squares = [.. Enumerable.Range(0, mapped.Rows).Select(row => TensorPrimitives.SumOfSquares<double>(mapped.Row(row)))];
        for (var sweep = 0; sweep < SweepsMaximum && Sweep(mapped, right, squares); sweep++)
        {
        }

        return Sorted(mapped, right, squares);
    }

    /// <summary>Rotates every pair of rows that is not orthogonal; false if there was none.</summary>
    private static bool Sweep(RowMatrix mapped, RowMatrix right, double[] squares)
    {
        var negligible = Resolved * Resolved * squares.Max();
        var rotated = false;
        for (var i = 0; i < mapped.Rows; i++)
        {
            for (var j = i + 1; j < mapped.Rows; j++)
            {
                if (squares[i] <= negligible || squares[j] <= negligible)
                    continue;
                var product = TensorPrimitives.Dot<double>(mapped.Row(i), mapped.Row(j));
                if (Math.Abs(product) <= Orthogonal * Math.Sqrt(squares[i] * squares[j]))
                    continue;
                var ratio = (squares[j] - squares[i]) / (2 * product);
                var tangent = (ratio >= 0 ? 1 : -1) / (Math.Abs(ratio) + Math.Sqrt(1 + (ratio * ratio)));
                var cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
                SymmetricEigen.Rotate(mapped.Row(i), mapped.Row(j), cosine, cosine * tangent);
                SymmetricEigen.Rotate(right.Row(i), right.Row(j), cosine, cosine * tangent);
                squares[i] = TensorPrimitives.SumOfSquares<double>(mapped.Row(i));
                squares[j] = TensorPrimitives.SumOfSquares<double>(mapped.Row(j));
                rotated = true;
            }
        }

        return rotated;
    }

    private static ThinSvd Sorted(RowMatrix mapped, RowMatrix right, double[] squares)
    {
        var order = Enumerable.Range(0, mapped.Rows).OrderByDescending(row => squares[row]).ToArray();
        var result = new ThinSvd(new double[order.Length], new RowMatrix(mapped.Rows, mapped.Columns), new RowMatrix(right.Rows, right.Columns));
        for (var row = 0; row < order.Length; row++)
        {
            var value = Math.Sqrt(squares[order[row]]);
            right.Row(order[row]).CopyTo(result.Right.Row(row));
            if (value <= Resolved * Math.Sqrt(squares[order[0]]))
                continue;
            result.Values[row] = value;
            TensorPrimitives.Divide(mapped.Row(order[row]), value, result.Left.Row(row));
        }

        return result;
    }
}
