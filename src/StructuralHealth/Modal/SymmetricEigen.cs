using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Eigenvalues and eigenvectors of a real symmetric matrix: Householder reduction to tridiagonal form, then implicit QL with Wilkinson's shift.
/// Eigenvectors are kept as rows, so that every plane rotation runs over two spans.
/// Source: G. Golub, C. Van Loan, Matrix Computations, 4th edition, algorithms 8.3.1 and 8.3.3.
/// </summary>
internal static class SymmetricEigen
{
    private const int SweepsMaximum = 60;

    /// <summary>Relative to the whole matrix, not to the neighbours: a graded matrix that was computed with rounding need not settle otherwise.</summary>
    private const double Rounding = 1.1e-16;

    /// <summary>Decomposes <paramref name="matrix"/>, which is overwritten. Eigenvalues fall; row i of the vectors belongs to value i.</summary>
    public static (double[] Values, RowMatrix Vectors) Decompose(RowMatrix matrix)
    {
        var size = matrix.Rows;
        var diagonal = new double[size];
        var besides = new double[size];
        var vectors = Tridiagonalise(matrix, diagonal, besides);
        ImplicitQl(diagonal, besides, vectors);
        return Sorted(diagonal, vectors);
    }

    /// <summary>Reduces from the first column on; row j of the result is column j of the orthogonal factor.</summary>
    private static RowMatrix Tridiagonalise(RowMatrix a, double[] diagonal, double[] besides)
    {
        var size = a.Rows;
        var reflectors = new RowMatrix(size, size);
        var factors = new double[size];
        var product = new double[size];
        for (var k = 0; k < size - 1; k++)
        {
            diagonal[k] = a[k, k];
            var v = reflectors.Row(k)[(k + 1)..];
            a.Row(k)[(k + 1)..].CopyTo(v);
            (besides[k], factors[k]) = Reflector(v);
            if (factors[k] == 0)
                continue;
            var p = product.AsSpan(k + 1);
            for (var row = k + 1; row < size; row++)
                product[row] = factors[k] * TensorPrimitives.Dot(a.Row(row)[(k + 1)..], v);
            RowMatrix.AddScaled(v, -0.5 * factors[k] * TensorPrimitives.Dot(p, v), p);
            for (var row = k + 1; row < size; row++)
            {
                RowMatrix.AddScaled(p, -v[row - k - 1], a.Row(row)[(k + 1)..]);
                RowMatrix.AddScaled(v, -product[row], a.Row(row)[(k + 1)..]);
            }
        }

        if (size > 0)
            diagonal[size - 1] = a[size - 1, size - 1];
        return Accumulate(reflectors, factors);
    }

    /// <summary>Turns <paramref name="x"/> into the Householder vector that maps it to a multiple of the first unit vector.</summary>
    public static (double Value, double Factor) Reflector(Span<double> x)
    {
        var tail = x.Length > 1 ? TensorPrimitives.Dot<double>(x[1..], x[1..]) : 0;
        if (tail == 0)
            return (x[0], 0);
        var norm = Math.Sqrt((x[0] * x[0]) + tail);
        var value = x[0] > 0 ? -norm : norm;
        x[0] -= value;
        return (value, 2 / ((x[0] * x[0]) + tail));
    }

    /// <summary>The transposed product of the reflectors, built from the last one on, where it still is the identity.</summary>
    private static RowMatrix Accumulate(RowMatrix reflectors, double[] factors)
    {
        var size = reflectors.Rows;
        var q = new RowMatrix(size, size);
        for (var row = 0; row < size; row++)
            q[row, row] = 1;
        for (var k = size - 2; k >= 0; k--)
        {
            if (factors[k] == 0)
                continue;
            var v = reflectors.Row(k)[(k + 1)..];
            for (var row = k + 1; row < size; row++)
            {
                var values = q.Row(row)[(k + 1)..];
                RowMatrix.AddScaled(v, -factors[k] * TensorPrimitives.Dot<double>(values, v), values);
            }
        }

        return q;
    }

    private static void ImplicitQl(double[] d, double[] e, RowMatrix z)
    {
        var norm = d.Length == 0 ? 0 : TensorPrimitives.MaxMagnitude<double>(d) + TensorPrimitives.MaxMagnitude<double>(e);
        var negligible = Rounding * Math.Abs(norm);
        for (var l = 0; l < d.Length; l++)
        {
            for (var sweep = 0; ; sweep++)
            {
                var m = SmallestBeside(e, l, negligible);
                if (m == l)
                    break;
                if (sweep == SweepsMaximum)
                    throw new ArithmeticException("The eigenvalues of a symmetric matrix did not converge; it holds values that are not finite.");
                Sweep(d, e, z, l, m);
            }
        }
    }

    private static int SmallestBeside(double[] e, int from, double negligible)
    {
        var m = from;
        while (m < e.Length - 1 && Math.Abs(e[m]) > negligible)
            m++;
        return m;
    }

    private static void Sweep(double[] d, double[] e, RowMatrix z, int l, int m)
    {
        var shift = (d[l + 1] - d[l]) / (2 * e[l]);
        var root = double.Hypot(shift, 1);
        var g = d[m] - d[l] + (e[l] / (shift + (shift >= 0 ? root : -root)));
        double s = 1, c = 1, p = 0;
        var i = m - 1;
        for (; i >= l; i--)
        {
            var f = s * e[i];
            var b = c * e[i];
            root = double.Hypot(f, g);
            e[i + 1] = root;
            if (root == 0)
            {
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }

            s = f / root;
            c = g / root;
            g = d[i + 1] - p;
            root = ((d[i] - g) * s) + (2 * c * b);
            p = s * root;
            d[i + 1] = g + p;
            g = (c * root) - b;
            Rotate(z.Row(i), z.Row(i + 1), c, s);
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }

    /// <summary>Turns two rows: first to c f - s g, second to s f + c g.</summary>
    public static void Rotate(Span<double> first, Span<double> second, double cosine, double sine)
    {
        var width = System.Numerics.Vector<double>.Count;
        var index = 0;
        for (; index <= first.Length - width; index += width)
        {
            var f = new System.Numerics.Vector<double>(first[index..]);
            var g = new System.Numerics.Vector<double>(second[index..]);
            ((sine * f) + (cosine * g)).CopyTo(second[index..]);
            ((cosine * f) - (sine * g)).CopyTo(first[index..]);
        }

        for (; index < first.Length; index++)
        {
            var g = second[index];
            second[index] = (sine * first[index]) + (cosine * g);
            first[index] = (cosine * first[index]) - (sine * g);
        }
    }

    private static (double[] Values, RowMatrix Vectors) Sorted(double[] values, RowMatrix vectors)
    {
        var order = Enumerable.Range(0, values.Length).OrderByDescending(index => values[index]).ToArray();
        var sorted = new RowMatrix(vectors.Rows, vectors.Columns);
        for (var row = 0; row < order.Length; row++)
            vectors.Row(order[row]).CopyTo(sorted.Row(row));
        return ([.. order.Select(index => values[index])], sorted);
    }
}
