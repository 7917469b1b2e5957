using System.Numerics;
using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Eigenvalues of a real general matrix, and single right and left eigenvectors on demand: Householder reduction to Hessenberg form,
/// Francis' double-shift QR for the values alone, inverse iteration on the Hessenberg matrix for the vectors that are wanted.
/// A stabilisation diagram asks for all values and few vectors, so this costs a third of a full decomposition.
/// Source: G. Golub, C. Van Loan, Matrix Computations, 4th edition, algorithms 7.4.2, 7.5.1 and section 7.6.1.
/// </summary>
internal sealed class HessenbergEigen
{
    private readonly RowMatrix _hessenberg;
    private readonly RowMatrix _q;
    private readonly double _norm;

    /// <summary>Reduces <paramref name="matrix"/>, which is overwritten, and finds its eigenvalues.</summary>
    public HessenbergEigen(RowMatrix matrix)
    {
        _hessenberg = matrix;
        _q = Reduce(matrix);
        _norm = Math.Max(Math.Sqrt(TensorPrimitives.SumOfSquares<double>(matrix.Values)), double.Epsilon);
        Values = FrancisQr.Eigenvalues(matrix.Leading(matrix.Rows, matrix.Columns));
    }

    /// <summary>The eigenvalues, conjugate pairs beside each other.</summary>
    public Complex[] Values { get; }

    /// <summary>The right eigenvector of <paramref name="value"/>, of unit length.</summary>
    public Complex[] RightVector(Complex value) => Turn(InverseIteration(value, transposed: false));

    /// <summary>The left eigenvector x of <paramref name="value"/>, so that x^T A = value x^T, of unit length.</summary>
    public Complex[] LeftVector(Complex value) => Turn(InverseIteration(value, transposed: true));

    /// <summary>Householder reduction; the result is the orthogonal factor Q with A = Q H Q^T.</summary>
    private static RowMatrix Reduce(RowMatrix a)
    {
        var size = a.Rows;
        var q = new RowMatrix(size, size);
        for (var row = 0; row < size; row++)
            q[row, row] = 1;
        var v = new double[size];
        var product = new double[size];
        for (var k = 0; k < size - 2; k++)
        {
            var x = v.AsSpan(k + 1, size - k - 1);
            for (var row = k + 1; row < size; row++)
                v[row] = a[row, k];
            var (value, factor) = SymmetricEigen.Reflector(x);
            if (factor == 0)
                continue;
            var p = product.AsSpan(k);
            p.Clear();
            for (var row = k + 1; row < size; row++)
                RowMatrix.AddScaled(a.Row(row)[k..], v[row], p);
            for (var row = k + 1; row < size; row++)
                RowMatrix.AddScaled(p, -factor * v[row], a.Row(row)[k..]);
            for (var row = 0; row < size; row++)
            {
                ReflectRow(a.Row(row)[(k + 1)..], x, factor);
                ReflectRow(q.Row(row)[(k + 1)..], x, factor);
            }

            a[k + 1, k] = value;
            for (var row = k + 2; row < size; row++)
                a[row, k] = 0;
        }

        return q;
    }

    private static void ReflectRow(Span<double> row, ReadOnlySpan<double> reflector, double factor) =>
        RowMatrix.AddScaled(reflector, -factor * TensorPrimitives.Dot(row, reflector), row);

    /// <summary>Two solves with the shifted Hessenberg matrix; the shift is moved off the value by rounding so that the solve stays finite.</summary>
    private Complex[] InverseIteration(Complex value, bool transposed)
    {
        var size = _hessenberg.Rows;
        var solver = new ShiftedHessenberg(_hessenberg, value, _norm);
        var vector = new Complex[size];
        for (var index = 0; index < size; index++)
            vector[index] = new Complex(1, 0.1 * ((index % 3) - 1));
        for (var pass = 0; pass < 3; pass++)
        {
            if (transposed)
                solver.SolveTransposed(vector);
            else
                solver.Solve(vector);
            Normalise(vector);
        }

        return vector;
    }

    private Complex[] Turn(Complex[] vector)
    {
        var size = vector.Length;
        var result = new Complex[size];
        for (var row = 0; row < size; row++)
        {
            var sum = Complex.Zero;
            var q = _q.Row(row);
            for (var column = 0; column < size; column++)
                sum += q[column] * vector[column];
            result[row] = sum;
        }

        return result;
    }

    private static void Normalise(Complex[] vector)
    {
        var largest = 0.0;
        foreach (var value in vector)
            largest = Math.Max(largest, Math.Max(Math.Abs(value.Real), Math.Abs(value.Imaginary)));
        var sum = 0.0;
        for (var index = 0; index < vector.Length; index++)
        {
            vector[index] /= largest;
            sum += (vector[index].Real * vector[index].Real) + (vector[index].Imaginary * vector[index].Imaginary);
        }

        var scale = 1 / Math.Sqrt(sum);
        for (var index = 0; index < vector.Length; index++)
            vector[index] *= scale;
    }
}
